"""An engine's process: started when it is needed, and again when it ended, with growing delays."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import EngineInfo, Preset
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.errors import (
    EngineCrashed,
    EngineDidNotStart,
    EngineFaulty,
    EngineRestarting,
)
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.process_start_limits_exit import Limits, WorkerEnded
from clonyvoice.engines.workers.worker_process import WorkerProcess

log = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
"""Seconds before the second restart in a row (doubled each time), and at most. Chosen by hand."""
_FORGIVEN = 60.0
"""Seconds without a crash after which earlier ones no longer count. Chosen by hand."""


def declared(
    process: WorkerProcess, cancel: CancelToken | None = None
) -> tuple[EngineInfo, tuple[Preset, ...]]:
    """The declaration and presets in a new process's greeting. Raises as `declaration` does, and Cancelled."""
    try:
        greeting = process.ready(cancel)
        return contract_messages.info_of(greeting.info), contract_messages.presets_of(greeting.presets)
    except BadMessage as problem:
        raise EngineFaulty(process.name, f"it sent {problem}") from None
    except WorkerEnded as ended:
        raise start_error(process, ended) from None


def start_error(process: WorkerProcess, ended: WorkerEnded) -> ClonyError:
    """The error of a process that ended before it was ready."""
    if isinstance(ended.error, EngineCrashed):
        return EngineDidNotStart(process.name, ended.how)
    if ended.error.code == "engine_failed":
        kind = str((ended.error.details or {}).get("error", ""))[:80]
        return EngineDidNotStart(process.name, f"{kind} while it was made")
    return ended.error


class RestartedProcess:
    """The process of the engine `info` declares, which `run` starts; one at a time. Safe from any thread."""

    def __init__(self, info: EngineInfo, run: Sequence[str], limits: Limits) -> None:
        self._info, self._run, self._limits = info, tuple(run), limits
        self._starting, self._lock = threading.Lock(), threading.Lock()
        self._process: WorkerProcess | None = None
        self.device = "cpu"
        """The device that the model is loaded on."""
        self._noted: deque[WorkerProcess] = deque(maxlen=8)
        self._ends: list[float] = []
        """Times of recent unexpected ends of the process, from which the delay of a restart is computed."""
        self.last_end = ""
        """Description of the error with which the process ended last."""

    @property
    def last(self) -> WorkerProcess | None:
        """The process that was started last, also when it is over; None when there is none, and during a restart."""
        return self._process

    def restart_in(self) -> float:
        """Seconds until the process may be started again, after it ended several times in a row; 0 for at once."""
        with self._lock:
            count, last = len(self._ends), self._ends[-1] if self._ends else 0.0
        if count < 2:
            return 0.0
        wait = last + min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (count - 2)) - time.monotonic()
        return max(0.0, wait)

    def end(self) -> None:
        """End the process, which frees all of its memory."""
        with self._starting:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    def forgive(self) -> None:
        """Count earlier ends no longer: the process has answered a request."""
        with self._lock:
            self._ends.clear()

    def running(self, cancel: CancelToken) -> WorkerProcess:
        """The process with the model loaded, started when it is not there. Raises EngineDidNotStart and its like."""
        process = self._process
        if process is not None and not process.over:
            return process
        while not self._starting.acquire(timeout=0.05):
            cancel.raise_if_cancelled()
        try:
            process = self._process
            if process is None or process.over:
                self._process = None
                self._wait_for_restart(cancel)
                process = self._started(cancel)
                self._process = process
            return process
        finally:
            self._starting.release()

    def _started(self, cancel: CancelToken) -> WorkerProcess:
        process = WorkerProcess(self._info.id, self._run, self._limits)
        try:
            info, _ = declared(process, cancel)
            if (info.id, info.sample_rate) != (self._info.id, self._info.sample_rate):
                raise EngineFaulty(
                    process.name,
                    f"it declares the engine {info.id!r} at {info.sample_rate} Hz, unlike when installed",
                )
            for _ in process.ask(
                lambda number: (messages.Load(number, self.device), b""), cancel, self._limits.load
            ):
                pass
        except WorkerEnded as ended:
            self.note(process, ended)
            raise start_error(process, ended) from None
        except BaseException as error:
            if isinstance(error, EngineDidNotStart):
                self.note(process, None)
            process.close(0.0)
            raise
        log.info("engine %s: its process %d is ready", self._info.id, process.pid)
        return process

    def note(self, process: WorkerProcess, ended: WorkerEnded | None) -> None:
        """Count the end of a process, once."""
        with self._lock:
            if process in self._noted:
                return
            self._noted.append(process)
            now = time.monotonic()
            self._ends = [*(at for at in self._ends if now - at < _FORGIVEN), now]
            self.last_end = "" if ended is None else ended.error.code
        lines = process.stderr.last_lines[-5:]
        log.warning("engine %s: %s %s", self._info.id, self.last_end or "it did not start", " | ".join(lines))

    def _wait_for_restart(self, cancel: CancelToken) -> None:
        """Wait as long as a restart has to after so many ends in a row. Raises EngineRestarting when that is long."""
        wait = self.restart_in()
        if wait > self._limits.restart:
            raise EngineRestarting(self._info.id, wait, self.last_end or "it did not start")
        if wait > 0 and cancel.wait(wait):
            raise Cancelled
