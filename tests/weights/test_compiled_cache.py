"""Compiled graphs are used again only as they were written."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from clonyvoice.weights import compiled_cache as module
from clonyvoice.weights.compiled_cache import compiled_cache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache in which one graph was compiled."""
    place = tmp_path / "compiled"
    with compiled_cache(place) as cache:
        assert cache == place
        (cache / "graph.blob").write_bytes(b"compiled" * 100)
    return place


def _blobs(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.suffix == ".blob")


def test_what_was_compiled_is_there_the_next_time_also_beside_more(folder: Path) -> None:
    with compiled_cache(folder) as cache:
        assert cache is not None
        assert _blobs(cache) == ["graph.blob"]
        (cache / "other.blob").write_bytes(b"for other threads")
    with compiled_cache(folder):
        assert _blobs(folder) == ["graph.blob", "other.blob"]


@pytest.mark.parametrize("place", [0, 400, 799])
def test_one_changed_byte_has_it_compiled_again(folder: Path, place: int) -> None:
    blob = folder / "graph.blob"
    changed = bytearray(blob.read_bytes())
    changed[place] ^= 4
    blob.write_bytes(changed)
    with compiled_cache(folder) as cache:
        assert cache == folder
        assert _blobs(folder) == []
        blob.write_bytes(b"compiled again")
    with compiled_cache(folder):
        assert blob.read_bytes() == b"compiled again"


def test_what_a_process_that_ended_left_half_written_is_removed_and_the_rest_is_kept(folder: Path) -> None:
    (folder / "half.blob").write_bytes(b"comp")
    with compiled_cache(folder):
        assert _blobs(folder) == ["graph.blob"]


@pytest.mark.parametrize("stamp", [b"", b"{", b"[]", b'"graph.blob"', b'{"graph.blob": null}', b"\xff\xfe"])
def test_a_damaged_stamp_has_all_compiled_again(folder: Path, stamp: bytes) -> None:
    (folder / ".complete").write_bytes(stamp)
    with compiled_cache(folder) as cache:
        assert cache == folder
        assert _blobs(folder) == []


def test_a_copy_on_another_disk_is_used(folder: Path) -> None:
    os.utime(folder / "graph.blob", (1, 1))
    with compiled_cache(folder):
        assert _blobs(folder) == ["graph.blob"]


def test_a_file_in_the_place_of_the_folder_is_no_reason_to_fail(tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    place.write_text("no folder")
    with compiled_cache(place) as cache:
        assert cache is None or cache.is_dir()


def test_an_error_of_the_library_leaves_nothing_that_counts_as_whole(folder: Path) -> None:
    with pytest.raises(RuntimeError), compiled_cache(folder):
        (folder / "late.blob").write_bytes(b"before the error")
        raise RuntimeError
    with compiled_cache(folder):
        assert _blobs(folder) == ["graph.blob"]


def test_who_comes_second_waits_and_then_goes_on_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WAIT", 0.05)
    got: list[Path | None] = []

    def second() -> None:
        with compiled_cache(folder) as cache:
            got.append(cache)

    with compiled_cache(folder):
        other = threading.Thread(target=second)
        other.start()
        other.join(10)
    assert got == [None]
    second()
    assert got == [None, folder]
