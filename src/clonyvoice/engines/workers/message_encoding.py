"""The bytes of messages: written, and read from a pipe.

A message on the wire: `HEADER` (magic, length of the JSON, length of the payload), the JSON object with its `kind`, the
payload. Sound is raw float32 in the machine's byte order, a voice its own bytes; nothing is ever executed by reading.
Needs the standard library only: it is imported in the environments of engines too.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Final, Protocol, get_args, get_origin, get_type_hints

from clonyvoice.engines.workers.messages import Message

HEADER: Final = struct.Struct(">4sII")
MAGIC: Final = b"CVE1"
_MOST_TEXT, _MOST_PAYLOAD = 4_000_000, 500_000_000
"""Bytes of JSON and of samples in one message: an hour of float32 at 24 kHz has 345,600,000. Chosen by hand."""


class BadMessage(Exception):
    """Bytes that are no message of this version."""


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
    except (ValueError, RecursionError):
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
