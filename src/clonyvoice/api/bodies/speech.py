"""Request bodies of the speech routes: every field checked, unknown ones refused by name."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from clonyvoice.api.bodies.field_types import (
    ENGINE_HELP,
    INSTRUCTIONS_HELP,
    LANGUAGE_HELP,
    EngineId,
    Instructions,
    Language,
    Name,
    Pronunciations,
)
from clonyvoice.api.field_error_messages import FieldsDisagree
from clonyvoice.audio import FormatName
from clonyvoice.speech.request import (
    MAX_SEED,
    PAUSE_MS,
    PITCH,
    SPEED,
    VOLUME,
    GenerationKind,
    Segment,
    Shape,
    SpeechRequest,
)

_HELLO: JsonDict = {"text": "Hello, world!", "language": "en"}


class ShapeFields(BaseModel):
    """Speed, pitch, level and pauses of speech."""

    model_config = ConfigDict(extra="forbid")

    speed: float | None = Field(None, ge=SPEED[0], le=SPEED[1], description="Factor on the voice's own pace.")
    pitch: float | None = Field(None, ge=PITCH[0], le=PITCH[1], description="Semitones up or down.")
    volume_db: float | None = Field(
        None, ge=VOLUME[0], le=VOLUME[1], description="Decibels on the common loudness; peaks are limited."
    )
    normalize_text: bool | None = Field(
        None, description="Read numbers, dates and abbreviations as a person would (the default)."
    )

    def shape(self) -> Shape:
        """These fields as the domain takes them."""
        return Shape(
            self.speed, self.pitch, self.volume_db, getattr(self, "pause_ms", None), self.normalize_text
        )


class SpeakFields(ShapeFields):
    """The fields of all generate routes besides text and voice."""

    pause_ms: int | None = Field(
        None, ge=PAUSE_MS[0], le=PAUSE_MS[1], description="Silence between sentences, in milliseconds."
    )
    seed: int | None = Field(
        None, ge=0, le=MAX_SEED, description="The same request with the same seed sounds the same."
    )
    format: FormatName = Field("wav", description="The format in which the audio is sent and kept.")
    sample_rate: int | None = Field(
        None, ge=8000, le=192_000, description="In Hz; the engine's own when left out."
    )
    engine: EngineId | None = Field(None, description=ENGINE_HELP)
    instructions: Instructions | None = Field(None, description=INSTRUCTIONS_HELP)
    ssml: bool = Field(False, description="Read the text as SSML.")
    pronunciations: Pronunciations | None = Field(
        None,
        max_length=500,
        description='Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.',
    )
    stream: bool = Field(False, description="Send the sound while it is made.")
    async_: bool = Field(False, alias="async", description="Answer 202 at once, with a Location to poll.")
    keep: bool = Field(False, description="Finish the work when the client disconnects; else it is stopped.")

    @model_validator(mode="after")
    def _one_way(self) -> SpeakFields:
        if self.stream and self.async_:
            raise FieldsDisagree("`stream` and `async` exclude each other: send one of them.", "async")
        return self

    def request(
        self, kind: GenerationKind, segments: tuple[Segment, ...], *, sentence_chunks: bool = False
    ) -> SpeechRequest:
        """The request that this body makes."""
        return SpeechRequest(
            kind=kind,
            segments=segments,
            shape=self.shape(),
            seed=self.seed,
            format=self.format,
            sample_rate=self.sample_rate,
            ssml=self.ssml,
            sentence_chunks=sentence_chunks,
            pronunciations=dict(self.pronunciations or {}),
            eager=self.stream,
            engine=self.engine,
            instructions=self.instructions or "",
            reads_instructions=True,
        )


class TextFields(SpeakFields):
    """A text to say."""

    text: str = Field(
        description="The text to speak. It may contain `[pause:1.5s]` and `[word](/phonemes/)`."
    )
    language: Language = Field("auto", description=LANGUAGE_HELP)


class CloneBody(TextFields):
    """A text for a cloned voice (or any other: every voice's id is accepted)."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"voice_id": "voice_abc123", **_HELLO}]}
    )

    voice_id: Name


class PresetBody(TextFields):
    """A text for a preset: `voice` or `voice_id`, a plain name such as `af_heart` or an id."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"voice": "af_heart", **_HELLO}]}
    )

    voice: Name | None = None
    voice_id: Name | None = None

    @model_validator(mode="after")
    def _one_voice(self) -> PresetBody:
        if (self.voice is None) == (self.voice_id is None):
            raise FieldsDisagree("Give either `voice` or `voice_id`: a preset's name or id.", "voice")
        return self

    @property
    def name(self) -> str:
        """Whichever was given."""
        return self.voice or self.voice_id or ""


class DesignBody(TextFields):
    """A text for a designed voice.

    One created for this call from `description`, or a saved one by `voice_id`.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"description": "a calm old man with a deep voice", **_HELLO}]},
    )

    description: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)] | None
    ) = None
    voice_id: Name | None = None
    gender: Annotated[str, StringConstraints(max_length=40)] | None = Field(
        None, description="Helps the description; only with it."
    )
    age: Annotated[str, StringConstraints(max_length=40)] | int | None = Field(
        None, description="Helps the description; only with it."
    )

    @model_validator(mode="after")
    def _one_voice(self) -> DesignBody:
        if (self.description is None) == (self.voice_id is None):
            raise FieldsDisagree("Give either `description` or `voice_id`.", "description")
        if self.voice_id is not None and (self.gender is not None or self.age is not None):
            wrong = "age" if self.gender is None else "gender"
            raise FieldsDisagree("`gender` and `age` go with `description`, not with `voice_id`.", wrong)
        return self


class ChunkedBody(CloneBody):
    """A text to generate sentence by sentence, each sentence a chunk."""


class CancelBody(BaseModel):
    """The generation to cancel, or all of this key's when left out."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"generation_id": "gen_abc123"}, {}]}
    )

    generation_id: Name | None = None


class PronunciationsBody(BaseModel):
    """Words and how they are said: phonemes between slashes, or a respelling."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"pronunciations": {"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}}]},
    )

    pronunciations: Pronunciations = Field(max_length=2000)


class WordBody(BaseModel):
    """A written word to look up pronunciations for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"word": "read"}]})

    word: str = Field(min_length=1, max_length=100)
    language: str = Field("en", min_length=2, max_length=40)


class AlternativesBody(BaseModel):
    """The ways in which a word may be said, as `pronunciations` take them, the present one first."""

    word: str
    alternatives: list[str]


class SplitBody(BaseModel):
    """A text to be split into sentences."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "Dr. Kim paid $3.50. Really?", "language": "en"}]},
    )

    text: str
    language: Language = "auto"
    max_chars: int | None = Field(None, ge=1, le=100_000, description="Longer sentences are cut at clauses.")


SubtitleFormat: TypeAlias = Literal["srt", "vtt"]
