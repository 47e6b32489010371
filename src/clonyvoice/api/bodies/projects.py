"""Request and response bodies of the project and timeline routes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.field_types import Pronunciations
from clonyvoice.api.bodies.field_types import UtcTime as Time
from clonyvoice.api.bodies.project_renders import Loudness
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.projects.assets import Asset
from clonyvoice.projects.export_presets import KeptPresets
from clonyvoice.projects.model import Applied, Project, Revision
from clonyvoice.projects.operations import MAX_OPERATIONS
from clonyvoice.projects.script_importing import language_of
from clonyvoice.projects.script_lines import Script

CHOOSE_VOICES = (
    "Give each new speaker of the script a voice: one of the speaker's name, else a preset by the gender of the "
    "name and the language of what is said; lines that name nobody are a narrator's."
)


class ProjectBody(BaseModel):
    """A project as it is listed."""

    id: str
    name: str
    language: str
    revision: int
    duration: float = Field(description="Seconds.")
    lines: int
    sample_rate: int
    fps: float | None
    loudness: Loudness
    default_gap_ms: int
    pronunciations: dict[str, str] = {}
    export_presets: KeptPresets = {}
    created_at: Time
    updated_at: Time
    deleted_at: Time | None = None


class ProjectList(BaseModel):
    """Some of the projects, the last changed first."""

    projects: list[ProjectBody]
    next_cursor: str | None


class ProjectDocument(BaseModel):
    """The whole document of a project: speakers, lines with their places and states, tracks, clips, markers."""

    model_config = ConfigDict(extra="allow")

    id: str
    revision: int
    name: str
    duration: float
    speakers: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    tracks: list[dict[str, Any]]
    clips: list[dict[str, Any]]
    markers: list[dict[str, Any]]
    assets: list[AssetBody]


class NewProject(BaseModel):
    """A project to create; `script` is text whose `NAME: line` paragraphs become speakers and lines."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "The Garden", "language": "en", "script": "ADA: Where were you?\n\nBEN: Outside."}
            ]
        },
    )

    name: str = Field(min_length=1, max_length=200)
    language: str | None = Field(
        None, min_length=2, max_length=20, description="The script's own when left out, English without one."
    )
    fps: float | None = Field(None, gt=0, le=240, allow_inf_nan=False)
    loudness: Loudness = "off"
    default_gap_ms: int = Field(250, ge=0, le=10_000)
    script: str = Field("", max_length=2_000_000)
    speakers: dict[str, str] = Field(
        default={}, max_length=500, description="Voices of the script's speakers: name to voice_id."
    )
    choose_voices: bool = Field(True, description=CHOOSE_VOICES)


class ProjectChange(BaseModel):
    """Settings to change; fields that are left out keep their value."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "The Garden, part two"}]}
    )

    name: str | None = Field(None, min_length=1, max_length=200)
    language: str | None = Field(None, min_length=2, max_length=20)
    fps: float | None = Field(None, gt=0, le=240, allow_inf_nan=False)
    loudness: Loudness | None = None
    default_gap_ms: int | None = Field(None, ge=0, le=10_000)
    pronunciations: Pronunciations | None = Field(None, max_length=500)
    export_presets: KeptPresets | None = None


class OperationsBody(BaseModel):
    """Changes of a document, all of them or none; docs/projects.md lists the operations."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"operations": [{"op": "line.insert", "line": {"text": "Good evening."}}]},
                {"operations": [{"op": "line.insert", "generation_id": "gen_…", "after": "line_…"}]},
                {"operations": [{"op": "track.update", "id": "t", "set": {"effects": [{"type": "reverb"}]}}]},
            ]
        },
    )

    operations: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=MAX_OPERATIONS,
        description="Each an object with `op`, applied in order. `line.insert` with `generation_id` makes a finished "
        "generation a line with its sound.",
    )


class AppliedBody(BaseModel):
    """The result of a change; `ids` are those that each operation made or changed.

    `changed` are the items after it by id (null where one was deleted), `lines` the state, takes and length of the
    lines among them; both are null where more than 200 items changed: read the document again.
    """

    revision: int
    applied: int
    ids: list[str | None]
    changed: dict[str, Any] | None
    lines: dict[str, Any] | None


