"""A line's take by itself, as a generation is: its words, its sound in any format, subtitles, credentials."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Response
from starlette.responses import FileResponse, PlainTextResponse

from clonyvoice.api.auth import TimelineEditor
from clonyvoice.api.bodies.speech import SubtitleFormat
from clonyvoice.api.bodies.timeline_takes import LineTakeBody, take_body
from clonyvoice.api.responses.delivery_audit import Delivery
from clonyvoice.api.responses.file_byte_ranges import KnownFile
from clonyvoice.api.responses.signed_files import sidecar
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import SignedDep, TakesDep, VoicesDep
from clonyvoice.api.waiting_requests import in_turn
from clonyvoice.audio.formats import (
    SoundFileName,
    UnsupportedBitRate,
    UnsupportedSampleRate,
    file_format_named,
)
from clonyvoice.projects.errors import ProjectInTrash, ProjectItemNotFound, ProjectNotFound
from clonyvoice.projects.exporting import subtitles_of_take
from clonyvoice.projects.sound_origins import origin_of_take
from clonyvoice.projects.takes import Take
from clonyvoice.provenance.credentials_library import MANIFEST_TYPE, CredentialsNotReady, SigningFailed

router = api_router("Timeline")
_GONE = (ProjectNotFound, ProjectInTrash, ProjectItemNotFound)
_AS_ASKED = (UnsupportedBitRate, UnsupportedSampleRate)


def _own(project_id: str, take_id: str, caller: TimelineEditor, takes: TakesDep) -> Take:
    """The take of the path, if it has sound and the caller may see it. Raises ProjectNotFound, ProjectItemNotFound."""
    return takes.get(project_id, take_id, caller.sees)


OwnTake = Annotated[Take, Depends(_own)]
Rate = Annotated[int | None, Query(ge=8000, le=192_000)]
BitRate = Annotated[int | None, Query(ge=8000, le=512_000)]


@router.get("/api/projects/{project_id}/takes/{take_id}", responses=errors(*_GONE))
def get_take(project_id: str, found: OwnTake) -> LineTakeBody:
    """Get one take with its words; a line's `take_id` is its active take."""
    return take_body(project_id, found)


@router.get(
    "/api/projects/{project_id}/takes/{take_id}/audio",
    response_class=FileResponse,
    responses={200: {"content": {"audio/*": {}}}, **errors(*_AS_ASKED, *_GONE)},
)
async def project_take_audio(
    project_id: str,
    found: OwnTake,
    caller: TimelineEditor,
    voices: VoicesDep,
    takes: TakesDep,
    fmt: Annotated[SoundFileName, Query(alias="format")] = "flac",
    sample_rate: Rate = None,
    bit_rate: BitRate = None,
) -> KnownFile:
    """Get a take's sound in any format, with byte ranges."""
    wanted = file_format_named(fmt)
    path = await in_turn(caller.line, partial(takes.file, found, fmt, sample_rate, bit_rate))
    asked = {"format": fmt, "sample_rate": sample_rate, "bit_rate": bit_rate}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return KnownFile(
        path,
        origin=lambda: origin_of_take(found, voices),
        media_type=wanted.media_type,
        manifest=f"/api/projects/{project_id}/takes/{found.id}/credentials?{query}",
        filename=f"{found.id}.{wanted.extension}",
        content_disposition_type="inline",
        delivers=Delivery(found.id, (found.voice_id,)),
    )


@router.get(
    "/api/projects/{project_id}/takes/{take_id}/credentials",
    response_class=Response,
    responses={
        200: {"content": {MANIFEST_TYPE: {}}},
        **errors(CredentialsNotReady, SigningFailed, *_AS_ASKED, *_GONE),
    },
)
def take_credentials(
    found: OwnTake,
    voices: VoicesDep,
    takes: TakesDep,
    signed: SignedDep,
    fmt: Annotated[SoundFileName, Query(alias="format")] = "flac",
    sample_rate: Rate = None,
    bit_rate: BitRate = None,
) -> Response:
    """Get the signed C2PA manifest of a take's file, apart from it: for a format that cannot carry one."""
    path = takes.file(found, fmt, sample_rate, bit_rate)
    media_type = file_format_named(fmt).media_type
    return sidecar(signed, path, media_type, lambda: origin_of_take(found, voices), found.id)


@router.get(
    "/api/projects/{project_id}/takes/{take_id}/subtitles",
    response_class=PlainTextResponse,
    responses={200: {"content": {"application/x-subrip": {}, "text/vtt": {}}}, **errors(*_GONE)},
)
def take_subtitles(found: OwnTake, fmt: Annotated[SubtitleFormat, Query(alias="format")] = "srt") -> Response:
    """Get a take's subtitles, exact to the word, as SRT or WebVTT."""
    kind = "text/vtt" if fmt == "vtt" else "application/x-subrip"
    name = f'inline; filename="{found.id}.{fmt}"'
    shown = subtitles_of_take(found.text, found.words, fmt)
    return Response(shown, media_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": name})
