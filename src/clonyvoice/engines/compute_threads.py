"""Threads that compute: at lower priority than those that answer requests."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, TypeVar
from weakref import WeakSet

from clonyvoice.core.cancel import CancelToken

_P = ParamSpec("_P")
_T = TypeVar("_T")
_NICENESS = 10
"""Added to the niceness of the process. Chosen by hand."""
_GRACE = 0.08
"""Seconds in which compute that heeds a cancel has stopped. Chosen by hand."""


def lower_priority() -> None:
    """Lower the priority of this thread and of threads that it starts; no effect except on Linux."""
    if sys.platform == "linux":
        with suppress(OSError):
            # On Linux the "process" of setpriority is the thread, and the process's own number its main thread.
            nicest = min(19, os.getpriority(os.PRIO_PROCESS, os.getpid()) + _NICENESS)
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nicest)


class ComputeThreads:
    """Threads that run computations while their callers wait; libraries loaded in them inherit the low priority."""

    def __init__(self, name: str, workers: int = 32) -> None:
        self._name, self._workers = name, workers
        self._lock = threading.Lock()
        self._used = False
        self._pool = self._new_pool()
        _all.add(self)

    def _new_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._workers, self._name, lower_priority)

    def _submit(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        with self._lock:
            self._used = True
            return self._pool.submit(function, *args, **kwargs)

    def end_idle(self) -> None:
        """End the threads if no work was started since the last call; running work is finished first."""
        with self._lock:
            used, self._used = self._used, False
            if used:
                return
            pool, self._pool = self._pool, self._new_pool()
        pool.shutdown(wait=False)

    def run(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The result of `function`, computed in one of the threads while this one waits."""
        return self._submit(function, *args, **kwargs).result()

    def start(self, function: Callable[[], None]) -> None:
        """Compute `function` in one of the threads, without waiting for it."""
        self._submit(function)

    def run_unless(
        self, cancel: CancelToken, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """The same; raises Cancelled soon after `cancel` is: a function that has not ended after 80 ms, as one that
        compiles a model has not, is left to end on its own.
        """
        woken, done = threading.Event(), threading.Event()
        running = self._submit(function, *args, **kwargs)

        def tell(_running: object) -> None:
            done.set()
            woken.set()

        running.add_done_callback(tell)
        with cancel.stopping(woken.set):
            woken.wait()
        if cancel.cancelled:
            done.wait(_GRACE)
            cancel.raise_if_cancelled()
        return running.result()


_all: WeakSet[ComputeThreads] = WeakSet()


def end_idle_threads() -> None:
    """End the compute threads of this process that had nothing to do since the last call."""
    for each in list(_all):
        each.end_idle()


def default_threads(wanted: int) -> int:
    """`wanted`, or for 0 the number of physical cores that this process may use, at most 8."""
    if wanted > 0:
        return wanted
    import psutil

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(psutil.cpu_count(logical=False) or allowed, allowed, 8))


_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3
"""glibc's parameters of `mallopt` (malloc.h)."""
_MAPPED = 4 << 20
"""Bytes from which on a block is mapped by itself. glibc raises this to 32 MB as blocks are freed: then buffers of many
lengths of sound leave gaps in the heap (60 sentences, 1,015 MB at most, with this bound 789)."""


def one_heap() -> None:
    """Have all threads of the process share one heap where the C library is glibc, which else makes up to eight for
    each core: what one thread freed another could not use (50 of 970 MB at most, `benchmarks/memory.py`). Large blocks
    are kept out of it. Call it before there are threads.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_M_ARENA_MAX, 1)
            library.mallopt(_M_MMAP_THRESHOLD, _MAPPED)


def give_back_memory() -> None:
    """Collect garbage and hand freed memory back to the system, where the C library can (glibc)."""
    gc.collect()
    trim_heap()


def trim_heap() -> None:
    """Hand freed memory back to the system, where the C library can (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
