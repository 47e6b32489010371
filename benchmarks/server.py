"""Cost of the server: time to answer, memory, responsiveness under load, overhead over the engine.

    python benchmarks/server.py [--rounds 5] [--write] [--smoke]

- start: seconds from the command to the first answer of /health, and to the first answer of the API
- memory: of the process before any model is needed
- health: 99th percentile of /health, idle and while four generations run
- overhead: time of a generation over HTTP against the engine called with the same chunks in this process, in turns
- cancel: from the request to its answer, and CPU that the server takes in the 300 ms after

Needs the weights (CLONYVOICE_WEIGHTS). Run it on an otherwise idle machine: it prints the load beside the figures.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.eventually import eventually  # noqa: E402 - after its path is known
from tests.serving import ServerProcess  # noqa: E402 - after its path is known

TEXT = (
    "The harbour was quiet that morning, and the boats lay still on the grey water. "
    "An old man mended his nets on the quay while two gulls watched him from the wall. "
    "Nobody spoke, for there was nothing that needed to be said."
)


def starts(rounds: int) -> tuple[list[float], list[float], list[float], list[float]]:
    """Seconds to /health, its CPU seconds, seconds to the API, and MB held, of fresh starts."""
    health, compute, ready, memory = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            server = ServerProcess(Path(folder), port=18_765)
            began = time.monotonic()
            watcher = Watcher("http://127.0.0.1:18765/health", server)
            server.start()
            ready.append(time.monotonic() - began)
            health.append(watcher.first() - began)
            compute.append(watcher.compute)
            time.sleep(1)
            memory.append(psutil.Process(server.pid).memory_info().rss / 1e6)
            server.stop()
    return health, compute, ready, memory


class Watcher:
    """Asks an address until it answers."""

    def __init__(self, url: str, server: ServerProcess) -> None:
        self._url, self._server, self._at = url, server, 0.0
        self.compute = 0.0
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        def answered() -> bool:
            with contextlib.suppress(httpx.TransportError):
                return httpx.get(self._url, timeout=1).status_code == 200
            return False

        eventually(answered, seconds=180)
        self._at = time.monotonic()
        self.compute = sum(psutil.Process(self._server.pid).cpu_times()[:2])

    def first(self) -> float:
        self._thread.join()
        return self._at


class Bare:
    """A server that does nothing but answer: what this machine allows at this moment."""

    _APP = (
        "import uvicorn\n"
        "async def app(scope, receive, send):\n"
        "    await send({'type': 'http.response.start', 'status': 200, 'headers': []})\n"
        "    await send({'type': 'http.response.body', 'body': b'ok'})\n"
        "uvicorn.run(app, port=18766, lifespan='off', access_log=False, log_level='error')\n"
    )

    def __enter__(self) -> str:
        self._process = subprocess.Popen([sys.executable, "-c", self._APP])
        time.sleep(3)
        return "http://127.0.0.1:18766"

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def health(url: str, seconds: float) -> list[float]:
    """Milliseconds of each /health, one after another."""
    found = []
    until = time.monotonic() + seconds
    with httpx.Client(base_url=url, timeout=30) as http:
        http.get("/health")
        while time.monotonic() < until:
            began = time.perf_counter()
            assert http.get("/health").status_code == 200
            found.append((time.perf_counter() - began) * 1000)
            time.sleep(0.01)
    return found


def under_load(server: ServerProcess, key: str, bare: str, seconds: float) -> tuple[list[float], list[float]]:
    """The same while four generations run, and that of a bare server beside it."""
    stop = threading.Event()

    def speak() -> None:
        with server.client(key) as http:
            while not stop.is_set():
                http.post("/api/generate/preset", json={"voice": "af_heart", "text": TEXT, "language": "en"})

    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    found, control = health(server.url, seconds), health(bare, seconds)
    stop.set()
    with server.client(key) as http:
        http.post("/api/generation/cancel", json={})
    for thread in threads:
        thread.join()
    return found, control


def overhead(server: ServerProcess, key: str, rounds: int) -> tuple[float, float, float]:
    """Medians of (over HTTP) / (the engine alone) - 1, in turns: by the clock, and by CPU time of the processes; and of
    one and the same request, (all of it) / (its calls of the engine) - 1, on which other load weighs alike.
    """
    from clonyvoice.core.cancel import CancelToken
    from clonyvoice.core.settings import Settings
    from clonyvoice.engines.contract import SynthesisRequest
    from clonyvoice.engines.kokoro.engine import KokoroEngine
    from clonyvoice.text.phonemes import phonemise
    from clonyvoice.weights import WeightsStore

    engine = KokoroEngine(WeightsStore(Settings().weights))
    engine.load()
    with server.client(key) as http:
        body = {"voice": "af_heart", "text": TEXT, "language": "en"}
        first = http.post("/api/generate/preset", json=body)
        assert first.status_code == 200, first.text
        chunks = [chunk["text"] for chunk in first.json()["chunks"]]

        process = psutil.Process(server.pid)

        def bare() -> tuple[float, float]:
            began, before = time.perf_counter(), time.process_time()
            for chunk in chunks:
                request = SynthesisRequest(chunk, "en", "af_heart", phonemise(chunk, "en"))
                for _ in engine.synthesise(request, CancelToken()):
                    pass
            return time.perf_counter() - began, time.process_time() - before

        def requested() -> tuple[float, float]:
            began, before = time.perf_counter(), sum(process.cpu_times()[:2])
            answer = http.post("/api/generate/preset", json=body)
            taken = time.perf_counter() - began
            made = answer.json()
            within.append(taken / (made["timings"]["rtf"] * made["duration"]))
            return taken, sum(process.cpu_times()[:2]) - before

        within: list[float] = []
        bare(), requested()
        within.clear()
        wall, compute = [], []
        for turn in range(rounds):
            order = (bare, requested) if turn % 2 else (requested, bare)
            times = {measured: measured() for measured in order}
            wall.append(times[requested][0] / times[bare][0])
            compute.append(times[requested][1] / times[bare][1])
    return statistics.median(wall) - 1, statistics.median(compute) - 1, statistics.median(within) - 1


def cancel(server: ServerProcess, key: str, rounds: int) -> tuple[float, float]:
    """Median milliseconds that a cancel takes to be answered, and the CPU share of one core in the 300 ms after."""
    process = psutil.Process(server.pid)
    answered, busy = [], []
    with server.client(key) as http:
        for _ in range(rounds):
            body = {"voice": "af_heart", "text": TEXT * 5, "language": "en", "async": True}
            generation = http.post("/api/generate/preset", json=body).json()["id"]
            time.sleep(1.5)
            began = time.perf_counter()
            http.post("/api/generation/cancel", json={"generation_id": generation})
            answered.append((time.perf_counter() - began) * 1000)
            before = sum(process.cpu_times()[:2])
            time.sleep(0.3)
            busy.append((sum(process.cpu_times()[:2]) - before) / 0.3)
    return statistics.median(answered), statistics.median(busy)


def p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20, help="of each measurement of /health")
    parser.add_argument("--write", action="store_true", help="into benchmarks/results/server.md")
    parser.add_argument("--smoke", action="store_true", help="one short round of each; writes nothing")
    arguments = parser.parse_args()
    if arguments.smoke:
        arguments.rounds, arguments.seconds, arguments.write = 1, 0.5, False
    loads = [os.getloadavg()[0]]
    to_health, compute, to_api, memory = starts(arguments.rounds)
    with tempfile.TemporaryDirectory() as folder, ServerProcess(Path(folder)) as server:
        key = server.new_key(unlimited=True)
        idle = health(server.url, arguments.seconds / 2)
        with server.client(key) as http:  # loads the model
            http.post("/api/generate/preset", json={"voice": "af_heart", "text": "Hello.", "language": "en"})
        with Bare() as bare:
            busy, control = under_load(server, key, bare, arguments.seconds)
        cost, cpu_cost, within = overhead(server, key, arguments.rounds)
        answered, after = cancel(server, key, arguments.rounds)
    loads.append(os.getloadavg()[0])
    rows = [
        ("/health answers after the command, s", f"{statistics.median(to_health):.2f}", "≤ 2"),
        ("CPU until then, s", f"{statistics.median(compute):.2f}", ""),
        ("the API answers after the command, s", f"{statistics.median(to_api):.2f}", ""),
        ("memory before a model is needed, MB", f"{statistics.median(memory):.0f}", "< 300"),
        ("/health 99th percentile, idle, ms", f"{p99(idle):.1f}", "< 20"),
        ("/health 99th percentile, four generations, ms", f"{p99(busy):.1f}", "< 20"),
        ("a bare server's beside it, ms", f"{p99(control):.1f}", ""),
        ("/health median, four generations, ms", f"{statistics.median(busy):.1f}", ""),
        ("server over bare engine, same text", f"{cost:+.1%}", "≤ 5 %"),
        ("the same in CPU time", f"{cpu_cost:+.1%}", "≤ 5 %"),
        ("a request over its own calls of the engine", f"{within:+.1%}", "≤ 5 %"),
        ("cancel answered, compute stopped, ms", f"{answered:.0f}", "≤ 300"),
        ("CPU of the server in the 300 ms after, of one core", f"{after:.0%}", ""),
    ]
    where = f"{datetime.datetime.now(datetime.UTC).date()}, {platform.machine()}, {os.cpu_count()} cores"
    text = (
        f"# The server\n\n{where}; load of the machine {loads[0]:.1f} to {loads[1]:.1f} while measuring.\n\n"
    )
    text += "| | measured | wanted |\n|---|---|---|\n"
    text += "".join(f"| {name} | {value} | {wanted} |\n" for name, value, wanted in rows)
    print(text)
    if arguments.write:
        target = ROOT / "benchmarks" / "results" / "server.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
