"""Voices that a fit tries, and their scores by the speaker encoders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clonyvoice.engines.contract import Fit, FitLevel
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker.fidelity import fidelity, unbounded

_WEIGHT_C = 1.5
"""Weight of encoder C against A in the score of a trial. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A voice, and how alike it sounds to encoders A and C."""

    voice: KokoroVoice
    a: float
    c: float

    @property
    def score(self) -> float:
        """The score by which steps around a style are compared, on few words."""
        return self.a + _WEIGHT_C * self.c

    @property
    def likeness(self) -> float:
        """The score by which voices with their maps are compared, on sentences that no map has seen.

        Both encoders count alike, each relative to its own distance between strangers and one person.
        """
        return unbounded(self.a, self.c)


def score_of(trial: Trial) -> float:
    """The trial's score, as a key for `max`."""
    return trial.score


def likeness_of(trial: Trial) -> float:
    """The trial's likeness, as a key for `max`."""
    return trial.likeness


def fit_of(
    trial: Trial, level: FitLevel, pitch_hz: float, more: Mapping[str, float], adapted_to: float = 0.0
) -> Fit:
    """The trial's voice as a result with its fidelity; `pitch_hz` is the reference's, `more` is added to the report.

    `adapted_to` are the seconds of reference that the voice was adapted to, 0 for none.
    """
    report = {
        "similarity_a": round(trial.a, 4),
        "similarity_c": round(trial.c, 4),
        "target_pitch_hz": round(pitch_hz, 1),
        "rate": round(trial.voice.rate, 3),
        **more,
    }
    return Fit(trial.voice.fitted(), level, fidelity(trial.a, trial.c, adapted_to), report)
