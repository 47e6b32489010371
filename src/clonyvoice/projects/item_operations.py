"""Operations that every kind of item has: insert, update, move and delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.core.ids import is_id, new_id
from clonyvoice.projects.document import clip_start
from clonyvoice.projects.document_draft import BroughtTake, Draft
from clonyvoice.projects.document_items import MODELS, Item, Kind
from clonyvoice.projects.operation_checks import (
    Apply,
    OperationPlace,
    check_fields,
    checked_data,
    operation_item,
    position_after,
)


def insert(kind: Kind) -> Apply:
    """The operation that adds an item of `kind`: at the end, or `after` another one.

    A line is made of a generation where the operation names one (`generation_id`): it has its words, its voice and its
    sound as a take; what `line` says comes before that.
    """

    def insert_item(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
        check_fields(operation, (kind, "id", "after", *(("generation_id",) if kind == "line" else ())), at)
        take, values = None, operation.get(kind)
        if operation.get("generation_id") is not None:
            take, values = _of_generation(draft, values, at)
        data = checked_data(draft, kind, values, at, kind)
        item_id = operation.get("id")
        if item_id is None:
            item_id = new_id(kind)
        elif not isinstance(item_id, str) or not is_id(item_id, kind):
            raise at.wrong("id", f"an id of one's own looks like {kind}_ and up to 64 letters and digits.")
        elif draft.get(item_id) is not None or item_id in draft.changed:
            raise at.wrong("id", f"there is an item {item_id[:80]} already.")
        after, first = position_after(draft, operation, kind, at, item_id)
        if take is not None:
            data["take_id"] = draft.add_take(str(item_id), take)
        draft.place(Item(item_id, kind, 0, data), after, first=first)
        return str(item_id)

    return insert_item


def _of_generation(draft: Draft, given: object, at: OperationPlace) -> tuple[BroughtTake, object]:
    """The take made of a generation, and the fields of its line: explicitly given ones take precedence."""
    brought = draft.sounds.get(at.index)
    if not brought:
        raise at.wrong("generation_id", "a generation cannot be put into a project here.")
    (take,) = brought
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        return take, given
    if given.get("take_id") is not None:
        raise at.wrong(
            "line.take_id", "the line has the generation's sound; leave out take_id or generation_id."
        )
    own = {name: value for name, value in take.said.items() if value is not None}
    if given.get("speaker_id") is not None:
        own.pop("voice_id", None)
    return take, {**own, **given}


def update(kind: Kind) -> Apply:
    """The operation that sets fields of an item of `kind`; null removes one."""

    def update_item(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
        check_fields(operation, ("id", "set"), at)
        item = operation_item(draft, operation, kind, at)
        given = operation.get("set")
        if not isinstance(given, Mapping) or not given:
            raise at.wrong("set", "set must be an object with the fields to change; null takes one away.")
        values = {**item.data, **given}
        for name, value in given.items():
            if value is None:
                if name not in MODELS[kind].model_fields:
                    raise at.wrong(f"set.{str(name)[:60]}", f"a {kind} has no field {str(name)[:60]!r}.")
                values.pop(name)
        data = checked_data(draft, kind, values, at, "set")
        if kind == "track" and item.id in data.get("duck_by", ()):
            raise at.wrong("set.duck_by", "a track cannot make way for itself.")
        draft.put(Item(item.id, kind, item.position, data))
        return item.id

    return update_item


def move(kind: Kind) -> Apply:
    """The operation that puts an item of `kind` behind another one."""

    def move_item(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
        check_fields(operation, ("id", "after"), at)
        item = operation_item(draft, operation, kind, at)
        after, first = position_after(draft, operation, kind, at, item.id)
        draft.place(item, after, first=first)
        return item.id

    return move_item


def delete(kind: Kind) -> Apply:
    """The operation that deletes an item of `kind` and the items that depend on it.

    A track's clips go with it, its lines go to the first track, anchored clips and markers keep their time. A speaker
    with lines is refused.
    """

    def delete_item(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
        check_fields(operation, ("id",), at)
        item = operation_item(draft, operation, kind, at)
        if kind == "line":
            _release_anchors(draft, item.id)
        used = [other for other in draft.naming(item.id) if other.id != item.id]
        if kind == "track":  # a track goes with its clips; what makes way for it no longer does
            for other in used:
                if other.kind == "clip":
                    draft.delete(other.id)
                elif other.kind == "track":
                    left = [name for name in other.data["duck_by"] if name != item.id]
                    draft.put(Item(other.id, "track", other.position, {**other.data, "duck_by": left}))
                else:
                    data = {name: value for name, value in other.data.items() if name != "track_id"}
                    draft.put(Item(other.id, other.kind, other.position, data))
        elif used:
            raise at.wrong(
                "id",
                f"{len(used)} lines are said by this speaker; give them to another one or delete them first.",
            )
        draft.delete(item.id)
        return item.id

    return delete_item


def _release_anchors(draft: Draft, line_id: str) -> None:
    """Detach clips and markers from a line: they keep their time, now relative to the project's start."""
    hanging = [
        item
        for item in draft.naming(line_id)
        if item.kind in ("clip", "marker") and (item.data.get("anchor") or {}).get("line_id") == line_id
    ]
    if not hanging:
        return
    places = draft.places_before()
    for item in hanging:
        data = {name: value for name, value in item.data.items() if name != "anchor"}
        data["start" if item.kind == "clip" else "at"] = round(clip_start(item.data, places), 6)
        draft.put(Item(item.id, item.kind, item.position, data))
