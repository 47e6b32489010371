"""The fake engine with one piece for each request, lengths by phoneme symbols, and a hold in the middle."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import (
    Ability,
    Engine,
    EngineInfo,
    Preset,
    Spoken,
    SpokenWord,
    SynthesisRequest,
)
from clonyvoice.engines.fake import FakeEngine

RATE = 24_000
SYMBOL_SECONDS = 0.05
ALL: frozenset[Ability] = frozenset({"preset", "clone", "word_times", "speed", "pitch", "seed"})


@dataclass
class ScriptedEngine(FakeEngine):
    """Each voice has its own frequency, each phoneme symbol lasts 50 ms, each word is a burst of its own."""

    id: str = "scripted"
    abilities: frozenset[Ability] = ALL
    max_phonemes: int = 400
    amplitude: float = 0.1
    lowest: float = 200.0
    """Hertz of the lowest voice; the highest has 375 more."""
    hold: threading.Event | None = None
    """While it is there and not set, synthesis waits (and can be cancelled)."""
    before: Callable[[SynthesisRequest], None] = lambda request: None
    running: int = 0
    stopped: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def info(self) -> EngineInfo:  # type: ignore[override]  # its abilities change during a test
        return EngineInfo(
            id=self.id, title="Scripted", licence="Apache-2.0", sample_rate=RATE, weights=(), memory_mb=1,
            languages=("en", "es", "fr", "it", "pt", "hi", "ja", "zh", "ko", "de", "ru"),
            abilities=self.abilities, max_phonemes=self.max_phonemes,
        )  # fmt: skip

    def presets(self) -> Sequence[Preset]:
        return (
            Preset("af_heart", "Heart", "en-us", "female", "Warm"),
            Preset("am_adam", "Adam", "en-us", "male"),
            Preset("jf_nezumi", "Nezumi", "ja", "female"),
            Preset("ef_dora", "Dora", "es", "female"),
        )

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        self.requests.append(request)
        self.running += 1
        try:
            self.before(request)
            while self.hold is not None and not self.hold.wait(0.005):
                cancel.raise_if_cancelled()
            cancel.raise_if_cancelled()
            yield self._spoken(request)
        except BaseException:
            self.stopped += 1
            raise
        finally:
            self.running -= 1

    def _spoken(self, request: SynthesisRequest) -> Spoken:
        voice = request.voice if isinstance(request.voice, str) else request.voice.data.decode()
        hertz = self.lowest + 25.0 * (sum(voice.encode()) % 16)
        step = SYMBOL_SECONDS / request.speed
        parts: list[np.ndarray] = [np.zeros(round(0.2 * RATE), np.float32)]
        at = 0.2
        words = []
        for word in request.words:
            seconds = step * max(1, len(word.phonemes))
            times = np.arange(round(seconds * RATE)) / RATE
            parts.append((self.amplitude * np.sin(2 * np.pi * hertz * times)).astype(np.float32))
            length = len(parts[-1]) / RATE
            words.append(SpokenWord(word.text, at, at + length, word.start, word.end))
            gap = np.zeros(round(step * len(word.tail) * RATE), np.float32)
            parts.append(gap)
            at += length + len(gap) / RATE
        parts.append(np.zeros(round(0.3 * RATE), np.float32))
        return Spoken(Audio(np.concatenate(parts), RATE), tuple(words))


@dataclass
class ScriptedEngines:
    """The engines of a test."""

    engine: ScriptedEngine

    def info(self, engine_id: str) -> EngineInfo:
        assert engine_id == self.engine.id
        return self.engine.info

    def infos(self) -> tuple[EngineInfo, ...]:
        return (self.engine.info,)

    def lease(self, engine_id: str, cancel: CancelToken | None = None) -> AbstractContextManager[Engine]:
        assert engine_id == self.engine.id
        return nullcontext(self.engine)
