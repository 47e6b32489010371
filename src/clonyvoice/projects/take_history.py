"""The takes of all projects of an owner, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from clonyvoice.storage.database import Database
from clonyvoice.storage.page_cursors import after_row, row_before
from clonyvoice.storage.tables import ProjectRow, ProjectTakeRow


@dataclass(frozen=True, slots=True)
class ListedTake:
    """A take in the history: without its words, with its project."""

    id: str
    project_id: str
    project_name: str
    line_id: str
    text: str
    duration: float
    seed: int | None
    voice_id: str | None
    voice_name: str
    settings: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TakePage:
    """A page of takes, and the cursor of the next page."""

    takes: tuple[ListedTake, ...]
    next_cursor: str | None


def takes_made(
    database: Database, owner: str | None, *, q: str | None, limit: int, cursor: str | None
) -> TakePage:
    """Takes with sound, of projects outside the trash; of one owner or of all (None).

    `q` is a part of the text or of the voice's name. Raises BadCursor.
    """
    take = ProjectTakeRow
    columns = (
        take.id, take.project_id, ProjectRow.name, take.line_id, take.text, take.samples, take.sample_rate,
        take.seed, take.voice_id, take.voice_name, take.settings, take.created_at,
    )  # fmt: skip
    wanted = (
        select(*columns)
        .join(ProjectRow, ProjectRow.id == take.project_id)
        .where(take.blob_id.is_not(None), ProjectRow.deleted_at.is_(None))
        .order_by(take.created_at.desc(), take.id.desc())
    )
    if owner is not None:
        wanted = wanted.where(ProjectRow.owner == owner)
    if q:
        wanted = wanted.where(
            take.text.icontains(q, autoescape=True) | take.voice_name.icontains(q, autoescape=True)
        )
    if cursor is not None:
        when, last = row_before(cursor)
        wanted = wanted.where((take.created_at < when) | ((take.created_at == when) & (take.id < last)))
    with database.read() as session:
        rows = list(session.execute(wanted.limit(limit + 1)))
    found = tuple(
        ListedTake(
            id=row.id, project_id=row.project_id, project_name=row.name, line_id=row.line_id, text=row.text,
            duration=round(row.samples / row.sample_rate, 6), seed=row.seed, voice_id=row.voice_id,
            voice_name=row.voice_name, settings=dict(row.settings), created_at=row.created_at,
        )
        for row in rows[:limit]
    )  # fmt: skip
    following = after_row(found[-1].created_at, found[-1].id) if len(rows) > limit else None
    return TakePage(found, following)
