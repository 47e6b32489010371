"""Exact starts and ends of stretches of speech: as far as the sound stays above the noise around them.

Silero VAD detects frames of speech, but is late at the faint beginnings of words and early at their ends (h, f, s, a
released stop, a last syllable). A fixed margin is too much at one edge and too little at the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.transcription.voice_activity import FRAME_SECONDS, RATE, Probabilities

_HOP = 160
"""Samples of a step, 10 ms: a tenth of a syllable. Chosen by hand."""
_STEP = _HOP / RATE
_SMOOTH = 3
"""Steps that a level is the mean of: 30 ms. Chosen by hand."""
_QUIET = 0.1
"""Probability of speech below which a frame counts for the level of the noise. Chosen by hand."""
_NEAR = 15.0
"""Seconds before and behind a stretch in which the noise is measured."""
_NOISE_SHARE, _ABOVE = 20, 4.0
"""Speech is this many decibels above that percentile of the quiet steps. These two, `_REACH` and `_HOLE`: 32 meetings
of `benchmarks/meetings.py` (seeds 3000 and 3100), eight of them also under white noise, babble and tones 20 and 10 dB
below the speech."""
_RANGE = 35.0
"""Decibels below the loud parts of a stretch at which even a quiet room's sound is no speech any more.
Chosen by hand."""
_REACH = 0.5
"""Seconds that an edge moves at most. Chosen by hand."""
_HOLE = 0.08
"""Seconds of silence inside a word: the closure of a stop. Chosen by hand."""
_LEAST_PAD = 0.03
"""Seconds kept around what the detector found, whatever the level. Chosen by hand."""


class SoundLevels:
    """The level of a recording at 16 kHz that is fed piece by piece, in steps of 10 ms; an hour takes 1.4 MB."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._powers: list[NDArray[np.float32]] = []

    def feed(self, samples: Samples) -> None:
        """Process the next piece of sound."""
        whole = np.concatenate([self._rest, samples])
        count = len(whole) // _HOP
        self._rest = whole[count * _HOP :]
        steps = whole[: count * _HOP].reshape(count, _HOP)
        self._powers.append(np.einsum("ij,ij->i", steps, steps) / np.float32(_HOP))

    def decibels(self) -> NDArray[np.float32]:
        """The level of each step, smoothed."""
        power = np.concatenate([*self._powers, np.zeros(0, np.float32)])
        if len(power) < _SMOOTH:
            return np.full(len(power), -120.0, np.float32)
        smooth = np.convolve(power, np.full(_SMOOTH, 1.0 / _SMOOTH, np.float32), mode="same")
        return np.asarray(10.0 * np.log10(smooth + np.float32(1e-12)), np.float32)


def with_true_edges(
    stretches: Sequence[tuple[float, float]], pad: float, levels: NDArray[np.float32], chances: Probabilities
) -> list[tuple[float, float]]:
    """The stretches (start and end in seconds, in order), each edge moved to where the sound rises and falls.

    `pad` is how far they were widened beyond what the detector found. An edge that touches the next stretch, where
    long speech was cut, stays.
    """
    out: list[tuple[float, float]] = []
    if not len(levels) or not len(chances):
        return list(stretches)
    frames = np.minimum((np.arange(len(levels)) * _STEP / FRAME_SECONDS).astype(int), len(chances) - 1)
    quiet = chances[frames] < _QUIET
    for at, (start, end) in enumerate(stretches):
        before = out[-1][1] if out else 0.0
        after = stretches[at + 1][0] if at + 1 < len(stretches) else len(levels) * _STEP
        loud = levels > _floor(levels, quiet, start, end)
        first, last = start, end
        if at == 0 or stretches[at - 1][1] < start:
            inner = min(start + pad, (start + end) / 2)
            first = max(before, min(inner - _LEAST_PAD, inner - _reached(loud, inner, -1)))
        if at + 1 == len(stretches) or end < after:
            inner = max(end - pad, (start + end) / 2)
            last = min(after, max(inner + _LEAST_PAD, inner + _reached(loud, inner, 1)))
        out.append((max(0.0, first), last))
    return out


def _floor(levels: NDArray[np.float32], quiet: NDArray[np.bool_], start: float, end: float) -> float:
    """The level above which there is speech near a stretch, in decibels."""
    near = slice(max(0, round((start - _NEAR) / _STEP)), round((end + _NEAR) / _STEP))
    noise = levels[near][quiet[near]]
    if len(noise) < 20:
        # Nearly no pause: the quietest sound between words.
        noise = levels[near]
    own = levels[round(start / _STEP) : round(end / _STEP)]
    loud = float(np.percentile(own, 90)) if len(own) else 0.0
    return max(float(np.percentile(noise, _NOISE_SHARE)) + _ABOVE, loud - _RANGE)


def _reached(loud: NDArray[np.bool_], at: float, step: int) -> float:
    """Seconds from `at` in the direction of `step` to the last loud step, over holes as short as a stop's closure."""
    begin = round(at / _STEP) - (step < 0)
    best = hole = 0
    for away in range(round(_REACH / _STEP)):
        place = begin + step * away
        if not 0 <= place < len(loud):
            break
        if loud[place]:
            best, hole = away + 1, 0
        else:
            hole += 1
            if hole * _STEP > _HOLE:
                break
    return best * _STEP
