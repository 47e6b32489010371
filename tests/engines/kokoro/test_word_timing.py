from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.phoneme_tokens import Tokens, TokenTable
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE
from clonyvoice.engines.kokoro.word_timing import LEAD, TAIL, sounding, word_times
from clonyvoice.text.phoneme_words import PhonemeWord


def test_silence_is_trimmed_but_breath_kept() -> None:
    samples = np.zeros(SAMPLE_RATE, np.float32)
    samples[12_000:18_000] = 0.5
    start, end = sounding(samples, np.array([20, 4, 16]))
    assert start == 12_000 - round(LEAD * SAMPLE_RATE)
    assert end == 18_000 + round(TAIL * SAMPLE_RATE)


def test_a_wholly_silent_result_is_kept_whole() -> None:
    assert sounding(np.zeros(2400, np.float32), np.array([2, 2])) == (0, 2400)


def sound(*parts: tuple[int, float]) -> NDArray[np.float32]:
    """Noise of the given frames and loudness, one part after the other."""
    dice = np.random.default_rng(1)
    return np.concatenate(
        [dice.uniform(-level, level, frames * FRAME).astype(np.float32) for frames, level in parts]
    )


def run(*words: tuple[str, str]) -> tuple[tuple[PhonemeWord, ...], Tokens]:
    """Words of given phonemes and tails, and their tokens."""
    said = tuple(PhonemeWord(f"w{at}", at, at + 1, *word) for at, word in enumerate(words))
    (tokens,) = TokenTable({symbol: i + 1 for i, symbol in enumerate("asmtˈ ,.")}).split(said)
    return said, tokens


def test_a_word_begins_with_the_space_before_it_less_what_the_sound_is_ahead() -> None:
    words, tokens = run(("sa", " "), ("ma", ""))
    durations = np.array([4, 3, 3, 2, 3, 5, 2])
    samples = sound((4, 0.0), (14, 0.5), (4, 0.0))
    first, second = word_times(words, tokens, durations, samples, FRAME, len(samples))
    assert first.start == pytest.approx(0.075)
    assert first.end == second.start == pytest.approx(0.225 - 0.03)
    assert second.end == pytest.approx(17 * 0.025)


def test_words_without_a_space_change_at_the_sound_itself() -> None:
    words, tokens = run(("sa", ""), ("ma", ""))
    first, second = word_times(words, tokens, np.array([4, 3, 3, 3, 5, 2]), sound((20, 0.5)), 0, 20 * FRAME)
    assert first.end == second.start == pytest.approx(0.25 - 0.045)


@pytest.mark.parametrize("plosive", ["t", "ˈt"])
def test_a_plosive_begins_half_way_through_its_silence(plosive: str) -> None:
    words, tokens = run(("sa", " "), (plosive + "a", ""))
    durations = np.array([4, 3, 3, 2, *(3 for _ in plosive), 5, 2])
    first, second = word_times(words, tokens, durations, sound((30, 0.5)), 0, 30 * FRAME)
    assert first.end == pytest.approx(0.25 - 0.03)
    assert second.start == pytest.approx(0.25 - 0.005)


def test_a_pause_at_a_mark_is_where_the_sound_is_silent() -> None:
    words, tokens = run(("sa", ", "), ("ta", "."))
    durations = np.array([4, 3, 12, 4, 2, 3, 9, 3, 2])
    samples = sound((3, 0.0), (5, 0.5), (14, 0.001), (8, 0.4), (12, 0.0))
    first, second = word_times(words, tokens, durations, samples, 2 * FRAME, 34 * FRAME)
    times = [first.start, first.end, second.start, second.end]
    assert times == pytest.approx([0.025, 0.15, 0.5, 0.7], abs=0.006)


def test_a_mark_without_a_pause_is_passed_over() -> None:
    words, tokens = run(("sa", ", "), ("ma", "."))
    durations = np.array([4, 3, 3, 2, 2, 3, 9, 3, 2])
    first, second = word_times(words, tokens, durations, sound((31, 0.5)), 0, 31 * FRAME)
    assert first.end == second.start == pytest.approx(0.25 - 0.03)


@given(st.data())
def test_times_are_in_order_and_within_the_sound(data: st.DataObject) -> None:
    tails = st.sampled_from([" ", "", ", "])
    phones = st.sampled_from(["sa", "t", "m", "ˈta"])
    words, tokens = run(*data.draw(st.lists(st.tuples(phones, tails), min_size=1, max_size=8)))
    count = len(tokens.ids) + 2
    durations = np.array(data.draw(st.lists(st.integers(1, 12), min_size=count, max_size=count)))
    total = int(durations.sum())
    parts = data.draw(st.lists(st.sampled_from([0.0, 0.5]), min_size=total, max_size=total))
    samples = sound(*((1, level) for level in parts))
    start, end = sounding(samples, durations)
    times = [
        edge
        for word in word_times(words, tokens, durations, samples, start, end)
        for edge in (word.start, word.end)
    ]
    assert len(times) == 2 * len(words)
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= (end - start) / SAMPLE_RATE
