"""Waiting time for speech while a clone is being made better, and how soon that stops when cancelled.

    python -m benchmarks.giving_way [--recording FILE] [--turns 10] [--write]

A real server clones `--recording` (else a preset reads one), and refines it to `best`. Meanwhile a short sentence is
asked for again and again, with pauses as a person makes them. What counts is how much longer that takes than
without a fit. At the end the fit is cancelled, and the server's use of the processor is watched.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from tests.eventually import eventually

from benchmarks.served import Served, report, served

SENTENCE = "Good morning, it is a quarter past nine."
READ = (
    "The morning train was late again, so we walked along the river. Nobody in the village had ever seen such a "
    "bright day in November. Please put the kettle on, and tell me what the doctor said about your knee. "
    "In the afternoon the wind turned, and before long the first drops of rain fell on the roof of the old barn."
)
PAUSE = 1.5


def spoken(client: httpx.Client, text: str, voice: str = "af_heart") -> bytes:
    """The sound of `text` as a WAV file."""
    body = {"voice": voice, "text": text, "language": "en"}
    answer = client.post("/api/generate/preset", json=body, headers={"Accept": "audio/wav"})
    answer.raise_for_status()
    return answer.content


def waits(client: httpx.Client, turns: int, label: str) -> list[float]:
    """Seconds from the request to the whole sound, `turns` times; each text is a new one."""
    found = []
    for turn in range(turns):
        began = time.monotonic()
        spoken(client, f"{SENTENCE} {label} {turn + 1}.")
        found.append(time.monotonic() - began)
        time.sleep(PAUSE)
    return found


def cloned(client: httpx.Client, recording: bytes) -> tuple[str, float]:
    """The id of a new clone of `recording`, and the seconds that it took."""
    began = time.monotonic()
    answer = client.post(
        "/api/clone/create",
        files={"audio": ("me.wav", recording)},
        data={"name": "Me", "language": "en", "consent": "true", "refine": "instant"},
    )
    answer.raise_for_status()
    return str(answer.json()["id"]), time.monotonic() - began


def refining(client: httpx.Client, voice: str) -> str:
    """The id of a job that makes the clone better, now running."""
    answer = eventually(
        lambda: client.post(f"/api/voices/{voice}/refine", json={"refine": "best"}),
        lambda answer: answer.status_code != 409,
        seconds=600,
        every=0.2,
    )
    answer.raise_for_status()
    job = str(answer.json()["id"])
    eventually(lambda: state(client, job)["progress"], lambda done: done >= 0.12, seconds=600, every=0.2)
    return job


def state(client: httpx.Client, job: str) -> dict[str, Any]:
    """The job as the server returns it."""
    answer = client.get(f"/api/jobs/{job}")
    answer.raise_for_status()
    return dict(answer.json())


def cancelled(server: Served, client: httpx.Client, job: str) -> tuple[float, float]:
    """Seconds until a cancelled job has ended, and the cores that the server still used in the second after."""
    began = time.monotonic()
    client.post(f"/api/jobs/{job}/cancel").raise_for_status()
    eventually(
        lambda: state(client, job)["state"],
        lambda now: now in ("cancelled", "failed", "completed"),
        seconds=600,
        every=0.01,
    )
    ended = time.monotonic() - began
    time.sleep(max(0.0, 0.3 - ended))
    cpu, at = server.cpu(), time.monotonic()
    time.sleep(1.0)
    return ended, (server.cpu() - cpu) / (time.monotonic() - at)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recording", type=Path, help="speech of one person; else a preset reads")
    parser.add_argument("--turns", type=int, default=12)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="one turn; writes nothing")
    options = parser.parse_args()
    if options.smoke:
        options.turns, options.write = 1, False
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as server:
        client = server.client(server.key())
        recording = (
            options.recording.read_bytes() if options.recording else spoken(client, READ, "am_michael")
        )
        waits(client, 2, "First")
        alone = waits(client, options.turns, "Alone")
        voice, seconds = cloned(client, recording)
        job = refining(client, voice)
        beside = waits(client, options.turns, "Beside")
        progress = state(client, job)["progress"]
        ended, cores = cancelled(server, client, job)
    lines = [
        "| | median | worst |",
        "|---|---|---|",
        f"| a short sentence, nothing else going on | {statistics.median(alone):.2f} s | {max(alone):.2f} s |",
        f"| beside a fit to `best` | {statistics.median(beside):.2f} s | {max(beside):.2f} s |",
        "",
        f"The clone could speak {seconds:.1f} s after it was sent. The fit was at {progress:.0%} when cancelled; "
        f"its job ended {ended * 1000:.0f} ms after that, and from 300 ms on the server used {cores:.2f} cores.",
    ]
    report("giving_way", "Speech while a clone is made better", "\n".join(lines), write=options.write)


if __name__ == "__main__":
    main()
