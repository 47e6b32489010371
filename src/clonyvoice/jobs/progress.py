"""Progress of jobs: their events and rows, and the estimate of the seconds left."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from typing import Any

from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.event_bus import EVENT_TYPES, EventBus
from clonyvoice.jobs.model import Job
from clonyvoice.jobs.records import JobRecords

_EVENT_SECONDS = 0.1
"""Progress events of a job come at most this often, unless its stage changes. Chosen by hand."""
_ROW_SECONDS = 2.0
"""Progress is written to the row at most this often: a crash loses no more than that of the display. Chosen by hand."""


class Reporter:
    """Publishes a job's states and progress as events `topic.…` and rows. Topics have the types that the
    API lists.
    """

    def __init__(self, events: EventBus, records: JobRecords, clock: Clock) -> None:
        self._events, self._records, self._clock = events, records, clock
        self._lock = threading.Lock()
        self._last: dict[str, tuple[float, float, str]] = {}
        """By job: when its last event and last row were, and the stage then."""

    def queued(self, job: Job, topic: str | None, position: int, seconds: float | None) -> None:
        """Publish that the job waits; `position` 1 is next."""
        fields = {"stage": JobState.QUEUED, "queue_position": position, "seconds_left": _round(seconds)}
        self._tell(job, topic, JobState.QUEUED, fields)

    def moved(self, job: Job, topic: str | None, position: int) -> None:
        """Publish the new position of a waiting job."""
        if topic is not None:
            fields: dict[str, Any] = {"progress": 0.0, "stage": JobState.QUEUED, "queue_position": position}
            self._events.publish(f"{topic}.progress", job.subject, job.owner, job_id=job.id, **fields)

    def started(self, job: Job, topic: str | None) -> None:
        """Publish the start of work."""
        self._tell(job, topic, "started", {"stage": "started", "queue_position": 0})

    def progressed(self, job: Job, topic: str | None, seconds: float | None) -> None:
        """Publish the job's progress; most reports between two events are dropped."""
        now = self._clock.monotonic()
        with self._lock:
            event_at, row_at, stage = self._last.get(job.id, (-1e9, now, ""))
            tell = now - event_at >= _EVENT_SECONDS or stage != job.stage or job.progress >= 1.0
            write = now - row_at >= _ROW_SECONDS
            self._last[job.id] = (now if tell else event_at, now if write else row_at, job.stage)
        if tell and topic is not None:
            fields = {
                "progress": round(job.progress, 4),
                "stage": job.stage,
                "queue_position": 0,
                "seconds_left": _round(seconds),
                **job.fields,
            }
            self._events.publish(f"{topic}.progress", job.subject, job.owner, job_id=job.id, **fields)
        if write:
            with contextlib.suppress(ClonyError):  # a display on a full disk is no reason to stop the work
                self._records.progressed(job.id, job.progress, job.stage)

    def ended(self, job: Job, topic: str | None) -> None:
        """Publish the end of a job whose rows are stored."""
        with self._lock:
            self._last.pop(job.id, None)
        if job.state == JobState.COMPLETED:
            self._tell(job, topic, job.state, {"progress": 1.0, "result": job.result or {}})
        elif job.state == JobState.CANCELLED:
            self._tell(
                job, topic, job.state, {"error": {"code": "cancelled", "message": "It was cancelled."}}
            )
        else:
            error = job.error or {}
            shown = {name: error.get(name) for name in ("code", "message", "param")}
            self._tell(job, topic, JobState.FAILED, {"error": shown})

    def _tell(self, job: Job, topic: str | None, what: str, fields: dict[str, Any]) -> None:
        """Publish `topic.what`; topics without that type use `progress` for a start and `failed` for a cancel."""
        if topic is None:
            return
        type_ = f"{topic}.{what}"
        if type_ not in EVENT_TYPES:
            type_ = f"{topic}.{JobState.FAILED}" if what == JobState.CANCELLED else f"{topic}.progress"
            fields = {"progress": job.progress, **fields}
        self._events.publish(type_, job.subject, job.owner, job_id=job.id, **fields)


def _round(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


class ProgressRate:
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
        """Seconds left as of `now`, or None if there is no estimate yet."""
        if len(self._reports) < 2:
            return None
        (start, before), (end, done) = self._reports[0], self._reports[-1]
        if done <= before or end <= start:
            return None
        seconds = (1.0 - done) * (end - start) / (done - before)
        return max(0.0, seconds - (now - end))


class UsualDurations:
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
