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
from http import HTTPStatus
from typing import Final

from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.exceptions import InvalidState
from websockets.frames import CloseCode
from websockets.http11 import Response
from websockets.protocol import State

from clonyvoice.api.middleware.http_protocol import H11WithJsonErrors, UnreadAnswer
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.ids import new_id

MOST_MESSAGE: Final = 1_000_000
"""Bytes of a message, `ws_max_size` of uvicorn: five seconds of 16-bit stereo sound at 48 kHz. Chosen by hand."""
MESSAGES_A_SECOND: Final = 500.0
"""Sound comes in some fifty messages a second, or ten times as fast from a file. Chosen by hand."""
AT_ONCE: Final = 500.0
"""Messages that are taken in at once after a rest. Chosen by hand."""

_SLICE: Final = 256
"""Bytes that are parsed between two looks at how many frames there were: at most 42 of them, 1 ms. Chosen by hand."""
_TURN_BYTES: Final = 65_536
"""Bytes of one connection that are parsed before others get their turn: some 1 ms where frames are long. Chosen
by hand."""
_TURN_FRAMES: Final = 32
"""Frames of one connection that are parsed before others get their turn: some 1 ms. Chosen by hand."""
_HEAD: Final = 64
"""Bytes kept of a handshake: enough for its method and the prefix of a vendor's routes. Chosen by hand."""


class HandshakeFailed(InvalidRequest):
    """A request for a WebSocket whose headers are none of a handshake."""

    code, status = "handshake_failed", 400

    def __init__(self) -> None:
        super().__init__(
            "This is not a WebSocket handshake (RFC 6455): it has no body, a Sec-WebSocket-Key of 16 bytes in base64,"
            " Sec-WebSocket-Version: 13, and well-formed headers. Use a WebSocket library."
        )


class HandshakeTooLong(InvalidRequest):
    """A request for a WebSocket with more headers, or a longer line, than websockets reads."""

    code, status = "handshake_too_long", 431

    def __init__(self) -> None:
        super().__init__(
            "The address or headers of this WebSocket handshake are too long: at most 128 headers, and 8 KB a line."
            " Send long values as messages."
        )


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
    """Seconds that a client may take nothing while the system's buffer towards it is full, as in `http_protocol`."""
    _rest: bytearray
    """Bytes that came and are not parsed yet; reading is paused as long as there are any."""
    _turn: asyncio.Handle | None = None
    _refused: asyncio.TimerHandle | None = None
    _head = b""

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to count."""
        super().connection_made(transport)
        self._unread = UnreadAnswer(self.transport, self.loop, self.unread_seconds)
        self._rest, self._pace, self._seen = bytearray(), Pace(self.loop.time()), 0
        self.conn.fail = partial(self._fail, self.conn.fail)  # type: ignore[method-assign]  # no other place tells
        self.conn.reject = self._reject  # type: ignore[method-assign]  # nor of handshakes that fail

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timers."""
        self._rest.clear()
        self._unread.taken()
        for handle in (self._turn, self._refused):
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

    def _reject(self, status: HTTPStatus | int, text: str) -> Response:  # noqa: ARG002 - the signature is given
        """The answer to a handshake that fails, in the API's one shape: websockets' own is plain text."""
        from clonyvoice.api.errors import MethodNotAllowed, UpgradeRequired, body, in_vendors_shape, known_as

        errors: dict[int, Callable[[], ClonyError]] = {
            405: lambda: MethodNotAllowed("GET"),
            414: HandshakeTooLong,
            426: UpgradeRequired,
            431: HandshakeTooLong,
            500: lambda: known_as(RuntimeError()),
        }
        error = errors.get(int(status), HandshakeFailed)()
        path, request_id = self._head.decode("latin-1").partition(" ")[2], new_id("req")
        content = json.dumps(in_vendors_shape(body(error, request_id), path)).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        more = {"X-Request-ID": request_id, "Connection": "close"}
        return Response(error.status, HTTPStatus(error.status).phrase, Headers(headers | more), content)

    def _refuse_handshake(self) -> None:
        """Answer a handshake that could not be parsed, which uvicorn leaves open without a word or an end."""
        self._rest.clear()
        self.handshake_complete = self.close_sent = True
        answer = b"".join(self.conn.data_to_send()) or self._reject(400, "").serialize()
        self.transport.write(answer)
        # Closed at once, with bytes that nobody read, the connection would be reset and the answer lost.
        self.transport.write_eof()
        self._refused = self.loop.call_later(self.close_timeout, self.transport.close)

    def data_received(self, data: bytes) -> None:
        """Receive bytes; they are parsed now, or at the next scheduled turn."""
        if self._refused is not None:
            return
        self._head = self._head or data[:_HEAD]
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
        self._unread.waits()

    def resume_writing(self) -> None:
        """Go on."""
        self._unread.taken()
        super().resume_writing()
        self._go_on()

    def shutdown(self) -> None:
        """Close, as the server ends; who does not take what was sent before is not waited for."""
        self._unread.hurry(H11WithJsonErrors.last_seconds)
        super().shutdown()

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
            if self.conn.handshake_exc is not None and not self.handshake_initiated:
                self._refuse_handshake()
        if self._rest:
            self.transport.pause_reading()
        elif not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    def _wanted(self) -> bool:
        """Whether the next frame can be delivered, and its response sent."""
        return not self.read_paused and self.writable.is_set() and not self.transport.is_closing()
