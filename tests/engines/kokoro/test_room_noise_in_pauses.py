"""Pauses of adapted voices become silent; speech stays as it is."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.engines.kokoro.prosody_model import FRAME
from clonyvoice.engines.kokoro.room_noise_in_pauses import quietened

SYMBOLS = "hɛlˈoʊ, wˈɜld"
LENGTHS = [8, *([4] * 6), 10, 4, *([5] * 5), 12]
"""Frames of the padding, of each symbol, of the padding."""
COMMA = slice(int(sum(LENGTHS[:7])) * FRAME, int(sum(LENGTHS[:9])) * FRAME)


def level(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-20))


@pytest.fixture
def said() -> np.ndarray:
    """Two words with room noise 30 dB below them."""
    random = np.random.default_rng(0)
    total = sum(LENGTHS) * FRAME
    speech = 0.1 * random.normal(size=total)
    speech[: 8 * FRAME] = speech[-12 * FRAME :] = 0.0
    speech[COMMA] = 0.0
    return np.asarray(speech + 0.003 * random.normal(size=total), np.float32)


def test_pauses_are_silent_and_speech_is_untouched(said: np.ndarray) -> None:
    quiet = quietened(said, SYMBOLS, LENGTHS)
    assert len(SYMBOLS) + 2 == len(LENGTHS)
    speech = level(said[10 * FRAME : 20 * FRAME])
    middle = slice(COMMA.start + FRAME, COMMA.stop - FRAME)
    assert level(said[middle]) - speech > -32
    for part in (middle, slice(0, 7 * FRAME), slice(-11 * FRAME, None)):
        assert level(quiet[part]) - speech < -55
    words = slice(9 * FRAME, COMMA.start - FRAME), slice(COMMA.stop + FRAME, -13 * FRAME)
    for part in words:
        np.testing.assert_array_equal(quiet[part], said[part])


def test_the_gain_changes_smoothly(said: np.ndarray) -> None:
    ratio = quietened(np.full_like(said, 1e-3) + said, SYMBOLS, LENGTHS) / (np.full_like(said, 1e-3) + said)
    assert float(np.abs(np.diff(ratio)).max()) < 0.02


def test_where_a_mark_is_spoken_over_nothing_changes() -> None:
    loud = np.asarray(0.1 * np.random.default_rng(1).normal(size=sum(LENGTHS) * FRAME), np.float32)
    np.testing.assert_array_equal(quietened(loud, SYMBOLS, LENGTHS), loud)


def test_sound_without_pauses_or_shorter_than_one_stays(said: np.ndarray) -> None:
    np.testing.assert_array_equal(quietened(said[:600], SYMBOLS, LENGTHS), said[:600])
    np.testing.assert_array_equal(quietened(said, "x", [1, 2]), said)
    silent = np.zeros(sum(LENGTHS) * FRAME, np.float32)
    np.testing.assert_array_equal(quietened(silent, SYMBOLS, LENGTHS), silent)
