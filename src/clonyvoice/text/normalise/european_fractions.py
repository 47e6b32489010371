"""Fractions, mixed numbers and ranges of numbers in European languages, as rules."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.european_tables import TABLES
from clonyvoice.text.normalise.european_words import NUMBER, Words, made, split_number, word_before
from clonyvoice.text.normalise.readings import Reading, Rule, Said


def fraction_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of a language for fractions and ranges, in order."""
    table = TABLES[words.language]

    def following_gender(match: re.Match[str]) -> str:
        found = re.match(r"\s(?:de\s)?([^\W\d_]{2,})", match.string[match.end() : match.end() + 40])
        return words.gender(found[1].lower(), "2") if found else "m"

    def mixed_number(match: re.Match[str]) -> Said:
        whole, top, bottom = (int(match[name]) for name in ("whole", "top", "bottom"))
        if not 0 < top < bottom or bottom > 100:
            return None
        return table.mixed(words, whole, top, bottom, following_gender(match))

    def fraction(match: re.Match[str]) -> Said:
        top, bottom = int(match["top"]), int(match["bottom"])
        if not 0 < top < bottom or (bottom > 20 and bottom not in (100, 1000)):
            return None
        said = table.fraction(words, top, bottom, following_gender(match))
        if top == 1 and word_before(match) in table.article:
            said = said.split()[-1]
        return said

    def vulgar(match: re.Match[str]) -> Said:
        top, bottom = _VULGAR[match["part"]]
        if match["whole"]:
            return table.mixed(words, int(match["whole"]), top, bottom, following_gender(match))
        return table.fraction(words, top, bottom, following_gender(match))

    def lone_range(match: re.Match[str]) -> Said:
        first, second = (split_number(match[name], words.dotted_thousands) for name in ("a", "b"))
        if (len(match["a"]) > 1 and match["a"][0] == "0" and not first[1]) or len(match["a"]) > 7:
            return None
        if float(f"{first[0]}.{first[1] or 0}") >= float(f"{second[0]}.{second[1] or 0}"):
            return None
        year = _is_year(match["a"]) and _is_year(match["b"])
        said = words.year(words, int(match["a"])) if year else words.number(match["a"])
        return [Reading(match.start("a"), match.start("b"), f"{said} {words.to}".strip())]

    return (
        made(
            r"(?<![\w.,/])(?P<whole>\d{1,4})\s(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\w/]|[.,]\d)",
            mixed_number,
        ),
        made(r"(?<![\w.,/])(?P<top>\d{1,2})/(?P<bottom>\d{1,4})(?![\w/]|[.,]\d)", fraction),
        made(rf"(?<![\w.,/])(?:(?P<whole>\d{{1,9}})\s?)?(?P<part>[{''.join(_VULGAR)}])", vulgar),
        made(
            rf"(?<![\w.,:/-])(?P<a>{NUMBER})\s?[-–—]\s?(?=(?P<b>{NUMBER})(?![\d/–-]|[.,:]\d))",
            lone_range,
        ),
    )


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("15", "16", "17", "18", "19", "20")


_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
}  # fmt: skip
