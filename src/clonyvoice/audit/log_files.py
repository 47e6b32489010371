"""The files of the audit log: records appended, on the disk before `append` returns, and read in order."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from clonyvoice.audit.record_format import CLOSED, GENESIS, Record, line_of, read_line, shown, split_lines
from clonyvoice.core.clock import Clock
from clonyvoice.storage.errors import from_os_error

_FILES: Final = re.compile(r"audit-[0-9]{6,12}\.jsonl")
HEAD: Final = "head.json"
MOST_BYTES: Final = 16_000_000
"""Bytes of a file after which the next record begins another; the chain goes on from file to file. Chosen by hand."""
_WINDOW: Final = 1 << 20
"""Bytes at a file's end in which its last record is looked for first, then in twice as many. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest record, stored beside the log so that truncation of the log is detected."""

    number: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class _Tail:
    path: Path
    size: int
    number: int
    hash: str
    rest: bytes = b""
    """Bytes behind the last whole record, that are none."""


def folder_of(data_dir: Path) -> Path:
    """The folder of the audit log."""
    return data_dir / "audit"


def files_of(folder: Path) -> list[Path]:
    """The files of the log, oldest first; others in the folder, such as copies, are none of them."""
    found = [path for path in folder.glob("audit-*.jsonl") if _FILES.fullmatch(path.name)]
    return sorted(found, key=lambda path: int(path.stem.rpartition("-")[2]))


def read_head(folder: Path) -> Head | None:
    """The stored newest record; None if there is none, or it is damaged."""
    try:
        found = json.loads((folder / HEAD).read_bytes())
        return Head(int(found["n"]), str(found["hash"]), str(found["at"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


class AuditChain:
    """Appends records; safe from any thread and for several processes on one data directory."""

    def __init__(self, data_dir: Path, clock: Clock, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._clock, self._most = folder_of(data_dir), clock, most_bytes
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os_error(error) or error from error
        self._mutex = threading.Lock()
        self._between = FileLock(self._folder / "lock", thread_local=False)
        self._known: _Tail | None = None

    def append(self, fields: Mapping[str, Any]) -> str:
        """The hash of the record, which is on the disk now. `fields` are plain JSON values with an `event`.

        A line that an interrupted write left behind, records that are gone, and the loss of the newest record's note
        are told by a record of its own first. Raises StorageFull and other storage errors; then nothing was appended.
        """
        try:
            with self._mutex, self._between:
                tail = self._tail()
                head = read_head(self._folder)
                lost = 0 if head is None else max(0, head.number - tail.number)
                # One record without a note is left behind when the very first write is interrupted.
                unnoted = head is None and tail.number > 1
                if tail.rest or lost or unnoted:
                    tail = self._close(tail, lost, unnoted=unnoted)
                self._known = self._write(tail, fields)
                return self._known.hash
        except OSError as error:
            self._known = None
            raise from_os_error(error) or error from error

    def _close(self, tail: _Tail, lost: int, *, unnoted: bool) -> _Tail:
        """Terminate a half-written line, and append a record of it, of the number of lost records, and of whether the
        newest record's note was gone.
        """
        note: dict[str, Any] = {"event": CLOSED, "who": "log", "lost": lost}
        if unnoted:
            note["unnoted"] = True
        if tail.rest:
            note |= {
                "damaged_bytes": len(tail.rest),
                "damaged_sha256": hashlib.sha256(tail.rest).hexdigest(),
            }
            if not tail.rest.endswith(b"\n"):
                _append(tail.path, b"\n", tail.size)
                tail = _Tail(tail.path, tail.size + 1, tail.number, tail.hash)
        return self._write(tail, note)

    def _write(self, tail: _Tail, fields: Mapping[str, Any]) -> _Tail:
        now = self._clock.now()
        line, own = line_of(tail.number + 1, now, tail.hash, fields)
        path, size = tail.path, tail.size
        if size and size + len(line) + 1 > self._most:
            path, size = _following(path), 0
        _append(path, line + b"\n", size)
        try:
            self._note_head(Head(tail.number + 1, own, shown(now)))
        except OSError:  # a record newer than the head would be taken for one by another process
            _cut(path, size)
            raise
        return _Tail(path, size + len(line) + 1, tail.number + 1, own)

    def _note_head(self, head: Head) -> None:
        part = self._folder / f"{HEAD}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(json.dumps({"n": head.number, "hash": head.hash, "at": head.at}).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / HEAD)

    def _tail(self) -> _Tail:
        """The last whole record of the newest file, from the files unless nobody else wrote since."""
        files = files_of(self._folder)
        if not files:
            return _Tail(self._folder / "audit-000001.jsonl", 0, 0, GENESIS)
        size = files[-1].stat().st_size
        if self._known is not None and (self._known.path, self._known.size) == (files[-1], size):
            return self._known
        rest = b""
        for path in reversed(files):  # a file may hold nothing but half of its first line
            found, behind = _last_record(path)
            rest = behind + rest
            if found is not None:
                return _Tail(files[-1], size, found.number, found.hash, rest)
        return _Tail(files[-1], size, 0, GENESIS, rest)


def _last_record(path: Path) -> tuple[Record | None, bytes]:
    """The last whole record of a file, and the bytes behind it. A record may be longer than any window, and so may what
    a power cut leaves behind it.
    """
    with path.open("rb") as file:
        size, window = file.seek(0, os.SEEK_END), _WINDOW
        while True:
            start = max(0, size - window)
            file.seek(start)
            lines = split_lines(file.read())
            behind: list[bytes] = []
            for line in reversed(lines[1:] if start else lines):  # the first of a window may be cut
                found = read_line(line[:-1]) if line.endswith(b"\n") else None
                if found is not None and found.intact:
                    return found, b"".join(reversed(behind))
                behind.append(line)
            if not start:
                return None, b"".join(lines)
            window *= 2


def _append(path: Path, data: bytes, size: int) -> None:
    """Write `data` behind the `size` bytes of the file, synced; what was written of it is removed when that fails."""
    fresh = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        left = data
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        _cut(path, size)
        raise
    finally:
        os.close(handle)
    if fresh and hasattr(os, "O_DIRECTORY"):
        place = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def _cut(path: Path, size: int) -> None:
    with contextlib.suppress(OSError):  # else the half line is closed by the next record
        os.truncate(path, size)


def _following(path: Path) -> Path:
    number = int(path.stem.rpartition("-")[2]) + 1
    return path.with_name(f"audit-{number:06d}.jsonl")


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log: its file, its number from 1, its bytes, and the record that it holds, if any."""

    file: str
    number: int
    data: bytes
    ended: bool
    record: Record | None


def lines(folder: Path) -> Iterator[LogLine]:
    """Every line of every file, oldest first."""
    for path in files_of(folder):
        for number, data in enumerate(split_lines(path.read_bytes()), 1):
            bare = data.removesuffix(b"\n")
            yield LogLine(path.name, number, bare, bare != data, read_line(bare))


def records(folder: Path) -> Iterator[Record]:
    """Every record that can be read, oldest first."""
    return (line.record for line in lines(folder) if line.record is not None)


def found_records(
    folder: Path,
    *,
    voice: str | None = None,
    who: str | None = None,
    event: str | None = None,
    sha256: str | None = None,
) -> list[Record]:
    """The records that can be read and for which all that is given holds, oldest first."""
    wanted = {"who": who, "event": event, "sha256": sha256 and sha256.lower()}
    return [
        record
        for record in records(folder)
        if (voice is None or voice in (record.fields.get("voices") or ()))
        and all(value is None or record.fields.get(name) == value for name, value in wanted.items())
    ]
