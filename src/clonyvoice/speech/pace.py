"""How long the next piece may be for somebody who listens: it has to be there before they run dry."""

from __future__ import annotations

import time
from collections.abc import Callable

FIRST_PIECE = 20
"""Phoneme symbols of the first piece: about a second of speech."""
_SHARE = 0.7
"""Of the time left, how much the next piece is planned to take."""
_MOST_GROWTH = 3.0
_MEMORY = 0.5
_HOPELESS = 0.85
"""Share of its own length that a piece takes from which on the listener will wait now and then whatever is done:
short pieces, which cost more each, would only make it worse."""
_UNHURRIED_PIECE = 64


class Pace:
    """One listener's stream: what has been made, how long that took, and how much is still to be played."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._since = monotonic()
        self._per_symbol: float | None = None
        self._plays: float = 1.0
        self._last = 0
        self.first_at: float | None = None
        """When the first sound was there."""
        self._sound = 0.0

    def ahead(self) -> float:
        """Seconds of sound that the listener has not yet played; 0 before the first."""
        return 0.0 if self.first_at is None else self._sound - (self._monotonic() - self.first_at)

    def begin(self) -> None:
        """A piece is begun now: what passed since the last one (writing it down) is not its cost."""
        self._since = self._monotonic()

    def made(self, symbols: int, seconds: float) -> None:
        """A piece of so many symbols is there and plays for so many `seconds`."""
        now = self._monotonic()
        if self.first_at is None and seconds > 0:
            self.first_at = now
        self._sound += seconds
        if symbols > 0:
            cost = (now - self._since) / symbols
            before = self._per_symbol
            # The first piece often waits for a model to be loaded: later ones count more.
            self._per_symbol = cost if before is None else _MEMORY * before + (1 - _MEMORY) * cost
            self._plays = seconds / symbols
            self._last = symbols
        self._since = now

    def silence(self, seconds: float) -> None:
        """So much silence follows."""
        self._sound += seconds

    def wanted(self) -> int:
        """Symbols that the next piece should have at most about: soon enough for a whole chunk, which sounds best."""
        if self._per_symbol is None:
            return FIRST_PIECE
        affordable = _SHARE * max(0.0, self.ahead()) / max(self._per_symbol, 1e-4)
        least = FIRST_PIECE if self._per_symbol < _HOPELESS * self._plays else _UNHURRIED_PIECE
        return max(least, round(min(affordable, _MOST_GROWTH * self._last)))
