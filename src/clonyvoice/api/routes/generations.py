"""Generations: listed, played, subtitled, checked; their chunks and takes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Query, Response
from starlette.responses import FileResponse, PlainTextResponse

from clonyvoice.api.auth import Generator
from clonyvoice.api.bodies.field_types import StateField
from clonyvoice.api.bodies.generations import (
    CheckedChunkBody,
    GenerationBody,
    GenerationList,
    SpeechCheckBody,
    generation_body,
)
from clonyvoice.api.bodies.speech import SubtitleFormat
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.delivery_audit import delivery_of
from clonyvoice.api.responses.file_byte_ranges import KnownFile
from clonyvoice.api.responses.signed_files import sidecar
from clonyvoice.api.routing import api_router, errors, shown
from clonyvoice.api.services import BlobsDep, SignedDep, SlotsDep, SpeechDep, TranscriptionsDep
from clonyvoice.audio.formats import SoundFileName, UnsupportedBitRate, file_format_named
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.provenance.credentials_library import MANIFEST_TYPE, CredentialsNotReady, SigningFailed
from clonyvoice.speech import Generation, Speech
from clonyvoice.speech.errors import (
    ChunkNotFound,
    GenerationNotFound,
    NotSpokenYet,
    StillRunning,
    TakeNotFound,
)
from clonyvoice.speech.generation_audio_files import origin_of
from clonyvoice.speech.request import GenerationKind
from clonyvoice.speech.transcript_check import check
from clonyvoice.storage.page_cursors import BadCursor

router = api_router("Speech")


def _own(generation_id: str, caller: Generator, speech: SpeechDep) -> Generation:
    """The generation of the path, if the caller may see it. Raises GenerationNotFound."""
    return speech.get(generation_id, caller.sees)


OwnGeneration = Annotated[Generation, Depends(_own)]
SoundFormat = Annotated[SoundFileName, Query(alias="format")]


@router.get("/api/generations", response_model=GenerationList, responses=errors(BadCursor))
def list_generations(
    caller: Generator,
    speech: SpeechDep,
    q: Annotated[
        str | None, Query(max_length=200, description="Words in the text or the voice's name.")
    ] = None,
    voice_id: str | None = None,
    status: StateField | None = None,
    kind: Annotated[GenerationKind | None, Query(description="The route that made it.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """List the caller's generations, newest first, without chunks and words."""
    page = speech.listing(
        caller.sees, q=q, voice_id=voice_id, status=status, kind=kind,
        limit=limit, cursor=cursor,
    )  # fmt: skip
    found = [generation_body(each, whole=False) for each in page.generations]
    return shown(GenerationList(generations=found, total=page.total, next_cursor=page.next_cursor))


@router.get("/api/generations/{generation_id}", responses=errors(GenerationNotFound))
def get_generation(found: OwnGeneration) -> GenerationBody:
    """Get one generation with its chunks, takes and words."""
    return generation_body(found)


@router.get(
    "/api/generations/{generation_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(GenerationNotFound, NotSpokenYet)},
)
async def generation_audio(
    found: OwnGeneration,
    speech: SpeechDep,
    fmt: Annotated[
        SoundFileName | None, Query(alias="format", description="Another one than was asked for.")
    ] = None,
    sample_rate: Annotated[int | None, Query(ge=8000, le=192_000)] = None,
) -> Response:
    """Get the sound, in any format, with byte ranges."""
    rate = sample_rate or (found.sample_rate if fmt in (None, found.format) else None)
    return await answering.sound_file(speech, found, file_format_named(fmt or found.format), rate)


@router.get(
    "/api/generations/{generation_id}/credentials",
    response_class=Response,
    responses={
        200: {"content": {MANIFEST_TYPE: {}}},
        **errors(GenerationNotFound, NotSpokenYet, CredentialsNotReady, SigningFailed, UnsupportedBitRate),
    },
)
def generation_credentials(
    found: OwnGeneration,
    speech: SpeechDep,
    signed: SignedDep,
    fmt: Annotated[SoundFileName | None, Query(alias="format")] = None,
    sample_rate: Annotated[int | None, Query(ge=8000, le=192_000)] = None,
    bit_rate: Annotated[int | None, Query(ge=8000, le=512_000)] = None,
) -> Response:
    """Get the signed C2PA manifest of a format that cannot carry one: the sidecar of the file with this format."""
    wanted = file_format_named(fmt or found.format)
    wanted.check_bit_rate(bit_rate)
    path = speech.file(found, wanted.name, sample_rate or found.sample_rate, bit_rate)
    return sidecar(signed, path, wanted.media_type, partial(origin_of, found, speech.voices), found.id)


