"""Writing to an engine's process that may not read: one message at a time, with a time limit."""

from __future__ import annotations

import contextlib
import select
import threading
import time
from typing import Protocol


class OpenPipe(Protocol):
    """The end of a pipe that is written to, without a buffer and without blocking."""

    def write(self, data: memoryview, /) -> int | None:
        """The number of bytes written; None when the pipe is full."""
        ...

    def fileno(self) -> int:
        """The file descriptor."""
        ...

    def close(self) -> None:
        """Close the file descriptor."""
        ...


class PipeWriter:
    """The writing end of a pipe, shared by threads; a message is written whole or its reader is to be ended."""

    def __init__(self, pipe: OpenPipe, ended: threading.Event) -> None:
        self._pipe, self._ended = pipe, ended
        self._turn = threading.Lock()

    def write(self, parts: list[memoryview], seconds: float, wait: float = -1.0) -> bool:
        """Write the parts of a message, one after another; False when its turn did not come within `wait` seconds
        (-1: as long as it takes).

        Raises TimeoutError when the reader did not take it within `seconds`, OSError or ValueError when there is no
        reader any more.
        """
        if not self._turn.acquire(timeout=wait):
            return False
        try:
            until = time.monotonic() + seconds
            while parts:
                if not parts[0]:
                    parts.pop(0)
                    continue
                sent = self._pipe.write(parts[0])
                if sent:
                    parts[0] = parts[0][sent:]
                    continue
                if self._ended.is_set():
                    raise BrokenPipeError
                if time.monotonic() > until:
                    raise TimeoutError
                select.select((), (self._pipe,), (), 0.05)
        finally:
            self._turn.release()
        return True

    def close(self, seconds: float = -1.0) -> bool:
        """Close the pipe once no message is being written; False when that took longer than `seconds` (-1: it may)."""
        if not self._turn.acquire(timeout=seconds):
            return False
        try:
            with contextlib.suppress(OSError):
                self._pipe.close()
        finally:
            self._turn.release()
        return True
