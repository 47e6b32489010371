"""The process of an engine: requests from its standard input, answers to its standard output.

Started by `worker_process.WorkerProcess` through `environment_entry.py`. Whatever libraries print goes to the standard
error. It ends when its input ends, and on Linux with the server, however that ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.util
import os
import signal
import sys
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Final, TypeAlias, TypeVar, cast

import numpy as np

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.capabilities import FitsVoices, InOwnProcess, presets_of
from clonyvoice.engines.contract import Engine, RefineLevel
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.messages import RawPipe, receive

T = TypeVar("T")
Asked: TypeAlias = messages.Load | messages.Speak | messages.FitVoice
ALIVE_SECONDS: Final = 1.0  # Seconds between two heartbeats, chosen by hand
_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_NICENESS: Final = 5  # below the priority of the server. At 10 an engine waits long beside others.


def main(arguments: list[str]) -> int:
    """Serve the engine made by `module:factory`, the first argument, from the other arguments."""
    answers = os.dup(1)
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    os.dup2(2, 1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    sys.stdout = sys.stderr
    _end_with_the_server()
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    server = WorkerServer(requests, answers)
    try:
        engine = engine_of(arguments[0], arguments[1:])
    except Exception as error:
        traceback.print_exc()
        server.send(contract_messages.failed(0, told(error)))
        return 3
    server.serve(engine)
    return 0


def engine_of(factory: str, arguments: Sequence[str]) -> Engine:
    """The engine that `module:factory` creates from the arguments. Raises the factory's errors."""
    module, _, name = factory.rpartition(":")
    made: Engine = getattr(_module(module), name)(*arguments)
    return made


