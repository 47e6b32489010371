"""Cloning: voices from recordings, and their refinement."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from clonyvoice.api.auth import AudioProcessor, Cloner
from clonyvoice.api.bodies.cloning import Problem, RecordingCheckBody, Refine, RefineBody
from clonyvoice.api.bodies.system import JobBody, job_body
from clonyvoice.api.bodies.voices import CloneBody, voice_body
from clonyvoice.api.consent_form import ConsentForm, given_consent
from clonyvoice.api.idempotency import job_key
from clonyvoice.api.routing import MANY_FILES, api_router, declares, errors
from clonyvoice.api.services import CloneJobsDep, ClonesDep, JobsDep, VoicesDep
from clonyvoice.api.uploads import NoFile, Recording, UploadsDep
from clonyvoice.api.waiting_requests import change, job_result, outcome
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.cloning.clone_jobs import CloneJobs, checked, created
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.errors import (
    AlreadyRefined,
    ConsentNeeded,
    ConsentNotVerified,
    ConsentRequired,
    ConsentSynthetic,
    FileCount,
    Music,
    NoSpeech,
    NotAClone,
    SeveralSpeakers,
    Silence,
    TooShort,
)
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.registry import EngineLacks, EngineNotFound
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.jobs.queue import result_of
from clonyvoice.transcription.service import Upload
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage
from clonyvoice.voices import Voices
from clonyvoice.voices.errors import VoiceNotFound, VoiceRevoked

router = api_router("Cloning")
_MOST_FILES = 50
"""Recordings of one call. Chosen by hand."""
_UNFIT = (NoFile, NotAudio, AudioTooLong, AudioTooLarge, Silence, NoSpeech, Music, TooShort, SeveralSpeakers)
_ERRORS = errors(
    *_UNFIT,
    ConsentNeeded,
    ConsentRequired,
    ConsentNotVerified,
    ConsentSynthetic,
    UnknownSpeechLanguage,
    EngineUnavailable,
    EngineNotFound,
    EngineLacks,
    QueueFull,
)

_Recordings = Annotated[list[UploadFile] | None, File(description="2 to 50 recordings of one person.")]
_Aliases = Annotated[list[UploadFile] | None, File(description="Another name for `audio`.")]


async def _asked(
    name: Annotated[
        str, Form(max_length=200, description="The voice's name; the file's when left out.")
    ] = "",
    language: Annotated[
        str, Form(max_length=40, description="The language of the recording; `auto` detects it.")
    ] = "auto",
    transcript: Annotated[
        str,
        Form(max_length=100_000, description="The words spoken in it, verbatim; transcribed when left out."),
    ] = "",
    description: Annotated[str, Form(max_length=5000)] = "",
    consent: Annotated[bool | None, Form(description="That the person agreed to be cloned.")] = None,
    refine: Annotated[Refine, Form(description="How far it is made better in the background.")] = "standard",
    engine: Annotated[
        str | None,
        Form(max_length=40, description="The engine to clone for; the embedded one when left out."),
    ] = None,
) -> CloneRequest:
    return CloneRequest(
        name=name,
        language=language,
        transcript=transcript,
        description=description,
        consent=consent,
        refine=refine,
        engine=engine,
        draft=True,
    )


_Asked = Annotated[CloneRequest, Depends(_asked)]
"""The fields of the form besides its recordings."""


@router.post("/api/clone/create", response_model=CloneBody, responses=_ERRORS)
@declares(idempotency="response")
async def create_clone(
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    clone_jobs: CloneJobsDep,
    uploads: UploadsDep,
    recording: Recording,
    asked: _Asked,
    agreement: ConsentForm,
) -> Response:
    """Clone a voice from one recording; it is usable at once and refined in the background."""
    upload = await uploads.keep(recording)
    asked = replace(asked, given=await given_consent(agreement, uploads, [upload]))
    return await _created(request, jobs, voices, clone_jobs, [upload], asked, caller.owner)


@router.post(
    "/api/clone/create-multi", response_model=CloneBody, responses=_ERRORS | errors(*_UNFIT, FileCount)
)
@declares(idempotency="response", uploads=MANY_FILES)
async def create_clone_of_many(
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    clone_jobs: CloneJobsDep,
    uploads: UploadsDep,
    asked: _Asked,
    agreement: ConsentForm,
    audio: _Recordings = None,
    files: _Aliases = None,
    files_listed: Annotated[
        list[UploadFile] | None, File(alias="files[]", description="Another name for `audio`.")
    ] = None,
    audio_files: _Aliases = None,
) -> Response:
    """Clone a voice from 2 to 50 recordings, weighted by quality; those of another person are left out."""
    sent = [one for part in (audio, files, files_listed, audio_files) for one in part or ()]
    if not 2 <= len(sent) <= _MOST_FILES:
        raise FileCount(len(sent), 2, _MOST_FILES)
    kept = await uploads.keep_all(sent)
    asked = replace(asked, given=await given_consent(agreement, uploads, kept))
    return await _created(request, jobs, voices, clone_jobs, kept, asked, caller.owner)


@router.post(
    "/api/clone/check",
    responses=errors(NoFile, NotAudio, AudioTooLong, AudioTooLarge, EngineUnavailable, QueueFull),
)
async def check_recording(
    request: Request,
    caller: AudioProcessor,
    jobs: JobsDep,
    clone_jobs: CloneJobsDep,
    uploads: UploadsDep,
    recording: Recording,
) -> RecordingCheckBody:
    """Check a recording before cloning: its quality, its transcript, and advice."""
    upload = await uploads.keep(recording)
    job = await change(clone_jobs.check, upload, caller.owner)
    try:
        ended = result_of(await outcome(request, jobs, job.id))
    finally:
        await change(jobs.forget, job.id)
    found = checked(ended)
    if found is None:
        return RecordingCheckBody(ok=False, quality=None, problem=Problem(**ended["problem"]))
    return RecordingCheckBody(
        ok=True, quality=found.report, problem=None, transcript=found.transcript, language=found.language
    )


@router.post(
    "/api/voices/{voice_id}/refine",
    status_code=202,
    responses=errors(VoiceNotFound, NotAClone, AlreadyRefined, VoiceRevoked, EngineNotFound, EngineLacks),
)
def refine_clone(
    voice_id: str, body: RefineBody, caller: Cloner, jobs: JobsDep, clones: ClonesDep
) -> JobBody:
    """Refine a clone in the background, or fit it for another engine; it remains usable meanwhile."""
    return job_body(clones.refine(voice_id, body.refine, caller.owner, body.engine), jobs)


async def _created(
    request: Request,
    jobs: JobQueue,
    voices: Voices,
    clone_jobs: CloneJobs,
    kept: Sequence[Upload],
    asked: CloneRequest,
    owner: str,
) -> Response:
    asked = replace(asked, name=asked.name or _stem(kept[0].name))
    submit = partial(clone_jobs.create, kept, asked, owner, job_key(request))
    made = created(await job_result(request, jobs, submit))
    voice = await asyncio.to_thread(voices.get, made.voice_id)
    left_out = {str(index): why for index, why in made.left_out.items()}
    body = CloneBody(**voice_body(voice).model_dump(), left_out=left_out)
    return JSONResponse(body.model_dump(mode="json"), 200, {"Location": f"/api/voices/{voice.id}"})


def _stem(name: str) -> str:
    """A file's name without its ending, as a name for a voice."""
    return name.rsplit(".", 1)[0].strip()[:200] or "My voice"
