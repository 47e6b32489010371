"""English figures and letters that only the words beside them explain: due dates, flats, races, temperatures, heirs."""

from __future__ import annotations

import re

from clonyvoice.text.name_genders import gender_of_name
from clonyvoice.text.normalise.english_dates import MONTHS
from clonyvoice.text.normalise.english_numbers import cardinal, number, ordinal
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value

_NEAR = 40  # characters before a match that may explain it, chosen by hand


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _NEAR) : match.start()]


@rule(
    r"(?:(?<=\b[Bb]y )|(?<=\b[Oo]n )|(?<=\b[Uu]ntil )|(?<=\b[Tt]ill )|(?<=\b[Bb]efore )|(?<=\b[Ss]ince )"
    r"|(?<=\b[Dd]ue ))"
    r"(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?![\w/]|[.,]\d)"
    r"(?!\s(?:of|cup|cups|inch|inches|mile|miles|full|the|tsp|tbsp|as|time|scale|vote)\b|\")"
)
def _due(match: re.Match[str]) -> Said:
    """Due dates: Reply by 7/12."""
    return f"{MONTHS[int(match['month']) - 1]} {ordinal(int(match['day']))}"


@rule(r"(?<![\w.,'])(?P<m>\d{1,3})'\s?(?P<s>[1-5]\d(?:\.\d{1,2})?)(?:\"|'')(?!\w)")
def _minutes(match: re.Match[str]) -> Said:
    """Minutes and seconds: 22'30", not a length, as a foot has twelve inches."""
    if float(match["s"]) < 12:
        return None
    minutes = "minute" if match["m"] == "1" else "minutes"
    return f"{number(match['m'])} {minutes} {number(match['s'])} seconds"


_PLACES = (
    r"(?:apt|apartment|unit|suite|ste|room|rm|gate|seat|flat|class|grade|section|row|building|bldg|block|figure|fig|"
    r"table|exhibit|platform|bay|box|door|floor|hall|level|locker|zone|ward|cell|cabin|deck|terminal|dock|step|item|"
    r"question|appendix|no)\.?\s$"
)
_STREETS = (
    r"(?:\s[A-Z][\w'’.-]{1,20}){1,3}?\s(?:St|Street|Rd|Road|Ave|Avenue|Ln|Lane|Dr|Drive|Blvd|Court|Ct|Place|Pl|Way|"
    r"Terrace|Square|Sq|Crescent|Close|Gardens|Row|Hill)\b"
)


@rule(r"(?<![\w.,$€£])(?P<n>\d{1,4})(?P<letter>[A-Z])(?![\w'])")
def _place(match: re.Match[str]) -> Said:
    """Flats and house numbers: Apt. 4B, 221B Baker Street; not billions."""
    if re.search(_PLACES, _before(match), re.IGNORECASE) is None and (
        re.match(_STREETS, match.string[match.end() : match.end() + 80]) is None
    ):
        return None
    text = match["n"]
    said = (
        cardinal(int(text))
        if len(text) < 3 or text.endswith("00")
        else f"{cardinal(int(text[:-2]))} {'oh ' if text[-2] == '0' else ''}{cardinal(int(text[-2:]))}"
    )
    return f"{said} {match['letter']}"


@rule(r"(?<![\w.,$€£])(?P<n>[1-9]\d?)[kK](?![\w'])")
def _race(match: re.Match[str]) -> Said:
    """Races: She ran a 5k."""
    ran = re.search(
        r"\b(?:run|runs|ran|running|jog\w{0,4}|rac(?:e|es|ed|ing)|walk\w{0,3}|finish\w{0,3}|train\w{0,3})\s"
        r"(?:for\s|in\s)?(?:an?\s|the\s|my\s|his\s|her\s|their\s|our\s)?(?:\w{3,8}\s)?$",
        _before(match),
        re.IGNORECASE,
    )
    return f"{cardinal(int(match['n']))} K" if ran else None


@rule(
    r"(?<![\w.,/])(?P<sign>(?<![\w)])-)?(?P<n>\d{1,3}(?:\.\d)?)\s?(?P<scale>[FC])(?![\w'’-]|\.\w|\s?[#+]|\s[A-Z])"
)
def _temperature(match: re.Match[str]) -> Said:
    """Temperatures: 98.6F, and 72F near words about weather, ovens or fever."""
    if "." not in match["n"] and not match["sign"]:
        told = re.search(
            r"\b(?:temp(?:erature)?s?|fever|oven|heat\w{0,3}|bake\w{0,2}|roast\w{0,3}|degrees|highs?|lows?|weather|cooks?"
            r"|preheat\w{0,3}|warm\w{0,3}|cold\w{0,2}|boil\w{0,3}|freez\w{0,3})\b[^.!?]{0,30}$",
            _before(match),
            re.IGNORECASE,
        )
        if told is None:
            return None
    scale = "Fahrenheit" if match["scale"] == "F" else "Celsius"
    unit = "degree" if match["n"] == "1" else "degrees"
    return f"{'minus ' if match['sign'] else ''}{number(match['n'])} {unit} {scale}"


