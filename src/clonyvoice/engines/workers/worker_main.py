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
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Final

from clonyvoice.engines.capabilities import InOwnProcess, presets_of
from clonyvoice.engines.contract import Engine
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.engine_server import EngineServer, told
from clonyvoice.engines.workers.message_encoding import BadMessage, RawPipe, encode, receive

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


class WorkerServer(EngineServer):
    """Serves one engine over pipes: one request at a time, or several where the engine allows it."""

    def __init__(self, requests: RawPipe, answers: int) -> None:
        super().__init__()
        self._requests, self._answers = requests, answers
        self._sending = threading.Lock()

    def send(self, message: messages.Message, payload: bytes | memoryview = b"") -> None:
        """Send one message; the process ends when the pipe is closed."""
        parts = [memoryview(encode(message, len(payload))), memoryview(payload)]
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
            elif isinstance(message, messages.Request):
                self.open(message.id)
                pool.submit(self.answer, engine, message, payload)
        os._exit(0)

    def _receive(self) -> tuple[messages.Message, bytearray] | None:
        try:
            return receive(self._requests)
        except (OSError, BadMessage):
            return None

    def _tell_alive(self, engine: Engine) -> None:
        beat = threading.Event()
        while not beat.wait(ALIVE_SECONDS):
            elsewhere = engine.memory() if isinstance(engine, InOwnProcess) else 0
            self.send(messages.Alive(elsewhere))
