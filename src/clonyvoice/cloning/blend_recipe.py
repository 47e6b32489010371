"""Recipes of blends: `0.6*ada + 0.4*af_heart`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from clonyvoice.core.errors import InvalidRequest

_MOST = 8
"""Voices of a recipe. Chosen by hand."""
_PART = re.compile(
    r"\s*(?:(?P<weight>\d++(?:\.\d++)?|\.\d++)\s*+(?P<percent>%)?\s*[*x×]?\s*)?(?P<name>[A-Za-z_][\w-]*)\s*$"
)


class BadRecipe(InvalidRequest):
    """A recipe that cannot be read."""

    code = "bad_recipe"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The recipe cannot be read: {why}. Write for example `0.6*af_heart + 0.4*am_adam`, with 1 to {_MOST} "
            "voices by id or preset name.",
            param="recipe",
        )


def parse(recipe: str) -> tuple[tuple[float, str], ...]:
    """The weights, scaled to sum to one, and the voices' names. Raises BadRecipe.

    A weight left out is 1; a voice named twice counts twice.
    """
    parts = recipe.split("+")
    if len(parts) > _MOST:
        raise BadRecipe(f"it has {len(parts)} parts")
    found: dict[str, float] = {}
    for part in parts:
        match = _PART.match(part)
        if match is None:
            raise BadRecipe(f"'{part.strip()[:40]}' is no weight and voice")
        weight = float(match["weight"]) if match["weight"] else 1.0
        found[match["name"]] = found.get(match["name"], 0.0) + weight
    total = sum(found.values())
    if not math.isfinite(total) or total <= 0 or any(weight <= 0 for weight in found.values()):
        raise BadRecipe("weights must be above zero")
    return tuple((weight / total, name) for name, weight in found.items())


def written(parts: Sequence[tuple[float, str]]) -> str:
    """The recipe of weights and names, as `parse` reads it."""
    return " + ".join(f"{weight:.3g}*{name}" for weight, name in parts)


def shares(named: Sequence[tuple[float, str]]) -> str:
    """Weights and names in words: `60 % Heart, 40 % Adam`."""
    total = sum(weight for weight, _ in named)
    return ", ".join(f"{100 * weight / total:.0f} % {name}" for weight, name in named)
