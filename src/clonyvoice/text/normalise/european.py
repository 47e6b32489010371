"""Text normalisation shared by European languages in Latin or Cyrillic letters: figures, dates, money, units, signs.

Each language says its own words in a `Words`; `rules` makes its rules. Number words come from `num2words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from clonyvoice.text.language_words import listed, short_words
from clonyvoice.text.normalise.european_dates_telephones import date_rules
from clonyvoice.text.normalise.european_fractions import fraction_rules
from clonyvoice.text.normalise.european_money_percentages import quantity_rules
from clonyvoice.text.normalise.european_number_words import (
    MINUS,
    NUMBER,
    Words,
    any_of,
    made,
    short_forms,
    split_number,
    word_before,
)
from clonyvoice.text.normalise.european_word_tables import TABLES
from clonyvoice.text.normalise.foreign_words import has_english
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import rules as figure_rules
from clonyvoice.text.normalise.web_addresses import URL_PATTERN, say_address


def rules(words: Words, *extra: Rule) -> tuple[Rule, ...]:
    """The rules of a language, its `extra` ones first."""
    table = TABLES[words.language]
    abbreviations = {**short_forms(words.language), **words.abbreviations}
    for short, said_for in tuple(abbreviations.items()):
        abbreviations.setdefault(short[0].upper() + short[1:], said_for)
    shorts = any_of(abbreviations)

    def address(match: re.Match[str]) -> Said:
        return say_address(match.group(), words.spelling)

    def ordinal(match: re.Match[str]) -> Said:
        return words.ordinal(words, int(match["n"]), f"{word_before(match)} {match['mark']}")

    def roman(match: re.Match[str]) -> Said:
        value = roman_value(match["roman"])
        if value is None or match["roman"] in _SIZES:
            return None
        name = match["name"].lower()
        behind = re.match(r"\s([^\W\d_]{4,})", match.string[match.end() : match.end() + 40])
        if name in _ARTICLES.get(words.language, ()):
            if (
                behind is None
                or value > 40
                or not (behind[1][0].isupper() or behind[1].lower() in _COUNTED_THINGS)
            ):
                return None
            said = words.rank(value)
            if name in _FEMININE_ARTICLES and said.endswith("o"):
                said = " ".join(word[:-1] + "a" if word.endswith("o") else word for word in said.split())
            return [Reading(match.start("roman"), match.end("roman"), said)]
        if (
            match["roman"].lower() in short_words(words.language)
            and name not in _RULERS | _CENTURY | words.numbered
        ):
            return None
        if name in words.numbered:
            return [Reading(match.start("roman"), match.end("roman"), words.cardinal(value))]
        if words.rulers is None or (
            match["roman"] in ("I", "C", "L", "X", "V", "M", "D") and name not in _RULERS | _QUEENS
        ):
            return None
        if (not match["name"][0].isupper() and name not in _CENTURY) or (
            value > 40 and name not in _RULERS | _CENTURY
        ):
            return None
        if name in short_words(words.language):
            return None
        said = words.rulers(words, value)
        if name in _QUEENS:
            said = {"premier": "première"}.get(said, said[:-1] + "a" if said.endswith("o") else said)
        return [Reading(match.start("roman"), match.end("roman"), said)]

    def abbreviation(match: re.Match[str]) -> Said:
        short = match["short"]
        end = match.end()
        last = re.match(r"[\"'”»)]*\s*$", match.string[end:]) is not None
        if last and short in _NEVER_LAST:
            return None
        near = match.string[max(0, match.start() - 24) : end + 3]
        if short == "S." and _INITIAL.search(near, 0):
            return None  # "Johann S. Bach"
        if len(short) == 2 and short.endswith(".") and short[0].isupper() and _SECOND_INITIAL.search(near):
            return None  # "J. D. Salinger", "А. С. Пушкин"
        if "А" <= short[0] <= "Я" and _NEXT_INITIAL.match(match.string, end):
            return None  # "С. А. Есенин"
        if short == "Me" and re.match(r"\s[A-ZÀ-Ý]", match.string[end : end + 2]) is None:
            return None  # the pronoun, not "maître"
        if short.endswith(".") and re.match(r"[\"'”»)]*\s*$", match.string[end:]):
            end -= 1
        said = abbreviations[short]
        if _SEVERAL.match(match.string, match.end()):
            said = _PLURALS.get(said, said)  # "S. 12–15"
        return [Reading(match.start(), end, (match["elided"] or "") + said)]

    def year_alone(match: re.Match[str]) -> Said:
        return words.year(words, int(match.group()))

    def plain_number(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        said = words.number(match["n"])
        following = re.match(r"\s([^\W\d_]{2,})", match.string[match.end() : match.end() + 40])
        part = re.search(r"([^\W\d_]{1,12})\.?\s+$", match.string[max(0, match.start() - 16) : match.start()])
        if part is not None and part[1].lower() in _NUMBERED_PARTS:
            following = None  # "Satz 1 BGB": nothing is counted
        if following is not None and not split_number(match["n"], words.dotted_thousands)[1]:
            said = words.before(said, following[1])
        return minus + said

    def mixed(match: re.Match[str]) -> Said:
        text = match.group()
        return words.digits(text) if len(text) > 4 or text.startswith("0") else words.cardinal(int(text))

    def symbol(match: re.Match[str]) -> Said:
        return words.symbols[match.group()]

    signs_said = "|".join(re.escape(sign) for sign in words.symbols if sign not in "+=<>#-")
    figures = figure_rules(table.figures(words))
    made_rules = [
        *figures[:2],  # files and paths
        made(r"(?<=\d)\s?[xх]\s?(?=\d+\s?=)", lambda _match: words.symbols["×"]),
        made(URL_PATTERN, address, re.IGNORECASE),
        *extra,
        figures[4],  # ratios, before times of day
        *date_rules(words),
        *figures[2:4],
        *figures[5:6],
        *fraction_rules(words),
        *figures[6:],
        *quantity_rules(words),
    ]
    if words.ordinal_marks:
        made_rules.append(made(rf"(?<![\w.,])(?P<n>\d{{1,6}})(?P<mark>{words.ordinal_marks})(?!\w)", ordinal))
    made_rules += [
        made(r"\b(?P<name>[^\W\d_]{1,24})\.?\s+(?P<roman>[IVXLCDM]{1,8})\b(?!['.]\w)", roman),
    ]
    if words.language in _NUMBER_SIGNS:
        said_for, signs_of_number = _NUMBER_SIGNS[words.language]
        made_rules.append(
            made(rf"(?<![\w.])(?:{signs_of_number})(?=\s?\d)", lambda _match: said_for, re.IGNORECASE)
        )
    if shorts:
        made_rules.append(
            made(
                rf"(?<![\w.])(?P<elided>(?:[ldLD]|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|[Uu]n)')?(?P<short>{shorts})(?!\w)",
                abbreviation,
            )
        )
    made_rules += [
        made(rf"(?:(?<![\w.,-])|{_FROM_YEAR})(?:1[1-9]|20)\d\d(?![\w%]|[.,]\d)", year_alone),
        made(rf"{MINUS}(?P<n>{NUMBER})(?!\w)", plain_number),
        made(r"\d+", mixed),
        # A compound is read as a whole ("dix-huit", "peut-être", "кто-то").
        made(
            r"[^\W\d_]+(?:-[^\W\d_]+)+(?:'[^\W\d_]+)?",
            lambda match: (
                None
                if has_english(match.group(), words.language)
                else [Reading(match.start(), match.end(), match.group(), written=True)]
            ),
        ),
        made(
            rf"{signs_said}|(?<=\s)[+=<>](?=\s)|(?<![\w+)])\+(?=\d)|(?<=[\w)])[+=](?=[\w(])|#(?=\w)"
            if signs_said
            else r"(?!)",
            _known(symbol, words.symbols),
        ),
    ]
    return tuple(made_rules)


_ARTICLES = {
    "es": frozenset(("la", "el", "las", "los", "del")), "it": frozenset(("la", "il", "della", "del", "nella", "nel")),
    "pt": frozenset(("a", "o", "da", "do", "na", "no")), "fr": frozenset(("la", "le")),
}  # fmt: skip
_NUMBER_SIGNS = {
    "es": ("número", r"n\.?[°º]|n\.|(?:nr|nro|núm|num)\.?"), "it": ("numero", r"n\.?[°º]|n\.|(?:nr|num)\.?"),
    "pt": ("número", r"n\.?[°º]|n\.|(?:nr|núm)\.?"), "fr": ("numéro", r"n\.?[°º]|n\.|(?:no|nr|num)\.?"),
    "de": ("Nummer", r"n[°º]"),
}  # fmt: skip
"""The word for number, and its short forms before a figure."""
_FROM_YEAR = r"(?<=(?<!\d)1[5-9]\d\d-)|(?<=(?<!\d)20\d\d-)"
"""Behind the first year of "1756-1791"."""
_INITIAL = re.compile(r"(?:[A-ZÄÖÜ][a-zäöüß]{2,}\.?|\b[A-ZÄÖÜ]\.)\sS\.\s[A-ZÄÖÜ][a-zäöüß]$")
"""The S. between two parts of a name."""
_SECOND_INITIAL = re.compile(r"\b[^\W\d_]\.\s[^\W\d_]\.\s[^\W\d_]{2}$")
"""An initial behind another one and before a name."""
_NEXT_INITIAL = re.compile(r"\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]")
_SEVERAL = re.compile(r"\s?\d{1,4}\s?[-–]\s?\d")
_PLURALS = {"Seite": "Seiten", "página": "páginas", "pagina": "pagine", "Abbildung": "Abbildungen",
            "Nummer": "Nummern", "страница": "страницы", "numéro": "numéros", "artículo": "artículos",
            "artigo": "artigos", "articolo": "articoli", "capítulo": "capítulos", "capitolo": "capitoli",
            "chapitre": "chapitres"}  # fmt: skip
"""Short forms in words, as said before a range of numbers."""
_SIZES = frozenset(("XL", "CD", "MC", "CC", "DC", "MD", "DI", "LI", "CI", "MI"))
"""Sizes of clothes and initialisms that could be numerals."""
_NUMBERED_PARTS = frozenset(
    listed(
        "satz absatz abs artikel art nummer nr kapitel seite artículo article articolo artigo статья пункт страница"
    )
)
"""Words after which a number is a name, whatever follows."""
_NEVER_LAST = frozenset(
    (
        "Art.",
        "al.",
        "ab.",
        "resp.",
        "ст.",
        "Pl.",
        "Fam.",
        "od.",
        "c.",
        "s.",
        "S.",
        "R.",
        "D.",
        "circa",
        "Tel.",
        "max.",
        "Max.",
        "Min.",
        "им.",
        "с.",
        "ок.",
        "св.",
        "sen.",
        "gen.",
    )
)
"""Short forms that are words, or letters, at the end of a sentence."""
_FEMININE_ARTICLES = frozenset(("la", "las", "della", "nella", "a", "da", "na"))
_COUNTED_THINGS = frozenset(
    listed(
        "guerra guerre guerras república repubblica república república congreso congresso congresos edición "
        "edizione edição dinastía dinastia cumbre cruzada cruzadas crociata cruzada legislatura secolo siglo "
        "século feria semana jornada trimestre semestre concilio concílio internacional internazionale"
    )
)
_RULERS = frozenset(
    listed(
        "carlos felipe juan pablo benedicto enrique alfonso isabel louis charles henri napoléon "
        "françois jean pie luigi carlo vittorio umberto pio "
        "giovanni paolo francesco joão pedro dom henrique ludwig karl heinrich friedrich wilhelm "
        "otto papst johannes paul pius benedikt elisabeth "
        "katharina пётр екатерина николай александр иван павел людовик генрих карл"
    )
)
_QUEENS = frozenset(
    listed(
        "isabel maria maría cristina catalina juana margarita victoria beatriz leonor urraca elisabetta caterina "
        "vittoria margherita giovanna élisabeth elisabeth marie catherine christine catarina joana"
    )
)
"""Names behind which an ordinal is feminine."""
_CENTURY = frozenset(listed("siglo secolo século siècle jahrhundert век веке"))


def _known(
    say: Callable[[re.Match[str]], Said], symbols: Mapping[str, str]
) -> Callable[[re.Match[str]], Said]:
    return lambda match: say(match) if match.group() in symbols else None
