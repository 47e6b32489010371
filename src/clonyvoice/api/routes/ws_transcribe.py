"""The WebSocket for live transcription: audio in, partial and final text out."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Final, Literal

from fastapi import WebSocket
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.websockets import WebSocketDisconnect

from clonyvoice.api.auth import cookie_of, key_of
from clonyvoice.api.live_transcription_socket import IDLE_SECONDS, SCOPE, LiveSocket
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import LimitsDep, LiveDep
from clonyvoice.api.socket_auth import (
    AUTH_SECONDS,
    CLOSE,
    admitted,
    check_of,
    close,
    json_object,
    key_in,
    refuse_keys,
)
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.keys.errors import MissingKey
from clonyvoice.transcription.live_events import (
    SILENCE,
    Dropped,
    LiveEvent,
    LiveOptions,
    Recognised,
    SpeechBegan,
)
from clonyvoice.transcription.live_transcription import RATES
from clonyvoice.transcription.transcript_formats import word_json

router = api_router("WebSocket")
_MAX_TEXT: Final = 64_000
"""Characters of a text message, as on `/ws`."""


class Start(BaseModel):
    """The first message: the format of the sound, and the settings of the transcription."""

    model_config = ConfigDict(extra="forbid", strict=True)
    type: Literal["start"]
    sample_rate: int = Field(16_000, ge=RATES[0], le=RATES[1])
    encoding: Literal["pcm_s16le"] = "pcm_s16le"
    language: str = Field("auto", max_length=40)
    languages: list[str] = Field(default_factory=list, max_length=100)
    prompt: str = Field("", max_length=1000)
    endpointing: bool = True
    silence: float = Field(SILENCE, ge=0.2, le=5.0, strict=False)
    partials: bool = True

    def options(self) -> LiveOptions:
        """The settings. Raises UnknownSpeechLanguage."""
        return LiveOptions.of_codes(
            self.language,
            self.languages,
            self.prompt,
            self.silence if self.endpointing else None,
            self.partials,
        )


@router.websocket("/ws/transcribe")
async def transcribe_live(socket: WebSocket, transcriber: LiveDep, limits: LimitsDep) -> None:
    """Live transcription: binary messages of 16-bit PCM in, words out while they are spoken. Needs `audio:process`.

    First `{"type": "start", "sample_rate": 16000}` (a browser without the studio's cookie sends `{"type": "auth",
    "api_key": "cvk_…"}` before); then sound, `{"type": "commit"}`, `{"type": "cancel"}` and, at the end,
    `{"type": "close"}`. Close codes as of `/ws`.
    """
    await socket.accept()
    try:
        refuse_keys(socket)
        key = None
        if key_of(socket) is None and cookie_of(socket) is None:
            async with asyncio.timeout(AUTH_SECONDS):
                key = key_in(json_object(_text(dict(await socket.receive())) or "{}"))
        check = check_of(socket, key)
        caller = await admitted(limits, check, SCOPE)
    except (ClonyError, TimeoutError) as problem:
        error = problem if isinstance(problem, ClonyError) else MissingKey()
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.send_json(_failed(error))
        await close(socket, CLOSE.get(error.status, 1008), error.code)
        return
    except WebSocketDisconnect:
        return
    live = LiveSocket(socket, transcriber, limits, caller, check, _shown, _failed)

    async def read(message: dict[str, Any]) -> None:
        text = _text(message)
        if text is None:
            await live.feed(message["bytes"])
            return
        order = json_object(text)
        kind = order.get("type")
        if kind == "start":
            await _start(live, order)
        elif kind == "auth":
            pass  # a key that comes a second time changes nothing
        elif kind == "ping":
            await live.send({"type": "pong"})
        elif kind in ("commit", "cancel", "close"):
            if live.session is None:
                raise InvalidRequest('Begin with `{"type": "start"}`.', param="type")
            if kind == "commit":
                live.session.commit()
            elif kind == "cancel":
                live.session.drop()
            else:
                await live.finish()
                await live.send({"type": "closed", "seconds": round(live.session.seconds, 3)})
                await close(socket, 1000, "")
                raise WebSocketDisconnect
        else:
            raise InvalidRequest("`type` is start, commit, cancel, close or ping.", param="type")

    await live.serve(read)


async def _start(live: LiveSocket, order: dict[str, Any]) -> None:
    if live.session is not None:
        raise InvalidRequest("This connection has been started before: open another one.", param="type")
    try:
        start = Start.model_validate(order)
    except ValidationError as problem:
        first = problem.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "start"
        raise InvalidRequest(f"`{field}`: {first['msg']}.", param=field) from None
    session = live.start(start.options(), start.sample_rate)
    await live.send(
        {"type": "ready", "id": session.id, "sample_rate": session.rate, "encoding": "pcm_s16le",
         "idle_seconds": IDLE_SECONDS}
    )  # fmt: skip


def _text(message: dict[str, Any]) -> str | None:
    """The text of a message, None for sound. Raises InvalidRequest for one that is too long."""
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text = message.get("text")
    if text is not None and len(text) > _MAX_TEXT:
        raise InvalidRequest(f"Text messages have at most {_MAX_TEXT:,} characters.", param="message")
    return text


def _shown(event: LiveEvent) -> list[dict[str, Any]]:
    """An event in the form of this socket."""
    if isinstance(event, Dropped):
        return [{"type": "cancelled"}]
    if not isinstance(event, Recognised):
        name = "speech_started" if isinstance(event, SpeechBegan) else "speech_stopped"
        return [{"type": name, "utterance": event.utterance, "at": event.at}]
    words = event.words
    told = {
        "type": "final" if event.final else "partial",
        "utterance": event.utterance,
        "text": event.text,
        "language": event.language,
        "start": words[0].start if words else None,
        "end": words[-1].end if words else None,
        "words": [word_json(word) for word in words],
    }
    return [told if event.final else told | {"stable_words": event.stable, "stable_text": event.stable_text}]


def _failed(error: ClonyError) -> dict[str, Any]:
    return {"type": "error", "code": error.code, "message": error.message, "param": error.param}
