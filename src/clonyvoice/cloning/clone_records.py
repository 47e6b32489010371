"""Rows of clones: the voice, its samples, its fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from clonyvoice.cloning.errors import NotAClone
from clonyvoice.core.attribute_copying import from_attributes, row_from_attributes
from clonyvoice.core.clock import Clock
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.engines.contract import Fit, FittedVoice
from clonyvoice.jobs import Job
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import VoiceRow, VoiceSampleRow, VoiceVersionRow
from clonyvoice.voices.consent_records import NewConsent, consent_row
from clonyvoice.voices.derived_voice_access import refuse_revoked
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.fits import best, note_fidelity, options_of


@dataclass(frozen=True, slots=True)
class NewSample:
    """A recording of a new voice."""

    blob_id: str
    clip_blob: str
    name: str
    transcript: str
    duration: float
    weight: float
    quality: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewClone:
    """A new voice."""

    id: str
    name: str
    engine: str
    language: str
    languages: list[str]
    gender: str | None
    description: str
    report: dict[str, Any]
    consent: NewConsent | None
    owner: str
    fidelity: float | None
    reference_language: str


@dataclass(frozen=True, slots=True)
class KeptSample:
    """A stored recording: its clips' file and the position of each clip in it."""

    id: str
    clip_blob: str
    marks: list[dict[str, Any]]
    transcript: str
    language: str | None
    weight: float


