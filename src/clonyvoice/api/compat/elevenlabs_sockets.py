"""ElevenLabs' WebSockets that take text and send sound: `stream-input`, and `multi-stream-input` with contexts.

As published at elevenlabs.io/docs/api-reference (2026). Sentences are spoken as soon as they are complete, whatever
`chunk_length_schedule` and `try_trigger_generation` say (SDKs send the latter with every word); `flush` speaks what
there is.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Final

from anyio import to_thread
from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from clonyvoice.api.auth import identify, key_of
from clonyvoice.api.compat.alignment import CharacterClock
from clonyvoice.api.compat.common import Output
from clonyvoice.api.compat.languages import code_of
from clonyvoice.api.compat.model_names import ELEVENLABS_SPEECH, speech_engine
from clonyvoice.api.compat.output_formats import output_format
from clonyvoice.api.compat.voice_names import find_voice
from clonyvoice.api.responses.deliveries import SentSound, delivery_of
from clonyvoice.api.responses.signed_files import HEADER, check, handshake
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import Services, services
from clonyvoice.api.sockets import Check, Refused, admitted, check_of, refuse_keys, watch
from clonyvoice.api.speaking import SpokenPiece, SpokenText
from clonyvoice.audio import format_named
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.keys import Principal
from clonyvoice.keys.errors import MissingKey
from clonyvoice.speech import Segment, Shape
from clonyvoice.speech.chunking import language_tag

router = api_router("ElevenLabs' API")

_SCOPE: Final = "tts:generate"
_MOST_CONTEXTS: Final = 32
_MOST_MESSAGE: Final = 500_000
_TIMEOUT, _LONGEST_TIMEOUT = 20.0, 180.0
"""Seconds without a message after which the socket is closed, unless `inactivity_timeout` says otherwise."""
_ONE: Final = ""
"""The only context of `stream-input`."""


class _Ended(Exception):
    """The conversation is over: the code and reason to close with, and what is said before."""

    def __init__(self, code: int = 1000, reason: str = "", message: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason, self.message = code, reason, message


@dataclass(slots=True)
class _Context:
    """A stream of text and the task that speaks it."""

    text: SpokenText
    speaking: asyncio.Task[None]


@router.websocket("/elevenlabs/v1/text-to-speech/{voice_id}/stream-input")
async def stream_input(socket: WebSocket, voice_id: str) -> None:
    """Text in, sound out, as ElevenLabs' `text_to_speech.convert_realtime` speaks it; ends with `{"text": ""}`."""
    await _Conversation(socket, voice_id, several=False).run()


@router.websocket("/elevenlabs/v1/text-to-speech/{voice_id}/multi-stream-input")
async def multi_stream_input(socket: WebSocket, voice_id: str) -> None:
    """The same with several streams of text side by side, each by its `context_id`, as agents use it."""
    await _Conversation(socket, voice_id, several=True).run()


