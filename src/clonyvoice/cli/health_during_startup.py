"""The ASGI app during startup, answering `/health` at once: libraries take longer to load than a socket to
open.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import Any, TypeAlias

from clonyvoice import __version__

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The app, and its lifespan context."""

    app: App
    lifespan: AbstractAsyncContextManager[Any]


class StartupApp:
    """ASGI: `/health` is answered at once, everything else waits until `load` has brought the app.

    `load` runs in a thread; `ready` is called when the app has started, `failed` with what went wrong
    instead. `waits` is called with the path of each request that has to wait, in the event loop.
    """

    def __init__(
        self,
        load: Callable[[], Loaded],
        ready: Callable[[], None],
        failed: Callable[[BaseException], None],
        waits: Callable[[str], None] = lambda _path: None,
    ) -> None:
        self._load, self._tell_ready, self._tell_failed = load, ready, failed
        self._waits = waits
        self._stack = AsyncExitStack()
        self._app: App | None = None
        self._settled: asyncio.Event | None = None
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, or the server's lifetime."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/health":
            await _answer(send, 200, {"status": "starting", "version": __version__})
        else:
            assert self._settled is not None
            self._waits(scope["path"])
            await self._settled.wait()
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is not None:  # else the server is on its way out
            await self._app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._settled = asyncio.Event()
        self._task = asyncio.create_task(self._open())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._task
        await self._stack.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self) -> None:
        assert self._settled is not None
        try:
            loaded = await asyncio.to_thread(self._load)
            await self._stack.enter_async_context(loaded.lifespan)
            self._app = loaded.app
        except Exception as error:
            self._tell_failed(error)
        else:
            await asyncio.to_thread(self._tell_ready)
        finally:
            self._settled.set()


async def _answer(send: Send, status: int, body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
