"""Owners of jobs: the line of keys whose places in the queue a job takes, and keys that were revoked meanwhile."""

from __future__ import annotations

from clonyvoice.jobs.errors import KeyRevoked
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ApiKeyRow

_KEY = "key_"
"""The beginning of the ids of keys; other owners are `studio`, `cli` and the like."""


class JobOwners:
    """Reads keys, which other processes may revoke too. Safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lines: dict[str, str] = {}

    def line_of(self, owner: str) -> str:
        """The first key of the line of keys that made `owner`, or `owner` itself where no key did.

        Keys that a key made share its places, as they share its limits. Raises storage errors.
        """
        if not owner.startswith(_KEY) or owner in self._lines:
            return self.known_line(owner)
        first = owner
        with self._database.read() as session:
            while (row := session.get(ApiKeyRow, first)) is not None and row.created_by is not None:
                first = row.created_by
        self._lines[owner] = first
        return first

    def known_line(self, owner: str) -> str:
        """As `line_of`, without reading the database: `owner` itself where that was not called before."""
        return self._lines.get(owner, owner)

    def check(self, owner: str) -> None:
        """Raise KeyRevoked when `owner` is a key that was revoked."""
        if owner.startswith(_KEY):
            with self._database.read() as session:
                row = session.get(ApiKeyRow, owner)
            if row is not None and row.revoked_at is not None:
                raise KeyRevoked
