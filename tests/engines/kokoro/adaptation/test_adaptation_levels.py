"""The step that is kept, progress meanwhile, and that cancelling ends all at once; gradients are made up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.kokoro.adaptation import adaptation_levels
from clonyvoice.engines.kokoro.adaptation.adaptation_levels import Background, Levels
from clonyvoice.engines.kokoro.adaptation.gradient_descent import Adam, Adaptation, Materials, rate_at
from clonyvoice.engines.kokoro.adaptation.gradient_graph import GradientGraph, Results
from clonyvoice.engines.kokoro.adaptation.recording_alignment import (
    AlignedUtterance,
    durations_of,
    energy_of,
    noise_db,
)
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.harmonic_source import SourceWeights
from clonyvoice.engines.kokoro.voice import OFFSETS, KokoroVoice

T = TypeVar("T")
FRAMES = 200
STEPS = 8
WANTED = np.asarray(np.random.default_rng(0).normal(size=OFFSETS), np.float32)


class Bowl:
    """A gradient that leads to WANTED; every sixth one is no number."""

    def __init__(self) -> None:
        self.runs = 0

    def run(self, inputs: dict[str, np.ndarray], cancel: CancelToken) -> Results:
        cancel.raise_if_cancelled()
        self.runs += 1
        away = inputs["norms"].reshape(-1) - WANTED
        gradient = np.full(OFFSETS, np.nan, np.float32) if self.runs % 6 == 0 else away / OFFSETS
        return Results(float(np.abs(away).mean()), np.asarray(gradient, np.float32), np.zeros(1, np.float32))


def noise(seed: int, scale: float = 0.1) -> np.ndarray:
    return np.asarray(scale * np.random.default_rng(seed).normal(size=600 * FRAMES), np.float32)


def spoken(frames: int = FRAMES) -> AlignedUtterance:
    f0 = np.full(2 * frames, 120.0, np.float32)
    return AlignedUtterance(
        np.zeros((512, frames), np.float32),
        f0,
        f0 * 0,
        np.zeros((1, 256), np.float32),
        noise(1)[: 600 * frames],
    )


MATERIALS = Materials(
    Path("nowhere"),
    NormWeights(
        np.zeros((128, OFFSETS), np.float32), np.zeros(OFFSETS, np.float32), ("all",), (OFFSETS // 2,)
    ),
    SourceWeights(np.zeros(9, np.float32), 0.0, np.ones(20, np.float32), np.zeros((22, 20), np.float32)),
    np.ones(OFFSETS, np.float32),
)
VOICE = KokoroVoice(np.zeros((1, 256), np.float32))


def at_once(piece: Callable[[CancelToken], T], /) -> T:
    return piece(CancelToken())


def adaptation() -> Adaptation:
    graph = cast(GradientGraph, Bowl())
    return Adaptation(MATERIALS, graph, VOICE, [spoken()], np.random.default_rng(0), noise_aware=False)


def test_steps_lead_where_the_gradient_says_and_gradients_that_are_no_numbers_are_skipped() -> None:
    fit = adaptation()
    assert list(fit.steps(60, at_once)) == list(range(1, 61))
    assert fit.losses[-1] < 0.5 * fit.losses[0]
    voice = fit.voice()
    assert np.isfinite(voice.offsets).all()
    assert float(np.corrcoef(voice.offsets, WANTED)[0, 1]) > 0.9


def test_a_voice_with_offsets_is_adapted_from_there() -> None:
    begun = replace(VOICE, offsets=np.asarray(0.5 * WANTED, np.float32).clip(-2.0, 2.0))
    graph = cast(GradientGraph, Bowl())
    fit = Adaptation(MATERIALS, graph, begun, [spoken()], np.random.default_rng(0), noise_aware=False)
    np.testing.assert_allclose(fit.voice().offsets, begun.offsets, atol=1e-6)
    none = adaptation()
    assert fit.gradient(CancelToken()).loss < none.gradient(CancelToken()).loss


def test_adam_moves_every_number_by_about_the_rate_whatever_its_gradient() -> None:
    moved = Adam(2).moved(np.zeros(2, np.float32), np.array([1e-3, -2.0], np.float32), 0.1)
    np.testing.assert_allclose(moved, [-0.1, 0.1], rtol=1e-3)
    rates = [rate_at(step, 50, 0.1) for step in range(1, 51)]
    assert max(rates) <= 0.1
    assert rates[0] < rates[9] > rates[-1] == pytest.approx(0.01)


@dataclass(frozen=True)
class Said:
    voice: KokoroVoice
    likeness: float


class Told:
    """Levels whose voices are as alike as `likeness` tells, one after another."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, likeness: list[float], seconds: int = 20) -> None:
        self.told: list[float] = []
        several = [spoken()] * (seconds // 5)
        monkeypatch.setattr(adaptation_levels, "utterances", lambda *_: several)
        monkeypatch.setattr(adaptation_levels, "STANDARD_STEPS", STEPS)
        monkeypatch.setattr(adaptation_levels, "BEST_STEPS", STEPS)
        given = iter(likeness)
        self.levels = Levels(
            lambda: (MATERIALS, cast(GradientGraph, Bowl())), cast("object", None), [], np.random.default_rng(0),  # type: ignore[arg-type]
            lambda voice: Said(voice, next(given)), at_once, CancelToken(), STEPS // 4,
        )  # fmt: skip

    def progress(self, fraction: float, _stage: str) -> None:
        self.told.append(fraction)


def test_standard_listens_once_with_enough_speech_and_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Told(monkeypatch, [0.8])
    assert told.levels.begin(VOICE, told.progress)
    assert told.levels.standard(told.progress).heard.likeness == 0.8
    assert told.told == sorted(told.told)
    assert told.told[-1] < 1.0


def test_with_little_speech_the_most_alike_step_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch, [0.5, 0.7, 0.6, 0.4], seconds=5)
    assert told.levels.begin(VOICE, told.progress)
    found = told.levels.standard(told.progress)
    assert (found.heard.likeness, found.steps) == (0.7, STEPS // 2)


@pytest.mark.parametrize(
    ("rounds", "likeness", "kept"),
    [([0.79], 0.8, 0), ([0.85, 0.84], 0.85, 1), ([0.85, 0.86, 0.87], 0.87, 3)],
)
def test_best_goes_on_as_long_as_a_round_gains_and_keeps_what_was_better(
    monkeypatch: pytest.MonkeyPatch, rounds: list[float], likeness: float, kept: int
) -> None:
    told = Told(monkeypatch, [0.8, *rounds])
    assert told.levels.begin(VOICE, told.progress)
    standard = told.levels.standard(told.progress)
    best = told.levels.best(standard, told.progress)
    assert best.heard.likeness == likeness
    assert best.steps == (1 + kept) * STEPS
    assert (best is standard) == (kept == 0)


def test_best_begins_where_standard_was_most_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch, [0.5, 0.9, 0.6, 0.4, 0.1, 0.2, 0.3, 0.4], seconds=5)
    assert told.levels.begin(VOICE, told.progress)
    standard = told.levels.standard(told.progress)
    begun: list[np.ndarray] = []
    steps = Adaptation.steps

    def watched(self: Adaptation, *given: Any) -> Iterator[int]:
        begun.append(self.moved)
        return steps(self, *given)

    monkeypatch.setattr(Adaptation, "steps", watched)
    assert told.levels.best(standard, told.progress) is standard
    np.testing.assert_array_equal(begun[0] * MATERIALS.spread, standard.heard.voice.offsets)


