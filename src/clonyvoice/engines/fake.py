"""Scripted engines for tests: a tone for each word, through the same contract as the real ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from zlib import crc32

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest, NotFound
from clonyvoice.engines.capabilities import DesignedVoice, NudgedVoice
from clonyvoice.engines.contract import (
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    SlotLease,
    Spoken,
    SpokenWord,
    SynthesisRequest,
    Turn,
    VoiceSource,
)

_RATE = 24_000
"""Sample rate, as the embedded engine's."""
_LEVELS: tuple[RefineLevel, ...] = ("instant", "standard", "best")


class FakeEngine:
    """A deterministic, quick engine with settings for delays, failures and absence.

    Each word sounds 50 ms for each of its letters, divided by the speed, and 50 ms of silence follow. Its
    tone is that of the voice (`tone`), moved by the pitch. `delay` seconds pass before each word
    (cancellable); at the word `fail_at` the engine breaks; when not `available` it cannot be loaded.
    """

    info = EngineInfo(
        id="fake",
        title="Fake engine",
        licence="Apache-2.0",
        languages=("en", "es", "fr", "it", "pt", "hi", "ja", "zh", "ko", "de", "ru"),
        sample_rate=_RATE,
        weights=(),
        abilities=frozenset({"preset", "clone", "stream", "word_times", "speed", "pitch", "seed"}),
        memory_mb=1,
    )

    def __init__(self, delay: float = 0.0, fail_at: str | None = None, available: bool = True) -> None:
        self.delay, self.fail_at, self.available = delay, fail_at, available
        self.loaded = False
        self.requests: list[SynthesisRequest] = []
        self.finished = 0
        """Requests whose last piece was taken; a cancelled one is not among them."""
        self._lock = threading.Lock()

    def load(self, device: str = "cpu") -> None:
        """Count as loaded. Raises EngineUnavailable when not `available` or for another device than the CPU."""
        if not self.available or device != "cpu":
            raise EngineUnavailable("The fake engine is not available. Run `clonyvoice models pull fake`.")
        self.loaded = True

    def unload(self) -> None:
        """Count as unloaded."""
        self.loaded = False

    def presets(self) -> Sequence[Preset]:
        """Two voices."""
        return (
            Preset("fake_ann", "Ann", "en", "female", "A high tone."),
            Preset("fake_ben", "Ben", "en", "male", "A low tone."),
        )

    def tone(self, voice: VoiceSource) -> float:
        """The voice's pitch in Hz."""
        if isinstance(voice, FittedVoice):
            return 150.0 + crc32(voice.data) % 200
        known = {"fake_ann": 220.0, "fake_ben": 110.0}
        if voice not in known:
            raise NotFound(f"There is no preset voice {voice!r}.", param="voice")
        return known[voice]

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """One voice for each level up to `level`, made of the reference's bytes; `delay` seconds each, in a turn."""

        def wait(token: CancelToken) -> None:
            if token.wait(self.delay):
                token.raise_if_cancelled()

        sound = b"".join(clip.audio.samples.tobytes() for clip in reference.clips)
        for step, reached in enumerate(_LEVELS[: _LEVELS.index(level) + 1]):
            wait(cancel) if turn is None else turn(wait)
            progress((step + 1) / (_LEVELS.index(level) + 1), f"fitting {reached}")
            voice = FittedVoice(
                self.info.id, 1, crc32(sound, reference.seed).to_bytes(4, "big") + reached.encode()
            )
            yield Fit(voice, reached, 0.4 + 0.2 * step)

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """One piece for each word. Raises Cancelled."""
        if not self.loaded:
            raise EngineUnavailable("The fake engine is not loaded.")
        with self._lock:
            self.requests.append(request)
        octaves = request.pitch / 12.0 - ("low" in request.instructions)
        hertz = self.tone(request.voice) * 2.0**octaves
        for word in request.words:
            if cancel.wait(self.delay):
                cancel.raise_if_cancelled()
            if word.text == self.fail_at:
                raise RuntimeError("the fake engine broke as told")
            count = round(0.05 * max(1, len(word.text)) / request.speed * _RATE)
            sound = 0.3 * np.sin(2.0 * np.pi * hertz * np.arange(count) / _RATE)
            samples = np.concatenate([sound, np.zeros(round(0.05 * _RATE))]).astype(np.float32)
            spoken = SpokenWord(word.text, 0.0, count / _RATE, word.start, word.end)
            yield Spoken(Audio(samples, _RATE), (spoken,))
        with self._lock:
            self.finished += 1


class FakeVoiceMaker(FakeEngine):
    """The fake engine that also makes voices: of descriptions, of other voices, and moved; `low` in the instructions
    lowers its tone by an octave. Each voice takes `delay` seconds, in a turn.
    """

    info = replace(
        FakeEngine.info, abilities=FakeEngine.info.abilities | {"design", "blend", "nudge", "instruct"}
    )

    def check_description(
        self, description: str, gender: str | None = None, age: str | int | None = None
    ) -> None:
        """Raise InvalidRequest for a description without letters."""
        if not any(letter.isalpha() for letter in f"{description}{gender or ''}{age or ''}"):
            raise InvalidRequest("Nothing in the description is understood.", param="description")

    def design(
        self,
        description: str,
        cancel: CancelToken,
        *,
        language: str = "en",
        gender: str | None = None,
        age: str | int | None = None,
        seed: int = 0,
        count: int = 1,
        turn: SlotLease = nullcontext,
    ) -> Iterator[DesignedVoice]:
        """Voices made of the description's bytes and the seed."""
        self.check_description(description, gender, age)
        for number in range(count):
            with turn():
                if cancel.wait(self.delay):
                    cancel.raise_if_cancelled()
            voice = self._voice(f"{description} {gender} {age} {seed + number}")
            details = {"understood": description.split()}
            yield DesignedVoice(voice, language, seed + number, "female", details)

    def blend(self, parts: Sequence[tuple[float, VoiceSource]]) -> FittedVoice:
        """A voice made of the tones and weights."""
        return self._voice(str([(weight, self.tone(voice)) for weight, voice in parts]))

    def nudge(
        self,
        voice: VoiceSource,
        moves: Mapping[str, float],
        cancel: CancelToken,
        *,
        language: str = "en",
        turn: SlotLease = nullcontext,
    ) -> NudgedVoice:
        """A voice made of the tone and the moves."""
        with turn():
            if cancel.wait(self.delay):
                cancel.raise_if_cancelled()
        made = self._voice(f"{self.tone(voice)} {sorted(moves.items())} {language}")
        before, after = {"pitch_hz": self.tone(voice)}, {"pitch_hz": self.tone(made)}
        return NudgedVoice(made, before, dict(moves), after)

    def _voice(self, recipe: str) -> FittedVoice:
        return FittedVoice(self.info.id, 1, crc32(recipe.encode()).to_bytes(4, "big"))
