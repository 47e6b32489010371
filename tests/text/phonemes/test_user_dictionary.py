"""A user's own words: found in any case of any script, and as quickly among thousands as among two."""

from __future__ import annotations

import time

import pytest

from clonyvoice.text.phonemes.user_dictionary import given_words


def said(text: str, words: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (text[one.start : one.end], one.spoken or f"/{one.phonemes}/") for one in given_words(text, words, ())
    ]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("SQL and sql, mysql.", {"SQL": "sequel"}, [("SQL", "sequel"), ("sql", "sequel")]),
        ("ΟΔΟΣ οδος οδοσ", {"οδος": "x"}, [("ΟΔΟΣ", "x"), ("οδος", "x"), ("οδοσ", "x")]),
        ("ı i I", {"i": "eye"}, [("i", "eye"), ("I", "eye")]),
        ("new york, New  York City", {"new york": "a", "new york city": "b"},
         [("new york", "a"), ("New  York City", "b")]),
        ("서울에서 서울", {"서울": "x"}, [("서울", "x"), ("서울", "x")]),
        ("東京都", {"東京": "x"}, [("東京", "x")]),
        ("c++ c+ C++", {"c++": "/si/"}, [("c++", "/si/"), ("C++", "/si/")]),
    ],
)  # fmt: skip
def test_words_are_found(text: str, words: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert said(text, words) == found


@pytest.mark.parametrize("letter", ["ς", "σ", "ı", "İ", "ſ", "K", "µ", "ẞ", "ß", "ǅ", "ﬅ", "ͅ", "ᲀ"])
def test_letters_with_several_forms_never_fail(letter: str) -> None:
    for word in (letter, letter.lower(), letter.upper(), f"a{letter}", f"{letter}b"):
        for text in (letter, letter.lower(), letter.upper(), word, word.upper(), f"{word} {word.title()}"):
            given_words(text, {word: "x"}, ())


def test_values_that_are_no_texts_are_passed_over() -> None:
    assert said("a b", {"a": 5, "b": "bee"}) == [("b", "bee")]  # type: ignore[dict-item]


def test_thousands_of_words_cost_no_more_than_a_few() -> None:
    words = {f"word{number}": "x" for number in range(2000)}
    given_words("once", words, ())
    for text in ("abc def " * 6000, "word1999 " * 5000, "w " * 25_000):
        began = time.thread_time()
        given_words(text, words, ())
        assert time.thread_time() - began < 2.0  # a tenth of a second; all words tried at each letter take 60
