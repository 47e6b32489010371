"""Bodies of the cloning routes: checks and refinements of clones, their samples and versions."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.field_types import EngineId, UtcTime
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.voices import Sample, Version

Refine = Literal["instant", "standard", "best"]
FIDELITY_RANGE = "Where the similarity lies in four of five clones with this fidelity: least and most, 0-1."


class Problem(BaseModel):
    """A reason for which a recording cannot be cloned from."""

    code: str
    message: str
    details: dict[str, Any] = {}


class RecordingCheckBody(BaseModel):
    """The quality of a recording as a reference."""

    ok: bool
    quality: dict[str, Any] | None = Field(description="The quality report, when it can be cloned from.")
    problem: Problem | None = Field(description="Why not, when it cannot.")
    transcript: str | None = None
    language: str | None = None


class RefineBody(BaseModel):
    """The level up to which a clone is to be refined."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"refine": "best"}]})

    refine: Refine = "best"
    engine: EngineId | None = Field(
        None,
        description="The engine to fit it for: one that clones, installed here. Left out: the one that it speaks by.",
    )


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
    refine: str = Field(description="Its level; `draft` for one made before the words were known.")
    fidelity: float | None
    fidelity_range: list[float] | None = Field(description=FIDELITY_RANGE)
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
