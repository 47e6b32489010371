"""The trash of voices: put into it, restored from it within 30 days, deleted from it for good after them.

Projects stay in theirs until they are deleted permanently (`projects/service.py`).
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from clonyvoice.core.clock import Clock
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import VoiceRow
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.records import blobs_of

TRASH_DAYS = 30
"""Days after which a deleted voice is gone. Chosen by hand."""


class VoiceTrash:
    """Deleted voices, whose rows and recordings are kept for a while. Safe from any thread."""

    def __init__(self, database: Database, blobs: BlobStore, clock: Clock) -> None:
        self._database, self._blobs, self._clock = database, blobs, clock

    def delete(self, voice_id: str, *, permanent: bool) -> None:
        """Put the voice into the trash, or remove it with all its recordings at once. Raises VoiceNotFound."""
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

    def restore(self, voice_id: str) -> None:
        """Restore the voice; one that is not in the trash stays unchanged. Raises VoiceNotFound."""
        with self._database.write() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            row.deleted_at = None

    def empty(self, *, everything: bool) -> int:
        """Delete permanently the voices that were in the trash for 30 days (or all of them); returns their number."""
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