@rule(r"(?<![\w.,])(?P<n>\d{1,6}\.\d{1,6})(?=[A-Za-z]{1,6}(?![\w.'/²³]))")
def _decimal(match: re.Match[str]) -> Said:
    """The figure of 4.2abc: a decimal fraction whatever letters follow."""
    return number(match["n"])


@rule(
    r"\b(?P<first>[A-Z][a-z]{1,15})\s(?:[A-Z]\.?\s)?(?P<last>(?:[A-Z]['’]|Mc|Mac)?[A-Z][a-z]{1,15}(?:-[A-Z][a-z]{1,15})?),?"
    r"\s(?P<roman>II|III|IV)(?P<own>'s)?(?![\w'-])"
)
def _heir(match: re.Match[str]) -> Said:
    """Numbered heirs: John Smith III."""
    joined = "-" in match["last"] or re.match(r"[A-Z]['’]|Ma?c[A-Z]", match["last"]) is not None
    if gender_of_name(match["first"]) is None and not joined:
        return None
    said = f"the {ordinal(roman_value(match['roman']) or 0)}{match['own'] or ''}"
    return [Reading(match.start("roman"), match.end(), said)]


@rule(
    r"\b(?P<part>[Ss]cene|[Aa]ct|[Cc]hapter|[Pp]art|[Pp]age|[Pp]p?\.|[Ss]ection|[Vv]olume|[Vv]ol\.|[Nn]ote|[Ii]tem|"
    r"[Cc]lause|[Bb]ook)\s(?P<roman>[ivxl]{1,7}|[IVXL]{2,7})(?![\w'’.-]{1,2}\w)(?!\w)"
)
def _small_roman(match: re.Match[str]) -> Said:
    """Small Roman numerals: Act III, scene ii."""
    value = roman_value(match["roman"].upper())
    if value is None:
        return None
    return [Reading(match.start("roman"), match.end("roman"), cardinal(value))]


@rule(r"(?<=/\d\d)\s?(?P<unit>mmHg)(?![\w/])|(?<=/\d\d\d)\s?(?P<other>mmHg)(?![\w/])")
def _pressure(match: re.Match[str]) -> Said:
    """The unit of 120/80 mmHg."""
    group = "unit" if match["unit"] else "other"
    return [Reading(match.start(group), match.end(group), "millimeters of mercury")]


@rule(r"\bT(?P<sign>[-+])(?=\d)")
def _countdown(match: re.Match[str]) -> Said:
    """Countdowns: T-10 seconds."""
    return f"T {'minus' if match['sign'] == '-' else 'plus'}"


@rule(
    r"(?<![\w.,])(?P<n>\d{1,3})\s?[x×]\s?(?:/|per\s)\s?(?P<per>day|week|wk|month|mo|year|yr|hour|hr|night)(?!\w)"
)
def _times_a(match: re.Match[str]) -> Said:
    """Frequencies: 4x/day."""
    per = {"wk": "week", "mo": "month", "yr": "year", "hr": "hour"}.get(match["per"], match["per"])
    often = {"1": "once", "2": "twice"}.get(match["n"]) or f"{cardinal(int(match['n']))} times"
    return f"{often} {'an' if per == 'hour' else 'a'} {per}"


@rule(r"(?<=[a-z]{2})\s[>»›]\s(?=[A-Z][a-z])")
def _menu(_match: re.Match[str]) -> Said:
    """Menu paths: Settings > Privacy."""
    return ""


@rule(
    r"(?<![\w.,])(?P<before>€\s?)?(?P<whole>\d{1,3}(?:\.\d{3}){1,3}),(?P<part>\d{2})(?:\s?(?P<sign>€|EUR\b|euros?\b))?(?![\w,.]\w)"
)
def _continental(match: re.Match[str]) -> Said:
    """Sums as written on the continent: 1.500,00 €."""
    whole = match["whole"].replace(".", "")
    if not (match["before"] or match["sign"]):
        return number(f"{whole}.{match['part']}")
    cents = int(match["part"])
    more = f" and {cardinal(cents)} {'cent' if cents == 1 else 'cents'}" if cents else ""
    return f"{number(whole)} euros{more}"


@rule(r"(?<![\w.])[A-Z]{2,5}(?P<n>\d{1,3}\.\d{1,2})(?![\w.]\w|\w)")
def _decimal_name(match: re.Match[str]) -> Said:
    """The figures of PM2.5 and USB3.0."""
    return [Reading(match.start("n"), match.end(), number(match["n"]))]


@rule(r"(?<=\d\s)(?:aet|a\.e\.t\.)(?!\w)|(?<=\d\s\()(?:aet|a\.e\.t\.|pens)(?=\))")
def _after_a_score(match: re.Match[str]) -> Said:
    """Extra time and penalties behind a score: 3-2 (aet)."""
    return "on penalties" if match.group().startswith("p") else "after extra time"


EARLY: tuple[Rule, ...] = (
    _after_a_score,
    _continental,
    _decimal_name,
    _due,
    _minutes,
    _place,
    _race,
    _temperature,
    _heir,
    _small_roman,
    _countdown,
    _times_a,
    _menu,
)
"""Rules that stand before those for fractions, lengths and magnitudes."""
LATE: tuple[Rule, ...] = (_pressure, _decimal)
"""Rules that are applied after those of units."""
