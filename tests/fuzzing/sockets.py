"""Conversations on the server's WebSockets, some messages of which are odd."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from tests.fuzzing.values import WORDS, Draw, Known, Values

_BROKEN = frozenset({1002, 1006, 1011})
"""Close codes that tell of a fault of the server: RFC 6455, 7.4.1."""
_WAIT = 0.15
_PATHS = (
    "/ws", "/ws", "/elevenlabs/v1/text-to-speech/{voice}/stream-input",
    "/elevenlabs/v1/text-to-speech/{voice}/multi-stream-input",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conversation:
    """An address and what is sent there."""

    target: str
    with_key: bool
    messages: tuple[str | bytes, ...]

    def __str__(self) -> str:
        return f"{self.target[:200]} key: {self.with_key} " + " | ".join(
            repr(one[:300]) for one in self.messages
        )


def drawn(draw: Draw, known: Known) -> Conversation:
    """A conversation; in half of them nothing is odd."""
    values = Values(draw, {}, known, draw.of((0, 0, 12, 4)), None)
    path = draw.of(_PATHS)
    voice = "nobody" if values.odd_now else draw.of(("fake_ann", known.one(draw, "voice")))
    query: list[tuple[str, str]] = []
    for name, choices in (
        ("last_seq", ("0", "5", "-1", "x", "9" * 16)),
        ("output_format", ("pcm_16000", "mp3_44100_128", "nope")),
        ("inactivity_timeout", ("1", "180", "nan", "-5", "x", "inf")),
        ("model_id", ("eleven_flash_v2_5", "nope")),
        ("sync_alignment", ("true", "x")),
    ):
        if draw.once_in(4):
            query.append((name, values.odd_text()[:100] if values.odd_now else draw.of(choices)))
    make = _events if path == "/ws" else _speech
    messages = [_message(draw, values, make(draw, values, known)) for _ in range(1 + draw.index(5))]
    target = path.format(voice=voice) + ("?" + urlencode(query, errors="surrogatepass") if query else "")
    return Conversation(target, draw.index(6) > 0, tuple(messages))


def _message(draw: Draw, values: Values, value: Any) -> str | bytes:
    if values.odd_now:
        odd: tuple[str | bytes, ...] = (
            draw.text(40), draw.bytes(40), "{", "[" * 3000, '"', "null", "x" * 70_000, '{"text": "\\ud800 a"}',
        )  # fmt: skip
        return draw.of(odd)
    try:
        return json.dumps(value)
    except (ValueError, RecursionError):
        return "9" * 5000


def _events(draw: Draw, values: Values, known: Known) -> Any:
    kind = draw.of(("subscribe", "subscribe", "ping", "stats", "auth", "x"))
    message: dict[str, Any] = {"type": kind}
    if kind == "subscribe":
        topics = ["generation.*", "*", "project", known.one(draw, "proj"), "clone.progress"]
        message["topics"] = (
            values.odd() if values.odd_now else [draw.of(topics) for _ in range(draw.index(4))]
        )
        if draw.once_in(2):
            message["last_seq"] = values.odd() if values.odd_now else draw.of((0, 1, 10**15))
    if kind == "auth":
        message["api_key"] = values.odd() if values.odd_now else "cvk_x"
    return values.odd() if values.odd_now else message


def _speech(draw: Draw, values: Values, known: Known) -> Any:
    message: dict[str, Any] = {"text": draw.of((" ", "", *WORDS))[:200]}
    for name, choices in (
        ("context_id", ("a", "b", None)), ("flush", (True, False)), ("try_trigger_generation", (True,)),
        ("close_context", (True,)), ("close_socket", (True,)), ("voice_settings", ({"speed": 1.1}, {"speed": 9}, None)),
        ("generation_config", ({"chunk_length_schedule": [50]}, {})), ("xi_api_key", ("cvk_x",)),
        ("pronunciation_dictionary_locators", ([],)),
    ):  # fmt: skip
        if draw.once_in(5):
            message[name] = values.odd() if values.odd_now else draw.of(choices)
    return values.odd() if values.odd_now else message


def converse(url: str, key: str, said: Conversation) -> str | None:
    """The fault that a conversation showed, in words, or None."""
    headers = {"X-API-Key": key} if said.with_key else {}
    address = url.replace("http://", "ws://", 1) + said.target
    try:
        with connect(
            address,
            additional_headers=headers,
            open_timeout=30,
            close_timeout=2,
            max_size=None,
            compression=None,
        ) as socket:
            for message in said.messages:
                if isinstance(message, str):
                    socket.send(message.encode("utf-8", "surrogatepass"), text=True)
                else:
                    socket.send(message)
                _read(socket)
    except ConnectionClosed as closed:
        code = closed.rcvd.code if closed.rcvd is not None else 1006
        return f"closed with {code}" if code in _BROKEN else None
    except InvalidHandshake as refused:
        status = getattr(getattr(refused, "response", None), "status_code", 0)
        return None if 0 < status < 500 else f"no handshake: {refused}"
    except (OSError, TimeoutError) as error:
        return f"broken off: {type(error).__name__}"
    return None


def _read(socket: Any) -> None:
    for _ in range(20):
        try:
            socket.recv(timeout=_WAIT)
        except TimeoutError:
            return
