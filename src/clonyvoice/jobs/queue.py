"""The durable job queue: jobs are written before they run, and resumed after a crash."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.ids import new_id
from clonyvoice.jobs.context import Handler, JobContext, OnEnd
from clonyvoice.jobs.events import EventBus
from clonyvoice.jobs.model import (
    INTERACTIVE,
    GivenUp,
    Idempotency,
    Job,
    JobFailed,
    JobState,
    JobUnfinished,
    QueueFull,
    RunsElsewhere,
    Stopping,
    error_json,
)
from clonyvoice.jobs.progress import Reporter, UsualDurations
from clonyvoice.jobs.records import MAX_ATTEMPTS, SUSPECT, FinalStateWriter, JobRecords
from clonyvoice.jobs.scheduler import ActiveJob, Scheduler
from clonyvoice.jobs.slots import ComputeSlots
from clonyvoice.storage.database import Database

log = logging.getLogger(__name__)
_LOOK_EVERY = 0.1
"""Seconds between two looks at the row of a job that another process does."""
_LOOKS = 20
"""Tries to read a job that is just being stored, or whose end is."""


_SHARE = 3
"""Times the free places that one owner's waiting jobs may take: three quarters of an empty queue, and however many
owners fill it, some places are left to the next (dynamic thresholds; Choudhury and Hahne 1998).
"""
_SET_ASIDE = "set aside: the server stopped twice while it worked on this; it is tried once more in a minute"


@dataclass(frozen=True, slots=True)
class _Kind:
    handler: Handler
    topic: str | None
    on_end: OnEnd | None


class JobQueue:
    """Takes jobs, runs up to `max_running` at a time each in a thread of its own, and outlives the process.

    Next is the most urgent job, among those one of the owner with the fewest running, then of the one
    served longest ago, then the oldest. Batch work never takes more than half of the threads. Handlers
    share the machine's compute by `ComputeSlots`.
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
        runner: str = "",
        aside_seconds: float = 60.0,
    ) -> None:
        self._records = JobRecords(database)
        self._aside_seconds = aside_seconds
        self._events, self._slots = events, slots
        self._clock = clock or SystemClock()
        self._max_queue, self._runner = max_queue, runner
        self._kinds: dict[str, _Kind] = {}
        self._scheduler = Scheduler(max_running)
        self._taken = 0
        """Jobs being written right now, counted against `max_queue`."""
        self._stopping = False
        self._over = threading.Event()
        self._alive: Callable[[str], bool] | None = None
        self._durations = UsualDurations()
        self._reporter = Reporter(events, self._records, self._clock)
        self._final_states = FinalStateWriter(self._records)

    def register(
        self, kind: str, handler: Handler, *, topic: str | None = None, on_end: OnEnd | None = None
    ) -> None:
        """Have `handler` do jobs of `kind`, their events named `topic.…`, their ends completed by `on_end`.

        Register before `start`. `on_end` runs in the transaction that writes the job's end, whatever the
        end is, also when a waiting job is cancelled: it brings the subject's own row to the same state.
        """
        self._kinds[kind] = _Kind(handler, topic, on_end)

    def start(self, alive: Callable[[str], bool] = lambda _token: False) -> int:
        """Take over what earlier processes left unfinished, unless `alive`; how many jobs."""
        self._records.prune(self._clock.now())
        self._alive = alive
        return self._adopt(alive)

    def _adopt(self, alive: Callable[[str], bool]) -> int:
        adopted = self._records.adopt(self._runner, alive, self._kinds)
        suspects: list[ActiveJob] = []
        with self._scheduler.lock:
            for job, attempts in adopted:
                live = self._scheduler.add(job, claims=1)  # who asked before the restart may come back
                if attempts >= MAX_ATTEMPTS:
                    self._scheduler.withdraw(job.id)
                    self._finish(live, "failed", error=GivenUp(attempts))
                elif attempts >= SUSPECT:
                    live.aside = True
                    live.job = replace(job, stage=_SET_ASIDE)
                    log.warning("job %s was set aside: the server stopped twice while it computed", job.id)
                    suspects.append(live)
        self._dispatch()
        if suspects:
            threading.Thread(target=self._try_aside, args=(len(suspects),), daemon=True).start()
        return len(adopted)

    def _try_aside(self, count: int) -> None:
        """Let jobs that were set aside start after all, one at a time, once the server has been up for a while."""
        if self._over.wait(self._aside_seconds):
            return
        for _ in range(count):
            live = self._scheduler.next_aside()
            if live is None or self._stopping:
                return
            self._dispatch()
            while not live.ended.wait(0.5) and not self._stopping:
                pass

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
        if kind not in self._kinds:
            raise ValueError(f"no handler for jobs of kind {kind}")
        if idempotency is not None:
            earlier = self._records.idempotent(owner, kind, idempotency)
            if earlier is not None:
                return self.get(earlier.id)
        job_id = new_id("job")
        job = Job(job_id, kind, subject or job_id, owner, priority, "queued", payload, self._clock.now())
        with self._scheduler.lock:
            if self._stopping:
                raise Stopping
            waiting, _ = self._scheduler.depth
            own = sum(not self._scheduler.runs(live) for live in self._scheduler.of(owner, None))
            free = self._max_queue - waiting - self._taken
            if free <= 0 or own >= _SHARE * free:
                raise QueueFull(own, self._retry_after(kind))
            self._taken += 1
        try:
            written = self._records.insert(job, self._runner, idempotency, prepare)
            with self._scheduler.lock:
                if written is job:
                    self._scheduler.add(job)
                    self._publish_queued(job)
        finally:
            with self._scheduler.lock:
                self._taken -= 1
        self._dispatch()
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
        """An estimate until the job's end, or None when nothing can be said."""
        with self._scheduler.lock:
            live = self._scheduler.find(job_id)
            if live is None:
                return None
            now = self._clock.monotonic()
            if self._scheduler.runs(live):
                return live.pace.left(now)
            before = self._scheduler.order()
            ahead = before[: before.index(live) + 1]
            work = sum(self._durations.usual(other.job.kind) for other in ahead)
            work += sum(other.pace.left(now) or 0.0 for other in self._scheduler.running)
            return work / self._slots.count

    @property
    def depth(self) -> tuple[int, int]:
        """The numbers of waiting and of running jobs."""
        return self._scheduler.depth

    def cancel(self, job_id: str, timeout: float = 30.0) -> Job:
        """The job after it has really stopped; one that had ended already is unchanged.

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

    def unfinished(self, kind: str) -> list[Job]:
        """The jobs of a kind that wait or run in this process."""
        return [live.job for live in self._scheduler.of(None, [kind])]

    def cancel_all(self, owner: str | None, kinds: Iterable[str] | None = None) -> list[Job]:
        """The waiting and running jobs of an owner (None: of all), after all have stopped."""
        return self._stop(self._scheduler.of(owner, kinds))

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
            self._finish(live, "cancelled" if reason is None else "failed", error=reason)
        for live in found:
            if not live.ended.wait(timeout):
                log.error("job %s did not stop within %s s of its cancel", live.job.id, timeout)
        return [live.job for live in found]

    def _here(self, job_id: str) -> ActiveJob | None:
        """The job if it waits or runs in this process, taken over when its own process is gone; None when it ended.

        Raises JobNotFound, RunsElsewhere.
        """
        for _ in range(_LOOKS):
            live = self._scheduler.find(job_id)
            if live is not None or self._records.get(job_id).ended:
                return live
            if not self._takes_over(job_id):
                raise RunsElsewhere
            time.sleep(_LOOK_EVERY)  # it is being written by another thread
        return None

    def _takes_over(self, job_id: str) -> bool:
        """Whether an unfinished job that does not run here is this process's, or is now, as its own is gone."""
        runner = self._records.runner(job_id)
        if runner == self._runner:
            return True
        if self._stopping or self._alive is None or self._alive(runner):
            return False
        self._adopt(self._alive)
        return True

    def claim(self, job_id: str) -> None:
        """Note that one more waits for the job, or follows it from afar; see `abandon`."""
        self._scheduler.claim(job_id)

    def abandon(self, job_id: str) -> Job:
        """The job after one who had claimed it went away: stopped if nobody is left who wants it.

        Raises JobNotFound.
        """
        return self.cancel(job_id) if self._scheduler.abandon(job_id) else self.get(job_id)

    def wait(self, job_id: str, timeout: float | None = None) -> Job:
        """The job once it has ended, or as it is after `timeout` seconds; blocks. Raises JobNotFound.

        Another process's job is followed by its row; when that process is gone, it is taken over.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            left = None if until is None else until - time.monotonic()
            live = self._scheduler.find(job_id)
            if live is not None:
                live.ended.wait(left)
                return live.job
            job = self._elsewhere(job_id)
            if job.ended or self._stopping or (left is not None and left <= 0):
                return job
            time.sleep(_LOOK_EVERY if left is None else min(_LOOK_EVERY, left))

    async def finished(self, job_id: str) -> Job:
        """The job once it has ended; see `wait`. Being cancelled itself leaves the job running."""
        loop = asyncio.get_running_loop()
        over = asyncio.Event()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                loop.call_soon_threadsafe(over.set)

        while True:
            with self._scheduler.lock:
                live = self._scheduler.find(job_id)
                if live is not None:
                    live.watchers.append(tell)
            if live is not None:
                break
            job = await asyncio.to_thread(self._elsewhere, job_id)
            if job.ended or self._stopping:
                return job
            await asyncio.sleep(_LOOK_EVERY)
        try:
            await over.wait()
        finally:
            with self._scheduler.lock, contextlib.suppress(ValueError):
                live.watchers.remove(tell)
        return live.job

    def _elsewhere(self, job_id: str) -> Job:
        """The row of a job that does not run here; it soon does when its own process is gone."""
        job = self._records.get(job_id)
        if not job.ended:
            self._takes_over(job_id)
        return job

    def stop(self, timeout: float = 10.0) -> None:
        """Take no more jobs and stop those that run; they go on after the next start."""
        with self._scheduler.lock:
            self._stopping = True
            self._over.set()
            running = self._scheduler.running
            for live in running:
                live.interrupted = True
        for live in running:
            live.token.cancel()
        for live in running:
            live.ended.wait(timeout)
        self._final_states.stop()

    # --- inside ---

    def _dispatch(self) -> None:
        with self._scheduler.lock:
            while not self._stopping and (chosen := self._scheduler.start_next()) is not None:
                name = f"job-{chosen.job.kind}"
                threading.Thread(target=self._run, args=(chosen,), name=name, daemon=True).start()

    def _run(self, live: ActiveJob) -> None:
        with self._records.patient():
            self._work(live)

    def _work(self, live: ActiveJob) -> None:
        kind = self._kinds[live.job.kind]
        began = self._clock.monotonic()
        try:
            live.job = replace(live.job, state="running", started_at=self._clock.now())
            self._records.started(live.job.id, self._clock.now())
            self._reporter.started(live.job, kind.topic)
            live.token.raise_if_cancelled()
            context = JobContext(
                live.job,
                live.token,
                self._slots,
                lambda fraction, stage, fields: self._progress(live, fraction, stage, fields),
                lambda type_, fields: self._publish(live.job, type_, fields),
                lambda: self._records.computing(live.job.id),
            )
            result = kind.handler(context)
        except Cancelled:
            if live.interrupted:
                self._requeue(live)
            else:
                self._finish(live, "cancelled" if live.reason is None else "failed", error=live.reason)
        except ClonyError as error:
            self._finish(live, "failed", error=error)
        except Exception:
            if live.interrupted:  # what breaks while the process goes down is tried again after it
                self._requeue(live)
            else:
                log.exception("job %s (%s) failed", live.job.id, live.job.kind)
                self._finish(live, "failed", error=ClonyError("Something went wrong inside. It was logged."))
        else:
            self._durations.add(live.job.kind, self._clock.monotonic() - began)
            self._finish(live, "done", result=result)
        finally:
            self._dispatch()

    def _progress(self, live: ActiveJob, fraction: float, stage: str, fields: dict[str, Any]) -> None:
        now = self._clock.monotonic()
        live.pace.report(now, fraction)
        live.job = replace(live.job, progress=fraction, stage=stage or live.job.stage, fields=fields)
        self._reporter.progressed(live.job, self._kinds[live.job.kind].topic, live.pace.left(now))

    def _publish(self, job: Job, type_: str, fields: dict[str, Any]) -> None:
        self._events.publish(type_, job.subject, job.owner, **{"job_id": job.id, **fields})

    def _publish_queued(self, job: Job) -> None:
        topic = self._kinds[job.kind].topic
        self._reporter.queued(job, topic, self.position(job.id), self.seconds_left(job.id))

    def _requeue(self, live: ActiveJob) -> None:
        with contextlib.suppress(ClonyError):  # unwritten, it is still `running` and found at the next start
            self._records.requeued(live.job.id)
        self._leave(live)

    def _finish(
        self,
        live: ActiveJob,
        state: JobState,
        *,
        result: dict[str, Any] | None = None,
        error: ClonyError | None = None,
    ) -> None:
        """Write the end, tell everybody, and let who waits go on: in this order."""
        kind = self._kinds[live.job.kind]
        job = replace(
            live.job,
            state=state,
            result=result,
            error=None if error is None else error_json(error),
            progress=1.0 if state == "done" else live.job.progress,
            finished_at=self._clock.now(),
        )
        failure = self._final_states.write(job, kind.on_end)
        if failure is not None:
            job = replace(job, state="failed", result=None, error=error_json(failure))
            self._final_states.later(job, kind.on_end)
        # Only now: a poll must not see an end that the rows do not have yet.
        live.job = job
        self._reporter.ended(job, kind.topic)
        self._leave(live)

    def _leave(self, live: ActiveJob) -> None:
        with self._scheduler.lock:
            self._scheduler.remove(live)
            watchers = list(live.watchers)
            waiting = self._scheduler.order()
            live.ended.set()
        for watcher in watchers:
            watcher()
        for index, other in enumerate(waiting):
            self._reporter.moved(other.job, self._kinds[other.job.kind].topic, index + 1)

    def _retry_after(self, kind: str) -> float:
        return min(120.0, max(1.0, self._durations.usual(kind)))


def result_of(job: Job) -> dict[str, Any]:
    """A job's result; raises its error as JobFailed, Cancelled, or JobUnfinished: only a done job has a result."""
    if job.state == "cancelled":
        raise Cancelled
    if job.error is not None:
        raise JobFailed(job.error)
    if job.state != "done":
        raise JobUnfinished(job)
    return dict(job.result or {})
