"""The job that speaks a generation: chunk by chunk, each written to disk before the next begins."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from clonyvoice.audio import encode
from clonyvoice.audio.joining import Timeline
from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import Clock
from clonyvoice.core.job_state import JobState
from clonyvoice.engines.capabilities import FirstSpan, SaysSpans
from clonyvoice.engines.contract import SpokenWord
from clonyvoice.jobs import Job, JobContext
from clonyvoice.speech.chunk_loudness import Level, level_after
from clonyvoice.speech.chunk_synthesis import ChunkTask, SynthesisedPiece, marked, speak
from clonyvoice.speech.chunk_voices import ChunkVoices, Designer
from clonyvoice.speech.errors import ChunkNotFound
from clonyvoice.speech.generation_run import Engines, GenerationRun
from clonyvoice.speech.model import Chunk
from clonyvoice.speech.piece_sizes_listener_priority import FIRST_PIECE, PlaybackBuffer, next_piece
from clonyvoice.speech.records.generations_chunks_active_takes import GenerationRecords, NewTake
from clonyvoice.speech.streaming import LiveStream, LiveStreams
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.tables import GenerationRow
from clonyvoice.voices.library import Voices

JOB = "generation"


class GenerationJob:
    """Makes generations and retakes; registered with the queue as the handler of `generation` jobs."""

    def __init__(
        self,
        records: GenerationRecords,
        blobs: BlobStore,
        voices: Voices,
        engines: Engines,
        streams: LiveStreams,
        clock: Clock,
        watermark: int | None = None,
        audit: AuditLog = OFF,
        designer: Designer | None = None,
    ) -> None:
        self._records, self._blobs = records, blobs
        self._engines, self._streams, self._clock = engines, streams, clock
        self._chunk_voices = ChunkVoices(voices, designer)
        self._watermark, self._audit = watermark, audit
        self._lock = threading.Lock()
        self._listeners = 0

    def __call__(self, context: JobContext) -> dict[str, Any] | None:
        """Generate the missing chunks of the generation, or the retake requested by the payload."""
        generation_id = str(context.payload["generation_id"])
        if "chunk_index" in context.payload:
            return self._retake(context, generation_id)
        live = self._streams.open(generation_id)
        try:
            with ExitStack() as stack:
                generation = self._records.get(generation_id)
                buffer = PlaybackBuffer()
                run = GenerationRun(
                    generation, context, live, self._engines, self._chunk_voices, stack, pace=buffer
                )
                with self._listening(run):
                    return self._make(run)
        finally:
            self._streams.close(generation_id)

    @contextmanager
    def _listening(self, run: GenerationRun) -> Iterator[None]:
        """A block that counts the run among those with a listener, if it has one."""
        with self._lock:
            self._listeners += run.eager
        try:
            yield
        finally:
            with self._lock:
                self._listeners -= run.eager

    def ended(self, session: Session, job: Job) -> None:
        """Bring the generation's row to the state in which its job ended (see `jobs.OnEnd`)."""
        self._streams.close(job.subject)
        row = session.get(GenerationRow, job.subject)
        if row is None or "chunk_index" in job.payload:
            return
        row.status, row.error, row.finished_at = job.state, job.error, job.finished_at
        if job.state == JobState.COMPLETED and job.result is not None:
            row.timings = job.result["timings"]

    def started(self, session: Session, job: Job) -> None:
        """Bring the generation's row to `running` with its job (see `jobs.JobQueue.register`)."""
        row = session.get(GenerationRow, job.subject)
        if row is not None and "chunk_index" not in job.payload:
            row.status = JobState.RUNNING

    def _make(self, run: GenerationRun) -> dict[str, Any]:
        chunks = run.generation.chunks
        rate = self._engines.info(run.generation.engine).sample_rate
        timeline = Timeline(run.generation.lead_ms, rate)
        for chunk in chunks:
            run.context.cancel.raise_if_cancelled()
            take = chunk.active
            if take is not None:  # made before a restart
                span = timeline.add(take.duration, chunk.pause_ms)
                if "level_db" in take.settings and chunk.voice_id is not None:
                    run.levels.setdefault(_fit(chunk), []).append(take.settings["level_db"])
                run.live.finish(chunk.index)
                continue
            made = self._chunk(run, chunk, timeline.next_start)
            span = timeline.add(made.duration, chunk.pause_ms)
            # The length is written with the last take, the timings with the job's end: a transaction less each.
            self._keep(chunk.id, made, span, timeline.length if chunk is chunks[-1] else None)
            run.live.finish(chunk.index)
            run.pace.silence(chunk.pause_ms / 1000)
            run.context.publish(
                "generation.chunk",
                chunk={
                    "index": chunk.index,
                    "id": chunk.id,
                    "text": chunk.text,
                    "start": round(span[0], 4),
                    "end": round(span[1], 4),
                    "audio_url": f"/api/generations/{run.generation.id}/chunks/{chunk.index}/audio",
                },
                chunks=len(chunks),
            )
            done = chunk.index + 1
            run.context.progress(done / len(chunks), "speaking", chunk=done, chunks=len(chunks))
        timings = run.timings(timeline.length, self._clock.now())
        if not chunks or chunks[-1].active is not None:  # its last take was made before a restart
            self._records.complete(run.generation.id, timeline.length)
        duration = round(timeline.length, 4)
        if self._audit.enabled:
            self._note(run.generation.id, run.context.job.owner)
        return {"generation_id": run.generation.id, "duration": duration, "timings": timings}

    def _chunk(self, run: GenerationRun, chunk: Chunk, start: int) -> NewTake:
        known = run.levels.setdefault(_fit(chunk), [])
        task, engine = run.task(chunk, {})
        first = FirstSpan(FIRST_PIECE)
        if run.eager and isinstance(engine, SaysSpans):
            first = engine.first_span(task.voice, task.language)
        level = level_after(known, first.loudness)
        sounds: list[SynthesisedPiece] = []
        run.live.begin(chunk.index)
        run.pace.begin(first.symbols)
        spoken = speak(
            engine, task, level, run.context.cancel, run.compute_pieces(), lambda: self._wanted(run)
        )
        for piece in marked(spoken, self._watermark, engine.info.sample_rate, start):
            run.pace.made(piece.symbols, piece.audio.duration)
            run.live.add(piece.audio, piece.words)
            sounds.append(piece)
        if level.gain_db is not None:
            known.append(level.gain_db)
        return self._take(chunk.text, task, level, sounds, engine.info.sample_rate)

    def _wanted(self, run: GenerationRun) -> int:
        """Symbols of the next piece (see `next_piece`)."""
        return next_piece(run.pace if run.eager else None, others_listen=self._listeners > 0)

    def _retake(self, context: JobContext, generation_id: str) -> dict[str, Any]:
        """Regenerate a chunk with the changes in the payload."""
        index = int(context.payload["chunk_index"])
        generation = self._records.get(generation_id)
        chunk = next((chunk for chunk in generation.chunks if chunk.index == index), None)
        if chunk is None:
            raise ChunkNotFound(index)
        changes = dict(context.payload.get("changes", {}))
        with ExitStack() as stack:
            run = GenerationRun(generation, context, LiveStream(), self._engines, self._chunk_voices, stack)
            task, engine = run.task(chunk, changes)
            levels = [
                take.settings["level_db"]
                for other in generation.chunks
                if other.voice_id == chunk.voice_id and (take := other.active) and "level_db" in take.settings
            ]
            level = level_after(() if "voice_id" in changes else levels)
            spoken = speak(engine, task, level, context.cancel, run.compute_pieces())
            sounds = list(marked(spoken, self._watermark, engine.info.sample_rate))
            made = self._take(task.text, task, level, sounds, engine.info.sample_rate)
        if self._audit.enabled:
            try:
                self._audit.record(
                    "chunk.retaken",
                    context.job.owner,
                    subject=generation_id,
                    voices=[changes.get("voice_id") or chunk.voice_id],
                    engine=engine.info.id,
                    sha256=sha256_of([self._blobs.path(made.blob_id)]),
                    text=task.text,
                    chunk=index,
                )
            except BaseException:
                self._blobs.delete(made.blob_id)
                raise
        take_id = self._keep(chunk.id, made, None)
        self._records.text_follows(chunk.id)
        return {"generation_id": generation_id, "chunk_index": index, "take_id": take_id}

    def _note(self, generation_id: str, who: str) -> None:
        """Write into the audit log that the generation was made: the hash of its takes' files one after another.

        Raises StorageFull; then the job fails, and no file of the sound is given.
        """
        made = self._records.get(generation_id)
        takes = [take for chunk in made.chunks if (take := chunk.active) is not None]
        self._audit.record(
            "generation.completed",
            who,
            subject=made.id,
            voices={chunk.voice_id for chunk in made.chunks},
            engine=made.engine,
            sha256=sha256_of(self._blobs.path(take.blob_id) for take in takes),
            text=made.text,
            duration_ms=round((made.duration or 0.0) * 1000),
        )

    def _take(
        self, text: str, task: ChunkTask, level: Level, sounds: list[SynthesisedPiece], rate: int
    ) -> NewTake:
        samples = [piece.audio.samples for piece in sounds] or [np.zeros(0, np.float32)]
        audio = Audio(np.concatenate(samples), rate)
        settings: dict[str, Any] = {
            "speed": task.speed,
            "pitch": task.pitch,
            "volume_db": task.volume_db,
            "language": task.language,
        }
        if level.gain_db is not None:
            settings["level_db"] = round(level.gain_db, 3)
        words = [word_json(word) for piece in sounds for word in piece.words]
        blob = self._blobs.put(encode(audio, "flac"))
        return NewTake(text, blob, rate, len(audio.samples), words, task.seed, settings)

    def _keep(
        self,
        chunk_id: str,
        take: NewTake,
        span: tuple[float, float] | None,
        whole: float | None = None,
    ) -> str:
        try:
            return self._records.add_take(chunk_id, take, self._clock.now(), span, whole)
        except BaseException:
            self._blobs.delete(take.blob_id)
            raise


def word_json(word: SpokenWord) -> dict[str, Any]:
    """A word of a take for its row: seconds from the take's start, offsets in its text."""
    return {
        "word": word.text,
        "start": round(word.start, 4),
        "end": round(word.end, 4),
        "start_char": word.start_char,
        "end_char": word.end_char,
    }


def _fit(chunk: Chunk) -> str:
    """The fit that speaks a chunk: two of one voice, by different engines, have a level each."""
    return str(chunk.settings.get("version") or chunk.voice_id or "")
