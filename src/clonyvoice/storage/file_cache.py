"""A size-limited cache of files that can be made again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from clonyvoice.core.ids import new_id
from clonyvoice.storage.errors import from_os_error


class FileCache:
    """A folder of cached files by name; concurrent requests for one file make it once. Safe from any thread."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    def file(self, name: str, make: Callable[[Path], None]) -> Path:
        """The path of the file `name`, to be opened soon; if it is missing, `make` writes it to the given path.

        Raises what `make` raises, StorageFull and other storage errors; nothing is left then.
        """
        path = self._folder / name
        with self._lock:
            making = self._making.setdefault(name, threading.Lock())
        with making:
            if path.exists():
                with suppress(OSError):  # of a disk that cannot be written to: it is there all the same
                    os.utime(path)
            else:
                self._make(path, make)
        with self._lock:
            self._making.pop(name, None)
        return path

    def _make(self, path: Path, make: Callable[[Path], None]) -> None:
        part = self._folder / f"{new_id('part')}.tmp"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            make(part)
            part.rename(path)
        except OSError as error:
            raise from_os_error(error) or error from error
        finally:
            part.unlink(missing_ok=True)
        self._evict(path)

    def _evict(self, newest: Path) -> None:
        """Delete the least recently used files until the rest fits."""
        with self._lock:
            entries = []
            for entry in os.scandir(self._folder):
                if not entry.name.endswith(".tmp"):
                    facts = entry.stat()
                    entries.append((facts.st_mtime, facts.st_size, Path(entry.path)))
            total = sum(size for _, size, _ in entries)
            for _, size, path in sorted(entries):
                if total <= self._size:
                    return
                if path != newest:
                    path.unlink(missing_ok=True)
                    total -= size
