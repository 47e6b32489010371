"""Operations that change the document of a project, undo and redo."""

from __future__ import annotations

from clonyvoice.api.auth import ProjectWriter
from clonyvoice.api.bodies.projects import AppliedBody, OperationsBody, applied_body
from clonyvoice.api.request_checks import Base
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import OperationSoundsDep, ProjectsDep
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.errors import (
    NothingToUndo,
    OperationInvalid,
    ProjectInTrash,
    ProjectNotFound,
    RevisionMismatch,
    RevisionRequired,
)

router = api_router("Projects")
_GONE = (ProjectNotFound, ProjectInTrash)
_CHANGED = (OperationInvalid, RevisionRequired, RevisionMismatch, *_GONE)


@router.post("/api/projects/{project_id}/operations", responses=errors(*_CHANGED))
@declares(idempotency="response")
def apply_operations(
    project_id: str,
    body: OperationsBody,
    base: Base,
    caller: ProjectWriter,
    projects: ProjectsDep,
    operation_sounds: OperationSoundsDep,
) -> AppliedBody:
    """Change the document, all operations or none; `If-Match` is the revision that they were made on."""
    with operation_sounds.prepared(project_id, body.operations, caller.sees) as sounds:
        done = projects.operate(project_id, body.operations, base, caller.owner, caller.sees, sounds=sounds)
    return applied_body(done)


@router.post("/api/projects/{project_id}/undo", responses=errors(NothingToUndo, InvalidRequest, *_GONE))
@declares(idempotency="response")
def undo_change(project_id: str, caller: ProjectWriter, projects: ProjectsDep) -> AppliedBody:
    """Take the caller's last change back; what others changed since stays."""
    return applied_body(projects.undo(project_id, caller.owner, caller.sees))


@router.post("/api/projects/{project_id}/redo", responses=errors(NothingToUndo, InvalidRequest, *_GONE))
@declares(idempotency="response")
def redo_change(project_id: str, caller: ProjectWriter, projects: ProjectsDep) -> AppliedBody:
    """Make the change again that was last undone."""
    return applied_body(projects.redo(project_id, caller.owner, caller.sees))
