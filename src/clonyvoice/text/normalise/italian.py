"""Text normalisation for Italian: figures and signs as words."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Rule, Said, rule
from clonyvoice.text.normalise.web_addresses import Spelling

_MONTHS = tuple(
    listed("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
)


def _date(words: Words, day: int, _before: str) -> str:
    return "primo" if day == 1 else words.cardinal(day)


def _year(words: Words, value: int) -> str:
    return words.cardinal(value)


def _time(words: Words, hour: int, minute: int) -> str:
    said = "una" if hour == 1 else words.cardinal(hour)
    return said if minute == 0 else f"{said} e {'mezza' if minute == 30 else words.cardinal(minute)}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    said = words.rank(value)
    return said[:-1] + "a" if mark.endswith(("ª", "a")) else said


def _ruler(words: Words, value: int) -> str:
    return words.rank(value)


def _digits(text: str) -> str:
    return WORDS.digits(text) if len(text) > 2 or text.startswith("0") else WORDS.cardinal(int(text))


_SPELLING = Spelling(
    dot="punto", slash="barra", at="chiocciola", dash="trattino", underscore="trattino basso",
    colon="due punti", hash_="cancelletto",
    question="punto interrogativo", equals="uguale", ampersand="e", percent="per cento", plus="più",
    tilde="tilde", digits=_digits,
)  # fmt: skip


WORDS = Words(
    language="it", num2words="it", months=_MONTHS, months_said=_MONTHS, date=_date, year=_year, time=_time,
    currencies={"$": ("dollaro", "dollari"), "€": ("euro", "euro"), "£": ("sterlina", "sterline"),
        "¥": ("yen", "yen"), "USD": ("dollaro", "dollari"), "EUR": ("euro", "euro")},
    cents={"$": ("centesimo", "centesimi"), "€": ("centesimo", "centesimi"), "£": ("penny", "penny"),
        "EUR": ("centesimo", "centesimi")},
    cents_link="e",
    units={"km/h": ("chilometro orario", "chilometri orari"), "km": ("chilometro", "chilometri"),
        "m": ("metro", "metri"), "cm": ("centimetro", "centimetri"), "mm": ("millimetro", "millimetri"),
           "kg": ("chilo", "chili"), "g": ("grammo", "grammi"), "mg": ("milligrammo", "milligrammi"),
           "l": ("litro", "litri"), "L": ("litro", "litri"), "ml": ("millilitro", "millilitri"),
           "°C": ("grado", "gradi"), "°F": ("grado Fahrenheit", "gradi Fahrenheit"), "°": ("grado",
           "gradi"), "GB": ("gigabyte", "gigabyte"), "MB": ("megabyte", "megabyte"), "GHz": ("gigahertz",
           "gigahertz"),
           "MHz": ("megahertz", "megahertz"), "Hz": ("hertz", "hertz"), "kW": ("chilowatt", "chilowatt"),
           "W": ("watt", "watt"), "V": ("volt", "volt"), "m²": ("metro quadrato", "metri quadrati"),
           "km²": ("chilometro quadrato", "chilometri quadrati"), "mq": ("metro quadrato",
           "metri quadrati"), "min": ("minuto", "minuti"), "h": ("ora", "ore"), "s": ("secondo", "secondi")},
    symbols={"&": "e", "@": "chiocciola", "+": "più", "=": "uguale", "%": "per cento", "€": "euro",
        "$": "dollari", "×": "per", "÷": "diviso", "#": "cancelletto", "§": "paragrafo", "±": "più o meno",
        "°": "gradi", "½": "un mezzo", "¼": "un quarto", "¾": "tre quarti", "№": "numero",
        "<": "minore di", ">": "maggiore di"},
    abbreviations={"Sig.": "signor", "sig.": "signor", "Sig.ra": "signora", "sig.ra": "signora",
        "Sig.na": "signorina", "Dr.": "dottor", "dr.": "dottor", "Dr": "dottor", "dr": "dottor",
        "Dott.": "dottor", "dott.": "dottor", "Dott.ssa": "dottoressa",
        "Prof.": "professor", "prof.": "professor", "Prof.ssa": "professoressa",
                   "Ing.": "ingegner", "Avv.": "avvocato", "ecc.": "eccetera", "es.": "esempio",
                   "p.es.": "per esempio", "pag.": "pagina", "tel.": "telefono", "n.": "numero",
                   "V.le": "viale", "P.za": "piazza", "vs": "contro", "a.C.": "avanti Cristo",
                   "d.C.": "dopo Cristo", "circa": "circa", "max.": "massimo", "min.": "minimo"},
    spelling=_SPELLING, comma="virgola", percent="per cento", minus="meno", to="a",
        ordinal_marks="[º°ªoa]", ordinal=_ordinal,
    numbered=frozenset(("capitolo", "cap", "tomo", "vol", "volume", "atto", "parte", "articolo")), rulers=_ruler,
    feminine={"uno/m": "un", "uno/f": "una"}, feminine_nouns=frozenset(("sterlina", "ora", "tonnellata",
    "chilocaloria")),
)  # fmt: skip


@rule(r"(?<![\w.,])(?P<n>[1-9]|1[0-2])°(?=\s(?!di|all?|alla|in|e|a|con|per|ma|o|sotto|sopra)[a-zà-ù]{2})")
def _degree_sign(match: re.Match[str]) -> Said:
    """Il 1° piano, written with the sign for degrees."""
    return WORDS.rank(int(match["n"]))


RULES: tuple[Rule, ...] = rules(WORDS, _degree_sign)
