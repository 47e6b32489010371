"""The search index: kept by the database itself, filled by its migration, and right in every script."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from clonyvoice.speech.records.generation_history import listing
from clonyvoice.storage.database import FILE_NAME, Database
from clonyvoice.storage.page_cursors import BadCursor
from clonyvoice.storage.tables import GenerationRow

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXTS = (
    "The captain waited for the red lighthouse.",
    "안녕하세요, 오늘 날씨가 좋네요.",
    "今日は良い天気ですね。",
    "Привет, как дела? ÉTÉ à la mer.",
    'He said "50% off" in C:\\shop_1 and left.',
)


def row(
    number: int, text: str, owner: str = "key_1", kind: str = "preset", called: str | None = None
) -> GenerationRow:
    return GenerationRow(
        id=called or f"gen_{number}",
        kind=kind,
        owner=owner,
        voice_id="voice_af_heart",
        voice_name="Heart",
        engine="kokoro",
        text=text,
        language="en",
        settings={"speed": 1.0},
        status="completed",
        created_at=START + timedelta(seconds=number),
    )


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    with database.write() as session:
        session.add_all(row(number, text) for number, text in enumerate(TEXTS))
    yield database
    database.close()


def found(database: Database, q: str, owner: str | None = "key_1") -> list[str]:
    page = listing(database, owner, q=q)
    assert page.total == len(page.generations)
    return [each.id for each in page.generations]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("lighthouse", ["gen_0"]),
        ("LIGHT the cap", ["gen_0"]),
        ("날씨", ["gen_1"]),
        ("하세요", ["gen_1"]),
        ("天気", ["gen_2"]),
        ("良い天気", ["gen_2"]),
        ("天", ["gen_2"]),
        ("привет", ["gen_3"]),
        ("été", ["gen_3"]),
        ("ét", ["gen_3"]),
        ("50%", ["gen_4"]),
        ('"50% off"', ["gen_4"]),
        ("shop_1", ["gen_4"]),
        ("c:\\", ["gen_4"]),
        ("hop%1", []),
        ("lighthouse 날씨", []),
        ("lighthouse OR 날씨하", []),
        ("lighthouse*", []),
        ("nothing", []),
        ("heart", ["gen_4", "gen_3", "gen_2", "gen_1", "gen_0"]),
        ("\0", ["gen_4", "gen_3", "gen_2", "gen_1", "gen_0"]),
        ("light\0house", ["gen_0"]),
    ],
)
def test_parts_of_words_are_found_in_every_script(database: Database, q: str, expected: list[str]) -> None:
    assert database.searches
    assert found(database, q) == expected


def test_without_the_index_the_same_is_found_row_by_row(database: Database) -> None:
    indexed = {q: found(database, q) for q in ("lighthouse", "날씨", "привет", "50%", "shop_1", "heart")}
    database.__dict__["searches"] = False
    assert {q: found(database, q) for q in indexed} == indexed


def test_the_index_follows_what_happens_to_rows(database: Database) -> None:
    with database.write() as session:
        session.add(row(7, "Only a preview of the lighthouse.", kind="preview"))
        session.add(row(8, "Somebody else's lighthouse.", owner="key_2"))
    assert found(database, "lighthouse") == ["gen_0"]
    assert found(database, "lighthouse", None) == ["gen_8", "gen_0"]
    with database.write() as session:
        session.get_one(GenerationRow, "gen_0").text = "The captain waited for a windmill."
    assert found(database, "lighthouse") == []
    assert found(database, "windmill") == ["gen_0"]
    with database.write() as session:
        session.execute(update(GenerationRow).where(GenerationRow.id == "gen_8").values(owner="key_1"))
        session.execute(delete(GenerationRow).where(GenerationRow.id == "gen_0"))
    assert found(database, "windmill") == []
    assert found(database, "lighthouse") == ["gen_8"]
    with database.write() as session:
        session.execute(delete(GenerationRow))
    assert found(database, "lighthouse", None) == []
    assert database.check() == []


@pytest.mark.parametrize("q", [None, "lighthouse", "li", "lighthouse li"])
def test_pages_hold_every_hit_once_newest_first(database: Database, q: str | None) -> None:
    with database.write() as session:
        session.execute(delete(GenerationRow))
    with database.write() as session:  # two at a time are made in the same moment
        session.add_all(
            row(100 + number // 2, f"Lighthouse {number}.", called=f"gen_{number:03}") for number in range(25)
        )
        session.add(row(300, "Lighthouse of another.", owner="key_2"))
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(10):
        page = listing(database, "key_1", q=q, limit=7, cursor=cursor)
        assert page.total == 25
        seen += [each.id for each in page.generations]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"gen_{number:03}" for number in reversed(range(25))]


def test_a_cursor_of_another_listing_is_refused(database: Database) -> None:
    cursor = listing(database, None, limit=2).next_cursor
    with pytest.raises(BadCursor):
        listing(database, None, q="lighthouse", cursor=cursor)


def test_what_is_searched_can_be_narrowed(database: Database) -> None:
    assert listing(database, "key_1", q="heart", status="failed").total == 0
    assert listing(database, "key_1", q="heart", status="completed", limit=2).total == 5
    assert listing(database, "key_1", q="heart", voice_id="voice_x").total == 0


def test_a_history_from_before_the_index_is_found_too(database: Database, tmp_path: Path) -> None:
    database.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as raw:  # as version 0003 left it
        for trigger in ("search_added", "search_changed", "search_given", "search_removed"):
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute("DROP TABLE search_texts")
        raw.execute("DROP TABLE search_entries")
        later = ("dubs", "renders", "assets", "takes", "revisions", "items")
        for table in (*(f"project_{name}" for name in later), "projects"):  # those of versions after it
            raw.execute(f"DROP TABLE {table}")
        raw.execute("DROP TABLE voice_consents")
        raw.execute("DROP TABLE export_presets")
        raw.execute("ALTER TABLE api_keys DROP COLUMN credentials")
        for column in ("allowed_keys", "revoked", "preferred_engine"):
            raw.execute(f"ALTER TABLE voices DROP COLUMN {column}")
        raw.execute("UPDATE alembic_version SET version_num = '0003'")
    raw.close()
    migrated = Database.open(tmp_path)
    assert found(migrated, "날씨") == ["gen_1"]
    assert found(migrated, "привет") == ["gen_3"]
    migrated.close()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the database is only read
@given(st.text(max_size=30))
def test_no_query_is_an_error(database: Database, q: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in q):
        return  # no UTF-8 says that
    listing(database, "key_1", q=q)
