"""Fractions, mixed numbers and ranges of numbers in European languages, as rules."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.european_fraction_words import german_half
from clonyvoice.text.normalise.european_number_words import (
    NUMBER,
    Words,
    any_of,
    made,
    split_number,
    word_before,
)
from clonyvoice.text.normalise.european_units import units as more_units
from clonyvoice.text.normalise.european_word_tables import TABLES
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said


def fraction_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of a language for fractions and ranges, in order."""
    table = TABLES[words.language]
    all_units = {**more_units(words.language), **words.units, **table.more_units}
    unit = rf"(?:\s?(?P<unit>{any_of(all_units)})(?![\w/²³]))?"

    def following(match: re.Match[str]) -> str:
        found = re.match(r"\s(?:de\s)?([^\W\d_]{2,})", match.string[match.end() : match.end() + 40])
        return found[1] if found else ""

    def following_gender(match: re.Match[str]) -> str:
        noun = following(match)
        return words.gender(noun.lower(), "2") if noun else "m"

    def mixed_number(match: re.Match[str]) -> Said:
        whole, top, bottom = (int(match[name]) for name in ("whole", "top", "bottom"))
        if not 0 < top < bottom or bottom > 100:
            return None
        return measured(
            match, table.mixed(words, whole, top, bottom, gender(match)), half=(top, bottom) == (1, 2)
        )

    def gender(match: re.Match[str]) -> str:
        if not match["unit"]:
            return following_gender(match)
        return "f" if all_units[match["unit"]][0].split(" ")[0] in words.feminine_nouns else "m"

    def measured(match: re.Match[str], said: str, half: bool) -> str:
        """A fraction with its unit: plural after a mixed number, else singular, with "of" if the language has it."""
        if not match["unit"]:
            return said
        forms = all_units[match["unit"]]
        if len(forms) == 3:
            return f"{said} {forms[1]}"
        if match["whole"] and half and words.language in _HALVES:
            link, halves, _ = _HALVES[words.language]
            return f"{words.counted(match['whole'], forms)} {link} {halves[gender(match) == 'f']}"
        if match["whole"]:
            return f"{said} {forms[1]}"
        link = "" if half else _OF.get(words.language, "")
        if link == "de" and words.language == "fr" and forms[0][0] in "aeiouhé":
            return f"{said} d'{forms[0]}"
        return " ".join(filter(None, (said, link, forms[0])))

    def fraction(match: re.Match[str]) -> Said:
        top, bottom = int(match["top"]), int(match["bottom"])
        before = word_before(match)
        of = re.match(r"\s(?:de|di|du|des|d)\b", match.string[match.end() : match.end() + 5])
        if before in _DATED and 1 <= top <= 31 and 1 <= bottom <= 12 and not match["unit"] and of is None:
            return f"{words.date(words, top, before)}{words.of_month}{words.months_said[bottom - 1]}"
        if not 0 < top < bottom or (bottom > 20 and bottom not in (100, 1000)):
            return None
        if (top, bottom, words.language) == (1, 2, "de"):
            return half(match)
        said = table.fraction(words, top, bottom, gender(match))
        if top == 1 and word_before(match) in table.article:
            said = said.split()[-1]
        return measured(match, said, half=(top, bottom) == (1, 2))

    def half(match: re.Match[str]) -> str:
        """The German half with its unit, declined."""
        noun = all_units[match["unit"]][0] if match["unit"] else following(match)
        said = german_half(gender(match), noun, word_before(match))
        return f"{said} {noun}" if match["unit"] else said

    def vulgar(match: re.Match[str]) -> Said:
        top, bottom = _VULGAR[match["part"]]
        if match["whole"]:
            return measured(
                match,
                table.mixed(words, int(match["whole"]), top, bottom, gender(match)),
                half=(top, bottom) == (1, 2),
            )
        said = half(match) if (top, bottom, words.language) == (1, 2, "de") else ""
        return said or measured(
            match, table.fraction(words, top, bottom, gender(match)), half=(top, bottom) == (1, 2)
        )

    def lone_range(match: re.Match[str]) -> Said:
        first, second = (split_number(match[name], words.dotted_thousands) for name in ("a", "b"))
        if (len(match["a"]) > 1 and match["a"][0] == "0" and not first[1]) or len(match["a"]) > 7:
            return None
        if float(f"{first[0]}.{first[1] or 0}") >= float(f"{second[0]}.{second[1] or 0}"):
            return None
        year = _is_year(match["a"]) and _is_year(match["b"])
        said = words.year(words, int(match["a"])) if year else words.number(match["a"])
        behind = re.match(r"\s([^\W\d_]{2,})", match.string[match.end("b") : match.end("b") + 40])
        if behind is not None and not year and not first[1]:
            said = words.before(said, behind[1])
        return [Reading(match.start("a"), match.start("b"), f"{said} {words.to}".strip())]

    def and_a_half(match: re.Match[str]) -> Said:
        """2 1/2 ore: the half behind the noun."""
        link, halves, nouns = _HALVES[words.language]
        many = match["noun"].lower()
        one = nouns.get(many, many)
        count = words.before(words.number(match["whole"]), many if match["whole"] != "1" else one)
        noun = f"{count} {one}" if match["whole"] == "1" else f"{count} {many}"
        if words.language == "it":
            noun = _ELIDED.sub("un'", noun)
        return f"{noun} {link} {halves[one.endswith('a') or one in _FEMININE]}"

    def scale(match: re.Match[str]) -> Said:
        """Scales: 1/25 000."""
        return f"un {words.rank(int(re.sub(r'[^0-9]', '', match['n'])))}"

    scales = (
        made(r"(?<![\w.,/])1/(?P<n>\d{1,3}(?:[ .\u202f\u00a0]000){1,2})(?:e|ème)?(?![\w/])", scale),
    ) if words.language == "fr" else ()  # fmt: skip
    halves = (
        made(
            rf"(?<![\w.,/])(?P<whole>\d{{1,3}})(?:\s1/2|\s?½)\s(?P<noun>{_nouns(words.language)})(?!\w)",
            and_a_half,
        ),
    ) if words.language in _HALVES else ()  # fmt: skip
    return (
        *halves,
        *scales,
        made(
            r"(?<![\w.,/])(?P<whole>\d{1,4})\s(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/]|[.,]\d)"
            + unit
            + r"(?!\w)",
            mixed_number,
        ),
        made(
            r"(?<![\w.,/])(?P<whole>)(?P<top>\d{1,2})/(?P<bottom>\d{1,4})(?![\d/]|[.,]\d)" + unit + r"(?!\w)",
            fraction,
        ),
        made(rf"(?<![\w.,/])(?:(?P<whole>\d{{1,9}})\s?)?(?P<part>[{''.join(_VULGAR)}])" + unit, vulgar),
        made(
            rf"(?<![\w.,:/-])(?P<a>{NUMBER})\s?[-–—]\s?(?=(?P<b>{NUMBER})(?![\d/–-]|[.,:]\d))",
            lone_range,
        ),
    )


