"""Voices found and listed, page by page: stored ones newest first, then presets."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from clonyvoice.storage.page_cursors import BadCursor, decoded, encoded, time_of
from clonyvoice.storage.tables import VoiceRow, VoiceVersionRow
from clonyvoice.storage.text_search import cases, contains
from clonyvoice.text.languages import resolve
from clonyvoice.voices.model import Voice

OWN: Final = "own"
"""A filter's kind for all voices but presets."""


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """A filter of voices: everything given must hold. `q` is searched in name, description and tags."""

    kind: str | None = None
    q: str | None = None
    language: str | None = None
    category_id: str | None = None
    """`none` finds voices without a category."""
    favorite: bool | None = None
    engine: str | None = None
    gender: str | None = None
    tag: str | None = None
    status: str | None = None
    trashed: bool = False
    asker: str | None = None
    """Voices that are locked to other keys than this one are left out; None leaves out none."""
    without: frozenset[str] = frozenset()
    """Ids to leave out; the library sets it by `asker`."""


@dataclass(frozen=True, slots=True)
class VoicePage:
    """Some voices, how many there are in all, and the cursor of the next page (None at the end)."""

    voices: tuple[Voice, ...]
    total: int
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The start of a page: after a stored voice, or at a preset."""

    after: tuple[datetime, str] | None = None
    preset: int | None = None

    def __str__(self) -> str:
        place = [self.after[0].isoformat(), self.after[1]] if self.after else self.preset
        return encoded(place)

    @classmethod
    def parse(cls, text: str | None) -> Cursor:
        """The cursor encoded in `text`; the start for None. Raises BadCursor."""
        if not text:
            return cls()
        match decoded(text):
            case bool():
                raise BadCursor
            case int(place) if place >= 0:
                return cls(preset=place)
            case [moment, str(voice_id)]:
                return cls(after=(time_of(moment), voice_id))
        raise BadCursor


def as_filtered(language: str) -> str | None:
    """A language as `VoiceFilter` takes it: "Korean" → "ko", "en_GB" → "en-gb", "auto" → None, which is any.

    Raises UnknownLanguage.
    """
    tag = language.strip().lower().replace("_", "-")
    if tag == "auto":
        return None
    code = resolve(tag)
    return tag if "-" in tag else code


def folded(text: str) -> str:
    """`text` for comparison: composed and without case."""
    return unicodedata.normalize("NFC", text).casefold()


def stored_conditions(wanted: VoiceFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL over `VoiceRow`."""
    row = VoiceRow
    found: list[ColumnElement[bool]] = [
        row.deleted_at.is_not(None) if wanted.trashed else row.deleted_at.is_(None)
    ]
    # Voices that were designed for a day only are reached by id, not listed.
    found.append(~contains(_as_text(row.design), '"temporary": true'))
    if wanted.kind not in (None, OWN):
        found.append(row.kind == wanted.kind)
    if wanted.engine is not None:
        fits = select(VoiceVersionRow.id).where(VoiceVersionRow.voice_id == row.id)
        found.append(
            or_(row.engine == wanted.engine, fits.where(VoiceVersionRow.engine == wanted.engine).exists())
        )
    if wanted.gender is not None:
        found.append(row.gender == wanted.gender)
    if wanted.status is not None:
        found.append(row.status == wanted.status)
    if wanted.without:
        found.append(row.id.not_in(wanted.without))
    if wanted.favorite is not None:
        found.append(row.favorite.is_(wanted.favorite))
    if wanted.category_id == "none":
        found.append(row.category_id.is_(None))
    elif wanted.category_id is not None:
        found.append(row.category_id == wanted.category_id)
    if wanted.language is not None:
        found.append(or_(row.language == wanted.language, _json_has(row.languages, wanted.language)))
    if wanted.tag is not None:
        found.append(_json_has(row.tags, wanted.tag))
    for word in (wanted.q or "").split():
        part = unicodedata.normalize("NFC", word)
        escaped = [json.dumps(each)[1:-1] for each in cases(part)]  # as JSON columns hold it
        found.append(
            or_(
                row.id == word,
                contains(row.name, part),
                contains(row.description, part),
                *(contains(_as_text(row.tags), each) for each in escaped),
            )
        )
    return found


def _as_text(column: object) -> ColumnElement[str]:
    from sqlalchemy import String, type_coerce

    return type_coerce(column, String)


def _json_has(column: object, value: str) -> ColumnElement[bool]:
    """Whether a JSON list of strings holds `value`."""
    return contains(_as_text(column), json.dumps(value))


def stored_page(
    session: Session, wanted: VoiceFilter, after: tuple[datetime, str] | None, limit: int
) -> Sequence[VoiceRow]:
    """Up to `limit` rows, newest first, after a place."""
    query = select(VoiceRow).where(and_(*stored_conditions(wanted)))
    if after is not None:
        moment = literal(after[0], VoiceRow.created_at.type)
        query = query.where(tuple_(VoiceRow.created_at, VoiceRow.id) < tuple_(moment, literal(after[1])))
    return session.scalars(query.order_by(VoiceRow.created_at.desc(), VoiceRow.id.desc()).limit(limit)).all()


def stored_count(session: Session, wanted: VoiceFilter) -> int:
    """The number of rows that the filter finds."""
    query = select(func.count()).select_from(VoiceRow).where(and_(*stored_conditions(wanted)))
    return session.scalar(query) or 0


def matching(voices: Iterable[Voice], wanted: VoiceFilter) -> list[Voice]:
    """The `voices` (presets) that match the filter."""
    return [voice for voice in voices if _matches(voice, wanted)]


def _matches(voice: Voice, wanted: VoiceFilter) -> bool:
    if wanted.trashed or (wanted.kind is not None and wanted.kind != voice.kind):
        return False
    if wanted.language is not None and not any(
        language == wanted.language or language.split("-")[0] == wanted.language
        for language in (voice.language, *voice.languages)
    ):
        return False
    if wanted.category_id is not None and (voice.category_id or "none") != wanted.category_id:
        return False
    simple = (
        (wanted.engine, voice.engine),
        (wanted.gender, voice.gender),
        (wanted.status, voice.status),
        (wanted.favorite, voice.favorite),
    )
    if any(asked is not None and asked != has for asked, has in simple):
        return False
    if wanted.tag is not None and wanted.tag not in voice.tags:
        return False
    text = folded(" ".join((voice.name, voice.plain_name, voice.id, voice.description, *voice.tags)))
    return all(folded(word) in text for word in (wanted.q or "").split())
