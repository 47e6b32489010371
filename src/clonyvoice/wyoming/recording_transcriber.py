"""A recording that a Wyoming client sends: recognised while it arrives, sent in stable words, and whole at its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

import numpy as np
from wyoming.asr import Transcript, TranscriptChunk, TranscriptStart, TranscriptStop
from wyoming.error import Error
from wyoming.event import Event

from clonyvoice.core.errors import ClonyError
from clonyvoice.transcription.live_events import LiveEvent, LiveOptions, Recognised
from clonyvoice.transcription.live_transcription import RATES, LiveSession, LiveTranscriptions
from clonyvoice.transcription.transcript import joined
from clonyvoice.wyoming.event_reading import BadMessage

OWNER: Final = "wyoming"
"""The owner of the work of all assistants: the protocol has no keys."""
_MOST_SECONDS: Final = 600.0
"""Sound that is taken for one transcript. Chosen by hand."""
Write: TypeAlias = Callable[[Event], Awaitable[None]]


class Recording:
    """One recording: `feed` it, and `finish` it or `stop` it."""

    def __init__(self, live: LiveTranscriptions, language: str | None, write: Write) -> None:
        self._live, self._language, self._write = live, language, write
        self._session: LiveSession | None = None
        self._running: asyncio.Task[None] | None = None
        self._rate = 0
        self._failed = self._begun = False
        self._chunks = ""
        """The text of the chunks sent so far; it cannot be taken back."""
        self._told = 0
        """Words of the utterance under way that were sent."""
        self._finals: list[str] = []
        self._spoken = ""

    async def feed(self, event: Event) -> None:
        """Take an `audio-chunk`; waits while too much is unread. Raises BadMessage, TooManyLive."""
        rate, width, channels = (event.data[name] for name in ("rate", "width", "channels"))
        if width != 2 or not RATES[0] <= rate <= RATES[1] or not 1 <= channels <= 8:
            raise BadMessage("unsupported-audio", "Send 16-bit PCM, 8 to 48 kHz, with 1 to 8 channels.")
        if self._session is None:
            options = LiveOptions(self._language)
            self._session = self._live.session(OWNER, options, rate, self._tell)
            self._rate = rate
            self._running = asyncio.create_task(self._run(self._session))
        if rate != self._rate:
            raise BadMessage("unsupported-audio", "All chunks of a recording have one rate.")
        if self._session.seconds > _MOST_SECONDS:
            raise BadMessage(
                "audio-too-long", f"A transcript is of {_MOST_SECONDS / 60:.0f} minutes at most."
            )
        if not self._failed:
            await self._session.feed(_mono(event.payload or b"", channels))

    async def finish(self) -> None:
        """Transcribe the rest, and send the whole text."""
        if self._session is not None and self._running is not None:
            self._session.finish()
            await asyncio.wait({self._running})
        if self._failed:
            return
        if not self._begun:
            await self._write(TranscriptStart(language=self._spoken or self._language).event())
        await self._write(Transcript(joined(self._finals), language=self._spoken or self._language).event())
        await self._write(TranscriptStop().event())

    async def stop(self) -> None:
        """Abandon the recording; its computation is cancelled."""
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running

    async def _run(self, session: LiveSession) -> None:
        try:
            await session.run()
        except ClonyError as error:
            self._failed = True
            session.drop()  # frees the buffer: a task that waits for room in it continues
            await self._write(Error(error.message, error.code).event())
        except (ConnectionError, RuntimeError):
            self._failed = True
            session.drop()

    async def _tell(self, event: LiveEvent) -> None:
        if not isinstance(event, Recognised):
            return
        words = [word.text for word in event.words[: event.stable]]
        new = "".join(words[self._told :])
        self._spoken = event.language or self._spoken
        if new.strip():
            before = self._chunks
            self._chunks = before + new if self._told else joined([before, new])
            if not self._begun:
                self._begun = True
                await self._write(TranscriptStart(language=self._spoken or None).event())
            await self._write(TranscriptChunk(self._chunks[len(before) :]).event())
        self._told = max(self._told, len(words))
        if event.final:
            self._finals.append(event.text)
            self._told = 0


def _mono(payload: bytes, channels: int) -> bytes:
    """16-bit samples, channels put together."""
    whole = payload[: len(payload) // (2 * channels) * 2 * channels]
    if channels == 1:
        return whole
    mixed: np.ndarray[Any, np.dtype[np.float64]] = (
        np.frombuffer(whole, "<i2").reshape(-1, channels).mean(axis=1)
    )
    return mixed.round().astype("<i2").tobytes()
