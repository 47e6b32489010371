"""Answers of an actor as Ray hands them over, read without Ray."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.cluster.actor_starter import Actor, ActorStarter
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.message_encoding import json_of


class StandIn:
    """The part of `ray` that is asked; `answers` are what an actor's method streams."""

    def __init__(self, *answers: tuple[messages.Message, object]) -> None:
        self.exceptions = SimpleNamespace(RayError=RuntimeError, GetTimeoutError=TimeoutError)
        streamed: Iterator[Any] = iter([(json_of(message), payload) for message, payload in answers])
        method = SimpleNamespace(remote=lambda *_: streamed)
        self.handle = SimpleNamespace(
            answer=SimpleNamespace(options=lambda **_: method),
            signal=SimpleNamespace(options=lambda **_: method),
        )

    def remote(self, **_options: object) -> Any:
        return lambda made: made

    def wait(self, answers: list[Any], timeout: float) -> tuple[list[Any], list[Any]]:
        return answers, []

    def get(self, answer: Any, timeout: float = 0.0) -> Any:
        return answer


@pytest.mark.parametrize("samples", [0, 1, 600])
def test_samples_arrive_as_they_are_whatever_their_number(samples: int) -> None:
    sound = np.arange(samples, dtype=np.float32)
    ray = StandIn(
        (messages.Piece(1, 24_000), sound.view(np.uint8)),
        (messages.Progress(1, 0.5, "speaking"), b""),
        (messages.Done(1), b""),
    )
    starter = ActorStarter(ray, "fake", "module:factory", (), cpus=0, gpus=0)
    actor = Actor(ray.handle, messages.Ready(messages.VERSION, {}))
    piece, progress = starter.ask(actor, lambda number: (messages.Load(number, "cpu"), b""), CancelToken())
    assert np.array_equal(np.frombuffer(piece[1], np.float32), sound)
    assert isinstance(progress[0], messages.Progress)
    assert len(progress[1]) == 0
