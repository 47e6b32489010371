"""The assets of a project: music, effects, recordings and the sound of videos."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Form, Request
from starlette.responses import FileResponse

from clonyvoice.api.auth import ProjectReader, ProjectWriter
from clonyvoice.api.bodies.project_renders import ProxyBody, proxy_body
from clonyvoice.api.bodies.projects import (
    AssetBody,
    AssetList,
    PeaksBody,
    asset_body,
)
from clonyvoice.api.idempotency import idempotency_of
from clonyvoice.api.responses.file_byte_ranges import KnownFile, attachment
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import AssetsDep, BlobsDep, ProjectsDep, ProxiesDep, SettingsDep
from clonyvoice.api.uploads import NoFile, Recording, UploadsDep
from clonyvoice.api.waiting_requests import watched
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.audio.video_proxy import NoPicture
from clonyvoice.core.cancel import CancelToken
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.projects.errors import ProjectInTrash, ProjectItemNotFound, ProjectNotFound
from clonyvoice.projects.video_proxies import ProxyNotReady

router = api_router("Projects")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.post(
    "/api/projects/{project_id}/assets",
    status_code=201,
    responses=errors(NoFile, NotAudio, AudioTooLong, AudioTooLarge, *_GONE),
)
@declares(idempotency="response")
async def add_asset(
    project_id: str,
    request: Request,
    caller: ProjectWriter,
    settings: SettingsDep,
    projects: ProjectsDep,
    assets: AssetsDep,
    uploads: UploadsDep,
    recording: Recording,
    name: Annotated[str, Form(max_length=300, description="The file's name when left out.")] = "",
    credit: Annotated[str, Form(max_length=500, description="Its author and licence.")] = "",
) -> AssetBody:
    """Add music, an effect, a recording or a video's sound; it is decoded once, at 48 kHz stereo."""
    await asyncio.to_thread(projects.get, project_id, caller.sees)
    kept = await uploads.keep(recording)
    limit = settings.max_upload_mb * 1_000_000

    def add(cancel: CancelToken) -> AssetBody:
        shown = name.strip() or kept.name
        added = assets.add(
            project_id, kept.blob_id, shown, credit, caller.sees, max_bytes=limit, cancel=cancel
        )
        return asset_body(added)

    return await watched(request, add)


@router.get("/api/projects/{project_id}/assets", responses=errors(*_GONE))
def list_assets(project_id: str, caller: ProjectReader, assets: AssetsDep) -> AssetList:
    """List a project's assets, oldest first."""
    return AssetList(assets=[asset_body(each) for each in assets.listing(project_id, caller.sees)])


@router.get("/api/projects/{project_id}/assets/{asset_id}", responses=errors(ProjectItemNotFound, *_GONE))
def get_asset(project_id: str, asset_id: str, caller: ProjectReader, assets: AssetsDep) -> AssetBody:
    """Get one asset."""
    return asset_body(assets.get(project_id, asset_id, caller.sees))


@router.delete(
    "/api/projects/{project_id}/assets/{asset_id}",
    status_code=204,
    responses=errors(ProjectItemNotFound, *_GONE),
)
def delete_asset(project_id: str, asset_id: str, caller: ProjectWriter, assets: AssetsDep) -> None:
    """Remove an asset from the list; clips that use it still play it."""
    assets.delete(project_id, asset_id, caller.sees)


@router.get(
    "/api/projects/{project_id}/assets/{asset_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/wav": {}}}, **errors(ProjectItemNotFound, *_GONE)},
)
def asset_audio(
    project_id: str, asset_id: str, caller: ProjectReader, blobs: BlobsDep, assets: AssetsDep
) -> KnownFile:
    """Get an asset's sound as WAV, 48 kHz stereo, with byte ranges."""
    found = assets.get(project_id, asset_id, caller.sees)
    return KnownFile(blobs.path(found.sound_blob), media_type="audio/wav")


@router.get(
    "/api/projects/{project_id}/assets/{asset_id}/file",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": {}}},
        **errors(ProjectItemNotFound, *_GONE),
    },
)
def asset_file(project_id: str, asset_id: str, caller: ProjectReader, assets: AssetsDep) -> KnownFile:
    """Get an asset's file as it was uploaded, with byte ranges: a video with its picture."""
    found = assets.get(project_id, asset_id, caller.sees)
    headers = {"Content-Disposition": attachment(found.name or found.id)}
    return KnownFile(assets.path(project_id, asset_id), media_type=found.media_type, headers=headers)


@router.post(
    "/api/projects/{project_id}/assets/{asset_id}/proxy",
    status_code=202,
    responses=errors(NoPicture, NotAudio, QueueFull, ProjectItemNotFound, *_GONE),
)
@declares(idempotency="job")
def make_proxy(
    project_id: str, asset_id: str, request: Request, caller: ProjectWriter, proxies: ProxiesDep
) -> ProxyBody:
    """Have the picture of a video made into one that every browser plays, as a job; one that is made already stays."""
    started = proxies.start(project_id, asset_id, caller.sees, caller.owner, idempotency_of(request))
    return proxy_body(project_id, started)


@router.get(
    "/api/projects/{project_id}/assets/{asset_id}/proxy", responses=errors(ProjectItemNotFound, *_GONE)
)
def get_proxy(project_id: str, asset_id: str, caller: ProjectReader, proxies: ProxiesDep) -> ProxyBody:
    """Get how far the proxy of a video is."""
    return proxy_body(project_id, proxies.get(project_id, asset_id, caller.sees))


@router.get(
    "/api/projects/{project_id}/assets/{asset_id}/proxy/file",
    response_class=FileResponse,
    responses={
        200: {"content": {"video/webm": {}}},
        **errors(ProjectItemNotFound, ProxyNotReady, *_GONE),
    },
)
def proxy_file(
    project_id: str, asset_id: str, caller: ProjectReader, blobs: BlobsDep, proxies: ProxiesDep
) -> KnownFile:
    """Get the proxy of a video, with byte ranges."""
    found = proxies.get(project_id, asset_id, caller.sees)
    if found.blob_id is None:
        raise ProxyNotReady(found.status)
    return KnownFile(blobs.path(found.blob_id), media_type="video/webm")


@router.get(
    "/api/projects/{project_id}/assets/{asset_id}/peaks", responses=errors(ProjectItemNotFound, *_GONE)
)
def asset_peaks(project_id: str, asset_id: str, caller: ProjectReader, assets: AssetsDep) -> PeaksBody:
    """Get an asset's waveform."""
    return PeaksBody(per_second=50, peaks=assets.peaks(project_id, asset_id, caller.sees))