@router.get(
    "/api/generations/{generation_id}/subtitles",
    response_class=PlainTextResponse,
    responses={
        200: {"content": {"application/x-subrip": {}, "text/vtt": {}}},
        **errors(GenerationNotFound, NotSpokenYet),
    },
)
def generation_subtitles(
    found: OwnGeneration,
    speech: SpeechDep,
    fmt: Annotated[SubtitleFormat, Query(alias="format")] = "srt",
) -> Response:
    """Get subtitles that are exact to the word, as SRT or WebVTT."""
    kind = "text/vtt" if fmt == "vtt" else "application/x-subrip"
    name = f'inline; filename="{found.id}.{fmt}"'
    shown = speech.subtitles(found, fmt)
    return Response(shown, media_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": name})


@router.post(
    "/api/generations/{generation_id}/check",
    responses=errors(GenerationNotFound, ChunkNotFound, NotSpokenYet, EngineUnavailable),
)
def check_generation(
    found: OwnGeneration,
    caller: Generator,
    blobs: BlobsDep,
    slots: SlotsDep,
    transcriptions: TranscriptionsDep,
    chunk_index: Annotated[int | None, Query(ge=0, description="Only this chunk.")] = None,
) -> SpeechCheckBody:
    """Transcribe the audio and flag chunks that do not sound like their text."""
    cancel = CancelToken()
    slot = partial(slots.take, caller.owner, found.id, cancel)
    written = transcriptions
    heard = check(found, blobs, written.hear, written.likelihood, slot, cancel, chunk_index)
    shown = [CheckedChunkBody.model_validate(each, from_attributes=True) for each in heard]
    return SpeechCheckBody(generation_id=found.id, flagged=sum(each.flagged for each in heard), chunks=shown)


@router.delete("/api/generations/{generation_id}", status_code=204, responses=errors(GenerationNotFound))
def delete_generation(generation_id: str, caller: Generator, speech: SpeechDep) -> None:
    """Delete a generation and its audio; one in progress is stopped first."""
    speech.delete(generation_id, caller.sees)


@router.get(
    "/api/generations/{generation_id}/chunks/{index}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(GenerationNotFound, ChunkNotFound, NotSpokenYet)},
)
def chunk_audio(found: OwnGeneration, index: int, speech: SpeechDep, fmt: SoundFormat = "wav") -> KnownFile:
    """Get one chunk's audio, also while later ones are still being generated."""
    return _sound(speech, speech.chunk_file(found, index, None, fmt), fmt, found)


@router.get(
    "/api/generations/{generation_id}/chunks/{index}/takes/{take_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(GenerationNotFound, ChunkNotFound, TakeNotFound)},
)
def take_audio(
    found: OwnGeneration, index: int, take_id: str, speech: SpeechDep, fmt: SoundFormat = "wav"
) -> KnownFile:
    """Get the sound of any take of a chunk."""
    return _sound(speech, speech.chunk_file(found, index, take_id, fmt), fmt, found)


def _sound(speech: Speech, path: Path, fmt: str, of: Generation) -> KnownFile:
    origin = partial(origin_of, replace(of, duration=None), speech.voices)
    return KnownFile(
        path, origin=origin, media_type=file_format_named(fmt).media_type, delivers=delivery_of(of)
    )


@router.post(
    "/api/generations/{generation_id}/chunks/{index}/takes/{take_id}/activate",
    responses=errors(GenerationNotFound, ChunkNotFound, TakeNotFound, StillRunning),
)
def activate_take(
    generation_id: str, index: int, take_id: str, caller: Generator, speech: SpeechDep
) -> GenerationBody:
    """Make another take of a chunk the active one; the chunk has that take's text again."""
    return generation_body(speech.activate(generation_id, index, take_id, caller.sees))
