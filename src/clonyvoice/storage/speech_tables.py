"""Generations with their chunks and takes, and transcriptions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clonyvoice.core.job_state import JobState
from clonyvoice.storage.column_types import Base, BlobId, Json, StateWord


class GenerationRow(Base):
    """One request to speak, from queued to done, and the joined sound."""

    __tablename__ = "generations"
    __table_args__ = (
        Index("ix_generations_listing", "created_at", "id", "kind"),
        Index("ix_generations_owner_listing", "owner", "created_at", "id", "kind"),
        Index("ix_generations_fingerprint", "fingerprint"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    """`clone`, `preset`, `design`, or a chunked kind."""
    owner: Mapped[str] = mapped_column(String(40))
    """The id of the key that asked, or `studio` or `cli`."""
    job_id: Mapped[str | None] = mapped_column(String(40))
    voice_id: Mapped[str | None] = mapped_column(String(80), index=True)
    voice_name: Mapped[str] = mapped_column(String(200), default="")
    engine: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    settings: Mapped[Json] = mapped_column(default=dict)
    """Speed, pitch, volume, pauses and what else shapes the sound."""
    format: Mapped[str] = mapped_column(String(10), default="wav")
    sample_rate: Mapped[int | None]
    seed: Mapped[int | None]
    status: Mapped[JobState] = mapped_column(StateWord, default=JobState.QUEUED)
    duration: Mapped[float | None]
    blob_id: Mapped[str | None] = mapped_column(BlobId)
    """The joined sound."""
    words: Mapped[list[Json]] = mapped_column(default=list)
    timings: Mapped[Json] = mapped_column(default=dict)
    error: Mapped[Json | None]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """Digest of all that decides the sound; an identical request with a seed is answered from here."""
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    chunks: Mapped[list[ChunkRow]] = relationship(
        cascade="all, delete-orphan", order_by="ChunkRow.index", passive_deletes=True
    )


class SearchEntryRow(Base):
    """The generation of an entry of the search index; maintained by triggers (see `storage.text_search`)."""

    __tablename__ = "search_entries"

    number: Mapped[int] = mapped_column(primary_key=True)
    """The entry's rowid in the index."""
    generation_id: Mapped[str] = mapped_column(String(40), unique=True)
    owner: Mapped[str] = mapped_column(String(40), server_default="")


class ChunkRow(Base):
    """A sentence of a generation, with its takes."""

    __tablename__ = "chunks"
    __table_args__ = (Index("ix_chunks_generation", "generation_id", "index", unique=True),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    generation_id: Mapped[str] = mapped_column(ForeignKey("generations.id", ondelete="CASCADE"))
    index: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    start_char: Mapped[int] = mapped_column(default=0)
    end_char: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(20))
    voice_id: Mapped[str | None] = mapped_column(String(80))
    settings: Mapped[Json] = mapped_column(default=dict)
    pause_ms: Mapped[int] = mapped_column(default=0)
    """Silence after it."""
    status: Mapped[JobState] = mapped_column("state", StateWord, default=JobState.QUEUED)
    start: Mapped[float | None]
    """Seconds from the start of the joined sound."""
    end: Mapped[float | None]
    active_take: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[Json | None]

    takes: Mapped[list[TakeRow]] = relationship(
        cascade="all, delete-orphan", order_by="TakeRow.number", passive_deletes=True
    )


class TakeRow(Base):
    """One rendering of a chunk. Old takes are kept when a chunk is regenerated."""

    __tablename__ = "takes"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    chunk_id: Mapped[str] = mapped_column(ForeignKey("chunks.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text, default="")
    blob_id: Mapped[str] = mapped_column(BlobId)
    sample_rate: Mapped[int]
    duration: Mapped[float]
    words: Mapped[list[Json]] = mapped_column(default=list)
    seed: Mapped[int | None]
    settings: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class PronunciationRow(Base):
    """An owner's pronunciation of a word, used in everything of that owner."""

    __tablename__ = "pronunciations"

    owner: Mapped[str] = mapped_column(String(40), primary_key=True)
    word: Mapped[str] = mapped_column(String(100), primary_key=True)
    said: Mapped[str] = mapped_column(String(300))
    """Phonemes between slashes, or a respelling."""


class TranscriptionRow(Base):
    """A transcription, finished or in progress."""

    __tablename__ = "transcriptions"
    __table_args__ = (Index("ix_transcriptions_listing", "owner", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    job_id: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[JobState] = mapped_column(StateWord, default=JobState.QUEUED)
    blob_id: Mapped[str | None] = mapped_column(BlobId)
    """The upload, while it is needed or when it is kept."""
    original_name: Mapped[str] = mapped_column(String(300), default="")
    task: Mapped[str] = mapped_column(String(12), default="transcribe")
    language: Mapped[str | None] = mapped_column(String(20))
    duration: Mapped[float | None]
    text: Mapped[str] = mapped_column(Text, default="")
    segments: Mapped[list[Json]] = mapped_column(default=list)
    settings: Mapped[Json] = mapped_column(default=dict)
    timings: Mapped[Json] = mapped_column(default=dict)
    error: Mapped[Json | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
