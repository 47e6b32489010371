"""`/mcp`: Streamable HTTP with the API's keys; the SDK is loaded when the first client comes."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Final, cast

from fastapi import FastAPI
from starlette.requests import HTTPConnection, Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from clonyvoice.api.auth import identify
from clonyvoice.api.mcp.calls import Call
from clonyvoice.api.middleware.origins import is_local
from clonyvoice.api.services import Services
from clonyvoice.keys import Principal

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH: Final = "/mcp"
_CALLER: Final = "clonyvoice.mcp.caller"
_IDLE_SECONDS: Final = 600.0
"""Seconds without a request after which a session ends. Chosen by hand."""
_SESSIONS: Final = 200
"""Sessions at a time. Chosen by hand."""
_BODY_BYTES: Final = 7_000_000
"""Bytes of a request, as for other JSON (`middleware/body_limit.py`)."""


class Endpoint:
    """An ASGI app for one path. Every request is one of a known caller; a session belongs to the key that opened it."""

    def __init__(self, parts: Services) -> None:
        self._parts = parts
        self._lock = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Raises MissingKey, InvalidKey, SignInNeeded, CsrfMismatch."""
        caller = await identify(HTTPConnection(scope))
        manager = await self._started()
        from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
        from mcp.server.auth.provider import AccessToken

        scope[_CALLER] = caller
        scope["user"] = AuthenticatedUser(AccessToken(token="", client_id=caller.owner, scopes=[]))
        await manager.handle_request(scope, receive, send)

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

        from clonyvoice.api.mcp.server import server_for

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
            parts=self._parts,
            caller=cast("Principal", request.scope[_CALLER]),
            report=report,
            address=str(request.base_url).rstrip("/"),
            speakers=near and not self._parts.settings.allow_remote,
        )


def install(app: FastAPI, parts: Services) -> Endpoint:
    """Serve `/mcp`; close the endpoint when the app ends."""
    endpoint = Endpoint(parts)
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(
            Route(path, endpoint=endpoint, methods=["GET", "POST", "DELETE"], name="mcp")
        )
    return endpoint
