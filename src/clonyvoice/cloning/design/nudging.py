"""A voice made a little older, brighter, calmer …: moves from what it measures now."""

from __future__ import annotations

from dataclasses import dataclass, fields

from clonyvoice.cloning.design.measuring import Measured
from clonyvoice.cloning.design.targets import Targets
from clonyvoice.core.errors import InvalidRequest

LIMIT = 3.0


class NothingToNudge(InvalidRequest):
    """All moves are zero."""

    code = "nothing_to_nudge"

    def __init__(self) -> None:
        names = ", ".join(f"`{field.name}`" for field in fields(Nudge))
        super().__init__(f"Give at least one move other than 0: {names}, each from -{LIMIT:g} to {LIMIT:g}.")


@dataclass(frozen=True, slots=True)
class Nudge:
    """How far to move, in steps that are clearly heard; negative goes the other way (older: younger)."""

    older: float = 0.0
    brighter: float = 0.0
    calmer: float = 0.0
    warmer: float = 0.0
    higher: float = 0.0
    faster: float = 0.0

    def moves(self) -> dict[str, float]:
        """The moves that are not zero."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


def nudged(now: Measured, nudge: Nudge) -> Targets:
    """What the voice is to measure after the moves. Raises NothingToNudge."""
    if not nudge.moves():
        raise NothingToNudge
    semitones = 2.0 * nudge.higher - 1.0 * nudge.older - 0.4 * nudge.calmer
    return Targets(
        pitch_hz=min(max(now.pitch_hz * 2.0 ** (semitones / 12.0), 55.0), 420.0),
        range_semitones=min(max(now.range_semitones * 0.8**nudge.calmer * 0.95**nudge.older, 0.8), 7.0),
        rate=min(max(now.rate * 1.12**nudge.faster * 0.93**nudge.calmer * 0.93**nudge.older, 2.4), 8.0),
        brightness_db=now.brightness_db + 3.0 * nudge.brighter - 1.2 * nudge.calmer - 1.2 * nudge.older,
        warmth_db=now.warmth_db + 2.5 * nudge.warmer - 0.8 * nudge.brighter + 0.8 * nudge.calmer,
    )
