"""Makers of engines in the processes that a cluster needs: in the actors, and in the process that asks them."""

from __future__ import annotations

from pathlib import Path

from clonyvoice.engines.cluster.actors import ActorStarter, Bounds, connect
from clonyvoice.engines.cluster.cluster_engine import ClusterEngine, cluster_engine
from clonyvoice.engines.cluster.errors import EngineMissesThere
from clonyvoice.engines.contract import Engine
from clonyvoice.engines.registry import embedded_engines, installed_engines
from clonyvoice.weights import WeightsStore


def asking(
    address: str, engine: str, least: str, most: str, cpus: str, gpus: str, factory: str, *arguments: str
) -> ClusterEngine:
    """The engine that speaks by actors of a cluster: run in a process of its own, so that what befalls Ray befalls
    that process. Each actor's engine is made by `factory` of the arguments.

    Raises RayNotInstalled, RayUnreachable, RayHasNoRoom, and what an actor raises at its start.
    """
    ray = connect(address)
    starter = ActorStarter(ray, engine, factory, arguments, cpus=float(cpus), gpus=float(gpus))
    return cluster_engine(starter, Bounds(int(least), int(most)))


def engine_here(name: str, data_dir: str, weights: str) -> Engine:
    """The engine `name` of this machine, with the server's folders where they are here, else with this machine's own.

    Raises EngineMissesThere.
    """
    from clonyvoice.core.settings import Settings

    own = Settings()
    data = Path(data_dir) if Path(data_dir).is_dir() else own.data_dir
    store = WeightsStore(Path(weights) if Path(weights).is_dir() else own.weights)
    for engine in (*embedded_engines(store, own.threads), *installed_engines(data, own.engine_memory_mb)):
        if engine.info.id == name:
            return engine
    raise EngineMissesThere(name)
