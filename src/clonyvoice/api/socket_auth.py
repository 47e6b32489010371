"""Shared parts of the WebSockets: authentication, repeated checks of the key, and close codes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, TypeAlias

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from clonyvoice.api.auth import admit, cookie_of, identify, key_of, refuse_keys_in_address
from clonyvoice.api.middleware.origins import same_origin
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.json_reading import value_of
from clonyvoice.keys import Principal, RequestLimits, Scope
from clonyvoice.keys.errors import InvalidKey, KeyInAddress, MissingKey, MissingScope

CLOSE: Final = {401: 4401, 403: 4403, 429: 4429}
"""Close codes by the status that the error has in HTTP; others are 1008."""
AUTH_SECONDS: Final = 10.0
"""Seconds within which the first message on `/ws` and `/ws/transcribe` has to bring the key. Chosen by hand."""
_CHECK_SECONDS: Final = 1.0
"""Seconds between two looks at whether the socket's key is still valid. Chosen by hand."""
_INSTEAD: Final = (
    'Send it in the header `X-API-Key`, or in the first message: `{"type": "auth", "api_key": "cvk_…"}`.'
)

Check: TypeAlias = Callable[[], Awaitable[Principal]]
"""Returns the caller as of now. Raises what signing in raises."""


class Refused(Exception):
    """The socket is to be closed with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def refuse_keys(socket: WebSocket, instead: str = _INSTEAD) -> None:
    """Raise KeyInAddress for a key in the query string; `token` is one here, too."""
    refuse_keys_in_address(socket, instead)
    for name in socket.query_params:
        if name.lower() in ("key", "token"):
            raise KeyInAddress(name, instead)


def check_of(socket: WebSocket, key: str | None) -> Check:
    """The check of a caller by `key`, or by the socket's headers. Raises InvalidKey.

    The studio's cookie counts only from the page's own origin: other ports of localhost share its site.
    """
    if key is not None:
        from clonyvoice.api.services import services

        return partial(asyncio.to_thread, services(socket).keys.authenticate, key)
    if key_of(socket) is None and cookie_of(socket) is not None:
        origin = socket.headers.get("origin")
        if origin is not None and not same_origin(origin, socket.headers.get("host", "")):
            raise InvalidKey
    return partial(identify, socket)


async def admitted(limits: RequestLimits, check: Check, scope: Scope) -> Principal:
    """The caller, allowed `scope` and counted. Raises InvalidKey, MissingScope, RateLimited."""
    caller = await check()
    admit(limits, caller, scope)
    return caller


async def watch(check: Check, scope: Scope) -> None:
    """Wait until the key is revoked or narrowed, or the sign-in has ended; then raises Refused."""
    while True:
        await asyncio.sleep(_CHECK_SECONDS)
        try:
            caller = await check()
            if scope not in caller.scopes:
                raise MissingScope(scope)
        except ClonyError as error:
            if error.status in CLOSE:
                raise Refused(CLOSE[error.status], error.code) from error


def key_in(message: dict[str, Any]) -> str:
    """The key of an `auth` message. Raises MissingKey."""
    key = message.get("api_key")
    if message.get("type") != "auth" or not isinstance(key, str) or not key:
        raise MissingKey
    return key


def json_object(text: str) -> dict[str, Any]:
    """The object that a message holds. Raises InvalidRequest, LoneSurrogate."""
    try:
        value = value_of(text, "message")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise InvalidRequest("Text messages are JSON objects.", param="message")
    return value


async def close(socket: WebSocket, code: int, reason: str) -> None:
    """Close the socket, unless that is done."""
    if socket.application_state == WebSocketState.CONNECTED:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(code, reason[:120])
