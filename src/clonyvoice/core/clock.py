"""The time, as a collaborator that tests can replace."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of wall time and of monotonic time."""

    def now(self) -> datetime:
        """The wall time, UTC, timezone-aware."""
        ...

    def monotonic(self) -> float:
        """Seconds that only go forward, for intervals."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The wall time, UTC, timezone-aware."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward, for intervals."""
        return time.monotonic()
