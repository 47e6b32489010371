"""Rows of voices as the frozen values that leave this layer."""

from __future__ import annotations

from typing import cast

from clonyvoice.storage.tables import VoiceRow, VoiceSampleRow, VoiceVersionRow
from clonyvoice.voices.model import Sample, Version, Voice, VoiceKind, VoiceStatus


def voice_of(row: VoiceRow, *, whole: bool = False) -> Voice:
    """The voice of a row; its samples and versions too when `whole` (reads them)."""
    return Voice(
        id=row.id,
        name=row.name,
        kind=cast("VoiceKind", row.kind),
        engine=row.engine,
        language=row.language,
        languages=tuple(row.languages or [row.language]),
        gender=row.gender,
        description=row.description,
        tags=tuple(row.tags),
        category_id=row.category_id,
        favorite=row.favorite,
        status=cast("VoiceStatus", row.status),
        fidelity=row.fidelity,
        avatar_color=row.avatar_color,
        settings=dict(row.settings),
        design=dict(row.design),
        report=dict(row.report),
        consent=row.consent,
        job_id=row.job_id,
        error=row.error,
        samples=tuple(sample_of(sample) for sample in row.samples) if whole else (),
        versions=tuple(version_of(version, n) for n, version in enumerate(row.versions, 1)) if whole else (),
        created_at=row.created_at,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )


def sample_of(row: VoiceSampleRow) -> Sample:
    """The sample of a row."""
    return Sample(
        id=row.id,
        name=row.original_name,
        media_type=row.media_type,
        transcript=row.transcript,
        language=row.language,
        duration=row.duration,
        weight=row.weight,
        quality=dict(row.quality),
        has_clip=row.clip_blob is not None,
        created_at=row.created_at,
    )


def version_of(row: VoiceVersionRow, number: int) -> Version:
    """The version of a row, the `number`th of its voice."""
    return Version(
        id=row.id,
        number=number,
        level=row.level,
        engine=row.engine,
        fidelity=row.fidelity,
        report=dict(row.report),
        active=row.active,
        created_at=row.created_at,
    )
