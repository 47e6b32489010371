"""Resemblance of a fitted voice to its reference by the speaker encoders: the fidelity, 0-1, and scores of trials."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from clonyvoice.engines.contract import Fit, FitLevel
from clonyvoice.engines.kokoro.voice import KokoroVoice

STRANGERS_A, SAME_A = 0.362, 0.856
"""Encoder A's; see below."""
STRANGERS_C, SAME_C = 0.081, 0.838
"""Mean similarities of strangers and of one person, from `benchmarks/recipes/calibrate_fidelity.py`."""
_WEIGHT_C = 1.5
"""Weight of encoder C against A in the score of a trial. Chosen by hand."""


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


def fit_of(trial: Trial, level: FitLevel, pitch_hz: float, more: Mapping[str, float]) -> Fit:
    """The trial's voice as a result with its fidelity; `pitch_hz` is the reference's, `more` is added to the report."""
    report = {
        "similarity_a": round(trial.a, 4),
        "similarity_c": round(trial.c, 4),
        "target_pitch_hz": round(pitch_hz, 1),
        "rate": round(trial.voice.rate, 3),
        **more,
    }
    return Fit(trial.voice.fitted(), level, fidelity(trial.a, trial.c), report)