def test_with_hardly_any_speech_there_is_nothing_to_adapt_to(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch, [])
    monkeypatch.setattr(adaptation_levels, "utterances", lambda *_: [spoken(60)])
    assert not told.levels.begin(VOICE, told.progress)


def test_who_waits_for_work_in_the_background_can_stop_at_once() -> None:
    gate = threading.Event()
    work = Background(lambda: gate.wait(120))
    cancel = CancelToken()
    threading.Timer(0.05, cancel.cancel).start()
    began = time.perf_counter()
    with pytest.raises(Cancelled):
        work.result(cancel)
    assert time.perf_counter() - began < 30
    gate.set()
    assert work.result(CancelToken()) is True
    work.forget()
    with pytest.raises(Cancelled):
        work.result(CancelToken())


def test_an_error_in_the_background_is_raised_where_its_result_is_wanted() -> None:
    def fails() -> None:
        raise MemoryError("no room")

    with pytest.raises(MemoryError):
        Background(fails).result(CancelToken())


def test_durations_follow_the_recording() -> None:
    random = np.random.default_rng(3)
    tones = [np.sin(2 * np.pi * hz * np.arange(6000) / 24_000) for hz in (200, 900, 2500, 500)]
    own = np.concatenate(tones) * 0.1 + 0.001 * random.normal(size=24_000)
    slow = np.concatenate([tones[0], tones[1], tones[1], tones[2], tones[3]]) * 0.2
    slow = slow + 0.001 * random.normal(size=30_000)
    found = durations_of([10, 10, 10, 10], own.astype(np.float32), slow.astype(np.float32))
    assert int(found.sum()) == 50
    np.testing.assert_allclose(found, [10, 20, 10, 10], atol=2)
    short = durations_of([10, 10, 10, 10], own.astype(np.float32), own[:1200].astype(np.float32))
    assert (short >= 1).all()


def test_energy_rises_by_two_for_each_factor_of_e_and_noise_is_measured_below_speech() -> None:
    sound = noise(2)
    np.testing.assert_allclose(energy_of(np.float32(np.e) * sound) - energy_of(sound), 2.0, atol=0.01)
    assert len(energy_of(sound)) == 2 * FRAMES + 1
    swell = (np.arange(len(sound)) // 12_000 % 2).astype(np.float32)
    clip = replace(spoken(), samples=sound * swell + noise(4, 0.001))
    assert noise_db([clip]) == pytest.approx(40.0, abs=3.0)
