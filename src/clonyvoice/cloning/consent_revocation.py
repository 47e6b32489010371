"""Revocation of consent: fits, samples and recordings deleted, running jobs stopped, generated audio listed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.cloning.errors import NothingToRevoke
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.clock import Clock
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import JobQueue
from clonyvoice.speech.voice_previews import OWNER as PREVIEW
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import (
    ChunkRow,
    GenerationRow,
    ProjectRow,
    ProjectTakeRow,
    TakeRow,
    VoiceRow,
)
from clonyvoice.voices.derived_voice_access import derived_from, revocation_of
from clonyvoice.voices.errors import PresetReadOnly, VoiceNotFound, VoiceRevoked
from clonyvoice.voices.library import Voices
from clonyvoice.voices.records import blobs_of

StopVoices: TypeAlias = Callable[[Collection[str], VoiceRevoked], int]
"""Stops work of its own kind that uses any of these voices; the number of jobs stopped."""
MOST_LISTED: Final = 1000
"""Generations and takes that an answer names. Chosen by hand."""
_RECIPE: Final = frozenset({"blend", "nudged_from", "imported_from"})
"""Parts of a design that are kept: the sources of the voice."""


@dataclass(frozen=True, slots=True)
class RevokedVoice:
    """A voice that cannot speak any more; `because_of` is the one that it was made of."""

    id: str
    name: str
    because_of: str | None


@dataclass(frozen=True, slots=True)
class MadeGeneration:
    """A generation that a voice speaks in."""

    id: str
    voice_id: str | None
    duration: float | None
    status: JobState
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MadeTake:
    """A take of a project's line that a voice speaks."""

    project_id: str
    project_name: str
    line_id: str
    take_id: str
    voice_id: str | None
    duration: float
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """Generations and takes of a voice and of those made of it: the asker's in full, of others' work the number."""

    generations: tuple[MadeGeneration, ...]
    takes: tuple[MadeTake, ...]
    generations_total: int
    takes_total: int
    generations_of_others: int
    takes_of_others: int


@dataclass(frozen=True, slots=True)
class Revocation:
    """The outcome of a revocation: voices, time and reason, number of stopped jobs, and the affected audio."""

    voices: tuple[RevokedVoice, ...]
    revoked_at: str
    reason: str
    stopped: int
    made: Made


