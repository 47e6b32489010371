"""Voices with their samples and fitted versions, categories, and users' settings of presets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clonyvoice.storage.column_types import Base, BlobId, Json


class CategoryRow(Base):
    """A folder for voices, created by a user."""

    __tablename__ = "categories"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    color: Mapped[str | None] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class VoiceRow(Base):
    """A cloned or designed voice. Presets have no row: their engine defines them, see `PresetOverlayRow`."""

    __tablename__ = "voices"
    __table_args__ = (Index("ix_voices_listing", "deleted_at", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    """`clone` or `design`."""
    engine: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(20), default="en")
    languages: Mapped[list[str]] = mapped_column(default=list)
    gender: Mapped[str | None] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    category_id: Mapped[str | None] = mapped_column(ForeignKey("categories.id", ondelete="SET NULL"))
    favorite: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(10), default="fitting")
    """`ready`, `fitting`, `failed` or `revoked`."""
    fidelity: Mapped[float | None]
    avatar_color: Mapped[str | None] = mapped_column(String(20))
    settings: Mapped[Json] = mapped_column(default=dict)
    """Default speed, pitch and so on of this voice."""
    design: Mapped[Json] = mapped_column(default=dict)
    """The recipe of a designed voice: description, seed, attributes."""
    report: Mapped[Json] = mapped_column(default=dict)
    """The quality report of the recording."""
    consent: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[str | None] = mapped_column(String(40))
    job_id: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[Json | None]
    preview_blob: Mapped[str | None] = mapped_column(BlobId)
    allowed_keys: Mapped[list[str] | None] = mapped_column(JSON)
    """Ids of the keys besides its owner's that may use the voice; None for all."""
    preferred_engine: Mapped[str | None] = mapped_column(String(40))
    """The engine chosen by a user; None takes the best that is ready."""
    revoked: Mapped[Json | None]
    """The revocation: time, reason, who; `because_of` is the voice that this one was made of."""
    deleted_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    consents: Mapped[list[VoiceConsentRow]] = relationship(
        cascade="all, delete-orphan", order_by="VoiceConsentRow.created_at", passive_deletes=True
    )
    samples: Mapped[list[VoiceSampleRow]] = relationship(
        cascade="all, delete-orphan", order_by="VoiceSampleRow.position", passive_deletes=True
    )
    versions: Mapped[list[VoiceVersionRow]] = relationship(
        cascade="all, delete-orphan", order_by="VoiceVersionRow.created_at", passive_deletes=True
    )


class VoiceSampleRow(Base):
    """One recording of a voice; the original upload is kept."""

    __tablename__ = "voice_samples"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    voice_id: Mapped[str] = mapped_column(ForeignKey("voices.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    blob_id: Mapped[str] = mapped_column(BlobId)
    """The file as it was uploaded."""
    clip_blob: Mapped[str | None] = mapped_column(BlobId)
    """The speech that was found in it, cleaned, 24 kHz mono."""
    media_type: Mapped[str] = mapped_column(String(60), default="application/octet-stream")
    transcript: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(String(20))
    duration: Mapped[float] = mapped_column(default=0.0)
    weight: Mapped[float] = mapped_column(default=1.0)
    quality: Mapped[Json] = mapped_column(default=dict)
    original_name: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]


class VoiceVersionRow(Base):
    """A fit of a voice. At most one for each engine is active; earlier ones can be brought back."""

    __tablename__ = "voice_versions"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    voice_id: Mapped[str] = mapped_column(ForeignKey("voices.id", ondelete="CASCADE"), index=True)
    level: Mapped[str] = mapped_column(String(20))
    engine: Mapped[str] = mapped_column(String(40))
    format: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    """The engine's own bytes (`FittedVoice.data`)."""
    fidelity: Mapped[float | None]
    report: Mapped[Json] = mapped_column(default=dict)
    active: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class VoiceConsentRow(Base):
    """A person's consent to a clone: person, time, words. Kept after its revocation, without the recording."""

    __tablename__ = "voice_consents"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    voice_id: Mapped[str | None] = mapped_column(ForeignKey("voices.id", ondelete="CASCADE"), index=True)
    """None for one that was recorded before a voice was made of it."""
    owner: Mapped[str] = mapped_column(String(40))
    """The key's id, `studio` or `cli` that recorded it."""
    name: Mapped[str] = mapped_column(String(200), default="")
    """A label of one that has no voice."""
    person: Mapped[str] = mapped_column(String(200), default="")
    statement: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(String(20))
    agreed_at: Mapped[datetime]
    recording_blob: Mapped[str | None] = mapped_column(BlobId)
    """The spoken consent as it was uploaded."""
    outcome: Mapped[Json] = mapped_column(default=dict)
    """The check of the recording with its evidence; empty when there was none to check."""
    imported: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PresetOverlayRow(Base):
    """A user's settings for a preset; the preset itself has no row."""

    __tablename__ = "preset_overlays"

    voice_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    favorite: Mapped[bool] = mapped_column(default=False)
    category_id: Mapped[str | None] = mapped_column(ForeignKey("categories.id", ondelete="SET NULL"))
    settings: Mapped[Json] = mapped_column(default=dict)
    preview_blob: Mapped[str | None] = mapped_column(BlobId)
    updated_at: Mapped[datetime]
