"""Text normalisation for Spanish: figures and signs as words."""

from __future__ import annotations

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Rule
from clonyvoice.text.normalise.web_addresses import Spelling

_MONTHS = tuple(
    listed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
)


def _date(words: Words, day: int, _before: str) -> str:
    return "uno" if day == 1 else words.cardinal(day)


def _year(words: Words, value: int) -> str:
    return words.cardinal(value)


def _time(words: Words, hour: int, minute: int) -> str:
    said = "una" if hour in (1, 13) and hour == 1 else words.cardinal(hour).replace("uno", "una")
    if minute == 0:
        return f"{said} en punto"
    if minute == 15:
        return f"{said} y cuarto"
    if minute == 30:
        return f"{said} y media"
    return f"{said} y {words.cardinal(minute)}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    said = words.rank(value)
    if mark.endswith(("ª", "a")):
        return " ".join(word[:-1] + "a" if word.endswith("o") else word for word in said.split())
    return said[:-1] if mark.endswith(("er", "r")) and said.endswith("o") else said


def _hundreds(words: list[str]) -> list[str]:
    """The hundreds in the feminine: doscientas mil; those that count millions are unchanged."""
    from_here = max(
        (at for at, word in enumerate(words) if word.startswith(("millon", "millón"))), default=-1
    )
    return [
        word[:-2] + "as" if at > from_here and word.endswith(("cientos", "quinientos")) else word
        for at, word in enumerate(words)
    ]


def _ruler(words: Words, value: int) -> str:
    return words.rank(value) if value <= 10 else words.cardinal(value)


def _digits(text: str) -> str:
    return WORDS.digits(text) if len(text) > 2 or text.startswith("0") else WORDS.cardinal(int(text))


_SPELLING = Spelling(
    dot="punto", slash="barra", at="arroba", dash="guion", underscore="guion bajo", colon="dos puntos",
    hash_="almohadilla",
    question="interrogación", equals="igual", ampersand="y", percent="por ciento", plus="más",
    tilde="tilde", digits=_digits,
)  # fmt: skip


WORDS = Words(
    language="es", num2words="es", months=_MONTHS, months_said=_MONTHS, date=_date, year=_year, time=_time,
    of_month=" de ", of_year=" de ",
    currencies={"$": ("dólar", "dólares"), "€": ("euro", "euros"), "£": ("libra", "libras"), "¥": ("yen",
        "yenes"), "USD": ("dólar", "dólares"),
                "EUR": ("euro", "euros"), "MXN": ("peso mexicano", "pesos mexicanos"),
                "US$": ("dólar", "dólares"), "₩": ("won",
                "wones")},
    cents={"$": ("centavo", "centavos"), "€": ("céntimo", "céntimos"), "£": ("penique", "peniques"),
        "US$": ("centavo", "centavos"), "USD": ("centavo", "centavos"), "EUR": ("céntimo", "céntimos")},
    cents_link="con",
    units={"km/h": ("kilómetro por hora", "kilómetros por hora"), "km": ("kilómetro", "kilómetros"),
        "m": ("metro", "metros"), "cm": ("centímetro", "centímetros"),
           "mm": ("milímetro", "milímetros"), "kg": ("kilo", "kilos"), "g": ("gramo", "gramos"),
           "mg": ("miligramo", "miligramos"), "l": ("litro", "litros"), "L": ("litro", "litros"),
           "ml": ("mililitro", "mililitros"), "°C": ("grado Celsius", "grados Celsius"),
           "°F": ("grado Fahrenheit", "grados Fahrenheit"), "°": ("grado", "grados"),
           "GB": ("gigabyte", "gigabytes"), "MB": ("megabyte", "megabytes"), "TB": ("terabyte",
           "terabytes"), "GHz": ("gigahercio", "gigahercios"), "MHz": ("megahercio", "megahercios"),
           "Hz": ("hercio", "hercios"), "kW": ("kilovatio", "kilovatios"), "W": ("vatio", "vatios"),
           "V": ("voltio", "voltios"), "m²": ("metro cuadrado", "metros cuadrados"),
           "km²": ("kilómetro cuadrado", "kilómetros cuadrados"), "min": ("minuto", "minutos"),
           "h": ("hora", "horas"), "s": ("segundo", "segundos"), "ms": ("milisegundo", "milisegundos")},
    symbols={"&": "y", "@": "arroba", "+": "más", "=": "igual a", "%": "por ciento", "€": "euros",
        "$": "dólares", "×": "por", "÷": "entre", "#": "numeral", "§": "sección", "±": "más menos",
        "°": "grados", "½": "un medio", "¼": "un cuarto", "¾": "tres cuartos", "№": "número",
        "<": "menor que", ">": "mayor que"},
    abbreviations={"Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Sres.": "señores",
        "Dr.": "doctor", "Dra.": "doctora", "D.": "don", "Dña.": "doña", "Ud.": "usted",
                   "Uds.": "ustedes", "EE.UU.": "Estados Unidos", "EE. UU.": "Estados Unidos",
                   "etc.": "etcétera", "p. ej.": "por ejemplo", "p.ej.": "por ejemplo", "núm.": "número",
                   "pág.": "página", "págs.": "páginas",
                   "Av.": "avenida", "Avda.": "avenida", "C/": "calle", "tel.": "teléfono",
                   "Tel.": "teléfono", "aprox.": "aproximadamente", "Prof.": "profesor",
                   "Lic.": "licenciado", "Ing.": "ingeniero",
                   "a.m.": "de la mañana", "p.m.": "de la tarde", "a. m.": "de la mañana",
                   "p. m.": "de la tarde", "s.": "siglo", "máx.": "máximo", "mín.": "mínimo",
                   "vs.": "contra", "N.º": "número", "n.º": "número"},
    spelling=_SPELLING, comma="coma", percent="por ciento", minus="menos", to="a",
        ordinal_marks="\\.?[ºª°]|\\.er|\\.os|\\.as|er|ro|do|to|ra|da|ta", ordinal=_ordinal,
    numbered=frozenset(
        ("capítulo", "cap", "tomo", "t", "volumen", "vol", "siglo", "acto", "parte", "artículo", "art", "libro")
    ), rulers=_ruler,
    hundreds=_hundreds, feminine={"uno/m": "un", "uno/f": "una", "veintiuno/m": "veintiún",
    "veintiuno/f": "veintiuna"},
        feminine_nouns=frozenset(("libra", "hora", "pulgada", "hectárea", "tonelada", "kilocaloría",
        "cucharada", "cucharadita")),
)  # fmt: skip
RULES: tuple[Rule, ...] = rules(WORDS)
