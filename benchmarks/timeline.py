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
import threading
import time
import uuid
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
from av.filter.loudnorm import stats
from sqlalchemy import select
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from benchmarks.prose import sentences
from benchmarks.served import Served, report, served
from clonyvoice.audio import encode
from clonyvoice.core.audio import Audio
from clonyvoice.jobs import EventBus
from clonyvoice.projects import Projects
from clonyvoice.projects.document import fingerprint
from clonyvoice.projects.records import read_document
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ProjectRow, ProjectTakeRow

RATE = 24_000
LISTS = {"speaker": "speakers", "line": "lines", "track": "tracks", "clip": "clips", "marker": "markers"}
DERIVED = {"id", "position", "state", "takes", "take_seconds", "error", "begins", "end", "slot_over"}


def noise(chance: np.random.Generator, seconds: float, rate: int, sides: int) -> np.ndarray:
    """Noise with the slow swell of speech, `[n, sides]`, peaks near -6 dB."""
    count = round(seconds * rate)
    places = np.arange(0, count + 4800, 4800)
    swell = np.interp(np.arange(count), places, chance.uniform(0.02, 1, len(places)))
    return (chance.standard_normal((count, sides)) * swell[:, None] * 0.12).clip(-0.5, 0.5).astype(np.float32)


def music(chance: np.random.Generator, seconds: float) -> bytes:
    """A WAV file of stereo noise at 48 kHz."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((noise(chance, seconds, 48_000, 2) * 32767).astype("<i2").tobytes())
    return out.getvalue()


class Place:
    """The server's data directory as a second process sees it: fills a project faster than any client could."""

    def __init__(self, data_dir: Path) -> None:
        self.database, self.blobs = Database.open(data_dir), BlobStore(data_dir)
        self.projects = Projects(self.database, self.blobs, EventBus())

    def items(self, project: str) -> dict[str, Any]:
        """Every item of the project as the database has it."""
        with self.database.read() as session:
            row = session.scalars(select(ProjectRow).where(ProjectRow.id == project)).one()
            return {item.id: item.json() for item in read_document(session, row).items.values()}

    def fill(self, project: str, assets: list[str], lines: int, tracks: int, clips: int, seed: int) -> float:
        """Lines with takes of six seconds in the mean, tracks, and clips all over them; the length in seconds."""
        chance, sounds = random.Random(seed), np.random.default_rng(seed)
        _, document = self.projects.document(project, None)
        owner = self.projects.get(project, None).owner

        def operate(operations: list[dict[str, Any]]) -> None:
            for first in range(0, len(operations), 2000):
                self.projects.operate(project, operations[first : first + 2000], None, owner, None)

        texts = sentences(seed, lines)
        names = [f"line_{n:05d}" for n in range(lines)]
        operate(
            [
                {
                    "op": "speaker.insert",
                    "id": "speaker_a",
                    "speaker": {"name": "Ada", "voice_id": "voice_af_heart"},
                }
            ]
        )
        operate([{"op": "line.insert", "id": name, "line": {"text": text, "speaker_id": "speaker_a"}}
                 for name, text in zip(names, texts, strict=True)])  # fmt: skip
        kept = []
        for _ in range(min(60, lines)):
            seconds = chance.uniform(3.5, 8.0)
            sound = noise(sounds, seconds, RATE, 1)[:, 0]
            kept.append((self.blobs.put(encode(Audio(sound, RATE), "flac")), len(sound)))
        _, document = self.projects.document(project, None)
        with self.database.write() as session:
            for number, name in enumerate(names):
                blob, samples = kept[number % len(kept)]
                session.add(
                    ProjectTakeRow(
                        id=f"take_{number:05d}", project_id=project, line_id=name, number=1, text=texts[number],
                        fingerprint=fingerprint(document, document.items[name]), sample_rate=RATE, samples=samples,
                        words=[{"word": "all", "start": 0.0, "end": samples / RATE, "start_char": 0, "end_char": 3}],
                        blob_id=blob if number < len(kept) else self.blobs.link(blob), voice_name="Ada",
                        created_at=self.projects.clock.now(), settings={},
                    )
                )  # fmt: skip
        self.projects.documents.forget(project)
        operate(
            [
                {"op": "line.update", "id": name, "set": {"take_id": f"take_{n:05d}"}}
                for n, name in enumerate(names)
            ]
        )
        length = self.projects.get(project, None).duration
        kinds = [("music" if n % 2 else "effect") for n in range(tracks - 1)]
        speech = next(item.id for item in self.projects.document(project, None)[1].ordered("track"))
        operate([{"op": "track.insert", "id": f"track_{n}", "track": {
            "kind": kind, "name": f"Track {n}", "gain_db": chance.uniform(-18, -6), "pan": chance.uniform(-1, 1),
            **({"duck_by": [speech]} if n == 1 else {})}} for n, kind in enumerate(kinds)])  # fmt: skip
        operate([{"op": "clip.insert", "id": f"clip_{n:04d}", "clip": {
            "track_id": f"track_{n % len(kinds)}", "asset_id": chance.choice(assets),
            "start": round(chance.uniform(0, length * 0.98), 3), "trim_start": round(chance.uniform(0, 5), 3),
            "duration": round(chance.uniform(8, 25), 3), "fade_in_ms": 500, "fade_out_ms": 1500}}
            for n in range(clips)])  # fmt: skip
        return self.projects.get(project, None).duration


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


