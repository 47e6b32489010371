"""The speech service: generations started, followed, played, changed and deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import UNFINISHED, JobState
from clonyvoice.jobs import INTERACTIVE, Idempotency, Job, JobQueue
from clonyvoice.jobs.errors import JobNotFound
from clonyvoice.jobs.queue import result_of
from clonyvoice.speech.chunk_merging import MergeRequest, merge
from clonyvoice.speech.chunk_voices import Designer
from clonyvoice.speech.errors import GenerationNotFound, NotSpokenYet, StillRunning
from clonyvoice.speech.generation_audio_files import AudioFiles
from clonyvoice.speech.generation_job import JOB, GenerationJob
from clonyvoice.speech.generation_run import Engines
from clonyvoice.speech.model import Generation
from clonyvoice.speech.records.generation_history import GenerationPage, listing
from clonyvoice.speech.records.generation_rows import chunk_rows, fingerprint, generation_row
from clonyvoice.speech.records.generations_chunks_active_takes import GenerationRecords
from clonyvoice.speech.records.pronunciations import Pronunciations
from clonyvoice.speech.request import SpeechRequest
from clonyvoice.speech.request_planning import RequestPlanner
from clonyvoice.speech.retakes import retake_payload
from clonyvoice.speech.streaming import LiveStreams, NothingYet, StreamReader, TimedSound
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import GenerationRow
from clonyvoice.text import phonemes, subtitles
from clonyvoice.voices.library import Voices

MAX_TEXT = 100_000
"""Characters of a request, some two hours of speech, unless the settings say otherwise. Chosen by hand."""


class Speech:
    """Starts, follows, plays, changes and deletes generations.

    Safe from any thread; nothing here blocks on compute but `wait` and `listen`.
    """

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        jobs: JobQueue,
        voices: Voices,
        engines: Engines,
        *,
        clock: Clock | None = None,
        max_text: int = MAX_TEXT,
        watermark: int | None = None,
        audit: AuditLog = OFF,
        designer: Designer | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._blobs, self._jobs, self._engines = blobs, jobs, engines
        self.audit, self.max_text, self.voices = audit, max_text, voices
        self._streams = LiveStreams()
        self.cache_hits = 0
        """Requests that were answered with a finished generation, for the metrics."""
        self.records = GenerationRecords(database)
        self.audio_files = AudioFiles(blobs)
        self.pronunciations = Pronunciations(database)
        self._reader = StreamReader(self.records, blobs, self._streams, jobs)
        job = GenerationJob(
            self.records, blobs, voices, engines, self._streams, self._clock, watermark, audit, designer
        )
        self._planner = RequestPlanner(
            voices,
            engines,
            self.pronunciations,
            designs=designer is not None,
            max_text=max_text,
            watermark=watermark,
        )
        jobs.register(
            JOB, job, topic="generation", on_end=job.ended, on_start=job.started, computes_first=True
        )

    # --- asking ---

    def start(
        self,
        request: SpeechRequest,
        owner: str,
        *,
        priority: int = INTERACTIVE,
        idempotency: Idempotency | None = None,
    ) -> Generation:
        """The generation, stored, and waiting or running already.

        An identical finished one if there is one.

        Raises VoiceNotFound and its like, EngineNotFound, VoiceNotFitted, NothingToSay, TextTooLong,
        LanguageNotSpoken, UnknownLanguage, QueueFull.
        """
        ready = self._planner.ready(request, owner)
        request, speaking = ready.request, ready.speaking
        if idempotency is None and request.seed is not None:
            earlier = self.records.finished_like(fingerprint(request, speaking), owner)
            if earlier is not None:
                self.cache_hits += 1
                return replace(self.records.get(earlier), extra={"cached": True})
        planned = self._planner.chunks(ready, owner)
        generation_id = new_id("gen")

        def prepare(session: Session, job: Job) -> None:
            now = self._clock.now()
            session.add(generation_row(generation_id, request, planned, speaking, owner, job.id, now))
            session.flush()
            session.add_all(chunk_rows(generation_id, planned, speaking, request.design))
            self.audit.record(
                "generation.started",
                owner,
                subject=generation_id,
                voices=[each.voice.id for each in speaking.values()],
                engine=next(iter(speaking.values())).engine,
                text=request.text,
                kind=request.kind,
            )

        for language in {chunk.language for chunk in planned.chunks}:
            phonemes.prepare(language)
        self._streams.open(generation_id)
        try:
            job = self._jobs.submit(
                JOB,
                owner=owner,
                payload={"generation_id": generation_id},
                subject=generation_id,
                priority=priority,
                idempotency=idempotency,
                prepare=prepare,
            )
        except BaseException:
            self._streams.close(generation_id)
            raise
        if job.subject != generation_id:  # the request was made before, under the same idempotency key
            self._streams.close(generation_id)
        return self.records.get(job.subject)

    # --- following ---

    def get(self, generation_id: str, owner: str | None = None) -> Generation:
        """The generation with chunks, takes and words; of `owner` only, unless None.

        Raises GenerationNotFound.
        """
        return self.records.get(generation_id, owner)

    def listing(self, owner: str | None, **wanted: Any) -> GenerationPage:
        """The history, newest first (see `generation_history.listing`)."""
        return listing(self.records.database, owner, **wanted)

    def wait(self, generation: Generation, timeout: float | None = None) -> Generation:
        """The generation once it has ended; blocks. Raises its error as JobFailed, or Cancelled."""
        if generation.job_id is not None and generation.status in UNFINISHED:
            result_of(self._jobs.wait(generation.job_id, timeout))
        return self.records.get(generation.id)

    async def finished(self, generation: Generation) -> Generation:
        """The generation once it has ended. Raises its error as JobFailed, or Cancelled."""
        import asyncio

        if generation.job_id is not None and generation.status in UNFINISHED:
            result_of(await self._jobs.finished(generation.job_id))
        found = await asyncio.to_thread(self.records.get, generation.id)
        return replace(found, extra=generation.extra)

    def listen(self, generation_id: str) -> Iterator[Audio]:
        """The sound as it is made (see `StreamReader.listen`)."""
        return self._reader.listen(generation_id)

    def sounds(self, generation_id: str) -> Iterator[TimedSound | NothingYet]:
        """The sound as it is made, each piece with the words that end in it (see `StreamReader.sounds`)."""
        return self._reader.sounds(generation_id)

    def cancel(self, generation_id: str | None, owner: str | None) -> list[str]:
        """The cancelled generations, whose computation has stopped: one, or all of `owner`'s (all owners' for None).

        One that had ended already is not among them. Raises GenerationNotFound, RunsElsewhere.
        """
        if generation_id is None:
            stopped = self._jobs.cancel_all(owner, [JOB])
            return list(dict.fromkeys(job.subject for job in stopped if job.state == JobState.CANCELLED))
        self.records.get(generation_id, owner)
        stopped = self._jobs.cancel_subject(generation_id)  # the generation itself, and retakes of its chunks
        return [generation_id] if any(job.state == JobState.CANCELLED for job in stopped) else []

    def claim(self, generation: Generation) -> None:
        """Count one more client that waits for a generation; see `abandon`."""
        if generation.job_id is not None:
            self._jobs.claim(generation.job_id)

    def abandon(self, generation: Generation) -> None:
        """Count one client fewer; the generation is cancelled when none is left."""
        if generation.job_id is not None:
            with suppress(JobNotFound):
                self._jobs.abandon(generation.job_id)

    # --- hearing ---

    def file(
        self,
        generation: Generation,
        fmt: str | None = None,
        sample_rate: int | None = None,
        bit_rate: int | None = None,
    ) -> Path:
        """The whole sound as a file with true headers, to be opened soon. Raises NotSpokenYet."""
        if generation.status != JobState.COMPLETED:
            raise NotSpokenYet(generation.status)
        if fmt is None and sample_rate is None:
            sample_rate = generation.sample_rate
        return self.audio_files.file(generation, fmt or generation.format, sample_rate, bit_rate)

    def subtitles(self, generation: Generation, fmt: str) -> str:
        """The words as subtitles, `srt` or `vtt`, exact to the word. Raises NotSpokenYet."""
        if generation.status != JobState.COMPLETED:
            raise NotSpokenYet(generation.status)
        shown = subtitles.cues(generation.text, generation.words())
        return subtitles.vtt(shown) if fmt == "vtt" else subtitles.srt(shown)

    def chunk_file(
        self, generation: Generation, index: int, take_id: str | None = None, fmt: str = "wav"
    ) -> Path:
        """One chunk's sound (its active take, or another) as a file.

        Raises ChunkNotFound, TakeNotFound, NotSpokenYet.
        """
        return self.audio_files.chunk_file(generation, index, take_id, fmt)

    def delete(self, generation_id: str, owner: str | None) -> None:
        """Remove a generation with its sound, stopping it first if it is being made.

        Raises GenerationNotFound.
        """
        self.cancel(generation_id, owner)
        with self.records.database.write() as session:
            row = session.get(GenerationRow, generation_id)
            if row is None:
                raise GenerationNotFound(generation_id)
            doomed = self.records.blobs(session, generation_id)
            session.delete(row)
        self._blobs.delete(*doomed)

    # --- changing ---

    def retake(
        self, generation_id: str, index: int, changes: Mapping[str, Any], owner: str | None, asker: str
    ) -> Job:
        """The job that regenerates a chunk; the new take becomes the active one, earlier ones are kept.

        `changes` may say `text`, `seed`, `speed`, `pitch`, `volume_db`, `language`, `voice_id`, `engine`,
        `normalize_text` otherwise. Raises GenerationNotFound, ChunkNotFound, StillRunning, NothingToSay,
        EngineNotFound, VoiceNotFitted.
        """
        generation = self.records.get(generation_id, owner)
        payload = retake_payload(generation, index, changes, asker, self.voices, self._engines)
        return self._jobs.submit(JOB, owner=asker, payload=payload, subject=generation_id)

    def merge(self, request: MergeRequest, sees: str | None, owner: str) -> Generation:
        """A new generation of chunks that are there already (see `chunk_merging.merge`)."""
        made = merge(request, self.records, self._blobs, self._clock, sees=sees, owner=owner)
        if self.audit.enabled:
            takes = [take for chunk in made.chunks if (take := chunk.active) is not None]
            voices = {chunk.voice_id for chunk in made.chunks}
            digest = sha256_of(self._blobs.path(take.blob_id) for take in takes)
            self.audit.record(
                "chunks.merged", owner, subject=made.id, voices=voices, engine=made.engine, sha256=digest
            )
        return made

    async def retaken(self, job: Job) -> Generation:
        """The generation once a retake is done. Raises JobFailed, Cancelled."""
        import asyncio

        result_of(await self._jobs.finished(job.id))
        return await asyncio.to_thread(self.records.get, job.subject)

    def activate(self, generation_id: str, index: int, take_id: str, owner: str | None) -> Generation:
        """The generation with an earlier take of a chunk as the active one. Raises TakeNotFound, ChunkNotFound."""
        if self.records.get(generation_id, owner).status in UNFINISHED:
            raise StillRunning
        self.records.activate_take(generation_id, index, take_id)
        return self.records.get(generation_id)
