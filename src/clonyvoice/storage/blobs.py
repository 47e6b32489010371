"""Files referenced by rows through opaque ids, written completely or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from clonyvoice.core.ids import is_id, new_id
from clonyvoice.storage.errors import BlobNotFound, BlobTooLarge, from_os_error


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

    @contextmanager
    def scratch_file(self, name: str) -> Iterator[Path]:
        """A path in `scratch` for a file that is made within; deleted if that fails. Raises storage errors."""
        path = self.scratch / name
        try:
            yield path
        except OSError as problem:
            path.unlink(missing_ok=True)
            raise from_os_error(problem) or problem from problem
        except BaseException:
            path.unlink(missing_ok=True)
            raise

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

    def place(self, blob_id: str) -> Path | None:
        """The path at which a blob with this id is or would be; None for an invalid id."""
        return _place(self._root, blob_id)


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
