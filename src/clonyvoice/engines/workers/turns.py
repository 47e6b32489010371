"""A fit in a process of its own that shares the machine: its turns are taken here, where the queue is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.contract import Progress, Turn
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.messages import Message
from clonyvoice.engines.workers.process import Received


def in_turns(
    answers: Iterator[Received], send: Callable[[Message], None], progress: Progress, turn: Turn | None
) -> Iterator[Received]:
    """The fits among the answers to a `FitVoice`; progress is reported, and each turn wanted is one of `turn`.

    Raises what `answers` raises, and Cancelled.
    """
    pending: list[Received] = []

    def piece(number: int, wanted: list[bool], token: CancelToken) -> None:
        while not wanted:
            _sort(next(answers), pending, wanted, progress)
        wanted.clear()
        ended: list[bool] = []
        with token.stopping(lambda: send(messages.TurnTaken(number))):
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
                turn(lambda token, number=number, wanted=wanted: piece(number, wanted, token))  # type: ignore[misc]
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
    """Put an answer where it belongs: reported, kept, or noted as a turn that is wanted or has ended."""
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
