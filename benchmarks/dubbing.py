"""Two minutes with three speakers dubbed over HTTP: heard, cast, translated by the caller, spoken, rendered.

    python -m benchmarks.dubbing [--seed N] [--data DIR] [--write] [--smoke]

Three embedded voices take turns with sentences drawn from the seed; with `--data` they are people of LibriSpeech's
`SPEAKER-CHAPTER-UTTERANCE.flac` in DIR. The recording is a video (a moving block, 10 pictures a second). The dub hears
it and makes the lines; then each line gets another text, drawn from the seed, of about as many characters (the closest
of 60 draws): the caller's translation. A line counts as inside its slot when it ends no more than 80 ms behind it, and
as filling it when it also ends no more than 80 ms before. `--smoke` is 20 seconds.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
from tests.audio.videos import PICTURES, spoken_video
from tests.eventually import eventually

from benchmarks.meetings import RATE, Meeting, Spoken, meeting
from benchmarks.prose import sentences
from benchmarks.served import Served, report, served
from clonyvoice.audio import decode
from clonyvoice.core.audio import Audio

CLOSE = 0.08
VOICES = (("af_bella", "af_sarah", "bf_emma", "af_nova"), ("am_michael", "bm_george", "am_fenrir", "am_puck"))


def spoken_by_voices(client: httpx.Client, seed: int, seconds: float) -> Meeting:
    """Three of the embedded voices in turns, sentences of their own, noise 45 dB below; who speaks when is known."""
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    voices = [chance.choice(VOICES[0]), chance.choice(VOICES[1])]
    voices.append(chance.choice([one for group in VOICES for one in group if one not in voices]))
    texts = iter(sentences(seed, 200))
    pieces: list[np.ndarray] = [np.zeros(RATE // 2, np.float32)]
    truth: list[Spoken] = []
    at, before = len(pieces[0]), ""
    while at < seconds * RATE:
        voice = chance.choice([one for one in voices if one != before])
        body = {
            "voice": voice,
            "text": next(texts),
            "language": "en",
            "speed": round(chance.uniform(0.9, 1.1), 2),
        }
        answer = client.post("/api/generate/preset", json=body, headers={"Accept": "audio/wav"})
        said = decode(answer.raise_for_status().content, RATE).samples
        truth.append(Spoken(at / RATE, (at + len(said)) / RATE, voice))
        pause = np.zeros(round(chance.uniform(0.25, 0.9) * RATE), np.float32)
        pieces += [said, pause]
        at, before = at + len(said) + len(pause), voice
    sound = np.concatenate(pieces)
    return Meeting((sound + 0.0008 * noise.standard_normal(len(sound))).astype(np.float32), tuple(truth))


def spoken_by_people(folder: Path, seed: int) -> Meeting:
    """A meeting of three people of a folder, drawn from the seed."""
    for number in range(1000):
        found = meeting(folder, seed * 1000 + number)
        if found.speakers == 3:
            return found
    raise SystemExit("no meeting of three in this folder")


def other_text(text: str, seed: int) -> str:
    """Another sentence of about as many characters: the closest of 60 with as many words."""
    count = max(1, len(text.split()))
    drawn = []
    for number in range(60):
        words = (
            " ".join(sentences(seed + number, 1 + count // 5))
            .replace(".", "")
            .replace("?", "")
            .replace("!", "")
        )
        drawn.append(" ".join(words.split()[:count]).rstrip(",") + ".")
    return min(drawn, key=lambda one: abs(len(one) - len(text)))


def rightly_told(truth: tuple[Spoken, ...], utterances: list[dict[str, Any]]) -> tuple[int, float]:
    """The number of speakers that were heard, and the share of the time whose speaker is right, by the best names."""
    shared: dict[tuple[str, str], float] = {}
    for one in utterances:
        for real in truth:
            both = min(one["end"], real.end) - max(one["start"], real.start)
            if both > 0:
                key = (one["speaker"], real.speaker)
                shared[key] = shared.get(key, 0.0) + both
    names = {one["speaker"] for one in utterances}
    right = sum(max((v for (a, _), v in shared.items() if a == name), default=0.0) for name in names)
    return len(names), right / max(0.001, sum(shared.values()))


def ended(client: httpx.Client, job: str) -> float:
    """Seconds until a job has ended; it must have been completed."""
    began = time.monotonic()
    told = eventually(
        lambda: client.get(f"/api/jobs/{job}").raise_for_status().json(),
        lambda told: told["state"] not in ("queued", "running"),
        seconds=36_000,
        every=0.2,
    )
    assert told["state"] == "completed", told
    return time.monotonic() - began


def dubbed(server: Served, seed: int, data: Path | None, seconds: float) -> tuple[str, float]:
    """The table of what was measured, and the share of the lines inside their slots."""
    client = server.client(server.key())
    recording = spoken_by_people(data, seed) if data is not None else spoken_by_voices(client, seed, seconds)
    sound = Audio(recording.samples, RATE)
    project = client.post("/api/projects", json={"name": "Dub"}).raise_for_status().json()["id"]
    path = f"/api/projects/{project}"
    upload = {"file": ("talk.mp4", spoken_video(sound), "video/mp4")}
    asset = client.post(f"{path}/assets", files=upload).raise_for_status().json()["id"]
    body = {"asset_id": asset, "language": "en", "speak": False}
    dub = client.post(f"{path}/dubs", json=body).raise_for_status().json()
    hearing = ended(client, dub["job_id"])
    heard = client.get(f"{path}/dubs/{dub['id']}").json()
    told, right = rightly_told(recording.truth, heard["utterances"])
    lines = client.get(path).json()["lines"]
    texts = [other_text(line["text"], seed + 100 * n) for n, line in enumerate(lines)]
    client.post(f"{path}/translation", json={"texts": texts, "language": "en"}).raise_for_status()
    speaking = ended(
        client, client.post(f"{path}/speak", json={"lines": "stale"}).raise_for_status().json()["id"]
    )
    heard_texts = [line["text"] for line in lines]
    lines = client.get(path).json()["lines"]
    over = [line["slot_over"] for line in lines]
    takes = [client.get(f"{path}/lines/{line['id']}/takes").json()["takes"][-1] for line in lines]
    paces = sorted(take["pace"] for take in takes)
    stretched = sum(abs(take["stretch"] - 1) > 0.001 for take in takes)
    inside = sum(one <= CLOSE for one in over) / len(over)
    filled = sum(abs(one) <= CLOSE for one in over) / len(over)
    began = time.monotonic()
    render = client.post(f"{path}/renders", json={"format": "mp4", "video": asset, "subtitles": True})
    ended(client, render.raise_for_status().json()["job_id"])
    rendering = time.monotonic() - began
    opened: Any = av.open(io.BytesIO(client.get(f"{path}/renders/{render.json()['id']}/audio").content))
    with opened as file:
        pictures = sum(1 for _ in file.decode(video=0))
        kinds = sorted(stream.type for stream in file.streams)
    rows = [
        ("recording", f"{sound.duration:.0f} s, {len(recording.truth)} turns of {recording.speakers} speakers", ""),
        ("speakers heard; time given to the right one", f"{told}; {right:.1%}", "3"),
        ("lines", str(len(lines)), ""),
        ("lines that end at most 80 ms behind their slots", f"{inside:.1%}", "≥ 95 %"),
        ("lines that fill their slots within 80 ms", f"{filled:.1%}", ""),
        ("paces: least, median, most", f"{paces[0]:.2f}, {statistics.median(paces):.2f}, {paces[-1]:.2f}", "0.8-1.25"),
        ("lines whose sound was stretched, by at most 6 %", str(stretched), ""),
        ("worst line: seconds too long", f"{max(over):+.2f}", ""),
        ("hearing; speaking; rendering, s", f"{hearing:.0f}; {speaking:.0f}; {rendering:.0f}", ""),
        ("the MP4", f"{pictures} of {round(sound.duration * PICTURES)} pictures; {', '.join(kinds)}", ""),
    ]  # fmt: skip
    table = ["| | measured | wanted |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    late = [
        f"- {one:+.2f} s: a slot of {line['slot_end'] - line['slot_start']:.2f} s, said at {take['pace']:.2f} of its"
        f" pace and stretched by {take['stretch']:.2f}; heard: {was} its text: {line['text']}"
        for one, line, take, was in zip(over, lines, takes, heard_texts, strict=True)
        if one > CLOSE
    ]
    return "\n".join([*table, *(["", "Lines that end later:", "", *late] if late else [])]), inside


def main() -> int:
    """Run it; 0 when enough lines are inside their slots."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(2)))
    asked.add_argument("--data", type=Path, help="a folder of LibriSpeech's recordings")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--smoke", action="store_true", help="20 seconds of recording")
    given = asked.parse_args()
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        table, inside = dubbed(server, given.seed, given.data, 20 if given.smoke else 120)
    how = f"`python -m benchmarks.dubbing --seed {given.seed}{' --data DIR' if given.data else ''}`"
    report("dubbing", "Two minutes with three speakers, dubbed", f"{how}\n\n{table}", write=given.write)
    return 0 if inside >= 0.95 else 1


if __name__ == "__main__":
    raise SystemExit(main())
