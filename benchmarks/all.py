"""Every benchmark, one after the other, each writing its page under `results/`; then the table of `README.md`.

    make bench                               # all of them: many hours
    python -m benchmarks.all --only start memory
    python -m benchmarks.all --data DIR      # DIR: recordings of people (LibriSpeech), which some need
    python -m benchmarks.all --list

A benchmark that needs what is not there (a package, recordings) is left out, and the reason printed; one that fails
does not stop the others. The exit status is 1 if one failed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Command:
    """A benchmark and its arguments; `DATA` among them stands for the folder of recordings."""

    name: str
    arguments: tuple[str, ...] = ("--write",)
    modules: tuple[str, ...] = ()
    """Packages that the environment of the tests does not have."""
    install: str = "pip install -e '.[bench]'"

    def missing(self, data: Path | None) -> str:
        """The packages or recordings that are missing, and how to get them; empty if none."""
        absent = [name for name in self.modules if importlib.util.find_spec(name) is None]
        if absent:
            return f"needs {', '.join(absent)}: {self.install}"
        if "DATA" in self.arguments and data is None:
            return "needs recordings: --data DIR"
        return ""

    def line(self, data: Path | None) -> list[str]:
        """The command line."""
        arguments = [str(data or "DATA") if each == "DATA" else each for each in self.arguments]
        return [sys.executable, "-m", f"benchmarks.{self.name}", *arguments]


COMMANDS = (
    Command("start"),
    Command("throughput", (), ("kokoro_onnx",)),
    Command("http_throughput", modules=("kokoro_onnx",)),
    Command("first_audio"),
    Command("memory"),
    Command("memory_mixed", ("DATA", "--write")),
    Command("clone_time", ("DATA", "--write")),
    Command("server"),
    Command("fairness"),
    Command("giving_way"),
    Command("streamed"),
    Command("long_text", ("--hear", "1", "--write")),
    Command("word_times"),
    Command("heard_times"),
    Command("short_sounds"),
    Command("word_errors"),
    Command("reading"),
    Command("transcript_check"),
    Command("transcription", ("DATA", "--write"), ("faster_whisper",)),
    Command("transcription_files", ("DATA", "--write"), ("faster_whisper",)),
    Command("recogniser_precision", ("DATA", "--write"), ("faster_whisper",)),
    Command("diarisation", ("--data", "DATA", "--write")),
    Command("repeats"),
    Command("live_transcription"),
    Command("hour", ("DATA", "--write")),
    Command("identity", ("--data", "DATA"), ("resemblyzer", "speechmos")),
    Command("design"),
    Command("history"),
    Command("chaos", ("--kills", "200", "--write")),
    Command("uploads"),
    Command("sockets"),
    Command("assistants"),
    Command("crowd"),
    Command("hostile_text"),
    Command("hostile_requests"),
    Command("clock_changes"),
    Command("fuzz"),
    Command("timeline"),
    Command("timeline_page"),
    Command("mix_in_browser"),
    Command("dubbing", ("--data", "DATA", "--write")),
    Command("studio"),
    Command("workers"),
    Command("ray_scaling", ("--write",), ("ray",), "pip install -e '.[ray]'"),
    Command("credentials", ("--write",), ("encypher_c2pa",)),
    Command("watermark", ("--data", "DATA", "--write")),
    Command("watermark", ("--data", "DATA", "--part", "false-alarms", "--write")),
    Command("watermark", ("--data", "DATA", "--part", "quality", "--write"), ("speechmos", "pesq")),
    Command("watermark", ("--part", "quality-of-voices", "--write"), ("speechmos", "pesq")),
    Command("marked_streams"),
)


def run(commands: list[Command], data: Path | None) -> list[str]:
    """The names of those that failed."""
    failed = []
    for command in commands:
        missing = command.missing(data)
        shown = " ".join(command.line(data)[1:])
        if missing:
            print(f"left out: {shown}: {missing}", flush=True)
            continue
        print(f"running: {shown}", flush=True)
        began = time.monotonic()
        done = subprocess.run(command.line(data), cwd=ROOT, check=False)
        print(f"{command.name}: status {done.returncode} after {time.monotonic() - began:.0f} s", flush=True)
        if done.returncode:
            failed.append(command.name)
    return failed


def main() -> int:
    """Run them, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = sorted({command.name for command in COMMANDS})
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME")
    parser.add_argument("--data", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument(
        "--list", action="store_true", help="print the commands, and what is missing for each"
    )
    parser.add_argument("--smoke", action="store_true", help="the same as --list")
    options = parser.parse_args()
    chosen = [command for command in COMMANDS if not options.only or command.name in options.only]
    if options.list or options.smoke:
        for command in chosen:
            print(" ".join(command.line(options.data)[1:]), command.missing(options.data), sep="\t")
        return 0
    failed = run(chosen, options.data)
    subprocess.run([sys.executable, "-m", "benchmarks.summary"], cwd=ROOT, check=True)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
