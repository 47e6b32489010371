"""Pauses within spoken sound made shorter, the words between them untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clonyvoice.core.audio import Audio

SHORTEST_PAUSE: Final = 0.12
"""Seconds that are left of a pause between words: longer than the closure of a stop consonant, so it is still heard.
Chosen by hand."""
SHORTEST_EDGE: Final = 0.03
"""Seconds of silence that are left before the first sound and behind the last one. Chosen by hand."""
_FRAME_SECONDS: Final = 0.005
"""Seconds of a frame whose level is looked at. Chosen by hand."""
_QUIET_DB: Final = -40.0
"""Decibels below the loudest frame from which on nothing is heard of a voice. Chosen by hand."""
_SEAM_SECONDS: Final = 0.005
"""Seconds of the cross-fade where silence was cut out. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that was taken out: `start` and `length` in seconds of the sound as it was."""

    start: float
    length: float


def shorten_pauses(audio: Audio, seconds: float) -> tuple[Audio, tuple[Cut, ...]]:
    """The sound with up to `seconds` cut from its pauses, and the parts that were cut, in order of time.

    Each pause gives in proportion to what it is longer than `SHORTEST_PAUSE` (`SHORTEST_EDGE` at the ends), from its
    middle, cross-faded over 5 ms. The same sound where there is nothing to give.
    """
    rate, samples = audio.sample_rate, audio.samples
    spare = [(begin, end, end - begin - keep) for begin, end, keep in _pauses(audio) if end - begin > keep]
    total = sum(one for _, _, one in spare)
    wanted = min(round(seconds * rate), total)
    if wanted <= 0:
        return audio, ()
    seam = round(_SEAM_SECONDS * rate)
    pieces, cuts, done, taken = [], list[Cut](), 0, 0
    for number, (begin, end, most) in enumerate(spare):
        part = wanted - taken if number == len(spare) - 1 else min(most, round(wanted * most / total))
        taken += part
        if part <= 0:
            continue
        # At an edge of the sound its end is what goes, so that the fade of the first or last sound stays.
        start = 0 if begin == 0 else len(samples) - part if end == len(samples) else (begin + end - part) // 2
        before, after = samples[done:start].copy(), samples[start + part :]
        fade = min(seam, len(before)) if len(after) else 0
        if fade:
            falling = np.linspace(1.0, 0.0, fade, dtype=np.float32)
            before[-fade:] = before[-fade:] * falling + samples[start + part - fade : start + part] * (
                1 - falling
            )
        pieces.append(before)
        cuts.append(Cut(start / rate, part / rate))
        done = start + part
    pieces.append(samples[done:])
    return Audio(np.concatenate(pieces), rate), tuple(cuts)


def time_after(cuts: Sequence[Cut], seconds: float) -> float:
    """A time of the sound as it was in the sound that is left; one that was taken out is where the cut is."""
    return seconds - sum(min(one.length, seconds - one.start) for one in cuts if one.start < seconds)


def _pauses(audio: Audio) -> list[tuple[int, int, int]]:
    """Begin, end and least length of each stretch of silence, in samples; none of a sound that is silent."""
    rate = audio.sample_rate
    size = max(1, round(_FRAME_SECONDS * rate))
    count = len(audio.samples) // size
    frames = audio.samples[: count * size].reshape(count, size).astype(np.float64)
    level = np.sqrt(np.mean(frames**2, axis=1)) if count else np.zeros(0)
    if not count or level.max() <= 0:
        return []
    quiet = np.concatenate([[False], level < level.max() * 10 ** (_QUIET_DB / 20), [False]])
    turns = np.flatnonzero(quiet[1:] != quiet[:-1])
    found = []
    for first, last in zip(turns[::2], turns[1::2], strict=True):
        begin, end = int(first) * size, len(audio.samples) if last == count else int(last) * size
        edge = begin == 0 or end == len(audio.samples)
        found.append((begin, end, round((SHORTEST_EDGE if edge else SHORTEST_PAUSE) * rate)))
    return found
