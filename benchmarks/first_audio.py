"""How soon the first sound comes, and whether a listener ever runs dry.

    python -m benchmarks.first_audio [--rounds 5] [--write]

Each round streams a paragraph and plays it in real time on paper: `lead` is the least sound that was ever ahead of
the listener. Then the same while another client streams without end. On a machine that does other things, wall times
say little: the CPU seconds that the server used up to the first byte are those of the work itself.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from benchmarks.served import Served, report, served

TEXT = (
    "It was late in the evening, and the harbour lay under a thin fog. A single lamp burned at the end of the pier, "
    "where an old man sat mending a net, as he had done every night for forty years. Nobody spoke to him, and he "
    "spoke to nobody. Only the dog, which had followed him home one winter, lay at his feet and listened to the sea."
)


@dataclass
class Round:
    """One stream: seconds to the first byte, CPU seconds of the server up to then, least lead, length, all of it."""

    first: float
    cpu: float
    lead: float
    length: float
    total: float


def stream(client: httpx.Client, server: Served, text: str = TEXT) -> Round:
    """Stream a text as bare PCM and note when what came."""
    body = {"voice": "af_heart", "text": text, "language": "en", "stream": True, "format": "pcm"}
    before, began = server.cpu(), time.monotonic()
    first = cpu = 0.0
    heard = 0.0
    lead = float("inf")
    with client.stream("POST", "/api/generate/preset", json=body) as answer:
        answer.raise_for_status()
        for data in answer.iter_raw():
            now = time.monotonic() - began
            if not first:
                first, cpu = now, server.cpu() - before
            else:
                lead = min(lead, heard - (now - first))
            heard += len(data) / 48_000
    return Round(first, cpu, lead, heard, time.monotonic() - began)


def table(rounds: list[Round], what: str) -> str:
    """A line of the result."""
    firsts = sorted(one.first for one in rounds)
    return (
        f"| {what} | {statistics.median(firsts) * 1000:.0f} | {firsts[0] * 1000:.0f} | "
        f"{statistics.median(one.cpu for one in rounds) * 1000:.0f} | {min(one.lead for one in rounds):.2f} | "
        f"{statistics.median(one.total / one.length for one in rounds):.2f} |"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as server:
        client = server.client(server.key())
        stream(client, server)  # loads the model and the front end
        alone = [stream(client, server) for _ in range(options.rounds)]
        stop = threading.Event()
        other = server.client(server.key("other"))

        def keep_streaming() -> None:
            while not stop.is_set():
                stream(other, server, TEXT * 2)

        busy = threading.Thread(target=keep_streaming, daemon=True)
        busy.start()
        time.sleep(2)
        shared = [stream(client, server) for _ in range(options.rounds)]
        stop.set()
        busy.join(600)
    lines = [
        "| | first byte, median ms | best ms | CPU ms up to it | least lead s | wall / sound |",
        "|---|---|---|---|---|---|",
        table(alone, "alone"),
        table(shared, "beside another stream"),
    ]
    report("first_audio", "First audio", "\n".join(lines), write=options.write)


if __name__ == "__main__":
    main()
