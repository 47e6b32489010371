"""The pitch, range, pace and colour that a designed voice is to have: from traits, or moved from another voice's."""

from __future__ import annotations

from dataclasses import dataclass, fields

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.kokoro.design.description import Traits
from clonyvoice.engines.kokoro.design.measurement import Measured, VoiceMeasures

_PITCH_STEP = 4.0
"""Semitones of one step of pitch: 'deep' against nothing said. Chosen by hand."""
_PACE_STEP = 1.22
"""Factor of pace of one step ("slow", "fast"). Chosen by hand."""
_RANGE_STEP = 1.35
"""Factor of the melody's spread of one step. Chosen by hand."""
_BRIGHT_STEP = 4.5
"""dB of brightness of one step. Chosen by hand."""
_WARM_STEP = 3.5
"""dB of warmth of one step. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Targets(VoiceMeasures):
    """The target measures of a voice."""


def targets(traits: Traits) -> Targets:
    """The targets for a voice of these traits.

    Levels by gender and age after Traunmüller & Eriksson 1995 (adults), Lee et al. 1999 (children) and the presets'
    own mean colour; the steps are what listeners call 'low' or 'fast' in the presets.
    """
    age = traits.age if traits.age is not None else 32.0
    pitch = _level(traits.gender, age)
    pitch *= 2.0 ** ((_PITCH_STEP * traits.pitch + 1.0 * traits.energy) / 12.0)
    rate = 4.85 * _PACE_STEP ** (traits.pace + 0.25 * traits.energy)
    if age >= 65:
        rate *= 0.86
    elif age <= 10:
        rate *= 0.94
    spread = 2.9 * _RANGE_STEP ** (traits.range + 0.2 * traits.energy)
    brightness = -13.0 + _BRIGHT_STEP * (traits.brightness + 0.35 * traits.energy)
    if age >= 65:
        brightness -= 1.5
    elif age <= 12:
        brightness += 1.5
    if traits.breath:
        brightness += 2.0 * traits.breath
    warmth = 7.5 + _WARM_STEP * (traits.warmth - 0.25 * traits.energy)
    return Targets(
        pitch_hz=min(max(pitch, _lowest(traits.gender, age)), 400.0),
        range_semitones=min(max(spread, 1.2), 6.0),
        rate=min(max(rate, 2.6), 7.5),
        brightness_db=min(max(brightness, -24.0), -3.0),
        warmth_db=min(max(warmth, -2.0), 17.0),
    )


def _level(gender: float | None, age: float) -> float:
    """The usual F0 in Hz."""
    side = 0.35 if gender is None else gender
    if age <= 12:
        return 285.0 - 4.0 * (age - 6.0) + (6.0 if side > 0 else -6.0)
    female = 222.0 if age < 20 else 205.0 if age < 40 else 190.0 if age < 62 else 178.0
    male = 138.0 if age < 20 else 117.0 if age < 40 else 112.0 if age < 62 else 124.0
    share = (side + 1.0) / 2.0
    return float(female**share * male ** (1.0 - share))


def _lowest(gender: float | None, age: float) -> float:
    if age <= 12:
        return 215.0
    return 130.0 if gender is not None and gender > 0 else 66.0


LIMIT = 3.0
"""Steps of one nudge in each direction. Chosen by hand."""


class NothingToNudge(InvalidRequest):
    """All moves are zero."""

    code = "nothing_to_nudge"

    def __init__(self) -> None:
        names = ", ".join(f"`{field.name}`" for field in fields(Nudge))
        super().__init__(f"Give at least one move other than 0: {names}, each from -{LIMIT:g} to {LIMIT:g}.")


@dataclass(frozen=True, slots=True)
class Nudge:
    """Steps to move a voice by, each clearly audible; negative ones in the other direction (older: younger)."""

    older: float = 0.0
    brighter: float = 0.0
    calmer: float = 0.0
    warmer: float = 0.0
    higher: float = 0.0
    faster: float = 0.0

    def moves(self) -> dict[str, float]:
        """The moves that are not zero."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


def nudged_targets(now: Measured, nudge: Nudge) -> Targets:
    """The target measures after the moves. Raises NothingToNudge."""
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
