"""The embedded engine called directly, through the registry, and in a process of its own; cancels and kills.

    python -m benchmarks.workers [--seed N] [--count 40] [--kills 100] [--write] [--smoke]

Sentences are drawn from the seed and said once each way, in turns, in an order that changes; all have loaded and warmed
up. First audio and the cost of a piece are measured with an engine that computes nothing, so that the transport is all
there is, with nothing else running and beside two processes that compute. What a piece allocates on both sides of the
pipe is traced. Cancels come at random moments. A process is killed (SIGKILL) at random moments while three threads
speak: every request must be whole, or have been told. Needs the weights (CLONYVOICE_WEIGHTS); no network.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess  # programs that compute, beside which the transport is measured
import sys
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import numpy as np
import psutil
from tests.engines.contract import installed
from tests.engines.workers import odd_engine

from benchmarks.prose import sentences
from benchmarks.served import report
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine, Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.engines.workers import contract_messages
from clonyvoice.engines.workers.message_encoding import receive
from clonyvoice.engines.workers.messages import Piece
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration, worker_engine
from clonyvoice.engines.workers.worker_main import WorkerServer
from clonyvoice.text.phonemes import phonemise

FACTORY = f"{Path(installed.__file__)}:kokoro"
SLOW = f"{Path(odd_engine.__file__)}:engine"
FAKE = "clonyvoice.engines.fake:FakeEngine"


def asked(text: str, voice: str) -> SynthesisRequest:
    return SynthesisRequest(text, "en", voice, phonemise(text, "en"))


def timed(engine: Engine, request: SynthesisRequest) -> tuple[float, float, float]:
    """Seconds until the first piece, until the last, and of sound."""
    began = time.perf_counter()
    first, sound = 0.0, 0.0
    for piece in engine.synthesise(request, CancelToken()):
        first = first or time.perf_counter() - began
        sound += piece.audio.duration
    return first, time.perf_counter() - began, sound


def apart(factory: str, *arguments: str) -> WorkerEngine:
    run = command(sys.executable, factory, *arguments)
    return worker_engine(*declaration("benchmark", run), run)


class Leased:
    """An engine as the server uses it: leased from the registry for each request."""

    def __init__(self, engine: Engine) -> None:
        self.info, self._engines = engine.info, EngineRegistry()
        self._engines.register(engine)

    def load(self, device: str = "cpu") -> None:
        """Nothing: a lease loads it."""

    def unload(self) -> None:
        """Unload what was leased."""
        self._engines.close()

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of the leased engine."""
        with self._engines.lease(self.info.id, cancel) as engine:
            yield from engine.synthesise(request, cancel)


def throughput(here: Engine, leased: Leased, there: WorkerEngine, seed: int, count: int) -> list[str]:
    """Rows about the same sentences said in three ways, in turns."""
    ways: dict[str, Engine] = {"direct": here, "leased": leased, "apart": there}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    firsts: dict[str, list[float]] = {name: [] for name in ways}
    sound = 0.0
    for index, text in enumerate(sentences(seed, count)):
        request = asked(text, ("af_heart", "am_michael", "bf_emma")[index % 3])
        names = list(ways)[index % 3 :] + list(ways)[: index % 3]
        for name in names if index % 2 else reversed(names):
            first, took, length = timed(ways[name], request)
            seconds[name].append(took)
            firsts[name].append(1000 * first)
            sound += length / 3
    total = {name: sum(all_) for name, all_ in seconds.items()}
    rows = [
        f"| {count} sentences, seconds of sound | {sound:.1f} |",
        f"| seconds called directly, through the registry, in its own process | {total['direct']:.2f},"
        f" {total['leased']:.2f}, {total['apart']:.2f} |",
    ]
    for name, what, wanted in (
        ("leased", "through the registry", 0.99),
        ("apart", "in its own process", 0.95),
    ):
        pairs = [one / other for one, other in zip(seconds["direct"], seconds[name], strict=True)]
        later = [other - one for one, other in zip(firsts["direct"], firsts[name], strict=True)]
        rows += [
            f"| throughput {what} (wanted ≥ {wanted}) | {total['direct'] / total[name]:.3f} × |",
            f"| … median of the sentences; first audio later by, median | {median(pairs):.3f} ×;"
            f" {median(later):.1f} ms |",
        ]
    return [*rows, f"| memory of the engine's own process | {there.memory() / 1e6:.0f} MB |"]


