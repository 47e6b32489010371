"""Rows of transcriptions as the frozen values that leave this layer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.errors import NotFound
from clonyvoice.core.job_state import JobState
from clonyvoice.storage.tables import TranscriptionRow
from clonyvoice.transcription.transcript import Transcript
from clonyvoice.transcription.transcript_formats import restored


class TranscriptionNotFound(NotFound):
    """No transcription has this id."""

    code = "transcription_not_found"

    def __init__(self, transcription_id: str) -> None:
        super().__init__(f"No transcription has the id {transcription_id[:80]}.", param="transcription_id")


@dataclass(frozen=True, slots=True)
class Transcription:
    """A transcription, finished or in progress. `transcript` has the segments so far."""

    id: str
    owner: str
    status: JobState
    job_id: str | None
    name: str
    task: str
    settings: dict[str, Any]
    transcript: Transcript
    timings: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None = None
    error: dict[str, Any] | None = None


def transcription_of(row: TranscriptionRow) -> Transcription:
    """The transcription of a row."""
    segments = tuple(restored(value) for value in row.segments)
    timings = dict(row.timings)
    transcript = Transcript(
        language=row.language or "",
        language_probability=float(timings.pop("language_probability", 0.0)),
        duration=row.duration or 0.0,
        speech_seconds=float(timings.pop("speech_seconds", 0.0)),
        segments=segments,
    )
    return from_attributes(
        Transcription,
        row,
        name=row.original_name,
        settings=dict(row.settings),
        transcript=transcript,
        timings=timings,
    )
