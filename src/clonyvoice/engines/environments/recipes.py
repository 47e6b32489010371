"""Recipes of engines that can be installed: description, requirements and licence."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from clonyvoice.core.errors import Conflict, InvalidRequest, NotFound

RECIPES: Final = Path(__file__).parent
"""The folder of the recipes that come with ClonyVoice: a folder each, with `engine.toml` and `requirements.lock`."""


class RecipeNotFound(NotFound):
    """No engine of this name can be installed."""

    code = "engine_recipe_not_found"

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        super().__init__(
            f"There is no engine {name[:80]!r} to install. There are: {', '.join(known) or 'none'}.",
            param="engine",
        )


class EngineNotInstalled(InvalidRequest):
    """The engine could be installed, but is not."""

    code = "engine_not_installed"

    def __init__(self, name: str, known: Sequence[str] = ()) -> None:
        here = f" Installed: {', '.join(known)}." if known else ""
        super().__init__(
            f"The engine {name!r} is not installed.{here} Install it on the studio's System page, or with: clonyvoice"
            f" engines install {name}",
            param="engine",
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """An engine that can be installed. Sizes are in MB, measured once or estimated, with CUDA's libraries."""

    id: str
    title: str
    summary: str
    factory: str
    """`module:function` that makes the engine, in its own environment."""
    modules: tuple[str, ...]
    """Modules that have to be importable there."""
    download_mb: int
    disk_mb: int
    memory_mb: int
    code_licence: str
    weights_licence: str
    must_accept: bool
    licence_text: str
    lock: Path

    @property
    def lock_digest(self) -> str:
        """SHA-256 of the lock file: an environment that was made from another one is out of date."""
        return hashlib.sha256(self.lock.read_bytes()).hexdigest()


class LicenceNotAccepted(Conflict):
    """The licence of an engine has to be accepted before it is installed."""

    code = "licence_not_accepted"

    def __init__(self, wanted: Recipe) -> None:
        super().__init__(
            f"{wanted.title} has licences to accept ({wanted.code_licence}; weights {wanted.weights_licence}):"
            f" {wanted.licence_text} If you accept, say so: `--accept-licence`, `accept_licence` true, or the box in"
            " the studio.",
            param="accept_licence",
        )


def recipe_ids(recipes: Path = RECIPES) -> tuple[str, ...]:
    """The ids of all recipes in the folder `recipes`, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in recipes.glob("*/engine.toml")))


def recipe(name: str, recipes: Path = RECIPES) -> Recipe:
    """The recipe of this name in the folder `recipes`. Raises RecipeNotFound."""
    known = recipe_ids(recipes)
    if name not in known:
        raise RecipeNotFound(name, known)
    folder = recipes / name
    shown = tomllib.loads((folder / "engine.toml").read_text("utf-8"))
    licence = shown["licence"]
    return Recipe(
        id=shown["id"],
        title=shown["title"],
        summary=shown["summary"],
        factory=shown["factory"],
        modules=tuple(shown["modules"]),
        download_mb=shown["download_mb"],
        disk_mb=shown["disk_mb"],
        memory_mb=shown["memory_mb"],
        code_licence=licence["code"],
        weights_licence=licence["weights"],
        must_accept=licence["accept"],
        licence_text=" ".join(licence["text"].split()),
        lock=folder / "requirements.lock",
    )
