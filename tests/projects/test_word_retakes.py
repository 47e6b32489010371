"""The cut of a retake: at the quietest place, without a click, at the level of the words around it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.projects.takes import Take, TakeWord
from clonyvoice.projects.word_retakes import RetakenWords, WordsNotRetakable, retaken

RATE = 24_000
TEXT = "one two six"


def said(level: float, hertz: float, seconds: float, gap: float) -> tuple[Audio, list[TakeWord]]:
    """Three words of `seconds` with `gap` of faint noise between them."""
    noise = np.random.default_rng(5)
    word = level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    between = 1e-3 * noise.standard_normal(round(gap * RATE))
    samples = np.concatenate([word, between, word, between, word]).astype(np.float32)
    words: list[TakeWord] = [
        {
            "word": TEXT[at : at + 3], "start": n * (seconds + gap), "end": n * (seconds + gap) + seconds,
            "start_char": at, "end_char": at + 3,
        }
        for n, at in enumerate((0, 4, 8))
    ]  # fmt: skip
    return Audio(samples, RATE), words


def take_of(sound: Audio, words: list[TakeWord]) -> Take:
    return Take(
        "take_1", "line_1", 1, TEXT, sound.duration, words, 1, "voice_x", "X", None, "blob", RATE,
        datetime(2026, 1, 1, tzinfo=UTC), {},
    )  # fmt: skip


MIDDLE = RetakenWords(1, 2, 4, 7)


@pytest.mark.parametrize("level", [0.05, 0.1, 0.19])
def test_the_new_word_has_the_level_of_those_around_it(level: float) -> None:
    sound, words = said(0.1, 220, 0.3, 0.1)
    again, new_words = said(level, 330, 0.4, 0.06)
    joined, found = retaken(take_of(sound, words), sound, MIDDLE, again, new_words, TEXT)
    part = joined.samples[round(found[1]["start"] * RATE) : round(found[1]["end"] * RATE)]
    assert np.abs(part).max() == pytest.approx(0.1, rel=0.03)
    # The longer word takes more time, and its pauses are those that it brings along.
    assert [round(one["end"] - one["start"], 3) for one in found] == [0.3, 0.4, 0.3]
    assert joined.duration == pytest.approx(found[2]["end"], abs=1e-3)


@pytest.mark.parametrize("gap", [0.0, 0.004, 0.1])
def test_cuts_do_not_click_also_where_words_touch(gap: float) -> None:
    sound, words = said(0.1, 220, 0.3, gap)
    again, new_words = said(0.1, 330, 0.35, gap)
    joined, _ = retaken(take_of(sound, words), sound, MIDDLE, again, new_words, TEXT)
    steepest = 2 * np.pi * 330 / RATE * 0.1
    assert np.abs(np.diff(joined.samples)).max() < 1.6 * max(steepest, np.abs(np.diff(sound.samples)).max())


def test_a_line_said_anew_without_these_words_is_no_retake() -> None:
    sound, words = said(0.1, 220, 0.3, 0.1)
    with pytest.raises(WordsNotRetakable):
        retaken(take_of(sound, words), sound, MIDDLE, sound, [words[0], words[2]], TEXT)
