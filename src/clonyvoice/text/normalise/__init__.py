"""Text normalisation: numbers, dates, money, units, addresses and signs as words.

`read` gives for each written word or expression its offsets and its words as said, language by language.
"""

from __future__ import annotations

from clonyvoice.text.cleaning import CleanText
from clonyvoice.text.normalise.readings import Reading, Rule, apply
from clonyvoice.text.normalise.rules import rules_for

__all__ = ["Reading", "Rule", "read", "rules_for"]


def read(clean: CleanText, language: str) -> tuple[Reading, ...]:
    """The readings of a clean text in `language` (a code of LANGUAGES), in order, offsets into the clean text."""
    return apply(clean.text, rules_for(language))
