"""A written word with its pronunciation: what text hands to an engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhonemeWord:
    """A word as written and as said.

    `start`/`end` are its offsets in the given text ("$12.50" is one word), `phonemes` its pronunciation in Kokoro's
    symbols (spaces allowed where one written word is said as several), `tail` the punctuation and space that follow
    it, in Kokoro's symbols.
    """

    text: str
    start: int
    end: int
    phonemes: str
    tail: str
