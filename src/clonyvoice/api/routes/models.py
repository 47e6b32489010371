"""Model weights: listed, downloaded and removed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Response

from clonyvoice.api.auth import SystemReader, require
from clonyvoice.api.bodies.system import ModelBody, ModelList, model_body
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import ModelsDep
from clonyvoice.jobs.model import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.system.model_weights import DownloadRunning
from clonyvoice.weights.manifest import UnknownModel

router = api_router("Models")
ModelKeeper = Annotated[Principal, Depends(require("system:read", trusted="Changing models"))]


@router.get("/api/models")
def list_models(caller: SystemReader, models: ModelsDep) -> ModelList:
    """List the models, their sizes and licences, and whether their weights are here."""
    return ModelList(models=[model_body(model) for model in models.listing()])


@router.post("/api/models/{model_id}/download", status_code=202, responses=errors(UnknownModel, QueueFull))
def download_model(model_id: str, caller: ModelKeeper, models: ModelsDep, response: Response) -> ModelBody:
    """Fetch a model's weights in the background; `model.progress` events tell how far it is."""
    model, job = models.download(model_id, caller.owner)
    if job is None:
        response.status_code = 200
    else:
        response.headers["Location"] = f"/api/jobs/{job.id}"
    return model_body(model)


@router.delete("/api/models/{model_id}", responses=errors(UnknownModel, DownloadRunning))
def delete_model(model_id: str, caller: ModelKeeper, models: ModelsDep) -> ModelBody:
    """Remove a model's weights from the disk; a model in use stays in memory until it is unloaded."""
    return model_body(models.delete(model_id))
