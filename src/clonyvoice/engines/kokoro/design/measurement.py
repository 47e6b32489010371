"""Measures of a voice: pitch, range, speaking rate and spectral balance, and the gains that change the balance."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.engines.kokoro.frequency_bands import BANDS, centres
from clonyvoice.engines.kokoro.spectral_shaping import envelope_db, frames_of
from clonyvoice.engines.speaker import pitch

Powers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class VoiceMeasures:
    """`pitch_hz`, `range_semitones` (one standard deviation of F0), `rate` (syllables a second), `brightness_db`
    (2.5-8 kHz over 200-1000 Hz) and `warmth_db` (100-350 Hz over 1-4 kHz).
    """

    pitch_hz: float
    range_semitones: float
    rate: float
    brightness_db: float
    warmth_db: float

    def json(self) -> dict[str, float]:
        """As plain values, rounded."""
        return {name: round(value, 2) for name, value in asdict(self).items()}


_VOWELS = frozenset("aeiouæɑɒʌəɚɜᵊɘɞɐɔoɛɪʊᵻAIOWYQyøœɨɯɤ")


@dataclass(frozen=True, slots=True)
class Measured(VoiceMeasures):
    """The measures of a voice."""


def syllables(phonemes: str) -> int:
    """The number of syllables in a string of Kokoro's symbols: its runs of vowels."""
    count, within = 0, False
    for symbol in phonemes:
        if symbol in "ˈˌːʲ":
            continue
        vowel = symbol in _VOWELS
        count += vowel and not within
        within = vowel
    return max(1, count)


def measure(audio: Audio, phonemes: str) -> tuple[Measured, Powers]:
    """The measures of `audio` (24 kHz, silence trimmed), and its long-term power in each band."""
    seen = pitch.measure(audio)
    powers = long_term(audio)
    bright, warm = colour(powers)
    rate = syllables(phonemes) / max(audio.duration, 0.1)
    return Measured(seen.level, seen.spread * 12.0 / float(np.log(2.0)), rate, bright, warm), powers


def long_term(audio: Audio) -> Powers:
    """The mean power in each of the shaping bands, of frames within 40 dB of the loudest."""
    envelope = envelope_db(frames_of(audio.samples)).astype(np.float64)
    level = envelope.max(axis=1)
    return np.asarray(np.mean(10.0 ** (envelope[level > level.max() - 40.0] / 10.0), axis=0))


def colour(powers: Powers) -> tuple[float, float]:
    """Brightness and warmth in dB of a long-term spectrum `[BANDS]` (see `pitch_pace_colour_targets.Targets`)."""
    return (
        _between(powers, 2500.0, 8000.0) - _between(powers, 200.0, 1000.0),
        _between(powers, 100.0, 350.0) - _between(powers, 1000.0, 4000.0),
    )


def gains_for(
    powers: Powers, brightness_db: float, warmth_db: float, most: float = 10.0
) -> NDArray[np.float32]:
    """The gains `[BANDS]` in dB that bring a spectrum to a brightness and warmth, as far as `most` dB allow.

    Three smooth shapes are mixed, as little of each as will do: a shelf that rises from 1 to 4 kHz, and humps around
    190 and 650 Hz.
    """
    middle = centres()
    shelf = 1.0 / (1.0 + np.exp(-3.5 * np.log2(middle / 2000.0)))
    hump = np.exp(-0.5 * (np.log2(middle / 190.0) / 0.65) ** 2)
    middles = np.exp(-0.5 * (np.log2(middle / 650.0) / 0.5) ** 2)
    shapes = np.stack([shelf, hump, middles])
    amounts = np.zeros(len(shapes))
    wanted = np.array([brightness_db, warmth_db])
    for _ in range(12):
        now = np.array(colour(powers * 10.0 ** (amounts @ shapes / 10.0)))
        slope = np.empty((2, len(shapes)))
        for index in range(len(shapes)):
            moved = amounts.copy()
            moved[index] += 0.5
            slope[:, index] = (np.array(colour(powers * 10.0 ** (moved @ shapes / 10.0))) - now) / 0.5
        step = np.linalg.lstsq(slope, wanted - now, rcond=1e-3)[0]
        amounts = np.clip(amounts + 0.7 * step, -most, most)
    gains = amounts @ shapes
    assert gains.shape == (BANDS,)
    return np.asarray(gains - gains.mean() * 0.5, np.float32)


def _between(powers: Powers, low: float, high: float) -> float:
    """The level in dB of the bands from `low` to `high` Hz. Bands lie closer at low frequencies: each counts by
    its width.
    """
    middle = centres()
    width = np.gradient(middle)
    inside = (middle >= low) & (middle < high)
    return float(10.0 * np.log10(np.sum((powers * width)[inside]) + 1e-12))
