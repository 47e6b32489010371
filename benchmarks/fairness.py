"""Eight clients at once against one: throughput, how evenly it is shared, and whether `/health` still answers.

    python -m benchmarks.fairness [--clients 8] [--write] [--smoke]

Each client has its own key and asks for texts of the same length, one after another, for the same time. One client
alone is measured before and after, so that what else the machine does weighs on both.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from benchmarks.served import Served, report, scripted, served

TEXT = (
    "The committee met on Tuesday and talked for three hours about the bridge. In the end it was decided to paint it "
    "green, which pleased nobody, and to meet again in spring."
)


def work(client: httpx.Client, until: float, done: list[float], number: int, voice: str) -> None:
    """Ask until the time is over; how many seconds of sound came goes into `done`."""
    turn = 0
    while time.monotonic() < until:
        turn += 1
        body = {"voice": voice, "text": f"{TEXT} Client {number}, turn {turn}.", "language": "en"}
        answer = client.post("/api/generate/preset", json=body)
        answer.raise_for_status()
        done[number] += answer.json()["duration"]


def measure(
    server: Served, clients: list[httpx.Client], seconds: float, voice: str = "af_heart"
) -> tuple[float, list[float], list[float]]:
    """Seconds of sound a second in all, sound of each client, and the times of `/health`."""
    done = [0.0] * len(clients)
    began = time.monotonic()
    threads = [
        threading.Thread(target=work, args=(client, began + seconds, done, number, voice))
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    health: list[float] = []
    with httpx.Client(base_url=server.url) as probe:
        while any(thread.is_alive() for thread in threads):
            asked = time.monotonic()
            probe.get("/health")
            health.append(time.monotonic() - asked)
            time.sleep(0.02)
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - began), done, health


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument(
        "--smoke", action="store_true", help="two clients on the scripted engine; writes nothing"
    )
    options = parser.parse_args()
    start: Callable[[Path], AbstractContextManager[Served]]
    start, voice, first = served, "af_heart", 1.0
    if options.smoke:
        start, voice, first, options.clients, options.seconds = scripted, "fake_ann", 0.1, 2, 0.4
    with tempfile.TemporaryDirectory() as home, start(Path(home)) as server:
        clients = [server.client(server.key(f"client {number}")) for number in range(options.clients)]
        measure(server, clients[:1], first, voice)
        before = measure(server, clients[:1], options.seconds / 2, voice)
        many = measure(server, clients, options.seconds, voice)
        after = measure(server, clients[:1], options.seconds / 2, voice)
    single = (before[0] + after[0]) / 2
    shares = many[1]
    health = sorted(many[2])
    lines = [
        "| | |",
        "|---|---|",
        f"| one client, sound seconds a second | {single:.3f} ({before[0]:.3f} before, {after[0]:.3f} after) |",
        f"| {options.clients} clients together | {many[0]:.3f} = {many[0] / single:.0%} |",
        f"| share of the slowest client against the mean | {min(shares) / statistics.mean(shares):.2f} |",
        f"| `/health` median, 99th percentile, worst | {health[len(health) // 2] * 1000:.1f} ms, "
        f"{health[int(len(health) * 0.99)] * 1000:.1f} ms, {health[-1] * 1000:.1f} ms of {len(health)} |",
    ]
    report(
        "fairness", f"{options.clients} clients", "\n".join(lines), write=options.write and not options.smoke
    )


if __name__ == "__main__":
    main()
