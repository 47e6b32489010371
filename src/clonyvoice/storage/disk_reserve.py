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
_SHARE: Final = 20
"""Of the free space one part in so many is kept back at most. Chosen by hand."""
_LOW: Final = 1_000_000
"""Free bytes below which a deletion is given the reserve. Chosen by hand."""

_frees: ContextVar[bool] = ContextVar("frees", default=False)


@contextmanager
def freeing() -> Iterator[None]:
    """A block whose writes free space on the disk and may use the reserve; it also applies in called threads."""
    token = _frees.set(True)
    try:
        yield
    finally:
        _frees.reset(token)


class Reserve:
    """A file of zeros in the data directory. No method raises: without a reserve everything else still works."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / _NAME

    def keep(self) -> None:
        """Create the file, if there is room for it and much more."""
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(self._path.parent).free
            size = min(_MOST, free // _SHARE)
            if self._path.exists() or free < _LOW * 2:
                return
            part = self._path.with_suffix(".part")
            try:
                with part.open("wb") as file:
                    for _ in range(
                        size // 65_536
                    ):  # written, not only sized: a sparse file keeps nothing back
                        file.write(bytes(65_536))
                    file.flush()
                    os.fsync(file.fileno())
                part.rename(self._path)
            finally:
                part.unlink(missing_ok=True)

    def give_up(self) -> None:
        """Remove the file when the disk is nearly full and the caller is about to free space; see `freeing`."""
        if not _frees.get():
            return
        with contextlib.suppress(OSError):
            if shutil.disk_usage(self._path.parent).free < _LOW:
                self._path.unlink(missing_ok=True)
