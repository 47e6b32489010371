"""Units of European languages with a prefix and a base, horsepower, feet, and units in prices."""

from __future__ import annotations

from clonyvoice.text.language_words import listed

_PREFIXES = {
    "es": {"n": "nano", "µ": "micro", "m": "mili", "c": "centi", "d": "deci", "h": "hecto", "k": "kilo"},
    "fr": {"n": "nano", "µ": "micro", "m": "milli", "c": "centi", "d": "déci", "h": "hecto", "k": "kilo",
           "M": "méga", "T": "téra", "P": "péta"},
    "it": {"n": "nano", "µ": "micro", "m": "milli", "c": "centi", "d": "deci", "h": "etto", "k": "chilo"},
    "pt": {"n": "nano", "µ": "micro", "m": "mili", "c": "centi", "d": "deci", "h": "hecto", "k": "quilo"},
    "de": {"n": "Nano", "µ": "Mikro", "m": "Milli", "c": "Zenti", "d": "Dezi", "h": "Hekto", "k": "Kilo",
           "M": "Mega", "G": "Giga", "T": "Tera", "P": "Peta"},
    "ru": {"n": "нано", "µ": "микро", "m": "милли", "c": "санти", "d": "деци", "h": "гекто", "k": "кило",
           "M": "мега", "G": "гига", "T": "тера", "P": "пета"},
}  # fmt: skip
_ANY_PREFIX = {"M": "mega", "G": "giga", "T": "tera", "P": "peta"}
# Base units with the prefixes they take; "" is the unit alone.
_TAKEN = {
    "m": "nµmcdk", "g": "nµmck", "l": "µmcdh", "L": "µmcdh", "W": ",mkMG", "V": ",mk", "A": "mk", "Hz": ",kMG",
    "B": "kKMGTP", "bit": "kMGT", "bps": "kKMGT", "b": "KMG", "Pa": "hkM", "J": "kM", "Wh": ",kM", "cal": "k",
    "dB": ",", "bar": ",m", "Ah": ",m", "lm": ",", "kn": ",",
}  # fmt: skip
_BASES = {
    "es": {"m": "metro", "g": "gramo", "l": "litro", "W": "vatio", "V": "voltio", "A": "amperio", "Hz": "hercio",
           "B": "byte", "bit": "bit", "bps": "bit|s por segundo", "Pa": "pascal|es", "J": "julio", "Wh": "vatio|s hora",
           "cal": "caloría", "dB": "decibelio", "bar": "bar|es", "Ah": "amperio|s hora", "lm": "lumen|es",
           "kn": "nudo"},
    "fr": {"m": "mètre", "g": "gramme", "l": "litre", "W": "watt", "V": "volt", "A": "ampère", "Hz": "hertz|",
           "B": "octet", "bit": "bit", "bps": "bit|s par seconde", "Pa": "pascal", "J": "joule", "Wh": "wattheure",
           "cal": "calorie", "dB": "décibel", "bar": "bar", "Ah": "ampère|s heure", "lm": "lumen", "kn": "nœud"},
    "it": {"m": "metro>metri", "g": "grammo>grammi", "l": "litro>litri", "W": "watt|", "V": "volt|", "A": "ampere|",
           "Hz": "hertz|", "B": "byte|", "bit": "bit|", "bps": "bit al secondo|", "Pa": "pascal|", "J": "joule|",
           "Wh": "wattora|", "cal": "caloria>calorie", "dB": "decibel|", "bar": "bar|", "Ah": "amperora|",
           "lm": "lumen|", "kn": "nodo>nodi"},
    "pt": {"m": "metro", "g": "grama", "l": "litro", "W": "watt", "V": "volt", "A": "ampere", "Hz": "hertz|",
           "B": "byte", "bit": "bit", "bps": "bit|s por segundo", "Pa": "pascal>pascais", "J": "joule",
           "Wh": "watt|s-hora", "cal": "caloria", "dB": "decibel>decibéis", "bar": "bar|es", "Ah": "ampere|s-hora",
           "lm": "lúmen>lúmens", "kn": "nó|s"},
    "de": {"m": "meter|", "g": "gramm|", "l": "liter|", "W": "watt|", "V": "volt|", "A": "ampere|", "Hz": "hertz|",
           "B": "byte|", "bit": "bit|", "bps": "bit pro Sekunde|", "Pa": "pascal|", "J": "joule|",
           "Wh": "wattstunde|n", "cal": "kalorie|n", "dB": "dezibel|", "bar": "bar|", "Ah": "amperestunde|n",
           "lm": "lumen|", "kn": "knoten|"},
    "ru": {"m": "метр>метра>метров", "g": "грамм>грамма>граммов", "l": "литр>литра>литров", "W": "ватт>ватта>ватт",
           "V": "вольт>вольта>вольт", "A": "ампер>ампера>ампер", "Hz": "герц>герца>герц", "B": "байт>байта>байт",
           "bit": "бит>бита>бит", "bps": "бит в секунду>бита в секунду>бит в секунду",
           "Pa": "паскаль>паскаля>паскалей", "J": "джоуль>джоуля>джоулей", "Wh": "ватт-час>ватт-часа>ватт-часов",
           "cal": "калория>калории>калорий", "dB": "децибел>децибела>децибел", "bar": "бар>бара>бар",
           "Ah": "ампер-час>ампер-часа>ампер-часов", "lm": "люмен>люмена>люмен", "kn": "узел>узла>узлов"},
}  # fmt: skip
_RUSSIAN_SIGNS = {
    "m": "м", "g": "г", "l": "л", "W": "Вт", "V": "В", "A": "А", "Hz": "Гц", "B": "Б", "bit": "бит", "Pa": "Па",
    "J": "Дж", "Wh": "Вт·ч", "cal": "кал", "dB": "дБ", "bar": "бар", "b": "бит", "bps": "бит/с", "kn": "уз",
    "Ah": "А·ч", "lm": "лм", "L": "Л",
}  # fmt: skip
_RUSSIAN_PREFIXES = {"n": "н", "µ": "мк", "m": "м", "c": "с", "d": "д", "h": "г", "k": "к", "K": "К", "M": "М",
                     "G": "Г", "T": "Т", "P": "П"}  # fmt: skip
