"""English units: after a number, one per another ("50 MB/s"), and feet and inches as signs."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.english_numbers import NUMBER, cardinal, number
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule

_UNITS: dict[str, tuple[str, str]] = {
    "km": ("kilometer", "kilometers"), "m": ("meter", "meters"), "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"), "µm": ("micrometer", "micrometers"), "nm": ("nanometer", "nanometers"),
    "mi": ("mile", "miles"), "ft": ("foot", "feet"), "yd": ("yard", "yards"),
    "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"), "mg": ("milligram", "milligrams"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "l": ("liter", "liters"), "L": ("liter", "liters"),
    "ml": ("milliliter", "milliliters"), "mL": ("milliliter", "milliliters"), "gal": ("gallon", "gallons"),
    "km/h": ("kilometer per hour", "kilometers per hour"), "kph": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"), "m/s": ("meter per second", "meters per second"),
    "rpm": ("R.P.M.", "R.P.M."), "fps": ("frame per second", "frames per second"),
    "Hz": ("hertz", "hertz"), "kHz": ("kilohertz", "kilohertz"), "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"), "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "V": ("volt", "volts"), "mV": ("millivolt", "millivolts"),
    "mA": ("milliamp", "milliamps"), "mAh": ("milliamp hour", "milliamp hours"), "dB": ("decibel", "decibels"),
    "KB": ("kilobyte", "kilobytes"), "kB": ("kilobyte", "kilobytes"), "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"), "TB": ("terabyte", "terabytes"), "Mbps": ("megabit per second",
    "megabits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"), "kbps": ("kilobit per second", "kilobits per second"),
    "ms": ("millisecond", "milliseconds"), "s": ("second", "seconds"), "sec": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"), "h": ("hour", "hours"), "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"), "yr": ("year", "years"), "yrs": ("year", "years"), "wk": ("week", "weeks"),
    "kcal": ("kilocalorie", "kilocalories"), "cal": ("calorie", "calories"), "kPa": ("kilopascal", "kilopascals"),
    "m²": ("square meter", "square meters"), "m2": ("square meter", "square meters"),
    "km²": ("square kilometer", "square kilometers"),
    "m³": ("cubic meter", "cubic meters"), "cm³": ("cubic centimeter", "cubic centimeters"),
    "ft²": ("square foot", "square feet"),
    "sq ft": ("square foot", "square feet"), "px": ("pixel", "pixels"), "pt": ("point", "points"),
    "ha": ("hectare", "hectares"),
    "in": ("inch", "inches"), "tbsp": ("tablespoon", "tablespoons"), "tbsps": ("tablespoon", "tablespoons"),
    "Tbsp": ("tablespoon", "tablespoons"), "tsp": ("teaspoon", "teaspoons"), "tsps": ("teaspoon", "teaspoons"),
    "qt": ("quart", "quarts"), "qts": ("quart", "quarts"), "pts": ("point", "points"),
    "fl oz": ("fluid ounce", "fluid ounces"),
    "mcg": ("microgram", "micrograms"), "µg": ("microgram", "micrograms"), "μg": ("microgram", "micrograms"),
    "dL": ("deciliter", "deciliters"), "dl": ("deciliter", "deciliters"), "cL": ("centiliter", "centiliters"),
    "cl": ("centiliter", "centiliters"), "µL": ("microliter", "microliters"), "kL": ("kiloliter", "kiloliters"),
    "psi": ("P.S.I.", "P.S.I."), "mpg": ("mile per gallon", "miles per gallon"),
    "bpm": ("beat per minute", "beats per minute"),
    "dpi": ("D.P.I.", "D.P.I."), "PB": ("petabyte", "petabytes"), "Kb": ("kilobit", "kilobits"),
    "Mb": ("megabit", "megabits"),
    "Gb": ("gigabit", "gigabits"), "kb": ("kilobit", "kilobits"), "Tb": ("terabit", "terabits"),
    "Wh": ("watt hour", "watt hours"), "MWh": ("megawatt hour", "megawatt hours"), "GW": ("gigawatt", "gigawatts"),
    "mW": ("milliwatt", "milliwatts"), "kV": ("kilovolt", "kilovolts"), "Ah": ("amp hour", "amp hours"),
    "kN": ("kilonewton", "kilonewtons"), "N": ("newton", "newtons"), "Nm": ("newton meter", "newton meters"),
    "Pa": ("pascal", "pascals"), "hPa": ("hectopascal", "hectopascals"), "MPa": ("megapascal", "megapascals"),
    "J": ("joule", "joules"), "kJ": ("kilojoule", "kilojoules"), "hp": ("horsepower", "horsepower"),
    "lm": ("lumen", "lumens"), "mol": ("mole", "moles"), "mmol": ("millimole", "millimoles"), "IU": ("I.U.", "I.U."),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"), "ppm": ("part per million", "parts per million"),
    "m^2": ("square meter", "square meters"), "km2": ("square kilometer", "square kilometers"),
    "cm²": ("square centimeter", "square centimeters"), "mm²": ("square millimeter", "square millimeters"),
    "m3": ("cubic meter", "cubic meters"), "ft³": ("cubic foot", "cubic feet"),
    "in²": ("square inch", "square inches"),
    "sq m": ("square meter", "square meters"), "sq km": ("square kilometer", "square kilometers"),
    "sq mi": ("square mile", "square miles"), "sqft": ("square foot", "square feet"),
    "cu ft": ("cubic foot", "cubic feet"),
    "µs": ("microsecond", "microseconds"), "ns": ("nanosecond", "nanoseconds"), "mths": ("month", "months"),
    "wks": ("week", "weeks"), "ly": ("light year", "light years"),
    "yds": ("yard", "yards"), "cc": ("C.C.", "C.C."), "wpm": ("word per minute", "words per minute"),
    "MP": ("megapixel", "megapixels"), "Tbs": ("tablespoon", "tablespoons"), "mo": ("month", "months"),
    "mos": ("month", "months"), "sq. ft.": ("square foot", "square feet"), "sq. m": ("square meter", "square meters"),
    "sq. mi.": ("square mile", "square miles"), "y/o": ("year old", "years old"), "yo": ("year old", "years old"),
    "AU": ("A.U.", "A.U."), "kt": ("knot", "knots"), "sq.-ft.": ("square foot", "square feet"),
    "sq-ft": ("square foot", "square feet"), "kts": ("knot", "knots"),
}  # fmt: skip
# Units that are words, or could be: only right behind a number that nothing else can explain.
_ONLY_SPACED = frozenset(("in", "pt", "pts", "N", "J", "AU", "ly"))
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_PER = {
    "s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day", "day": "day",
    "mo": "month", "month": "month", "yr": "year", "year": "year", "s²": "second squared", "s2": "second squared",
    "person": "person", "night": "night", "week": "week", "hour": "hour", "minute": "minute", "second": "second",
    **{unit: one for unit, (one, _) in _UNITS.items() if unit not in ("s", "min", "h", "hr", "in", "pt", "pts",
    "m/s")},
}  # fmt: skip
_DENOMINATOR = "|".join(re.escape(unit) for unit in sorted(_PER, key=len, reverse=True))
_SIGN = {"-": "minus ", "+": "plus "}


@rule(
    rf"(?P<sign>(?<![\w)])-)?(?<![\w.])(?P<number>{NUMBER})[ -]?(?P<unit>{_UNIT})/(?P<per>{_DENOMINATOR})"
    r"(?![\w/²³])"
)
def _rate(match: re.Match[str]) -> Said:
    one, many = _UNITS[match["unit"]]
    name = one if match["number"] == "1" else many
    return f"{_SIGN.get(match['sign'] or '', '')}{number(match['number'])} {name} per {_PER[match['per']]}"


@rule(
    rf"(?<![\w.])(?P<number>{NUMBER})\s?(?P<unit>{_UNIT})/(?P<of>\d{{1,4}})\s?(?P<per>{_DENOMINATOR})(?![\w/²³])"
)
def _rate_of(match: re.Match[str]) -> Said:
    """A rate for an amount: 8 L/100 km."""
    one, many = _UNITS[match["unit"]]
    against = match["per"] if match["per"] not in _UNITS else _UNITS[match["per"]][1]
    said = f"{number(match['number'])} {one if match['number'] == '1' else many}"
    return f"{said} per {number(match['of'])} {against}"


@rule(rf"(?<=\d)/(?P<per>{_DENOMINATOR})(?![\w/²³])")
def _per(match: re.Match[str]) -> Said:
    """Prices and counts for a unit: $5/kg, 3/day."""
    return f"per {_PER[match['per']]}"


@rule(rf"(?P<sign>(?<![\w)])-)?(?<![\w.])(?P<number>{NUMBER})(?P<gap>[ -]?)(?P<unit>{_UNIT})(?![\w/²³])")
def _unit(match: re.Match[str]) -> Said:
    unit, gap = match["unit"], match["gap"]
    following = re.match(r"\.?\s?[\w(\"$]", match.string[match.end() : match.end() + 4])
    if unit in _ONLY_SPACED and (gap != " " or (unit != "in" and not gap)):
        return None
    if unit == "in" and following is not None:
        return None  # "5 in a row"
    one, many = _UNITS[unit]
    single = (
        match["number"] == "1"
        or gap == "-"
        or "half" in match.string[max(0, match.start() - 5) : match.start()]
    )
    start = match.start("sign") if match["sign"] else match.start("number")
    said = _SIGN.get(match["sign"] or "", "") + number(match["number"])
    if not gap:
        return [Reading(start, match.end(), f"{said} {one if single else many}")]
    return [
        Reading(start, match.end("number"), said),
        Reading(match.start("unit"), match.end("unit"), one if single else many),
    ]


@rule(
    r"(?<![\w.,])(?P<a>\d{1,4}(?:\.\d)?)\s?(?P<unit>ft|in|cm|mm|m)?\s?[x×]\s?(?P<b>\d{1,4}(?:\.\d)?)\s?(?P<second>ft|in|cm|mm|m)(?![\w/²³])"
)
def _sides(match: re.Match[str]) -> Said:
    """Dimensions: a 4 ft x 8 ft sheet."""
    second = _UNITS[match["second"]][1]
    first = f" {_UNITS[match['unit']][1]}" if match["unit"] else ""
    return f"{number(match['a'])}{first} by {number(match['b'])} {second}"


@rule(r"(?:(?<=/\d )|(?<=[½⅓⅔¼¾])\s?)(?P<unit>tbsps?|Tbsp|tsps?|oz|lbs?|qts?)\b\.?")
def _kitchen(match: re.Match[str]) -> Said:
    """Units behind a fraction, which another rule has read."""
    one, many = _UNITS[match["unit"]]
    alone = re.search(
        r"(?<!\d)(?<!\d[\s-])(?:1/\d{1,2}|[½¼⅓⅛])\s?$",
        match.string[max(0, match.start() - 8) : match.start()],
    )
    return one if alone else many


UNITS: tuple[Rule, ...] = (_sides, _rate_of, _rate, _unit, _per, _kitchen)

_BEHIND = frozenset(listed("wide long tall high deep thick across in or and by from at is was on to"))
_MEASURE = re.compile(r"[\s-]([A-Za-z]+)")
_NEAR = 160  # characters before a mark that may open a quotation, chosen by hand


def _quoted(match: re.Match[str], mark: str) -> bool:
    """Whether `mark` right before `match` ends closes a quotation that is open."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    opened = re.findall(rf"(?:^|[\s(]){mark}(?=\w)", before)
    closed = re.findall(rf"(?<=[\w.,!?]){mark}(?=[\s.,;!?)]|$)", before)
    return len(opened) > len(closed)


def _length(match: re.Match[str], count: str, one: str, many: str) -> str:
    following = _MEASURE.match(match.string[match.end() : match.end() + 24])
    adjective = following is not None and following[1].lower() not in _BEHIND
    return f"{count} {one if count == 'one' or adjective else many}"


@rule(r"(?<![\w.,'])(?P<feet>\d{1,3})'\s?(?P<inches>\d{1,2}(?:\.\d)?)(?P<sign>\"|'')(?!\w)")
def _feet_and_inches(match: re.Match[str]) -> Said:
    foot = "foot" if match["feet"] != "0" else "feet"
    return f"{number(match['feet'])} {foot} {number(match['inches'])}"


@rule(r"(?<![\w.,'])(?P<a>\d{1,3})\s?[x×]\s?(?P<b>\d{1,3})(?:\s?[x×]\s?(?P<c>\d{1,3}))?\"(?!\w)")
def _board(match: re.Match[str]) -> Said:
    """Timber sizes: a 2x4" board."""
    sides = " by ".join(cardinal(int(match[name])) for name in ("a", "b", "c") if match[name])
    return None if _quoted(match, '"') else _length(match, sides, "inch", "inches")


@rule(r"(?:(?<=/\d)|(?<=/\d\d)|(?<=[½⅓⅔¼¾⅛⅜⅝⅞]))(?P<mark>\")(?!\w)")
def _part_of_an_inch(match: re.Match[str]) -> Said:
    """The mark of 3/8" and 1½"."""
    if _quoted(match, '"'):
        return None
    whole = re.search(
        r"\d[\s-]?(?:\d{1,2}/\d{1,2}|[½⅓⅔¼¾⅛⅜⅝⅞])$", match.string[max(0, match.start() - 10) : match.start()]
    )
    return _length(match, "", "inch", "inches" if whole else "inch").strip()


@rule(r"(?<![\w.,])(?P<feet>\d{1,3})\s?(?:ft|feet)\.?,?\s?(?P<inches>\d{1,2}(?:\.\d)?)\s?in\b(?!\.\s[a-z])")
def _feet_inches(match: re.Match[str]) -> Said:
    """Feet with inches: 6ft 2in."""
    feet = "foot" if match["feet"] == "1" else "feet"
    return f"{number(match['feet'])} {feet} {number(match['inches'])} {'inch' if match['inches'] == '1' else 'inches'}"


@rule(rf"(?<![\w.,'])(?P<n>{NUMBER})(?:[\s-](?P<top>\d{{1,2}})/(?P<bottom>\d{{1,2}}))?(?P<mark>\"|'')(?!\w)")
def _inches(match: re.Match[str]) -> Said:
    if match["top"] or match.string[match.start() - 1 : match.start()] == "/" or _quoted(match, '"'):
        return None
    return _length(match, number(match["n"]), "inch", "inches")


@rule(rf"(?<![\w.,'])(?P<a>{NUMBER})['\"]\s?[-–—]\s?(?=(?P<b>{NUMBER})['\"](?!\w))")
def _length_range(match: re.Match[str]) -> Said:
    """The first of 5'-6'."""
    return f"{number(match['a'])} to"


@rule(rf"(?<![\w.,'])(?P<n>{NUMBER})'(?![\w'])")
def _feet(match: re.Match[str]) -> Said:
    return None if _quoted(match, "'") else _length(match, number(match["n"]), "foot", "feet")


@rule(rf"(?<![\w.,'])(?P<n>{NUMBER})in(?![\w'’-])")
def _short_inches(match: re.Match[str]) -> Said:
    """Inches without a space: 3in wide."""
    return _length(match, number(match["n"]), "inch", "inches")


@rule(r"(?<![\w.,])(?P<n>\d{1,2})\s?st(?=\s\d{1,2}\s?lbs?(?!\w))")
def _stone(match: re.Match[str]) -> Said:
    """The weight of people: 12 st 4 lb."""
    return f"{number(match['n'])} stone"


LENGTHS: tuple[Rule, ...] = (
    _stone,
    _feet_and_inches,
    _feet_inches,
    _short_inches,
    _length_range,
    _part_of_an_inch,
    _board,
    _inches,
    _feet,
)
