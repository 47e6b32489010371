"""Seconds until a clone speaks: an instant clone of 30 seconds of a person, models loaded, then its first sentence.

    python -m benchmarks.clone_time FOLDER [--seed N] [--count 10] [--seconds 30] [--write]

FOLDER holds a folder of recordings for each person (LibriSpeech's, for example; or set CLONYVOICE_BENCH_DATA). Each
person is cloned once on one server, from recordings that the seed draws; one more before them loads the models. Told
are the seconds to the answer of `POST /api/clone/create` with `refine=instant`, and to the whole sound of a sentence
that was never said before. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import tempfile
import time
from pathlib import Path
from statistics import median

import httpx
import numpy as np

from benchmarks.giving_way import spoken
from benchmarks.prose import sentences
from benchmarks.served import report, served
from clonyvoice.audio import decode, encode
from clonyvoice.core import Audio

_RATE = 24_000


def reference(folder: Path, seconds: float, draw: random.Random) -> bytes:
    """A WAV file of that length: recordings of one person in the order of the draw, half a second apart."""
    paths = sorted(folder.rglob("*.flac")) + sorted(folder.rglob("*.wav"))
    pieces: list[np.ndarray] = []
    for path in draw.sample(paths, len(paths)):
        pieces += [decode(path, _RATE).samples, np.zeros(_RATE // 2, np.float32)]
        if sum(map(len, pieces)) >= seconds * _RATE:
            break
    return encode(Audio(np.concatenate(pieces)[: round(seconds * _RATE)], _RATE), "wav")


def cloned(client: httpx.Client, recording: bytes) -> tuple[str, float]:
    """The id of a new clone of `recording`, and the seconds that the request took."""
    began = time.monotonic()
    answer = client.post(
        "/api/clone/create",
        files={"audio": ("person.wav", recording)},
        data={"name": "Person", "language": "en", "consent": "true", "refine": "instant"},
    )
    answer.raise_for_status()
    return str(answer.json()["id"]), time.monotonic() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="one person; writes nothing")
    options = parser.parse_args()
    if options.folder is None:
        parser.error("give a folder of recordings, or set CLONYVOICE_BENCH_DATA")
    print("seed", options.seed, flush=True)
    draw = random.Random(options.seed)
    people = sorted(
        {path.parent for kind in ("flac", "wav") for path in Path(options.folder).rglob(f"*.{kind}")}
    )
    people = draw.choices(people, k=1 + (1 if options.smoke else options.count))
    texts = sentences(options.seed, len(people))
    lines = [
        "| person | seconds of sound | cloned after, s | its first sentence after, s |",
        "|---|---|---|---|",
    ]
    created: list[float] = []
    with (
        tempfile.TemporaryDirectory() as home,
        served(Path(home)) as server,
        server.client(server.key()) as client,
    ):
        for number, (person, text) in enumerate(zip(people, texts, strict=True)):
            recording = reference(person, options.seconds, draw)
            voice, taken = cloned(client, recording)
            began = time.monotonic()
            spoken(client, text, voice)
            if number == 0:
                time.sleep(0 if options.smoke else 10)  # until all lengths are made ready
                continue
            created.append(taken)
            lines.append(
                f"| {person.name} | {len(recording) / _RATE / 2:.0f} | {taken:.2f} | "
                f"{time.monotonic() - began:.2f} |"
            )
            print(lines[-1], flush=True)
    lines += [
        "",
        f"Cloned after: median {median(created):.2f}, most {max(created):.2f} s of {len(created)} clones. "
        f"Seed {options.seed}.",
    ]
    report(
        "clone_time",
        "Seconds until a clone speaks",
        "\n".join(lines),
        write=options.write and not options.smoke,
    )


if __name__ == "__main__":
    main()
