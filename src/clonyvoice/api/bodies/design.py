"""Request and response bodies of the design routes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from clonyvoice.api.bodies.voices import VoiceBody
from clonyvoice.api.field_error_messages import FieldsDisagree
from clonyvoice.cloning.design_request_names_seeds import DesignRequest
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import LIMIT, Nudge

_Description = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
_Step = Annotated[float, Field(ge=-LIMIT, le=LIMIT)]


class DesignCreate(BaseModel):
    """A voice to be designed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"description": "a calm elderly woman, low and warm", "name": "Gran", "seed": 7}]
        },
    )

    description: _Description = Field(
        description="In English or Korean: age, gender, pitch, pace, brightness, warmth, energy, accent, mood."
    )
    name: _Name = Field("", description="The description's beginning when left out.")
    language: str | None = Field(None, max_length=40, description="The language that it will mostly speak.")
    gender: str | None = Field(None, max_length=40, description="Wins over the description.")
    age: Annotated[str, StringConstraints(max_length=40)] | int | None = Field(
        None, description="In years or in a word; wins over the description."
    )
    seed: int | None = Field(None, ge=0, le=2**31 - 1, description="The same seed gives the same voice.")
    engine: str | None = Field(
        None, max_length=80, description="The engine that designs; the embedded one where it is left out."
    )
    preview_text: str | None = Field(
        None, max_length=500, description="The text of the candidates' previews."
    )
    candidates: int = Field(1, ge=1, le=4, description="How many different voices to make.")
    save: bool = Field(
        True, description="When false they are deleted after a day, except those renamed or changed."
    )
    async_: bool = Field(
        False, alias="async", description="Answer 202 at once with the job; its `result` has the candidates."
    )

    def request(self) -> DesignRequest:
        """The request in the domain's terms."""
        return from_attributes(DesignRequest, self, seconds=None)


class CandidateBody(BaseModel):
    """A designed voice: the `targets` of its description, and the values `measured` of its sound."""

    voice_id: str
    name: str
    seed: int
    preview_url: str
    mix: str = Field(description="The presets that it is mixed from.")
    targets: dict[str, float]
    measured: dict[str, float]


class DesignedBody(VoiceBody):
    """The first candidate as a voice, and all candidates."""

    candidates: list[CandidateBody]
    understood: list[str] = Field(description="The words of the description that counted.")


class BlendBody(BaseModel):
    """Voices to be mixed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"recipe": "0.6*af_heart + 0.4*bm_george", "name": "Both"}]},
    )

    recipe: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] | None = (
        Field(None, description="Weights and voices, by id or preset name.")
    )
    voices: dict[str, float] | None = Field(None, max_length=8, description="The same: weights by voice.")
    name: _Name = ""

    @model_validator(mode="after")
    def _one(self) -> BlendBody:
        if (self.recipe is None) == (self.voices is None):
            raise FieldsDisagree("Give either `recipe` or `voices`.", "recipe")
        return self

    @property
    def written(self) -> str:
        """The recipe, whichever way it was given."""
        return self.recipe or " + ".join(
            f"{weight:.6f}*{name}" for name, weight in (self.voices or {}).items()
        )


class NudgeBody(BaseModel):
    """Steps by which a voice is to be moved; negative goes the other way."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"older": 1, "calmer": 0.5, "name": "Older"}]}
    )

    older: _Step = 0.0
    brighter: _Step = 0.0
    calmer: _Step = 0.0
    warmer: _Step = 0.0
    higher: _Step = 0.0
    faster: _Step = 0.0
    name: _Name = ""
    save: bool = Field(True, description="When false it is deleted after a day, unless renamed or changed.")
    async_: bool = Field(
        False, alias="async", description="Answer 202 at once with the job; its `result` has the candidate."
    )

    @property
    def moves(self) -> Nudge:
        """The moves, as the domain takes them."""
        return Nudge(self.older, self.brighter, self.calmer, self.warmer, self.higher, self.faster)


class NudgedBody(VoiceBody):
    """The new voice, with measurements of the original (`before`) and of the new voice (`measured`)."""

    before: dict[str, Any]
    measured: dict[str, Any]
