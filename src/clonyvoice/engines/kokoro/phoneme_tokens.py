"""Phoneme words as the numbers that Kokoro reads, each token with the word that it belongs to."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clonyvoice.text.languages import NothingToSay
from clonyvoice.text.phoneme_words import PhonemeWord

log = logging.getLogger(__name__)

MAX_TOKENS = 510
"""Most tokens in one run of the model, its padding not counted."""

# Spellings of sounds that the table has under another symbol.
_SAME = {"g": "ɡ", "ɫ": "l", "ʏ": "y", "ɭ": "l", "ʑ": "ʒ", "ʐ": "ʒ", "\u2019": "", "\n": " ", "\t": " ",
"\u200b": "", "-": " ", "–": "—", "‘": "", "'": "", "«": "“", "»": "”", "¡": "", "¿": ""}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """A run of the model: `ids` and `symbols` of the same length, and for each its word's index (-1: none)."""

    ids: tuple[int, ...]
    symbols: str
    owners: tuple[int, ...]


class TokenTable:
    """Kokoro's symbols and their numbers."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = dict(numbers)

    @classmethod
    def read(cls, path: Path) -> TokenTable:
        """The table in the file `vocab.json`."""
        return cls(json.loads(path.read_text("utf-8"))["vocab"])

    def unknown(self, phonemes: str) -> str:
        """The symbols of `phonemes` that Kokoro cannot say, each once."""
        return "".join(dict.fromkeys(c for c in phonemes if c not in self._numbers and c not in _SAME))

    def _known(self, phonemes: str) -> Iterator[str]:
        for symbol in phonemes:
            same = symbol if symbol in self._numbers else _SAME.get(symbol, "")
            if same in self._numbers:
                yield same

    def known(self, phonemes: str) -> str:
        """The `phonemes` that Kokoro supports, in its symbols."""
        return "".join(self._known(phonemes))

    def ids(self, phonemes: str) -> tuple[int, ...]:
        """The numbers of the symbols of `phonemes` that Kokoro can say."""
        return tuple(self._numbers[symbol] for symbol in self._known(phonemes))

    def split(self, words: Sequence[PhonemeWord], limit: int = MAX_TOKENS) -> list[Tokens]:
        """The words as one or more runs of at most `limit` tokens, cut between words, at a mark when there is
        one.

        A single word beyond the limit is cut inside. Symbols that Kokoro has not are left out with a warning
        in the log. Raises NothingToSay when no sound is left.
        """
        strange = self.unknown("".join(word.phonemes + word.tail for word in words))
        if strange:
            log.warning("Kokoro has no sound for %s", " ".join(f"U+{ord(c):04X}" for c in strange))
        pieces: list[list[tuple[str, int]]] = []
        for index, word in enumerate(words):
            said = [(symbol, index) for symbol in self._known(word.phonemes)]
            piece = said + [(symbol, -1) for symbol in self._known(word.tail)]
            pieces += [piece[at : at + limit] for at in range(0, len(piece), limit)]
        if not any(owner >= 0 for piece in pieces for _, owner in piece):
            raise NothingToSay
        return [self._tokens(run) for run in _runs(pieces, limit)]

    def _tokens(self, run: Sequence[tuple[str, int]]) -> Tokens:
        symbols = "".join(symbol for symbol, _ in run)
        ids = tuple(self._numbers[symbol] for symbol in symbols)
        return Tokens(ids, symbols, tuple(owner for _, owner in run))


def _runs(pieces: list[list[tuple[str, int]]], limit: int) -> Iterator[list[tuple[str, int]]]:
    """The pieces joined into runs within the limit; full ones end at the last mark in their second half."""
    run: list[list[tuple[str, int]]] = []
    for piece in pieces:
        while sum(map(len, run)) + len(piece) > limit:  # what a cut leaves may be too much, too
            cut = next(
                (
                    at
                    for at in range(len(run), len(run) // 2, -1)
                    if any(symbol in ".,!?;:…—" for symbol, owner in run[at - 1] if owner < 0)
                ),
                len(run),
            )
            yield [pair for part in run[:cut] for pair in part]
            run = run[cut:]
        run.append(piece)
    if run:
        last = [pair for part in run for pair in part]
        while last and last[-1][0] == " ":
            last.pop()
        if last:  # a word cut inside may leave nothing but its space
            yield last
