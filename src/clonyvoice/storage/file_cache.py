"""A size-limited cache of files that can be made again."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from clonyvoice.core.ids import new_id
from clonyvoice.storage.errors import from_os_error


class FileCache:
    """A folder of cached files by name; concurrent requests for one file make it once. Safe from any thread.

    Only what this cache made, and has the size that it had then, is given out; anything else in its place (a file cut
    short, a folder, a link) is replaced.
    """

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}
        self._sizes: dict[str, int] = {}
        """Of the files made here, in bytes, by name."""

    def file(self, name: str, make: Callable[[Path], None]) -> Path:
        """The path of the file `name`, to be opened soon; if it is missing, `make` writes it to the given path.

        Raises what `make` raises, StorageFull and other storage errors; nothing is left then.
        """
        path = self._folder / name
        with self._lock:
            making = self._making.setdefault(name, threading.Lock())
        with making:
            if self._intact(path):
                with suppress(OSError):  # of a disk that cannot be written to: it is there all the same
                    os.utime(path)
            else:
                self._make(path, make)
        with self._lock:
            self._making.pop(name, None)
        return path

    def _intact(self, path: Path) -> bool:
        try:
            facts = path.lstat()
        except OSError:
            return False
        return stat.S_ISREG(facts.st_mode) and facts.st_size == self._sizes.get(path.name)

    def _make(self, path: Path, make: Callable[[Path], None]) -> None:
        part = self._folder / f"{new_id('part')}.tmp"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            make(part)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            size = part.stat().st_size
            part.replace(path)
            self._sizes[path.name] = size
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
                    facts = entry.stat(follow_symlinks=False)
                    entries.append((facts.st_mtime, facts.st_size, Path(entry.path)))
            total = sum(size for _, size, _ in entries)
            for _, size, path in sorted(entries):
                if total <= self._size:
                    return
                if path != newest and not path.is_dir():
                    path.unlink(missing_ok=True)
                    self._sizes.pop(path.name, None)
                    total -= size
