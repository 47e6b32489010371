"""An engine in a Ray actor: answers the same messages as an engine in a process of its own.

This module needs no Ray: `actor_starter.ActorStarter` makes an actor of the class.
"""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.capabilities import InOwnProcess, presets_of
from clonyvoice.engines.model_leases import resident_memory
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.engine_server import EngineServer, told
from clonyvoice.engines.workers.message_encoding import decode, json_of
from clonyvoice.engines.workers.worker_main import engine_of

Sent: TypeAlias = tuple[bytes, np.ndarray | bytes]
"""The JSON of a message, and its payload."""
_EARLY: Final = 256
"""Cancels that are remembered for requests that have not arrived yet. Chosen by hand."""


class _Answers(EngineServer):
    """Keeps the answers to each request until they are fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.queues: dict[int, queue.SimpleQueue[tuple[messages.Message, np.ndarray | bytes]]] = {}

    def send(self, message: messages.Message, payload: bytes | memoryview = b"") -> None:
        """Keep one answer. Samples are not copied."""
        kept = np.frombuffer(payload, np.uint8) if isinstance(payload, memoryview) else payload
        self.queues[getattr(message, "id", 0)].put((message, kept))


class EngineActor:
    """One engine, made by `module:factory` of the arguments; called from several threads at once."""

    def __init__(self, factory: str, arguments: Sequence[str]) -> None:
        self._made = factory, tuple(arguments)
        self._answers = _Answers()
        self._early: deque[int] = deque(maxlen=_EARLY)
        self._lock = threading.Lock()

    def greet(self) -> bytes:
        """The JSON of `Ready`, or of `Failed` when the engine could not be made."""
        try:
            self._engine = engine_of(*self._made)
        except Exception as error:
            return json_of(contract_messages.failed(0, told(error)))
        return json_of(contract_messages.ready(self._engine.info, list(presets_of(self._engine))))

    def answer(self, asked: bytes, payload: bytes) -> Iterator[Sent]:
        """The answers to a request, as they are made, up to `Done` or `Failed`."""
        message = decode(asked)
        if not isinstance(message, messages.Request):
            raise ClonyError(f"{message.kind!r} is no request.")
        answers = self._answers.queues[message.id] = queue.SimpleQueue()
        with self._lock:
            token = self._answers.open(message.id)
            if message.id in self._early:
                token.cancel()
        run = threading.Thread(
            target=self._answers.answer, args=(self._engine, message, bytearray(payload)), daemon=True
        )
        run.start()
        try:
            while True:
                told_, data = answers.get()
                yield json_of(told_), data
                if isinstance(told_, messages.Done | messages.Failed):
                    return
        finally:
            run.join()
            del self._answers.queues[message.id]

    def signal(self, told_: bytes) -> None:
        """Take a cancel or the end of a turn; a cancel may come before its request."""
        message = decode(told_)
        if isinstance(message, messages.Cancel | messages.TurnGranted | messages.TurnTaken):
            with self._lock:
                if not self._answers.signal(message) and isinstance(message, messages.Cancel):
                    self._early.append(message.id)

    def memory(self) -> int:
        """Bytes that this process holds, and those of the engine's own process, if it has one."""
        engine = self._engine
        return resident_memory() + (engine.memory() if isinstance(engine, InOwnProcess) else 0)

    def process_id(self) -> int:
        """The id of this process on its machine."""
        return os.getpid()