@contextmanager
def busy(count: int) -> Iterator[None]:
    """So many processes that compute, for the block."""
    program = [sys.executable, "-c", "while True: pass"]
    beside = [subprocess.Popen(program) for _ in range(count)]
    try:
        time.sleep(0.3 if count else 0.0)
        yield
    finally:
        for process in beside:
            process.kill()
            process.wait()


def transport(rounds: int) -> list[str]:
    """Rows about an engine that computes next to nothing: what registry, messages and pipes cost."""
    here, there = FakeEngine(), apart(FAKE)
    leased = Leased(FakeEngine())
    ways: dict[str, Engine] = {"direct": here, "leased": leased, "apart": there}
    request = asked("one two three four five six seven eight", "fake_ann")
    for engine in ways.values():
        engine.load()
        timed(engine, request)
    rows = []
    for count, beside in ((0, ""), (2, " beside two processes that compute")):
        firsts: dict[str, list[float]] = {name: [] for name in ways}
        wholes: dict[str, list[float]] = {name: [] for name in ways}
        with busy(count):
            for _ in range(rounds):
                for name, engine in ways.items():
                    first, whole, _ = timed(engine, request)
                    firsts[name].append(1000 * first)
                    wholes[name].append(1000 * whole)
        added = [there_ - here_ for here_, there_ in zip(firsts["direct"], firsts["apart"], strict=True)]
        rows.append(
            f"| first audio added{beside}, median, 95th of 100 (wanted ≤ 5 ms) | {median(added):.2f} ms,"
            f" {quantiles(added, n=20)[-1]:.2f} ms of {rounds} |"
        )
        if not count:
            per_piece = (median(wholes["apart"]) - median(wholes["direct"])) / 8
            lease = median(wholes["leased"]) - median(wholes["direct"])
            rows += [
                f"| each further piece | {per_piece:.2f} ms |",
                f"| a lease of the registry | {lease:.2f} ms |",
            ]
    leased.unload()
    there.unload()
    return rows


def allocated() -> list[str]:
    """Rows about what one piece allocates on its way from the engine's samples to those that are passed on."""
    samples = np.zeros(24_000 * 60, np.float32)
    reading, writing = os.pipe()
    told = contract_messages.piece(1, Spoken(Audio(samples, 24_000)))
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        server = WorkerServer(pipe, writing)
        tracemalloc.start()
        sending = threading.Thread(target=server.send, args=(told, samples.data.cast("B")))
        sending.start()
        received = receive(pipe)
        sending.join()
        assert received is not None
        assert isinstance(received[0], Piece)
        spoken = contract_messages.spoken_of(received[0], received[1])
        held, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    os.close(writing)
    assert len(spoken.audio.samples) == len(samples)
    return [
        f"| a minute of sound through the pipe: bytes held for each of its bytes, at most meanwhile (wanted: 1) |"
        f" {held / samples.nbytes:.2f}, {most / samples.nbytes:.2f} |"
    ]


def cancels(there: WorkerEngine, rng: random.Random, count: int, seed: int) -> list[str]:
    """Rows about cancels at random moments: until the caller has its answer, and the process computes no more."""
    texts = sentences(seed + 1, 4 * count)
    took: list[float] = []
    idle: list[float] = []
    for index in range(count):
        request = asked(" ".join(texts[4 * index : 4 * index + 4]), "af_heart")
        cancel, at = CancelToken(), list[float]()

        def stop(cancel: CancelToken = cancel, at: list[float] = at) -> None:
            at.append(time.perf_counter())
            cancel.cancel()

        threading.Timer(rng.uniform(0.02, 0.8), stop).start()
        try:
            list(there.synthesise(request, cancel))
        except Cancelled:
            took.append(1000 * (time.perf_counter() - at[0]))
            process = psutil.Process(there.process_id or 0)
            time.sleep(max(0.0, 0.1 - took[-1] / 1000))  # by now it must be idle
            before = sum(process.cpu_times()[:2])
            time.sleep(0.3)
            idle.append((sum(process.cpu_times()[:2]) - before) / 0.3)
    if not took:
        return ["| cancels | every text was said before its cancel |"]
    return [
        f"| cancel answered, median and worst of {len(took)} (wanted ≤ 100 ms) | {median(took):.0f},"
        f" {max(took):.0f} ms |",
        f"| processor of the process 0.1 s after a cancel, median and worst | {100 * median(idle):.0f},"
        f" {100 * max(idle):.0f} % of a core |",
    ]


