"""Dubbing: a recording transcribed, its speakers given voices, its lines spoken in their slots or translated."""

from __future__ import annotations

from dataclasses import replace

from fastapi import Request, Response
from starlette.responses import JSONResponse

from clonyvoice.api.auth import ProjectWriter, TimelineEditor, admit
from clonyvoice.api.bodies.timeline_dubs import (
    DubbedBody,
    DubList,
    StartDub,
    TranslatedBody,
    TranslationBody,
    dubbed_body,
    translated_body,
)
from clonyvoice.api.idempotency import idempotency_of
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import DubbingDep, DubsDep, LimitsDep, VoicesDep
from clonyvoice.audio.video_picture import PictureNotCopied
from clonyvoice.cloning.errors import ConsentNeeded, ConsentRequired
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.projects.dub_lines_ducking import TranscriptNotReady
from clonyvoice.projects.errors import (
    OperationInvalid,
    ProjectInTrash,
    ProjectItemNotFound,
    ProjectNotFound,
    ScriptInvalid,
)
from clonyvoice.projects.translation import NoTranslator
from clonyvoice.transcription.records import TranscriptionNotFound
from clonyvoice.transcription.spoken_languages import UnknownSpeechLanguage
from clonyvoice.voices.errors import VoiceNotFound

router = api_router("Timeline")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.post(
    "/api/projects/{project_id}/dubs",
    status_code=202,
    response_model=DubbedBody,
    responses=errors(
        ProjectItemNotFound, TranscriptionNotFound, TranscriptNotReady, UnknownSpeechLanguage, ScriptInvalid,
        InvalidRequest, VoiceNotFound, ConsentNeeded, ConsentRequired, NoTranslator, PictureNotCopied, QueueFull,
        *_GONE,
    ),
)  # fmt: skip
@declares(idempotency="job")
def start_dub(
    project_id: str,
    body: StartDub,
    request: Request,
    caller: TimelineEditor,
    limits: LimitsDep,
    voices: VoicesDep,
    dubs: DubsDep,
) -> Response:
    """Dub a recording or video as one job: speakers, lines in their slots, speech that fits them, the video."""
    settings = body.settings()
    if settings.voice_source == "clone":
        admit(limits, caller, "clone:create")
        if not body.consent:
            raise ConsentNeeded if body.consent is False else ConsentRequired("consent")
    chosen = {
        name: voices.speaking(voice, asker=caller.owner).voice.id for name, voice in body.voices.items()
    }
    started = dubs.start(
        project_id, replace(settings, voices=chosen), caller.sees, caller.owner, idempotency_of(request)
    )
    place = f"/api/projects/{project_id}/dubs/{started.id}"
    return JSONResponse(
        dubbed_body(started, dubs.steps(started)).model_dump(mode="json"), 202, {"Location": place}
    )


@router.get("/api/projects/{project_id}/dubs", responses=errors(*_GONE))
def list_dubs(project_id: str, caller: TimelineEditor, dubs: DubsDep) -> DubList:
    """List a project's dubs, newest first."""
    found = [dubbed_body(each, dubs.steps(each)) for each in dubs.listing(project_id, caller.sees)]
    return DubList(dubs=found, translator=dubs.translates)


@router.get("/api/projects/{project_id}/dubs/{dub_id}", responses=errors(ProjectItemNotFound, *_GONE))
def get_dub(project_id: str, dub_id: str, caller: TimelineEditor, dubs: DubsDep) -> DubbedBody:
    """Get one dub: the states of its steps, its transcript and speakers."""
    dub = dubs.get(project_id, dub_id, caller.sees)
    return dubbed_body(dub, dubs.steps(dub))


@router.post(
    "/api/projects/{project_id}/translation",
    responses=errors(ScriptInvalid, InvalidRequest, OperationInvalid, *_GONE),
)
@declares(idempotency="response")
def translate_lines(
    project_id: str, body: TranslationBody, caller: ProjectWriter, dubbing: DubbingDep
) -> TranslatedBody:
    """Replace the texts of lines that have slots, in their order or by the times of subtitles, as one change."""
    done = dubbing.translate(
        project_id, caller.sees, caller.owner, texts=body.texts, subtitles=body.cues(), language=body.language
    )
    return translated_body(done)
