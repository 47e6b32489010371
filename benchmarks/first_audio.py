"""Time to the first sound of streams of texts that were never said before, and the least lead of a listener.

    python -m benchmarks.first_audio [--seed N] [--count 100] [--whole 15] [--beside 15] [--write] [--smoke]

Each stream says four sentences drawn from the seed, which is printed. Of the first `--whole` all is heard, in real time
on paper: `lead` is the least sound that was ever ahead of the listener. The others are dropped after their first 0.1 s,
and the next begins when the server has stopped computing. Then so many as `--beside` are heard while another client
streams without end. On a machine that does other things, wall times say little: the CPU seconds that the server used up
to the first 0.1 s of sound are those of the work itself.
"""

from __future__ import annotations

import argparse
import itertools
import secrets
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np

from benchmarks.prose import sentences
from benchmarks.served import Served, report, served

_FIRST = 4800
"""Bytes of 0.1 s of 16-bit sound at 24 kHz."""


_SETTLED = 0.4
"""Seconds between a stream that was dropped and the next one: a cancel takes up to 0.1 s."""


_PAUSE = 15.0
"""Seconds after the first stream of a voice, whose statistics are measured in its first pause (`docs/engine.md`)."""


@dataclass
class Round:
    """One stream: seconds to the first 0.1 s, CPU seconds of the server up to then, least lead, length, all of it.

    Least lead, length and all are of streams that were heard to their end.
    """

    first: float
    cpu: float
    lead: float
    length: float
    total: float
    whole: bool


def texts(seed: int, count: int) -> list[str]:
    """So many texts of four sentences each."""
    drawn = sentences(seed, 4 * count)
    return [" ".join(drawn[4 * index : 4 * index + 4]) for index in range(count)]


def stream(
    client: httpx.Client,
    server: Served,
    text: str,
    stop: threading.Event | None = None,
    *,
    whole: bool = True,
) -> Round:
    """Stream a text as bare PCM and note when what came; ends early once `stop` is set, or when it is not for the
    `whole` after the first 0.1 s.
    """
    body = {"voice": "af_heart", "text": text, "language": "en", "stream": True, "format": "pcm"}
    before, began = server.cpu(), time.monotonic()
    first = cpu = 0.0
    size = 0
    lead = float("inf")
    with client.stream("POST", "/api/generate/preset", json=body) as answer:
        answer.raise_for_status()
        for data in answer.iter_raw():
            now = time.monotonic() - began
            if first:
                lead = min(lead, size / 48_000 - (now - first))
            size += len(data)
            if not first and size >= _FIRST:
                first, cpu = now, server.cpu() - before
            if (first and not whole) or (stop is not None and stop.is_set()):
                break
    if not whole:
        time.sleep(_SETTLED)
    return Round(first, cpu, lead, size / 48_000, time.monotonic() - began, whole)


def row(name: str, rounds: Sequence[Round]) -> str:
    """A line of the result."""
    median, late, last = np.percentile([one.first for one in rounds], [50, 95, 100]) * 1000
    cpu = np.percentile([one.cpu for one in rounds], [50, 95]) * 1000
    heard = [one for one in rounds if one.whole]
    dry = sum(one.lead < 0 for one in heard)
    share = np.median([one.total / one.length for one in heard])
    return (
        f"| {name} | {len(rounds)} | {median:.0f} | {late:.0f} | {last:.0f} | {cpu[0]:.0f} | {cpu[1]:.0f} | "
        f"{len(heard)} | {min(one.lead for one in heard):.2f} | {dry} | {share:.2f} |"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--whole", type=int, default=15, help="streams that are heard to their end")
    parser.add_argument("--beside", type=int, default=15, help="streams beside another one")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="two streams alone, one beside another")
    options = parser.parse_args()
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    count, whole, beside = (2, 1, 1) if options.smoke else (options.count, options.whole, options.beside)
    drawn = texts(seed, count + beside + 1)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as server:
        client = server.client(server.key())
        stream(client, server, drawn[-1])  # loads the model and the front end
        time.sleep(_PAUSE)
        alone = [
            stream(client, server, text, whole=index < whole) for index, text in enumerate(drawn[:count])
        ]
        stop = threading.Event()
        other = server.client(server.key("other"))

        def keep_streaming() -> None:
            for number in itertools.count(1):
                for text in texts(seed + number, 8):
                    if stop.is_set():
                        return
                    stream(other, server, text, stop)

        busy = threading.Thread(target=keep_streaming, daemon=True)
        busy.start()
        time.sleep(2)
        shared = [stream(client, server, text) for text in drawn[count : count + beside]]
        stop.set()
        busy.join(600)
        memory = server.memory_mb()
    lines = [
        "| | streams | first 0.1 s: median ms | 95th percentile | at most | CPU ms up to it: median | 95th "
        "percentile | heard to the end | least lead s | ran dry | wall / sound, median |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        row("alone", alone),
        row("beside another stream", shared),
        "",
        f"Four sentences each, none said before; seed {seed}. Memory of the server at the end: {memory:.0f} MB.",
    ]
    assert all(one.first > 0 for one in alone + shared)
    report("first_audio", "First audio", "\n".join(lines), write=options.write and not options.smoke)


if __name__ == "__main__":
    main()
