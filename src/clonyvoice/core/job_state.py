"""The states of jobs and of their results: generations, chunks, transcriptions, renders, dubs."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class JobState(StrEnum):
    """The state of a job; rows, answers and events have the same words."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether the state is completed, failed or cancelled."""
        return self in ENDED


UNFINISHED: Final = (JobState.QUEUED, JobState.RUNNING)
"""The states that a job leaves."""
ENDED: Final = (JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED)
"""The states that a job keeps."""
