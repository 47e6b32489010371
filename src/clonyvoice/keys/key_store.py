"""API keys: created, authenticated, changed and revoked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.settings import CredentialsPolicy
from clonyvoice.keys.caller_scopes_limits import (
    ALL_SCOPES,
    MAX_LIMIT,
    SCOPES,
    Allowance,
    Principal,
    Scope,
    strictest,
)
from clonyvoice.keys.errors import BadLimit, BeyondOwn, InvalidKey, KeyNotFound, UnknownScope
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ApiKeyRow

PREFIX = "cvk_"
_MAX_NAME = 200
"""Characters of a key's name. Chosen by hand."""
_MAX_DEPTH = 8
"""The longest line of keys made by keys; each request counts against every key of its line. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it can be shown: never its secret."""

    id: str
    name: str
    prefix: str
    last4: str
    scopes: tuple[Scope, ...]
    limits: Mapping[str, int]
    """Requests a minute where they differ from the defaults."""
    unlimited: bool
    created_by: str | None
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    credentials: CredentialsPolicy = "off"

    @property
    def allowance(self) -> Allowance:
        """Its limits."""
        return Allowance(self.id, self.limits, self.unlimited)


class KeyStore:
    """All keys. `by` is the caller: a key reaches itself and keys it created, and grants at most its own scopes."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._used: dict[str, datetime] = {}

    def create(
        self,
        by: Principal,
        name: str,
        scopes: Iterable[str] | None = None,
        limits: Mapping[str, int] | None = None,
        unlimited: bool = False,
        credentials: CredentialsPolicy = "off",
    ) -> tuple[ApiKey, str]:
        """A new key and its secret, which is not kept and cannot be shown again.

        Without `scopes` it gets all that `by` has. Raises UnknownScope, BadLimit, BeyondOwn, InvalidRequest.
        """
        wanted = _checked_scopes(scopes) if scopes is not None else _ordered(by.scopes)
        checked = _checked_limits(limits or {})
        _refuse_beyond(by, wanted, checked, unlimited)
        if len(by.allowances) >= _MAX_DEPTH:
            raise InvalidRequest(f"Keys made by keys go at most {_MAX_DEPTH} deep.")
        if not unlimited:
            checked = {**_tighter_than_default(by, wanted, checked), **checked}
        secret = PREFIX + secrets.token_urlsafe(32)
        row = ApiKeyRow(
            id=new_id("key"),
            name=_checked_name(name),
            secret_hash=_digest(secret),
            prefix=secret[:8],
            last4=secret[-4:],
            scopes=list(wanted),
            limits=dict(checked),
            unlimited=unlimited,
            credentials=credentials,
            created_by=None if by.trusted else by.owner,
            created_at=self._clock.now(),
        )
        with self._database.write() as session:
            session.add(row)
        return _shown(row), secret

    def authenticate(self, secret: str) -> Principal:
        """The caller with this `secret`. Raises InvalidKey."""
        digest = _digest(secret)
        with self._database.read() as session:
            row = session.scalars(select(ApiKeyRow).where(ApiKeyRow.secret_hash == digest)).first()
            known = row.secret_hash if row is not None else "0" * 64
            if not hmac.compare_digest(known, digest) or row is None or row.revoked_at is not None:
                raise InvalidKey
            line = [_shown(row)]
            while line[-1].created_by is not None and len(line) <= _MAX_DEPTH:
                parent = session.get(ApiKeyRow, line[-1].created_by)
                if parent is None or parent.revoked_at is not None:
                    raise InvalidKey
                line.append(_shown(parent))
        with self._lock:
            self._used[row.id] = self._clock.now()
        scopes = frozenset(line[0].scopes).intersection(*(key.scopes for key in line))
        asked = strictest(*(key.credentials for key in line))
        return Principal("key", row.id, scopes, tuple(key.allowance for key in line), row.name, asked)

    def listing(self, by: Principal) -> list[ApiKey]:
        """The keys that `by` may see, newest first; revoked ones are not among them."""
        with self._database.read() as session:
            rows = session.scalars(
                select(ApiKeyRow)
                .where(ApiKeyRow.revoked_at.is_(None))
                .order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.id)
            ).all()
        reach = None if by.trusted else _line_of(by.owner, rows)
        with self._lock:
            return [_shown(row, self._used.get(row.id)) for row in rows if reach is None or row.id in reach]

    def get(self, by: Principal, key_id: str) -> ApiKey:
        """A key that `by` may see. Raises KeyNotFound."""
        for key in self.listing(by):
            if key.id == key_id:
                return key
        raise KeyNotFound(key_id)

    def change(
        self,
        by: Principal,
        key_id: str,
        *,
        name: str | None = None,
        scopes: Iterable[str] | None = None,
        limits: Mapping[str, int] | None = None,
        unlimited: bool | None = None,
        credentials: CredentialsPolicy | None = None,
    ) -> ApiKey:
        """The changed key; `limits` replaces all. Raises as `create` does, KeyNotFound."""
        present = self.get(by, key_id)
        wanted = present.scopes if scopes is None else _checked_scopes(scopes)
        checked = dict(present.limits) if limits is None else _checked_limits(limits)
        free = present.unlimited if unlimited is None else unlimited
        if (scopes, limits, unlimited) != (None, None, None):
            _refuse_beyond(by, wanted, checked, free)
            if not free:
                checked = {**_tighter_than_default(by, wanted, checked), **checked}
        asked = credentials or present.credentials
        if not by.trusted and strictest(present.credentials, asked) != asked:
            raise BeyondOwn([f"Content Credentials below `{present.credentials}`"], "credentials")
        with self._database.write() as session:
            row = _row(session, key_id)
            row.name = present.name if name is None else _checked_name(name)
            row.scopes, row.limits, row.unlimited, row.credentials = list(wanted), checked, free, asked
            session.flush()
            return _shown(row)

    def revoke(self, by: Principal, key_id: str) -> list[str]:
        """The ids of the keys that are no longer valid: this one and all that it made. Raises KeyNotFound."""
        self.get(by, key_id)
        with self._database.write() as session:
            rows = session.scalars(select(ApiKeyRow).where(ApiKeyRow.revoked_at.is_(None))).all()
            gone = sorted(_line_of(key_id, rows))
            session.execute(
                update(ApiKeyRow).where(ApiKeyRow.id.in_(gone)).values(revoked_at=self._clock.now())
            )
        return gone

    def flush_used(self) -> None:
        """Write down when keys were last used; now and then is enough."""
        with self._lock:
            used, self._used = self._used, {}
        if used:
            with self._database.write() as session:
                for key_id, at in used.items():
                    session.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used_at=at))


def _digest(secret: str) -> str:
    # a plain digest is enough: the secret has 256 random bits, there is nothing to guess
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _line_of(key_id: str, rows: Sequence[ApiKeyRow]) -> set[str]:
    """A key and all that it made, and those made."""
    found = {key_id}
    while True:
        more = {row.id for row in rows if row.created_by in found} - found
        if not more:
            return found
        found |= more


def _row(session: Session, key_id: str) -> ApiKeyRow:
    row = session.get(ApiKeyRow, key_id)
    if row is None:
        raise KeyNotFound(key_id)
    return row


def _ordered(scopes: Iterable[str]) -> tuple[Scope, ...]:
    wanted = set(scopes)
    return tuple(scope for scope in ALL_SCOPES if scope in wanted)


def _checked_scopes(scopes: Iterable[str]) -> tuple[Scope, ...]:
    wanted = list(scopes)
    for scope in wanted:
        if scope not in ALL_SCOPES:
            raise UnknownScope(scope)
    if not wanted:
        raise InvalidRequest("A key needs at least one scope; leave `scopes` out for all.", param="scopes")
    return _ordered(wanted)


def _checked_limits(limits: Mapping[str, int]) -> dict[str, int]:
    for scope, limit in limits.items():
        if scope not in ALL_SCOPES:
            raise UnknownScope(scope, param="limits")
        if not 0 <= limit <= MAX_LIMIT:
            raise BadLimit(scope, MAX_LIMIT)
    return dict(limits)


def _checked_name(name: str) -> str:
    text = " ".join(name.split())
    if not text or len(text) > _MAX_NAME or not text.isprintable():
        raise InvalidRequest(f"A key's name has 1 to {_MAX_NAME} printable characters.", param="name")
    return text


def _refuse_beyond(
    by: Principal, scopes: Iterable[Scope], limits: Mapping[str, int], unlimited: bool
) -> None:
    if by.trusted:
        return
    foreign = [scope for scope in scopes if scope not in by.scopes]
    if foreign:
        raise BeyondOwn(foreign, "scopes")
    own = Allowance("", limits, unlimited)
    for allowance in by.allowances:
        for scope in scopes:
            most, asked = allowance.limit(scope), own.limit(scope)
            # without a limit of its own a new key has the default; the line's tighter limit holds anyway
            asked_for = unlimited or scope in limits
            if most is not None and asked_for and (asked is None or asked > most):
                raise BeyondOwn([f"more than {most} a minute with {scope}"], "limits")


def _tighter_than_default(by: Principal, scopes: Iterable[Scope], set_: Mapping[str, int]) -> dict[str, int]:
    """Limits that a new key takes over from the key that makes it, where they are below the defaults."""
    found: dict[str, int] = {}
    for scope in scopes:
        for allowance in by.allowances:
            most = allowance.limit(scope)
            if (
                scope not in set_
                and most is not None
                and most < found.get(scope, SCOPES[scope].default_limit)
            ):
                found[scope] = most
    return found


def _shown(row: ApiKeyRow, used: datetime | None = None) -> ApiKey:
    return from_attributes(
        ApiKey,
        row,
        scopes=tuple(row.scopes),
        limits=dict(row.limits),
        last_used_at=used or row.last_used_at,
    )
