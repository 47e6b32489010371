"""Engines that can be installed: listed, installed as a job, checked, removed.

An engine is used as soon as it is installed: the server need not be started again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from clonyvoice.core.errors import Conflict
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine
from clonyvoice.engines.environments.recipes import (
    RECIPES,
    EngineNotInstalled,
    LicenceNotAccepted,
    Recipe,
    recipe,
    recipe_ids,
)
from clonyvoice.engines.registry import EngineRegistry, installed_engines
from clonyvoice.jobs import BATCH, Job, JobContext, JobQueue

if TYPE_CHECKING:
    from clonyvoice.engines.environments.installation import Environments

KIND: Final = "engine"
State: TypeAlias = Literal["not_installed", "installed", "out_of_date", "damaged", "installing"]
_LOOK_SECONDS: Final = 2.0
"""Seconds between two reports of how much is installed. Chosen by hand."""
_MOST_SHOWN: Final = 120
"""Characters of an installer's last line that are shown. Chosen by hand."""


class EngineBusy(Conflict):
    """The engine is being installed or checked, or speaks right now."""

    code = "engine_busy"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The engine {name!r} is being installed, checked or used right now. Wait until that has ended, or cancel"
            " it.",
            param="engine",
        )


@dataclass(frozen=True, slots=True)
class InstallableEngine:
    """An engine that can be installed; sizes in MB, from its recipe."""

    recipe: Recipe
    state: State
    job_id: str | None
    progress: float | None


class EngineInstallations:
    """Lists, installs, checks and removes engines. Installing and checking are jobs of kind `engine`.

    `memory_mb` is the most that an engine's process may take (0: twice what its recipe says); `recipes` is the folder
    of the recipes.
    """

    def __init__(
        self,
        data_dir: Path,
        registry: EngineRegistry,
        jobs: JobQueue,
        memory_mb: int = 0,
        recipes: Path = RECIPES,
    ) -> None:
        self._data_dir, self._registry, self._jobs, self._memory_mb = data_dir, registry, jobs, memory_mb
        self._recipes = recipes
        jobs.register(KIND, self._run, topic=KIND)

    def listing(self) -> list[InstallableEngine]:
        """Every engine that there is a recipe for."""
        return [self.get(name) for name in recipe_ids(self._recipes)]

    def get(self, name: str) -> InstallableEngine:
        """One engine. Raises RecipeNotFound."""
        wanted, job = recipe(name, self._recipes), self._running(name)
        state = "not_installed"
        if (self._data_dir / "engines" / name).is_dir():
            state = self._environments().state(name).replace(" ", "_")
        if job is not None and job.payload["action"] == "install":
            state = "installing"
        if state == "installed" and name not in self._registry.ids:
            self._adopt(name)  # by the command line, while this server runs
        progress = None if job is None else job.progress
        return InstallableEngine(wanted, cast("State", state), None if job is None else job.id, progress)

    def install(self, name: str, owner: str, *, accept_licence: bool) -> tuple[InstallableEngine, Job]:
        """The engine, and the job that installs it, or installs it again.

        Raises RecipeNotFound, LicenceNotAccepted, EngineBusy, QueueFull.
        """
        wanted = recipe(name, self._recipes)
        if wanted.must_accept and not accept_licence:
            raise LicenceNotAccepted(wanted)
        running = self._running(name)
        if running is None or running.payload["action"] != "install":
            running = self._submit(name, owner, "install", accept_licence=accept_licence)
        return self.get(name), running

    def verify(self, name: str, owner: str) -> Job:
        """The job that reads an engine's files through and starts it once; its result has the `problems`.

        Raises RecipeNotFound, EngineNotInstalled, EngineBusy, QueueFull.
        """
        recipe(name, self._recipes)
        if self.get(name).state == "not_installed":
            raise EngineNotInstalled(name)
        return self._submit(name, owner, "verify")

    def remove(self, name: str) -> InstallableEngine:
        """The engine, removed with its weights. Raises RecipeNotFound, EngineNotInstalled, EngineBusy."""
        recipe(name, self._recipes)
        if self._running(name) is not None:
            raise EngineBusy(name)
        if self.get(name).state == "not_installed":
            raise EngineNotInstalled(name)
        if not self._registry.unregister(name):
            raise EngineBusy(name)
        self._environments().remove(name)
        return self.get(name)

    # --- inside ---

    def _environments(self) -> Environments:
        from clonyvoice.engines.environments.installation import Environments

        return Environments(self._data_dir, self._recipes)

    def _running(self, name: str) -> Job | None:
        job = self._jobs.of_subject(name)
        return job if job is not None and job.kind == KIND and not job.ended else None

    def _submit(self, name: str, owner: str, action: str, *, accept_licence: bool = False) -> Job:
        if self._running(name) is not None:
            raise EngineBusy(name)
        payload = {
            "action": action,
            "accept_licence": accept_licence,
            "title": recipe(name, self._recipes).title,
        }
        return self._jobs.submit(KIND, owner=owner, subject=name, payload=payload, priority=BATCH)

    def _run(self, context: JobContext) -> dict[str, Any]:
        name, environments = context.job.subject, self._environments()
        title = str(context.payload.get("title", name))
        if context.payload["action"] == "verify":
            context.progress(0.0, "checking", title=title)
            return {"engine": name, "problems": environments.verify(name)}
        if not self._registry.unregister(name):
            raise EngineBusy(name)
        try:
            with _watched(context, environments, recipe(name, self._recipes), title) as tell:
                environments.install(
                    name, accept_licence=bool(context.payload["accept_licence"]), tell=tell, cancel=context.cancel
                )  # fmt: skip
        finally:
            if environments.state(name) == "installed":  # the new one, or the earlier one
                self._adopt(name)
        return {"engine": name, "problems": []}

    def _adopt(self, name: str) -> None:
        from clonyvoice.engines.environments.installation import installed_engines

        for engine in installed_engines(self._data_dir, self._memory_mb, self._recipes):
            if engine.info.id == name and name not in self._registry.ids:
                self._registry.register(engine)


@contextmanager
def _watched(context: JobContext, environments: Environments, wanted: Recipe, title: str) -> Iterator[Any]:
    """A block that gives a function for the installer's lines; progress is measured by bytes on the disk."""
    over, last = threading.Event(), ["starting"]

    def tell(line: str) -> None:
        last[0] = line[:_MOST_SHOWN]

    def look() -> None:
        while not over.wait(_LOOK_SECONDS):
            share = environments.built_mb(wanted.id) / max(1, wanted.disk_mb)
            context.progress(min(0.97, share), "installing", title=title, detail=last[0])

    context.progress(0.0, "installing", title=title)
    thread = threading.Thread(target=look, name="installation", daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        over.set()
        thread.join()


def engines_apart(settings: Settings) -> Sequence[Engine]:
    """The installed engines, in processes of their own or on the Ray cluster that the settings name.

    Raises RayNotInstalled.
    """
    installed = installed_engines(settings.data_dir, settings.engine_memory_mb)
    if not settings.ray:
        return installed
    from clonyvoice.engines.cluster.engine_processes import on_cluster

    return on_cluster(installed, settings)
