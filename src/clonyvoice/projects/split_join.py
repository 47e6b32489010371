"""Operations that split a line or a clip, and join two lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.core.ids import new_id
from clonyvoice.projects.document import clip_duration, fingerprint
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import Item
from clonyvoice.projects.item_operations import delete, insert
from clonyvoice.projects.operation_checks import OperationPlace, check_fields, checked_data, operation_item


def split_line(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
    """Two lines made of one; the first keeps the id, the second the pause after it.

    A take that fits is cut between the two words: each line has its half, and what is heard stays the same. Where it
    does not fit, or has no word borders there, the first keeps it, now stale, and the second has none.
    """
    check_fields(operation, ("id", "at", "new_id"), at)
    item = operation_item(draft, operation, "line", at)
    text, place = str(item.data["text"]), operation.get("at")
    if isinstance(place, bool) or not isinstance(place, int) or not 0 < place < len(text):
        raise at.wrong(
            "at", f"at must be a character between 1 and {max(1, len(text) - 1)} of the line's text."
        )
    if item.data.get("slot_start") is not None:
        raise at.wrong("id", "a line with a slot cannot be split; take its slot away first.")
    first = {**item.data, "text": text[:place].rstrip()}
    first.pop("pause_after_ms", None)
    second = {**item.data, "text": text[place:].lstrip()}
    second.pop("take_id", None)
    made = operation.get("new_id", new_id("line"))
    halves = draft.sounds.get(at.index, ())
    if [(one.of, one.said["text"]) for one in halves] == [
        (item.data.get("take_id"), half["text"]) for half in (first, second)
    ]:
        first["take_id"] = draft.add_take(item.id, halves[0])
        first["pause_after_ms"] = 0
        second["take_id"] = draft.add_take(str(made), halves[1])
    inserted = {"op": "line.insert", "line": second, "id": made, "after": item.id}
    draft.put(Item(item.id, "line", item.position, checked_data(draft, "line", first, at, "line")))
    insert("line")(draft, inserted, at)
    return str(made)


def join_lines(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
    """One line of two neighbours, in the first one's voice and settings.

    Where the first has a take of the text that it becomes, as after a split, that one is heard again.
    """
    check_fields(operation, ("id", "with"), at)
    item, other = (
        operation_item(draft, operation, "line", at),
        operation_item(draft, operation, "line", at, "with"),
    )
    if not draft.are_neighbours(item, other):
        raise at.wrong("with", "lines that are joined must be neighbours, `with` the later one.")
    data = {**item.data, "text": f"{item.data['text']} {other.data['text']}".strip()}
    data.pop("pause_after_ms", None)
    if other.data.get("pause_after_ms") is not None:
        data["pause_after_ms"] = other.data["pause_after_ms"]
    fits = fingerprint(draft.document, Item(item.id, "line", item.position, data))
    takes = [one for one in draft.takes_of(item.id) if one.fingerprint == fits]
    if takes and data.get("take_id") not in {one.id for one in takes}:
        data["take_id"] = max(takes, key=lambda take: take.number).id
    draft.put(Item(item.id, "line", item.position, checked_data(draft, "line", data, at, "line")))
    delete("line")(draft, {"op": "line.delete", "id": other.id}, at)
    return item.id


def split_clip(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> str:
    """Two clips of one at a time counted from the clip's beginning; fades stay at the outer ends."""
    check_fields(operation, ("id", "at", "new_id"), at)
    item = operation_item(draft, operation, "clip", at)
    place, whole = operation.get("at"), clip_duration(item.data, draft.document)
    if isinstance(place, bool) or not isinstance(place, int | float) or not 0 < place < whole:
        raise at.wrong("at", f"at must be between 0 and the clip's {whole:g} seconds.")
    if item.data.get("loop"):
        raise at.wrong("id", "a looped clip cannot be split.")
    points = item.data.get("gain_points", [])
    first = {**item.data, "duration": float(place)}
    first.pop("fade_out_ms", None)
    second = {
        **item.data,
        "start": float(item.data.get("start", 0.0)) + place,
        "trim_start": float(item.data.get("trim_start", 0.0)) + place / float(item.data.get("stretch", 1.0)),
        "duration": whole - place,
    }
    second.pop("fade_in_ms", None)
    if points:
        first["gain_points"] = [point for point in points if point["at"] < place]
        second["gain_points"] = [
            {**point, "at": point["at"] - place} for point in points if point["at"] >= place
        ]
    made = operation.get("new_id", new_id("clip"))
    draft.put(Item(item.id, "clip", item.position, checked_data(draft, "clip", first, at, "clip")))
    inserted = {"op": "clip.insert", "clip": second, "id": made, "after": item.id}
    insert("clip")(draft, inserted, at)
    return str(made)
