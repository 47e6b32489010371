"""Parts of words found in texts: by SQLite's trigram index where there is one, row by row where not.

The index (`search_texts`, FTS5) is kept by triggers on `generations` (made by migration 0004), so that whoever
writes rows need not think of it. It knows the case of all alphabets and needs no spaces between words; parts of
fewer than three characters are below its grain. What is no part of a history (`UNSEARCHED`) is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, bindparam, literal, or_, select, text

from clonyvoice.storage.tables import SearchEntryRow

TABLE = "search_texts"
GRAIN = 3
"""Fewest characters that the index finds."""
UNSEARCHED = ("preview",)
"""Kinds of generations that are no part of anybody's history."""
_MATCH = text("SELECT rowid FROM search_texts WHERE search_texts MATCH :asked")


def indexed(words: Iterable[str]) -> Select[Any]:
    """The ids of the generations whose text or voice's name holds every word, each of `GRAIN` letters or more."""
    asked = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    found: Any = _MATCH.bindparams(bindparam("asked", asked, unique=True)).columns(SearchEntryRow.number)
    return select(SearchEntryRow.generation_id).where(SearchEntryRow.number.in_(found))


def contains(column: SQLColumnExpression[str], part: str) -> ColumnElement[bool]:
    """Whether a text column holds `part`, in whatever case."""
    if not part:
        return literal(True)
    return or_(*(column.ilike(f"%{_escaped(each)}%", escape="\\") for each in sorted(cases(part))))


def cases(part: str) -> set[str]:
    """The ways to write `part` that SQLite, which knows the case of ASCII letters only, takes for different."""
    return {part} if part.isascii() else {part, part.lower(), part.upper(), part.capitalize()}


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
