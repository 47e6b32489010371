"""The voices of this machine: found, read, changed, deleted and restored."""

from __future__ import annotations

import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import FittedVoice, VoiceSource
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ApiKeyRow, CategoryRow, PresetOverlayRow, VoiceRow, VoiceVersionRow
from clonyvoice.voices.derivation import UNRESTRICTED, hidden, hidden_ids, revocation_of
from clonyvoice.voices.fits import EngineStates, FitOption, best, engines_of, note_fidelity, options_of
from clonyvoice.voices.listing import (
    Cursor,
    VoiceFilter,
    VoicePage,
    matching,
    stored_count,
    stored_page,
)
from clonyvoice.voices.model import (
    TRASH_DAYS,
    CategoryNotFound,
    NotVoiceOwner,
    PresetReadOnly,
    Voice,
    VoiceChanged,
    VoiceInTrash,
    VoiceNotFitted,
    VoiceNotFound,
    VoiceNotReady,
    VoiceRevoked,
)
from clonyvoice.voices.presets import PresetShelf, PresetSource, as_voice, preset_id
from clonyvoice.voices.records import own_first, voice_of

_FITTED_KEPT = 64


class VoiceChanges(TypedDict, total=False):
    """The fields that `update` may change; missing ones stay as they are."""

    name: str
    description: str
    language: str
    tags: list[str]
    category_id: str | None
    avatar_color: str | None
    gender: str | None
    favorite: bool
    settings: dict[str, Any]
    allowed_keys: list[str] | None
    preferred_engine: str | None


@dataclass(frozen=True, slots=True)
class SpeakingVoice:
    """A voice ready to speak: its source for the engine, and the revision that identifies that source."""

    voice: Voice
    source: VoiceSource
    revision: str
    """Changes when another fit becomes active: part of what identifies a sound."""
    engine: str
    """The engine that the source is for."""


