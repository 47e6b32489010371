"""The same words said twice: which frame of one goes with which frame of the other."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]
Indices: TypeAlias = NDArray[np.int64]

_DIAGONAL, _STRAIGHT = 1.0, 1.35


def align(first: Array, second: Array) -> tuple[Indices, Indices]:
    """Pairs of frames `(i, j)` along the cheapest monotonic path between two features `[n, d]` and `[m, d]`.

    Dynamic time warping (Sakoe & Chiba, 1978) on Euclidean distance; standing still in one of them costs more
    than going on in both.
    """
    distance = np.sqrt(
        np.maximum((first**2).sum(1)[:, None] + (second**2).sum(1)[None, :] - 2.0 * first @ second.T, 0.0)
    )
    n, m = distance.shape
    total = np.full((n + 1, m + 1), np.inf)
    total[0, 0] = 0.0
    # By anti-diagonals: all cells of one depend only on the two before it.
    for diagonal in range(2, n + m + 1):
        i = np.arange(max(1, diagonal - m), min(n, diagonal - 1) + 1)
        j = diagonal - i
        here = distance[i - 1, j - 1]
        total[i, j] = np.minimum(
            total[i - 1, j - 1] + _DIAGONAL * here,
            np.minimum(total[i - 1, j], total[i, j - 1]) + _STRAIGHT * here,
        )
    i, j = n, m
    path = []
    while i > 0 and j > 0:
        path.append((i - 1, j - 1))
        steps = (total[i - 1, j - 1], total[i - 1, j], total[i, j - 1])
        step = int(np.argmin(steps))
        i, j = i - (step != 2), j - (step != 1)
    pairs = np.array(path[::-1], np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def normalised(cepstra: Array) -> Array:
    """`cepstra` `[n, d]` with mean zero and spread one in each dimension, higher ones counting less."""
    spread = cepstra.std(0) + 1e-3
    weight = 1.0 / np.sqrt(1.0 + np.arange(cepstra.shape[1]) / 4.0)
    return np.asarray((cepstra - cepstra.mean(0)) / spread * weight, np.float32)
