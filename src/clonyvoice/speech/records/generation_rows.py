"""Rows of generations, chunks and takes: made from a request, and read back as values; the fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.speech.chunking import Plan
from clonyvoice.speech.model import Chunk, Generation, Take
from clonyvoice.speech.request import (
    Description,
    Speaker,
    SpeechRequest,
    random_seed,
)
from clonyvoice.storage.tables import ChunkRow, GenerationRow, TakeRow
from clonyvoice.text.ssml import Manner
from clonyvoice.voices.fits import SpeakingVoice

_SOUND = 1
"""Increase it when the same request sounds different than before: then stored sound is not used again."""


def generation_row(
    generation_id: str,
    request: SpeechRequest,
    planned: Plan,
    speaking: Mapping[Speaker, SpeakingVoice],
    owner: str,
    job_id: str,
    now: datetime,
) -> GenerationRow:
    """The row of a generation that is queued; a seed is drawn when none is asked for."""
    first = speaking[request.segments[0].speaker].voice
    names = list(dict.fromkeys(voice.voice.name for voice in speaking.values()))
    languages = list(dict.fromkeys(chunk.language for chunk in planned.chunks))
    settings: dict[str, Any] = request.shape.json()
    if planned.lead_ms:
        settings["lead_ms"] = planned.lead_ms
    if request.pronunciations:
        settings["pronunciations"] = dict(request.pronunciations)
    if request.design is not None:
        settings["description"] = request.design.description
    if request.eager:
        settings["eager"] = True
    if planned.language_confidence is not None:
        settings["language_confidence"] = round(planned.language_confidence, 2)
    return GenerationRow(
        id=generation_id,
        kind=request.kind,
        owner=owner,
        job_id=job_id,
        voice_id=first.id or None,
        voice_name=", ".join(names)[:200],
        engine=speaking[request.segments[0].speaker].engine,
        text=request.text,
        language=languages[0] if len(languages) == 1 else ",".join(languages)[:20],
        settings=settings,
        format=request.format,
        sample_rate=request.sample_rate,
        seed=random_seed() if request.seed is None else request.seed,
        status=JobState.QUEUED,
        fingerprint=None if request.seed is None else fingerprint(request, speaking),
        created_at=now,
    )


def chunk_rows(
    generation_id: str,
    planned: Plan,
    speaking: Mapping[Speaker, SpeakingVoice],
    design: Description | None,
) -> list[ChunkRow]:
    """The rows of a generation's chunks, none of them made yet."""
    made = {}
    if design is not None:
        made = {"design": {**asdict(design), "language": planned.chunks[0].language.split("-")[0]}}
    return [
        ChunkRow(
            id=new_id("chunk"),
            generation_id=generation_id,
            index=index,
            text=chunk.text,
            start_char=chunk.start,
            end_char=chunk.end,
            language=chunk.language,
            voice_id=speaking[chunk.speaker].voice.id or None,
            settings={
                "version": speaking[chunk.speaker].revision,
                **chunk.shape.json(),
                **_unusual(chunk.manner),
                **({"instructions": chunk.instructions} if chunk.instructions else {}),
                **made,
            },
            pause_ms=chunk.pause_ms,
            status=JobState.QUEUED,
        )
        for index, chunk in enumerate(planned.chunks)
    ]


def manner_settings(manner: Manner) -> dict[str, float]:
    """A manner as settings of a chunk."""
    return {
        "rate": manner.rate,
        "raised": manner.pitch,
        "louder": manner.volume,
        "pitch_range": manner.range,
    }


def _unusual(manner: Manner) -> dict[str, float]:
    usual = manner_settings(Manner())
    return {name: value for name, value in manner_settings(manner).items() if value != usual[name]}


def fingerprint(request: SpeechRequest, speaking: Mapping[Speaker, SpeakingVoice]) -> str:
    """A digest of everything that decides the sound, and the format in which it is answered."""
    decided: list[Any] = [
        _SOUND,
        request.kind,
        [
            [segment.text, speaking[segment.speaker].revision, segment.language, segment.shape.json(),
             _unusual(segment.manner), segment.pause_after_ms,
             speaking[segment.speaker].voice.settings]
            for segment in request.segments
        ],
        request.shape.json(), request.seed, request.format, request.sample_rate, request.ssml,
        request.sentence_chunks, sorted(request.pronunciations.items()),
    ]  # fmt: skip
    if request.engine is not None:
        decided.append(["engine", request.engine])
    if any(segment.engine != request.engine for segment in request.segments):
        decided.append(["engines", [segment.engine for segment in request.segments]])
    if any(segment.instructions for segment in request.segments):
        decided.append(["instructions", [segment.instructions for segment in request.segments]])
    if request.watermark is not None:
        decided.append(["watermark", request.watermark])
    return hashlib.sha256(json.dumps(decided, sort_keys=True, default=str).encode()).hexdigest()


def generation_of(row: GenerationRow, *, whole: bool = False) -> Generation:
    """The generation of a row; its chunks too when `whole` (reads them)."""
    chunks: Sequence[ChunkRow] = ()
    if whole:
        session = Session.object_session(row)
        assert session is not None
        chunks = session.scalars(
            select(ChunkRow)
            .where(ChunkRow.generation_id == row.id)
            .options(selectinload(ChunkRow.takes))
            .order_by(ChunkRow.index)
        ).all()
    return from_attributes(
        Generation,
        row,
        settings=dict(row.settings),
        timings=dict(row.timings),
        chunks=tuple(chunk_of(chunk) for chunk in chunks),
        extra={},
    )


def chunk_of(row: ChunkRow) -> Chunk:
    """The chunk of a row with its takes."""
    return from_attributes(
        Chunk,
        row,
        settings=dict(row.settings),
        takes=tuple(take_of(take, active=take.id == row.active_take) for take in row.takes),
    )


def take_of(row: TakeRow, *, active: bool) -> Take:
    """The take of a row."""
    return from_attributes(
        Take,
        row,
        settings=dict(row.settings),
        active=active,
        words=tuple(row.words),
    )