class Voices:
    """All voices: stored ones and presets in one list. Safe from any thread."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        presets: PresetSource,
        clock: Clock | None = None,
        ready: Callable[[str], bool] = lambda _engine: True,
    ) -> None:
        self._database, self._blobs, self._ready = database, blobs, ready
        self._shelf = PresetShelf(presets)
        self._clock = clock or SystemClock()
        self._fitted: OrderedDict[str, FittedVoice] = OrderedDict()
        self._fitted_lock = threading.Lock()

    def list(
        self, wanted: VoiceFilter | None = None, *, limit: int = 100, cursor: str | None = None
    ) -> VoicePage:
        """A page of the voices that the filter finds: stored ones newest first, then presets.

        Raises BadCursor.
        """
        wanted = wanted or VoiceFilter()
        start = Cursor.parse(cursor)
        with self._database.read() as session:
            if wanted.asker is not None:
                wanted = replace(wanted, without=frozenset(hidden_ids(session, wanted.asker)))
            presets = matching(self._shelf.all(_overlays(session)), wanted)
            stored_wanted = wanted.kind != "preset"
            rows: Sequence[VoiceRow] = ()
            if start.preset is None and stored_wanted:
                rows = stored_page(session, wanted, start.after, limit + 1)
            total = len(presets)
            if start == Cursor() and len(rows) <= limit:
                total += len(rows)  # all of them are here: a second search would find the same
            elif stored_wanted:
                total += stored_count(session, wanted)
            fitted = engines_of(session, [row.id for row in rows[:limit]])
            found = [
                replace(voice_of(row), engines=own_first(row.engine, fitted.get(row.id, ())))
                for row in rows[:limit]
            ]
            following: str | None = None
            if len(rows) > limit:
                place = Cursor(after=(rows[limit - 1].created_at, found[-1].id))
                return VoicePage(tuple(found), total, str(place))
            first = start.preset or 0
            room = limit - len(found)
            found += presets[first : first + room]
            if first + room < len(presets):
                following = str(Cursor(preset=first + room))
        return VoicePage(tuple(found), total, following)

    def check_access(self, voice_id: str, asker: str) -> None:
        """Nothing unless a stored voice is locked to keys other than `asker`. Raises VoiceNotFound."""
        with self._database.read() as session:
            row = session.get(VoiceRow, voice_id)
            if row is not None and hidden(session, row, asker):
                raise VoiceNotFound(voice_id)

    def get(self, voice_id: str, *, trashed: bool = False, asker: str | None = None) -> Voice:
        """One voice with its samples, versions and consents.

        Raises VoiceNotFound (also when it is locked to keys other than `asker`), VoiceInTrash (unless `trashed`).
        """
        with self._database.read() as session:
            row = session.get(VoiceRow, voice_id)
            if row is not None:
                if hidden(session, row, asker):
                    raise VoiceNotFound(voice_id)
                if row.deleted_at is not None and not trashed:
                    raise VoiceInTrash(voice_id)
                return voice_of(row, whole=True)
            found = self._shelf.find(voice_id)
            if found is None or preset_id(found[1]) != voice_id:
                raise VoiceNotFound(voice_id)
            return as_voice(*found, session.get(PresetOverlayRow, voice_id))

    def named(self, name: str, *, asker: str | None = None) -> Voice:
        """The voice with this id, or the preset with this plain name (`af_heart`, `Heart`).

        Raises VoiceNotFound, also when it is locked to keys other than `asker`.
        """
        found = self._shelf.find(name)
        return self.get(preset_id(found[1]) if found else name, asker=asker)

    def speaking(
        self,
        name: str,
        *,
        asker: str | None = None,
        version_id: str | None = None,
        engines: Collection[str] | None = None,
        languages: Collection[str] = (),
    ) -> SpeakingVoice:
        """The voice with this id or preset name, ready to speak with the fit asked for, or the best for `languages`.

        `engines` are the only ones whose fits are taken. Fits are kept in a bounded cache. Raises VoiceNotFound (also
        when it is locked to keys other than `asker`), VoiceInTrash, VoiceRevoked, VoiceNotReady, VoiceNotFitted.
        """
        found = self._shelf.find(name, engines) or self._shelf.find(name)
        if found is not None:
            with self._database.read() as session:
                voice = as_voice(*found, session.get(PresetOverlayRow, preset_id(found[1])))
            if engines is not None and voice.engine not in engines:
                raise VoiceNotFitted(voice, ", ".join(engines))
            return SpeakingVoice(voice, found[1].id, found[1].id, voice.engine)
        with self._database.read() as session:
            row = session.get(VoiceRow, name)
            if row is None or hidden(session, row, asker):
                raise VoiceNotFound(name)
            if row.status == "revoked":
                raise VoiceRevoked(row.id, revocation_of(row.revoked))
            if row.deleted_at is not None:
                raise VoiceInTrash(name)
            options = options_of(session, row.id)
            fitted = own_first(row.engine, {option.engine for option in options})
            voice = replace(voice_of(row), engines=fitted)
            if version_id is not None:
                query = select(VoiceVersionRow.id).where(VoiceVersionRow.voice_id == row.id)
                chosen = session.scalar(query.where(VoiceVersionRow.id == version_id))
            else:
                chosen = self._chosen(options, voice, row, engines, languages)
            if chosen is None:
                raise VoiceNotReady(row.id, row.status)
            source = self._fit(session, chosen)
            return SpeakingVoice(voice, source, chosen, source.engine)

    def _chosen(
        self,
        options: Sequence[FitOption],
        voice: Voice,
        row: VoiceRow,
        engines: Collection[str] | None,
        languages: Collection[str],
    ) -> str | None:
        """The id of the fit to speak with; None when there is none at all. Raises VoiceNotFitted."""
        allowed = [option for option in options if engines is None or option.engine in engines]
        if options and not allowed:
            raise VoiceNotFitted(voice, ", ".join(engines or ()))
        if len(allowed) < 2:
            return allowed[0].version_id if allowed else None
        infos = self._shelf.infos()
        spoken = {info.id: {code.split("-")[0] for code in info.languages} for info in infos}
        states = EngineStates(spoken, [info.id for info in infos if self._ready(info.id)])
        return best(allowed, row, languages, states).version_id

    def _fit(self, session: Session, version_id: str) -> FittedVoice:
        with self._fitted_lock:
            if version_id in self._fitted:
                self._fitted.move_to_end(version_id)
                return self._fitted[version_id]
        row = session.get_one(VoiceVersionRow, version_id)
        fitted = FittedVoice(row.engine, row.format, row.data)
        with self._fitted_lock:
            self._fitted[version_id] = fitted
            while len(self._fitted) > _FITTED_KEPT:
                self._fitted.popitem(last=False)
        return fitted

    def forget(self) -> None:
        """Keep no fit in memory: one that is deleted must not speak any more."""
        with self._fitted_lock:
            self._fitted.clear()

    def update(
        self,
        voice_id: str,
        changes: VoiceChanges,
        *,
        expected: datetime | None = None,
        asker: str | None = None,
    ) -> Voice:
        """The voice after `changes`, all or none of them.

        `expected` is the `updated_at` that the caller saw: VoiceChanged when it is no longer that. Presets
        take `favorite`, `category_id` and `settings` only (PresetReadOnly). `allowed_keys` is the owner's to change
        (NotVoiceOwner when `asker` is another key). Raises VoiceNotFound, CategoryNotFound, InvalidRequest.
        """
        clean = _checked(changes)
        before = self.get(voice_id)
        with self._database.write() as session:
            category = clean.get("category_id")
            if category is not None and session.get(CategoryRow, category) is None:
                raise CategoryNotFound(category)
            if before.kind == "preset":
                extra = set(clean) - {"favorite", "category_id", "settings"}
                if extra:
                    raise PresetReadOnly("renamed or described")
                overlay = session.get(PresetOverlayRow, voice_id)
                _expect(
                    before if overlay is None else replace(before, updated_at=overlay.updated_at), expected
                )
                if overlay is None:
                    overlay = PresetOverlayRow(voice_id=voice_id, favorite=False, settings={})
                    session.add(overlay)
                _apply(overlay, clean, self._after(before.updated_at))
            else:
                row = session.get(VoiceRow, voice_id)
                if row is None:
                    raise VoiceNotFound(voice_id)
                _expect(voice_of(row), expected)
                if (wanted := clean.get("preferred_engine")) is not None and wanted not in before.engines:
                    raise VoiceNotFitted(before, wanted)
                if "allowed_keys" in clean:
                    if asker is not None and asker not in UNRESTRICTED and asker != row.owner:
                        raise NotVoiceOwner
                    _check_keys(session, clean["allowed_keys"])
                _apply(row, clean, self._after(row.updated_at))
                if "preferred_engine" in clean:
                    note_fidelity(session, row)
        return self.get(voice_id)

    def toggle_favorite(self, name: str) -> Voice:
        """The voice, now a favourite if it was none and the other way round."""
        voice = self.named(name)
        return self.update(voice.id, {"favorite": not voice.favorite})

    def delete(self, voice_id: str, *, permanent: bool = False) -> None:
        """Put the voice into the trash for 30 days, or remove it with all its recordings at once.

        Raises VoiceNotFound, PresetReadOnly.
        """
        if self._shelf.find(voice_id) is not None:
            raise PresetReadOnly("deleted")
        with self._database.write() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            doomed: list[str | None] = []
            if permanent:
                doomed = blobs_of(row)
                session.delete(row)
            elif row.deleted_at is None:
                row.deleted_at = self._clock.now()
        self._blobs.delete(*doomed)

    def restore(self, voice_id: str) -> Voice:
        """The voice, out of the trash; a voice that is in none is returned as it is. Raises VoiceNotFound."""
        with self._database.write() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            row.deleted_at = None
        return self.get(voice_id)

    def empty_trash(self, *, everything: bool = False) -> int:
        """Remove what has been in the trash for 30 days (or all of it) for good; how many voices."""
        limit = self._clock.now() - timedelta(days=0 if everything else TRASH_DAYS)
        doomed: list[str | None] = []
        with self._database.write() as session:
            query = select(VoiceRow).where(VoiceRow.deleted_at.is_not(None), VoiceRow.deleted_at <= limit)
            rows = session.scalars(query).all()
            for row in rows:
                doomed += blobs_of(row)
                session.delete(row)
        self._blobs.delete(*doomed)
        return len(rows)

    def _after(self, before: datetime | None) -> datetime:
        """Now in milliseconds, as it is shown, but later than `before`, so that two changes in one differ."""
        now = _shown(self._clock.now())
        return now if before is None or now > _shown(before) else _shown(before) + timedelta(milliseconds=1)


def _overlays(session: Session) -> Mapping[str, PresetOverlayRow]:
    return {row.voice_id: row for row in session.scalars(select(PresetOverlayRow))}


def _expect(current: Voice, expected: datetime | None) -> None:
    seen = None if current.updated_at is None else _shown(current.updated_at)
    if expected is not None and seen != _shown(expected):
        raise VoiceChanged(current)


def _shown(moment: datetime) -> datetime:
    """A time as answers show it, in whole milliseconds."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _apply(row: VoiceRow | PresetOverlayRow, changes: VoiceChanges, now: datetime) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    if isinstance(row, VoiceRow) and row.design.get("temporary"):
        # Who names or changes a voice that was designed for a day wants to keep it.
        row.design = {key: value for key, value in row.design.items() if key != "temporary"}
    if isinstance(row, VoiceRow) and "language" in changes:
        row.languages = list(dict.fromkeys([changes["language"], *row.languages]))
    row.updated_at = now


