"""The estimate of how close a clone is."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.engines.kokoro.fit.fidelity import SAME_A, SAME_C, STRANGERS_A, STRANGERS_C, fidelity


def test_strangers_are_zero_and_the_same_person_is_one() -> None:
    assert fidelity(STRANGERS_A, STRANGERS_C) == 0.0
    assert fidelity(SAME_A, SAME_C) == 1.0
    assert fidelity(math.nan, 0.5) == 0.0


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 0.5))
def test_more_alike_is_never_less_faithful(a: float, c: float, more: float) -> None:
    assert 0.0 <= fidelity(a, c) <= fidelity(a + more, c + more) <= 1.0
