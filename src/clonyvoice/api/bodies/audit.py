"""Response bodies of the audit routes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.audit.verification import LogVerification, ProblemKind
from clonyvoice.core.attribute_copying import from_attributes


class AuditRecordBody(BaseModel):
    """A record of the audit log: number, time, event, the key or owner that caused it, and the event's own fields."""

    model_config = ConfigDict(extra="allow")

    n: int = Field(description="Its number; the first record is 1.")
    at: str
    event: str
    who: str = Field(description="A key's id, `studio` or `cli`.")
    prev: str = Field(description="The hash of the record before.")
    hash: str


class AuditPage(BaseModel):
    """Records of the audit log, newest first."""

    enabled: bool = Field(description="Whether records are being written now.")
    records: list[AuditRecordBody]
    total: int
    next_before: int | None = Field(description="Send it as `before` for the records before these.")


class AuditProblemBody(BaseModel):
    """A problem in the log, and its place."""

    kind: ProblemKind
    file: str
    line: int
    at: str | None
    message: str


class AuditCheckBody(BaseModel):
    """The outcome of a check of the whole log."""

    whole: bool
    records: int
    number: int = Field(description="The number of the newest record.")
    hash: str = Field(
        description="Its hash: stored elsewhere, it proves later that the log was not rewritten."
    )
    first_at: str | None
    last_at: str | None
    problems: list[AuditProblemBody]


def check_body(found: LogVerification) -> AuditCheckBody:
    """The response body of the check."""
    problems = [from_attributes(AuditProblemBody, one) for one in found.problems]
    return from_attributes(AuditCheckBody, found, problems=problems)
