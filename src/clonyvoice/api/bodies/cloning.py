"""Request and response bodies of the cloning routes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.field_types import EngineId
from clonyvoice.api.bodies.voices import VoiceBody

Refine = Literal["instant", "standard", "best"]


class CloneBody(VoiceBody):
    """The new voice. It can speak at once; `job_id` is the job that makes it better."""

    left_out: dict[str, str] = Field(
        default={}, description="Files that were not used, by their number from 0, and why."
    )


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
