"""Models by name: loaded on first use by one loader, leased and counted, unloaded when nobody needs them.

Speech engines are registered as they are; anything else that is big in memory (speech recognition, encoders)
as a `Resident`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import EngineUnavailable, NotFound
from clonyvoice.engines.contract import Engine, EngineInfo
from clonyvoice.engines.threads import give_back_memory

T = TypeVar("T")
_LEAST_FREE = 0.05
"""Share of the machine's memory below which idle models are unloaded at once."""
_LOOK_EVERY = 0.05
"""Seconds between two looks at the cancel token of who waits while another loads."""


class EngineNotFound(NotFound):
    """No engine of this id is registered."""

    code = "engine_not_found"

    def __init__(self, engine_id: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no engine {engine_id!r}. Known: {', '.join(known) or 'none'}.", param="engine"
        )


def available_memory() -> float:
    """The share of the machine's memory that is free to use, 0-1."""
    import psutil

    memory = psutil.virtual_memory()
    return float(memory.available / memory.total)


def resident_memory() -> int:
    """Bytes of memory that this process holds."""
    import psutil

    return int(psutil.Process().memory_info().rss)


@dataclass(frozen=True, slots=True)
class ResidentStatus:
    """A model as `/api/system/info` and the metrics show it.

    `idle` is seconds since its last lease ended; `memory` bytes by which the process grew while it was loaded,
    0 when it is not. What it computes with comes on top; two that load at once count each other's.
    """

    name: str
    loaded: bool
    leases: int
    idle: float
    memory: int = 0


@dataclass(eq=False, slots=True)
class _Load:
    """One loading of a model, and how many wait for it."""

    token: CancelToken = field(default_factory=CancelToken)
    done: threading.Event = field(default_factory=threading.Event)
    waiting: int = 0
    failure: BaseException | None = None


class Resident(Generic[T]):
    """One model that is loaded by the first `lease` and can be unloaded between leases.

    `load` runs in a thread of its own, once for all who wait, and gives the model; what it raises reaches them. Its
    token is cancelled when nobody waits any more: it may then raise Cancelled, and the next lease loads, or go on, and
    the model is there for the next lease. `unload`, when given, is called with the model before the last reference is
    dropped.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[CancelToken], T],
        unload: Callable[[T], None] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.name = name
        self._load, self._unload = load, unload
        self._clock = clock or SystemClock()
        self._loading = threading.Lock()
        self._lock = threading.Lock()
        self._model: list[T] = []
        self._current: _Load | None = None
        self._memory = 0
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
            yield self._loaded(cancel or CancelToken())
        finally:
            with self._lock:
                self._leases -= 1
                self._used = self._clock.monotonic()

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
                    self._model, self._memory = [model], grown
                    self._used = self._clock.monotonic()
            except BaseException as failure:
                load.failure = failure
            finally:
                load.done.set()

    def status(self) -> ResidentStatus:
        """The current status: loaded, leases, memory."""
        with self._lock:
            idle = 0.0 if self._leases else self._clock.monotonic() - self._used
            memory = self._memory if self._model else 0
            return ResidentStatus(self.name, bool(self._model), self._leases, idle, memory)

    def unload_if_idle(self, seconds: float) -> bool:
        """Unload when nobody has leased it for `seconds`; whether it was unloaded."""
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


@dataclass(frozen=True, slots=True)
class _Entry:
    info: EngineInfo
    engine: Engine
    resident: Resident[Engine]


@dataclass(slots=True)
class EngineRegistry:
    """The engines of this process and other big models, their leases and their lifetime.

    `ttl` is the seconds an unused model stays (0: for ever), `memory` tells the free share of memory. `tidy`
    does the unloading; `start` has it done every few seconds by a thread until `close`.
    """

    ttl: float = 900.0
    clock: Clock = field(default_factory=SystemClock)
    memory: Callable[[], float] = available_memory
    _engines: dict[str, _Entry] = field(default_factory=dict)
    _models: dict[str, Resident[Any]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def register(self, engine: Engine) -> None:
        """Add an engine; nothing is loaded."""
        info = engine.info

        def load(_cancel: CancelToken) -> Engine:
            engine.load()
            return engine

        resident = Resident(info.id, load, lambda it: it.unload(), self.clock)
        self._engines[info.id] = _Entry(info, engine, resident)

    def register_model(
        self, name: str, load: Callable[[CancelToken], T], unload: Callable[[T], None] | None = None
    ) -> Resident[T]:
        """Add another model whose lifetime is kept here; lease it from the answer."""
        resident = Resident(name, load, unload, self.clock)
        self._models[name] = resident
        return resident

    @property
    def ids(self) -> tuple[str, ...]:
        """The engines' ids, in the order of registration: the first is the default."""
        return tuple(self._engines)

    def infos(self) -> tuple[EngineInfo, ...]:
        """Every engine's declaration."""
        return tuple(entry.info for entry in self._engines.values())

    def engines(self) -> tuple[Engine, ...]:
        """Every engine, for what needs no model in memory (presets)."""
        return tuple(entry.engine for entry in self._engines.values())

    def info(self, engine_id: str) -> EngineInfo:
        """The engine's declaration. Raises EngineNotFound."""
        return self._entry(engine_id).info

    def engine(self, engine_id: str) -> Engine:
        """The engine for what needs no model in memory (presets). Raises EngineNotFound."""
        return self._entry(engine_id).engine

    def _entry(self, engine_id: str) -> _Entry:
        if engine_id not in self._engines:
            raise EngineNotFound(engine_id, self.ids)
        return self._engines[engine_id]

    @contextmanager
    def lease(self, engine_id: str, cancel: CancelToken | None = None) -> Iterator[Engine]:
        """The loaded engine for a `with` block. Raises EngineNotFound, EngineUnavailable, Cancelled while it loads."""
        entry = self._entry(engine_id)
        with entry.resident.lease(cancel) as engine:
            yield engine

    def status(self) -> tuple[ResidentStatus, ...]:
        """Every engine and other model: loaded or not, leases, idle seconds."""
        return tuple(resident.status() for resident in self._residents())

    def _residents(self) -> list[Resident[Any]]:
        return [*(entry.resident for entry in self._engines.values()), *self._models.values()]

    def tidy(self) -> tuple[str, ...]:
        """Unload what was not used for `ttl` seconds, or, when memory is short, whatever nobody uses now.

        The names of what was unloaded, the longest unused first.
        """
        idle = sorted(self._residents(), key=lambda resident: -resident.status().idle)
        gone = [it.name for it in idle if self.ttl > 0 and it.unload_if_idle(self.ttl)]
        for resident in idle:
            if self.memory() >= _LEAST_FREE:
                break
            if resident.unload_if_idle(0.0):
                gone.append(resident.name)
        return tuple(gone)

    def start(self, every: float = 15.0) -> None:
        """Have a thread `tidy` every few seconds, until `close`."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._keep_tidy, args=(every,), name="model-lifetime", daemon=True
            )
            self._thread.start()

    def _keep_tidy(self, every: float) -> None:
        while not self._stop.wait(every):
            self.tidy()

    def close(self) -> None:
        """Stop the thread and unload everything that nobody uses."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        for resident in self._residents():
            resident.unload_if_idle(0.0)


__all__ = ["EngineNotFound", "EngineRegistry", "EngineUnavailable", "Resident", "ResidentStatus"]
