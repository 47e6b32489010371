"""The weights on disk: which models are complete, where they lie, and files derived from them once.

    ROOT/<model>/<file>                 as in the manifest, placed by rename after its SHA-256 was checked
    ROOT/<model>/derived/<recipe>/…     built from them, never downloaded; may be deleted at any time
    ROOT/.incoming/…                    downloads under way; may be deleted while nothing is pulling

The folder can be copied to another machine as it is.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError, EngineUnavailable
from clonyvoice.storage.errors import from_machine_error
from clonyvoice.weights.checksums import FileProblem, fault_of, size_of
from clonyvoice.weights.file_stamps import is_whole, write_stamp
from clonyvoice.weights.manifest import Edition, WeightsManifest, load_manifest

log = logging.getLogger(__name__)
_RECIPE = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")


class WeightsDamaged(EngineUnavailable):
    """A model's weights are there, but a file of theirs is damaged."""

    code = "weights_damaged"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The weights {name!r} cannot be read: a file of theirs is damaged. Run `clonyvoice models pull {name}"
            " --repair`, or copy the weights folder again, and try again.",
            details={"model": name},
        )


@contextmanager
def reading_weights(name: str, *unreadable: type[ClonyError]) -> Iterator[None]:
    """Whatever fails in the block because of the files of `name` is raised as WeightsDamaged, and stands in the log;
    of the API's errors those that are `unreadable`.
    """
    try:
        yield
    except Cancelled:
        raise
    except Exception as error:
        known = isinstance(error, ClonyError) and not isinstance(error, unreadable)
        if known or from_machine_error(error) is not None:
            raise
        log.exception("the weights %s cannot be read", name)
        raise WeightsDamaged(name) from error


class WeightsMissing(EngineUnavailable):
    """A model's files are not in the store, or not all of them."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The weights {name!r} are not installed. Run `clonyvoice models pull {name}`, "
            "or copy the weights folder from a machine that has them.",
            details={"model": name},
        )


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model as `models list` shows it; `size` is bytes on disk once installed."""

    name: str
    title: str
    licence: str
    needed_by: str
    size: int
    installed: bool


def fsync_folder(folder: Path) -> None:
    """Make renames in `folder` durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class WeightsStore:
    """The weights folder `root`, read through `manifest`. Safe to share between threads and processes."""

    def __init__(self, root: Path, manifest: WeightsManifest | None = None) -> None:
        self.root = root
        self.manifest = manifest or load_manifest()
        self._borrowed: dict[tuple[str, str], Path] = {}
        self._borrowing = threading.Lock()

    def folder(self, name: str) -> Path:
        """The folder of the model's files. Raises UnknownModel."""
        return self.root / self.manifest.model(name).name

    def edition(self, name: str) -> Edition | None:
        """The edition that is complete on disk (every file there with its size), or None."""
        folder = self.folder(name)
        for edition in self.manifest.model(name).editions:
            if all(size_of(folder / file.path) == file.size for file in edition.files):
                return edition
        return None

    def installed(self, name: str) -> bool:
        """Whether the model can be used."""
        return self.edition(name) is not None

    def path(self, name: str) -> Path:
        """The folder of the complete model. Raises WeightsMissing."""
        if not self.installed(name):
            raise WeightsMissing(name)
        return self.folder(name)

    def status(self) -> tuple[ModelStatus, ...]:
        """Every model in the manifest."""
        found = []
        for model in self.manifest.models:
            edition = self.edition(model.name)
            size = (edition or model.editions[0]).size
            found.append(
                ModelStatus(
                    model.name,
                    model.title,
                    model.licence,
                    model.needed_by,
                    size,
                    installed=edition is not None,
                )
            )
        return tuple(found)

    def verify(
        self,
        name: str,
        progress: Callable[[int, int], None] = lambda *_: None,
        cancel: CancelToken | None = None,
    ) -> tuple[FileProblem, ...]:
        """Problems of the model's files, each read completely; empty when there are none.

        Of several editions the one with the fewest problems counts. `progress(bytes done, bytes in all)`.
        """
        folder, best = self.folder(name), None
        for edition in self.manifest.model(name).editions:
            problems, done = [], 0
            for file in edition.files:
                fault = fault_of(folder / file.path, file.size, file.sha256, cancel)
                if fault is not None:
                    problems.append(FileProblem(name, file.path, fault))
                done += file.size
                progress(done, edition.size)
            if best is None or len(problems) < len(best):
                best = problems
            if not problems:
                break
        return tuple(best or ())

    @contextmanager
    def locked(self, name: str, timeout: float = -1) -> Iterator[None]:
        """A `with` block that one process at a time is in, for this model. `timeout` in seconds, -1 waits."""
        from filelock import FileLock, Timeout

        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / f".{name}.lock", timeout=timeout):
                yield
        except Timeout as error:
            raise EngineUnavailable(
                f"Another process is busy with the weights {name!r}. Wait for it, then try again.",
                retry_after=10,
            ) from error

    def derived(self, name: str, recipe: str, build: Callable[[Path, Path], None]) -> Path:
        """The folder of files that `build(model folder, empty folder)` makes: built once, then kept.

        `recipe` names what is built and its version, e.g. `graphs-3`; a new one replaces older ones of the
        same stem. Where the store cannot be written, they are built in a temporary folder for this process.
        """
        if not _RECIPE.fullmatch(recipe):
            raise ValueError(f"bad recipe name {recipe!r}")
        source = self.path(name)
        target = source / "derived" / recipe
        if is_whole(target):
            return target
        if self.root.exists() and not os.access(source, os.W_OK):
            return self._borrow(name, recipe, source, build)
        with self.locked(name):
            if not is_whole(target):
                _build(source, target, build)
                _forget_older(target)
        return target

    def _borrow(self, name: str, recipe: str, source: Path, build: Callable[[Path, Path], None]) -> Path:
        """The derived files in a temporary folder that lasts as long as this store."""
        with self._borrowing:
            folder = self._borrowed.get((name, recipe))
            if folder is None:
                top = Path(tempfile.mkdtemp(prefix="clonyvoice-"))
                weakref.finalize(self, shutil.rmtree, top, ignore_errors=True)
                folder = top / recipe
                _build(source, folder, build)
                self._borrowed[name, recipe] = folder
            return folder


def _clear(place: Path) -> None:
    """Remove what is at a place: a folder, a file, or a link to one, which stays as it is."""
    if place.is_symlink() or place.is_file():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)


def _build(source: Path, target: Path, build: Callable[[Path, Path], None]) -> None:
    """Have `target` built under a temporary name and stamped, then renamed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        build(source, making)
        for file in making.rglob("*"):
            if file.is_file():
                with file.open("rb") as handle:
                    os.fsync(handle.fileno())
        write_stamp(making)
        making.chmod(0o755)
        _clear(target)
        making.replace(target)
        fsync_folder(target.parent)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _forget_older(target: Path) -> None:
    """Remove other versions of the recipe that `target` was built by (`graphs-2` beside `graphs-3`)."""
    stem = target.name.rpartition("-")[0]
    for other in target.parent.iterdir():
        if stem and other != target and other.name.rpartition("-")[0] == stem:
            shutil.rmtree(other, ignore_errors=True)
