"""Jobs as database rows, written before work starts and after it ends."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from clonyvoice.core.attribute_copying import row_from_attributes
from clonyvoice.core.job_state import ENDED, UNFINISHED, JobState
from clonyvoice.jobs.errors import IdempotencyMismatch, JobNotFound
from clonyvoice.jobs.model import Idempotency, Job, from_row
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import JobRow

_PATIENCE = 60.0
"""Seconds that a job waits for a database that another process holds. Chosen by hand."""
KEEP = timedelta(days=7)
"""The time for which ended jobs are kept, and with them their idempotency keys. Chosen by hand."""


class JobRecords:
    """The table of jobs. Every method is one short transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def patient(self) -> AbstractContextManager[None]:
        """A block in which a job's thread waits for the database longer than requests do."""
        return self._database.patient(_PATIENCE)

    def get(self, job_id: str) -> Job:
        """The job as it was last written. Raises JobNotFound."""
        with self._database.read() as session:
            row = session.get(JobRow, job_id)
            if row is None:
                raise JobNotFound(job_id)
            return from_row(row)

    def runner(self, job_id: str) -> str:
        """The token of the process that does or did the job; empty when it waits for one. Raises JobNotFound."""
        with self._database.read() as session:
            row = session.get(JobRow, job_id)
            if row is None:
                raise JobNotFound(job_id)
            return row.runner

    def of_subject(self, subject: str, states: Iterable[str] | None = None) -> Job | None:
        """The newest job that works or worked on `subject`."""
        query = select(JobRow).where(JobRow.subject == subject)
        if states is not None:
            query = query.where(JobRow.state.in_(tuple(states)))
        with self._database.read() as session:
            row = session.scalars(query.order_by(JobRow.created_at.desc()).limit(1)).first()
            return None if row is None else from_row(row)

    def listing(self, owner: str | None, states: Sequence[str] | None, limit: int) -> list[Job]:
        """Jobs, newest first, of one owner or of all."""
        query = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id).limit(limit)
        if owner is not None:
            query = query.where(JobRow.owner == owner)
        if states:
            query = query.where(JobRow.state.in_(states))
        with self._database.read() as session:
            return [from_row(row) for row in session.scalars(query)]

    def idempotent(self, owner: str, kind: str, asked: Idempotency) -> Job | None:
        """The job created earlier with this key, if it is still valid."""
        with self._database.read() as session:
            row = self._idempotent(session, owner, kind, asked)
            return None if row is None else from_row(row)

    def insert(
        self,
        job: Job,
        runner: str,
        idempotency: Idempotency | None,
        prepare: Callable[[Session, Job], None] | None,
    ) -> Job:
        """The job, stored together with the rows of `prepare`; or the earlier one with this idempotency key."""
        with self._database.write() as session:
            if idempotency is not None:
                earlier = self._idempotent(session, job.owner, job.kind, idempotency)
                if earlier is not None:
                    return from_row(earlier)
                self._release_key(session, job.owner, job.kind, idempotency.key)
            session.add(
                row_from_attributes(
                    JobRow,
                    job,
                    state=JobState.QUEUED,
                    runner=runner,
                    idempotency_key=None if idempotency is None else idempotency.key,
                    fingerprint=None if idempotency is None else idempotency.fingerprint,
                )
            )
            if prepare is not None:
                session.flush()
                prepare(session, job)
        return job

    @staticmethod
    def _idempotent(session: Session, owner: str, kind: str, asked: Idempotency) -> JobRow | None:
        row = session.scalars(
            select(JobRow).where(
                JobRow.owner == owner, JobRow.kind == kind, JobRow.idempotency_key == asked.key
            )
        ).first()
        # a failed or cancelled job releases its key, so that the same request can be made again
        if row is None or row.state in (JobState.FAILED, JobState.CANCELLED):
            return None
        if None not in (row.fingerprint, asked.fingerprint) and row.fingerprint != asked.fingerprint:
            raise IdempotencyMismatch
        return row

    @staticmethod
    def _release_key(session: Session, owner: str, kind: str, key: str) -> None:
        session.execute(
            update(JobRow)
            .where(JobRow.owner == owner, JobRow.kind == kind, JobRow.idempotency_key == key)
            .values(idempotency_key=None)
        )

    def started(
        self, job: Job, on_start: Callable[[Session, Job], None] | None = None, *, computes: bool = False
    ) -> None:
        """Store that the job runs, together with the changes of `on_start`; `computes` counts the attempt too."""
        with self._database.write() as session:
            row = session.get_one(JobRow, job.id)
            row.state, row.started_at = JobState.RUNNING, job.started_at
            row.attempts += computes
            if on_start is not None:
                session.flush()
                on_start(session, job)

    def computing(self, job_id: str) -> None:
        """Record the start of compute, so that a crash of the process counts against this job."""
        with self._database.write() as session:
            session.execute(update(JobRow).where(JobRow.id == job_id).values(attempts=JobRow.attempts + 1))

    def progressed(self, job_id: str, fraction: float, stage: str) -> None:
        """Record the job's progress; a job that makes progress is not given up."""
        with self._database.write() as session:
            session.execute(
                update(JobRow)
                .where(JobRow.id == job_id)
                .values(progress=fraction, stage=stage[:200], attempts=0)
            )

    def requeued(self, job_id: str) -> None:
        """Set a running job to queued again: the process stops, the job is to continue after the restart."""
        with self._database.write() as session:
            row = session.get_one(JobRow, job_id)
            row.state, row.attempts, row.runner = JobState.QUEUED, max(0, row.attempts - 1), ""

    def ended(self, job: Job, on_end: Callable[[Session, Job], None] | None) -> None:
        """Store the end together with the changes of `on_end`."""
        with self._database.write() as session:
            row = session.get_one(JobRow, job.id)
            row.state, row.progress, row.stage = job.state, job.progress, job.stage[:200]
            row.result, row.error, row.finished_at = job.result, job.error, job.finished_at
            if on_end is not None:
                session.flush()
                on_end(session, job)

    def adopt(self, runner: str, alive: Callable[[str], bool], kinds: Iterable[str]) -> list[tuple[Job, int]]:
        """Unfinished jobs of ended processes, now owned by this one and queued, oldest first, with their attempts."""
        with self._database.write() as session:
            rows = session.scalars(
                select(JobRow)
                .where(JobRow.state.in_(UNFINISHED), JobRow.kind.in_(tuple(kinds)))
                .order_by(JobRow.created_at)
            ).all()
            known: dict[str, bool] = {"": False}
            found: list[tuple[Job, int]] = []
            for row in rows:
                if row.runner not in known:
                    known[row.runner] = alive(row.runner)
                if not known[row.runner]:
                    row.state, row.runner = JobState.QUEUED, runner
                    found.append((from_row(row), row.attempts))
            return found

    def forget(self, job_id: str) -> None:
        """Remove the row of a job if it has ended."""
        with self._database.write() as session:
            session.execute(delete(JobRow).where(JobRow.id == job_id, JobRow.state.in_(ENDED)))

    def prune(self, now: datetime) -> int:
        """Delete jobs that ended long ago; returns their number."""
        with self._database.write() as session:
            gone = session.execute(
                delete(JobRow).where(JobRow.state.in_(ENDED), JobRow.finished_at < now - KEEP)
            )
            return int(getattr(gone, "rowcount", 0))


log = logging.getLogger(__name__)
