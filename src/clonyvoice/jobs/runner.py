"""Execution of jobs, one thread each: stores and publishes progress and final states, and notifies waiters."""

from __future__ import annotations

import contextlib
import logging
import threading
from dataclasses import dataclass, replace
from typing import Any

from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import INTERNAL, ClonyError
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.compute_slots import ComputeSlots
from clonyvoice.jobs.errors import error_json
from clonyvoice.jobs.event_bus import EventBus
from clonyvoice.jobs.final_state_retries import RETRY_SECONDS, FinalStateWriter
from clonyvoice.jobs.job_context import Handler, JobContext, OnEnd
from clonyvoice.jobs.model import Job
from clonyvoice.jobs.progress import Reporter, UsualDurations
from clonyvoice.jobs.queue_places_of_owners import JobOwners
from clonyvoice.jobs.records import JobRecords
from clonyvoice.jobs.scheduler import ActiveJob, Scheduler
from clonyvoice.storage.errors import from_machine_error

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: its handler, the topic of its events, and the writes at its start and end."""

    handler: Handler
    topic: str | None
    on_end: OnEnd | None
    on_start: OnEnd | None = None
    computes_first: bool = False


class JobRunner:
    """Starts the jobs that the scheduler chooses, and brings each to its end."""

    def __init__(
        self,
        records: JobRecords,
        scheduler: Scheduler,
        events: EventBus,
        slots: ComputeSlots,
        clock: Clock,
        owners: JobOwners,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._records, self._scheduler, self._events = records, scheduler, events
        self._slots, self._clock, self._owners = slots, clock, owners
        self.kinds: dict[str, JobKind] = {}
        self.durations = UsualDurations()
        self.stopping = False
        """Whether no more jobs are started."""
        self._reporter = Reporter(events, records, clock)
        self._final_states = FinalStateWriter(records, retry_seconds)

    def stop(self) -> None:
        """Write the ends that could not be written before."""
        self._final_states.stop()

    def seconds_left(self, job_id: str) -> float | None:
        """An estimate of the seconds until the job ends, or None if there is none."""
        with self._scheduler.lock:
            live = self._scheduler.find(job_id)
            if live is None:
                return None
            now = self._clock.monotonic()
            if self._scheduler.runs(live):
                return live.pace.left(now)
            before = self._scheduler.order()
            ahead = before[: before.index(live) + 1]
            work = sum(self.durations.usual(other.job.kind) for other in ahead)
            work += sum(other.pace.left(now) or 0.0 for other in self._scheduler.running)
            return work / self._slots.count

    def dispatch(self) -> None:
        """Start waiting jobs up to the limit."""
        with self._scheduler.lock:
            while not self.stopping and (chosen := self._scheduler.start_next()) is not None:
                name = f"job-{chosen.job.kind}"
                threading.Thread(target=self._run, args=(chosen,), name=name, daemon=True).start()

    def _run(self, live: ActiveJob) -> None:
        with self._records.patient():
            self._work(live)

    def _work(self, live: ActiveJob) -> None:
        kind = self.kinds[live.job.kind]
        began = self._clock.monotonic()
        try:
            self._owners.check(live.job.owner)
            live.job = replace(live.job, state=JobState.RUNNING, started_at=self._clock.now())
            # With no more jobs than slots this one computes at once: one write transaction instead of two.
            computes = (
                kind.computes_first and self._scheduler.depth[1] <= self._slots.count and self._slots.free
            )
            self._records.started(live.job, kind.on_start, computes=computes)
            self._reporter.started(live.job, kind.topic)
            live.token.raise_if_cancelled()
            context = JobContext(
                live.job,
                live.token,
                self._slots,
                lambda fraction, stage, fields: self._progress(live, fraction, stage, fields),
                lambda type_, fields: self._publish(live.job, type_, fields),
                None if computes else lambda: self._records.computing(live.job.id),
            )
            result = kind.handler(context)
        except Cancelled:
            if live.interrupted:
                self._requeue(live)
            else:
                self.finish(
                    live, JobState.CANCELLED if live.reason is None else JobState.FAILED, error=live.reason
                )
        except ClonyError as error:
            self.finish(live, JobState.FAILED, error=error)
        except Exception as error:
            of_the_machine = from_machine_error(error)
            if live.interrupted:  # what breaks while the process goes down is tried again after it
                self._requeue(live)
            elif of_the_machine is not None:
                log.warning("job %s (%s): %s", live.job.id, live.job.kind, of_the_machine.code)
                self.finish(live, JobState.FAILED, error=of_the_machine)
            else:
                log.exception("job %s (%s) failed", live.job.id, live.job.kind)
                self.finish(
                    live,
                    JobState.FAILED,
                    error=ClonyError(INTERNAL),
                )
        else:
            self.durations.add(live.job.kind, self._clock.monotonic() - began)
            self.finish(live, JobState.COMPLETED, result=result)
        finally:
            self.dispatch()

    def _progress(self, live: ActiveJob, fraction: float, stage: str, fields: dict[str, Any]) -> None:
        now = self._clock.monotonic()
        live.pace.report(now, fraction)
        live.job = replace(live.job, progress=fraction, stage=stage or live.job.stage, fields=fields)
        self._reporter.progressed(live.job, self.kinds[live.job.kind].topic, live.pace.left(now))

    def _publish(self, job: Job, type_: str, fields: dict[str, Any]) -> None:
        self._events.publish(type_, job.subject, job.owner, **{"job_id": job.id, **fields})

    def publish_queued(self, job: Job) -> None:
        """Publish the job's place in the queue."""
        topic = self.kinds[job.kind].topic
        self._reporter.queued(job, topic, self._scheduler.position(job.id), self.seconds_left(job.id))

    def _requeue(self, live: ActiveJob) -> None:
        with contextlib.suppress(ClonyError):  # unwritten, it is still `running` and found at the next start
            self._records.requeued(live.job.id)
        self._leave(live)

    def finish(
        self,
        live: ActiveJob,
        state: JobState,
        *,
        result: dict[str, Any] | None = None,
        error: ClonyError | None = None,
    ) -> None:
        """Write the end, publish it, and wake waiting threads, in this order."""
        kind = self.kinds[live.job.kind]
        job = replace(
            live.job,
            state=state,
            result=result,
            error=None if error is None else error_json(error),
            progress=1.0 if state == JobState.COMPLETED else live.job.progress,
            finished_at=self._clock.now(),
        )
        failure = self._final_states.write(job, kind.on_end)
        if failure is not None:
            job = replace(job, state=JobState.FAILED, result=None, error=error_json(failure))
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
            self._reporter.moved(other.job, self.kinds[other.job.kind].topic, index + 1)
