"""The time for which a thread keeps the interpreter from the others."""

from __future__ import annotations

import threading
import time

SWITCH_SECONDS = 0.001
"""The switch interval of the server (`cli.serve`)."""


class Hold:
    """A second thread that wants to run every millisecond, as the server's event loop does, while a block runs.

    `longest` are the seconds of processor time that the thread of the block used between two of its turns: other
    programs on the machine do not count.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._over = threading.Event()
        self._clock = time.pthread_getcpuclockid(threading.get_ident())
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Hold:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        last = time.clock_gettime(self._clock)
        while not self._over.wait(0.001):
            now = time.clock_gettime(self._clock)
            self.longest = max(self.longest, now - last)
            last = now
