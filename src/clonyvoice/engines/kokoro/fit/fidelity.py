"""Estimate of a clone's closeness, 0-1, from the encoders of the fit."""

from __future__ import annotations

import math

STRANGERS_A, SAME_A = 0.362, 0.856
STRANGERS_C, SAME_C = 0.081, 0.838
"""Mean similarities of strangers and of one person, from `benchmarks/recipes/calibrate_fidelity.py`."""


def unbounded(a: float, c: float) -> float:
    """The mean place of cosine similarities on encoders A and C between strangers, 0, and the same person, 1."""
    of_a = (a - STRANGERS_A) / (SAME_A - STRANGERS_A)
    of_c = (c - STRANGERS_C) / (SAME_C - STRANGERS_C)
    return (of_a + of_c) / 2.0


def fidelity(a: float, c: float) -> float:
    """The estimate for the clone's cosine similarities to the reference on encoders A and C.

    0 is what strangers have, 1 what other speech of the same person has; the mean of both encoders' places
    between. NaN counts as 0.
    """
    mixed = unbounded(a, c)
    return round(min(max(mixed, 0.0), 1.0), 3) if math.isfinite(mixed) else 0.0
