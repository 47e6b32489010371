"""A long project over HTTP: opened, changed, undone, heard from anywhere, rendered; and edited by three at once.

Texts, clips and edits are drawn from a seed that is printed. The takes are shaped noise, not speech: what is measured
here reads, mixes and encodes sound and does not make it.

    python -m benchmarks.timeline            # 6,000 lines, 12 tracks, 600 clips: ten hours
    python -m benchmarks.timeline --smoke    # 120 lines, seconds
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import statistics
import tempfile
import time
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
from av.filter.loudnorm import stats
from tests.eventually import eventually

from benchmarks.prose import sentences
from benchmarks.served import Served, report, served
from benchmarks.timeline_edits import together
from benchmarks.timeline_project import Place, music


def timed(work: Any, times: int) -> list[float]:
    """Milliseconds that each of several calls took."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def spread(found: list[float]) -> str:
    """Median, 99th percentile and most."""
    late = found[min(len(found) - 1, int(len(found) * 0.99))]
    return f"{statistics.median(found):.1f} / {late:.1f} / {found[-1]:.1f}"


def costing(server: Served, work: Callable[[], Any], times: int) -> str:
    """Median, 99th percentile and most of the milliseconds of `work`, and the server's CPU ms for each in the mean."""
    before = server.cpu()
    told = spread(timed(work, times))
    return f"{told}; {(server.cpu() - before) * 1000 / times:.0f} of CPU"


def rendered(client: httpx.Client, project: str, **settings: Any) -> tuple[bytes, float, dict[str, Any]]:
    """A render's file, the seconds that it took, and how it was told."""
    began = time.monotonic()
    path = f"/api/projects/{project}/renders"
    told = client.post(path, json=settings).raise_for_status().json()
    place = f"{path}/{told['id']}"
    told = eventually(
        lambda: client.get(place).json(),
        lambda told: told["status"] not in ("queued", "running"),
        seconds=3600,
        every=0.1,
    )
    assert told["status"] == "completed", told
    took = time.monotonic() - began
    return client.get(f"{path}/{told['id']}/audio").content, took, told


