"""Models in memory: loaded once on first use, leased and counted, unloaded between leases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.engines.compute_threads import give_back_memory

T = TypeVar("T")
_LOOK_EVERY = 0.05
"""Seconds between two looks at the cancel token of who waits for a load. Chosen by hand."""


def resident_memory() -> int:
    """Bytes of memory that this process holds."""
    import psutil

    return int(psutil.Process().memory_info().rss)


@dataclass(frozen=True, slots=True)
class ResidentStatus:
    """A model as `/api/system/info` and the metrics show it.

    `idle` is seconds since its last lease ended. `memory_loading` are the bytes by which the process grew while it was
    loaded, `memory` those and what the process grew by while it was leased: what it holds now; 0 when it is not loaded.
    Two that load or are used at once count each other's.
    """

    name: str
    loaded: bool
    leases: int
    idle: float
    memory: int = 0
    memory_loading: int = 0


@dataclass(eq=False, slots=True)
class _Load:
    """One loading of a model, and the number of callers that wait for it."""

    token: CancelToken = field(default_factory=CancelToken)
    done: threading.Event = field(default_factory=threading.Event)
    waiting: int = 0
    failure: BaseException | None = None


class Resident(Generic[T]):
    """One model that is loaded by the first `lease` and can be unloaded between leases.

    `load` runs in a thread of its own, once for all who wait, and gives the model; what it raises reaches them. Its
    token is cancelled when nobody waits any more: it may then raise Cancelled, and the next lease loads, or go on, and
    the model is there for the next lease. `unload`, when given, is called with the model before the last reference is
    dropped. `held` returns the bytes of a model in another process's memory.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[CancelToken], T],
        unload: Callable[[T], None] | None = None,
        clock: Clock | None = None,
        held: Callable[[T], int] | None = None,
    ) -> None:
        self.name = name
        self._load, self._unload, self._held = load, unload, held
        self._clock = clock or SystemClock()
        self._loading = threading.Lock()
        self._lock = threading.Lock()
        self._model: list[T] = []
        self._current: _Load | None = None
        self._memory = 0
        self._used_memory = 0
        self._before_use: int | None = None
        self._leases = 0
        self._used = self._clock.monotonic()

    @contextmanager
    def lease(self, cancel: CancelToken | None = None) -> Iterator[T]:
        """The model for a `with` block, during which it stays loaded. Raises what loading raises, and Cancelled within
        0.1 s when it is cancelled while the model loads.
        """
        with self._lock:
            self._leases += 1
        try:
            model = self._loaded(cancel or CancelToken())
            with self._lock:
                if self._before_use is None:
                    self._before_use = resident_memory()
            yield model
        finally:
            with self._lock:
                self._leases -= 1
                self._used = self._clock.monotonic()
                if self._leases == 0 and self._before_use is not None:
                    self._used_memory += resident_memory() - self._before_use
                    self._before_use = None

    def _loaded(self, cancel: CancelToken) -> T:
        while True:
            with self._lock:
                if self._model:
                    return self._model[0]
                cancel.raise_if_cancelled()
                load = self._current
                if load is None or load.done.is_set():
                    load = self._current = _Load()
                    threading.Thread(
                        target=self._run_load, args=(load,), name=f"load-{self.name}", daemon=True
                    ).start()
                load.waiting += 1
            try:
                while not load.done.wait(_LOOK_EVERY):
                    cancel.raise_if_cancelled()
            finally:
                with self._lock:
                    load.waiting -= 1
                    left = load.waiting == 0 and not load.done.is_set()
                if left:
                    load.token.cancel()
            cancel.raise_if_cancelled()
            if load.failure is not None and not isinstance(load.failure, Cancelled):
                raise load.failure

    def _run_load(self, load: _Load) -> None:
        with self._loading:
            try:
                before = resident_memory()
                model = self._load(load.token)
                grown = max(0, resident_memory() - before)
                with self._lock:
                    self._model, self._memory, self._used_memory = [model], grown, 0
                    self._used = self._clock.monotonic()
            except BaseException as failure:
                load.failure = failure
            finally:
                load.done.set()

    def status(self) -> ResidentStatus:
        """The current status: loaded, leases, memory."""
        with self._lock:
            idle = 0.0 if self._leases else self._clock.monotonic() - self._used
            if not self._model:
                return ResidentStatus(self.name, False, self._leases, idle)
            if self._held is not None:
                memory = loading = self._held(self._model[0])
            else:
                loading = self._memory
                using = 0 if self._before_use is None else resident_memory() - self._before_use
                memory = max(0, loading + self._used_memory + using)
            return ResidentStatus(self.name, True, self._leases, idle, memory, loading)

    def unload_if_idle(self, seconds: float) -> bool:
        """Unload when it was not leased for `seconds`; whether it was unloaded."""
        with self._loading:  # a lease that comes now waits here, and loads again
            with self._lock:
                idle = self._clock.monotonic() - self._used >= seconds
                if self._leases or not self._model or not idle:
                    return False
                (model,), self._model = self._model, []
            if self._unload is not None:
                self._unload(model)
            del model
        give_back_memory()
        return True
