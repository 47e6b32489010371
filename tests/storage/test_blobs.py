import errno
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.errors import BlobNotFound, BlobTooLarge, StorageFull
from clonyvoice.storage.orphaned_files import clean_orphans, clean_up, named
from clonyvoice.storage.process_locks import Presence
from clonyvoice.storage.tables import PresetOverlayRow


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    yield database
    database.close()


def test_bytes_come_back(blobs: BlobStore) -> None:
    blob = blobs.put(b"sound")
    assert blobs.read(blob) == b"sound"
    assert blobs.size(blob) == 5
    with blobs.open(blob) as file:
        assert file.read(2) == b"so"
    blobs.delete(blob, None, blob)
    with pytest.raises(BlobNotFound):
        blobs.read(blob)


@pytest.mark.parametrize(
    "blob_id", ["", "../../etc/passwd", "blob_../x", "voice_abc", "blob_a/b", "blob_" + "a" * 999]
)
def test_what_is_no_blob_id_names_no_file(blobs: BlobStore, blob_id: str) -> None:
    with pytest.raises(BlobNotFound):
        blobs.path(blob_id)
    blobs.delete(blob_id)


def test_more_than_the_limit_leaves_nothing_behind(blobs: BlobStore) -> None:
    with pytest.raises(BlobTooLarge), blobs.writer(limit=10) as writer:
        writer.write(b"12345678")
        writer.write(b"12345678")
    assert list(blobs.ids()) == []
    assert list(blobs.scratch.iterdir()) == []


def test_without_commit_nothing_is_kept(blobs: BlobStore) -> None:
    with blobs.writer() as writer:
        writer.write(b"half")
    assert list(blobs.ids()) == []
    assert list(blobs.scratch.iterdir()) == []


def test_a_full_disk_is_a_clear_error_and_leaves_nothing(
    blobs: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageFull, match="Free some space"):
        blobs.put(b"x" * 100)
    monkeypatch.undo()
    assert list(blobs.scratch.iterdir()) == []
    assert blobs.read(blobs.put(b"again")) == b"again"


def test_orphans_and_temporary_files_go_and_named_files_stay(blobs: BlobStore, database: Database) -> None:
    kept, orphan = blobs.put(b"kept"), blobs.put(b"orphan")
    (blobs.scratch / "upload.part").write_bytes(b"half an upload")
    with database.write() as session:
        session.add(PresetOverlayRow(voice_id="x", preview_blob=kept, updated_at=datetime.now(UTC)))
    assert named(database) == {kept}
    assert clean_orphans(blobs, database, time.time() + 60) == 2
    assert list(blobs.ids()) == [kept]
    with pytest.raises(BlobNotFound):
        blobs.read(orphan)


def test_after_rows_were_lost_the_files_that_they_named_are_kept(
    blobs: BlobStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = tmp_path / "damaged"
    database = Database.open(home)
    with database.write() as session:
        session.add(PresetOverlayRow(voice_id="x", updated_at=datetime.now(UTC)))
    database.close()
    (home / "clonyvoice.db-commits").write_text(f"{3:020d}\n")  # two more than are there
    lost = blobs.put(b"its row is gone")
    time.sleep(0.02)
    presence, database = Presence(home), Database.open(home)
    with caplog.at_level(logging.ERROR, logger="clonyvoice.storage.blobs"):
        clean_up(blobs, database, presence, datetime.now(UTC))
        clean_up(blobs, database, presence, datetime.now(UTC))
    assert [record.__dict__["missing"] for record in caplog.records] == [2]
    assert [path.read_bytes() for path in (home / "rescued").rglob(lost)] == [b"its row is gone"]
    assert list(blobs.ids()) == []
    presence.close()
    database.close()


def test_uploads_of_a_command_that_begins_during_the_sweep_stay(
    blobs: BlobStore, database: Database, tmp_path: Path
) -> None:
    left = [blobs.path(blobs.put(b"left by a crash")), blobs.scratch / "left.part"]
    left[1].write_bytes(b"half an upload")
    time.sleep(0.02)  # a tick of the file system's clock
    server = Presence(tmp_path)
    assert server.alone(), "asked before the command begins"
    command = Presence(tmp_path)
    uploaded = blobs.put(b"uploaded, its row not yet written")
    linked = blobs.link(uploaded)
    with blobs.writer() as writer:
        writer.write(b"on the way")
        assert clean_orphans(blobs, database, server.since) == 2
        assert blobs.read(writer.commit()) == b"on the way"
    assert blobs.read(uploaded) == blobs.read(linked)
    assert not any(path.exists() for path in left)
    command.close()
    server.close()
