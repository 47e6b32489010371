"""Operations on a document: checked one by one against a draft, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from clonyvoice.core.ids import is_id, new_id
from clonyvoice.projects.document import PROJECT, Document, clip_duration, clip_start, layout
from clonyvoice.projects.draft import Draft
from clonyvoice.projects.errors import OperationInvalid
from clonyvoice.projects.items import KINDS, MODELS, MOST, Item, Kind, ProjectSettings

MAX_OPERATIONS: Final = 2000
"""Operations of one request."""
_REFERENCES: Final[dict[Kind, tuple[tuple[str, Kind], ...]]] = {
    "speaker": (),
    "line": (("speaker_id", "speaker"), ("track_id", "track")),
    "track": (),
    "clip": (("track_id", "track"),),
    "marker": (),
}
"""Fields of each kind that name another item, and its kind."""


@dataclass(frozen=True, slots=True)
class _At:
    """The position of an operation in the request, for its errors."""

    index: int

    def wrong(self, field: str, message: str) -> OperationInvalid:
        return OperationInvalid(self.index, field, message)


_Apply = Callable[[Draft, Mapping[str, Any], _At], str | None]


def apply(draft: Draft, operations: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The draft changed by all operations; for each the id that it made or changed.

    Raises OperationInvalid naming the first that cannot be applied; the draft is then of no use.
    """
    ids: list[str | None] = []
    for index, operation in enumerate(operations):
        at = _At(index)
        name = operation.get("op")
        handler = OPERATIONS.get(name) if isinstance(name, str) else None
        if handler is None:
            known = ", ".join(OPERATIONS)
            raise at.wrong("op", f"there is no operation {str(name)[:60]!r}; there are: {known}.")
        ids.append(handler(draft, operation, at))
    for kind, most in MOST.items():
        before = draft.document.items
        if any(
            one is not None and one.kind == kind and one.id not in before for one in draft.changed.values()
        ):
            count = sum(1 for _ in draft.of(kind))
            if count > most:
                raise OperationInvalid(
                    len(operations) - 1, "", f"a project holds at most {most} {kind}s; this would be {count}."
                )
    return ids


