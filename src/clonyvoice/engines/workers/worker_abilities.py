"""Engines in processes of their own with the abilities that they declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import EngineInfo, Preset, Progress, Turn
from clonyvoice.engines.workers.process_start_limits_exit import Limits
from clonyvoice.engines.workers.remote_abilities import KNOWN, Asked, RemoteEngine, in_turns, with_abilities
from clonyvoice.engines.workers.worker_engine import WorkerEngine
from clonyvoice.engines.workers.worker_process import Received, WorkerProcess

T = TypeVar("T")


class _VoicesByProcess(WorkerEngine, RemoteEngine):
    """A worker engine that makes voices by messages to its process."""

    def voices_made(
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
