"""The number of commits, stored in the database and beside it: SQLite drops the tail of a damaged log silently.

From the first frame of its write-ahead log whose checksum is wrong SQLite leaves all others out, also those of commits
that were acknowledged (https://www.sqlite.org/walformat.html#recovery). The number in the database (`user_version`) is
lost with them; the one beside it, written after each commit, is not.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final

_SUFFIX: Final = "-commits"
_LENGTH: Final = 20
"""Digits of the number, so that it is overwritten in place."""
_MOST: Final = 2**31 - 1
"""The greatest number that `user_version` holds."""
RESCUED: Final = "rescued"
"""The folder in the data directory for what no row names any more after commits were lost."""


class CommitCount:
    """The commit count of one database file. No method raises: without the count everything else still works."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(database.name + _SUFFIX)
        self._noted = self._read()  # also where the database is gone: so are all of its commits
        self.lost = 0
        """Commits that were acknowledged and are not in the database, as of the last `compare`."""

    def compare(self, connection: sqlite3.Connection) -> int:
        """The number of lost commits; 0 if there is no count to compare with."""
        self.lost = max(0, self._noted - _count(connection))
        return self.lost

    def add(self, connection: sqlite3.Connection) -> int:
        """Increment the count in the transaction being counted; returns the number for `note`."""
        number = min(_count(connection) + 1, _MOST)
        connection.execute(f"PRAGMA user_version = {number:d}")
        return number

    def note(self, number: int) -> None:
        """Write the number of a finished commit, without a sync: an older number detects less, never falsely."""
        if number <= self._noted:
            return
        self._noted = number
        with contextlib.suppress(OSError):
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(handle, f"{number:0{_LENGTH}d}\n".encode())
            finally:
                os.close(handle)

    def rescue(self, connection: sqlite3.Connection, now: datetime) -> Path | None:
        """If commits were lost, a folder with a copy of the log, and the loss is reset; else None."""
        if not self.compare(connection):
            return None
        folder = self._database.parent / RESCUED / now.strftime("%Y-%m-%d-%H%M%S")
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            log = self._database.with_name(self._database.name + "-wal")
            if log.exists():
                shutil.copyfile(log, folder / log.name)
        self.lost, self._noted = 0, -1  # so that also a count that begins again at 0 is written
        self.note(_count(connection))
        return folder

    def _read(self) -> int:
        try:  # behind the number may be anything
            with self._path.open("rb") as file:
                number = int(file.read(_LENGTH))
        except (OSError, ValueError):
            return 0
        return number if 0 <= number <= _MOST else 0


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
