from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.engines.kokoro.model import FRAME, SAMPLE_RATE
from clonyvoice.engines.kokoro.timing import LEAD, TAIL, sounding, word_times
from clonyvoice.engines.kokoro.tokens import TokenTable
from clonyvoice.text.words import PhonemeWord

WORDS = (PhonemeWord("a", 0, 1, "ab", " "), PhonemeWord("b", 2, 3, "c", "."))
(TOKENS,) = TokenTable({symbol: i + 1 for i, symbol in enumerate("abc .")}).split(WORDS)


def test_silence_is_trimmed_but_breath_kept() -> None:
    samples = np.zeros(SAMPLE_RATE, np.float32)
    samples[12_000:18_000] = 0.5
    start, end = sounding(samples, np.array([20, 4, 16]))
    assert start == 12_000 - round(LEAD * SAMPLE_RATE)
    assert end == 18_000 + round(TAIL * SAMPLE_RATE)


def test_a_wholly_silent_result_is_kept_whole() -> None:
    assert sounding(np.zeros(2400, np.float32), np.array([2, 2])) == (0, 2400)


def test_words_have_the_times_of_their_tokens() -> None:
    durations = np.array([4, 2, 3, 1, 5, 2, 4])
    length = int(durations.sum()) * FRAME
    first, second = word_times(WORDS, TOKENS, durations, 600, length)
    assert (first.text, first.start_char, first.end_char) == ("a", 0, 1)
    assert first.start == pytest.approx((4 * FRAME - 600) / SAMPLE_RATE)
    assert first.end == pytest.approx((9 * FRAME - 600) / SAMPLE_RATE)
    assert second.start == pytest.approx((10 * FRAME - 600) / SAMPLE_RATE)
    assert second.end == pytest.approx((15 * FRAME - 600) / SAMPLE_RATE)


def test_times_never_leave_the_trimmed_sound() -> None:
    durations = np.array([4, 2, 3, 1, 5, 2, 4])
    first, second = word_times(WORDS, TOKENS, durations, 5 * FRAME, 14 * FRAME)
    assert first.start == 0.0
    assert second.end == pytest.approx(9 * FRAME / SAMPLE_RATE)
    assert first.end <= second.start
