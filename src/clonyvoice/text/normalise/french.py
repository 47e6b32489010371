"""Text normalisation for French: figures and signs as words."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value
from clonyvoice.text.normalise.web_addresses import Spelling

_MONTHS = tuple(
    listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
)


def _date(words: Words, day: int, _before: str) -> str:
    return "premier" if day == 1 else words.cardinal(day)


def _year(words: Words, value: int) -> str:
    return words.cardinal(value)


def _time(words: Words, hour: int, minute: int) -> str:
    said = (
        "une heure"
        if hour == 1
        else f"{words.cardinal(hour)} heures".replace("vingt et un heures", "vingt et une heures")
    )
    return said if minute == 0 else f"{said} {words.cardinal(minute)}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    if value == 1:
        return "première" if mark.endswith(("re", "ère")) else "premier"
    return words.rank(value)


def _ruler(words: Words, value: int) -> str:
    return "premier" if value == 1 else words.cardinal(value)


def _digits(text: str) -> str:
    return WORDS.digits(text) if len(text) > 2 or text.startswith("0") else WORDS.cardinal(int(text))


_SPELLING = Spelling(
    dot="point", slash="slash", at="arobase", dash="tiret", underscore="tiret bas", colon="deux points",
    hash_="dièse",
    question="point d'interrogation", equals="égal", ampersand="et", percent="pour cent", plus="plus",
    tilde="tilde", digits=_digits,
)  # fmt: skip


WORDS = Words(
    language="fr", num2words="fr", months=_MONTHS, months_said=_MONTHS, date=_date, year=_year, time=_time,
    currencies={"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("livre", "livres"), "¥": ("yen",
        "yens"), "USD": ("dollar", "dollars"), "EUR": ("euro", "euros"), "CHF": ("franc suisse", "francs suisses"),
        **dict.fromkeys(("$ CA", "$CA", "CA$", "CAD"), ("dollar canadien", "dollars canadiens"))},
    cents={"$": ("cent", "cents"), "€": ("centime", "centimes"), "£": ("penny", "pence"),
        "EUR": ("centime", "centimes")},
    cents_link="",
    units={"km/h": ("kilomètre heure", "kilomètres heure"), "km": ("kilomètre", "kilomètres"),
        "m": ("mètre", "mètres"), "cm": ("centimètre", "centimètres"), "mm": ("millimètre", "millimètres"),
           "kg": ("kilo", "kilos"), "g": ("gramme", "grammes"), "mg": ("milligramme", "milligrammes"),
           "l": ("litre", "litres"), "L": ("litre", "litres"), "ml": ("millilitre", "millilitres"),
           "°C": ("degré Celsius", "degrés Celsius"), "°F": ("degré Fahrenheit", "degrés Fahrenheit"),
           "°": ("degré", "degrés"), "Go": ("gigaoctet", "gigaoctets"), "Mo": ("mégaoctet", "mégaoctets"),
           "GB": ("gigaoctet", "gigaoctets"), "MB": ("mégaoctet", "mégaoctets"), "GHz": ("gigahertz",
           "gigahertz"), "MHz": ("mégahertz", "mégahertz"), "Hz": ("hertz", "hertz"), "kW": ("kilowatt", "kilowatts"),
           "W": ("watt", "watts"), "V": ("volt", "volts"), "m²": ("mètre carré", "mètres carrés"),
           "km²": ("kilomètre carré", "kilomètres carrés"), "min": ("minute", "minutes"), "h": ("heure",
           "heures"), "s": ("seconde", "secondes")},
    symbols={"&": "et", "@": "arobase", "+": "plus", "=": "égale", "%": "pour cent", "€": "euros",
        "$": "dollars", "×": "fois", "÷": "divisé par", "#": "dièse", "§": "paragraphe",
        "±": "plus ou moins", "°": "degrés", "½": "un demi", "¼": "un quart", "¾": "trois quarts",
        "№": "numéro", "<": "inférieur à", ">": "supérieur à"},
    abbreviations={"M.": "monsieur", "MM.": "messieurs", "Mme": "madame", "Mmes": "mesdames",
        "Mlle": "mademoiselle", "Dr": "docteur", "Dr.": "docteur", "Pr": "professeur", "Me": "maître",
        "St": "saint", "Ste": "sainte", "etc.": "et cetera", "p. ex.": "par exemple",
                   "p.ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "n°": "numéro", "N°": "numéro",
                   "av.": "avenue", "bd": "boulevard", "boul.": "boulevard", "tél.": "téléphone",
                   "env.": "environ", "vs": "contre", "vs.": "contre", "J.-C.": "Jésus-Christ",
                   "apr.": "après", "max.": "maximum", "min.": "minimum"},
    spelling=_SPELLING, comma="virgule", percent="pour cent", minus="moins", to="à",
    ordinal_marks="er|re|ère|ème|e|nd|nde", ordinal=_ordinal,
    numbered=frozenset(
        ("chapitre", "chap", "tome", "t", "volume", "vol", "acte", "partie", "article", "art", "scène", "livre")
    ), rulers=_ruler,
    feminine={"un/f": "une"}, feminine_endings=("ée", "tte", "ille", "ure", "ance", "ence", "ion", "té",
        "heure", "minute", "page", "semaine", "fois", "femme", "fille", "personne", "chose", "année",
        "voiture", "table"), feminine_nouns=frozenset(("livre", "minute", "heure", "seconde", "tonne", "kilocalorie",
        "cuillère")),
)  # fmt: skip


@rule(r"\b(?P<roman>[IVX]{1,6})(?P<mark>er|re|ère|ème|e|nde?)(?!\w)")
def _roman(match: re.Match[str]) -> Said:
    """Roman ordinals: XIXe, Ve, Ier."""
    value = roman_value(match["roman"])
    return None if value is None else _ordinal(WORDS, value, match["mark"])


@rule(r"(?<=[a-zéèêëïüç]\s)M\.(?=\s[A-ZÉ][a-zéèêëïüç]+)")
def _initial(match: re.Match[str]) -> Said:
    """Initials: Victor M. Hugo, but le M. Hugo and M. Hugo."""
    name = re.search(
        r"(?<!\w)[A-ZÉ][a-zéèêëïüç]{2,20}\s$", match.string[max(0, match.start() - 24) : match.start()]
    )
    return "M" if name else None


_RANGE = re.compile(r"\d{1,4}\s?[-–]\s?\d")


@rule(r"\bp{1,2}\.\s?(?=\d)")
def _page(match: re.Match[str]) -> Said:
    text = match.group()
    return [
        Reading(
            match.start(),
            match.start() + len(text.rstrip()),
            "pages" if text.startswith("pp") or _RANGE.match(match.string, match.end()) else "page",
        )
    ]


@rule(r"(?<![\w.,/])(?P<n>24|7)\s?(?P<unit>h|j)(?:ours?)?\s?(?:/|sur)\s?(?P=n)(?!\w)")
def _always(match: re.Match[str]) -> Said:
    """Round the clock: 24h/24, 7j/7."""
    unit = "heures" if match["unit"] == "h" else "jours"
    count = WORDS.cardinal(int(match["n"]))
    return f"{count} {unit} sur {count}"


@rule(r"(?<![\w.,])(?P<m>[0-2])m(?P<cm>\d\d)(?!\w)")
def _height(match: re.Match[str]) -> Said:
    """Heights: 1m75."""
    metres = "mètre" if match["m"] in "01" else "mètres"
    return f"{WORDS.cardinal(int(match['m']))} {metres} {WORDS.cardinal(int(match['cm']))}"


@rule(r"(?<![\w.,/])(?P<n>\d{1,3})\s?(?P<unit>h|heures?|kg|kilos?|ans?|litres?|l)\s?(?:et\s)?1/2(?![\w/])")
def _and_a_half(match: re.Match[str]) -> Said:
    """A half behind its unit: 1 h 1/2."""
    unit = match["unit"]
    one = {"h": "heure", "kg": "kilo", "l": "litre"}.get(unit, unit.rstrip("s"))
    half = "demie" if one == "heure" else "demi"
    return f"{WORDS.counted(match['n'], (one, one + 's'))} et {half}"


@rule(r"(?:(?<=[IVX]e\s)|(?<=[IVX]er\s)|(?<=[IVX]ème\s))s\.")
def _century(match: re.Match[str]) -> Said:
    """The short form in XXe s."""
    last = re.match(r"[\"'”»)]*\s*$", match.string[match.end() :]) is not None
    return [Reading(match.start(), match.end() - last, "siècle")]


RULES: tuple[Rule, ...] = rules(WORDS, _always, _height, _and_a_half, _century, _roman, _initial, _page)
