"""Kill a working server again and again, and look what is lost: nothing may be.

    python benchmarks/chaos.py --kills 50 [--seed N] [--write]

A real server speaks, clones, transcribes, queues and makes keys for six clients, and is killed (SIGKILL) after
0.5 to `--longest` seconds, over and over. In the end everything that it acknowledged has to be there, queued work done,
and no file without a row. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import datetime
import platform
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests import chaos  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=6.0, help="seconds of work before a kill, at most")
    parser.add_argument("--write", action="store_true", help="into benchmarks/results/chaos.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = chaos.run(Path(folder) / "data", arguments.kills, arguments.seed, longest=arguments.longest)
    kept = ", ".join(f"{count} × {kind}" for kind, count in sorted(outcome.acknowledged.items()))
    where = f"{datetime.datetime.now(datetime.UTC).date()}, {platform.processor() or platform.machine()}"
    text = (
        f"# Kills at random moments\n\n{where}\n\n"
        f"| | |\n|---|---|\n| kills | {outcome.kills} |\n| acknowledged | {kept} |\n"
        f"| lost | {len(outcome.lost)} |\n| files without a row | {outcome.orphans} |\n"
        f"| seconds until it listens again, median | {statistics.median(outcome.restart_seconds):.1f} |\n"
    )
    print(text, *outcome.lost[:20], sep="\n")
    if arguments.write:
        target = ROOT / "benchmarks" / "results" / "chaos.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8")
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
