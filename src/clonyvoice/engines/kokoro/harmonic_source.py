"""Harmonic source and inverse transform: the input and output of the vocoder network.

Both are the NSF-iSTFT parts of Kokoro's generator (Kaneko et al. 2022, iSTFTNet; Wang et al. 2019, NSF) written as
plain arrays, in double precision where phase is summed up, so that pitch stays exact over long chunks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]

RATE = 24_000
"""Kokoro's sample rate."""
UPSAMPLE = 300
"""Samples for each value of F0. Chosen by hand."""
HOP, WINDOW, BINS = 5, 20, 11
"""Samples from one frame to the next, of a frame, and its bins: Kokoro's configuration (`istftnet`)."""
SPECTRA = 2 * UPSAMPLE // HOP
"""Of the source, for each frame of the text."""
_VOICED = 10.0
"""Hz above which a sample is voiced (StyleTTS 2's `SineGen`, `voiced_threshold`)."""
_AMPLITUDE = 0.1
"""Amplitude of the sines (StyleTTS 2's `SineGen`, `sine_amp`)."""


@dataclass(frozen=True, slots=True)
class SourceWeights:
    """Weights and constants of the source and the inverse transform.

    `mix` `[9]` and `bias` merge the harmonics, `window` `[20]` is the analysis window, `basis` `[22, 20]` the
    inverse transform's, with its window and scale.
    """

    mix: Array
    bias: float
    window: Array
    basis: Array

    def save(self, path: Path) -> None:
        """Write them to `path` (.npz)."""
        np.savez(path, mix=self.mix, bias=self.bias, window=self.window, basis=self.basis)

    @classmethod
    def read(cls, path: Path) -> SourceWeights:
        """The object that `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["mix"], float(stored["bias"]), stored["window"], stored["basis"])


def _turns(f0: Array) -> NDArray[np.float64]:
    """The phase, in turns, in the middle of each value of F0."""
    return np.asarray(np.cumsum(f0.astype(np.float64) / RATE) * UPSAMPLE)


def excitation(f0: Array, weights: SourceWeights, turns: NDArray[np.float64] | None = None) -> Array:
    """The source signal `[300 n]` for the F0 contour `f0` `[n]` in Hz: nine harmonics where voiced, else constant.

    The phase is summed per value of F0 and interpolated linearly between their middles; `turns` `[n]` are these sums
    where `f0` is a part of a longer contour.
    """
    count = len(f0) * UPSAMPLE
    turns = _turns(f0) if turns is None else turns
    middles = (np.arange(len(f0)) + 0.5) * UPSAMPLE - 0.5
    phase = np.interp(np.arange(count), middles, turns)
    angle = (2.0 * np.pi * (phase - np.floor(phase))).astype(np.float32)
    # Clenshaw's recurrence: the weighted sum of sin(h angle) from one cosine and one sine.
    double_cos, sine = 2.0 * np.cos(angle), np.sin(angle)
    last, before = np.zeros_like(angle), np.zeros_like(angle)
    for weight in weights.mix[::-1]:
        last, before = weight + double_cos * last - before, last
    voiced = np.repeat((f0 > _VOICED).astype(np.float32) * _AMPLITUDE, UPSAMPLE)
    merged: Array = np.tanh(last * sine * voiced + np.float32(weights.bias)).astype(np.float32)
    return merged


def source_spectrum(f0: Array, weights: SourceWeights, turns: NDArray[np.float64] | None = None) -> Array:
    """Magnitudes and phases `[22, 60 n + 1]` of the excitation for `f0` `[n]`, the vocoder network's input.

    `turns` as in `excitation`.
    """
    padded = np.pad(excitation(f0, weights, turns), WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP] * weights.window
    spectrum = np.fft.rfft(frames, axis=1)
    return np.concatenate([np.abs(spectrum).T, np.angle(spectrum).T]).astype(np.float32)


def source_of_frames(f0: Array, frames: NDArray[np.int64], weights: SourceWeights) -> Array:
    """The columns of `source_spectrum` for `f0` `[2 T]` that belong to some of the T frames, by their indices
    (ascending), and the one behind the last: `[22, 120 n + 1]`, computed for these alone.
    """
    turns, total = _turns(f0), len(f0) // 2
    parts = []
    for run in np.split(frames, np.flatnonzero(np.diff(frames) != 1) + 1):
        # A frame more on either side: windows reach over the edges.
        low, high = max(0, int(run[0]) - 1), min(total, int(run[-1]) + 2)
        near = slice(2 * low, 2 * high)
        first = (int(run[0]) - low) * SPECTRA
        spectrum = source_spectrum(f0[near], weights, turns[near])
        parts.append(spectrum[:, first : first + len(run) * SPECTRA + 1])
    return np.concatenate([*(part[:, :-1] for part in parts[:-1]), parts[-1]], axis=1)


def sound(output: Array, weights: SourceWeights) -> Array:
    """The samples `[5 (m - 1)]` of the network's output `[22, m]` (log magnitudes, then phases before their sine)."""
    magnitude, phase = np.exp(output[:BINS]), np.sin(output[BINS:])
    frames = weights.basis.T @ np.concatenate([magnitude * np.cos(phase), magnitude * np.sin(phase)])
    count = output.shape[1]
    rows = np.zeros((count + WINDOW // HOP - 1, HOP), np.float32)
    for step in range(WINDOW // HOP):
        rows[step : step + count] += frames[step * HOP : (step + 1) * HOP].T
    return rows.reshape(-1)[WINDOW // 2 : -WINDOW // 2]
