"""ElevenLabs' WebSockets that take text and send sound: `stream-input`, and `multi-stream-input` with contexts.

As published at elevenlabs.io/docs/api-reference (2026). Sentences are spoken as soon as they are complete, whatever
`chunk_length_schedule` and `try_trigger_generation` say (SDKs send the latter with every word); `flush` speaks what
there is.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any, Final

from anyio import to_thread
from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from clonyvoice.api.auth import identify, key_of
from clonyvoice.api.compat.elevenlabs_markup import IncomingMarkup, understands_tags
from clonyvoice.api.compat.elevenlabs_socket_context import ConversationServices, FoundServices, SocketContext
from clonyvoice.api.compat.elevenlabs_socket_messages import (
    ConversationEnded,
    MessageSocket,
    speed_of,
)
from clonyvoice.api.compat.elevenlabs_socket_sound import ContextSound, MessageNames
from clonyvoice.api.compat.elevenlabs_speech_bodies import output_format, refuse_dictionaries
from clonyvoice.api.compat.unsupported_fields import present
from clonyvoice.api.compat.vendor_model_language_names import (
    ELEVENLABS_SPEECH,
    code_of,
    larger_engines,
    speech_engine,
)
from clonyvoice.api.compat.vendor_speech import Output
from clonyvoice.api.responses.delivery_audit import SentSound
from clonyvoice.api.responses.signed_files import HEADER, check, handshake
from clonyvoice.api.routing import api_router
from clonyvoice.api.socket_auth import AUTH_SECONDS, Check, Refused, admitted, check_of, refuse_keys, watch
from clonyvoice.api.streamed_text_speech import SpokenText
from clonyvoice.audio import format_named
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.keys import Principal
from clonyvoice.keys.errors import MissingKey
from clonyvoice.speech import Segment, Shape
from clonyvoice.speech.chunk_languages import language_tag

router = api_router("ElevenLabs' API")

_SCOPE: Final = "tts:generate"
_MOST_CONTEXTS: Final = 32
"""Contexts of one socket, each of which may hold a generation. Chosen by hand."""
_LONGEST_TIMEOUT = 180.0
"""Seconds that `inactivity_timeout` may ask for."""
_NORMALIZE: Final = {"auto": None, "on": True, "off": False}
_ONE: Final = ""
"""The only context of `stream-input`."""


@router.websocket("/elevenlabs/v1/text-to-speech/{voice_id}/stream-input")
async def stream_input(socket: WebSocket, voice_id: str, found: FoundServices) -> None:
    """Text in, sound out, as ElevenLabs' `text_to_speech.convert_realtime` speaks it; ends with `{"text": ""}`."""
    await Conversation(socket, voice_id, found, several=False).run()


@router.websocket("/elevenlabs/v1/text-to-speech/{voice_id}/multi-stream-input")
async def multi_stream_input(socket: WebSocket, voice_id: str, found: FoundServices) -> None:
    """The same with several streams of text side by side, each by its `context_id`, as agents use it."""
    await Conversation(socket, voice_id, found, several=True).run()


