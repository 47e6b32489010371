from __future__ import annotations

import pytest

from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.engines.contract import Engine, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.text.phoneme_words import PhonemeWord

WORDS = (PhonemeWord("one", 0, 3, "wʌn", " "), PhonemeWord("two", 4, 7, "tu", "."))


def request(voice: str = "fake_ann", speed: float = 1.0) -> SynthesisRequest:
    return SynthesisRequest("one two", "en", voice, WORDS, speed=speed)


def test_it_is_an_engine_that_speaks_a_piece_for_each_word() -> None:
    engine: Engine = FakeEngine()
    engine.load()
    pieces = list(engine.synthesise(request(), CancelToken()))
    assert [piece.words[0].text for piece in pieces] == ["one", "two"]
    assert [piece.audio.duration for piece in pieces] == pytest.approx([0.2, 0.2])
    fast = list(engine.synthesise(request(speed=2.0), CancelToken()))
    assert fast[0].audio.duration < pieces[0].audio.duration


def test_cancel_reaches_it_while_it_waits() -> None:
    engine = FakeEngine(delay=30.0)
    engine.load()
    token = CancelToken()
    pieces = engine.synthesise(request(), token)
    token.cancel()
    with pytest.raises(Cancelled):
        next(pieces)
    assert engine.finished == 0


def test_it_breaks_where_it_is_told_to() -> None:
    engine = FakeEngine(fail_at="two")
    engine.load()
    pieces = engine.synthesise(request(), CancelToken())
    next(pieces)
    with pytest.raises(RuntimeError):
        next(pieces)
