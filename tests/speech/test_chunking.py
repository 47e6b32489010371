"""Texts cut into chunks and pieces: nothing dropped, nothing doubled, every place exact."""

from __future__ import annotations

import re
from itertools import cycle, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.audio import Joiner
from clonyvoice.audio.joining import placed
from clonyvoice.core.audio import Audio
from clonyvoice.speech.chunking import Plan, from_ssml, plan
from clonyvoice.speech.pauses import PARAGRAPH_PAUSE_MS, SENTENCE_PAUSE_MS
from clonyvoice.speech.piece_sizes_listener_priority import FIRST_PIECE, PlaybackBuffer
from clonyvoice.speech.pieces import pieces, size_of
from clonyvoice.speech.request import Segment, Shape
from clonyvoice.text.inline_markup import MarkupInvalid
from clonyvoice.text.languages import NothingToSay
from clonyvoice.text.phoneme_words import PhonemeWord


def planned(text: str, language: str = "en", **more: object) -> Plan:
    return plan([Segment(text, "v", language)], **more)  # type: ignore[arg-type]  # keywords of all sorts


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@settings(max_examples=80, deadline=None)
@given(
    st.text(st.sampled_from("abcde fgh.!?,;:\n\"'()[]1234 é가나。、ーあ漢🎉"), max_size=400), st.booleans()
)
def test_every_letter_is_in_exactly_one_chunk_at_its_place(text: str, sentence_chunks: bool) -> None:
    try:
        found = planned(text, "auto", sentence_chunks=sentence_chunks)
    except NothingToSay:
        return
    position = 0
    for chunk in found.chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.start >= position
        assert not letters(text[position : chunk.start])
        position = chunk.end
    assert not letters(text[position:])


def test_a_long_text_is_cut_into_bearable_chunks() -> None:
    text = "This is a sentence of some length, with clauses, and with more of them; it goes on. " * 400
    found = planned(text)
    assert all(len(chunk.text) <= 320 for chunk in found.chunks)
    assert letters("".join(chunk.text for chunk in found.chunks)) == letters(text)


def test_one_endless_sentence_is_cut_too() -> None:
    found = planned("word " * 3000)
    assert max(len(chunk.text) for chunk in found.chunks) <= 320
    assert sum(chunk.text.count("word") for chunk in found.chunks) == 3000


def test_pauses_between_sentences_paragraphs_and_where_they_are_asked() -> None:
    text = "The first sentence is here now.  The second one comes after it.\n\nA new paragraph begins here."
    assert [chunk.pause_ms for chunk in planned(text).chunks] == [SENTENCE_PAUSE_MS, PARAGRAPH_PAUSE_MS, 0]
    given_pause = planned(text, shape=Shape(pause_ms=900))
    assert [chunk.pause_ms for chunk in given_pause.chunks] == [900, 900, 0]
    marked = planned("[pause:2s] One. [pause:1s][pause:500ms] Two. [pause:0.1s]")
    assert marked.lead_ms == 2000
    assert [chunk.pause_ms for chunk in marked.chunks] == [1500, 100]


def test_short_sentences_go_together_unless_asked_one_by_one() -> None:
    text = "Yes. Fine. Maybe so. I cannot tell you that today, I am afraid."
    assert len(planned(text).chunks) == 1
    assert len(planned(text, sentence_chunks=True).chunks) == 4
    assert len(planned(text, shape=Shape(pause_ms=0)).chunks) == 4


def test_the_language_of_each_sentence_is_found() -> None:
    text = "Good morning to everybody here. 안녕하세요 여러분. おはようございます。Ja, genau! Здравствуйте, друзья."
    found = plan([Segment(text, "v", "auto")], sentence_chunks=True)
    assert [chunk.language for chunk in found.chunks] == ["en", "ko", "ja", "en", "ru"]
    korean = plan([Segment("네. OK. 좋아요.", "v", "auto")], sentence_chunks=True)
    assert {chunk.language for chunk in korean.chunks} == {"ko"}