class Replica(threading.Thread):
    """A client that follows `/ws`, edits at random, and loses its connections now and then."""

    def __init__(self, server: Served, key: str, project: str, edits: int, seed: int) -> None:
        super().__init__()
        self.chance, self.edits, self.project = random.Random(seed), edits, project
        self.client, self.key, self.server = server.client(key), key, server
        self.lock = threading.Lock()
        self.items: dict[str, Any] = {}
        self.revision = self.sent = self.refused = self.lost = self.cut = 0
        self.waiting: dict[int, dict[str, Any]] = {}
        self.over = False
        self.read()
        self.follower = threading.Thread(target=self.follow, daemon=True)
        self.follower.start()

    def read(self) -> None:
        """Take the whole document over."""
        told = self.client.get(f"/api/projects/{self.project}").raise_for_status().json()
        items = {}
        for kind, name in LISTS.items():
            for one in told[name]:
                left_out = DERIVED | ({"start"} if kind == "line" else set())
                data = {key: value for key, value in one.items() if key not in left_out}
                items[one["id"]] = {"kind": kind, "position": one["position"], "data": data}
        with self.lock:
            if told["revision"] >= self.revision:
                self.items, self.revision = items, told["revision"]

    def take(self, revision: int, changed: dict[str, Any] | None) -> None:
        """Apply what a revision changed, in order."""
        with self.lock:
            if changed is not None and revision > self.revision:
                self.waiting[revision] = changed
            while (now := self.waiting.pop(self.revision + 1, None)) is not None:
                for name, item in now.items():
                    if item is None:
                        self.items.pop(name, None)
                    elif name != "project":
                        self.items[name] = item
                self.revision += 1

    def follow(self) -> None:
        """Hear events; the connection is closed at random and resumed where it was."""
        seq, url = 0, self.server.url.replace("http", "ws")
        while not self.over:
            more = f"?last_seq={seq}" if seq else ""
            try:
                with connect(f"{url}/ws{more}", additional_headers={"X-API-Key": self.key}) as socket:
                    until = time.monotonic() + self.chance.uniform(1, 6)
                    while not self.over and time.monotonic() < until:
                        try:
                            event = json.loads(socket.recv(timeout=0.2))
                        except TimeoutError:
                            continue
                        seq = event.get("seq") or seq
                        if event["type"] == "events.missed":
                            self.read()
                        if event["type"] == "project.changed" and event["id"] == self.project:
                            self.take(event["revision"], event.get("changed"))
                self.cut += 1
            except (ConnectionClosed, OSError):
                time.sleep(0.1)

    def operation(self) -> dict[str, Any]:
        """A random change of what this client sees."""
        with self.lock:
            lines = [name for name, item in self.items.items() if item["kind"] == "line"]
            clips = [name for name, item in self.items.items() if item["kind"] == "clip"]
        one, other = self.chance.choice(lines), self.chance.choice(lines)
        dice = self.chance.random()
        if dice < 0.4:
            return {
                "op": "line.update",
                "id": one,
                "set": {"text": " ".join(sentences(self.chance.randrange(10**6), 1))},
            }
        if dice < 0.5 and clips:
            start = {"start": round(self.chance.uniform(0, 600), 3)}
            return {"op": "clip.update", "id": self.chance.choice(clips), "set": start}
        if dice < 0.65:
            return {"op": "line.insert", "line": {"text": "Put in."}, "after": one}
        if dice < 0.8 and one != other:
            return {"op": "line.move", "id": one, "after": other}
        if dice < 0.9 and len(lines) > 20:
            return {"op": "line.delete", "id": one}
        return {"op": "line.update", "id": one, "set": {"pause_after_ms": self.chance.randrange(2000)}}

    def run(self) -> None:
        """Make the edits."""
        while self.sent < self.edits:
            wish, operation, base = uuid.uuid4().hex, self.operation(), self.revision
            headers = {"If-Match": str(base), "Idempotency-Key": wish}
            path, body = f"/api/projects/{self.project}/operations", {"operations": [operation]}
            impatient = self.chance.random() < 0.08
            while True:
                try:
                    wait = 0.004 if impatient else 60
                    answer = self.client.post(path, json=body, headers=headers, timeout=wait)
                    if answer.status_code == 409 and "in_progress" in answer.text:
                        time.sleep(0.05)
                        continue
                    break
                except httpx.TransportError:  # the connection is lost; the same request goes out again
                    self.lost, impatient = self.lost + 1, False
            if answer.status_code == 200:
                self.sent += 1
                self.take(answer.json()["revision"], answer.json()["changed"])
            elif answer.status_code in (409, 422):
                self.refused += 1
                self.read()
            else:
                answer.raise_for_status()