class CloneRecords:
    """Reads and writes the rows; each method is one transaction."""

    def __init__(self, database: Database, blobs: BlobStore, clock: Clock) -> None:
        self._database, self._blobs, self._clock = database, blobs, clock

    def add(self, voice: NewClone, samples: list[NewSample], fit: Fit) -> None:
        """Write a voice with its samples and its first fit."""
        now = self._clock.now()
        row = row_from_attributes(
            VoiceRow,
            voice,
            kind="clone",
            status="ready",
            consent=voice.consent is not None,
            created_at=now,
            updated_at=now,
        )
        row.samples = [
            row_from_attributes(
                VoiceSampleRow,
                sample,
                id=new_id("sample"),
                position=position,
                language=voice.reference_language,
                duration=round(sample.duration, 3),
                original_name=sample.name,
                created_at=now,
            )
            for position, sample in enumerate(samples)
        ]
        row.versions = [self._version(fit, active=True)]
        if voice.consent is not None:
            row.consents = [consent_row(voice.consent, voice.id, now)]
        with self._database.write() as session:
            session.add(row)

    def add_version(self, voice_id: str, fit: Fit, languages: Sequence[str] = ()) -> int:
        """Write a fit and make it the active one of its engine, which speaks `languages`; its number.

        Raises VoiceNotFound.
        """
        with self._database.write() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            refuse_revoked(session, [voice_id])
            _deactivate(session, voice_id, fit.voice.engine)
            version = self._version(fit, active=True)
            version.voice_id = voice_id
            session.add(version)
            row.languages = list(dict.fromkeys([*row.languages, *languages]))
            row.updated_at = self._clock.now()
            stale, row.preview_blob = row.preview_blob, None
            note_fidelity(session, row)
            number = len(_versions(session, voice_id))
        self._blobs.delete(stale)
        return number

    def expect_clone(self, voice_id: str) -> None:
        """Return for a clone. Raises VoiceNotFound, NotAClone, VoiceRevoked."""
        with self._database.read() as session:
            _clone(session, voice_id)

    def engine_to_refine(self, voice_id: str) -> str:
        """The engine whose fit of a clone is used by default. Raises VoiceNotFound, NotAClone, VoiceRevoked."""
        with self._database.read() as session:
            row = _clone(session, voice_id)
            options = options_of(session, voice_id)
            return best(options, row).engine if options else row.engine

    def exists(self, voice_id: str) -> bool:
        """Whether the voice is there and not in the trash."""
        with self._database.read() as session:
            row = session.get(VoiceRow, voice_id)
            return row is not None and row.deleted_at is None and row.status != "revoked"

    def left_out(self, voice_id: str) -> dict[int, str] | None:
        """The recordings that a clone was made without, and why; None when there is no such voice."""
        with self._database.read() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                return None
            return {int(index): why for index, why in row.report.get("left_out", {}).items()}

    def levels(self, voice_id: str, engine: str) -> set[str]:
        """The levels that the voice has fits of for an engine."""
        with self._database.read() as session:
            return {one.level for one in _versions(session, voice_id) if one.engine == engine}

    def newest(self, voice_id: str, engine: str) -> dict[str, Any]:
        """The number, level and fidelity of the active fit for an engine."""
        with self._database.read() as session:
            for number, version in enumerate(_versions(session, voice_id), 1):
                if version.active and version.engine == engine:
                    return {"version": number, "level": version.level, "fidelity": version.fidelity}
        return {}

    def unmeasured(self, voice_id: str, engine: str) -> tuple[str, FittedVoice] | None:
        """The active fit for an engine, and its version's id, if its fidelity was not measured."""
        with self._database.read() as session:
            for version in _versions(session, voice_id):
                if version.active and version.engine == engine and version.fidelity is None:
                    return version.id, FittedVoice(version.engine, version.format, version.data)
        return None

    def note_measured(self, voice_id: str, version_id: str, fidelity: float) -> None:
        """Write the fidelity of a fit."""
        with self._database.write() as session:
            row, version = session.get(VoiceRow, voice_id), session.get(VoiceVersionRow, version_id)
            if row is not None and version is not None:
                version.fidelity = fidelity
                note_fidelity(session, row)

    def samples(self, voice_id: str) -> list[KeptSample]:
        """The voice's recordings."""
        with self._database.read() as session:
            query = select(VoiceSampleRow).where(VoiceSampleRow.voice_id == voice_id)
            return [
                from_attributes(
                    KeptSample,
                    row,
                    marks=[dict(mark) for mark in row.quality.get("clips", ())],
                )
                for row in session.scalars(query.order_by(VoiceSampleRow.position))
                if row.clip_blob is not None
            ]

    def note_transcripts(self, sample_id: str, texts: list[str]) -> None:
        """Store the transcript of each clip of a recording and, where none was given, of all of it."""
        with self._database.write() as session:
            row = session.get(VoiceSampleRow, sample_id)
            if row is None:
                return
            marks = [
                {**mark, "transcript": text}
                for mark, text in zip(row.quality.get("clips", ()), texts, strict=True)
            ]
            row.quality = {**row.quality, "clips": marks}
            row.transcript = row.transcript or " ".join(texts)

    def reference_language(self, voice_id: str) -> str:
        """The language that is spoken in the recordings. Raises VoiceNotFound."""
        with self._database.read() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            return next((sample.language for sample in row.samples if sample.language), row.language)

    def note_job(self, session: Session, voice_id: str, job_id: str) -> None:
        """Remember the job that works on the voice."""
        session.execute(update(VoiceRow).where(VoiceRow.id == voice_id).values(job_id=job_id, error=None))

    def note_end(self, session: Session, job: Job) -> None:
        """Bring the voice to the state of its ended job: it stays as good as it was."""
        row = session.get(VoiceRow, job.subject)
        if row is None or row.job_id != job.id:
            return
        row.error = job.error if job.state == JobState.FAILED else None
        row.job_id = None

    def _version(self, fit: Fit, *, active: bool) -> VoiceVersionRow:
        return row_from_attributes(
            VoiceVersionRow,
            fit.voice,
            id=new_id("fit"),
            level=fit.level,
            fidelity=fit.fidelity,
            report=dict(fit.report),
            active=active,
            created_at=self._clock.now(),
        )


def _clone(session: Session, voice_id: str) -> VoiceRow:
    row = session.get(VoiceRow, voice_id)
    if row is None or row.deleted_at is not None:
        raise VoiceNotFound(voice_id)
    if row.kind != "clone":
        raise NotAClone(voice_id)
    refuse_revoked(session, [voice_id])
    return row


def _versions(session: Session, voice_id: str) -> list[VoiceVersionRow]:
    query = select(VoiceVersionRow).where(VoiceVersionRow.voice_id == voice_id)
    return list(session.scalars(query.order_by(VoiceVersionRow.created_at)))


def _deactivate(session: Session, voice_id: str, engine: str) -> None:
    of_engine = update(VoiceVersionRow).where(
        VoiceVersionRow.voice_id == voice_id, VoiceVersionRow.engine == engine
    )
    session.execute(of_engine.values(active=False))
