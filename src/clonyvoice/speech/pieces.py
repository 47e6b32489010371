"""A chunk's words in pieces.

None longer than the engine takes, the first ones short when somebody waits to hear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clonyvoice.text.words import PhonemeWord

FIRST_PIECE = 18
"""Phoneme symbols of the first piece for somebody who listens: about 1.2 seconds of speech."""
GROWTH = 1.7
"""How much longer each piece may be than what has been said so far of the last.

Speech must stay ahead of playback.
"""
_STRONG, _WEAK = frozenset(".!?…;:—\n"), frozenset(',、–-"”»)(')


@dataclass(frozen=True, slots=True)
class Piece:
    """What the engine says in one go.

    `text` from `start` in the chunk's text, `words` with offsets in `text`.

    `gap` is the silence in seconds that belongs after it, when the cut fell on a mark.
    """

    text: str
    start: int
    words: tuple[PhonemeWord, ...]
    gap: float = 0.0

    @property
    def size(self) -> int:
        """Phoneme symbols."""
        return size_of(self.words)


def size_of(words: Sequence[PhonemeWord]) -> int:
    """Phoneme symbols of words with what follows them."""
    return sum(len(word.phonemes) + len(word.tail) for word in words)


def pieces(
    text: str, words: Sequence[PhonemeWord], max_phonemes: int, first: int | None = None
) -> tuple[Piece, ...]:
    """All `words` of `text` in order, in pieces of at most `max_phonemes` symbols, cut at marks if possible.

    With `first`, the pieces begin at about that size and grow from one to the next, so that the first is made
    quickly and each is made while the one before is played.
    """
    out: list[Piece] = []
    rest = [part for word in words for part in _bounded(word, max_phonemes)]
    wanted = max_phonemes if first is None else min(first, max_phonemes)
    while rest:
        total = size_of(rest)
        # A short rest is said together with what precedes it; a long piece is halved rather than leaving a
        # crumb.
        slack = wanted if first is None else round(wanted * 1.5)
        count = len(rest) if total <= min(slack, max_phonemes) else _cut(rest, wanted, max_phonemes, total)
        chosen, rest = rest[:count], rest[count:]
        begin = 0 if not out else chosen[0].start
        end = rest[0].start if rest else len(text)
        moved = tuple(replace(word, start=word.start - begin, end=word.end - begin) for word in chosen)
        out.append(Piece(text[begin:end], begin, moved, _gap(chosen[-1].tail) if rest else 0.0))
        if first is not None:
            wanted = min(max_phonemes, round(out[-1].size * GROWTH) + 4)
    return tuple(out)


def _cut(words: Sequence[PhonemeWord], wanted: int, limit: int, total: int) -> int:
    """How many words the next piece takes.

    Near `wanted` symbols, at the best place there is, never above `limit`.
    """
    if wanted >= limit and total <= 2 * limit:
        wanted = (total + 1) // 2
    best, best_cost, size = 1, float("inf"), 0
    for index, word in enumerate(words[:-1]):
        size += len(word.phonemes) + len(word.tail)
        if size > limit:
            break
        marks = set(word.tail)
        penalty = 0.0 if marks & _STRONG else 0.25 if marks & _WEAK else 1.0
        if " " not in word.tail and not marks & (_STRONG | _WEAK):
            penalty = 2.5  # no space: languages without word spaces, or one word said as several
        distance = size / wanted - 1.0
        cost = penalty + (2.0 * distance if distance > 0 else -1.2 * distance)
        if cost < best_cost:
            best, best_cost = index + 1, cost
    return best


def _gap(tail: str) -> float:
    marks = set(tail)
    if marks & _STRONG:
        return 0.18
    return 0.09 if marks & _WEAK else 0.0


def _bounded(word: PhonemeWord, limit: int) -> list[PhonemeWord]:
    """The word; or, when it alone is longer than `limit`, its phonemes in several at the same place."""
    room = limit - len(word.tail)
    if len(word.phonemes) <= room:
        return [word]
    room = max(1, limit - 1)
    parts = [word.phonemes[at : at + room] for at in range(0, len(word.phonemes), room)]
    return [
        replace(word, phonemes=part, tail=word.tail[: max(0, limit - len(part))] if part is parts[-1] else "")
        for part in parts
    ]
