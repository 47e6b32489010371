"""The engine contract: a declaration and a few methods, from which forms and validation are derived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias, TypeVar

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.text.phoneme_words import PhonemeWord

Ability: TypeAlias = Literal[
    "preset",
    "clone",
    "design",
    "blend",
    "nudge",
    "instruct",
    "stream",
    "spans",
    "word_times",
    "speed",
    "pitch",
    "emphasis",
    "seed",
    "transcribe",
]
T = TypeVar("T")
RefineLevel: TypeAlias = Literal["instant", "standard", "best"]
FitLevel: TypeAlias = Literal["draft", RefineLevel]
"""Levels of fits: those of a refinement, and a draft, which was made without the words of the recordings."""
SlotLease: TypeAlias = Callable[[], AbstractContextManager[None]]
"""A `with` block that has a compute slot."""
Progress: TypeAlias = Callable[[float, str], None]
"""Called with a fraction 0-1 and the stage in words; cheap, from any thread."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine's declaration. Abilities not declared are provided by the pipeline or refused with a reason."""

    id: str
    title: str
    licence: str
    languages: tuple[str, ...]
    sample_rate: int
    weights: tuple[str, ...]
    """Names of manifest entries that it needs."""
    abilities: frozenset[Ability]
    memory_mb: int
    devices: tuple[str, ...] = ("cpu",)
    max_phonemes: int = 510
    """Longest chunk that `synthesise` takes, in phoneme symbols with punctuation and spaces."""
    at_once: int = 1
    """Requests that a process of its own works on at a time; the rest waits."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A voice that comes with the engine."""

    id: str
    """Plain name, e.g. `af_heart`."""
    name: str
    language: str
    gender: Literal["female", "male"]
    description: str = ""


@dataclass(frozen=True, slots=True)
class FittedVoice:
    """A voice fitted or designed for one engine: opaque bytes with a format version."""

    engine: str
    format: int
    data: bytes


VoiceSource: TypeAlias = str | FittedVoice
"""A preset's plain id, or a fitted voice."""


@dataclass(frozen=True, slots=True)
class SynthesisRequest:
    """One chunk to speak: at most the engine's `max_phonemes`.

    `speed` is a factor on the voice's own rate, `pitch` in semitones on the voice's own pitch, `pitch_range` a factor
    on the spread of its melody (an engine that has none leaves it), `words` what `text.phonemes.phonemise` made of
    `text`. All request state is in here, none on the engine.
    """

    text: str
    language: str
    voice: VoiceSource
    words: tuple[PhonemeWord, ...]
    speed: float = 1.0
    pitch: float = 0.0
    pitch_range: float = 1.0
    seed: int | None = None
    span: tuple[int, int] | None = None
    """Of `words`, those from the first index to before the second are to be heard, said as within the whole: for
    engines that declare `spans`. Spans that follow each other overlap by `audio.SEAM_SECONDS` of the same sound;
    silence is cut off at the ends of the whole only.
    """
    instructions: str = ""
    """The manner in which it is to be said, in words: for presets of engines that declare `instruct`."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word and when it sounds: seconds from the start of its audio; `start_char`/`end_char` in the chunk's text."""

    text: str
    start: float
    end: float
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece of the chunk's sound, in order, and the words that start within it."""

    audio: Audio
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceClip:
    """Clean speech of one person: `audio` 24 kHz mono, its transcript, and its quality (0-1)."""

    audio: Audio
    transcript: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """The recordings, transcripts and language that a clone is fitted to."""

    clips: tuple[ReferenceClip, ...]
    language: str = "en"
    seed: int = 0

    @property
    def duration(self) -> float:
        """Seconds of speech in all clips."""
        return sum(clip.audio.duration for clip in self.clips)


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted voice, the refine level that it reached, and the calibrated fidelity 0-1, None when not measured."""

    voice: FittedVoice
    level: FitLevel
    fidelity: float | None
    report: dict[str, float] = field(default_factory=dict)


class Turn(Protocol):
    """A long computation in pieces, so that it shares the machine: each runs when its turn has come."""

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """The result of `piece`, which obeys the token that it is given and is called again from the beginning after an
        interruption by more urgent work. Raises Cancelled when all is to end.
        """
        ...


class Engine(Protocol):
    """A speech engine. Heavy imports happen inside `load`; calls may come from several threads at once.

    What else it can do is declared in `info.abilities`, and the protocols of `engines.capabilities` that go with
    them it has.
    """

    @property
    def info(self) -> EngineInfo:
        """The declaration; needs no weights."""
        ...

    def load(self, device: str = "cpu") -> None:
        """Bring the model into memory; does nothing when it is there. Raises EngineUnavailable."""
        ...

    def unload(self) -> None:
        """Release the memory; no synthesis may be running."""
        ...

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of one chunk, in pieces as they are made. Raises Cancelled within 0.1 s of a cancel."""
        ...
