"""Time from the command `clonyvoice serve` to its first answer and to the first sentence, models on disk; memory before
a model is loaded, and the size of a wheel.

    python -m benchmarks.start [--seed N] [--rounds 5] [--wheel FILE] [--write] [--smoke]

Each round starts a process of its own and asks it, as soon as it answers, for one sentence drawn from the seed, which
is printed. Told are the seconds since the command and the CPU seconds that the server had used by then: on a machine
that does other things, the latter are those of the work itself.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.memory import say
from benchmarks.prose import sentences
from benchmarks.served import report, served

_HEADER = (
    "`/health` after, s",
    "CPU s",
    "first sentence after, s",
    "CPU s",
    "the second takes, s",
    "CPU s",
    "memory at `/health`, MB",
)


def once(texts: tuple[str, str]) -> tuple[float, ...]:
    """The columns of `_HEADER` for one start."""
    with tempfile.TemporaryDirectory() as home:
        began = time.monotonic()
        with served(Path(home)) as server:
            answered, used, held = time.monotonic() - began, server.cpu(), server.memory_mb()
            made = time.monotonic()
            key = server.key()
            making_key = time.monotonic() - made
            client = server.client(key)
            say(client, texts[0])
            first, used_first = time.monotonic() - began - making_key, server.cpu()
            say(client, texts[1])
            second = time.monotonic() - began - making_key - first
            return answered, used, first, used_first, second, server.cpu() - used_first, held


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--wheel", type=Path, help="a built wheel (`python -m build --wheel`) whose size is told"
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="one start")
    options = parser.parse_args()
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    rounds = 1 if options.smoke else options.rounds
    drawn = sentences(seed, 2 * rounds)
    found = np.array([once((drawn[2 * index], drawn[2 * index + 1])) for index in range(rounds)])
    lines = [
        f"| | {' | '.join(_HEADER)} |",
        f"|---|{'---|' * len(_HEADER)}",
        f"| median | {' | '.join(f'{value:.2f}' for value in np.median(found, axis=0))} |",
        f"| least | {' | '.join(f'{value:.2f}' for value in found.min(axis=0))} |",
        f"| most | {' | '.join(f'{value:.2f}' for value in found.max(axis=0))} |",
        "",
        f"{rounds} starts; making a key is left out of the times. Command: `python -m benchmarks.start --seed {seed}`.",
    ]
    if options.wheel is not None:
        lines.append(f"\nThe wheel has {options.wheel.stat().st_size / 1e6:.2f} MB.")
    report("start", "Start", "\n".join(lines), write=options.write and not options.smoke)


if __name__ == "__main__":
    main()
