"""Live transcription: audio in, partial text while it is spoken, final text after each sentence.

The text of an utterance under way comes from `Partials`. When silence ends it, or a client commits it, the whole
utterance is recognised once more: that is final.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

import numpy as np
from anyio import CapacityLimiter, to_thread

from clonyvoice.audio.resampling import Resampler
from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import ComputeSlots
from clonyvoice.transcription.endpointing import Began, Ended, Utterances
from clonyvoice.transcription.live_events import (
    Dropped,
    LiveOptions,
    Recognised,
    SpeechBegan,
    SpeechEnded,
    Tell,
)
from clonyvoice.transcription.partial_transcripts import Partial, Partials
from clonyvoice.transcription.recogniser import segments_of
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Segment
from clonyvoice.transcription.voice_activity import RATE
from clonyvoice.transcription.whisper import WhisperModel

Lease: TypeAlias = Callable[[CancelToken], AbstractContextManager[WhisperModel]]
_Result = TypeVar("_Result")
RATES: Final = (8_000, 48_000)
"""The least and the greatest sample rate that is accepted, Hz: of telephones and of studios. Chosen by hand."""
_PENDING: Final = 10.0
"""Seconds of unprocessed sound from which `feed` waits, so that the sender slows down. Chosen by hand."""
_BLOCK: Final = 0.5
"""Seconds of sound that are processed at a time. Chosen by hand."""
_FRESH: Final = 0.25
"""Seconds of further speech after which an utterance under way is recognised again. Chosen by hand."""
_MOST: Final = 32
"""Live transcriptions at a time. Chosen by hand."""
_detecting, _hearing = CapacityLimiter(2), CapacityLimiter(8)


class TooManyLive(ClonyError):
    """The maximum number of live transcriptions is open."""

    code, status = "too_many_live_transcriptions", 429

    def __init__(self) -> None:
        super().__init__(
            f"{_MOST} live transcriptions are open, as many as are served at a time. Close one, or try again later."
        )


class LiveTranscriptions:
    """Opens live transcriptions, at most 32 at a time."""

    def __init__(self, lease: Lease, slots: ComputeSlots) -> None:
        self._lease, self._slots = lease, slots
        self.open_now = 0

    def session(self, owner: str, options: LiveOptions, rate: int, tell: Tell) -> LiveSession:
        """A session for mono sound at `rate` Hz; events are passed to `tell`. Raises InvalidRequest, TooManyLive."""
        if not RATES[0] <= rate <= RATES[1]:
            raise InvalidRequest(
                f"`sample_rate` is from {RATES[0]} to {RATES[1]}, not {rate}.", param="sample_rate"
            )
        if self.open_now >= _MOST:
            raise TooManyLive
        return LiveSession(self, owner, options.checked(), rate, tell)

    def recognised(
        self,
        owner: str,
        group: str,
        window: Window,
        language: str | Languages,
        prompt: str,
        cancel: CancelToken,
    ) -> tuple[Segment, ...]:
        """The segments of a window, computed in this thread. Raises Cancelled, EngineUnavailable."""
        with self._lease(cancel) as model, self._slots.take(owner, group, cancel):
            return segments_of(model.hear(window, language, "transcribe", prompt, cancel))

    def glimpsed(
        self, owner: str, group: str, window: Window, partials: Partials, cancel: CancelToken
    ) -> Partial | None:
        """The words of an utterance under way, computed in this thread. Raises Cancelled, EngineUnavailable."""
        with self._lease(cancel) as model, self._slots.take(owner, group, cancel):
            return partials.look(
                window, lambda part, language, said: model.glimpse(part, language, said, cancel)
            )

    def load(self, cancel: CancelToken) -> None:
        """Bring the recogniser into memory. Raises Cancelled, EngineUnavailable."""
        with self._lease(cancel) as model:
            model.load(cancel, quick=True)


@dataclass(slots=True)
class LiveSession:
    """One stream: `run` it in a task, `feed` it from another; cancelling the task stops its compute."""

    service: LiveTranscriptions
    owner: str
    options: LiveOptions
    rate: int
    tell: Tell
    id: str = field(default_factory=lambda: new_id("live"))
    _pending: deque[Samples | str] = field(default_factory=deque)
    _waiting: int = 0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _room: asyncio.Event = field(default_factory=asyncio.Event)
    _odd: bytes = b""
    _dropping: int = 0
    _loading: CancelToken = field(default_factory=CancelToken)
    _token: CancelToken = field(default_factory=CancelToken)
    _utterance: str = ""
    _partials: Partials | None = None
    _language: str = "en"
    seconds: float = 0.0
    """Sound that has come so far."""

    async def feed(self, pcm: bytes) -> None:
        """Take 16-bit little-endian mono samples, in pieces of any length; waits while too much is unread."""
        pcm = self._odd + pcm
        self._odd = pcm[len(pcm) // 2 * 2 :]
        samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / 32768.0
        size = round(_BLOCK * self.rate)
        for at in range(0, len(samples), size):
            while self._waiting > _PENDING * self.rate:
                self._room.clear()
                await self._room.wait()
            block = samples[at : at + size]
            self._waiting += len(block)
            self.seconds += len(block) / self.rate
            self._pending.append(block)
            self._wake.set()

    def commit(self) -> None:
        """End the utterance here; its final event follows, an empty one if it has no speech."""
        self._put("commit")

    def finish(self) -> None:
        """As `commit`, and `run` returns once its final event was passed on; nothing may be fed afterwards."""
        self._put("finish")

    def drop(self) -> None:
        """Discard the text that is not final yet, and stop its computation at once."""
        self._pending.clear()
        self._waiting = 0
        self._room.set()
        self._dropping += 1
        self._token.cancel()
        self._wake.set()

    def _put(self, order: str) -> None:
        self._pending.append(order)
        self._wake.set()

    async def run(self) -> None:
        """Recognise until `finish`. Raises EngineUnavailable and the errors of `tell`."""
        self.service.open_now += 1
        try:
            await to_thread.run_sync(
                self.service.load, self._loading, limiter=_hearing, abandon_on_cancel=True
            )
            await self._listen()
        finally:
            self.service.open_now -= 1
            self._loading.cancel()
            self._token.cancel()

    async def _listen(self) -> None:
        heard = Utterances(self.options.silence)
        resampler = Resampler(self.rate, RATE)
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                if await self._caught_up(heard, resampler):
                    return
                if self.options.partials and heard.fresh(_FRESH):
                    await self._glimpse(heard.current())
            except Cancelled:
                self._wake.set()

    async def _caught_up(self, heard: Utterances, resampler: Resampler) -> bool:
        """Process all audio received so far; returns whether it was the last."""
        while self._pending or self._dropping:
            if self._dropping:
                self._dropping -= 1
                self._token = CancelToken()
                heard.forget()
                self._utterance = ""
                await self.tell(Dropped())
                continue
            item = self._pending.popleft()
            if isinstance(item, str):
                ended = heard.end()
                if ended is not None or item == "commit":
                    await self._end(ended)
                if item == "finish":
                    return True
                continue
            self._waiting -= len(item)
            self._room.set()
            samples = item

            def look() -> list[Began | Ended]:
                return list(heard.feed(resampler.feed(samples)))  # noqa: B023 - called before the next round

            for event in await to_thread.run_sync(look, limiter=_detecting):
                if isinstance(event, Began):
                    self._begin()
                    await self.tell(SpeechBegan(self._utterance, event.at))
                else:
                    await self._end(event)
                    if event.cut:
                        self._begin()
                        await self.tell(SpeechBegan(self._utterance, event.at))
        return False

    def _begin(self) -> None:
        self._utterance = new_id("utt")
        self._partials = Partials(self._spoken(), self.options.prompt)

    def _spoken(self) -> str | Languages:
        return self.options.language or Languages(self._language, self.options.languages)

    async def _end(self, ended: Ended | None) -> None:
        if ended is None:
            await self.tell(Recognised(new_id("utt"), (), final=True))
            return
        await self.tell(SpeechEnded(self._utterance, ended.at))
        await self._recognise(ended.window)

    async def _recognise(self, window: Window) -> None:
        segments = await self._computed(
            lambda token: self.service.recognised(
                self.owner, self.id, window, self._spoken(), self.options.prompt, token
            )
        )
        if segments:
            self._language = segments[0].language or self._language
        words = sum(len(segment.words) for segment in segments)
        await self.tell(Recognised(self._utterance, segments, final=True, stable=words))

    async def _glimpse(self, window: Window) -> None:
        partials = self._partials
        assert partials is not None
        told = await self._computed(
            lambda token: self.service.glimpsed(self.owner, self.id, window, partials, token)
        )
        if told is not None and told.words:
            await self.tell(Recognised(self._utterance, told.segments, final=False, stable=told.stable))

    async def _computed(self, work: Callable[[CancelToken], _Result]) -> _Result:
        """The result of work in a thread, which a drop stops. Raises Cancelled, EngineUnavailable."""
        token = self._token
        result = await to_thread.run_sync(work, token, limiter=_hearing, abandon_on_cancel=True)
        if token.cancelled:
            raise Cancelled
        return result
