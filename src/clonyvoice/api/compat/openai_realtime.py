"""OpenAI's realtime API under `/v1/realtime`, its transcription sessions: sound in, text as events out.

As published at platform.openai.com/docs/guides/realtime-transcription (2026), in the shape of today and in that of the
beta (`transcription_session.update`). Other kinds of session are refused in that API's own form.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
from typing import Any, Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from clonyvoice.api.compat.unsupported_fields import present
from clonyvoice.api.compat.vendor_model_language_names import check_transcription_model, code_of
from clonyvoice.api.live_transcription_socket import SCOPE, LiveSocket, text_of
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import LimitsDep, LiveDep
from clonyvoice.api.socket_auth import CLOSE, Check, admitted, check_of, close, json_object, refuse_keys
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.keys import Principal, RequestLimits
from clonyvoice.transcription.live_events import Dropped, LiveEvent, LiveOptions, Recognised, SpeechBegan
from clonyvoice.transcription.live_transcription import LiveTranscriptions

router = api_router("OpenAI's API")
_MOST: Final = 1_500_000
"""Characters of a message: 1.1 MB of sound in base64. Chosen by hand."""
_MOST_MS: Final = 1e9
"""Milliseconds beyond which a number is refused before it is computed with. Chosen by hand."""
_KEY: Final = "openai-insecure-api-key."
"""Prefix of the subprotocol that carries the key: pages in browsers cannot set headers on a WebSocket."""
_SILENCE: Final = 0.5
"""Seconds, OpenAI's default of `silence_duration_ms`."""


@router.websocket("/v1/realtime")
async def realtime(socket: WebSocket, transcriber: LiveDep, limits: LimitsDep) -> None:
    """A transcription session, as LiveKit and other programs open one with `?intent=transcription`."""
    offered = socket.scope.get("subprotocols") or []
    await socket.accept("realtime" if "realtime" in offered else None)
    try:
        refuse_keys(socket, "Send it as `Authorization: Bearer`.")
        key = next((name[len(_KEY) :] for name in offered if name.startswith(_KEY)), None)
        check = check_of(socket, key)
        caller = await admitted(limits, check, SCOPE)
        if present(socket.query_params).get("intent") != "transcription":
            check_transcription_model(present(socket.query_params).get("model") or "")
    except ClonyError as error:
        await _refuse(socket, error)
        return
    except WebSocketDisconnect:
        return
    session = _Session(socket, transcriber, limits, caller, check)
    await session.live.send(session.described("created"))
    await session.live.serve(session.read)


async def _refuse(socket: WebSocket, error: ClonyError) -> None:
    """Send the error, and close."""
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_json(_failed(error))
        await close(socket, CLOSE.get(error.status, 1008), error.code)


