"""An engine on a Ray cluster: throughput of 1, 2 and 4 actors, cancels, and actors and machines that are killed.

    python -m benchmarks.ray_scaling [--seed N] [--minutes 2] [--write] [--smoke]

The engine computes by sleeping, so that a few cores can show how more actors scale; each chunk is drawn from the seed.
The cluster is one head and three more raylets on this machine (`ray.cluster_utils`), asked through the process that
the server uses. For two minutes every ten seconds one of them, in turns an actor's process and a whole raylet with its
actors, is killed (SIGKILL) while eight threads speak; each chunk's sound must be that of the engine in this process,
sample by sample. A killed raylet is followed by a new one. Needs `clonyvoice[ray]` (`scripts/try_ray.sh` has it in an
environment of its own); without, it says so and ends.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import threading
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.prose import sentences
from benchmarks.served import report
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.cluster.engine_processes import ASKING, LIMITS
from clonyvoice.engines.contract import Engine, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration, worker_engine
from clonyvoice.text.phonemes import phonemise

_DELAY = 0.1
"""Seconds that the engine sleeps for each word."""
_SLOTS = 2
"""Actors that a raylet has room for."""
_ENGINE = f"{Path(__file__).resolve()}:sleeping"


def sleeping() -> FakeEngine:
    """An engine that sleeps for each word."""
    return FakeEngine(delay=_DELAY)


def on_cluster(address: str, least: int, most: int) -> WorkerEngine:
    """The engine by actors of the cluster, loaded."""
    run = command(sys.executable, ASKING, address, "fake", str(least), str(most), "1", "0", _ENGINE)
    engine = worker_engine(*declaration("benchmark", run, LIMITS), run, LIMITS)
    engine.load()
    return engine


def requests(seed: int, count: int, words: int) -> list[SynthesisRequest]:
    """Chunks of so many words, with seeds of their own."""
    pool = " ".join(sentences(seed, 8 + count * words // 6)).split()
    texts = [" ".join(pool[index * words : (index + 1) * words]) for index in range(count)]
    return [SynthesisRequest(text, "en", "fake_ann", phonemise(text, "en"), seed=7) for text in texts]


def said(engine: Engine, request: SynthesisRequest) -> np.ndarray:
    """The samples of a request."""
    return np.concatenate([one.audio.samples for one in engine.synthesise(request, CancelToken())])


def all_at_once(engine: Engine, asked: list[SynthesisRequest], threads: int) -> float:
    """Seconds until all are said by so many threads."""
    left, lock = list(asked), threading.Lock()

    def work() -> None:
        while True:
            with lock:
                if not left:
                    return
                one = left.pop()
            said(engine, one)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - began


def scaling(address: str, seed: int, chunks: int) -> list[str]:
    """Rows about 1, 2 and 4 actors, each against one: the same chunks."""
    asked, rows, one = requests(seed, chunks, 10), [], 0.0
    for count in (1, 2, 4):
        engine = on_cluster(address, count, count)
        all_at_once(engine, asked[:count] * 4, 2 * count)  # until all actors are there
        seconds = all_at_once(engine, asked, 2 * count)
        engine.unload()
        one = one or seconds
        wanted = "" if count == 1 else f" (wanted ≥ {0.9 * count:.1f})"
        rows.append(
            f"| {count} actors: {chunks} chunks, against one{wanted} | {seconds:.1f} s, {one / seconds:.2f} × |"
        )
        print(rows[-1], flush=True)
    return rows


def cancels(address: str, rng: random.Random, seed: int, count: int) -> list[str]:
    """Rows about cancels at random moments, with one actor: the answer, and how soon the actor takes the next chunk."""
    engine = on_cluster(address, 1, 1)
    answered, idle = [], []
    for request in requests(seed + 1, count, 40):
        cancel, at = CancelToken(), list[float]()

        def stop(cancel: CancelToken = cancel, at: list[float] = at) -> None:
            at.append(time.perf_counter())
            cancel.cancel()

        threading.Timer(rng.uniform(0.2, 1.5), stop).start()
        try:
            list(engine.synthesise(request, cancel))
        except Cancelled:
            answered.append(1000 * (time.perf_counter() - at[0]))
            next(
                iter(engine.synthesise(request, CancelToken()))
            )  # its one place is free again, and one word was said
            idle.append(1000 * (time.perf_counter() - at[0] - _DELAY))
    engine.unload()
    return [
        f"| cancel answered, median and worst of {len(answered)} | {median(answered):.0f}, {max(answered):.0f} ms |",
        f"| cancel to idle: the next chunk's first sound less the engine's own time (wanted ≤ 300 ms) |"
        f" {median(idle):.0f}, {max(idle):.0f} ms |",
    ]


def kills(cluster: Any, rng: random.Random, seed: int, seconds: float, every: float) -> list[str]:
    """Rows about kills while eight threads speak."""
    import psutil

    asked = requests(seed + 2, 40, 12)
    here = FakeEngine()
    here.load()
    wanted = [said(here, one) for one in asked]
    engine = on_cluster(cluster.address, 4, 6)
    ends: Counter[str] = Counter()
    over, lock = threading.Event(), threading.Lock()
    numbers, longest = cycle(range(len(asked))), [0.0]

    def work() -> None:
        while not over.is_set():
            with lock:
                number = next(numbers)
            began = time.perf_counter()
            try:
                heard = said(engine, asked[number])
            except ClonyError as error:
                end = f"lost ({error.code})"
            else:
                end = "whole" if np.array_equal(heard, wanted[number]) else "WRONG"
            with lock:
                ends[end] += 1
                longest[0] = max(longest[0], time.perf_counter() - began)

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    killed: Counter[str] = Counter()
    until = time.monotonic() + seconds
    for what in cycle(("raylet", "actor")):
        if over.wait(min(every, max(0.0, until - time.monotonic()))) or time.monotonic() >= until:
            break
        actors = [
            one
            for one in psutil.process_iter(["cmdline"])
            if "ray::EngineActor" in " ".join(one.info["cmdline"] or ())
        ]
        if what == "raylet" or not actors:
            node = rng.choice(list(cluster.worker_nodes))
            cluster.remove_node(node, allow_graceful=False)
            cluster.add_node(num_cpus=_SLOTS)
            killed["raylet"] += 1
        else:
            rng.choice(actors).kill()
            killed["actor"] += 1
        print(f"killed {dict(killed)}, chunks {dict(ends)}", flush=True)
    over.set()
    for worker in workers:
        worker.join(120)
    engine.unload()
    told = ", ".join(f"{number} {end}" for end, number in ends.most_common())
    return [
        f"| killed in {seconds:.0f} s, one each {every:.0f} s | {killed['raylet']} raylets, {killed['actor']} actors |",
        f"| chunks (wanted: all whole, none lost, doubled or out of order) | {told} |",
        f"| longest chunk (1.2 s of work) | {longest[0]:.1f} s |",
    ]


def main() -> int:
    """Measure, print; 1 when a chunk was lost or wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a few of each, to see that it runs")
    given = parser.parse_args()
    if importlib.util.find_spec("ray") is None:
        print(
            "Ray is not installed: pip install 'clonyvoice[ray]', or run scripts/try_ray.sh. Nothing was measured."
        )
        return 0
    print(f"seed {given.seed}")
    rng = random.Random(given.seed)
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "node_ip_address": "127.0.0.1", "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        for _ in range(3):
            cluster.add_node(num_cpus=_SLOTS)
        rows = scaling(cluster.address, given.seed, 4 if given.smoke else 48)
        rows += cancels(cluster.address, rng, given.seed, 3 if given.smoke else 24)
        seconds, every = (20.0, 10.0) if given.smoke else (60 * given.minutes, 10.0)
        rows += kills(cluster, rng, given.seed, seconds, every)
    finally:
        cluster.shutdown()
    text = "\n".join(["| | |", "|---|---|", f"| seed | {given.seed} |", *rows])
    report("ray_scaling", "An engine on a Ray cluster", text, write=given.write and not given.smoke)
    return 1 if "WRONG" in text or "lost (" in text else 0


if __name__ == "__main__":
    sys.exit(main())
