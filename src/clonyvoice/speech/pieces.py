"""A chunk's words cut into pieces: at marks, within the engine's limit, near a target size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from clonyvoice.speech.pauses import STRONG_MARKS, WEAK_MARKS, gap_at_mark
from clonyvoice.text.phoneme_words import PhonemeWord

SPAN_CONTEXT = 120
"""Phoneme symbols, some 8 seconds, that are said as one whole where the engine can say it part by part: what most
sentences have. All of them are looked at before the first is heard, which takes the longer the more they are.
Chosen by hand.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: the words of one call of the engine.

    `text` from `start` in the chunk's text, `words` with offsets in `text`, of which those from `span[0]` to before
    `span[1]` are to be heard: the words around them only set the prosody.

    `gap` is the silence in seconds that belongs after it, when the cut fell on a mark.
    """

    text: str
    start: int
    words: tuple[PhonemeWord, ...]
    span: tuple[int, int]
    gap: float = 0.0

    @property
    def size(self) -> int:
        """Phoneme symbols that are spoken."""
        return size_of(self.words[self.span[0] : self.span[1]])

    @property
    def opens(self) -> bool:
        """Whether `text` begins with it."""
        return self.span[0] == 0

    @property
    def closes(self) -> bool:
        """Whether `text` ends with it."""
        return self.span[1] == len(self.words)


def size_of(words: Sequence[PhonemeWord]) -> int:
    """The number of phoneme symbols of words, including the marks and spaces after them."""
    return sum(len(word.phonemes) + len(word.tail) for word in words)


WantedSize: TypeAlias = Callable[[], int | None]
"""Asked before each piece: symbols that it should have at most about, None for as many as may be."""


def unhurried() -> None:
    """None, the size of pieces where no listener waits: as long as the engine takes."""
    return


def pieces(
    text: str,
    words: Sequence[PhonemeWord],
    max_phonemes: int,
    wanted: WantedSize = unhurried,
    *,
    spans: bool = False,
) -> Iterator[tuple[Piece, bool]]:
    """All `words` of `text` in order, in pieces of at most `max_phonemes` symbols, cut at marks if possible.

    With `spans`, the engine can say part of a sentence as it sounds within the whole: then the text is cut as without
    a listener, and the target size is that of a span. Each piece comes with whether it is the last one.
    """
    rest = [part for word in words for part in _bounded(word, max_phonemes)]
    first = True
    while rest:
        asked = wanted()
        count = _count(rest, max(asked, SPAN_CONTEXT) if spans and asked is not None else asked, max_phonemes)
        chosen, rest = rest[:count], rest[count:]
        begin = 0 if first else chosen[0].start
        end = rest[0].start if rest else len(text)
        moved = tuple(replace(word, start=word.start - begin, end=word.end - begin) for word in chosen)
        gap = gap_at_mark(chosen[-1].tail) if rest else 0.0
        at = 0
        while at < count:
            to = at + _count(moved[at:], asked, max_phonemes) if spans else count
            done = to == count
            yield Piece(text[begin:end], begin, moved, (at, to), gap if done else 0.0), done and not rest
            at = to
            asked = None if done else wanted()
        first = False


def _count(words: Sequence[PhonemeWord], asked: int | None, limit: int) -> int:
    """The number of words in the next piece when so many symbols are asked for."""
    size = limit if asked is None else min(asked, limit)
    total = size_of(words)
    # A short rest is said together with what precedes it; else it would be a crumb.
    slack = size if asked is None else round(size * 1.4)
    return len(words) if total <= min(slack, limit) else _cut(words, size, limit, total)


def _cut(words: Sequence[PhonemeWord], wanted: int, limit: int, total: int) -> int:
    """The number of words in the next piece.

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
        penalty = 0.0 if marks & STRONG_MARKS else 0.25 if marks & WEAK_MARKS else 1.0
        if " " not in word.tail and not marks & (STRONG_MARKS | WEAK_MARKS):
            penalty = 2.5  # no space: languages without word spaces, or one word said as several
        distance = size / wanted - 1.0
        cost = penalty + (3.0 * distance if distance > 0 else -1.8 * distance)
        if cost < best_cost:
            best, best_cost = index + 1, cost
    return best


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
