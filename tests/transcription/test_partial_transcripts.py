"""Partial texts, out of looks whose answers are scripted."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.transcription.partial_transcripts import Partial, Partials
from clonyvoice.transcription.speech_windows import Window, WindowPiece
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper_output_checks import WindowTranscript

RATE = 16_000
_BEGIN = 3.0
"""Seconds of the stream at which the utterance begins."""


def _window(seconds: float) -> Window:
    samples = np.zeros(round(seconds * RATE), np.float32)
    return Window(samples, (WindowPiece(0.0, _BEGIN, seconds),), ((0.0, seconds),), _BEGIN + seconds)


class Said:
    """A word each half second of the utterance, `w0 w1 …`; notes what it is asked."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.lengths: list[float] = []
        self.asked: list[str | Languages] = []
        self.contexts: list[str] = []
        self.fails = False

    def __call__(self, window: Window, language: str | Languages, said: str) -> WindowTranscript | None:
        self.lengths.append(window.seconds)
        self.asked.append(language)
        self.contexts.append(said)
        if self.fails:
            return None
        begin = window.pieces[0].source - _BEGIN
        first = -round(-begin // 0.5)
        words = tuple(
            Word(f" w{at}", at * 0.5 - begin, at * 0.5 - begin + 0.4, 0.9)
            for at in range(first, int((begin + window.seconds) / 0.5))
        )
        return WindowTranscript(words, -0.2, 0.01, 1.1, 0.0, language=self.language)


def _texts(told: Partial | None) -> list[str]:
    assert told is not None
    return [word.text.strip() for word in told.words]


def test_words_that_two_looks_agree_on_are_stable() -> None:
    partials, said = Partials("en"), Said()
    first = partials.look(_window(1.2), said)
    second = partials.look(_window(2.2), said)
    assert _texts(first) == ["w0", "w1"]
    assert _texts(second) == ["w0", "w1", "w2", "w3"]
    assert first is not None
    assert second is not None
    assert (first.stable, second.stable) == (0, 2)
    assert second.words[0].start == pytest.approx(_BEGIN)
    assert second.segments[0].text == "w0 w1 w2 w3"


def test_of_a_long_utterance_only_the_newest_seconds_are_listened_to() -> None:
    partials, said = Partials("en", "Names:"), Said()
    told = None
    for look in range(2, 50):
        told = partials.look(_window(look * 0.5 + 0.1), said)
        assert _texts(told) == [f"w{at}" for at in range(look)]
        assert told is not None
        assert told.stable >= look - 2
    assert max(said.lengths) < 5.5
    assert said.contexts[0] == "Names:"
    assert said.contexts[-1].startswith("Names: w")
    assert told is not None
    starts = [word.start for word in told.words]
    assert starts == sorted(starts)
    assert starts[-1] == pytest.approx(_BEGIN + 24.0, abs=0.01)


def test_a_look_that_tells_nothing_changes_nothing() -> None:
    partials, said = Partials("en"), Said()
    partials.look(_window(2.0), said)
    said.fails = True
    assert partials.look(_window(2.5), said) is None
    said.fails = False
    told = partials.look(_window(3.0), said)
    assert told is not None
    assert told.stable == 4


def test_the_language_is_asked_for_until_enough_was_said() -> None:
    partials, said = Partials(Languages("en", ("en", "ko"))), Said("ko")
    for seconds in (1.0, 1.5, 2.5, 3.0):
        told = partials.look(_window(seconds), said)
        assert told is not None
        assert told.language == "ko"
    assert [isinstance(one, str) for one in said.asked] == [False, False, False, True]