class RevisionBody(BaseModel):
    """One entry of a project's history."""

    revision: int
    author: str
    kind: Literal["create", "edit", "take", "undo", "redo", "restore"]
    label: str
    operations: list[dict[str, Any]]
    undone: bool
    created_at: Time


class HistoryBody(BaseModel):
    """Revisions of a project, newest first."""

    history: list[RevisionBody]


class LabelBody(BaseModel):
    """A name for a revision, to come back to."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"label": "Before the recut"}]})

    label: str = Field(min_length=1, max_length=200)
    revision: int | None = Field(None, ge=1, le=2**53, description="The present one when missing.")


class CopyBody(BaseModel):
    """The copy's name."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "The Garden (Korean)"}]}
    )

    name: str | None = Field(None, min_length=1, max_length=200)


class AssetBody(BaseModel):
    """Music, an effect, a recording, or the sound of a video."""

    id: str
    name: str
    credit: str
    media_type: str
    duration: float
    samples: int = Field(description="At 48 kHz.")


class AssetList(BaseModel):
    """A project's assets, oldest first."""

    assets: list[AssetBody]


class PeaksBody(BaseModel):
    """A waveform: the largest absolute sample of each stretch, 0 to 255."""

    per_second: int
    peaks: list[int]


class DubBody(BaseModel):
    """A transcribed asset to be dubbed: voices by speaker, and the text of each segment in the new language."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "asset_id": "asset_…",
                    "transcription_id": "trn_…",
                    "voices": {"speaker_0": "voice_af_heart"},
                    "language": "en",
                }
            ]
        },
    )

    asset_id: str = Field(max_length=80, description="The recording or video, an asset of the project.")
    transcription_id: str = Field(
        max_length=80, description="Its transcription; with `diarize` it knows speakers."
    )
    voices: dict[str, str] = Field(
        default={}, max_length=500, description="Voices by speaker: `speaker_0` to voice_id."
    )
    texts: list[str] | None = Field(
        None, max_length=5000, description="A text for each segment, translated; empty leaves one out."
    )
    language: str = Field("auto", min_length=2, max_length=20, description="The language of the lines.")
    duck_db: float = Field(
        -15.0, ge=-60, le=0, allow_inf_nan=False, description="The original under the lines."
    )


class ScriptPreview(BaseModel):
    """The lines and speakers that an import would bring, before it is done."""

    format: str
    lines: int
    characters: int
    speakers: list[str]
    chapters: list[str]
    language: str = Field(
        description="The main language of the text: the project's, unless another is given."
    )
    timed: bool = Field(description="Whether lines come with their times (subtitles).")
    warnings: list[str]
    first: list[dict[str, Any]] = Field(description="The first ten lines.")


def project_body(project: Project) -> ProjectBody:
    """The response body of a project."""
    return from_attributes(
        ProjectBody,
        project,
        **project.settings,
    )


def applied_body(applied: Applied) -> AppliedBody:
    """The response body of a change."""
    return AppliedBody.model_validate(applied, from_attributes=True)


def revision_body(revision: Revision) -> RevisionBody:
    """The response body of a revision."""
    return RevisionBody.model_validate(revision, from_attributes=True)


def asset_body(asset: Asset) -> AssetBody:
    """The response body of an asset."""
    return AssetBody.model_validate(asset, from_attributes=True)


def preview_body(script: Script) -> ScriptPreview:
    """The response body of an import's preview."""
    return ScriptPreview(
        format=script.format,
        lines=len(script.lines),
        characters=sum(len(line.text) for line in script.lines),
        speakers=script.speakers,
        chapters=[line.chapter for line in script.lines if line.chapter],
        language=language_of(script),
        timed=any(line.slot is not None for line in script.lines),
        warnings=script.warnings,
        first=[
            {"text": line.text, "speaker": line.speaker, "slot": line.slot, "chapter": line.chapter}
            for line in script.lines[:10]
        ],
    )


ProjectDocument.model_rebuild()
