"""Substring search in texts: by SQLite's trigram index if available, else row by row.

The index (`search_texts`, FTS5) is maintained by triggers on `generations` (made by migration 0004), so that code
that writes rows need not update it. It ignores case in all alphabets and needs no spaces between words; parts of
fewer than three characters cannot be found by it. Generations outside of the history (`UNSEARCHED`) are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    column,
    literal,
    or_,
    select,
    table,
    text,
)

from clonyvoice.storage.tables import SearchEntryRow

TABLE = "search_texts"
GRAIN = 3
"""Fewest characters that the index finds."""
UNSEARCHED = ("preview",)
"""Kinds of generations that are no part of anybody's history."""
_HITS = text("search_texts MATCH :asked")
_TEXTS = table(TABLE, column("rowid", Integer))
NUMBER = _TEXTS.c.rowid
"""An entry's number: later generations have higher ones. The index gives hits in this order at no cost."""


def hits(words: Iterable[str], owner: str | None) -> Select[tuple[str, int]]:
    """A query for ids and `NUMBER`s of `owner`'s generations (all owners' for None) that contain every word.

    Each word has `GRAIN` letters or more and is a part of the text or of the voice's name.
    """
    asked = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    found = (
        select(SearchEntryRow.generation_id, NUMBER)
        .select_from(_TEXTS)
        .join(SearchEntryRow, SearchEntryRow.number == NUMBER)
        .where(_HITS.bindparams(asked=asked))
    )
    return found if owner is None else found.where(SearchEntryRow.owner == owner)


def contains(within: SQLColumnExpression[str], part: str) -> ColumnElement[bool]:
    """Whether a text column contains `part`, ignoring case."""
    if not part:
        return literal(True)
    # SQLite's LIKE does not mind the case of ASCII letters; ILIKE would make a copy of each text to compare
    return or_(*(within.like(f"%{_escaped(each)}%", escape="\\") for each in sorted(cases(part))))


def cases(part: str) -> set[str]:
    """The spellings of `part` in upper and lower case: SQLite folds the case of ASCII letters only."""
    return {part} if part.isascii() else {part, part.lower(), part.upper(), part.capitalize()}


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
