"""`chinese_reader` in a separate process.

Its libraries hold the interpreter lock for some 0.2 s while they load dictionaries; in a process of its own no other
thread waits for that. It is started with the first Chinese text and ends with the process that started it.
"""

from __future__ import annotations

import atexit
import json
import logging
import subprocess  # our own interpreter with our own file
import sys
import threading
from pathlib import Path
from typing import Final

from clonyvoice.text.phonemes import chinese_reader

log = logging.getLogger(__name__)
SILENT_SECONDS: Final = 60.0
"""Seconds without an answer after which the process is ended: a start takes half a second. Chosen by hand."""


class ReaderEnded(Exception):
    """The process has ended or does not respond."""


class ChineseProcess:
    """The process, started when it is needed; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        atexit.register(self.close)

    @property
    def pid(self) -> int | None:
        """The process id; None if no process is running."""
        process = self._process
        return None if process is None else process.pid

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """Words and readings as in `chinese_reader.read`, which is called in this process if the other fails twice."""
        with self._lock:
            for _ in range(2 if sys.executable else 0):
                try:
                    return self._asked(text)
                except (ReaderEnded, OSError):
                    self._end()
                    log.warning("the process that reads Chinese ended")
            return chinese_reader.read(text)

    def close(self) -> None:
        """End the process; the next text starts another."""
        with self._lock:
            self._end()

    def _asked(self, text: str) -> tuple[list[str], list[str]]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                [sys.executable, "-P", str(Path(chinese_reader.__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="ascii",
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        patience = threading.Timer(SILENT_SECONDS, process.kill)
        patience.daemon = True
        patience.start()
        try:
            process.stdin.write(json.dumps(text) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        finally:
            patience.cancel()
        if not line:
            raise ReaderEnded
        words, said = json.loads(line)
        return words, said

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:
                log.debug("a pipe was broken")
        process.wait()


reader: Final = ChineseProcess()
"""The one process of this program."""
