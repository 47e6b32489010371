"""The embedded engine in a process of its own against the same in this process: throughput, first audio, cancel, kills.

    python -m benchmarks.workers [--seed N] [--count 40] [--kills 100] [--write] [--smoke]

Sentences are drawn from the seed and said once by either, in turns, in an order that alternates; both have
loaded and warmed up. First audio and the cost of a piece are measured with an engine that computes nothing, so that the
transport is all there is. Cancels come at random moments. A process is killed (SIGKILL) at random moments while three
threads speak: every request must be whole, or have been told. Needs the weights (CLONYVOICE_WEIGHTS); no network.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import median, quantiles

import numpy as np
import psutil
from tests.engines.contract import installed
from tests.engines.workers import odd_engine

from benchmarks.prose import sentences
from benchmarks.served import report
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers.worker_abilities import worker_engine
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration
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


def throughput(here: Engine, there: WorkerEngine, seed: int, count: int) -> list[str]:
    """Rows about the same sentences said by both in turns."""
    seconds = {"here": list[float](), "there": list[float]()}
    sound = 0.0
    for index, text in enumerate(sentences(seed, count)):
        request = asked(text, ("af_heart", "am_michael", "bf_emma")[index % 3])
        order = [("here", here), ("there", there)]
        for name, engine in order if index % 2 else reversed(order):
            _, took, length = timed(engine, request)
            seconds[name].append(took)
            sound += length / 2
    total = {name: sum(all_) for name, all_ in seconds.items()}
    pairs = [one / other for one, other in zip(seconds["here"], seconds["there"], strict=True)]
    return [
        f"| {count} sentences, seconds of sound | {sound:.1f} |",
        f"| seconds in this process, in its own | {total['here']:.2f}, {total['there']:.2f} |",
        f"| throughput in its own process (wanted ≥ 0.95) | {total['here'] / total['there']:.3f} × |",
        f"| … median of the sentences | {median(pairs):.3f} × |",
        f"| memory of the engine's own process | {there.memory() / 1e6:.0f} MB |",
    ]


def transport(rounds: int) -> list[str]:
    """Rows about an engine that computes next to nothing: what the messages and pipes cost."""
    here, there = FakeEngine(), apart(FAKE)
    here.load()
    there.load()
    request = asked("one two three four five six seven eight", "fake_ann")
    firsts = {"here": list[float](), "there": list[float]()}
    wholes = {"here": list[float](), "there": list[float]()}
    for _ in range(rounds):
        for name, engine in (("here", here), ("there", there)):
            first, whole, _ = timed(engine, request)
            firsts[name].append(1000 * first)
            wholes[name].append(1000 * whole)
    there.unload()
    added = [there_ - here_ for here_, there_ in zip(firsts["here"], firsts["there"], strict=True)]
    per_piece = (median(wholes["there"]) - median(wholes["here"])) / 8
    return [
        f"| first audio added, median, 95th of 100 (wanted ≤ 5 ms) | {median(added):.2f} ms,"
        f" {quantiles(added, n=20)[-1]:.2f} ms of {rounds} |",
        f"| each further piece | {per_piece:.2f} ms |",
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
    rows = transport(20 if given.smoke else 200)
    weights = str(Settings().weights)
    here, there = installed.kokoro(weights), apart(FACTORY, weights)
    for engine in (here, there):
        engine.load()
        timed(engine, asked(sentences(given.seed + 2, 1)[0], "af_heart"))
    here.model.warm_up()
    time.sleep(0.0 if given.smoke else 20.0)  # the other one makes itself ready in the background too
    rows = throughput(here, there, given.seed, count) + rows
    here.unload()
    rows += cancels(there, rng, cancelled, given.seed)
    there.unload()
    rows += kills(rng, killed)
    text = "\n".join(["| | |", "|---|---|", f"| seed | {given.seed} |", *rows])
    report("workers", "An engine in a process of its own", text, write=given.write and not given.smoke)
    return 1 if "WRONG" in text or "left over | 0" not in text else 0


if __name__ == "__main__":
    sys.exit(main())
