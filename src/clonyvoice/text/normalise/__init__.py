"""Text normalisation: numbers, dates, money, units, addresses and signs as words.

`read` gives for each written word or expression its offsets and its words as said, language by language.
"""

from __future__ import annotations

import importlib
from functools import cache

from clonyvoice.text.cleaning import CleanText
from clonyvoice.text.normalise import (
    asian_unit_prices,
    chapter_episode_numbers,
    contextual_short_forms,
    foreign_words,
    interjections,
    letters_in_context,
    verses_chess_sections_hours,
    versions_powers_coordinates,
)
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, apply

__all__ = ["Reading", "Rule", "read", "rules_for", "words_for"]
_MODULES = {
    "en": "english", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese", "hi": "hindi",
    "ja": "japanese", "zh": "chinese", "ko": "korean", "de": "german", "ru": "russian",
}  # fmt: skip


def read(clean: CleanText, language: str) -> tuple[Reading, ...]:
    """The readings of a clean text in `language` (a code of LANGUAGES), in order, offsets into the clean text."""
    return apply(clean.text, rules_for(language))


@cache
def rules_for(language: str) -> tuple[Rule, ...]:
    """The rules of a language, most specific first."""
    module = importlib.import_module(f"clonyvoice.text.normalise.{_MODULES[language]}")
    rules: tuple[Rule, ...] = module.RULES
    return (
        *versions_powers_coordinates.first(language), *interjections.first(language),
        *letters_in_context.rules(language, words_for(language)),
        *verses_chess_sections_hours.rules(language, words_for(language)),
        *contextual_short_forms.rules(language),
        *asian_unit_prices.rules(language), *chapter_episode_numbers.rules(language, words_for(language)),
        *rules, *contextual_short_forms.last(language),
        *versions_powers_coordinates.last(language), *interjections.last(language), *foreign_words.rules(language),
    )  # fmt: skip


def words_for(language: str) -> Words | None:
    """The words of a European language; None for the others, which have numbers of their own."""
    if language not in ("es", "fr", "it", "pt", "de", "ru"):
        return None
    module = importlib.import_module(f"clonyvoice.text.normalise.{_MODULES[language]}")
    words: Words = module.WORDS
    return words
