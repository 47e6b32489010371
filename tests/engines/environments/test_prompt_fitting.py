"""Shared parts of the engines that are prompted with speech, tried without their packages."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import FittedVoice, Reference, ReferenceClip
from clonyvoice.engines.environments.chatterbox.chatterbox_engine import ChatterboxEngine
from clonyvoice.engines.environments.pocket.pocket_engine import PocketEngine
from clonyvoice.engines.environments.prompt_fitting import (
    best_seconds,
    fitted_once,
    int16_bytes,
    int16_samples,
    is_prompt,
)
from clonyvoice.engines.environments.qwen.prompt_voices import packed_reference, unpacked
from clonyvoice.engines.environments.qwen.qwen_engine import QwenEngine


def clip(level: float, seconds: float, weight: float, words: str = "", rate: int = 24_000) -> ReferenceClip:
    return ReferenceClip(Audio(np.full(round(seconds * rate), level, np.float32), rate), words, weight)


def test_the_best_clips_come_first_and_the_last_one_is_cut() -> None:
    reference = Reference((clip(0.1, 2.0, 0.2), clip(0.2, 2.0, 0.9), clip(0.3, 2.0, 0.5)))
    data = best_seconds(reference, 3.0, "Any")
    assert is_prompt(data)
    found = int16_samples(data)
    assert len(found) == 72_000
    assert np.allclose(found[:48_000], 0.2, atol=1e-4)
    assert np.allclose(found[48_000:], 0.3, atol=1e-4)


def test_louder_samples_are_clipped_and_bytes_are_read_back() -> None:
    given = np.array([-2.0, -0.5, 0.0, 0.5, 2.0], np.float32)
    assert np.allclose(int16_samples(int16_bytes(given)), [-1.0, -0.5, 0.0, 0.5, 1.0], atol=1e-4)
    assert not is_prompt(int16_bytes(given))


def test_words_are_kept_for_whole_clips_only() -> None:
    whole = Reference((clip(0.1, 7.0, 0.9, "one"), clip(0.2, 7.0, 0.8, "two"), clip(0.3, 4.0, 0.7, "three")))
    transcript, samples = unpacked(FittedVoice("qwen", 1, packed_reference(whole)))
    assert (transcript, len(samples)) == ("one three", 11 * 24_000)
    long = Reference((clip(0.1, 20.0, 0.9, "words that are not all heard"),))
    transcript, samples = unpacked(FittedVoice("qwen", 1, packed_reference(long)))
    assert (transcript, len(samples)) == ("", 12 * 24_000)


@pytest.mark.parametrize(
    ("engine", "title"),
    [(ChatterboxEngine, "Chatterbox"), (PocketEngine, "Pocket TTS"), (QwenEngine, "Qwen3-TTS")],
)
def test_too_little_speech_and_other_rates_are_refused_in_the_engines_name(
    engine: Callable[[], Any], title: str
) -> None:
    def fit(*clips: ReferenceClip) -> list[Any]:
        return list(engine().fit(Reference(clips), "instant", lambda *_: None, CancelToken()))

    with pytest.raises(InvalidRequest, match=f"{title} needs at least a second"):
        fit(clip(0.1, 0.9, 1.0))
    with pytest.raises(InvalidRequest, match=f"Clips for {title} have 24 kHz"):
        fit(clip(0.1, 2.0, 1.0, rate=16_000))


def test_a_fit_is_encoded_in_its_turn_under_the_lock_and_reports_once() -> None:
    lock, events = Lock(), list[object]()
    voice = FittedVoice("any", 1, b"")

    def turn(piece: Callable[[CancelToken], Any], /) -> Any:
        events.append("turn")
        return piece(CancelToken())

    def encode(one: FittedVoice) -> None:
        assert lock.locked()
        events.append(one)

    def told(part: float, _stage: str) -> None:
        events.append(part)

    found = list(fitted_once(voice, encode, lock, {"seconds": 2.0}, told, CancelToken(), turn))
    assert events == [0.1, "turn", voice, 1.0]
    assert [(fit.voice, fit.level, fit.fidelity, fit.report) for fit in found] == [
        (voice, "instant", None, {"seconds": 2.0})
    ]


def test_a_cancelled_fit_encodes_nothing() -> None:
    cancel, encoded = CancelToken(), list[FittedVoice]()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(
            fitted_once(FittedVoice("any", 1, b""), encoded.append, Lock(), {}, lambda *_: None, cancel, None)
        )
    assert encoded == []
