"""Bounds of an engine's process, and the reasons why one ended."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from clonyvoice.core.errors import ClonyError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an engine's process, in seconds and MB.

    `start` is until it is ready, `load` for a model, `silent` without any sign of life, `request` for one request from
    one piece to the next, `cancel` from a cancel until it must have stopped. `memory_mb` 0 sets no bound.
    """

    start: float = 60.0
    load: float = 600.0
    silent: float = 30.0
    request: float = 600.0
    cancel: float = 5.0
    memory_mb: int = 0


class WorkerEnded(Exception):
    """The process is gone; `error` tells why, `how` in few words, `again` whether another process may do better."""

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
