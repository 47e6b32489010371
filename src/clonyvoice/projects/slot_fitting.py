"""Lines said in the time that they have: the pace of the voice is changed, and the result is measured again."""

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


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line said at a pace, its words with their times, and the gains that its chunks needed, in decibels."""

    audio: Audio
    words: list[dict[str, Any]]
    pace: float
    gains: tuple[float, ...] = ()


def fitted(say: Callable[[float], Spoken], seconds: float | None) -> Spoken:
    """The line said as close to `seconds` as its voice can within the paces; at its own pace for None.

    `say` gives it at a pace. Engines keep to a pace roughly, so what came out is measured, and the next pace drawn
    from it; the closest of four attempts is taken. What does not fit even so is as close as it gets.
    """
    best = say(1.0)
    if seconds is None or not len(best.audio.samples):
        return best
    last = best
    for _ in range(_ATTEMPTS - 1):
        if abs(best.audio.duration - seconds) <= CLOSE / 2:
            break
        pace = min(FASTEST, max(SLOWEST, last.pace * last.audio.duration / seconds))
        if abs(pace - last.pace) < 0.002:
            break
        last = say(pace)
        if abs(last.audio.duration - seconds) < abs(best.audio.duration - seconds):
            best = last
    return best