def _checked(changes: VoiceChanges) -> VoiceChanges:
    """The changes with names composed and stripped. Raises InvalidRequest."""
    clean = changes.copy()
    if "name" in clean:
        clean["name"] = clean_name(clean["name"])
    if clean.get("allowed_keys") is not None:
        clean["allowed_keys"] = sorted(set(clean["allowed_keys"] or ()))
    if "tags" in clean:
        clean["tags"] = list(dict.fromkeys(_printable(tag)[:60] for tag in clean["tags"] if _printable(tag)))[
            :50
        ]
    return clean


def clean_name(name: str) -> str:
    """A name as it is kept: composed, without control characters, 1 to 200 long. Raises InvalidRequest."""
    clean = _printable(name)
    if not 1 <= len(clean) <= 200:
        raise InvalidRequest("A name needs 1 to 200 visible characters.", param="name")
    return clean


def _check_keys(session: Session, key_ids: Sequence[str] | None) -> None:
    """Refuse to lock a voice to what is no key. Raises InvalidRequest."""
    wanted = set(key_ids or ())
    known = select(ApiKeyRow.id).where(ApiKeyRow.id.in_(wanted), ApiKeyRow.revoked_at.is_(None))
    unknown = sorted(wanted - set(session.scalars(known)))
    if unknown:
        raise InvalidRequest(
            f"No key has the id {unknown[0][:80]}. `clonyvoice keys list` and GET /api/api-keys show the ids.",
            param="allowed_keys",
        )


def _printable(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c if c.isprintable() else " " for c in composed).split())


def blobs_of(row: VoiceRow) -> list[str | None]:
    """The files that a voice keeps: its preview, its samples, its spoken consents."""
    samples: Iterable[str | None] = (
        blob for sample in row.samples for blob in (sample.blob_id, sample.clip_blob)
    )
    return [row.preview_blob, *samples, *(consent.recording_blob for consent in row.consents)]
