"""The mix of a project: while it plays, and rendered to files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

from anyio import to_thread
from fastapi import Query, Request, Response
from starlette.responses import FileResponse, JSONResponse, StreamingResponse

from clonyvoice.api.auth import TimelineEditor
from clonyvoice.api.bodies.project_renders import RenderBody, RenderedBody, RenderList, rendered_body
from clonyvoice.api.idempotency import idempotency_of
from clonyvoice.api.responses.delivery_audit import Delivery, SentSound, noted
from clonyvoice.api.responses.file_byte_ranges import KnownFile
from clonyvoice.api.responses.signed_files import check, sidecar
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import (
    AuditDep,
    BlobsDep,
    ExportPresetsDep,
    MixesDep,
    ProjectsDep,
    RendersDep,
    SignedDep,
    VoicesDep,
)
from clonyvoice.audio import FormatName, format_named
from clonyvoice.audio.formats import UnsupportedFormat, file_format_named
from clonyvoice.audio.video_picture import PictureNotCopied
from clonyvoice.audit.log import AuditLog
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.projects import Projects
from clonyvoice.projects.errors import (
    NothingToMix,
    ProjectInTrash,
    ProjectItemNotFound,
    ProjectNotFound,
)
from clonyvoice.projects.render_file_names import FileNameInvalid
from clonyvoice.projects.render_jobs import Render, RenderNotReady, Renders
from clonyvoice.projects.sound_origins import origin_of_render, voices_of
from clonyvoice.provenance.credentials_library import MANIFEST_TYPE, CredentialsNotReady, SigningFailed
from clonyvoice.storage.blobs import BlobStore

router = api_router("Timeline")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.get(
    "/api/projects/{project_id}/mix",
    response_class=StreamingResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(NothingToMix, UnsupportedFormat, *_GONE)},
)
async def play_mix(
    project_id: str,
    caller: TimelineEditor,
    audit: AuditDep,
    projects: ProjectsDep,
    mixes: MixesDep,
    signed: SignedDep,
    start: Annotated[float, Query(ge=0, le=360_000, allow_inf_nan=False, description="Seconds.")] = 0.0,
    fmt: Annotated[FormatName, Query(alias="format")] = "wav",
) -> Response:
    """Stream the mix from any position; a client that disconnects ends the computation."""
    told = check(signed, caller, format_named(fmt), stream=True)
    pieces = await to_thread.run_sync(mixes.stream, project_id, caller.sees, start, fmt)
    first = await to_thread.run_sync(_next, pieces)
    heard = Delivery(project_id, await to_thread.run_sync(_voices_in, audit, projects, project_id, caller))
    body = noted(chain([first] if first else [], pieces), SentSound(audit, caller.owner), heard)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", **told}
    return StreamingResponse(body, media_type=format_named(fmt).media_type, headers=headers)


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)


def _voices_in(
    audit: AuditLog, projects: Projects, project_id: str, caller: Principal, revision: int | None = None
) -> tuple[str, ...]:
    """The voices of a project's takes for the audit log; none where there is no log."""
    if not audit.enabled:
        return ()
    if revision is None:
        revision = projects.get(project_id, caller.sees).revision
    return tuple(voices_of(projects.at_revision(project_id, revision, caller.sees), projects))


@router.post(
    "/api/projects/{project_id}/renders",
    status_code=202,
    response_model=RenderedBody,
    responses=errors(
        NothingToMix,
        PictureNotCopied,
        FileNameInvalid,
        InvalidRequest,
        ProjectItemNotFound,
        QueueFull,
        *_GONE,
    ),
)
@declares(idempotency="job")
def start_render(
    project_id: str,
    body: RenderBody,
    request: Request,
    caller: TimelineEditor,
    projects: ProjectsDep,
    renders: RendersDep,
    export_presets: ExportPresetsDep,
) -> Response:
    """Write the mix of the present revision to a file, as a job; with chapters, or into a video."""
    project = projects.get(project_id, caller.sees)
    own = {} if body.preset is None else export_presets.named(caller.owner)
    settings = body.settings(project.settings, own)
    started = renders.start(project_id, settings, caller.sees, caller.owner, idempotency_of(request))
    place = f"/api/projects/{project_id}/renders/{started.id}"
    return JSONResponse(
        rendered_body(started, project.name).model_dump(mode="json"), 202, {"Location": place}
    )


@router.get("/api/projects/{project_id}/renders", responses=errors(*_GONE))
def list_renders(
    project_id: str, caller: TimelineEditor, projects: ProjectsDep, renders: RendersDep
) -> RenderList:
    """List a project's renders, newest first."""
    found, name = renders.listing(project_id, caller.sees), projects.get(project_id, caller.sees).name
    return RenderList(renders=[rendered_body(each, name) for each in found])


@router.get("/api/projects/{project_id}/renders/{render_id}", responses=errors(ProjectItemNotFound, *_GONE))
def get_render(
    project_id: str, render_id: str, caller: TimelineEditor, projects: ProjectsDep, renders: RendersDep
) -> RenderedBody:
    """Get one render."""
    found = renders.get(project_id, render_id, caller.sees)
    return rendered_body(found, projects.get(project_id, caller.sees).name)


@router.get(
    "/api/projects/{project_id}/renders/{render_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(ProjectItemNotFound, RenderNotReady, *_GONE)},
)
def render_audio(
    project_id: str,
    render_id: str,
    caller: TimelineEditor,
    blobs: BlobsDep,
    audit: AuditDep,
    voices: VoicesDep,
    projects: ProjectsDep,
    renders: RendersDep,
) -> KnownFile:
    """Get a render's file, with byte ranges."""
    found, path = _rendered(blobs, renders, project_id, render_id, caller)
    fmt = file_format_named(found.settings["format"])
    kind = "application/zip" if found.archive else fmt.media_type
    return KnownFile(
        path,
        origin=lambda: origin_of_render(found, projects, voices),
        media_type=kind,
        manifest="" if found.archive else f"/api/projects/{project_id}/renders/{render_id}/credentials",
        entries=fmt.media_type if found.archive else "",
        filename=found.saved_as(projects.get(project_id, caller.sees).name),
        delivers=Delivery(found.id, _voices_in(audit, projects, project_id, caller, found.revision)),
    )


@router.get(
    "/api/projects/{project_id}/renders/{render_id}/credentials",
    response_class=Response,
    responses={
        200: {"content": {MANIFEST_TYPE: {}}},
        **errors(ProjectItemNotFound, RenderNotReady, CredentialsNotReady, SigningFailed, *_GONE),
    },
)
def render_credentials(
    project_id: str,
    render_id: str,
    caller: TimelineEditor,
    blobs: BlobsDep,
    voices: VoicesDep,
    projects: ProjectsDep,
    renders: RendersDep,
    signed: SignedDep,
) -> Response:
    """Get the signed C2PA manifest of a render in a format that cannot carry one."""
    found, path = _rendered(blobs, renders, project_id, render_id, caller)
    media_type = (
        "application/zip" if found.archive else file_format_named(found.settings["format"]).media_type
    )
    return sidecar(signed, path, media_type, lambda: origin_of_render(found, projects, voices), found.id)


def _rendered(
    blobs: BlobStore, renders: Renders, project_id: str, render_id: str, caller: Principal
) -> tuple[Render, Path]:
    """A render that is completed, and its file. Raises RenderNotReady, ProjectItemNotFound."""
    found = renders.get(project_id, render_id, caller.sees)
    if found.blob_id is None or found.status != JobState.COMPLETED:
        raise RenderNotReady(found.status)
    return found, blobs.path(found.blob_id)