def touched(operations: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The ids whose later change by somebody else makes these operations stale."""
    found: set[str] = set()
    for operation in operations:
        if operation.get("op") == "project.update":
            found.add(PROJECT)
        for name in ("id", "with"):
            value = operation.get(name)
            if isinstance(value, str):
                found.add(value)
    return frozenset(found)


def check_references(draft: Draft) -> str | None:
    """The dangling reference of an undone or merged change, in words; None when there is none."""
    gone = {item_id for item_id, item in draft.changed.items() if item is None}
    for item_id, item in draft.changed.items():
        if item is not None:
            for field, name, kind in _named(item):
                if draft.get(name, kind) is None:
                    return f"{item.kind} {item_id} names the {kind} {name} as {field}, which is gone"
    if gone:
        for kind in KINDS:
            for item in draft.of(kind):
                for field, name, _ in _named(item):
                    if name in gone:
                        return f"{item.kind} {item.id} still names {name} as {field}"
    return None


def _named(item: Item) -> list[tuple[str, str, Kind]]:
    """The items that an item names: field, id, kind."""
    found: list[tuple[str, str, Kind]] = []
    for field, kind in _REFERENCES[item.kind]:
        if item.data.get(field):
            found.append((field, item.data[field], kind))
    anchor = item.data.get("anchor")
    if anchor:
        found.append(("anchor.line_id", anchor["line_id"], "line"))
    if item.kind == "track":
        found += [("duck_by", name, "track") for name in item.data.get("duck_by", ())]
    return found


# --- the operations ---


def _fields(operation: Mapping[str, Any], allowed: Sequence[str], at: _At) -> None:
    for name in operation:
        if name != "op" and name not in allowed:
            raise at.wrong(
                str(name)[:60],
                f"{operation['op']} has no field {str(name)[:60]!r}; it takes: {', '.join(allowed)}.",
            )


def _checked(draft: Draft, kind: Kind, values: object, at: _At, field: str) -> dict[str, Any]:
    """The item's data, valid and with everything that it names there; defaults are left out of it."""
    if not isinstance(values, Mapping):
        raise at.wrong(field, f"{field} must be an object with the {kind}'s fields.")
    try:
        model = MODELS[kind].model_validate(values)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join([field, *(str(part) for part in first["loc"])])
        told = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
        raise at.wrong(place, f"{place}: {told}.") from None
    data = model.model_dump(exclude_none=True, exclude_defaults=True)
    probe = Item("", kind, 0, data)
    for name, other, wanted in _named(probe):
        if draft.get(other, wanted) is None:
            raise at.wrong(f"{field}.{name}", f"the project has no {wanted} {other[:80]}.")
    document = draft.document
    if data.get("take_id") and data["take_id"] not in document.takes:
        raise at.wrong(f"{field}.take_id", f"the project has no take {data['take_id'][:80]}.")
    if data.get("asset_id") and data["asset_id"] not in document.assets:
        raise at.wrong(f"{field}.asset_id", f"the project has no asset {data['asset_id'][:80]}.")
    if kind == "line" and data.get("track_id"):
        track = draft.get(data["track_id"], "track")
        if track is not None and track.data["kind"] not in ("speech", "original"):
            raise at.wrong(f"{field}.track_id", "lines are spoken on a track of kind speech.")
    return data


def _item(draft: Draft, operation: Mapping[str, Any], kind: Kind, at: _At, name: str = "id") -> Item:
    value = operation.get(name)
    found = draft.get(value, kind) if isinstance(value, str) else None
    if found is None:
        raise at.wrong(name, f"the project has no {kind} {str(value)[:80]}.")
    return found


def _after(
    draft: Draft, operation: Mapping[str, Any], kind: Kind, at: _At, own: str
) -> tuple[str | None, bool]:
    """The position that `after` gives an item: behind an id; null is the very beginning; missing is the end."""
    if "after" not in operation:
        return None, False
    if operation["after"] is None:
        return None, True
    after = _item(draft, operation, kind, at, "after").id
    if after == own:
        raise at.wrong("after", "an item cannot be put behind itself.")
    return after, False


def _insert(kind: Kind) -> _Apply:
    def insert(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
        _fields(operation, (kind, "id", "after"), at)
        data = _checked(draft, kind, operation.get(kind), at, kind)
        item_id = operation.get("id")
        if item_id is None:
            item_id = new_id(kind)
        elif not isinstance(item_id, str) or not is_id(item_id, kind):
            raise at.wrong("id", f"an id of one's own looks like {kind}_ and up to 64 letters and digits.")
        elif draft.get(item_id) is not None or item_id in draft.changed:
            raise at.wrong("id", f"there is an item {item_id[:80]} already.")
        after, first = _after(draft, operation, kind, at, item_id)
        draft.place(Item(item_id, kind, 0, data), after, first=first)
        return str(item_id)

    return insert


def _update(kind: Kind) -> _Apply:
    def update(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
        _fields(operation, ("id", "set"), at)
        item = _item(draft, operation, kind, at)
        given = operation.get("set")
        if not isinstance(given, Mapping) or not given:
            raise at.wrong("set", "set must be an object with the fields to change; null takes one away.")
        values = {**item.data, **given}
        for name, value in given.items():
            if value is None:
                if name not in MODELS[kind].model_fields:
                    raise at.wrong(f"set.{str(name)[:60]}", f"a {kind} has no field {str(name)[:60]!r}.")
                values.pop(name)
        data = _checked(draft, kind, values, at, "set")
        if kind == "track" and item.id in data.get("duck_by", ()):
            raise at.wrong("set.duck_by", "a track cannot make way for itself.")
        draft.put(Item(item.id, kind, item.position, data))
        return item.id

    return update


def _move(kind: Kind) -> _Apply:
    def move(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
        _fields(operation, ("id", "after"), at)
        item = _item(draft, operation, kind, at)
        after, first = _after(draft, operation, kind, at, item.id)
        draft.place(item, after, first=first)
        return item.id

    return move


def _delete(kind: Kind) -> _Apply:
    def delete(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
        _fields(operation, ("id",), at)
        item = _item(draft, operation, kind, at)
        if kind == "line":
            _release_anchors(draft, item.id)
        used = [other for other in _users(draft, item.id) if other.id != item.id]
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

    return delete


def _users(draft: Draft, item_id: str) -> list[Item]:
    return [
        item
        for kind in KINDS
        for item in draft.of(kind)
        if any(name == item_id for _, name, _ in _named(item))
    ]


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


def _split_line(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
    """Two lines of one; the first keeps the id and its take (now stale), the second the pause behind it."""
    _fields(operation, ("id", "at", "new_id"), at)
    item = _item(draft, operation, "line", at)
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
    inserted = {"op": "line.insert", "line": second, "id": made, "after": item.id}
    draft.put(Item(item.id, "line", item.position, _checked(draft, "line", first, at, "line")))
    _insert("line")(draft, inserted, at)
    return str(made)


def _join_lines(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
    """One line of two neighbours, in the first one's voice and settings."""
    _fields(operation, ("id", "with"), at)
    item, other = _item(draft, operation, "line", at), _item(draft, operation, "line", at, "with")
    order = draft.order("line")
    if order.index(other.id) != order.index(item.id) + 1:
        raise at.wrong("with", "lines that are joined must be neighbours, `with` the later one.")
    data = {**item.data, "text": f"{item.data['text']} {other.data['text']}".strip()}
    data.pop("pause_after_ms", None)
    if other.data.get("pause_after_ms") is not None:
        data["pause_after_ms"] = other.data["pause_after_ms"]
    draft.put(Item(item.id, "line", item.position, _checked(draft, "line", data, at, "line")))
    _delete("line")(draft, {"op": "line.delete", "id": other.id}, at)
    return item.id


def _split_clip(draft: Draft, operation: Mapping[str, Any], at: _At) -> str:
    """Two clips of one at a time counted from the clip's beginning; fades stay at the outer ends."""
    _fields(operation, ("id", "at", "new_id"), at)
    item = _item(draft, operation, "clip", at)
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
    draft.put(Item(item.id, "clip", item.position, _checked(draft, "clip", first, at, "clip")))
    inserted = {"op": "clip.insert", "clip": second, "id": made, "after": item.id}
    _insert("clip")(draft, inserted, at)
    return str(made)


def _update_project(draft: Draft, operation: Mapping[str, Any], at: _At) -> None:
    _fields(operation, ("set",), at)
    given = operation.get("set")
    if not isinstance(given, Mapping) or not given:
        raise at.wrong("set", "set must be an object with the settings to change.")
    draft.settings = settings_with(draft.settings or draft.document.settings, given, at.index)


def settings_with(settings: Mapping[str, Any], given: Mapping[str, Any], index: int = 0) -> dict[str, Any]:
    """A project's settings with some changed. Raises OperationInvalid naming the field."""
    try:
        return ProjectSettings.model_validate({**settings, **given}).model_dump()
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(["set", *(str(part) for part in first["loc"])])
        raise OperationInvalid(index, place, f"{place}: {first['msg']}.") from None


OPERATIONS: Final[dict[str, _Apply]] = {
    "project.update": _update_project,
    **{f"{kind}.insert": _insert(kind) for kind in KINDS},
    **{f"{kind}.update": _update(kind) for kind in KINDS},
    **{f"{kind}.move": _move(kind) for kind in KINDS},
    **{f"{kind}.delete": _delete(kind) for kind in KINDS},
    "line.split": _split_line,
    "line.join": _join_lines,
    "clip.split": _split_clip,
}
"""Every operation by its name."""


def reverted(document: Document, before: Mapping[str, Any], after: Mapping[str, Any]) -> Draft:
    """A draft in which a change is taken back: what it set is what it was, where nobody has changed it since.

    A field that was changed again by somebody else stays as it is; so does an item that is gone.
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
