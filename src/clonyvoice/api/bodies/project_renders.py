"""Bodies of a project's renders: requests, finished files, and presets of an owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.field_types import StateField
from clonyvoice.api.bodies.field_types import UtcTime as Time
from clonyvoice.audio.formats import FileFormatName
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.job_state import JobState
from clonyvoice.projects.export_presets import (
    ExportPreset,
    Loudness,
    NamePattern,
    PresetName,
    preset_named,
)
from clonyvoice.projects.owner_export_presets import OwnPreset
from clonyvoice.projects.render_chapters_video import RenderSettings
from clonyvoice.projects.render_jobs import Render
from clonyvoice.projects.video_proxies import Proxy

__all__ = [
    "ExportPresetBody",
    "ExportPresetChange",
    "ExportPresetList",
    "Loudness",
    "NewExportPreset",
    "RenderBody",
    "RenderList",
    "RenderedBody",
    "preset_body",
    "rendered_body",
]


class RenderBody(BaseModel):
    """Settings of a render: the mix written to a file."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"format": "mp3", "loudness": "-16"}]}
    )

    preset: str | None = Field(
        None,
        max_length=60,
        description="The name of a preset of the project, of one's own, or of everybody: podcast, youtube, streaming,"
        " broadcast, audiobook, audiobook-chapters. Fields beside it come before it.",
    )
    format: FileFormatName = "wav"
    loudness: Loudness | None = Field(
        None, description="LUFS to bring it to; the project's own when missing."
    )
    true_peak: float | None = Field(None, ge=-20, le=0, allow_inf_nan=False, description="dBTP at most.")
    begin: float = Field(0, ge=0, le=360_000, allow_inf_nan=False)
    end: float | None = Field(None, gt=0, le=360_000, allow_inf_nan=False)
    stems: bool = Field(False, description="A ZIP with a file for each track; they add up to the mix.")
    per_line: bool = Field(False, description="A ZIP with a file for each line's take.")
    chapters: bool | None = Field(
        None,
        description="Chapter markers as chapters; where m4a, m4b, mp4, mp3 or opus hold them when missing.",
    )
    video: str | None = Field(
        None, max_length=80, description="The asset whose picture is copied into the mp4, frame by frame."
    )
    subtitles: bool = Field(False, description="The lines as a track of subtitles in the mp4.")

    file_name: NamePattern | None = Field(
        None,
        description="Pattern of the file's name, or of the ZIP's, without ending: {project}, {date}, {revision},"
        " {loudness} and other text.",
    )
    entry_names: NamePattern | None = Field(
        None,
        description="Pattern of the names in a ZIP: also {number}, and {speaker} and {line}, or {track} of stems.",
    )

    def settings(self, project: Mapping[str, Any], own: Mapping[str, ExportPreset]) -> RenderSettings:
        """The settings, before those of the preset, before the project's; `own` are the caller's presets.

        Raises InvalidRequest.
        """
        found: dict[str, Any] = {"loudness": project["loudness"]}
        if self.preset is not None:
            found |= preset_named(self.preset, project.get("export_presets") or {}, own)
        given = self.model_dump(exclude_unset=True, exclude={"preset"})
        return RenderSettings(**found | {name: value for name, value in given.items() if value is not None})


class RenderedBody(BaseModel):
    """A render: the state of its job, and where its file is."""

    id: str
    project_id: str
    revision: int
    status: StateField
    settings: dict[str, Any]
    duration: float | None
    measured: dict[str, Any] = Field(
        description="Loudness, true peak and gain of the master, where one was made."
    )
    error: dict[str, Any] | None
    job_id: str | None
    audio_url: str | None
    file_name: str = Field(description="The name under which the file is saved.")
    created_at: Time
    finished_at: Time | None


class RenderList(BaseModel):
    """A project's renders, newest first."""

    renders: list[RenderedBody]


def rendered_body(render: Render, project: str) -> RenderedBody:
    """The response body of a render of the project of this name."""
    ready = render.status == JobState.COMPLETED and render.blob_id is not None
    url = f"/api/projects/{render.project_id}/renders/{render.id}/audio" if ready else None
    return from_attributes(RenderedBody, render, audio_url=url, file_name=render.saved_as(project))


class NewExportPreset(BaseModel):
    """Settings of an export to be kept under a name, for all projects."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "For the editor", "settings": {"format": "flac", "per_line": True}}]
        },
    )

    name: PresetName
    settings: ExportPreset


class ExportPresetChange(BaseModel):
    """A change of a preset; fields that are left out keep their value."""

    model_config = ConfigDict(extra="forbid")

    name: PresetName | None = None
    settings: ExportPreset | None = Field(
        None, description="New settings that replace all of the earlier ones."
    )


class ExportPresetBody(BaseModel):
    """A preset of an export that is kept for all projects."""

    id: str
    name: str
    settings: ExportPreset
    created_at: Time


class ExportPresetList(BaseModel):
    """The caller's presets, by name."""

    presets: list[ExportPresetBody]


def preset_body(preset: OwnPreset) -> ExportPresetBody:
    """The response body of a preset."""
    return from_attributes(ExportPresetBody, preset)


class ProxyBody(BaseModel):
    """The proxy of a video: a small picture that every browser plays (WebM with VP8, no sound)."""

    asset_id: str
    status: JobState | Literal["missing"] = Field(description="`missing` where none was asked for.")
    progress: float = Field(description="0 to 1.")
    job_id: str | None
    error: dict[str, Any] | None
    url: str | None = Field(description="The file, once it is completed.")


def proxy_body(project_id: str, proxy: Proxy) -> ProxyBody:
    """The response body of a video's proxy."""
    url = f"/api/projects/{project_id}/assets/{proxy.asset_id}/proxy/file"
    return ProxyBody(
        asset_id=proxy.asset_id,
        status=cast("Any", proxy.status),
        progress=proxy.progress,
        job_id=proxy.job_id,
        error=proxy.error,
        url=url if proxy.blob_id else None,
    )
