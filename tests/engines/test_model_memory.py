"""Memory is put into huge pages where that adds no page, and keeps what it holds."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.engines import model_memory
from clonyvoice.engines.model_memory import use_huge_pages

_MB = 1 << 20


def _present(array: np.ndarray) -> int | None:
    """The number of an array's pages that are in memory; None where that is hidden."""
    try:
        with Path("/proc/self/pagemap").open("rb", buffering=0) as file:
            file.seek(array.ctypes.data // mmap.PAGESIZE * 8)
            told = file.read(array.nbytes // mmap.PAGESIZE * 8)
    except OSError:
        return None
    return int((np.frombuffer(told, np.uint64) >> 63).sum())


@pytest.mark.skipif(sys.platform != "linux", reason="huge pages are Linux's")
def test_full_ranges_become_huge_pages_and_no_page_is_added() -> None:
    full, sparse = (np.frombuffer(mmap.mmap(-1, 16 * _MB, flags=mmap.MAP_PRIVATE), np.uint8) for _ in "ab")
    numbers = np.random.default_rng(0).integers(0, 256, len(full), np.uint8)
    full[:] = numbers
    sparse[:: _MB // 4] = 1
    before = _present(sparse)
    tried = use_huge_pages()
    assert np.array_equal(full, numbers)
    assert _present(sparse) == before
    assert sparse.sum() == 64
    if tried:
        assert tried >= 12 * _MB


@pytest.mark.skipif(sys.platform != "linux", reason="huge pages are Linux's")
def test_without_huge_pages_nothing_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_memory, "_SIZE", tmp_path / "missing")
    assert use_huge_pages() == 0
    monkeypatch.undo()
    monkeypatch.setattr(model_memory, "_PAGES", tmp_path / "missing")
    assert use_huge_pages() == 0
