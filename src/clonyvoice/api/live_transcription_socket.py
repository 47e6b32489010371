"""One live transcription on a WebSocket, for any message format: tasks, limits, and its end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from clonyvoice.api.socket_auth import CLOSE, Check, Refused, admitted, close, watch
from clonyvoice.core.errors import INTERNAL, ClonyError, InvalidRequest
from clonyvoice.keys import Principal, RequestLimits
from clonyvoice.storage.errors import from_machine_error
from clonyvoice.transcription.live_events import LiveEvent, LiveOptions
from clonyvoice.transcription.live_transcription import LiveSession, LiveTranscriptions

log = logging.getLogger(__name__)

SCOPE: Final = "audio:process"
IDLE_SECONDS: Final = 120.0
"""Seconds without a message after which the socket is closed. Chosen by hand."""
_MINUTE: Final = 60.0
"""Seconds of a minute of the scope's limit."""
_INTERNAL: Final = 1011
"""The close code of a fault of the server: RFC 6455, 7.4.1."""


class LiveSocket:
    """An authenticated socket: starts a session, reads until one side ends it, and releases everything.

    `shown` gives the messages for an event, `read` takes a message, `failed` gives the message for an error.
    """

    def __init__(
        self,
        socket: WebSocket,
        live: LiveTranscriptions,
        limits: RequestLimits,
        caller: Principal,
        check: Check,
        shown: Callable[[LiveEvent], list[dict[str, Any]]],
        failed: Callable[[ClonyError], dict[str, Any]],
    ) -> None:
        self.socket, self.caller = socket, caller
        self._live, self._limits = live, limits
        self._check, self._shown, self._failed = check, shown, failed
        self._sending = asyncio.Lock()
        self._minutes = 1
        self.session: LiveSession | None = None
        self._running: asyncio.Task[None] | None = None
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def start(self, options: LiveOptions, rate: int) -> LiveSession:
        """Begin to listen. Raises InvalidRequest, TooManyLive."""
        self.session = self._live.session(self.caller.owner, options, rate, self._tell)
        self._running = asyncio.create_task(self._run(self.session))
        return self.session

    async def replace(self, options: LiveOptions, rate: int) -> LiveSession:
        """Start again with other settings, after the events of the speech before."""
        await self.finish()
        return self.start(options, rate)

    async def _run(self, session: LiveSession) -> None:
        try:
            await session.run()
        except Exception as problem:
            if not self._broken.done():
                self._broken.set_exception(problem)

    async def serve(
        self, read: Callable[[dict[str, Any]], Awaitable[None]], opening: dict[str, Any] | None = None
    ) -> None:
        """Send `opening`, and hand each message to `read` until one side ends the conversation; a session that was
        started ends with it.
        """
        reading = asyncio.create_task(self._read(read))
        watching = asyncio.create_task(watch(self._check, SCOPE))
        try:
            if opening is not None:
                await self.send(opening)
            done, _ = await asyncio.wait(
                {reading, watching, self._broken}, return_when=asyncio.FIRST_COMPLETED
            )
            for ended in done:
                ended.result()
        except ClonyError as error:
            await self.send(self._failed(error))
            await close(self.socket, CLOSE.get(error.status, 1008), error.code)
        except Refused as refused:
            await close(self.socket, refused.code, refused.reason)
        except (WebSocketDisconnect, RuntimeError):
            pass
        except Exception as error:
            of_the_machine = from_machine_error(error)
            if of_the_machine is None:
                log.exception("a live transcription failed")
            told = of_the_machine or ClonyError(INTERNAL)
            await self.send(self._failed(told))
            await close(self.socket, _INTERNAL, told.code)
        finally:
            tasks = [reading, watching, *([self._running] if self._running else [])]
            for task in tasks:
                task.cancel()
            self._broken.cancel()
            await asyncio.gather(*tasks, self._broken, return_exceptions=True)

    async def feed(self, pcm: bytes) -> None:
        """Give sound to the session. Each minute of it counts against the caller's limit. Raises RateLimited."""
        if self.session is None:
            raise InvalidRequest(
                'Send `{"type": "start"}`, which says what the sound is like, before any sound.', param="type"
            )
        await self.session.feed(pcm)
        while self.session.seconds > self._minutes * _MINUTE:
            self._minutes += 1
            self.caller = await admitted(self._limits, self._check, SCOPE)  # whose limits may have changed

    async def finish(self) -> None:
        """Wait until the events of all speech are sent, and close."""
        if self.session is not None and self._running is not None:
            running = self._running
            self.session.finish()
            await asyncio.wait({running})

    async def _read(self, read: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        while True:
            try:
                message = await asyncio.wait_for(self.socket.receive(), IDLE_SECONDS)
            except TimeoutError:
                raise IdleTooLong from None
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", 1000))
            await read(dict(message))

    async def _tell(self, event: LiveEvent) -> None:
        for message in self._shown(event):
            await self.send(message)

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message, unless the socket is closed."""
        async with self._sending:
            if self.socket.application_state == WebSocketState.CONNECTED:
                with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                    await self.socket.send_text(json.dumps(message))


class IdleTooLong(ClonyError):
    """No message was received within the time limit."""

    code, status = "idle_too_long", 408

    def __init__(self) -> None:
        super().__init__(f"No message came for {IDLE_SECONDS:.0f} s. Connect again when there is sound.")


def text_of(message: dict[str, Any], most: int) -> str | None:
    """The text of a message, None for sound. Raises InvalidRequest for one that is longer than `most` characters."""
    text = message.get("text")
    if text is not None and len(text) > most:
        raise InvalidRequest(f"Text messages have at most {most:,} characters.", param="message")
    return None if text is None else str(text)
