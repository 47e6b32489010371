"""The WebSocket of events about the caller's work."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from clonyvoice.api.auth import admit, cookie_of, key_of
from clonyvoice.api.routes.system_jobs import stats_body
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import ClockDep, EnginesDep, EventsDep, JobsDep, LimitsDep, MeterDep
from clonyvoice.api.socket_auth import (
    AUTH_SECONDS,
    CLOSE,
    Check,
    Refused,
    admitted,
    check_of,
    close,
    json_object,
    key_in,
    refuse_keys,
    watch,
)
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.event_bus import Subscription
from clonyvoice.keys import Principal, RequestLimits
from clonyvoice.system.load_stats import Meter

router = api_router("WebSocket")

_SCOPE: Final = "ws:connect"
_MAX_MESSAGE: Final = 64_000
"""Characters of a message: subscriptions are far shorter. Chosen by hand."""
_PACE: Final = 0.01
"""Seconds between two messages that are read from one socket: what comes faster stays in the socket's buffer, which
then is full for its sender. Reading and answering wait for nothing, so one sender could otherwise occupy the event
loop. Chosen by hand."""
_AT_ONCE: Final = 50
"""Events that are sent before others get their turn. Chosen by hand."""
_LAST_SEQ: Final = 10**16 - 1
"""The greatest number of an event that is taken; they begin at the milliseconds since 1970."""
_NO_NUMBER: Final = "last_seq must be the seq of an event, once"
_TYPES: Final = ("auth", "subscribe", "stats", "ping")
"""Types of messages that are accepted; after the first key others have no effect."""


@router.websocket("/ws")
async def events(
    socket: WebSocket,
    clock: ClockDep,
    bus: EventsDep,
    jobs: JobsDep,
    limits: LimitsDep,
    meter: MeterDep,
    engines: EnginesDep,
) -> None:
    """Every event of the caller's work as JSON: `{"type", "id", "at", "seq", …}`.

    A browser without the studio's cookie sends `{"type": "auth", "api_key": "cvk_…"}` first. `?last_seq=` or
    `{"type": "subscribe", "topics": [...], "last_seq": n}` replays what was missed; `{"type": "stats"}`
    asks for `system.stats`; `{"type": "ping"}` for a pong. Close codes: 4401 no or invalid key, 4403 scope
    or origin, 4429 limit.
    """
    await socket.accept()
    try:
        caller, check = await _caller(socket, limits)
    except ClonyError as error:
        told = error.code if error.status in CLOSE else error.message
        await close(socket, CLOSE.get(error.status, 1008), told)
        return
    except (WebSocketDisconnect, Refused, TimeoutError) as error:
        if not isinstance(error, WebSocketDisconnect):
            await close(socket, 4401, "missing_api_key")
        return
    try:
        last_seq = _number(socket.query_params.getlist("last_seq"))
    except Refused as refusal:
        await close(socket, refusal.code, refusal.reason)
        return
    subscription = bus.subscribe(caller.sees, None, last_seq)
    hello = {"type": "ready", "id": "", "at": _now(clock), "seq": bus.last_seq}
    sender = asyncio.create_task(send_events(socket, subscription, hello))
    reader = asyncio.create_task(
        answer_messages(socket, subscription, clock, jobs, limits, meter, engines, check)
    )
    watcher = asyncio.create_task(watch(check, _SCOPE))
    try:
        await asyncio.wait({sender, reader, watcher}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        subscription.close()
        for task in (sender, reader, watcher):
            task.cancel()
        results = await asyncio.gather(sender, reader, watcher, return_exceptions=True)
        refused = next((result for result in results if isinstance(result, Refused)), None)
        if refused is not None:
            await close(socket, refused.code, refused.reason)


async def _caller(socket: WebSocket, limits: RequestLimits) -> tuple[Principal, Check]:
    refuse_keys(socket)
    key = None
    if key_of(socket) is None and cookie_of(socket) is None:
        key = key_in(await asyncio.wait_for(_receive(socket), AUTH_SECONDS))
    check = check_of(socket, key)
    return await admitted(limits, check, _SCOPE), check


async def send_events(socket: WebSocket, subscription: Subscription, hello: Mapping[str, Any]) -> None:
    """Send `hello`, then every event of the subscription as JSON, until cancelled. Raises WebSocketDisconnect."""
    await socket.send_text(json.dumps(hello))
    while True:
        for number, event in enumerate(await subscription.next(), 1):
            await socket.send_text(json.dumps(event.json(), ensure_ascii=True))
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
        await asyncio.sleep(0)  # sending does not wait while there is room, and thousands may be sent again


async def answer_messages(
    socket: WebSocket,
    subscription: Subscription,
    clock: Clock,
    jobs: JobQueue,
    limits: RequestLimits,
    meter: Meter,
    engines: EngineRegistry,
    check: Check,
) -> None:
    """Answer the messages of a socket until its client leaves, one at a time. Raises WebSocketDisconnect, Refused."""
    while True:
        message = await _receive(socket)
        await asyncio.sleep(_PACE)
        kind = message.get("type")
        if kind == "subscribe":
            topics = message.get("topics")
            if topics is not None and not (
                isinstance(topics, list) and len(topics) <= 200 and all(isinstance(t, str) for t in topics)
            ):
                raise Refused(1008, "topics must be a list of event types, topics or ids")
            last_seq = message.get("last_seq")
            if last_seq is not None and (
                not isinstance(last_seq, int) or isinstance(last_seq, bool) or not 0 <= last_seq <= _LAST_SEQ
            ):
                raise Refused(1008, _NO_NUMBER)
            subscription.narrow(None if topics is None or "*" in topics else frozenset(topics), last_seq)
        elif kind == "stats":
            try:
                caller = await check()  # the key may have fewer scopes by now
                if "system:read" not in caller.scopes:
                    continue
                admit(limits, caller, "system:read")
            except ClonyError as error:
                raise Refused(CLOSE.get(error.status, 1008), error.code) from error
            stats = await asyncio.to_thread(stats_body, jobs, meter, engines)
            answer = {"type": "system.stats", "id": "", "at": _now(clock), "seq": 0, **stats}
            await socket.send_text(json.dumps(answer))
        elif kind == "ping":
            await socket.send_text(json.dumps({"type": "pong", "id": "", "at": _now(clock), "seq": 0}))
        elif kind not in _TYPES:
            raise Refused(1008, f"type must be one of {', '.join(_TYPES)}")


async def _receive(socket: WebSocket) -> dict[str, Any]:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text = message.get("text")
    if text is None or len(text) > _MAX_MESSAGE:
        raise Refused(1008, "messages are short JSON texts")
    try:
        return json_object(text)
    except InvalidRequest:
        raise Refused(1008, "messages are JSON objects") from None


def _now(clock: Clock) -> str:
    from clonyvoice.api.bodies.field_types import iso

    return iso(clock.now())


def _number(given: list[str]) -> int | None:
    """The number in the address, None where there is none. Raises Refused."""
    if not given:
        return None
    text = given[0]
    if len(given) > 1 or not (text.isascii() and text.isdigit() and len(text) < 17):
        raise Refused(1008, _NO_NUMBER)
    return int(text)
