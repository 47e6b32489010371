"""Diarisation: groups of vectors, turns, and words given to their speakers."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.core import Audio, Cancelled, CancelToken
from clonyvoice.transcription import diarisation as module
from clonyvoice.transcription.diarisation import Diariser, SpeakerTurn
from clonyvoice.transcription.speaker_attribution import attributed
from clonyvoice.transcription.speaker_grouping import speakers
from clonyvoice.transcription.transcript import Segment, Transcript, Word
from clonyvoice.transcription.transcript_formats import restored, srt, stored, text, vtt
from tests.traced_memory import traced
from tests.transcription.test_speech_windows import _Loudness

RATE = 16_000
SECOND_BYTES = 4 * RATE


def _voices(count: int, each: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Vectors around `count` directions, and how long their windows are."""
    random = np.random.default_rng(seed)
    centres = np.linalg.qr(random.standard_normal((32, count)))[0].T
    points = np.repeat(centres, each, axis=0) + 0.06 * random.standard_normal((count * each, 32))
    return points / np.linalg.norm(points, axis=1, keepdims=True), np.full(count * each, 1.5)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_the_number_of_speakers_is_found(count: int) -> None:
    assert len(speakers(*_voices(count, 8), 1, 20)) == count


def test_bounds_are_kept() -> None:
    vectors, seconds = _voices(3, 8)
    assert len(speakers(vectors, seconds, 1, 2)) == 2
    assert len(speakers(vectors, seconds, 5, 20)) >= 5
    assert len(speakers(vectors[:2], seconds[:2], 4, 4)) == 2  # no more than there are windows


def test_many_windows_are_grouped_by_some_of_them() -> None:
    assert len(speakers(*_voices(4, 200), 1, 20, compared=40)) == 4


def _two_people(monkeypatch: pytest.MonkeyPatch, cancel: CancelToken | None = None) -> Diariser:
    """One is positive, the other negative: an encoder of one number."""
    monkeypatch.setattr(module, "SpeechDetector", _Loudness)

    def embed(audio: Audio, token: CancelToken) -> np.ndarray:
        token.raise_if_cancelled()
        share = float((audio.samples > 0).mean())
        vector = np.array([share, 1.0 - share, 0.0], np.float32)
        return np.asarray(vector / np.linalg.norm(vector))

    return Diariser(embed, cancel or CancelToken())


def _sound() -> np.ndarray:
    one, other = np.full(4 * RATE, 0.5, np.float32), np.full(4 * RATE, -0.5, np.float32)
    silence = np.zeros(RATE, np.float32)
    return np.concatenate([silence, one, silence, other, one, silence])


@pytest.mark.parametrize("piece", [RATE // 3, 40 * RATE])
def test_turns_are_found_also_without_a_pause_between(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    diariser, sound = _two_people(monkeypatch), _sound()
    for at in range(0, len(sound), piece):
        diariser.feed(sound[at : at + piece])
    turns = diariser.finish()
    assert [turn.speaker for turn in turns] == [0, 1, 0]
    expected = [(1.0, 5.0), (6.0, 10.0), (10.0, 14.0)]
    for turn, (start, end) in zip(turns, expected, strict=True):
        assert turn.start == pytest.approx(start, abs=0.35)
        assert turn.end == pytest.approx(end, abs=0.35)


def test_an_hour_is_never_held_and_silence_has_no_speakers(monkeypatch: pytest.MonkeyPatch) -> None:
    diariser = _two_people(monkeypatch)
    with traced() as held:
        for _ in range(60):
            diariser.feed(np.zeros(5 * RATE, np.float32))
        assert held()[0] < 20 * SECOND_BYTES
    assert diariser.finish() == ()
    busy = _two_people(monkeypatch)
    with traced() as held:
        for _ in range(40):
            busy.feed(np.full(5 * RATE, 0.5, np.float32))
        assert held()[0] < 40 * SECOND_BYTES


def test_cancel_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cancel = CancelToken()
    diariser = _two_people(monkeypatch, cancel)
    cancel.cancel()
    with pytest.raises(Cancelled):
        diariser.feed(_sound())


def _segment(words: str, start: float) -> Segment:
    said = tuple(
        Word(f" {one}", start + at * 0.5, start + at * 0.5 + 0.4, 0.9) for at, one in enumerate(words.split())
    )
    return Segment(said[0].start, said[-1].end, words, said, -0.1, 0.0, 1.0, 0.0, language="en")


TURNS = (SpeakerTurn(0.0, 2.0, 0), SpeakerTurn(2.0, 4.0, 1), SpeakerTurn(6.0, 8.0, 0))


def test_a_sentence_in_which_another_goes_on_is_parted_and_a_brief_word_is_not() -> None:
    found = attributed(
        [_segment("one two three four five six seven eight", 0.0), _segment("nine", 5.0)], TURNS
    )
    assert [(one.speaker, one.text) for one in found] == [
        ("speaker_0", "one two three four"),
        ("speaker_1", "five six seven eight"),
        ("speaker_0", "nine"),  # nobody speaks there: the nearest
    ]
    (whole,) = attributed(
        [_segment("one two three four five", 0.0)], (SpeakerTurn(0.0, 2.2, 0), SpeakerTurn(2.2, 4.0, 1))
    )
    assert (whole.speaker, len(whole.words)) == ("speaker_0", 5)


def test_speakers_are_in_every_format() -> None:
    segments = attributed([_segment("one two three four", 0.0), _segment("five six seven", 2.1)], TURNS)
    transcript = Transcript("en", 1.0, 8.0, 4.0, segments)
    assert transcript.speakers == ("speaker_0", "speaker_1")
    assert transcript.text == "one two three four five six seven"
    assert text(transcript) == "Speaker 1: one two three four\nSpeaker 2: five six seven"
    assert "\nSpeaker 2: five six seven\n" in srt(transcript)
    assert "<v Speaker 2>five six seven</v>" in vtt(transcript)
    assert [restored(stored(one)) for one in segments] == list(segments)
