from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.transcription.word_times import begins, path, smoothed


def cheapest(cost: np.ndarray) -> float:
    """The cost of the cheapest path, cell by cell."""
    total = np.full((cost.shape[0] + 1, cost.shape[1] + 1), np.inf)
    total[0, 0] = 0.0
    for row, column in np.ndindex(cost.shape):
        before = min(total[row, column], total[row, column + 1], total[row + 1, column])
        total[row + 1, column + 1] = cost[row, column] + before
    return float(total[-1, -1])


def along(cost: np.ndarray, begun: np.ndarray) -> float:
    """The cost of a path that comes to each row where it is said to: it goes on down or aslant."""
    total = 0.0
    for row, first in enumerate(begun):
        if row + 1 == len(begun):
            return total + float(cost[row, first:].sum())
        last = begun[row + 1]
        ends = [last, last - 1] if last > first else [last]
        total += min(float(cost[row, first : end + 1].sum()) for end in ends)
    return total


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 12), st.integers(0, 10_000))
def test_no_path_is_cheaper(rows: int, columns: int, seed: int) -> None:
    cost = np.random.default_rng(seed).normal(size=(rows, columns))
    begun = path(cost)
    assert begun[0] == 0
    assert all(np.diff(begun) >= 0)
    assert along(cost, begun) == pytest.approx(cheapest(cost))


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(0, 10_000))
def test_smoothing_takes_the_median_of_seven(length: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(3, length)).astype(np.float32)
    wide = np.pad(values, ((0, 0), (3, 3)), mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(wide, 7, axis=1)
    np.testing.assert_array_equal(smoothed(values), np.median(around, axis=-1))


def test_tokens_begin_where_the_heads_begin_to_look() -> None:
    dice = np.random.default_rng(2)
    said = [0, 31, 52, 90, 140]
    looks = dice.normal(size=(8, 7, 200)).astype(np.float32)
    for row, (first, last) in enumerate(zip(said, [*said[1:], 200], strict=True), 2):
        looks[:, row, first:last] += 6
    found = begins(looks, 2, CancelToken())
    assert np.abs(found - said).max() <= 2


def test_looks_that_say_nothing_give_times_all_the_same() -> None:
    found = begins(np.zeros((8, 5, 3), np.float32), 1, CancelToken())
    assert len(found) == 4
    assert found[-1] < 3


def test_a_cancel_stops_it() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        begins(np.zeros((8, 5, 30), np.float32), 1, cancel)
