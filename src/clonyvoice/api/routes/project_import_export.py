"""Projects in and out: scripts and subtitles imported, timelines, subtitles and whole projects exported."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, BinaryIO, Literal

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, File, Form, Query, Response, UploadFile
from starlette.background import BackgroundTask

from clonyvoice.api.auth import ProjectReader, ProjectWriter
from clonyvoice.api.bodies.projects import (
    CHOOSE_VOICES,
    ProjectBody,
    ScriptPreview,
    preview_body,
    project_body,
)
from clonyvoice.api.responses.delivery_audit import Delivery, note_file
from clonyvoice.api.responses.file_byte_ranges import KnownFile, attachment
from clonyvoice.api.responses.signed_files import without
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import (
    ArchivesDep,
    AuditDep,
    BlobsDep,
    ProjectsDep,
    SignedDep,
    TakesDep,
    VoicesDep,
)
from clonyvoice.api.uploads import shown_name
from clonyvoice.audit.log import AuditLog
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.keys import Principal
from clonyvoice.projects import Projects
from clonyvoice.projects.archive_contents import ENDING, MEDIA_TYPE
from clonyvoice.projects.errors import (
    OperationInvalid,
    ProjectInTrash,
    ProjectItemNotFound,
    ProjectNotFound,
    ScriptInvalid,
)
from clonyvoice.projects.exporting import MEDIA_TYPES, ExportFormat, export
from clonyvoice.projects.otio_project_import import project_of_timeline
from clonyvoice.projects.otio_reading import OtioTimeline, read_otio
from clonyvoice.projects.project_archives import Archives
from clonyvoice.projects.render_file_names import file_name
from clonyvoice.projects.script_importing import format_of, language_of, operations_of, read_script
from clonyvoice.projects.script_lines import Script
from clonyvoice.projects.script_voices import ScriptVoices
from clonyvoice.projects.sound_origins import voices_of
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.storage.blobs import BlobStore

router = api_router("Projects")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.get(
    "/api/projects/{project_id}/export",
    response_class=Response,
    responses={
        200: {"content": {kind: {} for kind in (*MEDIA_TYPES.values(), MEDIA_TYPE)}},
        **errors(InvalidRequest, *_GONE),
    },
)
def export_project(
    project_id: str,
    caller: ProjectReader,
    blobs: BlobsDep,
    audit: AuditDep,
    projects: ProjectsDep,
    takes: TakesDep,
    archives: ArchivesDep,
    signed: SignedDep,
    fmt: Annotated[ExportFormat | Literal["clonyproject"], Query(alias="format")],
) -> Response:
    """Get the project as subtitles, script, JSON, Audacity labels, OpenTimelineIO or Reaper timeline, or archive."""
    if fmt == ENDING:
        return _archive(blobs, audit, projects, archives, signed, project_id, caller)
    _, document = projects.document(project_id, caller.sees)
    chosen = {line.data["take_id"] for line in document.ordered("line") if line.data.get("take_id")}
    words: Mapping[str, Any] = takes.words(project_id, chosen) if fmt in ("srt", "vtt") else {}
    text = export(document, {k: v[1] for k, v in words.items()}, {k: v[0] for k, v in words.items()}, fmt)
    ending = {"audacity": "labels.txt", "reaper": "rpp"}.get(fmt, fmt)
    told = {"Content-Disposition": attachment(f"{file_name(document.settings['name'])}.{ending}")}
    return Response(text, media_type=f"{MEDIA_TYPES[fmt]}; charset=utf-8", headers=told)


def _archive(
    blobs: BlobStore,
    audit: AuditLog,
    projects: Projects,
    archives: Archives,
    signed: SignedFiles,
    project_id: str,
    caller: Principal,
) -> KnownFile:
    document = projects.document(project_id, caller.sees)[1]
    told = without(signed, caller, "archive", "format") if document.takes else {}
    with blobs.scratch_file(f"{new_id('export')}.{ENDING}") as path:
        with path.open("xb") as sink:
            archives.export(project_id, caller.sees, sink)
        if document.takes and audit.enabled:
            voices = tuple(voices_of(document, projects, document.takes))
            note_file(audit, caller.owner, Delivery(project_id, voices), path)
    done = BackgroundTask(path.unlink, missing_ok=True)
    name = f"{file_name(document.settings['name'])}.{ENDING}"
    return KnownFile(path, media_type=MEDIA_TYPE, filename=name, background=done, headers=told)


_reading = CapacityLimiter(1)
"""Scripts are read one after another, so that many at once take no more memory than one."""


async def _script(
    file: Annotated[
        UploadFile, File(description="TXT, Markdown, SRT, VTT, CSV, DOCX, EPUB, .otio or .clonyproject.")
    ],
) -> tuple[str, Script | OtioTimeline | BinaryIO]:
    """The file's name, and the script, timeline or opened archive that it is. Raises ScriptInvalid."""
    name = shown_name(file.filename)
    if name.lower().endswith(".otio"):
        return name, await to_thread.run_sync(read_otio, file.file, limiter=_reading)
    if name.lower().endswith(f".{ENDING}"):
        return name, file.file
    fmt = format_of(name)
    return name, await to_thread.run_sync(read_script, file.file, fmt, limiter=_reading)


