"""The fit, level by level: each gives a better voice than the one before, and any of them can be used.

*instant*: the nearest presets blended, with the reference's pitch and pace, equalised on a few seconds of its own
words. *standard*: several beginnings compared, then the map of the sounds (`likeness`) learned from up to 45 s.
*best*: a wider choice of beginnings around the best one, and the map again. What is compared is how alike the
clone is to the reference for the two encoders, on sentences that the map has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Fit, Progress, Reference, RefineLevel
from clonyvoice.engines.kokoro.fit.bands import BANDS
from clonyvoice.engines.kokoro.fit.bank import bank
from clonyvoice.engines.kokoro.fit.fidelity import fidelity
from clonyvoice.engines.kokoro.fit.likeness import RIDGES, bare, parallel, shaped_like
from clonyvoice.engines.kokoro.fit.pace import pace
from clonyvoice.engines.kokoro.fit.script import Script, first, script_of, shortest
from clonyvoice.engines.kokoro.fit.sentences import SENTENCES
from clonyvoice.engines.kokoro.fit.shaping import RATE, shape
from clonyvoice.engines.kokoro.fit.speaking import Line, Speaker, predict, speak
from clonyvoice.engines.kokoro.fit.target import Encoders, Target, listen, long_term
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.weights import WeightsStore

_SHARPNESS = 8.0
_EQ_LIMIT_DB = 12.0
_INSTANT_SECONDS, _ALL_SECONDS = 4.0, 45.0
_CAUTIOUS = 4000.0
_WEIGHT_C = 0.5
_BEGINNINGS = {"standard": 4, "best": 12}
_STEPS = {"standard": 0, "best": 24}
_STRIDE = 0.35


@dataclass(frozen=True, slots=True)
class _Trial:
    """A voice, how it says the calibration sentences without shaping, and how alike that is once shaped."""

    voice: KokoroVoice
    lines: tuple[Line, ...]
    flat: tuple[NDArray[np.float32], ...]
    a: float
    c: float

    @property
    def score(self) -> float:
        return self.a + _WEIGHT_C * self.c


class _Fitting:
    """One reference being fitted: what stays the same for all trials."""

    def __init__(
        self,
        speaker: Speaker,
        encoders: Encoders,
        reference: Reference,
        progress: Progress,
        cancel: CancelToken,
    ) -> None:
        self.speaker, self.encoders, self.cancel, self.progress = speaker, encoders, cancel, progress
        progress(0.0, "Listening to the reference")
        self.target = listen(reference, encoders)
        cancel.raise_if_cancelled()
        self.script = script_of(speaker, reference)
        self.random = np.random.default_rng(reference.seed)
        cancel.raise_if_cancelled()

    def instant(self) -> _Trial:
        """The nearest presets blended and equalised."""
        self.progress(0.02, "Finding the nearest voices")
        near = nearness(self.target)
        best = np.argsort(-near)[:3]
        shares = np.exp(_SHARPNESS * (near[best] - near[best[0]]))
        names = bank().names
        mixed = blend([(float(w), self._preset(names[i])) for w, i in zip(shares, best, strict=True)])
        return self._tried(mixed, shortest(self.script, _INSTANT_SECONDS), SENTENCES[:1])

    def standard(self, so_far: _Trial, beginnings: int, steps: int) -> _Trial:
        """The best of several beginnings, then of steps around it, with the map of its sounds."""
        best = self._tried(so_far.voice, (), SENTENCES[:2])
        total = beginnings + steps
        names = bank().names
        ranked = np.argsort(-nearness(self.target))
        for number, index in enumerate(ranked[:beginnings]):
            self.progress(0.1 + 0.6 * number / total, "Comparing voices")
            best = self._better(best, self._preset(names[index]))
        for number in range(steps):
            self.progress(0.1 + 0.6 * (beginnings + number) / total, "Comparing voices")
            best = self._better(best, self._moved(best.voice, ranked))
        self.progress(0.7, "Learning the sounds of the voice")
        return self._mapped(best)

    def _better(self, best: _Trial, voice: KokoroVoice) -> _Trial:
        trial = self._tried(voice, (), SENTENCES[:2])
        return trial if trial.score > best.score else best

    def _moved(self, voice: KokoroVoice, ranked: NDArray[np.int64]) -> KokoroVoice:
        """`voice` mixed with, or moved away from, one of the nearer presets; its timbre half more than prosody."""
        other = self._preset(bank().names[int(ranked[self.random.integers(0, 20)])])
        share = float(self.random.uniform(-_STRIDE, _STRIDE))
        style = voice.style + np.float32(share) * (other.style - voice.style)
        return replace(bare(voice), style=np.asarray(style, np.float32))

    def _mapped(self, trial: _Trial) -> _Trial:
        """The map learned from all words, held back as much as serves likeness best."""
        words = first(self.script, _ALL_SECONDS)
        pairs = parallel(self.speaker, trial.voice, words, self.cancel)
        self.progress(0.9, "Learning the sounds of the voice")
        best = trial
        for ridge in RIDGES:
            voice = shaped_like(bare(trial.voice), pairs, self.target.top, ridge)
            if voice.shaped:
                heard = self._heard(voice, trial.lines, trial.flat)
                best = heard if heard.score > best.score else best
        return best

    def _preset(self, name: str) -> KokoroVoice:
        return self.speaker.preset_voice(name)

    def _tried(self, voice: KokoroVoice, words: Sequence[Script], sentences: Sequence[str]) -> _Trial:
        """`voice` with the target's pitch and pace, equalised on `words`, else on `sentences`, and heard."""
        voice = pitched_like(self.speaker, bare(voice), self.target, self.cancel)
        voice = pace(self.speaker, voice, self.script[:3], self.cancel)
        lines = tuple(predict(self.speaker, voice, text, self.cancel) for text in sentences)
        flat = tuple(speak(self.speaker, voice, line, self.cancel).samples for line in lines)
        pairs = parallel(self.speaker, voice, words, self.cancel)
        shaped = shaped_like(voice, pairs, self.target.top, _CAUTIOUS)
        if not shaped.shaped:
            shaped = equalised(voice, flat, self.target)
        return self._heard(shaped, lines, flat)

    def _heard(
        self, voice: KokoroVoice, lines: tuple[Line, ...], flat: tuple[NDArray[np.float32], ...]
    ) -> _Trial:
        self.cancel.raise_if_cancelled()
        said = [
            shape(samples, voice, line.symbols, line.prosody.durations.tolist())
            for samples, line in zip(flat, lines, strict=True)
        ]
        whole = Audio(np.concatenate(said), RATE)
        a = float(self.encoders.a.embed(whole) @ self.target.a)
        c = float(self.encoders.c.embed(whole) @ self.target.c)
        return _Trial(voice, lines, flat, a, c)

    def fit(self, trial: _Trial, level: RefineLevel) -> Fit:
        """The trial's voice as a result."""
        report = {
            "similarity_a": round(trial.a, 4),
            "similarity_c": round(trial.c, 4),
            "target_pitch_hz": round(self.target.pitch.level, 1),
            "rate": round(trial.voice.rate, 3),
        }
        return Fit(trial.voice.fitted(), level, fidelity(trial.a, trial.c), report)


