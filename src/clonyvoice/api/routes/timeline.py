"""The timeline: lines to takes, the mix while it plays, and its renders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated

from anyio import to_thread
from fastapi import Query, Request, Response
from starlette.responses import FileResponse, JSONResponse, StreamingResponse

from clonyvoice.api.auth import TimelineEditor
from clonyvoice.api.bodies.project_renders import RenderBody, RenderedBody, RenderList, rendered_body
from clonyvoice.api.bodies.project_takes import (
    AdoptBody,
    CheckedTakeBody,
    LineTakeBody,
    SpeakBody,
    TakeList,
    take_body,
)
from clonyvoice.api.bodies.projects import AppliedBody, DubBody, PeaksBody, applied_body
from clonyvoice.api.bodies.system import JobBody, job_body
from clonyvoice.api.responses.deliveries import Delivery, SentSound, noted
from clonyvoice.api.responses.files import KnownFile
from clonyvoice.api.responses.signed_files import check, sidecar
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import Services, ServicesDep
from clonyvoice.api.uploads import idempotency_of
from clonyvoice.audio import FormatName, format_named
from clonyvoice.audio.formats import UnsupportedFormat, file_format_named
from clonyvoice.audio.picture import PictureNotCopied
from clonyvoice.audio.stereo import peaks_of, to_int16_stereo
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.model import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.projects.document import language_of
from clonyvoice.projects.dubbing import TranscriptNotReady
from clonyvoice.projects.errors import (
    NothingToMix,
    OperationInvalid,
    ProjectInTrash,
    ProjectItemNotFound,
    ProjectNotFound,
)
from clonyvoice.projects.line_takes import LineWithoutVoice
from clonyvoice.projects.renders import Render, RenderNotReady
from clonyvoice.projects.sound_origins import origin_of_render, origin_of_take, voices_of
from clonyvoice.provenance.credentials import MANIFEST_TYPE, CredentialsNotReady, SigningFailed
from clonyvoice.speech.request import GenerationNotFound, NotSpokenYet
from clonyvoice.speech.transcript_check import Recogniser, Spoken
from clonyvoice.transcription.records import TranscriptionNotFound
from clonyvoice.voices.model import VoiceNotFound

router = api_router("Timeline")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.post(
    "/api/projects/{project_id}/speak",
    status_code=202,
    responses=errors(ProjectItemNotFound, LineWithoutVoice, QueueFull, *_GONE),
)
@declares(idempotency="job")
def speak_lines(
    project_id: str, body: SpeakBody, request: Request, caller: TimelineEditor, parts: ServicesDep
) -> JobBody:
    """Generate lines as one job; each take is heard in its line as soon as it is made."""
    job = parts.line_speech.speak(
        project_id, body.lines, caller.sees, caller.owner, variants=body.variants,
        idempotency=idempotency_of(request),
    )  # fmt: skip
    return job_body(job, parts.jobs)


@router.post(
    "/api/projects/{project_id}/dub",
    responses=errors(
        ProjectItemNotFound, TranscriptionNotFound, TranscriptNotReady, InvalidRequest, OperationInvalid,
        VoiceNotFound, *_GONE,
    ),
)  # fmt: skip
@declares(idempotency="response")
def dub_asset(project_id: str, body: DubBody, caller: TimelineEditor, parts: ServicesDep) -> AppliedBody:
    """Make lines of an asset's transcript, each in its slot; /speak then says them at the pace that fits."""
    chosen = {name: parts.voices.speaking(voice).voice.id for name, voice in body.voices.items()}
    parts.projects.get(project_id, caller.sees)
    transcription = parts.transcriptions.get(body.transcription_id, caller.sees)
    done = parts.dubbing.dub(
        project_id, body.asset_id, transcription, caller.sees, caller.owner, voices=chosen, texts=body.texts,
        language=body.language, duck_db=body.duck_db,
    )  # fmt: skip
    return applied_body(done)


@router.get("/api/projects/{project_id}/lines/{line_id}/takes", responses=errors(*_GONE))
def list_takes(project_id: str, line_id: str, caller: TimelineEditor, parts: ServicesDep) -> TakeList:
    """List a line's takes and failed attempts, oldest first."""
    found = parts.takes.of_line(project_id, line_id, caller.sees)
    return TakeList(takes=[take_body(project_id, each) for each in found])


