"""How English reads what is written in figures and signs. Rules in order, most specific first."""

from __future__ import annotations

import re

from clonyvoice.text.normalise import english_abbreviations as short
from clonyvoice.text.normalise.addresses import URL_PATTERN, Spelling, say_address
from clonyvoice.text.normalise.english_dates import DATES, ends_sentence
from clonyvoice.text.normalise.english_money import MONEY
from clonyvoice.text.normalise.english_numbers import (
    NUMBER,
    cardinal,
    digits,
    number,
    ordinal,
    year,
)
from clonyvoice.text.normalise.readings import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman import roman_value

_FRACTIONS = {
    "½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter", "¾": "three quarters", "⅛": "one eighth",
    "⅜": "three eighths", "⅝": "five eighths", "⅞": "seven eighths", "⅕": "one fifth", "⅖": "two fifths",
    "⅗": "three fifths", "⅘": "four fifths", "⅙": "one sixth", "⅚": "five sixths",
}  # fmt: skip
_SPELLING = Spelling(
    dot="dot", slash="slash", at="at@", dash="dash", underscore="underscore", colon="colon", hash_="hash",
    question="question mark", equals="equals", ampersand="and", percent="percent", plus="plus", tilde="tilde",
    digits=lambda text: digits(text) if len(text) > 4 or text.startswith("0") else _short_number(text),
)  # fmt: skip


def _short_number(text: str) -> str:
    return year(int(text)) if len(text) == 4 else cardinal(int(text))


@rule(URL_PATTERN, re.IGNORECASE)
def _address(match: re.Match[str]) -> Said:
    return say_address(match.group(), _SPELLING)


@rule(
    r"(?<![\w.+-])(?:\+?(?P<country>\d{1,3})[-. ])?\(?(?P<area>\d{3})\)?[-. ](?P<first>\d{3})[-. "
    r"](?P<last>\d{4})(?![\w-])"
)
def _phone(match: re.Match[str]) -> Said:
    groups = [digits(match[name]) for name in ("country", "area", "first", "last") if match[name]]
    start = match.start()
    return [Reading(start, match.end(), ", ".join(groups))]


@rule(
    r"(?<![\w.])\+\d{1,3}(?:[-. ]\(?\d{1,4}\)?){2,5}(?![\w-])|(?<![\w.-])\d{3}-\d{4}(?![\w-])|"
    r"(?<![\w.-])1-8\d\d-\d{3}-\d{4}(?!\w)"
)
def _foreign_phone(match: re.Match[str]) -> Said:
    plus = "plus " if match.group().startswith("+") else ""
    return plus + ", ".join(digits(group) for group in re.findall(r"\d+", match.group()))


@rule(rf"(?<![\w.])(?P<a>{NUMBER})\s?(?:[-–—]|to)\s?(?P<b>{NUMBER})\s?(?P<unit>%|percent)")
def _percent_range(match: re.Match[str]) -> Said:
    return f"{number(match['a'])} to {number(match['b'])} percent"


@rule(rf"(?P<sign>(?<![\w)])[-+])?(?<![\w.])(?P<number>{NUMBER})\s?%")
def _percent(match: re.Match[str]) -> Said:
    return f"{_sign(match['sign'])}{number(match['number'])} percent"


def _sign(sign: str | None) -> str:
    return {"-": "minus ", "+": "plus "}.get(sign or "", "")


@rule(r"(?P<sign>(?<![\w)])[-+])?(?<![\w.])(?P<number>\d+(?:\.\d+)?)\s?°\s?(?P<scale>[CFK](?!\w))?")
def _degrees(match: re.Match[str]) -> Said:
    scale = {"C": " Celsius", "F": " Fahrenheit", "K": " Kelvin"}.get(match["scale"] or "", "")
    unit = "degree" if match["number"] == "1" else "degrees"
    return f"{_sign(match['sign'])}{number(match['number'])} {unit}{scale}"


@rule(
    rf"(?P<sign>(?<![\w)])-)?(?<![\w.])(?P<number>{NUMBER})(?P<gap>[ -]?)(?P<unit>{short.UNIT_PATTERN})(?![\w/²³])"
)
def _unit(match: re.Match[str]) -> Said:
    one, many = short.UNITS[match["unit"]]
    adjective = (
        match["gap"] == "-" or re.match(r" [a-z]", match.string[match.end() : match.end() + 2]) is None
    )
    single = match["number"] == "1" or (adjective and match["gap"] == "-")
    start = match.start("sign") if match["sign"] else match.start("number")
    said = _sign(match["sign"]) + number(match["number"])
    if not match["gap"]:
        return [Reading(start, match.end(), f"{said} {one if single else many}")]
    return [
        Reading(start, match.end("number"), said),
        Reading(match.start("unit"), match.end("unit"), one if single else many),
    ]


