"""Projects: made, listed, changed by operations, undone, restored, deleted. Called by the routes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import EventBus
from clonyvoice.projects.document import PROJECT, AssetFacts, Document, Draft
from clonyvoice.projects.errors import (
    NothingToUndo,
    OperationInvalid,
    ProjectItemNotFound,
    RevisionMismatch,
)
from clonyvoice.projects.items import Item, ProjectSettings, item_of
from clonyvoice.projects.operations import (
    MAX_OPERATIONS,
    apply,
    check_references,
    reverted,
    settings_with,
    touched,
)
from clonyvoice.projects.records import (
    MAX_SINCE,
    add_revision,
    blobs_of,
    last_revision,
    note_size,
    project_row,
    read_document,
    revisions_since,
)
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import (
    ProjectAssetRow,
    ProjectItemRow,
    ProjectRevisionRow,
    ProjectRow,
    ProjectTakeRow,
)

CHANGED = "project.changed"
_DOCUMENTS_KEPT = 8
"""Documents in memory: one of 6,000 lines takes some 10 MB."""
_TOLD = 200
"""Operations that an event or an error carries; beyond that a client reads the document again."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is listed."""

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
    """Some of the projects, and where the next page begins."""

    projects: tuple[Project, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of a change: the project's revision now, and the ids that operations made or changed."""

    revision: int
    applied: int
    ids: tuple[str | None, ...]


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


class Projects:
    """All projects of this machine. Safe from any thread; changes of one project come one after another."""

    def __init__(
        self, database: Database, blobs: BlobStore, events: EventBus, clock: Clock | None = None
    ) -> None:
        self.database, self.blobs, self.events = database, blobs, events
        self.clock = clock or SystemClock()
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._lock = threading.RLock()
        """Held while a document in memory is read into or changed."""

    # --- projects ---

    def create(
        self,
        name: str,
        owner: str,
        *,
        settings: Mapping[str, Any] | None = None,
        operations: Sequence[Mapping[str, Any]] = (),
    ) -> Project:
        """A new project with a speech track; `operations` fill it as its first revision.

        Raises InvalidRequest (a setting out of range), OperationInvalid.
        """
        checked = settings_with({}, {**(settings or {}), "name": name})
        now = self.clock.now()
        row = ProjectRow(
            id=new_id("proj"),
            owner=owner,
            name=checked["name"],
            revision=0,
            settings=checked,
            created_at=now,
            updated_at=now,
        )
        document = Document(row.id, 0, checked)
        draft = Draft(document)
        opening = [{"op": "track.insert", "track": {"kind": "speech", "name": "Speech"}}, *operations]
        apply(draft, opening)
        with self.database.write() as session:
            session.add(row)
            session.flush()
            add_revision(session, row, draft, author=owner, kind="create", operations=[], now=now)
            document.commit(draft, row.revision)
            note_size(row, document)
        self._remember(document)
        return _project(row)

    def listing(
        self,
        owner: str | None,
        *,
        q: str | None = None,
        trash: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> ProjectPage:
        """Projects, the last changed first; of one owner or of all (None). Raises InvalidRequest for a bad cursor."""
        wanted = select(ProjectRow).order_by(ProjectRow.updated_at.desc(), ProjectRow.id.desc())
        if owner is not None:
            wanted = wanted.where(ProjectRow.owner == owner)
        wanted = wanted.where(
            ProjectRow.deleted_at.is_not(None) if trash else ProjectRow.deleted_at.is_(None)
        )
        if q:
            wanted = wanted.where(ProjectRow.name.icontains(q, autoescape=True))
        if cursor is not None:
            at, _, last = cursor.partition("/")
            try:
                when = datetime.fromisoformat(at)
                if when.tzinfo is None:
                    raise ValueError
            except ValueError:
                raise InvalidRequest(
                    "This cursor was not given out here; begin without one.", param="cursor"
                ) from None
            later = (ProjectRow.updated_at < when) | (
                (ProjectRow.updated_at == when) & (ProjectRow.id < last)
            )
            wanted = wanted.where(later)
        with self.database.read() as session:
            rows = list(session.scalars(wanted.limit(limit + 1)))
        following = None
        if len(rows) > limit:
            final = rows[limit - 1]
            following = f"{final.updated_at.isoformat()}/{final.id}"
        return ProjectPage(tuple(_project(row) for row in rows[:limit]), following)

    def get(self, project_id: str, owner: str | None, *, trash: bool = False) -> Project:
        """The project without its document. Raises ProjectNotFound, ProjectInTrash."""
        with self.database.read() as session:
            return _project(project_row(session, project_id, owner, trash=trash))

    def document(self, project_id: str, owner: str | None) -> tuple[Project, Document]:
        """The project and a copy of its document. Raises ProjectNotFound, ProjectInTrash."""
        with self.database.read() as session, self._lock:
            row = project_row(session, project_id, owner)
            return _project(row), self._document(session, row).snapshot()

    def delete(self, project_id: str, owner: str | None, *, permanent: bool = False) -> None:
        """Put a project into the trash; `permanent` removes it with all its sound, from there or at once.

        Raises ProjectNotFound.
        """
        with self.database.write() as session:
            row = project_row(session, project_id, owner, trash=True)
            doomed: list[str] = []
            if permanent:
                doomed = blobs_of(session, project_id)
                session.delete(row)
            elif row.deleted_at is None:
                row.deleted_at = self.clock.now()
        with self._lock:
            self._documents.pop(project_id, None)
        self.blobs.delete(*doomed)
        self.events.publish("project.deleted", project_id, row.owner, permanent=permanent)

    def restore(self, project_id: str, owner: str | None) -> Project:
        """The project back from the trash; one that is not there is unchanged. Raises ProjectNotFound."""
        with self.database.write() as session:
            row = project_row(session, project_id, owner, trash=True)
            row.deleted_at = None
        return _project(row)

    def duplicate(self, project_id: str, owner: str | None, asker: str, name: str | None = None) -> Project:
        """A copy with its lines, takes and assets; its history begins anew. Raises ProjectNotFound."""
        now = self.clock.now()
        made: list[str] = []
        try:
            with self.database.read() as session, self._lock:
                row = project_row(session, project_id, owner)
                source = self._document(session, row)
                settings = {**source.settings, "name": (name or f"{row.name} (copy)")[:200]}
                items = list(source.items.values())
                takes = list(
                    session.scalars(
                        select(ProjectTakeRow).where(
                            ProjectTakeRow.project_id == project_id, ProjectTakeRow.blob_id.is_not(None)
                        )
                    )
                )
                assets = list(
                    session.scalars(select(ProjectAssetRow).where(ProjectAssetRow.project_id == project_id))
                )
            target = ProjectRow(
                id=new_id("proj"), owner=asker, name=settings["name"], revision=1, settings=settings,
                duration=row.duration, lines=row.lines, created_at=now, updated_at=now,
            )  # fmt: skip
            renamed: dict[str, str] = {}
            copies: list[Any] = []
            for take in takes:
                renamed[take.id] = new_id("take")
                copies.append(
                    _copy(
                        take,
                        id=renamed[take.id],
                        project_id=target.id,
                        blob_id=self._link(take.blob_id, made),
                    )
                )
            for asset in assets:
                renamed[asset.id] = new_id("asset")
                copies.append(
                    _copy(
                        asset, id=renamed[asset.id], project_id=target.id,
                        blob_id=self._link(asset.blob_id, made), sound_blob=self._link(asset.sound_blob, made),
                    )
                )  # fmt: skip
            with self.database.write() as session:
                session.add(target)
                session.flush()
                session.add_all(copies)
                session.add_all(
                    ProjectItemRow(
                        project_id=target.id, id=item.id, kind=item.kind, position=item.position,
                        data={
                            name: renamed.get(value, value) if name in ("take_id", "asset_id") else value
                            for name, value in item.data.items()
                        },
                    )
                    for item in items
                )  # fmt: skip
                session.add(
                    ProjectRevisionRow(
                        project_id=target.id, revision=1, author=asker, kind="create", created_at=now
                    )
                )
        except BaseException:
            self.blobs.delete(*made)
            raise
        return _project(target)

    def _link(self, blob_id: str | None, made: list[str]) -> str:
        assert blob_id is not None
        linked = self.blobs.link(blob_id)
        made.append(linked)
        return linked

    # --- changes ---

    def operate(
        self,
        project_id: str,
        operations: Sequence[Mapping[str, Any]],
        base: int | None,
        author: str,
        owner: str | None,
        *,
        kind: str = "edit",
        prepare: Callable[[Session, Document], None] | None = None,
    ) -> Applied:
        """Apply operations, all of them or none, as one revision. `base` is the revision that they were made on.

        Made on an older revision they still apply where nobody has changed since what they touch; None applies
        to whatever is there. `prepare` adds rows that they need, in the same transaction.
        Raises OperationInvalid, RevisionMismatch, ProjectNotFound, ProjectInTrash.
        """
        if not operations:
            raise InvalidRequest("There are no operations to apply.", param="operations")
        if len(operations) > MAX_OPERATIONS:
            raise OperationInvalid(
                MAX_OPERATIONS, "", f"one request holds at most {MAX_OPERATIONS} operations; send several."
            )
        with self.database.write() as session, self._lock:
            row = project_row(session, project_id, owner)
            document = self._document(session, row)
            if base is not None and base != row.revision:
                self._check_base(session, row, base, touched(operations))
            try:
                if prepare is not None:
                    prepare(session, document)
                draft = Draft(document)
                ids = apply(draft, operations)
                return self._write(session, row, document, draft, author, kind, operations, ids)
            except BaseException:
                if prepare is not None:
                    self.forget(project_id)  # what was added in memory is not written
                raise

    def undo(self, project_id: str, author: str, owner: str | None) -> Applied:
        """Take the author's last change back that is not taken back yet. Raises NothingToUndo."""
        with self.database.write() as session, self._lock:
            row = project_row(session, project_id, owner)
            last = last_revision(session, project_id, author, ("edit", "take", "redo", "restore"))
            if last is None:
                raise NothingToUndo("undo")
            return self._turn(session, row, last, author, "undo", last.before, last.after)

    def redo(self, project_id: str, author: str, owner: str | None) -> Applied:
        """Make the change again that was last undone; an edit in between ends this. Raises NothingToUndo."""
        with self.database.write() as session, self._lock:
            row = project_row(session, project_id, owner)
            last = last_revision(session, project_id, author, ("undo",))
            edit = last_revision(session, project_id, author, ("edit", "restore"))
            if last is None or (edit is not None and edit.revision > last.revision):
                raise NothingToUndo("redo")
            return self._turn(session, row, last, author, "redo", last.before, last.after)

    def _turn(
        self,
        session: Session,
        row: ProjectRow,
        of: ProjectRevisionRow,
        author: str,
        kind: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> Applied:
        document = self._document(session, row)
        draft = reverted(document, before, after)
        dangling = check_references(draft)
        if dangling is not None:
            raise InvalidRequest(f"It cannot be {kind[:2]}done: {dangling}.", param="project_id")
        of.undone = True
        if not draft.changed and draft.settings is None:
            return Applied(row.revision, 0, ())
        return self._write(session, row, document, draft, author, kind, [], [], of=of.revision)

    def history(
        self, project_id: str, owner: str | None, *, limit: int = 100, before: int | None = None
    ) -> list[Revision]:
        """The project's revisions, newest first. Raises ProjectNotFound."""
        with self.database.read() as session:
            row = project_row(session, project_id, owner)
            wanted = select(ProjectRevisionRow).where(ProjectRevisionRow.project_id == row.id)
            if before is not None:
                wanted = wanted.where(ProjectRevisionRow.revision < before)
            rows = session.scalars(wanted.order_by(ProjectRevisionRow.revision.desc()).limit(limit))
            return [
                Revision(
                    each.revision, each.author, each.kind, each.label, each.operations[:_TOLD], each.undone,
                    each.created_at,
                )
                for each in rows
            ]  # fmt: skip

    def name_revision(self, project_id: str, label: str, owner: str | None) -> Revision:
        """Name the present revision as a restore point. Raises ProjectNotFound."""
        with self.database.write() as session:
            row = project_row(session, project_id, owner)
            found = session.get(ProjectRevisionRow, (row.id, row.revision))
            assert found is not None
            found.label = label[:200]
        return Revision(
            found.revision, found.author, found.kind, found.label, [], found.undone, found.created_at
        )

    def at_revision(self, project_id: str, revision: int, owner: str | None) -> Document:
        """The document as it was at an earlier revision, to look at. Raises ProjectItemNotFound."""
        with self.database.read() as session, self._lock:
            row = project_row(session, project_id, owner)
            present = self._document(session, row)
            return _earlier(session, row, present, revision)

    def restore_revision(self, project_id: str, revision: int, author: str, owner: str | None) -> Applied:
        """Bring the document back to an earlier revision, as a new one. Raises ProjectItemNotFound."""
        with self.database.write() as session, self._lock:
            row = project_row(session, project_id, owner)
            document = self._document(session, row)
            wanted = _earlier(session, row, document, revision)
            draft = Draft(document)
            for item_id in {*document.items, *wanted.items}:
                if document.items.get(item_id) != wanted.items.get(item_id):
                    draft.changed[item_id] = wanted.items.get(item_id)
            if wanted.settings != document.settings:
                draft.settings = wanted.settings
            if not draft.changed and draft.settings is None:
                return Applied(row.revision, 0, ())
            return self._write(session, row, document, draft, author, "restore", [], [], of=revision)

    # --- inside ---

    def _write(
        self,
        session: Session,
        row: ProjectRow,
        document: Document,
        draft: Draft,
        author: str,
        kind: str,
        operations: Sequence[Mapping[str, Any]],
        ids: Sequence[str | None],
        of: int | None = None,
    ) -> Applied:
        """Write the draft as the next revision, take it over in memory, and tell who looks."""
        add_revision(
            session, row, draft, author=author, kind=kind, operations=operations, now=self.clock.now(), of=of
        )
        session.flush()
        changed = draft.after()
        document.commit(draft, row.revision)
        note_size(row, document)
        told: dict[str, Any] = {"revision": row.revision, "author": author, "kind": kind}
        if len(changed) <= _TOLD:
            told["changed"] = changed
        owner, revision = row.owner, row.revision
        try:
            session.commit()
        except BaseException:
            self.forget(row.id)  # in memory it is a revision ahead of what is written
            raise
        self.events.publish(CHANGED, row.id, owner, **told)
        return Applied(revision, len(operations) or len(changed), tuple(ids))

    def _check_base(self, session: Session, row: ProjectRow, base: int, names: frozenset[str]) -> None:
        """Raise RevisionMismatch when something that is touched has changed since `base`."""
        since = revisions_since(session, row.id, base) if 0 <= base < row.revision else []
        clash = not since or len(since) > MAX_SINCE or since[0].revision != base + 1
        clash = clash or any(names & set(one.after) for one in since)
        if clash:
            told = [
                {"revision": one.revision, "author": one.author, "changed": dict(one.after)}
                for one in since[-20:]
                if len(one.after) <= _TOLD
            ]
            raise RevisionMismatch(base, row.revision, list(told))

    def _document(self, session: Session, row: ProjectRow) -> Document:
        """The document at the row's revision, from memory when it is there. `_lock` is held."""
        known = self._documents.get(row.id)
        if known is None or known.revision != row.revision:
            known = read_document(session, row)
        self._remember(known)
        return known

    def _remember(self, document: Document) -> None:
        with self._lock:
            self._documents[document.id] = document
            self._documents.move_to_end(document.id)
            while len(self._documents) > _DOCUMENTS_KEPT:
                self._documents.popitem(last=False)

    def add_asset(self, project_id: str, facts: AssetFacts) -> None:
        """Have the document in memory know of an asset that was written."""
        with self._lock:
            known = self._documents.get(project_id)
            if known is not None:
                known.assets[facts.id] = facts

    def forget(self, project_id: str) -> None:
        """Read the document anew next time: rows that it knows of were added beside its revisions."""
        with self._lock:
            self._documents.pop(project_id, None)


def _earlier(session: Session, row: ProjectRow, present: Document, revision: int) -> Document:
    """The document as it was at `revision`: later ones taken back, newest first. Raises ProjectItemNotFound."""
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
        for item_id, earlier in before.items():
            if item_id == PROJECT:
                document.settings = ProjectSettings.model_validate(earlier).model_dump()
            elif earlier is None:
                document.items.pop(item_id, None)
            else:
                document.items[item_id] = item_of(item_id, earlier)
    return document


def _copy(row: Any, **other: Any) -> Any:
    """A new row of the same table with some columns otherwise."""
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    return type(row)(**{**values, **other})


def _project(row: ProjectRow) -> Project:
    return Project(
        row.id, row.owner, row.name, row.revision, dict(row.settings), row.duration, row.lines, row.created_at,
        row.updated_at, row.deleted_at,
    )  # fmt: skip


__all__ = ["Applied", "Item", "Project", "ProjectPage", "Projects", "Revision"]
