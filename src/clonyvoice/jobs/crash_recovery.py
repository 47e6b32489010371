"""Takeover of jobs of ended processes: restarted, and failed after too many attempts."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.errors import GivenUp
from clonyvoice.jobs.queue_places_of_owners import JobOwners
from clonyvoice.jobs.records import JobRecords
from clonyvoice.jobs.runner import JobRunner
from clonyvoice.jobs.scheduler import ActiveJob, Scheduler

log = logging.getLogger(__name__)
SUSPECT, MAX_ATTEMPTS = 2, 3
"""Ends of the process while a job computed, without progress between them, after which it waits until everything else
has been done for a while, and after which it is given up. Chosen by hand."""
_SET_ASIDE = "set aside: the server stopped twice while it worked on this; it is tried once more in a minute"


class JobTakeover:
    """Takes over unfinished jobs for the process named `runner`.

    A job during which processes stopped before waits until this one has been up for `aside_seconds`.
    """

    def __init__(
        self,
        records: JobRecords,
        scheduler: Scheduler,
        runs: JobRunner,
        owners: JobOwners,
        runner: str,
        aside_seconds: float,
    ) -> None:
        self._records, self._scheduler, self._runs, self._owners = records, scheduler, runs, owners
        self._runner, self._aside_seconds = runner, aside_seconds
        self._alive: Callable[[str], bool] | None = None
        self._over = threading.Event()

    def start(self, alive: Callable[[str], bool]) -> int:
        """Take over the jobs of processes that are not `alive`, now and in `takes_over`; returns the number now."""
        self._alive = alive
        return self._adopt(alive)

    def stop(self) -> None:
        """Stop starting jobs that were set aside."""
        self._over.set()

    def takes_over(self, job_id: str) -> bool:
        """Whether this process owns an unfinished job not running here, after a takeover if its process has ended."""
        runner = self._records.runner(job_id)
        if runner == self._runner:
            return True
        if self._runs.stopping or self._alive is None or self._alive(runner):
            return False
        self._adopt(self._alive)
        return True

    def _adopt(self, alive: Callable[[str], bool]) -> int:
        adopted = self._records.adopt(self._runner, alive, self._runs.kinds)
        for job, _ in adopted:
            self._owners.line_or_owner(job.owner)  # known from now on
        suspects: list[ActiveJob] = []
        with self._scheduler.lock:
            for job, attempts in adopted:
                live = self._scheduler.add(job, claims=1)  # who asked before the restart may come back
                if attempts >= MAX_ATTEMPTS:
                    self._scheduler.withdraw(job.id)
                    self._runs.finish(live, JobState.FAILED, error=GivenUp(attempts))
                elif attempts >= SUSPECT:
                    live.aside = True
                    live.job = replace(job, stage=_SET_ASIDE)
                    log.warning("job %s was set aside: the server stopped twice while it computed", job.id)
                    suspects.append(live)
        self._runs.dispatch()
        if suspects:
            threading.Thread(target=self._try_aside, args=(len(suspects),), daemon=True).start()
        return len(adopted)

    def _try_aside(self, count: int) -> None:
        """Let jobs that were set aside start after all, one at a time, once the server has been up for a while."""
        if self._over.wait(self._aside_seconds):
            return
        for _ in range(count):
            live = self._scheduler.next_aside()
            if live is None or self._runs.stopping:
                return
            self._runs.dispatch()
            while not live.ended.wait(0.5) and not self._runs.stopping:
                pass
