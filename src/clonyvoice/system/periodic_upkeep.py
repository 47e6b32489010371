"""Periodic upkeep of a running server: small chores every quarter of a minute, large ones every hour, and memory."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from anyio import to_thread

from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.compute_threads import end_idle_threads, trim_heap

log = logging.getLogger(__name__)
Chore = Callable[[], object]
_EVERY: Final = 15.0
"""Seconds between two rounds. Chosen by hand."""
_RARELY: Final = 3600.0
"""Seconds between two rounds of what is done rarely. Chosen by hand."""
_COLLECTIONS: Final = 4
"""Collections of the middle generation (each after some 7,000 new objects) that make it worth while to collect all.
Chosen by hand."""
_LATEST: Final = 120.0
"""Seconds after which it is done although the server is at work. Chosen by hand."""
_MIDDLE: Final = 1
"""The second of the three generations of objects (Python's `gc`)."""
_ALL: Final = 2
"""The oldest of the garbage collector's three generations, with which the others are collected too (module `gc`)."""


@dataclass(slots=True)
class Memory:
    """Keeps garbage collections short, and hands memory that was freed back to the system.

    A full collection looks at every object that there is, and no thread runs meanwhile: with the dictionaries and
    patterns of a few languages that is a tenth of a second (85,000 objects), again and again while a long text is
    read. So objects that survive one are exempt from the next: they are freed when nothing refers to them any more,
    unless they refer to themselves. Objects that exist after a round in which modules were imported are exempt without
    a collection: they are most of all (65 ms after the first quarter of a minute), stay anyway, and appear only once.
    `idle` returns whether no computation runs.
    """

    clock: Clock
    idle: Callable[[], bool]
    _settled: float = field(init=False)
    _collections: int = field(init=False)
    _modules: int = field(init=False)

    def __post_init__(self) -> None:
        self._settled, self._collections = self.clock.monotonic(), _middle_collections()
        self._modules = len(sys.modules)

    def settle(self) -> bool:
        """Collect garbage, freeze the rest and free memory if enough was made since; returns whether it was done."""
        new = _middle_collections() - self._collections
        idle, now = self.idle(), self.clock.monotonic()
        if new < _COLLECTIONS or not (idle or now - self._settled >= _LATEST):
            return False
        modules, self._modules = self._modules, len(sys.modules)
        gc.collect(_MIDDLE if self._modules > modules else _ALL)
        gc.freeze()
        if idle:
            trim_heap()
        self._settled, self._collections = now, _middle_collections()
        return True


@dataclass(slots=True)
class Upkeep:
    """Does `often` every quarter of a minute and `rarely` every hour; a chore that fails is tried again then."""

    clock: Clock
    often: Sequence[Chore]
    rarely: Sequence[Chore]
    every: float = _EVERY
    """Seconds between two rounds."""

    def _new_threads(self) -> ThreadPoolExecutor:
        """New threads for `asyncio.to_thread`, whose own never end once a crowd has started them."""
        threads = ThreadPoolExecutor(thread_name_prefix="asyncio")
        asyncio.get_running_loop().set_default_executor(threads)
        return threads

    async def run(self) -> None:
        """Run the chores until cancelled, each in a thread."""
        last = self.clock.monotonic()
        threads = self._new_threads()
        while True:
            await asyncio.sleep(self.every)
            former, threads = threads, self._new_threads()
            former.shutdown(wait=False)
            end_idle_threads()
            try:
                for chore in self.often:  # which ends threads that wait for work, too
                    await to_thread.run_sync(chore)
                if self.clock.monotonic() - last > _RARELY:
                    last = self.clock.monotonic()
                    for chore in self.rarely:
                        await to_thread.run_sync(chore)
            except ClonyError as error:
                log.warning("upkeep has to wait: %s", error.code)


def _middle_collections() -> int:
    return int(gc.get_stats()[1]["collections"])
