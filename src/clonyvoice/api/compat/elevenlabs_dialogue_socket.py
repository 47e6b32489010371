"""ElevenLabs' WebSockets for dialogues: lines in, each with its voice, sound out; several side by side in contexts.

`text-to-dialogue/stream-input` as the types of ElevenLabs' SDK 2.78 have it, `multi-stream-input` as published at
elevenlabs.io/docs/api-reference (2026), and as LiveKit's plugin speaks it for Eleven v3 and later models. Times of
characters begin at each message.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from fastapi import WebSocket

from clonyvoice.api.compat.elevenlabs_socket_context import ConversationServices, FoundServices
from clonyvoice.api.compat.elevenlabs_socket_messages import ConversationEnded, error_message
from clonyvoice.api.compat.elevenlabs_socket_sound import MessageNames
from clonyvoice.api.compat.elevenlabs_stream_input import Conversation
from clonyvoice.api.routing import api_router
from clonyvoice.core.errors import InvalidRequest, NotFound
from clonyvoice.keys import Principal

router = api_router("ElevenLabs' API")

_MOST_INPUTS: Final = 200
"""Lines of one message, as of one dialogue (`elevenlabs_speech_bodies.py`)."""


@router.websocket("/elevenlabs/v1/text-to-dialogue/stream-input")
async def dialogue_stream_input(socket: WebSocket, found: FoundServices) -> None:
    """Lines of one dialogue in, each with a `voice_id`, sound out."""
    await DialogueConversation(socket, found, several=False).run()


@router.websocket("/elevenlabs/v1/text-to-dialogue/multi-stream-input")
async def dialogue_multi_stream_input(socket: WebSocket, found: FoundServices) -> None:
    """The same with several dialogues side by side, each by its `context_id`, as LiveKit uses it for `eleven_v3`."""
    await DialogueConversation(socket, found, several=True).run()


class DialogueConversation(Conversation):
    """One WebSocket for dialogues: each context is a dialogue of several voices."""

    timeout = 180.0
    names = MessageNames(
        "context_id", "is_final", "char_start_times_ms", "char_durations_ms", "normalized_alignment",
        "content_credentials",
    )  # fmt: skip

    def __init__(self, socket: WebSocket, found: ConversationServices, *, several: bool) -> None:
        super().__init__(socket, "", found, several=several)
        self._sync = False
        self._voices: dict[str, str] = {}
        """By context: the voice of lines that name none."""

    async def _take(self, message: dict[str, Any], caller: Principal) -> None:
        if message.get("close_socket"):
            await self._finish_all()
            raise ConversationEnded
        if not self._several:
            await self._taken("", message, caller)
            return
        name = self._name(message)
        try:
            await self._taken(name, message, caller)
        except NotFound as error:  # of a voice: other contexts go on
            context = self._contexts.pop(name, None)
            if context is not None:
                context.speaking.cancel()
            told = error_message(1008, error.code, error.message)
            await self._messages.send({**told, self.names.context: name})

    async def _taken(self, name: str, message: dict[str, Any], caller: Principal) -> None:
        lines = _lines(message)
        voices = message.get("voices")
        if voices is not None and not (
            isinstance(voices, list) and all(isinstance(one, str) for one in voices)
        ):
            raise InvalidRequest("`voices` is a list of ids of voices.", param="voices")
        if self._several and message.get("close_context"):
            if name in self._contexts:
                await self._contexts[name].finish()
            return
        if not lines and not voices and name not in self._contexts:
            return  # keeps the connection
        first = await self._voice(voices[0], caller) if voices else ""
        context = await self._context(name, message, caller)
        if first:
            self._voices = {one: kept for one, kept in self._voices.items() if one in self._contexts}
            self._voices[name] = first
        for text, asked in lines:
            voice = await self._voice(asked, caller) if asked else self._voices.get(name, "")
            if not voice:
                raise InvalidRequest("Each of `inputs` names its voice.", param="inputs.voice_id")
            await context.add(text, replace(context.manner, voice=voice))
        if message.get("flush"):
            await context.flush()


def _lines(message: dict[str, Any]) -> list[tuple[str, str]]:
    """The texts of a message and the voices that they name. Raises InvalidRequest."""
    inputs = message.get("inputs") or []
    if not isinstance(inputs, list) or len(inputs) > _MOST_INPUTS:
        raise InvalidRequest(f"`inputs` is a list of at most {_MOST_INPUTS} lines.", param="inputs")
    found = []
    for index, line in enumerate(inputs):
        text, voice = (line.get("text"), line.get("voice_id") or "") if isinstance(line, dict) else (None, "")
        if not isinstance(text, str) or not isinstance(voice, str):
            raise InvalidRequest("A line has a `text` and a `voice_id`, both texts.", param=f"inputs.{index}")
        found.append((text, voice))
    return found
