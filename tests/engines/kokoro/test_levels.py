"""A level is never worse than the one before: another style is taken when it is clearly better, not for luck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from clonyvoice.engines.kokoro import voice_fitting
from clonyvoice.engines.kokoro.fit.initial_voice import bank
from clonyvoice.engines.kokoro.fit.reference_measurements import Target
from clonyvoice.engines.kokoro.fit.trials import Trial
from clonyvoice.engines.kokoro.voice import OFFSETS, STYLE_SIZE, KokoroVoice
from clonyvoice.engines.kokoro.voice_fitting import Fitting
from clonyvoice.engines.speaker.fidelity import SAME_A, SAME_C, STRANGERS_A, STRANGERS_C
from clonyvoice.engines.speaker.pitch import Pitch


def _voice(number: float) -> KokoroVoice:
    return KokoroVoice(np.full((1, STYLE_SIZE), number, np.float32))


def _alike(voice: KokoroVoice, likeness: float) -> Trial:
    """A trial of just that likeness."""
    a = STRANGERS_A + likeness * (SAME_A - STRANGERS_A)
    return Trial(voice, a, STRANGERS_C + likeness * (SAME_C - STRANGERS_C))


class Scripted(Fitting):
    """Trials score as told, one after another; with their maps voices are as alike as `mapped` tells by style."""

    def __init__(self, tried: Sequence[float], mapped: dict[float, float]) -> None:
        table = bank()
        self.target = Target(table.a[0], table.c[0], Pitch(120.0, 0.2, 0.5), np.zeros(40, np.float32), 40)
        self.random = np.random.default_rng(0)
        self.progress = lambda *_: None
        self._tries: Iterator[tuple[int, float]] = iter(enumerate(tried))
        self._likeness = mapped

    def _mixed(self, kind: tuple[int, float]) -> KokoroVoice:
        return _voice(9.0)

    def _moved(self, voice: KokoroVoice, ranked: np.ndarray, stride: float) -> KokoroVoice:
        return _voice(9.0)

    def _tried(self, voice: KokoroVoice) -> Trial:
        number, score = next(self._tries)
        return Trial(_voice(number), score, 0.0)

    def _mapped(self, trial: Trial) -> Trial:
        style = float(trial.voice.style[0, 0])
        return _alike(trial.voice, self._likeness[style])


@pytest.mark.parametrize(
    ("likeness", "taken"),
    [
        (0.9, 3.0),
        (0.5 + voice_fitting.CLEARLY + 0.01, 3.0),
        (0.5 + voice_fitting.CLEARLY - 0.01, 0.0),
        (0.4, 0.0),
    ],
)
def test_another_style_is_taken_when_its_map_makes_it_clearly_more_alike(
    likeness: float, taken: float
) -> None:
    kept = _alike(_voice(0.0), 0.5)
    found = Scripted([0.1, 0.2, 0.2, 0.7], {3.0: likeness}).refined(kept, 1, (0.0, 1.0))
    assert found.voice.style[0, 0] == taken
    assert found.likeness >= kept.likeness


def test_without_a_better_style_nothing_is_mapped_again() -> None:
    kept = _alike(_voice(0.0), 0.5)
    assert Scripted([0.3, 0.2, 0.2, 0.1], {}).refined(kept, 1, (0.0, 1.0)) is kept


@pytest.mark.parametrize(
    ("before", "adapted", "mapped", "taken"),
    [(0.9, 0.7, 0.8, 0.0), (0.5, 0.7, 0.8, 2.0), (0.5, 0.8, 0.7, 1.0), (0.5, 0.7, None, 1.0)],
)
def test_of_the_voice_before_the_adapted_one_and_that_with_a_map_the_most_alike_is_kept(
    monkeypatch: pytest.MonkeyPatch, before: float, adapted: float, mapped: float | None, taken: float
) -> None:
    monkeypatch.setattr(voice_fitting, "readings", lambda *_: [])

    class Mapped(Scripted):
        speaker, cancel, script = None, None, []  # type: ignore[assignment] # nothing here uses them

        def _chosen(self, *_: Any) -> Trial | None:
            return None if mapped is None else _alike(_voice(2.0), mapped)

        def _calibration(self, *_: Any) -> list[Any]:
            return []

    found = Mapped([], {}).most_alike(_alike(_voice(0.0), before), _alike(_voice(1.0), adapted), 20.0)
    assert found.voice.style[0, 0] == taken


@pytest.mark.parametrize(
    ("whole", "part", "none", "taken"),
    [(0.6, 0.5, 0.4, 1.0), (0.5, 0.6, 0.4, 0.7), (0.4, 0.5, 0.6, 0.0), (0.5, 0.5, 0.5, 1.0)],
)
def test_instant_takes_as_much_of_the_predicted_offsets_as_sounds_most_alike(
    whole: float, part: float, none: float, taken: float
) -> None:
    class Predicted(Scripted):
        def _predicted(self) -> KokoroVoice:
            return replace(_voice(0.0), offsets=np.ones(OFFSETS, np.float32))

        def _placed(self, voice: KokoroVoice) -> KokoroVoice:
            return voice

        def _first_mapped(self, voice: KokoroVoice, seconds: float) -> Trial:
            if not voice.adapted:
                return _alike(voice, none)
            return _alike(voice, whole if voice.offsets[0] == 1.0 else part)

    found = Predicted([], {}).instant()
    if taken:
        np.testing.assert_allclose(found.voice.offsets, taken)
    else:
        assert not found.voice.adapted
