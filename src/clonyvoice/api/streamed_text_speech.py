"""Speech from text that arrives in pieces: shared by sockets that stream text in and audio out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from clonyvoice.api.waiting_requests import upcoming
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.capabilities import SaysSpans
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.speech import Generation, Segment, Speech, SpeechRequest
from clonyvoice.speech.errors import TextTooLong
from clonyvoice.speech.incoming_text import IncomingText
from clonyvoice.speech.model import Word
from clonyvoice.speech.pauses import SENTENCE_PAUSE_MS
from clonyvoice.text.phonemes import can_be_said

_Found = TypeVar("_Found")
_LONG = 4000
"""Characters that take a few milliseconds to look at. Chosen by hand."""
_threads = CapacityLimiter(256)
"""Threads that start speech and load engines; they must not use up those of routes."""


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """A piece of the sound. `words` have times in seconds from the first sound, offsets in `text`."""

    audio: Audio
    words: tuple[Word, ...]
    text: str
    """The text whose sound it is, as it was collected."""
    start: float
    """Seconds of sound before the first of `text`."""
    last: bool = False
    """Whether all of `text` has been said; the last piece has no sound of its own."""


class SpokenText:
    """Collects text and speaks it, a stretch of complete sentences at a time, in one voice.

    Add text from the event loop; iterate `pieces` once. A stretch is a generation of its own; the next one takes all
    that has come until the one before it has been made.
    """

    def __init__(
        self,
        speech: Speech,
        owner: str,
        manner: Segment,
        *,
        ssml: bool = False,
        engines: EngineRegistry | None = None,
    ) -> None:
        """`manner` is a segment without a text: its voice, language and shape are those of all that is spoken.

        With `engines` the one that is to speak is loaded while the first sentence still comes.
        """
        self._engines = engines
        self._speech, self._owner, self._manner, self._ssml = speech, owner, manner, ssml
        self._incoming = IncomingText(speech.max_text, manner.language)
        self._ready: list[tuple[str, Segment]] = []
        self._held = 0
        """Characters in `_ready`."""
        self._changed = asyncio.Event()
        self._finished = False
        self._seconds = 0.0
        self._rate = 0
        self._idle = False
        self.generations: list[Generation] = []
        """The generations that were begun, one for each stretch of text."""

    async def add(self, text: str, manner: Segment | None = None) -> None:
        """A further piece of text; wait for one call before the next. Raises TextTooLong when more would wait to be
        spoken than is taken in one request.

        Another `manner` than before ends the stretch under way, and is that of all that follows.
        """
        if manner is not None and manner != self._manner:
            self.flush()
            self._manner = manner
        waiting = self._held + self._incoming.waiting + len(text)
        if waiting > self._speech.max_text:
            raise TextTooLong(waiting, self._speech.max_text)
        self._incoming.add(text)
        if not self._ssml:
            self._queue(await _apart(self._incoming.complete, self._incoming.waiting))

    def flush(self) -> None:
        """Generate the text received so far, even if a sentence is incomplete."""
        self._queue(self._incoming.rest())

    def finish(self) -> None:
        """Mark the text as complete."""
        self.flush()
        self._finished = True
        self._changed.set()

    @property
    def waiting(self) -> bool:
        """Whether all text received so far has been spoken, and more may follow."""
        return self._idle and not self._ready

    def _queue(self, text: str) -> None:
        if text.strip():
            self._ready.append((text, self._manner))
            self._held += len(text)
            self._changed.set()

    async def pieces(self) -> AsyncGenerator[SpokenPiece, None]:
        """The sound as it is generated, until all of a finished text has been spoken; cancelling stops the compute.

        Raises what speaking raises: VoiceNotFound, LanguageNotSpoken, QueueFull, JobFailed …
        """
        loading = asyncio.create_task(self._load()) if not self._ready and not self._finished else None
        try:
            while (stretch := await self._next()) is not None:
                if not await _apart(partial(can_be_said, stretch[0]), len(stretch[0])):
                    continue
                async for piece in self._spoken(*stretch):
                    yield piece
        finally:
            if loading is not None:
                loading.cancel()

    async def _load(self) -> None:
        """Bring the engine into memory; what fails here fails again, and is told, when the first sentence is spoken."""
        engines, manner = self._engines, self._manner
        if engines is None:
            return

        def load() -> None:
            with suppress(ClonyError, Cancelled):
                speaking = self._speech.voices.speaking(manner.voice, asker=self._owner)
                with engines.lease(manner.engine or speaking.engine) as engine:
                    if isinstance(
                        engine, SaysSpans
                    ):  # it measures a voice in a pause after it was asked for first
                        engine.first_span(speaking.source, manner.language)

        await to_thread.run_sync(load, limiter=_threads, abandon_on_cancel=True)

    async def _next(self) -> tuple[str, Segment] | None:
        while not self._ready:
            if self._finished:
                return None
            self._changed.clear()
            self._idle = True
            await self._changed.wait()
            self._idle = False
        manner, texts = self._ready[0][1], list[str]()
        while self._ready and self._ready[0][1] == manner:
            texts.append(self._ready.pop(0)[0])
        stretch = "".join(texts)
        self._held -= len(stretch)
        return stretch, manner

    async def _spoken(self, text: str, manner: Segment) -> AsyncGenerator[SpokenPiece, None]:
        speech = self._speech
        segment = replace(manner, text=text)
        asked = SpeechRequest(kind="clone", segments=(segment,), eager=True, ssml=self._ssml)
        started = await to_thread.run_sync(speech.start, asked, self._owner, limiter=_threads)
        speech.claim(started)
        self.generations.append(started)
        whole = False
        start = self._seconds
        if start:  # between stretches, as between sentences
            pause = Audio.silence(SENTENCE_PAUSE_MS / 1000, self._rate)
            start = self._seconds = self._seconds + pause.duration
        try:
            if start:
                yield SpokenPiece(pause, (), "", start)
            pieces = speech.sounds(started.id)
            while (current := await upcoming(pieces)) is not None:
                self._seconds += current.audio.duration
                self._rate = current.audio.sample_rate
                words = tuple(
                    replace(word, start=start + word.start, end=start + word.end) for word in current.words
                )
                yield SpokenPiece(current.audio, words, text, start)
            yield SpokenPiece(Audio.silence(0, self._rate), (), text, start, last=True)
            whole = True
        finally:
            if not whole:
                _stop_soon(speech, started)


async def _apart(look: Callable[[], _Found], length: int) -> _Found:
    """The result of `look`, in a thread where the text is long, so that the event loop is not blocked."""
    return look() if length < _LONG else await to_thread.run_sync(look, limiter=_threads)


def _stop_soon(speech: Speech, started: Generation) -> None:
    """Cancel a generation without listeners, from code that cannot await."""
    threading.Thread(target=speech.abandon, args=(started,), daemon=True).start()
