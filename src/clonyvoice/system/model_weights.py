"""The models' weights: listed, downloaded as a job, removed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any, Literal

import psutil

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.errors import Conflict
from clonyvoice.jobs import BATCH, Job, JobContext, JobQueue
from clonyvoice.weights import ModelStatus, WeightsStore

KIND = "model"
_MEMORY_FACTOR = 4.0
"""Memory that a model takes when loaded, as a multiple of its files: weights unpacked, and room to
compute. Chosen by hand.
"""


class DownloadRunning(Conflict):
    """The model is being downloaded right now."""

    code = "download_running"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is being downloaded. Cancel that first, or wait until it is done.")


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the list: sizes in bytes, `state` whether it can be used."""

    id: str
    title: str
    licence: str
    needed_by: str
    size: int
    state: Literal["installed", "missing", "downloading"]
    progress: float | None
    job_id: str | None
    memory: int
    fits_in_memory: bool


class Models:
    """Lists, fetches and removes weights. Fetching is a job of kind `model`, with `model.…` events."""

    def __init__(self, store: WeightsStore, jobs: JobQueue) -> None:
        self._store, self._jobs = store, jobs
        jobs.register(KIND, self._pull, topic="model")

    def listing(self) -> list[Model]:
        """Every model that there is weights for."""
        return [self._shown(status) for status in self._store.status()]

    def get(self, name: str) -> Model:
        """One model. Raises UnknownModel."""
        self._store.manifest.model(name)
        return next(model for model in self.listing() if model.id == name)

    def download(self, name: str, owner: str) -> tuple[Model, Job | None]:
        """The model, and the job that fetches it (None when it is here). Raises UnknownModel, QueueFull."""
        model = self.get(name)
        if model.state == "installed":
            return model, None
        running = self._running(name)
        job = running or self._jobs.submit(
            KIND, owner=owner, subject=name, payload={"model": name}, priority=BATCH
        )
        return self.get(name), job

    def delete(self, name: str) -> Model:
        """The model, its files removed. Raises UnknownModel, DownloadRunning."""
        model = self.get(name)
        if model.state == "downloading":
            raise DownloadRunning(name)
        with self._store.locked(name, timeout=10):
            shutil.rmtree(self._store.folder(name), ignore_errors=True)
        return self.get(name)

    def _running(self, name: str) -> Job | None:
        job = self._jobs.of_subject(name)
        return job if job is not None and job.kind == KIND and not job.ended else None

    def _pull(self, context: JobContext) -> dict[str, Any]:
        from clonyvoice.weights.pull import PullProgress, pull

        def report(progress: PullProgress) -> None:
            fraction = progress.done / progress.total if progress.total else 0.0
            context.progress(min(0.999, fraction), progress.stage, done=progress.done, total=progress.total)

        name = str(context.payload["model"])
        pull(self._store, [name], report, context.cancel)
        return {"model": name}

    def _shown(self, status: ModelStatus) -> Model:
        job = self._running(status.name)
        memory = int(status.size * _MEMORY_FACTOR)
        return from_attributes(
            Model,
            status,
            id=status.name,
            state="installed" if status.installed else "missing" if job is None else "downloading",
            progress=None if job is None else job.progress,
            job_id=None if job is None else job.id,
            memory=memory,
            fits_in_memory=memory < psutil.virtual_memory().total * 0.7,
        )
