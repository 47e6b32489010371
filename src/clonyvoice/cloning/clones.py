"""Clones: created in seconds, refined in the background, each better fit swapped in at once.

The first fit is *instant*, or a draft made before the words are known, which the job that follows replaces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.cloning.clip_preparation import prepare
from clonyvoice.cloning.clone_language_gender import first_words, new_clone, spoken_language
from clonyvoice.cloning.clone_records import CloneRecords
from clonyvoice.cloning.clone_request import (
    Check,
    CloneRequest,
    CreatedClone,
    ReportProgress,
    blobs_of,
    clone_progress,
    publish_ready,
    within_progress,
)
from clonyvoice.cloning.consent_service import ConsentGiven, ConsentRules, Consents
from clonyvoice.cloning.errors import AlreadyRefined
from clonyvoice.cloning.fidelity_measurement import Compare, with_fidelity
from clonyvoice.cloning.reference_transcripts import packed_samples, reference_clips, transcribe_clips
from clonyvoice.cloning.refinement import RefinementJob
from clonyvoice.cloning.several_recordings import PreparedRecordings, prepare_all, speaker_vector
from clonyvoice.cloning.speaker_check import Embed, in_turns
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.ids import new_id
from clonyvoice.engines.capabilities import DraftsVoices, FitsVoices
from clonyvoice.engines.contract import Fit, Reference, RefineLevel
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import BATCH, INTERACTIVE, ComputeSlots, EventBus, Job, JobQueue
from clonyvoice.jobs.compute_slots import PreemptibleRunner, SlotTaker
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.transcription.service import Transcriptions, Upload
from clonyvoice.transcription.spoken_languages import known_language
from clonyvoice.voices.voice_changes import clean_name

KIND: Final = "clone"
_FEW_JOBS = 6
"""Jobs that run, the one that makes the clone among them, up to which the next batch job begins at once: half of those
that `JobQueue` runs."""
LeaseEmbed: TypeAlias = Callable[[CancelToken], AbstractContextManager[Embed]]
NO_RULES: Final = ConsentRules()


class Clones:
    """Makes clones and refines them; safe from any thread. Uploads that fail are removed."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        jobs: JobQueue,
        slots: ComputeSlots,
        events: EventBus,
        engines: EngineRegistry,
        transcriptions: Transcriptions,
        lease_embed: LeaseEmbed,
        clock: Clock | None = None,
        audit: AuditLog = OFF,
        compare: Compare | None = None,
        consent_rules: ConsentRules = NO_RULES,
    ) -> None:
        self._audit = audit
        self.consents = Consents(
            database, blobs, clock or SystemClock(), transcriptions.hear,
            lambda cancel: self._lease_embed(cancel), slots, consent_rules, audit,
        )  # fmt: skip
        self._blobs, self._jobs, self._slots, self._events = blobs, jobs, slots, events
        self._engines, self._compare = engines, compare
        self._hear, self._lease_embed = transcriptions.hear, lease_embed
        self._lease_model = transcriptions.lease
        self._records = CloneRecords(database, blobs, clock or SystemClock())
        better = RefinementJob(self._records, blobs, engines, transcriptions.hear, compare)
        jobs.register(KIND, better, topic="clone", on_end=self._records.note_end)

    def check(self, path: Path, name: str, cancel: CancelToken, take: SlotTaker) -> Check:
        """The quality report and transcript of the recording at `path`; nothing is stored.

        Raises what `clip_preparation.prepare` does, EngineUnavailable, Cancelled.
        """
        with self._lease_embed(cancel) as embed:
            seen = prepare(path, name or "the recording", in_turns(embed, take), cancel)
        language, texts = transcribe_clips(
            self._hear, [clip.audio for clip in seen.clips], None, take, cancel
        )
        return Check(seen.report(), " ".join(texts), language)

    def create(
        self,
        uploads: Sequence[Upload],
        request: CloneRequest,
        owner: str,
        cancel: CancelToken,
        *,
        voice_id: str | None = None,
    ) -> CreatedClone:
        """The new voice, ready to speak with its first fit, and the job that continues with better fits.

        `voice_id` is the id that it is to have. Events of the voice report the progress. Raises what
        `clip_preparation.prepare_all` does, ConsentNeeded, UnknownSpeechLanguage, EngineUnavailable, QueueFull and
        Cancelled; then nothing is kept.
        """
        voice_id = voice_id or new_id("voice")
        try:
            return self.make(voice_id, uploads, request, owner, cancel, self._takes(owner, voice_id, cancel))
        except BaseException:
            self._blobs.delete(*blobs_of(uploads, request))
            raise

    def make(
        self,
        voice_id: str,
        uploads: Sequence[Upload],
        request: CloneRequest,
        owner: str,
        cancel: CancelToken,
        take: SlotTaker,
        job_id: str | None = None,
    ) -> CreatedClone:
        """The same as `create`, but the uploads stay when it fails; events name the job that makes it.

        A voice that is there already, as when the job is run again after a restart, is the answer as it is.
        """
        left_out = self._records.left_out(voice_id)
        if left_out is None:
            with clone_progress(self._events, voice_id, owner, job_id) as tell:
                fit, left_out = self._made(voice_id, uploads, request, owner, tell, cancel, take)
            publish_ready(self._events, voice_id, owner, fit, job_id)
        better = self._jobs.of_subject(voice_id)
        if better is None or better.kind != KIND:
            with suppress(QueueFull):  # the voice can speak; it can be refined later
                better = self._submit(
                    voice_id, request.refine, owner, self._engine_for(request), drafted=request.draft
                )
        refining = better.id if better is not None and better.kind == KIND else None
        return CreatedClone(voice_id, refining, left_out)

    def expect(self, request: CloneRequest, owner: str) -> ConsentGiven | None:
        """The consent that the clone is to keep, after all that can be refused before the recordings are read.

        Raises ConsentNeeded, ConsentRequired, EngineNotFound, EngineLacks, UnknownSpeechLanguage, InvalidRequest.
        """
        agreed = self.consents.expect(request.consent, request.given, owner)
        self._engines.capable("clone", FitsVoices, request.engine)
        known_language(request.language or "auto")
        clean_name(request.name)
        return agreed

    def _made(
        self,
        voice_id: str,
        uploads: Sequence[Upload],
        request: CloneRequest,
        owner: str,
        tell: ReportProgress,
        cancel: CancelToken,
        take: SlotTaker,
    ) -> tuple[Fit, dict[int, str]]:
        """The voice's first fit, kept with the voice, and which uploads were left out."""
        clip_blobs: list[str] = []
        try:
            agreed = self.expect(request, owner)
            language = known_language(request.language or "auto")
            name = clean_name(request.name)
            tell(0.0, "reading")
            files = [(self._blobs.path(one.blob_id), one.name or "the recording") for one in uploads]
            with self._lease_embed(cancel) as leased:
                embed = in_turns(leased, take)
                gathered = prepare_all(files, embed, cancel, lambda share: tell(0.3 * share, "reading"))
                consent = None
                if agreed is not None:
                    speaker = partial(speaker_vector, gathered.recordings, embed)
                    consent = self.consents.checked(agreed, owner, speaker, embed, cancel)
                    if consent.recording_blob is not None and request.given.recording is None:
                        clip_blobs.append(consent.recording_blob)
            tell(0.3, "transcribing")
            drafting = self._drafts(request)
            if drafting:
                spoken = language or spoken_language(self._lease_model, gathered, take, cancel)
                texts = [["" for _ in one.clips] for one in gathered.recordings]
            else:
                spoken, texts = first_words(self._hear, gathered, language, request.transcript, take, cancel)
            tell(0.6, "fitting")
            fit = self._first(gathered, texts, spoken, request, take, tell, cancel, drafting)
            cancel.raise_if_cancelled()
            samples = packed_samples(self._blobs, uploads, gathered, texts, request.transcript, clip_blobs)
            info = self._engines.info(self._engine_for(request))
            described = replace(request, name=name)
            new = new_clone(voice_id, info, spoken, gathered, fit, described, owner, consent)
            if self._audit.enabled:
                digest = sha256_of(self._blobs.path(sample.blob_id) for sample in samples)
                self._audit.record(
                    "voice.cloned",
                    owner,
                    subject=voice_id,
                    voices=[voice_id],
                    engine=new.engine,
                    sha256=digest,
                )
            self._records.add(new, samples, fit)
        except BaseException:
            self._blobs.delete(*clip_blobs)
            raise
        unused = [uploads[index].blob_id for index in gathered.left_out]
        self._blobs.delete(*unused)
        return fit, gathered.left_out

    def refine(self, voice_id: str, level: RefineLevel, owner: str, engine: str | None = None) -> Job:
        """The job that refines the voice up to `level`, for an engine (None: the one that it speaks by).

        Raises VoiceNotFound, NotAClone, AlreadyRefined, EngineNotFound, EngineLacks.
        """
        usual = self._records.engine_to_refine(voice_id)
        self._engines.capable("clone", FitsVoices, engine or usual)
        running = self._jobs.of_subject(voice_id)
        if running is not None and not running.ended:
            raise AlreadyRefined(voice_id, running.id)
        return self._submit(voice_id, level, owner, engine or usual, again=True)

    def _takes(self, owner: str, group: str, cancel: CancelToken) -> SlotTaker:
        return partial(self._slots.take, owner, group, cancel, INTERACTIVE)

    def _submit(
        self,
        voice_id: str,
        level: RefineLevel,
        owner: str,
        engine: str,
        *,
        again: bool = False,
        drafted: bool = False,
    ) -> Job:
        def prepare_row(session: Session, job: Job) -> None:
            self._records.note_job(session, voice_id, job.id)

        return self._jobs.submit(
            KIND,
            owner=owner,
            payload={"level": level, "again": again, "engine": engine},
            subject=voice_id,
            priority=INTERACTIVE if drafted and level == "instant" else BATCH,
            prepare=prepare_row,
        )

    def _drafts(self, request: CloneRequest) -> bool:
        """Whether to begin with a draft: not where the job that replaces it would wait behind others."""
        waiting, running = self._jobs.depth
        if not request.draft or waiting or running > _FEW_JOBS:
            return False
        engine = self._engines.capable("clone", FitsVoices, self._engine_for(request))
        return isinstance(engine, DraftsVoices)

    def _first(
        self,
        gathered: PreparedRecordings,
        texts: Sequence[Sequence[str]],
        language: str,
        request: CloneRequest,
        take: SlotTaker,
        tell: ReportProgress,
        cancel: CancelToken,
        draft: bool,
    ) -> Fit:
        clips = tuple(
            clip
            for one, said, weight in zip(gathered.recordings, texts, gathered.weights, strict=True)
            for clip in reference_clips(one, said, weight)
        )
        reference = Reference(clips, language, request.seed)
        with self._engines.lease_capable("clone", FitsVoices, self._engine_for(request), cancel) as engine:
            turns = PreemptibleRunner(take, cancel)
            if draft:
                assert isinstance(engine, DraftsVoices)
                return engine.draft(reference, cancel, turns)
            progress = within_progress(tell, 0.6, 0.95)
            fit = next(iter(engine.fit(reference, "instant", progress, cancel, turns)))
        tell(0.95, "comparing")
        return with_fidelity(fit, self._engines, reference, self._compare, cancel, partial(take, None))

    def _engine_for(self, request: CloneRequest) -> str:
        """The id of the engine to clone with. Raises EngineNotFound."""
        able = [info.id for info in self._engines.infos() if "clone" in info.abilities]
        return request.engine or (able[0] if able else "")