def fit(
    speaker: Speaker,
    store: WeightsStore,
    reference: Reference,
    level: RefineLevel,
    progress: Progress,
    cancel: CancelToken,
) -> Iterator[Fit]:
    """Ever better voices for `reference`, the instant one first, up to `level`.

    The same reference and seed give the same voices. Raises Cancelled, WeightsMissing.
    """
    encoders = Encoders(DVectorEncoder(store), CampPlusEncoder(store))
    cancel.raise_if_cancelled()
    fitting = _Fitting(speaker, encoders, reference, progress, cancel)
    trial = fitting.instant()
    yield fitting.fit(trial, "instant")
    if level == "instant":
        return
    trial = fitting.standard(trial, _BEGINNINGS["standard"], _STEPS["standard"])
    yield fitting.fit(trial, "standard")
    if level == "best":
        trial = fitting.standard(trial, _BEGINNINGS["best"], _STEPS["best"])
        yield fitting.fit(trial, "best")
    progress(1.0, "Done")


def nearness(target: Target) -> NDArray[np.float64]:
    """How near each preset of the bank is to the target: both encoders, and the distance in pitch."""
    table = bank()
    away = np.abs(np.log(np.maximum(target.pitch.level, 60.0) / table.level)) if target.pitch.level else 0.0
    return np.asarray(table.c @ target.c + 0.5 * (table.a @ target.a) - 0.4 * away, np.float64)


def pitched_like(speaker: Speaker, voice: KokoroVoice, target: Target, cancel: CancelToken) -> KokoroVoice:
    """`voice` at the target's level and range of F0, measured on what its own prosody predicts."""
    own = pitch.of_contour(
        np.concatenate([predict(speaker, voice, text, cancel).prosody.f0 for text in SENTENCES[:4]])
    )
    if not own.level or not target.pitch.level:
        return voice
    spread = target.pitch.spread / max(own.spread, 0.02)
    return replace(
        voice,
        f0_scale=min(max(target.pitch.level / own.level, 0.4), 2.5),
        f0_range=min(max(spread, 0.6), 1.5),
        f0_pivot=own.level,
    )


def equalised(voice: KokoroVoice, said: Sequence[NDArray[np.float32]], target: Target) -> KokoroVoice:
    """`voice`, of which `said` is a sample without shaping, with the target's long-term spectrum."""
    gains = target.envelope - long_term(said)
    gains[target.top :] = gains[max(target.top - 3, 0) : target.top].mean() if target.top < BANDS else 0.0
    gains[0] = min(float(gains[0]), 0.0)  # nobody speaks below 80 Hz: that is hum
    smooth = np.convolve(np.pad(gains, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    return replace(voice, eq_db=np.clip(smooth, -_EQ_LIMIT_DB, _EQ_LIMIT_DB).astype(np.float32))
