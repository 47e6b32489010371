"""The database: read and write sessions, and its schema brought up to date when it is opened."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from clonyvoice.storage.errors import StorageCorrupt, from_database_error, from_os_error

FILE_NAME = "clonyvoice.db"
_BUSY_MS = 15_000
"""How long SQLite waits for another process's write lock before it gives up."""


class Database:
    """SQLite in WAL mode behind SQLAlchemy; sessions are short and belong to one thread.

    Readers never wait. Writers of this process queue on a lock (fairer and quicker than SQLite's polling) and
    start with BEGIN IMMEDIATE, so that a transaction never fails half-way for want of the write lock. Commits
    are synced to the disk: what was acknowledged survives a power cut. Another database's URL works too.
    """

    def __init__(self, url: str) -> None:
        self._sqlite = url.startswith("sqlite")
        options: dict[str, Any] = {"pool_pre_ping": True}
        if self._sqlite:
            options = {
                "poolclass": QueuePool,
                "pool_size": 8,
                "max_overflow": 64,
                "connect_args": {"timeout": _BUSY_MS / 1000, "check_same_thread": False},
            }
        self._engine = create_engine(url, **options)
        if self._sqlite:
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)
        self._writing = self._engine.execution_options(clony_write=True)
        self._lock = threading.Lock()
        self._writer: int | None = None

    @classmethod
    def open(cls, data_dir: Path) -> Database:
        """The database of a data directory, made or migrated to the present schema. Raises storage errors."""
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os_error(error) or error from error
        database = cls(f"sqlite:///{(data_dir / FILE_NAME).absolute()}")
        try:
            database.migrate()
        except BaseException:
            database.close()
            raise
        return database

    @property
    def engine(self) -> Engine:
        """The SQLAlchemy engine, for migrations."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and changes nothing."""
        with _storage_errors(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are committed together when the block ends, or not at all.

        Keep it short: no inference, no files, no network inside. It does not nest: one `write` within another
        of the same thread raises RuntimeError.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("Database.write does not nest")
        with self._lock, _storage_errors(), Session(self._writing, expire_on_commit=False) as session:
            self._writer = threading.get_ident()
            try:
                session.connection()  # takes the write lock now, before anything is read
                yield session
                session.commit()
            finally:
                self._writer = None

    def migrate(self) -> None:
        """Bring the schema up to date; does nothing when it is."""
        from clonyvoice.storage.migrate import upgrade

        with self._lock, _storage_errors():
            upgrade(self._engine)

    @cached_property
    def searches(self) -> bool:
        """Whether it has the index of `storage.search`."""
        from clonyvoice.storage.search import TABLE

        with self.read() as session:
            return inspect(session.connection()).has_table(TABLE)

    def check(self) -> list[str]:
        """Problems that SQLite finds in the file; empty when there are none."""
        if not self._sqlite:
            return []
        try:
            with self.read() as session:
                lines = [str(row[0]) for row in session.execute(text("PRAGMA quick_check(10)"))]
        except StorageCorrupt as damage:  # so much that the check itself cannot read it
            return [damage.message]
        return [] if lines == ["ok"] else lines

    def close(self) -> None:
        """Give all connections back; SQLite folds its log into the file."""
        self._engine.dispose()


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        known = from_database_error(error.orig)
        if known is None:
            raise
        raise known from error
    except sqlite3.DatabaseError as error:
        known = from_database_error(error)
        if known is None:
            raise
        raise known from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not guessed by the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("clony_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
