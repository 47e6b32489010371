"""`/mcp`: Streamable HTTP with the API's keys; the SDK is loaded when the first client comes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any, Final, cast

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from clonyvoice.api.auth import identify
from clonyvoice.api.mcp.session_limits import (
    IDLE_SECONDS,
    MOST_SESSIONS,
    SESSIONS_OF_ONE,
    McpSessions,
)
from clonyvoice.api.mcp.tool_calls import Call, ToolServices
from clonyvoice.api.mcp.whole_resources import WholeResources
from clonyvoice.api.middleware.body_limit import BodyTooLarge
from clonyvoice.api.middleware.origins import is_local
from clonyvoice.core.json_reading import check_count, value_of
from clonyvoice.keys import Principal

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH: Final = "/mcp"
_HEADER: Final = "mcp-session-id"
_CHECK_SECONDS: Final = 1.0
"""Seconds between two looks at the key of a request that takes longer. Chosen by hand, as on WebSockets."""
_CALLER: Final = "clonyvoice.mcp.caller"
_BODY_BYTES: Final = 7_000_000
"""Bytes of a request, as for other JSON (`middleware/body_limit.py`)."""


class Endpoint:
    """An ASGI app for one path. Every request is one of a known caller; a session belongs to the key that opened it."""

    def __init__(self, services: ToolServices) -> None:
        self._services = services
        self._lock = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._sessions = McpSessions(SESSIONS_OF_ONE, IDLE_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Raises MissingKey, InvalidKey, SignInNeeded, CsrfMismatch, TooManySessions,
        InvalidRequest.
        """
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

        ends = WholeResources(await _counted(scope, receive), noted)
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
            session_idle_timeout=IDLE_SECONDS,
            max_sessions=MOST_SESSIONS,
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


async def _counted(scope: Scope, receive: Receive) -> Receive:
    """`receive` from its beginning again, once all of a message is here: the SDK makes its values in the event loop,
    as many as there are, and keeps the last of a field's. Raises BodyTooLarge, InvalidRequest, RepeatedField.
    """
    if scope["method"] != "POST":
        return receive
    body = await Request(scope, receive).body()
    if len(body) > _BODY_BYTES:
        raise BodyTooLarge(_BODY_BYTES)
    check_count(body)
    with suppress(ValueError):  # no JSON: the SDK says so
        await asyncio.to_thread(value_of, body)
    again: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def from_the_beginning() -> Message:
        return again.pop() if again else await receive()

    return from_the_beginning


def install(app: FastAPI, services: ToolServices) -> Endpoint:
    """Serve `/mcp`; close the endpoint when the app ends."""
    endpoint = Endpoint(services)
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(
            Route(path, endpoint=endpoint, methods=["GET", "POST", "DELETE"], name="mcp")
        )
    return endpoint
