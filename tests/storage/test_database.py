import errno
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, select, text

from clonyvoice.storage.database import FILE_NAME, Database
from clonyvoice.storage.errors import (
    ForeignDatabase,
    NumberTooLarge,
    StorageBusy,
    StorageCorrupt,
    StorageFailing,
    StorageFull,
    StorageMisplaced,
    StorageReadOnly,
    TablesGone,
    from_database_error,
    from_os_error,
)
from clonyvoice.storage.schema_migration import NewerSchema, declared
from clonyvoice.storage.tables import Base, CategoryRow

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def category(number: int) -> CategoryRow:
    return CategoryRow(id=f"category_{number}", name=f"Category {number}", created_at=NOW)


def test_migrations_make_exactly_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": declared})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_what_was_written_is_there_after_the_folder_was_moved(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    database = Database.open(before)
    with database.write() as session:
        session.add(category(1))
    database.close()
    before.rename(after)
    database = Database.open(after)
    with database.read() as session:
        row = session.get_one(CategoryRow, "category_1")
        assert row.created_at == NOW
    database.close()


def test_a_failed_block_leaves_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with pytest.raises(RuntimeError), database.write() as session:
        session.add(category(1))
        session.flush()
        raise RuntimeError
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(CategoryRow)) == 0
    database.close()


