"""Russian numbers in the cases that prepositions and nouns around them require: до пяти лет, к трём часам."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.russian_words import WORDS

# Genitive, dative, instrumental and prepositional, of what has no regular ending.
_FORMS = {
    "ноль": ("нуля", "нулю", "нулём", "нуле"), "один": ("одного", "одному", "одним", "одном"),
    "одна": ("одной", "одной", "одной", "одной"), "два": ("двух", "двум", "двумя", "двух"),
    "две": ("двух", "двум", "двумя", "двух"), "три": ("трёх", "трём", "тремя", "трёх"),
    "четыре": ("четырёх", "четырём", "четырьмя", "четырёх"), "восемь": ("восьми", "восьми", "восемью", "восьми"),
    "сорок": ("сорока",) * 4, "девяносто": ("девяноста",) * 4, "сто": ("ста",) * 4,
    "двести": ("двухсот", "двумстам", "двумястами", "двухстах"),
    "триста": ("трёхсот", "трёмстам", "тремястами", "трёхстах"),
    "четыреста": ("четырёхсот", "четырёмстам", "четырьмястами", "четырёхстах"),
    "тысяча": ("тысячи", "тысяче", "тысячей", "тысяче"), "тысячи": ("тысяч", "тысячам", "тысячами", "тысячах"),
    "тысяч": ("тысяч", "тысячам", "тысячами", "тысячах"),
}  # fmt: skip
_GENITIVE, _DATIVE, _INSTRUMENTAL, _PREPOSITIONAL = range(4)
_HUNDREDS = (("сот", "стам", "стами", "стах"), "пят шест сем восем девят")
_UNITS = frozenset(listed("км см мм кг мг мл мин руб тыс млн млрд трлн чел шт сек час гб мб гц квт вт лет"))


def in_case(value: int, case: int, feminine: bool = False) -> str:
    """The cardinal `value` in a case: 25, genitive → "двадцати пяти"."""
    words = WORDS.cardinal(value).split()
    if feminine and words[-1] in ("один", "два"):
        words[-1] = {"один": "одна", "два": "две"}[words[-1]]
    return " ".join(_declined(word, case) for word in words)


def _declined(word: str, case: int) -> str:
    if word in _FORMS:
        return _FORMS[word][case]
    if word.endswith("сот"):
        return _declined(word[:-3], case) + _HUNDREDS[0][case]
    if word.endswith("десят"):  # пятьдесят: both halves
        return _declined(word[:-5], case) + ("десятью" if case == _INSTRUMENTAL else "десяти")
    if word.endswith("ь"):
        return word[:-1] + ("ью" if case == _INSTRUMENTAL else "и")
    return word


_NUMBER = r"(?P<n>\d{1,3}(?:[ \u00a0]\d{3}|\d{1,3})?)(?![\w/:%°+-]|[.,]\d|\s?[%°₽$€£]|\s\d)"
_NEXT = r"(?=(?P<next>(?:\s[а-яё]{1,24}){0,2}(?P<dot>\.(?=\s[а-яё]))?))"


def _value(match: re.Match[str]) -> int | None:
    """The number of a match; None for a short form or a bare year."""
    following = match["next"].split()
    if match["dot"] or (following and following[0] in _UNITS - {"лет", "час"}):
        return None
    value = int(re.sub(r"\D", "", match["n"]))
    return None if not following and 1000 <= value <= 2100 else value


def _said(match: re.Match[str], case: int) -> Said:
    value = _value(match)
    if value is None:
        return None
    following = match["next"].split()
    last = following[-1] if len(following) == 1 or (following and following[0].endswith(("ой", "ей"))) else ""
    feminine = (last or (following or [""])[0]).endswith(
        ("ы", "и", "ой", "ей") if case != _DATIVE else ("е",)
    )
    return [Reading(match.start("n"), match.end("n"), in_case(value, case, feminine))]


@rule(
    r"(?<![\w-])(?:нету?|не\s(?:было|будет|хватает|хватило|хватит|осталось)|до|от|около|без|из|после|кроме|более|менее|больше|меньше|свыше|для|против|среди|порядка|старше|младше"
    rf"|дольше|выше|ниже|со?(?=\s\d{{1,6}}\sдо\s))\s{_NUMBER}{_NEXT}",
    re.IGNORECASE,
)
def _of(match: re.Match[str]) -> Said:
    return _said(match, _GENITIVE)


@rule(rf"(?<![\w-])(?:к|ко|благодаря)\s{_NUMBER}{_NEXT}", re.IGNORECASE)
def _to(match: re.Match[str]) -> Said:
    return _said(match, _DATIVE)


@rule(
    rf"(?<![\w-])(?:со?|между|перед|над|под)\s{_NUMBER}{_NEXT}(?=\s[а-яё])",
    re.IGNORECASE,
)
def _with(match: re.Match[str]) -> Said:
    noun = next(iter(match["next"].split()), "")
    return (
        _said(match, _INSTRUMENTAL)
        if noun.endswith(("ами", "ями", "ьми", "ом", "ем", "ём", "ой", "ей"))
        else None
    )


@rule(r"(?<![\w-])[Мм]ежду\s(?P<a>\d{1,4})\sи\s(?P<b>\d{1,4})(?![\w/:%°+-]|[.,]\d|\s?[%°₽$€£])")
def _between(match: re.Match[str]) -> Said:
    return [Reading(match.start(g), match.end(g), in_case(int(match[g]), _INSTRUMENTAL)) for g in ("a", "b")]


@rule(rf"(?<![\w-])(?:в|во|на|о|об|при)\s{_NUMBER}{_NEXT}(?=\s[а-яё])", re.IGNORECASE)
def _in(match: re.Match[str]) -> Said:
    following = match["next"].split()
    value = _value(match)
    if value is None or not following or not following[0].endswith(("ах", "ях")):
        return None
    return [Reading(match.start("n"), match.end("n"), in_case(value, _PREPOSITIONAL))]


_BY_PREPOSITION = {
    **dict.fromkeys(
        listed("до от около без из после более менее больше меньше свыше выше ниже порядка"), _GENITIVE
    ),
    **dict.fromkeys(listed("к ко"), _DATIVE),
    "при": _PREPOSITIONAL,
}
_SIGNS = {"°": "градус", "%": "процент"}
_ENDINGS = (("а", "ов"), ("у", "ам"), ("ом", "ами"), ("е", "ах"))
"""Endings of one and of several, case by case."""


@rule(
    r"(?<![\w-])(?P<prep>до|от|около|без|из|после|более|менее|больше|меньше|свыше|выше|ниже|порядка|ко?|при)\s"
    r"(?P<sign>[+-])?(?:(?P<a>\d{1,4})\s?[-–—]\s?)?(?P<n>\d{1,4})\s?(?P<unit>°(?:\s?(?:C|С)(?!\w))?|%)(?![\w/])",
    re.IGNORECASE,
)
def _degrees_and_percent(match: re.Match[str]) -> Said:
    """Degrees and percent behind a preposition: при 20 °C, до 5 %."""
    case = _BY_PREPOSITION[match["prep"].lower()]
    sign = {"+": "плюс ", "-": "минус "}.get(match["sign"] or "", "")
    count = " ".join(in_case(int(match[name]), case) for name in ("a", "n") if match[name])
    value = int(match["n"])
    one = value % 10 == 1 and value % 100 != 11
    noun = _SIGNS[match["unit"][0]] + _ENDINGS[case][0 if one else 1]
    start = next(match.start(name) for name in ("sign", "a", "n") if match[name])
    return [Reading(start, match.end(), f"{sign}{count} {noun}")]


# Units in the genitive, of one and of several.
_MEASURES = {
    "км": "километра километров", "м": "метра метров", "см": "сантиметра сантиметров", "мм": "миллиметра миллиметров",
    "кг": "килограмма килограммов", "г": "грамма граммов", "л": "литра литров", "мл": "миллилитра миллилитров",
    "Вт": "ватта ватт", "кВт": "киловатта киловатт", "В": "вольта вольт", "мин": "минуты минут",
    "сек": "секунды секунд", "ч": "часа часов",
}  # fmt: skip


@rule(
    r"(?<![\w-])(?i:до|от|около|без|из|после|более|менее|больше|меньше|свыше|выше|ниже|порядка)\s"
    rf"(?P<n>\d{{1,4}})\s?(?P<unit>{'|'.join(sorted(_MEASURES, key=len, reverse=True))})(?!(?<=г)\.|[\w/²³])"
)
def _measures(match: re.Match[str]) -> Said:
    """Units behind a preposition with the genitive: до 5 км, около 2 кг."""
    value, unit = int(match["n"]), match["unit"]
    one = value % 10 == 1 and value % 100 != 11
    single, several = listed(_MEASURES[unit])
    count = in_case(value, _GENITIVE, feminine=single.endswith("ы"))
    return [Reading(match.start("n"), match.end(), f"{count} {single if one else several}")]


@rule(r"(?<![\w.,:/-])(?P<n>\d{0,3}1)\s(?=(?:[а-яё]{2,20}ую\s)?[а-яё]{2,20}[ую](?!\w))")
def _one(match: re.Match[str]) -> Said:
    """Feminine nouns in the accusative: 1 книгу, 21 минуту."""
    value = int(match["n"])
    if value % 100 == 11:
        return None
    words = WORDS.cardinal(value).split()
    return [Reading(match.start("n"), match.end("n"), " ".join([*words[:-1], "одну"]))]


CASES: tuple[Rule, ...] = (_degrees_and_percent, _measures, _between, _of, _to, _with, _in, _one)
