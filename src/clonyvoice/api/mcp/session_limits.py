"""Limits of MCP sessions: how many are open at a time, how many of them one owner's, and when an idle one ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from clonyvoice.core.errors import ClonyError

if TYPE_CHECKING:
    pass


IDLE_SECONDS: Final = 600.0
"""Seconds without a request after which a session ends. Chosen by hand."""
MOST_SESSIONS: Final = 200
"""Sessions at a time. Chosen by hand."""
SESSIONS_OF_ONE: Final = 50
"""Sessions that one owner may have open, a quarter of all. Chosen by hand."""


class TooManySessions(ClonyError):
    """One key, or the studio, has reached the limit of open MCP sessions."""

    code, status, type = "too_many_sessions", 429, "rate_limit_error"

    def __init__(self) -> None:
        super().__init__(
            f"This key has {SESSIONS_OF_ONE} MCP sessions open. End those that are not used with DELETE, or wait: each"
            f" ends after {IDLE_SECONDS / 60:.0f} minutes without a request.",
            retry_after=IDLE_SECONDS,
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
