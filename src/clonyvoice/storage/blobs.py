"""Files referenced by rows through opaque ids, written completely or not at all."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from sqlalchemy import select

from clonyvoice.core.ids import is_id, new_id
from clonyvoice.core.job_state import UNFINISHED
from clonyvoice.storage.column_types import BlobId
from clonyvoice.storage.database import Database
from clonyvoice.storage.errors import BlobNotFound, BlobTooLarge, from_os_error
from clonyvoice.storage.process_locks import Presence
from clonyvoice.storage.tables import Base, JobRow

log = logging.getLogger(__name__)


class BlobStore:
    """A folder of immutable files, accessed by id only, so that the data directory can be moved.

    A file appears under its id when it is complete and synced (temporary name, fsync,
    rename, fsync of the folder).
    """

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "blobs"
        self._parts = data_dir / "tmp"
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            self._parts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os_error(error) or error from error

    @property
    def scratch(self) -> Path:
        """A folder for temporary files, on the same disk; it is emptied when the server starts."""
        return self._parts

    def put(self, data: bytes) -> str:
        """Store `data`; returns its id. Raises StorageFull or StorageReadOnly."""
        with self.writer() as writer:
            writer.write(data)
            return writer.commit()

    def put_file(self, path: Path) -> str:
        """Store a copy of the file at `path`; returns its id."""
        with self.writer() as writer, path.open("rb") as source:
            while piece := source.read(1 << 20):
                writer.write(piece)
            return writer.commit()

    def link(self, blob_id: str) -> str:
        """A second id for the same bytes, hard-linked if the file system can, else copied; each is deleted alone.

        Raises BlobNotFound, StorageFull.
        """
        source = self.path(blob_id)
        linked = new_id("blob")
        target = _place(self._root, linked)
        assert target is not None
        try:
            target.parent.mkdir(exist_ok=True)
            os.link(source, target)
            _sync_folder(target.parent)
        except OSError:  # a file system without hard links, or too many of one file
            return self.put_file(source)
        return linked

    def writer(self, limit: int | None = None) -> BlobWriter:
        """A context manager that writes a file of at most `limit` bytes; without `commit` the file is discarded."""
        return BlobWriter(self._root, self._parts, limit)

    def path(self, blob_id: str) -> Path:
        """The file's path, for reading now; do not keep it. Raises BlobNotFound."""
        path = _place(self._root, blob_id)
        if path is None or not path.is_file():
            raise BlobNotFound
        return path

    def open(self, blob_id: str) -> BinaryIO:
        """The file, opened for reading. Raises BlobNotFound."""
        return self.path(blob_id).open("rb")

    def read(self, blob_id: str) -> bytes:
        """The file's contents. Raises BlobNotFound."""
        return self.path(blob_id).read_bytes()

    def size(self, blob_id: str) -> int:
        """The file's size in bytes. Raises BlobNotFound."""
        return self.path(blob_id).stat().st_size

    def delete(self, *blob_ids: str | None) -> None:
        """Delete files whose rows have been deleted; missing files are no error."""
        for blob_id in blob_ids:
            path = _place(self._root, blob_id) if blob_id else None
            if path is not None:
                path.unlink(missing_ok=True)

    def ids(self) -> Iterable[str]:
        """The id of every file."""
        for shard in self._root.iterdir():
            if shard.is_dir():
                for entry in os.scandir(shard):
                    yield entry.name

    def clean_orphans(self, database: Database, before: float, rescued: Path | None = None) -> int:
        """Delete unreferenced and temporary files; returns their number. Only before work starts.

        The first are moved to the folder `rescued` where one is given: after rows were lost.

        `before` is a time of the file system, as of a file's `st_mtime`: what was written since is another process's
        that has just begun, and stays.
        """
        removed = 0
        for leftover in self._parts.iterdir():
            if not _older(leftover, before):
                continue
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)
            removed += 1
        present = set(self.ids())
        if present:
            for orphan in present - named(database):
                path = _place(self._root, orphan)
                if path is None or _older(path, before):
                    if path is not None and rescued is not None:
                        rescued.mkdir(parents=True, exist_ok=True)
                        path.rename(rescued / orphan)
                    self.delete(orphan)
                    removed += 1
        return removed


def clean_up(blobs: BlobStore, database: Database, presence: Presence, now: datetime) -> None:
    """Delete files left behind by a crash, before work starts; logged."""
    if database.lost_commits:
        log.error(
            "the newest changes are missing from the database: its log was damaged or cut short. What is left of them"
            " is kept in the folder `rescued` of the data directory.",
            extra={"missing": database.lost_commits},
        )
    if presence.alone():
        removed = blobs.clean_orphans(database, presence.since, database.rescue(now))
        if removed:
            log.info("removed leftovers of an interrupted run", extra={"files": removed})


def _older(path: Path, time: float) -> bool:
    try:
        facts = path.stat()
    except OSError:  # gone
        return False
    return (
        max(facts.st_mtime, facts.st_ctime) < time
    )  # a link has the first of its bytes, the second of its own


def named(database: Database) -> set[str]:
    """The blob ids in use: in every column of type `BlobId`, and in the payloads of unfinished jobs."""
    found: set[str] = set()
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, BlobId):
                    found.update(session.scalars(select(column).where(column.is_not(None))))
        unfinished = select(JobRow.payload).where(JobRow.state.in_(UNFINISHED))
        for payload in session.scalars(unfinished):
            found.update(_blob_ids(payload))
    return found


def _blob_ids(value: object) -> Iterator[str]:
    """Every string in a JSON value that has the form of a blob's id."""
    if isinstance(value, str):
        if is_id(value, "blob"):
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _blob_ids(inner)


class BlobWriter:
    """A blob being written. Use it in a `with` block and `commit` at its end."""

    def __init__(self, root: Path, parts: Path, limit: int | None) -> None:
        self._id = new_id("blob")
        self._root, self._limit = root, limit
        self._part = parts / f"{self._id}.part"
        self._file: BinaryIO | None = None
        self.size = 0

    def __enter__(self) -> BlobWriter:
        try:
            self._file = self._part.open("xb")
        except OSError as error:
            raise from_os_error(error) or error from error
        return self

    def write(self, data: bytes) -> None:
        """Append `data`. Raises BlobTooLarge, StorageFull."""
        assert self._file is not None
        self.size += len(data)
        if self._limit is not None and self.size > self._limit:
            raise BlobTooLarge(self._limit)
        try:
            self._file.write(data)
        except OSError as error:
            raise from_os_error(error) or error from error

    def commit(self) -> str:
        """Sync and store the file; returns its id."""
        assert self._file is not None
        target = _place(self._root, self._id)
        assert target is not None
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            target.parent.mkdir(exist_ok=True)
            self._part.rename(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise from_os_error(error) or error from error
        return self._id

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError:
                if (
                    kind is None
                ):  # closing flushes: on a full disk it fails a second time, hiding the first error
                    raise
            self._file = None
        self._part.unlink(missing_ok=True)


def _place(root: Path, blob_id: str) -> Path | None:
    """The path of a blob, sharded by the last two characters; None for an invalid id."""
    if not is_id(blob_id, "blob"):
        return None
    return root / blob_id[-2:].lower() / blob_id


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):  # Windows has no handle on folders to sync
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