def test_a_given_language_and_accent_are_kept() -> None:
    assert planned("Colour. 안녕.", "en-GB").chunks[0].language == "en-GB"
    assert planned("Hello.", "English").chunks[0].language == "en"


def test_segments_are_one_text_with_offsets_that_go_on() -> None:
    found = plan(
        [Segment("One here.", "a", "en"), Segment("Two here. Three here.", "b", "en")], sentence_chunks=True
    )
    text = "One here.\nTwo here. Three here."
    assert [text[chunk.start : chunk.end] for chunk in found.chunks] == [
        "One here.",
        "Two here.",
        "Three here.",
    ]
    assert [chunk.voice for chunk in found.chunks] == ["a", "b", "b"]


def test_ssml_becomes_segments_with_manners_and_pauses() -> None:
    source = (
        "<speak>Good <prosody rate='50%' pitch='+2st' volume='+6dB'>morning</prosody> to you.<break time='700ms'/>"
        "<p>A new <sub alias='paragraph'>para.</sub></p><lang xml:lang='ko'>안녕하세요.</lang></speak>"
    )
    parts = from_ssml(Segment(source, "v", "en"), "en")
    assert [part.manner.rate for part in parts][:3] == [1.0, 0.5, 1.0]
    found = plan(parts, sentence_chunks=True)
    assert [chunk.text for chunk in found.chunks] == [
        "Good",
        "morning",
        "to you.",
        "A new paragraph",
        "안녕하세요.",
    ]
    assert [chunk.pause_ms for chunk in found.chunks][:3] == [0, 0, 700]
    assert (found.chunks[1].manner.pitch, found.chunks[1].manner.volume) == (2.0, 6.0)
    assert found.chunks[-1].language == "ko"
    text = "\n".join(part.text for part in parts)
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in found.chunks)


@pytest.mark.parametrize(
    "source",
    [
        "<speak>a & b</speak>",
        "<speak><audio src='x'/></speak>",
        '<!DOCTYPE s [<!ENTITY a "b">]><speak>&a;</speak>',
    ],
)
def test_bad_ssml_is_refused(source: str) -> None:
    with pytest.raises(MarkupInvalid):
        from_ssml(Segment(source, "v", "en"), "en")


def test_ssml_with_nothing_to_say_is_refused() -> None:
    with pytest.raises(NothingToSay):
        plan(from_ssml(Segment("<speak><break time='1s'/></speak>", "v", "en"), "en"))


words_ = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from([" ", ", ", ". ", "", "—", "! "])), min_size=1, max_size=60
)


