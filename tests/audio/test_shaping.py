"""Level, loudness, joins, pace and pitch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.audio import (
    Joiner,
    RateMismatch,
    gain,
    join,
    limit,
    loudness,
    peak,
    resample,
    shift_pitch,
    stretch,
    trim,
)
from clonyvoice.audio.loudness_measurement import SILENCE, k_weighting
from clonyvoice.core.audio import Audio

RATE = 24_000


def sine(hertz: float, seconds: float, rate: int = RATE, amplitude: float = 1.0) -> Audio:
    times = np.arange(round(seconds * rate)) / rate
    return Audio((amplitude * np.sin(2 * np.pi * hertz * times)).astype(np.float32), rate)


def main_frequency(audio: Audio) -> float:
    middle = audio.samples[len(audio.samples) // 4 : -len(audio.samples) // 4]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 18))
    return float(np.argmax(spectrum) * audio.sample_rate / (1 << 18))


def test_the_weighting_is_the_standards_at_48_khz() -> None:
    (shelf, shelf_den), (_, high_pass_den) = k_weighting(48_000)
    np.testing.assert_allclose(shelf, [1.53512485958697, -2.69169618940638, 1.19839281085285], atol=1e-9)
    np.testing.assert_allclose(shelf_den[1:], [-1.69065929318241, 0.73248077421585], atol=1e-9)
    np.testing.assert_allclose(high_pass_den[1:], [-1.99004745483398, 0.99007225036621], atol=1e-9)


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_a_full_scale_tone_measures_as_the_standard_says(rate: int) -> None:
    assert loudness(sine(997, 3, rate)) == pytest.approx(-3.01, abs=0.06)


def test_silence_between_words_does_not_lower_the_loudness() -> None:
    word = sine(300, 1.0, amplitude=0.2)
    assert loudness(join([word, word], 5.0)) == pytest.approx(loudness(word), abs=0.8)


@pytest.mark.parametrize("seconds", [0.0, 0.05, 2.0])
def test_silence_has_the_gates_loudness(seconds: float) -> None:
    assert loudness(Audio.silence(seconds, RATE)) == SILENCE


@given(st.floats(-30, 10))
def test_loudness_follows_gain(db: float) -> None:
    word = sine(440, 0.6, amplitude=0.2)
    assert loudness(gain(word, db)) == pytest.approx(loudness(word) + db, abs=0.01)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 9999), db=st.floats(0, 30), length=st.integers(1, 9000))
def test_the_limiter_never_lets_a_peak_through(seed: int, db: float, length: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 0.3, length).astype(np.float32)
    limited = limit(gain(Audio(noise, RATE), db))
    assert len(limited.samples) == length
    assert peak(limited) <= 10 ** (-1 / 20) + 1e-5


def test_the_limiter_leaves_quiet_sound_alone_and_does_not_distort_loud_tones() -> None:
    quiet = sine(200, 0.5, amplitude=0.5)
    assert limit(quiet) is quiet
    loud = limit(sine(200, 1.0, amplitude=2.0)).samples[6000:18_000]
    spectrum = np.abs(np.fft.rfft(loud * np.hanning(len(loud)))) ** 2
    at = round(200 * len(loud) / RATE)
    assert spectrum[at - 4 : at + 5].sum() > 0.995 * spectrum.sum()


def test_trimming_leaves_the_word_and_a_little_air() -> None:
    word = join([Audio.silence(0.7, RATE), sine(300, 0.5, amplitude=0.3), Audio.silence(0.4, RATE)], 0.02)
    assert trim(word, keep=0.03).duration == pytest.approx(0.56, abs=0.025)
    assert trim(Audio.silence(0.3, RATE)).duration == pytest.approx(0.3)
    assert trim(Audio.silence(0, RATE)).duration == 0


@settings(max_examples=50, deadline=None)
@given(
    lengths=st.lists(st.integers(0, 2000), min_size=1, max_size=8),
    gap=st.sampled_from([0.0, 0.001, 0.1]),
)
def test_a_join_is_as_long_as_its_parts(lengths: list[int], gap: float) -> None:
    takes = [Audio(np.full(length, 0.1, np.float32), RATE) for length in lengths]
    joiner = Joiner(RATE)
    parts = [joiner.feed(take, gap if index else 0.0).samples for index, take in enumerate(takes)]
    whole = np.concatenate([*parts, joiner.finish().samples])
    np.testing.assert_array_equal(whole, join(takes, gap).samples)
    assert len(whole) == joiner.length
    expected = sum(lengths) + round(gap * RATE) * (len(lengths) - 1)
    assert expected - 240 * (len(lengths) - 1) * (gap == 0) <= len(whole) <= expected
    assert joiner.starts == sorted(joiner.starts)
    if gap:
        assert len(whole) == expected


def test_sounds_of_different_rates_do_not_join() -> None:
    with pytest.raises(RateMismatch):
        join([sine(200, 0.1), sine(200, 0.1, 16_000)])
    with pytest.raises(ValueError, match="nothing"):
        join([])


@settings(max_examples=20, deadline=None)
@given(factor=st.floats(0.25, 4.0), seconds=st.floats(0.01, 1.0))
def test_stretching_gives_exactly_the_asked_length(factor: float, seconds: float) -> None:
    sound = sine(200, seconds, amplitude=0.4)
    result = stretch(sound, factor)
    assert len(result.samples) == round(len(sound.samples) * factor)
    assert peak(result) < 0.9


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.3, 2.0, 4.0])
def test_stretching_keeps_pitch_and_level(factor: float) -> None:
    sound = sine(180, 1.5, amplitude=0.4)
    result = stretch(sound, factor)
    assert main_frequency(result) == pytest.approx(180, rel=0.01)
    middle = result.samples[len(result.samples) // 4 : -len(result.samples) // 4]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.4 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("semitones", [-12, -3, 4, 12])
def test_pitch_moves_by_semitones_and_the_length_stays(semitones: int) -> None:
    sound = sine(220, 1.0, amplitude=0.4)
    result = shift_pitch(sound, semitones)
    assert len(result.samples) == len(sound.samples)
    assert main_frequency(result) == pytest.approx(220 * 2 ** (semitones / 12), rel=0.012)


def test_resampling_filters_what_the_lower_rate_cannot_hold() -> None:
    assert np.abs(resample(sine(11_000, 0.5), 8000).samples[200:-200]).max() < 0.005
    assert main_frequency(resample(sine(1000, 0.5), 8000)) == pytest.approx(1000, rel=0.01)
