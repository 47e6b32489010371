"""Projects: listed, created, read, changed, copied, deleted and restored."""

from __future__ import annotations

import io
from typing import Annotated, Any

from fastapi import Query, Response
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse

from clonyvoice.api.auth import ProjectReader, ProjectWriter
from clonyvoice.api.bodies.projects import (
    CopyBody,
    NewProject,
    ProjectBody,
    ProjectChange,
    ProjectDocument,
    ProjectList,
    asset_body,
    project_body,
)
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import AssetsDep, LineSpeechDep, MixesDep, ProjectsDep, TakesDep, VoicesDep
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.document_json import document_json
from clonyvoice.projects.errors import OperationInvalid, ProjectInTrash, ProjectNotFound, ScriptInvalid
from clonyvoice.projects.script_importing import language_of, operations_of, read_script
from clonyvoice.projects.script_voices import ScriptVoices
from clonyvoice.storage.page_cursors import BadCursor

router = api_router("Projects")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.get("/api/projects", responses=errors(BadCursor))
def list_projects(
    caller: ProjectReader,
    projects: ProjectsDep,
    q: Annotated[str | None, Query(max_length=200, description="A part of the name.")] = None,
    trash: Annotated[bool, Query(description="Those in the trash instead.")] = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> ProjectList:
    """List the caller's projects, the last changed first."""
    page = projects.listing(caller.sees, q=q, trash=trash, limit=limit, cursor=cursor)
    return ProjectList(projects=[project_body(each) for each in page.projects], next_cursor=page.next_cursor)


@router.post(
    "/api/projects", status_code=201, responses=errors(InvalidRequest, OperationInvalid, ScriptInvalid)
)
@declares(idempotency="response")
def create_project(
    body: NewProject, caller: ProjectWriter, voices: VoicesDep, projects: ProjectsDep
) -> ProjectBody:
    """Create a project, empty or from a script."""
    operations: list[dict[str, Any]] = []
    language = body.language or "en"
    if body.script.strip():
        script = read_script(io.BytesIO(body.script.encode("utf-8", "surrogatepass")), "txt")
        operations = operations_of(script)
        language = body.language or language_of(script)
    elif body.speakers:
        operations = [{"op": "speaker.insert", "speaker": {"name": name}} for name in body.speakers]
    for operation in operations:
        if operation["op"] == "speaker.insert" and operation["speaker"]["name"] in body.speakers:
            voice = voices.speaking(body.speakers[operation["speaker"]["name"]], asker=caller.owner).voice
            operation["speaker"]["voice_id"] = voice.id
    if body.choose_voices and body.script.strip():
        operations = ScriptVoices(voices).with_voices(operations, language, caller.owner)
    settings = body.model_dump(exclude={"name", "script", "speakers", "choose_voices"})
    settings["language"] = language
    made = projects.create(body.name, caller.owner, settings=settings, operations=operations)
    return project_body(made)


@router.get("/api/projects/{project_id}", response_model=ProjectDocument, responses=errors(*_GONE))
def get_project(
    project_id: str,
    caller: ProjectReader,
    projects: ProjectsDep,
    assets: AssetsDep,
    takes: TakesDep,
    line_speech: LineSpeechDep,
    mixes: MixesDep,
    revision: Annotated[int | None, Query(ge=1, description="An earlier revision, to look at.")] = None,
) -> Response:
    """Get the whole document of a project; its revision is the `ETag`."""
    _, document = projects.document(project_id, caller.sees)
    # A project that is opened will be played: that is prepared once the answer is sent.
    after = BackgroundTask(mixes.warm, document)
    if revision is not None and revision != document.revision:
        document = projects.at_revision(project_id, revision, caller.sees)
    working = line_speech.working(project_id)
    told = document_json(document, takes.failures(project_id), takes.heard(project_id), working)
    told["assets"] = [asset_body(asset).model_dump() for asset in assets.listing(project_id, caller.sees)]
    return JSONResponse(told, headers={"ETag": f'"{document.revision}"'}, background=after)


@router.put("/api/projects/{project_id}", responses=errors(InvalidRequest, OperationInvalid, *_GONE))
def update_project(
    project_id: str, body: ProjectChange, caller: ProjectWriter, projects: ProjectsDep
) -> ProjectBody:
    """Change a project's name and settings."""
    given = body.model_dump(exclude_unset=True)
    if any(value is None for name, value in given.items() if name != "fps"):
        raise InvalidRequest("Only fps can be null.", param="body")
    if given:
        change = [{"op": "project.update", "set": given}]
        projects.operate(project_id, change, None, caller.owner, caller.sees)
    return project_body(projects.get(project_id, caller.sees))


@router.delete("/api/projects/{project_id}", status_code=204, responses=errors(ProjectNotFound))
def delete_project(
    project_id: str,
    caller: ProjectWriter,
    projects: ProjectsDep,
    permanent: Annotated[bool, Query(description="Remove it with all its sound.")] = False,
) -> None:
    """Move a project to the trash, or remove it permanently."""
    projects.delete(project_id, caller.sees, permanent=permanent)


@router.post("/api/projects/{project_id}/restore", responses=errors(ProjectNotFound))
def restore_project(project_id: str, caller: ProjectWriter, projects: ProjectsDep) -> ProjectBody:
    """Bring a project back from the trash."""
    return project_body(projects.restore(project_id, caller.sees))


@router.post("/api/projects/{project_id}/duplicate", status_code=201, responses=errors(*_GONE))
@declares(idempotency="response")
def duplicate_project(
    project_id: str, body: CopyBody, caller: ProjectWriter, projects: ProjectsDep
) -> ProjectBody:
    """Copy a project with its lines, takes and assets; the copy has a history of its own."""
    return project_body(projects.duplicate(project_id, caller.sees, caller.owner, body.name))
