"""Text normalisation for German: figures and signs as words."""

from __future__ import annotations

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.german_dates import ending
from clonyvoice.text.normalise.german_dates import rules as date_rules
from clonyvoice.text.normalise.reading_rules import Rule
from clonyvoice.text.normalise.web_addresses import Spelling

_MONTHS = tuple(listed("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"))


def _date(words: Words, day: int, before: str) -> str:
    return words.rank(day) + ending(before)


def _year(words: Words, value: int) -> str:
    if 1100 <= value < 2000:
        century, rest = divmod(value, 100)
        return f"{words.cardinal(century)}hundert{words.cardinal(rest) if rest else ''}"
    return words.cardinal(value)


def _time(words: Words, hour: int, minute: int) -> str:
    said = f"{'ein' if hour == 1 else words.cardinal(hour)} Uhr"
    return said if minute == 0 else f"{said} {words.cardinal(minute)}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    written = mark.rpartition(" ")[2]
    return words.rank(value) + (written[2:].lstrip("e") if written.startswith("te") else "")


def _ruler(words: Words, value: int) -> str:
    return f"der {words.rank(value)}"


def _decimals(words: Words, whole: str, fraction: str) -> str:
    return f"{words.cardinal(int(whole))} {words.comma} {words.digits(fraction)}"


def _digits(text: str) -> str:
    return WORDS.digits(text) if len(text) > 2 or text.startswith("0") else WORDS.cardinal(int(text))


_SPELLING = Spelling(
    dot="Punkt", slash="Schrägstrich", at="ät", dash="Bindestrich", underscore="Unterstrich",
    colon="Doppelpunkt", hash_="Raute",
    question="Fragezeichen", equals="gleich", ampersand="und", percent="Prozent", plus="plus",
    tilde="Tilde", digits=_digits, spelled=frozenset(("de", "at", "eu", "io")),
)  # fmt: skip