class _Session:
    """The state of one socket: settings, and how much of each item's text was sent."""

    def __init__(
        self,
        socket: WebSocket,
        transcriber: LiveTranscriptions,
        limits: RequestLimits,
        caller: Principal,
        check: Check,
    ) -> None:
        self.live = LiveSocket(socket, transcriber, limits, caller, check, self.shown, self.failed)
        self._id = new_id("sess")
        self._beta = "realtime" in socket.headers.get("openai-beta", "")
        self._input: dict[str, Any] = {
            "format": {"type": "audio/pcm", "rate": 24_000},
            "transcription": {"model": present(socket.query_params).get("model") or "whisper-1"},
            "noise_reduction": None,
            "turn_detection": _turns({}),
        }
        self._told: dict[str, str] = {}
        self._asked = ""

    async def read(self, message: dict[str, Any]) -> None:
        """Handle an event. A faulty one is answered with an error, and the session continues."""
        try:
            text = text_of(message, _MOST)
            event = json_object(text if text is not None else "")
        except InvalidRequest as error:
            await self.live.send(self.failed(error))
            return
        self._asked = str(event.get("event_id") or "")
        try:
            await self._take(event)
        except InvalidRequest as error:
            await self.live.send(self.failed(error))

    async def _take(self, event: dict[str, Any]) -> None:
        kind = event.get("type")
        if kind in ("session.update", "transcription_session.update"):
            await self._update(event.get("session"), beta=kind != "session.update")
        elif kind == "input_audio_buffer.append":
            sound = _decoded(event.get("audio"))
            if self.live.session is None:
                self.live.start(self._options(), self._rate)
            await self.live.feed(sound)
        elif kind == "input_audio_buffer.commit":
            if self.live.session is None:
                raise InvalidRequest("There is no sound yet: append some first.", param="type")
            self.live.session.commit()
        elif kind == "input_audio_buffer.clear":
            if self.live.session is None:
                await self.live.send(_event("input_audio_buffer.cleared"))
            else:
                self.live.session.drop()
        else:
            raise InvalidRequest(
                f"{str(kind)[:60]!r} is not served: this is a transcription session, which takes session.update and"
                " input_audio_buffer.append, commit and clear. Speech is made by POST /v1/audio/speech.",
                param="type",
            )

    async def _update(self, given: object, *, beta: bool) -> None:
        if not isinstance(given, dict):
            raise InvalidRequest("`session` is an object.", param="session")
        if beta:
            audio: Any = {
                new: given[old]
                for new, old in (("format", "input_audio_format"), ("transcription", "input_audio_transcription"),
                                 ("turn_detection", "turn_detection"))
                if old in given
            }  # fmt: skip
            if "format" in audio:
                audio["format"] = {"type": "audio/pcm" if audio["format"] == "pcm16" else audio["format"]}
        else:
            if given.get("type", "transcription") != "transcription":
                raise InvalidRequest(
                    "Only sessions of type 'transcription' are served, no conversations.",
                    param="session.type",
                )
            outer = given.get("audio")
            audio = outer.get("input") if isinstance(outer, dict) else None
        self._beta = beta
        before = dict(self._input)
        try:
            self._input |= _checked(audio if isinstance(audio, dict) else {})
            options = self._options()
        except ClonyError:
            self._input = before
            raise
        if self.live.session is not None and self._input != before:
            await self.live.replace(options, self._rate)
        await self.live.send(self.described("updated"))

    @property
    def _rate(self) -> int:
        return int(self._input["format"].get("rate") or 24_000)

    def _options(self) -> LiveOptions:
        asked = self._input["transcription"] or {}
        check_transcription_model(str(asked.get("model") or "whisper-1"))
        language = asked.get("language")
        several = [] if language else [code_of(each) for each in asked.get("languages") or []]
        prompt = ", ".join(filter(None, [asked.get("prompt"), *(asked.get("keywords") or [])]))[:4000]
        turns = self._input["turn_detection"]
        silence = None if turns is None else min(5.0, max(0.2, turns["silence_duration_ms"] / 1000))
        return LiveOptions.of_codes(code_of(str(language or "auto")), several, prompt, silence)

    def described(self, what: str) -> dict[str, Any]:
        """The event with the session's settings."""
        shown = self._input
        if self._beta:
            session = {
                "id": self._id,
                "object": "realtime.transcription_session",
                "input_audio_format": "pcm16",
                "input_audio_transcription": shown["transcription"],
                "turn_detection": shown["turn_detection"],
            }
            return _event(f"transcription_session.{what}", session=session)
        session = {"id": self._id, "type": "transcription", "object": "realtime.transcription_session",
                   "audio": {"input": shown}}  # fmt: skip
        return _event(f"session.{what}", session=session)

    def failed(self, error: ClonyError) -> dict[str, Any]:
        """The event for an error."""
        return _failed(error, self._asked)

    def shown(self, event: LiveEvent) -> list[dict[str, Any]]:
        """The events for recognised text."""
        if isinstance(event, Dropped):
            return [_event("input_audio_buffer.cleared")]
        item = event.utterance
        detected = self._input["turn_detection"] is not None
        if isinstance(event, Recognised):
            return self._text(event)
        when = round(event.at * 1000)
        if isinstance(event, SpeechBegan):
            name = "input_audio_buffer.speech_started"
            return [_event(name, audio_start_ms=when, item_id=item)] if detected else []
        stopped = _event("input_audio_buffer.speech_stopped", audio_end_ms=when, item_id=item)
        committed = _event("input_audio_buffer.committed", item_id=item, previous_item_id=None)
        return [stopped, committed] if detected else [committed]

    def _text(self, event: Recognised) -> list[dict[str, Any]]:
        item, name = event.utterance, "conversation.item.input_audio_transcription"
        before = self._told.get(item, "")
        now = event.text if event.final else event.stable_text
        out = []
        if now.startswith(before) and len(now) > len(before):
            out.append(_event(f"{name}.delta", item_id=item, content_index=0, delta=now[len(before) :]))
            self._told[item] = now
        if event.final:
            self._told.pop(item, None)
            seconds = event.words[-1].end - event.words[0].start if event.words else 0.0
            languages = [{"code": event.language}] if event.language else []
            out.append(
                _event(f"{name}.completed", item_id=item, content_index=0, transcript=event.text,
                       languages=languages, usage={"type": "duration", "seconds": round(seconds, 3)})
            )  # fmt: skip
        return out


