"""Dubs as values: their settings and progress."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.job_state import JobState
from clonyvoice.projects.dub_lines_ducking import DUCK_DB
from clonyvoice.projects.dub_utterances import DubUtterance, TimedText
from clonyvoice.storage.tables import ProjectDubRow

VoiceSource: TypeAlias = Literal["cast", "clone", "none"]


@dataclass(frozen=True, slots=True)
class DubSettings:
    """Settings of a dub; `api.bodies.timeline_dubs.StartDub` describes each."""

    asset_id: str
    spoken: str = "auto"
    language: str = "auto"
    transcription_id: str | None = None
    texts: list[str] | None = None
    subtitles: list[TimedText] | None = None
    translate: bool = False
    voices: dict[str, str] = field(default_factory=dict)
    voice_source: VoiceSource = "cast"
    consent_person: str = ""
    consent_statement: str = ""
    least_speakers: int | None = None
    most_speakers: int | None = None
    duck_db: float = DUCK_DB
    speak: bool = True
    video: bool = False

    def json(self) -> dict[str, Any]:
        """Plain values for a row."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> DubSettings:
        """The settings that `json` wrote."""
        cues = kept.get("subtitles")
        return cls(**{**kept, "subtitles": None if cues is None else [TimedText(**cue) for cue in cues]})


@dataclass(frozen=True, slots=True)
class Dub:
    """A dub: the recognised `utterances` (in the language `spoken`), and the voice of each speaker.

    `step` is the one that was begun last, empty before the first (see `dub_progress`).
    `lines` are the ids of its lines, `made` and `failed` their numbers, `over` the number of those that end more than
    80 ms behind their slots; `notes` say what was not as asked.
    """

    id: str
    project_id: str
    settings: DubSettings
    status: JobState
    step: str
    spoken: str
    utterances: list[DubUtterance]
    voices: dict[str, str]
    lines: list[str]
    made: int
    failed: int
    over: int
    notes: list[dict[str, Any]]
    render_id: str | None
    error: dict[str, Any] | None
    job_id: str | None
    created_at: datetime
    finished_at: datetime | None


def dub_of(row: ProjectDubRow) -> Dub:
    """The dub of a row."""
    done = row.progress
    return from_attributes(
        Dub,
        row,
        settings=DubSettings.from_json(dict(row.settings)),
        step=done.get("step", ""),
        spoken=done.get("spoken", ""),
        utterances=[DubUtterance(**one) for one in done.get("utterances", ())],
        voices=dict(done.get("voices", {})),
        lines=list(done.get("lines", ())),
        made=int(done.get("made", 0)),
        failed=int(done.get("failed", 0)),
        over=int(done.get("over", 0)),
        notes=list(done.get("notes", ())),
        render_id=done.get("render_id"),
    )
