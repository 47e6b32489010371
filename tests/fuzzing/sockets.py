"""Conversations on the server's WebSockets, some messages of which are odd."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection, connect

from tests.fuzzing.values import WORDS, Draw, Known, Values

_BROKEN = frozenset({1002, 1006, 1011})
"""Close codes for a fault of the server: RFC 6455, 7.4.1."""
_WAIT = 0.15
_PATHS = (
    "/ws", "/ws", "/elevenlabs/v1/text-to-speech/{voice}/stream-input",
    "/elevenlabs/v1/text-to-speech/{voice}/multi-stream-input",
    "/elevenlabs/v1/text-to-dialogue/stream-input", "/ws/transcribe", "/v1/realtime",
    "/elevenlabs/v1/speech-to-text/realtime",
)  # fmt: skip
_SOUND = bytes(3200)
"""A tenth of a second."""


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
        ("model_id", ("eleven_flash_v2_5", "scribe_v2_realtime", "nope")),
        ("sync_alignment", ("true", "x")),
        ("intent", ("transcription", "transcription", "x")),
        ("model", ("gpt-4o-transcribe", "nope")),
        ("audio_format", ("pcm_16000", "pcm_8000", "ulaw_8000")),
        ("commit_strategy", ("vad", "manual", "x")),
        ("vad_silence_threshold_secs", ("0.5", "nan", "-1", "x", "1e999")),
        ("language_code", ("en", "eng", "xx")),
        ("keyterms", ("Ada",)),
    ):
        if draw.once_in(4):
            query.append((name, values.odd_text()[:100] if values.odd_now else draw.of(choices)))
    make = _MAKERS.get(path, _speech)
    messages = [_message(draw, values, make(draw, values, known)) for _ in range(1 + draw.index(5))]
    if path in _BEGINNINGS and draw.index(5):
        messages.insert(0, json.dumps(_BEGINNINGS[path]))
    target = path.format(voice=voice) + ("?" + urlencode(query, errors="surrogatepass") if query else "")
    return Conversation(target, draw.index(6) > 0, tuple(messages))


def _message(draw: Draw, values: Values, value: Any) -> str | bytes:
    if values.odd_now:
        odd: tuple[str | bytes, ...] = (
            draw.text(40), draw.bytes(40), "{", "[" * 3000, '"', "null", "x" * 70_000, '{"text": "\\ud800 a"}',
        )  # fmt: skip
        return draw.of(odd)
    if isinstance(value, bytes):
        return value
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


def _pcm(draw: Draw, values: Values) -> Any:
    """Sound in base64, or what is none."""
    return values.odd() if values.odd_now else base64.b64encode(_SOUND[: draw.of((0, 1, 640, 3200))]).decode()


def _orders(draw: Draw, values: Values, _known: Known) -> Any:
    if draw.once_in(2):
        return bytes(draw.of((0, 1, 640, 3200)))
    order: dict[str, Any] = {"type": draw.of(("start", "commit", "cancel", "close", "ping", "auth", "x"))}
    for name, choices in (
        ("sample_rate", (16_000, 8_000, 99)), ("language", ("en", "auto", "xx")), ("languages", (["en", "ko"], ["xx"])),
        ("prompt", ("Ada.",)), ("endpointing", (True, False)), ("silence", (0.5, 99)), ("partials", (False,)),
    ):  # fmt: skip
        if order["type"] == "start" and draw.once_in(5):
            order[name] = values.odd() if values.odd_now else draw.of(choices)
    return values.odd() if values.odd_now else order


def _realtime(draw: Draw, values: Values, _known: Known) -> Any:
    kind = draw.of(("input_audio_buffer.append", "input_audio_buffer.append", "input_audio_buffer.commit",
                    "input_audio_buffer.clear", "session.update", "transcription_session.update", "x"))  # fmt: skip
    event: dict[str, Any] = {"type": kind}
    if kind.endswith("append"):
        event["audio"] = _pcm(draw, values)
    if kind.endswith("update"):
        beta = kind.startswith("transcription")
        session: dict[str, Any] = {}
        for name, choices in (
            ("input_audio_format" if beta else "format", ("pcm16", {"type": "audio/pcm", "rate": 8000})),
            ("input_audio_transcription" if beta else "transcription",
             ({"model": "gpt-4o-transcribe", "language": "en"}, {"languages": ["en"], "keywords": ["Ada"]}, None)),
            ("turn_detection", (None, {"type": "server_vad", "silence_duration_ms": 300}, {})),
        ):  # fmt: skip
            if draw.once_in(2):
                value: Any = draw.of(choices)
                if values.odd_now and isinstance(value, dict):
                    value = {
                        **value,
                        draw.of(sorted({*value, "prompt", "silence_duration_ms"})): values.odd(),
                    }
                session[name] = values.odd() if values.odd_now else value
        event["session"] = session if beta else {"audio": {"input": session}}
    if values.odd_now:
        event[draw.of(sorted({*event, "event_id"}))] = values.odd()
    return values.odd() if values.odd_now else event


def _chunks(draw: Draw, values: Values, _known: Known) -> Any:
    chunk: dict[str, Any] = {"audio_base_64": _pcm(draw, values)}
    for name, choices in (
        ("message_type", ("input_audio_chunk", "x")), ("commit", (True, False)), ("sample_rate", (16_000, 8_000)),
    ):  # fmt: skip
        if draw.once_in(3):
            chunk[name] = values.odd() if values.odd_now else draw.of(choices)
    return values.odd() if values.odd_now else chunk


_MAKERS: dict[str, Callable[[Draw, Values, Known], Any]] = {
    "/ws": _events,
    "/ws/transcribe": _orders,
    "/v1/realtime": _realtime,
    "/elevenlabs/v1/speech-to-text/realtime": _chunks,
}
_BEGINNINGS: dict[str, Any] = {"/ws/transcribe": {"type": "start", "language": "en"}}


def wyoming(draw: Draw, known: Known) -> tuple[bytes, ...]:
    """Events of the Wyoming protocol as they go over the wire, some of them odd."""
    values = Values(draw, {}, known, draw.of((0, 0, 12, 4)), None)
    return tuple(_wyoming_event(draw, values) for _ in range(1 + draw.index(6)))


def _wyoming_event(draw: Draw, values: Values) -> bytes:
    sound = {"rate": 16_000, "width": 2, "channels": 1}
    kinds: dict[str, dict[str, Any]] = {
        "describe": {}, "ping": {"text": "x"}, "synthesize": {"text": draw.of(WORDS)[:200]},
        "synthesize-start": {"voice": {"name": "fake_ann"}}, "synthesize-chunk": {"text": draw.of(WORDS)[:200]},
        "synthesize-stop": {}, "transcribe": {"language": "en"}, "audio-start": sound, "audio-chunk": sound,
        "audio-stop": {}, "x": {},
    }  # fmt: skip
    kind = draw.of(sorted(kinds))
    data = dict(kinds[kind])
    if values.odd_now:
        data[draw.of(sorted({*data, "voice", "text_format"}))] = values.odd()
    payload = _SOUND[: draw.of((0, 640, 641))] if kind == "audio-chunk" else b""
    header: dict[str, Any] = {"type": kind, "data": values.odd() if values.odd_now else data}
    if payload:
        header["payload_length"] = len(payload)
    if values.odd_now:
        header[draw.of(("type", "data_length", "payload_length"))] = values.odd()
    try:
        line = json.dumps(header).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        line = b"9" * 5000
    if values.odd_now:
        line = draw.of((line[: len(line) // 2], draw.bytes(40), b"[" * 3000, b"", line + b" x"))
    return line + b"\n" + payload


def exchange(port: int, sent: tuple[bytes, ...]) -> str | None:
    """The fault that a conversation over Wyoming showed, in words, or None: afterwards the next client is served."""
    try:
        with socket.create_connection(("127.0.0.1", port), 30) as made:
            made.settimeout(_WAIT)
            with contextlib.suppress(TimeoutError, ConnectionError):
                for one in sent:
                    made.sendall(one)
                while made.recv(65_536):
                    pass
        with socket.create_connection(("127.0.0.1", port), 30) as made:
            made.settimeout(30)
            made.sendall(b'{"type": "ping", "data": {"text": "after"}}\n')
            answer = made.recv(65_536)
            return None if b'"pong"' in answer else f"no pong but {answer[:80]!r}"
    except OSError as error:
        return f"broken off: {type(error).__name__}"


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
        ) as made:
            for message in said.messages:
                if isinstance(message, str):
                    made.send(message.encode("utf-8", "surrogatepass"), text=True)
                else:
                    made.send(message)
                _read(made)
    except ConnectionClosed as closed:
        code = closed.rcvd.code if closed.rcvd is not None else 1006
        return f"closed with {code}" if code in _BROKEN else None
    except InvalidHandshake as refused:
        status = getattr(getattr(refused, "response", None), "status_code", 0)
        return None if 0 < status < 500 else f"no handshake: {refused}"
    except (OSError, TimeoutError) as error:
        return f"broken off: {type(error).__name__}"
    return None


def _read(made: ClientConnection) -> None:
    for _ in range(20):
        try:
            made.recv(timeout=_WAIT)
        except TimeoutError:
            return
