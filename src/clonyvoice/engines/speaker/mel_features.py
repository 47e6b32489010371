"""Features of the speaker encoders: log mel energies of 16 kHz speech.

Instead of kaldi-native-fbank (2 MB), which has no Slaney bands and takes its samples as a list: 19 ms for 10 s of
speech, 16 ms here (`benchmarks/recipes/libraries.py`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float32]

RATE = 16_000
"""Sample rate that both encoders were trained with."""
HOP = 160
"""Samples from one frame to the next: 10 ms."""
_FLOOR = 1.1920929e-07
"""Float32's epsilon, as Kaldi's `fbank` has it."""


@lru_cache(maxsize=1)
def kaldi_filters() -> Array:
    """Kaldi's 80 triangular mel filters from 20 to 8000 Hz over 257 bins, `[80, 257]`."""

    def mel(hertz: ArrayLike) -> NDArray[np.float64]:
        return np.asarray(1127.0 * np.log(1.0 + np.asarray(hertz, np.float64) / 700.0))

    edges = np.linspace(mel(20.0), mel(8000.0), 82)
    bins = mel(np.arange(257) * (RATE / 512))
    rising = (bins - edges[:-2, None]) / (edges[1:-1, None] - edges[:-2, None])
    falling = (edges[2:, None] - bins) / (edges[2:, None] - edges[1:-1, None])
    weights = np.maximum(0.0, np.minimum(rising, falling))
    weights[:, 256] = 0.0
    return np.asarray(weights, np.float32)


@lru_cache(maxsize=1)
def povey() -> Array:
    """Kaldi's 25 ms window, `[400]`."""
    return np.asarray((0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(400) / 399.0)) ** 0.85, np.float32)


def kaldi(samples: Array) -> Array:
    """Kaldi's log mel energies of 16 kHz `samples` without dither, mean taken off, `[frames, 80]`."""
    if len(samples) < 400:
        samples = np.pad(samples, (0, 400 - len(samples)))
    pieces = np.lib.stride_tricks.sliding_window_view(samples, 400)[::HOP]
    pieces = pieces - pieces.mean(1, keepdims=True)
    emphasised = np.concatenate([pieces[:, :1] * 0.03, pieces[:, 1:] - 0.97 * pieces[:, :-1]], 1)
    spectrum = np.fft.rfft(emphasised * povey(), 512, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    logs = np.log(np.maximum(power @ kaldi_filters().T, _FLOOR))
    return np.asarray(logs - logs.mean(0), np.float32)


@lru_cache(maxsize=1)
def slaney_filters() -> Array:
    """Slaney's 40 area-normalised mel filters from 0 to 8000 Hz over 257 bins, `[40, 257]`."""
    low = np.arange(0.0, 15.0, 0.01)
    table_mel = np.concatenate([low, np.arange(15.0, 60.0, 0.01)])
    table_hertz = np.where(
        table_mel < 15.0, table_mel * 200.0 / 3.0, 1000.0 * 6.4 ** ((table_mel - 15.0) / 27.0)
    )
    top = float(np.interp(8000.0, table_hertz, table_mel))
    edges = np.interp(np.linspace(0.0, top, 42), table_mel, table_hertz)
    bins = np.arange(257) * (RATE / 512)
    rising = (bins - edges[:-2, None]) / (edges[1:-1, None] - edges[:-2, None])
    falling = (edges[2:, None] - bins) / (edges[2:, None] - edges[1:-1, None])
    weights = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (edges[2:] - edges[:-2]))[:, None]
    return np.asarray(weights, np.float32)


@lru_cache(maxsize=1)
def _hann() -> Array:
    window = np.zeros(512, np.float32)
    window[56:456] = np.hanning(401)[:-1]
    return window


def slaney(samples: Array) -> Array:
    """Log10 mel energies of 16 kHz `samples`, 25 ms windows in 32 ms frames, `[frames, 40]`."""
    if len(samples) < 512:
        samples = np.pad(samples, (0, 512 - len(samples)))
    pieces = np.lib.stride_tricks.sliding_window_view(np.pad(samples, 256, mode="reflect"), 512)[::HOP]
    spectrum = np.fft.rfft(pieces * _hann(), axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log10(power @ slaney_filters().T + 1e-6), np.float32)
