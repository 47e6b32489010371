"""Integrated loudness of one channel: ITU-R BS.1770-5.

Instead of pyloudnorm, which needs SciPy (143 MB): 9 ms for 10 s of sound there, 11 ms here
(`benchmarks/recipes/libraries.py`).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio

SILENCE = -70.0
"""LUFS of the absolute gate: nothing softer counts, so this also stands for silence (ITU-R BS.1770-5, annex 1)."""

_BLOCK, _STEP = 0.4, 0.1
"""Seconds of a block and from one to the next: 75 % overlap (ITU-R BS.1770-5, annex 1)."""
_OFFSET = -0.691
"""LUFS of a mean square of 1 (ITU-R BS.1770-5, annex 1)."""
_RELATIVE_GATE = -10.0
"""LU below the mean of the blocks above the absolute gate (ITU-R BS.1770-5, annex 1)."""


def loudness(audio: Audio) -> float:
    """Integrated loudness in LUFS, gated; `SILENCE` (-70) when nothing passes the gate.

    Sound shorter than a block of 0.4 s is measured as one block.
    """
    if not len(audio.samples):
        return SILENCE
    powers = _block_powers(audio)
    levels = _OFFSET + 10.0 * np.log10(np.maximum(powers, 1e-12))
    heard = powers[levels > SILENCE]
    if not len(heard):
        return SILENCE
    threshold = _OFFSET + 10.0 * math.log10(float(heard.mean())) + _RELATIVE_GATE
    heard = powers[levels > max(SILENCE, threshold)]
    return max(SILENCE, _OFFSET + 10.0 * math.log10(float(heard.mean())))


def _block_powers(audio: Audio) -> NDArray[np.float64]:
    """Mean square of the K-weighted sound in blocks of 0.4 s, one every 0.1 s."""
    rate = audio.sample_rate
    weighted = _filtered(audio.samples.astype(np.float64), weighting_response(rate))
    sums = np.concatenate([[0.0], np.cumsum(weighted**2)])
    block, step = min(len(weighted), round(_BLOCK * rate)), max(1, round(_STEP * rate))
    starts = np.arange(0, len(weighted) - block + 1, step)
    return np.asarray((sums[starts + block] - sums[starts]) / block)


def _filtered(samples: NDArray[np.float64], response: NDArray[np.float64]) -> NDArray[np.float64]:
    """`samples` through a finite impulse response, block by block (overlap-add), same length."""
    size = 1 << (2 * len(response) - 1).bit_length()
    hop = size - len(response) + 1
    spectrum = np.fft.rfft(response, size)
    out = np.zeros(len(samples) + size)
    for start in range(0, len(samples), hop):
        out[start : start + size] += np.fft.irfft(
            np.fft.rfft(samples[start : start + hop], size) * spectrum, size
        )
    return out[: len(samples)]


@lru_cache(maxsize=8)
def weighting_response(rate: int) -> NDArray[np.float64]:
    """Impulse response of the K-weighting at `rate`, 0.3 s of it (then more than 100 dB down).

    The standard gives coefficients for 48 kHz only; the two filters' analogue parameters behind them are a
    shelf of +3.99984 dB at 1681.97 Hz (Q 0.70718) and a high-pass at 38.135 Hz (Q 0.50033), designed again
    for each rate by the bilinear transform. Checked in tests against the standard's table at 48 kHz.
    """
    length = max(64, round(0.3 * rate))
    impulse = np.zeros(length)
    impulse[0] = 1.0
    for numerator, denominator in k_weighting(rate):
        impulse = _biquad(impulse, numerator, denominator)
    return impulse


def k_weighting(rate: int) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
    """The two second-order filters (numerator, denominator with a leading 1) of BS.1770 at `rate`."""
    frequency, gain_db, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    warped = math.tan(math.pi * min(frequency, 0.49 * rate) / rate)
    high = 10.0 ** (gain_db / 20.0)
    band = high**0.4996667741545416
    scale = 1.0 + warped / quality + warped**2
    shelf = (
        np.array([
            (high + band * warped / quality + warped**2) / scale,
            2.0 * (warped**2 - high) / scale,
            (high - band * warped / quality + warped**2) / scale,
        ]),
        np.array([1.0, 2.0 * (warped**2 - 1.0) / scale, (1.0 - warped / quality + warped**2) / scale]),
    )  # fmt: skip
    frequency, quality = 38.13547087602444, 0.5003270373238773
    warped = math.tan(math.pi * frequency / rate)
    scale = 1.0 + warped / quality + warped**2
    high_pass = (
        np.array([1.0, -2.0, 1.0]),
        np.array([1.0, 2.0 * (warped**2 - 1.0) / scale, (1.0 - warped / quality + warped**2) / scale]),
    )
    return shelf, high_pass


def _biquad(
    samples: NDArray[np.float64], numerator: NDArray[np.float64], denominator: NDArray[np.float64]
) -> NDArray[np.float64]:
    out = np.zeros_like(samples)
    first = second = 0.0
    (b0, b1, b2), (_, a1, a2) = numerator.tolist(), denominator.tolist()
    for index, value in enumerate(samples.tolist()):
        result = b0 * value + first
        first = b1 * value - a1 * result + second
        second = b2 * value - a2 * result
        out[index] = result
    return out
