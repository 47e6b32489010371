"""Spectral shaping: nothing done is nothing changed, and what is asked for is heard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.engines.kokoro import frequency_bands, spectral_shaping
from clonyvoice.engines.kokoro.voice import KokoroVoice

VOICE = KokoroVoice(np.zeros((1, 256), np.float32))


def noise(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, count).astype(np.float32)


@settings(max_examples=30, deadline=None)
@given(st.integers(256, 5000))
def test_no_gain_gives_the_sound_back(count: int) -> None:
    samples = noise(count)
    spectrum = spectral_shaping.frames_of(samples)
    back = spectral_shaping.filtered(
        spectrum, np.zeros((len(spectrum), frequency_bands.BANDS), np.float32), count
    )
    np.testing.assert_allclose(back, samples, atol=1e-5)


def test_a_voice_without_shaping_gives_the_very_samples_back() -> None:
    samples = noise(3000)
    assert spectral_shaping.shape(samples, VOICE, "a", [1, 3, 1]) is samples


def test_the_equaliser_changes_each_band_by_what_was_asked() -> None:
    asked = np.linspace(-9, 9, frequency_bands.BANDS).astype(np.float32)
    samples = noise(48_000)
    out = spectral_shaping.shape(samples, replace(VOICE, eq_db=asked), "a", [0, 80, 0])
    change = spectral_shaping.envelope_db(spectral_shaping.frames_of(out)).mean(
        0
    ) - spectral_shaping.envelope_db(spectral_shaping.frames_of(samples)).mean(0)
    np.testing.assert_allclose(change[2:-2], asked[2:-2], atol=1.0)
    assert len(out) == len(samples)


def test_gains_of_a_class_of_sounds_are_heard_where_it_sounds_and_not_elsewhere() -> None:
    gains = np.zeros((frequency_bands.CLASSES, frequency_bands.BANDS), np.float32)
    gains[frequency_bands.classes_of("s")[0]] = 12.0
    samples = noise(48_000)
    out = spectral_shaping.shape(samples, replace(VOICE, class_db=gains), "as", [40, 40])

    def level(piece: np.ndarray) -> float:
        return float(10 * np.log10(np.mean(piece**2)))

    assert abs(level(out[2000:22_000]) - level(samples[2000:22_000])) < 0.3
    assert level(out[26_000:46_000]) - level(samples[26_000:46_000]) == pytest.approx(12.0, abs=0.5)


def test_wild_gains_are_bounded() -> None:
    wild = replace(
        VOICE, warp_db=np.full((frequency_bands.BANDS, frequency_bands.FEATURES), 50.0, np.float32)
    )
    out = spectral_shaping.shape(noise(9000), wild, "a", [15])
    assert np.isfinite(out).all()
    assert np.abs(out).max() < 0.6 * 10 ** (spectral_shaping.LIMIT_DB / 20)


def test_classes_follow_the_sounds_and_durations_must_fit() -> None:
    classes = frequency_bands.classes_of("sˈiː, a")
    assert classes[0] == classes[1] == frequency_bands.classes_of("z")[0]
    assert classes[2] == classes[3] == frequency_bands.classes_of("i")[0]
    assert classes[4] == frequency_bands.SILENCE
    frames = spectral_shaping.frame_classes("ai", [2, 3, 4, 2], 26)
    assert frames[0] == frequency_bands.SILENCE
    assert frames[6] == frequency_bands.classes_of("a")[0]
    with pytest.raises(ValueError):
        spectral_shaping.frame_classes("ai", [1, 2, 3], 10)
