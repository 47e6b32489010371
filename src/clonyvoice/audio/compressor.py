"""A compressor for stereo sound in sections, whose gain depends on the last moments alone.

FFmpeg's `acompressor` follows the level with a recursive filter of unbounded memory, so that a second of a project
would have another gain when it is played from its middle; here attack and release have an end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from clonyvoice.audio.stereo_wav_files_peaks import Stereo

_STEP_SECONDS: Final = 0.001
"""From one value of the gain to the next; between them it is a straight line of decibels. Chosen by hand."""
_LEVEL_STEPS: Final = 10
"""Steps over which the level is the root of the mean square: half a period of 50 Hz. Chosen by hand."""
_KNEE_DB: Final = 6.0
"""Decibels around the threshold over which the ratio sets in. Chosen by hand."""
_SILENT: Final = 1e-10
"""Mean square that counts as silence: -100 dB. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Compression:
    """The settings of a compressor: dB, ms, and the ratio (dB above the threshold that become one)."""

    threshold_db: float
    ratio: float
    attack_ms: float
    release_ms: float
    makeup_db: float


class Compressor:
    """Downward compression of stereo, both channels alike; for one thread.

    Reduction by the static curve with a soft knee of D. Giannoulis, M. Massberg and J. Reiss ("Digital dynamic range
    compressor design", JAES 60, 2012) from the level of the louder side (root of the mean square over 10 ms). It is
    reached `attack_ms` after the level is, and gone `release_ms` after, in straight lines of decibels.
    """

    def __init__(self, given: Compression, sample_rate: int, section: int) -> None:
        self._given = given
        self._step = round(_STEP_SECONDS * sample_rate)
        self._attack = max(1, round(given.attack_ms / 1000 / _STEP_SECONDS))
        self._release = max(1, round(given.release_ms / 1000 / _STEP_SECONDS))
        needed = self._attack + self._release + _LEVEL_STEPS + 1
        self.memory = math.ceil(needed * self._step / section)
        self._powers = np.zeros(self.memory * section // self._step)

    def process(self, sound: Stereo) -> Stereo:
        """The next section of output, as long as `sound`."""
        step, count = self._step, len(sound) // self._step
        powers = self._with_powers(sound)
        lines = self._gains(powers[-(count + self._attack + self._release + _LEVEL_STEPS) :])[-(count + 1) :]
        lines = (lines * (math.log(10) / 20)).astype(np.float32)
        share = ((np.arange(step) + 1) / step).astype(np.float32)
        gains = np.exp(lines[:-1, None] + (lines[1:] - lines[:-1])[:, None] * share)
        return np.asarray(sound * gains.reshape(-1, 1), np.float32)

    def take(self, sound: Stereo) -> None:
        """Remember a section as `process` does, whose output nobody needs."""
        self._with_powers(sound)

    def _with_powers(self, sound: Stereo) -> NDArray[np.float64]:
        """The mean squares of the steps that are remembered, and of those of this section."""
        step, count = self._step, len(sound) // self._step
        squares = np.square(sound).reshape(count, step, 2)
        # Each side by itself: numpy sums what lies in a row an order of magnitude faster.
        louder = np.maximum(squares[:, :, 0].sum(axis=1), squares[:, :, 1].sum(axis=1))
        powers = np.concatenate([self._powers, louder.astype(np.float64) / step])
        self._powers = powers[count:]
        return powers

    def _gains(self, powers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Decibels at the end of each step, for those that have all steps before them that they depend on."""
        given = self._given
        levels = 10 * np.log10(np.maximum(sliding_window_view(powers, _LEVEL_STEPS).mean(axis=1), _SILENT))
        over = levels - given.threshold_db
        knee = np.square(np.clip(over + _KNEE_DB / 2, 0, _KNEE_DB)) / (2 * _KNEE_DB)
        reduction = (1 - 1 / given.ratio) * np.where(over > _KNEE_DB / 2, over, knee)
        falling = 1 - np.arange(self._release)[::-1] / self._release
        held = (sliding_window_view(reduction, self._release) * falling).max(axis=1)
        reached = sliding_window_view(held, self._attack).mean(axis=1)
        return np.asarray(given.makeup_db - reached, np.float64)
