"""Instructions in words ("slowly, whispering, cheerful") as far as the engine can follow: pace, pitch, range, level.

The words are those of voice design, English and Korean. The steps are about half of design's, because the voice
is to stay the same person.
"""

from __future__ import annotations

from clonyvoice.engines.kokoro.design.description import NothingUnderstood, Traits, describe
from clonyvoice.speech.errors import InstructionsNotFollowed
from clonyvoice.speech.request import LONGEST_INSTRUCTIONS
from clonyvoice.text.ssml import Manner

_PACE_STEP, _RANGE_STEP = 1.2, 1.3
"""Factors of one step of pace ("slow" against nothing said) and of the spread of the melody. Chosen by hand."""
_PITCH_STEP, _LEVEL_STEP, _WHISPER_DB = 1.5, 3.0, 7.0
"""Semitones and decibels of one step of pitch and energy, and how much quieter a whisper is. Chosen by hand."""


def delivery(instructions: str) -> Manner | None:
    """Pace, pitch range and level from instructions in words; None when nothing in them can be followed."""
    try:
        traits = describe(instructions[:LONGEST_INSTRUCTIONS])
    except NothingUnderstood:
        return None
    manner = _manner(traits)
    return None if manner == Manner() else manner


def followed(instructions: str, *, by_engine: bool) -> Manner:
    """The manner in `instructions` for where the engine does not follow them itself. Raises InstructionsNotFollowed
    when there is none, and the engine does not (`by_engine`).
    """
    manner = delivery(instructions) if instructions.strip() else Manner()
    if manner is None and not by_engine:
        raise InstructionsNotFollowed
    return manner or Manner()


def _manner(traits: Traits) -> Manner:
    return Manner(
        rate=round(_within(_PACE_STEP ** (traits.pace + 0.25 * traits.energy), 0.6, 1.6), 3),
        pitch=round(_within(_PITCH_STEP * traits.pitch + 0.4 * traits.energy, -4.0, 4.0), 2),
        volume=round(_within(_LEVEL_STEP * traits.energy - _WHISPER_DB * traits.breath, -14.0, 6.0), 2),
        range=round(_within(_RANGE_STEP ** (traits.range + 0.2 * traits.energy), 0.5, 1.7), 3),
    )


def _within(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
