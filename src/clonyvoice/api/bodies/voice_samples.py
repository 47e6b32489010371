"""Bodies of a clone's samples and versions."""

from __future__ import annotations

from typing import Any

from pydantic import (
    BaseModel,
)

from clonyvoice.api.bodies.fields import UtcTime
from clonyvoice.voices import Sample, Version


class SampleBody(BaseModel):
    """A recording of a voice."""

    id: str
    filename: str
    duration: float
    transcript: str
    language: str | None
    weight: float
    quality: dict[str, Any]
    audio_url: str
    created_at: UtcTime


class VersionBody(BaseModel):
    """A fit of a voice; `version` counts from 1."""

    version: int
    id: str
    engine: str
    refine: str
    fidelity: float | None
    report: dict[str, Any]
    active: bool
    created_at: UtcTime


def sample_body(voice_id: str, sample: Sample) -> SampleBody:
    """The response body of a sample."""
    return SampleBody(
        id=sample.id,
        filename=sample.name,
        duration=sample.duration,
        transcript=sample.transcript,
        language=sample.language,
        weight=sample.weight,
        quality=sample.quality,
        audio_url=f"/api/voices/{voice_id}/samples/{sample.id}/audio",
        created_at=sample.created_at,
    )


def version_body(version: Version) -> VersionBody:
    """The response body of a version."""
    return VersionBody(
        version=version.number,
        id=version.id,
        engine=version.engine,
        refine=version.level,
        fidelity=version.fidelity,
        report=version.report,
        active=version.active,
        created_at=version.created_at,
    )
