"""The odds that a watermark raised each cell of time and frequency, without the original: a small fitted network.

The network sees the levels of a cell's surroundings and gives the logarithm of the odds that the cell was raised
rather than lowered. It is two layers with gated linear units (Dauphin et al., "Language Modeling with Gated
Convolutional Networks", ICML 2017), fitted by `benchmarks/recipes/watermark_estimator.py`, which says on what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio
from clonyvoice.provenance.watermark_code import band_edges

RATE = 16_000
"""Sample rate of the analysis."""
WINDOW, HOP = 640, 240
"""Samples of a frame, 40 ms, and from one to the next, 15 ms: a quarter of a cell."""
AROUND_BANDS, AROUND_FRAMES = 2, 7
"""Bands and frames on either side of a cell that the network sees. Chosen by hand."""
PATCH = (2 * AROUND_BANDS + 1) * (2 * AROUND_FRAMES + 1)
"""Levels that the network sees of each cell."""
_QUIET = 15
"""Percentile of a band's level that is taken for noise. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class BandLevels:
    """Levels of bands in nepers of power, `[bands, frames]`, with each band's noise floor and spread, `[bands, 1]`."""

    values: NDArray[np.float32]
    floor: NDArray[np.float32]
    spread: NDArray[np.float32]

    def padded(self) -> NDArray[np.float32]:
        """The levels with their ends repeated, so that each cell has all its surroundings."""
        return np.pad(
            self.values, ((AROUND_BANDS, AROUND_BANDS), (AROUND_FRAMES, AROUND_FRAMES)), mode="edge"
        )


@dataclass(frozen=True, slots=True)
class Estimator:
    """The network: `tanh(a) * sigmoid(b)` of two projections of a cell's surroundings, added up with weights.

    `patch` is `[PATCH, 2 * units]`; `floor`, `spread` and `band` are the weights of the level over the noise floor, of
    the band's spread and of its place from 0 to 1, `[2 * units]` each, as is `bias`; `out` is `[units]`.
    """

    patch: NDArray[np.float32]
    floor: NDArray[np.float32]
    spread: NDArray[np.float32]
    band: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]

    def odds(self, levels: BandLevels) -> NDArray[np.float32]:
        """The logarithm of the odds that each cell was raised, `[bands, frames]`."""
        bands, frames = levels.values.shape
        place = np.linspace(0, 1, bands, dtype=np.float32)[:, None]
        # What is the same for all frames of a band goes to its bias; the floor is taken from the centre's level.
        bias = self.bias + place * self.band + levels.spread * self.spread - levels.floor * self.floor
        kernel = self.patch.copy()
        kernel[PATCH // 2] += self.floor
        units = len(self.out)
        kernel[:, units:] *= 0.5  # sigmoid(x) = (1 + tanh(x / 2)) / 2
        bias[:, units:] *= 0.5
        padded = levels.padded()
        seen = np.empty((2 * AROUND_BANDS + 1, 2 * AROUND_FRAMES + 1, bands, frames), np.float32)
        for row, columns in enumerate(seen):
            for column, shifted in enumerate(columns):
                shifted[:] = padded[row : row + bands, column : column + frames]
        hidden = (kernel.T @ seen.reshape(PATCH, -1)).reshape(2 * units, bands, frames)
        hidden += bias.T[:, :, None]
        np.tanh(hidden, out=hidden)
        gated = hidden[:units] * (hidden[units:] + 1)
        return np.asarray(np.tensordot(0.5 * self.out, gated, 1), np.float32)


@cache
def estimator() -> Estimator:
    """The fitted network that comes with the package."""
    with (
        (files("clonyvoice.provenance") / "watermark_estimator.npz").open("rb") as file,
        np.load(file) as kept,
    ):
        return Estimator(
            kept["patch"], kept["floor"], kept["spread"], kept["band"], kept["bias"], kept["out"]
        )


def power_spectrogram(audio: Audio) -> NDArray[np.float32]:
    """Power of the sound at 16 kHz, `[321 bins, frames]`, a frame each 15 ms."""
    samples = np.nan_to_num(resample(audio, RATE).samples)
    if len(samples) < WINDOW:
        samples = np.concatenate([samples, np.zeros(WINDOW - len(samples), np.float32)])
    window = np.hanning(WINDOW).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    spectrum = np.fft.rfft(frames * window, axis=1)
    return np.ascontiguousarray((spectrum.real**2 + spectrum.imag**2).T, np.float32)


@cache
def _pooling(scale: float) -> NDArray[np.float32]:
    """Weights of bins in bands whose edges are `scale` times as high, `[bands, bins]`."""
    edges = band_edges() * scale * WINDOW / RATE + 0.5
    bins = np.arange(WINDOW // 2 + 1)
    low, high = edges[:-1, None], edges[1:, None]
    weights: NDArray[np.float32] = np.clip(
        np.minimum(high, bins + 1) - np.maximum(low, bins), 0, None
    ).astype(np.float32)
    return weights


def band_levels(power: NDArray[np.float32], scale: float) -> BandLevels:
    """Levels in bands `scale` times as high as those of the mark, from a power spectrogram."""
    energy = _pooling(scale) @ power
    # Far below a band's mean nothing is heard, and the logarithm of silence is no level.
    least = 1e-3 * energy.mean(axis=1, keepdims=True) + 1e-6 * energy.mean() + 1e-12
    values = np.log(energy + least)
    floor = np.percentile(values, _QUIET, axis=1, keepdims=True)
    return BandLevels(
        values.astype(np.float32),
        floor.astype(np.float32),
        values.std(axis=1, keepdims=True).astype(np.float32),
    )
