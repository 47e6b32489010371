"""Growth of time with text that is made to cost much: each reader of text, each language, up to 100,000 characters.

    python -m benchmarks.hostile_text [--seed N] [--count N] [--longest N] [--seconds N] [--only NAME] [--write]

Every character class, mark and word said over and over, and `--count` units, heads and tails drawn from the seed, in an
order of the seed. Told is the worst doubling of each reader from 6,144 characters on, the slowest text of `--longest`
characters, and the longest time for which it kept the interpreter from a second thread, in processor time. A text of
100,000 characters takes about a second, and there are two hundred for each of forty readers: with `--seconds` each
reader takes as many texts as it can in that time, and the table tells how many. Ends with 1 where twice the text took
more than 2.2 times as long, or the interpreter was held for more than 50 ms.
"""

from __future__ import annotations

import argparse
import gc
import random
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile_text import MOST, Shape, drawn, growth, readers, seconds, singles
from tests.interpreter_hold import SWITCH_SECONDS, Hold

from benchmarks.served import report
from clonyvoice.cli.serve import without_collection

LEAST = 6144
"""Texts are measured from here on; shorter ones take milliseconds."""
MOST_HELD = 0.050
"""Seconds that `/health` may take."""


@dataclass(frozen=True)
class Worst:
    """The worst that a reader made of the texts that it was given."""

    ratio: float
    of: Shape
    seconds: float
    slowest: Shape
    held: float
    """Seconds of processor time in which no other thread had the interpreter."""
    texts: int


def worst(reader: Callable[[str], object], shapes: list[Shape], longest: int, until: float) -> Worst:
    """The worst of texts of each shape, taken in order until the time is over."""
    reader("Once, to load what it needs: 1 2 3.")
    ratio, of, slowest, slow, held, count = 0.0, shapes[0], 0.0, shapes[0], 0.0, 0
    for shape in shapes:
        if count and time.monotonic() > until:
            break
        count += 1
        if (found := growth(reader, shape, LEAST)) > ratio:
            ratio, of = found, shape
        if found > MOST:
            continue
        text = shape.text(longest)
        with Hold() as hold:
            took = seconds(reader, text)
        held = max(held, hold.longest if hold.longest <= MOST_HELD else again(reader, text, hold.longest))
        if took > slowest:
            slowest, slow = took, shape
    if (found := growth(reader, slow, longest // 4)) > ratio:
        ratio, of = found, slow
    return Worst(ratio, of, slowest, slow, held, count)


def again(reader: Callable[[str], object], text: str, held: float) -> float:
    """The shortest of more looks: a second thread may have waited for a processor, not for the interpreter."""
    for _ in range(3):
        with Hold() as hold:
            reader(text)
        held = min(held, hold.longest)
    return held


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--longest", type=int, default=100_000)
    parser.add_argument("--only", action="append", help="readers whose names begin so; may be given again")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for each reader")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a few texts only")
    arguments = parser.parse_args()
    print("seed", arguments.seed)
    gc.collect()
    with without_collection():
        pass  # from here on as in a server that has started
    sys.setswitchinterval(SWITCH_SECONDS)
    shapes = [*singles(), *drawn(arguments.seed, arguments.count)]
    random.Random(arguments.seed).shuffle(shapes)
    if arguments.smoke:
        shapes, arguments.longest = shapes[:: len(shapes) // 4], 12_000
    lines = [
        "| reader | texts | worst doubling | seconds for the slowest text | interpreter held, ms |",
        "|---|---|---|---|---|",
    ]
    grown = kept = count = 0
    for name, reader in readers().items():
        if arguments.only and not name.startswith(tuple(arguments.only)):
            continue
        found = worst(reader, shapes, arguments.longest, time.monotonic() + arguments.seconds)
        grown, kept, count = (
            grown + (found.ratio > MOST),
            kept + (found.held > MOST_HELD),
            count + found.texts,
        )
        worst_text = ascii(found.of.head + found.of.unit * 2 + found.of.tail)
        lines.append(
            f"| {name} | {found.texts} | {found.ratio:.2f} ({worst_text}) | "
            f"{found.seconds:.2f} ({found.slowest.unit!a}) | {found.held * 1000:.0f} |"
        )
        print(lines[-1], flush=True)
    note = (
        f"seed {arguments.seed}, {count} of {len(shapes) * (len(lines) - 2)} texts, the longest of "
        f"{arguments.longest:,} characters; readers above {MOST}: {grown}, above {MOST_HELD * 1000:.0f} ms: {kept}"
    )
    print(note)
    report(
        "hostile_text", "Text that is made to cost much", "\n".join([*lines, "", note]), write=arguments.write
    )
    return 1 if grown or kept else 0


if __name__ == "__main__":
    sys.exit(main())
