"""Rows of projects: listed, read into documents that stay in memory, and written a revision at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from clonyvoice.projects.document import Document, duration, fingerprint
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import AssetFacts, Item, Kind, TakeFacts
from clonyvoice.projects.errors import ProjectInTrash, ProjectItemNotFound, ProjectNotFound
from clonyvoice.projects.model import ProjectPage, project_of
from clonyvoice.storage.page_cursors import after_row, row_before
from clonyvoice.storage.tables import (
    ProjectAssetRow,
    ProjectItemRow,
    ProjectRenderRow,
    ProjectRevisionRow,
    ProjectRow,
    ProjectTakeRow,
)

MAX_SINCE = 200
"""Revisions that a stale change is compared with; one that is older is refused. Chosen by hand."""
_KEPT: Final = 8
"""Documents in memory: one of 6,000 lines takes some 10 MB. Chosen by hand."""


def project_row(session: Session, project_id: str, owner: str | None, *, trash: bool = False) -> ProjectRow:
    """The row of a project of `owner` (of any owner for None).

    Raises ProjectNotFound, and ProjectInTrash unless `trash`.
    """
    row = session.get(ProjectRow, project_id)
    if row is None or (owner is not None and row.owner != owner):
        raise ProjectNotFound(project_id)
    if row.deleted_at is not None and not trash:
        raise ProjectInTrash(project_id)
    return row


def page_of(
    session: Session, owner: str | None, *, q: str | None, trash: bool, limit: int, cursor: str | None
) -> ProjectPage:
    """Projects of one owner or of all (None); `q` is a part of the name. Raises BadCursor."""
    wanted = select(ProjectRow).order_by(ProjectRow.updated_at.desc(), ProjectRow.id.desc())
    if owner is not None:
        wanted = wanted.where(ProjectRow.owner == owner)
    wanted = wanted.where(ProjectRow.deleted_at.is_not(None) if trash else ProjectRow.deleted_at.is_(None))
    if q:
        wanted = wanted.where(ProjectRow.name.icontains(q, autoescape=True))
    if cursor is not None:
        when, last = row_before(cursor)
        later = (ProjectRow.updated_at < when) | ((ProjectRow.updated_at == when) & (ProjectRow.id < last))
        wanted = wanted.where(later)
    rows = list(session.scalars(wanted.limit(limit + 1)))
    following = None
    if len(rows) > limit:
        following = after_row(rows[limit - 1].updated_at, rows[limit - 1].id)
    return ProjectPage(tuple(project_of(row) for row in rows[:limit]), following)


def read_document(session: Session, row: ProjectRow) -> Document:
    """The project's document at its present revision."""
    document = Document(row.id, row.revision, dict(row.settings))
    columns = (ProjectItemRow.id, ProjectItemRow.kind, ProjectItemRow.position, ProjectItemRow.data)
    for item_id, kind, position, data in session.execute(
        select(*columns).where(ProjectItemRow.project_id == row.id)
    ):
        document.items[item_id] = Item(item_id, cast("Kind", kind), position, data)
    for take in session.execute(
        select(
            ProjectTakeRow.id,
            ProjectTakeRow.line_id,
            ProjectTakeRow.samples,
            ProjectTakeRow.sample_rate,
            ProjectTakeRow.fingerprint,
            ProjectTakeRow.number,
        ).where(ProjectTakeRow.project_id == row.id, ProjectTakeRow.blob_id.is_not(None))
    ):
        seconds = take.samples / take.sample_rate
        document.takes[take.id] = TakeFacts(take.id, take.line_id, seconds, take.fingerprint, take.number)
    for asset in session.scalars(select(ProjectAssetRow).where(ProjectAssetRow.project_id == row.id)):
        document.assets[asset.id] = AssetFacts(asset.id, asset.samples / 48_000)
    return document


class Documents:
    """A cache of the documents of the projects last used. Hold `lock` while one is used or changed."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._documents: OrderedDict[str, Document] = OrderedDict()

    def get(self, session: Session, row: ProjectRow) -> Document:
        """The document at the row's revision, from memory when it is there. `lock` is held."""
        known = self._documents.get(row.id)
        if known is None or known.revision != row.revision:
            known = read_document(session, row)
        self.remember(known)
        return known

    def remember(self, document: Document) -> None:
        """Cache a document; the least recently used one is dropped if there are too many."""
        with self.lock:
            self._documents[document.id] = document
            self._documents.move_to_end(document.id)
            while len(self._documents) > _KEPT:
                self._documents.popitem(last=False)

    def add_asset(self, project_id: str, facts: AssetFacts) -> None:
        """Add a written asset to the document in memory."""
        with self.lock:
            known = self._documents.get(project_id)
            if known is not None:
                known.assets[facts.id] = facts

    def forget(self, project_id: str) -> None:
        """Drop the cached document: rows were added without a revision."""
        with self.lock:
            self._documents.pop(project_id, None)


