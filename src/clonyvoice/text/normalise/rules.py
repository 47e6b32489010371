"""The normaliser of each language."""

from __future__ import annotations

import importlib
from functools import cache

from clonyvoice.text.normalise import foreign, interjections
from clonyvoice.text.normalise.european import Words
from clonyvoice.text.normalise.readings import Rule

_MODULES = {
    "en": "english", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese", "hi": "hindi",
    "ja": "japanese", "zh": "chinese", "ko": "korean", "de": "german", "ru": "russian",
}  # fmt: skip


@cache
def rules_for(language: str) -> tuple[Rule, ...]:
    """The rules of a language, most specific first."""
    module = importlib.import_module(f"clonyvoice.text.normalise.{_MODULES[language]}")
    rules: tuple[Rule, ...] = module.RULES
    return (*interjections.first(language), *rules, *interjections.last(language), *foreign.rules(language))


def words_for(language: str) -> Words | None:
    """The words of a European language; None for the others, which have numbers of their own."""
    if language not in ("es", "fr", "it", "pt", "de", "ru"):
        return None
    module = importlib.import_module(f"clonyvoice.text.normalise.{_MODULES[language]}")
    words: Words = module.WORDS
    return words
