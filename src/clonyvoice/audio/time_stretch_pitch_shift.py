"""Pace without pitch, and pitch without pace, for engines that can do neither themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.resampling import resample
from clonyvoice.core.audio import Audio

_FRAME_SECONDS = 0.03
"""Seconds of a frame: WSOLA's usual 20 to 30 ms, two periods of a low voice (Verhelst and Roelands, 1993)."""
_TOLERANCE_SECONDS = 0.008
"""Seconds around its place in which a frame is looked for: half a period of 60 Hz. Chosen by hand."""


def stretch(audio: Audio, factor: float) -> Audio:
    """The sound `factor` times as long at the same pitch (0.1-10); the same object for 1.

    WSOLA (Verhelst and Roelands, 1993): frames of 30 ms are laid over each other by half, each taken within
    ±8 ms of its place from where it best continues the frame before. Length: `round(n * factor)` samples.
    """
    if not 0.1 <= factor <= 10.0:
        raise ValueError("factor must be 0.1 to 10")
    total = round(len(audio.samples) * factor)
    if factor == 1.0 or total == 0:
        return audio
    rate = audio.sample_rate
    hop = max(8, round(_FRAME_SECONDS * rate / 2))
    frame, reach = 2 * hop, round(_TOLERANCE_SECONDS * rate)
    count = -(-total // hop) + 1
    needed = round((count + 1) * hop / factor) + frame + 2 * reach + hop
    source = np.zeros(hop + reach + max(len(audio.samples), needed) + frame, np.float64)
    offset = hop + reach
    source[offset : offset + len(audio.samples)] = audio.samples
    window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(frame) + 0.5) / frame)
    out = np.zeros((count + 1) * hop)
    # The first frame is centred on the first sample, so that the half of it before the sound falls away.
    place = offset - hop
    out[:frame] += window * source[place : place + frame]
    for index in range(1, count):
        continued = source[place + hop : place + hop + frame]
        target = offset - hop + round(index * hop / factor)
        area = source[target - reach : target + reach + frame]
        place = target - reach + best_match(area, continued)
        out[index * hop : index * hop + frame] += window * source[place : place + frame]
    result = out[hop : hop + total]
    if len(result) < total:
        result = np.concatenate([result, np.zeros(total - len(result))])
    return Audio(result.astype(np.float32), rate)


def best_match(area: NDArray[np.float64], wanted: NDArray[np.float64]) -> int:
    """The offset in `area` at which it is most similar to `wanted`, by normalised correlation.

    The middle when all is silence.
    """
    size = 1 << (len(area) + len(wanted) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(area, size) * np.conj(np.fft.rfft(wanted, size)), size)
    places = len(area) - len(wanted) + 1
    sums = np.concatenate([[0.0], np.cumsum(area**2)])
    energy = sums[len(wanted) :] - sums[: -len(wanted)]
    if energy.max() < 1e-9 or float(wanted @ wanted) < 1e-9:
        return places // 2
    return int(np.argmax(product[:places] / np.sqrt(energy[:places] + 1e-9)))


def shift_pitch(audio: Audio, semitones: float) -> Audio:
    """The sound higher or lower by `semitones` (±24) with the same length; the same object for 0.

    Stretched, then played faster: formants move along, so a large shift sounds like a smaller or larger
    person.
    """
    if not -24.0 <= semitones <= 24.0:
        raise ValueError("semitones must be -24 to 24")
    if semitones == 0 or not len(audio.samples):
        return audio
    factor = 2.0 ** (semitones / 12.0)
    longer = stretch(audio, factor)
    played = resample(Audio(longer.samples, round(audio.sample_rate * factor)), audio.sample_rate)
    result = np.zeros(len(audio.samples), np.float32)
    count = min(len(result), len(played.samples))
    result[:count] = played.samples[:count]
    return Audio(result, audio.sample_rate)