class _Conversation:
    """One socket: reads messages, speaks contexts one beside the other, and closes in the vendor's manner."""

    def __init__(self, socket: WebSocket, voice_id: str, *, several: bool) -> None:
        self._socket, self._voice_id, self._several = socket, voice_id, several
        self._parts: Services = services(socket)
        self._contexts: dict[str, _Context] = {}
        self._sending = asyncio.Lock()
        self._check: Check
        self._opened = False
        """Whether there was a context yet."""
        self._output = Output("mp3", 44_100, 128_000)
        self._manner = Segment("", "")
        self._sync = socket.query_params.get("sync_alignment", "").lower() == "true"

    async def run(self) -> None:
        """Converse until one side ends it."""
        await self._socket.accept(headers=handshake(self._parts, await self._known()))
        try:
            await self._converse()
        except _Ended as ended:
            await self._close(ended.code, ended.reason, ended.message)
        except ClonyError as error:
            await self._close(1008, error.code, error.message)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            for context in self._contexts.values():
                context.speaking.cancel()
            await asyncio.gather(
                *(context.speaking for context in self._contexts.values()), return_exceptions=True
            )

    async def _known(self) -> Principal | None:
        """The caller, where a good key is in the headers; nothing is refused yet."""
        try:
            return await identify(self._socket) if key_of(self._socket) is not None else None
        except ClonyError:
            return None

    async def _converse(self) -> None:
        """Take messages until one side ends the conversation, or the key holds no longer."""
        first, caller = await self._opening()
        taking = asyncio.create_task(self._take_all(first, caller))
        watching = asyncio.create_task(watch(self._check, _SCOPE))
        try:
            done, _ = await asyncio.wait({taking, watching}, return_when=asyncio.FIRST_COMPLETED)
            for ended in done:
                ended.result()
        except Refused as refused:
            raise _Ended(1008, refused.reason, "The key was revoked, or may no longer do this.") from None
        finally:
            taking.cancel()
            watching.cancel()
            await asyncio.gather(taking, watching, return_exceptions=True)

    async def _take_all(self, first: dict[str, Any], caller: Principal) -> None:
        await self._settings(first, caller)
        wait = self._timeout()
        message: dict[str, Any] | None = first
        while True:
            if message is not None:
                await self._take(message, caller)
            try:
                message = await asyncio.wait_for(self._receive(), wait)
            except TimeoutError:
                if (
                    any(not context.speaking.done() for context in self._contexts.values())
                    and not self._idle()
                ):
                    message = None
                    continue
                raise _Ended(
                    1008, "input_timeout_exceeded", f"No message came for {wait:g} s. Send {{\"text\": \" \"}} to keep"
                    " the connection, or a longer inactivity_timeout.",
                ) from None  # fmt: skip

    def _idle(self) -> bool:
        """Whether every context waits for text rather than speaks."""
        return all(context.text.waiting for context in self._contexts.values())

    async def _opening(self) -> tuple[dict[str, Any], Principal]:
        """The first message and the caller: its key is in the headers, or in that message for browsers."""
        refuse_keys(
            self._socket, "Send it in the header `xi-api-key`, or as `xi_api_key` in the first message."
        )
        if key_of(self._socket) is not None:
            self._check = check_of(self._socket, key_of(self._socket))
            caller = await admitted(self._parts, self._check, _SCOPE)
            return await self._receive_soon(), caller
        first = await self._receive_soon()
        key = first.get("xi_api_key") or str(first.get("authorization") or "").removeprefix("Bearer ")
        if not isinstance(key, str) or not key:
            raise MissingKey
        self._check = check_of(self._socket, key)
        return first, await admitted(self._parts, self._check, _SCOPE)

    async def _receive_soon(self) -> dict[str, Any]:
        wait = self._timeout()
        try:
            return await asyncio.wait_for(self._receive(), wait)
        except TimeoutError:
            raise _Ended(1008, "input_timeout_exceeded", "No message came.") from None

    async def _settings(self, first: dict[str, Any], caller: Principal) -> None:
        query = self._socket.query_params
        speech_engine(query.get("model_id") or "eleven_multilingual_v2", ELEVENLABS_SPEECH, "model_id")
        self._output = output_format(query.get("output_format") or "mp3_44100_128")
        voice = await to_thread.run_sync(find_voice, self._parts, self._voice_id, caller.owner)
        normalize = {"on": True, "off": False}.get(query.get("apply_text_normalization", ""))
        shape = Shape(speed=_speed(first), normalize_text=normalize).checked()
        language = query.get("language_code")
        tag = language_tag(code_of(language)) if language else "auto"
        self._manner = Segment("", voice, tag, shape)

    def _timeout(self) -> float:
        try:
            return min(
                _LONGEST_TIMEOUT,
                max(1.0, float(self._socket.query_params.get("inactivity_timeout", _TIMEOUT))),
            )
        except ValueError:
            raise InvalidRequest(
                "inactivity_timeout is a number of seconds.", param="inactivity_timeout"
            ) from None

    # --- messages ---

    async def _take(self, message: dict[str, Any], caller: Principal) -> None:
        name = message.get("context_id") if self._several else _ONE
        if self._several and message.get("close_socket"):
            await self._finish_all()
            raise _Ended
        if name is None:
            name = "default"
        if not isinstance(name, str) or len(name) > 200:
            raise InvalidRequest("context_id is a text of at most 200 characters.", param="context_id")
        text = message.get("text")
        if text is not None and not isinstance(text, str):
            raise InvalidRequest("text is a text.", param="text")
        if self._several and message.get("close_context"):
            context = self._contexts.get(name)
            if context is not None:
                if text:
                    await context.text.add(text)
                context.text.finish()
            return
        if text == "" and not self._several:
            if _ONE in self._contexts:
                await self._finish_all()
            raise _Ended
        context = self._contexts.get(name)
        if context is None:
            if not text and not message.get("voice_settings"):
                return  # keeps the connection
            if self._opened:  # the first one was counted when the socket opened
                caller = await admitted(self._parts, self._check, _SCOPE)
            context = self._open(name, message, caller)
        if text and text.strip(" "):
            await context.text.add(text)
        elif text:
            await context.text.add(" ")
        if message.get("flush"):
            context.text.flush()

    def _open(self, name: str, message: dict[str, Any], caller: Principal) -> _Context:
        running = {key: one for key, one in self._contexts.items() if not one.speaking.done()}
        self._contexts = running
        if len(running) >= _MOST_CONTEXTS:
            raise InvalidRequest(
                f"{_MOST_CONTEXTS} contexts are open already: close one with close_context.",
                param="context_id",
            )
        speed = _speed(message)
        manner = (
            self._manner
            if speed is None
            else replace(self._manner, shape=replace(self._manner.shape, speed=speed))
        )
        replace(manner, shape=manner.shape.checked())
        told = check(self._parts, caller, format_named("pcm"), stream=True, field="output_format")
        self._opened = True
        text = SpokenText(self._parts, caller.owner, manner)
        last = {"contentCredentials": told[HEADER]} if told else {}
        sent = SentSound(self._parts.audit, caller.owner)
        speaking = asyncio.create_task(self._speak(name, text, sent, last))
        context = self._contexts[name] = _Context(text, speaking)
        return context

    async def _finish_all(self) -> None:
        """Speak what is left of every context, then go."""
        for context in self._contexts.values():
            context.text.finish()
        await asyncio.gather(*(context.speaking for context in self._contexts.values()))

    # --- sound ---

    async def _speak(self, name: str, text: SpokenText, sent: SentSound, last: dict[str, Any]) -> None:
        """Send the sound of a context with the times of its characters; at its end that it is final, with `last`."""
        encoder = self._output.encoder()
        clock: _Clock | None = None
        said, seconds, whole = "", 0.0, False
        try:
            async with aclosing(text.pieces()) as pieces:
                async for piece in pieces:
                    if piece.text and (clock is None or (piece.text, piece.start) != (said, clock.start)):
                        clock, said = _Clock(piece.text, piece.start), piece.text
                    data = await to_thread.run_sync(encoder.feed, piece.audio)
                    if piece.last and self._output.format == "mp3":
                        # a flushed text sounds to its end; a player goes on with the next frames
                        data += await to_thread.run_sync(encoder.finish)
                        encoder = self._output.encoder()
                    times = _times(clock, piece, seconds, sync=self._sync)
                    seconds += piece.audio.duration
                    if data or times:
                        sent.add(data)
                        await self._sound(name, data, times)
            if self._output.format != "mp3" and (data := await to_thread.run_sync(encoder.finish)):
                sent.add(data)
                await self._sound(name, data, None)
            whole = True
            if text.generations:
                await sent.whole(delivery_of(*text.generations))
            await self._send(self._named(name, {"audio": None, "isFinal": True, "alignment": None,
                                                "normalizedAlignment": None, **last}))  # fmt: skip
        except ClonyError as error:
            await self._send(self._named(name, _error(1008, error.code, error.message)))
            if not self._several:
                await self._close(1008, error.code, "")
        except Cancelled:
            await self._send(self._named(name, _error(1008, "cancelled", "The speech was cancelled.")))
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if not whole and text.generations:
                sent.broken_off(delivery_of(*text.generations))

    async def _sound(self, name: str, data: bytes, times: dict[str, Any] | None) -> None:
        message = {
            "audio": base64.b64encode(data).decode() if data else "",
            "isFinal": False if self._several else None,
            "alignment": times,
            "normalizedAlignment": times,
        }
        await self._send(self._named(name, message))

    def _named(self, name: str, message: dict[str, Any]) -> dict[str, Any]:
        return {**message, "contextId": name} if self._several else message

    # --- the socket ---

    async def _receive(self) -> dict[str, Any]:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        if text is None or len(text) > _MOST_MESSAGE:
            raise _Ended(
                1008 if text is None else 1009, "invalid_message",
                f"Messages are JSON texts of at most {_MOST_MESSAGE:,} characters.",
            )  # fmt: skip
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise _Ended(1008, "invalid_message", "Messages are JSON objects.")
        return value

    async def _send(self, message: dict[str, Any]) -> None:
        async with self._sending:
            if self._socket.application_state == WebSocketState.CONNECTED:
                await self._socket.send_text(json.dumps(message))

    async def _close(self, code: int, reason: str, message: str) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            if message:
                await self._send(_error(code, reason, message))
            if self._socket.application_state == WebSocketState.CONNECTED:
                await self._socket.close(code, reason[:120])