def _failed(error: ClonyError, asked: str = "") -> dict[str, Any]:
    """The event for an error; `asked` is the id of the client's event that caused it."""
    kind = "server_error" if error.status >= 500 else "invalid_request_error"
    told = {"type": kind, "code": error.code, "message": error.message, "param": error.param,
            "event_id": asked or None}  # fmt: skip
    return _event("error", error=told)


def _event(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "event_id": new_id("event"), **fields}


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    """The settings of the sound that were given. Raises InvalidRequest."""
    out: dict[str, Any] = {}
    sound = given.get("format")
    if sound is not None:
        if not isinstance(sound, dict) or sound.get("type", "audio/pcm") != "audio/pcm":
            raise InvalidRequest(
                "Sound is `audio/pcm`: 16-bit little-endian mono.", param="session.audio.input.format"
            )
        rate = sound.get("rate") or 24_000
        if not isinstance(rate, int) or not 8_000 <= rate <= 48_000:
            raise InvalidRequest("`rate` is from 8000 to 48000.", param="session.audio.input.format.rate")
        out["format"] = {"type": "audio/pcm", "rate": rate}
    asked = given.get("transcription")
    if asked is not None:
        out["transcription"] = _transcription(asked)
    if "turn_detection" in given:
        turns = given["turn_detection"]
        out["turn_detection"] = None if turns is None else _turns(turns)
    return out


def _transcription(asked: object) -> dict[str, Any]:
    """The settings of the transcription that were given. Raises InvalidRequest."""
    at = "session.audio.input.transcription"
    if not isinstance(asked, dict):
        raise InvalidRequest("`transcription` is an object.", param=at)
    given = {name: value for name, value in asked.items() if value is not None}
    for name in ("model", "language", "prompt"):
        if not isinstance(given.get(name, ""), str):
            raise InvalidRequest(f"`{name}` is a text.", param=f"{at}.{name}")
    for name in ("languages", "keywords"):
        several = given.get(name, [])
        if not isinstance(several, list) or not all(isinstance(each, str) for each in several):
            raise InvalidRequest(f"`{name}` is a list of texts.", param=f"{at}.{name}")
    return given


def _turns(given: object) -> dict[str, Any]:
    """The detection of turns, which is by silence whatever its type. Raises InvalidRequest."""
    silence = given.get("silence_duration_ms") if isinstance(given, dict) else None
    number = isinstance(silence, int | float) and not isinstance(silence, bool) and abs(silence) < _MOST_MS
    if not isinstance(given, dict) or not (silence is None or number):
        raise InvalidRequest(
            "`turn_detection` is null or an object with `silence_duration_ms`.",
            param="session.audio.input.turn_detection",
        )
    return {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 400,
            "silence_duration_ms": _SILENCE * 1000 if silence is None else silence}  # fmt: skip


def _decoded(audio: object) -> bytes:
    try:
        return base64.b64decode(str(audio or ""), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidRequest("`audio` is sound in base64.", param="audio") from None