class Conversation:
    """One socket: reads messages, speaks contexts concurrently, and closes with the vendor's codes."""

    timeout = 20.0
    """Seconds without a message after which the socket is closed, unless `inactivity_timeout` says otherwise."""
    names = MessageNames()

    def __init__(
        self, socket: WebSocket, voice_id: str, found: ConversationServices, *, several: bool
    ) -> None:
        self._socket, self._voice_id, self._several = socket, voice_id, several
        self._found = found
        self._contexts: dict[str, SocketContext] = {}
        self._messages = MessageSocket(socket)
        self._check: Check
        self._opened = False
        """Whether there was a context yet."""
        self._output = Output("mp3", 44_100, 128_000)
        self._manner = Segment("", "")
        self._tags = False
        self._query = present(socket.query_params)
        self._sync = self._query.get("sync_alignment", "").lower() == "true"

    async def run(self) -> None:
        """Serve the socket until one side closes it."""
        await self._socket.accept(headers=handshake(self._found.signed, await self._known()))
        try:
            await self._converse()
        except ConversationEnded as ended:
            await self._messages.close(ended.code, ended.reason, ended.message)
        except ClonyError as error:
            await self._messages.close(1008, error.code, error.message)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            for context in self._contexts.values():
                context.speaking.cancel()
            await asyncio.gather(
                *(context.speaking for context in self._contexts.values()), return_exceptions=True
            )

    async def _known(self) -> Principal | None:
        """The caller if the headers hold a valid key, else None; nothing is refused yet."""
        try:
            return await identify(self._socket) if key_of(self._socket) is not None else None
        except ClonyError:
            return None

    async def _converse(self) -> None:
        """Take messages until one side ends the conversation, or the key holds no longer."""
        caller, first = await self._opening()
        taking = asyncio.create_task(self._take_all(first, caller))
        watching = asyncio.create_task(watch(self._check, _SCOPE))
        try:
            done, _ = await asyncio.wait({taking, watching}, return_when=asyncio.FIRST_COMPLETED)
            for ended in done:
                ended.result()
        except Refused as refused:
            raise ConversationEnded(
                1008, refused.reason, "The key was revoked, or may no longer do this."
            ) from None
        finally:
            taking.cancel()
            watching.cancel()
            await asyncio.gather(taking, watching, return_exceptions=True)

    async def _take_all(self, first: dict[str, Any] | None, caller: Principal) -> None:
        if first is None:
            first = await self._receive_within(self._timeout())
        await self._settings(first, caller)
        wait = self._timeout()
        message: dict[str, Any] | None = first
        while True:
            if message is not None:
                await self._take(message, caller)
            try:
                message = await asyncio.wait_for(self._messages.receive(), wait)
            except TimeoutError:
                if (
                    any(not context.speaking.done() for context in self._contexts.values())
                    and not self._idle()
                ):
                    message = None
                    continue
                raise ConversationEnded(
                    1008, "input_timeout_exceeded", f"No message came for {wait:g} s. Send {{\"text\": \" \"}} to keep"
                    " the connection, or a longer inactivity_timeout.",
                ) from None  # fmt: skip

    def _idle(self) -> bool:
        """Whether all contexts are waiting for text."""
        return all(context.text.waiting for context in self._contexts.values())

    async def _opening(self) -> tuple[Principal, dict[str, Any] | None]:
        """The caller; where the key is not in the headers, the first message, which has it as browsers send it."""
        refuse_keys(
            self._socket, "Send it in the header `xi-api-key`, or as `xi_api_key` in the first message."
        )
        if key_of(self._socket) is not None:
            self._check = check_of(self._socket, key_of(self._socket))
            return await admitted(self._found.limits, self._check, _SCOPE), None
        first = await self._receive_within(min(AUTH_SECONDS, self._timeout()))
        key = first.get("xi_api_key") or str(first.get("authorization") or "").removeprefix("Bearer ")
        if not isinstance(key, str) or not key:
            raise MissingKey
        self._check = check_of(self._socket, key)
        return await admitted(self._found.limits, self._check, _SCOPE), first

    async def _receive_within(self, seconds: float) -> dict[str, Any]:
        try:
            return await asyncio.wait_for(self._messages.receive(), seconds)
        except TimeoutError:
            raise ConversationEnded(1008, "input_timeout_exceeded", "No message came.") from None

    async def _settings(self, first: dict[str, Any], caller: Principal) -> None:
        query = self._query
        model, engines = query.get("model_id"), larger_engines(self._found.engines.ids)
        engine = speech_engine(model or "eleven_multilingual_v2", ELEVENLABS_SPEECH, "model_id", engines)
        self._output = output_format(query.get("output_format") or "mp3_44100_128")
        self._tags = understands_tags(model or "")
        voice = await self._voice(self._voice_id, caller) if self._voice_id else ""
        wanted = query.get("apply_text_normalization", "auto").lower()
        if wanted not in _NORMALIZE:
            raise InvalidRequest(
                f"apply_text_normalization is {', '.join(_NORMALIZE)}.", param="apply_text_normalization"
            )
        normalize = _NORMALIZE[wanted]
        shape = Shape(speed=speed_of(first), normalize_text=normalize).checked()
        language = query.get("language_code")
        tag = language_tag(code_of(language)) if language else "auto"
        self._manner = Segment("", voice, tag, shape, engine=engine)

    async def _voice(self, name: str, caller: Principal) -> str:
        """The id of the voice that a name means. Raises VoiceNotFound."""
        return await to_thread.run_sync(self._found.names.find, name, caller.owner)

    def _timeout(self) -> float:
        try:
            return min(
                _LONGEST_TIMEOUT,
                max(1.0, float(self._query.get("inactivity_timeout", self.timeout))),
            )
        except ValueError:
            raise InvalidRequest(
                "inactivity_timeout is a number of seconds.", param="inactivity_timeout"
            ) from None

    # --- messages ---

    async def _take(self, message: dict[str, Any], caller: Principal) -> None:
        if self._several and message.get("close_socket"):
            await self._finish_all()
            raise ConversationEnded
        name = self._name(message) if self._several else _ONE
        text = message.get("text")
        if text is not None and not isinstance(text, str):
            raise InvalidRequest("text is a text.", param="text")
        if self._several and message.get("close_context"):
            context = self._contexts.get(name)
            if context is not None:
                await context.add(text or "")
                await context.finish()
            return
        if text == "" and not self._several:
            if _ONE in self._contexts:
                await self._finish_all()
            raise ConversationEnded
        if name not in self._contexts and not text and not message.get("voice_settings"):
            return  # keeps the connection
        context = await self._context(name, message, caller)
        if text:
            await context.add(text if text.strip(" ") else " ")
        if message.get("flush"):
            await context.flush()

    def _name(self, message: dict[str, Any]) -> str:
        """The message's context. Raises InvalidRequest."""
        name = message.get("context_id")
        if name is None:
            return "default"
        if not isinstance(name, str) or len(name) > 200:
            raise InvalidRequest("context_id is a text of at most 200 characters.", param="context_id")
        return name

    async def _context(self, name: str, message: dict[str, Any], caller: Principal) -> SocketContext:
        """The context of this name, opened if need be. Raises RateLimited, InvalidRequest."""
        if name in self._contexts:
            return self._contexts[name]
        if self._opened:  # the first one was counted when the socket opened
            caller = await admitted(self._found.limits, self._check, _SCOPE)
        return self._open(name, message, caller)

    def _open(self, name: str, message: dict[str, Any], caller: Principal) -> SocketContext:
        refuse_dictionaries(message.get("pronunciation_dictionary_locators"))
        running = {key: one for key, one in self._contexts.items() if not one.speaking.done()}
        self._contexts = running
        if len(running) >= _MOST_CONTEXTS:
            raise InvalidRequest(
                f"{_MOST_CONTEXTS} contexts are open already: close one with close_context.",
                param="context_id",
            )
        speed = speed_of(message)
        manner = (
            self._manner
            if speed is None
            else replace(self._manner, shape=replace(self._manner.shape, speed=speed))
        )
        replace(manner, shape=manner.shape.checked())
        told = check(self._found.signed, caller, format_named("pcm"), stream=True, field="output_format")
        self._opened = True
        text = SpokenText(self._found.speech, caller.owner, manner, engines=self._found.engines)
        sent = SentSound(self._found.speech.audit, caller.owner)
        sound = ContextSound(self._messages, self._output, self._several, self._sync, self.names)
        speaking = asyncio.create_task(sound.speak(name, text, sent, told.get(HEADER)))
        markup = IncomingMarkup(tags=self._tags)
        admit = partial(admitted, self._found.limits, self._check, _SCOPE)
        most = self._found.speech.max_text
        context = SocketContext(text, speaking, manner, markup, self._tags, admit, most)
        self._contexts[name] = context
        return context

    async def _finish_all(self) -> None:
        """Speak the remaining text of every context, and wait until all are done."""
        for context in self._contexts.values():
            await context.finish()
        await asyncio.gather(*(context.speaking for context in self._contexts.values()))
