"""An engine in a process of its own, behind the same contract as one in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import clonyvoice
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import (
    EngineInfo,
    Preset,
    Progress,
    Spoken,
    SynthesisRequest,
    Turn,
)
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.answers_in_turns import in_turns
from clonyvoice.engines.workers.errors import (
    EngineFaulty,
)
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.process_restarts import RestartedProcess, declared
from clonyvoice.engines.workers.process_start_limits_exit import Limits, WorkerEnded
from clonyvoice.engines.workers.remote_abilities import KNOWN, Asked, RemoteEngine, with_abilities
from clonyvoice.engines.workers.resumed_speech import after, with_seed
from clonyvoice.engines.workers.worker_process import Received, WorkerProcess

T = TypeVar("T")
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


class WorkerEngine:
    """An engine in a process that `load` starts and that is restarted when it ends (`process_restarts`).

    A request whose process ends is tried once more, without the sound that was already passed on. That requires the
    same sound again: an engine that supports a seed gets one; with others the request fails if sound was passed on.
    `info` is the result of `declaration` at installation. `worker_engine` gives those with more abilities.
    """

    def __init__(
        self,
        info: EngineInfo,
        presets: Sequence[Preset],
        run: Sequence[str],
        limits: Limits | None = None,
    ) -> None:
        self._info, self._presets = info, tuple(presets)
        self._process = RestartedProcess(info, run, limits or Limits())

    @property
    def info(self) -> EngineInfo:
        """The declaration; needs no process."""
        return self._info

    @property
    def process_id(self) -> int | None:
        """The id of the process, when it runs."""
        process = self._process.last
        return None if process is None or process.over else process.pid

    def memory(self) -> int:
        """Bytes of memory of the engine's process and of other processes that it uses; 0 without a process."""
        process = self._process.last
        return 0 if process is None else process.memory() + process.elsewhere

    def restart_in(self) -> float:
        """Seconds until the process may be started again, after it ended several times in a row; 0 for at once."""
        return self._process.restart_in()

    def load(self, device: str = "cpu") -> None:
        """Start the process and load the model in it; does nothing if it is loaded.

        Raises EngineDidNotStart and other errors of `workers.errors`, and those of the engine.
        """
        self._process.device = device
        self._process.running(CancelToken())

    def unload(self) -> None:
        """End the process, which frees all of its memory."""
        self._process.end()

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
            process = self._process.running(cancel)
            begun = False
            hidden = process.stderr.hide(text)
            try:
                for received in ask(process):
                    result = read(received)
                    if result is not None:
                        begun = True
                        yield result
                self._process.forgive()
                return
            except WorkerEnded as ended:
                cancel.raise_if_cancelled()
                self._process.note(process, ended)
                if (begun and not resumes) or not again or not ended.again:
                    raise ended.error from None
                again = False
            except BadMessage as problem:
                faulty = EngineFaulty(process.name, f"it sent {problem}")
                process.end(faulty, again=False)
                self._process.note(process, WorkerEnded(faulty, again=False))
                raise faulty from None
            finally:
                process.stderr.show(hidden)


class _VoicesByProcess(WorkerEngine, RemoteEngine):
    """A worker engine that makes voices by messages to its process."""

    def read_answers(
        self,
        asked: Asked,
        read: Callable[[Received], T],
        cancel: CancelToken,
        *,
        progress: Progress,
        turn: Turn | None,
        text: str = "",
    ) -> Iterator[T]:
        """The results of `read` for the answers; asked again once if the process ended before the first."""

        def ask(process: WorkerProcess) -> Iterator[Received]:
            return in_turns(process.ask(asked, cancel), process.send, progress, turn)

        yield from self.asked(ask, read, cancel, text)


def worker_engine(
    info: EngineInfo, presets: Sequence[Preset], run: Sequence[str], limits: Limits | None = None
) -> WorkerEngine:
    """The engine that `run` starts, with the abilities that it declares."""
    info = replace(info, abilities=info.abilities & KNOWN)
    return with_abilities(_VoicesByProcess, info.abilities)(info, presets, run, limits)
