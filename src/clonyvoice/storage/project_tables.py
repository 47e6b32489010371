"""Projects: their documents item by item, revisions, takes, assets, rendered mixes, and presets of exports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clonyvoice.core.job_state import JobState
from clonyvoice.storage.column_types import Base, BlobId, Json, StateWord


class ProjectRow(Base):
    """A project and the present revision of its items."""

    __tablename__ = "projects"
    __table_args__ = (Index("ix_projects_listing", "owner", "deleted_at", "updated_at", "id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(default=0)
    settings: Mapped[Json] = mapped_column(default=dict)
    """See `projects.document_items.ProjectSettings`."""
    duration: Mapped[float] = mapped_column(default=0.0)
    """Seconds, as of the last change."""
    lines: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class ProjectItemRow(Base):
    """A speaker, line, track, clip or marker of a project."""

    __tablename__ = "project_items"

    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(BigInteger)
    data: Mapped[Json] = mapped_column(default=dict)


class ProjectRevisionRow(Base):
    """One change of a project's document: its owner, its operations, and their inverses."""

    __tablename__ = "project_revisions"

    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    """`edit`, `take`, `undo`, `redo` or `restore`."""
    label: Mapped[str] = mapped_column(String(200), default="")
    """The name of a restore point."""
    operations: Mapped[list[Json]] = mapped_column(default=list)
    before: Mapped[Json] = mapped_column(default=dict)
    after: Mapped[Json] = mapped_column(default=dict)
    of: Mapped[int | None]
    """The revision that it undid, or made again."""
    undone: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class ProjectTakeRow(Base):
    """One rendering of a line with its sound, or a failed attempt. Kept until the project is emptied."""

    __tablename__ = "project_takes"
    __table_args__ = (
        Index("ix_project_takes_line", "project_id", "line_id"),
        Index("ix_project_takes_created", "created_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    line_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(32), default="")
    """Digest of what decided it (see `projects.document.fingerprint`)."""
    blob_id: Mapped[str | None] = mapped_column(BlobId)
    sample_rate: Mapped[int] = mapped_column(default=24_000)
    samples: Mapped[int] = mapped_column(default=0)
    words: Mapped[list[Json]] = mapped_column(default=list)
    seed: Mapped[int | None]
    voice_id: Mapped[str | None] = mapped_column(String(80))
    voice_name: Mapped[str] = mapped_column(String(200), default="")
    settings: Mapped[Json] = mapped_column(default=dict)
    error: Mapped[Json | None]
    heard: Mapped[Json | None]
    """The result of its last transcript check (see `projects.takes.HeardText`)."""
    created_at: Mapped[datetime]


class ProjectAssetRow(Base):
    """An upload: music, an effect, a recording, or the sound of a video."""

    __tablename__ = "project_assets"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300), default="")
    credit: Mapped[str] = mapped_column(String(500), default="")
    blob_id: Mapped[str] = mapped_column(BlobId)
    """The file as it was uploaded."""
    sound_blob: Mapped[str] = mapped_column(BlobId)
    """Its sound as 16-bit stereo WAV at 48 kHz, read in place by the mix."""
    proxy_blob: Mapped[str | None] = mapped_column(BlobId)
    """The picture of a video as a small file that every browser plays, where one was asked for."""
    media_type: Mapped[str] = mapped_column(String(60), default="application/octet-stream")
    samples: Mapped[int]
    """Of `sound_blob`, per channel."""
    peaks: Mapped[list[int]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class ProjectRenderRow(Base):
    """A mix written to a file by a job."""

    __tablename__ = "project_renders"
    __table_args__ = (Index("ix_project_renders_project", "project_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    owner: Mapped[str] = mapped_column(String(40))
    job_id: Mapped[str | None] = mapped_column(String(40))
    revision: Mapped[int]
    settings: Mapped[Json] = mapped_column(default=dict)
    status: Mapped[JobState] = mapped_column(StateWord, default=JobState.QUEUED)
    blob_id: Mapped[str | None] = mapped_column(BlobId)
    duration: Mapped[float | None]
    measured: Mapped[Json] = mapped_column(default=dict)
    """Loudness and true peak before and after, and the gain that was applied."""
    error: Mapped[Json | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ProjectDubRow(Base):
    """A recording dubbed by a job: the request and its progress."""

    __tablename__ = "project_dubs"
    __table_args__ = (Index("ix_project_dubs_project", "project_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    owner: Mapped[str] = mapped_column(String(40))
    job_id: Mapped[str | None] = mapped_column(String(40))
    settings: Mapped[Json] = mapped_column(default=dict)
    """See `projects.dub_model.DubSettings`."""
    progress: Mapped[Json] = mapped_column(default=dict)
    """The step that was begun last, and the outcome of those that are done: utterances, voices, lines, render."""
    status: Mapped[JobState] = mapped_column(StateWord, default=JobState.QUEUED)
    error: Mapped[Json | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ExportPresetRow(Base):
    """Export settings that an owner stores for all projects."""

    __tablename__ = "export_presets"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    settings: Mapped[Json] = mapped_column(default=dict)
    """See `projects.export_presets.ExportPreset`."""
    created_at: Mapped[datetime]
