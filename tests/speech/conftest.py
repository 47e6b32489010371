"""A whole speech service on a temporary folder, with a scripted engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.speech.chunk_voices import Designer
from clonyvoice.speech.request import Segment, Shape, SpeechRequest
from clonyvoice.speech.service import Speech
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.voices.library import Voices
from tests.new_database import open_new_database
from tests.speech.scripted import ScriptedEngine, ScriptedEngines


@dataclass
class Stage:
    """Everything that a test of speech needs."""

    home: Path
    database: Database
    blobs: BlobStore
    events: EventBus
    slots: ComputeSlots
    jobs: JobQueue
    engine: ScriptedEngine
    voices: Voices
    speech: Speech

    @classmethod
    def open(
        cls,
        home: Path,
        engine: ScriptedEngine | None = None,
        slots: int = 2,
        designer: Designer | None = None,
    ) -> Stage:
        engine = engine or ScriptedEngine()
        database = open_new_database(home)
        blobs = BlobStore(home)
        events = EventBus()
        shared = ComputeSlots(slots)
        jobs = JobQueue(database, events, shared)
        voices = Voices(database, blobs, lambda: [(engine.info, engine.presets())])
        speech = Speech(database, blobs, jobs, voices, ScriptedEngines(engine), designer=designer)
        jobs.start()
        return cls(home, database, blobs, events, shared, jobs, engine, voices, speech)

    def close(self) -> None:
        if self.engine.hold is not None:
            self.engine.hold.set()
        self.jobs.stop()
        self.database.close()


def ask(text: str, voice: str = "af_heart", language: str = "en", **more: object) -> SpeechRequest:
    """A request for one voice; `speed` and its like go into the shape."""
    shape = {name: more.pop(name) for name in tuple(more) if name in Shape.__slots__}
    segments = (Segment(text, voice, language),)
    return SpeechRequest(kind="preset", segments=segments, shape=Shape(**shape), **more)  # type: ignore[arg-type]  # keywords of all sorts


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    opened = Stage.open(tmp_path)
    yield opened
    opened.close()
