"""Engines in processes of their own with the abilities that they declare: presets, and fits in turns.

A fit shares the machine with other work: its turns are taken here, where the queue is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, get_args

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.contract import (
    Ability,
    EngineInfo,
    Fit,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    Turn,
)
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.messages import Message
from clonyvoice.engines.workers.process_start import Limits
from clonyvoice.engines.workers.worker_engine import WorkerEngine
from clonyvoice.engines.workers.worker_process import Received, WorkerProcess


def in_turns(
    answers: Iterator[Received], send: Callable[[Message], object], progress: Progress, turn: Turn | None
) -> Iterator[Received]:
    """The fits among the answers to a `FitVoice`; reports progress, and runs each requested turn in `turn`.

    Raises what `answers` raises, and Cancelled.
    """
    pending: list[Received] = []

    def piece(number: int, wanted: list[bool], token: CancelToken) -> None:
        while not wanted:
            _sort(next(answers), pending, wanted, progress)
        wanted.clear()
        ended: list[bool] = []

        def take() -> None:
            send(messages.TurnTaken(number))

        with token.stopping(take):
            send(messages.TurnGranted(number))
            while not ended:
                _sort(next(answers), pending, wanted, progress, ended)
        if not ended[0]:
            raise Cancelled

    for received in answers:
        wanted: list[bool] = []
        _sort(received, pending, wanted, progress)
        while wanted:
            number = _number(received)
            if turn is None:
                piece(number, wanted, CancelToken())
            else:
                turn(lambda token, number=number, wanted=wanted: piece(number, wanted, token))  # type: ignore[misc]  # mypy infers no lambda with defaults
        yield from pending
        pending.clear()


def _number(received: Received) -> int:
    return int(getattr(received[0], "id", 0))


def _sort(
    received: Received,
    pending: list[Received],
    wanted: list[bool],
    progress: Progress,
    ended: list[bool] | None = None,
) -> None:
    """Dispatch an answer: report progress, keep a fit, or record that a turn is requested or has ended."""
    message = received[0]
    if isinstance(message, messages.Progress):
        progress(message.fraction, message.stage)
    elif isinstance(message, messages.TurnWanted):
        wanted.append(True)
    elif isinstance(message, messages.TurnEnded):
        if ended is not None:
            ended.append(message.done)
    else:
        pending.append(received)


class _WithPresets(WorkerEngine):
    """A worker engine with presets."""

    def presets(self) -> Sequence[Preset]:
        """The voices that come with it; needs no process."""
        return self._presets


class _WithFits(WorkerEngine):
    """A worker engine that fits voices."""

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """Voices of increasing quality for `reference`, instant first, up to `level`. Raises as `synthesise` does."""

        def ask(process: WorkerProcess) -> Iterator[Received]:
            answers = process.ask(
                lambda number: contract_messages.fit_voice(number, reference, level), cancel
            )
            return in_turns(answers, process.send, progress, turn)

        def taken(received: Received) -> Fit | None:
            message, payload = received
            return (
                contract_messages.fit_of(message, payload, self.info.id)
                if isinstance(message, messages.Fitted)
                else None
            )

        yield from self.asked(ask, taken, cancel, "")


class _WithBoth(_WithPresets, _WithFits):
    """A worker engine with presets that also fits voices."""


_KINDS: Final[dict[frozenset[str], type[WorkerEngine]]] = {
    frozenset(): WorkerEngine,
    frozenset({"preset"}): _WithPresets,
    frozenset({"clone"}): _WithFits,
    frozenset({"preset", "clone"}): _WithBoth,
}
CROSSING: Final = frozenset(get_args(Ability)) - {"design", "blend", "nudge"}
"""Abilities for which there are messages; an engine in a process of its own has no others."""


def worker_engine(
    info: EngineInfo, presets: Sequence[Preset], run: Sequence[str], limits: Limits | None = None
) -> WorkerEngine:
    """The engine that `run` starts, with those of its declared abilities for which there are messages."""
    info = replace(info, abilities=info.abilities & CROSSING)
    return _KINDS[info.abilities & {"preset", "clone"}](info, presets, run, limits)
