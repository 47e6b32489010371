"""Verses of the Bible, moves of chess, section signs, sums of pesos, and Hindi hours and heights.

Verses are said as they are read out in church: the book, the chapter, the verse. Moves as in the notation of FIDE
(Laws of Chess, appendix C), the piece by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.abbreviations_in_context import bible_books
from clonyvoice.text.normalise import english_numbers, hindi_numbers
from clonyvoice.text.normalise.european_number_words import NUMBER, Words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_FIRST = {
    "en": ("First", "Second", "Third"), "de": ("erster", "zweiter", "dritter"),
    "fr": ("première", "deuxième", "troisième"), "es": ("primera", "segunda", "tercera"),
    "it": ("prima", "seconda", "terza"), "pt": ("primeira", "segunda", "terceira"),
    "ru": ("первое", "второе", "третье"),
}  # fmt: skip
_SECTIONS = {
    "en": "sections", "de": "Paragrafen", "fr": "paragraphes", "es": "párrafos", "it": "paragrafi",
    "pt": "parágrafos", "ru": "параграфы",
}  # fmt: skip
_PIECES = {
    "en": ("K=king;Q=queen;R=rook;B=bishop;N=knight", "takes", "check", "mate"),
    "de": ("K=König;D=Dame;T=Turm;L=Läufer;S=Springer", "schlägt", "Schach", "matt"),
}
_MONEY_WORDS = {
    "es": "pesos|bolívares|soles|colones|dólares|euros", "pt": "pesos|reais|dólares|euros", "it": "dollari|euro|pesos",
    "fr": "dollars|euros|pesos", "de": "Dollar|Euro|Pesos", "ru": "долларов|евро|песо",
}  # fmt: skip


def rules(language: str, words: Words | None) -> tuple[Rule, ...]:
    """The rules of a language; `words` are those of a European one. To be applied before those for ratios."""
    cardinal: Callable[[int], str] | None = {
        "en": english_numbers.cardinal, "hi": hindi_numbers.cardinal,
    }.get(language) or (words.cardinal if words else None)  # fmt: skip
    made: list[Rule] = []
    if language in _SECTIONS:
        made.append(Rule(re.compile(r"§§\s?(?=\d)"), lambda _match: _SECTIONS[language]))
    if language in _FIRST and cardinal is not None:
        made.append(_verses(language, cardinal))
    if language in _PIECES and cardinal is not None:
        made.append(_moves(language, cardinal))
    if language in _MONEY_WORDS and words is not None:
        made.append(_named_money(language, words))
    if language == "hi" and cardinal is not None:
        made += _hindi(cardinal)
    return tuple(made)


def _verses(language: str, cardinal: Callable[[int], str]) -> Rule:
    books = bible_books(language)
    known = "|".join(sorted(books, key=len, reverse=True))
    to = {"en": "to", "de": "bis", "fr": "à", "es": "a", "it": "a", "pt": "a", "ru": "по"}[language]
    mark = ":" if language == "en" else "[:,]"

    def say(match: re.Match[str]) -> Said:
        said = [books[match["book"]], cardinal(int(match["chapter"])), cardinal(int(match["verse"]))]
        if match["first"]:
            said.insert(0, _FIRST[language][int(match["first"]) - 1])
        if match["last"]:
            said += [to, cardinal(int(match["last"]))]
        return " ".join(said)

    return Rule(
        re.compile(
            rf"(?<![\w.])(?:(?P<first>[1-3])\.?\s)?(?P<book>{known})\.?\s(?P<chapter>\d{{1,3}}){mark}\s?(?P<verse>[1-9]\d{{0,2}})"
            r"(?:\s?[-–]\s?(?P<last>\d{1,3}))?(?![\d:]|[.,]\d|\s?(?:[%°€$]|[ap]\.?m|Uhr|h\b))"
        ),
        say,
    )


def _moves(language: str, cardinal: Callable[[int], str]) -> Rule:
    names, takes, check, mate = _PIECES[language]
    pieces = dict(pair.split("=") for pair in names.split(";"))

    def say(match: re.Match[str]) -> Said:
        said = [
            pieces[match["piece"]],
            takes if match["takes"] else "",
            f"{match['file'].upper() if language == 'en' else match['file']} {cardinal(int(match['rank']))}",
            {"+": check, "#": mate}.get(match["end"] or "", ""),
        ]
        return " ".join(word for word in said if word)

    return Rule(
        re.compile(
            rf"(?<![\w.'-])(?P<piece>[{''.join(pieces)}])(?P<takes>x)?(?P<file>[a-h])(?P<rank>[1-8])(?P<end>[+#])?(?![\w'-]|[.,]\d)"
        ),
        say,
    )


def _named_money(language: str, words: Words) -> Rule:
    def say(match: re.Match[str]) -> Said:
        """A sign of money before a number whose money is named behind it: $20 pesos."""
        count = match["n"].replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", match["n"]) else match["n"]
        return [Reading(match.start(), match.end("n"), words.number(count))]

    return Rule(
        re.compile(rf"(?<![\w$€£])[$€£]\s?(?P<n>{NUMBER})(?=\s(?:{_MONEY_WORDS[language]})(?!\w))"), say
    )


def _hindi(cardinal: Callable[[int], str]) -> list[Rule]:
    def hours(match: re.Match[str]) -> Said:
        return f"{cardinal(int(match['a']))} से {cardinal(int(match['b']))} बजे"

    def height(match: re.Match[str]) -> Said:
        inches = f" {cardinal(int(match['inches']))} इंच" if match["inches"] else ""
        return f"{cardinal(int(match['feet']))} फ़ुट{inches}"

    return [
        Rule(re.compile(r"(?<![\w:.])(?P<a>[0-9]{1,2})\s?[-–]\s?(?P<b>[0-9]{1,2})\s?बजे"), hours),
        Rule(
            re.compile(r"(?<![\w.,'])(?P<feet>[0-9]{1,3})['′]\s?(?:(?P<inches>[0-9]{1,2})[\"″])?(?!\w)"),
            height,
        ),
    ]
