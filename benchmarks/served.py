"""For benchmarks: a real server in a process of its own, its keys, its CPU seconds, and tables of results."""

from __future__ import annotations

import datetime
import os
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from tests.eventually import eventually

RESULTS = Path(__file__).parent / "results"


@dataclass
class Served:
    """A running server."""

    url: str
    data_dir: Path
    process: psutil.Process

    def key(self, name: str = "bench") -> str:
        """A new key without limits."""
        command = [*_clonyvoice(), "keys", "create", "--name", name, "--unlimited", "--quiet"]
        done = subprocess.run([*command, "--data-dir", str(self.data_dir)], check=True, capture_output=True)
        return done.stdout.decode().strip()

    def client(self, key: str) -> httpx.Client:
        """A client with a key."""
        return httpx.Client(base_url=self.url, headers={"X-API-Key": key}, timeout=900)

    def cpu(self) -> float:
        """CPU seconds that the server has used so far."""
        times = self.process.cpu_times()
        return times.user + times.system

    def memory_mb(self) -> float:
        """Resident memory."""
        return self.process.memory_info().rss / 1e6

    def watched(self, work: Callable[[], str]) -> Watched:
        """The result of `work`, with the time and the memory that it took."""
        over = threading.Event()
        began, used, before = time.monotonic(), self.cpu(), self.memory_mb()
        seen = [(0.0, before)]

        def look() -> None:
            while not over.wait(0.05):
                seen.append((time.monotonic() - began, self.memory_mb()))

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            said = work()
        finally:
            over.set()
            watcher.join()
        seconds = time.monotonic() - began
        tenth = max(memory for at, memory in seen if at <= max(seconds / 10, 1.0))
        return Watched(said, seconds, self.cpu() - used, before, tenth, max(memory for _, memory in seen))


@dataclass(frozen=True)
class Watched:
    """A result; its seconds by the clock and the server's of computing; the server's memory in MB before
    it, at most within its first tenth, and at most.
    """

    said: str
    seconds: float
    computing: float
    before: float
    tenth: float
    peak: float


def _clonyvoice() -> list[str]:
    return [sys.executable, "-m", "clonyvoice"]


@contextmanager
def scripted(data_dir: Path) -> Iterator[Served]:
    """A server on the scripted engine and recogniser, which need no weights; its voices are fake_ann and fake_ben."""
    from tests.chaos import ScriptedServer

    with ScriptedServer(data_dir) as server:
        yield Served(server.url, data_dir, psutil.Process(server.pid))


def _answers(url: str) -> bool:
    try:
        httpx.get(f"{url}/health", timeout=5)
    except httpx.HTTPError:
        return False
    return True


@contextmanager
def served(data_dir: Path, *options: str) -> Iterator[Served]:
    """A server on a free port with more `options` of `serve`, stopped at the end.

    Weights are where CLONYVOICE_WEIGHTS says.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_clonyvoice(), "serve", "--port", str(port), "--no-browser", "--data-dir", str(data_dir)]
    command += options
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        eventually(lambda: _answers(url), seconds=180, every=0.1)
        yield Served(url, data_dir, psutil.Process(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def machine() -> str:
    """The machine that it ran on, and its other load."""
    cpu = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    load = os.getloadavg()[0]
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{now}; {os.cpu_count()} cores, {cpu}; load average {load:.1f}"


def quiet(limit: float = 1.0, patience: float = 0.0) -> bool:
    """Whether the machine is (or within `patience` seconds becomes) idle enough for absolute times."""
    until = time.monotonic() + patience
    while True:
        if psutil.cpu_percent(1.0) * (os.cpu_count() or 1) / 100 <= limit:
            return True
        if time.monotonic() > until:
            return False


def report(name: str, title: str, text: str, *, write: bool) -> None:
    """Print a result, and keep it under `results/` when asked to."""
    page = f"# {title}\n\n{machine()}\n\n{text.strip()}\n"
    print(page)
    if write:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.md").write_text(page)
