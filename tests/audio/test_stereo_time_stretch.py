"""Stretched sound that is read anywhere: the same samples from wherever it is begun, its pitch kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.audio.stereo_time_stretch import StretchedSound
from clonyvoice.audio.stereo_wav_files_peaks import Stereo, StereoArray

RATE = 8_000


def music(seconds: float) -> Stereo:
    """A chord of three tones that beats, the right side half as loud."""
    at = np.arange(round(seconds * RATE)) / RATE
    tones = (np.sin(2 * np.pi * hertz * at) * 0.2 for hertz in (220.0, 331.0, 440.0))
    left = sum(tones) * (0.7 + 0.3 * np.sin(2 * np.pi * 1.5 * at))
    return np.stack([left, left / 2], axis=1).astype(np.float32)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.5, 2.0), st.integers(0, 30_000), st.integers(1, 20_000))
def test_every_sample_is_the_same_from_wherever_reading_begins(factor: float, start: int, count: int) -> None:
    sound = StereoArray(music(5.0))
    whole = StretchedSound(sound, factor, RATE)
    length = whole.length
    assert length == round(sound.length * factor)
    begin = min(start, length - 1)
    some = min(count, length - begin)
    expected = whole.read(0, length)[begin : begin + some]
    assert np.array_equal(StretchedSound(sound, factor, RATE).read(begin, some), expected)


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.25, 1.7, 2.0])
def test_pitch_level_and_sides_stay(factor: float) -> None:
    sound = StereoArray(music(6.0))
    made = StretchedSound(sound, factor, RATE)
    out = made.read(0, made.length)
    assert np.allclose(out[:, 1], out[:, 0] / 2, atol=1e-6)

    def loudest(samples: Stereo) -> list[float]:
        spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples)), 1 << 18))
        bins = [round(hertz * (1 << 18) / RATE) for hertz in (220.0, 331.0, 440.0)]
        near = [int(np.argmax(spectrum[at - 300 : at + 300])) + at - 300 for at in bins]
        return [at * RATE / (1 << 18) for at in near]

    assert loudest(out) == pytest.approx([220.0, 331.0, 440.0], abs=2.5)
    level = float(np.sqrt(np.mean(out[:, 0].astype(np.float64) ** 2)))
    assert level == pytest.approx(float(np.sqrt(np.mean(sound.read(0, sound.length)[:, 0] ** 2))), rel=0.1)
    steps = np.abs(np.diff(out[:, 0]))
    assert (
        steps.max() < 1.5 * np.abs(np.diff(sound.read(0, sound.length)[:, 0])).max()
    )  # no click between sections


@pytest.mark.parametrize("factor", [0.49, 2.01])
def test_factors_that_would_spoil_the_sound_are_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="factor"):
        StretchedSound(StereoArray(music(1.0)), factor, RATE)
