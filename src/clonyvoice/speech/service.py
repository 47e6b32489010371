"""The speech service: generations started, followed, played, changed and deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import ClonyError, EngineUnavailable
from clonyvoice.core.ids import new_id
from clonyvoice.engines.registry import EngineLacks
from clonyvoice.jobs import INTERACTIVE, Idempotency, Job, JobQueue
from clonyvoice.jobs.model import JobNotFound
from clonyvoice.jobs.queue import result_of
from clonyvoice.speech.audio_files import AudioFiles
from clonyvoice.speech.chunking import Plan, from_ssml, language_tag, plan
from clonyvoice.speech.generation_job import JOB, GenerationJob
from clonyvoice.speech.generation_run import Designer, Engines
from clonyvoice.speech.merging import MergeRequest, merge
from clonyvoice.speech.model import Generation
from clonyvoice.speech.records.generation_records import GenerationRecords
from clonyvoice.speech.records.history import GenerationPage, listing
from clonyvoice.speech.records.pronunciations import Pronunciations
from clonyvoice.speech.records.rows import chunk_rows, fingerprint, generation_row
from clonyvoice.speech.request import (
    ChunkNotFound,
    ChunkTextTooLong,
    GenerationNotFound,
    LanguageNotSpoken,
    NotSpokenYet,
    SpeechRequest,
    StillRunning,
    TakeNotFound,
    TextTooLong,
    random_seed,
)
from clonyvoice.speech.streaming import LiveStreams, StreamReader, TimedSound
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import GenerationRow
from clonyvoice.text import subtitles
from clonyvoice.text.errors import NothingToSay
from clonyvoice.text.languages import AUTO
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.voices.fits import SpeakingVoice
from clonyvoice.voices.library import Voices
from clonyvoice.voices.model import Voice

MAX_TEXT = 100_000
MAX_CHUNK_TEXT = 5000
"""Characters of one chunk made again: some five minutes, all of which are in memory while it is made."""


class Speech:
    """Everything about generations.

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
    ) -> None:
        self._clock = clock or SystemClock()
        self._blobs, self._jobs, self._voices, self._engines = blobs, jobs, voices, engines
        self._max_text, self._watermark = max_text, watermark
        self.audit = audit
        self._streams = LiveStreams()
        self.cache_hits = 0
        """Requests that were answered with a finished generation, for the metrics."""
        self.records = GenerationRecords(database)
        self.audio_files = AudioFiles(blobs)
        self.pronunciations = Pronunciations(database)
        self._reader = StreamReader(self.records, blobs, self._streams, jobs)
        self._job = GenerationJob(
            self.records, blobs, voices, engines, self._streams, self._clock, watermark, audit
        )
        jobs.register(JOB, self._job, topic="generation", on_end=self._job.ended)

    def design_with(self, designer: Designer) -> None:
        """Have `designer` make the voices of descriptions."""
        self._job.chunk_voices.designer = designer

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
        if len(request.text) > self._max_text:
            raise TextTooLong(len(request.text), self._max_text)
        if not request.text.strip():
            raise NothingToSay
        by_name = request.design is None
        if request.engine is not None:
            self._engines.info(request.engine)
        speaking = self._speaking(request, owner) if by_name else {"": self._described(request)}
        request = self._ready(request, speaking, owner)
        planned = None
        if any(len(each.voice.engines) > 1 for each in speaking.values()):
            planned = self._plan(request, speaking)
            speaking = self._for_languages(request, planned, speaking, owner)
        if idempotency is None and request.seed is not None:
            earlier = self.records.finished_like(fingerprint(request, speaking), owner)
            if earlier is not None:
                self.cache_hits += 1
                return replace(self.records.get(earlier), extra={"cached": True})
        planned = planned or self._plan(request, speaking)
        self._check_languages(planned, speaking, request.engine)
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

    def _plan(self, request: SpeechRequest, speaking: Mapping[str, SpeakingVoice]) -> Plan:
        return plan(
            request.segments,
            shape=request.shape,
            sentence_chunks=request.sentence_chunks,
            home=lambda voice: speaking[voice].voice.language,
        )

    def _for_languages(
        self, request: SpeechRequest, planned: Plan, speaking: Mapping[str, SpeakingVoice], owner: str
    ) -> dict[str, SpeakingVoice]:
        """The voices, each with the fit that is the best for all the languages that it is to speak."""
        chosen = dict(speaking)
        for name, each in speaking.items():
            if len(each.voice.engines) > 1:
                languages = {chunk.language for chunk in planned.chunks if chunk.voice == name}
                chosen[name] = self._voices.speaking(
                    name, asker=owner, engines=_only(request.engine), languages=languages
                )
        return chosen

    def _speaking(self, request: SpeechRequest, owner: str) -> dict[str, SpeakingVoice]:
        """The voices by the names that were given; an error names the segment where there are several."""
        speaking: dict[str, SpeakingVoice] = {}
        segments, engines = request.segments, _only(request.engine)
        for index, segment in enumerate(segments):
            try:
                if segment.language.lower() != AUTO:
                    language_tag(segment.language)
                if segment.voice not in speaking:
                    speaking[segment.voice] = self._voices.speaking(
                        segment.voice, asker=owner, engines=engines
                    )
            except ClonyError as error:
                if len(segments) > 1 and error.param not in (None, "engine"):
                    error.param = f"segments.{index}.{error.param}"
                raise
        return speaking

    def _described(self, request: SpeechRequest) -> SpeakingVoice:
        """A place-holder for the voice that the job will make. Raises EngineUnavailable."""
        able = [info for info in self._engines.infos() if "design" in info.abilities]
        if request.engine is not None and able and request.engine != able[0].id:
            raise EngineLacks(request.engine, "design", [able[0].id])
        if not able or self._job.chunk_voices.designer is None:
            raise EngineUnavailable("Nothing on this machine makes voices from descriptions.")
        assert request.design is not None
        language = request.segments[0].language
        voice = Voice(
            id="",
            name=request.design.description[:60],
            kind="design",
            engine=able[0].id,
            language="en" if language.lower() == "auto" else language,
            languages=able[0].languages,
        )
        revision = json.dumps([request.design.__repr__(), request.seed])
        return SpeakingVoice(voice, "", revision, voice.engine)

    def _ready(
        self, request: SpeechRequest, speaking: Mapping[str, SpeakingVoice], owner: str
    ) -> SpeechRequest:
        """The request with its SSML read and the owner's dictionary taken in. Raises MarkupInvalid."""
        words = {**self.pronunciations.of(owner), **request.pronunciations}
        request = replace(request, watermark=self._watermark)
        if not request.ssml:
            return replace(request, pronunciations=words)
        segments = tuple(
            part
            for segment in request.segments
            for part in from_ssml(segment, speaking[segment.voice].voice.language)
        )
        return replace(request, pronunciations=words, segments=segments)

    def _check_languages(
        self, planned: Plan, speaking: Mapping[str, SpeakingVoice], engine: str | None
    ) -> None:
        for name, voice in speaking.items():
            known = self._engines.info(voice.engine).languages
            primary = {language.split("-")[0] for language in known}
            for chunk in planned.chunks:
                if chunk.voice == name and chunk.language.split("-")[0] not in primary:
                    raise LanguageNotSpoken(chunk.language, known, engine)

    # --- following ---

    def get(self, generation_id: str, owner: str | None = None) -> Generation:
        """The generation with chunks, takes and words; of `owner` only, unless None.

        Raises GenerationNotFound.
        """
        return self.records.get(generation_id, owner)

    def listing(self, owner: str | None, **wanted: Any) -> GenerationPage:
        """The history, newest first (see `history.listing`)."""
        return listing(self.records.database, owner, **wanted)

    def wait(self, generation: Generation, timeout: float | None = None) -> Generation:
        """The generation once it has ended; blocks. Raises its error as JobFailed, or Cancelled."""
        if generation.job_id is not None and generation.status not in ("done", "failed", "cancelled"):
            result_of(self._jobs.wait(generation.job_id, timeout))
        return self.records.get(generation.id)

    async def finished(self, generation: Generation) -> Generation:
        """The generation once it has ended. Raises its error as JobFailed, or Cancelled."""
        import asyncio

        if generation.job_id is not None and generation.status not in ("done", "failed", "cancelled"):
            result_of(await self._jobs.finished(generation.job_id))
        found = await asyncio.to_thread(self.records.get, generation.id)
        return replace(found, extra=generation.extra)

    def listen(self, generation_id: str) -> Iterator[Audio]:
        """The sound as it is made (see `StreamReader.listen`)."""
        return self._reader.listen(generation_id)

    def listen_with_words(self, generation_id: str) -> Iterator[TimedSound]:
        """The sound as it is made, each piece with the words that end in it (see `StreamReader`)."""
        return self._reader.listen_with_words(generation_id)

    def cancel(self, generation_id: str | None, owner: str | None) -> list[str]:
        """The generations whose compute has now stopped: one, or all of `owner`'s (of everybody's for None).

        One that had ended already is not among them. Raises GenerationNotFound, RunsElsewhere.
        """
        if generation_id is None:
            stopped = self._jobs.cancel_all(owner, [JOB])
            return list(dict.fromkeys(job.subject for job in stopped if job.state == "cancelled"))
        self.records.get(generation_id, owner)
        stopped = self._jobs.cancel_subject(generation_id)  # the generation itself, and retakes of its chunks
        return [generation_id] if any(job.state == "cancelled" for job in stopped) else []

    def claim(self, generation: Generation) -> None:
        """Note that one more wants what is being made; see `abandon`."""
        if generation.job_id is not None:
            self._jobs.claim(generation.job_id)

    def abandon(self, generation: Generation) -> None:
        """Note that one who had claimed it went away: its compute is stopped if nobody is left who wants it."""
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
        if generation.status != "done":
            raise NotSpokenYet(generation.status)
        if fmt is None and sample_rate is None:
            sample_rate = generation.sample_rate
        return self.audio_files.file(generation, fmt or generation.format, sample_rate, bit_rate)

    def subtitles(self, generation: Generation, fmt: str) -> str:
        """The words as subtitles, `srt` or `vtt`, exact to the word. Raises NotSpokenYet."""
        if generation.status != "done":
            raise NotSpokenYet(generation.status)
        shown = subtitles.cues(generation.text, generation.words())
        return subtitles.vtt(shown) if fmt == "vtt" else subtitles.srt(shown)

    def chunk_file(
        self, generation: Generation, index: int, take_id: str | None = None, fmt: str = "wav"
    ) -> Path:
        """One chunk's sound (its active take, or another) as a file.

        Raises ChunkNotFound, TakeNotFound, NotSpokenYet.
        """
        chunk = next((chunk for chunk in generation.chunks if chunk.index == index), None)
        if chunk is None:
            raise ChunkNotFound(index)
        take = chunk.active
        if take_id is not None:
            take = next((each for each in chunk.takes if each.id == take_id), None)
            if take is None:
                raise TakeNotFound(take_id)
        if take is None:
            raise NotSpokenYet(generation.status)
        alone = replace(chunk, takes=(replace(take, active=True),), pause_ms=0)
        settings = {name: value for name, value in generation.settings.items() if name != "lead_ms"}
        return self.audio_files.file(replace(generation, chunks=(alone,), settings=settings), fmt)

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
        """The job that makes a chunk once more; the new take is then heard, earlier ones are kept.

        `changes` may say `text`, `seed`, `speed`, `pitch`, `volume_db`, `language`, `voice_id`, `engine`,
        `normalize_text` otherwise. Raises GenerationNotFound, ChunkNotFound, StillRunning, NothingToSay,
        EngineNotFound, VoiceNotFitted.
        """
        generation = self.records.get(generation_id, owner)
        if generation.status in ("queued", "running"):
            raise StillRunning
        chunk = next((chunk for chunk in generation.chunks if chunk.index == index), None)
        if chunk is None:
            raise ChunkNotFound(index)
        given = {name: value for name, value in changes.items() if value is not None}
        if "text" in given and len(given["text"]) > MAX_CHUNK_TEXT:
            raise ChunkTextTooLong(len(given["text"]), MAX_CHUNK_TEXT)
        if "text" in given and not can_be_said(given["text"]):
            raise NothingToSay
        engine = given.pop("engine", None)
        if engine is not None:
            self._engines.info(engine)
        name = given.get("voice_id") or (None if "design" in chunk.settings else chunk.voice_id)
        if name is not None:  # refused now, not by the job
            language = given.get("language") or chunk.language
            speaking = self._voices.speaking(
                name, asker=asker, engines=_only(engine), languages=() if language == AUTO else (language,)
            )
            if given.keys() & {"voice_id", "language"} or engine is not None:
                given |= {"voice_id": speaking.voice.id, "version": speaking.revision}
        elif engine not in (None, generation.engine):
            raise EngineLacks(engine, "design", [generation.engine])
        if "seed" not in given:
            given["seed"] = random_seed()  # a retake is asked for to get another one
        payload = {"generation_id": generation_id, "chunk_index": index, "changes": given}
        return self._jobs.submit(JOB, owner=asker, payload=payload, subject=generation_id)

    def merge(self, request: MergeRequest, sees: str | None, owner: str) -> Generation:
        """A new generation of chunks that are there already (see `merging.merge`)."""
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
        """The generation with an earlier take of a chunk heard again. Raises TakeNotFound, ChunkNotFound."""
        if self.records.get(generation_id, owner).status in ("queued", "running"):
            raise StillRunning
        self.records.activate_take(generation_id, index, take_id)
        return self.records.get(generation_id)


def _only(engine: str | None) -> tuple[str, ...] | None:
    """The engines to choose from: that one, or all."""
    return None if engine is None else (engine,)
