"""Engines and the weights of models: listed, installed or downloaded with progress, removed."""

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
from clonyvoice.api.bodies.system import JobBody, ModelBody, ModelList, job_body, model_body
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import InstallationsDep, JobsDep, ModelsDep
from clonyvoice.engines.environments.recipes import EngineNotInstalled, LicenceNotAccepted, RecipeNotFound
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.system.engine_installations import EngineBusy
from clonyvoice.system.model_weights import DownloadRunning
from clonyvoice.weights.manifest import UnknownModel

router = api_router("Engines")
EngineKeeper = Annotated[Principal, Depends(require("system:read", trusted="Changing engines"))]


@router.get("/api/engines")
def list_engines(caller: SystemReader, installations: InstallationsDep) -> InstallableEngineList:
    """List the engines that can be installed: their sizes and licences, and whether they are installed."""
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
    """Install an engine in the background, or install it again; it is usable as soon as the job ends."""
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
    """Check all files of an engine and start it once; the job's result has the `problems`."""
    return job_body(installations.verify(engine_id, caller.owner), jobs)


@router.delete("/api/engines/{engine_id}", responses=errors(RecipeNotFound, EngineNotInstalled, EngineBusy))
def delete_engine(
    engine_id: str, caller: EngineKeeper, installations: InstallationsDep
) -> InstallableEngineBody:
    """Remove an engine with its weights; voices keep their fits for it."""
    return engine_body(installations.remove(engine_id))


models_router = api_router("Models")
ModelKeeper = Annotated[Principal, Depends(require("system:read", trusted="Changing models"))]


@models_router.get("/api/models")
def list_models(caller: SystemReader, models: ModelsDep) -> ModelList:
    """List the models, their sizes and licences, and whether their weights are installed."""
    return ModelList(models=[model_body(model) for model in models.listing()])


@models_router.post(
    "/api/models/{model_id}/download", status_code=202, responses=errors(UnknownModel, QueueFull)
)
def download_model(model_id: str, caller: ModelKeeper, models: ModelsDep, response: Response) -> ModelBody:
    """Download a model's weights in the background; `model.progress` events report the progress."""
    model, job = models.download(model_id, caller.owner)
    if job is None:
        response.status_code = 200
    else:
        response.headers["Location"] = f"/api/jobs/{job.id}"
    return model_body(model)


@models_router.delete("/api/models/{model_id}", responses=errors(UnknownModel, DownloadRunning))
def delete_model(model_id: str, caller: ModelKeeper, models: ModelsDep) -> ModelBody:
    """Remove a model's weights from the disk; a model in use stays in memory until it is unloaded."""
    return model_body(models.delete(model_id))
