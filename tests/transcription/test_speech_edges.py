"""The edges of speech: moved to where the sound rises out of the noise and falls back, and no further."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.transcription.speech_edges import SoundLevels, with_true_edges
from clonyvoice.transcription.voice_activity import FRAME

RATE = 16_000
_PAD = 0.1


def _levels(sound: np.ndarray) -> np.ndarray:
    levels = SoundLevels()
    for at in range(0, len(sound), 3000):
        levels.feed(sound[at : at + 3000].astype(np.float32))
    return levels.decibels()


def _heard(noise: float, faint: float, *, seconds: float = 8.0) -> tuple[np.ndarray, np.ndarray]:
    """Loud from 3 to 5 s, faint for 0.3 s before and behind; the detector tells the loud part alone."""
    random = np.random.default_rng(3)
    times = np.arange(round(seconds * RATE)) / RATE
    shape = np.full(len(times), noise)
    shape[(times >= 2.7) & (times < 5.3)] = faint
    shape[(times >= 3.0) & (times < 5.0)] = 0.1
    middles = (np.arange(len(times) // FRAME) + 0.5) * FRAME / RATE
    return shape * random.standard_normal(len(times)), ((middles > 3) & (middles < 5)).astype(np.float32)


def _told(sound: np.ndarray, chances: np.ndarray) -> tuple[float, float]:
    [found] = with_true_edges([(3.0 - _PAD, 5.0 + _PAD)], _PAD, _levels(sound), chances)
    return found


def test_faint_beginnings_and_ends_belong_to_speech() -> None:
    assert _told(*_heard(0.0005, 0.01)) == pytest.approx((2.7, 5.3), abs=0.03)


def test_in_even_noise_the_edge_stays_with_what_was_found() -> None:
    assert _told(*_heard(0.01, 0.01)) == pytest.approx((2.97, 5.03), abs=0.02)


def test_an_edge_moves_half_a_second_at_most() -> None:
    sound, chances = _heard(0.0005, 0.01)
    sound[RATE : 7 * RATE] += 0.01 * np.random.default_rng(5).standard_normal(6 * RATE)
    start, end = _told(sound, chances)
    assert 2.49 <= start <= 3.0
    assert 5.0 <= end <= 5.51


def test_silence_longer_than_a_stop_ends_a_word() -> None:
    sound, chances = _heard(0.0005, 0.0005)
    sound[round(5.06 * RATE) : round(5.12 * RATE)] += 0.02  # after the closure of a stop
    sound[round(5.3 * RATE) : round(5.4 * RATE)] += 0.02  # something else
    assert _told(sound, chances)[1] == pytest.approx(5.12, abs=0.03)


def test_stretches_do_not_overlap_and_cuts_inside_speech_stay() -> None:
    random = np.random.default_rng(4)
    sound = np.concatenate([0.001 * random.standard_normal(RATE), 0.1 * random.standard_normal(5 * RATE)])
    levels = _levels(sound)
    chances = np.concatenate([np.zeros(31), np.ones(157)]).astype(np.float32)
    found = with_true_edges([(0.9, 3.0), (3.0, 4.0), (4.3, 6.0)], _PAD, levels, chances)
    assert found[0][1] == found[1][0] == 3.0
    assert found[1][1] <= found[2][0]
    assert found[0][0] == pytest.approx(1.0, abs=0.04)


def test_a_recording_without_sound_is_left_as_it_is() -> None:
    nothing = np.zeros(0, np.float32)
    assert with_true_edges([(0.0, 0.2)], _PAD, nothing, nothing) == [(0.0, 0.2)]
