"""What a voice can be measured by."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Qualities:
    """`pitch_hz`, `range_semitones` (one standard deviation of F0), `rate` (syllables a second), `brightness_db`
    (2.5-8 kHz over 200-1000 Hz) and `warmth_db` (100-350 Hz over 1-4 kHz).
    """

    pitch_hz: float
    range_semitones: float
    rate: float
    brightness_db: float
    warmth_db: float

    def json(self) -> dict[str, float]:
        """As plain values, rounded."""
        return {name: round(value, 2) for name, value in asdict(self).items()}
