"""Response bodies of the audio routes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.field_types import StateField, UtcTime
from clonyvoice.audio import AudioFacts
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.provenance.examination_sentences import statements
from clonyvoice.provenance.recording_examination import CredentialsState, Verification
from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.transcript_formats import Timestamps, segment_json, verbose_segment, word_json

TranscriptFormat = Literal["json", "text", "srt", "vtt", "verbose_json"]
MEDIA_TYPES = {"text": "text/plain", "srt": "application/x-subrip", "vtt": "text/vtt"}


class TrackBody(BaseModel):
    """An audio track of a recording; `number` is the value for `track`."""

    number: int
    codec: str
    channels: int
    language: str = Field(
        description="As stated in the file, often three letters; empty when the file has none."
    )
    title: str
    default: bool = Field(description="Taken where no track is asked for.")


class DurationBody(BaseModel):
    """A recording's facts, found without any model."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "duration": 12.48,
                    "sample_rate": 44100,
                    "channels": 2,
                    "codec": "mp3",
                    "container": "mp3",
                    "bit_rate": 128000,
                }
            ]
        }
    )

    duration: float = Field(description="Seconds, counted rather than read from a header.")
    sample_rate: int
    channels: int
    codec: str
    container: str
    bit_rate: int = Field(description="Bits a second, of the sound alone.")
    tracks: list[TrackBody] | None = Field(
        None, description="All audio tracks, where there are several; the rest is about the default one."
    )


class RecognisedWordBody(BaseModel):
    """A word and when it was said, in seconds."""

    word: str
    start: float
    end: float
    probability: float


class SegmentBody(BaseModel):
    """A sentence or a part of one. Times are in seconds."""

    id: int
    text: str
    confidence: float = Field(description="Mean probability of its words, 0-1.")
    start: float | None = None
    end: float | None = None
    language: str | None = Field(None, description="The detected language of the segment.")
    speaker: str | None = Field(None, description="The speaker, `speaker_0` first; with `diarize`.")
    words: list[RecognisedWordBody] | None = None


class TranscriptionBody(BaseModel):
    """A transcription, finished or in progress."""

    id: str
    status: StateField
    task: str
    filename: str
    language: str = Field(description="The language of most of it.")
    languages: list[str] | None = Field(
        None, description="All detected languages, the one with most speech first."
    )
    language_probability: float
    duration: float
    text: str
    segments: list[SegmentBody]
    speakers: list[str] | None = Field(None, description="The speakers as they begin; with `diarize`.")
    words: list[RecognisedWordBody] | None = None
    timings: dict[str, Any]
    error: dict[str, Any] | None = None
    job_id: str | None = None
    created_at: UtcTime
    finished_at: UtcTime | None = None


class TranscriptionList(BaseModel):
    """Transcriptions, newest first, without their segments."""

    transcriptions: list[TranscriptionBody]


def duration_body(facts: AudioFacts) -> DurationBody:
    """A recording's facts as the API shows them."""
    return from_attributes(
        DurationBody,
        facts,
        duration=round(facts.duration, 4),
        tracks=[TrackBody.model_validate(asdict(one)) for one in facts.tracks]
        if len(facts.tracks) > 1
        else None,
    )


def transcription_body(
    found: Transcription, timestamps: Timestamps = "segment", *, whole: bool = True
) -> TranscriptionBody:
    """A transcription as the API shows it; its segments only when `whole`."""
    transcript = found.transcript
    segments = [
        SegmentBody.model_validate(segment_json(segment, number, timestamps))
        for number, segment in enumerate(transcript.segments if whole else ())
    ]
    words = [RecognisedWordBody.model_validate(word_json(word)) for word in transcript.words] if whole else []
    error = found.error
    return from_attributes(
        TranscriptionBody,
        found,
        filename=found.name,
        language=transcript.language,
        languages=list(transcript.languages) if whole else None,
        language_probability=transcript.language_probability,
        duration=transcript.duration,
        text=transcript.text,
        segments=segments,
        speakers=list(transcript.speakers) if found.settings.get("diarize") and whole else None,
        words=words if timestamps == "word" and whole else None,
        error=None if error is None else {name: error.get(name) for name in ("code", "message")},
    )


def verbose_json(found: Transcription, timestamps: Timestamps) -> dict[str, Any]:
    """A transcription in OpenAI's `verbose_json`."""
    transcript = found.transcript
    value: dict[str, Any] = {
        "id": found.id,
        "task": found.task,
        "language": transcript.language,
        "duration": transcript.duration,
        "text": transcript.text,
        "segments": [verbose_segment(segment, number) for number, segment in enumerate(transcript.segments)],
    }
    if timestamps == "word":
        value["words"] = [word_json(word) for word in transcript.words]
    return value


class CredentialsBody(BaseModel):
    """The Content Credentials (C2PA) of a recording, as they claim it."""

    state: CredentialsState = Field(
        description="`whole`: nothing changed since it was signed. `changed`, `cut`: the sound was, or they come from"
        " another file. `altered`: they were themselves. `expired`: the certificate. `unreadable`: damaged."
        " `no_length`: the file does not say how long it is, so they cannot be looked for."
        " `not_examined`: the library is not installed."
    )
    this_installation: bool = Field(description="Signed by this installation.")
    signer: str = Field(description="The organisation that the certificate names, unchecked.")
    self_made: bool = Field(description="The certificate is of an installation's own making.")
    synthetic: bool = Field(description="They say that a machine made the sound.")
    mixed: bool = Field(description="They say that recordings are mixed in.")
    software: str
    engines: list[str]
    voices: list[str] = Field(description="Kinds of voice: `preset`, `clone`, `design`, `unknown`.")
    made_at: UtcTime | None
    problems: list[str] = Field(description="C2PA's codes of the problems found.")


class WatermarkBody(BaseModel):
    """A watermark in the sound."""

    number: int = Field(description="The installation's number, of 20 bits.")
    this_installation: bool
    stretches: int = Field(description="Stretches of about ten seconds in which it was found.")
    of: int = Field(description="Stretches that were looked through.")
    score: float


class StatementBody(BaseModel):
    """A finding in plain words."""

    code: str = Field(description="Stable; translations go by it.")
    level: Literal["good", "note", "bad"]
    text: str
    values: dict[str, Any] = Field(description="Numbers, names and times of the sentence.")


class VerificationBody(BaseModel):
    """The findings about a recording's origin."""

    duration: float = Field(description="Seconds.")
    credentials: CredentialsBody
    watermarks: list[WatermarkBody]
    statements: list[StatementBody] = Field(description="The same in sentences, the most important first.")


def verification_body(found: Verification) -> VerificationBody:
    """A verification as the API shows it."""
    credentials = found.credentials
    return VerificationBody(
        duration=round(found.duration, 3),
        credentials=CredentialsBody.model_validate(credentials, from_attributes=True),
        watermarks=[
            WatermarkBody(
                number=mark.number, this_installation=mark.number == found.own.number,
                stretches=mark.stretches, of=mark.of, score=round(mark.score, 1),
            )
            for mark in found.watermarks
        ],
        statements=[StatementBody.model_validate(each, from_attributes=True) for each in statements(found)],
    )  # fmt: skip