@rule(r"(?<![\w.,/])(?P<a>\d{1,2})\s?/\s?(?P<b>\d{1,2})(?![\w/]|[.,]\d)")
def _fraction(match: re.Match[str]) -> Said:
    top, bottom = int(match["a"]), int(match["b"])
    named = {2: "half", 4: "quarter"}
    if not (0 < top < bottom and bottom in (2, 3, 4, 5, 6, 8, 10, 16)):
        return (
            f"{cardinal(top)} slash {cardinal(bottom)}"
            if bottom != 7
            else "twenty four seven"
            if top == 24
            else None
        )
    word = named.get(bottom, ordinal(bottom))
    return f"{cardinal(top)} {word if top == 1 else 'halves' if bottom == 2 else word + 's'}"


@rule(r"(?P<whole>\d+)?\s?(?P<part>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])")
def _vulgar(match: re.Match[str]) -> Said:
    part = _FRACTIONS[match["part"]]
    if not match["whole"]:
        return part
    return f"{cardinal(int(match['whole']))} and {part.replace('one ', 'a ', 1)}"


@rule(r"(?<![\w.])(?P<a>\d+)\s?[x×]\s?(?P<b>\d+)(?!\w)")
def _times(match: re.Match[str]) -> Said:
    return f"{number(match['a'])} by {number(match['b'])}"


@rule(r"(?<![\w.:-])(?P<a>(?:1[0-9]|20)\d\d)\s?[-–—]\s?(?P<b>(?:(?:1[0-9]|20)\d\d|\d\d))(?![\w-]|[.,]\d)")
def _years(match: re.Match[str]) -> Said:
    said = year(int(match["b"])) if len(match["b"]) == 4 else cardinal(int(match["b"]))
    return [
        Reading(match.start("a"), match.start("b"), f"{year(int(match['a']))} to"),
        Reading(match.start("b"), match.end("b"), said),
    ]


@rule(rf"(?<![\w.,:-])(?P<a>{NUMBER})\s?[-–—]\s?(?P<b>{NUMBER})(?![\w-]|[.,]\d)")
def _range(match: re.Match[str]) -> Said:
    if len(match["a"]) > 6 or match["a"].startswith("0"):
        return None
    return [
        Reading(match.start("a"), match.start("b"), f"{number(match['a'])} to"),
        Reading(match.start("b"), match.end("b"), number(match["b"])),
    ]


@rule(r"(?<![\w.,'])'?(?P<decade>(?:1[0-9]|20)?\d0)'?s\b")
def _decade(match: re.Match[str]) -> Said:
    text = match["decade"]
    said = cardinal(int(text)) if len(text) == 2 else year(int(text))
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


