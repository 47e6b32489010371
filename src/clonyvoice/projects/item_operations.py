"""Operations that every kind of item has: insert, update, move and delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.core.ids import is_id, new_id
from clonyvoice.projects.document import clip_start, layout
from clonyvoice.projects.draft import Draft
from clonyvoice.projects.items import MODELS, Item, Kind
from clonyvoice.projects.operation_checks import (
    Apply,
    OperationPlace,
    check_fields,
    checked_data,
    items_naming,
    operation_item,
    position_after,
)


def insert(kind: Kind) -> Apply:
    """The operation that adds an item of `kind`: at the end, or `after` another one."""

    def insert_item(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
        check_fields(operation, (kind, "id", "after"), at)
        data = checked_data(draft, kind, operation.get(kind), at, kind)
        item_id = operation.get("id")
        if item_id is None:
            item_id = new_id(kind)
        elif not isinstance(item_id, str) or not is_id(item_id, kind):
            raise at.wrong("id", f"an id of one's own looks like {kind}_ and up to 64 letters and digits.")
        elif draft.get(item_id) is not None or item_id in draft.changed:
            raise at.wrong("id", f"there is an item {item_id[:80]} already.")
        after, first = position_after(draft, operation, kind, at, item_id)
        draft.place(Item(item_id, kind, 0, data), after, first=first)
        return str(item_id)

    return insert_item


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
    """The operation that deletes an item of `kind`, with what cannot exist without it.

    A track's clips go with it, its lines go to the first track, anchored clips and markers keep their time. A speaker
    with lines is refused.
    """

    def delete_item(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
        check_fields(operation, ("id",), at)
        item = operation_item(draft, operation, kind, at)
        if kind == "line":
            _release_anchors(draft, item.id)
        used = [other for other in items_naming(draft, item.id) if other.id != item.id]
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
    """Clips and markers that hang on a line stay where they are in time, now counted from the beginning."""
    hanging = [
        item
        for kind in ("clip", "marker")
        for item in draft.of(kind)
        if (item.data.get("anchor") or {}).get("line_id") == line_id
    ]
    if not hanging:
        return
    places = layout(draft.document)
    for item in hanging:
        data = {name: value for name, value in item.data.items() if name != "anchor"}
        data["start" if item.kind == "clip" else "at"] = round(clip_start(item.data, places), 6)
        draft.put(Item(item.id, item.kind, item.position, data))
