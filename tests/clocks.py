"""A clock that tests move."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self) -> None:
        self._now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        self._seconds = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    def advance(self, seconds: float) -> None:
        self._seconds += seconds
        self._now += timedelta(seconds=seconds)

    def turn(self, seconds: float) -> None:
        """Set the wall clock forward or back, as a person or NTP does: intervals go on as they were."""
        self._now += timedelta(seconds=seconds)
