from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.keys import ALL_SCOPES, CLI, KeyStore, Principal
from clonyvoice.keys.errors import BadLimit, BeyondOwn, InvalidKey, KeyNotFound, UnknownScope
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ApiKeyRow
from tests.clocks import FakeClock
from tests.new_database import open_new_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_new_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def keys(database: Database) -> KeyStore:
    return KeyStore(database, FakeClock())


def holder(keys: KeyStore, *scopes: str, **limits: int) -> Principal:
    named = {name.replace("_", ":"): limit for name, limit in limits.items()}
    return keys.authenticate(keys.create(CLI, "parent", scopes or None, named)[1])


def test_a_key_has_all_scopes_unless_told_and_is_recognised(keys: KeyStore) -> None:
    key, secret = keys.create(CLI, "  my   app ")
    assert (key.name, key.scopes) == ("my app", ALL_SCOPES)
    assert secret.startswith("cvk_")
    assert len(secret) >= 4 + 43, "256 bits"
    caller = keys.authenticate(secret)
    assert (caller.owner, caller.scopes) == (key.id, frozenset(ALL_SCOPES))
    assert not caller.trusted


def test_the_secret_is_nowhere_in_the_database(keys: KeyStore, database: Database) -> None:
    key, secret = keys.create(CLI, "x")
    with database.read() as session:
        row = session.scalars(select(ApiKeyRow)).one()
        stored = " ".join(str(getattr(row, column.name)) for column in ApiKeyRow.__table__.columns)
    assert secret not in stored
    assert secret[8:-4] not in stored
    assert (key.prefix, key.last4) == (secret[:8], secret[-4:])


@pytest.mark.parametrize("wrong", ["", "cvk_", "cvk_wrong", "x" * 100_000, "cvk_\ud800", "목소리"])
def test_other_strings_are_no_keys(keys: KeyStore, wrong: str) -> None:
    keys.create(CLI, "x")
    with pytest.raises(InvalidKey):
        keys.authenticate(wrong)


def test_a_key_gives_no_more_than_it_holds(keys: KeyStore) -> None:
    caller = holder(keys, "voices:read", "system:read", voices_read=7)
    with pytest.raises(BeyondOwn, match="tts:generate"):
        keys.create(caller, "x", ["tts:generate"])
    with pytest.raises(BeyondOwn, match="more than 7"):
        keys.create(caller, "x", ["voices:read"], {"voices:read": 8})
    with pytest.raises(BeyondOwn):
        keys.create(caller, "x", unlimited=True)
    child, secret = keys.create(caller, "x")
    assert child.scopes == ("voices:read", "system:read")
    assert child.allowance.limit("voices:read") == 7
    assert len(keys.authenticate(secret).allowances) == 2, "requests count against the parent too"


def test_a_key_sees_and_changes_only_itself_and_what_it_made(keys: KeyStore) -> None:
    other, _ = keys.create(CLI, "other")
    caller = holder(keys)
    child, secret = keys.create(caller, "child")
    grandchild, _ = keys.create(keys.authenticate(secret), "grandchild")
    assert {key.id for key in keys.listing(caller)} == {caller.owner, child.id, grandchild.id}
    assert len(keys.listing(CLI)) == 4
    for act in (lambda: keys.change(caller, other.id, name="mine"), lambda: keys.revoke(caller, other.id)):
        with pytest.raises(KeyNotFound):
            act()
    assert keys.change(caller, child.id, name="renamed").name == "renamed"


def test_a_key_cannot_widen_itself(keys: KeyStore) -> None:
    caller = holder(keys, "system:read", "voices:read", voices_read=5)
    with pytest.raises(BeyondOwn):
        keys.change(caller, caller.owner, scopes=ALL_SCOPES)
    with pytest.raises(BeyondOwn):
        keys.change(caller, caller.owner, unlimited=True)
    with pytest.raises(BeyondOwn):
        keys.change(caller, caller.owner, limits={"voices:read": 500})
    assert keys.change(caller, caller.owner, scopes=["system:read"]).scopes == ("system:read",)


def test_dropping_its_limit_leaves_a_key_its_limit(keys: KeyStore) -> None:
    caller = holder(keys, "system:read", "voices:read", voices_read=5)
    changed = keys.change(caller, caller.owner, limits={})
    limit = changed.allowance.limit("voices:read")
    assert limit is not None
    assert limit <= 5


def test_narrowing_or_revoking_a_key_reaches_the_keys_that_it_made(keys: KeyStore) -> None:
    parent = holder(keys)
    _, secret = keys.create(parent, "child")
    keys.change(CLI, parent.owner, scopes=["system:read"])
    assert keys.authenticate(secret).scopes == {"system:read"}
    assert len(keys.revoke(CLI, parent.owner)) == 2
    with pytest.raises(InvalidKey):
        keys.authenticate(secret)
    assert keys.listing(CLI) == []


@pytest.mark.parametrize("name", ["", "   ", "a" * 201, "line\0"])
def test_names_are_printable(keys: KeyStore, name: str) -> None:
    with pytest.raises(InvalidRequest):
        keys.create(CLI, name)


def test_unknown_scopes_and_silly_limits_are_refused(keys: KeyStore) -> None:
    with pytest.raises(UnknownScope, match="voices:read"):
        keys.create(CLI, "x", ["voices"])
    with pytest.raises(UnknownScope):
        keys.create(CLI, "x", None, {"voices": 3})
    with pytest.raises(BadLimit):
        keys.create(CLI, "x", None, {"voices:read": -1})
    with pytest.raises(InvalidRequest, match="at least one"):
        keys.create(CLI, "x", [])


def test_when_a_key_was_used_last_is_kept(keys: KeyStore, database: Database) -> None:
    key, secret = keys.create(CLI, "x")
    assert keys.get(CLI, key.id).last_used_at is None
    keys.authenticate(secret)
    keys.flush_used()
    assert KeyStore(database).get(CLI, key.id).last_used_at is not None