# Vowels that are stressed before "metro".
_STRESSED = {
    "es": {"mili": "milí", "centi": "centí", "deci": "decí", "kilo": "kiló", "nano": "nanó", "micro": "micró"},
    "pt": {"mili": "milí", "centi": "centí", "deci": "decí", "quilo": "quilô", "nano": "nanô", "micro": "micrô"},
}  # fmt: skip
_OTHERS: dict[str, dict[str, tuple[str, ...]]] = {
    "es": {"CV": ("caballo", "caballos"), "cv": ("caballo", "caballos"), "mm Hg": ("milímetro de mercurio",
    "milímetros de mercurio"), "cdas.": ("cucharada", "cucharadas"), "cdtas.": ("cucharadita", "cucharaditas"),
           "rpm": ("revolución por minuto", "revoluciones por minuto"), "uds.": ("unidad", "unidades"),
           "ppm": ("parte por millón", "partes por millón")},
    "fr": {"ch": ("cheval", "chevaux"), "CV": ("cheval", "chevaux"), "c. à soupe": ("cuillère à soupe",
    "cuillères à soupe"), "c. à café": ("cuillère à café", "cuillères à café"), "sec": ("seconde", "secondes"),
           "pers.": ("personne", "personnes"), "tr/min": ("tour par minute", "tours par minute"),
           "ha": ("hectare", "hectares"), "mmHg": ("millimètre de mercure", "millimètres de mercure")},
    "it": {"CV": ("cavallo", "cavalli"), "cv": ("cavallo", "cavalli"), "sec": ("secondo", "secondi"),
           "q": ("quintale", "quintali"), "etti": ("etto", "etti"), "giri/min": ("giro al minuto", "giri al minuto")},
    "pt": {"cv": ("cavalo", "cavalos"), "CV": ("cavalo", "cavalos"), "col. de sopa": ("colher de sopa",
    "colheres de sopa"), "seg": ("segundo", "segundos"), "rpm": ("rotação por minuto", "rotações por minuto"),
           "ha": ("hectare", "hectares"), "un.": ("unidade", "unidades")},
    "de": {"U/min": ("Umdrehung pro Minute", "Umdrehungen pro Minute"), "Stk": ("Stück", "Stück"),
           "Pers.": ("Person", "Personen"), "kn": ("Knoten", "Knoten"), "Ztr.": ("Zentner", "Zentner"),
           "Pck.": ("Päckchen", "Päckchen"), "Pr.": ("Prise", "Prisen"),
           "mmHg": ("Millimeter Quecksilber", "Millimeter Quecksilber"), "KW": ("Kilowatt", "Kilowatt")},
    "ru": {"л. с.": ("лошадиная сила", "лошадиные силы", "лошадиных сил"), "л.с.": ("лошадиная сила",
    "лошадиные силы", "лошадиных сил"), "об/мин": ("оборот в минуту", "оборота в минуту", "оборотов в минуту"),
           "мм рт. ст.": ("миллиметр ртутного столба", "миллиметра ртутного столба", "миллиметров ртутного столба"),
           "уп.": ("упаковка", "упаковки", "упаковок"), "кв. м": ("квадратный метр", "квадратных метра",
           "квадратных метров"), "кв.м": ("квадратный метр", "квадратных метра", "квадратных метров"),
           "куб. м": ("кубический метр", "кубических метра", "кубических метров")},
}  # fmt: skip
FEET = {
    "es": ("pie", "pies"), "fr": ("pied", "pieds"), "it": ("piede", "piedi"), "pt": ("pé", "pés"),
    "de": ("Fuß", "Fuß"), "ru": ("фут", "фута", "футов"),
}  # fmt: skip
SIDES = {"es": "por", "fr": "sur", "it": "per", "pt": "por", "de": "mal", "ru": "на"}
"""The word between the sides of a thing: 30 x 20 cm."""
TIMES = {
    "es": ("vez", "veces"), "fr": ("fois", "fois"), "it": ("volta", "volte"), "pt": ("vez", "vezes"),
    "de": ("mal", "mal"), "ru": ("раз", "раза", "раз"),
}  # fmt: skip
# Nouns of prices and rates, beside units; one that contains a space includes its preposition.
_PRICED = {
    "es": "mes=al mes;año=al año;día=al día;h=la hora;hora=la hora;semana=a la semana;persona=por persona;noche=por "
    "noche;ud=la unidad;unidad=la unidad;pers.=por persona;min=por minuto",
    "fr": "mois=par mois;an=par an;jour=par jour;h=de l'heure;heure=de l'heure;semaine=par semaine;personne=par "
    "personne;pers.=par personne;pers=par personne;nuit=la nuit;pièce=la pièce;unité=l'unité;min=la minute",
    "it": "mese=al mese;anno=all'anno;giorno=al giorno;h=all'ora;ora=all'ora;settimana=a settimana;persona=a "
    "persona;notte=a notte;pezzo=al pezzo;min=al minuto",
    "pt": "mês=por mês;ano=por ano;dia=por dia;h=por hora;hora=por hora;semana=por semana;pessoa=por pessoa;noite=por "
    "noite;un=por unidade;unidade=por unidade;min=por minuto",
    "de": "Monat=pro Monat;Jahr=pro Jahr;Tag=pro Tag;h=pro Stunde;Std.=pro Stunde;Stunde=pro Stunde;Woche=pro Woche;"
    "Person=pro Person;Pers.=pro Person;Nacht=pro Nacht;Stück=pro Stück;Stk.=pro Stück;Min.=pro Minute;min=pro Minute;"
    "Monate=pro Monat;Mon.=pro Monat",
    "ru": "мес.=в месяц;мес=в месяц;месяц=в месяц;год=в год;г.=в год;день=в день;сут.=в сутки;сутки=в сутки;час=в час;"
    "ч=в час;ч.=в час;шт.=за штуку;шт=за штуку;чел.=с человека;чел=с человека;кг=за килограмм;м²=за квадратный метр;"
    "л=за литр;нед.=в неделю;мин=в минуту;ночь=за ночь",
}  # fmt: skip


