from collections.abc import Iterator
from pathlib import Path

import pytest

from clonyvoice.keys import Sessions
from clonyvoice.keys.errors import SignInNeeded
from clonyvoice.keys.studio_sign_in import LINK_LIFE, SESSION_LIFE
from clonyvoice.storage.database import Database
from tests.clocks import FakeClock
from tests.new_database import open_new_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_new_database(tmp_path)
    yield database
    database.close()


def test_a_link_works_once_and_the_cookie_lasts(database: Database) -> None:
    clock = FakeClock()
    sessions = Sessions(database, clock)
    link = sessions.new_link()
    secret, session = sessions.redeem(link)
    with pytest.raises(SignInNeeded):
        sessions.redeem(link)
    assert sessions.find(secret) == session
    assert session.csrf_matches(session.csrf)
    assert not session.csrf_matches("")
    clock.advance(SESSION_LIFE.total_seconds() - 1)
    assert Sessions(database, clock).find(secret).id == session.id
    clock.advance(2)
    with pytest.raises(SignInNeeded):
        sessions.find(secret)


def test_links_expire_and_cookies_are_no_links(database: Database) -> None:
    clock = FakeClock()
    sessions = Sessions(database, clock)
    secret, session = sessions.redeem(sessions.new_link())
    with pytest.raises(SignInNeeded):
        sessions.redeem(secret)
    late = sessions.new_link()
    with pytest.raises(SignInNeeded):
        sessions.find(late)
    clock.advance(LINK_LIFE.total_seconds() + 1)
    with pytest.raises(SignInNeeded):
        sessions.redeem(late)
    sessions.end(session.id)
    with pytest.raises(SignInNeeded):
        sessions.find(secret)
