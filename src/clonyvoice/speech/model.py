"""A generation as it is at one moment: its chunks, their takes, and the words in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from clonyvoice.core.job_state import JobState


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the joined sound: seconds from its start, offsets in the generation's text."""

    word: str
    start: float
    end: float
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Take:
    """One rendering of a chunk; `number` counts from 1."""

    id: str
    number: int
    text: str
    duration: float
    sample_rate: int
    seed: int | None
    settings: dict[str, Any]
    active: bool
    blob_id: str
    words: tuple[dict[str, Any], ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the text and its sound.

    `start`/`end` are seconds in the joined sound, None until it is made.
    """

    id: str
    index: int
    text: str
    start_char: int
    end_char: int
    language: str
    voice_id: str | None
    settings: dict[str, Any]
    pause_ms: int
    status: JobState
    start: float | None
    end: float | None
    takes: tuple[Take, ...]
    error: dict[str, Any] | None = None

    @property
    def active(self) -> Take | None:
        """The active take."""
        return next((take for take in self.takes if take.active), None)


@dataclass(frozen=True, slots=True)
class Generation:
    """A request to speak and its result. `chunks` are there only where one generation is asked for."""

    id: str
    kind: str
    owner: str
    status: JobState
    voice_id: str | None
    voice_name: str
    engine: str
    text: str
    language: str
    format: str
    sample_rate: int | None
    """The sample rate that was asked for; None for the engine's own."""
    seed: int | None
    settings: dict[str, Any]
    duration: float | None
    timings: dict[str, Any]
    error: dict[str, Any] | None
    job_id: str | None
    created_at: datetime
    finished_at: datetime | None
    chunks: tuple[Chunk, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def lead_ms(self) -> int:
        """Silence before the first chunk."""
        return int(self.settings.get("lead_ms", 0))

    def words(self) -> tuple[Word, ...]:
        """All words in order, as they are in the joined sound."""
        found = []
        for chunk in self.chunks:
            take = chunk.active
            if take is None or chunk.start is None:
                continue
            found += [
                Word(
                    word["word"],
                    round(chunk.start + word["start"], 4),
                    round(chunk.start + word["end"], 4),
                    chunk.start_char + word["start_char"],
                    chunk.start_char + word["end_char"],
                )
                for word in take.words
            ]
        return tuple(found)
