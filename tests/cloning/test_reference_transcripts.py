from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.cloning.clip_preparation import Clip
from clonyvoice.cloning.reference_transcripts import (
    concatenate_clips,
    pack_clips,
    split_transcript,
    unpack_clips,
    words_by_clip,
)
from clonyvoice.core import Audio
from clonyvoice.transcription.transcript import Word
from tests.cloning.sounds import RATE, syllables


def test_a_transcript_is_shared_out_by_what_was_heard() -> None:
    given_text = "Good evening, everybody. The train to Busan leaves at nine. Please be careful."
    heard = ["the train to busan leaves at nine", "please be careful"]
    assert split_transcript(given_text, heard) == ("The train to Busan leaves at nine.", "Please be careful.")


def test_words_heard_wrong_take_the_given_spelling() -> None:
    assert split_transcript(
        "Ms. Nguyen met Siobhan in Leicester today", ["miss win met shiv on in lester today"]
    ) == ("miss win met shiv on in lester today",)
    assert split_transcript("We met Siobhan near the river", ["we met shivon near the river"]) == (
        "We met Siobhan near the river",
    )


def test_a_transcript_of_something_else_changes_nothing() -> None:
    assert split_transcript("completely different words", ["what was really said here"]) == (
        "what was really said here",
    )


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=5))
def test_any_text_gives_one_part_for_each_clip(transcript: str, heard: list[str]) -> None:
    assert len(split_transcript(transcript, heard)) == len(heard)


def test_words_go_to_the_clip_in_which_they_were_said() -> None:
    clips = [Audio(np.zeros(RATE * 2, np.float32), RATE), Audio(np.zeros(RATE * 3, np.float32), RATE)]
    whole, starts = concatenate_clips(clips)
    assert starts == (0.0, 2.5)
    assert whole.duration == 6.0
    words = [Word(" one", 0.1, 0.5, 1), Word(" two", 1.5, 2.2, 1), Word(" three", 2.6, 3.0, 1)]
    assert words_by_clip(words, starts) == ("one two", "three")


def test_clips_are_kept_in_one_file_and_come_back_in_place() -> None:
    clips = [Clip(Audio(syllables(2, seed=n), RATE), n * 5.0, n * 5.0 + 2, 1.0 - n / 4) for n in range(3)]
    data, marks = pack_clips(clips, ["one", "", "three"])
    back = unpack_clips(data, marks, 0.5)
    assert [clip.transcript for clip in back] == ["one", "", "three"]
    assert [clip.weight for clip in back] == [0.5, 0.375, 0.25]
    for before, after in zip(clips, back, strict=True):
        assert np.allclose(before.audio.samples, after.audio.samples, atol=1e-3)
