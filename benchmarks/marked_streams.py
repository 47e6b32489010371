"""First audio and throughput of streams with the watermark, against the same streams without it.

    python -m benchmarks.marked_streams [--seed N] [--minutes 60] [--write] [--smoke]

Two servers, one with `--watermark`, stream the same texts of four sentences, drawn from the seed, in turns: one after
the other, never both at once, the first of each pair alternating. Each text is heard to its end. It ends when the
server that marks has streamed `--minutes` of sound. The ratios are of sums over all texts; the range is that of 2,000
resamplings of the texts (bootstrap), 95 of 100.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.first_audio import Round, stream, texts
from benchmarks.served import report, served

_PAUSE = 15.0
"""Seconds after the first streams, in which each server measures the statistics of the voice (`docs/engine.md`)."""
_RESAMPLINGS = 2000
_AT_MOST = 3000
"""Texts drawn in advance; an hour of sound needs some 170."""


def ratio(
    marked: NDArray[np.float64], plain: NDArray[np.float64], draws: NDArray[np.int64]
) -> tuple[float, float, float]:
    """Marked over plain, and its range over `draws` (resamplings, texts)."""
    ratios = marked[draws].sum(axis=1) / plain[draws].sum(axis=1)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(marked.sum() / plain.sum()), float(low), float(high)


def table(plain: list[Round], marked: list[Round], seed: int) -> str:
    """The result as Markdown."""
    draws = np.random.default_rng(seed).integers(0, len(plain), (_RESAMPLINGS, len(plain)))
    length = np.array([one.length for one in plain])
    kinds: list[tuple[str, Callable[[Round], float], str]] = [
        ("first 0.1 s of sound, ms, median", lambda one: one.first * 1000, ".0f"),
        ("clock for a second of sound, s", lambda one: one.total / one.length, ".3f"),
    ]
    rows = []
    for name, value, shape in kinds:
        values = [np.array([value(one) for one in side]) for side in (plain, marked)]
        weighed = values if "first" in name else [each * length for each in values]
        middle, low, high = ratio(weighed[1], weighed[0], draws)
        medians = " | ".join(f"{np.median(each):{shape}}" for each in values)
        rows.append(f"| {name} | {medians} | {middle:.3f} ({low:.3f} to {high:.3f}) | 0.97 to 1.03 |")
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
        rounds: list[list[Round]] = [[], []]
        for client, server in zip(clients, servers, strict=True):
            stream(client, server, drawn[-1])
            time.sleep(0 if options.smoke else _PAUSE)
        for index, text in enumerate(drawn[:-1]):
            for side in (0, 1) if index % 2 else (1, 0):
                rounds[side].append(stream(clients[side], servers[side], text))
            if index % 10 == 9:
                print(table(rounds[0], rounds[1], seed), flush=True)
            if sum(heard.length for heard in rounds[1]) >= minutes * 60:
                break
    report(
        "marked_streams",
        "Streams with the watermark",
        table(rounds[0], rounds[1], seed),
        write=options.write and not options.smoke,
    )


if __name__ == "__main__":
    main()
