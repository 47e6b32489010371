from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.transcription.beam_search import Chances, DecodingSettings, draw, search

BEAMS, WORDS, END = 3, 5, 0


class Speaker:
    """Chances that depend on the word before only; `table[w]` are the log probabilities of what follows w."""

    def __init__(self, seed: int) -> None:
        logits = np.random.default_rng(seed).normal(0, 2, (WORDS, WORDS))
        self.table = (logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))).astype(np.float32)
        self.texts: list[tuple[int, ...]] = [()] * BEAMS
        self.steps = 0

    def chances(self, words: NDArray[np.int64]) -> Chances:
        """The next tokens; logits may be any number more than log probabilities are."""
        order = np.argsort(-self.table[words], axis=1).astype(np.int32)
        logits = np.take_along_axis(self.table[words], order, axis=1) + 7
        looks = [np.array([word], np.float32) for word in words]
        return Chances(logits, order, np.full(BEAMS, 7, np.float32), looks)

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


@settings(max_examples=60, deadline=None)
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


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.sampled_from([0.0, 0.4, 0.8]))
def test_each_token_comes_with_its_probability_and_its_look(seed: int, most: int, warmth: float) -> None:
    speaker = Speaker(seed)
    manner = DecodingSettings(temperature=warmth)
    found = (draw if warmth else search)(speaker.start(), speaker.step, END, most, CancelToken(), manner)
    path = [1, *found.tokens]
    assert found.chances == pytest.approx([np.exp(speaker.table[a, b]) for a, b in itertools.pairwise(path)])
    looked = [int(look[0]) for look in found.looks]
    assert looked == list(found.tokens[: len(looked)])
    assert len(looked) >= min(len(found.tokens), most - 1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 9))
def test_what_is_drawn_is_scored_and_drawn_the_same_again(seed: int, most: int) -> None:
    speaker, again = Speaker(seed), Speaker(seed)
    found = draw(speaker.start(), speaker.step, END, most, CancelToken(), DecodingSettings(temperature=0.7))
    either = [speaker.score(found.tokens), speaker.score(found.tokens, ended=False)]
    assert any(found.score == pytest.approx(score, abs=1e-5) for score in either)
    assert len(found.tokens) <= most
    assert found == draw(
        again.start(), again.step, END, most, CancelToken(), DecodingSettings(temperature=0.7)
    )


def test_a_loop_is_left_where_no_three_tokens_may_come_twice() -> None:
    table = np.full((WORDS, WORDS), 0.01)
    table[1, 2], table[2, 3], table[3, 2], table[3, 4], table[4, END] = 0.9, 0.9, 0.9, 0.05, 0.9
    looping, leaving = Speaker(0), Speaker(0)
    looping.table = leaving.table = np.log(table).astype(np.float32)
    looping.table = looping.table.copy()
    looping.table[:, END] = -20
    found = search(looping.start(), looping.step, END, 12, CancelToken())
    assert found.tokens[:6] == (2, 3, 2, 3, 2, 3)
    found = search(leaving.start(), leaving.step, END, 12, CancelToken(), DecodingSettings(unrepeated=3))
    triples = list(zip(found.tokens, found.tokens[1:], found.tokens[2:], strict=False))
    assert len(triples) == len(set(triples))


def test_tokens_said_before_are_held_less_likely() -> None:
    # 2 follows itself, just; with what was said before made less likely, 3 does.
    table = np.full((WORDS, WORDS), 0.01)
    table[1, 2], table[2, [2, 3]], table[3, END] = 0.9, [0.5, 0.45], 0.9
    speaker = Speaker(0)
    speaker.table = np.log(table).astype(np.float32)
    found = search(speaker.start(), speaker.step, END, 4, CancelToken(), DecodingSettings(penalty=1.5))
    assert found.tokens == (2, 3)
    assert found.chances[1] > 0.45


def test_a_cancel_stops_what_is_drawn_before_the_next_step() -> None:
    speaker, cancel = Speaker(0), CancelToken()
    speaker.table[:, END] = -np.inf

    def step(newest: NDArray[np.int64], beams: NDArray[np.int32]) -> Chances:
        if speaker.steps == 3:
            cancel.cancel()
        return speaker.step(newest, beams)

    with pytest.raises(Cancelled):
        draw(speaker.start(), step, END, 100, cancel, DecodingSettings(temperature=0.5))
    assert speaker.steps == 4
