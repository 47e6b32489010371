"""Words of European languages for fractions, magnitudes, rates and figures joined by signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import Figures

if TYPE_CHECKING:
    from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.european_fraction_words import (
    french_fraction,
    french_mixed,
    german_fraction,
    german_mixed,
    italian_fraction,
    romance_fraction,
    russian_fraction,
    russian_mixed,
)


@dataclass(frozen=True)
class Table:
    """Tables of one language beside its `Words`."""

    magnitudes: Mapping[str, tuple[str, ...]]
    """Short forms of million and more, with the forms of the word; thousands (k) are computed."""
    magnitude_link: str
    """The word between a million and the thing counted."""
    per: str
    """The word between a unit and the one that it is measured against."""
    per_units: Mapping[str, str]
    inches: tuple[str, ...]
    fraction: Callable[[Words, int, int, str], str]
    """(words, top, bottom, gender of what follows)."""
    mixed: Callable[[Words, int, int, int, str], str]
    figures: Callable[[Words], Figures]
    article: frozenset[str] = frozenset()
    """Words after which a fraction is read without a "one" of its own."""
    more_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _pair(words: Words, link: str, first: int, second: int) -> str:
    return f"{words.cardinal(first)} {link} {words.cardinal(second)}".replace("  ", " ")


def _figures(
    words: Words,
    signs: str,
    ratio: str,
    share: str | None,
    over: str,
    ratio_words: str,
    scale: str | None = None,
) -> Figures:
    """The figures of a language; `signs` are its words for - + * / = < > ^ . / \\ _ : in order, parted by bars."""
    said = signs.split("|")
    minus, plus, times, divided, equals, less, greater, power, dot, slash, backslash, underscore, colon = said
    return Figures(
        number=words.number, minus=minus, plus=plus, times=times, divided=divided, equals=equals, less=less,
        greater=greater, power=power, dot=dot, slash=slash, backslash=backslash, underscore=underscore, colon=colon,
        ratio=lambda first, second: _pair(words, ratio, first, second),
        scale=lambda first, second: _pair(words, ratio if scale is None else scale, first, second),
        share=None if share is None else lambda first, second: _pair(words, share, first, second),
        over=lambda first, second: _pair(words, over, first, second),
        half_and_half=lambda first, second: _pair(words, "", first, second),
        aspect=None if words.language == "de" else lambda first, second: _pair(words, "", first, second),
        ratio_words=frozenset(listed(ratio_words)),
        endings={"zip": "zip", "doc": "doc"},
    )  # fmt: skip


def _and_a_half(link: str, half: tuple[str, str]) -> Callable[[Words, int, int, int, str], str]:
    def said(words: Words, whole: int, top: int, bottom: int, gender: str) -> str:
        count = words.gendered(words.cardinal(whole).split(), gender) or words.cardinal(whole)
        if (top, bottom) == (1, 2):
            return f"{count} {link} {half[gender == 'f']}"
        return f"{count} {link} {TABLES[words.language].fraction(words, top, bottom, gender)}"

    return said


_DATIVE = {1: "одному", 2: "двум", 3: "трём", 4: "четырём", 5: "пяти", 6: "шести", 7: "семи", 8: "восьми",
    9: "девяти",
           10: "десяти", 20: "двадцати", 50: "пятидесяти", 100: "ста", 1000: "тысяче"}  # fmt: skip


_GENITIVE = {5: "пяти", 10: "десяти", 12: "двенадцати", 20: "двадцати", 100: "ста"}


def _russian_figures(words: Words) -> Figures:
    base = _figures(
        words, "минус|плюс|умножить на|разделить на|равно|меньше|больше|в степени|точка|слэш|обратный слэш|"
        "нижнее подчёркивание|двоеточие",
        "", None, "на", "масштаб масштабе соотношение соотношении пропорция пропорции",
    )  # fmt: skip

    def scale(first: int, second: int) -> str:
        return f"{words.cardinal(first)} к {_DATIVE.get(second, words.cardinal(second))}"

    def ratio(first: int, second: int) -> str:
        link = "на" if (first, second) in ((16, 9), (4, 3), (21, 9), (3, 2)) and first > 4 else ""
        return _pair(words, link, first, second)

    def shares(first: int, second: int) -> str:
        return _pair(words, "на", first, second)

    return Figures(
        **{
            **base.__dict__,
            "scale": scale,
            "ratio": ratio,
            "half_and_half": shares,
            "aspect": shares,
            "rated": lambda first, second: f"{words.cardinal(first)} из {_GENITIVE[second]}",
            "letters": lambda text: text.upper(),
        }
    )


TABLES: dict[str, Table] = {
    "es": Table(
        magnitudes={"M": ("millón", "millones"), "mill.": ("millón", "millones"), "mm": ("millón", "millones")},
        magnitude_link=" de", per="por",
        per_units={"s": "segundo", "seg": "segundo", "h": "hora", "min": "minuto", "día": "día", "mes": "mes",
        "año": "año"},
        inches=("pulgada", "pulgadas"),
        fraction=romance_fraction(("medio", "media"), {2: ("medio", "medios"), 3: ("tercio", "tercios")}, "un"),
        mixed=_and_a_half("y", ("medio", "media")),
        figures=lambda words: _figures(
            words, "menos|más|por|entre|igual a|menor que|mayor que|elevado a|punto|barra|barra invertida|guion "
            "bajo|dos puntos",
            "a", "sobre", "sobre", "escala proporción razón relación",
        ),
        article=frozenset(("un", "una", "el", "la")),
        more_units={"m³": ("metro cúbico", "metros cúbicos"), "dL": ("decilitro", "decilitros"),
        "dl": ("decilitro", "decilitros"),
                    "cl": ("centilitro", "centilitros"), "kWh": ("kilovatio hora", "kilovatios hora"),
                    "KB": ("kilobyte", "kilobytes"),
                    "Mb": ("megabit", "megabits"), "Gb": ("gigabit", "gigabits"), "µg": ("microgramo", "microgramos"),
                    "ha": ("hectárea", "hectáreas"), "t": ("tonelada", "toneladas"), "kcal": ("kilocaloría",
                    "kilocalorías"),
                    "cda.": ("cucharada", "cucharadas"), "cdta.": ("cucharadita", "cucharaditas"),
                    "cm²": ("centímetro cuadrado", "centímetros cuadrados"),
                    "Mbps": ("megabit por segundo", "megabits por segundo"), "mAh": ("miliamperio hora",
                    "miliamperios hora")},
    ),
    "fr": Table(
        magnitudes={"M": ("million", "millions"), "Md": ("milliard", "milliards"), "Mds": ("milliard", "milliards"),
                    "Mrd": ("milliard", "milliards")},
        magnitude_link=" d'", per="par",
        per_units={"s": "seconde", "h": "heure", "min": "minute", "j": "jour", "jour": "jour", "mois": "mois",
        "an": "an"},
        inches=("pouce", "pouces"), fraction=french_fraction, mixed=french_mixed,
        figures=lambda words: _figures(
            words, "moins|plus|fois|divisé par|égale|inférieur à|supérieur à|puissance|point|slash|antislash|"
            "tiret bas|deux points",
            "à", "sur", "sur", "échelle rapport proportion ratio",
        ),
        article=frozenset(("un", "une", "le", "la")),
        more_units={"m³": ("mètre cube", "mètres cubes"), "dL": ("décilitre", "décilitres"),
        "dl": ("décilitre", "décilitres"),
                    "cl": ("centilitre", "centilitres"), "cL": ("centilitre", "centilitres"),
                    "kWh": ("kilowattheure", "kilowattheures"),
                    "To": ("téraoctet", "téraoctets"), "Ko": ("kilooctet", "kilooctets"), "ko": ("kilooctet",
                    "kilooctets"),
                    "Mb": ("mégabit", "mégabits"), "Gb": ("gigabit", "gigabits"), "µg": ("microgramme",
                    "microgrammes"),
                    "ha": ("hectare", "hectares"), "t": ("tonne", "tonnes"), "kcal": ("kilocalorie", "kilocalories"),
                    "c. à s.": ("cuillère à soupe", "cuillères à soupe"), "c. à c.": ("cuillère à café",
                    "cuillères à café"),
                    "càs": ("cuillère à soupe", "cuillères à soupe"), "càc": ("cuillère à café", "cuillères à café"),
                    "mL": ("millilitre", "millilitres"), "cm²": ("centimètre carré", "centimètres carrés"),
                    "mAh": ("milliampère-heure", "milliampères-heure")},
    ),
    "it": Table(
        magnitudes={"mln": ("milione", "milioni"), "mld": ("miliardo", "miliardi"), "mrd": ("miliardo",
        "miliardi"), "M": ("milione", "milioni")},
        magnitude_link=" di", per="per",
        per_units={"s": "al secondo", "secondo": "al secondo", "h": "all'ora", "min": "al minuto",
        "giorno": "al giorno"},
        inches=("pollice", "pollici"), fraction=italian_fraction, mixed=_and_a_half("e", ("mezzo", "mezza")),
        figures=lambda words: _figures(
            words, "meno|più|per|diviso|uguale|minore di|maggiore di|alla|punto|barra|barra inversa|trattino "
            "basso|due punti",
            "a", "su", "su", "scala rapporto proporzione",
        ),
        article=frozenset(("un", "una", "il", "la", "d'")),
        more_units={"m³": ("metro cubo", "metri cubi"), "mc": ("metro cubo", "metri cubi"), "dL": ("decilitro",
        "decilitri"), "dl": ("decilitro", "decilitri"),
                    "cl": ("centilitro", "centilitri"), "kWh": ("chilowattora", "chilowattora"),
                    "TB": ("terabyte", "terabyte"),
                    "KB": ("kilobyte", "kilobyte"), "Mb": ("megabit", "megabit"), "Gb": ("gigabit", "gigabit"),
                    "µg": ("microgrammo", "microgrammi"), "ha": ("ettaro", "ettari"), "t": ("tonnellata",
                    "tonnellate"),
                    "kcal": ("chilocaloria", "chilocalorie"), "mL": ("millilitro", "millilitri"),
                    "cm²": ("centimetro quadrato", "centimetri quadrati")},
    ),
    "pt": Table(
        magnitudes={"mi": ("milhão", "milhões"), "M": ("milhão", "milhões"), "bi": ("bilhão", "bilhões"),
        "tri": ("trilhão", "trilhões"),
                    "B": ("bilhão", "bilhões")},
        magnitude_link=" de", per="por",
        per_units={"s": "segundo", "h": "hora", "min": "minuto", "dia": "dia", "mês": "mês", "ano": "ano"},
        inches=("polegada", "polegadas"),
        fraction=romance_fraction(("meio", "meia"), {2: ("meio", "meios"), 3: ("terço", "terços")}, "um"),
        mixed=_and_a_half("e", ("meio", "meia")),
        figures=lambda words: _figures(
            words, "menos|mais|vezes|dividido por|igual a|menor que|maior que|elevado a|ponto|barra|barra "
            "invertida|sublinhado|dois pontos",
            "a", "de", "por", "escala proporção razão relação", "para",
        ),
        article=frozenset(("um", "uma", "o", "a")),
        more_units={"m³": ("metro cúbico", "metros cúbicos"), "dL": ("decilitro", "decilitros"),
        "dl": ("decilitro", "decilitros"),
                    "kWh": ("quilowatt-hora", "quilowatts-hora"), "TB": ("terabyte", "terabytes"),
                    "KB": ("quilobyte", "quilobytes"),
                    "Mb": ("megabit", "megabits"), "Gb": ("gigabit", "gigabits"), "µg": ("micrograma", "microgramas"),
                    "ha": ("hectare", "hectares"), "t": ("tonelada", "toneladas"), "kcal": ("quilocaloria",
                    "quilocalorias"),
                    "mL": ("mililitro", "mililitros"), "cm²": ("centímetro quadrado", "centímetros quadrados"),
                    "ms": ("milissegundo", "milissegundos"), "mAh": ("miliampère-hora", "miliampères-hora")},
    ),
    "de": Table(
        magnitudes={"Mio": ("Million", "Millionen"), "Mill": ("Million", "Millionen"), "Mrd": ("Milliarde",
        "Milliarden"),
                    "Bio": ("Billion", "Billionen"), "Tsd": ("tausend", "tausend")},
        magnitude_link="", per="pro",
        per_units={"s": "Sekunde", "h": "Stunde", "min": "Minute", "Tag": "Tag", "Monat": "Monat",
        "Jahr": "Jahr", "Std": "Stunde"},
        inches=("Zoll", "Zoll"), fraction=german_fraction, mixed=german_mixed,
        figures=lambda words: _figures(
            words, "minus|plus|mal|geteilt durch|gleich|kleiner als|größer als|hoch|Punkt|Schrägstrich|"
            "Rückstrich|Unterstrich|Doppelpunkt",
            "zu", "von", "zu", "maßstab verhältnis quote",
        ),
        article=frozenset(("ein", "eine", "der", "das", "die")),
        more_units={"m³": ("Kubikmeter", "Kubikmeter"), "dl": ("Deziliter", "Deziliter"), "dL": ("Deziliter",
        "Deziliter"), "cl": ("Zentiliter", "Zentiliter"),
                    "qm": ("Quadratmeter", "Quadratmeter"), "KB": ("Kilobyte", "Kilobyte"), "Mb": ("Megabit",
                    "Megabit"), "Gb": ("Gigabit", "Gigabit"),
                    "EL": ("Esslöffel", "Esslöffel"), "TL": ("Teelöffel", "Teelöffel"), "µg": ("Mikrogramm",
                    "Mikrogramm"),
                    "ha": ("Hektar", "Hektar"), "kcal": ("Kilokalorie", "Kilokalorien"), "mL": ("Milliliter",
                    "Milliliter"),
                    "PS": ("P S", "P S"), "Pkg.": ("Packung", "Packungen"), "cm²": ("Quadratzentimeter",
                    "Quadratzentimeter"),
                    "Mbit": ("Megabit", "Megabit"), "Gbit": ("Gigabit", "Gigabit"),
                    "mAh": ("Milliamperestunde", "Milliamperestunden"),
                    "Std": ("Stunde", "Stunden"), "Min": ("Minute", "Minuten"), "Sek.": ("Sekunde",
                    "Sekunden"), "Stk.": ("Stück", "Stück"), "St.": ("Stück", "Stück")},
    ),
    "ru": Table(
        magnitudes={"тыс": ("тысяча", "тысячи", "тысяч"), "млн": ("миллион", "миллиона", "миллионов"),
                    "млрд": ("миллиард", "миллиарда", "миллиардов"), "трлн": ("триллион", "триллиона", "триллионов")},
        magnitude_link="", per="на",
        per_units={"с": "в секунду", "сек": "в секунду", "ч": "в час", "час": "в час", "мин": "в минуту",
        "сут": "в сутки", "день": "в день",
                   "л": "на литр", "кг": "на килограмм", "м": "на метр", "м²": "на квадратный метр",
                   "м³": "на кубический метр",
                   "дл": "на децилитр", "мл": "на миллилитр", "г": "на грамм", "s": "в секунду", "h": "в час",
                   "L": "на литр", "км": "на километр"},
        inches=("дюйм", "дюйма", "дюймов"), fraction=russian_fraction, mixed=russian_mixed,
        figures=_russian_figures,
        more_units={"м³": ("кубический метр", "кубических метра", "кубических метров"),
        "км²": ("квадратный километр", "квадратных километра", "квадратных километров"),
                    "Мб": ("мегабит", "мегабита", "мегабит"), "Гб": ("гигабит", "гигабита", "гигабит"),
                    "Кб": ("килобит", "килобита", "килобит"),
                    "Мбит": ("мегабит", "мегабита", "мегабит"), "Гбит": ("гигабит", "гигабита", "гигабит"),
                    "ТБ": ("терабайт", "терабайта", "терабайт"),
                    "КБ": ("килобайт", "килобайта", "килобайт"), "дл": ("децилитр", "децилитра", "децилитров"),
                    "мкг": ("микрограмм", "микрограмма", "микрограммов"),
                    "га": ("гектар", "гектара", "гектаров"), "ккал": ("килокалория", "килокалории",
                    "килокалорий"), "сек": ("секунда", "секунды", "секунд"),
                    "коп.": ("копейка", "копейки", "копеек"), "долл.": ("доллар", "доллара", "долларов"),
                    "см²": ("квадратный сантиметр", "квадратных сантиметра", "квадратных сантиметров"),
                    "ст. л.": ("столовая ложка", "столовые ложки", "столовых ложек"), "ч. л.": ("чайная ложка",
                    "чайные ложки", "чайных ложек"),
                    "Гц": ("герц", "герца", "герц"), "кВт·ч": ("киловатт-час", "киловатт-часа",
                    "киловатт-часов")},
    ),
}  # fmt: skip
