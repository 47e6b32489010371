"""Consents as rows: written with a voice or before there is one, found, renamed and removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.attribute_copying import from_attributes, row_from_attributes
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import InvalidRequest, NotFound
from clonyvoice.core.ids import new_id
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import VoiceConsentRow, VoiceRow
from clonyvoice.voices.derived_voice_access import refuse_revoked
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.model import Consent
from clonyvoice.voices.records import consent_of
from clonyvoice.voices.voice_archive_manifest import MOST_CONSENTS, ConsentEntry, FileEntry

MOST_STATEMENT: Final = 2000
"""Characters of a statement. Chosen by hand."""
_AHEAD: Final = timedelta(days=1)
"""A date of agreement may be this far in the future: clocks and time zones differ. Chosen by hand."""


class ConsentNotFound(NotFound):
    """No recorded consent has this id (or it is another key's)."""

    code = "consent_not_found"

    def __init__(self, consent_id: str) -> None:
        super().__init__(
            f"No consent has the id {consent_id[:80]}. POST /v1/audio/voice_consents records one.",
            param="consent",
        )


@dataclass(frozen=True, slots=True)
class NewConsent:
    """A consent to be kept. `check` is the outcome of its recording's check; empty without a recording."""

    owner: str
    agreed_at: datetime
    person: str = ""
    statement: str = ""
    language: str | None = None
    recording_blob: str | None = None
    check: dict[str, Any] = field(default_factory=dict)
    name: str = ""


class ConsentRecords:
    """Reads and writes the rows; each method is one transaction."""

    def __init__(self, database: Database, blobs: BlobStore, clock: Clock) -> None:
        self._database, self._blobs, self._clock = database, blobs, clock

    def agreed_at(self, given: datetime | None) -> datetime:
        """The time of an agreement: now where none is given. Raises InvalidRequest for one that cannot be."""
        now = self._clock.now()
        if given is None:
            return now
        moment = given if given.tzinfo is not None else given.replace(tzinfo=now.tzinfo)
        if not moment.year >= 2000 or moment > now + _AHEAD:
            raise InvalidRequest(
                f"The time of the agreement, {given.isoformat()[:40]}, is not between the year 2000 and now"
                f" ({now.isoformat(timespec='seconds')} here). Send the time when the person agreed.",
                param="consent_at",
            )
        return moment

    def add(self, new: NewConsent, voice_id: str | None = None) -> Consent:
        """The consent, kept with a voice or without one. Raises VoiceNotFound, VoiceRevoked, InvalidRequest."""
        with self._database.write() as session:
            if voice_id is not None:
                voice = session.get(VoiceRow, voice_id)
                if voice is None or voice.deleted_at is not None:
                    raise VoiceNotFound(voice_id)
                refuse_revoked(session, [voice_id])
                if len(voice.consents) >= MOST_CONSENTS:
                    raise InvalidRequest(
                        f"This voice has {MOST_CONSENTS} consents, the most that are kept: they stay as they are, and"
                        " no further one is needed to speak with it.",
                        param="voice_id",
                    )
                voice.consent, voice.updated_at = True, self._clock.now()
            row = consent_row(new, voice_id, self._clock.now())
            session.add(row)
            session.flush()
            return consent_of(row)

    def recorded(self, owner: str | None) -> list[Consent]:
        """The consents without a voice, newest first; of `owner` only, unless None."""
        with self._database.read() as session:
            query = select(VoiceConsentRow).where(VoiceConsentRow.voice_id.is_(None))
            if owner is not None:
                query = query.where(VoiceConsentRow.owner == owner)
            order = (VoiceConsentRow.created_at.desc(), VoiceConsentRow.id.desc())
            return [consent_of(row) for row in session.scalars(query.order_by(*order))]

    def get(self, consent_id: str, owner: str | None) -> Consent:
        """A consent without a voice. Raises ConsentNotFound."""
        with self._database.read() as session:
            return consent_of(_found(session, consent_id, owner))

    def rename(self, consent_id: str, owner: str | None, name: str) -> Consent:
        """The consent with another label. Raises ConsentNotFound."""
        with self._database.write() as session:
            row = _found(session, consent_id, owner)
            row.name = name
            return consent_of(row)

    def delete(self, consent_id: str, owner: str | None) -> None:
        """Remove a consent without a voice, and its recording; voices made by it keep their copy.

        Raises ConsentNotFound.
        """
        with self._database.write() as session:
            row = _found(session, consent_id, owner)
            doomed = row.recording_blob
            session.delete(row)
        self._blobs.delete(doomed)

    def recording(self, consent_id: str, voice_id: str | None = None) -> str:
        """The blob of a consent's recording. Raises ConsentNotFound, also when it has none."""
        with self._database.read() as session:
            row = session.get(VoiceConsentRow, consent_id)
            if row is None or row.voice_id != voice_id or row.recording_blob is None:
                raise ConsentNotFound(consent_id)
            return row.recording_blob


def consent_row(new: NewConsent, voice_id: str | None, now: datetime) -> VoiceConsentRow:
    """The row of a new consent."""
    return row_from_attributes(
        VoiceConsentRow, new, id=new_id("consent"), voice_id=voice_id, outcome=new.check, imported=False,
        created_at=now,
    )  # fmt: skip


def consent_entry(row: VoiceConsentRow, recording: FileEntry | None) -> ConsentEntry:
    """The consent as a voice file holds it."""
    return from_attributes(ConsentEntry, row, recording=recording)


def imported_row(
    entry: ConsentEntry, owner: str, recording_blob: str | None, now: datetime
) -> VoiceConsentRow:
    """The row of a consent from a voice file, which never counts as checked here."""
    return row_from_attributes(
        VoiceConsentRow, entry, id=new_id("consent"), owner=owner, recording_blob=recording_blob, imported=True,
        created_at=now,
    )  # fmt: skip


def _found(session: Session, consent_id: str, owner: str | None) -> VoiceConsentRow:
    row = session.get(VoiceConsentRow, consent_id)
    if row is None or row.voice_id is not None or (owner is not None and row.owner != owner):
        raise ConsentNotFound(consent_id)
    return row
