"""English titles, units and other short forms."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.readings import Reading, Said

UNITS: dict[str, tuple[str, str]] = {
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
}  # fmt: skip
UNIT_PATTERN = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))

NUMBERED = frozenset(
    [
        "chapter",
        "part",
        "volume",
        "book",
        "act",
        "scene",
        "section",
        "type",
        "phase",
        "appendix",
        "war",
        "class",
        "stage",
        "level",
        "grade",
        "article",
        "title",
        "bowl",
        "episode",
        "figure",
        "table",
        "round",
        "world",
        "mark",
        "series",
        "tier",
        "generation",
        "gen",
    ]
)
RULERS = frozenset(
    [
        "Henry",
        "Louis",
        "Charles",
        "George",
        "James",
        "William",
        "Edward",
        "Richard",
        "Elizabeth",
        "Pius",
        "John",
        "Paul",
        "Benedict",
        "Napoleon",
        "Philip",
        "Alexander",
        "Nicholas",
        "Peter",
        "Frederick",
        "Wilhelm",
        "Friedrich",
        "Leo",
        "Gregory",
        "Clement",
        "Innocent",
        "Ivan",
        "Catherine",
        "Mary",
        "Ramesses",
        "Ptolemy",
        "Darius",
        "Xerxes",
        "Otto",
        "Ferdinand",
        "Carlos",
        "Juan",
        "Felipe",
        "Alfonso",
        "Gustav",
        "Christian",
        "Umberto",
        "Harald",
        "Queen",
        "King",
        "Pope",
        "Francis",
        "Urban",
    ]
)

_ALWAYS = {
    "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Mx.": "Mix", "Messrs.": "Messers",
    "Prof.": "Professor", "Rev.": "Reverend",
    "Hon.": "Honorable", "Gen.": "General", "Col.": "Colonel", "Maj.": "Major", "Capt.": "Captain", "Lt.": "Lieutenant",
    "Cmdr.": "Commander", "Sgt.": "Sergeant", "Cpl.": "Corporal", "Gov.": "Governor", "Sen.": "Senator",
    "Pres.": "President",
    "Jr.": "Junior", "Sr.": "Senior", "Esq.": "Esquire", "Ave.": "Avenue", "Blvd.": "Boulevard", "Rd.": "Road",
    "Hwy.": "Highway", "Mt.": "Mount", "Ft.": "Fort", "Dept.": "Department", "Univ.": "University",
    "Assn.": "Association",
    "Inc.": "Incorporated", "Corp.": "Corporation", "Ltd.": "Limited", "Co.": "Company", "Bros.": "Brothers",
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus", "vs": "versus",
    "approx.": "approximately",
    "est.": "established", "govt.": "government", "misc.": "miscellaneous", "w/o": "without", "w/": "with",
    "a.k.a.": "A.K.A.",
    "et al.": "et al", "cf.": "compare", "viz.": "namely", "ca.": "circa", "Vol.": "Volume",
    "vol.": "volume", "Ch.": "Chapter",
    "pp.": "pages", "Fig.": "Figure", "fig.": "figure", "Eq.": "Equation", "Sec.": "Section",
    "sec.": "seconds", "Apt.": "Apartment",
    "apt.": "apartment", "tel.": "telephone", "Tel.": "Telephone", "ext.": "extension",
    "Ext.": "Extension", "max.": "maximum",
    "min.": "minimum", "avg.": "average", "temp.": "temperature", "Ph.D.": "P.H.D.", "M.D.": "M.D.",
    "B.A.": "B.A.", "M.A.": "M.A.",
    "D.C.": "D.C.", "a.m.": "A.M.", "p.m.": "P.M.", "A.D.": "A.D.", "B.C.": "B.C.", "P.S.": "P.S.",
    "Mon.": "Monday", "Tue.": "Tuesday", "Tues.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday",
    "Thurs.": "Thursday",
    "Fri.": "Friday", "Jan.": "January", "Feb.": "February", "Aug.": "August", "Sept.": "September", "Oct.": "October",
    "Nov.": "November", "Dec.": "December", "lbs.": "pounds", "oz.": "ounces", "ft.": "feet",
    "hrs.": "hours", "mins.": "minutes",
    "Wi-Fi": "why-fie", "WiFi": "why-fie", "wifi": "why-fie", "wi-fi": "why-fie",
}  # fmt: skip
_FIXED = "|".join(re.escape(key) for key in sorted(_ALWAYS, key=len, reverse=True))
PATTERN = (
    rf"(?<![\w.])(?:(?P<fixed>{_FIXED})(?!\w)|(?P<doctor>Dr|St)\."
    r"|(?P<number>[Nn]os?)\.(?=\s?\d)|(?P<page>pg?)\.(?=\s?\d))"
)
_ABSORBS_STOP = frozenset(
    [
        "Mr.",
        "Mrs.",
        "Ms.",
        "Mx.",
        "Prof.",
        "Rev.",
        "Gen.",
        "Col.",
        "Maj.",
        "Capt.",
        "Lt.",
        "Sgt.",
        "Gov.",
        "Sen.",
        "Pres.",
        "Hon.",
        "Mt.",
        "Ft.",
        "e.g.",
        "i.e.",
        "vs.",
        "cf.",
        "No.",
    ]
)


def expand(match: re.Match[str]) -> Said:
    """The words of an abbreviation; its dot stays outside where it also ends the sentence."""
    text, end = match.string, match.end()
    if match["number"]:
        return "numbers" if match["number"].endswith("s") else "number"
    if match["page"]:
        return "page"
    if match["doctor"]:
        before = re.search(r"(\w+)\s+$", text[: match.start()])
        follows = re.match(r"\s+[A-Z]", text[end:])
        street = (
            before is not None
            and (before.group(1)[0].isupper() or before.group(1)[0].isdigit())
            and not follows
        )
        words = (
            ("Street" if street else "Saint")
            if match["doctor"] == "St"
            else ("Drive" if street else "Doctor")
        )
        stop = end - 1 if street and _at_end(text, end) else end
        return [Reading(match.start(), stop, words)]
    short = match["fixed"]
    if short.endswith(".") and short not in _ABSORBS_STOP and _at_end(text, end):
        if short in (
            "sec.",
            "min.",
            "temp.",
            "est.",
            "max.",
            "Co.",
            "fig.",
            "ca.",
            "Fri.",
            "Mon.",
            "Wed.",
        ) and not _measure(text, match.start()):
            return None
        end -= 1
    elif short in ("min.", "sec.") and not _measure(text, match.start()):
        return None
    if short == "min.":
        return [Reading(match.start(), end, "minutes")]
    return [Reading(match.start(), end, _ALWAYS[short])]


def _measure(text: str, start: int) -> bool:
    return re.search(r"\d\s?$", text[:start]) is not None


def _at_end(text: str, end: int) -> bool:
    return re.match(r"[\"”')\]]*(?:\s*$|\s+[\"“(]?[A-Z])", text[end:]) is not None
