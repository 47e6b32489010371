"""An engine in a process of its own, behind the same contract as one in this process."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

import clonyvoice
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import (
    EngineInfo,
    Preset,
    Spoken,
    SynthesisRequest,
)
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.errors import (
    EngineCrashed,
    EngineDidNotStart,
    EngineFaulty,
    EngineRestarting,
)
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.process_start_limits_exit import Limits, WorkerEnded
from clonyvoice.engines.workers.resumed_speech import after, with_seed
from clonyvoice.engines.workers.worker_process import Received, WorkerProcess

log = logging.getLogger(__name__)
T = TypeVar("T")
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
"""Seconds before the second restart in a row (doubled each time), and at most. Chosen by hand."""
_FORGIVEN = 60.0
"""Seconds without a crash after which earlier ones no longer count. Chosen by hand."""
_MOST_SECONDS: Final = 900
"""Greatest seconds of sound for one chunk: a voice that takes a second for each symbol stays below. Chosen by hand."""


def command(python: Path | str, factory: str, *arguments: str) -> list[str]:
    """The command that serves the engine of `module:factory` with an environment's Python."""
    package = Path(clonyvoice.__file__).resolve().parent
    launch = package / "engines" / "workers" / "environment_entry.py"
    return [str(python), "-I", str(launch), str(package), factory, *arguments]


def declaration(
    name: str, run: Sequence[str], limits: Limits | None = None
) -> tuple[EngineInfo, tuple[Preset, ...]]:
    """The declaration and presets of the engine that `run` starts; its process is ended again.

    Raises EngineDidNotStart, EngineIncompatible, EngineFaulty, EngineSilent.
    """
    process = WorkerProcess(name, run, limits)
    try:
        return declared(process)
    finally:
        process.close()


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
    return (
        EngineDidNotStart(process.name, ended.how) if isinstance(ended.error, EngineCrashed) else ended.error
    )


class WorkerEngine:
    """An engine in a process that `load` starts and that is restarted when it ends, with growing delays.

    A request whose process ends is tried once more, without the sound that was already passed on. That requires the
    same sound again: an engine that supports a seed gets one; with others the request fails if sound was passed on.
    `info` is the result of `declaration` at installation. `worker_abilities` has those with more abilities.
    """

    def __init__(
        self,
        info: EngineInfo,
        presets: Sequence[Preset],
        run: Sequence[str],
        limits: Limits | None = None,
    ) -> None:
        self._info, self._presets, self._run = info, tuple(presets), tuple(run)
        self._limits = limits or Limits()
        self._starting, self._lock = threading.Lock(), threading.Lock()
        self._process: WorkerProcess | None = None
        self._device = "cpu"
        self._noted: deque[WorkerProcess] = deque(maxlen=8)
        self._ends: list[float] = []
        """Times of recent unexpected ends of the process, from which the delay of a restart is computed."""
        self.last_end = ""
        """Description of the error with which the process ended last."""

    @property
    def info(self) -> EngineInfo:
        """The declaration; needs no process."""
        return self._info

    @property
    def process_id(self) -> int | None:
        """The id of the process, when it runs."""
        process = self._process
        return None if process is None or process.over else process.pid

    def memory(self) -> int:
        """Bytes of memory of the engine's process and of other processes that it uses; 0 without a process."""
        process = self._process
        return 0 if process is None else process.memory() + process.elsewhere

    def restart_in(self) -> float:
        """Seconds until the process may be started again, after it ended several times in a row; 0 for at once."""
        with self._lock:
            count, last = len(self._ends), self._ends[-1] if self._ends else 0.0
        if count < 2:
            return 0.0
        wait = last + min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (count - 2)) - time.monotonic()
        return max(0.0, wait)

    def load(self, device: str = "cpu") -> None:
        """Start the process and load the model in it; does nothing if it is loaded.

        Raises EngineDidNotStart and other errors of `workers.errors`, and those of the engine.
        """
        self._device = device
        self._running(CancelToken())

    def unload(self) -> None:
        """End the process, which frees all of its memory."""
        with self._starting:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of one chunk, piece by piece. Raises Cancelled within 0.1 s, EngineCrashed and its like."""
        request = with_seed(request, self._info)
        given = at = 0

        def heard(received: Received) -> Spoken | None:
            nonlocal given, at
            message, payload = received
            if not isinstance(message, messages.Piece):
                raise BadMessage(f"{message.kind!r} in answer to a text")
            spoken = contract_messages.spoken_of(message, payload)
            if spoken.audio.sample_rate != self._info.sample_rate:
                raise BadMessage(
                    f"sound at {spoken.audio.sample_rate} Hz, though it declares {self._info.sample_rate}"
                )
            rest = after(spoken, given - at)
            at += len(spoken.audio.samples)
            if at > _MOST_SECONDS * self._info.sample_rate:
                raise BadMessage(f"more than {_MOST_SECONDS} seconds of sound for one chunk")
            given = max(given, at)
            return rest

        def ask(process: WorkerProcess) -> Iterator[Received]:
            nonlocal at
            at = 0
            return process.ask(lambda number: contract_messages.speak(number, request), cancel)

        yield from self.asked(ask, heard, cancel, request.text, resumes="seed" in self._info.abilities)

    def asked(
        self,
        ask: Callable[[WorkerProcess], Iterator[Received]],
        read: Callable[[Received], T | None],
        cancel: CancelToken,
        text: str,
        *,
        resumes: bool = False,
    ) -> Iterator[T]:
        """The results of `read` for the answers; the request is repeated once if a process ended before the first, or
        later where `resumes` says that `read` leaves out what was given before.
        """
        again = True
        while True:
            process = self._running(cancel)
            begun = False
            hidden = process.stderr.hide(text)
            try:
                for received in ask(process):
                    result = read(received)
                    if result is not None:
                        begun = True
                        yield result
                with self._lock:
                    self._ends.clear()
                return
            except WorkerEnded as ended:
                cancel.raise_if_cancelled()
                self._note(process, ended)
                if (begun and not resumes) or not again or not ended.again:
                    raise ended.error from None
                again = False
            except BadMessage as problem:
                faulty = EngineFaulty(process.name, f"it sent {problem}")
                process.end(faulty, again=False)
                self._note(process, WorkerEnded(faulty, again=False))
                raise faulty from None
            finally:
                process.stderr.show(hidden)

    # --- the process ---

    def _running(self, cancel: CancelToken) -> WorkerProcess:
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
                lambda number: (messages.Load(number, self._device), b""), cancel, self._limits.load
            ):
                pass
        except WorkerEnded as ended:
            self._note(process, ended)
            raise start_error(process, ended) from None
        except BaseException as error:
            if isinstance(error, EngineDidNotStart):
                self._note(process, None)
            process.close(0.0)
            raise
        log.info("engine %s: its process %d is ready", self._info.id, process.pid)
        return process

    def _note(self, process: WorkerProcess, ended: WorkerEnded | None) -> None:
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