def kills(rng: random.Random, count: int) -> list[str]:
    """Rows about kills under load: what was lost, and how soon the next request was served."""
    engine, here = apart(SLOW, "slow", "0.003"), FakeEngine()
    here.load()
    request = asked("one two three", "fake_ann")
    wanted = np.concatenate([one.audio.samples for one in here.synthesise(request, CancelToken())])
    ends: Counter[str] = Counter()
    over, lock = threading.Event(), threading.Lock()
    last_killed = [0.0]
    waits: list[float] = []

    def speak() -> None:
        while not over.is_set():
            try:
                heard = [one.audio.samples for one in engine.synthesise(request, CancelToken())]
            except ClonyError as error:
                end = f"told ({error.code})"
            else:
                end = "whole" if np.array_equal(np.concatenate(heard), wanted) else "WRONG"
            with lock:
                ends[end] += 1
                if end == "whole" and last_killed[0]:
                    waits.append(time.perf_counter() - last_killed[0])
                    last_killed[0] = 0.0

    threads = [threading.Thread(target=speak) for _ in range(3)]
    for thread in threads:
        thread.start()
    pids: set[int] = set()
    for _ in range(count):
        while (process := engine.process_id) is None or process in pids:
            time.sleep(0.002)
        time.sleep(rng.uniform(0.0, 0.3))
        pids.add(process)
        with lock:
            last_killed[0] = time.perf_counter()
        os.kill(process, signal.SIGKILL)
    time.sleep(1.0)
    over.set()
    for thread in threads:
        thread.join(30)
    engine.unload()
    left = [pid for pid in pids if psutil.pid_exists(pid)]
    told = ", ".join(f"{number} {end}" for end, number in ends.most_common())
    return [
        f"| {count} kills under load: requests | {told} |",
        f"| next whole request after a kill, median and worst (wanted ≤ 3 s) | {median(waits):.2f},"
        f" {max(waits):.2f} s |",
        f"| processes left over | {len(left)} |",
    ]


def main() -> int:
    """Measure, print; 1 when a request was wrong, or a process is left over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a few of each, to see that it runs")
    given = parser.parse_args()
    count, killed, cancelled = (3, 5, 3) if given.smoke else (given.count, given.kills, 24)
    print(f"seed {given.seed}")
    rng = random.Random(given.seed)
    rows = transport(20 if given.smoke else 200) + allocated()
    weights = str(Settings().weights)
    here, there = installed.kokoro(weights), apart(FACTORY, weights)
    for engine in (here, there):
        engine.load()
        timed(engine, asked(sentences(given.seed + 2, 1)[0], "af_heart"))
    here.model.warm_up()
    time.sleep(0.0 if given.smoke else 20.0)  # the other one makes itself ready in the background too
    leased = Leased(here)
    timed(leased, asked(sentences(given.seed + 3, 1)[0], "af_heart"))
    rows = throughput(here, leased, there, given.seed, count) + rows
    leased.unload()
    rows += cancels(there, rng, cancelled, given.seed)
    there.unload()
    rows += kills(rng, killed)
    text = "\n".join(["| | |", "|---|---|", f"| seed | {given.seed} |", *rows])
    report("workers", "An engine in a process of its own", text, write=given.write and not given.smoke)
    return 1 if "WRONG" in text or "left over | 0" not in text else 0


if __name__ == "__main__":
    sys.exit(main())