def _module(name: str) -> ModuleType:
    """The module of this name, or in the file of this path."""
    if not name.endswith(".py"):
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location("engine_module", name)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["engine_module"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _end_with_the_server() -> None:
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("900")  # when memory runs out, the system ends this process first


class EngineServer(ABC):
    """Answers the messages about one engine, whatever carries them; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[int, tuple[CancelToken, _Turns]] = {}

    @abstractmethod
    def send(self, message: messages.Message, payload: bytes | memoryview = b"") -> None:
        """Send one message to the client."""

    def open(self, number: int) -> CancelToken:
        """The cancel token of a request that will be answered."""
        token = CancelToken()
        with self._lock:
            self._running[number] = token, _Turns(self, number)
        return token

    def signal(self, message: messages.Cancel | messages.TurnGranted | messages.TurnTaken) -> bool:
        """Pass a message on to its request; returns whether that request is running."""
        with self._lock:
            running = self._running.get(message.id)
        if running is None:
            return False
        token, turns = running
        if isinstance(message, messages.Cancel):
            token.cancel()
        elif isinstance(message, messages.TurnGranted):
            turns.granted.set()
        else:
            turns.taken()
        return True

    def answer(self, engine: Engine, message: Asked, payload: contract_messages.Payload) -> None:
        """Execute a request, sending its results up to `Done` or `Failed`."""
        number = message.id
        with self._lock:
            token, turns = self._running[number]
        try:
            if isinstance(message, messages.Load):
                engine.load(message.device)
            elif isinstance(message, messages.Speak):
                request = contract_messages.request_of(message, payload, engine.info.id)
                for spoken in engine.synthesise(request, token):
                    token.raise_if_cancelled()
                    samples = np.ascontiguousarray(spoken.audio.samples, np.float32)
                    self.send(contract_messages.piece(number, spoken), samples.data.cast("B"))
            else:
                self._fit(engine, message, payload, token, turns)
            token.raise_if_cancelled()
            end: messages.Message = messages.Done(number)
        except Cancelled:
            end = messages.Failed(number, {"code": messages.CANCELLED})
        except Exception as error:
            if not isinstance(error, ClonyError):
                _print_without_values(error)
            end = contract_messages.failed(number, told(error))
        with self._lock:
            self._running.pop(number, None)
        self.send(end)

    def _fit(
        self,
        engine: Engine,
        message: messages.FitVoice,
        payload: contract_messages.Payload,
        token: CancelToken,
        turns: _Turns,
    ) -> None:
        def progress(fraction: float, stage: str) -> None:
            self.send(messages.Progress(message.id, float(fraction), stage))

        if not isinstance(engine, FitsVoices):
            raise ClonyError(f"The engine {engine.info.id} fits no voices.")
        reference = contract_messages.reference_of(message, payload)
        run = turns.runner(token)
        for fit in engine.fit(reference, cast("RefineLevel", message.level), progress, token, run):
            token.raise_if_cancelled()
            told, data = contract_messages.fitted(message.id, fit)
            self.send(told, data)


class WorkerServer(EngineServer):
    """Serves one engine over pipes: one request at a time, or several where the engine allows it."""

    def __init__(self, requests: RawPipe, answers: int) -> None:
        super().__init__()
        self._requests, self._answers = requests, answers
        self._sending = threading.Lock()

    def send(self, message: messages.Message, payload: bytes | memoryview = b"") -> None:
        """Send one message; the process ends when the pipe is closed."""
        parts = [memoryview(messages.encode(message, len(payload))), memoryview(payload)]
        with self._sending:
            try:
                while parts:
                    sent = os.writev(self._answers, parts) if hasattr(os, "writev") else self._write(parts[0])
                    while parts and sent >= len(parts[0]):
                        sent -= len(parts.pop(0))
                    if parts:
                        parts[0] = parts[0][sent:]
            except OSError:
                os._exit(0)

    def _write(self, data: memoryview) -> int:
        return os.write(self._answers, data)

    def serve(self, engine: Engine) -> None:
        """Answer requests until there are no more."""
        threading.Thread(target=self._tell_alive, args=(engine,), daemon=True).start()
        pool = ThreadPoolExecutor(max(1, engine.info.at_once), thread_name_prefix="engine")
        self.send(contract_messages.ready(engine.info, list(presets_of(engine))))
        while (received := self._receive()) is not None:
            message, payload = received
            if isinstance(message, (messages.Cancel, messages.TurnGranted, messages.TurnTaken)):
                self.signal(message)
            elif isinstance(message, (messages.Load, messages.Speak, messages.FitVoice)):
                self.open(message.id)
                pool.submit(self.answer, engine, message, payload)
        os._exit(0)

    def _receive(self) -> tuple[messages.Message, bytearray] | None:
        try:
            return receive(self._requests)
        except (OSError, messages.BadMessage):
            return None

    def _tell_alive(self, engine: Engine) -> None:
        beat = threading.Event()
        while not beat.wait(ALIVE_SECONDS):
            elsewhere = engine.memory() if isinstance(engine, InOwnProcess) else 0
            self.send(messages.Alive(elsewhere))


class _Turns:
    """The compute turns of one request: requested, granted, and interrupted for more urgent work."""

    def __init__(self, server: EngineServer, number: int) -> None:
        self._server, self._number = server, number
        self.granted = threading.Event()
        self._token = CancelToken()

    def taken(self) -> None:
        """Interrupt the piece that is computed in the turn."""
        self._token.cancel()

    def runner(self, cancel: CancelToken) -> _RemoteTurn:
        """A `Turn` that requests each turn from the server."""
        return _RemoteTurn(self, cancel)

    def run(self, piece: Callable[[CancelToken], T], cancel: CancelToken) -> T:
        """The result of a piece, computed in turns. Raises Cancelled."""
        while True:
            self._token = token = CancelToken()
            self.granted.clear()
            self._server.send(messages.TurnWanted(self._number))
            with cancel.stopping(self.granted.set):
                self.granted.wait()
            done = False
            try:
                cancel.raise_if_cancelled()
                with cancel.stopping(token.cancel):
                    result = piece(token)
                done = True
                return result
            except Cancelled:
                cancel.raise_if_cancelled()
                if not token.cancelled:
                    raise
            finally:
                self._server.send(messages.TurnEnded(self._number, done))


class _RemoteTurn:
    """The contract's `Turn`, granted by the server."""

    def __init__(self, turns: _Turns, cancel: CancelToken) -> None:
        self._turns, self._cancel = turns, cancel

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """The result of `piece`. Raises Cancelled."""
        return self._turns.run(piece, self._cancel)


def told(error: BaseException) -> ClonyError:
    """The ClonyError that is sent to the server for `error`."""
    if isinstance(error, ClonyError):
        return error
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return EngineNeedsMemory()
    return ClonyError(f"The engine failed ({type(error).__name__}). Its log has more.")


class EngineNeedsMemory(ClonyError):
    """The engine could not get the memory that it needed."""

    code, status, type = "engine_out_of_memory", 503, "unavailable_error"

    def __init__(self) -> None:
        super().__init__(
            "The engine ran out of memory (of this machine, or of its GPU). Close other programs, use a smaller engine,"
            " or a shorter text."
        )


def _print_without_values(error: BaseException) -> None:
    """The places of an error, without its message, which may hold a text."""
    for frame in traceback.extract_tb(error.__traceback__):
        sys.stderr.write(f"  {os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}\n")
    sys.stderr.write(f"{type(error).__name__}\n")
    sys.stderr.flush()
