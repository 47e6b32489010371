"""Ends of jobs that could not be written to the database, written again until they are."""

from __future__ import annotations

import logging
import threading
from typing import Final

from clonyvoice.core.errors import ClonyError
from clonyvoice.jobs.job_context import OnEnd
from clonyvoice.jobs.model import Job
from clonyvoice.jobs.records import JobRecords

log = logging.getLogger(__name__)
RETRY_SECONDS: Final = 5.0
"""Seconds until an end that could not be written is tried again. Chosen by hand."""


class FinalStateWriter:
    """Writes the final states of jobs; those that cannot be written now are written later.

    Should the process end before that, the row still says `running`, and the job is done again after the
    restart.
    """

    def __init__(self, records: JobRecords, retry_seconds: float = RETRY_SECONDS) -> None:
        self._records, self._retry_seconds = records, retry_seconds
        self._lock = threading.Lock()
        self._later: list[tuple[Job, OnEnd | None]] = []
        self._timer: threading.Timer | None = None
        self._stopped = False

    def write(self, job: Job, on_end: OnEnd | None) -> ClonyError | None:
        """None if the final state was written; else the error, with which `later` is to be called."""
        try:
            self._records.ended(job, on_end)
        except Exception as failure:
            log.exception("the end of job %s could not be written", job.id)
            return failure if isinstance(failure, ClonyError) else ClonyError("The result could not be kept.")
        return None

    def later(self, job: Job, on_end: OnEnd | None) -> None:
        """Write this end as soon as it can be."""
        with self._lock:
            self._later.append((job, on_end))
            self._schedule()

    def stop(self) -> None:
        """Try once more, then no more."""
        with self._lock:
            self._stopped = True
            if self._timer is not None:
                self._timer.cancel()
        self._retry()

    def _schedule(self) -> None:
        if self._timer is None and not self._stopped:
            self._timer = threading.Timer(self._retry_seconds, self._retry)
            self._timer.daemon = True
            self._timer.start()

    def _retry(self) -> None:
        with self._lock:
            self._timer = None
            waiting, self._later = self._later, []
        for job, on_end in waiting:
            try:
                self._records.ended(job, on_end)
            except Exception:
                with self._lock:
                    self._later.append((job, on_end))
        with self._lock:
            if self._later:
                self._schedule()
