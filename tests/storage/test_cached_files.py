"""Cached files: made once, and made again where something else is in their place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clonyvoice.storage.file_cache import FileCache


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    (path / "within").mkdir(parents=True)


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _copy_elsewhere(path: Path) -> None:
    other = path.parent.parent / "other"
    shutil.move(path, other)
    path.symlink_to(other)


@pytest.mark.parametrize("damage", [_cut, _empty, _folder, _link, _loop, _copy_elsewhere, Path.unlink])
def test_what_is_not_the_file_that_was_made_is_made_again(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    made: list[Path] = []

    def make(path: Path) -> None:
        made.append(path)
        path.write_bytes(b"content")

    cache = FileCache(tmp_path / "cache", 1000)
    assert cache.file("a.wav", make) == cache.file("a.wav", make)
    assert len(made) == 1
    damage(tmp_path / "cache" / "a.wav")
    found = cache.file("a.wav", make)
    assert found.read_bytes() == b"content"
    assert not found.is_symlink()
    assert len(made) == 2


def test_files_of_another_run_are_not_trusted(tmp_path: Path) -> None:
    def make(path: Path) -> None:
        path.write_bytes(b"content")

    (tmp_path / "a.wav").write_bytes(b"half")
    assert FileCache(tmp_path, 1000).file("a.wav", make).read_bytes() == b"content"
