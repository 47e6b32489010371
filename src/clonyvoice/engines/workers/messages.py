"""The messages between ClonyVoice and an engine's process: typed and versioned. `message_encoding` has their bytes.

Needs the standard library only: it is imported in the environments of engines too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, TypeAlias

VERSION: Final = 3
"""Version of the messages and of what they mean; both sides must have the same."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The greeting of a started process: the version of its messages, the engine's declaration and its presets."""

    kind: ClassVar[str] = "ready"
    version: int
    info: dict[str, Any]
    presets: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Alive:
    """A heartbeat, sent every second. `memory` is the number of bytes that the engine uses in other processes."""

    kind: ClassVar[str] = "alive"
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """Bring the model into memory; answered by `Done` or `Failed`."""

    kind: ClassVar[str] = "load"
    id: int
    device: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Synthesise a chunk; answered by pieces, then `Done` or `Failed`. The payload is a fitted voice's bytes."""

    kind: ClassVar[str] = "speak"
    id: int
    text: str
    language: str
    preset: str | None
    voice_format: int
    words: list[list[Any]]
    speed: float = 1.0
    pitch: float = 0.0
    pitch_range: float = 1.0
    seed: int | None = None
    span: list[int] | None = None
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound of a chunk, its samples the payload, and the words in it: text, start, end, start and end character."""

    kind: ClassVar[str] = "piece"
    id: int
    sample_rate: int
    words: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FitVoice:
    """Fit a voice; answered by `Fitted`, then `Done` or `Failed`. The payload is the clips' samples, one after another.

    `clips`: of each its samples, sample rate, transcript and weight.
    """

    kind: ClassVar[str] = "fit"
    id: int
    level: str
    language: str
    seed: int
    clips: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A voice fitted; its bytes are the payload."""

    kind: ClassVar[str] = "fitted"
    id: int
    voice_format: int
    level: str
    fidelity: float | None
    report: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MakeDesigns:
    """Make voices from a description; answered by `DesignMade` for each, then `Done` or `Failed`."""

    kind: ClassVar[str] = "design"
    id: int
    description: str
    language: str
    gender: str | None
    age: str | int | None
    seed: int
    count: int


@dataclass(frozen=True, slots=True)
class DesignMade:
    """A voice made from a description; its bytes are the payload."""

    kind: ClassVar[str] = "designed"
    id: int
    voice_format: int
    language: str
    seed: int
    gender: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlendVoices:
    """Mix voices; answered by `Blended`, then `Done` or `Failed`. The payload is the fitted voices' bytes, one after
    another.

    `parts`: of each its weight, and its preset, or None, its format and its number of bytes.
    """

    kind: ClassVar[str] = "blend"
    id: int
    parts: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Blended:
    """A mixture of voices; its bytes are the payload."""

    kind: ClassVar[str] = "blended"
    id: int
    voice_format: int


@dataclass(frozen=True, slots=True)
class NudgeVoice:
    """Change a voice; answered by `Nudged`, then `Done` or `Failed`. The payload is a fitted voice's bytes."""

    kind: ClassVar[str] = "nudge"
    id: int
    preset: str | None
    voice_format: int
    moves: dict[str, Any]
    language: str


@dataclass(frozen=True, slots=True)
class Nudged:
    """A changed voice, its bytes the payload, and measurements of both."""

    kind: ClassVar[str] = "nudged"
    id: int
    voice_format: int
    before: dict[str, Any]
    targets: dict[str, Any]
    measured: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecogniseSpeech:
    """Recognise speech; answered by `SpeechRecognised`, then `Done` or `Failed`. The payload is float32 at 16 kHz."""

    kind: ClassVar[str] = "recognise"
    id: int
    asked: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SpeechRecognised:
    """The answer of a recogniser, as JSON values."""

    kind: ClassVar[str] = "recognised"
    id: int
    found: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """The fraction of a fit that is done, 0-1, and its stage."""

    kind: ClassVar[str] = "progress"
    id: int
    fraction: float
    stage: str


@dataclass(frozen=True, slots=True)
class TurnWanted:
    """The engine's request for a turn to compute: `TurnGranted` starts the turn, `TurnTaken` ends it early."""

    kind: ClassVar[str] = "turn_wanted"
    id: int


@dataclass(frozen=True, slots=True)
class TurnGranted:
    """Grants the engine its turn, until its `TurnEnded`."""

    kind: ClassVar[str] = "turn_granted"
    id: int


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """The end of a turn for more urgent work: the engine interrupts the piece, and requests another turn."""

    kind: ClassVar[str] = "turn_taken"
    id: int


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """The turn is over; whether its piece was done."""

    kind: ClassVar[str] = "turn_ended"
    id: int
    done: bool


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the request; it is answered by `Failed` with the code `cancelled`."""

    kind: ClassVar[str] = "cancel"
    id: int


@dataclass(frozen=True, slots=True)
class Done:
    """The request is answered in full."""

    kind: ClassVar[str] = "done"
    id: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The request, or with id 0 the process, ended with an error: its code, message, status and so on."""

    kind: ClassVar[str] = "failed"
    id: int
    error: dict[str, Any]


Request: TypeAlias = Load | Speak | FitVoice | MakeDesigns | BlendVoices | NudgeVoice | RecogniseSpeech
"""Requests to an engine, answered up to `Done` or `Failed`."""
Message: TypeAlias = (
    Ready | Alive | Request | Piece | Fitted | DesignMade | Blended | Nudged | SpeechRecognised | Progress | TurnWanted
    | TurnGranted | TurnTaken | TurnEnded | Cancel | Done | Failed
)  # fmt: skip
CANCELLED: Final = "cancelled"
"""The code of `Failed` that answers a `Cancel`."""
