"""The start of an engine's process, its bounds, and the reasons why one ended."""

from __future__ import annotations

import os
import signal
import subprocess  # runs the interpreter of an engine's environment with a module of this package
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from clonyvoice.core.errors import ClonyError

_ENVIRONMENT: Final = (
    "PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE",
    "CUDA_VISIBLE_DEVICES", "HF_HUB_OFFLINE", "OMP_NUM_THREADS",
)  # fmt: skip
"""Environment variables that an engine's process inherits: none that holds a secret."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an engine's process, in seconds and MB.

    `start` is until it is ready, `load` for a model, `silent` without any message, `request` for one request from one
    piece to the next, `cancel` from a cancel until it must have stopped, `restart` the most that a request waits
    for a delayed restart (chosen by hand). `memory_mb` 0 sets no bound.
    """

    start: float = 60.0
    load: float = 600.0
    silent: float = 30.0
    request: float = 600.0
    cancel: float = 5.0
    restart: float = 3.0
    memory_mb: int = 0


class WorkerEnded(Exception):
    """The process has ended: `error` for the client, `how` in few words, `again` whether a new process may succeed."""

    def __init__(self, error: ClonyError, *, again: bool, how: str = "") -> None:
        super().__init__(error.message)
        self.error, self.again, self.how = error, again, how


def exit_in_words(status: int) -> str:
    """The end of a process in words, by its exit status as `subprocess` gives it."""
    if os.name == "posix" and status == -signal.SIGKILL:
        return "it was killed, perhaps because memory ran out"
    if status < 0:
        try:
            return f"signal {signal.Signals(-status).name}"
        except ValueError:
            return f"signal {-status}"
    return f"exit status {status}"


_starter = ThreadPoolExecutor(1, thread_name_prefix="engine-start")
"""The thread that starts processes. The system ends them with the thread that started them, so it never ends."""


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A new process with pipes, in a group of its own; writing to it never blocks."""
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    process = _starter.submit(
        subprocess.Popen,
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={**environment, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "MALLOC_ARENA_MAX": "2"},
        start_new_session=True,
    ).result()
    if os.name == "posix":
        assert process.stdin is not None
        os.set_blocking(process.stdin.fileno(), False)
    return process
