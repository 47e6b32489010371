"""Body limits: bytes and seconds counted while a request arrives, whatever its Content-Length says."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clonyvoice.api.errors import render
from clonyvoice.api.routing import RouteFacts, ScopedRoute
from clonyvoice.core.errors import ClonyError, InvalidRequest, TooLarge

_DRAIN_SECONDS: Final = 20.0
"""Seconds for which a refused upload is read on and discarded, so that its sender gets to read the answer."""
_JSON_BYTES: Final = 7_000_000
"""Bytes of a body without files: 2,000,000 characters of subtitles (`bodies/timeline_dubs.py`) in UTF-8 fit."""
_OVERHEAD: Final = 1_000_000
"""Bytes allowed beyond the documented limit: boundaries and the other fields of a form with files.
Chosen by hand."""


_IDLE_SECONDS: Final = 30.0
"""Seconds without a byte, after which a body is given up. Chosen by hand."""
_LEAST_RATE: Final = 1000.0
"""Bytes a second that a body has to bring, beyond the first `_IDLE_SECONDS`: a tenth of the slowest mobile networks.
Counted is the time in which the server waits, so that its own work is not the sender's fault."""


class BodyTooLarge(TooLarge):
    """The request sends more than the route takes."""

    code = "body_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The request is larger than {limit / 1_000_000:.0f} MB, the most that this route takes.",
            param="body",
        )


class BodyTooSlow(InvalidRequest):
    """The body stopped arriving, or arrives a few bytes at a time."""

    code, status = "body_too_slow", 408

    def __init__(self, idle_seconds: float = _IDLE_SECONDS) -> None:
        super().__init__(
            f"The body stopped for {idle_seconds:.0f} seconds, or came with less than {_LEAST_RATE:.0f} bytes a"
            " second. Send it again, without pauses.",
            param="body",
        )


class BadLength(InvalidRequest):
    """A Content-Length that is no number, or several that differ."""

    code, status = "invalid_content_length", 400

    def __init__(self) -> None:
        super().__init__("The Content-Length header is not one plain number.", param="Content-Length")


class _Refused(Exception):
    """The body is read no further; `_Body.refusal` says why."""


class BodyLimitMiddleware:
    """Refuses bodies beyond a route's size with 413 and slow ones with 408, before or while they arrive; plain ASGI."""

    def __init__(
        self,
        app: ASGIApp,
        upload_bytes: int,
        routes: Sequence[BaseRoute] = (),
        *,
        idle_seconds: float = _IDLE_SECONDS,
        drain_seconds: float = _DRAIN_SECONDS,
    ) -> None:
        self._app, self._upload_bytes = app, upload_bytes
        self._idle_seconds, self._drain_seconds = idle_seconds, drain_seconds
        facts = [(route, route.facts) for route in routes if isinstance(route, ScopedRoute)]
        self._special = [(route, fact) for route, fact in facts if fact.uploads > 1 or fact.bare_upload]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = self._limit(scope, headers.get("content-type", ""))
        body = _Body(receive, told, _expects_continue(headers), self._idle_seconds, self._drain_seconds)
        body.refusal = _length_refusal(headers, told)

        async def bounded(message: Message) -> None:
            if body.refusal is not None and not body.answered:
                return
            if message["type"] == "http.response.start":
                await body.drain()
                body.answered = True
            await send(message)

        if body.refusal is None:
            with contextlib.suppress(_Refused):
                await self._app(scope, body.receive, bounded)
        if body.refusal is not None:
            await body.drain()
            response = render(body.refusal, str(scope.get("clonyvoice.request_id", "")), scope["path"])
            response.headers["Connection"] = "close"
            await response(scope, receive, send)

    def _limit(self, scope: Scope, content_type: str) -> int:
        """The most bytes that the route of `scope` accepts, by its declaration (see `routing.declares`)."""
        found = (facts for route, facts in self._special if route.matches(scope)[0] is Match.FULL)
        facts = next(found, RouteFacts())
        if not content_type.lower().startswith("multipart/"):
            return self._upload_bytes if facts.bare_upload else _JSON_BYTES
        return self._upload_bytes * facts.uploads


class _Body:
    """The body of one request on its way in."""

    def __init__(
        self, receive: Receive, told: int, waits: bool, idle_seconds: float, drain_seconds: float
    ) -> None:
        self._receive, self._told, self._limit = receive, told, told + _OVERHEAD
        self._idle_seconds, self._drain_seconds = idle_seconds, drain_seconds
        self._waits = waits
        """The sender waits for a go-ahead; reading now would ask for all of it."""
        self._received = 0
        self._waited = 0.0
        self._ended = False
        self.answered = False
        """Whether the response has begun: what still arrives is discarded, as it can no longer be refused."""
        self.refusal: ClonyError | None = None

    async def receive(self) -> Message:
        """The next piece, as the application sees it."""
        if self._ended or self.answered:
            return await self._receive()
        patience = self._idle_seconds + self._received / _LEAST_RATE - self._waited
        began = time.monotonic()
        with anyio.move_on_after(min(self._idle_seconds, patience)) as wait:
            message = await self._receive()
        if wait.cancelled_caught:
            self.refusal = BodyTooSlow(self._idle_seconds)
            raise _Refused
        self._waited += time.monotonic() - began
        self._count(message)
        if message["type"] == "http.request" and self._received > self._limit:
            self.refusal = BodyTooLarge(self._told)
            raise _Refused
        return message

    async def drain(self) -> None:
        """Discard the rest of the body, for a while; of a body that was too slow, none of it."""
        if (self._waits and not self._received) or isinstance(self.refusal, BodyTooSlow):
            return
        with anyio.move_on_after(self._drain_seconds):
            while not self._ended and self._received < self._limit * 3:
                self._count(await self._receive())

    def _count(self, message: Message) -> None:
        if message["type"] != "http.request":
            self._ended = True
            return
        self._received += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)


def _expects_continue(headers: Headers) -> bool:
    return "100-continue" in headers.get("expect", "").lower()


def _length_refusal(headers: Headers, told: int) -> ClonyError | None:
    lengths = set(headers.getlist("content-length"))
    if not lengths:
        return None
    text = lengths.pop()
    if lengths or not text.isascii() or not text.isdigit():
        return BadLength()
    return BodyTooLarge(told) if int(text[:20]) > told + _OVERHEAD else None
