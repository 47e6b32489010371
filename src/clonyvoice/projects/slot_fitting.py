"""Lines said in the time that they have: the pace of the voice is changed, and the result is measured again.

A pace is relative to the line's own speed. Engines keep to it roughly only: silence at the ends and between sentences
stays as long as it is, and short words have a least length. So a line is measured as it came out, and the next pace
is what would have been right for that length. Nothing is stretched afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from clonyvoice.core.audio import Audio

SLOWEST, FASTEST = 0.8, 1.25
"""Paces, relative to the line's own, at which speech still sounds like somebody who speaks so."""
CLOSE: Final = 0.08
"""Seconds that a line may be longer or shorter than its slot without anybody seeing it on the lips."""
_ATTEMPTS: Final = 4
_SAME_PACE: Final = 0.002
"""Paces closer than this sound for the same time."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line said at a pace, its words with their times, and the gains that its chunks needed, in decibels."""

    audio: Audio
    words: list[dict[str, Any]]
    """As a take keeps them: `word`, `start` and `end` in seconds, `start_char` and `end_char`."""
    pace: float
    """1 is the line's own speed, 1.25 a quarter faster."""
    gains: tuple[float, ...] = ()


def fitted(say: Callable[[float], Spoken], seconds: float | None) -> Spoken:
    """The line said as close to `seconds` as its voice can within the paces; at its own pace for None.

    `say` gives it at a pace, from `SLOWEST` to `FASTEST`. The closest of at most four attempts is taken; what does
    not fit even so is as close as it gets. Raises what `say` raises.
    """
    best = say(1.0)
    if seconds is None or not len(best.audio.samples):
        return best
    last = best
    for _ in range(_ATTEMPTS - 1):
        if abs(best.audio.duration - seconds) <= CLOSE / 2:
            break
        pace = _within(last.pace * last.audio.duration / seconds)
        if abs(pace - last.pace) < _SAME_PACE:
            break
        last = say(pace)
        if abs(last.audio.duration - seconds) < abs(best.audio.duration - seconds):
            best = last
    return best


def _within(pace: float) -> float:
    """A pace that is not slower or faster than is allowed."""
    return min(FASTEST, max(SLOWEST, pace))
