"""Jobs: listed and cancelled."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from clonyvoice.api.auth import SystemReader
from clonyvoice.api.bodies.field_types import StateField
from clonyvoice.api.bodies.system import JobBody, JobList, job_body
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import JobsDep
from clonyvoice.jobs.model import Job, JobNotFound, RunsElsewhere
from clonyvoice.keys import Principal

router = api_router("Jobs")


@router.get("/api/jobs")
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


@router.get("/api/jobs/{job_id}", responses=errors(JobNotFound))
def get_job(job_id: str, caller: SystemReader, jobs: JobsDep) -> JobBody:
    """Get one job of the caller."""
    return job_body(_own(jobs.get(job_id), caller), jobs)


@router.post("/api/jobs/{job_id}/cancel", responses=errors(JobNotFound, RunsElsewhere))
def cancel_job(job_id: str, caller: SystemReader, jobs: JobsDep) -> JobBody:
    """Stop a job; the answer comes when its compute has stopped. One that has ended is answered as it is."""
    _own(jobs.get(job_id), caller)
    return job_body(jobs.cancel(job_id), jobs)


def _own(job: Job, caller: Principal) -> Job:
    if caller.sees not in (None, job.owner):
        raise JobNotFound(job.id)
    return job
