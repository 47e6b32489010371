"""Engines of a cluster made in each of their processes: in the server, in the one that asks actors, and in actors.

The server does not talk with Ray itself: Ray's libraries end the process that they are in when the cluster goes.
"""

from __future__ import annotations

import importlib.util
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from clonyvoice.core.settings import Settings
from clonyvoice.engines.capabilities import presets_of
from clonyvoice.engines.cluster.actor_starter import ActorStarter, Bounds, connect
from clonyvoice.engines.cluster.cluster_engine import ClusterEngine, cluster_engine
from clonyvoice.engines.cluster.errors import EngineMissesThere, RayNotInstalled
from clonyvoice.engines.contract import Engine, EngineInfo, Preset
from clonyvoice.engines.registry import embedded_engines, installed_engines
from clonyvoice.engines.workers.process_start_limits_exit import Limits
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, worker_engine
from clonyvoice.weights import WeightsStore

log = logging.getLogger(__name__)
LIMITS: Final = Limits(start=300.0)
"""Ray takes its time to start, and an actor to be placed."""
ASKING: Final = f"{__name__}:asking"
_THERE: Final = f"{__name__}:engine_here"


def on_cluster(installed: Sequence[Engine], settings: Settings) -> list[WorkerEngine]:
    """The engines, speaking by actors of the cluster that the settings name. Nothing is started.

    Raises RayNotInstalled.
    """
    _check_ray()
    folders = (str(settings.data_dir.absolute()), str(settings.weights.absolute()))
    made = [
        by_actors(
            engine.info,
            presets_of(engine),
            settings,
            settings.ray_actor_gpus,
            _THERE,
            engine.info.id,
            *folders,
        )
        for engine in installed
    ]
    names = ", ".join(engine.info.id for engine in made)
    log.info("on the Ray cluster: %s", names or "no engine, for none is installed (clonyvoice engines list)")
    return made


def by_actors(
    info: EngineInfo,
    presets: Sequence[Preset],
    settings: Settings,
    gpus: float,
    factory: str,
    *arguments: str,
) -> WorkerEngine:
    """The engine that `factory` of the arguments makes in each actor, which takes so many GPUs. Nothing is started.

    Raises RayNotInstalled.
    """
    _check_ray()
    most = max(settings.ray_min_actors, settings.ray_max_actors)
    shape = (str(settings.ray_min_actors), str(most), str(settings.ray_actor_cpus), str(gpus))
    run = command(sys.executable, ASKING, settings.ray, info.id, *shape, factory, *arguments)
    return worker_engine(replace(info, at_once=most * max(1, info.at_once)), presets, run, LIMITS)


def _check_ray() -> None:
    if importlib.util.find_spec("ray") is None:
        raise RayNotInstalled


def asking(
    address: str, engine: str, least: str, most: str, cpus: str, gpus: str, factory: str, *arguments: str
) -> ClusterEngine:
    """A cluster engine that speaks by actors, in each of which `factory` of the arguments makes an engine.
    It is run in a process of its own, so that a crash of Ray ends that process only.

    Raises RayNotInstalled, RayUnreachable, RayHasNoRoom, and what an actor raises at its start.
    """
    ray = connect(address)
    starter = ActorStarter(ray, engine, factory, arguments, cpus=float(cpus), gpus=float(gpus))
    return cluster_engine(starter, Bounds(int(least), int(most)))


def engine_here(name: str, data_dir: str, weights: str) -> Engine:
    """The engine `name` of this machine, with the server's folders where they are here, else with this machine's own.

    Raises EngineMissesThere.
    """
    own = Settings()
    data = Path(data_dir) if Path(data_dir).is_dir() else own.data_dir
    store = WeightsStore(Path(weights) if Path(weights).is_dir() else own.weights)
    for engine in (*embedded_engines(store, own.threads), *installed_engines(data, own.engine_memory_mb)):
        if engine.info.id == name:
            return engine
    raise EngineMissesThere(name)
