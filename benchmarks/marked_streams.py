"""First audio and throughput of streams with the watermark, against the same streams without it.

    python -m benchmarks.marked_streams [--seed N] [--minutes 60] [--write] [--smoke]

Two servers, one with `--watermark`, stream the same texts of four sentences, drawn from the seed, in turns: one after
the other, never both at once, the first of each pair alternating. Each text is heard to its end. It ends when the
server that marks has streamed `--minutes` of sound. The ratios are of sums over all texts; the range is that of 2,000
resamplings of the texts (bootstrap), 95 of 100. Beside the clock stands the processor time of the servers, which other
work on the machine changes less. With `--write` the page is written after each ten texts, with what is measured so far.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
from numpy.typing import NDArray

from benchmarks.first_audio import stream, texts
from benchmarks.served import Served, report, served

_PAUSE = 15.0
"""Seconds after the first streams, in which each server measures the statistics of the voice (`docs/engine.md`)."""
_RESAMPLINGS = 2000
_AT_MOST = 3000
"""Texts drawn in advance; an hour of sound needs some 170."""


@dataclass(frozen=True)
class Heard:
    """A stream that was heard to its end: seconds of the clock and of the server's processors, up to the first 0.1 s of
    sound and in all, and seconds of sound.
    """

    first: float
    first_cpu: float
    total: float
    total_cpu: float
    length: float


def heard(client: httpx.Client, server: Served, text: str) -> Heard:
    """Stream `text` and hear all of it."""
    before = server.cpu()
    one = stream(client, server, text)
    return Heard(one.first, one.cpu, one.total, server.cpu() - before, one.length)


def ratio(
    marked: NDArray[np.float64], plain: NDArray[np.float64], draws: NDArray[np.int64]
) -> tuple[float, float, float]:
    """Marked over plain, and its range over `draws` (resamplings, texts)."""
    ratios = marked[draws].sum(axis=1) / plain[draws].sum(axis=1)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(marked.sum() / plain.sum()), float(low), float(high)


def table(plain: Sequence[Heard], marked: Sequence[Heard], seed: int) -> str:
    """The result as Markdown."""
    draws = np.random.default_rng(seed).integers(0, len(plain), (_RESAMPLINGS, len(plain)))
    kinds: list[tuple[str, Callable[[Heard], float], bool]] = [
        ("first 0.1 s of sound: clock, s", lambda one: one.first, False),
        ("… processor, s", lambda one: one.first_cpu, False),
        ("a second of sound: clock, s", lambda one: one.total, True),
        ("… processor, s", lambda one: one.total_cpu, True),
    ]
    rows = []
    for name, value, whole in kinds:
        sides = [np.array([value(one) for one in side]) for side in (plain, marked)]
        lengths = [np.array([one.length if whole else 1.0 for one in side]) for side in (plain, marked)]
        middle, low, high = ratio(sides[1], sides[0], draws)
        medians = " | ".join(
            f"{np.median(each / length):.3f}" for each, length in zip(sides, lengths, strict=True)
        )
        rows.append(f"| {name}, median | {medians} | {middle:.3f} ({low:.3f} to {high:.3f}) | 0.97 to 1.03 |")
    lines = "\n".join(rows)
    return (
        f"`python -m benchmarks.marked_streams --seed {seed}`: {len(plain)} texts, "
        f"{sum(one.length for one in marked) / 60:.1f} minutes of sound with the watermark and as much without.\n\n"
        f"| | without | with | with / without | wanted |\n|---|---|---|---|---|\n{lines}\n"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="sound that is streamed with the watermark"
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="one text")
    options = parser.parse_args()
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    write = options.write and not options.smoke
    minutes = 0.01 if options.smoke else options.minutes
    drawn = texts(seed, 2 if options.smoke else _AT_MOST)
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        served(Path(one)) as plain,
        served(Path(other), "--watermark") as marked,
    ):
        servers = [plain, marked]
        clients = [server.client(server.key()) for server in servers]
        rounds: list[list[Heard]] = [[], []]
        for client, server in zip(clients, servers, strict=True):
            stream(client, server, drawn[-1])
            time.sleep(0 if options.smoke else _PAUSE)
        for index, text in enumerate(drawn[:-1], 1):
            for side in (0, 1) if index % 2 else (1, 0):
                rounds[side].append(heard(clients[side], servers[side], text))
            over = index == len(drawn) - 1 or sum(each.length for each in rounds[1]) >= minutes * 60
            if over or index % 10 == 0:
                report(
                    "marked_streams",
                    "Streams with the watermark",
                    table(rounds[0], rounds[1], seed),
                    write=write,
                )
            if over:
                break


if __name__ == "__main__":
    main()
