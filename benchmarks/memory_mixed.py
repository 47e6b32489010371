"""Memory of a server that fits a clone, transcribes and speaks at the same time.

    python -m benchmarks.memory_mixed FOLDER [--seed N] [--count 60] [--minutes 10] [--write] [--smoke]

FOLDER holds a folder of recordings for each person (LibriSpeech's, for example; or set CLONYVOICE_BENCH_DATA). A clone
of 30 seconds of a person that the seed draws is fitted to *standard* while a recording of `--minutes` is transcribed
and `--count` sentences that were never said before are spoken, one after the other, in the clone and in presets. Told
is the server's resident memory (RSS), looked at twenty times a second. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from tests.eventually import eventually

from benchmarks.clone_time import reference
from benchmarks.giving_way import spoken, state
from benchmarks.prose import sentences
from benchmarks.served import report, served

_STATES = ("queued", "running", "paused")


def fitted(client: httpx.Client, recording: bytes) -> tuple[str, str]:
    """The id of a new clone that already speaks, and of the job that fits it to *standard*."""
    answer = client.post(
        "/api/clone/create",
        files={"audio": ("person.wav", recording)},
        data={"name": "Person", "language": "en", "consent": "true", "refine": "instant"},
    )
    answer.raise_for_status()
    voice = str(answer.json()["id"])
    answer = eventually(
        lambda: client.post(f"/api/voices/{voice}/refine", json={"refine": "standard"}),
        lambda answer: answer.status_code != 409,
        seconds=600,
        every=0.2,
    )
    answer.raise_for_status()
    return voice, str(answer.json()["id"])


def transcribed(client: httpx.Client, recording: bytes) -> tuple[int, float]:
    """The words of a transcript, and the seconds that it took."""
    began = time.monotonic()
    answer = client.post("/api/transcribe", files={"audio": ("talk.wav", recording)}, data={"language": "en"})
    answer.raise_for_status()
    return len(str(answer.json()["text"]).split()), time.monotonic() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument(
        "--smoke", action="store_true", help="two sentences, a tenth of a minute; writes nothing"
    )
    options = parser.parse_args()
    if options.folder is None:
        parser.error("give a folder of recordings, or set CLONYVOICE_BENCH_DATA")
    if options.smoke:
        options.count, options.minutes, options.write = 2, 0.1, False
    print("seed", options.seed, flush=True)
    draw = random.Random(options.seed)
    people = sorted(
        {path.parent for kind in ("flac", "wav") for path in Path(options.folder).rglob(f"*.{kind}")}
    )
    with (
        tempfile.TemporaryDirectory() as home,
        served(Path(home)) as server,
        server.client(server.key()) as client,
        server.client(server.key("second")) as second,
        ThreadPoolExecutor(1) as beside,
    ):

        def work() -> str:
            voice, job = fitted(client, reference(draw.choice(people), 30, draw))
            talk = beside.submit(
                transcribed, second, reference(Path(options.folder), options.minutes * 60, draw)
            )
            for number, text in enumerate(sentences(options.seed, options.count)):
                spoken(client, text, voice if number % 2 else "af_heart")
            words, seconds = talk.result()
            now = eventually(
                lambda: state(client, job), lambda now: now["state"] not in _STATES, seconds=3600, every=0.5
            )
            return (
                f"the fit ended as {now['state']}, {words} words of the recording were written down after "
                f"{seconds:.0f} s, {options.count} sentences were said"
            )

        seen = server.watched(work)
        time.sleep(3)
        rows = [
            "| before | at most | 3 s after | seconds |",
            "|---|---|---|---|",
            f"| {seen.before:.0f} MB | {seen.peak:.0f} MB | {server.memory_mb():.0f} MB | {seen.seconds:.0f} |",
            "",
            f"In it {seen.said}. Seed {options.seed}.",
        ]
    report(
        "memory_mixed",
        "Memory while a clone is fitted, a recording transcribed and sentences said",
        "\n".join(rows),
        write=options.write,
    )


if __name__ == "__main__":
    main()
