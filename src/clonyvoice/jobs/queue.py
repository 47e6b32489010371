"""The durable job queue: jobs are written before they run, and resumed after a crash."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.compute_slots import ComputeSlots
from clonyvoice.jobs.crash_recovery import JobTakeover
from clonyvoice.jobs.errors import JobFailed, JobUnfinished, KeyRevoked, RunsElsewhere, Stopping
from clonyvoice.jobs.event_bus import EventBus
from clonyvoice.jobs.final_state_retries import RETRY_SECONDS
from clonyvoice.jobs.job_context import Handler, OnEnd
from clonyvoice.jobs.model import INTERACTIVE, Idempotency, Job
from clonyvoice.jobs.queue_places_of_owners import JobOwners, QueuePlaces
from clonyvoice.jobs.records import JobRecords
from clonyvoice.jobs.runner import JobKind, JobRunner
from clonyvoice.jobs.scheduler import NEWCOMERS, ActiveJob, Scheduler
from clonyvoice.jobs.waiting_for_jobs import LOOK_EVERY, JobFollower
from clonyvoice.storage.database import Database

log = logging.getLogger(__name__)
_LOOKS = 20
"""Tries to read a job that is just being stored, or whose end is. Chosen by hand."""


class JobQueue:
    """A durable queue: runs up to `max_running` jobs at a time, one thread each; jobs survive the process.

    Next is the most urgent job, among those one of the line of keys with the fewest running, then of the one
    served longest ago, then the oldest. Batch work never takes more than half of the threads, one line of keys
    no more than three quarters; a line that runs nothing starts one job beside them. Handlers share the machine's
    compute by `ComputeSlots`.
    """

    def __init__(
        self,
        database: Database,
        events: EventBus,
        slots: ComputeSlots,
        *,
        clock: Clock | None = None,
        max_queue: int = 64,
        max_running: int = 12,
        newcomers: int = NEWCOMERS,
        runner: str = "",
        aside_seconds: float = 60.0,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._records = JobRecords(database)
        self._clock = clock or SystemClock()
        self._runner = runner
        self._owners = JobOwners(database)
        self._scheduler = Scheduler(max_running, self._owners.known_line, newcomers)
        slots.share_by(self._owners.line_or_owner)
        self._runs = JobRunner(
            self._records, self._scheduler, events, slots, self._clock, self._owners, retry_seconds
        )
        self._takeover = JobTakeover(
            self._records, self._scheduler, self._runs, self._owners, runner, aside_seconds
        )
        self._follower = JobFollower(self._records, self._scheduler, self._runs, self._takeover)
        self._places = QueuePlaces(self._scheduler, self._owners, max_queue, self._runs.durations.usual)

    def register(
        self,
        kind: str,
        handler: Handler,
        *,
        topic: str | None = None,
        on_end: OnEnd | None = None,
        on_start: OnEnd | None = None,
        computes_first: bool = False,
    ) -> None:
        """Have `handler` do jobs of `kind`, their events named `topic.…`, their ends completed by `on_end`.

        Register before `start`. `on_end` runs in the transaction that writes the job's end, whatever the
        end is, also when a waiting job is cancelled: it brings the subject's own row to the same state.
        `on_start` runs in the transaction that writes that the job is running. `computes_first` says that jobs of this
        kind begin with a compute slot: where one is free, the attempt is counted in that transaction too.
        """
        self._runs.kinds[kind] = JobKind(handler, topic, on_end, on_start, computes_first)

    def start(self, alive: Callable[[str], bool] = lambda _token: False) -> int:
        """Adopt the unfinished jobs of earlier processes, unless `alive`; returns their number."""
        self._records.prune(self._clock.now())
        return self._takeover.start(alive)

    def submit(
        self,
        kind: str,
        *,
        owner: str,
        payload: dict[str, Any],
        subject: str | None = None,
        priority: int = INTERACTIVE,
        idempotency: Idempotency | None = None,
        prepare: Callable[[Session, Job], None] | None = None,
    ) -> Job:
        """The job, stored, and waiting or running already.

        `prepare` writes the subject's own rows in the same transaction; it is not called when `idempotency`
        names a request that was taken before, whose job is then the answer. `payload` is plain JSON.
        Raises QueueFull, Stopping, IdempotencyMismatch, storage errors.
        """
        if kind not in self._runs.kinds:
            raise ValueError(f"no handler for jobs of kind {kind}")
        if idempotency is not None:
            earlier = self._records.idempotent(owner, kind, idempotency)
            if earlier is not None:
                return self.get(earlier.id)
        job_id = new_id("job")
        job = Job(
            job_id, kind, subject or job_id, owner, priority, JobState.QUEUED, payload, self._clock.now()
        )
        line = self._owners.line_of(owner)
        with self._scheduler.lock:
            if self._runs.stopping:
                raise Stopping
            self._places.take(line, kind, priority)
        try:
            written = self._records.insert(job, self._runner, idempotency, prepare)
            with self._scheduler.lock:
                if written is job:
                    self._scheduler.add(job)
                    self._runs.publish_queued(job)
        finally:
            self._places.give_back()
        self._runs.dispatch()
        return self.get(written.id)

    def get(self, job_id: str) -> Job:
        """The job as it is now. Raises JobNotFound."""
        live = self._scheduler.find(job_id)
        return live.job if live is not None else self._records.get(job_id)

    def of_subject(self, subject: str) -> Job | None:
        """The newest job that works or worked on `subject`."""
        found = self._records.of_subject(subject)
        return None if found is None else self.get(found.id)

    def listing(
        self, owner: str | None = None, states: Sequence[str] | None = None, limit: int = 100
    ) -> list[Job]:
        """Jobs, newest first, of one owner or of all."""
        return [self.get(job.id) for job in self._records.listing(owner, states, limit)]

    def position(self, job_id: str) -> int:
        """The place of a waiting job in the queue, from 1; 0 when it runs or has ended."""
        return self._scheduler.position(job_id)

    def seconds_left(self, job_id: str) -> float | None:
        """An estimate of the seconds until the job ends, or None if there is none."""
        return self._runs.seconds_left(job_id)

    @property
    def depth(self) -> tuple[int, int]:
        """The numbers of waiting and of running jobs."""
        return self._scheduler.depth

    def cancel(self, job_id: str, timeout: float = 30.0) -> Job:
        """The job once it has stopped; one that had already ended is returned unchanged.

        Raises JobNotFound, RunsElsewhere.
        """
        live = self._here(job_id)
        return self._records.get(job_id) if live is None else self._stop([live], timeout)[0]

    def cancel_subject(self, subject: str) -> list[Job]:
        """All jobs that work on `subject` or wait to, after they have stopped.

        Raises RunsElsewhere when the newest is another process's.
        """
        newest = self._records.of_subject(subject)
        if newest is not None:
            self._here(newest.id)
        return self._stop([live for live in self._scheduler.of(None, None) if live.job.subject == subject])

    def stop_subject(self, subject: str, reason: ClonyError) -> list[Job]:
        """All jobs of this process that work on `subject` or wait to, after they have stopped: failed with `reason`."""
        found = [live for live in self._scheduler.of(None, None) if live.job.subject == subject]
        return self._stop(found, reason=reason)

    def stop_having(self, name: str, value: str, reason: ClonyError) -> list[Job]:
        """All jobs of this process with `value` as `name` of their payload, after they have stopped: failed."""
        found = [live for live in self._scheduler.of(None, None) if live.job.payload.get(name) == value]
        return self._stop(found, reason=reason)

    def unfinished(self, kind: str) -> list[Job]:
        """The jobs of a kind that wait or run in this process."""
        return [live.job for live in self._scheduler.of(None, [kind])]

    def cancel_all(self, owner: str | None, kinds: Iterable[str] | None = None) -> list[Job]:
        """The waiting and running jobs of an owner (None: of all), after all have stopped."""
        return self._stop(self._scheduler.of(owner, kinds))

    def stop_waiting(self, keys: Iterable[str]) -> list[Job]:
        """The jobs of revoked `keys` that have not begun, failed with KeyRevoked; those that run go on."""
        with self._scheduler.lock:
            found = [live for key in keys for live in self._scheduler.of(key, None)]
            found = [live for live in found if self._scheduler.withdraw(live.job.id)]
        for live in found:
            self._runs.finish(live, JobState.FAILED, error=KeyRevoked())
        return [live.job for live in found]

    def _stop(
        self, found: Sequence[ActiveJob], timeout: float = 30.0, reason: ClonyError | None = None
    ) -> list[Job]:
        with self._scheduler.lock:
            waiting = [live for live in found if self._scheduler.withdraw(live.job.id)]
        for live in found:
            if live not in waiting:
                live.reason = reason
                live.token.cancel()
        for live in waiting:
            self._runs.finish(live, JobState.CANCELLED if reason is None else JobState.FAILED, error=reason)
        for live in found:
            if not live.ended.wait(timeout):
                log.error("job %s did not stop within %s s of its cancel", live.job.id, timeout)
        return [live.job for live in found]

    def _here(self, job_id: str) -> ActiveJob | None:
        """The job if it is queued or runs in this process, taken over if its own process ended; None if it ended.

        Raises JobNotFound, RunsElsewhere.
        """
        for _ in range(_LOOKS):
            live = self._scheduler.find(job_id)
            if live is not None or self._records.get(job_id).ended:
                return live
            if not self._takeover.takes_over(job_id):
                raise RunsElsewhere
            time.sleep(LOOK_EVERY)  # it is being written by another thread
        return None

    def claim(self, job_id: str) -> None:
        """Count one more client that waits for the job; see `abandon`."""
        self._scheduler.claim(job_id)

    def abandon(self, job_id: str) -> Job:
        """The job with one claim fewer: cancelled when none is left.

        Raises JobNotFound.
        """
        return self.cancel(job_id) if self._scheduler.abandon(job_id) else self.get(job_id)

    def wait(self, job_id: str, timeout: float | None = None) -> Job:
        """The job once it has ended, or as it is after `timeout` seconds; blocks. Raises JobNotFound.

        Another process's job is followed by its row; when that process is gone, it is taken over.
        """
        return self._follower.wait(job_id, timeout)

    async def finished(self, job_id: str) -> Job:
        """The job once it has ended; see `wait`. Cancelling this call leaves the job running."""
        return await self._follower.finished(job_id)

    def forget(self, job_id: str) -> None:
        """Remove the row of a job that has ended, with its result; an unfinished one stays."""
        self._records.forget(job_id)

    def stop(self, timeout: float = 10.0) -> None:
        """Stop accepting jobs and stop running ones; they continue after the next start."""
        with self._scheduler.lock:
            self._runs.stopping = True
            self._takeover.stop()
            running = self._scheduler.running
            for live in running:
                live.interrupted = True
        for live in running:
            live.token.cancel()
        for live in running:
            live.ended.wait(timeout)
        self._runs.stop()


def result_of(job: Job) -> dict[str, Any]:
    """A job's result; raises its error as JobFailed, Cancelled, or JobUnfinished: only a done job has a result."""
    if job.state == JobState.CANCELLED:
        raise Cancelled
    if job.error is not None:
        raise JobFailed(job.error)
    if job.state != JobState.COMPLETED:
        raise JobUnfinished(job)
    return dict(job.result or {})
