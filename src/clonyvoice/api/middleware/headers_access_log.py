"""The outermost middleware: request id, Host and Origin checks, the headers of every response, the access log."""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Callable
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clonyvoice.api.errors import known_as, render
from clonyvoice.api.middleware.origins import HostNotAllowed, OriginNotAllowed, Origins
from clonyvoice.api.versionless_unsupported_vendor_paths import no_such_route
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import AnswerBrokeOff, ClonyError
from clonyvoice.core.ids import new_id
from clonyvoice.keys import LimitState

log = logging.getLogger("clonyvoice.request")

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-site",
}


class HeadersMiddleware:
    """The outermost middleware, plain ASGI: nothing is buffered, and streams pass untouched.

    `observe` is called with each finished request: route template, method, status, seconds.
    """

    def __init__(
        self, app: ASGIApp, origins: Origins, observe: Callable[[str, str, int, float], None] | None = None
    ) -> None:
        self._app, self._origins, self._observe = app, origins, observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else new_id("req")
        scope["clonyvoice.request_id"] = request_id
        refused = self._refusal(scope, headers)
        if scope["type"] == "websocket":
            await self._open(scope, receive, send, refused)
            return
        await self._serve(scope, receive, send, request_id, refused)

    async def _open(self, scope: Scope, receive: Receive, send: Send, refused: ClonyError | None) -> None:
        """Serve a WebSocket. Where there is none, or none for this page, the handshake's answer says why in JSON."""
        opened = False

        async def told(message: Message) -> None:
            nonlocal opened
            if message["type"] == "websocket.close" and not opened:
                opened = True
                await _deny(refused or no_such_route(scope["path"]), scope, receive, send)
                return
            opened = opened or message["type"] in ("websocket.accept", "websocket.http.response.start")
            await send(message)

        if refused is not None:
            await told({"type": "websocket.close", "code": 4403})
            return
        await self._app(scope, receive, told)

    def _refusal(self, scope: Scope, headers: Headers) -> ClonyError | None:
        host = headers.get("host", "")
        if not self._origins.host_allowed(host):
            return HostNotAllowed()
        origin = headers.get("origin")
        changing = (
            scope["type"] == "websocket"
            or scope["method"] not in _SAFE
            or "access-control-request-method" in headers  # the browser's question before a change
        )
        if origin is not None and changing and not self._origins.origin_allowed(origin, host):
            return OriginNotAllowed()
        return None

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, request_id: str, refused: ClonyError | None
    ) -> None:
        began = time.perf_counter()
        status = 0

        async def framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(MutableHeaders(scope=message), scope, request_id)
            await send(message)

        try:
            if refused is not None:
                raise refused
            await self._app(scope, receive, framed)
        except Exception as error:
            if status:  # the answer has begun: it must break off, not end as if it were whole
                # What routes raise arrives as the cause of a RuntimeError here (Starlette, "response already started").
                cause = error.__cause__ if isinstance(error.__cause__, ClonyError | Cancelled) else error
                if isinstance(cause, ClonyError | Cancelled):
                    code = "cancelled" if isinstance(cause, Cancelled) else cause.code
                    log.warning("answer broke off: %s", code, extra={"request_id": request_id})
                else:
                    log.exception("answer broke off", extra={"request_id": request_id})
                raise AnswerBrokeOff from error
            known = known_as(error)
            if known.status == 500:
                log.exception("request failed", extra={"request_id": request_id})
            await render(known, request_id, scope["path"])(scope, receive, framed)
        finally:
            self._note(scope, request_id, status, time.perf_counter() - began)

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        template = str(getattr(scope.get("route"), "path", "other"))
        if self._observe is not None:
            self._observe(template, scope["method"], status, seconds)
        if template != "/health":
            fields: dict[str, Any] = {
                "request_id": request_id,
                "method": scope["method"],
                "route": template,
                "status": status,
                "ms": round(seconds * 1000, 1),
            }
            log.info("request", extra=fields)


def rate_headers(state: LimitState) -> dict[str, str]:
    """The headers, with the caller's remaining requests."""
    return {
        "RateLimit-Limit": str(state.limit),
        "RateLimit-Remaining": str(max(0, state.remaining)),
        "RateLimit-Reset": str(max(0, math.ceil(state.reset))),
    }


def _complete(headers: MutableHeaders, scope: Scope, request_id: str) -> None:
    headers["X-Request-Id"] = request_id
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _API_POLICY)
    headers.setdefault("Cache-Control", "no-store")
    state = scope.get("clonyvoice.limit")
    if isinstance(state, LimitState):
        for name, value in rate_headers(state).items():
            headers[name] = value


async def _deny(error: ClonyError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a handshake with an error; a server that cannot send one closes it."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send(
            {"type": "websocket.close", "code": 4403 if error.status == 403 else 1000, "reason": error.code}
        )
        return
    answer = render(error, scope["clonyvoice.request_id"], scope["path"])
    await answer(scope, receive, send)
