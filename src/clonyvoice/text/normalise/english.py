"""Text normalisation for English: figures and signs as words. Rules in order, most specific first."""

from __future__ import annotations

import re

from clonyvoice.text.normalise import english_abbreviations as short
from clonyvoice.text.normalise import english_figures_in_context as context
from clonyvoice.text.normalise.english_dates import DATES, ends_sentence
from clonyvoice.text.normalise.english_figures import COUNTS, FIGURES, FRACTIONS, RANGES, YEARS, ZONES, dotted
from clonyvoice.text.normalise.english_money import MONEY
from clonyvoice.text.normalise.english_numbers import (
    NUMBER,
    cardinal,
    digits,
    number,
    ordinal,
    year,
)
from clonyvoice.text.normalise.english_roman import ROMAN
from clonyvoice.text.normalise.english_units import LENGTHS, UNITS
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.web_addresses import URL_PATTERN, Spelling, say_address

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
    plus = "plus " if match.group().startswith("+") else ""
    return [Reading(match.start(), match.end(), plus + ", ".join(groups))]


@rule(
    r"(?<![\w.])\+\d{1,3}(?:[-. ]\(?\d{1,4}\)?){2,5}(?![\w-])|(?<![\w.-])\d{3}-\d{4}(?![\w-])|"
    r"(?<![\w.-])1-8\d\d-\d{3}-\d{4}(?!\w)|(?:(?<=[Cc]all )|(?<=[Dd]ial ))(?:[2-9]11|999|112|988)(?![\w-]|[.,:/]\d)"
)
def _foreign_phone(match: re.Match[str]) -> Said:
    plus = "plus " if match.group().startswith("+") else ""
    return plus + ", ".join(digits(group) for group in re.findall(r"\d+", match.group()))


@rule(rf"(?<![\w.])(?P<a>{NUMBER})(?P<first>\s?%)?\s?(?:[-–—]|to)\s?(?P<b>{NUMBER})\s?(?P<unit>%|percent)")
def _percent_range(match: re.Match[str]) -> Said:
    first = " percent" if match["first"] else ""
    return f"{number(match['a'])}{first} to {number(match['b'])} percent"


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


@rule(r"(?<![\w.])(?P<a>\d+)\s?[x×]\s?(?P<b>\d+)(?!\w)")
def _times(match: re.Match[str]) -> Said:
    link = "times" if match.string[match.end() : match.end() + 2].strip().startswith("=") else "by"
    return f"{number(match['a'])} {link} {number(match['b'])}"


@rule(r"(?:(?<=\d)|(?<=['\"½¼¾⅓⅔]))\s?[x×]\s?(?=\d)")
def _by(_match: re.Match[str]) -> Said:
    """The sign between two sides of which one is no whole number: 8 1/2 x 11."""
    return "by"


@rule(r"(?<![\w&])(?P<a>[A-Z]{1,3})&(?P<b>[A-Z]{1,3})(?![\w&])")
def _initials(match: re.Match[str]) -> Said:
    """Initials joined by an ampersand: AT&T, R&D."""
    return f"{dotted(match['a'])} and {dotted(match['b'])}"


@rule(r"(?<![\w)])-(?P<number>\d{1,3})\s?(?P<scale>[CF])(?!\w)")
def _below_zero(match: re.Match[str]) -> Said:
    """Temperatures below zero: -40F."""
    return f"minus {number(match['number'])} degrees {'Celsius' if match['scale'] == 'C' else 'Fahrenheit'}"


@rule(r"(?<![\w.,:/-])24-7(?![\w-]|[.,]\d)")
def _all_week(_match: re.Match[str]) -> Said:
    return "twenty four seven"


@rule(r"(?<![\w.,:/-])(?P<won>\d{1,2})-(?P<lost>\d{1,2})-(?P<drawn>\d{1,2})(?![\w/-]|[.,:]\d)")
def _record(match: re.Match[str]) -> Said:
    """A team's record: 12-3-1."""
    return " ".join(number(match[name]) for name in ("won", "lost", "drawn"))


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


