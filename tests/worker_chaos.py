"""Mixed work on a server with an engine in a process of its own; that process and the server are killed in turns."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import psutil

from tests.chaos import Chaos, ScriptedServer


class ApartServer(ScriptedServer):
    """The scripted server with another scripted engine, `apart`, in a process of its own."""

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments of the interpreter."""
        return (*super().command, "--apart")


class WorkerChaos(Chaos):
    """Clients of which those that speak, queue and take again use the voice of the engine `apart`."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._voices = ("apart_ann", "apart_ann")
        self._seen: list[psutil.Process] = []
        self._served: list[float] = []
        self._unserved: list[str] = []

    def _worker(self) -> psutil.Process | None:
        """The process of the engine, if it runs."""
        with contextlib.suppress(psutil.Error):
            for one in psutil.Process(self.server.pid).children():
                if any("environment_entry" in part for part in one.cmdline()):
                    return one
        return None

    def _killed_apart(self, number: int) -> bool:
        """Every other kill is that of the engine's process; the next request is waited for."""
        worker = self._worker()
        if worker is not None:
            self._seen.append(worker)  # a number may be given again: psutil tells by the start, too
        if number % 2 or worker is None:
            return False
        server = self.server.pid
        worker.kill()
        began = time.monotonic()
        with self.server.client(self.promises.key) as http:
            body = {"voice": "apart_ann", "text": "Hello there.", "language": "en"}
            answer = http.post("/api/generate/preset", json=body)
        if answer.status_code != 200 or not psutil.pid_exists(server):
            self._unserved.append(f"the request after kill {number + 1}: {answer.status_code}")
        self._served.append(time.monotonic() - began)
        print(
            f"kill {number + 1}: of the engine, next request {self._served[-1]:.1f} s, "
            f"{dict(self.promises.counts)}",
            flush=True,
        )
        return True

    def _missing(self) -> list[str]:
        return [*super()._missing(), *self._unserved]

    def _apart_found(self) -> tuple[list[float], int]:
        _, alive = psutil.wait_procs(self._seen, timeout=5)
        return self._served, len(alive)
