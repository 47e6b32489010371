"""Errors of the disk and the database, each with the next step."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Final

from clonyvoice.core.errors import (
    ClonyError,
    Conflict,
    InvalidRequest,
    NotFound,
    TooLarge,
    Unavailable,
    from_memory_error,
)
from clonyvoice.storage.disk_reserve import is_freeing


class StorageFull(Unavailable):
    """No space is left for rows or files."""

    code = "storage_full"

    def __init__(self) -> None:
        super().__init__(
            # Who deletes already is not told to delete: the reserve is used up as well.
            "The disk is full to the last byte, so that not even a deletion can be written. Free some megabytes"
            " by removing files of other programs, then try again."
            if is_freeing()
            else "The disk is full, so this was not kept. Free some space (delete generations or voices, empty the"
            " trash) and try again.",
            retry_after=30,
        )


class StorageReadOnly(Unavailable):
    """The data directory cannot be written to."""

    code = "storage_read_only"

    def __init__(self) -> None:
        super().__init__(
            "The data directory cannot be written to. Check its owner and permissions and that its disk is"
            " mounted writable, or start with another --data-dir.",
            retry_after=30,
        )


class StorageCorrupt(Unavailable):
    """The database file is damaged."""

    code = "storage_corrupt"

    def __init__(self) -> None:
        super().__init__(
            "The database is damaged. Stop the server, copy the data directory to a safe place, and recover"
            " it with `sqlite3 clonyvoice.db .recover | sqlite3 recovered.db`, or restore a backup. Sounds in"
            " the blobs folder are not affected.",
        )


class RowDamaged(StorageCorrupt):
    """A row of the database holds what no version of the program writes."""

    def __init__(self, what: str) -> None:
        super(StorageCorrupt, self).__init__(
            f"What is stored of {what} is damaged, so that it cannot be exported. Delete it, or restore a backup of the"
            " data directory.",
        )


class TablesGone(StorageCorrupt):
    """The database file, or a table of it, was removed while the server runs."""

    def __init__(self) -> None:
        super(StorageCorrupt, self).__init__(
            "The database file is gone, or tables of it are. Stop the server, put clonyvoice.db back or restore a"
            " backup of the data directory, and start it again."
        )


class StorageFailing(Unavailable):
    """The disk of the data directory fails to read or write."""

    code = "storage_failing"

    def __init__(self) -> None:
        super().__init__(
            "The disk of the data directory failed to read or write. Check that it is attached and healthy,"
            " and that no quota is used up, then try again.",
            retry_after=30,
        )


class StorageMisplaced(Unavailable):
    """Something of another kind is where a file or folder of the data directory belongs."""

    code = "storage_misplaced"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Where {f'`{name}`' if name else 'a file or folder of the data directory'} belongs there is something of"
            " another kind: a file in place of a folder, a folder in place of a file, or a link to nothing. Move it"
            " away, or start with another --data-dir.",
        )


class ForeignDatabase(Conflict):
    """The database file was not made by ClonyVoice."""

    code = "foreign_database"

    def __init__(self) -> None:
        super().__init__(
            "The file clonyvoice.db in the data directory is no database of ClonyVoice: another program made it, or"
            " tables of it are gone. Nothing in it was changed. Move it away, restore a backup, or start with another"
            " --data-dir.",
        )


class StorageBusy(Unavailable):
    """Another process holds the database's lock for too long."""

    code = "storage_busy"

    def __init__(self) -> None:
        super().__init__(
            "The database is busy: another program holds it. Close what has it open, or try again.",
            retry_after=2,
        )


class NumberTooLarge(InvalidRequest):
    """An integer that needs more than 64 bits."""

    code = "number_too_large"

    def __init__(self) -> None:
        super().__init__(f"A number of this request is larger than {2**63 - 1}. Send a smaller one.")


class BlobNotFound(NotFound):
    """The file of a row is missing."""

    code = "file_not_found"

    def __init__(self, of: str = "", remedy: str = "") -> None:
        """`of` is the id of what the file belongs to, `remedy` what can be done, as a sentence."""
        told = "The file is no longer here: it was deleted, or lost from the data directory."
        super().__init__(f"{told} {remedy}".strip(), details={"id": of} if of else None)


class BlobTooLarge(TooLarge):
    """More bytes than are accepted."""

    code = "file_too_large"

    def __init__(self, limit: int) -> None:
        size = f"{limit / 1_000_000:.0f} MB" if limit >= 1_000_000 else f"{limit} bytes"
        super().__init__(f"The file is larger than {size}, the most that is accepted.")


def from_os_error(error: OSError) -> ClonyError | None:
    """The storage error for an `OSError`, or None if it does not concern the disk."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageFull()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StorageReadOnly()
    if error.errno in (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE):
        return StorageFailing()
    named = [name for name in (error.filename, error.filename2) if isinstance(name, str | os.PathLike)]
    wrong = next((Path(name) for name in named if misplaced(Path(name))), None)
    if error.errno in _OF_ANOTHER_KIND or (error.errno == errno.ENOENT and wrong is not None):
        told = wrong or (Path(named[-1]) if named else None)
        return StorageMisplaced(told.name if told is not None else "")
    return None


_OF_ANOTHER_KIND: Final = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ELOOP)
"""Errors of systems for a file where a folder is wanted, the reverse, and links that lead nowhere."""


def misplaced(path: Path) -> bool:
    """Whether `path` is a folder, or a link to nothing: no file can be there."""
    return path.is_dir() or (path.is_symlink() and not path.exists())


def from_machine_error(error: BaseException) -> ClonyError | None:
    """The API error for a failed disk or a lack of memory; None for any other `error`."""
    if isinstance(error, OSError) and (of_the_disk := from_os_error(error)) is not None:
        return of_the_disk
    return from_memory_error(error)


def from_database_error(error: BaseException | None) -> ClonyError | None:
    """The storage error for a driver's exception, or None for an error in a query."""
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    text = str(error).lower()
    if "disk is full" in text or getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":
        return (
            StorageFull()
        )  # the latter: there is no room for the index of the log, which each process needs
    if "readonly" in text or "unable to open" in text or "permission" in text:
        return StorageReadOnly()
    if "disk i/o error" in text:
        return StorageFailing()
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return StorageCorrupt()
    if "no such table" in text:
        return TablesGone()
    if "locked" in text or "busy" in text:
        return StorageBusy()
    return None


def check_files(*paths: Path) -> None:
    """Return when a file is, or can be made, at each of `paths`. Raises StorageMisplaced."""
    for path in paths:
        if misplaced(path):
            raise StorageMisplaced(path.name)