@rule(r"(?<![\w.,])(?P<digits>0\d+)(?![\w,.]\d|\w)")
def _leading_zero(match: re.Match[str]) -> Said:
    return digits(match["digits"], zero="oh" if match["digits"] == "007" else "zero")


@rule(rf"(?P<sign>(?<![\w)\].])[-+])?(?<![\w.])(?P<number>{NUMBER})(?![\w])")
def _number(match: re.Match[str]) -> Said:
    plain = match["number"].replace(",", "")
    said = digits(plain) if len(plain) > 15 else number(match["number"])
    return _sign(match["sign"]) + said


@rule(r"(?P<sign>(?<![\w)])-)?(?P<letters>[A-Za-z]*?)(?P<number>\d+)(?P<rest>[A-Za-z]*)")
def _mixed(match: re.Match[str]) -> Said:
    """Model names and other mixtures of letters and digits: "GPT4", "B2B", "3D", "A320neo"."""
    text = match["number"]
    said = (
        digits(text)
        if len(text) > 4 or text.startswith("0")
        else cardinal(int(text))
        if len(text) < 3
        else _room(text)
    )
    minus = "minus" if match["sign"] and not match["letters"] else ""
    return " ".join(piece for piece in (minus, match["letters"], said, match["rest"]) if piece)


def _room(text: str) -> str:
    """Three and four digits as read in names: 320 → "three twenty", 737 → "seven thirty seven"."""
    head, rest = text[:-2], text[-2:]
    if rest == "00":
        return cardinal(int(text)) if len(text) == 4 and text[1] == "0" else f"{cardinal(int(head))} hundred"
    return f"{cardinal(int(head))} {'oh ' + cardinal(int(rest)) if rest[0] == '0' else cardinal(int(rest))}"


@rule(r"\b(?P<name>[CF])(?P<sign>#|\+\+)(?!\w)")
def _language_name(match: re.Match[str]) -> Said:
    return f"{match['name']} {'sharp' if match['sign'] == '#' else 'plus plus'}"


@rule(r"(?<![\w.])(?:[A-Za-z]\.){2,}")
def _dotted(match: re.Match[str]) -> Said:
    """Dotted initials: U.S.A. keeps its last dot unless that also ends the sentence."""
    end = match.end() - (1 if ends_sentence(match.string, match.end()) else 0)
    return [Reading(match.start(), end, match.group())]


_SYMBOLS = {
    "&": "and", "@": "at", "%": "percent", "+": "plus", "=": "equals", "±": "plus or minus", "×": "times",
    "÷": "divided by",
    "<": "less than", ">": "greater than", "≤": "at most", "≥": "at least", "≈": "about", "≠": "is not equal to",
    "€": "euros", "£": "pounds", "¥": "yen", "₩": "won", "$": "dollars", "°": "degrees", "§": "section",
    "№": "number", "n°": "number", "N°": "number",
    "→": "to", "√": "square root of", "∞": "infinity", "π": "pi", "^": "to the power of",
}  # fmt: skip


@rule(
    r"(?<![\w.])[nN]°(?=\s?\d)|"
    r"(?<![<>=+&@%-])(?:[&@%±×÷≤≥≈≠€£¥₩§№→√∞π^]|(?<=\s)[+=<>$°](?=\s)|(?<=[\w)])[=+](?=[\w(]))(?![<>=+&@%-])"
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
    _all_week,
    _record,
    *FIGURES[:2],  # files and paths
    _address,
    _phone,
    _foreign_phone,
    *context.EARLY,
    *FIGURES[2:],
    *ZONES,
    *DATES,
    *LENGTHS,
    *FRACTIONS,
    *MONEY,
    *COUNTS,
    *RANGES,
    _percent_range,
    _percent,
    _degrees,
    _below_zero,
    _decade,
    *UNITS,
    *context.LATE,
    _language_name,
    _times,
    _by,
    _years,
    _range,
    _ordinal,
    *ROMAN,
    _abbreviation,
    _dotted,
    _version,
    _hash_number,
    _hash,
    _initials,
    *YEARS,
    _leading_zero,
    _number,
    _mixed,
    _symbol,
    _slash,
)
