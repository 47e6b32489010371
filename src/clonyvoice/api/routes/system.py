"""Health, load, hardware and engines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from clonyvoice import __version__
from clonyvoice.api.auth import SystemReader
from clonyvoice.api.bodies.system import EngineBody, Health, InfoBody, StatsBody
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import EnginesDep, JobsDep, MeterDep, WeightsDep
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import JobQueue
from clonyvoice.system.hardware_versions import machine
from clonyvoice.system.load_stats import Meter
from clonyvoice.weights import WeightsStore

router = api_router("System")


@router.get("/health")
async def health() -> Health:
    """Tell that the server runs. Needs no key, reads nothing, and answers at once whatever else is going
    on.
    """
    return Health(version=__version__)


@router.get("/api/system/stats")
def system_stats(caller: SystemReader, jobs: JobsDep, meter: MeterDep, engines: EnginesDep) -> StatsBody:
    """Tell the load: CPU in percent, memory and disk in bytes, GPUs, this process and its models, the queue."""
    return StatsBody.model_validate(stats_body(jobs, meter, engines))


@router.get("/api/system/info")
def system_info(caller: SystemReader, weights: WeightsDep, engines: EnginesDep) -> InfoBody:
    """Tell the hardware, the versions, and the engines with what each can do and whether its weights are
    here.
    """
    return InfoBody(**asdict(machine()), engines=engines_body(weights, engines))


def engines_body(weights: WeightsStore, engines: EngineRegistry) -> list[EngineBody]:
    """Every engine: what it can do, and whether it could do it now."""
    loaded = {status.name: status.loaded for status in engines.status()}
    return [
        from_attributes(
            EngineBody,
            info,
            abilities=sorted(info.abilities),
            available=all(weights.installed(name) for name in info.weights),
            loaded=loaded.get(info.id, False),
        )
        for info in engines.infos()
    ]


def stats_body(jobs: JobQueue, meter: Meter, engines: EngineRegistry) -> dict[str, Any]:
    """The load as the API shows it; `/ws` sends the same."""
    stats = meter.read()
    waiting, running = jobs.depth
    return {
        "cpu": {"total": stats.cpu_total, "cores": stats.cpu_cores, "load": stats.load},
        "memory": asdict(stats.memory),
        "swap": asdict(stats.swap),
        "disk": asdict(stats.disk),
        "gpus": [asdict(gpu) for gpu in stats.gpus],
        "process": {
            "memory": stats.process_memory,
            "cpu": stats.process_cpu,
            "threads": stats.process_threads,
            "uptime": round(stats.uptime, 1),
        },
        "models": [
            {
                "name": status.name,
                "leases": status.leases,
                "idle": round(status.idle, 1),
                "memory": status.memory,
                "memory_loading": status.memory_loading,
            }
            for status in engines.status()
            if status.loaded
        ],
        "queue": {"waiting": waiting, "running": running},
    }
