"""Fitting of lines into their slots: by the pace of the voice, then shorter pauses, then a small stretch.

A pace is relative to the line's own speed. Engines keep to it roughly only: silence between sentences stays as long as
it is, and short words have a least length. So a line is measured as it came out, and the next pace is what would have
been right for that length. What is still too long gives of its pauses; a stretch makes up for what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from clonyvoice.audio import stretch
from clonyvoice.audio.shorter_pauses import shorten_pauses, time_after
from clonyvoice.core.audio import Audio

SLOWEST, FASTEST = 0.8, 1.25
"""Paces, relative to the line's own, at which speech still sounds natural. Chosen by hand."""
MOST_STRETCH: Final = 0.06
"""The share by which a line's sound is made longer or shorter where its pace alone does not do. Chosen by hand."""
CLOSE: Final = 0.08
"""Seconds by which a line may differ from its slot without a visible mismatch of lips. Chosen by hand."""
_ATTEMPTS: Final = 4
"""Takes that are made to fit a slot. Chosen by hand."""
_SAME_PACE: Final = 0.002
"""Paces closer than this sound for the same time. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A synthesised line with its pace, its words with their times, and the gains of its chunks in decibels."""

    audio: Audio
    words: list[dict[str, Any]]
    """As a take keeps them: `word`, `start` and `end` in seconds, `start_char` and `end_char`."""
    pace: float
    """1 is the line's own speed, 1.25 a quarter faster."""
    gains: tuple[float, ...] = ()
    stretch: float = 1.0
    """The length of its sound as it is, divided by the length as it was said."""


def fitted(say: Callable[[float], SpokenLine], seconds: float | None) -> SpokenLine:
    """The line synthesised as close to `seconds` as its voice can within the paces; at its own pace for None.

    `say` gives it at a pace, from `SLOWEST` to `FASTEST`. The closest of at most four attempts is taken; where it is
    too long its pauses give, and its sound is stretched by up to 6 % where it is still off. What does not fit even so
    is as close as it gets. Raises what `say` raises.
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
    if best.audio.duration - seconds > CLOSE / 2:
        best = _with_shorter_pauses(best, best.audio.duration - seconds)
    return best if abs(best.audio.duration - seconds) <= CLOSE / 2 else _stretched(best, seconds)


def _within(pace: float) -> float:
    """A pace that is not slower or faster than is allowed."""
    return min(FASTEST, max(SLOWEST, pace))


def _with_shorter_pauses(spoken: SpokenLine, seconds: float) -> SpokenLine:
    """The line up to `seconds` shorter, taken from its pauses."""
    audio, cuts = shorten_pauses(spoken.audio, seconds)
    words = [
        {**word, **{edge: round(time_after(cuts, word[edge]), 4) for edge in ("start", "end")}}
        for word in spoken.words
    ]
    return replace(spoken, audio=audio, words=words)


def _stretched(spoken: SpokenLine, seconds: float) -> SpokenLine:
    """The line time-stretched to `seconds`, or as close to it as `MOST_STRETCH` allows."""
    factor = min(1 + MOST_STRETCH, max(1 - MOST_STRETCH, seconds / spoken.audio.duration))
    words = [
        {**word, "start": round(word["start"] * factor, 4), "end": round(word["end"] * factor, 4)}
        for word in spoken.words
    ]
    return replace(spoken, audio=stretch(spoken.audio, factor), words=words, stretch=factor)
