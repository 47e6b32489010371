"""Reserved disk space, released for deletions when the disk is full."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

_NAME: Final = "reserve"
_MOST: Final = 4_000_000
"""Bytes kept back where there is room: many times what the journal of a deletion takes. Chosen by hand."""
_SHARE: Final = 4
"""Of the free space one part in so many is kept back at most. Chosen by hand."""
_LOW: Final = 1_000_000
"""Free bytes below which a deletion is given some of the reserve. Chosen by hand."""
_ENOUGH: Final = 2 * _LOW
"""Free bytes that a deletion gets. The rest is for those after it: what it frees is often used up by other programs at
once. Chosen by hand."""
_PIECE: Final = 65_536
"""Bytes that are written at a time, and the least that is worth to be kept. Chosen by hand."""

_frees: ContextVar[bool] = ContextVar("frees", default=False)


@contextmanager
def freeing() -> Iterator[None]:
    """A block whose writes free space on the disk and may use the reserve; it also applies in called threads."""
    token = _frees.set(True)
    try:
        yield
    finally:
        _frees.reset(token)


def is_freeing() -> bool:
    """Whether this runs within a block of `freeing`."""
    return _frees.get()


class Reserve:
    """A file of zeros in the data directory. No method raises: without a reserve everything else still works."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / _NAME

    def keep(self) -> None:
        """Create the file, or make it larger again, if there is room for it and more."""
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(self._path.parent).free
            present = self._path.stat().st_size if self._path.exists() else 0
            size = min(_MOST, (free + present) // _SHARE)
            missing = (size - present) // _PIECE
            if missing <= 0 or free - missing * _PIECE < _ENOUGH:
                return
            with self._path.open("ab") as file:
                for _ in range(missing):  # written, not only sized: a sparse file keeps nothing back
                    file.write(bytes(_PIECE))
                file.flush()
                os.fsync(file.fileno())

    def give_up(self) -> None:
        """Give back as much of the file as is needed, when the disk is nearly full and the caller is about to free
        space; see `freeing`.
        """
        if not _frees.get():
            return
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(self._path.parent).free
            if free < _LOW:
                left = self._path.stat().st_size - (_ENOUGH - free)
                if left < _PIECE:
                    self._path.unlink()
                else:
                    os.truncate(self._path, left)
