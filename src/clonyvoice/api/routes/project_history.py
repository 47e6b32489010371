"""The history of a project: its revisions, and restore points, which are revisions with a name."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from clonyvoice.api.auth import ProjectReader, ProjectWriter
from clonyvoice.api.bodies.projects import (
    AppliedBody,
    HistoryBody,
    LabelBody,
    RevisionBody,
    applied_body,
    revision_body,
)
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import ProjectsDep
from clonyvoice.projects.errors import ProjectInTrash, ProjectItemNotFound, ProjectNotFound

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
    """List what changed, newest first."""
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
    project_id: str, revision: int, caller: ProjectWriter, projects: ProjectsDep
) -> AppliedBody:
    """Bring the document back to an earlier revision, as a new one."""
    return applied_body(projects.restore_revision(project_id, revision, caller.owner, caller.sees))
