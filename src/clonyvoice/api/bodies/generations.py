"""Response bodies of the speech routes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.bodies.field_types import StateField, UtcTime
from clonyvoice.audio import format_named
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.job_state import JobState
from clonyvoice.speech import Chunk, Generation, Take


class TakeBody(BaseModel):
    """One rendering of a chunk; `take` counts from 1."""

    id: str
    take: int
    text: str
    seed: int | None
    duration: float
    settings: dict[str, Any]
    active: bool
    audio_url: str
    created_at: UtcTime


class ChunkBody(BaseModel):
    """A stretch of the text; `start` and `end` are seconds in the whole sound, null until it is made."""

    index: int
    id: str
    text: str
    start_char: int
    end_char: int
    start: float | None
    end: float | None
    language: str
    voice_id: str | None
    pause_ms: int = Field(description="Silence after it.")
    status: StateField
    audio_url: str | None
    takes: list[TakeBody]


class SpokenWordBody(BaseModel):
    """A word, when it sounds, and where it stands in `text`."""

    word: str
    start: float
    end: float
    start_char: int
    end_char: int


class GenerationBody(BaseModel):
    """A generation: its request, state and timings, and the address of its sound."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "gen_4kTzq0", "kind": "clone", "status": "completed", "voice_id": "voice_abc123",
                    "voice_name": "Ada", "engine": "kokoro", "text": "Hello, world!", "language": "en",
                    "audio_url": "/api/generations/gen_4kTzq0/audio", "format": "wav", "sample_rate": 24000,
                    "duration": 1.21, "seed": 1804289383, "settings": {}, "cached": False,
                    "chunks": [
                        {
                            "index": 0, "id": "chunk_9aQ", "text": "Hello, world!", "start_char": 0,
                            "end_char": 13, "start": 0.0, "end": 1.21, "language": "en",
                            "voice_id": "voice_abc123", "pause_ms": 0, "status": "completed",
                            "audio_url": "/api/generations/gen_4kTzq0/chunks/0/audio", "takes": [],
                        }
                    ],
                    "words": [
                        {"word": "Hello", "start": 0.02, "end": 0.47, "start_char": 0, "end_char": 5},
                        {"word": "world", "start": 0.61, "end": 1.12, "start_char": 7, "end_char": 12},
                    ],
                    "timings": {"queued_ms": 3.1, "first_audio_ms": 402.0, "total_ms": 431.0, "rtf": 0.31},
                    "error": None, "created_at": "2026-01-02T03:04:05.678Z",
                    "finished_at": "2026-01-02T03:04:06.109Z",
                }
            ]
        }
    )  # fmt: skip

    id: str
    kind: str
    status: StateField
    voice_id: str | None
    voice_name: str
    engine: str
    text: str
    language: str
    language_confidence: float | None = Field(
        None,
        ge=0,
        le=1,
        description="With `auto`: how sure the language is, of the least sure text; below 0.8 it is a guess.",
    )
    audio_url: str | None
    format: str
    sample_rate: int | None
    duration: float | None
    seed: int | None
    settings: dict[str, Any]
    cached: bool = Field(False, description="Answered from an identical earlier request with the same seed.")
    chunks: list[ChunkBody] = []
    words: list[SpokenWordBody] = []
    timings: dict[str, Any]
    error: dict[str, Any] | None
    created_at: UtcTime
    finished_at: UtcTime | None


class GenerationList(BaseModel):
    """A page of the history, newest first, without chunks and words."""

    generations: list[GenerationBody]
    total: int
    next_cursor: str | None


class CancelledBody(BaseModel):
    """The generations that were cancelled; their computation has stopped."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cancelled": ["gen_4kTzq0"]}]})

    cancelled: list[str]


class DifferenceBody(BaseModel):
    """Words that were heard otherwise than written; seconds in the whole sound."""

    expected: str
    heard: str
    start: float
    end: float


class CheckedWordBody(BaseModel):
    """A word of a chunk and the word that was recognised in its place."""

    text: str
    heard: str
    difference: float = Field(description="Share of the word's sounds that differ.")
    likelihood: float | None = Field(
        description="Log probability that the recogniser gives the word in its place; null where its sounds are "
        "near enough."
    )
    wrong: bool = Field(description="The word was not recognised.")


class CheckedText(BaseModel):
    """A text that was spoken, and its transcript."""

    text: str
    heard: str
    wer: float = Field(description="Share of words that differ as written.")
    difference: float = Field(description="Share of sounds that differ.")
    flagged: bool = Field(
        description="A word was not recognised, or words were recognised that are not in the text."
    )
    differences: list[DifferenceBody]
    words: list[CheckedWordBody]


class CheckedChunkBody(CheckedText):
    """A chunk and its transcript."""

    index: int


class SpeechCheckBody(BaseModel):
    """A generation checked by transcription, chunk by chunk."""

    generation_id: str
    flagged: int = Field(description="How many chunks do not sound like their text.")
    chunks: list[CheckedChunkBody]


class SentenceBody(BaseModel):
    """A sentence: the given text from `start` to `end`."""

    text: str
    start: int
    end: int


class SplitAnswer(BaseModel):
    """The sentences of a text, in order."""

    language: str
    language_confidence: float | None = Field(
        None,
        ge=0,
        le=1,
        description="How sure the language is where it was found by `auto`; below 0.8 it is a guess.",
    )
    sentences: list[SentenceBody]


_INTERNAL = frozenset(("eager", "language_confidence"))
"""Settings of a generation that are not what was asked."""


def generation_body(found: Generation, *, whole: bool = True) -> GenerationBody:
    """The response body of the generation; without chunks and words when not `whole`."""
    base = f"/api/generations/{found.id}"
    rate = found.sample_rate
    take = next((chunk.active for chunk in found.chunks if chunk.active), None)
    if rate is None and take is not None:
        rate = format_named(found.format).rate_for(take.sample_rate)
    shown_error = None
    if found.error is not None:
        shown_error = {name: found.error.get(name) for name in ("code", "message", "param")}
    return from_attributes(
        GenerationBody,
        found,
        language_confidence=found.settings.get("language_confidence"),
        audio_url=f"{base}/audio" if found.status == JobState.COMPLETED else None,
        sample_rate=rate,
        duration=None if found.duration is None else round(found.duration, 4),
        settings={name: value for name, value in found.settings.items() if name not in _INTERNAL},
        cached=bool(found.extra.get("cached")),
        chunks=[chunk_body(chunk, base) for chunk in found.chunks] if whole else [],
        words=[SpokenWordBody.model_validate(word, from_attributes=True) for word in found.words()]
        if whole
        else [],
        error=shown_error,
    )


def chunk_body(chunk: Chunk, base: str) -> ChunkBody:
    """The response body of a chunk."""
    url = f"{base}/chunks/{chunk.index}"
    return from_attributes(
        ChunkBody,
        chunk,
        start=None if chunk.start is None else round(chunk.start, 4),
        end=None if chunk.end is None else round(chunk.end, 4),
        audio_url=f"{url}/audio" if chunk.active else None,
        takes=[take_body(take, url) for take in chunk.takes],
    )


def take_body(take: Take, url: str) -> TakeBody:
    """The response body of a take."""
    return from_attributes(
        TakeBody,
        take,
        take=take.number,
        duration=round(take.duration, 4),
        audio_url=f"{url}/takes/{take.id}/audio",
    )
