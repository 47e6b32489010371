"""Cues with exact times and readable lines."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.subtitles import LINE_COLUMNS, LINES, Cue, columns, cues, srt, vtt


@dataclass(frozen=True)
class Word:
    start: float
    end: float
    start_char: int
    end_char: int


def spoken(text: str, language: str = "en", pace: float = 0.3) -> list[Word]:
    return [
        Word(index * pace, index * pace + pace * 0.8, word.start, word.end)
        for index, word in enumerate(phonemise(text, language))
    ]


def test_a_cue_begins_and_ends_with_its_words() -> None:
    text = "Hello there. General remarks follow."
    found = cues(text, spoken(text), offset=10.0)
    assert [cue.lines for cue in found] == [("Hello there.",), ("General remarks follow.",)]
    assert (found[0].start, round(found[0].end, 3)) == (10.0, 10.54)
    assert found[1].start == 10.6


def test_long_sentences_take_two_balanced_lines_and_then_another_cue() -> None:
    text = (
        "When it rains the river rises, and the old mill at the end of the valley road "
        "grinds on until the morning comes."
    )
    found = cues(text, spoken(text))
    assert len(found) == 2
    assert all(
        len(cue.lines) <= LINES and all(columns(line) <= LINE_COLUMNS for line in cue.lines) for cue in found
    )
    assert " ".join(line for cue in found for line in cue.lines) == text


def test_quotes_and_brackets_stay_with_their_words_and_markup_is_hidden() -> None:
    text = "He said (again): “My [friend](/fɹˈɛnd/)!” [pause:1s] Bye."
    lines = [line for cue in cues(text, spoken(text)) for line in cue.lines]
    assert lines == ["He said (again): “My friend!”", "Bye."]


def test_japanese_needs_no_spaces_and_counts_double() -> None:
    text = "今日は天気がいいですね。「明日も晴れるでしょう」と彼は言いましたが、本当でしょうか？"
    found = cues(text, spoken(text, "ja"))
    assert "".join(line for cue in found for line in cue.lines) == text
    assert all(columns(line) <= LINE_COLUMNS for cue in found for line in cue.lines)


def test_a_silence_begins_a_new_cue() -> None:
    found = cues("one two", [Word(0, 0.3, 0, 3), Word(2.0, 2.3, 4, 7)])
    assert [(cue.start, cue.end) for cue in found] == [(0, 0.3), (2.0, 2.3)]


def test_files() -> None:
    shown = (Cue(0.0, 1.5, ("A & <b>", "second")), Cue(3661.0, 3662.25, ("End.",)))
    assert srt(shown) == (
        "1\n00:00:00,000 --> 00:00:01,500\nA & <b>\nsecond\n\n2\n01:01:01,000 --> 01:01:02,250\nEnd.\n"
    )
    assert vtt(shown).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nA &amp; &lt;b&gt;\nsecond\n\n")
    assert srt(()) == ""


@given(st.text(alphabet="ab c.,!? 한あ(“”)\n", max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_and_cues_never_overlap(text: str) -> None:
    words = spoken(text, pace=0.2)
    found = cues(text, words)
    if words:
        shown = "".join(line for cue in found for line in cue.lines)
        assert "".join(shown.split()) == "".join(text.split())
    assert all(cue.start < cue.end for cue in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert all(columns(line) <= LINE_COLUMNS for cue in found for line in cue.lines)


@given(
    st.text(alphabet="ab c.,!? 한あ(“”)\n", max_size=60),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=30),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30),
)
def test_words_whose_places_are_anywhere_show_no_part_of_the_text_twice(
    text: str, far: list[tuple[int, int]], near: list[tuple[int, int]]
) -> None:
    words = [Word(at / 5, at / 5 + 0.2, *place) for at, place in enumerate([*near, *far])]
    shown = "".join(line for cue in cues(text, words) for line in cue.lines)
    assert "".join(shown.split()) == ("".join(text.split()) if words else "")