def together(server: Served, key: str, place: Place, project: str, edits: int, seed: int) -> tuple[str, bool]:
    """Three clients edit one document; how it went, and whether all have the same in the end."""
    client = server.client(key)
    began = time.monotonic()
    three = [Replica(server, key, project, edits // 3 + (n < edits % 3), seed + n) for n in range(3)]
    for one in three:
        one.start()
    for one in three:
        one.join()
    took = time.monotonic() - began
    final = client.get(f"/api/projects/{project}").json()["revision"]
    until = time.monotonic() + 15
    while time.monotonic() < until and any(one.revision != final for one in three):
        time.sleep(0.1)
    for one in three:
        one.over = True
    kept = place.items(project)
    same = all(one.revision == final and one.items == kept for one in three)
    lost, cut = sum(one.lost for one in three), sum(one.cut for one in three)
    refused = sum(one.refused for one in three)
    told = (f"{'the same' if same else 'NOT THE SAME'} in all three and in the database; {edits} edits in {took:.0f} s,"
            f" {refused} refused and made anew, {lost} answers and {cut} sockets lost")  # fmt: skip
    return told, same


def rendered(client: httpx.Client, project: str, **settings: Any) -> tuple[bytes, float, dict[str, Any]]:
    """A render's file, the seconds that it took, and how it was told."""
    began = time.monotonic()
    path = f"/api/projects/{project}/renders"
    told = client.post(path, json=settings).raise_for_status().json()
    while told["status"] in ("queued", "running"):
        time.sleep(0.1)
        told = client.get(f"{path}/{told['id']}").json()
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