class Revocations:
    """Revokes consents; safe from any thread."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        jobs: JobQueue,
        voices: Voices,
        clock: Clock,
        audit: AuditLog = OFF,
        stoppers: Sequence[StopVoices] = (),
    ) -> None:
        """`stoppers` stop further kinds of work that use a voice."""
        self._database, self._blobs, self._jobs = database, blobs, jobs
        self._voices, self._clock, self._audit = voices, clock, audit
        self._stoppers = stoppers

    def revoke(self, voice_id: str, reason: str, who: str, sees: str | None) -> Revocation:
        """The revocation of a clone and of all that was made of it, which can never speak again.

        Work that uses them is stopped and fails with VoiceRevoked. A second time it answers the same. `sees` is whose
        work is listed in full (None: everybody's). Raises VoiceNotFound, PresetReadOnly, NothingToRevoke.
        """
        now = self._clock.now().isoformat(timespec="milliseconds")
        doomed: list[str | None] = []
        with self._database.write() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                if self._voices.named(voice_id).kind == "preset":
                    raise PresetReadOnly("revoked")
                raise VoiceNotFound(voice_id)
            if row.kind != "clone":
                raise NothingToRevoke(voice_id)
            family = {voice_id: None, **derived_from(session, voice_id)}
            if row.status == "revoked":
                told = revocation_of(row.revoked)
                now, reason = str(told.get("at") or now), str(told.get("reason") or "")
            fresh = []
            for one, source in family.items():
                found = session.get_one(VoiceRow, one)
                if found.status != "revoked":
                    fresh.append(one)
                    doomed += self._ended(
                        found, {"at": now, "reason": reason, "by": who, "because_of": source}
                    )
            doomed += _previews_removed(session, family)
            named = {one: session.get_one(VoiceRow, one).name for one in family}
        self._voices.forget()
        stopped = sum(self._stop(one, source, now, reason) for one, source in family.items())
        self._blobs.delete(*doomed)
        if fresh:
            self._audit.record("voice.revoked", who, subject=voice_id, voices=family, reason=reason)
        voices = tuple(RevokedVoice(one, named[one], source) for one, source in family.items())
        return Revocation(voices, now, reason, stopped, self._made(family, sees))

    def made(self, voice_id: str, sees: str | None) -> Made:
        """The generations and takes of a voice and of those made of it. Raises VoiceNotFound."""
        with self._database.read() as session:
            if session.get(VoiceRow, voice_id) is None:
                family: Mapping[str, str | None] = {self._voices.named(voice_id).id: None}
            else:
                family = {voice_id: None, **derived_from(session, voice_id)}
        return self._made(family, sees)

    # --- inside ---

    def _ended(self, row: VoiceRow, revoked: dict[str, Any]) -> list[str | None]:
        """Remove fits and data about the person's voice from its row; the files to delete."""
        doomed = blobs_of(row)
        row.status, row.revoked, row.preview_blob, row.fidelity = "revoked", revoked, None, None
        row.versions.clear()
        row.samples.clear()
        row.report, row.job_id = {}, None
        row.design = {name: value for name, value in row.design.items() if name in _RECIPE}
        row.consent, row.updated_at = False, self._clock.now()
        for consent in row.consents:
            consent.withdrawn_at = consent.withdrawn_at or self._clock.now()
            consent.recording_blob = None
        return doomed

    def _stop(self, voice_id: str, source: str | None, at: str, reason: str) -> int:
        """Stop work that uses the voice; the number of jobs."""
        why = VoiceRevoked(voice_id, {"at": at, "reason": reason, "because_of": source})
        stopped = len(self._jobs.stop_subject(voice_id, why))
        with self._database.read() as session:
            using = or_(
                GenerationRow.voice_id == voice_id,
                GenerationRow.id.in_(select(ChunkRow.generation_id).where(ChunkRow.voice_id == voice_id)),
            )
            active = {job.subject for job in self._jobs.unfinished("generation")}
            subjects = list(
                session.scalars(select(GenerationRow.id).where(using, GenerationRow.id.in_(active)))
            )
        for subject in subjects:
            stopped += len(self._jobs.stop_subject(subject, why))
        for job in self._jobs.unfinished("generation"):  # retakes in this voice of what another had spoken
            if job.payload.get("changes", {}).get("voice_id") == voice_id:
                stopped += len(self._jobs.stop_subject(job.subject, why))
        for job in self._jobs.unfinished("design"):
            if (job.payload.get("nudge") or {}).get("voice_id") == voice_id:
                stopped += len(self._jobs.stop_subject(job.subject, why))
        return stopped + sum(stop({voice_id}, why) for stop in self._stoppers)

    def _made(self, family: Collection[str], sees: str | None) -> Made:
        with self._database.read() as session:
            spoken = select(ChunkRow.generation_id).where(ChunkRow.voice_id.in_(family))
            ours = (
                or_(GenerationRow.voice_id.in_(family), GenerationRow.id.in_(spoken)),
                GenerationRow.owner != PREVIEW,
            )
            own = () if sees is None else (GenerationRow.owner == sees,)
            rows = session.scalars(
                select(GenerationRow)
                .where(*ours, *own)
                .order_by(GenerationRow.created_at.desc())
                .limit(MOST_LISTED)
            )
            generations = tuple(from_attributes(MadeGeneration, row) for row in rows)
            total = session.scalar(select(func.count()).select_from(GenerationRow).where(*ours)) or 0
            seen = session.scalar(select(func.count()).select_from(GenerationRow).where(*ours, *own)) or 0
            mine = (ProjectTakeRow.voice_id.in_(family), ProjectTakeRow.blob_id.is_not(None))
            joined = select(ProjectTakeRow, ProjectRow.name).join(
                ProjectRow, ProjectRow.id == ProjectTakeRow.project_id
            )
            owned = () if sees is None else (ProjectRow.owner == sees,)
            found = session.execute(
                joined.where(*mine, *owned).order_by(ProjectTakeRow.created_at.desc()).limit(MOST_LISTED)
            )
            takes = tuple(
                MadeTake(
                    take.project_id, name, take.line_id, take.id, take.voice_id,
                    round(take.samples / take.sample_rate, 3), take.created_at,
                )
                for take, name in found
            )  # fmt: skip
            count = (
                select(func.count())
                .select_from(ProjectTakeRow)
                .join(ProjectRow, ProjectRow.id == ProjectTakeRow.project_id)
            )
            all_takes = session.scalar(count.where(*mine)) or 0
            own_takes = session.scalar(count.where(*mine, *owned)) or 0
        return Made(generations, takes, seen, own_takes, total - seen, all_takes - own_takes)


def _previews_removed(session: Session, family: Collection[str]) -> list[str | None]:
    """Remove the spoken samples that were made to hear the voices; their files."""
    wanted = (GenerationRow.owner == PREVIEW, GenerationRow.voice_id.in_(family))
    files = (
        select(TakeRow.blob_id)
        .join(ChunkRow, ChunkRow.id == TakeRow.chunk_id)
        .join(GenerationRow, GenerationRow.id == ChunkRow.generation_id)
        .where(*wanted, GenerationRow.status == JobState.COMPLETED)
    )
    doomed: list[str | None] = list(session.scalars(files))
    for row in session.scalars(
        select(GenerationRow).where(*wanted, GenerationRow.status == JobState.COMPLETED)
    ):
        doomed.append(row.blob_id)
        session.delete(row)
    return doomed
