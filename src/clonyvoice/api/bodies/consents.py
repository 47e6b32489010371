"""Request and response bodies of the consent routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
)

from clonyvoice.api.bodies.field_types import UtcTime
from clonyvoice.cloning.consent_revocation import Made, Revocation
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.voices.model import Consent


class RevokeBody(BaseModel):
    """The reason of a revocation."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "Ada withdrew her consent by letter."}]}
    )

    reason: str = Field("", max_length=1000, description="Shown with the voice to all callers.")


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
    """A revocation: the voices, the number of jobs that it stopped, and the audio made with the voices."""

    voices: list[RevokedVoiceBody]
    revoked_at: str
    reason: str
    stopped: int
    made: MadeBody


def made_body(made: Made) -> MadeBody:
    """The response body of the list."""
    return MadeBody.model_validate(made, from_attributes=True)


def revocation_body(revocation: Revocation) -> RevocationBody:
    """The response body of the revocation."""
    return from_attributes(
        RevocationBody,
        revocation,
        voices=[RevokedVoiceBody.model_validate(one, from_attributes=True) for one in revocation.voices],
        made=made_body(revocation.made),
    )


class ConsentBody(BaseModel):
    """A consent: person, time and words, and the result of checking its recording."""

    id: str
    person: str
    statement: str
    language: str | None
    agreed_at: UtcTime
    noted_by: str = Field(description="The owner that stored it: a key's id, `studio` or `cli`.")
    verified: bool = Field(
        description="Whether a check on this server found the voice's speaker saying the statement in its recording."
    )
    check: dict[str, Any] | None = Field(
        description="The result of the check, with its evidence; null where there was no recording to check."
    )
    imported: bool = Field(description="Came with an imported voice: its check, if any, was made elsewhere.")
    recording_url: str | None
    withdrawn_at: UtcTime | None
    created_at: UtcTime


class RevokedBody(BaseModel):
    """The time and the reason of a revocation."""

    at: str | None
    reason: str
    by: str | None
    because_of: str | None = Field(description="The revoked voice that this one was made of.")


def consent_body(voice_id: str, consent: Consent) -> ConsentBody:
    """The response body of a consent."""
    return from_attributes(
        ConsentBody,
        consent,
        noted_by=consent.owner,
        check=consent.check or None,
        recording_url=f"/api/voices/{voice_id}/consents/{consent.id}/audio"
        if consent.has_recording
        else None,
    )


def revoked_body(revoked: Mapping[str, Any]) -> RevokedBody:
    """The response body of a revocation."""
    told = {name: revoked.get(name) for name in ("at", "by", "because_of")}
    return RevokedBody(reason=str(revoked.get("reason") or ""), **told)
