"""Text normalisation for English: fractions, years, magnitudes, ranges, ratios, arithmetic and files."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.english_numbers import NUMBER, cardinal, digits, number, ordinal, year
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import Figures
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import rules as figure_rules


def _pair(link: str, first: int, second: int) -> str:
    return f"{cardinal(first)} {link} {cardinal(second)}".replace("  ", " ")


def dotted(text: str) -> str:
    """Letters with dots, to be spelled: "txt" → "T.X.T."."""
    return "".join(f"{char.upper()}." for char in text)


FIGURES: tuple[Rule, ...] = figure_rules(
    Figures(
        number=lambda text: number(text.replace(",", "")), minus="minus", plus="plus", times="times",
        divided="divided by", equals="equals", less="less than", greater="greater than", power="to the power of",
        at_least="at least", at_most="at most", dot="dot", slash="slash", backslash="backslash",
        underscore="underscore", colon="colon", tilde="tilde",
        ratio=lambda first, second: _pair("to", first, second), scale=lambda first, second: _pair("to", first,
        second),
        share=lambda first, second: _pair("out of", first, second),
        over=lambda first, second: _pair("over", first, second),
        half_and_half=lambda first, second: _pair("", first, second),
        aspect=lambda first, second: _pair("by", first, second),
        ratio_words=frozenset(listed("ratio scale odds mix mixed diluted proportion proportions score aspect")),
        letters=dotted,
        endings={"zip": "zip", "doc": "doc", "json": "jason", "jpeg": "jay peg", "exe": "exe", "log": "log",
                 "env": "env", "lock": "lock", "tar": "tar", "png": "P.N.G.", "gif": "gif", "bat": "bat",
                 "flac": "flack", "opus": "opus", "toml": "tomml", "yaml": "yammel", "epub": "E pub"},
    )
)  # fmt: skip


@rule(r"(?<![\w.,/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:rds?|ths?)(?!\w)")
def _written_out(match: re.Match[str]) -> Said:
    """Fractions with an ending: 2/3rds."""
    top, bottom = int(match["a"]), int(match["b"])
    return fraction(top, bottom) if 0 < top < bottom else None


_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6),
}  # fmt: skip
"""Numerators and denominators of the characters of fractions (Unicode, Number Forms)."""
_PARTS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 1000))


def fraction(top: int, bottom: int) -> str:
    """A fraction in words: 3, 4 → "three quarters"."""
    word = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom)
    return f"{cardinal(top)} {word if top == 1 else 'halves' if bottom == 2 else word + 's'}"


def _and_a_part(whole: str, top: int, bottom: int) -> str:
    return f"{whole} and {fraction(top, bottom).replace('one ', 'a ', 1)}"


@rule(r"(?<![\w.,/])(?P<whole>\d{1,4})[\s-](?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/]|[.,]\d)")
def _mixed_number(match: re.Match[str]) -> Said:
    top, bottom = int(match["a"]), int(match["b"])
    if not 0 < top < bottom or bottom not in _PARTS:
        return None
    return _and_a_part(cardinal(int(match["whole"])), top, bottom)


@rule(
    r"(?<![\w.,/])(?P<a>\d{1,2})/(?P<b>[3-9]|1[02])"
    r"(?=\s(?:stars?|points?|rating|on\s|from\s|for\s|overall)|[,!]?\s(?:would|will|highly|recommend|no\s))"
)
def _rating(match: re.Match[str]) -> Said:
    """Ratings: 4/5 stars."""
    top, bottom = int(match["a"]), int(match["b"])
    return _pair("out of", top, bottom) if top <= bottom else None


@rule(
    r"(?<![\w.,/])(?P<a>\d{1,2})/(?P<b>\d{1,2})\s?[-–—]\s?(?=(?P<c>\d{1,2})/(?P<d>\d{1,2})(?![\w/]|[.,]\d))"
)
def _fraction_range(match: re.Match[str]) -> Said:
    """The first fraction of a range: 1/4-1/2."""
    top, bottom = int(match["a"]), int(match["b"])
    if not (0 < top < bottom and bottom in _PARTS and int(match["d"]) in _PARTS):
        return None
    return [Reading(match.start(), match.end(), f"{fraction(top, bottom)} to")]


@rule(r"(?P<minus>(?<![\w)])-)?(?<![\w.,/])(?P<a>\d{1,3})\s?/\s?(?P<b>\d{1,4})(?![\w/]|[.,]\d)")
def _fraction(match: re.Match[str]) -> Said:
    top, bottom = int(match["a"]), int(match["b"])
    if 0 < top < bottom and bottom in _PARTS:
        return ("minus " if match["minus"] else "") + fraction(top, bottom)
    if match["minus"]:
        return None
    if (top, bottom) in ((9, 11), (7, 11)):
        return _pair("", top, bottom)
    if top == bottom and bottom in (3, 4, 5, 6, 7, 8, 9, 12):
        return _pair("out of", top, bottom)
    if 12 < top <= bottom and bottom in (15, 25, 30, 40, 50, 60, 75, 80, 90, 120, 150, 200):
        return _pair("out of", top, bottom)
    return _pair("slash", top, bottom) if len(match["b"]) < 4 else None


@rule(r"(?<![\w.,/])(?:(?P<whole>\d{1,9})\s?)?(?P<part>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])")
def _vulgar(match: re.Match[str]) -> Said:
    top, bottom = _VULGAR[match["part"]]
    return (
        _and_a_part(cardinal(int(match["whole"])), top, bottom) if match["whole"] else fraction(top, bottom)
    )


@rule(r"(?<![\w.,/])(?P<a>\d{1,2}\.\d)/(?P<b>5|10|20|100)(?![\w/]|[.,]\d)")
def _marks(match: re.Match[str]) -> Said:
    """Decimal ratings: 4.5/5 stars."""
    return (
        f"{number(match['a'])} out of {cardinal(int(match['b']))}"
        if float(match["a"]) <= int(match["b"])
        else None
    )


@rule(r"(?P<sign>(?<![\w)])-|\+)(?P<h>\d{2}):(?P<m>\d{2})(?![\d:]|\s?[ap]\.?m)", re.IGNORECASE)
def _offset(match: re.Match[str]) -> Said:
    """The offset of a time zone, -05:00."""
    hours, minutes = int(match["h"]), int(match["m"])
    if hours > 14 or minutes > 59:
        return None
    said = f"{'minus' if match['sign'] == '-' else 'plus'} {cardinal(hours)}"
    return f"{said} {cardinal(minutes)}" if minutes else said


@rule(rf"(?<![\w.,])(?P<n>{NUMBER})\+(?=\s[a-z]{{3}}|\syo\b)")
def _and_more(match: re.Match[str]) -> Said:
    """Minimum counts: 500+ likes."""
    return f"{number(match['n'])} plus"


ZONES: tuple[Rule, ...] = (_offset,)

FRACTIONS: tuple[Rule, ...] = (
    _marks,
    _rating,
    _fraction_range,
    _written_out,
    _mixed_number,
    _fraction,
    _vulgar,
)

_THOUSANDS = {"k": "thousand", "m": "million", "b": "billion", "t": "trillion", "bn": "billion", "mn": "million",
              "mln": "million", "mio": "million", "tn": "trillion", "trn": "trillion"}  # fmt: skip
# Words with which K does not mean thousand: races and pictures.
_CALLED_K = frozenset(
    listed(
        "run race runs races runner walk tv tvs video videos resolution monitor display screen camera footage uhd fun"
    )
)
_LONG = frozenset(
    listed("deep long wide high tall away below above apart thick across sprint dash race freestyle")
)
_NO_NOUNS = frozenset(listed("is was has this its his as us yes"))


@rule(r"\b802\.11(?P<kind>[a-z]{1,2})?(?![\w.])")
def _wireless(match: re.Match[str]) -> Said:
    return "eight oh two dot eleven" + (f" {dotted(match['kind'])}" if match["kind"] else "")


@rule(
    rf"(?P<sign>(?<![\w)])[-+])?(?<![\w.,$])(?P<number>{NUMBER})(?P<gap>\s?)(?P<big>k|K|M|B|T|m|bn|mn|mln|tn|trn)(?P<more>\+)?(?![\w/²³'])"
)
def _magnitude(match: re.Match[str]) -> Said:
    """Magnitudes: 10k, 1.5M, 3B; 10m of people, but ten meters of rope."""
    big = match["big"]
    following = re.match(r"[\s-]([A-Za-z]+)", match.string[match.end() : match.end() + 24])
    noun = following[1].lower() if following else ""
    if match["gap"] and big not in ("bn", "mn", "mln", "tn", "trn"):
        return None
    if big == "m" and (noun in _LONG or noun in _NO_NOUNS or not (noun.endswith("s") or noun == "people")):
        return None
    if big in ("k", "K") and (
        noun in _CALLED_K or (match["number"] in ("4", "8") and big == "K" and not noun.endswith("s"))
    ):
        return f"{number(match['number'])} K"
    if big == "T" and "." not in match["number"] and not noun.endswith("s"):
        return None
    sign = {"-": "minus ", "+": "plus "}.get(match["sign"] or "", "")
    return f"{sign}{number(match['number'])} {_THOUSANDS[big.lower()]}{' plus' if match['more'] else ''}"


@rule(rf"(?<![\w.,])(?P<number>{NUMBER})[x×](?![\w×]|\s?\d|\s?[-+=*/^²³(])")
def _times_as(match: re.Match[str]) -> Said:
    """Multiples: 2.5x faster, but 2x + 1."""
    if re.search(r"=\s?$", match.string[max(0, match.start() - 3) : match.start()]):
        return None
    return f"{number(match['number'])} times" if match["number"] != "1" else "one X"


COUNTS: tuple[Rule, ...] = (_wireless, _and_more, _magnitude, _times_as)


@rule(
    rf"(?P<sign>(?<![\w)])[-+])?(?<![\w.,:/])(?P<a>(?<!\w-){NUMBER})(?:[-–—]\s?|\s[-–—]\s)(?=(?P<b>{NUMBER})(?![\d/-]|[.,:]\d))"
)
def _range(match: re.Match[str]) -> Said:
    """The first figure of a range; other rules read the second one with its unit."""
    first, second = match["a"].replace(",", ""), match["b"].replace(",", "")
    if (first.startswith("0") and first != "0" and first[:2] != "0.") or len(first) > 7:
        return None
    if float(first) >= float(second) or (
        len(first) == 4 == len(second) and first[:2] in ("15", "16", "17", "18", "19", "20")
    ):
        return None
    sign = {"-": "minus ", "+": "plus "}.get(match["sign"] or "", "")
    return [Reading(match.start(), match.start("b"), f"{sign}{number(match['a'])} to")]


RANGES: tuple[Rule, ...] = (_range,)

_YEAR_BEFORE = frozenset(
    listed(
        "in since by until till before after from to of year years during around circa ad early mid "
        "late the and between copyright pre post spring summer autumn fall winter fy"
    )
)
_QUARTER = re.compile(r"(?<!\w)(?:Q[1-4]|H[12])\W{1,2}\Z")
"""A quarter or half of a year: Q3 2024."""
_COUNTED = re.compile(r"\s(?P<noun>[a-z]+)")
_COUNTLESS = frozenset(
    listed("was is has as this its his us alas besides perhaps always sometimes across plus versus does")
)


@rule(
    r"(?:(?<![\w.,$-])|(?<=\b[Pp]re-)|(?<=\b[Pp]ost-)|(?<=\b[Mm]id-)|(?<=\b[Ll]ate-)|(?<=\b[Ee]arly-))"
    r"(?P<year>1\d\d\d|20\d\d)(?P<own>'s)?(?![\w%]|[.,]\d)"
)
def _year(match: re.Match[str]) -> Said:
    """A year, unless something is counted; 1000 to 1099 only behind a word that dates."""
    before = re.search(r"([A-Za-z]+)\W{1,3}$", match.string[max(0, match.start() - 24) : match.start()])
    dated = (before is not None and before[1].lower() in _YEAR_BEFORE) or _QUARTER.search(
        match.string, max(0, match.start() - 4), match.start()
    ) is not None
    following = _COUNTED.match(match.string[match.end() : match.end() + 24])
    noun = following["noun"] if following else ""
    counted = (noun.endswith("s") and noun not in _COUNTLESS) or noun in (
        "people",
        "men",
        "women",
        "children",
        "feet",
    )
    if not match["own"] and ((counted and not dated) or (match["year"] < "1100" and not dated)):
        return None
    return year(int(match["year"])) + ("'s" if match["own"] else "")


@rule(r"(?<!\w)'(?P<year>\d\d)(?![\w'])")
def _short_year(match: re.Match[str]) -> Said:
    """Years of two digits: the summer of '69."""
    text = match["year"]
    return (
        f"oh {cardinal(int(text))}"
        if text[0] == "0" and text != "00"
        else digits(text)
        if text == "00"
        else cardinal(int(text))
    )


YEARS: tuple[Rule, ...] = (_short_year, _year)
