from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.repetitions import compression, loops, sparse, unrepeated, without_loops
from clonyvoice.transcription.speech_windows import Window, WindowPiece
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Segment, Word
from clonyvoice.transcription.whisper import WhisperModel, _Loaded
from clonyvoice.transcription.whisper_output_checks import WindowTranscript
from clonyvoice.transcription.word_likelihoods_missed_speech import begun, unheard
from clonyvoice.transcription.word_times import timed
from tests.transcription.scripted import RATE, ScriptedModel, blocks, noise

_ALL = Options(language="en", vad=False)


def test_windows_are_heard_side_by_side_and_segments_come_in_order() -> None:
    lively = threading.Barrier(2, timeout=20)
    model = ScriptedModel(lambda window: _meet(lively, window))
    progress: list[float] = []
    found = transcribe(
        blocks(noise(115)), model, _ALL, CancelToken(), lambda segments, until: progress.append(until)
    )
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)
    assert progress == sorted(progress)
    assert progress[-1] == pytest.approx(115.0, abs=0.1)
    assert found.duration == pytest.approx(115.0)
    assert len(found.words) > 100


def _meet(barrier: threading.Barrier, window: Window) -> None:
    """The first two windows wait for each other: alone, the first would wait for ever."""
    if window.pieces[0].source < 50.0:
        barrier.wait()


def test_the_language_is_found_out_when_none_is_given() -> None:
    found = transcribe(blocks(noise(5)), ScriptedModel(), Options(vad=False), CancelToken())
    assert (found.language, found.language_probability) == ("ko", 0.9)


def test_a_recording_without_speech_gives_an_empty_transcript() -> None:
    found = transcribe(blocks(np.zeros(RATE * 3, np.float32)), ScriptedModel(), Options(), CancelToken())
    assert found.text == ""
    assert found.segments == ()
    assert found.duration == pytest.approx(3.0)


def test_cancel_begins_no_further_window() -> None:
    cancel = CancelToken()
    model = ScriptedModel(lambda window: cancel.cancel() if window.pieces[0].source > 50 else None)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        transcribe(blocks(noise(300)), model, _ALL, cancel)
    assert len(model.windows) <= 4
    assert time.monotonic() - began < 30


def test_what_breaks_in_a_window_reaches_the_caller() -> None:
    def broken(window: Window) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        transcribe(blocks(noise(60)), ScriptedModel(broken), _ALL, CancelToken())


def _window(seconds: float, *speech: tuple[float, float]) -> Window:
    samples = np.zeros(round(seconds * RATE), np.float32)
    return Window(samples, (WindowPiece(0.0, 0.0, seconds),), speech or ((0.0, seconds),), seconds)


def _said(text: str) -> tuple[Word, ...]:
    return tuple(Word(f" {word}", at * 0.3, at * 0.3 + 0.3, 0.9) for at, word in enumerate(text.split()))


def test_a_loop_is_cut_to_two_rounds_and_speech_that_repeats_is_left_alone() -> None:
    looped = _said("we went home " + "and then again " * 9 + "at last")
    assert " ".join(word.text.strip() for word in without_loops(looped, _window(20.0))) == (
        "we went home and then again and then again and then again at last"
    )
    plain = _said("no no it is very very good")
    assert without_loops(plain, _window(20.0)) == plain


def test_words_that_last_too_long_stand_for_more() -> None:
    assert not sparse(_said("nobody takes long to say this sentence of ten words"))
    assert sparse((Word(" Mind", 0.0, 4.0, 0.9), Word(" the", 4.0, 6.0, 0.9), Word(" gap.", 6.0, 9.0, 0.9)))
    assert not sparse((Word("很", 0.0, 0.4, 0.9),) * 10)


