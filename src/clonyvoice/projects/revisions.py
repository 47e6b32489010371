"""The history of a project: earlier revisions, and the drafts that restore them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.projects.document import PROJECT, Document
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import ProjectSettings, item_of
from clonyvoice.projects.errors import ProjectItemNotFound, RevisionMismatch
from clonyvoice.projects.model import MOST_TOLD, Revision, revision_of
from clonyvoice.projects.records import MAX_SINCE, revisions_since
from clonyvoice.storage.tables import ProjectRevisionRow, ProjectRow


def revisions(session: Session, project_id: str, *, limit: int, before: int | None) -> list[Revision]:
    """The project's revisions, newest first, those before `before`."""
    wanted = select(ProjectRevisionRow).where(ProjectRevisionRow.project_id == project_id)
    if before is not None:
        wanted = wanted.where(ProjectRevisionRow.revision < before)
    rows = session.scalars(wanted.order_by(ProjectRevisionRow.revision.desc()).limit(limit))
    return [revision_of(row) for row in rows]


def check_base(session: Session, row: ProjectRow, base: int, names: frozenset[str]) -> None:
    """Raise RevisionMismatch when something that is touched has changed since `base`."""
    since = revisions_since(session, row.id, base) if 0 <= base < row.revision else []
    clash = not since or len(since) > MAX_SINCE or since[0].revision != base + 1
    clash = clash or any(names & set(one.after) for one in since)
    if clash:
        told = [
            {"revision": one.revision, "author": one.author, "changed": dict(one.after)}
            for one in since[-20:]
            if len(one.after) <= MOST_TOLD
        ]
        raise RevisionMismatch(base, row.revision, list(told))


def earlier(session: Session, row: ProjectRow, present: Document, revision: int) -> Document:
    """The document at `revision`: later revisions reverted, newest first. Raises ProjectItemNotFound."""
    if not 1 <= revision <= row.revision:
        raise ProjectItemNotFound("revision", str(revision), "revision")
    document = Document(
        present.id, revision, present.settings, dict(present.items), present.takes, present.assets
    )
    later = session.execute(
        select(ProjectRevisionRow.before)
        .where(ProjectRevisionRow.project_id == row.id, ProjectRevisionRow.revision > revision)
        .order_by(ProjectRevisionRow.revision.desc())
    )
    for (before,) in later:
        for item_id, was in before.items():
            if item_id == PROJECT:
                document.settings = ProjectSettings.model_validate(was).model_dump()
            elif was is None:
                document.items.pop(item_id, None)
            else:
                document.items[item_id] = item_of(item_id, was)
    return document


def draft_to(document: Document, wanted: Document) -> Draft:
    """A draft that changes the document to the items in `wanted`."""
    draft = Draft(document)
    for item_id in {*document.items, *wanted.items}:
        if document.items.get(item_id) != wanted.items.get(item_id):
            draft.changed[item_id] = wanted.items.get(item_id)
    if wanted.settings != document.settings:
        draft.settings = wanted.settings
    return draft
