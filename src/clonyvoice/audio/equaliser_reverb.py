"""Equalisers and reverberation as impulse responses, and their convolution with sound that comes in sections.

FFmpeg's filters (`equalizer`, `aecho`) and pedalboard carry a state from where they began, so that the same second
of a project would sound otherwise when it is played from its middle. A convolution has an end: what it answers
depends on the sound of the last `memory` sections alone. (pedalboard is GPL besides, and FFmpeg has no reverberation
without an impulse response.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.convolution import ConvolutionFilter, FilterCache, FilterInMaking

BandShape: TypeAlias = Literal["high_pass", "low_shelf", "peak", "high_shelf", "low_pass"]

_EQUALISER_SECONDS: Final = 1.0
"""Length of an equaliser's response: the sharpest peak at 20 Hz (q 10) has decayed by 54 dB then."""
_DECAYED_DB: Final = 60.0
"""Fall of the level that a time of reverberation is measured over (ISO 3382-1, RT60)."""
_REVERB_BANDS: Final = ((125.0, 0.0), (500.0, 0.0), (2000.0, 0.35), (8000.0, 0.85))
"""From which frequency on, in Hz, and by which share of the damping, the decay is shorter. Chosen by hand."""
_SHARES: Final = tuple(dict.fromkeys(share for _, share in _REVERB_BANDS))
"""Bands that decay alike are one."""
LONGEST_DECAY: Final = 6.0
"""Seconds of the longest reverberation. Chosen by hand."""
_NOISE_SEEDS: Final = (17, 31)
"""Of the noise of the left and the right side: two that are not alike, always the same. Chosen by hand."""
_END_FADE: Final = 0.1
"""Share of the response's end over which it fades to nothing. Chosen by hand."""


_irfft: Any = np.fft.irfft
"""numpy's stubs know no buffer of single precision for its result."""


class Band(NamedTuple):
    """A band of an equaliser: frequency in Hz, gain in decibels (no matter to passes), quality."""

    shape: BandShape
    frequency: float
    gain_db: float
    q: float


_FILTERS: Final = FilterCache(180_000_000)
"""As many as a project may have: 32 reverberations of 6 s take 172 MB."""


def equaliser(bands: tuple[Band, ...], sample_rate: int, section: int) -> ConvolutionFilter:
    """The filter of an equaliser's bands one after another, at sections of `section` samples; kept for the next.

    Biquads of the "Cookbook formulae for audio EQ" (R. Bristow-Johnson; W3C note of 2021).
    """
    return _FILTERS.get((bands, sample_rate, section), lambda: _equaliser(bands, sample_rate, section))


def equaliser_begun(bands: tuple[Band, ...], sample_rate: int, section: int) -> FilterInMaking:
    """As `equaliser`, made by another thread if it is not there."""
    made = _FILTERS.begun((bands, sample_rate, section), lambda: _equaliser(bands, sample_rate, section))
    return FilterInMaking(section, _partitions(round(_EQUALISER_SECONDS * sample_rate), section), made)


def _equaliser(bands: tuple[Band, ...], sample_rate: int, section: int) -> ConvolutionFilter:
    size = 2 * sample_rate
    """Samples of the circle: what is longer than two seconds folds back, at -108 dB for the sharpest peak."""
    back = _unit_circle(size)
    answer = np.ones(len(back), np.complex128)
    for band in bands:
        b, a = _biquad(band, sample_rate)
        answer *= _at(b, back)
        answer /= _at(a, back)
    length = round(_EQUALISER_SECONDS * sample_rate)
    response = np.fft.irfft(answer, size)[None, :length].copy()
    _fade(response)
    return _partitioned(response, section, 0.0)


class Room(NamedTuple):
    """A reverberation: decay by 60 dB in seconds (0.1 to `LONGEST_DECAY`), delay before it in ms, `damping` 0-1, level.

    High frequencies decay faster by `damping`; `level_db` is above the sound itself, which stays as it is.
    """

    decay_s: float
    pre_delay_ms: float
    damping: float
    level_db: float


def reverb(room: Room, sample_rate: int, section: int) -> ConvolutionFilter:
    """The filter of a room at sections of `section` samples; kept for the next.

    Decaying noise, unlike on both sides (J. A. Moorer, "About this reverberation business", 1979).
    """
    return _FILTERS.get((room, sample_rate, section), lambda: _reverb(room, sample_rate, section))


def reverb_begun(room: Room, sample_rate: int, section: int) -> FilterInMaking:
    """As `reverb`, made by another thread if it is not there."""
    made = _FILTERS.begun((room, sample_rate, section), lambda: _reverb(room, sample_rate, section))
    length = round(room.pre_delay_ms * sample_rate / 1000) + round(room.decay_s * sample_rate)
    return FilterInMaking(section, _partitions(length, section), made)


def prepare_noise(sample_rate: int) -> None:
    """Make the noise that all rooms are parts of, so that the first one does not wait for it."""
    _room_noise(sample_rate)