WORDS = Words(
    language="de", num2words="de", months=_MONTHS, months_said=_MONTHS, date=_date, year=_year, time=_time,
    currencies={"€": ("Euro", "Euro"), "$": ("Dollar", "Dollar"), "£": ("Pfund", "Pfund"), "¥": ("Yen",
        "Yen"), "EUR": ("Euro", "Euro"), "USD": ("Dollar", "Dollar"), "CHF": ("Franken", "Franken"),
        "US$": ("Dollar", "Dollar")},
    cents={"€": ("Cent", "Cent"), "$": ("Cent", "Cent"), "EUR": ("Cent", "Cent"), "£": ("Pence", "Pence"),
        "CHF": ("Rappen", "Rappen"), "USD": ("Cent", "Cent")},
    cents_link="und",
    units={"km/h": ("Kilometer pro Stunde", "Kilometer pro Stunde"), "km": ("Kilometer", "Kilometer"),
        "m": ("Meter", "Meter"), "cm": ("Zentimeter", "Zentimeter"), "mm": ("Millimeter", "Millimeter"),
           "kg": ("Kilogramm", "Kilogramm"), "g": ("Gramm", "Gramm"), "mg": ("Milligramm", "Milligramm"),
           "l": ("Liter", "Liter"), "L": ("Liter", "Liter"), "ml": ("Milliliter", "Milliliter"),
           "t": ("Tonne", "Tonnen"),
           "°C": ("Grad", "Grad"), "°F": ("Grad Fahrenheit", "Grad Fahrenheit"), "°": ("Grad", "Grad"),
           "GB": ("Gigabyte", "Gigabyte"), "MB": ("Megabyte", "Megabyte"), "TB": ("Terabyte", "Terabyte"),
           "GHz": ("Gigahertz", "Gigahertz"),
           "MHz": ("Megahertz", "Megahertz"), "Hz": ("Hertz", "Hertz"), "kW": ("Kilowatt", "Kilowatt"),
           "kWh": ("Kilowattstunde", "Kilowattstunden"), "W": ("Watt", "Watt"), "V": ("Volt", "Volt"),
           "m²": ("Quadratmeter", "Quadratmeter"),
           "km²": ("Quadratkilometer", "Quadratkilometer"), "Min.": ("Minute", "Minuten"),
           "min": ("Minute", "Minuten"), "Std.": ("Stunde", "Stunden"), "h": ("Stunde", "Stunden"),
           "s": ("Sekunde", "Sekunden"), "ms": ("Millisekunde", "Millisekunden")},
    symbols={"&": "und", "@": "ät", "+": "plus", "=": "gleich", "%": "Prozent", "€": "Euro", "$": "Dollar",
        "×": "mal", "÷": "geteilt durch", "#": "Raute", "§": "Paragraf", "±": "plus minus", "°": "Grad",
        "½": "ein halb", "¼": "ein Viertel", "¾": "drei Viertel", "№": "Nummer", "<": "kleiner als",
        ">": "größer als"},
    abbreviations={"z.B.": "zum Beispiel", "z. B.": "zum Beispiel", "d.h.": "das heißt",
        "d. h.": "das heißt", "usw.": "und so weiter", "etc.": "et cetera", "bzw.": "beziehungsweise",
        "ca.": "zirka", "circa": "zirka", "o. g.": "oben genannte", "o.g.": "oben genannte",
        "s. S.": "siehe Seite", "s. Seite": "siehe Seite", "s. Abb.": "siehe Abbildung", "s. Kap.": "siehe Kapitel",
        "s. Tab.": "siehe Tabelle", "s. Abschnitt": "siehe Abschnitt", "s. Anhang": "siehe Anhang",
        "Jh.": "Jahrhundert", "Jhd.": "Jahrhundert", "mind.": "mindestens", "geb.": "geboren",
        "Abb.": "Abbildung",
        "Kap.": "Kapitel", "exkl.": "exklusive", "zzgl.": "zuzüglich", "allg.": "allgemein", "insb.": "insbesondere",
        "gest.": "gestorben", "verh.": "verheiratet", "Jan.": "Januar", "Feb.": "Februar", "Mrz.": "März",
        "Apr.": "April",
        "Aug.": "August", "Sept.": "September", "Sep.": "September", "Okt.": "Oktober", "Nov.": "November",
        "Dez.": "Dezember",
        "Hbf.": "Hauptbahnhof", "Hbf": "Hauptbahnhof", "z.T.": "zum Teil", "z. T.": "zum Teil",
        "o. ä.": "oder ähnliches",
        "v. a.": "vor allem", "i. d. R.": "in der Regel", "u.s.w.": "und so weiter", "s.u.": "siehe unten",
        "s.o.": "siehe oben",
        "Std.": "Stunden", "Min.": "Minuten", "Ing.": "Ingenieur", "Dipl.": "Diplom", "Hrsg.": "Herausgeber",
        "Mr.": "Mister", "Mrs.": "Missis", "Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr", "Fr.": "Frau",
                   "Nr.": "Nummer", "Str.": "Straße", "u.a.": "unter anderem", "u. a.": "unter anderem", "u.": "und",
                   "evtl.": "eventuell", "ggf.": "gegebenenfalls", "vgl.": "vergleiche", "Tel.": "Telefon",
                   "S.": "Seite", "Bd.": "Band", "Mio.": "Millionen", "Mrd.": "Milliarden", "inkl.": "inklusive",
                   "St.": "Sankt", "o.ä.": "oder ähnliches", "v.a.": "vor allem", "i.d.R.": "in der Regel",
                   "sog.": "sogenannte", "max.": "maximal", "min.": "minimal", "Mo.": "Montag",
                   "Abs.": "Absatz", "Art.": "Artikel"},
    spelling=_SPELLING, comma="Komma", percent="Prozent", minus="minus", to="bis",
        ordinal_marks="te[nrs]?|ste[nrs]?", ordinal=_ordinal, decimals=_decimals,
    numbered=frozenset(("kapitel", "kap", "band", "bd", "teil", "akt", "artikel", "art")), rulers=_ruler,
    feminine_endings=("e", "ung", "heit", "keit", "ion", "tät"), feminine={"eins/m": "ein",
        "eins/f": "eine"}, feminine_nouns=frozenset(("Tonne", "Minute", "Stunde", "Sekunde",
        "Kilowattstunde", "Millisekunde", "Million", "Milliarde", "Billion", "Packung",
        "Kilokalorie", "Milliamperestunde")),
)  # fmt: skip
RULES: tuple[Rule, ...] = rules(WORDS, *date_rules(WORDS))