@settings(max_examples=150, deadline=None)
@given(words_, st.integers(20, 120), st.lists(st.one_of(st.none(), st.integers(1, 60)), min_size=1))
def test_pieces_hold_every_word_once_and_never_too_many_symbols(
    sizes: list[tuple[int, str]], limit: int, wishes: list[int | None]
) -> None:
    words, at = [], 0
    for size, tail in sizes:
        words.append(PhonemeWord("w" * size, at, at + size, "a" * size, tail))
        at += size + 1
    text = " ".join("w" * size for size, _ in sizes)
    wish = cycle(wishes)
    cut = list(pieces(text, words, limit, lambda: next(wish)))
    assert [last for _, last in cut] == [False] * (len(cut) - 1) + [True]
    found = [piece for piece, _ in cut]
    assert all(piece.size <= limit for piece in found)
    assert sum(len(word.phonemes) for piece in found for word in piece.words) == sum(
        size for size, _ in sizes
    )
    starts = [word.start + piece.start for piece in found for word in piece.words]
    assert starts == sorted(starts)
    assert set(starts) == {word.start for word in words}
    assert found[0].start == 0
    assert all(before.start + len(before.text) <= after.start for before, after in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(words_, st.integers(20, 120), st.lists(st.integers(1, 60), min_size=1))
def test_spans_hold_every_word_once_and_share_the_whole_that_they_are_cut_from(
    sizes: list[tuple[int, str]], limit: int, wishes: list[int]
) -> None:
    words, at = [], 0
    for size, tail in sizes:
        words.append(PhonemeWord("w" * size, at, at + size, "a" * size, tail))
        at += size + 1
    wish = cycle(wishes)
    text = " ".join("w" * size for size, _ in sizes)
    cut = list(pieces(text, words, limit, lambda: next(wish), spans=True))
    assert [last for _, last in cut] == [False] * (len(cut) - 1) + [True]
    found = [piece for piece, _ in cut]
    wholes = {(piece.start, piece.text): piece for piece in found}
    assert all(size_of(piece.words) <= limit for piece in wholes.values())
    for whole in wholes.values():
        spans = [piece.span for piece in found if (piece.start, piece.text) == (whole.start, whole.text)]
        assert [first for first, _ in spans] == [0, *(last for _, last in spans[:-1])]
        assert spans[-1][1] == len(whole.words)
        assert all(first < last for first, last in spans)
    said = [piece.words[index].start + piece.start for piece in found for index in range(*piece.span)]
    assert said == sorted(said)
    assert set(said) == {word.start for word in words}
    assert all(piece.gap == 0.0 for piece in found if not piece.closes)


class Watch:
    """A stopwatch that a test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("speed", [0.02, 0.03, 0.04])
@pytest.mark.parametrize(("opening", "around"), [(0.08, 0), (0.2, 8)])
def test_a_listener_hears_soon_and_never_runs_dry(speed: float, opening: float, around: int) -> None:
    """`speed` is what a symbol costs in seconds; it plays for 0.066 s. The first piece costs `opening` seconds more,
    each piece as much as `around` symbols more.
    """
    words, at, text = [], 0, "lorem " * 400
    for number in range(400):
        words.append(PhonemeWord("lorem", at, at + 5, "lɔɹəm", ", " if number % 9 == 8 else " "))
        at += 6
    watch = Watch()
    pace = PlaybackBuffer(watch)
    sizes: list[int] = []
    pace.begin()
    for piece, _ in pieces(text, words, 400, pace.wanted, spans=True):
        watch.now += (opening if piece.opens else 0) + speed * (piece.size + around)
        assert pace.ahead() >= 0, sizes
        pace.made(piece.size, 0.066 * piece.size)
        sizes.append(piece.size)
    assert sizes[0] <= 1.6 * FIRST_PIECE
    if speed < 0.03:
        assert max(sizes) > 150, "with enough ahead, whole chunks sound best"
    assert len(list(pieces(text[:480], words[:80], 600))) == 1


def test_where_nobody_can_keep_up_pieces_are_not_made_shorter_still() -> None:
    watch = Watch()
    pace = PlaybackBuffer(watch)
    watch.now += 3.0
    pace.made(16, 1.0)
    watch.now += 3.0
    pace.made(16, 1.0)
    assert pace.ahead() < 0
    assert pace.wanted() > 40


def test_a_word_longer_than_the_engine_takes_is_said_in_parts() -> None:
    word = PhonemeWord("x" * 50, 0, 50, "a" * 1000, ".")
    found = [piece for piece, _ in pieces("x" * 50, [word], 400)]
    assert [piece.size for piece in found] == [399, 399, 203]
    assert size_of([word]) == 1001


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3)), min_size=1, max_size=12),
    st.integers(0, 200),
)
def test_the_timeline_is_where_the_joiner_puts_the_sound(takes: list[tuple[int, int]], lead: int) -> None:
    rate = 24_000
    spans, length = placed([(size / rate, pause * 40) for size, pause in takes], lead, rate)
    joiner, gap = Joiner(rate), lead / 1000
    for size, pause in takes:
        joiner.feed(Audio.silence(size / rate, rate), gap)
        gap = pause * 40 / 1000
    joiner.finish(gap)
    assert [round(start * rate) for start, _ in spans] == joiner.starts
    assert round(length * rate) == joiner.length


def test_chunk_texts_never_lose_markup() -> None:
    text = "Say [Kokoro](/kˈOkəɹO/) now. " * 30
    found = planned(text)
    assert sum(len(re.findall(r"\[Kokoro\]\(/kˈOkəɹO/\)", chunk.text)) for chunk in found.chunks) == 30
