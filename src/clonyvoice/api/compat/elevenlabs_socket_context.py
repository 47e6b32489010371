"""One context of ElevenLabs' text-to-speech sockets: its text, the markup in it, and the current voice settings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, TypeAlias

from fastapi import Depends

from clonyvoice.api.compat.elevenlabs_markup import IncomingMarkup, our_markup, stretches
from clonyvoice.api.compat.vendor_voices import VoiceNames, VoiceNamesDep
from clonyvoice.api.services import EnginesDep, LimitsDep, SignedDep, SpeechDep
from clonyvoice.api.streamed_text_speech import SpokenText
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.keys import RequestLimits
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Segment, Speech


@dataclass(frozen=True, slots=True)
class ConversationServices:
    """The services that a conversation calls."""

    speech: Speech
    signed: SignedFiles
    engines: EngineRegistry
    limits: RequestLimits
    names: VoiceNames


async def _services(
    speech: SpeechDep, signed: SignedDep, engines: EnginesDep, limits: LimitsDep, names: VoiceNamesDep
) -> ConversationServices:
    return ConversationServices(speech, signed, engines, limits, names)


FoundServices: TypeAlias = Annotated[ConversationServices, Depends(_services)]
"""For `found: FoundServices` in a socket's route."""


@dataclass(slots=True)
class SocketContext:
    """A stream of text and the task that speaks it."""

    text: SpokenText
    speaking: asyncio.Task[None]
    manner: Segment
    """The voice and shape of what comes next; `manner.manner` is what the last tag asked for."""
    markup: IncomingMarkup
    tags: bool
    admit: Callable[[], Awaitable[object]]
    """Counts a request against the caller's limit. Raises RateLimited, InvalidKey, MissingScope."""
    most: int
    """Characters that count as one request: as many as one may have."""
    counted: int = 0
    """Characters since the last request that was counted."""

    async def add(self, text: str, manner: Segment | None = None) -> None:
        """Take a piece of text, said in `manner` from here on. Each further `most` characters count as a request.

        Raises TextTooLong, and what `admit` does.
        """
        self.counted += len(text)
        while self.counted > self.most:
            await self.admit()
            self.counted -= self.most
        if manner is not None and manner != self.manner:
            await self._say(self.markup.rest())
            self.manner = manner
        await self._say(self.markup.add(text))

    async def flush(self) -> None:
        """Generate the text received so far."""
        await self._say(self.markup.rest())
        self.text.flush()

    async def finish(self) -> None:
        """Generate the text received so far and accept no more."""
        await self.flush()
        self.text.finish()

    async def _say(self, text: str) -> None:
        ours = our_markup(text, self.manner.language, _nothing)
        parts = stretches(ours, self.manner.manner, _nothing) if self.tags else [(ours, self.manner.manner)]
        for part, manner in parts:
            self.manner = replace(self.manner, manner=manner)
            if part:
                await self.text.add(part, self.manner)


def _nothing(_name: str) -> None:
    """Leave out markup that cannot be followed: messages have no place to name it."""
