"""Undo and redo of a change, without touching later changes by others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.document import PROJECT, Document
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import Item
from clonyvoice.projects.errors import NothingToUndo
from clonyvoice.projects.operation_checks import check_references
from clonyvoice.projects.records import last_revision
from clonyvoice.storage.tables import ProjectRevisionRow


def reverted(document: Document, before: Mapping[str, Any], after: Mapping[str, Any]) -> Draft:
    """A draft that undoes a change: fields get their earlier values, except those changed since.

    A field that another author changed since stays unchanged; a deleted item stays deleted.
    """
    draft = Draft(document)
    for item_id, earlier in before.items():
        later = after[item_id]
        if item_id == PROJECT:
            changed = {name: earlier[name] for name in earlier if earlier[name] != later[name]
                       and document.settings.get(name) == later[name]}  # fmt: skip
            if changed:
                draft.settings = {**document.settings, **changed}
            continue
        present = document.items.get(item_id)
        if later is None:  # it was deleted: it comes back
            if present is None:
                draft.changed[item_id] = Item(item_id, earlier["kind"], earlier["position"], earlier["data"])
        elif present is None:
            continue
        elif earlier is None:  # it was added: it goes
            draft.changed[item_id] = None
        else:
            data = dict(present.data)
            for name in {*earlier["data"], *later["data"]}:
                was, then = earlier["data"].get(name), later["data"].get(name)
                if was != then and present.data.get(name) == then:
                    if was is None:
                        data.pop(name, None)
                    else:
                        data[name] = was
            moved = earlier["position"] != later["position"] and present.position == later["position"]
            position = earlier["position"] if moved else present.position
            if data != present.data or position != present.position:
                draft.changed[item_id] = Item(item_id, present.kind, position, data)
    return draft


def taken_back(document: Document, of: ProjectRevisionRow, kind: str) -> Draft:
    """A draft in which a revision is reverted. `kind` is `undo` or `redo`.

    Raises InvalidRequest when something that came later needs what would go.
    """
    draft = reverted(document, of.before, of.after)
    dangling = check_references(draft)
    if dangling is not None:
        raise InvalidRequest(f"It cannot be {kind[:2]}done: {dangling}.", param="project_id")
    return draft


def change_to_undo(session: Session, project_id: str, author: str) -> ProjectRevisionRow:
    """The author's last change that is not reverted yet. Raises NothingToUndo."""
    last = last_revision(session, project_id, author, ("edit", "take", "redo", "restore"))
    if last is None:
        raise NothingToUndo("undo")
    return last


def change_to_redo(session: Session, project_id: str, author: str) -> ProjectRevisionRow:
    """The author's last undo, unless an edit came after it. Raises NothingToUndo."""
    last = last_revision(session, project_id, author, ("undo",))
    edit = last_revision(session, project_id, author, ("edit", "restore"))
    if last is None or (edit is not None and edit.revision > last.revision):
        raise NothingToUndo("redo")
    return last