def units(language: str) -> dict[str, tuple[str, ...]]:
    """The units of a European language by their signs, each with the forms of its name."""
    found: dict[str, tuple[str, ...]] = {}
    for sign, prefixes in _TAKEN.items():
        base = _forms(_BASES[language][{"L": "l", "b": "bit"}.get(sign, sign)])
        for short in prefixes.replace(",", " "):
            prefix = _prefix(language, short.strip(), sign)
            forms = tuple(_joined(language, prefix, form) for form in base)
            found[short.strip() + sign] = forms
            if language == "fr" and sign == "B":
                found[short.strip() + "o"] = forms
            if language == "ru" and short.strip() + sign not in ("m", "g"):
                found[_RUSSIAN_PREFIXES.get(short.strip(), "") + _RUSSIAN_SIGNS[sign]] = forms
    return {**found, **_OTHERS[language]}


def priced(language: str) -> dict[str, str]:
    """The words for "/month" and the like behind a sum of money."""
    return dict(pair.split("=", 1) for pair in _PRICED[language].split(";"))


def _prefix(language: str, short: str, sign: str) -> str:
    short = "k" if short == "K" else short
    prefix = _PREFIXES[language].get(short) or _ANY_PREFIX.get(short, "")
    return _STRESSED.get(language, {}).get(prefix, prefix) if sign == "m" else prefix


def _joined(language: str, prefix: str, form: str) -> str:
    if language == "de":
        return f"{prefix}{form}" if prefix else form[0].upper() + form[1:]
    return prefix + form


def _forms(text: str) -> tuple[str, ...]:
    """Singular and plural: "watt|" is invariable, "bar|es" takes an ending, "metro>metri" changes; else -s is added."""
    if ">" in text:
        return tuple(text.split(">"))
    if "|" in text:
        stem, _, more = text.partition("|")
        return (
            stem if not more.startswith("s ") and not more.startswith("s-") else stem + more[1:],
            stem + more,
        )
    words = listed(text)
    return (text, " ".join(f"{word}s" for word in words))
