"""Seconds until a clone speaks, and until *instant* is there: 30 seconds of a person, models loaded.

    python -m benchmarks.clone_time FOLDER [--seed N] [--count 10] [--seconds 30] [--write]

FOLDER holds a folder of recordings for each person (LibriSpeech's, for example; or set CLONYVOICE_BENCH_DATA). Each
person is cloned once on one server, from recordings that the seed draws; one more before them loads the models. Told
from the beginning of `POST /api/clone/create` with `refine=instant`: the seconds to its answer; to the whole sound of a
sentence that was never said before, asked for at once; and to the fit *instant* in the place of the draft. The sentence
and the job share the processor, as for a user who tries the voice. Needs the weights (CLONYVOICE_WEIGHTS).
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
from tests.eventually import eventually

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


def cloned(client: httpx.Client, recording: bytes, language: str = "en") -> str:
    """The id of a new clone of `recording`."""
    answer = client.post(
        "/api/clone/create",
        files={"audio": ("person.wav", recording)},
        data={"name": "Person", "language": language, "consent": "true", "refine": "instant"},
    )
    answer.raise_for_status()
    return str(answer.json()["id"])


def levels(client: httpx.Client, voice: str) -> list[str]:
    """The levels of the voice's fits, as they came."""
    answer = client.get(f"/api/voices/{voice}")
    answer.raise_for_status()
    return [str(version["refine"]) for version in answer.json()["versions"]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--language", default="en", help="as the request names it; auto to have it detected")
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
        "| person | seconds of sound | cloned after, s | a sentence said after, s | *instant* after, s | levels |",
        "|---|---|---|---|---|---|",
    ]
    created: list[float] = []
    said: list[float] = []
    complete: list[float] = []
    with (
        tempfile.TemporaryDirectory() as home,
        served(Path(home)) as server,
        server.client(server.key()) as client,
    ):
        for number, (person, text) in enumerate(zip(people, texts, strict=True)):
            recording = reference(person, options.seconds, draw)
            began = time.monotonic()
            voice = cloned(client, recording, options.language)
            taken = time.monotonic() - began
            spoken(client, text, voice)
            heard = time.monotonic() - began
            found = eventually(
                lambda voice=voice: levels(client, voice),  # type: ignore[misc]  # bound to this turn's voice
                lambda found: "instant" in found, seconds=120, every=0.05,
            )  # fmt: skip
            ended = time.monotonic() - began
            if number == 0:
                time.sleep(0 if options.smoke else 10)  # until all lengths are made ready
                continue
            created.append(taken)
            said.append(heard)
            complete.append(ended)
            lines.append(
                f"| {person.name} | {len(recording) / _RATE / 2:.0f} | {taken:.2f} | {heard:.2f} | "
                f"{ended:.2f} | {', '.join(found)} |"
            )
            print(lines[-1], flush=True)
    lines += [
        "",
        f"Cloned after: median {median(created):.2f}, most {max(created):.2f} s of {len(created)} clones. "
        f"A sentence said: {median(said):.2f}, {max(said):.2f}. Instant: {median(complete):.2f}, "
        f"{max(complete):.2f}. Language {options.language}, seed {options.seed}.",
    ]
    report(
        "clone_time",
        "Seconds until a clone speaks",
        "\n".join(lines),
        write=options.write and not options.smoke,
    )


if __name__ == "__main__":
    main()
