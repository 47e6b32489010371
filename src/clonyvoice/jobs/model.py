"""Jobs as values, their states, and the errors of the queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.errors import ClonyError, Conflict, NotFound, Unavailable, whole_seconds
from clonyvoice.core.job_state import JobState
from clonyvoice.storage.tables import JobRow

INTERACTIVE: Final = 0
"""Somebody waits for it. Lower numbers go first."""
BATCH: Final = 10
"""It can wait: refinements, long transcriptions, downloads."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is at one moment."""

    id: str
    kind: str
    subject: str
    """The id that it works on (a generation's, voice's, transcription's or model's); its events carry it as
    `id`.
    """
    owner: str
    priority: int
    state: JobState
    payload: dict[str, Any]
    created_at: datetime
    progress: float = 0.0
    stage: str = ""
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    """`code`, `message`, `status` and so on of the error that ended it (see `error_json`)."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    """Further fields of the last progress report (`chunk`, `chunks` …)."""

    @property
    def ended(self) -> bool:
        """Whether the job is completed, failed or cancelled."""
        return self.state.ended


@dataclass(frozen=True, slots=True)
class Idempotency:
    """A client's `Idempotency-Key` and a digest of the request, or None when bodies cannot be compared."""

    key: str
    fingerprint: str | None = None


class QueueFull(Unavailable):
    """As much work waits as is allowed."""

    code = "queue_full"

    def __init__(self, waiting: int, retry_after: float) -> None:
        super().__init__(
            f"{waiting} jobs are waiting already, so this one was not taken. Try again in"
            f" {whole_seconds(retry_after)} seconds, or raise `max_queue`.",
            retry_after=retry_after,
        )


class Stopping(Unavailable):
    """The server is being stopped."""

    code = "stopping"

    def __init__(self) -> None:
        super().__init__("The server is stopping. Try again when it is back.", retry_after=5)


class JobNotFound(NotFound):
    """No such job."""

    code = "job_not_found"

    def __init__(self, job_id: str) -> None:
        super().__init__(f"No job has the id {job_id[:80]}.", param="job_id")


class RunsElsewhere(Conflict):
    """Another living process of this data directory does the job; its compute cannot be reached from here."""

    code = "runs_elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "This is being made by another ClonyVoice process on the same data directory (a command, or a server)."
            " Stop it there: a command with Ctrl-C."
        )


class JobUnfinished(Unavailable):
    """The job is still running at the end of the longest possible wait."""

    code = "job_unfinished"

    def __init__(self, job: Job) -> None:
        super().__init__(
            f"The job {job.id} is not done yet ({job.state}). It goes on: ask for it again, or cancel it.",
            retry_after=5,
            details={"job_id": job.id, "state": job.state},
        )


class IdempotencyMismatch(Conflict):
    """An Idempotency-Key was used again with a different request."""

    code = "idempotency_mismatch"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used before with a different request. Use a new key for a new request.",
            param="Idempotency-Key",
        )


class GivenUp(ClonyError):
    """The process ended several times while it worked on this."""

    code = "given_up"

    def __init__(self, attempts: int) -> None:
        super().__init__(
            f"The server stopped {attempts} times while working on this, so it was given up. If memory ran out, try a"
            " shorter input; `clonyvoice doctor` shows what this machine has."
        )


class JobFailed(ClonyError):
    """The error of a job that failed, raised again for callers that waited for it."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(
            str(error.get("message", "")),
            param=error.get("param"),
            retry_after=error.get("retry_after"),
            details=error.get("details"),
        )
        # an instance tells its own code: the class stands for all errors that jobs ended with
        self.__dict__["code"] = str(error.get("code", "internal_error"))
        self.__dict__["status"] = int(error.get("status", 500))
        self.__dict__["type"] = str(error.get("type", "api_error"))


def error_json(error: ClonyError) -> dict[str, Any]:
    """The error as plain values for a row; `JobFailed` brings it back."""
    return {
        "code": error.code,
        "status": error.status,
        "type": error.type,
        "message": error.message,
        "param": error.param,
        "retry_after": error.retry_after,
        "details": error.details,
    }


def from_row(row: JobRow) -> Job:
    """The job of a row."""
    return from_attributes(
        Job,
        row,
        subject=row.subject or row.id,
        payload=dict(row.payload),
        fields={},
    )