def _reverb(room: Room, sample_rate: int, section: int) -> ConvolutionFilter:
    decay_s, pre_delay_ms, damping, level_db = room
    delay, length = round(pre_delay_ms * sample_rate / 1000), round(decay_s * sample_rate)
    noise = _room_noise(sample_rate)
    sides = np.zeros((2, delay + length), np.float32)
    wet, part = sides[:, delay:], np.empty((2, length), np.float32)
    seconds = np.arange(length, dtype=np.float32) / np.float32(sample_rate)
    for share, band in zip(_SHARES, noise, strict=True):
        fall = _DECAYED_DB / 20 * math.log(10) / (decay_s * (1 - damping * share))
        np.multiply(band[:, :length], np.exp(np.float32(-fall) * seconds), out=part)
        wet += part
    power = np.square(wet).sum(axis=1)
    _fade(wet)
    wet *= np.float32(10 ** (level_db / 20)) / np.sqrt(power)[:, None]
    return _partitioned(sides, section, 1.0)


@lru_cache(maxsize=1)
def _room_noise(sample_rate: int) -> NDArray[np.float32]:
    """Noise in bands that decay alike, `[shares, 2, samples]`: as long as the longest room, 7 MB at 48 kHz.

    Each room is a part of it that decays in its own time, so that to change a room takes no transform of noise.
    """
    size = round(LONGEST_DECAY * sample_rate)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / sample_rate), 1.0)).astype(np.float32)
    noise = np.fft.rfft(np.stack([_noise(seed, size) for seed in _NOISE_SEEDS]))
    rising = [_rising(octaves, low) for low, _ in _REVERB_BANDS] + [np.zeros_like(octaves)]
    bands = np.zeros((len(_SHARES), 2, size), np.float32)
    for number, own in enumerate(_SHARES):
        keep = np.zeros_like(octaves)
        for band, (_, share) in enumerate(_REVERB_BANDS):
            if share == own:
                keep += rising[band] - rising[band + 1]
        _irfft(noise * keep, size, out=bands[number])
    return bands


@lru_cache(maxsize=1)
def _unit_circle(size: int) -> NDArray[np.complex128]:
    """Powers z to the -1, one for each frequency of a transform of `size` real samples."""
    return np.asarray(np.exp(-2j * np.pi * np.fft.rfftfreq(size)), np.complex128)


def _noise(seed: int, count: int) -> NDArray[np.float32]:
    """White noise in -1..1 that is the same on every machine: numpy keeps raw streams, not those of distributions."""
    raw = np.random.PCG64(seed).random_raw(count)
    return (raw >> np.uint64(40)).astype(np.float32) / np.float32(2**23) - np.float32(1.0)


def _rising(octaves: NDArray[np.float32], low: float) -> NDArray[np.float32]:
    """0 below a frequency and 1 above it, over two octaves; `octaves` are logarithms of frequencies to base 2."""
    near = np.clip(octaves - np.float32(math.log2(low)), -1, 1)
    return np.asarray(0.5 + 0.5 * np.sin(near * np.float32(np.pi / 2)), np.float32)


def _fade(response: NDArray[Any]) -> None:
    """Let the last tenth of a response fall to nothing, in place."""
    count = round(_END_FADE * response.shape[1])
    response[:, response.shape[1] - count :] *= 0.5 + 0.5 * np.cos(np.pi * (np.arange(count) + 1) / count)


def _partitions(length: int, section: int) -> int:
    """Sections of a response of `length` samples."""
    return max(1, -(-length // section))


def _partitioned(response: NDArray[Any], section: int, dry: float) -> ConvolutionFilter:
    parts = _partitions(response.shape[1], section)
    padded = np.zeros((len(response), parts * section), np.float32)
    padded[:, : response.shape[1]] = response
    cut = padded.reshape(len(response), parts, section).transpose(1, 0, 2)
    return ConvolutionFilter(section, np.asarray(np.fft.rfft(cut, 2 * section), np.complex64), dry)


def _at(coefficients: Sequence[float], back: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """A polynomial in z to the -1, whose values on the unit circle are `back`."""
    return np.asarray(coefficients[0] + back * (coefficients[1] + back * coefficients[2]), np.complex128)


def _biquad(band: Band, sample_rate: int) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Numerator and denominator of a band, as the cookbook names them."""
    shape, frequency, gain_db, q = band
    w = 2 * math.pi * frequency / sample_rate
    cos, alpha = math.cos(w), math.sin(w) / (2 * q)
    level = 10 ** (gain_db / 40)
    if shape == "high_pass":
        return ((1 + cos) / 2, -(1 + cos), (1 + cos) / 2), (1 + alpha, -2 * cos, 1 - alpha)
    if shape == "low_pass":
        return ((1 - cos) / 2, 1 - cos, (1 - cos) / 2), (1 + alpha, -2 * cos, 1 - alpha)
    if shape == "peak":
        return (
            (1 + alpha * level, -2 * cos, 1 - alpha * level),
            (1 + alpha / level, -2 * cos, 1 - alpha / level),
        )
    # A shelf at high frequencies is one at low ones with the sign of the cosine changed.
    sign = 1.0 if shape == "low_shelf" else -1.0
    more, less, bend = level + 1, (level - 1) * sign, 2 * math.sqrt(level) * alpha
    return (
        (
            level * (more - less * cos + bend),
            2 * level * sign * ((level - 1) - (level + 1) * sign * cos),
            level * (more - less * cos - bend),
        ),
        (
            more + less * cos + bend,
            -2 * sign * ((level - 1) + (level + 1) * sign * cos),
            more + less * cos - bend,
        ),
    )
