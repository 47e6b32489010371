"""Request and response bodies of the voice routes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from clonyvoice.api.bodies.cloning import FIDELITY_RANGE, SampleBody, VersionBody, sample_body, version_body
from clonyvoice.api.bodies.consents import ConsentBody, RevokedBody, consent_body, revoked_body
from clonyvoice.api.bodies.field_types import EngineId, Name, Pronunciations, UtcTime
from clonyvoice.api.field_error_messages import FieldsDisagree
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.speech.request import PAUSE_MS, PITCH, SPEED, VOLUME
from clonyvoice.voices import Voice, VoiceChanges
from clonyvoice.voices.model import Category, VoiceStatus
from clonyvoice.voices.voice_changes import checked_color

Color = Annotated[str, AfterValidator(checked_color)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class VoiceSettings(BaseModel):
    """A voice's default settings, for requests that leave them open."""

    model_config = ConfigDict(extra="forbid")

    speed: float | None = Field(None, ge=SPEED[0], le=SPEED[1])
    pitch: float | None = Field(None, ge=PITCH[0], le=PITCH[1])
    volume_db: float | None = Field(None, ge=VOLUME[0], le=VOLUME[1])
    pause_ms: int | None = Field(None, ge=PAUSE_MS[0], le=PAUSE_MS[1])
    normalize_text: bool | None = None
    pronunciations: Pronunciations | None = Field(
        None, max_length=500, description="Pronunciations of words in this voice."
    )


class VoiceChange(BaseModel):
    """Changes to a voice; fields left out stay as they are."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Ada", "tags": ["narration"], "settings": {"speed": 0.95}}]},
    )

    name: Name | None = None
    description: Annotated[str, StringConstraints(max_length=5000)] | None = None
    language: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    tags: list[Tag] | None = Field(None, max_length=50)
    category_id: Name | None = Field(None, description="null takes it out of its category.")
    avatar_color: Color | None = Field(None, description="`#rrggbb` or a hue's name.")
    gender: Annotated[str, StringConstraints(max_length=20)] | None = None
    favorite: bool | None = None
    settings: VoiceSettings | None = Field(None, description="Replaces all default settings.")
    allowed_keys: list[Name] | None = Field(
        None,
        max_length=200,
        description="Ids of the keys besides its owner's that may use it; an empty list locks it to its owner, null"
        " unlocks it. Only the owner, the studio and the command line may say so.",
    )
    preferred_engine: EngineId | None = Field(
        None,
        description="The engine that it speaks by, of those that it has fits for; null takes the best that is ready"
        " for the language.",
    )
    updated_at: AwareDatetime | None = Field(
        None, description="As it was read: refused with 409 when the voice was changed since."
    )

    @model_validator(mode="after")
    def _nothing_emptied(self) -> VoiceChange:
        for name in ("name", "description", "language", "tags", "favorite"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise FieldsDisagree("It cannot be null: leave it out to keep it as it is.", name)
        return self

    def changes(self) -> VoiceChanges:
        """The changes that were sent, in the domain's terms."""
        given = self.model_dump(include=self.model_fields_set - {"updated_at", "settings"})
        if "settings" in self.model_fields_set:
            given["settings"] = self.settings.model_dump(exclude_none=True) if self.settings else {}
        if given.get("language"):
            from clonyvoice.text.languages import resolve

            resolve(given["language"])
        return cast("VoiceChanges", given)


