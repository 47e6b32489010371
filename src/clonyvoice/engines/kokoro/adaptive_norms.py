"""Scales and shifts of the decoder's adaptive instance norms, computed from a style outside of the graph.

Kokoro's decoder has 67 adaptive instance norms (AdaIN: Huang & Belongie 2017); a linear layer on the style gives each
its gammas and betas. All layers together are one product. With its result as the graph's input, a voice may add
offsets of its own, and costs the same with or without them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]

EPSILON = 1e-5
"""Added to a variance before its root, as published."""
TIMBRE = 128
"""The first numbers of a style row: those that the decoder uses."""
_KEPT = 16
"""Rows kept: a sentence that is streamed asks for the same row for each of its pieces. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class NormLayer:
    """One norm: the path of its module, and the place of its gammas and of its betas in the row."""

    path: str
    gammas: slice
    betas: slice


@dataclass(slots=True)
class NormWeights:
    """The product that gives every norm's gammas (one added) and betas, in the order in which the network uses them.

    `weight` `[128, N]`, `bias` `[N]`; `paths` are the norms' modules and `sizes` their channels: a norm of C channels
    has C gammas, then C betas. Safe from any thread.
    """

    weight: Array
    bias: Array
    paths: tuple[str, ...]
    sizes: tuple[int, ...]
    _rows: OrderedDict[bytes, Array] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def size(self) -> int:
        """N, the numbers of a row."""
        return len(self.bias)

    @property
    def layers(self) -> tuple[NormLayer, ...]:
        """The slice of each norm in the row."""
        found, at = [], 0
        for path, size in zip(self.paths, self.sizes, strict=True):
            found.append(NormLayer(path, slice(at, at + size), slice(at + size, at + 2 * size)))
            at += 2 * size
        return tuple(found)

    def row(self, style: Array, offsets: Array | None = None) -> Array:
        """The graph's input `norms` `[1, N, 1, 1]` for a style `[1, 256]`, `offsets` `[N]` added."""
        timbre = np.ascontiguousarray(style, np.float32).reshape(-1)[:TIMBRE]
        key = timbre.tobytes()
        with self._lock:
            row = self._rows.get(key)
        if row is None:
            row = timbre @ self.weight + self.bias
        with self._lock:
            self._rows[key] = row
            self._rows.move_to_end(key)
            while len(self._rows) > _KEPT:
                self._rows.popitem(last=False)
        return (row if offsets is None else row + offsets.reshape(-1)).reshape(1, -1, 1, 1)

    def fixed(self, row: Array, statistics: Array) -> Array:
        """The row `[1, N, 1, 1]` whose gammas and betas give on any input what those of `row` give on one with these
        `statistics` `[N]`: means of each norm's channels, then their mean squares.
        """
        made = row.reshape(-1).copy()
        for layer in self.layers:
            mean, power = statistics[layer.gammas], statistics[layer.betas]
            deviation = np.sqrt(np.maximum(power - mean * mean, 0.0) + EPSILON)
            made[layer.gammas] /= deviation
            made[layer.betas] -= mean * made[layer.gammas]
        return made.reshape(row.shape)

    def save(self, path: Path) -> None:
        """Write them to `path` (.npz)."""
        np.savez(
            path,
            weight=self.weight,
            bias=self.bias,
            paths=np.array(self.paths),
            sizes=np.array(self.sizes, np.int64),
        )

    @classmethod
    def read(cls, path: Path) -> NormWeights:
        """The object that `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            paths = tuple(str(it) for it in stored["paths"])
            return cls(stored["weight"], stored["bias"], paths, tuple(int(it) for it in stored["sizes"]))
