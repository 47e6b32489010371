"""The history: generations listed and searched page by page, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, null, select, tuple_

from clonyvoice.speech.model import Generation
from clonyvoice.storage import text_search
from clonyvoice.storage.database import Database
from clonyvoice.storage.page_cursors import BadCursor, decoded, encoded, time_of
from clonyvoice.storage.tables import GenerationRow, SearchEntryRow

_row = GenerationRow
_LISTED: tuple[Any, ...] = tuple(
    getattr(_row, one.name) for one in fields(Generation) if one.name not in ("chunks", "extra")
)
"""Columns of a listing: the fields of a `Generation` in their order, without chunks.

As plain values, because a thousand mapped objects would take twice as long.
"""


@dataclass(frozen=True, slots=True)
class GenerationPage:
    """Some generations (without chunks), newest first; the cursor of the next page, None at the end."""

    generations: tuple[Generation, ...]
    total: int
    next_cursor: str | None


def listing(
    database: Database,
    owner: str | None,
    *,
    limit: int = 50,
    cursor: str | None = None,
    q: str | None = None,
    voice_id: str | None = None,
    status: str | None = None,
    kind: str | None = None,
    engine: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> GenerationPage:
    """A page of `owner`'s history (of all owners for None).

    Every word of `q` has to be a part of the text or of the voice's name. Those made at `since` count, those made at
    `until` do not. Raises BadCursor.
    """
    words = (q or "").replace("\0", " ").split()
    long = [word for word in words if len(word) >= text_search.GRAIN] if database.searches else []
    narrowed: list[ColumnElement[bool]] = [
        text_search.contains(_row.text, word) | text_search.contains(_row.voice_name, word)
        for word in words
        if word not in long
    ]
    exact = ((_row.voice_id, voice_id), (_row.status, status), (_row.kind, kind), (_row.engine, engine))
    for column, wanted in exact:
        if wanted is not None:
            narrowed.append(column == wanted)
    if since is not None:
        narrowed.append(_row.created_at >= since)
    if until is not None:
        narrowed.append(_row.created_at < until)
    after = _parse(cursor)
    if long:
        page, counted = _indexed(long, owner, narrowed, after)
    else:
        page, counted = _in_order(owner, narrowed, after)
    with database.read() as session:
        rows: Sequence[Any] = session.execute(page.limit(limit + 1)).all()
        if cursor is None and len(rows) <= limit:
            total = len(rows)  # all of it is here
        else:
            total = session.scalar(select(func.count()).select_from(counted.subquery())) or 0
    found = tuple(Generation(*row[1:]) for row in rows[:limit])
    following = None
    if len(rows) > limit:
        following = encoded([found[-1].created_at.isoformat(), found[-1].id, rows[limit - 1][0]])
    return GenerationPage(found, total, following)


def _in_order(
    owner: str | None, narrowed: Sequence[ColumnElement[bool]], after: _Place | None
) -> tuple[Select[Any], Select[Any]]:
    """The queries of a page (a null, then `_LISTED`) and of what is counted, by the time of making."""
    where = [_row.kind.not_in(text_search.UNSEARCHED), *narrowed]
    if owner is not None:
        where.append(_row.owner == owner)
    page: Any = select(null(), *_LISTED).where(*where).order_by(_row.created_at.desc(), _row.id.desc())
    if after is not None:
        moment = literal(after.at, _row.created_at.type)
        page = page.where(tuple_(_row.created_at, _row.id) < tuple_(moment, literal(after.id)))
    return page, select(_row.id).where(*where)


def _indexed(
    words: Sequence[str], owner: str | None, narrowed: Sequence[ColumnElement[bool]], after: _Place | None
) -> tuple[Select[Any], Select[Any]]:
    """The same by the search index: its hits come in the order of their numbers, which is that of making."""
    found = text_search.hits(words, owner)
    joined = found.join(_row, _row.id == SearchEntryRow.generation_id).where(*narrowed)
    page = joined.with_only_columns(text_search.NUMBER, *_LISTED).order_by(text_search.NUMBER.desc())
    if after is not None:
        if after.number is None:
            raise BadCursor
        page = page.where(after.number > text_search.NUMBER)
    return page, joined if narrowed else found


@dataclass(frozen=True, slots=True)
class _Place:
    """The end of a page: its last generation, and that one's number when the search index found it."""

    at: datetime
    id: str
    number: int | None


def _parse(cursor: str | None) -> _Place | None:
    if not cursor:
        return None
    match decoded(cursor):
        case [moment, str(last), int() | None as number]:
            return _Place(time_of(moment), last, number)
    raise BadCursor
