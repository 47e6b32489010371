"""Text that comes in parts: given on as soon as a sentence is over, and never earlier."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.speech.incoming_text import IncomingText


def taken(parts: list[str], language: str = "en") -> list[str]:
    """The text that is given on after each part."""
    text = IncomingText(10_000, language)
    out = []
    for part in parts:
        text.add(part)
        out.append(text.complete())
    return out


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The road was closed. ", "en"),
        ("Is it raining? ", "en"),
        ("Stop! ", "auto"),
        ("Er kam nach Hause. ", "de"),
        ("Il est parti hier. ", "fr"),
        ("वह घर गया। ", "hi"),
        ("그는 집에 갔습니다. ", "ko"),
        ("Он пришёл домой. ", "ru"),
        ("今日は晴れです。", "ja"),
    ],
)
def test_a_sentence_is_given_on_with_its_space_before_the_next_word_comes(text: str, language: str) -> None:
    assert taken([text], language) == [text]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The road was closed.", "en"),  # 'closed.txt', 'closed.)'
        ("It was built by Messrs. ", "en"),
        ("He lives on Fifth Ave. ", "en"),
        ("I met Dr. ", "en"),
        ("It is in the U.S. ", "en"),
        ("It costs approx. ", "en"),
        ("Version 2. ", "en"),
        ("He waited ... ", "en"),
        ("Er kam am 3. ", "de"),
        ("Das kostet 5 Mio. ", "de"),
        ("Er kommt evtl. ", "de"),
        ("'Stop!' ", "en"),
        ('He said, "Go home." ', "en"),
        ("One two three ", "en"),
        ("Wait for it: [pause:1s. ", "en"),
    ],
)
def test_what_may_go_on_is_waited_for(text: str, language: str) -> None:
    assert taken([text], language) == [""]


def test_every_sentence_is_given_on_once() -> None:
    parts = ["The ", "first ", "ends. ", "The ", "second ", "one ", "ends? ", "And ", "more"]
    assert taken(parts) == ["", "", "The first ends. ", "", "", "", "The second one ends? ", "", ""]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("abcd XY.!?,\n\"'()1。한"), max_size=8), max_size=12))
def test_nothing_is_dropped_or_given_on_twice(parts: list[str]) -> None:
    text = IncomingText(10_000, "en")
    given_on = []
    for part in parts:
        text.add(part)
        given_on.append(text.complete())
    assert "".join([*given_on, text.rest()]) == "".join(parts)