class VoiceBody(BaseModel):
    """A voice. `samples`, `versions` and `quality` come where one voice is asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "voice_af_heart", "name": "Heart", "kind": "preset", "engine": "kokoro",
                    "engines": ["kokoro"], "preferred_engine": None,
                    "language": "en-us", "languages": ["en"], "gender": "female", "description": "",
                    "tags": [], "category_id": None, "favorite": False, "status": "ready", "fidelity": None,
                    "fidelity_range": None,
                    "avatar_color": None, "settings": {}, "design": {}, "quality": None, "samples": [],
                    "versions": [], "consent": False, "consents": [], "allowed_keys": None, "revoked": None,
                    "job_id": None, "error": None,
                    "preview_url": "/api/voices/voice_af_heart/preview", "created_at": None,
                    "updated_at": None, "deleted_at": None,
                }
            ]
        }
    )  # fmt: skip

    id: str
    name: str
    kind: Literal["clone", "preset", "design"]
    engine: str = Field(description="The engine that it was made for, or came with.")
    engines: list[str] = Field(description="Engines that it can speak by: those that it has fits for.")
    preferred_engine: str | None = Field(
        description="The engine that was chosen for it; null takes the best that is ready for the language."
    )
    language: str
    languages: list[str]
    gender: str | None
    description: str
    tags: list[str]
    category_id: str | None
    favorite: bool
    status: VoiceStatus
    fidelity: float | None = Field(description="Estimated similarity of a clone and its recordings, 0-1.")
    fidelity_range: list[float] | None = Field(description=FIDELITY_RANGE)
    avatar_color: str | None
    settings: dict[str, Any]
    design: dict[str, Any]
    quality: dict[str, Any] | None = Field(description="The measurements of the recordings.")
    consent: bool = Field(description="Whether somebody noted that the person agreed, and it holds.")
    consents: list[ConsentBody] = []
    allowed_keys: list[str] | None = Field(
        description="Ids of the keys besides its owner's that may use it; null for all."
    )
    revoked: RevokedBody | None
    samples: list[SampleBody] = []
    versions: list[VersionBody] = []
    job_id: str | None
    error: dict[str, Any] | None
    preview_url: str | None
    created_at: UtcTime | None
    updated_at: UtcTime | None
    deleted_at: UtcTime | None


class VoiceList(BaseModel):
    """A page of voices."""

    voices: list[VoiceBody]
    total: int
    next_cursor: str | None


class FavoriteBody(BaseModel):
    """Whether a voice is a favourite now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": "voice_af_heart", "favorite": True}]})

    id: str
    favorite: bool


class NewCategory(BaseModel):
    """A category to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Audiobook"}]})

    name: Name
    color: Color | None = None


class CategoryBody(BaseModel):
    """A category and how many voices are in it."""

    id: str
    name: str
    color: str | None
    voices: int
    created_at: UtcTime


class CategoryList(BaseModel):
    """All categories."""

    categories: list[CategoryBody]


class ExportBody(BaseModel):
    """The voices to export."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"voice_ids": ["voice_abc123"]}]}
    )

    voice_ids: list[Name] = Field(min_length=1, max_length=500)


class ImportedVoiceBody(BaseModel):
    """A voice in a file."""

    id: str
    name: str
    kind: str
    engine: str
    samples: int
    versions: int
    size: int
    clash: str | None = Field(description="The id of a voice here that it would be in the way of.")
    problem: str | None = Field(description="Why it cannot be used here.")


class ImportPreviewBody(BaseModel):
    """The contents of a voice file. With `problems`, or a voice's `problem`, nothing of it is imported."""

    program: str
    voices: list[ImportedVoiceBody]
    problems: list[str]


class ImportedBody(BaseModel):
    """The voices that are here now."""

    voices: list[VoiceBody]


def voice_body(voice: Voice) -> VoiceBody:
    """The response body of the voice."""
    speaks = voice.status == "ready" and voice.deleted_at is None
    return from_attributes(
        VoiceBody,
        voice,
        engines=list(voice.engines),
        languages=list(voice.languages),
        tags=list(voice.tags),
        quality=voice.report or None,
        consents=[consent_body(voice.id, consent) for consent in voice.consents],
        allowed_keys=None if voice.allowed_keys is None else list(voice.allowed_keys),
        revoked=None if voice.revoked is None else revoked_body(voice.revoked),
        samples=[sample_body(voice.id, sample) for sample in voice.samples],
        versions=[version_body(version) for version in voice.versions],
        preview_url=f"/api/voices/{voice.id}/preview" if speaks else None,
    )


def category_body(category: Category) -> CategoryBody:
    """The response body of a category."""
    return CategoryBody.model_validate(category, from_attributes=True)


class CloneBody(VoiceBody):
    """The new voice. It can speak at once; `job_id` is the job that makes it better."""

    left_out: dict[str, str] = Field(
        default={}, description="Files that were not used, by their number from 0, and why."
    )
