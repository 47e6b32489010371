"""Audio: recordings transcribed and measured."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse, PlainTextResponse

from clonyvoice.api.auth import AudioProcessor
from clonyvoice.api.bodies.audio import (
    MEDIA_TYPES,
    DurationBody,
    TranscriptFormat,
    TranscriptionBody,
    TranscriptionList,
    VerificationBody,
    duration_body,
    transcription_body,
    verbose_json,
    verification_body,
)
from clonyvoice.api.bodies.system import Deleted
from clonyvoice.api.idempotency import idempotency_of
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import BlobsDep, ClockDep, JobsDep, SettingsDep, SlotsDep, TranscriptionsDep
from clonyvoice.api.uploads import NoFile, Recording, UploadsDep
from clonyvoice.api.waiting_requests import change, outcome, watched
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio, TrackNotFound, probe
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.settings import Settings
from clonyvoice.jobs import ComputeSlots
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.provenance.installation_marks import known
from clonyvoice.provenance.recording_examination import Verification, verify
from clonyvoice.transcription import transcript_formats
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.recording_transcription import People
from clonyvoice.transcription.records import Transcription, TranscriptionNotFound
from clonyvoice.transcription.speaker_grouping import MAX_SPEAKERS
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage
from clonyvoice.transcription.transcript_formats import Timestamps

router = api_router("Audio")
_TEXTS: dict[str, dict[str, str]] = {"text/plain": {}, "application/x-subrip": {}, "text/vtt": {}}


@router.post(
    "/api/transcribe",
    response_model=TranscriptionBody,
    responses={
        200: {"content": _TEXTS, "description": "The transcript, in the format that was asked for."},
        202: {"model": TranscriptionBody, "description": "Taken; poll the address in `Location`."},
        **errors(
            NoFile,
            NotAudio,
            TrackNotFound,
            AudioTooLong,
            AudioTooLarge,
            UnknownSpeechLanguage,
            QueueFull,
            EngineUnavailable,
        ),
    },
)
@declares(idempotency="job")
async def transcribe(
    request: Request,
    caller: AudioProcessor,
    jobs: JobsDep,
    transcriptions: TranscriptionsDep,
    uploads: UploadsDep,
    recording: Recording,
    language: Annotated[str, Form(max_length=40, description="A language code, or `auto`.")] = "auto",
    languages: Annotated[
        list[str] | None,
        Form(
            max_length=100,
            description="With `auto`: only these may be spoken. Repeat it, or give one list `en,de`.",
        ),
    ] = None,
    bracketed: Annotated[
        list[str] | None, Form(alias="languages[]", max_length=100, description="The same as `languages`.")
    ] = None,
    task: Annotated[
        Literal["transcribe", "translate"], Form(description="`translate` gives English.")
    ] = "transcribe",
    timestamps: Annotated[
        Timestamps, Form(description="Times of segments only, or of each word, too.")
    ] = "segment",
    format: Annotated[TranscriptFormat, Form(description="The format of the response.")] = "json",  # noqa: A002 - the contract's name
    vad: Annotated[
        bool, Form(description="Leave out parts without speech. Off, everything is transcribed.")
    ] = True,
    prompt: Annotated[str, Form(max_length=1000, description="Names and words that are likely.")] = "",
    track: Annotated[
        int | None,
        Form(
            ge=0, le=999, description="Which audio track of a video, from 0 on. Without it the default one."
        ),
    ] = None,
    diarize: Annotated[bool, Form(description="Identify speakers: each segment has its `speaker`.")] = False,
    min_speakers: Annotated[
        int | None, Form(ge=1, le=MAX_SPEAKERS, description="At least so many speak (with `diarize`).")
    ] = None,
    max_speakers: Annotated[
        int | None, Form(ge=1, le=MAX_SPEAKERS, description="At most so many speak (with `diarize`).")
    ] = None,
    asynchronous: Annotated[
        bool, Form(alias="async", description="Answer 202 at once; follow it on /ws or by polling.")
    ] = False,
) -> Response:
    """Transcribe a recording of up to an hour (Whisper)."""
    people = _people(diarize, min_speakers, max_speakers)
    upload = replace(await uploads.keep(recording), track=track)
    listed = ",".join([*(languages or ()), *(bracketed or ())]).split(",")
    allowed = tuple(code.strip() for code in listed if code.strip())
    options = Options(language=language, task=task, vad=vad, prompt=prompt, languages=allowed)
    taken = await change(
        transcriptions.submit,
        upload,
        options,
        owner=caller.owner,
        waited_for=not asynchronous,
        idempotency=idempotency_of(request),
        people=people,
    )
    assert taken.job_id is not None
    if asynchronous:
        jobs.claim(taken.job_id)
        body = transcription_body(taken, timestamps)
        return JSONResponse(
            body.model_dump(mode="json"), 202, {"Location": f"/api/transcriptions/{taken.id}"}
        )
    result_of(await outcome(request, jobs, taken.job_id))
    return _rendered(await asyncio.to_thread(transcriptions.get, taken.id), format, timestamps)


@router.post(
    "/api/audio-duration",
    responses=errors(NoFile, NotAudio, AudioTooLarge),
    response_model=DurationBody,
    response_model_exclude_none=True,
)
async def audio_duration(
    request: Request, caller: AudioProcessor, settings: SettingsDep, recording: Recording
) -> DurationBody:
    """Measure a recording: its exact length, rate, channels and codec. No model is loaded."""
    del caller
    limit = settings.max_upload_mb * 1_000_000
    found = await watched(request, lambda cancel: probe(recording.file, max_bytes=limit, cancel=cancel))
    return duration_body(found)


@router.post("/api/verify", responses=errors(NoFile, NotAudio, AudioTooLarge, AudioTooLong))
@declares(uploads=2)
async def verify_recording(
    request: Request,
    caller: AudioProcessor,
    settings: SettingsDep,
    clock: ClockDep,
    blobs: BlobsDep,
    slots: SlotsDep,
    uploads: UploadsDep,
    recording: Recording,
    manifest: Annotated[
        UploadFile | None, File(description="Content Credentials that came beside the file (.c2pa).")
    ] = None,
) -> VerificationBody:
    """Check where a recording comes from: its Content Credentials, whether they are intact, and its watermark."""
    sent = [await uploads.keep(recording)]
    try:
        if manifest is not None:
            sent.append(await uploads.keep(manifest))
        paths = [blobs.path(each.blob_id) for each in sent]
        return verification_body(
            await watched(request, partial(_verified, settings, clock, slots, caller, paths))
        )
    finally:
        await asyncio.to_thread(blobs.delete, *(each.blob_id for each in sent))


def _verified(
    settings: Settings,
    clock: Clock,
    slots: ComputeSlots,
    caller: Principal,
    paths: list[Path],
    cancel: CancelToken,
) -> Verification:
    now = clock.now()
    with slots.take(caller.owner, new_id("verify"), cancel):
        return verify(
            paths[0], known(settings, now), now, sidecar=paths[1] if paths[1:] else None,
            max_bytes=settings.max_upload_mb * 1_000_000, cancel=cancel,
        )  # fmt: skip


@router.get("/api/transcriptions")
def list_transcriptions(
    caller: AudioProcessor, transcriptions: TranscriptionsDep, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> TranscriptionList:
    """List the caller's transcriptions, newest first, without their segments."""
    found = transcriptions.listing(caller.sees, limit)
    return TranscriptionList(transcriptions=[transcription_body(one, whole=False) for one in found])


