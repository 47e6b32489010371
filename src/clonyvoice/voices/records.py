"""Rows of voices as the frozen values that leave this layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.storage.column_types import Unreadable, UnreadableList
from clonyvoice.storage.tables import (
    PresetOverlayRow,
    VoiceConsentRow,
    VoiceRow,
    VoiceSampleRow,
    VoiceVersionRow,
)
from clonyvoice.voices.model import Consent, Sample, Version, Voice

_TOLD = "Some of what is stored of this voice is damaged and counts as empty: {}. Set it again, or import the voice."


def _plain(value: object, kind: type) -> bool:
    """Whether a stored value is of its kind, a list one of texts."""
    if isinstance(value, Unreadable | UnreadableList) or not isinstance(value, kind):
        return False
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)


def _fields(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def voice_of(row: VoiceRow, *, whole: bool = False) -> Voice:
    """The voice of a row; its samples and versions too when `whole` (reads them).

    Stored values that cannot be read count as empty, and the voice's `error` names them: one bad row must not
    keep the others from being listed.
    """
    odd = [name for name in ("settings", "design", "report") if not _plain(getattr(row, name), dict)]
    odd += [name for name in ("languages", "tags") if not _plain(getattr(row, name), list)]
    return from_attributes(
        Voice,
        row,
        languages=tuple(_texts(row.languages) or [row.language]),
        tags=tuple(_texts(row.tags)),
        settings=_fields(row.settings),
        design=_fields(row.design),
        report=_fields(row.report),
        allowed_keys=keys_of(row.allowed_keys),
        revoked=_fields(row.revoked) if row.status == "revoked" else None,
        consents=tuple(consent_of(consent) for consent in row.consents) if whole else (),
        engines=own_first(row.engine, {version.engine for version in row.versions}) if whole else (),
        error=row.error
        if not odd
        else {"code": "stored_values_unreadable", "message": _TOLD.format(", ".join(odd))},
        samples=tuple(sample_of(sample) for sample in row.samples) if whole else (),
        versions=tuple(version_of(version, n) for n, version in enumerate(row.versions, 1)) if whole else (),
    )


def own_first(own: str, engines: Iterable[str]) -> tuple[str, ...]:
    """Engines in alphabetical order, the voice's own first."""
    return tuple(sorted(engines, key=lambda engine: (engine != own, engine)))


def keys_of(stored: object) -> tuple[str, ...] | None:
    """The ids of the keys that may use a voice; none besides the owner's where the stored value is damaged."""
    return None if stored is None else tuple(_texts(stored))


def consent_of(row: VoiceConsentRow) -> Consent:
    """The consent of a row."""
    return from_attributes(
        Consent,
        row,
        has_recording=row.recording_blob is not None,
        check=_fields(row.outcome),
    )


def sample_of(row: VoiceSampleRow) -> Sample:
    """The sample of a row."""
    return from_attributes(
        Sample,
        row,
        name=row.original_name,
        quality=_fields(row.quality),
    )


def version_of(row: VoiceVersionRow, number: int) -> Version:
    """The version of a row, the `number`th of its voice."""
    return from_attributes(
        Version,
        row,
        number=number,
        report=_fields(row.report),
    )


def overlays_of(session: Session) -> Mapping[str, PresetOverlayRow]:
    """The stored changes of presets, by their ids."""
    return {row.voice_id: row for row in session.scalars(select(PresetOverlayRow))}


def blobs_of(row: VoiceRow) -> list[str | None]:
    """The files that a voice keeps: its preview, its samples, its spoken consents."""
    samples: Iterable[str | None] = (
        blob for sample in row.samples for blob in (sample.blob_id, sample.clip_blob)
    )
    return [row.preview_blob, *samples, *(consent.recording_blob for consent in row.consents)]
