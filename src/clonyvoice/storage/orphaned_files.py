"""Files left behind by a crash: found by the ids that rows name, and deleted before work starts."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from clonyvoice.core.ids import is_id
from clonyvoice.core.job_state import UNFINISHED
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.column_types import BlobId
from clonyvoice.storage.database import Database
from clonyvoice.storage.process_locks import Presence
from clonyvoice.storage.tables import Base, JobRow

log = logging.getLogger(__name__)


def clean_up(blobs: BlobStore, database: Database, presence: Presence, now: datetime) -> None:
    """Delete files left behind by a crash, before work starts; logged."""
    if database.lost_commits:
        log.error(
            "the newest changes are missing from the database: its log was damaged or cut short, or the file was taken"
            " away. What is left of them is kept in the folder `rescued` of the data directory.",
            extra={"missing": database.lost_commits},
        )
    if presence.alone():
        removed = clean_orphans(blobs, database, presence.since, database.rescue(now))
        if removed:
            log.info("removed leftovers of an interrupted run", extra={"files": removed})


def clean_orphans(blobs: BlobStore, database: Database, before: float, rescued: Path | None = None) -> int:
    """Delete temporary files, and blobs that no row names; returns their number. Only before work starts.

    Such blobs are moved to the folder `rescued` where one is given, as after rows were lost. Files changed at or after
    `before` (a time of the file system, as `st_mtime`) stay: they belong to another process that has just started.
    """
    removed = 0
    for leftover in blobs.scratch.iterdir():
        if not _older(leftover, before):
            continue
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)
        removed += 1
    present = set(blobs.ids())
    if present:
        for orphan in present - named(database):
            path = blobs.place(orphan)
            if path is None or _older(path, before):
                if path is not None and rescued is not None:
                    rescued.mkdir(parents=True, exist_ok=True)
                    path.rename(rescued / orphan)
                blobs.delete(orphan)
                removed += 1
    return removed


def _older(path: Path, time: float) -> bool:
    try:
        facts = path.stat()
    except OSError:  # gone
        return False
    # a hard link has the modification time of its bytes, and a change time of its own
    return max(facts.st_mtime, facts.st_ctime) < time


def named(database: Database) -> set[str]:
    """The blob ids in use: in every column of type `BlobId`, and in the payloads of unfinished jobs."""
    found: set[str] = set()
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, BlobId):
                    found.update(session.scalars(select(column).where(column.is_not(None))))
        unfinished = select(JobRow.payload).where(JobRow.state.in_(UNFINISHED))
        for payload in session.scalars(unfinished):
            found.update(_blob_ids(payload))
    return found


def _blob_ids(value: object) -> Iterator[str]:
    """Every string in a JSON value that has the form of a blob's id."""
    if isinstance(value, str):
        if is_id(value, "blob"):
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _blob_ids(inner)
