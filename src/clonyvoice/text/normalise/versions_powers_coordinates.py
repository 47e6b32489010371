"""Version numbers, powers, scientific notation and coordinates in every language, as rules.

All patterns are linear: what repeats is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from clonyvoice.text.normalise import chinese_numbers, english_numbers, hindi_numbers, korean_numbers
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


@dataclass(frozen=True)
class Technical:
    """The words of one language."""

    point: str
    """The dot of a version number, of which all parts are whole numbers."""
    minus: str
    tens: str
    """Scientific notation: `{n}` times ten to the power of `{e}`."""
    power: str
    """Words behind a base, for the exponent `{e}`."""
    squared: str
    cubed: str
    versions: str
    """A pattern of words behind which two figures with a dot are a version."""
    angles: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    """Degrees, minutes and seconds: each the form for one and that for several (in Russian one, few, many)."""
    directions: Mapping[str, str]
    """Letters of directions behind an angle, and their names."""
    times: str = ""
    """A pattern of what stands behind 27:30 when it counts minutes and seconds."""
    glue: str = " "
    direction_first: bool = False


_WORDS: dict[str, Technical] = {
    "en": Technical(
        "point", "minus", "{n} times ten to the power of {e}", "to the power of {e}", "squared", "cubed", r"versions?",
        (("degree", "degrees"), ("minute", "minutes"), ("second", "seconds")),
        {"N": "north", "S": "south", "E": "east", "W": "west"},
        times=r"min\b\.?|minutes?|mins",
    ),
    "de": Technical(
        "Punkt", "minus", "{n} mal zehn hoch {e}", "hoch {e}", "hoch zwei", "hoch drei", r"Version(?:en)?",
        (("Grad",), ("Minute", "Minuten"), ("Sekunde", "Sekunden")),
        {"N": "Nord", "S": "Süd", "O": "Ost", "E": "Ost", "W": "West"},
        times=r"Min\b\.?|min\b\.?|Minuten?",
    ),
    "fr": Technical(
        "point", "moins", "{n} fois dix puissance {e}", "puissance {e}", "au carré", "au cube", r"versions?",
        (("degré", "degrés"), ("minute", "minutes"), ("seconde", "secondes")),
        {"N": "nord", "S": "sud", "E": "est", "O": "ouest", "W": "ouest"},
        times=r"min\b\.?|minutes?",
    ),
    "es": Technical(
        "punto", "menos", "{n} por diez elevado a {e}", "elevado a {e}", "al cuadrado", "al cubo", r"versi(?:ón|ones)",
        (("grado", "grados"), ("minuto", "minutos"), ("segundo", "segundos")),
        {"N": "norte", "S": "sur", "E": "este", "O": "oeste", "W": "oeste"},
        times=r"min\b\.?|minutos?",
    ),
    "it": Technical(
        "punto", "meno", "{n} per dieci elevato a {e}", "elevato a {e}", "al quadrato", "al cubo", r"version[ei]",
        (("grado", "gradi"), ("minuto", "minuti"), ("secondo", "secondi")),
        {"N": "nord", "S": "sud", "E": "est", "O": "ovest", "W": "ovest"},
        times=r"min\b\.?|minut[oi]",
    ),
    "pt": Technical(
        "ponto", "menos", "{n} vezes dez elevado a {e}", "elevado a {e}", "ao quadrado", "ao cubo", r"vers(?:ão|ões)",
        (("grau", "graus"), ("minuto", "minutos"), ("segundo", "segundos")),
        {"N": "norte", "S": "sul", "E": "leste", "L": "leste", "O": "oeste", "W": "oeste"},
        times=r"min\b\.?|minutos?",
    ),
    "ru": Technical(
        "точка", "минус", "{n} умножить на десять в степени {e}", "в степени {e}", "в квадрате", "в кубе",
        r"верси[яиюей]{1,2}",
        (("градус", "градуса", "градусов"), ("минута", "минуты", "минут"), ("секунда", "секунды", "секунд")),
        {"N": "северной широты", "S": "южной широты", "E": "восточной долготы", "W": "западной долготы",
         "с. ш.": "северной широты", "ю. ш.": "южной широты", "в. д.": "восточной долготы",
         "з. д.": "западной долготы"},
        times=r"мин\b\.?|минут[ыа]?",
    ),
    "hi": Technical(
        "पॉइंट", "माइनस", "{n} गुणा दस की घात {e}", "की घात {e}", "स्क्वायर", "क्यूब", r"वर्[ज़ज]़?न|संस्करण",
        (("डिग्री",), ("मिनट",), ("सेकंड",)), {"N": "उत्तर", "S": "दक्षिण", "E": "पूर्व", "W": "पश्चिम"},
    ),
    "ko": Technical(
        "점", "마이너스", "{n} 곱하기 십의 {e}제곱", "의 {e}제곱", "제곱", "세제곱", r"버전|파이썬",
        (("도",), ("분",), ("초",)), {"N": "북위", "S": "남위", "E": "동경", "W": "서경"}, direction_first=True,
    ),
    "ja": Technical(
        "テン", "マイナス", "{n}かける10の{e}乗", "の{e}乗", "の2乗", "の3乗", r"バージョン|ヴァージョン",
        (("度",), ("分",), ("秒",)), {"N": "北緯", "S": "南緯", "E": "東経", "W": "西経"}, "", direction_first=True,
    ),
    "zh": Technical(
        "点", "负", "{n}乘以十的{e}次方", "的{e}次方", "的平方", "的立方", r"版本",
        (("度",), ("分",), ("秒",)), {"N": "北纬", "S": "南纬", "E": "东经", "W": "西经"}, "", direction_first=True,
    ),
}  # fmt: skip

_VERSION = r"(?<![\w.,:/-])(?P<letter>[vV])?(?P<parts>\d{1,5}(?:\.\d{1,5}){2,4})(?![\w:/]|[.,]\d|-\d)"
_NAMED_VERSION = r"(?P<word>\b(?:%s))(?P<gap>\s?)(?P<parts>\d{1,4}(?:\.\d{1,4}){1,4})(?![\w:/]|[.,]\d|-\d)"
_SCIENTIFIC = (
    r"(?<![\w.,])(?P<minus>-)?(?P<n>\d{1,6}[.,]\d{1,8}|\d{1,6}(?=e))[eE](?P<e>[-+]?\d{1,3})(?!\w|[.,]\d)"
)
_TEN_TO = (
    r"(?<![\w.,])(?P<minus>-)?(?P<n>\d{1,6}(?:[.,]\d{1,8})?)\s?[·⋅×xх*]\s?10"
    r"(?:\^(?P<e>[-+]?\d{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))(?![^\W_]|[.,]\d)"
)
_POWER = re.compile(r"(?<=[^\W_]|[).,!?»”'])(?P<e>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})(?![^\W_])")
_ANGLE = (
    r"(?<![\w.,])(?P<n>\d{1,3}(?:[.,]\d{1,8})?)\s?[°º]\s?(?:(?P<m>\d{1,2}(?:[.,]\d{1,6})?)\s?['′’]\s?"
    r"(?:(?P<s>\d{1,2}(?:[.,]\d{1,6})?)\s?(?:[\"″”]|'')\s?)?)?(?P<d>%s)(?!\w)"
)


_NOTE = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[.,;:!?\"”’»)\]。，！？।]))\[[1-9]\d{0,2}\](?![(\w]|\s?=|\.\w)")
"""The number of a note behind a word: old.[2][3], not an index of a program."""
_MINUTES = r"(?<![\w.,:])(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?:[.,]\d{1,3})?(?P<unit>\s?(?:%s))(?!\w)"


@cache
def first(language: str) -> tuple[Rule, ...]:
    """The rules applied before those for dates, money and numbers."""
    words = _WORDS[language]
    flags = re.ASCII if language in ("ko", "ja", "zh") else re.NOFLAG

    def rule(pattern: str, say: Callable[[re.Match[str], Technical, str], Said], more: int = 0) -> Rule:
        return Rule(re.compile(pattern, flags | more), partial(_said, say, words, language))

    letters = "|".join(re.escape(letter).replace(r"\ ", r"\s?") for letter in words.directions)
    named = re.NOFLAG if language in ("ko", "ja", "zh", "hi") else re.IGNORECASE
    return (
        Rule(_NOTE, lambda _match: ""),
        Rule(
            re.compile(
                (_NAMED_VERSION % words.versions).replace(r"\b", "" if flags else r"\b"), flags | named
            ),
            partial(_said, _named_version, words, language),
        ),
        rule(_VERSION, _version),
        rule(_SCIENTIFIC, _scientific),
        rule(_TEN_TO, _scientific),
        rule(_ANGLE % letters, _angle),
        *((rule(_MINUTES % words.times, _minutes, named),) if words.times else ()),
    )


@cache
def last(language: str) -> tuple[Rule, ...]:
    """The rules for versions, powers and coordinates, applied after those of units."""
    return (Rule(_POWER, partial(_said, _power, _WORDS[language], language)),)


def _said(
    say: Callable[[re.Match[str], Technical, str], Said],
    words: Technical,
    language: str,
    match: re.Match[str],
) -> Said:
    return say(match, words, language)


def _number(language: str, text: str) -> str:
    if language == "en":
        return english_numbers.number(text.replace(",", ""))
    if language == "ko":
        return korean_numbers.number(text)
    if language == "zh":
        return chinese_numbers.number(text)
    if language == "hi":
        return hindi_numbers.number(text)
    if language == "ja":
        return text
    return _european(language).number(text)


def _european(language: str) -> Words:
    from clonyvoice.text.normalise import words_for

    words = words_for(language)
    assert words is not None
    return words


def _counted(language: str, text: str, noun: tuple[str, ...], glue: str) -> str:
    if len(noun) == 1:
        return f"{_number(language, text)}{'' if language in ('ko', 'ja', 'zh') else glue}{noun[0]}"
    if language == "en":
        return f"{_number(language, text)} {noun[0] if text == '1' else noun[1]}"
    return _european(language).counted(text, noun)


def _of_parts(text: str, words: Technical, language: str) -> str:
    return f"{words.glue}{words.point}{words.glue}".join(
        _number(language, part.lstrip("0") or "0") for part in text.split(".")
    )


def _version(match: re.Match[str], words: Technical, language: str) -> Said:
    """2.10.3, but no date, telephone number or thousands."""
    parts = match["parts"].split(".")
    if not match["letter"]:
        if language == "en" or any(len(part) > 1 and part[0] == "0" for part in parts):
            return None
        if all(len(part) == 3 for part in parts[1:]) or (len(parts) > 3 and _alike(parts)):
            return None
        days, months, years = int(parts[0]), int(parts[1]), parts[2]
        if len(parts) == 3 and len(parts[0]) == 4 and 0 < months <= 12 and 0 < int(years) <= 31:
            return None  # 2024.3.15
        if (
            len(parts) == 3
            and len(years) in (2, 4)
            and 0 < min(days, months) <= 12
            and max(days, months) <= 31
        ):
            return None
    said = _of_parts(match["parts"], words, language)
    return [Reading(match.start("parts"), match.end(), said)]


def _alike(parts: list[str]) -> bool:
    """Whether all groups have two digits, as in telephone numbers."""
    return all(len(part) == 2 for part in parts)


def _named_version(match: re.Match[str], words: Technical, language: str) -> Said:
    """Version 3.11: the eleventh after the third, and no decimal fraction."""
    return [Reading(match.start("parts"), match.end(), _of_parts(match["parts"], words, language))]


def _scientific(match: re.Match[str], words: Technical, language: str) -> Said:
    """6.02e23, 6.02·10²³."""
    exponent = match["e"] or match["raised"].translate(_SUPERSCRIPTS)
    mantissa = match["n"]
    if _comma(language):
        mantissa = mantissa.replace(".", ",")
    elif language != "en":
        mantissa = mantissa.replace(",", ".")
    said = words.tens.format(n=_number(language, mantissa), e=_exponent(exponent, words, language))
    return f"{words.minus}{words.glue}{said}" if match["minus"] else said


def _comma(language: str) -> bool:
    """Whether a comma precedes the fraction of a number."""
    return language in ("de", "fr", "es", "it", "pt", "ru")


def _exponent(text: str, words: Technical, language: str) -> str:
    said = _number(language, text.lstrip("-+").lstrip("0") or "0")
    return f"{words.minus}{words.glue}{said}" if text.startswith("-") else said


def _power(match: re.Match[str], words: Technical, language: str) -> Said:
    """Powers: x², 10⁻⁹; a raised figure behind a word is a note's mark and is left out."""
    before = re.search(r"[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]{1,24}$", match.string[max(0, match.start() - 24) : match.start()])
    note = match.string[match.start() - 1] in ".,!?»”'"
    if note or (before is not None and len(before[0]) > 1 and before[0].lower() not in _FUNCTIONS):
        return ""
    exponent = match["e"].translate(_SUPERSCRIPTS)
    if exponent in ("2", "3"):
        return words.squared if exponent == "2" else words.cubed
    return words.power.format(e=_exponent(exponent, words, language))


_FUNCTIONS = frozenset(("sin", "cos", "tan", "log", "ln", "mc", "ab", "xy"))
"""Letters before an exponent that are no word."""


def _angle(match: re.Match[str], words: Technical, language: str) -> Said:
    """48.2° N, 48°12'30" N."""
    said = [
        _counted(language, match[group], noun, words.glue)
        for group, noun in zip("nms", words.angles, strict=True)
        if match[group]
    ]
    letter = re.sub(r"\.\s?", ". ", match["d"]).strip()
    direction = words.directions[letter]
    return words.glue.join([direction, *said] if words.direction_first else [*said, direction])


def _minutes(match: re.Match[str], words: Technical, language: str) -> Said:
    """27:30 min, which is no time of day."""
    said = [
        _counted(language, match[group].lstrip("0") or "0", noun, words.glue)
        for group, noun in (("m", words.angles[1]), ("s", words.angles[2]))
    ]
    dot = match.group().endswith(".") and re.match(r"[\"'”»)]*\s*$", match.string[match.end() :]) is not None
    return [Reading(match.start(), match.end() - dot, words.glue.join(said))]
