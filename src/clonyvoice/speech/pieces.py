"""A chunk's words in pieces, sized by the engine's limit and, for a listener, by how much sound is left to play."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from clonyvoice.text.phoneme_words import PhonemeWord

SPAN_CONTEXT = 120
"""Phoneme symbols, some 8 seconds, that are said as one whole where the engine can say it part by part: what most
sentences have. All of them are looked at before the first is heard, which takes the longer the more they are.
Chosen by hand.
"""
_STRONG, _WEAK = frozenset(".!?…;:—\n"), frozenset(',、–-"”»)(')


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: the words of one call of the engine.

    `text` from `start` in the chunk's text, `words` with offsets in `text`, of which those from `span[0]` to before
    `span[1]` are to be heard: what stands around them only tells how they are said.

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
    """Phoneme symbols of words with what follows them."""
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

    With `spans`, the engine can say part of a sentence as it is said within the whole: then the text is cut as if
    nobody waited, and what is wanted is a span of that. With each piece comes whether it is the last one.
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
        gap = _gap(chosen[-1].tail) if rest else 0.0
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
        penalty = 0.0 if marks & _STRONG else 0.25 if marks & _WEAK else 1.0
        if " " not in word.tail and not marks & (_STRONG | _WEAK):
            penalty = 2.5  # no space: languages without word spaces, or one word said as several
        distance = size / wanted - 1.0
        cost = penalty + (3.0 * distance if distance > 0 else -1.8 * distance)
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


FIRST_PIECE = 20
"""Phoneme symbols of the first piece, about a second of speech, where the engine does not say better.
Chosen by hand."""
_SHARE = 0.55
"""Of the time left, how much the next piece is planned to take: a piece that ends at a mark may have half as much again
as was planned. Chosen by hand."""
_MOST_GROWTH = 3.0
"""Times its predecessor that a piece may be long: an estimate that was too good costs less. Chosen by hand."""
_MEMORY = 0.5
"""Weight of earlier measurements against the newest one. Chosen by hand."""
_SPOKEN_SHARE = 0.8
"""Of the time of a listener's first piece, how much goes with its symbols (two cores with AVX2): the prosody of the
whole is predicted before it."""
_AROUND = 8
"""Symbols that a piece costs beside its own: the frames around it that are made with it and those that pad them to a
ready length, some 20 of the embedded engine's."""
_NO_GAIN = 0.85
"""Share of its own length that the shortest piece takes, from which on such pieces gain no time: where the listener has
to wait for the next one anyway, a longer one, which costs less for its length, ends that."""
_UNHURRIED_PIECE = 48
"""Phoneme symbols of a piece when the listener has sound ahead: some 3 seconds. Chosen by hand."""


class PlaybackBuffer:
    """One listener's stream: what has been made, how long that took, and how much is still to be played."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._least = FIRST_PIECE
        self._since = monotonic()
        self._opens = True
        self._guessed = True
        self._per_symbol: float | None = None
        self._opening = 0.0
        self._plays: float = 1.0
        self._last = 0
        self.first_at: float | None = None
        """The time at which the first sound was there."""
        self._sound = 0.0

    def ahead(self) -> float:
        """Seconds of sound that the listener has not yet played; 0 before the first."""
        return 0.0 if self.first_at is None else self._sound - (self._monotonic() - self.first_at)

    def begin(self, least: int = FIRST_PIECE) -> None:
        """A chunk is begun now, whose pieces shall have at least so many symbols: what passed since the last piece
        (writing it down) is not its cost.
        """
        self._least = least
        self._since = self._monotonic()
        self._opens = True

    def made(self, symbols: int, seconds: float) -> None:
        """A piece of so many symbols is there and plays for so many `seconds`."""
        now = self._monotonic()
        if self.first_at is None and seconds > 0:
            self.first_at = now
        self._sound += seconds
        if symbols > 0:
            self._learn(now - self._since, symbols)
            self._plays = seconds / symbols
            self._last = symbols
            self._opens = False
        self._since = now

    def silence(self, seconds: float) -> None:
        """So much silence follows."""
        self._sound += seconds

    def wanted(self) -> int:
        """Symbols that the next piece should have at most about: soon enough for a whole chunk, which sounds best."""
        if self._per_symbol is None:
            return self._least
        ahead, opening = self.ahead(), self._opening if self._opens else 0.0
        shortest = opening + self._per_symbol * (self._least + _AROUND)
        if shortest > max(ahead, _NO_GAIN * self._plays * self._least):
            return max(self._least, _UNHURRIED_PIECE)
        affordable = (_SHARE * ahead - opening) / max(self._per_symbol, 1e-4) - _AROUND
        return max(self._least, round(min(affordable, _MOST_GROWTH * self._last)))

    def _learn(self, cost: float, symbols: int) -> None:
        """Learn what a symbol costs, and how much more the first piece of a chunk does, from one that is made."""
        known = self._per_symbol
        symbols += _AROUND
        if self._opens and known is not None:
            self._opening = _mean(self._opening, max(0.0, cost - symbols * known))
        elif self._opens:
            self._per_symbol, self._opening = _SPOKEN_SHARE * cost / symbols, (1.0 - _SPOKEN_SHARE) * cost
        elif known is None or self._guessed:
            self._per_symbol, self._guessed = cost / symbols, False
        else:
            self._per_symbol = _mean(known, cost / symbols)


def _mean(before: float, now: float) -> float:
    return _MEMORY * before + (1.0 - _MEMORY) * now
