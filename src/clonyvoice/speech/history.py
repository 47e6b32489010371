"""The history: generations listed and searched page by page, newest first."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.speech.model import Generation
from clonyvoice.storage import search
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import GenerationRow

_row = GenerationRow
_LISTED = (
    _row.id, _row.kind, _row.owner, _row.status, _row.voice_id, _row.voice_name, _row.engine, _row.text,
    _row.language, _row.format, _row.sample_rate, _row.seed, _row.settings, _row.duration, _row.timings,
    _row.error, _row.job_id, _row.created_at, _row.finished_at,
)  # fmt: skip
"""What a listing reads: the fields of a `Generation` in their order, without chunks.

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
) -> GenerationPage:
    """A page of `owner`'s history (of everybody's for None).

    Every word of `q` has to be a part of the text or of the voice's name. Raises InvalidRequest (cursor).
    """
    where: list[ColumnElement[bool]] = [_row.kind.not_in(search.UNSEARCHED), *_found(database, q)]
    for column, wanted in (
        (_row.owner, owner), (_row.voice_id, voice_id), (_row.status, status), (_row.kind, kind),
    ):  # fmt: skip
        if wanted is not None:
            where.append(column == wanted)
    page = select(*_LISTED).where(*where).order_by(_row.created_at.desc(), _row.id.desc()).limit(limit + 1)
    after = _parse(cursor)
    if after is not None:
        moment = literal(after[0], _row.created_at.type)
        page = page.where(tuple_(_row.created_at, _row.id) < tuple_(moment, literal(after[1])))
    with database.read() as session:
        rows: Sequence[Any] = session.execute(page).all()
        if cursor is None and len(rows) <= limit:
            total = len(rows)  # all of it is here
        else:
            total = session.scalar(select(func.count()).select_from(_row).where(*where)) or 0
    found = tuple(Generation(*row) for row in rows[:limit])
    following = None
    if len(rows) > limit:
        place = [found[-1].created_at.isoformat(), found[-1].id]
        following = base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    return GenerationPage(found, total, following)


def _found(database: Database, q: str | None) -> list[ColumnElement[bool]]:
    """The conditions that `q` sets."""
    words = (q or "").replace("\0", " ").split()
    if not words:
        return []
    long = [word for word in words if len(word) >= search.GRAIN] if database.searches else []
    where: list[ColumnElement[bool]] = [
        search.contains(_row.text, word) | search.contains(_row.voice_name, word)
        for word in words
        if word not in long
    ]
    if long:
        where.append(_row.id.in_(search.indexed(long)))
    return where


def _parse(cursor: str | None) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    try:
        moment, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not isinstance(last, str):
            raise ValueError
    except (ValueError, TypeError):
        raise InvalidRequest(
            "This cursor is not one that a listing gave. Start without it.", param="cursor"
        ) from None
    return at, last
