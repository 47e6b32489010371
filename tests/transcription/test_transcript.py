from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.transcription import transcript_formats
from clonyvoice.transcription.transcript import Segment, Transcript, Word, joined, sentences


def _words(text: str, each: float = 0.4, gap: float = 0.0) -> list[Word]:
    out, at = [], 0.0
    for word in text.split():
        out.append(Word(f" {word}", round(at, 3), round(at + each, 3), 0.9))
        at += each + gap
    return out


def _segment(words: list[Word]) -> Segment:
    text = "".join(word.text for word in words).strip()
    return Segment(words[0].start, words[-1].end, text, tuple(words), -0.2, 0.0, 1.0, 0.0)


def _transcript(*segments: Segment) -> Transcript:
    return Transcript("en", 0.99, 60.0, 50.0, segments)


def test_a_sentence_ends_at_its_mark_and_not_after_a_title() -> None:
    groups = sentences(_words("Good morning Mr. Hale. How are you? Fine"))
    assert ["".join(word.text for word in group).strip() for group in groups] == [
        "Good morning Mr. Hale.", "How are you?", "Fine",
    ]  # fmt: skip


def test_a_long_silence_parts_what_no_mark_does() -> None:
    assert len(sentences(_words("one two three", gap=2.0))) == 3


def test_no_sentence_is_longer_than_half_a_minute() -> None:
    groups = sentences(_words("word " * 200))
    assert max(group[-1].end - group[0].start for group in groups) < 27.0
    assert sum(len(group) for group in groups) == 200


def test_chinese_and_japanese_are_joined_without_spaces() -> None:
    assert joined(["今天很好。", "我们走吧。"]) == "今天很好。我们走吧。"
    assert joined(["Hello.", " there"]) == "Hello. there"


def test_srt_numbers_cues_and_writes_commas() -> None:
    text = transcript_formats.srt(_transcript(_segment(_words("Hello there."))))
    assert text == "1\n00:00:00,000 --> 00:00:00,800\nHello there.\n"


def test_vtt_escapes_what_would_be_markup() -> None:
    text = transcript_formats.vtt(_transcript(_segment(_words("<b> & co"))))
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "&lt;b&gt; &amp; co" in text


def test_clock_counts_hours() -> None:
    assert transcript_formats.clock(3723.0456, ",") == "01:02:03,046"


def test_a_stored_segment_comes_back_the_same() -> None:
    segment = _segment(_words("one two"))
    assert transcript_formats.restored(transcript_formats.stored(segment)) == segment


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=30), st.floats(0.0, 3.0), st.floats(0.05, 4.0)), max_size=60
    )
)
def test_cues_keep_every_word_stay_in_order_and_never_overlap(said: list[tuple[str, float, float]]) -> None:
    at, words = 0.0, []
    for text, gap, length in said:
        plain = "".join(text.split()) or "x"
        words.append(Word(f" {plain}", at + gap, at + gap + length, 0.5))
        at += gap + length
    segments = [_segment(list(group)) for group in sentences(words)]
    cues = transcript_formats.cues(segments)
    shown = " ".join(cue.text for cue in cues).split()
    assert shown == "".join(word.text for word in words).split()
    for cue, after in itertools.pairwise(cues):
        assert cue.start < cue.end <= max(after.start, cue.start + 0.0501)
        assert cue.start <= after.start
