"""The studio's sign-in: a one-time link that sets a cookie in this machine's browser."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.ids import new_id
from clonyvoice.keys.errors import SignInNeeded
from clonyvoice.storage.database import Database
from clonyvoice.storage.disk_reserve import freeing
from clonyvoice.storage.tables import SessionRow

LINK_LIFE = timedelta(minutes=15)
"""The time within which a one-time link has to be opened. Chosen by hand."""
SESSION_LIFE = timedelta(days=7)
"""The time for which the browser's cookie is valid. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class StudioSession:
    """A signed-in browser; all its windows share it. `csrf` goes with every request that changes
    something.
    """

    id: str
    csrf: str
    expires_at: datetime

    def csrf_matches(self, token: str) -> bool:
        """Whether `token` is this session's, compared in constant time."""
        return hmac.compare_digest(self.csrf.encode(), token.encode("utf-8", "replace"))


class Sessions:
    """Links and sessions, in the database: they survive a restart, and `clonyvoice open` can make a link."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or SystemClock()

    def new_link(self) -> str:
        """A secret that signs one browser in, once, within 15 minutes."""
        now, secret = self._clock.now(), secrets.token_urlsafe(32)
        with freeing(), self._database.write() as session:  # who signs in can delete
            session.execute(delete(SessionRow).where(SessionRow.expires_at < now))
            session.add(
                SessionRow(
                    id=new_id("link"),
                    kind="link",
                    secret_hash=_digest(secret),
                    created_at=now,
                    expires_at=now + LINK_LIFE,
                )
            )
        return secret

    def redeem(self, link: str) -> tuple[str, StudioSession]:
        """The cookie's secret and its session; the link is used up. Raises SignInNeeded."""
        now, secret = self._clock.now(), secrets.token_urlsafe(32)
        with freeing(), self._database.write() as session:
            used = session.execute(
                delete(SessionRow)
                .where(SessionRow.secret_hash == _digest(link), SessionRow.kind == "link")
                .where(SessionRow.expires_at > now)
                .returning(SessionRow.id)
            ).first()
            if used is None:
                raise SignInNeeded
            row = SessionRow(
                id=new_id("session"),
                kind="session",
                secret_hash=_digest(secret),
                csrf=secrets.token_urlsafe(32),
                created_at=now,
                expires_at=now + SESSION_LIFE,
            )
            session.add(row)
        return secret, StudioSession(row.id, row.csrf, row.expires_at)

    def find(self, secret: str) -> StudioSession:
        """The session of a cookie. Raises SignInNeeded when there is none or it has expired."""
        with self._database.read() as session:
            row = session.scalars(
                select(SessionRow).where(
                    SessionRow.secret_hash == _digest(secret), SessionRow.kind == "session"
                )
            ).first()
            if row is None or row.expires_at <= self._clock.now():
                raise SignInNeeded
            return StudioSession(row.id, row.csrf, row.expires_at)

    def end(self, session_id: str) -> None:
        """Sign out, in all windows of that browser."""
        with self._database.write() as session:
            session.execute(delete(SessionRow).where(SessionRow.id == session_id))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
