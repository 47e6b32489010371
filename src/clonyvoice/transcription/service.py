"""Transcriptions as durable jobs: submitted, read, cancelled, deleted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from clonyvoice.audio import probe, resample
from clonyvoice.audit.log import OFF, AuditLog, sha256_of
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import BATCH, INTERACTIVE, Idempotency, Job, JobContext, JobQueue
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import TranscriptionRow
from clonyvoice.transcription.recogniser import Options, transcribe
from clonyvoice.transcription.recording_transcription import (
    BLOCK_SECONDS,
    Lease,
    People,
    Recognition,
    RecordingFile,
)
from clonyvoice.transcription.records import Transcription, TranscriptionNotFound, transcription_of
from clonyvoice.transcription.spoken_languages import known_language
from clonyvoice.transcription.transcript import Segment, Transcript
from clonyvoice.transcription.transcript_formats import stored
from clonyvoice.transcription.voice_activity import RATE

KIND = "transcription"
_LONG = 120.0
"""Seconds of recording from which a transcription that no client waits for has a lower priority. Chosen by hand."""
_WRITE_EVERY = 3.0
"""Seconds between two writes of what was recognised so far. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded recording stored as a blob, its file name, and the audio track to use.

    None is the default track; else they are counted from 0 on.
    """

    blob_id: str
    name: str = ""
    track: int | None = None


class Transcriptions:
    """Transcribes recordings; each transcription is a row and a job of kind `transcription`."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        queue: JobQueue,
        lease: Lease,
        recognition: Recognition | None = None,
        clock: Clock | None = None,
        audit: AuditLog = OFF,
    ) -> None:
        """`recognition` transcribes uploads; None: with the recogniser of `lease`, and without diarisation."""
        self._audit = audit
        self.recognition = recognition or Recognition(lease)
        self._database, self._blobs, self._queue, self.lease = database, blobs, queue, lease
        self._clock = clock or SystemClock()
        queue.register(KIND, self._handle, topic="transcription", on_end=self._on_end)

    def submit(
        self,
        upload: Upload,
        options: Options,
        *,
        owner: str,
        waited_for: bool = True,
        idempotency: Idempotency | None = None,
        people: People | None = None,
    ) -> Transcription:
        """The transcription, queued. The upload is removed when it ends. With `people` its segments have speakers.

        Raises UnknownSpeechLanguage, NotAudio, TrackNotFound, AudioTooLong (and then removes the upload), QueueFull.
        """
        try:
            language = None if options.language is None else known_language(options.language)
            allowed = [code for code in map(known_language, options.languages) if code is not None]
            if language is not None and allowed:
                raise InvalidRequest(
                    "`languages` are those to choose from where `language` is `auto`: leave one of them out.",
                    param="languages",
                )
            told = None if people is None else people.checked()
            facts = probe(self._blobs.path(upload.blob_id), track=upload.track)
        except BaseException:
            self._blobs.delete(upload.blob_id)
            raise
        transcription_id = new_id("trn")
        settings = {
            "vad": options.vad,
            "prompt": options.prompt,
            "language": language,
            "track": upload.track,
            "languages": list(dict.fromkeys(allowed)),
        }
        if told is not None:
            settings |= {"diarize": True, "min_speakers": told.least, "max_speakers": told.most}
        row = TranscriptionRow(
            id=transcription_id,
            owner=owner,
            status=JobState.QUEUED,
            blob_id=upload.blob_id,
            original_name=upload.name[:300],
            task=options.task,
            language=language,
            duration=facts.duration,
            settings=settings,
            created_at=self._clock.now(),
        )

        def prepare(session: Session, job: Job) -> None:
            row.job_id = job.id
            session.add(row)

        try:
            job = self._queue.submit(
                KIND,
                owner=owner,
                payload={},
                subject=transcription_id,
                priority=INTERACTIVE if waited_for or facts.duration < _LONG else BATCH,
                idempotency=idempotency,
                prepare=prepare,
            )
        except BaseException:
            self._blobs.delete(upload.blob_id)
            raise
        if job.subject != transcription_id:  # the same request was accepted before
            self._blobs.delete(upload.blob_id)
        return self.get(job.subject)

    def get(self, transcription_id: str, owner: str | None = None) -> Transcription:
        """One transcription with its segments so far; of `owner`, or of any owner for None.

        Raises TranscriptionNotFound.
        """
        with self._database.read() as session:
            row = session.get(TranscriptionRow, transcription_id)
            if row is None or (owner is not None and row.owner != owner):
                raise TranscriptionNotFound(transcription_id)
            return transcription_of(row)

    def listing(self, owner: str | None = None, limit: int = 50) -> Sequence[Transcription]:
        """Transcriptions, newest first, of one owner or of all."""
        query = select(TranscriptionRow)
        if owner is not None:
            query = query.where(TranscriptionRow.owner == owner)
        query = query.order_by(TranscriptionRow.created_at.desc(), TranscriptionRow.id.desc()).limit(limit)
        with self._database.read() as session:
            return [transcription_of(row) for row in session.scalars(query)]

    def cancel(self, transcription_id: str, owner: str | None = None) -> Transcription:
        """The transcription after its work has stopped; the segments until then are kept."""
        found = self.get(transcription_id, owner)
        if found.job_id is not None:
            self._queue.cancel(found.job_id)
        return self.get(transcription_id, owner)

    def delete(self, transcription_id: str, owner: str | None = None) -> None:
        """Remove the transcription, stopping it first. Raises TranscriptionNotFound."""
        self.cancel(transcription_id, owner)
        with self._database.write() as session:
            row = session.get(TranscriptionRow, transcription_id)
            if row is not None:
                session.delete(row)

    def hear(
        self,
        audio: Audio,
        language: str | None,
        cancel: CancelToken,
        turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Transcript:
        """The transcript of `audio` (at any rate), made in this thread, without a row; `turn` is entered for each few
        windows. Raises Cancelled.
        """
        sound = resample(audio, RATE).samples
        size = round(BLOCK_SECONDS * RATE)
        blocks = (Audio(sound[at : at + size], RATE) for at in range(0, len(sound), size))
        with self.lease(cancel) as model:
            return transcribe(blocks, model, Options(language=language), cancel, turn=turn)

    def likelihood(
        self, audio: Audio, text: str, language: str, cancel: CancelToken
    ) -> tuple[tuple[str, float], ...]:
        """The log probability of each word of `text` in the first 30 s of `audio` (at any rate), given the words before
        it; the words joined are the text. Made in this thread. Raises Cancelled.
        """
        with self.lease(cancel) as model:
            return model.likelihood(resample(audio, RATE).samples, text, language, cancel)

    # --- inside ---

    def _handle(self, context: JobContext) -> dict[str, Any]:
        transcription_id, began = context.job.subject, time.monotonic()
        with self._database.write() as session:
            row = session.get_one(TranscriptionRow, transcription_id)
            row.status, row.segments = JobState.RUNNING, []
        assert row.blob_id is not None
        options = Options(
            language=row.settings.get("language"),
            task="translate" if row.task == "translate" else "transcribe",
            vad=bool(row.settings.get("vad", True)),
            prompt=str(row.settings.get("prompt", "")),
            languages=tuple(row.settings.get("languages", ())),
        )
        found: list[dict[str, Any]] = []
        written = time.monotonic()

        def heard(segments: tuple[Segment, ...], until: float, fraction: float) -> None:
            nonlocal written
            first = len(found)
            found.extend(stored(segment) for segment in segments)
            shown = [
                {"id": first + index, "start": segment.start, "end": segment.end, "text": segment.text}
                for index, segment in enumerate(segments)
            ]
            context.publish(
                "transcription.progress",
                progress=round(fraction, 4),
                stage="transcribing",
                segments=shown,
                heard_until=round(until, 2),
            )
            if time.monotonic() - written > _WRITE_EVERY:
                written = time.monotonic()
                self._write(transcription_id, segments=found)

        people = None
        if row.settings.get("diarize"):
            people = People(row.settings.get("min_speakers"), row.settings.get("max_speakers"))
        path = self._blobs.path(row.blob_id)
        recording = RecordingFile(path, row.duration or 0.0, row.settings.get("track"))
        done = self.recognition.transcribe(context, recording, options, people, heard)
        transcript = done.transcript
        timings = {
            "load_ms": round(done.load_seconds * 1000),
            "total_ms": round((time.monotonic() - began) * 1000),
            "rtf": round(done.work_seconds / max(transcript.duration, 0.001), 4),
            "language_probability": transcript.language_probability,
            "speech_seconds": round(transcript.speech_seconds, 3),
        }
        if self._audit.enabled:
            digest = sha256_of([self._blobs.path(row.blob_id)])
            self._audit.record(
                "transcription.completed",
                context.job.owner,
                subject=transcription_id,
                engine="whisper-base",
                sha256=digest,
                text=transcript.text,
            )
        self._write(
            transcription_id,
            segments=[stored(segment) for segment in transcript.segments],
            text=transcript.text,
            language=transcript.language,
            duration=round(transcript.duration, 3),
            timings=timings,
        )
        return {
            "transcription_id": transcription_id,
            "language": transcript.language,
            "text": transcript.text[:500],
        }

    def _write(self, transcription_id: str, **values: Any) -> None:
        with self._database.write() as session:
            row = session.get(TranscriptionRow, transcription_id)
            if row is not None:
                for name, value in values.items():
                    setattr(row, name, list(value) if isinstance(value, list) else value)

    def _on_end(self, session: Session, job: Job) -> None:
        row = session.get(TranscriptionRow, job.subject)
        if row is None:
            return
        row.status, row.error, row.finished_at = job.state, job.error, job.finished_at
        upload, row.blob_id = row.blob_id, None
        event.listen(session, "after_commit", lambda _session: self._blobs.delete(upload), once=True)
