"""A clip's gain over time: its gain points, its fades of equal power, and the shortest fade of every sound."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

EDGE_SECONDS: Final = 0.003
"""Every line and clip fades this long at its ends, so that a cut in the middle of a sound does not click. Chosen by
hand."""


class Faded(Protocol):
    """A stretch of sound with gain points and fades; all lengths in samples."""

    @property
    def length(self) -> int:
        """Its length."""
        ...

    @property
    def points(self) -> tuple[tuple[int, float], ...]:
        """Samples from its beginning, and decibels there."""
        ...

    @property
    def fade_in(self) -> int:
        """The length of the fade at its beginning."""
        ...

    @property
    def fade_out(self) -> int:
        """The length of the fade at its end."""
        ...


def edge_fade(rate: int) -> int:
    """Samples of the shortest fade."""
    return round(EDGE_SECONDS * rate)


def fade_lengths(data: Mapping[str, Any], length: int, rate: int) -> tuple[int, int]:
    """Samples of a clip's fades in and out: at least the shortest one, at most half of the clip's `length`."""
    half, edge = length // 2, edge_fade(rate)
    fade_in, fade_out = (
        min(half, max(edge, round(data.get(name, 0) * rate / 1000))) for name in ("fade_in_ms", "fade_out_ms")
    )
    return fade_in, fade_out


def gain_points(data: Mapping[str, Any], rate: int) -> tuple[tuple[int, float], ...]:
    """A clip's gain points: samples from its beginning, and decibels there."""
    return tuple(
        (round(point["at"] * rate), float(point["gain_db"])) for point in data.get("gain_points", ())
    )


def gain_envelope(source: Faded, inside: int, count: int) -> NDArray[np.float32] | None:
    """The sound's own gain for `count` samples from `inside` on: points in decibels, fades of equal power.

    None where it is 1.
    """
    gains: NDArray[np.float64] | None = None
    if source.points:
        places = [place for place, _ in source.points]
        levels = [db for _, db in source.points]
        at = np.arange(inside, inside + count)
        gains = 10.0 ** (np.interp(at, places, levels) / 20.0)
    if inside < source.fade_in:
        rise = np.clip((np.arange(inside, inside + count) + 0.5) / source.fade_in, 0.0, 1.0)
        shape = np.sin(rise * (math.pi / 2))
        gains = shape if gains is None else gains * shape
    left = source.length - inside
    if left - count < source.fade_out:
        fall = np.clip((left - np.arange(count) - 0.5) / source.fade_out, 0.0, 1.0)
        shape = np.sin(fall * (math.pi / 2))
        gains = shape if gains is None else gains * shape
    return None if gains is None else gains.astype(np.float32)
