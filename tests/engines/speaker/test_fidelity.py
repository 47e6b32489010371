"""The estimate of how close a clone is."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.engines.speaker.fidelity import (
    SAME_A,
    SAME_C,
    STRANGERS_A,
    STRANGERS_C,
    fidelity,
    fidelity_range,
)


def test_strangers_are_zero_and_the_same_person_is_one() -> None:
    assert fidelity(STRANGERS_A, STRANGERS_C) == 0.0
    assert fidelity(SAME_A, SAME_C) == 1.0
    assert fidelity(math.nan, 0.5) == 0.0


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 0.5))
def test_more_alike_is_never_less_faithful(a: float, c: float, more: float) -> None:
    assert 0.0 <= fidelity(a, c) <= fidelity(a + more, c + more) <= 1.0


@given(st.floats(0, 1))
def test_the_range_holds_the_estimate_and_ends_at_a_stranger_and_the_person(estimate: float) -> None:
    found = fidelity_range(estimate)
    assert found is not None
    assert 0.0 <= found[0] <= estimate + 1e-3
    assert estimate - 1e-3 <= found[1] <= 1.0
    assert found[1] - found[0] > 0.05


def test_without_an_estimate_there_is_no_range() -> None:
    assert fidelity_range(None) is None


@given(st.floats(0, 1), st.floats(0, 1), st.floats(3, 300))
def test_adapted_voices_are_estimated_lower_most_of_all_with_little_speech(
    a: float, c: float, seconds: float
) -> None:
    assert fidelity(a, c, seconds) <= fidelity(a, c, 2 * seconds) <= fidelity(a, c)
