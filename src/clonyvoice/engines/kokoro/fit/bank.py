"""Measurements of each preset's sound, made once: the table from which a fit begins.

`bank.npz` is made by `benchmarks/recipes/preset_bank.py` from Kokoro's own speech; one row a preset.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bank:
    """Presets by name: vectors `a` `[n, 256]`, `c` `[n, 192]`, F0 `level` (Hz) and `spread` `[n]`."""

    names: tuple[str, ...]
    a: Array
    c: Array
    level: Array
    spread: Array


@lru_cache(maxsize=1)
def bank() -> Bank:
    """The table that is shipped."""
    with (files("clonyvoice.engines.kokoro.fit") / "bank.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return Bank(
            tuple(str(name) for name in stored["names"]),
            *(np.asarray(stored[name], np.float32) for name in ("a", "c", "level", "spread")),
        )
