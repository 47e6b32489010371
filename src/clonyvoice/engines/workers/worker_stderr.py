"""The standard error of an engine's process: into the log, bounded, without the texts that are spoken."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from typing import Final, Protocol

log = logging.getLogger(__name__)
_LINE, _KEPT = 500, 40
"""Characters of a line, and last lines, that are kept. Chosen by hand."""
_BURST, _PER_SECOND = 100, 5.0
"""Lines that are logged at once, and a second after that; the rest is counted. Chosen by hand."""
_SECRET: Final = 12
"""Characters of a spoken text that make a line one that repeats it. Chosen by hand."""


class Pipe(Protocol):
    """The end of a pipe that is read."""

    def read(self, count: int, /) -> bytes | None:
        """Up to `count` bytes; none at the end."""
        ...

    def close(self) -> None:
        """Close the pipe."""
        ...


class StderrLog:
    """Reads the pipe in a thread of its own, so that the process never blocks on a full one."""

    def __init__(self, pipe: Pipe, name: str) -> None:
        self._pipe, self._name = pipe, name
        self._lines: deque[str] = deque(maxlen=_KEPT)
        self._texts: dict[int, str] = {}
        self._numbers = 0
        self._lock = threading.Lock()
        self._allowed, self._at = float(_BURST), time.monotonic()
        self.left_out = 0
        """Lines that were not logged because there were too many."""
        self._thread = threading.Thread(target=self._read, name=f"engine-{name}-stderr", daemon=True)
        self._thread.start()

    @property
    def last_lines(self) -> tuple[str, ...]:
        """The last lines, the newest last."""
        with self._lock:
            return tuple(self._lines)

    def hide(self, text: str) -> int:
        """Keep lines that repeat a part of `text` out of the log, until `show` is called with the answer."""
        with self._lock:
            self._numbers += 1
            self._texts[self._numbers] = text
            return self._numbers

    def show(self, number: int) -> None:
        """Log lines that repeat this text again; its speech has ended."""
        with self._lock:
            self._texts.pop(number, None)

    def close(self) -> None:
        """Read the rest of the pipe, for a moment at most."""
        self._thread.join(1.0)
        if self.left_out:
            log.warning(
                "engine %s: %d more lines on its standard error were left out", self._name, self.left_out
            )

    def _read(self) -> None:
        rest = b""
        while True:
            try:
                data = self._pipe.read(65_536)
            except (OSError, ValueError):
                break
            if not data:
                break
            *lines, rest = (rest + data).split(b"\n")
            rest = rest[-4 * _LINE :]
            for line in lines:
                self._take(line)
        self._take(rest)
        self._pipe.close()

    def _take(self, data: bytes) -> None:
        line = data[: 4 * _LINE].decode("utf-8", "replace").strip()[:_LINE]
        if not line:
            return
        with self._lock:
            if any(_repeats(line, text) for text in self._texts.values()):
                line = "(a line with a part of the text)"
            self._lines.append(line)
            now = time.monotonic()
            self._allowed = min(float(_BURST), self._allowed + (now - self._at) * _PER_SECOND)
            self._at = now
            if self._allowed < 1.0:
                self.left_out += 1
                return
            self._allowed -= 1.0
        log.info("engine %s: %s", self._name, line)


def _repeats(line: str, text: str) -> bool:
    """Whether a line has twelve characters in a row of a text, or all of a shorter one."""
    if len(text) < _SECRET:
        return len(text) >= 4 and text in line
    return any(
        line[at : at + _SECRET] in text
        for at in range(max(0, len(line) - _SECRET) + 1)
        if len(line) >= _SECRET
    )
