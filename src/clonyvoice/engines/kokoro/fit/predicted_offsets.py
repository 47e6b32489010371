"""Offsets of the decoder's norms predicted from a speaker embedding: the start of every clone, without any gradient.

Kokoro's presets differ from recorded people in ways that people share, and in others that follow from how they sound.
`predicted_offsets.npz` is a linear regression from encoder C's embedding of the person, less that of the blend of
presets, on a few principal components, to the offsets; its coefficients were learned by gradient through the decoder
on the speech of many people (`benchmarks/recipes/predicted_offsets.py`), none of whom the benchmark judges by.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]

FILE = "predicted_offsets.npz"
"""The regression that is shipped, beside this module."""
FARTHEST = 2.5
"""Standard deviations of the people it was learned from at which a component is cut off. Chosen by hand."""
_STEPS = 127.0
"""The highest step of a signed byte."""


@dataclass(frozen=True, slots=True)
class OffsetPredictor:
    """A linear regression to offsets `[N]` of the decoder's norms.

    Embeddings less `middle` `[192]` are projected by `projection` `[192, k]`; `rows` `[1 + k, N]` are the intercept
    and the components' coefficients, in units of `spread` `[N]`, a number's spread over the presets.
    """

    middle: Array
    projection: Array
    rows: Array
    spread: Array

    def components(self, embedding: Array) -> Array:
        """One and the components `[1 + k]` of an embedding `[192]`, in standard deviations, cut off at `FARTHEST`."""
        found = np.clip((embedding - self.middle) @ self.projection, -FARTHEST, FARTHEST)
        return np.concatenate([[1.0], found]).astype(np.float32)

    def offsets(self, embedding: Array) -> Array:
        """The offsets `[N]` for encoder C's embedding `[192]` of a person, less that of the blended presets."""
        return np.asarray(self.components(embedding) @ self.rows * self.spread, np.float32)

    def packed(self) -> dict[str, NDArray[Any]]:
        """The arrays of the file: the rows in steps of a byte, the spread as half floats."""
        scales = np.abs(self.rows).max(1, keepdims=True) / _STEPS
        return {
            "middle": self.middle.astype(np.float32),
            "projection": self.projection.astype(np.float32),
            "steps": np.round(self.rows / np.maximum(scales, 1e-9)).astype(np.int8),
            "scales": scales.astype(np.float32),
            "spread": self.spread.astype(np.float16),
        }


@lru_cache(maxsize=1)
def predictor() -> OffsetPredictor:
    """The regression that is shipped."""
    with (files("clonyvoice.engines.kokoro.fit") / FILE).open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return OffsetPredictor(
            stored["middle"],
            stored["projection"],
            stored["steps"].astype(np.float32) * stored["scales"],
            stored["spread"].astype(np.float32),
        )
