"""The timeline: lines spoken to takes, and the takes of lines."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Annotated

from fastapi import Query, Request

from clonyvoice.api.auth import TimelineEditor
from clonyvoice.api.bodies.projects import AppliedBody, DubBody, PeaksBody, applied_body
from clonyvoice.api.bodies.system import JobBody, job_body
from clonyvoice.api.bodies.timeline_takes import (
    AdoptBody,
    CheckedTakeBody,
    LineTakeBody,
    ListedTakeList,
    SpeakBody,
    TakeList,
    listed_take_body,
    take_body,
)
from clonyvoice.api.idempotency import idempotency_of
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import (
    AssetsDep,
    DubbingDep,
    JobsDep,
    LineSpeechDep,
    OperationSoundsDep,
    ProjectsDep,
    SlotsDep,
    TakesDep,
    TranscriptionsDep,
    VoicesDep,
)
from clonyvoice.audio.stereo_wav_files_peaks import peaks_of, to_int16_stereo
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.projects.document import language_of
from clonyvoice.projects.dub_lines_ducking import TranscriptNotReady
from clonyvoice.projects.errors import (
    OperationInvalid,
    ProjectInTrash,
    ProjectItemNotFound,
    ProjectNotFound,
)
from clonyvoice.projects.line_synthesis import LineWithoutVoice
from clonyvoice.projects.word_retakes import WordsNotRetakable
from clonyvoice.speech.errors import GenerationNotFound, NotSpokenYet
from clonyvoice.speech.transcript_check import Recogniser, SpokenChunk
from clonyvoice.storage.page_cursors import BadCursor
from clonyvoice.transcription.records import TranscriptionNotFound
from clonyvoice.voices.errors import VoiceNotFound

router = api_router("Timeline")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.post(
    "/api/projects/{project_id}/speak",
    status_code=202,
    responses=errors(ProjectItemNotFound, LineWithoutVoice, WordsNotRetakable, QueueFull, *_GONE),
)
@declares(idempotency="job")
def speak_lines(
    project_id: str,
    body: SpeakBody,
    request: Request,
    caller: TimelineEditor,
    jobs: JobsDep,
    line_speech: LineSpeechDep,
) -> JobBody:
    """Generate lines, or some words of a line, as one job; each take becomes active as soon as it is complete."""
    words = (body.words.start_char, body.words.end_char) if body.words else None
    job = line_speech.speak(
        project_id, body.lines, caller.sees, caller.owner, variants=body.variants, words=words,
        idempotency=idempotency_of(request),
    )  # fmt: skip
    return job_body(job, jobs)


@router.post(
    "/api/projects/{project_id}/dub",
    responses=errors(
        ProjectItemNotFound, TranscriptionNotFound, TranscriptNotReady, InvalidRequest, OperationInvalid,
        VoiceNotFound, *_GONE,
    ),
)  # fmt: skip
@declares(idempotency="response")
def dub_asset(
    project_id: str,
    body: DubBody,
    caller: TimelineEditor,
    voices: VoicesDep,
    transcriptions: TranscriptionsDep,
    projects: ProjectsDep,
    dubbing: DubbingDep,
) -> AppliedBody:
    """Create lines from an asset's transcript, each in its slot; /speak then generates them at the pace that fits."""
    chosen = {name: voices.speaking(voice).voice.id for name, voice in body.voices.items()}
    projects.get(project_id, caller.sees)
    transcription = transcriptions.get(body.transcription_id, caller.sees)
    done = dubbing.dub(
        project_id, body.asset_id, transcription, caller.sees, caller.owner, voices=chosen, texts=body.texts,
        language=body.language, duck_db=body.duck_db,
    )  # fmt: skip
    return applied_body(done)


@router.get("/api/takes", responses=errors(BadCursor))
def list_takes_of_all(
    caller: TimelineEditor,
    takes: TakesDep,
    q: Annotated[
        str | None, Query(max_length=200, description="A part of the text or of the voice's name.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> ListedTakeList:
    """List the takes of all the caller's projects, newest first."""
    page = takes.of_all(caller.sees, q=q, limit=limit, cursor=cursor)
    return ListedTakeList(takes=[listed_take_body(each) for each in page.takes], next_cursor=page.next_cursor)


@router.get("/api/projects/{project_id}/lines/{line_id}/takes", responses=errors(*_GONE))
def list_takes(project_id: str, line_id: str, caller: TimelineEditor, takes: TakesDep) -> TakeList:
    """List a line's takes and failed attempts, oldest first."""
    found = takes.of_line(project_id, line_id, caller.sees)
    return TakeList(takes=[take_body(project_id, each) for each in found])


@router.post(
    "/api/projects/{project_id}/lines/{line_id}/takes",
    status_code=201,
    responses=errors(ProjectItemNotFound, GenerationNotFound, NotSpokenYet, *_GONE),
)
@declares(idempotency="response")
def adopt_generation(
    project_id: str,
    line_id: str,
    body: AdoptBody,
    caller: TimelineEditor,
    operation_sounds: OperationSoundsDep,
    takes: TakesDep,
) -> LineTakeBody:
    """Use a finished generation as a take of a line; deleting the generation later does not affect it."""
    take_id = operation_sounds.adopt(project_id, line_id, body.generation_id, caller.owner, caller.sees)
    return take_body(project_id, takes.get(project_id, take_id, caller.sees))


@router.get("/api/projects/{project_id}/takes/{take_id}/peaks", responses=errors(ProjectItemNotFound, *_GONE))
def take_peaks(
    project_id: str, take_id: str, caller: TimelineEditor, assets: AssetsDep, takes: TakesDep
) -> PeaksBody:
    """Get a take's waveform."""
    takes.get(project_id, take_id, caller.sees)
    sound = assets.sounds(project_id).take(take_id, 48_000)
    return PeaksBody(per_second=50, peaks=peaks_of([to_int16_stereo(sound.read(0, sound.length))]))


@router.post(
    "/api/projects/{project_id}/takes/{take_id}/check",
    responses=errors(ProjectItemNotFound, EngineUnavailable, *_GONE),
)
def check_project_take(
    project_id: str,
    take_id: str,
    caller: TimelineEditor,
    slots: SlotsDep,
    transcriptions: TranscriptionsDep,
    projects: ProjectsDep,
    takes: TakesDep,
) -> CheckedTakeBody:
    """Transcribe a take and compare it with its text; the line keeps the result as `heard`."""
    cancel, written = CancelToken(), transcriptions
    slot = partial(slots.take, caller.owner, take_id, cancel)
    recogniser = Recogniser(written.hear, written.likelihood, slot, cancel)
    take = takes.get(project_id, take_id, caller.sees)
    if take.duration == 0:
        raise ProjectItemNotFound("take", take_id, "take_id")
    _, document = projects.document(project_id, caller.sees)
    language = language_of(document, document.items.get(take.line_id), take.text)
    found = recogniser.compared(SpokenChunk(take.text, language, tuple(take.words)), takes.sound(take))
    missing = [difference.expected for difference in found.differences]
    takes.note_heard(project_id, take_id, {"text": found.heard, "flagged": found.flagged, "missing": missing})
    return CheckedTakeBody.model_validate({**asdict(found), "take_id": take_id})
