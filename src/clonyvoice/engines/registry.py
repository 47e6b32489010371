"""Models by name: loaded on first use by one loader, leased and counted, unloaded when idle (`model_unloading`).

Speech engines are registered as they are; anything else that is big in memory (speech recognition, encoders)
as a `Resident`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest, NotFound
from clonyvoice.engines.capabilities import ChecksVoices, InOwnProcess, presets_of
from clonyvoice.engines.contract import Ability, Engine, EngineInfo, FittedVoice, Preset
from clonyvoice.engines.environments.recipes import EngineNotInstalled, recipe_ids
from clonyvoice.engines.model_leases import Resident, ResidentStatus
from clonyvoice.engines.model_unloading import UnloadingThread, available_memory, unload_unused
from clonyvoice.jobs import Resource
from clonyvoice.weights import WeightsStore

T = TypeVar("T")
C = TypeVar("C")


def _kokoro(weights: WeightsStore, threads: int) -> Engine:
    from clonyvoice.engines.kokoro.engine import KokoroEngine

    return KokoroEngine(weights, threads)


EMBEDDED: Final[tuple[Callable[[WeightsStore, int], Engine], ...]] = (_kokoro,)
"""Makers of the engines that run in the server's process, the default one first."""


def installed_engines(data_dir: Path, memory_mb: int) -> Sequence[Engine]:
    """The engines in environments of their own in a data folder; nothing is imported where there are none."""
    if not (data_dir / "engines").is_dir():
        return ()
    from clonyvoice.engines.environments.installation import installed_engines as found

    return found(data_dir, memory_mb)


def resource_of(engine: Engine) -> Resource | None:
    """The compute resource of an engine outside this process, with a slot for each request at once; else None."""
    return Resource(engine.info.id, max(1, engine.info.at_once)) if isinstance(engine, InOwnProcess) else None


def embedded_engines(weights: WeightsStore, threads: int) -> tuple[Engine, ...]:
    """The embedded engines with the weights in `weights`, on `threads` threads (0: chosen for the machine)."""
    return tuple(make(weights, threads) for make in EMBEDDED)


class EngineLacks(InvalidRequest):
    """The engine does not have the ability that the request needs."""

    code = "engine_lacks_ability"

    def __init__(self, engine_id: str, ability: Ability, able: Sequence[str]) -> None:
        super().__init__(
            f"The engine {engine_id!r} has no {ability!r}. Engines that have it: {', '.join(able) or 'none'}.",
            param="engine",
        )


