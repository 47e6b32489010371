"""Body limits: bytes counted while a request arrives, whatever its Content-Length says."""

from __future__ import annotations

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
"""Bytes allowed beyond the limit that is told: boundaries and the other fields of a form with files."""


class BodyTooLarge(TooLarge):
    """The request sends more than the route takes."""

    code = "body_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The request is larger than {limit / 1_000_000:.0f} MB, the most that this route takes.",
            param="body",
        )


class BadLength(InvalidRequest):
    """A Content-Length that is no number, or several that differ."""

    code, status = "invalid_content_length", 400

    def __init__(self) -> None:
        super().__init__("The Content-Length header is not one plain number.", param="Content-Length")


class _Overflow(Exception):
    pass


class BodyLimitMiddleware:
    """Refuses bodies beyond a route's size with 413, before or while they arrive; plain ASGI."""

    def __init__(self, app: ASGIApp, upload_bytes: int, routes: Sequence[BaseRoute] = ()) -> None:
        self._app, self._upload_bytes = app, upload_bytes
        facts = [(route, route.facts) for route in routes if isinstance(route, ScopedRoute)]
        self._special = [(route, fact) for route, fact in facts if fact.uploads > 1 or fact.bare_upload]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = self._limit(scope, headers.get("content-type", ""))
        limit = told + _OVERHEAD
        body = _Body(receive, limit, _expects_continue(headers))
        refusal = _length_refusal(headers, limit, told)

        async def bounded(message: Message) -> None:
            if message["type"] == "http.response.start":
                await body.drain()
            if not body.overflowed:
                await send(message)

        try:
            if refusal is None:
                await self._app(scope, body.receive, bounded)
        except _Overflow:
            pass
        if refusal is None and body.overflowed:
            refusal = BodyTooLarge(told)
        if refusal is not None:
            await body.drain()
            response = render(refusal, str(scope.get("clonyvoice.request_id", "")), scope["path"])
            response.headers["Connection"] = "close"
            await response(scope, receive, send)

    def _limit(self, scope: Scope, content_type: str) -> int:
        """The bytes that the route of `scope` takes, by what it declares (see `routing.declares`)."""
        found = (facts for route, facts in self._special if route.matches(scope)[0] is Match.FULL)
        facts = next(found, RouteFacts())
        if not content_type.lower().startswith("multipart/"):
            return self._upload_bytes if facts.bare_upload else _JSON_BYTES
        return self._upload_bytes * facts.uploads


class _Body:
    """The body of one request on its way in."""

    def __init__(self, receive: Receive, limit: int, waits: bool) -> None:
        self._receive, self._limit = receive, limit
        self._waits = waits
        """The sender waits for a go-ahead; reading now would ask for all of it."""
        self._received = 0
        self._ended = False
        self.overflowed = False

    async def receive(self) -> Message:
        """The next piece, as the application sees it."""
        message = await self._receive()
        self._count(message)
        if message["type"] == "http.request" and self._received > self._limit:
            self.overflowed = True
            raise _Overflow
        return message

    async def drain(self) -> None:
        """Throw away what still comes, for a while."""
        if self._waits and not self._received:
            return
        with anyio.move_on_after(_DRAIN_SECONDS):
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


def _length_refusal(headers: Headers, limit: int, told: int) -> ClonyError | None:
    lengths = set(headers.getlist("content-length"))
    if not lengths:
        return None
    text = lengths.pop()
    if lengths or not text.isascii() or not text.isdigit():
        return BadLength()
    return BodyTooLarge(told) if int(text[:20]) > limit else None
