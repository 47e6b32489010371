"""One client of the Wyoming server: its events in order, its work in tasks that end when it leaves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from functools import partial
from typing import Final

from anyio import to_thread
from wyoming.error import Error
from wyoming.event import Event, async_write_event
from wyoming.tts import SynthesizeStopped

from clonyvoice.api.compat.vendor_voices import VoiceNames
from clonyvoice.api.middleware.websocket_protocol import Pace, PacedWebSocket
from clonyvoice.api.responses.delivery_audit import SentSound, delivery_of
from clonyvoice.api.responses.signed_files import HEADER, check
from clonyvoice.api.services import WyomingServices
from clonyvoice.api.streamed_text_speech import SpokenText
from clonyvoice.audio import format_named
from clonyvoice.audio.encoding import to_int16
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import INTERNAL, ClonyError
from clonyvoice.speech import Segment
from clonyvoice.storage.errors import from_machine_error
from clonyvoice.transcription.spoken_languages import known_language
from clonyvoice.wyoming.event_reading import (
    REST_SECONDS,
    BadField,
    BadMessage,
    check_fields,
    read_event,
    voice_of,
)
from clonyvoice.wyoming.recording_transcriber import OWNER, Recording
from clonyvoice.wyoming.service_description import catalogue, chosen_voice

log = logging.getLogger(__name__)
_PIECE: Final = 4800
"""Samples of an audio-chunk at most: 0.2 s at 24 kHz. Chosen by hand."""
_DRAIN_SECONDS: Final = 5.0
"""Seconds that a client may take to read what waits for it. Chosen by hand."""
_UNREAD_SECONDS: Final = PacedWebSocket.unread_seconds
"""Seconds that a client may take nothing while the buffers towards it are full, as on WebSockets: each holds one of the
places for clients, and a generation's."""


