"""Adam (Kingma & Ba 2015), with the rate of each step given by a schedule."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]

_FIRST, _SECOND = 0.8, 0.98
"""Decay of the mean and of the mean square: shorter than usual, for the steps are few."""
_TINY = 1e-8
_LONGEST = 5.0
"""A longer gradient is cut to this length."""


@dataclass(slots=True)
class Adam:
    """Moves numbers `[n]` against their gradients."""

    size: int
    _mean: Array = field(init=False)
    _square: Array = field(init=False)
    _steps: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._mean, self._square = np.zeros(self.size, np.float32), np.zeros(self.size, np.float32)

    def moved(self, numbers: Array, gradient: Array, rate: float) -> Array:
        """The numbers after one step. A gradient that holds no numbers moves nothing."""
        length = float(np.linalg.norm(gradient))
        if not math.isfinite(length):
            return numbers
        gradient = gradient * np.float32(min(1.0, _LONGEST / max(length, 1e-12)))
        self._steps += 1
        self._mean = _FIRST * self._mean + (1.0 - _FIRST) * gradient
        self._square = _SECOND * self._square + (1.0 - _SECOND) * gradient**2
        mean = self._mean / (1.0 - _FIRST**self._steps)
        deviation = np.sqrt(self._square / (1.0 - _SECOND**self._steps)) + _TINY
        return np.asarray(numbers - rate * mean / deviation, np.float32)


def rate_at(step: int, steps: int, highest: float, warm_up: int = 10) -> float:
    """The rate of step 1, 2, … `steps`: rising for `warm_up` steps, and a cosine down to a tenth at the end."""
    rising = min(1.0, step / warm_up)
    return highest * rising * (0.1 + 0.9 * 0.5 * (1.0 + math.cos(math.pi * min(step / steps, 1.0))))
