"""Bodies of speech in several voices or languages, and of single chunks: regenerated, merged."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from clonyvoice.api.bodies.field_types import (
    ENGINE_HELP,
    LANGUAGE_HELP,
    EngineId,
    Instructions,
    Language,
    Name,
)
from clonyvoice.api.bodies.speech import ShapeFields, SpeakFields
from clonyvoice.api.field_error_messages import FieldsDisagree
from clonyvoice.audio.formats import SoundFileName
from clonyvoice.speech.request import MAX_SEED, Segment


class SegmentBody(ShapeFields):
    """Text for one voice."""

    voice_id: Name
    text: str
    language: Language = Field("auto", description=LANGUAGE_HELP)
    engine: EngineId | None = Field(
        None, description="The engine of this segment; the request's when left out."
    )
    instructions: Instructions | None = Field(
        None, description="How this segment is said, in words; as the request's when left out."
    )

    def segment(self) -> Segment:
        """The segment that this body makes."""
        return Segment(
            self.text, self.voice_id, self.language, self.shape(), engine=self.engine,
            instructions=self.instructions or "",
        )  # fmt: skip


class MultivoiceBody(SpeakFields):
    """Segments spoken one after another, each in its own voice."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "segments": [
                        {"voice_id": "voice_abc123", "text": "Who is there?", "language": "en"},
                        {"voice_id": "af_heart", "text": "Only me.", "language": "en"},
                    ]
                }
            ]
        },
    )

    segments: list[SegmentBody] = Field(min_length=1, max_length=5000)


class LanguageSegmentBody(ShapeFields):
    """Text in one language."""

    text: str
    language: Language = Field("auto", description=LANGUAGE_HELP)
    voice_id: Name | None = Field(None, description="Another voice than the request's.")
    engine: EngineId | None = Field(
        None, description="The engine of this segment; the request's when left out."
    )
    instructions: Instructions | None = Field(
        None, description="How this segment is said, in words; as the request's when left out."
    )

    def segment(self, voice_id: str) -> Segment:
        """The segment that this body makes, in its own voice or in `voice_id`."""
        return Segment(
            self.text, self.voice_id or voice_id, self.language, self.shape(), engine=self.engine,
            instructions=self.instructions or "",
        )  # fmt: skip


class MultilangBody(SpeakFields):
    """A text of several languages: detected per sentence in `text`, or given with each of `segments`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"voice_id": "voice_abc123", "text": "Good morning. 안녕하세요. Buenos días."}]
        },
    )

    voice_id: Name
    text: str | None = None
    segments: list[LanguageSegmentBody] | None = Field(None, min_length=1, max_length=5000)

    @model_validator(mode="after")
    def _one_source(self) -> MultilangBody:
        if (self.text is None) == (self.segments is None):
            raise FieldsDisagree("Give either `text` or `segments`.", "text")
        return self


class RegenerateBody(ShapeFields):
    """A chunk to regenerate. Fields that are left out keep their value, except the seed, which is drawn again."""

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        json_schema_extra={"examples": [{"generation_id": "gen_abc123", "chunk_index": 2, "seed": 7}]},
    )

    generation_id: Name
    chunk_index: int = Field(ge=0)
    text: str | None = Field(None, min_length=1)
    seed: int | None = Field(None, ge=0, le=MAX_SEED)
    language: Language | None = None
    voice_id: Name | None = None
    engine: EngineId | None = Field(None, description=ENGINE_HELP)
    instructions: Instructions | None = Field(
        None,
        description="How the chunk is said, in words, in place of what said so before; empty: no longer.",
    )
    async_: bool = Field(False, alias="async", description="Answer 202 at once, with a Location to poll.")

    def changes(self) -> dict[str, Any]:
        """The settings that the retake changes."""
        return self.model_dump(exclude={"generation_id", "chunk_index", "async_"}, exclude_none=True)


class MergeBody(BaseModel):
    """Join chunks into a new generation: all of `generation_id`, or `chunk_ids` in the order given."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"chunk_ids": ["chunk_b", "chunk_a"], "gap_ms": 300, "format": "mp3"}]
        },
    )

    generation_id: Name | None = None
    chunk_ids: list[Name] | None = Field(None, min_length=1, max_length=10_000)
    gap_ms: int | None = Field(
        None,
        ge=0,
        le=60_000,
        description="Silence between chunks. Left out: as it was (0 between chosen ones).",
    )
    format: SoundFileName = "wav"
    sample_rate: int | None = Field(None, ge=8000, le=192_000)

    @model_validator(mode="after")
    def _one_source(self) -> MergeBody:
        if (self.generation_id is None) == (self.chunk_ids is None):
            raise FieldsDisagree("Give either `generation_id` or `chunk_ids`.", "chunk_ids")
        return self
