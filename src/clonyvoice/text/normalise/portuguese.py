"""Text normalisation for Portuguese (of Brazil): figures and signs as words."""

from __future__ import annotations

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Rule
from clonyvoice.text.normalise.web_addresses import Spelling

_MONTHS = tuple(
    listed("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
)


def _date(words: Words, day: int, _before: str) -> str:
    return "primeiro" if day == 1 else words.cardinal(day)


def _year(words: Words, value: int) -> str:
    return words.cardinal(value)


def _time(words: Words, hour: int, minute: int) -> str:
    said = {1: "uma hora", 2: "duas horas", 21: "vinte e uma horas", 22: "vinte e duas horas"}.get(
        hour, f"{words.cardinal(hour)} horas"
    )
    if minute == 0:
        return said
    return f"{said.rsplit(' ', 1)[0]} e {'meia' if minute == 30 else words.cardinal(minute)}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    said = words.rank(value)
    return (
        " ".join(word[:-1] + "a" if word.endswith("o") else word for word in said.split())
        if mark.endswith(("ª", "a"))
        else said
    )


def _hundreds(words: list[str]) -> list[str]:
    """Hundreds and two thousand in the feminine; those that count millions are unchanged."""
    from_here = max((at for at, word in enumerate(words) if word.startswith(("milh", "bilh"))), default=-1)
    return [
        "duas"
        if word == "dois" and at > from_here
        else word[:-2] + "as"
        if word.endswith(("centos", "zentos", "quinhentos")) and at > from_here
        else word
        for at, word in enumerate(words)
    ]


def _ruler(words: Words, value: int) -> str:
    return words.rank(value) if value <= 10 else words.cardinal(value)


def _digits(text: str) -> str:
    return WORDS.digits(text) if len(text) > 2 or text.startswith("0") else WORDS.cardinal(int(text))


_SPELLING = Spelling(
    dot="ponto", slash="barra", at="arroba", dash="hífen", underscore="sublinhado", colon="dois pontos",
    hash_="cerquilha",
    question="interrogação", equals="igual", ampersand="e", percent="por cento", plus="mais", tilde="til",
    digits=_digits,
)  # fmt: skip


WORDS = Words(
    language="pt", num2words="pt_BR", months=_MONTHS, months_said=_MONTHS, date=_date, year=_year,
    time=_time, of_month=" de ", of_year=" de ",
    currencies={"R$": ("real", "reais"), "$": ("dólar", "dólares"), "US$": ("dólar", "dólares"),
        "€": ("euro", "euros"), "£": ("libra", "libras"), "¥": ("iene", "ienes"), "USD": ("dólar",
        "dólares"), "EUR": ("euro", "euros"), "BRL": ("real", "reais")},
    cents={"R$": ("centavo", "centavos"), "$": ("centavo", "centavos"), "US$": ("centavo", "centavos"),
        "€": ("cêntimo", "cêntimos"), "£": ("pêni", "pence")},
    cents_link="e",
    units={"km/h": ("quilômetro por hora", "quilômetros por hora"), "km": ("quilômetro", "quilômetros"),
        "m": ("metro", "metros"), "cm": ("centímetro", "centímetros"), "mm": ("milímetro", "milímetros"),
           "kg": ("quilo", "quilos"), "g": ("grama", "gramas"), "mg": ("miligrama", "miligramas"),
           "l": ("litro", "litros"), "L": ("litro", "litros"), "ml": ("mililitro", "mililitros"),
           "°C": ("grau Celsius", "graus Celsius"), "°F": ("grau Fahrenheit", "graus Fahrenheit"),
           "°": ("grau", "graus"), "GB": ("gigabyte", "gigabytes"), "MB": ("megabyte", "megabytes"),
           "GHz": ("giga-hertz", "giga-hertz"),
           "MHz": ("mega-hertz", "mega-hertz"), "Hz": ("hertz", "hertz"), "kW": ("quilowatt",
           "quilowatts"), "W": ("watt", "watts"), "V": ("volt", "volts"), "m²": ("metro quadrado",
           "metros quadrados"),
           "km²": ("quilômetro quadrado", "quilômetros quadrados"), "min": ("minuto", "minutos"),
           "h": ("hora", "horas"), "s": ("segundo", "segundos")},
    symbols={"&": "e", "@": "arroba", "+": "mais", "=": "igual a", "%": "por cento", "€": "euros",
        "$": "dólares", "×": "vezes", "÷": "dividido por", "#": "cerquilha", "§": "parágrafo",
        "±": "mais ou menos", "°": "graus", "½": "meio", "¼": "um quarto", "¾": "três quartos",
        "№": "número", "<": "menor que", ">": "maior que"},
    abbreviations={"Sr.": "senhor", "Sra.": "senhora", "Srta.": "senhorita", "D.": "dom", "Dr.": "doutor",
        "Dra.": "doutora", "Prof.": "professor", "Profa.": "professora", "etc.": "etcétera",
        "p. ex.": "por exemplo", "p.ex.": "por exemplo", "ex.": "exemplo",
                   "pág.": "página", "tel.": "telefone", "Av.": "avenida", "R.": "rua", "nº": "número",
                   "n.º": "número", "Nº": "número", "EUA": "Estados Unidos", "aprox.": "aproximadamente",
                   "vs.": "contra", "séc.": "século", "a.C.": "antes de Cristo", "d.C.": "depois de Cristo",
                   "máx.": "máximo", "mín.": "mínimo"},
    spelling=_SPELLING, comma="vírgula", percent="por cento", minus="menos", to="a",
        ordinal_marks="[ºª°]|o|a", ordinal=_ordinal,
    numbered=frozenset(
        ("séc", "capítulo", "cap", "tomo", "volume", "vol", "século", "ato", "parte", "artigo", "art", "anexo", "livro")
    ), rulers=_ruler,
    hundreds=_hundreds, feminine={"um/f": "uma", "dois/f": "duas"}, feminine_nouns=frozenset(("libra", "hora",
    "polegada", "tonelada", "quilocaloria")),
)  # fmt: skip
RULES: tuple[Rule, ...] = rules(WORDS)
