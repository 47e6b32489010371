"""A fit's pieces give way to urgent work, begin again, and are done in the end."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from functools import partial

import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.jobs import BATCH, INTERACTIVE, ComputeSlots
from clonyvoice.jobs.compute_slots import PreemptibleRunner
from tests.eventually import eventually


def _turns(slots: ComputeSlots, cancel: CancelToken) -> PreemptibleRunner:
    def take(asked: object) -> AbstractContextManager[None]:
        return slots.take("me", "fit", cancel, BATCH, asked)  # type: ignore[arg-type]  # keywords of all sorts

    return PreemptibleRunner(take, cancel)


class Piece:
    """`seconds` of work that obeys its token; counts how often it began."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.begun, self.began = seconds, 0, threading.Event()

    def __call__(self, token: CancelToken) -> str:
        self.begun += 1
        self.began.set()
        if token.wait(self.seconds):
            token.raise_if_cancelled()
        return "done"


def _in_thread(work: partial[object]) -> tuple[threading.Thread, list[object]]:
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(work())
        except Cancelled as error:
            answers.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, answers


def test_a_piece_is_broken_off_for_urgent_work_and_done_again() -> None:
    slots, cancel, piece = ComputeSlots(1), CancelToken(), Piece(120)
    thread, answers = _in_thread(partial(_turns(slots, cancel), piece))
    assert piece.began.wait(30)
    with slots.take("you", "speech", CancelToken(), INTERACTIVE):
        piece.seconds = 0.01
    thread.join(30)
    assert answers == ["done"]
    assert piece.begun == 2


def test_a_piece_is_done_in_the_end_however_much_urgent_work_there_is() -> None:
    slots, piece = ComputeSlots(1), Piece(120)
    thread, answers = _in_thread(partial(_turns(slots, CancelToken()), piece))
    for tries in range(1, 4):
        eventually(lambda tries=tries: piece.begun == tries, every=0.001)  # type: ignore[misc]  # bound in the loop
        with slots.take("you", "speech", CancelToken(), INTERACTIVE):
            piece.seconds = 120 if tries < 3 else 0.5
    eventually(lambda: piece.begun == 4, every=0.001)
    with slots.take("you", "speech", CancelToken(), INTERACTIVE):
        pass  # once it is done
    thread.join(30)
    assert answers == ["done"]
    assert piece.begun == 4


def test_cancelling_the_fit_ends_the_piece_at_once() -> None:
    slots, cancel, piece = ComputeSlots(1), CancelToken(), Piece(120)
    thread, answers = _in_thread(partial(_turns(slots, cancel), piece))
    assert piece.began.wait(30)
    cancel.cancel()
    thread.join(30)
    assert not thread.is_alive()
    assert isinstance(answers[0], Cancelled)
    with slots.take("you", "speech", CancelToken()):
        assert slots.waiting == 0


def test_a_piece_that_stops_of_itself_is_not_tried_again() -> None:
    def stops(_token: CancelToken) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        _turns(ComputeSlots(1), CancelToken())(stops)