def test_many_threads_write_at_once_without_an_error(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    failures: list[BaseException] = []

    def work(start: int) -> None:
        try:
            for number in range(start, start + 10):
                with database.write() as session:
                    session.add(category(number))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(index * 10,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(CategoryRow)) == 60
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    assert database.check() == []
    database.close()


def test_times_without_a_zone_are_refused(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    row = category(1)
    row.created_at = datetime(2026, 1, 1)
    with pytest.raises(Exception, match="timezone-aware"), database.write() as session:
        session.add(row)
    database.close()


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StorageCorrupt, match="recover"):
        Database.open(tmp_path)


def test_a_damaged_page_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as session:
        session.add_all(
            CategoryRow(id=f"category_{n}", name=f"{n}" * 150, created_at=NOW) for n in range(200, 400)
        )
    database.close()
    file = tmp_path / FILE_NAME
    raw = bytearray(file.read_bytes())
    for page in range(2, len(raw) // 4096):
        raw[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(raw)
    with pytest.raises(StorageCorrupt, match="recover"):
        database = Database.open(tmp_path)
        with database.read() as session:
            session.scalars(select(CategoryRow)).all()


def test_sick_disks_are_told_apart_from_damaged_files() -> None:
    assert isinstance(from_os_error(OSError(errno.EIO, "")), StorageFailing)
    assert isinstance(from_os_error(OSError(errno.ENOSPC, "")), StorageFull)
    assert isinstance(from_os_error(OSError(errno.EROFS, "")), StorageReadOnly)
    assert from_os_error(OSError(errno.EINVAL, "")) is None
    for said, means in (
        ("disk I/O error", StorageFailing),
        ("database or disk is full", StorageFull),
        ("attempt to write a readonly database", StorageReadOnly),
        ("database disk image is malformed", StorageCorrupt),
        ("database is locked", StorageBusy),
        ("no such table: x", TablesGone),
    ):
        assert isinstance(from_database_error(sqlite3.OperationalError(said)), means)
    assert from_database_error(sqlite3.OperationalError("no such column: x")) is None


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_bytes(b"")
    with pytest.raises(StorageMisplaced):
        Database.open(blocker / "data")
    with pytest.raises(StorageMisplaced, match="`file`"):
        Database.open(blocker)


_OWN_TABLES = "CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE recipes (dish TEXT);"


@pytest.mark.parametrize(
    "of_another_program",
    [
        "CREATE TABLE generations (id INTEGER PRIMARY KEY, year TEXT); INSERT INTO generations VALUES (1, '1968')",
        "CREATE TABLE recipes (dish TEXT)",
        _OWN_TABLES,
        f"{_OWN_TABLES} INSERT INTO alembic_version VALUES ('ae1027a6acf')",
        f"{_OWN_TABLES} INSERT INTO alembic_version VALUES ('0002')",
        f"{_OWN_TABLES} INSERT INTO alembic_version VALUES ('0001'), ('0002')",
        "CREATE TABLE alembic_version (version INTEGER)",
    ],
)
def test_a_database_of_another_program_is_refused_and_not_changed(
    tmp_path: Path, of_another_program: str
) -> None:
    def schema() -> list[str]:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
            return list(raw.iterdump())

    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
        raw.executescript(of_another_program)
        raw.commit()
    before = schema()
    with pytest.raises(ForeignDatabase, match=FILE_NAME):
        Database.open(tmp_path)
    assert schema() == before


def test_a_database_without_some_of_its_tables_is_refused(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
        raw.executescript("DROP TABLE generations")
    with pytest.raises(ForeignDatabase, match="tables of it are gone"):
        Database.open(tmp_path)


def test_data_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(NewerSchema):
        Database.open(tmp_path)


def test_another_process_that_holds_the_lock_is_an_error_not_a_hang(tmp_path: Path) -> None:
    database = Database.open(tmp_path, busy_seconds=0.1)
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusy), database.write():
        pass
    other.close()
    with database.write() as session:
        session.add(category(1))
    database.close()


def started_writers(
    database: Database, numbers: Iterable[int], outcomes: list[str]
) -> list[threading.Thread]:
    """A thread a number, each of which writes one row and notes whether it could."""

    def write(number: int) -> None:
        try:
            with database.write() as session:
                session.add(category(number))
            outcomes.append("written")
        except StorageBusy:
            outcomes.append("busy")

    writers = [threading.Thread(target=write, args=(number,)) for number in numbers]
    for writer in writers:
        writer.start()
    return writers


def test_readers_do_not_wait_for_writers_that_wait(tmp_path: Path) -> None:
    database = Database.open(tmp_path, busy_seconds=60)
    outcomes: list[str] = []
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writers = started_writers(database, range(20), outcomes)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(CategoryRow)) == 0
    assert outcomes == []
    other.execute("ROLLBACK")
    other.close()
    for writer in writers:
        writer.join(120)
    assert outcomes == ["written"] * 20
    database.close()


def test_writers_share_one_deadline(tmp_path: Path) -> None:
    database = Database.open(tmp_path, busy_seconds=2)
    outcomes: list[str] = []
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    for writer in started_writers(database, range(20), outcomes):
        writer.join(60)
    assert time.monotonic() - began < 20  # a deadline each would take 40 seconds
    assert outcomes == ["busy"] * 20
    other.execute("ROLLBACK")
    other.close()
    database.close()


def test_a_patient_writer_waits_longer_than_others(tmp_path: Path) -> None:
    database = Database.open(tmp_path, busy_seconds=0.4)
    outcomes: list[str] = []
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def hold_on() -> None:
        with database.patient(60), database.write() as session:
            session.add(category(1))
        outcomes.append("written")

    waits = threading.Thread(target=hold_on)
    waits.start()
    with pytest.raises(StorageBusy), database.write():
        pass
    assert outcomes == []
    other.execute("ROLLBACK")
    other.close()
    waits.join(60)
    assert outcomes == ["written"]
    with database.write() as session:
        session.add(category(2))
    database.close()


def test_a_number_that_no_column_can_hold_is_the_client_s_mistake(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with pytest.raises(NumberTooLarge), database.read() as session:
        session.execute(text("SELECT :number"), {"number": 2**63})
    database.close()


def test_connections_that_nobody_uses_are_given_back(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    sessions = [database.read() for _ in range(6)]
    for each in sessions:
        each.__enter__().execute(text("SELECT 1"))
    database.close_unused()
    for each in sessions:
        each.__exit__(None, None, None)
    assert database.engine.pool.checkedin() == 6  # type: ignore[attr-defined]
    database.close_unused()
    assert database.engine.pool.checkedin() == 0  # type: ignore[attr-defined]
    with database.read() as session:
        session.execute(text("SELECT 1"))
    database.close()


def test_a_connection_that_was_taken_while_its_pool_was_closed_is_given_back_too(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    former = database.engine.pool
    with database.read() as session:
        session.execute(text("SELECT 1"))
    connection = former.connect()
    former.checkedout = lambda: 0  # type: ignore[attr-defined]  # what it said just before
    database.close_unused()
    assert database.engine.pool is not former
    raw = connection.dbapi_connection
    connection.close()
    database.close_unused()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")  # type: ignore[union-attr]
    database.close()


def _left_open(folder: Path, count: int) -> Path:
    """The folder of a database that its process never closed: rows are in the log."""
    source, database = folder / "source", Database.open(folder / "source")
    for number in range(count):
        with database.write() as session:
            session.add(category(number))
    with database.write():
        pass  # changes nothing
    shutil.copytree(source, folder / "left")
    database.close()
    return folder / "left"


def _damaged(log: bytes, how: str) -> bytes:
    if how == "flipped":
        return log[: len(log) // 2] + bytes([log[len(log) // 2] ^ 1]) + log[len(log) // 2 + 1 :]
    return {"cut": log[: len(log) // 3], "none": b"", "header": bytes(32) + log[32:], "whole": log}[how]


@pytest.mark.parametrize("how", ["flipped", "cut", "none", "header", "whole"])
def test_the_lost_tail_of_a_damaged_log_is_noticed(tmp_path: Path, how: str) -> None:
    left = _left_open(tmp_path, 12)
    log = left / "clonyvoice.db-wal"
    log.write_bytes(_damaged(log.read_bytes(), how))
    database = Database.open(left)
    try:
        with database.read() as session:
            there = session.scalar(select(func.count()).select_from(CategoryRow)) or 0
        if how == "whole":
            assert (there, database.lost_commits, database.rescue(NOW)) == (12, 0, None)
            return
        assert there < 12
        assert database.lost_commits == 12 - there
        folder = database.rescue(NOW)
        assert folder is not None
        assert folder.is_dir()
        assert database.rescue(NOW) is None, "told once"
        with database.write() as session:
            session.add(category(100))
    finally:
        database.close()
    again = Database.open(left)
    assert again.lost_commits == 0
    again.close()


@pytest.mark.parametrize("count", ["behind", "twice", "empty", "zeros", "letters", "absurd", "gone"])
def test_a_damaged_count_of_commits_stops_nothing_and_one_that_can_be_read_is_believed(
    tmp_path: Path, count: str
) -> None:
    left = _left_open(tmp_path, 12)
    log, path = left / "clonyvoice.db-wal", left / "clonyvoice.db-commits"
    log.write_bytes(b"")
    whole = path.read_bytes()
    path.write_bytes(
        {"behind": whole + b"\0garbage\xff", "twice": whole * 2, "empty": b"", "zeros": bytes(21),
         "letters": b"x" * 21, "absurd": b"9" * 20, "gone": b""}[count]
    )  # fmt: skip
    if count == "gone":
        path.unlink()
    database = Database.open(left)
    try:
        assert (database.lost_commits > 0) is (count in ("behind", "twice"))
        with database.write() as session:
            session.add(category(100))
    finally:
        database.close()


def test_a_file_that_is_removed_while_it_is_open_is_told_without_what_was_asked_for(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as session:
        session.add(category(1))
    database.engine.dispose()
    for path in tmp_path.glob("clonyvoice.db*"):
        path.rename(tmp_path / f"away-{path.name}")
    with pytest.raises(TablesGone, match="restore a backup") as raised, database.read() as session:
        session.scalars(select(CategoryRow).where(CategoryRow.name == "a secret text")).all()
    assert "a secret text" not in repr(raised.value.__cause__)
    database.close()


def test_a_database_file_that_is_gone_is_a_loss_told_once(tmp_path: Path) -> None:
    left = _left_open(tmp_path, 1)
    for path in left.glob("clonyvoice.db*"):
        if not path.name.endswith("-commits"):
            path.unlink()
    database = Database.open(left)
    assert database.lost_commits > 0
    assert database.rescue(NOW) is not None, "sounds and samples are kept, whose rows are gone"
    database.close()
    again = Database.open(left)
    assert again.lost_commits == 0
    again.close()
