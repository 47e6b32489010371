"""Benchmarks run with `--smoke`, so that a changed signature fails here and not on the day of measuring."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

FOLDER: Final = Path(__file__).parents[2] / "benchmarks"
QUICK: Final = (
    "all", "assistants", "clock_changes", "credentials", "crowd", "fairness", "history", "long_text", "reading",
    "sockets", "summary", "uploads",
)  # fmt: skip
"""On the scripted engine, or without one: a few seconds each."""
REAL: Final = ("design", "word_times")
"""On the embedded engine: one sentence each."""
ELSEWHERE: Final = {
    "chaos": "tests/contract/test_restart.py runs it",
    "fuzz": "tests/api/test_fuzz.py runs it",
    "hostile_text": "tests/text/test_time_grows_with_length.py runs it",
}
TOO_LONG: Final = {
    "clone_time": "needs a folder of recordings", "diarisation": "makes a meeting", "dubbing": "dubs a film",
    "first_audio": "speaks whole paragraphs", "giving_way": "fits a clone", "heard_times": "loads two recognisers",
    "hour": "needs a folder of recordings", "http_throughput": "starts a server and its models",
    "identity": "needs a folder of recordings", "live_transcription": "speaks in real time",
    "marked_streams": "starts two servers and their models", "meetings": "makes meetings",
    "memory": "starts a server and its models", "memory_mixed": "needs a folder of recordings",
    "mix_in_browser": "needs Chromium and a built studio", "pictures": "draws a figure of the documentation",
    "recogniser_precision": "needs a folder of recordings",
    "repeats": "loads the recogniser and the engine", "server": "starts four servers",
    "short_sounds": "loads the recogniser and the engine", "start": "measures starts",
    "streamed": "loads the recogniser and the engine", "studio": "needs Chromium; studio/e2e has it",
    "throughput": "speaks for a while", "timeline": "renders a project", "transcript_check": "loads the recogniser",
    "transcription": "needs a folder of recordings", "transcription_files": "needs a folder of recordings",
    "watermark": "needs a folder of recordings", "word_errors": "loads the recogniser and the engine",
    "workers": "starts processes again and again",
}  # fmt: skip
"""Their signatures are checked by types only, with the reason."""


def _smoke(name: str) -> None:
    kept = {path: path.stat().st_mtime_ns for path in (FOLDER / "results").iterdir()}
    command = [sys.executable, "-m", f"benchmarks.{name}", "--smoke"]
    done = subprocess.run(
        command, cwd=FOLDER.parent, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert {path: path.stat().st_mtime_ns for path in (FOLDER / "results").iterdir()} == kept, (
        "nothing is written"
    )


@pytest.mark.parametrize("name", QUICK)
def test_it_runs(name: str) -> None:
    _smoke(name)


@pytest.mark.model
@pytest.mark.parametrize("name", REAL)
def test_it_runs_on_the_embedded_engine(name: str) -> None:
    _smoke(name)


def test_each_benchmark_has_a_smoke_run() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.py")}
    # Where two share the description of their options, it is in one of them; each reads the option.
    smoke = ('"--smoke"', "asked.smoke")
    without = {
        name
        for name, text in texts.items()
        if "\ndef main(" in text and not any(how in text for how in smoke)
    }
    assert without <= {"pictures"}, "a figure of the documentation"
    assert {*QUICK, *REAL, *ELSEWHERE, *TOO_LONG} <= texts.keys()
