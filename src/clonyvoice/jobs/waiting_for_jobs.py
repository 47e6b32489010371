"""Waiting for a job to end, in a thread or on the event loop, in whichever process it runs."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Final

from clonyvoice.jobs.crash_recovery import JobTakeover
from clonyvoice.jobs.model import Job
from clonyvoice.jobs.records import JobRecords
from clonyvoice.jobs.runner import JobRunner
from clonyvoice.jobs.scheduler import Scheduler

LOOK_EVERY: Final = 0.1
"""Seconds between two looks at the row of a job that another process does. Chosen by hand."""


class JobFollower:
    """Follows jobs to their ends."""

    def __init__(
        self, records: JobRecords, scheduler: Scheduler, runs: JobRunner, takeover: JobTakeover
    ) -> None:
        self._records, self._scheduler, self._runs, self._takeover = records, scheduler, runs, takeover

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
            if job.ended or self._runs.stopping or (left is not None and left <= 0):
                return job
            time.sleep(LOOK_EVERY if left is None else min(LOOK_EVERY, left))

    async def finished(self, job_id: str) -> Job:
        """The job once it has ended; see `wait`. Cancelling this call leaves the job running."""
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
            if job.ended or self._runs.stopping:
                return job
            await asyncio.sleep(LOOK_EVERY)
        try:
            await over.wait()
        finally:
            with self._scheduler.lock, contextlib.suppress(ValueError):
                live.watchers.remove(tell)
        return live.job

    def _elsewhere(self, job_id: str) -> Job:
        """The row of a job that does not run here; it is taken over soon if its own process has ended."""
        job = self._records.get(job_id)
        if not job.ended:
            self._takeover.takes_over(job_id)
        return job
