"""The machine and the server's state; jobs listed and cancelled."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query

from clonyvoice import __version__
from clonyvoice.api.auth import SystemReader
from clonyvoice.api.bodies.field_types import StateField
from clonyvoice.api.bodies.system import EngineBody, Health, InfoBody, JobBody, JobList, StatsBody, job_body
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import EnginesDep, JobsDep, MeterDep, WeightsDep
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.errors import JobNotFound, RunsElsewhere
from clonyvoice.jobs.model import Job
from clonyvoice.keys import Principal
from clonyvoice.system.hardware_versions import machine
from clonyvoice.system.load_stats import Meter
from clonyvoice.weights import WeightsStore

router = api_router("System")


@router.get("/health")
async def health() -> Health:
    """Check that the server runs. Needs no key, reads nothing, and responds at once under any load."""
    return Health(version=__version__)


@router.get("/api/system/stats")
def system_stats(caller: SystemReader, jobs: JobsDep, meter: MeterDep, engines: EnginesDep) -> StatsBody:
    """Get the load: CPU in percent, memory and disk in bytes, GPUs, this process and its models, the queue."""
    return StatsBody.model_validate(stats_body(jobs, meter, engines))


@router.get("/api/system/info")
def system_info(caller: SystemReader, weights: WeightsDep, engines: EnginesDep) -> InfoBody:
    """Get the hardware, the versions, and the engines with their abilities and whether their weights are installed."""
    return InfoBody(**asdict(machine()), engines=engines_body(weights, engines))


def engines_body(weights: WeightsStore, engines: EngineRegistry) -> list[EngineBody]:
    """Every engine with its abilities, and whether it is ready to use."""
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


jobs_router = api_router("Jobs")


@jobs_router.get("/api/jobs")
def list_jobs(
    caller: SystemReader,
    jobs: JobsDep,
    state: Annotated[
        list[StateField] | None, Query(description="Only these states; may be repeated.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> JobList:
    """List the caller's jobs, newest first."""
    found = jobs.listing(caller.sees, state or (), limit)
    return JobList(jobs=[job_body(job, jobs) for job in found])


@jobs_router.get("/api/jobs/{job_id}", responses=errors(JobNotFound))
def get_job(job_id: str, caller: SystemReader, jobs: JobsDep) -> JobBody:
    """Get one job of the caller."""
    return job_body(_own(jobs.get(job_id), caller), jobs)


@jobs_router.post("/api/jobs/{job_id}/cancel", responses=errors(JobNotFound, RunsElsewhere))
@declares(frees=True)
def cancel_job(job_id: str, caller: SystemReader, jobs: JobsDep) -> JobBody:
    """Stop a job; the response comes when the computation has stopped. A job that has ended is returned unchanged."""
    _own(jobs.get(job_id), caller)
    return job_body(jobs.cancel(job_id), jobs)


def _own(job: Job, caller: Principal) -> Job:
    if caller.sees not in (None, job.owner):
        raise JobNotFound(job.id)
    return job
