"""Pauses and pronunciations written in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.text import inline_markup
from clonyvoice.text.inline_markup import LONGEST_PAUSE, Pause, Said, parse, plain, pronunciations
from clonyvoice.text.phonemes import phonemise


@pytest.mark.parametrize(
    ("mark", "seconds"),
    [
        ("[pause:1.5s]", 1.5),
        ("[pause:300ms]", 0.3),
        ("[pause: 2 s]", 2.0),
        ("[PAUSE:1]", 1.0),
        ("[pause:9999s]", LONGEST_PAUSE),
    ],
)
def test_a_pause_stands_between_what_is_said(mark: str, seconds: float) -> None:
    text = f"One.{mark} Two."
    end = 4 + len(mark)
    assert parse(text) == (Said("One.", 0, 4), Pause(seconds, 4, end), Said(" Two.", end, len(text)))


@pytest.mark.parametrize("text", ["[pause]", "[pause:s]", "[pause:-1s]", "pause:1s", "[pause:1s"])
def test_what_is_no_pause_is_text(text: str) -> None:
    assert parse(text) == (Said(text, 0, len(text)),)


@given(st.text(alphabet="ab .[]():/pause:1sm", max_size=80))
def test_spans_cover_the_text_in_order(text: str) -> None:
    position = 0
    for span in parse(text):
        assert text[position : span.start].strip() == ""
        assert not isinstance(span, Said) or text[span.start : span.end] == span.text
        position = span.end
    assert text[position:].strip() == ""


def test_a_pronunciation_knows_its_word() -> None:
    text = "Say [Kokoro](/kˈOkəɹO/)!"
    (found,) = pronunciations(text)
    assert (text[found.word_start : found.word_end], found.phonemes) == ("Kokoro", "kˈOkəɹO")
    assert text[found.start : found.end] == "[Kokoro](/kˈOkəɹO/)"


@pytest.mark.parametrize("text", ["[docs](/docs/)", "[a](b)", "[x](/汉字/)", "[](/kˈæt/)", "[x](//)"])
def test_links_and_nonsense_are_no_pronunciations(text: str) -> None:
    assert pronunciations(text) == ()


def test_plain_text_is_what_a_reader_sees() -> None:
    assert plain("A [Kokoro](/kˈOkəɹO/)[pause:1s] B").split() == ["A", "Kokoro", "B"]


def test_emphasis_is_marked_around_words_and_is_no_text() -> None:
    text = "I [really](+2) mean it, [by the way](-1), see [the page](https://example.org) and [it](+3)."
    found = [(text[mark.word_start : mark.word_end], mark.level) for mark in inline_markup.emphases(text)]
    assert found == [("really", 2), ("by the way", -1)]
    assert [text[mark.start : mark.end] for mark in inline_markup.emphases(text)] == [
        "[really](+2)",
        "[by the way](-1)",
    ]
    assert inline_markup.plain("[정말](+1) [pause:1s]고마워요.") == "정말  고마워요."
    words = phonemise(text, "en")
    assert [(word.text, word.emphasis) for word in words if word.emphasis] == [
        ("really", 2), ("by", -1), ("the", -1), ("way", -1),
    ]  # fmt: skip
    plain = phonemise(inline_markup.plain(text), "en")
    assert [word.phonemes for word in words] == [word.phonemes for word in plain]
    assert [word.emphasis for word in phonemise("[정말](+2) 고마워요.", "ko")] == [2, 0]
