"""Pronunciations of each API key, applied to all of its requests."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import PronunciationRow

MOST = 2000
"""Words of a dictionary. Chosen by hand."""


class Pronunciations:
    """The dictionaries of all owners. Voices have their own in their settings, requests in their body."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, owner: str) -> dict[str, str]:
        """The owner's words and how they are said: phonemes between slashes, or a respelling."""
        query = (
            select(PronunciationRow.word, PronunciationRow.said)
            .where(PronunciationRow.owner == owner)
            .order_by(PronunciationRow.word)
        )
        with self._database.read() as session:
            return {row.word: row.said for row in session.execute(query)}

    def replace(self, owner: str, entries: Mapping[str, str]) -> dict[str, str]:
        """The owner's dictionary, now exactly `entries`. Raises InvalidRequest for more than 2,000."""
        clean = {
            word.strip(): said.strip() for word, said in entries.items() if word.strip() and said.strip()
        }
        if len(clean) > MOST:
            raise InvalidRequest(f"A dictionary has at most {MOST} words.", param="pronunciations")
        with self._database.write() as session:
            session.execute(delete(PronunciationRow).where(PronunciationRow.owner == owner))
            session.add_all(
                PronunciationRow(owner=owner, word=word, said=said) for word, said in clean.items()
            )
        return self.of(owner)
