"""HTTP/1.1 as uvicorn speaks it, with malformed requests refused in the API's one shape."""

from __future__ import annotations

import asyncio
import json
import sys

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id

_HEAD = 64
"""Bytes kept of a request's head: enough for its method and the prefix of a vendor's routes. Chosen by hand."""


class MalformedRequest(InvalidRequest):
    """Not a well-formed HTTP request: broken headers, or lengths that contradict each other."""

    code, status = "malformed_request", 400

    def __init__(self) -> None:
        super().__init__(
            "This is not a well-formed HTTP/1.1 request. Check its headers: a length that is given twice or"
            " is"
            " not a number, or characters that headers cannot have."
        )


class HeadersTooLong(InvalidRequest):
    """A request line and headers above h11's limit for what is incomplete, 16 KB, which uvicorn leaves as it is.

    What arrives whole in one read of the socket is never incomplete, so more may pass.
    """

    code, status = "headers_too_long", 431

    def __init__(self) -> None:
        super().__init__(
            "The address and headers of this request are too long. Keep them below 16 KB: send long values in the"
            " body, and long lists in several requests."
        )


class HeadersTooSlow(InvalidRequest):
    """The request line and headers were not complete in time."""

    code, status = "headers_too_slow", 408

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The request line and headers were not complete after {seconds:g} seconds. Send them at once."
        )


class UnreadAnswer:
    """Cuts a connection off whose client takes too little of what waits to be sent to it.

    asyncio tells of what waits only above a limit, by itself 64 KB; anything less would be kept for ever, with the
    connection, also when that is closed: closing waits for it.
    """

    least = 65_536
    """Bytes that are to be taken within the time: 220 a second, far below any line that sound comes through. Chosen by
    hand."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._transport, self._loop, self._seconds = transport, loop, seconds
        self._timer: asyncio.TimerHandle | None = None
        self._waiting = 0
        transport.set_write_buffer_limits(high=0)

    def waits(self) -> None:
        """Something waits to be sent."""
        if self._timer is None:
            self._look_later()

    def taken(self) -> None:
        """All was taken, or the connection has ended."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def hurry(self, seconds: float) -> None:
        """Give less time from now on."""
        self._seconds = seconds
        if self._timer is not None:
            self._timer.cancel()
            self._look_later()

    def _look_later(self) -> None:
        self._waiting = self._transport.get_write_buffer_size()
        self._timer = self._loop.call_later(self._seconds, self._look)

    def _look(self) -> None:
        if self._waiting - self._transport.get_write_buffer_size() < self.least:
            self._transport.abort()
        else:
            self._look_later()


class H11WithJsonErrors(H11Protocol):
    """uvicorn's protocol with two differences: its answer to malformed requests, and time limits."""

    headers_seconds = 30.0
    """Seconds that a connection may take until the headers of its next request are complete: until it ends, each holds
    a file of the process. As long as an idle connection is kept (`cli/serve.py`)."""
    rest_seconds = 60.0
    """Seconds that the rest of a body may take when its request has been answered already: nobody reads it, and a
    connection closed at once would take the answer from who still sends."""
    unread_seconds = 300.0
    """Seconds that a client may take nothing of its answer while the system's buffer towards it is full: longer than a
    player is paused for a moment, and each holds a file and a generation's place. Chosen by hand."""
    last_seconds = 2.0
    """The same while the server ends: less than it waits for answers (`cli/serve.py`). Chosen by hand."""
    _late: asyncio.TimerHandle | None = None
    _begun = False
    _refused = False
    _head = b""
    """The first bytes of the request whose headers are not complete: its method and the beginning of its path."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for headers."""
        super().connection_made(transport)
        self._unread = UnreadAnswer(transport, self.loop, self.unread_seconds)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all timers."""
        self._expect_nothing()
        self._unread.taken()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in bytes; while they make no whole headers the time limit goes on."""
        if self._refused:
            return
        answered = self._answered_early()
        if not self._begun:
            self._head = b""
        self._head = (self._head + data[:_HEAD])[:_HEAD]
        super().data_received(data)
        if answered and self._answered_early():
            return
        self._begun = self.conn.their_state is h11.IDLE and not answered
        if answered:
            self._expect_headers()
        elif not self._begun:
            self._expect_nothing()

    def pause_writing(self) -> None:
        """Begin to wait until the client takes more of its answer."""
        super().pause_writing()
        self._unread.waits()

    def resume_writing(self) -> None:
        """Go on with the answer."""
        self._unread.taken()
        super().resume_writing()

    def shutdown(self) -> None:
        """End after the answer under way; who does not take it is not waited for."""
        self._unread.hurry(self.last_seconds)
        super().shutdown()

    def on_response_complete(self) -> None:
        """Begin to wait for the headers of the connection's next request, or first for the rest of this one's body."""
        super().on_response_complete()
        if self.transport.is_closing():
            return
        if self.conn.their_state is h11.IDLE:
            self._expect_headers()
        elif self._answered_early():
            self._expect_nothing()
            self._late = self.loop.call_later(self.rest_seconds, self.transport.close)

    def _answered_early(self) -> bool:
        return self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY

    def _expect_headers(self) -> None:
        self._expect_nothing()
        self._late = self.loop.call_later(self.headers_seconds, self._headers_late)

    def _expect_nothing(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _headers_late(self) -> None:
        self._late = None
        if self._begun and not self.transport.is_closing():
            self._refuse(HeadersTooSlow(self.headers_seconds), b"Request Timeout")
        else:
            self.transport.close()  # no response where nothing was sent: browsers open connections in advance

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the signature is given
        """Refuse, and close the connection once the client has, at the latest after `rest_seconds`."""
        cause = sys.exception()  # uvicorn calls this where it handles h11's error
        if isinstance(cause, h11.RemoteProtocolError) and cause.error_status_hint == 431:
            self._refuse(HeadersTooLong(), b"Request Header Fields Too Large")
        else:
            self._refuse(MalformedRequest(), b"Bad Request")

    def _refuse(self, error: InvalidRequest, reason: bytes) -> None:
        from clonyvoice.api.errors import body, in_vendors_shape

        request_id = new_id("req")
        path = self._head.decode("latin-1").partition(" ")[2]
        content = json.dumps(in_vendors_shape(body(error, request_id), path)).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
            (b"x-request-id", request_id.encode()),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=error.status, headers=headers, reason=reason),
            h11.Data(data=content),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        # Closed at once, with bytes that nobody read, the connection would be reset and the answer lost.
        self._refused = True
        self.transport.write_eof()
        self._expect_nothing()
        self._late = self.loop.call_later(self.rest_seconds, self.transport.close)
