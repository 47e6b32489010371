"""Files, folders and links of another kind than the data directory has: an error that names them, and how to go on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clonyvoice.app import build, close
from clonyvoice.core.settings import Settings
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.storage.database import FILE_NAME
from clonyvoice.storage.errors import StorageMisplaced

FOLDERS = ("run", "blobs", "tmp", "audit")
FILES = (
    FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", "run/server.lock", "run/server.json", "audit/lock",
    "audit/head.json", "audit/audit-000001.jsonl", "watermark-number",
)  # fmt: skip


def used(data: Path) -> None:
    """Build the services as a server does, and write what is written only then."""
    settings = Settings(data_dir=data, weights=data / "weights", audit_log=True, watermark=True)
    services = build(settings, serving=True, engines=[FakeEngine()])
    try:
        services.audit.record("voice.cloned", "cli")
    finally:
        close(services)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    used(data)
    return data


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name in FOLDERS for kind in ("file", "link to nothing")]
    + [(name, "folder") for name in FILES]
    + [(name, "link to nothing") for name in FILES if not name.endswith(".json")],  # made anew
)
def test_what_is_of_another_kind_is_named_and_left_alone(
    data: Path, tmp_path: Path, name: str, kind: str
) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    place = copy / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    if kind == "file":
        place.write_bytes(b"kept")
    elif kind == "folder":
        place.mkdir()
        (place / "kept").write_bytes(b"")
    else:
        place.symlink_to(tmp_path / "away" / "nothing")
    with pytest.raises(StorageMisplaced, match=f"`{place.name}`.*Move it away") as told:
        used(copy)
    assert str(tmp_path) not in told.value.message
    assert place.is_symlink() or place.exists()


def test_folders_that_are_links_to_folders_are_used(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    for name in FOLDERS:
        shutil.move(copy / name, tmp_path / f"elsewhere-{name}")
        (copy / name).symlink_to(tmp_path / f"elsewhere-{name}")
    used(copy)
