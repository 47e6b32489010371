"""Entries of a dictionary that are nothing once they are cleaned change nothing."""

from __future__ import annotations

import pytest

from clonyvoice.text.phonemes import phonemise


@pytest.mark.parametrize("nothing", ["\U0001f600", "\u200b", "\0", "\ufe0f", "\u200d\u200d", " \u2060 "])
def test_a_word_of_nothing_is_passed_over(nothing: str) -> None:
    plain = phonemise("Hello there.", "en")
    assert phonemise("Hello there.", "en", {nothing: "x"}) == plain
    friend = phonemise("Hello there.", "en", {"there": "friend"})
    assert phonemise("Hello there.", "en", {"there": "friend", nothing: "x"}) == friend
