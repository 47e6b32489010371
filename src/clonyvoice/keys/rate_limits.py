"""Requests counted per key and scope in a moving minute, in memory.

Instead of the package `limits` (4 MB with wrapt and deprecated): a request takes 10 µs there and 7 µs here
(`benchmarks/recipes/libraries.py`), and is counted for all limits of its key at once, or for none.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.keys.caller_scopes_limits import Principal, Scope
from clonyvoice.keys.errors import RateLimited

MINUTE = 60.0
"""Seconds that a limit counts back."""


@dataclass(frozen=True, slots=True)
class LimitState:
    """The rest of a rate limit: `remaining` of `limit` requests; one more comes free in `reset`
    seconds.
    """

    limit: int
    remaining: int
    reset: float


class RequestLimits:
    """Request counters by key and scope. Refused requests are not counted."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._hits: dict[tuple[str, str], deque[float]] = {}

    def count(self, caller: Principal, scope: Scope) -> LimitState | None:
        """The tightest limit after counting one request, or None without limits. Raises RateLimited."""
        now = self._clock.monotonic()
        limited = [(a.key_id, limit) for a in caller.allowances if (limit := a.limit(scope)) is not None]
        with self._lock:
            for key_id, limit in limited:
                hits = self._recent(key_id, scope, now)
                if len(hits) >= limit:
                    raise RateLimited(scope, limit, MINUTE if limit == 0 else hits[-limit] + MINUTE - now)
            states: list[LimitState] = []
            for key_id, limit in limited:
                hits = self._recent(key_id, scope, now)
                hits.append(now)
                states.append(LimitState(limit, limit - len(hits), hits[0] + MINUTE - now))
        return min(states, key=lambda state: state.remaining, default=None)

    def used(self, key_id: str, scope: Scope) -> int:
        """Requests of a key with a scope in the last minute."""
        with self._lock:
            return len(self._recent(key_id, scope, self._clock.monotonic()))

    def forget(self, key_id: str) -> None:
        """Drop a key's counts."""
        with self._lock:
            for entry in [entry for entry in self._hits if entry[0] == key_id]:
                del self._hits[entry]

    def _recent(self, key_id: str, scope: str, now: float) -> deque[float]:
        hits = self._hits.setdefault((key_id, scope), deque())
        while hits and now - hits[0] >= MINUTE:
            hits.popleft()
        return hits
