"""Equalisers and reverberation as impulse responses, and their convolution with sound that comes in sections.

FFmpeg's filters (`equalizer`, `aecho`) and pedalboard carry a state from where they began, so that the same second
of a project would sound otherwise when it is played from its middle. A convolution has an end: what it answers
depends on the sound of the last `memory` sections alone. (pedalboard is GPL besides, and FFmpeg has no reverberation
without an impulse response.)
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.stereo_wav_files_peaks import Stereo

BandShape: TypeAlias = Literal["high_pass", "low_shelf", "peak", "high_shelf", "low_pass"]

_EQUALISER_SECONDS: Final = 1.0
"""Length of an equaliser's response: the sharpest peak at 20 Hz (q 10) has decayed by 54 dB then."""
_DECAYED_DB: Final = 60.0
"""Fall of the level that a time of reverberation is measured over (ISO 3382-1, RT60)."""
_REVERB_BANDS: Final = ((125.0, 0.0), (500.0, 0.0), (2000.0, 0.35), (8000.0, 0.85))
"""From which frequency on, in Hz, and by which share of the damping, the decay is shorter. Chosen by hand."""
_NOISE_SEEDS: Final = (17, 31)
"""Of the noise of the left and the right side: two that are not alike, always the same. Chosen by hand."""
_END_FADE: Final = 0.1
"""Share of the response's end over which it fades to nothing. Chosen by hand."""


class Band(NamedTuple):
    """A band of an equaliser: frequency in Hz, gain in decibels (no matter to passes), quality."""

    shape: BandShape
    frequency: float
    gain_db: float
    q: float


@dataclass(frozen=True, slots=True)
class ConvolutionFilter:
    """A response as spectra of its sections, `[partitions, sides, bins]`; one side serves both."""

    section: int
    spectra: NDArray[np.complex64]
    dry: float
    """Factor of the sound itself, added to what the response makes of it."""

    @property
    def memory(self) -> int:
        """Sections before the present one on which its answer depends."""
        return len(self.spectra)


class Convolver:
    """Sound convolved with a response, section by section (uniformly partitioned overlap-save), for one thread."""

    def __init__(self, response: ConvolutionFilter) -> None:
        self._filter = response
        self.memory = response.memory
        self._before = np.zeros((2, response.section), np.float32)
        bins = response.section + 1
        nothing = np.zeros((2, bins), np.complex64)
        self._spectra = deque([nothing] * response.memory, maxlen=response.memory)

    def process(self, sound: Stereo) -> Stereo:
        """The next section of output, as long as `sound`."""
        own, size = self._filter, self._filter.section
        self.take(sound)
        total = np.zeros_like(self._spectra[0])
        for heard, response in zip(self._spectra, own.spectra, strict=True):
            total += heard * response
        made = np.fft.irfft(total, 2 * size)[:, size:].T
        return np.asarray(made + own.dry * sound if own.dry else made, np.float32)

    def take(self, sound: Stereo) -> None:
        """Remember a section as `process` does, whose output nobody needs."""
        now = np.ascontiguousarray(sound.T)
        both = np.concatenate([self._before, now], axis=1)
        self._spectra.appendleft(np.asarray(np.fft.rfft(both), np.complex64))
        self._before = now


@lru_cache(maxsize=32)
def equaliser(bands: tuple[Band, ...], sample_rate: int, section: int) -> ConvolutionFilter:
    """The filter of an equaliser's bands one after another, at sections of `section` samples.

    Biquads of the "Cookbook formulae for audio EQ" (R. Bristow-Johnson; W3C note of 2021).
    """
    size = 4 * sample_rate
    """Samples of the circle: what is longer than four seconds folds back, at -200 dB for the sharpest peak."""
    back = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    answer = np.ones(len(back), np.complex128)
    for band in bands:
        b, a = _biquad(band, sample_rate)
        answer *= _at(b, back) / _at(a, back)
    length = round(_EQUALISER_SECONDS * sample_rate)
    return _partitioned(_faded(np.fft.irfft(answer, size)[None, :length]), section, 0.0)


@lru_cache(maxsize=32)
def reverb(
    decay_s: float, pre_delay_ms: float, damping: float, level_db: float, sample_rate: int, section: int
) -> ConvolutionFilter:
    """The filter of a room: noise that decays by 60 dB in `decay_s`, high frequencies faster by `damping` (0-1).

    Decaying noise, unlike on both sides (J. A. Moorer, "About this reverberation business", 1979), `level_db` above the
    sound, which stays as it is.
    """
    delay, length = round(pre_delay_ms * sample_rate / 1000), round(decay_s * sample_rate)
    size = _quick_length(length)
    """The first sound of a mix waits for this: single precision, both sides at once, a length that the FFT likes."""
    seconds = np.arange(length, dtype=np.float32) / np.float32(sample_rate)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / sample_rate), 1.0)).astype(np.float32)
    noise = np.fft.rfft(np.stack([_noise(seed, size) for seed in _NOISE_SEEDS]))
    sides = np.zeros((2, length), np.float32)
    rising = [_rising(octaves, low) for low, _ in _REVERB_BANDS] + [np.zeros_like(octaves)]
    shares: dict[float, NDArray[Any]] = {}
    for number, (_, share) in enumerate(_REVERB_BANDS):  # bands that decay alike are one
        shares[share] = shares.get(share, np.zeros_like(octaves)) + rising[number] - rising[number + 1]
    for share, keep in shares.items():
        fall = _DECAYED_DB / 20 * math.log(10) / (decay_s * (1 - damping * share))
        sides += np.fft.irfft(noise * keep, size)[:, :length] * np.exp(np.float32(-fall) * seconds)
    sides /= np.sqrt((sides**2).sum(axis=1, keepdims=True, dtype=np.float64)).astype(np.float32)
    response = np.zeros((2, delay + length), np.float32)
    response[:, delay:] = _faded(sides) * np.float32(10 ** (level_db / 20))
    return _partitioned(response, section, 1.0)


def _noise(seed: int, count: int) -> NDArray[np.float32]:
    """White noise in -1..1 that is the same on every machine: numpy keeps raw streams, not those of distributions."""
    raw = np.random.PCG64(seed).random_raw(count)
    return (raw >> np.uint64(40)).astype(np.float32) / np.float32(2**23) - np.float32(1.0)


def _quick_length(count: int) -> int:
    """The least length of at least `count` that has no prime factors but 2, 3 and 5."""
    size = count
    while True:
        left = size
        for factor in (2, 3, 5):
            while left % factor == 0:
                left //= factor
        if left == 1:
            return size
        size += 1


def _rising(octaves: NDArray[np.float32], low: float) -> NDArray[np.float32]:
    """0 below a frequency and 1 above it, over two octaves; `octaves` are logarithms of frequencies to base 2."""
    near = np.clip(octaves - np.float32(math.log2(low)), -1, 1)
    return np.asarray(0.5 + 0.5 * np.sin(near * np.float32(np.pi / 2)), np.float32)


def _faded(response: NDArray[Any]) -> NDArray[Any]:
    count = round(_END_FADE * response.shape[1])
    faded = response.copy()
    faded[:, len(faded[0]) - count :] *= 0.5 + 0.5 * np.cos(np.pi * (np.arange(count) + 1) / count)
    return faded


def _partitioned(response: NDArray[Any], section: int, dry: float) -> ConvolutionFilter:
    parts = max(1, -(-response.shape[1] // section))
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