def test_repetitions_that_sound_are_kept_and_those_in_silence_or_even_noise_are_not() -> None:
    said = _said("please mind the gap " * 6)
    speech = np.tile(np.sin(np.arange(RATE * 3 // 10) / 9) * np.hanning(RATE * 3 // 10), 24).astype(
        np.float32
    )
    seconds = len(speech) / RATE
    whole = Window(speech, (WindowPiece(0.0, 0.0, seconds),), ((0.0, seconds),), seconds)
    assert without_loops(said, whole) == said
    assert not loops(said, whole)
    half = replace(whole, samples=np.where(np.arange(len(speech)) < len(speech) // 2, speech, 0.0))
    assert len(without_loops(said, half)) == 12
    even = replace(whole, samples=noise(seconds, 0.1))
    assert len(without_loops(said, even)) == 12
    hurried = tuple(Word(word.text, at * 0.01, at * 0.01 + 0.01, 0.9) for at, word in enumerate(said))
    assert loops(hurried, whole)


def test_segments_have_the_language_of_their_part_and_the_whole_that_of_most() -> None:
    class Two(ScriptedModel):
        def hear(
            self, window: Window, language: str | Languages, task: str, prompt: str, cancel: CancelToken
        ) -> tuple[tuple[Window, WindowTranscript], ...]:
            assert language == Languages("ko", ("ko", "de"))
            (one,) = super().hear(window.part(0.0, 4.0), "de", task, prompt, cancel)
            (other,) = super().hear(window.part(4.0, window.seconds), "ko", task, prompt, cancel)
            return one, other

    found = transcribe(blocks(noise(20)), Two(), Options(vad=False, languages=("ko", "de")), CancelToken())
    assert [segment.language for segment in found.segments] == ["de", "ko"]
    assert (found.language, found.languages) == ("ko", ("ko", "de"))


def test_repetition_is_seen_by_compression() -> None:
    assert compression("thank you for watching " * 20) > 2.4
    assert compression("The morning train was late again, so we walked along the river.") < 2.4


def test_speech_without_words_is_found_at_the_end_and_in_the_middle() -> None:
    window = _window(20.0)
    words = [Word(" a", 0.2, 5.0, 1.0), Word(" b", 9.0, 12.0, 1.0)]
    assert unheard(window, words) == [(5.0, 9.0), (12.0, 20.0)]
    silent = _window(20.0, (0.0, 5.5), (8.9, 12.5))
    assert unheard(silent, words) == []
    assert unheard(_window(14.0, (0.0, 5.5), (12.2, 14.0)), words, 1.0) == [(12.0, 14.0)]


def test_words_that_stop_before_speech_that_comes_again_are_not_all() -> None:
    said = _said("please mind the gap")
    assert begun(_window(13.0, (0.0, 1.3), (1.5, 2.8), (4.4, 5.7)), said)
    assert not begun(_window(13.0), said)
    assert not begun(_window(13.0, (0.0, 1.3), (5.0, 6.0)), said)
    assert not begun(_window(4.0, (0.0, 1.3), (1.5, 2.8), (3.0, 4.0)), said)
    assert not begun(_window(13.0, (0.0, 1.3), (1.5, 2.8), (4.4, 5.7)), ())


@pytest.mark.parametrize("told", [1, 4])
def test_a_phrase_that_is_said_six_times_is_told_six_times(told: int) -> None:
    phrase = ("please", "mind", "the", "gap")

    class Few(WhisperModel):
        """Tells the phrase `told` times in a long window in which it is said more often."""

        def _decode(self, window: Window, *_asked: object) -> WindowTranscript:
            spans = [span for span in window.speech if span[1] - span[0] > 0.5]
            spans = spans[:told] if window.seconds > 6.0 else spans
            words = tuple(
                Word(f" {word}", start + at * 0.3, start + at * 0.3 + 0.3, 0.9)
                for start, _ in spans
                for at, word in enumerate(phrase)
            )
            return WindowTranscript(words, -0.2, 0.0, 1.0, 0.0)

    window = _window(10.0, *((at * 1.7, at * 1.7 + 1.3) for at in range(6)))
    for start, end in window.speech:
        window.samples[round(start * RATE) : round(end * RATE)] = 0.1
    heard = Few(Path("nowhere"), 1).hear(window, "en", "transcribe", "", CancelToken())
    assert sum(len(one.words) for _, one in heard) == 24


def test_a_text_before_that_repeats_itself_leads_into_no_loop() -> None:
    assert unrepeated("Left foot, right foot. " * 3) == ""
    assert (
        unrepeated("Hello there. " + "Row, row, row your boat. " * 4 + "And so on.")
        == "Hello there. And so on."
    )
    assert unrepeated("New York, New York, Anna and no no no") == "New York, New York, Anna and no no no"
    assert unrepeated("") == ""


def test_marks_join_their_word_and_times_stay_within_speech() -> None:
    aligned = [
        Word(" Hello", 0.0, 3.0, 0.9),
        Word(",", 3.0, 3.1, 0.9),
        Word(' "', 3.1, 3.1, 0.9),
        Word("you", 3.1, 3.4, 0.9),
        Word(".", 3.4, 3.4, 0.9),
    ]
    words = timed(aligned, _window(5.0, (2.5, 4.0)))
    assert [word.text for word in words] == [" Hello,", ' "you.']
    assert words[0].start == pytest.approx(2.5)
    assert all(word.start <= word.end for word in words)


def test_segments_tell_how_sure_they_are() -> None:
    segment = Segment(0.0, 1.0, "a b", _said("a b"), -0.1, 0.0, 1.0, 0.0)
    assert segment.confidence == pytest.approx(0.9)


def test_who_is_cancelled_leaves_a_load_at_once() -> None:
    gate, loading = threading.Event(), threading.Event()

    class Slow(WhisperModel):
        def _read(self, cancel: CancelToken) -> _Loaded:
            loading.set()
            gate.wait(20)
            raise Cancelled

    cancel = CancelToken()

    def stop() -> None:
        loading.wait(20)
        cancel.cancel()

    threading.Thread(target=stop).start()
    with pytest.raises(Cancelled):
        Slow(Path("nowhere"), 1).load(cancel)
    assert not gate.is_set()
    gate.set()
