"""F0 of tones with harmonics, in noise and silence."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.engines.speaker.pitch import Pitch, contour, measure, of_contour


def voice(hertz: np.ndarray, rate: int = 16_000) -> Audio:
    phase = 2 * np.pi * np.cumsum(hertz) / rate
    samples = sum(np.sin(k * phase) / k for k in range(1, 12)) * 0.1
    return Audio(np.asarray(samples, np.float32), rate)


@pytest.mark.parametrize("hertz", [75.0, 110.0, 180.0, 260.0, 390.0])
@pytest.mark.parametrize("rate", [16_000, 24_000])
def test_a_steady_voice_is_measured_within_two_percent(hertz: float, rate: int) -> None:
    heard = measure(voice(np.full(rate, hertz), rate))
    assert heard.level == pytest.approx(hertz, rel=0.02)
    assert heard.spread < 0.02
    assert heard.voiced > 0.9


def test_a_moving_voice_has_its_level_and_spread() -> None:
    times = np.arange(32_000) / 16_000
    heard = measure(voice(150 * np.exp(0.2 * np.sin(2 * np.pi * 1.0 * times))))
    assert heard.level == pytest.approx(150, rel=0.03)
    assert heard.spread == pytest.approx(0.2 / np.sqrt(2) * 1.3, abs=0.06)


def test_noise_and_silence_have_hardly_a_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 16_000).astype(np.float32)
    assert (contour(Audio(noise, 16_000)) > 0).mean() < 0.1
    assert measure(Audio(np.zeros(16_000, np.float32), 16_000)) == Pitch(0.0, 0.0, 0.0)
    assert of_contour(np.zeros(0, np.float32)).level == 0.0


def test_a_very_short_sound_does_not_fail() -> None:
    assert measure(Audio(np.zeros(10, np.float32), 16_000)).level == 0.0
