"""uvicorn's WebSocket protocol, with limits on the work that one connection can cause.

uvicorn parses all that a read of the socket brought (256 KB, 40,000 empty frames, a second of work) before anybody else
gets a turn, and answers pings into a buffer without end when the client reads nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from asyncio.transports import BaseTransport
from collections.abc import Callable
from functools import partial
from typing import Final

from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.frames import CloseCode
from websockets.protocol import State

MOST_MESSAGE: Final = 1_000_000
"""Bytes of a message, `ws_max_size` of uvicorn: ten seconds of stereo sound at 48 kHz. Chosen by hand."""
MESSAGES_A_SECOND: Final = 500.0
"""Sound comes in some fifty messages a second, or ten times as fast from a file. Chosen by hand."""
AT_ONCE: Final = 500.0
"""Messages that are taken in at once after a rest. Chosen by hand."""

_SLICE: Final = 256
"""Bytes that are parsed between two looks at how many frames there were: at most 42 of them, 1 ms. Chosen by hand."""
_TURN_BYTES: Final = 65_536
"""Bytes of one connection that are parsed before others get their turn: some 1 ms where frames are long."""
_TURN_FRAMES: Final = 32
"""Frames of one connection that are parsed before others get their turn: some 1 ms. Chosen by hand."""


class Pace:
    """A bucket of messages that fills again with time; `now` is any monotonic clock in seconds."""

    def __init__(self, now: float, rate: float = MESSAGES_A_SECOND, most: float = AT_ONCE) -> None:
        self._rate, self._most = rate, most
        self._left, self._since = most, now

    def took(self, count: int, now: float) -> None:
        """Count messages that were taken in."""
        self._fill(now)
        self._left -= count

    def wait(self, now: float) -> float:
        """Seconds until the next one may be; 0 when it may be now."""
        self._fill(now)
        return 0.0 if self._left >= 1 else (1 - self._left) / self._rate

    def _fill(self, now: float) -> None:
        self._left = min(self._most, self._left + (now - self._since) * self._rate)
        self._since = now


class PacedWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's protocol with a limit of frames per second, and no reading while the client reads nothing."""

    unread_seconds = 300.0
    """Seconds that a client may take nothing while the buffers towards it are full, as in `http_protocol`."""
    _rest: bytearray
    """Bytes that came and are not parsed yet; reading is paused as long as there are any."""
    _turn: asyncio.Handle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to count."""
        super().connection_made(transport)
        self._rest, self._pace, self._seen = bytearray(), Pace(self.loop.time()), 0
        self.conn.fail = partial(self._fail, self.conn.fail)  # type: ignore[method-assign]  # no other place tells

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timers."""
        self._rest.clear()
        for handle in (self._turn, self._stalled):
            if handle is not None:
                handle.cancel()
        super().connection_lost(exc)

    def _fail(self, fail: Callable[[int, str], None], code: int, reason: str = "") -> None:
        """Fail the connection, after an error in the form of its API where a message was too large."""
        if code == CloseCode.MESSAGE_TOO_BIG and self.conn.state is State.OPEN:
            from clonyvoice.api.errors import MessageTooLarge, socket_error

            error = MessageTooLarge(MOST_MESSAGE)
            self.conn.send_text(json.dumps(socket_error(error, code, self.scope["path"])).encode())
            reason = error.code
        fail(code, reason)

    def data_received(self, data: bytes) -> None:
        """Receive bytes; they are parsed now, or at the next scheduled turn."""
        self._rest += data
        if self._turn is None:
            self._take()

    def handle_events(self) -> None:
        """Count frames."""
        self._seen += len(self.conn.events)
        super().handle_events()

    def send_receive_event_to_app(self) -> None:
        """Give a message to the route; one that is no text closes the connection."""
        with contextlib.suppress(InvalidState):  # the client's own close came right behind it
            super().send_receive_event_to_app()

    def pause_writing(self) -> None:
        """Begin to wait until the client takes more."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.unread_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()
        self._go_on()

    def keepalive_timeout(self) -> None:
        """Close; a client that does not even take that is cut off."""
        super().keepalive_timeout()
        self.loop.call_later(self.close_timeout, self.transport.abort)

    async def receive(self) -> ASGIReceiveEvent:
        """The next message."""
        message = await super().receive()
        self._go_on()
        return message

    async def send(self, message: ASGISendEvent) -> None:
        """Send a message."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body", False):
            self.handshake_complete = True  # it was refused; uvicorn would log that nothing answered it
        self._go_on()

    def _go_on(self) -> None:
        if self._rest:
            self.transport.pause_reading()  # uvicorn resumes it once its queue is empty
            if self._turn is None:
                self._turn = self.loop.call_soon(self._take)

    def _take(self) -> None:
        """Parse what there is, as far as its turn goes."""
        self._turn = None
        frames, until = self._seen + _TURN_FRAMES, len(self._rest) - _TURN_BYTES
        while self._rest and self._wanted():
            wait = self._pace.wait(self.loop.time())
            if wait or self._seen >= frames or len(self._rest) <= until:
                self._turn = self.loop.call_later(wait, self._take)
                break
            piece = bytes(self._rest[:_SLICE])
            del self._rest[:_SLICE]
            seen = self._seen
            super().data_received(piece)
            self._pace.took(self._seen - seen, self.loop.time())
        if self._rest:
            self.transport.pause_reading()
        elif not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    def _wanted(self) -> bool:
        """Whether the next frame can be delivered, and its response sent."""
        return not self.read_paused and self.writable.is_set() and not self.transport.is_closing()
