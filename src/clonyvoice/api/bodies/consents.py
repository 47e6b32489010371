"""Request and response bodies of the consent routes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.fields import UtcTime
from clonyvoice.cloning.revocation import Made, Revocation


class RevokeBody(BaseModel):
    """The reason of a revocation."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "Ada withdrew her consent by letter."}]}
    )

    reason: str = Field("", max_length=1000, description="Shown to everybody who asks for the voice.")


class RevokedVoiceBody(BaseModel):
    """A voice that cannot speak any more."""

    id: str
    name: str
    because_of: str | None = Field(description="The voice that it was made of, when that was revoked.")


class MadeGenerationBody(BaseModel):
    """A generation that the voice speaks in."""

    id: str
    voice_id: str | None
    duration: float | None
    status: str
    created_at: UtcTime


class MadeTakeBody(BaseModel):
    """A take of a project's line that the voice speaks."""

    project_id: str
    project_name: str
    line_id: str
    take_id: str
    voice_id: str | None
    duration: float
    created_at: UtcTime


class MadeBody(BaseModel):
    """Generations and takes of a voice and of those made of it: the newest 1,000 of each, to a key its own alone."""

    generations: list[MadeGenerationBody]
    takes: list[MadeTakeBody]
    generations_total: int
    takes_total: int
    generations_of_others: int
    takes_of_others: int


class RevocationBody(BaseModel):
    """A revocation: the voices, how many jobs it stopped, and what was made with them."""

    voices: list[RevokedVoiceBody]
    revoked_at: str
    reason: str
    stopped: int
    made: MadeBody


def made_body(made: Made) -> MadeBody:
    """The list as it is answered; states by the names that the API has for them."""
    body = MadeBody.model_validate(made, from_attributes=True)
    for each in body.generations:
        each.status = "completed" if each.status == "done" else each.status
    return body


def revocation_body(revocation: Revocation) -> RevocationBody:
    """The revocation as it is answered."""
    return RevocationBody(
        voices=[RevokedVoiceBody.model_validate(one, from_attributes=True) for one in revocation.voices],
        revoked_at=revocation.revoked_at,
        reason=revocation.reason,
        stopped=revocation.stopped,
        made=made_body(revocation.made),
    )