def write_draft(session: Session, row: ProjectRow, draft: Draft) -> None:
    """Write a draft's items and settings; the caller writes the revision."""
    gone = [item_id for item_id, item in draft.changed.items() if item is None]
    kept = [item for item in draft.changed.values() if item is not None]
    if gone:
        session.execute(
            delete(ProjectItemRow).where(ProjectItemRow.project_id == row.id, ProjectItemRow.id.in_(gone))
        )
    for item in kept:
        if item.id in draft.document.items:
            session.execute(
                update(ProjectItemRow)
                .where(ProjectItemRow.project_id == row.id, ProjectItemRow.id == item.id)
                .values(position=item.position, data=item.data)
            )
    added = [item for item in kept if item.id not in draft.document.items]
    if added:
        session.execute(
            ProjectItemRow.__table__.insert(),  # type: ignore[attr-defined]  # many rows, without the unit of work
            [
                {
                    "project_id": row.id,
                    "id": item.id,
                    "kind": item.kind,
                    "position": item.position,
                    "data": item.data,
                }
                for item in added
            ],
        )
    if draft.settings is not None:
        row.settings = draft.settings
        row.name = draft.settings["name"]


def write_new_takes(session: Session, draft: Draft, now: datetime) -> None:
    """Write the takes of a draft's operations; their fingerprint is that of a line that they fit."""
    if not draft.new_takes:
        return
    document = draft.document
    then = document.snapshot()
    then.commit(draft.changed, draft.settings, document.revision)
    for take_id, (line_id, number, take) in draft.new_takes.items():
        line = then.items.get(line_id)
        if line is None:  # deleted by a later operation of the same request
            continue
        fits = fingerprint(then, Item(line_id, "line", 0, {**line.data, **take.said}))
        row = {
            "id": take_id,
            "project_id": document.id,
            "line_id": line_id,
            "number": number,
            "fingerprint": fits,
        }
        session.add(ProjectTakeRow(**row, blob_id=take.blob_id, created_at=now, **take.found))
        take.used = True
        seconds = take.found["samples"] / take.found["sample_rate"]
        document.takes[take_id] = TakeFacts(take_id, line_id, seconds, fits, number)


def revision_row(
    session: Session, row: ProjectRow, revision: int | None, *, named: bool
) -> ProjectRevisionRow:
    """The row of a revision (None: the present); with `named` of a restore point alone. Raises ProjectItemNotFound."""
    found = session.get(ProjectRevisionRow, (row.id, row.revision if revision is None else revision))
    if found is None or (named and not found.label):
        kind = "restore point at revision" if named else "revision"
        raise ProjectItemNotFound(kind, str(revision), "revision")
    return found


def add_revision(
    session: Session,
    row: ProjectRow,
    draft: Draft,
    *,
    author: str,
    kind: str,
    operations: Sequence[Mapping[str, Any]],
    now: datetime,
    of: int | None = None,
    label: str = "",
) -> ProjectRevisionRow:
    """Store the changes of a draft as the next revision of the project."""
    write_draft(session, row, draft)
    row.revision += 1
    row.updated_at = now
    revision = ProjectRevisionRow(
        project_id=row.id,
        revision=row.revision,
        author=author,
        kind=kind,
        label=label,
        operations=[dict(operation) for operation in operations],
        before=draft.before(),
        after=draft.after(),
        of=of,
        undone=False,
        created_at=now,
    )
    session.add(revision)
    return revision


def note_size(row: ProjectRow, document: Document, *, moved: bool = True) -> None:
    """Store the number of lines for the listing, and the project's duration if times have `moved`."""
    if moved:
        row.duration = round(duration(document), 4)
    row.lines = len(document.ordered("line"))


def revisions_since(session: Session, project_id: str, base: int) -> list[ProjectRevisionRow]:
    """The revisions after `base`, oldest first, at most `MAX_SINCE` + 1."""
    found = session.scalars(
        select(ProjectRevisionRow)
        .where(ProjectRevisionRow.project_id == project_id, ProjectRevisionRow.revision > base)
        .order_by(ProjectRevisionRow.revision)
        .limit(MAX_SINCE + 1)
    )
    return list(found)


def last_revision(
    session: Session, project_id: str, author: str, kinds: Iterable[str]
) -> ProjectRevisionRow | None:
    """The author's newest revision of these kinds that is not undone."""
    return session.scalars(
        select(ProjectRevisionRow)
        .where(
            ProjectRevisionRow.project_id == project_id,
            ProjectRevisionRow.author == author,
            ProjectRevisionRow.kind.in_(list(kinds)),
            ProjectRevisionRow.undone.is_(False),
        )
        .order_by(ProjectRevisionRow.revision.desc())
        .limit(1)
    ).first()


def blobs_of(session: Session, project_id: str) -> list[str]:
    """Every file that the project's takes, assets and renders refer to."""
    found: list[str] = []
    for column, owner in (
        (ProjectTakeRow.blob_id, ProjectTakeRow.project_id),
        (ProjectAssetRow.blob_id, ProjectAssetRow.project_id),
        (ProjectAssetRow.sound_blob, ProjectAssetRow.project_id),
        (ProjectAssetRow.proxy_blob, ProjectAssetRow.project_id),
        (ProjectRenderRow.blob_id, ProjectRenderRow.project_id),
    ):
        found += [blob for blob in session.scalars(select(column).where(owner == project_id)) if blob]
    return found


def next_take_number(session: Session, project_id: str, line_id: str) -> int:
    """The number of a line's next take, from 1."""
    most = session.scalar(
        select(func.max(ProjectTakeRow.number)).where(
            ProjectTakeRow.project_id == project_id, ProjectTakeRow.line_id == line_id
        )
    )
    return int(most or 0) + 1
