"""A model's weights in pages of 2 MB, where Linux has them: reading them all needs fewer addresses looked up."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from clonyvoice.engines.compute_threads import ComputeThreads

_COLLAPSE = 25
"""MADV_COLLAPSE of Linux 6.1 and later (`asm-generic/mman-common.h`): make huge pages of ordinary ones, now."""
_SIZE = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")
_MAPS, _PAGES = Path("/proc/self/maps"), Path("/proc/self/pagemap")
_ENTRY = 8
"""Bytes of `pagemap` for a page; the highest bit tells whether it is in memory (Linux's `pagemap.rst`)."""


class ModelMemory:
    """The memory that some graphs read in each run; for graphs of which a run reads more than the caches hold."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._placed: set[int] = set()
        self._threads = ComputeThreads("huge-pages", 1)

    def after_run(self, request: object) -> None:
        """Put the memory into huge pages, beside other work, if no run of this request ended before.

        OpenVINO brings weights into the layout that is read in a graph's first run.
        """
        with self._lock:
            known = id(request) in self._placed
            self._placed.add(id(request))
        if not known:
            self._threads.start(self._place)

    @staticmethod
    def _place() -> None:
        use_huge_pages()


def use_huge_pages() -> int:
    """Put what this process has in memory by now into huge pages, as far as that takes no more memory; the bytes tried.

    Only ranges whose ordinary pages are all there are put together, so no page is added. Takes a quarter of a second
    for 200 MB, a hundredth again. No effect where the system has no huge pages or makes none on request (before
    Linux 6.1), or hides what tells of its pages.
    """
    size = _huge_page_size()
    if not size:
        return 0
    tried = 0
    madvise = ctypes.CDLL(None, use_errno=True).madvise
    madvise.argtypes = [ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]
    with suppress(OSError):  # a container may hide what tells of the pages
        for start, end in list(_filled(size)):
            # What another thread has freed meanwhile is refused, and loses nothing.
            madvise(start, end - start, _COLLAPSE)
            tried += end - start
    return tried


def _huge_page_size() -> int:
    if sys.platform != "linux":
        return 0
    try:
        return int(_SIZE.read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _filled(size: int) -> Iterator[tuple[int, int]]:
    """Ranges of private memory, whole multiples of `size`, of which each page is there. Raises OSError."""
    page = os.sysconf("SC_PAGE_SIZE")
    with _PAGES.open("rb", buffering=0) as pages:
        for line in _MAPS.read_text("utf-8", "replace").splitlines():
            span, access, _, _, inode, *name = line.split(maxsplit=5)
            if access != "rw-p" or inode != "0" or name not in ([], ["[heap]"]):
                continue
            start, end = (int(each, 16) for each in span.split("-"))
            start, end = -(-start // size) * size, end // size * size
            if end <= start:
                continue
            pages.seek(start // page * _ENTRY)
            told = np.frombuffer(pages.read((end - start) // page * _ENTRY), np.uint64)
            blocks = len(told) * page // size
            there = (told[: blocks * size // page] >> 63).astype(bool).reshape(blocks, -1).all(axis=1)
            edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]])))
            for first, last in edges.reshape(-1, 2).tolist():
                yield start + first * size, start + last * size
