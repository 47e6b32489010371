"""Designed voices as rows: stored once, and found again when they expire."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.core.attribute_copying import row_from_attributes
from clonyvoice.core.clock import Clock
from clonyvoice.core.ids import new_id
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import VoiceRow, VoiceVersionRow
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.voices.derived_voice_access import refuse_revoked

_KEPT = timedelta(days=1)
"""The time for which candidates that nobody kept stay. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class NewDesign:
    """A designed voice to be stored; deleted after a day unless it is `saved` or changed."""

    id: str
    name: str
    fitted: FittedVoice
    language: str
    gender: str | None
    description: str
    details: dict[str, Any]
    """The recipe of the voice, as JSON values."""
    owner: str
    consent: bool = False
    saved: bool = True
    sources: tuple[str, ...] = ()
    """The voices that it was made of."""


class DesignRecords:
    """The rows of designed voices. Every method is one short transaction."""

    def __init__(self, database: Database, clock: Clock, audit: AuditLog = OFF) -> None:
        self._database, self._clock, self._audit = database, clock, audit

    def add(self, new: NewDesign) -> str:
        """The voice's id, stored unless it is there already (a job that is run again after a restart).

        Raises VoiceRevoked when a voice that it was made of is revoked by now.
        """
        now = self._clock.now()
        row = row_from_attributes(
            VoiceRow,
            new,
            kind="design",
            engine=new.fitted.engine,
            languages=[new.language, *(code for code in LANGUAGES if code != new.language)],
            description=new.description[:5000],
            status="ready",
            design=new.details | ({} if new.saved else {"temporary": True}),
            created_at=now,
            updated_at=now,
        )
        row.versions = [
            row_from_attributes(
                VoiceVersionRow,
                new.fitted,
                id=new_id("fit"),
                level="design",
                report={},
                active=True,
                created_at=now,
            )
        ]
        self._audit.record(
            "voice.designed",
            new.owner,
            subject=new.id,
            voices=[new.id, *new.sources],
            engine=new.fitted.engine,
            sha256=hashlib.sha256(new.fitted.data).hexdigest(),
            text=new.description,
        )
        with self._database.write() as session:
            refuse_revoked(session, new.sources)
            if session.get(VoiceRow, new.id) is None:
                session.add(row)
        return new.id

    def expired(self) -> list[str]:
        """Ids of the voices that were made for a day and are older."""
        limit = self._clock.now() - _KEPT
        with self._database.read() as session:
            rows = session.scalars(
                select(VoiceRow).where(VoiceRow.kind == "design", VoiceRow.created_at < limit)
            )
            return [row.id for row in rows if row.design.get("temporary")]
