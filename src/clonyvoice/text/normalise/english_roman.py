"""Roman numerals in English: rulers, chapters, wars, centuries, with their endings."""

from __future__ import annotations

import itertools
import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.english_numbers import cardinal, ordinal
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value

# Words after which a numeral is a cardinal number.
_NUMBERED = frozenset(
    listed(
        "chapter part volume book act scene section type phase appendix war class stage level grade article "
        "title bowl episode figure table round world mark series tier generation gen vol canto psalm gear "
        "apollo vietnam "
    )
)
# Words after which it belongs to a ruler.
_RULERS = frozenset(
    listed(
        "Henry Louis Charles George James William Edward Richard Elizabeth Pius John Paul Benedict Napoleon "
        "Philip Alexander Nicholas Peter Frederick Wilhelm Friedrich Leo Gregory Clement Innocent Ivan "
        "Catherine Mary Ramesses Ptolemy Darius Xerxes Otto Ferdinand Carlos Juan Felipe Alfonso Gustav "
        "Christian Umberto Harald Queen King Pope Francis Urban Victoria Margaret Isabella Anne Haakon Olav "
        "Boniface Sixtus Julius Edgar Malcolm Robert Murad Mehmed Selim Suleiman Abdul Leopold Albert Baldwin "
        "Theodore Constantine Justinian Casimir Sigismund Stephen Ladislaus Vladislaus Rudolf Joseph "
        "Maximilian Sancho Manuel Joao Pedro Emmanuel Emanuel Humbert "
    )
)


# Films, games and matches that are numbered, behind which a single letter is a numeral too.
_SERIES = frozenset(
    listed(
        "rocky fantasy wrestlemania saw quest civilization halloween jaws rambo creed ultima persona volume symphony "
        "wars trek sonata saturn grade mk mach"
    )
)
_LINK = r"\s?(?:[-–—,&]|,?\s(?:and|or|to|through))\s?"


@rule(rf"\b(?P<name>[A-Za-z]{{3,20}})\s(?P<list>[IVXLC]{{1,7}}(?:{_LINK}[IVXLC]{{1,7}}){{1,4}})\b(?!['.]\w)")
def _listed(match: re.Match[str]) -> Said:
    """Lists and ranges of Roman numerals: Chapters I-IV, parts I, II and III, Final Fantasy VII and X."""
    name = match["name"].lower().removesuffix("s")
    found = list(re.finditer("[IVXLC]+", match["list"]))
    values = [roman_value(each.group()) for each in found]
    plain = name in _NUMBERED or name in _SERIES
    if None in values or not (
        plain or (match["name"].istitle() and max(len(each.group()) for each in found) > 1)
    ):
        return None
    if match["name"] in _RULERS and not plain:
        said = [f"the {ordinal(value or 0)}" for value in values]
    else:
        said = [cardinal(value or 0) for value in values]
    start = match.start("list")
    readings = [
        Reading(start + each.start(), start + each.end(), words)
        for each, words in zip(found, said, strict=True)
    ]
    for first, second in list(itertools.pairwise(readings)):
        if match.string[first.end : second.start].strip() in ("-", "–", "—"):
            readings.append(Reading(first.end, second.start, "to"))
    return readings


@rule(
    r"\b(?P<name>[A-Z][A-Za-z]{1,20}|(?:chapter|part|volume|book|act|scene|section|type|phase|appendix))"
    r"(?P<gap>\s+)(?P<roman>[IVXLC]{1,7})(?P<own>'s)?\b(?!['.]\w)"
)
def _named(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    if value is None:
        return None
    end = match.end("roman")
    own = match["own"] or ""
    name = match["name"].lower()
    if match["name"] in _RULERS:
        return [Reading(match.start("roman"), end + len(own), f"the {ordinal(value)}{own}")]
    if name in _NUMBERED:
        return [Reading(match.start("roman"), end + len(own), cardinal(value) + own)]
    if name in _SERIES and match["roman"] != "I":
        return [Reading(match.start("roman"), end + len(own), cardinal(value) + own)]
    if (
        match["name"].isupper()
        or match["roman"] in ("I", "C", "L", "X", "V")
        or (own and match["roman"] in ("CC", "LL", "MC", "CD", "DC"))
    ):
        return None
    return [Reading(match.start("roman"), end + len(own), cardinal(value) + own)] if value < 30 else None


@rule(
    r"\b(?P<roman>[IVX]{1,6})(?P<ending>th|st|nd|rd)?(?P<gap>[\s-])(?=(?:century|centuries|Century|dynasty|Dynasty|Olympiad|Olympics?|Corps|Legion|Congress)\b)"
)
def _century(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    return None if value is None else [Reading(match.start(), match.end() - 1, ordinal(value))]


@rule(r"\b(?P<roman>[IVX]{1,6})(?:th|st|nd|rd)\b")
def _ordinal(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    return None if value is None else ordinal(value)


@rule(r"\bWW(?:(?P<roman>III?|I)|\s?(?P<digit>[123]))(?P<own>'s)?(?![^\W_])")
def _world_war(match: re.Match[str]) -> Said:
    value = int(match["digit"]) if match["digit"] else roman_value(match["roman"]) or 0
    return f"World War {cardinal(value)}{match['own'] or ''}"


@rule(r"\b(?:Super Bowl)\s(?P<roman>[IVXLC]{1,7})\b")
def _bowl(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    return None if value is None else [Reading(match.start("roman"), match.end("roman"), cardinal(value))]


ROMAN: tuple[Rule, ...] = (_world_war, _century, _ordinal, _bowl, _listed, _named)
