"""The WebSocket: everything that happens to the caller's work, as it happens."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from clonyvoice.api.auth import admit, cookie_of, identify, key_of
from clonyvoice.api.middleware.origins import same_origin
from clonyvoice.api.routes.system import stats_body
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import Services, services
from clonyvoice.core.errors import ClonyError
from clonyvoice.jobs.events import Subscription
from clonyvoice.keys import Principal
from clonyvoice.keys.errors import InvalidKey, MissingKey, MissingScope

router = api_router("WebSocket")

_AUTH_SECONDS: Final = 10.0
_CHECK_SECONDS: Final = 1.0
_MAX_MESSAGE: Final = 64_000
_AT_ONCE: Final = 50
"""Events that are sent before others get their turn."""
_TYPES: Final = ("auth", "subscribe", "stats", "ping")
"""Messages that are understood; a key that comes a second time changes nothing."""
_CLOSE: Final = {401: 4401, 403: 4403, 429: 4429}


class _Refused(Exception):
    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason


@router.websocket("/ws")
async def events(socket: WebSocket) -> None:
    """Every event of the caller's work as JSON: `{"type", "id", "at", "seq", …}`.

    A browser without the studio's cookie sends `{"type": "auth", "api_key": "cvk_…"}` first. `?last_seq=` or
    `{"type": "subscribe", "topics": [...], "last_seq": n}` replays what was missed; `{"type": "stats"}`
    asks for `system.stats`; `{"type": "ping"}` for a pong. Close codes: 4401 no or invalid key, 4403 scope
    or origin, 4429 limit.
    """
    await socket.accept()
    parts = services(socket)
    try:
        caller, check = await _caller(socket, parts)
    except ClonyError as error:
        await _close(socket, _CLOSE.get(error.status, 1008), error.code)
        return
    except (WebSocketDisconnect, _Refused, TimeoutError) as error:
        if not isinstance(error, WebSocketDisconnect):
            await _close(socket, 4401, "missing_api_key")
        return
    last_seq = _number(socket.query_params.get("last_seq"))
    subscription = parts.events.subscribe(caller.sees, None, last_seq)
    hello = {"type": "ready", "id": "", "at": _now(parts), "seq": parts.events.last_seq}
    sender = asyncio.create_task(_send(socket, subscription, hello))
    reader = asyncio.create_task(_listen(socket, subscription, parts, caller))
    watcher = asyncio.create_task(_watch(parts, check))
    try:
        await asyncio.wait({sender, reader, watcher}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        subscription.close()
        for task in (sender, reader, watcher):
            task.cancel()
        results = await asyncio.gather(sender, reader, watcher, return_exceptions=True)
        refused = next((result for result in results if isinstance(result, _Refused)), None)
        if refused is not None:
            await _close(socket, refused.code, refused.reason)


Check: TypeAlias = Callable[[], Awaitable[Principal]]
"""Tells who the caller is by now. Raises what signing in raises."""


async def _watch(parts: Services, check: Check) -> None:
    """Refuse a caller whose key was revoked or narrowed, or whose sign-in has ended, within a second or two."""
    while True:
        await asyncio.sleep(_CHECK_SECONDS)
        try:
            caller = await check()
            if "ws:connect" not in caller.scopes:
                raise MissingScope("ws:connect")
        except ClonyError as error:
            if error.status in _CLOSE:
                raise _Refused(_CLOSE[error.status], error.code) from error


async def _caller(socket: WebSocket, parts: Services) -> tuple[Principal, Check]:
    if key_of(socket) is None and cookie_of(socket) is None:
        message = await asyncio.wait_for(_receive(socket), _AUTH_SECONDS)
        if message.get("type") != "auth":
            raise MissingKey
        key = message.get("api_key")
        if not isinstance(key, str) or not key:
            raise MissingKey
        check: Check = partial(asyncio.to_thread, parts.keys.authenticate, key)
    else:
        if key_of(socket) is None:
            # other ports of localhost share the cookie's site, so the page's own origin is what counts
            origin = socket.headers.get("origin")
            if origin is not None and not same_origin(origin, socket.headers.get("host", "")):
                raise InvalidKey
        check = partial(identify, socket)
    caller = await check()
    admit(parts, caller, "ws:connect")
    return caller, check


async def _send(socket: WebSocket, subscription: Subscription, hello: Mapping[str, Any]) -> None:
    await socket.send_text(json.dumps(hello))
    while True:
        for number, event in enumerate(await subscription.next(), 1):
            await socket.send_text(json.dumps(event.json(), ensure_ascii=True))
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
        await asyncio.sleep(0)  # sending does not wait while there is room, and thousands may be sent again


async def _listen(socket: WebSocket, subscription: Subscription, parts: Services, caller: Principal) -> None:
    while True:
        message = await _receive(socket)
        kind = message.get("type")
        if kind == "subscribe":
            topics = message.get("topics")
            if topics is not None and not (
                isinstance(topics, list) and len(topics) <= 200 and all(isinstance(t, str) for t in topics)
            ):
                raise _Refused(1008, "topics must be a list of event types, topics or ids")
            last_seq = message.get("last_seq")
            if last_seq is not None and (not isinstance(last_seq, int) or isinstance(last_seq, bool)):
                raise _Refused(1008, "last_seq must be a whole number")
            subscription.narrow(None if topics is None or "*" in topics else frozenset(topics), last_seq)
        elif kind == "stats" and "system:read" in caller.scopes:
            try:
                admit(parts, caller, "system:read")
            except ClonyError as error:
                raise _Refused(_CLOSE.get(error.status, 1008), error.code) from error
            stats = await asyncio.to_thread(stats_body, parts)
            answer = {"type": "system.stats", "id": "", "at": _now(parts), "seq": 0, **stats}
            await socket.send_text(json.dumps(answer))
        elif kind == "ping":
            await socket.send_text(json.dumps({"type": "pong", "id": "", "at": _now(parts), "seq": 0}))
        elif kind not in _TYPES:
            raise _Refused(1008, f"type must be one of {', '.join(_TYPES)}")


async def _receive(socket: WebSocket) -> dict[str, Any]:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text = message.get("text")
    if text is None or len(text) > _MAX_MESSAGE:
        raise _Refused(1008, "messages are short JSON texts")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise _Refused(1008, "messages are JSON objects") from None
    if not isinstance(value, dict):
        raise _Refused(1008, "messages are JSON objects")
    return value


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    if socket.application_state == WebSocketState.CONNECTED:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(code, reason)


def _now(parts: Services) -> str:
    from clonyvoice.api.bodies.fields import iso

    return iso(parts.clock.now())


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 17 else None
