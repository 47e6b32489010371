"""Average linkage (UPGMA): which groups are joined one after another, by the mean distance between their members.

fastcluster does the same, but has no wheel for Python 3.14 and needs a compiler there; on random vectors the joins are
those of fastcluster 1.3.0.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


def average_linkage(distances: Floats) -> list[tuple[int, int, float]]:
    """Pairs of groups in the order in which they are joined, nearest first, and their mean distances.

    `distances` is square and symmetric; it is overwritten. Groups 0 to n - 1 are its rows, n + k is what pair k became.
    By the nearest-neighbour chain (Murtagh, "A survey of recent advances in hierarchical clustering", 1983), which
    takes time and memory in proportion to the square of n.
    """
    count = len(distances)
    np.fill_diagonal(distances, np.inf)
    sizes = np.ones(count)
    there = np.ones(count, bool)
    chain: list[int] = []
    joined: list[tuple[float, int, int]] = []
    while len(joined) < count - 1:
        if not chain:
            chain.append(int(there.argmax()))
        near = int(distances[chain[-1]].argmin())
        if len(chain) < 2 or distances[chain[-1], near] < distances[chain[-1], chain[-2]]:
            chain.append(near)
            continue
        one, other = chain.pop(), chain.pop()
        joined.append((float(distances[one, other]), one, other))
        mean = (sizes[one] * distances[one] + sizes[other] * distances[other]) / (sizes[one] + sizes[other])
        mean[other] = np.inf
        distances[other] = distances[:, other] = mean
        distances[one] = distances[:, one] = np.inf
        sizes[other] += sizes[one]
        there[one] = False
    return _numbered(joined, count)


def _numbered(joined: list[tuple[float, int, int]], count: int) -> list[tuple[int, int, float]]:
    """The pairs by distance; each names its groups by any of their rows, and gets the groups' own numbers."""
    group = list(range(2 * count - 1))
    pairs = []
    for number, (apart, one, other) in enumerate(sorted(joined, key=lambda pair: pair[0]), count):
        first, second = _root(group, one), _root(group, other)
        group[first] = group[second] = number
        pairs.append((min(first, second), max(first, second), apart))
    return pairs


def _root(group: list[int], row: int) -> int:
    """The current group of a row; paths are shortened as they are followed."""
    while group[row] != row:
        group[row] = group[group[row]]
        row = group[row]
    return row
