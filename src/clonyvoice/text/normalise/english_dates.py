"""Text normalisation for English: dates and times of day."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.english_numbers import cardinal, ordinal, year
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, parts, rule
from clonyvoice.text.sentence_abbreviations import SENTENCE_STARTERS

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


_MONTH_SHORT = {name[:3].lower(): name for name in MONTHS} | {"sept": "September"}


_MONTH_NAMES = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_MONTH = rf"(?P<month>{_MONTH_NAMES})\.?"


def _month(match: re.Match[str]) -> str:
    return _MONTH_SHORT[match["month"][:3].lower()]


def _day(text: str) -> int | None:
    value = int(re.sub(r"\D", "", text))
    return value if 1 <= value <= 31 else None


@rule(
    r"(?<![\w.])(?P<year>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:T(?P<H>\d{2}):(?P<M>\d{2})(?::\d{2}(?:\.\d{1,6})?)?(?:Z|(?P<zone>[-+]\d{2}:?\d{2}))?)?(?![\w-])"
)
def _iso_date(match: re.Match[str]) -> Said:
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    said = f"{MONTHS[month - 1]} {ordinal(day)}, {year(int(match['year']))}"
    if match["H"]:
        said += f", {_clock(int(match['H']), int(match['M']))}"
    if match["zone"]:
        sign, hours, minutes = match["zone"][0], int(match["zone"][1:3]), int(match["zone"][-2:])
        said += f", {'minus' if sign == '-' else 'plus'} {cardinal(hours)}{' ' + cardinal(minutes) if minutes else ''}"
    return said


@rule(r"(?<![\w./])(?P<m>\d{1,2})(?P<s>[/.-])(?P<d>\d{1,2})(?P=s)(?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)")
def _numeric_date(match: re.Match[str]) -> Said:
    month, day, years = int(match["m"]), int(match["d"]), int(match["year"])
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31) or (match["s"] != "/" and len(match["year"]) == 2):
        return None
    if len(match["year"]) == 2:
        years += 2000 if years < 50 else 1900
    return f"{MONTHS[month - 1]} {ordinal(day)}, {year(years)}"


@rule(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?[-–—]\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]|,\d|\.\d|[-–/])"
    r"(?:,?\s+(?P<year>[12]\d{3}))?(?!\d)",
    re.IGNORECASE,
)
def _month_days(match: re.Match[str]) -> Said:
    """Ranges of days: June 5-7."""
    first, last = _day(match["day"]), _day(match["last"])
    if first is None or last is None or last <= first or match["month"].islower():
        return None
    end = match.start("year") if match["year"] else match.end()
    return [
        Reading(match.start("month"), match.end("month"), _month(match)),
        Reading(match.start("day"), match.start("last"), f"{ordinal(first)} to"),
        Reading(match.start("last"), len(match.string[:end].rstrip(" ,")), ordinal(last)),
        *parts(match, ("year", year(int(match["year"])) if match["year"] else "")),
    ]


@rule(
    rf"\b(?:{_MONTH_NAMES})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?P<dash>\s?[-–—]\s?)(?=(?:{_MONTH_NAMES})\.?\s+\d{{1,2}}(?!\d))"
)
def _month_day_to(match: re.Match[str]) -> Said:
    """The dash of June 5-July 7."""
    return [Reading(match.start("dash"), match.end("dash"), "to")]


@rule(r"(?<=\b[QH][1-4])(?P<dash>\s?[-–—]\s?)(?=[QH]?[1-4]\b)")
def _quarters(match: re.Match[str]) -> Said:
    """The dash of Q1-Q3."""
    return [Reading(match.start("dash"), match.end("dash"), "to")]


@rule(rf"\b(?P<first>{_MONTH_NAMES})\.?\s?[-–—]\s?(?=(?:{_MONTH_NAMES})\b)")
def _months(match: re.Match[str]) -> Said:
    """Ranges of months: Jan-Mar."""
    return [Reading(match.start(), match.end(), f"{_MONTH_SHORT[match['first'][:3].lower()]} to")]


@rule(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|,\d|\.\d)(?:,?\s+(?P<year>[12]\d{{3}}))?(?!\d)",
    re.IGNORECASE,
)
def _month_day(match: re.Match[str]) -> Said:
    day = _day(match["day"])
    if day is None or (match["month"].islower() and match["month"] in ("may", "mar", "jan")):
        return None
    end = re.compile(r"(?:st|nd|rd|th)?").match(match.string, match.end("day"))
    assert end is not None
    readings = [
        Reading(match.start("month"), match.end("month"), _month(match)),
        Reading(match.start("day"), end.end(), ordinal(day)),
    ]
    return readings + parts(match, ("year", year(int(match["year"])) if match["year"] else ""))


@rule(
    rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)(?:\s+(?P<of>of))?\s+{_MONTH}(?![\w])(?:,?\s+(?P<year>[12]\d{{3}}))?(?!\d)",
    re.IGNORECASE,
)
def _day_month(match: re.Match[str]) -> Said:
    day = _day(match["day"])
    if day is None or (match["month"].lower() in ("may", "mar") and match["month"].islower()):
        return None
    of = "" if match["of"] else " of"
    the = "" if re.search(r"\bthe\s+$", match.string[: match.start()], re.IGNORECASE) else "the "
    said = parts(match, ("day", f"{the}{ordinal(day)}{of}"), ("of", "of"), ("month", _month(match)))
    return said + parts(match, ("year", year(int(match["year"])) if match["year"] else ""))


@rule(rf"\b{_MONTH}\s+(?P<year>[12]\d{{3}})(?![\d,.]\d)\b", re.IGNORECASE)
def _month_year(match: re.Match[str]) -> Said:
    return parts(match, ("month", _month(match)), ("year", year(int(match["year"]))))


def _clock(hour: int, minute: int, half: str = "") -> str:
    if minute == 0 and not half:
        return f"{cardinal(hour)} o'clock" if hour <= 12 else f"{cardinal(hour)} hundred hours"
    words = cardinal(hour)
    if minute:
        words += f" oh {cardinal(minute)}" if minute < 10 else f" {cardinal(minute)}"
    return words + (f" {half[0].upper()}.M." if half else "")


@rule(
    r"(?<![\w:.])(?P<H>[01]?\d|2[0-3])(?::|\.(?=\d\d\s?[ap]\.?m\b))(?P<M>[0-5]\d)"
    r"(?::(?P<S>[0-5]\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?!\d)",
    re.IGNORECASE,
)
def _time(match: re.Match[str]) -> Said:
    half = match["half"] or ""
    hour, minute = int(match["H"]), int(match["M"])
    said = _clock(hour, minute, half)
    if match["S"] and not half:
        said = f"{cardinal(hour)} {cardinal(minute)} and {cardinal(int(match['S']))} seconds"
    end = match.end("half") if half else match.end("S" if match["S"] else "M")
    if half.endswith(".") and ends_sentence(match.string, end):
        end -= 1
    return [Reading(match.start(), end, said)]


def ends_sentence(text: str, end: int) -> bool:
    """Whether a sentence ends at `end`: the text ends, or the next word starts one."""
    following = re.match(r"[\"”')\]]*(?:\s*$|\s+[\"“(]?([A-Z][a-z']*))", text[end : end + 40])
    return following is not None and (following[1] is None or following[1].lower() in SENTENCE_STARTERS)


@rule(r"(?<![\w:.])(?P<H>1[0-2]|0?[1-9])\s*(?P<half>[ap]\.?m)\b\.?", re.IGNORECASE)
def _hour(match: re.Match[str]) -> Said:
    return [Reading(match.start(), match.end("half"), _clock(int(match["H"]), 0, match["half"]))]


_DAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip


_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))


@rule(rf"\b(?P<a>{_DAY})\.?\s?[-–—]\s?(?P<b>{_DAY})\b")
def _days(match: re.Match[str]) -> Said:
    return [
        Reading(match.start("a"), match.start("b"), f"{_DAYS[match['a']]} to"),
        Reading(match.start("b"), match.end("b"), _DAYS[match["b"]]),
    ]


@rule(r"(?:(?<=\d[ap]m)|(?<=\d[snrt][tdh])|(?<=[ap]\.m\.)|(?<=\d:\d\d)|(?<=\d [ap]m))\s?[-–—]\s?(?=\d)")
def _through(_match: re.Match[str]) -> Said:
    return "to"


@rule(
    r"(?<![\w:.,-])(?P<a>1[0-2]|0?[1-9])(?::(?P<am>[0-5]\d))?\s?[-–—]\s?(?=(?:1[0-2]|0?[1-9])(?::[0-5]\d)?\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
def _hours(match: re.Match[str]) -> Said:
    """Ranges of hours: 6-8pm."""
    minutes = f" {_clock(0, int(match['am'])).removeprefix('zero ')}" if int(match["am"] or 0) else ""
    return f"{cardinal(int(match['a']))}{minutes} to"


DATES: tuple[Rule, ...] = (
    _iso_date,
    _numeric_date,
    _days,
    _month_days,
    _month_day_to,
    _months,
    _quarters,
    _month_day,
    _day_month,
    _month_year,
    _hours,
    _time,
    _hour,
    _through,
)
