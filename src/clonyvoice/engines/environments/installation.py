"""Engines' environments in the data folder: built beside, checked, and only then put into their place.

`DATA/engines/NAME/` holds a virtual environment, `installed.json` and `weights/`. While one is built it lies in a
folder that begins with a dot; what an interrupted installation leaves there goes with the next one.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess  # the interpreter of an engine's environment
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, TypeAlias

from filelock import FileLock, Timeout

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import ClonyError, Conflict, InvalidRequest
from clonyvoice.engines.contract import EngineInfo, Preset
from clonyvoice.engines.environments.installed_note import (
    Installed,
    declared_json,
    note_anew,
    read_note,
    write_note,
)
from clonyvoice.engines.environments.recipes import (
    RECIPES,
    EngineNotInstalled,
    LicenceNotAccepted,
    Recipe,
    recipe,
    recipe_ids,
)
from clonyvoice.engines.environments.virtual_environment import (
    DiskTooSmall,
    InstallationFailed,
    Tell,
    build,
    changed_files,
    changed_weights,
    plain,
    python_of,
)
from clonyvoice.engines.workers.contract_messages import info_of, presets_of
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.messages import VERSION
from clonyvoice.engines.workers.process_start_limits_exit import Limits
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration, worker_engine

State: TypeAlias = Literal["not installed", "installed", "out of date", "damaged"]
_STARTS: Final = Limits(start=180.0, silent=180.0)
"""The first start reads everything from the disk."""


class InstallationRunning(Conflict):
    """Another engine is being installed, by this server or a command."""

    code = "engine_installation_running"

    def __init__(self) -> None:
        super().__init__(
            "Another engine is being installed on this machine. Wait until that has ended, or cancel it."
        )


class Environments:
    """The environments of engines in one data folder, built from the recipes in another."""

    def __init__(self, data_dir: Path, recipes: Path = RECIPES) -> None:
        self._recipes = recipes
        self._root = data_dir / "engines"
        self._wheelhouse = data_dir / "wheelhouse"
        self._lock = data_dir / "run" / "engines.lock"

    def folder(self, name: str) -> Path:
        """The folder of an engine, whether it is there or not."""
        return self._root / name

    def weights(self, name: str) -> Path:
        """The folder that weights of an engine may be copied to."""
        return self.folder(name) / "weights"

    def state(self, name: str) -> State:
        """The state of an engine, by its files alone."""
        if not self.folder(name).is_dir():
            return "not installed"
        note = read_note(self.folder(name))
        if note is None or not python_of(self.folder(name)).exists():
            return "damaged"
        fresh = (
            note.get("lock") == recipe(name, self._recipes).lock_digest and note.get("contract") == VERSION
        )
        return "installed" if fresh else "out of date"

    def built_mb(self, name: str) -> float:
        """The size in MB of an engine's unfinished installation."""
        found = 0
        for building in self._root.glob(f".building-{name}-*"):
            for folder, _, files in os.walk(building):
                for file in files:
                    with contextlib.suppress(OSError):
                        found += os.lstat(os.path.join(folder, file)).st_size
        return found / 1e6

    def installed(self) -> list[Installed]:
        """The engines that can be used, without starting any."""
        found = []
        for name in recipe_ids(self._recipes):
            note = read_note(self.folder(name))
            if note is None or self.state(name) != "installed":
                continue
            try:
                info, presets = info_of(note["info"]), presets_of(note["presets"])
            except (BadMessage, KeyError, TypeError):
                continue
            wanted = recipe(name, self._recipes)
            found.append(Installed(info, presets, self._run(wanted, self.folder(name)), wanted.memory_mb))
        return found

    def install(
        self,
        name: str,
        *,
        accept_licence: bool = False,
        wheelhouse: Path | None = None,
        tell: Tell = lambda _line: None,
        cancel: CancelToken | None = None,
    ) -> Installed:
        """The installed engine; an earlier installation is replaced only when the new one works.

        Without a `wheelhouse` that in the data folder is taken, if there is one. Raises RecipeNotFound,
        LicenceNotAccepted, InstallationRunning, InstallationFailed, Cancelled.
        """
        wanted, cancel = recipe(name, self._recipes), cancel or CancelToken()
        if wanted.must_accept and not accept_licence:
            raise LicenceNotAccepted(wanted)
        if wheelhouse is not None and not wheelhouse.is_dir():
            raise InvalidRequest(f"There is no folder {wheelhouse}.", param="wheelhouse")
        if wheelhouse is None and self._wheelhouse.is_dir():
            wheelhouse = self._wheelhouse
        self._root.mkdir(parents=True, exist_ok=True)
        with self._alone():
            return self._installed_anew(wanted, accept_licence, wheelhouse, tell, cancel)

    def _installed_anew(
        self, wanted: Recipe, accept_licence: bool, wheelhouse: Path | None, tell: Tell, cancel: CancelToken
    ) -> Installed:
        name = wanted.id
        self._sweep()
        if (free := shutil.disk_usage(self._root).free / 1e6) < wanted.disk_mb:
            raise DiskTooSmall(name, f"it needs {wanted.disk_mb} MB of disk, and {free:.0f} MB are free.")
        building = self._root / f".building-{name}-{secrets.token_hex(4)}"
        try:
            build(wanted, building, wheelhouse, tell, cancel)
            tell("starting it once")
            info, presets = self._declared(wanted, building)
            cancel.raise_if_cancelled()
            note = {
                "lock": wanted.lock_digest,
                "contract": VERSION,
                "licence_accepted": accept_licence,
                **declared_json(info, presets),
            }
            (building / "weights").mkdir(exist_ok=True)
            write_note(building, note)
            self._put_in_place(name, building)
        except OSError as error:
            raise InstallationFailed(name, f"{error.strerror or type(error).__name__}.") from None
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return Installed(info, presets, self._run(wanted, self.folder(name)), wanted.memory_mb)

    def verify(self, name: str) -> list[str]:
        """The problems of an installed engine, in words; none when every file is as it was and it starts.

        Its abilities and presets are noted anew: they may depend on weights that were copied since.

        Raises RecipeNotFound, EngineNotInstalled.
        """
        wanted, folder = recipe(name, self._recipes), self.folder(name)
        state = self.state(name)
        if state == "not installed":
            raise EngineNotInstalled(name)
        if state == "damaged":
            return [f"its environment is damaged: install it again (clonyvoice engines install {name})"]
        problems = (
            ["it was made for another version of ClonyVoice: install it again"]
            if state == "out of date"
            else []
        )
        problems += changed_files(folder)
        problems += changed_weights(self.weights(name))
        if not problems:
            try:
                declared = declared_json(*self._declared(wanted, folder))
            except ClonyError as error:
                problems.append(error.message)
            else:
                note_anew(folder, declared)
        return problems

    def remove(self, name: str) -> None:
        """Remove an engine with its weights. Raises RecipeNotFound, EngineNotInstalled."""
        recipe(name, self._recipes)
        if not self.folder(name).is_dir():
            raise EngineNotInstalled(name)
        with self._alone():
            gone = self._root / f".removed-{name}-{secrets.token_hex(4)}"
            self.folder(name).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)

    # --- inside ---

    def _run(self, wanted: Recipe, folder: Path) -> tuple[str, ...]:
        return tuple(command(python_of(folder), wanted.factory, str(self.weights(wanted.id))))

    def _declared(self, wanted: Recipe, folder: Path) -> tuple[EngineInfo, tuple[Preset, ...]]:
        """The declaration of the engine in a folder, once its modules can be imported there."""
        program = "; ".join(f"import {module}" for module in wanted.modules)
        tried = subprocess.run(  # noqa: S603 - our own command, no shell
            [str(python_of(folder)), "-I", "-c", program], capture_output=True, text=True, check=False
        )
        if tried.returncode:
            last = (tried.stderr.strip().splitlines() or [""])[-1]
            raise InstallationFailed(wanted.id, f"its libraries cannot be imported ({plain(last)}).")
        return declaration(wanted.id, self._run(wanted, folder), _STARTS)

    def _put_in_place(self, name: str, building: Path) -> None:
        folder = self.folder(name)
        old = self._root / f".removed-{name}-{secrets.token_hex(4)}"
        if folder.exists():
            if (folder / "weights").is_dir():
                shutil.rmtree(building / "weights", ignore_errors=True)
                (folder / "weights").rename(building / "weights")
            folder.rename(old)
        building.rename(folder)
        shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """For the block, the only installation in the data folder. Raises InstallationRunning."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._lock, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise InstallationRunning from None
        try:
            yield
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Remove what interrupted installations left."""
        for left in self._root.glob(".*-*"):
            shutil.rmtree(left, ignore_errors=True)


def installed_engines(data_dir: Path, memory_mb: int = 0, recipes: Path = RECIPES) -> list[WorkerEngine]:
    """The engines that are installed in a data folder, each to run in a process of its own; none is started.

    `memory_mb` is the most that one may take; 0 takes twice what its recipe says.
    """
    if not (data_dir / "engines").is_dir():
        return []
    return [
        worker_engine(one.info, one.presets, one.run, Limits(memory_mb=memory_mb or 2 * one.memory_mb))
        for one in Environments(data_dir, recipes).installed()
    ]
