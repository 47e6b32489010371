"""Growth of time with text that is made to cost much: each reader of text, each language, up to 100,000 characters.

    python -m benchmarks.hostile_text [--seed N] [--count N] [--longest N] [--write] [--smoke]

Every character class, mark and word said over and over, and `--count` units, heads and tails drawn from the seed.
Told is the worst doubling of each reader from 6,144 characters on, the slowest text of `--longest` characters, and
how long it kept the interpreter from a second thread.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import threading
import time
from collections.abc import Callable

from tests.hostile_text import MOST, Shape, drawn, growth, readers, seconds, singles

from benchmarks.served import report

LEAST = 6144
"""Texts are measured from here on; shorter ones take milliseconds."""


class Watch:
    """A second thread that wants to run every two milliseconds, as the server's event loop does."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        last = time.perf_counter()
        while not self._over.wait(0.002):
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - 0.002)
            last = now


def worst(
    reader: Callable[[str], object], shapes: list[Shape], longest: int
) -> tuple[float, Shape, float, Shape, float]:
    """The worst doubling with its text, the seconds of the slowest longest text, and the longest wait of others."""
    reader("Once, to load what it needs: 1 2 3.")
    ratio, of, slowest, slow = 0.0, shapes[0], 0.0, shapes[0]
    with Watch() as watch:
        for shape in shapes:
            length = LEAST
            if (found := growth(reader, shape, length)) > ratio:
                ratio, of = found, shape
            if found > MOST:
                continue
            while length < longest:
                length = min(2 * length, longest)
            if (took := seconds(reader, shape.text(length))) > slowest:
                slowest, slow = took, shape
        if (found := growth(reader, slow, longest // 4)) > ratio:
            ratio, of = found, slow
    return ratio, of, slowest, slow, watch.longest


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--longest", type=int, default=100_000)
    parser.add_argument("--only", help="readers whose names begin so")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a few texts only")
    arguments = parser.parse_args()
    print("seed", arguments.seed)
    shapes = [*singles(), *drawn(arguments.seed, arguments.count)]
    if arguments.smoke:
        shapes, arguments.longest = shapes[:: len(shapes) // 4], 12_000
    lines = [
        "| reader | worst doubling | seconds for the slowest text | longest wait of another thread, ms |",
        "|---|---|---|---|",
    ]
    bad = 0
    for name, reader in readers().items():
        if arguments.only and not name.startswith(arguments.only):
            continue
        ratio, of, slowest, slow, wait = worst(reader, shapes, arguments.longest)
        bad += ratio > MOST
        worst_text, slow_text = ascii(of.head + of.unit * 2 + of.tail), ascii(slow.unit)
        lines.append(
            f"| {name} | {ratio:.2f} ({worst_text}) | {slowest:.2f} ({slow_text}) | {wait * 1000:.0f} |"
        )
        print(lines[-1], flush=True)
    note = (
        f"seed {arguments.seed}, {len(shapes)} texts each, the longest of {arguments.longest:,} characters; "
        f"readers above {MOST}: {bad}"
    )
    print(note)
    report(
        "hostile_text", "Text that is made to cost much", "\n".join([*lines, "", note]), write=arguments.write
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