@router.post(
    "/api/projects/{project_id}/lines/{line_id}/takes",
    status_code=201,
    responses=errors(ProjectItemNotFound, GenerationNotFound, NotSpokenYet, *_GONE),
)
@declares(idempotency="response")
def adopt_generation(
    project_id: str, line_id: str, body: AdoptBody, caller: TimelineEditor, parts: ServicesDep
) -> LineTakeBody:
    """Make a finished generation a take of a line; deleting the generation later does not touch it."""
    generation = parts.speech.get(body.generation_id, caller.sees)
    path = parts.speech.file(generation, "flac")
    take_id = parts.takes.adopt_file(project_id, line_id, generation, path, caller.owner, caller.sees)
    return take_body(project_id, parts.takes.get(project_id, take_id, caller.sees))


@router.get(
    "/api/projects/{project_id}/takes/{take_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/flac": {}}}, **errors(ProjectItemNotFound, *_GONE)},
)
def project_take_audio(
    project_id: str, take_id: str, caller: TimelineEditor, parts: ServicesDep
) -> KnownFile:
    """Get a take's sound as FLAC, with byte ranges."""
    take = parts.takes.get(project_id, take_id, caller.sees)
    assert take.blob_id is not None
    answer = KnownFile.speech(
        parts.blobs.path(take.blob_id),
        lambda parts: origin_of_take(take, parts.voices),
        media_type="audio/flac",
    )
    answer.delivers = Delivery(take_id, (take.voice_id,))
    return answer


@router.get("/api/projects/{project_id}/takes/{take_id}/peaks", responses=errors(ProjectItemNotFound, *_GONE))
def take_peaks(project_id: str, take_id: str, caller: TimelineEditor, parts: ServicesDep) -> PeaksBody:
    """Get a take's waveform."""
    parts.takes.get(project_id, take_id, caller.sees)
    sound = parts.assets.sounds(project_id).take(take_id, 48_000)
    return PeaksBody(per_second=50, peaks=peaks_of([to_int16_stereo(sound.read(0, sound.length))]))


@router.post(
    "/api/projects/{project_id}/takes/{take_id}/check",
    responses=errors(ProjectItemNotFound, EngineUnavailable, *_GONE),
)
def check_project_take(
    project_id: str, take_id: str, caller: TimelineEditor, parts: ServicesDep
) -> CheckedTakeBody:
    """Transcribe a take back: what was heard, and which words of its text were not."""
    cancel, written = CancelToken(), parts.transcriptions
    slot = partial(parts.slots.take, caller.owner, take_id, cancel)
    recogniser = Recogniser(written.hear, written.likelihood, slot, cancel)
    take = parts.takes.get(project_id, take_id, caller.sees)
    if take.duration == 0:
        raise ProjectItemNotFound("take", take_id, "take_id")
    _, document = parts.projects.document(project_id, caller.sees)
    language = language_of(document, document.items.get(take.line_id), take.text)
    found = recogniser.compared(Spoken(take.text, language, tuple(take.words)), parts.takes.sound(take))
    return CheckedTakeBody.model_validate({**asdict(found), "take_id": take_id})


@router.get(
    "/api/projects/{project_id}/mix",
    response_class=StreamingResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(NothingToMix, UnsupportedFormat, *_GONE)},
)
async def play_mix(
    project_id: str,
    caller: TimelineEditor,
    parts: ServicesDep,
    start: Annotated[float, Query(ge=0, le=360_000, allow_inf_nan=False, description="Seconds.")] = 0.0,
    fmt: Annotated[FormatName, Query(alias="format")] = "wav",
) -> Response:
    """Hear the mix from any point on, streamed at once; nobody who stops listening costs anything."""
    told = check(parts, caller, format_named(fmt), stream=True)
    pieces = await to_thread.run_sync(parts.mixes.stream, project_id, caller.sees, start, fmt)
    first = await to_thread.run_sync(_next, pieces)
    heard = Delivery(project_id, await to_thread.run_sync(_voices_in, parts, project_id, caller))
    body = noted(chain([first] if first else [], pieces), SentSound(parts.audit, caller.owner), heard)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", **told}
    return StreamingResponse(body, media_type=format_named(fmt).media_type, headers=headers)


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)


