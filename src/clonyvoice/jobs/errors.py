"""Errors of jobs, and how one that a job ended with is stored and raised again."""

from __future__ import annotations

from typing import Any

from clonyvoice.core.errors import ClonyError, Conflict, NotFound, Unavailable, whole_seconds
from clonyvoice.jobs.model import Job


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


class KeyRevoked(ClonyError):
    """The API key that asked for the job was revoked before the job began."""

    code, status, type = "key_revoked", 401, "authentication_error"

    def __init__(self) -> None:
        super().__init__(
            "The API key that asked for this was revoked before it began, so it was not done. Ask again with another"
            " key."
        )


class JobUnfinished(Unavailable):
    """The job is still running at the end of the longest possible wait."""

    code = "job_unfinished"

    def __init__(self, job: Job) -> None:
        super().__init__(
            f"The job {job.id} is not done yet ({job.state}). It continues: ask again later, or cancel it.",
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
        # the code is that of the instance: the class stands for all errors with which jobs ended
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
