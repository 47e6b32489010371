"""Projects: create, list, change by operations, undo, restore, delete. Called by the routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import EventBus
from clonyvoice.projects.document import Document, line_facts
from clonyvoice.projects.document_draft import BroughtTake, Draft
from clonyvoice.projects.errors import OperationInvalid
from clonyvoice.projects.model import (
    MOST_TOLD,
    Applied,
    Project,
    ProjectPage,
    Revision,
    project_of,
    revision_of,
)  # fmt: skip
from clonyvoice.projects.operations import MAX_OPERATIONS, apply, settings_with, touched
from clonyvoice.projects.project_copies import Copying, write_copy
from clonyvoice.projects.records import (
    Documents,
    add_revision,
    blobs_of,
    note_size,
    page_of,
    project_row,
    revision_row,
    write_new_takes,
)
from clonyvoice.projects.revisions import check_base, draft_to, earlier, revisions
from clonyvoice.projects.undo_redo import change_to_redo, change_to_undo, taken_back
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ProjectRevisionRow, ProjectRow

CHANGED = "project.changed"


class Projects:
    """All projects of this machine. Safe from any thread; changes of one project are serialised."""

    def __init__(
        self, database: Database, blobs: BlobStore, events: EventBus, stop: Callable[[str], object], clock: Clock
    ) -> None:  # fmt: skip
        self.database, self.blobs, self.events, self.clock = database, blobs, events, clock
        self._stop_jobs = stop  # given the id of a project that is being deleted, it stops what works for it
        self.documents = Documents()

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
            id=new_id("proj"), owner=owner, name=checked["name"], revision=0, settings=checked,
            created_at=now, updated_at=now,
        )  # fmt: skip
        document = Document(row.id, 0, checked)
        draft = Draft(document)
        opening = [{"op": "track.insert", "track": {"kind": "speech", "name": "Speech"}}, *operations]
        apply(draft, opening)
        with self.database.write() as session:
            session.add(row)
            session.flush()
            add_revision(session, row, draft, author=owner, kind="create", operations=[], now=now)
            document.commit(draft.changed, draft.settings, row.revision)
            note_size(row, document)
        self.documents.remember(document)
        return project_of(row)

    def listing(
        self,
        owner: str | None,
        *,
        q: str | None = None,
        trash: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> ProjectPage:
        """Projects, the last changed first; of one owner or of all (None). Raises BadCursor."""
        with self.database.read() as session:
            return page_of(session, owner, q=q, trash=trash, limit=limit, cursor=cursor)

    def get(self, project_id: str, owner: str | None, *, trash: bool = False) -> Project:
        """The project without its document. Raises ProjectNotFound, ProjectInTrash."""
        with self.database.read() as session:
            return project_of(project_row(session, project_id, owner, trash=trash))

    def document(self, project_id: str, owner: str | None) -> tuple[Project, Document]:
        """The project and a copy of its document. Raises ProjectNotFound, ProjectInTrash."""
        with self.database.read() as session, self.documents.lock:
            row = project_row(session, project_id, owner)
            return project_of(row), self.documents.get(session, row).snapshot()

    def delete(self, project_id: str, owner: str | None, *, permanent: bool = False) -> None:
        """Put a project into the trash; `permanent` removes it with all its sound, from there or at once.

        Jobs that work for it are stopped. Raises ProjectNotFound.
        """
        with self.database.write() as session:
            row = project_row(session, project_id, owner, trash=True)
            if row.deleted_at is None:
                row.deleted_at = self.clock.now()
        # In the trash nothing new begins for it; only then is what waits or runs stopped, and its sound removed.
        self._stop_jobs(project_id)
        doomed: list[str] = []
        if permanent:
            with self.database.write() as session:
                row = project_row(session, project_id, owner, trash=True)
                doomed = blobs_of(session, project_id)
                session.delete(row)
        self.documents.forget(project_id)
        self.blobs.delete(*doomed)
        self.events.publish("project.deleted", project_id, row.owner, permanent=permanent)

    def restore(self, project_id: str, owner: str | None) -> Project:
        """The project restored from the trash; unchanged if it is not there. Raises ProjectNotFound."""
        with self.database.write() as session:
            row = project_row(session, project_id, owner, trash=True)
            row.deleted_at = None
        return project_of(row)

    def duplicate(self, project_id: str, owner: str | None, asker: str, name: str | None = None) -> Project:
        """A copy with its lines, takes and assets and a history of its own. Raises ProjectNotFound."""
        now = self.clock.now()
        copying = Copying(self.blobs)
        try:
            with self.database.read() as session, self.documents.lock:
                row = project_row(session, project_id, owner)
                source = self.documents.get(session, row)
                settings = {**source.settings, "name": (name or f"{row.name} (copy)")[:200]}
                items = list(source.items.values())
                target = ProjectRow(
                    id=new_id("proj"), owner=asker, name=settings["name"], revision=1, settings=settings,
                    duration=row.duration, lines=row.lines, created_at=now, updated_at=now,
                )  # fmt: skip
                sounds = copying.sounds(session, project_id, target.id)
            with self.database.write() as session:
                write_copy(session, target, items, sounds, author=asker, now=now)
        except BaseException:
            copying.discard()
            raise
        return project_of(target)

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
        sounds: Mapping[int, Sequence[BroughtTake]] | None = None,
    ) -> Applied:
        """Apply operations, all or none, as one revision. `base` is the revision that they are based on.

        Made on an older revision they still apply where nobody has changed since what they touch; None applies
        to whatever is there. `prepare` adds rows that they need, in the same transaction; `sounds` are the takes that
        operations bring along (see `takes_from_generations_splits`).
        Raises OperationInvalid, RevisionMismatch, ProjectNotFound, ProjectInTrash.
        """
        if not operations:
            raise InvalidRequest("There are no operations to apply.", param="operations")
        if len(operations) > MAX_OPERATIONS:
            raise OperationInvalid(
                MAX_OPERATIONS, "", f"one request holds at most {MAX_OPERATIONS} operations; send several."
            )
        with self.database.write() as session, self.documents.lock:
            row = project_row(session, project_id, owner)
            document = self.documents.get(session, row)
            if base is not None and base != row.revision:
                check_base(session, row, base, touched(operations))
            try:
                if prepare is not None:
                    prepare(session, document)
                draft = Draft(document, sounds)
                ids = apply(draft, operations)
                write_new_takes(session, draft, self.clock.now())
                return self._write(session, row, document, draft, author, kind, operations, ids)
            except BaseException:
                if prepare is not None or sounds:
                    self.documents.forget(project_id)  # what was added in memory is not written
                raise

    def undo(self, project_id: str, author: str, owner: str | None) -> Applied:
        """Revert the author's last change that is not reverted yet. Raises NothingToUndo."""
        with self.database.write() as session, self.documents.lock:
            row = project_row(session, project_id, owner)
            return self._turn(session, row, change_to_undo(session, project_id, author), author, "undo")

    def redo(self, project_id: str, author: str, owner: str | None) -> Applied:
        """Repeat the change that was last undone, unless an edit followed it. Raises NothingToUndo."""
        with self.database.write() as session, self.documents.lock:
            row = project_row(session, project_id, owner)
            return self._turn(session, row, change_to_redo(session, project_id, author), author, "redo")

    def _turn(
        self, session: Session, row: ProjectRow, of: ProjectRevisionRow, author: str, kind: str
    ) -> Applied:
        document = self.documents.get(session, row)
        draft = taken_back(document, of, kind)
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
            return revisions(session, row.id, limit=limit, before=before)

    def name_revision(
        self, project_id: str, label: str, owner: str | None, at: int | None = None
    ) -> Revision:
        """Name a revision (None: the present) as a restore point; "" takes the name off. Raises ProjectItemNotFound."""
        with self.database.write() as session:
            found = revision_row(session, project_row(session, project_id, owner), at, named=not label)
            found.label = label[:200]
            return revision_of(found)

    def at_revision(self, project_id: str, revision: int, owner: str | None) -> Document:
        """The document as it was at an earlier revision, to look at. Raises ProjectItemNotFound."""
        with self.database.read() as session, self.documents.lock:
            row = project_row(session, project_id, owner)
            present = self.documents.get(session, row)
            return earlier(session, row, present, revision)

    def restore_revision(self, project_id: str, revision: int, author: str, owner: str | None) -> Applied:
        """Bring the document back to an earlier revision, as a new one. Raises ProjectItemNotFound."""
        with self.database.write() as session, self.documents.lock:
            row = project_row(session, project_id, owner)
            document = self.documents.get(session, row)
            draft = draft_to(document, earlier(session, row, document, revision))
            if not draft.changed and draft.settings is None:
                return Applied(row.revision, 0, ())
            return self._write(session, row, document, draft, author, "restore", [], [], of=revision)

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
        """Write the draft as the next revision, update the cached document, and publish it."""
        add_revision(
            session, row, draft, author=author, kind=kind, operations=operations, now=self.clock.now(), of=of
        )
        session.flush()
        changed, moved = draft.after(), draft.moves_sound()
        document.commit(draft.changed, draft.settings, row.revision)
        note_size(row, document, moved=moved)
        told: dict[str, Any] = {"revision": row.revision, "author": author, "kind": kind}
        if len(changed) <= MOST_TOLD:
            told |= {"changed": changed, "lines": line_facts(document, changed)}
        owner, revision = row.owner, row.revision
        try:
            session.commit()
        except BaseException:
            self.documents.forget(row.id)  # in memory it is a revision ahead of what is written
            raise
        self.events.publish(CHANGED, row.id, owner, **told)
        count = len(operations) or len(changed)
        return Applied(revision, count, tuple(ids), told.get("changed"), told.get("lines"))
