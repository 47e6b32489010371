"""The server's side of an engine's process: its start, requests, supervision and end."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, cast

import psutil

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.contract_messages import EngineError, Payload
from clonyvoice.engines.workers.errors import (
    EngineCrashed,
    EngineFaulty,
    EngineIncompatible,
    EngineSilent,
    EngineTookTooMuchMemory,
)
from clonyvoice.engines.workers.message_encoding import BadMessage, RawPipe, encode, receive
from clonyvoice.engines.workers.messages import Message
from clonyvoice.engines.workers.pipe_writer import PipeWriter
from clonyvoice.engines.workers.process_start_limits_exit import Limits, WorkerEnded, exit_in_words, start
from clonyvoice.engines.workers.worker_stderr import StderrLog

_GRACE: Final = 0.08  # Seconds that a cancelled request waits for its end. Chosen by hand.
_WATCH_EVERY: Final = 0.25  # Seconds between two looks at a worker. Chosen by hand.
_SMALL: Final = 32_768  # Bytes that a pipe takes whether the process reads or not: half of Linux's 65,536.
Received: TypeAlias = tuple[Message, Payload]


@dataclass(slots=True)
class _Exchange:
    """One request under way: what the process answers comes through `inbox`."""

    number: int
    inbox: queue.SimpleQueue[Received | None] = field(default_factory=queue.SimpleQueue)
    """None wakes the reading thread: the process ended, or the request was cancelled."""


class WorkerProcess:
    """One process, from its start to its end; safe from any thread."""

    def __init__(self, name: str, command: Sequence[str], limits: Limits | None = None) -> None:
        self.name, self._limits = name, limits or Limits()
        self._process = start(command)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._output = self._process.stdout
        self.stderr = StderrLog(self._process.stderr, name)
        self._lock = threading.Lock()
        self._exchanges: dict[int, _Exchange] = {}
        self._numbers = 0
        self._ready: queue.SimpleQueue[messages.Ready | None] = queue.SimpleQueue()
        self._why: WorkerEnded | None = None
        self.ended = threading.Event()
        self._writer = PipeWriter(self._process.stdin, self.ended)
        self.elsewhere = 0
        """Bytes that its engine holds in other processes."""
        self._heard = time.monotonic()
        for target in (self._read, self._watch):
            threading.Thread(target=target, name=f"engine-{name}", daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def over(self) -> bool:
        """Whether the process has ended, or is being ended."""
        return self._why is not None or self.ended.is_set()

    def memory(self) -> int:
        """Bytes of memory that the process holds; 0 if it has ended."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def ready(self, cancel: CancelToken | None = None) -> messages.Ready:
        """The process's greeting. Raises WorkerEnded, Cancelled."""
        until = time.monotonic() + self._limits.start
        while True:
            try:
                greeting = self._ready.get(timeout=0.05)
            except queue.Empty:
                if cancel is not None:
                    cancel.raise_if_cancelled()
                if time.monotonic() > until:
                    self.end(EngineSilent(self.name, self._limits.start), again=False)
                continue
            if greeting is None:
                raise self._end()
            return greeting

    # --- asking ---

    def ask(
        self,
        make: Callable[[int], tuple[Message, bytes]],
        cancel: CancelToken,
        seconds: float | None = None,
    ) -> Iterator[Received]:
        """The answers to the request that `make` builds from its number, without the last one.

        Raises WorkerEnded, Cancelled, and the error with which the request failed. Leaving the iterator early cancels
        the request.
        """
        exchange = self._open()
        finished = False
        try:
            message, payload = make(exchange.number)
            if len(payload) < _SMALL:
                self.send(message, payload)
            else:  # a process that does not read must not block a cancel
                threading.Thread(target=self._send_large, args=(message, payload), daemon=True).start()
            with cancel.stopping(lambda: exchange.inbox.put(None)):
                while True:
                    received = self._next(exchange, cancel, seconds or self._limits.request)
                    answer = received[0]
                    if isinstance(answer, messages.Done):
                        finished = True
                        return
                    if isinstance(answer, messages.Failed):
                        finished = True
                        if answer.error.get("code") == messages.CANCELLED:
                            raise Cancelled
                        raise EngineError(answer.error)
                    yield received
        finally:
            if finished or self.ended.is_set():
                self._exchanges.pop(exchange.number, None)
            else:
                self._cancel(exchange)

    def _send_large(self, message: Message, payload: bytes) -> None:
        with contextlib.suppress(WorkerEnded):  # `ask` raises the error
            self.send(message, payload)

    def send(self, message: Message, payload: bytes = b"", wait: float = -1.0) -> bool:
        """Send a message; False when its turn did not come within `wait` seconds (-1: it may). Raises WorkerEnded."""
        parts = [memoryview(encode(message, len(payload))), memoryview(payload)]
        try:
            return self._writer.write(parts, self._limits.silent, wait)
        except TimeoutError:
            self.end(EngineSilent(self.name, self._limits.silent), again=False)
            raise self._end() from None
        except (OSError, ValueError):
            raise self._end() from None

    def _open(self) -> _Exchange:
        if self.over:
            raise self._end()
        with self._lock:
            self._numbers += 1
            exchange = self._exchanges[self._numbers] = _Exchange(self._numbers)
            return exchange

    def _next(self, exchange: _Exchange, cancel: CancelToken, seconds: float) -> Received:
        cancel.raise_if_cancelled()
        try:
            received = exchange.inbox.get(timeout=seconds)
        except queue.Empty:
            self.end(EngineSilent(self.name, seconds), again=False)
            raise self._end() from None
        if received is not None:
            return received
        cancel.raise_if_cancelled()
        raise self._end()

    def _cancel(self, exchange: _Exchange) -> None:
        """Cancel a request in the process; waits at most `_GRACE` seconds for the confirmation that it has stopped."""
        told = False
        with contextlib.suppress(WorkerEnded):
            told = self.send(messages.Cancel(exchange.number), wait=_GRACE)
        if told and self._stops(exchange, _GRACE):
            self._exchanges.pop(exchange.number, None)
        else:
            threading.Thread(target=self._see_stopped, args=(exchange, told), daemon=True).start()

    def _stops(self, exchange: _Exchange, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self.ended.is_set():
            with contextlib.suppress(queue.Empty):
                received = exchange.inbox.get(timeout=left)
                if received is not None and isinstance(received[0], (messages.Done, messages.Failed)):
                    return True
        return False

    def _see_stopped(self, exchange: _Exchange, told: bool) -> None:
        """End a process that has not stopped a cancelled request in time."""
        with contextlib.suppress(WorkerEnded):
            told or self.send(messages.Cancel(exchange.number), wait=self._limits.cancel)
        if not self._stops(exchange, self._limits.cancel):
            self.end(EngineSilent(self.name, self._limits.cancel), again=True)
        self._exchanges.pop(exchange.number, None)

    # --- watching ---

    def _read(self) -> None:
        try:
            while (received := receive(cast("RawPipe", self._output))) is not None:
                self._heard = time.monotonic()
                self._pass_on(received)
        except BadMessage as problem:
            self.end(EngineFaulty(self.name, f"its process sent {problem}"), again=False)
        except OSError:
            pass
        self._gone()

    def _pass_on(self, received: Received) -> None:
        message = received[0]
        if isinstance(message, messages.Alive):
            self.elsewhere = max(0, message.memory)
        elif isinstance(message, messages.Ready):
            if message.version != messages.VERSION:
                self.end(EngineIncompatible(self.name, message.version, messages.VERSION), again=False)
            else:
                self._ready.put(message)
            return
        number = getattr(message, "id", 0)
        if number == 0 and isinstance(message, messages.Failed):
            self.end(EngineError(message.error), again=False)
            return
        with self._lock:
            exchange = self._exchanges.get(number)
        if exchange is not None:  # else it was cancelled, and its last answers come late
            exchange.inbox.put(received)

    def _watch(self) -> None:
        """End a process that sends no message in time, or exceeds its memory limit."""
        limit = self._limits.memory_mb
        self._heard = time.monotonic()
        while not self.ended.wait(_WATCH_EVERY):
            if limit and self.memory() / 1e6 > limit:
                self.end(EngineTookTooMuchMemory(self.name, limit), again=False)
            silent = time.monotonic() - self._heard
            if silent > max(self._limits.silent, self._limits.start if self._numbers == 0 else 0.0):
                self.end(EngineSilent(self.name, silent), again=True)

    def _gone(self) -> None:
        """Record the end of the process, and wake all waiting threads."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5.0)
        self._kill()
        self._process.wait()
        self.stderr.close()
        with self._lock:
            if self._why is None:
                how = exit_in_words(self._process.returncode)
                self._why = WorkerEnded(EngineCrashed(self.name, how), again=True, how=how)
            self.ended.set()
            waiting = list(self._exchanges.values())
        for exchange in waiting:
            exchange.inbox.put(None)
        self._ready.put(None)
        with contextlib.suppress(OSError):
            self._output.close()
        self._writer.close()

    def _end(self) -> WorkerEnded:
        """The reason for the end of the process, after waiting for that end."""
        self.ended.wait(10.0)
        with self._lock:
            return self._why or WorkerEnded(EngineCrashed(self.name, "it does not answer"), again=True)

    # --- ending ---

    def end(self, error: ClonyError, *, again: bool) -> None:
        """End the process at once; requests under way fail with `error`."""
        with self._lock:
            if self._why is None:
                self._why = WorkerEnded(error, again=again)
        self._kill()

    def _kill(self) -> None:
        """The process and all that it started: they are a group."""
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL) if os.name == "posix" else self._process.kill()

    def close(self, seconds: float = 2.0) -> None:
        """End it, in good order if it takes no longer than `seconds`."""
        with self._lock:
            if self._why is None:
                self._why = WorkerEnded(EngineCrashed(self.name, "it was unloaded"), again=True)
        if not self._writer.close(seconds) or not self.ended.wait(seconds):
            self._kill()
            self.ended.wait(10.0)