_DATED = frozenset(
    (
        "dia",
        "día",
        "dias",
        "días",
        "del",
        "el",
        "il",
        "le",
        "dal",
        "du",
        "am",
        "vom",
        "bis",
        "ab",
        "до",
        "с",
        "на",
    )
)
"""Words behind which 5/6 is a day and a month."""


def _nouns(language: str) -> str:
    nouns = _HALVES[language][2]
    return any_of({*nouns, *nouns.values()})


_FEMININE = frozenset(("heure", "semaine", "minute", "tasse", "cuillère", "page", "année", "colher"))
_HALVES: dict[str, tuple[str, tuple[str, str], dict[str, str]]] = {
    "es": ("y", ("medio", "media"), {
        "horas": "hora", "años": "año", "meses": "mes", "días": "día", "semanas": "semana", "minutos": "minuto",
        "litros": "litro", "kilos": "kilo", "metros": "metro", "tazas": "taza", "cucharadas": "cucharada",
        "millas": "milla", "kilómetros": "kilómetro", "vueltas": "vuelta", "páginas": "página", "puntos": "punto"}),
    "fr": ("et", ("demi", "demie"), {
        "heures": "heure", "ans": "an", "années": "année", "jours": "jour", "semaines": "semaine",
        "minutes": "minute", "litres": "litre", "kilos": "kilo", "mètres": "mètre", "tasses": "tasse",
        "cuillères": "cuillère", "kilomètres": "kilomètre", "points": "point", "pages": "page"}),
    "it": ("e", ("mezzo", "mezza"), {
        "ore": "ora", "anni": "anno", "mesi": "mese", "giorni": "giorno", "settimane": "settimana",
        "minuti": "minuto", "litri": "litro", "chili": "chilo", "metri": "metro", "tazze": "tazza",
        "cucchiai": "cucchiaio", "cucchiaini": "cucchiaino", "chilometri": "chilometro", "punti": "punto"}),
    "pt": ("e", ("meio", "meia"), {
        "horas": "hora", "anos": "ano", "meses": "mês", "dias": "dia", "semanas": "semana", "minutos": "minuto",
        "litros": "litro", "quilos": "quilo", "metros": "metro", "xícaras": "xícara", "colheres": "colher",
        "milhas": "milha", "quilômetros": "quilômetro", "voltas": "volta", "páginas": "página", "pontos": "ponto"}),
}  # fmt: skip
"""The words for "and a half" of either gender, and nouns before them with their singular."""
_ELIDED = re.compile(r"(?<!\w)una? (?=o)")
"""The Italian article of "un'ora"."""
_OF = {"es": "de", "fr": "de", "it": "di", "pt": "de"}


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("15", "16", "17", "18", "19", "20")


_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
}  # fmt: skip
"""Numerators and denominators of the characters of fractions (Unicode, Number Forms)."""