class _Clock(CharacterClock):
    """The times of one stretch's characters, from its own beginning."""

    def __init__(self, text: str, start: float) -> None:
        super().__init__(text)
        self.start = start


def _times(clock: _Clock | None, piece: SpokenPiece, seconds: float, *, sync: bool) -> dict[str, Any] | None:
    """The characters that a piece finishes: from the start of the context when `sync`, else of this message."""
    if clock is None or not piece.text:
        return None
    own = [replace(word, start=word.start - clock.start, end=word.end - clock.start) for word in piece.words]
    told = clock.rest(seconds - clock.start) if piece.last else clock.words(own)
    if told is None:
        return None
    moved = clock.start - (0.0 if sync else seconds)
    starts = [max(0, round((start + moved) * 1000)) for start in told["character_start_times_seconds"]]
    ends = [max(0, round((end + moved) * 1000)) for end in told["character_end_times_seconds"]]
    return {
        "chars": told["characters"],
        "charStartTimesMs": starts,
        "charDurationsMs": [end - start for start, end in zip(starts, ends, strict=True)],
    }


def _speed(message: dict[str, Any]) -> float | None:
    settings = message.get("voice_settings")
    speed = settings.get("speed") if isinstance(settings, dict) else None
    if speed is not None and (isinstance(speed, bool) or not isinstance(speed, int | float)):
        raise InvalidRequest("voice_settings.speed is a number.", param="voice_settings.speed")
    return None if speed is None else float(speed)


def _error(code: int, kind: str, message: str) -> dict[str, Any]:
    """An error as ElevenLabs' sockets tell it."""
    return {"message": message, "error": kind, "code": code}
