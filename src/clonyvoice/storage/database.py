"""The database: read and write sessions, and its schema brought up to date when it is opened."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool, QueuePool

from clonyvoice.storage.column_types import readable_json
from clonyvoice.storage.disk_reserve import Reserve, freeing
from clonyvoice.storage.errors import (
    NumberTooLarge,
    StorageBusy,
    StorageCorrupt,
    check_files,
    from_database_error,
    from_os_error,
)
from clonyvoice.storage.lost_commit_detection import CommitCount

FILE_NAME = "clonyvoice.db"
_BUSY_MS = 15_000
"""Milliseconds that SQLite waits for another process's lock while the schema is brought up to date. Chosen by hand."""
_BUSY_SECONDS = 5.0
"""Seconds that all writers together wait for another process's write lock before they give up. Chosen by hand."""
_FORMER = 4
"""Closed pools that are looked at again, one for each round of upkeep: for a minute, while sessions take less than a
second. Chosen by hand."""


class Database:
    """SQLite in WAL mode behind SQLAlchemy; sessions are short and belong to one thread.

    Readers never wait. Writers of this process queue on a lock (fairer and quicker than SQLite's polling) and
    start with BEGIN IMMEDIATE, so that a transaction never fails half-way for want of the write lock. Where
    another process holds it, all writers share one deadline, and threads of `patient` blocks try on. Commits
    are synced to the disk: what was acknowledged survives a power cut. Another database's URL works too.
    """

    def __init__(
        self,
        url: str,
        reserve: Reserve | None = None,
        commits: CommitCount | None = None,
        busy_seconds: float = _BUSY_SECONDS,
    ) -> None:
        self._sqlite, self._busy_seconds = url.startswith("sqlite"), busy_seconds
        options: dict[str, Any] = {"pool_pre_ping": True}
        if self._sqlite:
            options = {
                "poolclass": QueuePool,
                "pool_size": 8, "max_overflow": 64,
                "connect_args": {"timeout": _BUSY_MS / 1000, "check_same_thread": False},
            }  # fmt: skip
        options["hide_parameters"] = True  # texts and ids of keys, which errors would bring into the log
        self._engine = create_engine(url, json_deserializer=readable_json, **options)
        if self._sqlite:
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", self._begin)
        self._writing = self._engine.execution_options(clony_write=True)
        self._lock = threading.Lock()
        self._writer: int | None = None
        self._reserve, self._commits = reserve, commits
        self._asked: float | None = None
        """Since when SQLite's write lock has been asked for and not been given to this process."""
        self._patience = threading.local()
        self._former: deque[Pool] = deque(maxlen=_FORMER)
        """Pools that were closed: a thread that took a connection in that moment gives it back to its pool, where
        nobody else would ever close it."""

    @classmethod
    def open(cls, data_dir: Path, busy_seconds: float = _BUSY_SECONDS) -> Database:
        """The database of a data directory, made or migrated to the present schema. Raises storage errors."""
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os_error(error) or error from error
        path = (data_dir / FILE_NAME).absolute()
        check_files(path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
        database = cls(f"sqlite:///{path}", Reserve(data_dir), CommitCount(path), busy_seconds)
        try:
            with freeing():  # on a full disk nothing could be deleted if nothing could be opened
                database.give_up_reserve()
                database.migrate()
                database._compare_commits()
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
        """A read-only session on one consistent state."""
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
        self.give_up_reserve()
        session = self._begun()
        try:
            with _storage_errors(), session:
                self._writer = threading.get_ident()
                try:
                    with self._counted(session):
                        yield session
                finally:
                    self._writer = None
        finally:
            self._lock.release()

    @contextmanager
    def _counted(self, session: Session) -> Iterator[None]:
        """Commit the block's changes, and count the commit if there are any."""
        if self._commits is None:
            yield
            session.commit()
            return
        raw = _raw(session)
        before, number = raw.total_changes, 0
        yield
        session.flush()
        if raw.total_changes > before:
            number = self._commits.add(raw)
        session.commit()
        self._commits.note(number)

    @contextmanager
    def patient(self, seconds: float) -> Iterator[None]:
        """A block of this thread whose writes wait up to `seconds` for other processes: for background work."""
        before = getattr(self._patience, "seconds", 0.0)
        self._patience.seconds = seconds
        try:
            yield
        finally:
            self._patience.seconds = before

    def _begun(self) -> Session:
        """A session with the write lock of this process and of SQLite. Raises StorageBusy."""
        until = time.monotonic() + float(getattr(self._patience, "seconds", 0.0))
        while True:
            self._take_turn(until)
            session = Session(self._writing, expire_on_commit=False)
            try:
                if self._asked is None:
                    self._asked = time.monotonic()
                with _storage_errors():
                    session.connection()  # takes the write lock now, before anything is read
                self._asked = None
            except BaseException as error:
                busy = isinstance(error, StorageBusy)
                self._asked = self._asked if busy else None
                session.close()
                self._lock.release()
                if not busy or time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return session

    def _take_turn(self, until: float) -> None:
        """Acquire this process's lock. Raises StorageBusy if its holder has waited too long for SQLite's lock."""
        while not self._lock.acquire(timeout=0.1):
            asked, now = self._asked, time.monotonic()
            if asked is not None and now > max(asked + self._busy_seconds, until):
                raise StorageBusy

    def _begin(self, connection: Connection) -> None:
        """Begin a transaction; a writing one acquires SQLite's lock, waiting until the shared deadline."""
        if not connection.get_execution_options().get("clony_write", False):
            connection.exec_driver_sql("BEGIN")
            return
        waited = 0.0 if self._asked is None else time.monotonic() - self._asked
        left = max(0, round((self._busy_seconds - waited) * 1000))
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {left}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def migrate(self) -> None:
        """Migrate the schema to the newest version, if needed."""
        from clonyvoice.storage.schema_migration import upgrade

        with self._lock, _storage_errors():
            upgrade(self._engine)

    @cached_property
    def searches(self) -> bool:
        """Whether the index of `storage.text_search` is available."""
        from clonyvoice.storage.text_search import TABLE

        with self.read() as session:
            return inspect(session.connection()).has_table(TABLE)

    def check(self) -> list[str]:
        """Problems in the file, reported by SQLite; empty if there are none."""
        if not self._sqlite:
            return []
        try:
            with self.read() as session:
                lines = [str(row[0]) for row in session.execute(text("PRAGMA quick_check(10)"))]
        except StorageCorrupt as damage:  # so much that the check itself cannot read it
            return [damage.message]
        return [] if lines == ["ok"] else lines

    @property
    def lost_commits(self) -> int:
        """The number of acknowledged commits lost since the log was damaged or cut short; see `rescue`."""
        return 0 if self._commits is None else self._commits.lost

    def rescue(self, now: datetime) -> Path | None:
        """If commits were lost, a folder for files that rows no longer reference, returned once; else None."""
        if self._commits is None:
            return None
        with self.read() as session:
            return self._commits.rescue(_raw(session), now)

    def _compare_commits(self) -> None:
        if self._commits is not None:
            with self.read() as session:
                self._commits.compare(_raw(session))

    def keep_reserve(self) -> None:
        """Reserve disk space for deletions, if there is room; see `storage.disk_reserve`."""
        if self._reserve is not None:
            self._reserve.keep()

    def give_up_reserve(self) -> None:
        """Release reserved disk space within `freeing` blocks, if the disk is nearly full."""
        if self._reserve is not None:
            self._reserve.give_up()

    def close_unused(self) -> None:
        """Close idle connections that were opened under load."""
        for pool in self._former:
            pool.dispose()
        if self._engine.pool.checkedout() == 0:  # type: ignore[attr-defined]  # of every pool with a size
            self._former.append(self._engine.pool)
            self._engine.dispose()

    def close(self) -> None:
        """Close all connections; SQLite merges its log into the file."""
        self._engine.dispose()


def _raw(session: Session) -> sqlite3.Connection:
    """SQLite's own connection of a session, in its transaction."""
    return cast("sqlite3.Connection", session.connection().connection.dbapi_connection)


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        known = from_database_error(error.orig)
        if known is None:
            raise
        raise known from error
    except OverflowError as error:  # of the driver, for a number from a request that no column can hold
        raise NumberTooLarge from error
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
