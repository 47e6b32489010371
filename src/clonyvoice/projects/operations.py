"""Operations on a document: checked one by one against a draft, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from clonyvoice.projects.document import PROJECT
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import KINDS, MOST, ProjectSettings
from clonyvoice.projects.errors import OperationInvalid
from clonyvoice.projects.item_operations import delete, insert, move, update
from clonyvoice.projects.operation_checks import Apply, OperationPlace, check_fields, check_pronunciations
from clonyvoice.projects.split_join import join_lines, split_clip, split_line
from clonyvoice.projects.track_effects import MOST_IN_PROJECT

MAX_OPERATIONS: Final = 2000
"""Operations of one request. Chosen by hand."""


def apply(draft: Draft, operations: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """Apply all operations to the draft; returns the id that each created or changed.

    Raises OperationInvalid naming the first that cannot be applied; the draft is then of no use.
    """
    ids: list[str | None] = []
    for index, operation in enumerate(operations):
        at = OperationPlace(index)
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
    if any(one is not None and one.data.get("effects") for one in draft.changed.values()):
        effects = sum(len(track.data.get("effects", ())) for track in draft.of("track"))
        if effects > MOST_IN_PROJECT:
            raise OperationInvalid(
                len(operations) - 1, "",
                f"a project holds at most {MOST_IN_PROJECT} effects; this would be {effects}.",
            )  # fmt: skip
    return ids


def touched(operations: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The ids of items that make these operations stale if another client has changed them since."""
    found: set[str] = set()
    for operation in operations:
        if operation.get("op") == "project.update":
            found.add(PROJECT)
        for name in ("id", "with"):
            value = operation.get(name)
            if isinstance(value, str):
                found.add(value)
    return frozenset(found)


def _update_project(draft: Draft, operation: Mapping[str, Any], at: OperationPlace) -> None:
    check_fields(operation, ("set",), at)
    given = operation.get("set")
    if not isinstance(given, Mapping) or not given:
        raise at.wrong("set", "set must be an object with the settings to change.")
    draft.settings = settings_with(draft.settings or draft.document.settings, given, at.index)


def settings_with(settings: Mapping[str, Any], given: Mapping[str, Any], index: int = 0) -> dict[str, Any]:
    """A project's settings with some changed. Raises OperationInvalid naming the field."""
    try:
        found = ProjectSettings.model_validate({**settings, **given}).model_dump()
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(["set", *(str(part) for part in first["loc"])])
        raise OperationInvalid(index, place, f"{place}: {first['msg']}.") from None
    if "pronunciations" in given:
        check_pronunciations(found, OperationPlace(index), "set")
    return found


OPERATIONS: Final[dict[str, Apply]] = {
    "project.update": _update_project,
    **{f"{kind}.insert": insert(kind) for kind in KINDS},
    **{f"{kind}.update": update(kind) for kind in KINDS},
    **{f"{kind}.move": move(kind) for kind in KINDS},
    **{f"{kind}.delete": delete(kind) for kind in KINDS},
    "line.split": split_line,
    "line.join": join_lines,
    "clip.split": split_clip,
}
"""Every operation by its name."""