@router.get(
    "/api/transcriptions/{transcription_id}",
    response_model=TranscriptionBody,
    responses={200: {"content": _TEXTS}, **errors(TranscriptionNotFound)},
)
def get_transcription(
    transcription_id: str,
    caller: AudioProcessor,
    transcriptions: TranscriptionsDep,
    format: Annotated[TranscriptFormat, Query(description="The format of the response.")] = "json",  # noqa: A002 - the contract's name
    timestamps: Annotated[
        Timestamps, Query(description="Times of segments only, or of each word, too.")
    ] = "segment",
) -> Response:
    """Get one transcription, in any format; while it runs, the segments so far."""
    return _rendered(transcriptions.get(transcription_id, caller.sees), format, timestamps)


@router.post("/api/transcriptions/{transcription_id}/cancel", responses=errors(TranscriptionNotFound))
@declares(frees=True)
def cancel_transcription(
    transcription_id: str, caller: AudioProcessor, transcriptions: TranscriptionsDep
) -> TranscriptionBody:
    """Stop a transcription; the response comes when the computation has stopped, with the segments so far."""
    return transcription_body(transcriptions.cancel(transcription_id, caller.sees))


@router.delete("/api/transcriptions/{transcription_id}", responses=errors(TranscriptionNotFound))
def delete_transcription(
    transcription_id: str, caller: AudioProcessor, transcriptions: TranscriptionsDep
) -> Deleted:
    """Delete a transcription, stopping it first when it runs."""
    transcriptions.delete(transcription_id, caller.sees)
    return Deleted(id=transcription_id)


def _people(diarize: bool, least: int | None, most: int | None) -> People | None:
    """The number of speakers to distinguish. Raises InvalidRequest, before anything is uploaded."""
    if diarize:
        return People(least, most).checked()
    for name, value in (("min_speakers", least), ("max_speakers", most)):
        if value is not None:
            raise InvalidRequest(f"`{name}` has a meaning only with `diarize=true`.", param=name)
    return None


def _rendered(found: Transcription, shape: TranscriptFormat, timestamps: Timestamps) -> Response:
    if shape == "json":
        body = transcription_body(found, timestamps)
        return JSONResponse(body.model_dump(mode="json", exclude_unset=True))
    if shape == "verbose_json":
        return JSONResponse(verbose_json(found, timestamps))
    writers = {"text": transcript_formats.text, "srt": transcript_formats.srt, "vtt": transcript_formats.vtt}
    return PlainTextResponse(writers[shape](found.transcript), media_type=MEDIA_TYPES[shape])
