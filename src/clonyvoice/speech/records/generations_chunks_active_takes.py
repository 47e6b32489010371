"""Generations as rows: written before work begins, chunk by chunk, and read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.audio.joining import placed
from clonyvoice.core.attribute_copying import row_from_attributes
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.speech.errors import ChunkNotFound, GenerationNotFound, TakeNotFound
from clonyvoice.speech.model import Generation, Take
from clonyvoice.speech.records.generation_rows import chunk_of, generation_of
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ChunkRow, GenerationRow, TakeRow


@dataclass(frozen=True, slots=True)
class NewTake:
    """A take to be stored; its sound is in the blob already."""

    text: str
    blob_id: str
    sample_rate: int
    samples: int
    words: list[dict[str, Any]]
    seed: int | None
    settings: dict[str, Any]

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / self.sample_rate


class GenerationRecords:
    """The tables of generations, chunks and takes. Every method is one short transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def get(self, generation_id: str, owner: str | None = None) -> Generation:
        """A generation with its chunks and takes; of `owner` only, unless None. Raises GenerationNotFound."""
        with self.database.read() as session:
            return generation_of(_found(session, generation_id, owner), whole=True)

    def status(self, generation_id: str) -> str:
        """Its status alone. Raises GenerationNotFound."""
        with self.database.read() as session:
            status = session.scalar(select(GenerationRow.status).where(GenerationRow.id == generation_id))
        if status is None:
            raise GenerationNotFound(generation_id)
        return status

    def finished_like(self, fingerprint: str, owner: str) -> str | None:
        """The newest finished generation of `owner` with this fingerprint."""
        query = (
            select(GenerationRow.id)
            .where(
                GenerationRow.fingerprint == fingerprint,
                GenerationRow.owner == owner,
                GenerationRow.status == JobState.COMPLETED,
            )
            .order_by(GenerationRow.created_at.desc())
            .limit(1)
        )
        with self.database.read() as session:
            return session.scalar(query)

    def add_take(
        self,
        chunk_id: str,
        take: NewTake,
        now: datetime,
        span: tuple[float, float] | None = None,
        whole: float | None = None,
    ) -> str:
        """The id of the chunk's new take, which is now the active one.

        `span` says where it is in the joined sound; without it everything after the chunk is placed again.
        `whole` is the length in seconds of the joined sound that this take completes.
        Raises ChunkNotFound when the generation was deleted in the meantime.
        """
        with self.database.write() as session:
            row = session.get(ChunkRow, chunk_id)
            if row is None:
                raise ChunkNotFound(chunk_id)
            number = max((earlier.number for earlier in row.takes), default=0) + 1
            made = row_from_attributes(
                TakeRow, take, id=new_id("take"), chunk_id=chunk_id, number=number, created_at=now
            )
            session.add(made)
            row.active_take, row.status, row.error = made.id, JobState.COMPLETED, None
            if span is not None:
                row.start, row.end = span
            else:
                settle(session, session.get_one(GenerationRow, row.generation_id))
            if whole is not None:
                session.get_one(GenerationRow, row.generation_id).duration = whole
            return made.id

    def complete(self, generation_id: str, duration: float) -> None:
        """Write the length in seconds of the joined sound."""
        with self.database.write() as session:
            row = session.get(GenerationRow, generation_id)
            if row is not None:
                row.duration = duration

    def text_follows(self, chunk_id: str) -> None:
        """Set the generation's text to that of the chunks' active takes.

        Later chunks' offsets move along.
        """
        with self.database.write() as session:
            row = session.get(ChunkRow, chunk_id)
            take = None if row is None else next((t for t in row.takes if t.id == row.active_take), None)
            if row is None or take is None or take.text == row.text:
                return
            generation = session.get_one(GenerationRow, row.generation_id)
            moved = len(take.text) - (row.end_char - row.start_char)
            generation.text = generation.text[: row.start_char] + take.text + generation.text[row.end_char :]
            later = select(ChunkRow).where(
                ChunkRow.generation_id == row.generation_id,
                ChunkRow.start_char >= row.end_char,
                ChunkRow.id != row.id,
            )
            for chunk in session.scalars(later):
                chunk.start_char += moved
                chunk.end_char += moved
            row.text = take.text
            row.end_char = row.start_char + len(take.text)

    def activate_take(self, generation_id: str, index: int, take_id: str) -> None:
        """Make an earlier take of a chunk the active one. Raises ChunkNotFound, TakeNotFound."""
        with self.database.write() as session:
            query = select(ChunkRow).where(ChunkRow.generation_id == generation_id, ChunkRow.index == index)
            row = session.scalar(query)
            if row is None:
                raise ChunkNotFound(index)
            if all(take.id != take_id for take in row.takes):
                raise TakeNotFound(take_id)
            row.active_take = take_id
            settle(session, session.get_one(GenerationRow, generation_id))
            chunk_id = row.id
        self.text_follows(chunk_id)

    def take_of(self, generation_id: str, index: int) -> Take | None:
        """A chunk's active take, or None while it has none."""
        query = select(ChunkRow).where(ChunkRow.generation_id == generation_id, ChunkRow.index == index)
        with self.database.read() as session:
            row = session.scalar(query)
            return None if row is None else chunk_of(row).active

    def blobs(self, session: Session, generation_id: str) -> list[str]:
        """The blobs of all its takes."""
        query = select(TakeRow.blob_id).join(ChunkRow).where(ChunkRow.generation_id == generation_id)
        return list(session.scalars(query))


def settle(session: Session, row: GenerationRow) -> None:
    """Recompute the times of every chunk and the generation's length, in `session`."""
    session.flush()
    made = session.execute(
        select(ChunkRow, TakeRow.duration, TakeRow.sample_rate)
        .join(TakeRow, TakeRow.id == ChunkRow.active_take)
        .where(ChunkRow.generation_id == row.id)
        .order_by(ChunkRow.index)
    ).all()
    lengths = [(seconds, chunk.pause_ms) for chunk, seconds, _ in made]
    rate = made[0][2] if made else 24_000
    spans, total = placed(lengths, int(row.settings.get("lead_ms", 0)), rate)
    for (chunk, _, _), span in zip(made, spans, strict=True):
        chunk.start, chunk.end = span
    row.duration = total


def _found(session: Session, generation_id: str, owner: str | None) -> GenerationRow:
    row = session.get(GenerationRow, generation_id)
    if row is None or (owner is not None and row.owner != owner):
        raise GenerationNotFound(generation_id)
    return row
