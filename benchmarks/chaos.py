"""Kill a working server again and again, and look what is lost: nothing may be.

    python -m benchmarks.chaos --kills 50 [--seed N] [--scripted] [--write] [--smoke]
    python -m benchmarks.chaos --projects --kills 50 [--seed N] [--write]   # editing and rendering alone
    python -m benchmarks.chaos --workers --kills 200 [--seed N] [--write]   # an engine in a process of its own
    python -m benchmarks.chaos --kills 5 --home DIR [--write]   # ten times: fifty kills of one data directory

A real server speaks, clones, transcribes, queues, imports, takes again, edits projects and makes keys for nine clients,
and is killed (SIGKILL) after 0.5 to `--longest` seconds, over and over. In the end everything that it acknowledged has
to be there, queued work done, and no file without a row. With `--projects` six clients edit, speak and render three
projects instead: no acknowledged operation may be lost, no take be without sound, and every render has to be
completed.
With `--workers` speech comes from a scripted engine in a process of its own, and each second kill is of that process
alone: the server has to stay, the next request has to be answered with sound, and no process may be left.
With `--home` the data directory and the promises stay: each round is added to the table, and what any earlier round was
promised is looked for again. Needs the weights (CLONYVOICE_WEIGHTS), but for `--scripted`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import chaos
from tests.project_chaos import ProjectChaos
from tests.worker_chaos import ApartServer, WorkerChaos

from benchmarks.served import report


def main() -> int:
    """Kill, look, print; 1 when something was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=6.0, help="seconds of work before a kill, at most")
    parser.add_argument("--home", type=Path, help="where data and promises stay for further rounds")
    parser.add_argument(
        "--scripted", action="store_true", help="the scripted engine: kills hit every kind of work"
    )
    parser.add_argument("--projects", action="store_true", help="editing and rendering of projects alone")
    parser.add_argument(
        "--workers", action="store_true", help="a scripted engine in a process of its own, killed in turns"
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument(
        "--smoke", action="store_true", help="one kill on the scripted engine; writes nothing"
    )
    arguments = parser.parse_args()
    arguments.scripted |= arguments.workers
    if arguments.smoke:
        arguments.kills = 2 if arguments.workers else 1  # one of each kind
        arguments.longest, arguments.scripted, arguments.home = 0.8, True, None
    with tempfile.TemporaryDirectory() as temporary:
        home: Path = arguments.home or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        note = home / "rounds.json"
        rounds: list[dict[str, Any]] = json.loads(note.read_text("utf-8")) if note.exists() else []
        outcome = chaos.run(
            home / "data",
            arguments.kills,
            arguments.seed + len(rounds),
            longest=arguments.longest,
            scripted=arguments.scripted,
            clients=ProjectChaos if arguments.projects else WorkerChaos if arguments.workers else chaos.Chaos,
            kind=ApartServer if arguments.workers else None,
        )
        rounds.append(
            {
                "kills": outcome.kills,
                "lost": outcome.lost,
                "orphans": outcome.orphans,
                "answers": outcome.answer_seconds,
                "restarts": outcome.restart_seconds,
                "served": outcome.served_seconds,
                "left": outcome.left_processes,
            }
        )
        note.write_text(json.dumps(rounds), "utf-8")
    kept = ", ".join(f"{count} × {kind}" for kind, count in sorted(outcome.acknowledged.items()))
    answers = [seconds for each in rounds for seconds in each.get("answers", [])]
    restarts = [seconds for each in rounds for seconds in each["restarts"]]
    lost = sorted({one for each in rounds for one in each["lost"]})
    lines = f"""| | |
|---|---|
| engine | {"scripted" if arguments.scripted else "embedded"} |
| kills, rounds on one data directory | {sum(each["kills"] for each in rounds)}, {len(rounds)} |
| acknowledged | {kept} |
| lost | {len(lost)} |
| files without a row, at most after a round | {max(each["orphans"] for each in rounds)} |
| seconds until it listens again, median and most | {statistics.median(answers):.1f}, {max(answers):.1f} |
| seconds until all is answered again, median and most | {statistics.median(restarts):.1f}, {max(restarts):.1f} |"""
    if arguments.workers:
        served = [seconds for each in rounds for seconds in each["served"]]
        lines += f"""
| kills of the engine's process alone, of the server | {len(served)}, {len(restarts)} |
| seconds until the next request for its voice is answered, loading included, median and most (wanted ≤ 3) | \
{statistics.median(served):.2f}, {max(served):.2f} |
| processes of engines left over | {sum(each["left"] for each in rounds)} |"""
    print(*lost[:20], sep="\n")
    if outcome.lost:
        print("the server's last words:", outcome.log[-4000:], sep="\n")
    name, title = "chaos", "Kills at random moments"
    if arguments.projects:
        name, title = "chaos_projects", "Kills while projects are edited, spoken and rendered"
    elif arguments.workers:
        name, title = "chaos_workers", "Kills of an engine's process and of its server"
    elif arguments.scripted:
        name, title = "chaos_scripted", "Kills at random moments, scripted engine"
    chosen = "".join(f" --{one}" for one in ("projects", "workers", "scripted") if getattr(arguments, one))
    how = (
        f"`python -m benchmarks.chaos{chosen} --kills {arguments.kills} --longest {arguments.longest:g} "
        f"--seed {arguments.seed}`"
    )
    report(name, title, f"{how}\n\n{lines}", write=arguments.write and not arguments.smoke)
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
