"""Checks of an operation's fields, values and references; every fault as OperationInvalid with its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import KINDS, MODELS, Item, Kind, named_items
from clonyvoice.projects.errors import OperationInvalid


@dataclass(frozen=True, slots=True)
class OperationPlace:
    """The position of an operation in the request, for its errors."""

    index: int

    def wrong(self, field: str, message: str) -> OperationInvalid:
        """The error to raise for a field of this operation."""
        return OperationInvalid(self.index, field, message)


Apply = Callable[[Draft, Mapping[str, Any], OperationPlace], str | None]
"""Applies one operation to a draft; the id of the item that it made or changed, if any."""


def check_fields(operation: Mapping[str, Any], allowed: Sequence[str], at: OperationPlace) -> None:
    """Raise OperationInvalid for a field that is not among `allowed`."""
    for name in operation:
        if name != "op" and name not in allowed:
            raise at.wrong(
                str(name)[:60],
                f"{operation['op']} has no field {str(name)[:60]!r}; it takes: {', '.join(allowed)}.",
            )


def check_pronunciations(values: Mapping[str, Any], at: OperationPlace, field: str) -> None:
    """Raise OperationInvalid if the valid `pronunciations` of `values` have an empty word or pronunciation, or two of a
    word.

    Only what is written is checked: what an earlier version stored is read, and such entries are passed over.
    """
    words = values.get("pronunciations")
    if not words:
        return
    from clonyvoice.text.phonemes.user_dictionary import (  # loads the front ends
        check_each_once,
        checked_saying,
        checked_word,
    )

    place = f"{field}.pronunciations"
    try:
        for word, said in words.items():
            checked_word(word)
            checked_saying(said)
        check_each_once(words)
    except ValueError as problem:
        raise at.wrong(place, f"{place}: {problem}") from None


def checked_data(draft: Draft, kind: Kind, values: object, at: OperationPlace, field: str) -> dict[str, Any]:
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
    check_pronunciations(data, at, field)
    probe = Item("", kind, 0, data)
    for name, other, wanted in named_items(probe):
        if draft.get(other, wanted) is None:
            raise at.wrong(f"{field}.{name}", f"the project has no {wanted} {other[:80]}.")
    document = draft.document
    if data.get("take_id") and not draft.has_take(data["take_id"]):
        raise at.wrong(f"{field}.take_id", f"the project has no take {data['take_id'][:80]}.")
    if data.get("asset_id") and data["asset_id"] not in document.assets:
        raise at.wrong(f"{field}.asset_id", f"the project has no asset {data['asset_id'][:80]}.")
    if kind == "line" and data.get("track_id"):
        track = draft.get(data["track_id"], "track")
        if track is not None and track.data["kind"] not in ("speech", "original"):
            raise at.wrong(f"{field}.track_id", "lines are spoken on a track of kind speech.")
    return data


def operation_item(
    draft: Draft, operation: Mapping[str, Any], kind: Kind, at: OperationPlace, name: str = "id"
) -> Item:
    """The item of `kind` whose id is in the field `name`. Raises OperationInvalid."""
    value = operation.get(name)
    found = draft.get(value, kind) if isinstance(value, str) else None
    if found is None:
        raise at.wrong(name, f"the project has no {kind} {str(value)[:80]}.")
    return found


def position_after(
    draft: Draft, operation: Mapping[str, Any], kind: Kind, at: OperationPlace, own: str
) -> tuple[str | None, bool]:
    """The position of an item for `after`: behind that id; at the very start for null; at the end if missing."""
    if "after" not in operation:
        return None, False
    if operation["after"] is None:
        return None, True
    after = operation_item(draft, operation, kind, at, "after").id
    if after == own:
        raise at.wrong("after", "an item cannot be put behind itself.")
    return after, False


def check_references(draft: Draft) -> str | None:
    """The dangling reference of an undone or merged change, in words; None if there is none."""
    gone = {item_id for item_id, item in draft.changed.items() if item is None}
    for item_id, item in draft.changed.items():
        if item is not None:
            for field, name, kind in named_items(item):
                if draft.get(name, kind) is None:
                    return f"{item.kind} {item_id} names the {kind} {name} as {field}, which is gone"
    if gone:
        for kind in KINDS:
            for item in draft.of(kind):
                for field, name, _ in named_items(item):
                    if name in gone:
                        return f"{item.kind} {item.id} still names {name} as {field}"
    return None
