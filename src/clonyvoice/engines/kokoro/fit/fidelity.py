"""How close a clone is, 0-1, estimated from what the fit itself can hear."""

from __future__ import annotations

import math


def fidelity(a: float, c: float) -> float:
    """The calibrated estimate for the clone's cosine similarities to the reference on encoders A and C.

    0 is a stranger, 1 another recording of the person. The coefficients come from
    `benchmarks/recipes/calibrate_fidelity.py`.
    """
    mixed = 0.5 * (a - 0.35) / 0.5 + 0.5 * (c - 0.08) / 0.7
    return round(min(max(mixed, 0.0), 1.0), 3) if math.isfinite(mixed) else 0.0