def samples_of(wav: bytes) -> np.ndarray:
    """The samples of 16-bit stereo, -1..1."""
    with wave.open(io.BytesIO(wav)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32768.0


def judged(sound: bytes) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP as FFmpeg's loudnorm (libebur128) has them."""
    with av.open(io.BytesIO(sound)) as container:
        found = json.loads(stats("print_format=json", container.streams.audio[0]))
    return float(found["input_i"]), float(found["input_tp"])


def first_sound(client: httpx.Client, project: str, start: float) -> None:
    """Ask for the mix from a second on, and wait for its first samples."""
    with client.stream(
        "GET", f"/api/projects/{project}/mix", params={"start": start, "format": "wav"}
    ) as answer:
        got = 0
        for piece in answer.iter_raw():
            got += len(piece)
            if got > 44 + 4800:
                return


def just_opened(
    client: httpx.Client, project: str, seconds: float, times: int, chance: random.Random
) -> list[float]:
    """Milliseconds to the first sound of copies of a project that were opened just before, and never played."""
    found = []
    for _ in range(times):
        told = client.post(f"/api/projects/{project}/duplicate", json={}).raise_for_status().json()
        client.get(f"/api/projects/{told['id']}").raise_for_status().read()
        start = chance.uniform(0, seconds - 5)
        found += timed(lambda start=start, copy=told["id"]: first_sound(client, copy, start), 1)
        client.delete(f"/api/projects/{told['id']}", params={"permanent": True}).raise_for_status()
    return sorted(found)


def effects_of(chance: random.Random, decay_s: float) -> list[dict[str, Any]]:
    """An equaliser of three bands, a compressor and a reverberation, drawn anew: no response of theirs is known yet."""
    bands = [
        {"shape": "high_pass", "frequency": round(chance.uniform(40, 120), 1)},
        {"shape": "peak", "frequency": round(chance.uniform(800, 4000), 1), "gain_db": 3, "q": 1.2},
        {"shape": "high_shelf", "frequency": 9000, "gain_db": round(chance.uniform(-6, 6), 2)},
    ]
    room = {"type": "reverb", "decay_s": decay_s, "level_db": round(chance.uniform(-30, -12), 3)}
    return [{"type": "eq", "bands": bands}, {"type": "compressor", "threshold_db": -24}, room]


def main() -> int:
    """Run it all; 0 when the documents were the same in the end."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    asked.add_argument("--smoke", action="store_true", help="a small project, in seconds")
    asked.add_argument("--minutes", type=float, default=60, help="minutes of the project that are rendered")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    seed, chance = given.seed, random.Random(given.seed)
    print(f"seed {seed}", flush=True)
    lines, clips, count, edits = (120, 24, 40, 60) if given.smoke else (6000, 600, 400, 2000)
    minutes = 2.0 if given.smoke else given.minutes
    rows: list[tuple[str, str, str]] = []

    def row(name: str, found: str, wanted: str) -> None:
        rows.append((name, found, wanted))
        print(f"{name}: {found} (wanted: {wanted})", flush=True)

    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        key = server.key()
        client = server.client(key)
        project = client.post("/api/projects", json={"name": "Book"}).raise_for_status().json()["id"]
        generator, assets = np.random.default_rng(seed), []
        for number in range(3 if given.smoke else 8):
            upload = {"file": (f"music {number}.wav", music(generator, 40), "audio/wav")}
            assets.append(
                client.post(f"/api/projects/{project}/assets", files=upload).raise_for_status().json()["id"]
            )
        place = Place(Path(folder))
        began = time.monotonic()
        length = place.fill(project, assets, lines, 12, clips, seed)
        took_s = time.monotonic() - began
        print(f"{lines} lines, 12 tracks, {clips} clips, {length / 3600:.2f} h; filled in {took_s:.0f} s")
        path = f"/api/projects/{project}"

        def opened() -> None:
            client.get(path).raise_for_status().read()

        cold = timed(opened, 1)[0]
        row(
            "opened over HTTP: first, then median / p99 / most, ms",
            f"{cold:.0f}, {spread(timed(opened, 10))}",
            "1000",
        )
        revision = client.get(path).json()["revision"]
        texts = iter(sentences(seed + 1, count + 12))

        def change() -> None:
            nonlocal revision
            set_ = {"text": next(texts)}
            operation = {"op": "line.update", "id": f"line_{chance.randrange(lines):05d}", "set": set_}
            answer = client.post(
                f"{path}/operations", json={"operations": [operation]}, headers={"If-Match": str(revision)}
            )
            revision = answer.raise_for_status().json()["revision"]

        row("an operation acknowledged, median / p99 / most, ms", costing(server, change, count), "30 / 80")

        def undo() -> None:
            client.post(f"{path}/undo").raise_for_status()

        row("undo, median / p99 / most, ms", costing(server, undo, min(60, count)), "50")

        def hear() -> None:
            first_sound(client, project, chance.uniform(0, length - 5))

        first = timed(hear, 1)[0]
        told = costing(server, hear, 20)
        row("first sound of the mix: first, then from 20 points, ms", f"{first:.0f}, {told}", "150")
        copies = just_opened(client, project, length, 2 if given.smoke else 6, chance)
        row("first sound of a project that was just opened, ms", spread(copies), "150")
        revision = client.get(path).json()["revision"]
        fresh = []
        for _ in range(12):
            change()
            fresh += timed(hear, 1)
        row("first sound of the mix just after a change, ms", spread(sorted(fresh)), "150")
        end = min(length, minutes * 60)
        took: list[float] = []

        def render() -> str:
            took.append(rendered(client, project, format="wav", end=end)[1])
            return ""

        watched = server.watched(render)
        row(
            "mix rendered to WAV, times real time",
            f"{end / took[0]:.0f} ({end / 60:.0f} minutes in {took[0]:.1f} s)",
            "60",
        )
        row("memory of the render after its first tenth, MB", f"{watched.peak - watched.tenth:+.0f}", "+30")
        tracks = [one["id"] for one in client.get(path).json()["tracks"]]

        def put(track: str, effects: list[dict[str, Any]]) -> None:
            operation = {"op": "track.update", "id": track, "set": {"effects": effects}}
            now = client.get(path).json()["revision"]
            head = {"If-Match": str(now)}
            client.post(
                f"{path}/operations", json={"operations": [operation]}, headers=head
            ).raise_for_status()

        rooms = []
        for _ in range(4 if given.smoke else 12):
            put(tracks[0], effects_of(chance, 6.0))
            rooms += timed(hear, 1)
        row("first sound with a reverb of 6 s that was just set, ms", spread(sorted(rooms)), "150")
        for number, track in enumerate(tracks):  # a project holds 32 effects: a reverb on eight tracks
            effects = effects_of(chance, round(chance.uniform(0.5, 2.5), 2))
            put(track, effects if number < 8 else effects[:2])
        cold = timed(hear, 1)[0]
        row(
            "first sound with 32 effects on 12 tracks: first, then from 20 points, ms",
            f"{cold:.0f}, {spread(timed(hear, 20))}",
            "150",
        )
        render()
        row("mix with 32 effects on 12 tracks, times real time", f"{end / took[-1]:.0f}", "60")
        for track in tracks:
            put(track, [])
        begin = round(chance.uniform(0, max(1.0, length - 60)), 3)
        part = {"begin": begin, "end": begin + 40}
        mix = samples_of(rendered(client, project, format="wav", **part)[0])
        with zipfile.ZipFile(
            io.BytesIO(rendered(client, project, format="wav", stems=True, **part)[0])
        ) as archive:
            stems = [samples_of(archive.read(name)) for name in archive.namelist()]
        apart = float(np.abs(np.sum(stems, axis=0) - mix).max())
        quantised = (len(stems) + 1) / 2 / 32768
        rounding = f"{len(stems)} files of 16 bits round by up to {quantised:.1e}"
        row("stems added up against the mix", f"{apart:.1e} ({rounding})", "1e-4")
        late = round(length - 30, 3)
        streamed = client.get(f"{path}/mix", params={"start": late, "format": "wav"})
        file = rendered(client, project, format="wav", begin=late)[0]
        played, wrote = np.frombuffer(streamed.content[44:], "<i2"), np.frombuffer(file[44:], "<i2")
        unlike = str(int((played != wrote).sum())) if len(played) == len(wrote) else "other lengths"
        row("play and render, samples that differ", f"{unlike} of {len(wrote)}", "0")
        for target in ("-14", "-16", "-23"):
            sound, _, _ = rendered(
                client, project, format="wav", loudness=target, begin=begin, end=begin + 60
            )
            loudness, peak = judged(sound)
            row(
                f"loudness at {target} LUFS, as FFmpeg has it; true peak",
                f"{loudness:+.2f}; {peak:+.2f} dBTP",
                "±0.2 LU; -1",
            )
        told, same = together(server, key, place, project, edits, seed + 7)
        row("two windows and a script at once", told, "the same")
    table = "\n".join(
        ["| | measured | wanted |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    )
    title = f"A project of {length / 3600:.1f} hours: {lines} lines, 12 tracks, {clips} clips"
    report("timeline", title, f"`python -m benchmarks.timeline --seed {seed}`\n\n{table}", write=given.write)
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
