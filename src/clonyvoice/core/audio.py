"""Mono sound in memory, as all layers pass it to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Audio:
    """Mono sound: `samples` float32 `[n]` in -1..1 (louder values are legal until encoding), `sample_rate` in Hz."""

    samples: Samples
    sample_rate: int

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.float32:
            raise ValueError(f"samples must be float32 [n], not {self.samples.dtype} {self.samples.shape}")
        if self.sample_rate <= 0:
            raise ValueError("sample_rate must be positive")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate

    @classmethod
    def silence(cls, seconds: float, sample_rate: int) -> Audio:
        """`seconds` of digital silence."""
        return cls(np.zeros(max(0, round(seconds * sample_rate)), np.float32), sample_rate)
