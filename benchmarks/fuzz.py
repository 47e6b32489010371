"""Requests drawn from the OpenAPI document, sockets, tools and files: what is answered with 5xx, or in another shape.

    python -m benchmarks.fuzz [--seed N] [--requests N] [--seconds N] [--real] [--keep DIR] [--write] [--smoke]

The whole server on the scripted engine and recogniser (`--real`: the embedded engine) in a process of its own. Half of
the requests fit the document, half are odd somewhere. Ends with 1 when anything was at fault.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

import numpy as np
from tests.fuzzing.run import Fuzzer, Outcome, served

from benchmarks.served import report


def table(outcome: Outcome) -> str:
    """The figures, and what was at fault."""
    health = np.array(outcome.health or [0.0]) * 1000
    statuses = ", ".join(f"{status}: {count:,}" for status, count in sorted(outcome.statuses.items()))
    operations = len(outcome.by_operation)
    reached = sum(1 for count in outcome.accepted.values() if count)
    lines = [
        "| what | |", "|---|---|",
        f"| seed | {outcome.seed} |",
        f"| requests, and messages on sockets | {outcome.sent:,}, {outcome.messages:,} in {outcome.seconds:.0f} s |",
        f"| answers by status | {statuses} |",
        f"| operations, of them with an answer of 2xx | {operations}, {reached} |",
        f"| faults | {sum(len(found) for found in outcome.faults.values())} of {len(outcome.faults)} kinds |",
        f"| answers that took more than 10 s | {len(outcome.slow)} |",
        f"| `/health` meanwhile, median, p99, most | {np.median(health):.0f}, {np.percentile(health, 99):.0f}, "
        f"{health.max():.0f} ms |",
    ]  # fmt: skip
    lines += [f"| {fault} | {len(found)} |" for fault, found in sorted(outcome.faults.items())]
    return "\n".join(lines)


def tell(line: str) -> None:
    """Print the progress of the run."""
    print(line, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--real", action="store_true", help="the embedded engine")
    parser.add_argument("--keep", type=Path, help="a folder for the server's data and log")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a few seconds")
    arguments = parser.parse_args()
    print("seed", arguments.seed, flush=True)
    if arguments.smoke:
        arguments.requests, arguments.seconds = 600, 15.0
    with tempfile.TemporaryDirectory() as scratch:
        home = (arguments.keep or Path(scratch)) / f"fuzz-{arguments.seed}"
        with served(home, real=arguments.real) as server:
            outcome = Fuzzer(server, arguments.seed, tell).run(arguments.requests, arguments.seconds)
    for fault, found in sorted(outcome.faults.items()):
        print(f"{len(found)} × {fault}")
        for one in found[2:4]:
            print("   ", one[:1500])
    for seconds, asked in sorted(outcome.slow, reverse=True)[:20]:
        print(f"slow, {seconds:.1f} s: {asked}")
    for operation, count in sorted(outcome.by_operation.items()):
        if not outcome.accepted[operation]:
            print(f"never 2xx: {operation} ({count})")
    result = table(outcome)
    print(result)
    report("fuzz", "Requests drawn at random", result, write=arguments.write and not arguments.smoke)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
