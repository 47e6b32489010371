"""Sizes and priorities of pieces: short and urgent for the first, then by the sound that a listener has left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from clonyvoice.jobs import INTERACTIVE

LONG, SHORT = 220, 56
"""Longest piece in phoneme symbols, 15 and 4 seconds of speech: usually, and while another listener waits. Chosen by
hand."""
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
whole is predicted before it. Chosen by hand."""
_AROUND = 8
"""Symbols that a piece costs beside its own: the frames around it that are made with it and those that pad them to a
ready length, some 20 of the embedded engine's. Chosen by hand."""
_NO_GAIN = 0.85
"""Share of its own length that the shortest piece takes, from which on such pieces gain no time: where the listener has
to wait for the next one anyway, a longer one, which costs less for its length, ends that. Chosen by hand."""
_UNHURRIED_PIECE = 48
"""Phoneme symbols of a piece when the listener has sound ahead: some 3 seconds. Chosen by hand."""
_COMFORT = 4.0
"""Seconds of sound ahead of the listener from which on there is no hurry. Chosen by hand."""
_SPARE = 3.0
"""Seconds of sound ahead that suffice to make a piece again, and the first piece of another stream before it: some
0.7 and 1.7 s on two cores with AVX2. Chosen by hand."""
FIRST_SOUND: Final = INTERACTIVE - 2
"""Priority of the first piece that a listener waits for."""
_SOON: Final = INTERACTIVE - 1
"""Priority of a piece without which a listener runs out of sound soon."""


class PlaybackBuffer:
    """One listener's stream: seconds of sound generated, time taken, and seconds left to play."""

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
        """Approximate upper limit of the next piece in symbols; it grows towards a whole chunk, which sounds best."""
        if self._per_symbol is None:
            return self._least
        ahead, opening = self.ahead(), self._opening if self._opens else 0.0
        shortest = opening + self._per_symbol * (self._least + _AROUND)
        if shortest > max(ahead, _NO_GAIN * self._plays * self._least):
            return max(self._least, _UNHURRIED_PIECE)
        affordable = (_SHARE * ahead - opening) / max(self._per_symbol, 1e-4) - _AROUND
        return max(self._least, round(min(affordable, _MOST_GROWTH * self._last)))

    def _learn(self, cost: float, symbols: int) -> None:
        """Update the estimated cost per symbol, and the extra cost of a chunk's first piece, from a finished piece."""
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


def next_piece(listener: PlaybackBuffer | None, *, others_listen: bool) -> int:
    """Symbols of the next piece: what its listener can wait for (None: nobody), and what others can wait for.

    Engines compute one piece after another, so a newcomer waits for the one under way.
    """
    if listener is not None:
        return min(SHORT, listener.wanted())
    return SHORT if others_listen else LONG


@dataclass(frozen=True, slots=True)
class Urgency:
    """The urgency of a piece: arguments of `JobContext.slot`."""

    priority: int | None
    """None is that of the job."""
    within: float | None
    """Seconds until the listener has played what there is, for an order among those of one priority."""
    interruptible: bool
    """Whether the piece may be broken off for a more urgent one, and made again."""


def urgency_of(listener: PlaybackBuffer | None) -> Urgency:
    """The urgency of a generation's next piece; None is a generation to which nobody listens meanwhile.

    A listener without any sound yet comes first and interrupts a piece of one who can wait; then those about to run
    out of sound, the soonest first. A listener who has run out of sound has no precedence: on a machine that cannot
    keep up, others would never get a slot.
    """
    if listener is None:
        return Urgency(None, None, interruptible=True)
    ahead = listener.ahead()
    interruptible = ahead >= _SPARE
    if listener.first_at is None:
        # Without a time: of those who wait for a first sound, the owner who had the least goes first.
        return Urgency(FIRST_SOUND, None, interruptible)
    if 0 < ahead < _COMFORT:
        return Urgency(_SOON, ahead, interruptible)
    return Urgency(None, None, interruptible)


def _mean(before: float, now: float) -> float:
    return _MEMORY * before + (1.0 - _MEMORY) * now
