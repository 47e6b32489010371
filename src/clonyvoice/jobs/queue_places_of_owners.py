"""Places in the queue: how many the jobs of one owner may take, to whom a job's place counts, and revoked keys."""

from __future__ import annotations

from collections.abc import Callable

from clonyvoice.core.errors import ClonyError
from clonyvoice.jobs.errors import KeyRevoked, QueueFull
from clonyvoice.jobs.scheduler import Scheduler
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ApiKeyRow

_KEY = "key_"
"""The beginning of the ids of keys; other owners are `studio`, `cli` and the like."""
_SHARE = 3
"""Times the free places that the waiting jobs of one line of keys may take: three quarters of an empty queue, and some
are left to the next (dynamic thresholds; Choudhury and Hahne 1998). Chosen by hand.
"""
_SOONEST, _LATEST = 1.0, 120.0
"""Seconds after which a client whose job found no place is told to try again, at least and at most. Chosen by hand."""


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

    def line_or_owner(self, owner: str) -> str:
        """As `line_of`, or `owner` itself where storage fails."""
        try:
            return self.line_of(owner)
        except ClonyError:
            return owner

    def check(self, owner: str) -> None:
        """Raise KeyRevoked when `owner` is a key that was revoked."""
        if owner.startswith(_KEY):
            with self._database.read() as session:
                row = session.get(ApiKeyRow, owner)
            if row is not None and row.revoked_at is not None:
                raise KeyRevoked


class QueuePlaces:
    """The places in the queue, at most `most`, among them those of jobs that are just being stored.

    `usual_seconds` gives the time that a job of a kind takes. Safe from any thread.
    """

    def __init__(
        self, scheduler: Scheduler, owners: JobOwners, most: int, usual_seconds: Callable[[str], float]
    ) -> None:
        self._scheduler, self._owners, self._most, self._usual_seconds = (
            scheduler,
            owners,
            most,
            usual_seconds,
        )
        self._storing = 0
        """Jobs that are being written right now."""

    def take(self, line: str, kind: str, priority: int) -> None:
        """Take a place for a job of a line of keys, until `give_back`; one that starts at once because the line has no
        other needs none. Raises QueueFull.
        """
        with self._scheduler.lock:
            waiting, _ = self._scheduler.depth
            live_jobs = (live for live in self._scheduler.of(None, None) if not self._scheduler.runs(live))
            own = sum(self._owners.known_line(live.job.owner) == line for live in live_jobs)
            free = self._most - waiting - self._storing
            fits = free > 0 and own < _SHARE * free
            if not fits and not self._scheduler.starts_at_once(line, priority):
                raise QueueFull(own, min(_LATEST, max(_SOONEST, self._usual_seconds(kind))))
            self._storing += 1

    def give_back(self) -> None:
        """Give the place back: the job is in the scheduler by now, or was not stored."""
        with self._scheduler.lock:
            self._storing -= 1
