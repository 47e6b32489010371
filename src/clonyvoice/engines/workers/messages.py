"""The messages between ClonyVoice and an engine's process: typed, versioned, JSON with raw samples behind it.

A message on the wire: `HEADER` (magic, length of the JSON, length of the payload), the JSON object with its `kind`, the
payload. Sound is raw float32 in the machine's byte order, a voice its own bytes; nothing is ever executed by reading.
Needs the standard library and NumPy only: it is imported in the environments of engines too.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field, fields
from types import NoneType, UnionType
from typing import Any, ClassVar, Final, Protocol, TypeAlias, get_args, get_origin, get_type_hints

VERSION: Final = 1
"""Version of the messages and of what they mean; both sides must have the same."""
HEADER: Final = struct.Struct(">4sII")
MAGIC: Final = b"CVE1"
_MOST_TEXT, _MOST_PAYLOAD = 4_000_000, 500_000_000
"""Bytes of JSON and of samples in one message: an hour of float32 at 24 kHz has 345,600,000."""


class BadMessage(Exception):
    """Bytes that are no message of this version."""


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


Message: TypeAlias = (
    Ready | Alive | Load | Speak | Piece | FitVoice | Fitted | Progress | TurnWanted | TurnGranted | TurnTaken
    | TurnEnded | Cancel | Done | Failed
)  # fmt: skip
CANCELLED: Final = "cancelled"
"""The code of `Failed` that answers a `Cancel`."""
_KINDS: Final[dict[str, type]] = {one.kind: one for one in get_args(Message)}
_TYPES: Final[dict[type, dict[str, Any]]] = {
    one: {part.name: get_type_hints(one)[part.name] for part in fields(one)} for one in get_args(Message)
}


def encode(message: Message, payload: int = 0) -> bytes:
    """The header and JSON of a message that `payload` bytes follow."""
    text = json_of(message)
    return HEADER.pack(MAGIC, len(text), payload) + text


def json_of(message: Message) -> bytes:
    """The JSON of a message, which `decode` reads."""
    shown = {"kind": message.kind, **{name: getattr(message, name) for name in _TYPES[type(message)]}}
    return json.dumps(shown, separators=(",", ":")).encode()


def lengths(header: bytes | bytearray) -> tuple[int, int]:
    """The lengths of the JSON and of the payload that follow a header. Raises BadMessage."""
    magic, text, payload = HEADER.unpack(header)
    if magic != MAGIC or text > _MOST_TEXT or payload > _MOST_PAYLOAD:
        raise BadMessage("no message")
    return text, payload


def decode(text: bytes | bytearray) -> Message:
    """The message of a JSON object; fields that are not known are left out. Raises BadMessage."""
    try:
        shown = json.loads(text)
    except ValueError:
        raise BadMessage("no JSON") from None
    kind = _KINDS.get(str(shown.get("kind"))) if isinstance(shown, dict) else None
    if kind is None:
        raise BadMessage("an unknown kind of message")
    given = {name: value for name, value in shown.items() if name in _TYPES[kind]}
    for name, value in given.items():
        if not _fits(value, _TYPES[kind][name]):
            raise BadMessage(f"{kind.__name__}.{name} is of another type")
    try:
        made: Message = kind(**given)
    except TypeError:
        raise BadMessage(f"{kind.__name__} lacks fields") from None
    return made


def _fits(value: Any, wanted: Any) -> bool:
    if get_origin(wanted) is UnionType:
        return any(_fits(value, one) for one in get_args(wanted))
    if wanted is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, NoneType if wanted is None else get_origin(wanted) or wanted)


class RawPipe(Protocol):
    """The end of a pipe that is read, without a buffer."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """The number of bytes read into `buffer`; 0 at the end."""
        ...


def receive(pipe: RawPipe) -> tuple[Message, bytearray] | None:
    """The next message and its payload, waited for; None at the end. Raises BadMessage, OSError."""
    header = _exactly(pipe, HEADER.size)
    if header is None:
        return None
    text, payload = lengths(header)
    shown, data = _exactly(pipe, text), _exactly(pipe, payload)
    return None if shown is None or data is None else (decode(shown), data)


def _exactly(pipe: RawPipe, count: int) -> bytearray | None:
    data = bytearray(count)
    view, at = memoryview(data), 0
    while at < count:
        got = pipe.readinto(view[at:])
        if not got:
            return None
        at += got
    return data
