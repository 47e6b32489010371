"""One run of the job that makes a generation: voices, leased engines, compute slots and timings."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Engine, EngineInfo
from clonyvoice.engines.registry import resource_of
from clonyvoice.jobs import JobContext, Resource
from clonyvoice.jobs.compute_slots import PreemptibleRunner
from clonyvoice.speech.chunk_synthesis import ChunkTask, follows_instructions
from clonyvoice.speech.chunk_voices import ChunkVoices
from clonyvoice.speech.model import Chunk, Generation
from clonyvoice.speech.piece_sizes_listener_priority import FIRST_SOUND, PlaybackBuffer, urgency_of
from clonyvoice.speech.request import MAX_SEED, PITCH, PITCH_RANGE, SPEED, VOLUME, Shape
from clonyvoice.speech.streaming import LiveStream

MANNER: Final = frozenset({"rate", "raised", "louder", "pitch_range"})
"""Settings of a chunk that stand for instructions where the engine does not follow them itself."""


class Engines(Protocol):
    """The registry of engines, as far as speech needs it."""

    def info(self, engine_id: str) -> EngineInfo:
        """An engine's declaration, without loading anything. Raises EngineUnavailable for an unknown one."""
        ...

    def infos(self) -> tuple[EngineInfo, ...]:
        """All declarations, that of the default engine first."""
        ...

    def lease(self, engine_id: str, cancel: CancelToken | None = None) -> AbstractContextManager[Engine]:
        """The engine, loaded, for the length of a `with` block. Raises EngineUnavailable, Cancelled."""
        ...


@dataclass(slots=True)
class GenerationRun:
    """State carried from chunk to chunk during one run of the job; engines are leased until `stack` is closed."""

    generation: Generation
    context: JobContext
    live: LiveStream
    engines: Engines
    chunk_voices: ChunkVoices
    stack: ExitStack
    leased: dict[str, Engine] = field(default_factory=dict)
    levels: dict[str, list[float]] = field(default_factory=dict)
    """By voice: the gains of its chunks so far."""
    compute: float = 0.0
    resource: Resource | None = None
    """The resource that the present chunk is computed on."""
    pace: PlaybackBuffer = field(default_factory=PlaybackBuffer)
    started_at: float | None = None

    @property
    def eager(self) -> bool:
        """Whether a listener is waiting for the sound during generation."""
        return bool(self.generation.settings.get("eager"))

    def task(self, chunk: Chunk, changes: dict[str, Any]) -> tuple[ChunkTask, Engine]:
        """The synthesis task for the chunk, and the engine; `changes` are those of a retake."""
        settings = {**chunk.settings, **changes}
        source, engine_id, usual = self.chunk_voices.speaker(
            self.generation, chunk, settings, changes, self.context
        )
        if engine_id not in self.leased:
            leased = self.engines.lease(engine_id, self.context.cancel)
            self.leased[engine_id] = self.stack.enter_context(leased)
        self.resource = resource_of(self.leased[engine_id])
        shape = (
            Shape.from_json(settings)
            .over(Shape.from_json(self.generation.settings))
            .over(Shape.from_json(usual))
        )
        seed = settings.get("seed")
        if seed is None and self.generation.seed is not None:
            seed = (self.generation.seed + chunk.index) % (MAX_SEED + 1)
        own = usual.get("pronunciations")
        given = self.generation.settings.get("pronunciations") or {}
        told = str(settings.get("instructions", ""))
        if told and follows_instructions(self.leased[engine_id], source):
            settings = {name: value for name, value in settings.items() if name not in MANNER}
        else:
            told = ""
        task = ChunkTask(
            text=str(settings.get("text", chunk.text)),
            language=str(settings.get("language", chunk.language)),
            voice=source,
            speed=_within((shape.speed or 1.0) * float(settings.get("rate", 1.0)), SPEED),
            pitch=_within((shape.pitch or 0.0) + float(settings.get("raised", 0.0)), PITCH),
            volume_db=_within((shape.volume_db or 0.0) + float(settings.get("louder", 0.0)), VOLUME),
            pitch_range=_within(float(settings.get("pitch_range", 1.0)), PITCH_RANGE),
            seed=seed,
            normalize_text=shape.normalize_text is not False,
            pronunciations={**(own if isinstance(own, dict) else {}), **given},
            instructions=told,
        )
        return task, self.leased[engine_id]

    def compute_pieces(self) -> PreemptibleRunner:
        """Runs one piece after another, each in a compute slot, as urgently as its listener needs it."""
        return PreemptibleRunner(self._slot, self.context.cancel)

    def _slot(self, asked: Callable[[], None] | None) -> AbstractContextManager[None]:
        wait = urgency_of(self.pace if self.eager else None)
        slot = self.context.slot(
            wait.priority,
            asked if wait.interruptible else None,
            yields_to=FIRST_SOUND,
            within=wait.within,
            resource=self.resource,
        )
        return _Timed(self, slot)

    def timings(self, duration: float, now: datetime) -> dict[str, Any]:
        """Timings until `now`, as JSON values, for audio of `duration` seconds."""
        job = self.context.job
        total = (now - self.generation.created_at).total_seconds()
        queued = total if self.started_at is None else total - (time.monotonic() - self.started_at)
        first = None if self.pace.first_at is None else total - (time.monotonic() - self.pace.first_at)
        return {
            "queued_ms": round(max(0.0, queued) * 1000, 1),
            "first_audio_ms": None if first is None else round(max(0.0, first) * 1000, 1),
            "total_ms": round(total * 1000, 1),
            "rtf": round(self.compute / duration, 4) if duration else None,
            "started_at": None if job.started_at is None else job.started_at.isoformat(),
        }


class _Timed:
    """A slot that notes how long it was held, and when the first one was had."""

    def __init__(self, run: GenerationRun, slot: AbstractContextManager[None]) -> None:
        self._run, self._slot = run, slot
        self._since = 0.0

    def __enter__(self) -> None:
        self._slot.__enter__()
        self._since = time.monotonic()
        if self._run.started_at is None:
            self._run.started_at = self._since

    def __exit__(self, *exc: Any) -> None:
        self._run.compute += time.monotonic() - self._since
        self._slot.__exit__(*exc)


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(limits[1], max(limits[0], value))
