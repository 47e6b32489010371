"""The voices of this machine: found, read, changed, deleted and restored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.disk_reserve import freeing
from clonyvoice.storage.tables import CategoryRow, PresetOverlayRow, VoiceRow, VoiceVersionRow
from clonyvoice.voices.derived_voice_access import UNRESTRICTED, hidden, hidden_ids, revocation_of
from clonyvoice.voices.errors import (
    CategoryNotFound,
    NotVoiceOwner,
    PresetReadOnly,
    VoiceInTrash,
    VoiceNotFitted,
    VoiceNotFound,
    VoiceNotReady,
    VoiceRevoked,
)
from clonyvoice.voices.fits import (
    EngineStates,
    FitCache,
    FitOption,
    SpeakingVoice,
    best,
    engines_of,
    note_fidelity,
    options_of,
)
from clonyvoice.voices.listing import Cursor, VoiceFilter, VoicePage, matching, stored_count, stored_page
from clonyvoice.voices.model import Voice
from clonyvoice.voices.presets import PresetShelf, PresetSource, as_voice, preset_id
from clonyvoice.voices.records import overlays_of, own_first, voice_of
from clonyvoice.voices.trash import VoiceTrash
from clonyvoice.voices.voice_changes import VoiceChanges, apply, check_expected, check_keys, checked, later


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
        self._database, self._ready = database, ready
        self._shelf = PresetShelf(presets)
        self._clock = clock or SystemClock()
        self._trash = VoiceTrash(database, blobs, self._clock)
        self._fitted = FitCache()

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
            presets = matching(self._shelf.all(overlays_of(session)), wanted)
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
        """Raise VoiceNotFound where a stored voice is locked to keys other than `asker`."""
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
            source = self._fitted.get(session, chosen)
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

    def forget(self) -> None:
        """Drop the fits in memory, so that a deleted one cannot speak any more."""
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
        clean = checked(changes)
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
                check_expected(
                    before if overlay is None else replace(before, updated_at=overlay.updated_at), expected
                )
                if overlay is None:
                    overlay = PresetOverlayRow(voice_id=voice_id, favorite=False, settings={})
                    session.add(overlay)
                apply(overlay, clean, later(self._clock.now(), before.updated_at))
            else:
                row = session.get(VoiceRow, voice_id)
                if row is None:
                    raise VoiceNotFound(voice_id)
                check_expected(voice_of(row), expected)
                if (wanted := clean.get("preferred_engine")) is not None and wanted not in before.engines:
                    raise VoiceNotFitted(before, wanted)
                if "allowed_keys" in clean:
                    if asker is not None and asker not in UNRESTRICTED and asker != row.owner:
                        raise NotVoiceOwner
                    check_keys(session, clean["allowed_keys"])
                apply(row, clean, later(self._clock.now(), row.updated_at))
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
        self._trash.delete(voice_id, permanent=permanent)

    def restore(self, voice_id: str) -> Voice:
        """The voice, restored from the trash; one that is not in it is returned unchanged. Raises VoiceNotFound."""
        self._trash.restore(voice_id)
        return self.get(voice_id)

    def empty_trash(self, *, everything: bool = False) -> int:
        """Delete permanently the voices that were in the trash for 30 days (or all of them); returns their number."""
        with freeing():
            return self._trash.empty(everything=everything)
