"""Roman numerals in English: rulers, chapters, wars, centuries, with their endings."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.english_numbers import cardinal, ordinal
from clonyvoice.text.normalise.figures import roman_value
from clonyvoice.text.normalise.readings import Reading, Rule, Said, rule
from clonyvoice.text.word_lists import listed

# Behind these a numeral counts.
_NUMBERED = frozenset(
    listed(
        "chapter part volume book act scene section type phase appendix war class stage level grade article "
        "title bowl episode figure table round world mark series tier generation gen vol canto psalm gear "
        "apollo vietnam "
    )
)
# Behind these it is a ruler's.
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


@rule(
    r"\b(?P<name>[A-Z][a-z]{1,20}|(?:chapter|part|volume|book|act|scene|section|type|phase|appendix))"
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
    if match["roman"] in ("I", "C", "L", "X", "V") or (
        own and match["roman"] in ("CC", "LL", "MC", "CD", "DC")
    ):
        return None
    return [Reading(match.start("roman"), end + len(own), cardinal(value) + own)] if value < 30 else None


@rule(
    r"\b(?P<roman>[IVX]{1,6})(?P<ending>th|st|nd|rd)?(?P<gap>[\s-])(?=(?:century|centuries|Century|dynasty|Dynasty)\b)"
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


ROMAN: tuple[Rule, ...] = (_world_war, _century, _ordinal, _bowl, _named)
