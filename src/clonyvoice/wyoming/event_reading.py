"""Bounded reading of Wyoming events: a client that sends too much, or half a line, gets an error and is closed."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from wyoming.event import Event
from wyoming.tts import SynthesizeVoice

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import value_of

MOST_LINE: Final = 64 * 1024
"""Bytes of an event's header line: as `asyncio` bounds a line. Chosen by hand."""
MOST_DATA: Final = 1_000_000
"""Bytes of an event's further data. Chosen by hand."""
MOST_PAYLOAD: Final = 1_000_000
"""Bytes of an event's sound: five seconds of 16-bit stereo at 48 kHz, as on WebSockets. Chosen by hand."""
_IDLE_SECONDS: Final = 600.0
"""Seconds without an event after which a connection is closed. Chosen by hand."""
REST_SECONDS: Final = 10.0
"""Seconds that a client may be silent between events, and within one. Chosen by hand."""
_VOICE: Final = {"name": "text", "language": "text", "speaker": "text"}
_FIELDS: Final[dict[str, dict[str, Any]]] = {
    "synthesize": {"text": "text!", "text_format": "text", "voice": _VOICE},
    "synthesize-start": {"text_format": "text", "voice": _VOICE},
    "synthesize-chunk": {"text": "text!"},
    "transcribe": {"name": "text", "language": "text"},
    "audio-chunk": {"rate": "whole number!", "width": "whole number!", "channels": "whole number!"},
}
"""The types of the fields that are used, by the event's type; `!` marks those that must be there."""


class BadMessage(Exception):
    """The message is no event of the protocol, or too large."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


class BadField(Exception):
    """A field of an event is missing, or has another type than the protocol gives it. The connection goes on."""

    def __init__(self, event: str, name: str, kind: str) -> None:
        super().__init__(name)
        self.text = f"`{name}` of {event!r} is a {kind}."


def check_fields(event: Event) -> None:
    """Raise BadField for a field of another type than the protocol's; null counts as absent."""
    _check(event.type, event.data, _FIELDS.get(event.type, {}), "")


def voice_of(event: Event) -> SynthesizeVoice:
    """The voice that an event requests; parts that are not given are None."""
    asked = event.data.get("voice") or {}
    return SynthesizeVoice(asked.get("name"), asked.get("language"), asked.get("speaker"))


def _check(event: str, data: dict[str, Any], kinds: dict[str, Any], place: str) -> None:
    for name, kind in kinds.items():
        value = data.get(name)
        if isinstance(kind, dict):
            if isinstance(value, dict):
                _check(event, value, kind, f"{place}{name}.")
            elif value is not None:
                raise BadField(event, f"{place}{name}", "JSON object")
            continue
        plain = kind.rstrip("!")
        right = isinstance(value, str) if plain == "text" else type(value) is int
        if not right and (value is not None or plain != kind):
            raise BadField(event, f"{place}{name}", plain)


async def read_event(reader: asyncio.StreamReader, rest_seconds: float = REST_SECONDS) -> Event | None:
    """The next event, None when the client has gone or was silent for too long. Raises BadMessage."""
    try:
        async with asyncio.timeout(_IDLE_SECONDS):
            first = await reader.readexactly(1)
    except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
        return None
    try:
        async with asyncio.timeout(rest_seconds):
            header = _header(first + await reader.readuntil(b"\n"))
            data = dict(_mapping(header.get("data") or {}, "data"))
            if length := _length(header, "data_length", MOST_DATA):
                data |= _mapping(_json(await reader.readexactly(length)), "data")
            length = _length(header, "payload_length", MOST_PAYLOAD)
            payload = await reader.readexactly(length) if length else None
    except asyncio.LimitOverrunError:
        raise BadMessage("message-too-large", f"A line has at most {MOST_LINE:,} bytes.") from None
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except TimeoutError:
        raise BadMessage(
            "timeout", f"The rest of an event did not come within {rest_seconds:.0f} s."
        ) from None
    return Event(str(header["type"]), data, payload)


def _header(line: bytes) -> dict[str, Any]:
    header = _mapping(_json(line), "header")
    if not isinstance(header.get("type"), str):
        raise BadMessage("invalid-message", "An event's line has a `type`.")
    return header


def _json(data: bytes) -> Any:
    try:
        return value_of(data)
    except InvalidRequest as problem:
        raise BadMessage("invalid-message", problem.message) from None
    except ValueError:
        raise BadMessage("invalid-message", "An event begins with a line of JSON.") from None


def _mapping(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadMessage("invalid-message", f"An event's {name} is a JSON object.")
    return value


def _length(header: dict[str, Any], name: str, most: int) -> int:
    value = header.get(name) or 0
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadMessage("invalid-message", f"`{name}` is a number of bytes.")
    if value > most:
        raise BadMessage("message-too-large", f"`{name}` is at most {most:,} bytes.")
    return value
