"""Engines beside the embedded one: listed, installed, checked and removed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Response

from clonyvoice.api.auth import SystemReader, require
from clonyvoice.api.bodies.engines import (
    InstallableEngineBody,
    InstallableEngineList,
    InstallBody,
    engine_body,
)
from clonyvoice.api.bodies.system import JobBody, job_body
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import InstallationsDep, JobsDep
from clonyvoice.engines.environments.recipes import EngineNotInstalled, LicenceNotAccepted, RecipeNotFound
from clonyvoice.jobs.model import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.system.engine_installations import EngineBusy

router = api_router("Engines")
EngineKeeper = Annotated[Principal, Depends(require("system:read", trusted="Changing engines"))]


@router.get("/api/engines")
def list_engines(caller: SystemReader, installations: InstallationsDep) -> InstallableEngineList:
    """List the engines that can be installed: their sizes and licences, and whether they are here."""
    return InstallableEngineList(engines=[engine_body(one) for one in installations.listing()])


@router.post(
    "/api/engines/{engine_id}/install",
    status_code=202,
    responses=errors(RecipeNotFound, LicenceNotAccepted, EngineBusy, QueueFull),
)
def install_engine(
    engine_id: str,
    body: InstallBody,
    caller: EngineKeeper,
    installations: InstallationsDep,
    response: Response,
) -> InstallableEngineBody:
    """Install an engine in the background, anew if it is here; it can be used as soon as that is done."""
    engine, job = installations.install(engine_id, caller.owner, accept_licence=body.accept_licence)
    response.headers["Location"] = f"/api/jobs/{job.id}"
    return engine_body(engine)


@router.post(
    "/api/engines/{engine_id}/verify",
    status_code=202,
    responses=errors(RecipeNotFound, EngineNotInstalled, EngineBusy, QueueFull),
)
def verify_engine(
    engine_id: str, caller: EngineKeeper, jobs: JobsDep, installations: InstallationsDep
) -> JobBody:
    """Read an engine's files through and start it once; the job's result has the `problems`."""
    return job_body(installations.verify(engine_id, caller.owner), jobs)


@router.delete("/api/engines/{engine_id}", responses=errors(RecipeNotFound, EngineNotInstalled, EngineBusy))
def delete_engine(
    engine_id: str, caller: EngineKeeper, installations: InstallationsDep
) -> InstallableEngineBody:
    """Remove an engine with its weights; voices keep their fits for it."""
    return engine_body(installations.remove(engine_id))
