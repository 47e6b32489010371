"""Streams that end when the key, its scope or the sign-in that asked for them does."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from typing import Final, TypeVar

from clonyvoice.keys import Principal, Scope
from clonyvoice.keys.errors import MissingScope

T = TypeVar("T")
CHECK_SECONDS: Final = 1.0
"""Seconds between two looks at the key, as on WebSockets."""


async def while_allowed(
    pieces: AsyncIterable[T],
    check: Callable[[], Awaitable[Principal]],
    scope: Scope,
    *,
    every: float = CHECK_SECONDS,
) -> AsyncIterator[T]:
    """The pieces, while `check` still finds a caller who is allowed `scope`; it is asked once in `every` seconds.

    Raises what `check` does, and MissingScope: the answer, which has begun, then breaks off.
    """
    asked = time.monotonic()
    try:
        async for piece in pieces:
            if time.monotonic() - asked >= every:
                caller = await check()
                if scope not in caller.scopes:
                    raise MissingScope(scope)
                asked = time.monotonic()
            yield piece
    finally:
        ending = getattr(pieces, "aclose", None)
        if ending is not None:
            await ending()
