"""Migrations keep existing rows and rename what they say."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text


def test_what_was_done_is_completed_in_every_table(tmp_path: Path) -> None:
    migration = import_module("clonyvoice.storage.migrations.versions.0011_completed")
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        for table, column in migration.COLUMNS:
            connection.execute(text(f"CREATE TABLE {table} (id TEXT, {column} TEXT)"))
            for state in ("queued", "done", "failed"):
                connection.execute(text(f"INSERT INTO {table} VALUES (:state, :state)"), {"state": state})
        with Operations.context(MigrationContext.configure(connection)):
            migration.upgrade()
        for table, column in migration.COLUMNS:
            found = connection.execute(text(f"SELECT id, {column} FROM {table}")).all()
            assert dict(found) == {"queued": "queued", "done": "completed", "failed": "failed"}
    engine.dispose()
