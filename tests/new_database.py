"""A new database for tests that need one, and test something else."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from clonyvoice.storage.database import FILE_NAME, Database


def put_new_database(data_dir: Path) -> Path:
    """`data_dir` with a database that has all tables and no rows, unless it has a database already.

    The file is a copy: running all migrations takes 0.2 s of processor time, which hundreds of tests would spend.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE_NAME
    if not path.exists():
        path.write_bytes(_migrated())
    return data_dir


def open_new_database(data_dir: Path) -> Database:
    """The database of `data_dir`, which is a new one unless it has one already."""
    return Database.open(put_new_database(data_dir))


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        Database.open(Path(folder)).close()
        return (Path(folder) / FILE_NAME).read_bytes()
