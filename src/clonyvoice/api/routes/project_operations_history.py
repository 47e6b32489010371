"""Operations that change the document of a project, undo and redo; its history, and restore points in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import BackgroundTasks, Query

from clonyvoice.api.auth import ProjectReader, ProjectWriter
from clonyvoice.api.bodies.projects import (
    AppliedBody,
    HistoryBody,
    LabelBody,
    OperationsBody,
    RevisionBody,
    applied_body,
    revision_body,
)
from clonyvoice.api.request_checks import Base
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import MixesDep, OperationSoundsDep, ProjectsDep
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.errors import (
    NothingToUndo,
    OperationInvalid,
    ProjectInTrash,
    ProjectItemNotFound,
    ProjectNotFound,
    RevisionMismatch,
    RevisionRequired,
)

router = api_router("Projects")
_GONE = (ProjectNotFound, ProjectInTrash)


@router.get("/api/projects/{project_id}/history", responses=errors(*_GONE))
def project_history(
    project_id: str,
    caller: ProjectReader,
    projects: ProjectsDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    before: Annotated[int | None, Query(ge=1, description="Revisions before this one.")] = None,
) -> HistoryBody:
    """List changes, newest first."""
    found = projects.history(project_id, caller.sees, limit=limit, before=before)
    return HistoryBody(history=[revision_body(each) for each in found])


@router.post("/api/projects/{project_id}/history", responses=errors(ProjectItemNotFound, *_GONE))
def name_revision(
    project_id: str, body: LabelBody, caller: ProjectWriter, projects: ProjectsDep
) -> RevisionBody:
    """Name a revision as a restore point."""
    return revision_body(projects.name_revision(project_id, body.label, caller.sees, body.revision))


@router.delete(
    "/api/projects/{project_id}/history/{revision}",
    status_code=204,
    responses=errors(ProjectItemNotFound, *_GONE),
)
def delete_restore_point(
    project_id: str, revision: int, caller: ProjectWriter, projects: ProjectsDep
) -> None:
    """Delete a restore point: the revision loses its name and stays in the history."""
    projects.name_revision(project_id, "", caller.sees, revision)


@router.post(
    "/api/projects/{project_id}/history/{revision}/restore", responses=errors(ProjectItemNotFound, *_GONE)
)
def restore_revision(
    project_id: str,
    revision: int,
    caller: ProjectWriter,
    projects: ProjectsDep,
    mixes: MixesDep,
    after: BackgroundTasks,
) -> AppliedBody:
    """Bring the document back to an earlier revision, as a new one."""
    done = projects.restore_revision(project_id, revision, caller.owner, caller.sees)
    after.add_task(mixes.prepare_effects, project_id, caller.sees, done)
    return applied_body(done)


operations_router = api_router("Projects")
_GONE = (ProjectNotFound, ProjectInTrash)
_CHANGED = (OperationInvalid, RevisionRequired, RevisionMismatch, *_GONE)


@operations_router.post("/api/projects/{project_id}/operations", responses=errors(*_CHANGED))
@declares(idempotency="response")
def apply_operations(
    project_id: str,
    body: OperationsBody,
    base: Base,
    caller: ProjectWriter,
    projects: ProjectsDep,
    operation_sounds: OperationSoundsDep,
    mixes: MixesDep,
    after: BackgroundTasks,
) -> AppliedBody:
    """Change the document, all operations or none; `If-Match` is the revision that they were made on."""
    with operation_sounds.prepared(project_id, body.operations, caller.sees) as sounds:
        done = projects.operate(project_id, body.operations, base, caller.owner, caller.sees, sounds=sounds)
    after.add_task(mixes.prepare_effects, project_id, caller.sees, done)
    return applied_body(done)


@operations_router.post(
    "/api/projects/{project_id}/undo", responses=errors(NothingToUndo, InvalidRequest, *_GONE)
)
@declares(idempotency="response")
def undo_change(
    project_id: str, caller: ProjectWriter, projects: ProjectsDep, mixes: MixesDep, after: BackgroundTasks
) -> AppliedBody:
    """Undo the caller's last change; later changes by others remain."""
    done = projects.undo(project_id, caller.owner, caller.sees)
    after.add_task(mixes.prepare_effects, project_id, caller.sees, done)
    return applied_body(done)


@operations_router.post(
    "/api/projects/{project_id}/redo", responses=errors(NothingToUndo, InvalidRequest, *_GONE)
)
@declares(idempotency="response")
def redo_change(
    project_id: str, caller: ProjectWriter, projects: ProjectsDep, mixes: MixesDep, after: BackgroundTasks
) -> AppliedBody:
    """Redo the change that was undone last."""
    done = projects.redo(project_id, caller.owner, caller.sees)
    after.add_task(mixes.prepare_effects, project_id, caller.sees, done)
    return applied_body(done)