class Connection:
    """Serves one client until it leaves."""

    def __init__(
        self,
        services: WyomingServices,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        rest_seconds: float = REST_SECONDS,
        drain_seconds: float = _DRAIN_SECONDS,
        unread_seconds: float = _UNREAD_SECONDS,
    ) -> None:
        self._services, self._reader, self._writer = services, reader, writer
        self._rest_seconds, self._drain_seconds = rest_seconds, drain_seconds
        self._unread_seconds = unread_seconds
        self._writing = asyncio.Lock()
        self._work: asyncio.Task[None] | None = None
        self._text: SpokenText | None = None
        self._language: str | None = None
        self._recording: Recording | None = None

    async def serve(self) -> None:
        """Answer events until the client disconnects; requests that are still running then are stopped."""
        loop = asyncio.get_running_loop()
        pace = Pace(loop.time())
        try:
            while (event := await read_event(self._reader, self._rest_seconds)) is not None:
                await self._take(event)
                pace.took(1, loop.time())
                await asyncio.sleep(pace.wait(loop.time()))  # what has come already is read without waiting
        except BadMessage as error:
            with contextlib.suppress(ConnectionError):
                await self._write(Error(error.text, error.code).event())
                await self._drain()
        except ConnectionError:
            pass
        finally:
            await self._stop()

    async def _take(self, event: Event) -> None:
        try:
            check_fields(event)
            match event.type:
                case "describe":
                    await self._write((await to_thread.run_sync(catalogue, self._services.voices)).event())
                case "ping":
                    await self._write(Event("pong", event.data))
                case "synthesize":
                    if self._text is None:  # else it is the whole of what was streamed, once more
                        await self._speak(event)
                case "synthesize-start":
                    await self._begin(event)
                case "synthesize-chunk":
                    if self._text is not None:
                        await self._text.add(event.data["text"])
                case "synthesize-stop":
                    if self._text is not None:
                        self._text.finish()
                        self._text = None
                case "transcribe":
                    self._language = known_language(event.data.get("language") or "auto")
                    await self._forget()
                case "audio-start":
                    await self._forget()
                case "audio-chunk":
                    await self._hear(event)
                case "audio-stop":
                    await self._transcribe()
                case _:
                    pass  # as the protocol has it: what is not known is left alone
        except ClonyError as error:
            if self._text is not None:  # a text whose end never comes must not be waited for
                await self._stop_work()
            await self._write(Error(error.message, error.code).event())
        except BadField as error:
            await self._write(Error(error.text, "invalid-message").event())

    # --- speech ---

    async def _speak(self, asked: Event) -> None:
        text, told = await self._spoken(asked)
        await text.add(asked.data["text"])
        text.finish()
        self._start(partial(self._send, text, told, streamed=False))

    async def _begin(self, asked: Event) -> None:
        await self._stop_work()
        self._text, told = await self._spoken(asked)
        self._start(partial(self._send, self._text, told, streamed=True))

    async def _spoken(self, asked: Event) -> tuple[SpokenText, dict[str, str]]:
        """A text to be spoken, and the further fields of its sound."""
        services = self._services
        headers = check(services.signed, None, format_named("pcm"), stream=True)
        voice = voice_of(asked)
        names = VoiceNames(
            services.settings.voice_aliases, services.voices, services.design_jobs, services.jobs
        )
        found, language = await to_thread.run_sync(
            chosen_voice, services.voices, names, voice.name, voice.speaker, voice.language
        )
        ssml = asked.data.get("text_format") == "ssml"
        told = {"content_credentials": headers[HEADER]} if headers else {}
        manner = Segment("", found, language)
        return SpokenText(services.speech, OWNER, manner, ssml=ssml, engines=services.engines), told

    async def _send(self, text: SpokenText, told: dict[str, str], *, streamed: bool) -> None:
        """Send one start, the sound and one stop, then the end of a streamed text."""
        begun, rate, sent = False, 24_000, 0
        noted, whole = SentSound(self._services.audit, OWNER), False
        try:
            async with aclosing(text.pieces()) as pieces:
                async for piece in pieces:
                    if not len(piece.audio.samples):
                        continue
                    if not begun:
                        begun, rate = True, piece.audio.sample_rate
                        await self._write(_audio("audio-start", rate, 0, more=told))
                    for at in range(0, len(piece.audio.samples), _PIECE):
                        sound = to_int16(piece.audio.samples[at : at + _PIECE]).tobytes()
                        noted.add(sound)
                        await self._write(_audio("audio-chunk", rate, sent * 1000 // rate, sound))
                        sent += len(sound) // 2
            if not begun:
                await self._write(_audio("audio-start", rate, 0, more=told))
            whole = True
            if text.generations:
                await noted.whole(delivery_of(*text.generations))
        except (ClonyError, Cancelled) as error:
            failed = error if isinstance(error, ClonyError) else ClonyError("It was cancelled.")
            await self._write(Error(failed.message, failed.code).event())
            if begun:
                await self._write(Event("audio-stop", {"timestamp": sent * 1000 // rate}))
        else:
            await self._write(Event("audio-stop", {"timestamp": sent * 1000 // rate}))
        finally:
            if not whole and text.generations:
                noted.broken_off(delivery_of(*text.generations))
        if streamed:
            await self._write(SynthesizeStopped().event())

    # --- recognition ---

    async def _hear(self, event: Event) -> None:
        if self._recording is None:
            self._recording = Recording(self._services.live, self._language, self._write)
        await self._recording.feed(event)

    async def _transcribe(self) -> None:
        recording = self._recording or Recording(self._services.live, self._language, self._write)
        await self._stop_work()
        self._start(recording.finish)

    async def _forget(self) -> None:
        if self._recording is not None:
            await self._recording.stop()
            self._recording = None

    # --- the connection ---

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        before = self._work

        async def in_turn() -> None:
            if before is not None:
                await asyncio.wait({before})
            try:
                await work()
            except (ConnectionError, RuntimeError) as error:
                log.debug("a Wyoming client left: %s", type(error).__name__)
            except Exception as error:
                told = from_machine_error(error)
                if told is None:
                    log.exception("what a Wyoming client asked for failed")
                    told = ClonyError(INTERNAL)
                with contextlib.suppress(ConnectionError, RuntimeError):
                    await self._write(Error(told.message, told.code).event())

        self._work = asyncio.create_task(in_turn())

    async def _stop(self) -> None:
        await self._stop_work()
        await self._forget()

    async def _stop_work(self) -> None:
        self._text = None
        if self._work is not None:
            self._work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._work
            self._work = None

    async def _drain(self) -> None:
        """Read and discard input for a while, so that a client that is still sending can read the error."""
        self._writer.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._drain_seconds):
                while await self._reader.read(65_536):
                    pass

    async def _write(self, event: Event) -> None:
        """Send an event; a client that takes nothing is cut off. Raises ConnectionError."""
        async with self._writing:
            try:
                async with asyncio.timeout(self._unread_seconds):
                    await async_write_event(event, self._writer)
            except TimeoutError:
                self._writer.transport.abort()
                raise ConnectionResetError("the client reads nothing") from None


def _audio(
    kind: str, rate: int, milliseconds: int, sound: bytes | None = None, more: Mapping[str, str] | None = None
) -> Event:
    data = {"rate": rate, "width": 2, "channels": 1, "timestamp": milliseconds, **(more or {})}
    return Event(kind, data, sound)