class EngineNotFound(NotFound):
    """No engine of this id is registered."""

    code = "engine_not_found"

    def __init__(self, engine_id: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no engine {engine_id!r}. Known: {', '.join(known) or 'none'}.", param="engine"
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    info: EngineInfo
    engine: Engine
    resident: Resident[Engine]


@dataclass(slots=True)
class EngineRegistry:
    """The engines of this process and other big models, their leases and their lifetime.

    `ttl` is the seconds an unused model stays (0: always), `memory` returns the free share of memory, `installed`
    whether the weights of a name are here. `tidy` does the unloading; `start` has it done every few seconds by a
    thread until `close`.
    """

    ttl: float = 900.0
    clock: Clock = field(default_factory=SystemClock)
    memory: Callable[[], float] = available_memory
    installed: Callable[[str], bool] = lambda _name: True
    _engines: dict[str, _Entry] = field(default_factory=dict)
    _models: dict[str, Resident[Any]] = field(default_factory=dict)
    _changing: threading.Lock = field(default_factory=threading.Lock)
    _unloading: UnloadingThread = field(default_factory=UnloadingThread)

    def register(self, engine: Engine) -> None:
        """Add an engine; nothing is loaded."""
        info = engine.info

        def load(_cancel: CancelToken) -> Engine:
            engine.load()
            return engine

        held = engine.memory if isinstance(engine, InOwnProcess) else None
        resident = Resident(
            info.id, load, lambda it: it.unload(), self.clock, None if held is None else lambda _: held()
        )
        with self._changing:
            self._engines = {**self._engines, info.id: _Entry(info, engine, resident)}

    def unregister(self, engine_id: str) -> bool:
        """Unload and remove an engine unless it is in use; returns whether it is absent now."""
        with self._changing:
            entry = self._engines.get(engine_id)
            if entry is None:
                return True
            entry.resident.unload_if_idle(0.0)
            status = entry.resident.status()
            if status.loaded or status.leases:
                return False
            self._engines = {name: one for name, one in self._engines.items() if name != engine_id}
            return True

    def register_model(
        self,
        name: str,
        load: Callable[[CancelToken], T],
        unload: Callable[[T], None] | None = None,
        held: Callable[[T], int] | None = None,
    ) -> Resident[T]:
        """Add another model to load and unload here; lease it from the returned object. `held` returns its bytes where
        it is in another process's memory.
        """
        resident = Resident(name, load, unload, self.clock, held)
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
        """Every engine, for uses that need no model in memory (presets)."""
        return tuple(entry.engine for entry in self._engines.values())

    def info(self, engine_id: str) -> EngineInfo:
        """The engine's declaration. Raises EngineNotFound, EngineNotInstalled."""
        return self._entry(engine_id).info

    def presets(self) -> list[tuple[EngineInfo, Sequence[Preset]]]:
        """Every engine's declaration with its presets, the default engine first; needs no model in memory."""
        return [(entry.info, presets_of(entry.engine)) for entry in self._engines.values()]

    def ready(self, engine_id: str) -> bool:
        """Whether an engine can speak now: it is registered, has its weights, and its process need not wait."""
        entry = self._engines.get(engine_id)
        if entry is None or not all(self.installed(name) for name in entry.info.weights):
            return False
        return not isinstance(entry.engine, InOwnProcess) or entry.engine.restart_in() == 0.0

    def check_voice(self, fitted: FittedVoice) -> None:
        """Return when an engine here can speak with the fit. Raises EngineNotFound, VoiceDataInvalid."""
        engine = self.engine(fitted.engine)
        if isinstance(engine, ChecksVoices):
            engine.check_voice(fitted)

    def engine(self, engine_id: str) -> Engine:
        """The engine, for uses that need no model in memory (presets). Raises EngineNotFound."""
        return self._entry(engine_id).engine

    def _entry(self, engine_id: str) -> _Entry:
        if engine_id not in self._engines:
            if engine_id in recipe_ids():
                raise EngineNotInstalled(engine_id, self.ids)
            raise EngineNotFound(engine_id, self.ids)
        return self._engines[engine_id]

    def able(self, ability: Ability) -> tuple[str, ...]:
        """The ids of the engines that declare an ability, the default one first."""
        return tuple(one.info.id for one in self._engines.values() if ability in one.info.abilities)

    def capable(self, ability: Ability, protocol: type[C], engine_id: str | None = None) -> C:
        """The engine, or the first with the ability, for uses that need no model in memory.

        Raises EngineNotFound, EngineLacks, and EngineUnavailable when no engine has the ability.
        """
        able = self.able(ability)
        if engine_id is None and not able:
            raise EngineUnavailable(f"No engine on this machine has the ability {ability!r}.")
        engine = self._entry(engine_id or able[0]).engine
        if not isinstance(engine, protocol):
            raise EngineLacks(engine.info.id, ability, able)
        return engine

    @contextmanager
    def lease_capable(
        self,
        ability: Ability,
        protocol: type[C],
        engine_id: str | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[C]:
        """The same, loaded, for a `with` block. Also raises the errors of loading."""
        engine = self.capable(ability, protocol, engine_id)
        with self.lease(engine_id or self.able(ability)[0], cancel):
            yield engine

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
        """Unload models that were not used for `ttl` seconds; when memory is short, all that are not leased.

        The names of what was unloaded, the longest unused first.
        """
        return unload_unused(self._residents(), self.ttl, self.memory)

    def start(self, every: float = 15.0) -> None:
        """Have a thread `tidy` every few seconds, until `close`."""
        self._unloading.start(self.tidy, every)

    def close(self) -> None:
        """Stop the thread and unload every model that is not leased."""
        self._unloading.close()
        for resident in self._residents():
            resident.unload_if_idle(0.0)


__all__ = [
    "EngineNotFound",
    "EngineNotInstalled",
    "EngineRegistry",
    "EngineUnavailable",
    "Resident",
    "ResidentStatus",
]
