"""Bodies of a clone's samples and versions."""

from __future__ import annotations

from typing import Any

from pydantic import (
    BaseModel,
)

from clonyvoice.api.bodies.field_types import UtcTime
from clonyvoice.core.attribute_copying import from_attributes
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
    return from_attributes(
        SampleBody,
        sample,
        filename=sample.name,
        audio_url=f"/api/voices/{voice_id}/samples/{sample.id}/audio",
    )


def version_body(version: Version) -> VersionBody:
    """The response body of a version."""
    return from_attributes(
        VersionBody,
        version,
        version=version.number,
        refine=version.level,
    )
