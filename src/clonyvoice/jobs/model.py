"""Jobs as values, made from their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.job_state import JobState
from clonyvoice.storage.tables import JobRow

INTERACTIVE: Final = 0
"""Priority of work that a client waits for. Lower numbers go first; any number below `BATCH` would do."""
BATCH: Final = 10
"""Priority of work that can wait: refinements, long transcriptions, downloads."""


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


def from_row(row: JobRow) -> Job:
    """The job of a row."""
    return from_attributes(
        Job,
        row,
        subject=row.subject or row.id,
        payload=dict(row.payload),
        fields={},
    )
