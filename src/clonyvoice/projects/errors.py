"""Errors of projects: items not found, operations that do not apply, files that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from clonyvoice.core.errors import Conflict, Gone, InvalidRequest, NotFound


class ProjectNotFound(NotFound):
    """No such project."""

    code = "project_not_found"

    def __init__(self, project_id: str) -> None:
        super().__init__(f"No project has the id {project_id[:80]}.", param="project_id")


class ProjectInTrash(Conflict):
    """The project was deleted and can be restored."""

    code = "project_in_trash"

    def __init__(self, project_id: str) -> None:
        super().__init__(
            "The project is in the trash. Restore it with POST /api/projects/{id}/restore first.",
            param="project_id",
            details={"project_id": project_id},
        )


class ProjectDeleted(Gone):
    """A job's project was deleted while it waited or ran."""

    code = "project_deleted"

    def __init__(self, project_id: str) -> None:
        super().__init__(
            f"The project {project_id[:80]} was deleted while this waited or ran, so it was stopped. If the project"
            " is in the trash, restore it and ask again.",
            param="project_id",
        )


class ProjectItemNotFound(NotFound):
    """The project has no such take, asset, render or revision."""

    code = "project_item_not_found"

    def __init__(self, kind: str, item_id: str, param: str) -> None:
        super().__init__(f"The project has no {kind} {item_id[:80]}.", param=param)


class OperationInvalid(InvalidRequest):
    """An operation that cannot be applied; none of its request was applied."""

    code = "operation_invalid"

    def __init__(self, index: int, field: str, message: str) -> None:
        super().__init__(
            f"Operation {index}: {message} Nothing was applied.",
            param=f"operations.{index}.{field}" if field else f"operations.{index}",
        )


class RevisionRequired(InvalidRequest):
    """A change of a document without the revision that it is based on."""

    code = "revision_required"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            "Send the revision that the change was made on as the header If-Match: <revision>.",
            param="If-Match",
        )


class RevisionMismatch(Conflict):
    """The document has changed where this change applies."""

    code = "revision_mismatch"

    def __init__(self, base: int, current: int, since: list[Mapping[str, object]]) -> None:
        told = (
            f"The change was made on revision {base}; the project is at {current}, and what it touches has"
            " changed since. Apply the operations in `details` to your copy, then send the change again."
        )
        if base > current:
            told = (
                f"The project has no revision {base}: it is at {current}. Read it again, and send the change with"
                " the revision that you got."
            )
        super().__init__(
            told,
            param="If-Match",
            details={"revision": current, "since": since},
        )


class NothingToUndo(Conflict):
    """The author has no change to undo, or no undone change to redo."""

    code = "nothing_to_undo"

    def __init__(self, what: str) -> None:
        super().__init__(f"There is nothing to {what}.")


class ScriptInvalid(InvalidRequest):
    """A script, subtitle file or archive that cannot be read in its declared format."""

    code = "script_invalid"

    def __init__(self, message: str, param: str = "file") -> None:
        super().__init__(message, param=param)


class NothingToMix(Conflict):
    """The project has no sound yet."""

    code = "nothing_to_mix"

    def __init__(self) -> None:
        super().__init__(
            "The project has no sound yet: generate lines with POST /api/projects/{id}/speak, or add a clip."
        )
