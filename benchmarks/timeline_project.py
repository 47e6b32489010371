"""The project that the benchmarks of the timeline draw from a seed: lines with takes of shaped noise, music, clips."""

import io
import random
import wave
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from benchmarks.prose import sentences
from clonyvoice.audio import encode
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import SystemClock
from clonyvoice.jobs import EventBus
from clonyvoice.projects import Projects
from clonyvoice.projects.document import fingerprint
from clonyvoice.projects.records import read_document
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ProjectRow, ProjectTakeRow

RATE = 24_000


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
        self.projects = Projects(self.database, self.blobs, EventBus(), lambda _id: None, SystemClock())

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
                        id=f"take_{project[-6:]}_{number:05d}", project_id=project, line_id=name, number=1,
                        text=texts[number],
                        fingerprint=fingerprint(document, document.items[name]), sample_rate=RATE, samples=samples,
                        words=[{"word": "all", "start": 0.0, "end": samples / RATE, "start_char": 0, "end_char": 3}],
                        blob_id=blob if number < len(kept) else self.blobs.link(blob), voice_name="Ada",
                        created_at=self.projects.clock.now(), settings={},
                    )
                )  # fmt: skip
        self.projects.documents.forget(project)
        operate(
            [
                {"op": "line.update", "id": name, "set": {"take_id": f"take_{project[-6:]}_{n:05d}"}}
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
