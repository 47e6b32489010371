"""The findings of `clonyvoice doctor` and their remedies."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clonyvoice.core.settings import Settings
from clonyvoice.storage.database import FILE_NAME, Database
from clonyvoice.storage.process_locks import Presence
from clonyvoice.system import doctor_checks
from clonyvoice.system.doctor_checks import Finding, examine


def findings(tmp_path: Path, **settings: object) -> dict[str, Finding]:
    asked = Settings(data_dir=tmp_path / "data", weights=tmp_path / "weights", port=0)
    found = list(examine(asked.model_copy(update=settings)))
    assert len({each.name for each in found}) == len(found)
    assert all(each.advice for each in found if each.level == "bad")
    return {each.name: each for each in found}


def test_a_fresh_machine_is_told_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = findings(tmp_path)
    assert found["Python"].level == "good"
    assert found["Data"].found.startswith("empty")
    missing = found["Weights kokoro"]
    assert (missing.level, missing.advice) == ("bad", "clonyvoice models pull kokoro")
    assert found["Disk of the weights"].level == "good"
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["run"]


def test_a_sound_database_and_a_damaged_one(tmp_path: Path) -> None:
    Database.open(tmp_path / "data").close()
    assert findings(tmp_path)["Database"].level == "good"
    file = tmp_path / "data" / FILE_NAME
    with closing(sqlite3.connect(file)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'takes'").fetchone()[0]
    with file.open("r+b") as pages:
        pages.seek((root - 1) * 4096)
        pages.write(b"\xff" * 4096)
    damaged = findings(tmp_path)["Database"]
    assert damaged.level == "bad"
    assert "recover" in damaged.advice


def test_a_running_server_and_a_used_port_are_noted(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "data")
    presence.serve()
    presence.announce("http://127.0.0.1:1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = findings(tmp_path, port=taken.getsockname()[1])
    presence.close()
    assert found["Server"].found == "runs at http://127.0.0.1:1"
    assert found["Port"].level == "note"
    assert found["Port"].advice


def test_little_memory_and_little_space_are_bad_and_say_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()

    class Little:
        available = total = free = 100_000_000

    monkeypatch.setattr("psutil.virtual_memory", lambda: Little)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: Little)
    found = findings(tmp_path)
    assert found["Memory"].level == "bad"
    assert found["Disk of the data"].level == "bad"


def test_a_data_directory_that_is_no_folder_is_a_finding_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    found = {
        each.name: each
        for each in examine(Settings(data_dir=tmp_path / "data", weights=tmp_path / "w", port=0))
    }
    assert found["Data"].level == "bad"
    assert "--data-dir" in found["Data"].advice
    assert found["Port"].level == "good", "later checks go on"


def test_a_missing_library_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setitem(doctor_checks.LIBRARIES, "no_such_library", "testing")
    found = findings(tmp_path)["no_such_library"]
    assert found.level == "bad"
    assert "pip install" in found.advice
