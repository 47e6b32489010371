"""Answers to a request for voices: progress is reported, and the turns that the engine asks for are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.contract import Progress, Turn
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.messages import Message
from clonyvoice.engines.workers.worker_process import Received


def in_turns(
    answers: Iterator[Received], send: Callable[[Message], object], progress: Progress, turn: Turn | None
) -> Iterator[Received]:
    """The voices among the answers to a request; reports progress, and runs each requested turn in `turn`.

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
            number = int(getattr(received[0], "id", 0))
            if turn is None:
                piece(number, wanted, CancelToken())
            else:
                turn(lambda token, number=number, wanted=wanted: piece(number, wanted, token))  # type: ignore[misc]  # mypy infers no lambda with defaults
        yield from pending
        pending.clear()


def _sort(
    received: Received,
    pending: list[Received],
    wanted: list[bool],
    progress: Progress,
    ended: list[bool] | None = None,
) -> None:
    """Dispatch an answer: report progress, keep a voice, or record that a turn is requested or has ended."""
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
