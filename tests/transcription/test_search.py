from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.transcription.search import Chances, search

BEAMS, WORDS, END = 3, 5, 0


class Speaker:
    """Chances that depend on the word before only; `table[w]` are the log probabilities of what follows w."""

    def __init__(self, seed: int) -> None:
        logits = np.random.default_rng(seed).normal(0, 2, (WORDS, WORDS))
        self.table = (logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))).astype(np.float32)
        self.texts: list[tuple[int, ...]] = [()] * BEAMS
        self.steps = 0

    def chances(self, words: NDArray[np.int64]) -> Chances:
        order = np.argsort(-self.table[words], axis=1).astype(np.int32)
        return np.take_along_axis(self.table[words], order, axis=1), order

    def start(self) -> Chances:
        return self.chances(np.full(BEAMS, 1))

    def step(self, newest: NDArray[np.int64], beams: NDArray[np.int32]) -> Chances:
        self.texts = [(*self.texts[beam], int(word)) for beam, word in zip(beams, newest, strict=True)]
        self.steps += 1
        return self.chances(newest)

    def score(self, text: tuple[int, ...], *, ended: bool = True) -> float:
        """The mean log probability of a text."""
        path = [1, *text, *([END] if ended else [])]
        return float(sum(self.table[a, b] for a, b in itertools.pairwise(path))) / max(1, len(text))


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 7))
def test_the_score_is_that_of_the_text(seed: int, most: int) -> None:
    speaker = Speaker(seed)
    found = search(speaker.start(), speaker.step, END, most, CancelToken())
    assert len(found.tokens) <= most
    assert END not in found.tokens
    either = [speaker.score(found.tokens), speaker.score(found.tokens, ended=False)]
    assert any(found.score == pytest.approx(score, abs=1e-5) for score in either)
    assert speaker.steps < most


def test_it_finds_what_the_likeliest_first_word_hides() -> None:
    # 2 is likelier than 3 at first, but nothing likely follows it.
    table = np.full((WORDS, WORDS), 0.01)
    table[1, [2, 3]] = 0.55, 0.42
    table[2] = 0.2
    table[3, 4], table[4, END] = 0.96, 0.96
    speaker = Speaker(0)
    speaker.table = np.log(table).astype(np.float32)
    found = search(speaker.start(), speaker.step, END, 10, CancelToken())
    assert found.tokens == (3, 4)
    assert found.score == pytest.approx(speaker.score((3, 4)))


def test_texts_that_never_end_are_as_long_as_allowed() -> None:
    speaker = Speaker(0)
    speaker.table[:, END] = -np.inf
    found = search(speaker.start(), speaker.step, END, 6, CancelToken())
    assert len(found.tokens) == 6


def test_a_cancel_stops_it_before_the_next_step() -> None:
    speaker, cancel = Speaker(0), CancelToken()
    speaker.table[:, END] = -np.inf

    def step(newest: NDArray[np.int64], beams: NDArray[np.int32]) -> Chances:
        if speaker.steps == 3:
            cancel.cancel()
        return speaker.step(newest, beams)

    with pytest.raises(Cancelled):
        search(speaker.start(), step, END, 100, cancel)
    assert speaker.steps == 4
