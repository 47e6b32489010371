"""Sample levels: gain, a limiter of peaks, silence trimmed at the ends."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio

CEILING_DB = -1.0
"""Highest peak in dBFS; EBU R 128 has -1 dBTP."""
_HOP_SECONDS = 0.01
"""Seconds between two values of the limiter's gain. Chosen by hand."""


def from_db(db: float) -> float:
    """The amplitude factor of a gain in decibels."""
    return float(10.0 ** (db / 20.0))


def peak(audio: Audio) -> float:
    """The largest absolute sample; 0 for no samples."""
    return float(np.max(np.abs(audio.samples))) if len(audio.samples) else 0.0


def gain(audio: Audio, db: float) -> Audio:
    """The sound louder or softer by `db`; the same object for 0 dB. It may then need `limit`."""
    if db == 0:
        return audio
    return Audio(audio.samples * np.float32(from_db(db)), audio.sample_rate)


def limit(audio: Audio, ceiling_db: float = CEILING_DB) -> Audio:
    """The sound with no sample above `ceiling_db`: a look-ahead limiter, so peaks are turned down, not cut.

    The gain goes down over the 5 ms before a peak and comes back over 50 ms. Sound below the ceiling is
    returned as the same object.
    """
    ceiling = from_db(ceiling_db)
    if peak(audio) <= ceiling:
        return audio
    needed = np.minimum(1.0, ceiling / np.maximum(np.abs(audio.samples.astype(np.float64)), 1e-9))
    ahead = max(1, round(0.005 * audio.sample_rate))
    release = max(1, round(0.05 * audio.sample_rate))
    held = running_min(needed, ahead, ahead)
    # The gain may only rise by a fixed step each sample: the least over the past of (gain + distance x step).
    step = 1.0 / release
    ramp = np.arange(len(held)) * step
    slow = np.minimum.accumulate(held - ramp) + ramp
    smooth = running_mean(np.minimum(slow, held), ahead)
    result = audio.samples * np.minimum(smooth, needed)
    return Audio(result.astype(np.float32), audio.sample_rate)


def running_min(values: NDArray[np.float64], before: int, after: int) -> NDArray[np.float64]:
    """The least value from `before` samples back to `after` samples ahead of each."""
    width = before + after + 1
    padded = np.concatenate([np.full(before, np.inf), values, np.full(after, np.inf)])
    # Running minimum by doubling: windows of 1, 2, 4 … and one overlap at the end.
    size, current = 1, padded
    while size * 2 <= width:
        current = np.minimum(current[: len(current) - size], current[size:])
        size *= 2
    rest = width - size
    if rest:
        current = np.minimum(current[: len(current) - rest], current[rest:])
    return current


def running_mean(values: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """The mean of each value and `half` on either side; the ends are repeated beyond themselves."""
    padded = np.concatenate([np.full(half + 1, values[0]), values, np.full(half, values[-1])])
    sums = np.cumsum(padded)
    width = 2 * half + 1
    return np.asarray((sums[width:] - sums[:-width]) / width)


def trim_bounds(audio: Audio, threshold_db: float = -50.0, keep: float = 0.03) -> tuple[int, int]:
    """Indices of the first sample and past the last one that is not silent, with `keep` seconds left on either side.

    Silence is 10 ms stretches more than `threshold_db` below the loudest one. All silence: the whole sound.
    """
    hop = max(1, round(_HOP_SECONDS * audio.sample_rate))
    count = math.ceil(len(audio.samples) / hop)
    if not count:
        return 0, 0
    padded = np.zeros(count * hop, np.float32)
    padded[: len(audio.samples)] = audio.samples
    power = np.mean(padded.reshape(count, hop).astype(np.float64) ** 2, axis=1)
    loudest = float(power.max())
    if loudest <= 1e-10:
        return 0, len(audio.samples)
    heard = np.flatnonzero(power >= loudest * 10.0 ** (threshold_db / 10.0))
    kept = round(keep * audio.sample_rate)
    start = max(0, int(heard[0]) * hop - kept)
    return start, min(len(audio.samples), (int(heard[-1]) + 1) * hop + kept)


def trim(audio: Audio, threshold_db: float = -50.0, keep: float = 0.03) -> Audio:
    """The sound without silence at its ends but for `keep` seconds (see `trim_bounds`)."""
    start, end = trim_bounds(audio, threshold_db, keep)
    return Audio(audio.samples[start:end].copy(), audio.sample_rate)
