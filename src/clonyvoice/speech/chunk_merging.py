"""Chunks joined into a new generation: in any order, with any silence between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.audio.formats import SoundFileName, file_format_named
from clonyvoice.core.attribute_copying import row_from_attributes
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.speech.errors import ChunkNotFound, NotSpokenYet
from clonyvoice.speech.model import Chunk, Generation, Take
from clonyvoice.speech.records.generation_rows import chunk_of
from clonyvoice.speech.records.generations_chunks_active_takes import GenerationRecords, settle
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.tables import ChunkRow, GenerationRow, TakeRow


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """A request to merge: all of `generation_id`, or `chunk_ids` in this order (one may come twice).

    `gap_ms` is the silence between chunks; None keeps that of a whole generation, and puts none between
    chosen chunks, which are then cross-faded.
    """

    generation_id: str | None = None
    chunk_ids: Sequence[str] = ()
    gap_ms: int | None = None
    format: SoundFileName = "wav"
    sample_rate: int | None = None


def merge(
    request: MergeRequest,
    records: GenerationRecords,
    blobs: BlobStore,
    clock: Clock,
    *,
    sees: str | None,
    owner: str,
) -> Generation:
    """A finished generation of `owner` with copies of the chunks' active takes.

    Of generations that `sees` may see (None: all). Raises GenerationNotFound, ChunkNotFound, NotSpokenYet.
    """
    fmt = file_format_named(request.format)
    if request.sample_rate is not None:
        fmt.rate_for(request.sample_rate, request.sample_rate)
    whole = None if request.generation_id is None else records.get(request.generation_id, sees)
    sources = [(chunk, whole) for chunk in whole.chunks] if whole else _chosen(request, records, sees)
    if not sources:
        raise InvalidRequest("There is nothing to merge: give chunk_ids or a generation.", param="chunk_ids")
    takes = [_spoken(chunk, source) for chunk, source in sources]
    copies: list[str] = []
    try:
        copies += [blobs.put_file(blobs.path(take.blob_id)) for take in takes]
        with records.database.write() as session:
            made = _write(
                session, request, [chunk for chunk, _ in sources], takes, copies, whole, owner, clock
            )
    except BaseException:
        blobs.delete(*copies)
        raise
    return records.get(made)


def _chosen(
    request: MergeRequest, records: GenerationRecords, sees: str | None
) -> list[tuple[Chunk, Generation | None]]:
    with records.database.read() as session:
        query = (
            select(ChunkRow, GenerationRow.owner)
            .join(GenerationRow, GenerationRow.id == ChunkRow.generation_id)
            .where(ChunkRow.id.in_(set(request.chunk_ids)))
        )
        found = {
            row.id: chunk_of(row) for row, owner in session.execute(query) if sees is None or owner == sees
        }
    missing = [chunk_id for chunk_id in request.chunk_ids if chunk_id not in found]
    if missing:
        raise ChunkNotFound(missing[0])
    return [(found[chunk_id], None) for chunk_id in request.chunk_ids]


def _spoken(chunk: Chunk, source: Generation | None) -> Take:
    take = chunk.active
    if take is None:
        raise NotSpokenYet(source.status if source else chunk.status)
    return take


def _write(
    session: Session,
    request: MergeRequest,
    chunks: Sequence[Chunk],
    takes: Sequence[Take],
    copies: Sequence[str],
    whole: Generation | None,
    owner: str,
    clock: Clock,
) -> str:
    now = clock.now()
    first = session.get_one(ChunkRow, chunks[0].id)
    origin = session.get_one(GenerationRow, first.generation_id)
    row = GenerationRow(
        id=new_id("gen"),
        kind="merge",
        owner=owner,
        voice_id=origin.voice_id,
        voice_name=origin.voice_name,
        engine=origin.engine,
        text=whole.text if whole else "\n".join(chunk.text for chunk in chunks),
        language=",".join(dict.fromkeys(chunk.language for chunk in chunks))[:20],
        settings={"lead_ms": whole.lead_ms} if whole and whole.lead_ms else {},
        format=request.format,
        sample_rate=request.sample_rate,
        seed=origin.seed,
        status=JobState.COMPLETED,
        created_at=now,
        finished_at=now,
    )
    session.add(row)
    session.flush()
    at = 0
    for index, (chunk, take, copy) in enumerate(zip(chunks, takes, copies, strict=True)):
        last = index + 1 == len(chunks)
        kept = chunk.pause_ms if whole else 0
        made = ChunkRow(
            id=new_id("chunk"),
            generation_id=row.id,
            index=index,
            text=chunk.text,
            start_char=chunk.start_char if whole else at,
            end_char=chunk.end_char if whole else at + len(chunk.text),
            language=chunk.language,
            voice_id=chunk.voice_id,
            settings=chunk.settings,
            pause_ms=kept if request.gap_ms is None or last else request.gap_ms,
            status=JobState.COMPLETED,
        )
        at += len(chunk.text) + 1
        kept_take = row_from_attributes(
            TakeRow,
            take,
            id=new_id("take"),
            chunk_id=made.id,
            number=1,
            blob_id=copy,
            words=list(take.words),
            created_at=now,
        )
        made.active_take = kept_take.id
        session.add(made)
        session.flush()
        session.add(kept_take)
    settle(session, row)
    return row.id
