"""No text, whatever it is made of, takes more than its length in time: each reader with texts made by rule."""

from __future__ import annotations

import gc
import itertools

import pytest

from clonyvoice.text.cleaning import clean
from clonyvoice.text.normalise.reading_rules import WINDOW, Reading, apply
from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.phonemes.phonemise import LONGEST
from tests import hostile_text
from tests.interpreter_hold import Hold

READERS = hostile_text.readers()
LENGTH = 4 * WINDOW[1]


@pytest.mark.parametrize("name", READERS)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    everything = hostile_text.singles()
    first = sorted(READERS).index(name)
    # Every character and word is met by some language; drawn ones by all.
    shapes = [*everything[first::12], *hostile_text.drawn(first, 8)]
    slow = {
        shape: ratio
        for shape in shapes
        if (ratio := hostile_text.growth(READERS[name], shape, LENGTH)) > hostile_text.MOST
    }
    assert slow == {}


def test_long_texts_are_normalised_in_windows_that_part_no_word() -> None:
    text = "On 3 May 2021 they paid $12.50 for 3 kg of plums at 10:30. " * 60
    whole = apply(text, ())
    assert len(text) > 4 * WINDOW[1]
    assert [text[reading.start : reading.end] for reading in whole] == [
        reading.spoken for reading in apply(text[:59], ())
    ] * 60


def test_what_is_taken_lies_in_one_window() -> None:
    text = "ab " * 1000
    taken = [Reading(at, at + 2, "", phonemes="x") for at in range(0, 3000, 3)]
    assert apply(text, (), taken) == tuple(taken)


@pytest.mark.parametrize("code", ["en", "ja", "ko", "zh", "de"])
def test_a_long_text_is_pronounced_sentence_by_sentence_with_its_own_offsets(code: str) -> None:
    sentence = {
        "en": "It rained. ",
        "ja": "雨が降った。",
        "ko": "비가 왔다. ",
        "zh": "下雨了。",
        "de": "Es regnete. ",
    }[code]
    text = sentence * (2 * LONGEST // len(sentence) + 1)
    words = phonemise(text, code)
    once = phonemise(sentence.strip(), code)
    assert len(words) == len(once) * text.count(sentence)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(before.end <= after.start for before, after in itertools.pairwise(words))


@pytest.mark.parametrize("opened", ["<!--", "<!-- ", "<script>", "<a ", "&am", "<!--<script>", "-\n", "\n"])
def test_markup_that_is_begun_again_and_again_keeps_no_thread_waiting(opened: str) -> None:
    text = opened * (100_000 // len(opened))
    held = []
    gc.disable()
    try:
        for _ in range(3):
            with Hold() as hold:
                clean(text)
            held.append(hold.longest)
    finally:
        gc.enable()
    assert min(held) < 0.1
