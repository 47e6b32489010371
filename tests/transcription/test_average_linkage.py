"""Average linkage against its definition: join the two groups whose members are nearest on average, again and again."""

from __future__ import annotations

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from clonyvoice.transcription.average_linkage import average_linkage


def by_definition(distances: NDArray[np.float64]) -> list[tuple[frozenset[int], float]]:
    groups = [frozenset({row}) for row in range(len(distances))]
    found = []
    while len(groups) > 1:
        apart, one, other = min(
            (float(distances[np.ix_(sorted(a), sorted(b))].mean()), i, j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups[:i])
        )
        joined = groups[one] | groups[other]
        found.append((joined, apart))
        groups = [group for at, group in enumerate(groups) if at not in (one, other)] + [joined]
    return found


@pytest.mark.parametrize("count", [1, 2, 3, 5, 12, 30])
def test_groups_are_joined_as_the_definition_has_it(count: int) -> None:
    random = np.random.default_rng(count)
    points = random.normal(size=(count, 4))
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    wanted = by_definition(distances)
    members = {row: frozenset({row}) for row in range(count)}
    pairs = average_linkage(distances.copy())
    assert len(pairs) == count - 1
    for number, ((one, other, apart), (group, distance)) in enumerate(zip(pairs, wanted, strict=True), count):
        members[number] = members.pop(one) | members.pop(other)
        assert members[number] == group
        assert apart == pytest.approx(distance)


def test_equal_distances_end_too() -> None:
    pairs = average_linkage(np.ones((50, 50)))
    assert len(pairs) == 49
    assert sorted(group for pair in pairs for group in pair[:2]) == list(range(98))
    assert {pair[2] for pair in pairs} == {1.0}


def test_as_many_as_a_long_recording_has_take_seconds_at_most() -> None:
    points = np.random.default_rng(1).normal(size=(2000, 8))
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    began = time.process_time()
    assert len(average_linkage(distances)) == 1999
    assert time.process_time() - began < 10
