"""Projects, their pages, revisions and results of changes as the service answers them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.projects.document_items import ProjectSettings
from clonyvoice.storage.tables import ProjectRevisionRow, ProjectRow

log = logging.getLogger(__name__)

MOST_TOLD: Final = 200
"""Operations that an event, an error or a history entry carries; beyond that a client reads the document again.
Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Project:
    """The facts of a project in a list."""

    id: str
    owner: str
    name: str
    revision: int
    settings: dict[str, Any]
    duration: float
    lines: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A page of projects, and the cursor of the next page."""

    projects: tuple[Project, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of a change: the project's revision now, and the ids that operations made or changed.

    `changed` are the items after the change, by id (None where one was deleted), and `lines` facts about the lines
    among them (`line_facts`); both None where there are too many.
    """

    revision: int
    applied: int
    ids: tuple[str | None, ...]
    changed: dict[str, Any] | None = None
    lines: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of a project's history."""

    revision: int
    author: str
    kind: str
    label: str
    operations: list[dict[str, Any]]
    undone: bool
    created_at: datetime


def project_of(row: ProjectRow) -> Project:
    """The project of a row; damaged settings are replaced by those of a new project."""
    settings = dict(row.settings)
    if not settings.keys() >= ProjectSettings.model_fields.keys():
        log.error("the settings of the project %s are damaged; they count as those of a new one", row.id)
        settings = ProjectSettings(name=row.name or "Project").model_dump()
    return from_attributes(Project, row, settings=settings)


def revision_of(row: ProjectRevisionRow) -> Revision:
    """The revision of a row, with its first operations."""
    return from_attributes(Revision, row, operations=row.operations[:MOST_TOLD])
