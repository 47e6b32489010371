"""The fidelity of a clone: how alike it is to its reference, estimated from two speaker encoders, with a range."""

from __future__ import annotations

import math

STRANGERS_A, SAME_A = 0.362, 0.856
"""Encoder A's; see below."""
STRANGERS_C, SAME_C = 0.081, 0.838
"""Mean similarities of strangers and of one person, from `benchmarks/recipes/calibrate_fidelity.py`."""

_OPTIMISM = 0.32
"""A voice that was adapted to some seconds, and chosen by these encoders, is overrated by this over the seconds: least
squares over eleven people (`benchmarks/results/identity_adapted.md`)."""
_SPREAD = 0.12
"""Half of the range in which four of five clones of the same people are, *instant* and *standard*."""


def unbounded(a: float, c: float) -> float:
    """The mean place of cosine similarities on encoders A and C between strangers, 0, and the same person, 1."""
    of_a = (a - STRANGERS_A) / (SAME_A - STRANGERS_A)
    of_c = (c - STRANGERS_C) / (SAME_C - STRANGERS_C)
    return (of_a + of_c) / 2.0


def fidelity(a: float, c: float, adapted_to: float = 0.0) -> float:
    """The estimate for the clone's cosine similarities to the reference on encoders A and C.

    0 is what strangers have, 1 what other speech of the same person has; the mean of both encoders' places
    between. `adapted_to` are the seconds of reference that the decoder was adapted to, 0 for none. NaN counts as 0.
    """
    mixed = unbounded(a, c) - (_OPTIMISM / adapted_to if adapted_to > 0.0 else 0.0)
    return round(min(max(mixed, 0.0), 1.0), 3) if math.isfinite(mixed) else 0.0


def fidelity_range(estimate: float | None) -> tuple[float, float] | None:
    """The least and most resemblance of four of five clones with this fidelity; None without an estimate."""
    if estimate is None:
        return None
    return round(max(estimate - _SPREAD, 0.0), 3), round(min(estimate + _SPREAD, 1.0), 3)