@rule(r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
def _ordinal(match: re.Match[str]) -> Said:
    return ordinal(int(match["number"].replace(",", "")))


@rule(
    r"\b(?P<name>[A-Z][a-z]+|(?:[Cc]hapter|[Pp]art|[Vv]olume|[Bb]ook|[Aa]ct|[Ss]cene|[Ss]ection|[Tt]ype|[Pp]hase|[Aa]ppendix))\s+(?P<roman>[IVXLC]{1,7})\b(?!['.]\w)"
)
def _roman(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    if value is None:
        return None
    name = match["name"].lower()
    if name in short.NUMBERED:
        return [Reading(match.start("roman"), match.end("roman"), cardinal(value))]
    if match["roman"] in ("I", "C", "L", "X", "V") and match["name"] not in short.RULERS:
        return None
    if match["name"] in short.RULERS:
        return [Reading(match.start("roman"), match.end("roman"), f"the {ordinal(value)}")]
    return [Reading(match.start("roman"), match.end("roman"), cardinal(value))] if value < 30 else None


@rule(short.PATTERN)
def _abbreviation(match: re.Match[str]) -> Said:
    return short.expand(match)


@rule(
    r"\b(?:version|v)\s?(?P<number>\d+(?:\.\d+)+)\b|(?<![\w.])(?P<ip>\d+(?:\.\d+){2,})(?![\w])", re.IGNORECASE
)
def _version(match: re.Match[str]) -> Said:
    group = "number" if match["number"] else "ip"
    said = " point ".join(cardinal(int(part)) for part in match[group].split("."))
    prefix = "version " if group == "number" and match.group()[0] in "vV" else ""
    if group == "ip" and said.count("point") == 3:
        said = " dot ".join(cardinal(int(part)) for part in match[group].split("."))
    return prefix + said


@rule(r"(?<![\w.,])#(?P<number>\d+)")
def _hash_number(match: re.Match[str]) -> Said:
    return f"number {number(match['number'])}"


@rule(r"#(?=[A-Za-z])")
def _hash(_match: re.Match[str]) -> Said:
    return "hashtag"


@rule(
    r"(?<![\w.,$-])(?P<year>1[1-9]\d\d|20\d\d)(?![\w,%]|\.\d)(?!\s?(?:people|men|women|dollars|euros|pounds|words|times|units|items|years))"
)
def _plain_year(match: re.Match[str]) -> Said:
    return year(int(match["year"]))


@rule(r"(?<![\w.,])(?P<digits>0\d+)(?![\w,.]\d|\w)")
def _leading_zero(match: re.Match[str]) -> Said:
    return digits(match["digits"], zero="oh" if match["digits"] == "007" else "zero")


@rule(rf"(?P<sign>(?<![\w)\].])[-+])?(?<![\w.])(?P<number>{NUMBER})(?![\w])")
def _number(match: re.Match[str]) -> Said:
    plain = match["number"].replace(",", "")
    said = digits(plain) if len(plain) > 15 else number(match["number"])
    return _sign(match["sign"]) + said


@rule(r"(?P<letters>[A-Za-z]*?)(?P<number>\d+)(?P<rest>[A-Za-z]*)")
def _mixed(match: re.Match[str]) -> Said:
    """Model names and the like: "GPT4", "B2B", "3D", "A320neo"."""
    text = match["number"]
    said = (
        digits(text)
        if len(text) > 4 or text.startswith("0")
        else cardinal(int(text))
        if len(text) < 3
        else _room(text)
    )
    return " ".join(piece for piece in (match["letters"], said, match["rest"]) if piece)


def _room(text: str) -> str:
    """Three and four digits as people say them in names: 320 → "three twenty", 737 → "seven thirty seven"."""
    head, rest = text[:-2], text[-2:]
    if rest == "00":
        return cardinal(int(text)) if len(text) == 4 and text[1] == "0" else f"{cardinal(int(head))} hundred"
    return f"{cardinal(int(head))} {'oh ' + cardinal(int(rest)) if rest[0] == '0' else cardinal(int(rest))}"


@rule(r"\b(?P<name>[CF])(?P<sign>#|\+\+)(?!\w)")
def _language_name(match: re.Match[str]) -> Said:
    return f"{match['name']} {'sharp' if match['sign'] == '#' else 'plus plus'}"


@rule(r"(?<![\w.])(?:[A-Za-z]\.){2,}")
def _dotted(match: re.Match[str]) -> Said:
    """U.S.A. keeps its last dot, unless that also ends the sentence."""
    end = match.end() - (1 if ends_sentence(match.string, match.end()) else 0)
    return [Reading(match.start(), end, match.group())]


_SYMBOLS = {
    "&": "and", "@": "at", "%": "percent", "+": "plus", "=": "equals", "±": "plus or minus", "×": "times",
    "÷": "divided by",
    "<": "less than", ">": "greater than", "≤": "at most", "≥": "at least", "≈": "about", "≠": "is not equal to",
    "€": "euros", "£": "pounds", "¥": "yen", "₩": "won", "$": "dollars", "°": "degrees", "§": "section", "№": "number",
    "→": "to", "√": "square root of", "∞": "infinity", "π": "pi", "²": "squared", "³": "cubed", "^": "to the power of",
}  # fmt: skip


@rule(
    r"(?<=\w)[²³]|(?<![<>=+&@%-])(?:[&@%±×÷≤≥≈≠€£¥₩§№→√∞π^]|(?<=\s)[+=<>$°](?=\s)|(?<=[\w)])[=+](?=[\w(]))(?![<>=+&@%-])"
)
def _symbol(match: re.Match[str]) -> Said:
    return _SYMBOLS[match.group()]


@rule(r"(?<=[^\W\d])/(?=[^\W\d])")
def _slash(match: re.Match[str]) -> Said:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if re.search(r"\band$", before, re.IGNORECASE) or re.match(r"(?:or|o)\b", after, re.IGNORECASE):
        return None
    return (
        "slash"
        if re.search(r"(?:^|\s)\S{1,3}$", before) and re.match(r"\S{1,3}(?:\s|$|[.,;])", after)
        else "or"
    )


RULES: tuple[Rule, ...] = (
    _address,
    *DATES,
    _phone,
    _foreign_phone,
    *MONEY,
    _percent_range,
    _percent,
    _degrees,
    _decade,
    _unit,
    _language_name,
    _fraction,
    _vulgar,
    _times,
    _years,
    _range,
    _ordinal,
    _roman,
    _abbreviation,
    _dotted,
    _version,
    _hash_number,
    _hash,
    _plain_year,
    _leading_zero,
    _number,
    _mixed,
    _symbol,
    _slash,
)
