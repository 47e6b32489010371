"""The unloading of models: after a time without use, at once when memory is short, never while they are leased."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from clonyvoice.engines.model_leases import Resident

_LEAST_FREE = 0.05
"""Share of the machine's memory below which idle models are unloaded at once. Chosen by hand."""


def available_memory() -> float:
    """The share of the machine's memory that is free to use, 0-1."""
    import psutil

    memory = psutil.virtual_memory()
    return float(memory.available / memory.total)


def unload_unused(
    residents: Sequence[Resident[Any]], ttl: float, memory: Callable[[], float]
) -> tuple[str, ...]:
    """Unload models that were not used for `ttl` seconds (0: none); when memory is short, all that are not leased.

    `memory` returns the free share of memory. The names of what was unloaded, the longest unused first.
    """
    idle = sorted(residents, key=lambda resident: -resident.status().idle)
    gone = [it.name for it in idle if ttl > 0 and it.unload_if_idle(ttl)]
    for resident in idle:
        if memory() >= _LEAST_FREE:
            break
        if resident.unload_if_idle(0.0):
            gone.append(resident.name)
    return tuple(gone)


class UnloadingThread:
    """A thread that has unused models unloaded every few seconds."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tidy: Callable[[], object], every: float) -> None:
        """Call `tidy` every so many seconds until `close`; does nothing if it does already."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._keep_tidy, args=(tidy, every), name="model-lifetime", daemon=True
            )
            self._thread.start()

    def _keep_tidy(self, tidy: Callable[[], object], every: float) -> None:
        while not self._stop.wait(every):
            tidy()

    def close(self) -> None:
        """Stop the thread and wait for its end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
