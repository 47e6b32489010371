"""Text normalisation for Russian: figures and signs as words."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_number_words import word_before
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value
from clonyvoice.text.normalise.russian_cases import CASES, in_case
from clonyvoice.text.normalise.russian_words import WORDS, day_of_month, declined, genitive


@rule(r"(?P<year>[12]\d{3})(?P<gap>\s?)(?P<short>г\.|год(?:а|у|ом)?|гг\.)(?!\w)")
def _year_with_word(match: re.Match[str]) -> Said:
    """Years before "год" are ordinals in its case."""
    said = WORDS.rank(int(match["year"]))
    short = match["short"]
    before = re.search(r"([А-Яа-яё]{1,6})\s$", match.string[max(0, match.start() - 8) : match.start()])
    to = before is not None and before[1].lower() in ("к", "ко", "благодаря")
    if short == "год":
        name = "год"
    elif to and short in ("году", "г."):
        said, name = declined(said, "ому"), "году"
    elif short == "году" or (short == "г." and re.search(r"\b[Вв]о?\s$", match.string[: match.start()])):
        said, name = said[:-2] + ("ьем" if said.endswith("третий") else "ом"), "году"
    else:
        said, name = genitive(said), "года"
    end = match.end() - (1 if short.endswith(".") and re.match(r"\s*$", match.string[match.end() :]) else 0)
    if not match["gap"]:
        return [Reading(match.start(), end, f"{said} {name}")]
    return [Reading(match.start("year"), match.end("year"), said), Reading(match.start("short"), end, name)]


@rule(r"(?P<minus>(?<![\w)])-)?(?<![\w.,])(?P<n>\d+(?:[.,]\d+)?)\s?%")
def _percent(match: re.Match[str]) -> Said:
    minus = "минус " if match["minus"] else ""
    return minus + WORDS.counted(match["n"], ("процент", "процента", "процентов"))


@rule(
    r"(?P<day>(?<![\d.])\d{1,2})(?P<gap>\s+)(?P<month>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?:\s+(?P<year>[12]\d{3})(?:\s?(?P<word>года|г\.))?)?(?!\w)",
    re.IGNORECASE,
)
def _day_month_year(match: re.Match[str]) -> Said:
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    readings = [
        Reading(match.start("day"), match.end("day"), day_of_month(WORDS, day, word_before(match))),
        Reading(match.start("month"), match.end("month"), match["month"]),
    ]
    if match["year"]:
        said = genitive(WORDS.rank(int(match["year"])))
        if match["word"]:
            readings.append(Reading(match.start("year"), match.end("year"), said))
            readings.append(Reading(match.start("word"), match.end("word"), "года"))
        else:
            readings.append(Reading(match.start("year"), match.end("year"), f"{said} года"))
    return readings


_CASES = {"век": "", "века": "ого", "веке": "ом", "веку": "ому", "веком": "ым", "в.": "ом", "веков": "ого",
    "столетие": "ое",
          "столетия": "ого", "столетии": "ом", "съезд": "", "съезда": "ого", "глава": "ая",
          "тысячелетие": "ое"}  # fmt: skip
_WOMEN = frozenset(listed("екатерина елизавета мария анна елизаветы екатерины марии анны"))


@rule(
    r"\b(?P<roman>[IVX]{1,6})(?:-?(?P<mark>й|го|м|я|е))?\s+(?P<word>век(?:а|е|у|ом|ов)?|в\.|столети[еяи]|съезда?|тысячелетие)(?!\w)"
)
def _century(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    if value is None:
        return None
    word = match["word"]
    said = declined(WORDS.rank(value), _CASES[word])
    readings = [Reading(match.start(), match.end("mark" if match["mark"] else "roman"), said)]
    if word == "в.":
        end = match.end() - (1 if re.match(r"\s*$", match.string[match.end() : match.end() + 8]) else 0)
        readings.append(Reading(match.start("word"), end, "веке"))
    return readings


@rule(r"\b(?P<name>[А-ЯЁ][а-яё]{2,20})\s(?P<roman>[IVX]{1,6})\b(?![.']\w)")
def _ruler_named(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    name = match["name"].lower()
    if value is None or name in WORDS.numbered:
        return None
    said = WORDS.rank(value)
    if name in _WOMEN:
        said = declined(said, "ой" if name.endswith(("ы", "и")) else "ая")
    elif name.endswith("а") and name not in ("никита", "глава", "фома"):
        said = declined(said, "ого")  # Николая II, Петра I
    elif name.endswith("я"):
        said = declined(said, "ого")
    elif name.endswith("е"):
        said = declined(said, "ом")
    elif name.endswith(("у", "ю")):
        said = declined(said, "ому")
    return [Reading(match.start("roman"), match.end("roman"), said)]


@rule(
    r"(?<![\w.,])(?P<n>\d{1,4})-(?P<mark>й|я|е|го|му|м|ю|ой|х|ми|ый|ая|ое|ого|ом|ые|ых)(?!\w)(?P<next>\s[а-яё]{2,14})?"
)
def _marked(match: re.Match[str]) -> Said:
    """Ordinals with an ending: 5-м этаже, 90-е годы."""
    before, following = word_before(match), (match["next"] or "").strip()
    mark = match["mark"]
    plural = (
        following.startswith(("год", "сутк", "числа"))
        and mark in ("е", "х", "м", "ые", "ых")
        and following != "году"
    )
    ending = {
        "й": "", "ый": "", "ой": "ой", "я": "ая", "ая": "ая", "го": "ого", "ого": "ого", "му": "ому",
        "ю": "ую", "х": "ых",
        "ых": "ых", "ые": "ые", "ми": "ыми", "ом": "ом", "ое": "ое", "е": "ые" if plural else "ое",
        "м": "ым" if before in ("с", "со", "перед", "за", "под", "над", "между") or plural else "ом",
    }[mark]  # fmt: skip
    said = WORDS.rank(int(match["n"]))
    if mark == "й" and before in ("во", "в", "на", "с", "из", "до") and following.endswith("й"):
        ending = "ой"
    end = match.start("next") if match["next"] else match.end()
    return [Reading(match.start(), end, declined(said, ending))]


@rule(
    r"(?<![\w.,-])(?P<a>[12]\d{3})(?P<dash>\s?[-–—]\s?)(?P<b>[12]\d{3})\s?(?P<word>гг\.?|год(?:ах|ам|ов|ы))(?!\w)"
)
def _years_to(match: re.Match[str]) -> Said:
    """Ranges of years: в 1941–1945 годах."""
    within = re.search(r"(?<!\w)[ВвО]о?б?\s$", match.string[max(0, match.start() - 4) : match.start()])
    word = match["word"]
    if word.startswith("гг"):
        word = "годах" if within else "годы"
    ending = {"годах": "ом", "годам": "ому", "годов": "ого", "годы": ""}[word]
    first, last = (declined(WORDS.rank(int(match[name])), ending) for name in ("a", "b"))
    end = match.end() - (
        1 if match["word"] == "гг." and re.match(r"\s*$", match.string[match.end() :]) else 0
    )
    return [
        Reading(match.start("a"), match.start("b"), first),
        Reading(match.start("b"), match.end("b"), last),
        Reading(match.start("word"), end, word),
    ]


@rule(r"\b[Сс]\s(?P<a>[12]\d{3})(?=\s(?:г\.\s)?по\s[12]\d{3}\s(?:год|г\.))")
def _years_from(match: re.Match[str]) -> Said:
    return [Reading(match.start("a"), match.end("a"), genitive(WORDS.rank(int(match["a"]))))]


@rule(
    r"(?<![\w-])(?P<to>[Кк]о?|[Сс]о?|[Дд]о|[Оо]т|[Пп]осле|[Оо]коло|[Дд]ля)\s(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\w:]|\s?[-–—])"
)
def _hour_in_case(match: re.Match[str]) -> Said:
    """Times of day behind a preposition: с 9:00 до 18:30."""
    hour, minute = int(match["h"]), int(match["m"])
    dative = match["to"].lower() in ("к", "ко")
    one = hour % 10 == 1 and hour != 11
    name = ("часу" if one else "часам") if dative else ("часа" if one else "часов")
    said = f"{in_case(hour, 1 if dative else 0)} {name}"
    if minute:
        single = minute % 10 == 1 and minute != 11
        ending = ("е" if single else "ам") if dative else ("ы" if single else "")
        said += f" {in_case(minute, 1 if dative else 0, feminine=True)} минут{ending}"
    return [Reading(match.start("h"), match.end(), said)]


@rule(
    r"(?<![\w.,/-])(?P<d>\d{1,2})[./](?P<month>\d{1,2})[./](?P<y>[12]\d{3})(?:\s?(?P<word>года|год|г\.))?(?![\w-]|[.,]\d)"
)
def _date_in_figures(match: re.Match[str]) -> Said:
    """Dates in figures, the year in the genitive: 12.04.2024."""
    day, month = int(match["d"]), int(match["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    ended = match["word"] == "г." and re.match(r"\s*$", match.string[match.end() :]) is not None
    said = f"{day_of_month(WORDS, day, word_before(match))} {WORDS.months_said[month - 1]} "
    return [
        Reading(match.start(), match.end() - ended, f"{said}{genitive(WORDS.rank(int(match['y'])))} года")
    ]


@rule(r"\b[Сс]о?\s(?P<a>\d{1,2})\s?[-–—]\s?(?P<b>\d{1,2})(?![\w:]|[.,]\d)")
def _hours(match: re.Match[str]) -> Said:
    first, last = int(match["a"]), int(match["b"])
    if not first < last <= 24:
        return None
    return [Reading(match.start("a"), match.end(), f"{_of_hours(first)} до {_of_hours(last)}")]


def _of_hours(value: int) -> str:
    """A number up to 24 in the genitive."""
    units = ["", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти"]
    if value <= 10:
        return units[value] or "нуля"
    if value < 20:
        return WORDS.cardinal(value)[:-1] + "и"
    return "двадцати" + (f" {units[value - 20]}" if value > 20 else "")


@rule(r"(?<![\w.,])(?P<n>\d{1,4})-(?:(?:ти|х|и|ми)[\s-])?(?P<rest>[а-яё]{4,20})(?!\w)")
def _compound(match: re.Match[str]) -> Said:
    """25-летний, 5-этажный: the number in the genitive and the word as one."""
    value, rest = int(match["n"]), re.sub(r"^(?:ти|х|и|ми)(?=[эк])", "", match["rest"])
    if not re.match(
        r"лет|дневн|часов|минутн|секундн|этажн|метров|процентн|кратн|местн|значн|комнатн|тонн|градусн|литров|рубл|"
        r"страничн|километров|дюймов|балльн|мерн|недельн|месячн|тысячн|миллионн|осн|угольн|сторонн|конечн|звёздн|звездн",
        rest,
    ):
        return None
    if value in (1, 90, 100, 1000):
        return {1: "одно", 90: "девяносто", 100: "сто", 1000: "тысяче"}[value] + rest
    if value > 999:
        return None
    return _genitive_stem(value) + rest


def _genitive_stem(value: int) -> str:
    hundreds = (
        "",
        "сто",
        "двухсот",
        "трёхсот",
        "четырёхсот",
        "пятисот",
        "шестисот",
        "семисот",
        "восьмисот",
        "девятисот",
    )
    tens = (
        "",
        "",
        "двадцати",
        "тридцати",
        "сорока",
        "пятидесяти",
        "шестидесяти",
        "семидесяти",
        "восьмидесяти",
        "девяносто",
    )
    rest = value % 100
    said = hundreds[value // 100]
    if rest < 20:
        return said + (("одно" if rest == 1 else _of_hours(rest)) if rest else "")
    units = rest % 10
    return said + tens[rest // 10] + (("одно" if units == 1 else _of_hours(units)) if units else "")


@rule(r"(?<![\w.])(?P<city>[Гг]\.)(?=\s?[А-ЯЁ][а-яё])")
def _town(match: re.Match[str]) -> Said:
    """Towns: г. Москва, but 1990 г. Москва."""
    if re.search(r"\d\s?$", match.string[max(0, match.start() - 3) : match.start()]):
        return None
    inside = re.search(
        r"(?<![а-яё])(?:в|из|о|под|около|для|от|до)\s$",
        match.string[max(0, match.start() - 8) : match.start()],
        re.IGNORECASE,
    )
    if inside is None:
        return "город"
    return "городе" if inside.group().strip().lower() in ("в", "о") else "города"


RULES: tuple[Rule, ...] = rules(
    WORDS,
    _compound,
    _town,
    _years_to,
    _years_from,
    _hours,
    _hour_in_case,
    _date_in_figures,
    _century,
    _ruler_named,
    _marked,
    _day_month_year,
    _year_with_word,
    *CASES,
    _percent,
)