def _voices_in(
    parts: Services, project_id: str, caller: Principal, revision: int | None = None
) -> tuple[str, ...]:
    """The voices of a project's takes for the audit log; none where there is no log."""
    if not parts.audit.enabled:
        return ()
    if revision is None:
        revision = parts.projects.get(project_id, caller.sees).revision
    return tuple(voices_of(parts.projects.at_revision(project_id, revision, caller.sees), parts.projects))


@router.post(
    "/api/projects/{project_id}/renders",
    status_code=202,
    response_model=RenderedBody,
    responses=errors(NothingToMix, PictureNotCopied, InvalidRequest, ProjectItemNotFound, QueueFull, *_GONE),
)
@declares(idempotency="job")
def start_render(
    project_id: str, body: RenderBody, request: Request, caller: TimelineEditor, parts: ServicesDep
) -> Response:
    """Write the mix of the present revision to a file, as a job; with chapters, or into a video."""
    usual = parts.projects.get(project_id, caller.sees).settings["loudness"]
    started = parts.renders.start(
        project_id, body.settings(usual), caller.sees, caller.owner, idempotency_of(request)
    )
    place = f"/api/projects/{project_id}/renders/{started.id}"
    return JSONResponse(rendered_body(started).model_dump(mode="json"), 202, {"Location": place})


@router.get("/api/projects/{project_id}/renders", responses=errors(*_GONE))
def list_renders(project_id: str, caller: TimelineEditor, parts: ServicesDep) -> RenderList:
    """List a project's renders, newest first."""
    return RenderList(
        renders=[rendered_body(each) for each in parts.renders.listing(project_id, caller.sees)]
    )


@router.get("/api/projects/{project_id}/renders/{render_id}", responses=errors(ProjectItemNotFound, *_GONE))
def get_render(project_id: str, render_id: str, caller: TimelineEditor, parts: ServicesDep) -> RenderedBody:
    """Get one render."""
    return rendered_body(parts.renders.get(project_id, render_id, caller.sees))


@router.get(
    "/api/projects/{project_id}/renders/{render_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(ProjectItemNotFound, RenderNotReady, *_GONE)},
)
def render_audio(project_id: str, render_id: str, caller: TimelineEditor, parts: ServicesDep) -> KnownFile:
    """Get a render's file, with byte ranges."""
    found, path = _rendered(parts, project_id, render_id, caller)
    fmt = file_format_named(found.settings["format"])
    kind, ending = ("application/zip", "zip") if found.archive else (fmt.media_type, fmt.extension)
    answer = KnownFile.speech(
        path,
        lambda parts: origin_of_render(found, parts.projects, parts.voices),
        media_type=kind,
        manifest="" if found.archive else f"/api/projects/{project_id}/renders/{render_id}/credentials",
        entries=fmt.media_type if found.archive else "",
        filename=found.saved_as(parts.projects.get(project_id, caller.sees).name, ending),
    )
    answer.delivers = Delivery(found.id, _voices_in(parts, project_id, caller, found.revision))
    return answer


@router.get(
    "/api/projects/{project_id}/renders/{render_id}/credentials",
    response_class=Response,
    responses={
        200: {"content": {MANIFEST_TYPE: {}}},
        **errors(ProjectItemNotFound, RenderNotReady, CredentialsNotReady, SigningFailed, *_GONE),
    },
)
def render_credentials(
    project_id: str, render_id: str, caller: TimelineEditor, parts: ServicesDep
) -> Response:
    """Get the signed C2PA manifest of a render in a format that cannot carry one."""
    found, path = _rendered(parts, project_id, render_id, caller)
    media_type = (
        "application/zip" if found.archive else file_format_named(found.settings["format"]).media_type
    )
    return sidecar(
        parts, path, media_type, lambda parts: origin_of_render(found, parts.projects, parts.voices), found.id
    )


def _rendered(parts: Services, project_id: str, render_id: str, caller: Principal) -> tuple[Render, Path]:
    """A render that is completed, and its file. Raises RenderNotReady, ProjectItemNotFound."""
    found = parts.renders.get(project_id, render_id, caller.sees)
    if found.blob_id is None or found.status != JobState.COMPLETED:
        raise RenderNotReady(found.status)
    return found, parts.blobs.path(found.blob_id)
