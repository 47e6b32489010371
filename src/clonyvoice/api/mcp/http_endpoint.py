"""`/mcp`: Streamable HTTP with the API's keys; the SDK is loaded when the first client comes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from clonyvoice.api.auth import identify
from clonyvoice.api.mcp.tool_calls import Call
from clonyvoice.api.mcp.whole_resources import WholeResources
from clonyvoice.api.middleware.origins import is_local
from clonyvoice.api.services import Services
from clonyvoice.core.errors import ClonyError
from clonyvoice.keys import Principal

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH: Final = "/mcp"
_HEADER: Final = "mcp-session-id"
_CHECK_SECONDS: Final = 1.0
"""Seconds between two looks at the key of a request that takes longer. Chosen by hand, as on WebSockets."""
_CALLER: Final = "clonyvoice.mcp.caller"
_IDLE_SECONDS: Final = 600.0
"""Seconds without a request after which a session ends. Chosen by hand."""
_SESSIONS: Final = 200
"""Sessions at a time. Chosen by hand."""
_SESSIONS_OF_ONE: Final = 50
"""Sessions that one owner may have open, a quarter of all. Chosen by hand."""
_BODY_BYTES: Final = 7_000_000
"""Bytes of a request, as for other JSON (`middleware/body_limit.py`)."""


class TooManySessions(ClonyError):
    """One key, or the studio, has reached the limit of open MCP sessions."""

    code, status, type = "too_many_sessions", 429, "rate_limit_error"

    def __init__(self) -> None:
        super().__init__(
            f"This key has {_SESSIONS_OF_ONE} MCP sessions open. End those that are not used with DELETE, or wait: each"
            f" ends after {_IDLE_SECONDS / 60:.0f} minutes without a request.",
            retry_after=_IDLE_SECONDS,
        )


class McpSessions:
    """The open sessions of each owner, by requests and responses; one owner cannot take all places."""

    def __init__(self, most: int, idle_seconds: float) -> None:
        self._most, self._idle = most, idle_seconds
        self._open: dict[str, tuple[str, float, int]] = {}
        """By id: the owner, when it was used last, and its requests under way."""

    def check(self, owner: str) -> None:
        """Raise TooManySessions when `owner` may open no further session."""
        now = time.monotonic()
        gone = [one for one, (_, used, busy) in self._open.items() if not busy and now - used > self._idle]
        for one in gone:
            del self._open[one]
        if sum(whose == owner for whose, _, _ in self._open.values()) >= self._most:
            raise TooManySessions

    def opened(self, session: str, owner: str) -> None:
        """Count a new one."""
        self._open[session] = (owner, time.monotonic(), 0)

    def ended(self, session: str, owner: str) -> None:
        """Remove a session from the count if it belongs to `owner`."""
        if self._open.get(session, ("",))[0] == owner:
            del self._open[session]

    @contextmanager
    def used(self, session: str) -> Iterator[None]:
        """A block in which a request of the session is under way."""
        self._note(session, 1)
        try:
            yield
        finally:
            self._note(session, -1)

    def _note(self, session: str, more: int) -> None:
        if (known := self._open.get(session)) is not None:
            self._open[session] = (known[0], time.monotonic(), known[2] + more)


class Endpoint:
    """An ASGI app for one path. Every request is one of a known caller; a session belongs to the key that opened it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._sessions = McpSessions(_SESSIONS_OF_ONE, _IDLE_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Raises MissingKey, InvalidKey, SignInNeeded, CsrfMismatch, TooManySessions."""
        caller = await identify(HTTPConnection(scope))
        manager = await self._started()
        from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
        from mcp.server.auth.provider import AccessToken

        scope[_CALLER] = caller
        scope["user"] = AuthenticatedUser(AccessToken(token="", client_id=caller.owner, scopes=[]))
        session = Headers(scope=scope).get(_HEADER)
        opens = session is None and scope["method"] == "POST"
        if opens:
            self._sessions.check(caller.line)

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                made = Headers(raw=message["headers"]).get(_HEADER)
                if opens and made is not None and message["status"] < 400:
                    self._sessions.opened(made, caller.line)
                elif session is not None and (message["status"] == 404 or scope["method"] == "DELETE"):
                    self._sessions.ended(session, caller.line)
            await send(message)

        ends = WholeResources(receive, noted)
        with self._sessions.used(session or ""):
            await self._while_allowed(scope, manager.handle_request(scope, ends.receive, ends.send))

    async def _while_allowed(self, scope: Scope, answering: Coroutine[Any, Any, None]) -> None:
        """Answer; end the response when the key is revoked or the sign-in ends meanwhile. Raises as `identify`."""
        serving = asyncio.create_task(answering)
        try:
            while not (await asyncio.wait({serving}, timeout=_CHECK_SECONDS))[0]:
                await identify(HTTPConnection(scope))
            serving.result()
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)

    async def close(self) -> None:
        """End all sessions; calls under way are cancelled."""
        self._stop.set()
        if self._task is not None:
            await self._task

    async def _started(self) -> StreamableHTTPSessionManager:
        async with self._lock:
            if self._manager is None:
                self._manager = await asyncio.to_thread(self._made)
                ready = asyncio.Event()
                self._task = asyncio.create_task(self._live(self._manager, ready))
                await ready.wait()
            return self._manager

    def _made(self) -> StreamableHTTPSessionManager:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from clonyvoice.api.mcp.tool_resource_server import server_for

        return StreamableHTTPSessionManager(
            server_for(self._call),
            session_idle_timeout=_IDLE_SECONDS,
            max_sessions=_SESSIONS,
            max_request_body_size=_BODY_BYTES,
        )

    async def _live(self, manager: StreamableHTTPSessionManager, ready: asyncio.Event) -> None:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(manager.run())
            ready.set()
            await self._stop.wait()

    def _call(self, context: ServerRequestContext[Any, Any]) -> Call:
        request = cast("Request", context.request)

        async def report(fraction: float, message: str) -> None:
            await context.session.report_progress(fraction, 1.0, message)

        near = request.client is not None and is_local(request.client.host)
        return Call(
            services=self._services,
            caller=cast("Principal", request.scope[_CALLER]),
            report=report,
            address=str(request.base_url).rstrip("/"),
            speakers=near and not self._services.settings.allow_remote,
        )


def install(app: FastAPI, services: Services) -> Endpoint:
    """Serve `/mcp`; close the endpoint when the app ends."""
    endpoint = Endpoint(services)
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(
            Route(path, endpoint=endpoint, methods=["GET", "POST", "DELETE"], name="mcp")
        )
    return endpoint