Uploaded = Annotated[tuple[str, Script | OtioTimeline | BinaryIO], Depends(_script)]


@router.post("/api/projects/import/preview", responses=errors(ScriptInvalid))
def preview_script(caller: ProjectWriter, archives: ArchivesDep, uploaded: Uploaded) -> ScriptPreview:
    """Show the contents of a script, book, subtitles, `.otio` or `.clonyproject` file without importing it."""
    found = uploaded[1]
    if isinstance(found, OtioTimeline):
        told = preview_body(found.script())
        return told.model_copy(update={"language": found.language or told.language})
    return preview_body(found if isinstance(found, Script) else archives.preview(found))


@router.post(
    "/api/projects/import",
    status_code=201,
    responses=errors(ScriptInvalid, OperationInvalid, InvalidRequest, ProjectItemNotFound, *_GONE),
)
@declares(idempotency="response")
def import_script(
    caller: ProjectWriter,
    projects: ProjectsDep,
    archives: ArchivesDep,
    voices: VoicesDep,
    uploaded: Uploaded,
    name: Annotated[str, Form(max_length=200, description="The project's; the file's when left out.")] = "",
    language: Annotated[
        str | None, Form(min_length=2, max_length=20, description="The script's own when left out.")
    ] = None,
    project_id: Annotated[str, Form(max_length=80, description="Add to this project instead.")] = "",
    after: Annotated[
        str, Form(max_length=80, description="Behind this line of that project; at its end when left out.")
    ] = "",
    choose_voices: Annotated[bool, Form(description=CHOOSE_VOICES)] = True,
) -> ProjectBody:
    """Create a project from a script, book, timeline or `.clonyproject` file, or add lines to an existing one."""
    title, script = uploaded
    if after and not project_id:
        raise InvalidRequest("after names a line of a project: give its project_id, too.", param="after")
    if not isinstance(script, Script):
        if project_id:
            raise InvalidRequest(
                "A .clonyproject or .otio file becomes a project of its own: leave out project_id.",
                param="project_id",
            )
        if isinstance(script, OtioTimeline):
            called = name.strip() or script.name or title.rpartition(".")[0][:200]
            return project_body(
                project_of_timeline(projects, script, caller.sees, caller.owner, called, language)
            )
        return project_body(archives.load(script, caller.owner, name.strip(), CancelToken()))
    chooser = ScriptVoices(voices) if choose_voices else None
    if project_id:
        return project_body(_append(projects, project_id, script, after or None, chooser, caller))
    shown = name.strip() or title.rpartition(".")[0][:200] or "Imported"
    given, home = operations_of(script), language or language_of(script)
    if chooser is not None:
        given = chooser.with_voices(given, home, caller.owner)
    made = projects.create(shown, caller.owner, settings={"language": home}, operations=given)
    return project_body(made)


def _append(
    projects: Projects,
    project_id: str,
    script: Script,
    after: str | None,
    chooser: ScriptVoices | None,
    caller: Principal,
) -> Any:
    """The project with the script's lines; speakers of the same name are the same.

    After a given line, text without a speaker gets the speaker or voice of that line; if the line has no text and no
    take, the imported ones replace it.
    """
    owner = caller.sees
    _, document = projects.document(project_id, owner)
    line = None if after is None else document.items.get(after)
    if after is not None and (line is None or line.kind != "line"):
        raise ProjectItemNotFound("line", after, "after")
    there = document.ordered("speaker")
    usual: dict[str, str] = (
        {}
        if line is None or chooser is None
        else {key: line.data[key] for key in ("speaker_id", "voice_id") if key in line.data}
    )
    chunked = operations_of(script, {item.data["name"]: item.id for item in there}, after, usual)
    if line is not None and not line.data["text"].strip() and line.data.get("take_id") is None:
        chunked.append({"op": "line.delete", "id": line.id})
    if chooser is not None:
        chunked = chooser.with_voices(chunked, document.settings["language"], caller.owner, there)
    add = partial(projects.operate, project_id, base=None, author=caller.owner, owner=owner)
    for first in range(0, len(chunked), 1000):
        add(operations=chunked[first : first + 1000])
    return projects.get(project_id, owner)
