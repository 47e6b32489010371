"""How long it will still take, from how it went so far."""

from __future__ import annotations

import threading
from collections import deque


class Pace:
    """Seconds left of one job, from its own progress.

    The rate is that of the last minute of reports rather than since the start: loading a model is not the
    work.
    """

    _WINDOW = 60.0

    def __init__(self) -> None:
        self._reports: deque[tuple[float, float]] = deque(maxlen=200)

    def report(self, at: float, fraction: float) -> None:
        """Note the fraction done at a monotonic time."""
        if self._reports and fraction < self._reports[-1][1]:
            self._reports.clear()
        self._reports.append((at, fraction))
        while len(self._reports) > 2 and at - self._reports[0][0] > self._WINDOW:
            self._reports.popleft()

    def left(self, now: float) -> float | None:
        """Seconds left as of `now`, or None when nothing can be said yet."""
        if len(self._reports) < 2:
            return None
        (start, before), (end, done) = self._reports[0], self._reports[-1]
        if done <= before or end <= start:
            return None
        seconds = (1.0 - done) * (end - start) / (done - before)
        return max(0.0, seconds - (now - end))


class Durations:
    """The usual seconds of each kind of job: an exponential mean in which the last few count most."""

    _WEIGHT = 0.3

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._means: dict[str, float] = {}

    def add(self, kind: str, seconds: float) -> None:
        """Note that a job of this kind took so long."""
        with self._lock:
            mean = self._means.get(kind)
            self._means[kind] = seconds if mean is None else mean + self._WEIGHT * (seconds - mean)

    def usual(self, kind: str, default: float = 5.0) -> float:
        """The usual seconds of this kind."""
        with self._lock:
            return self._means.get(kind, default)
