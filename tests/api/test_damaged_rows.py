"""Rows whose stored values are no longer what they were: listings survive them, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from sqlalchemy import JSON, text

from clonyvoice.engines.fake import FakeEngine
from clonyvoice.storage.column_types import StoredJson
from clonyvoice.storage.tables import Base
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav

_LISTINGS: Final = (
    "/api/voices", "/api/generations", "/api/generations?q=hello", "/api/transcriptions", "/api/projects", "/api/jobs",
    "/api/categories", "/api/favorites", "/api/api-keys", "/api/pronunciations", "/api/export-presets",
    "/elevenlabs/v1/voices", "/elevenlabs/v1/history", "/v1/audio/voices", "/api/system/info",
)  # fmt: skip
_VALUES: Final = (
    "x",
    "",
    "[]",
    "5",
    '"a"',
    "null",
    '{"a": 1}',
    '[{"a": 1}, 3]',
    "[" * 600 + "]" * 600,
    '{"a": NaN}',
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("damaged"), FakeEngine()) as (running, _):
        running.say("Hello there.")
        files = {"audio": ("a.wav", wav(syllables(6.0)))}
        data = {"name": "Ada", "language": "en", "consent": "true"}
        assert running.client.post("/api/clone/create", files=files, data=data).status_code < 300
        assert running.client.post("/api/transcribe", files=files, data={"language": "en"}).status_code < 300
        assert (
            running.client.post("/api/projects", json={"name": "P", "script": "ADA: Hello."}).status_code
            == 201
        )
        running.client.post("/api/categories", json={"name": "C"})
        preset = {"name": "E", "settings": {"format": "mp3"}}
        assert running.client.post("/api/export-presets", json=preset).status_code == 201
        yield running


def _columns() -> list[tuple[str, str]]:
    """Every column of JSON."""
    return [
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, JSON | StoredJson)
    ]


@pytest.mark.parametrize("table", sorted({table for table, _ in _columns()}))
def test_a_listing_survives_what_is_stored(served: Running, table: str) -> None:
    columns = [column for name, column in _columns() if name == table]
    named = ", ".join(f'"{column}"' for column in columns)
    changed = ", ".join(f'"{column}" = :{column}' for column in columns)
    with served.parts.database.read() as session:
        kept = session.execute(text(f'SELECT rowid AS row_number, {named} FROM "{table}"')).mappings().all()
    wrong = {}
    try:
        for value in _VALUES:
            with served.parts.database.write() as session:
                session.execute(text(f'UPDATE "{table}" SET {changed}'), dict.fromkeys(columns, value))
            for path in _LISTINGS:
                answer = served.client.get(path)
                if answer.status_code >= 500:
                    wrong[path, value[:20]] = answer.text[:200]
    finally:
        with served.parts.database.write() as session:
            for row in kept:
                session.execute(text(f'UPDATE "{table}" SET {changed} WHERE rowid = :row_number'), dict(row))
    assert wrong == {}
