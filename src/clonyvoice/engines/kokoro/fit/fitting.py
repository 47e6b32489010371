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
from clonyvoice.engines.contract import Fit, Progress, Reference, RefineLevel, Turn
from clonyvoice.engines.kokoro.fit.bands import BANDS
from clonyvoice.engines.kokoro.fit.bank import bank
from clonyvoice.engines.kokoro.fit.fidelity import fidelity
from clonyvoice.engines.kokoro.fit.likeness import RIDGES, bare, paths_of, readings, shaped_like
from clonyvoice.engines.kokoro.fit.pace import pace
from clonyvoice.engines.kokoro.fit.script import first, script_of, shortest
from clonyvoice.engines.kokoro.fit.sentences import SENTENCES
from clonyvoice.engines.kokoro.fit.shaping import RATE, shape
from clonyvoice.engines.kokoro.fit.speaking import Line, Speaker, predict, speak
from clonyvoice.engines.kokoro.fit.target import Encoders, Target, listen, long_term
from clonyvoice.engines.kokoro.fit.turns import SpeakerInTurns, in_turns
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.weights import WeightsStore

_BLENDED = ((3, 8.0), (8, 8.0), (8, 4.0))
"""Mixtures to begin with: how many of the nearest presets, and how much more the nearer ones count."""
_STEPS = {"standard": 8, "best": 40}
_STRIDE, _NEIGHBOURS = 0.35, 20
_EQ_LIMIT_DB = 12.0
_TRIAL_SECONDS, _ALL_SECONDS = 4.0, 45.0
_LISTENED = {"instant": 12.0, "standard": 60.0}
_CAUTIOUS = 4000.0
_WEIGHT_C, _TOLERANCE = 1.5, 0.03


@dataclass(frozen=True, slots=True)
class _Trial:
    """A voice, and how alike it sounds to encoders A and C."""

    voice: KokoroVoice
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
        self.reference = reference
        self.target = listen(reference, encoders, _LISTENED["instant"])
        cancel.raise_if_cancelled()
        self.script = script_of(speaker, reference)
        self.random = np.random.default_rng(reference.seed)
        cancel.raise_if_cancelled()

    def instant(self) -> _Trial:
        """The nearest presets blended, with pitch and pace, and equalised."""
        self.progress(0.02, "Finding the nearest voices")
        return self._tried(self._mixed(_BLENDED[0]))

    def refined(self, best: _Trial, steps: int, share: tuple[float, float]) -> _Trial:
        """The best of several mixtures and of `steps` around it, with the map of its sounds.

        `share` is the part of the progress that this takes.
        """
        start, whole = share[0], share[1] - share[0]
        self.target = listen(self.reference, self.encoders, _LISTENED["standard"])
        best = max(
            [self._tried(best.voice), *(self._tried(self._mixed(kind)) for kind in _BLENDED[1:])], key=_score
        )
        ranked = np.argsort(-nearness(self.target))
        stride = _STRIDE
        for number in range(steps):
            self.progress(start + whole * (0.2 + 0.6 * number / steps), "Comparing voices")
            trial = self._tried(self._moved(best.voice, ranked, stride))
            # Longer strides while they lead on, shorter ones when they do not (Rechenberg's rule).
            stride = min(max(stride * (1.35 if trial.score > best.score else 0.92), _STRIDE / 4), 2 * _STRIDE)
            best = max(best, trial, key=_score)
        self.progress(start + 0.8 * whole, "Learning the sounds of the voice")
        return self._mapped(best)

    def _mixed(self, kind: tuple[int, float]) -> KokoroVoice:
        """The nearest presets blended: how many, and how much more the nearer ones count."""
        count, sharpness = kind
        near = nearness(self.target)
        best = np.argsort(-near)[:count]
        shares = np.exp(sharpness * (near[best] - near[best[0]]))
        names = bank().names
        return blend(
            [(float(w), self.speaker.preset_voice(names[i])) for w, i in zip(shares, best, strict=True)]
        )

    def _moved(self, voice: KokoroVoice, ranked: NDArray[np.int64], stride: float) -> KokoroVoice:
        """`voice` at most `stride` of the way towards one of the nearer presets, or away from it."""
        name = bank().names[int(ranked[self.random.integers(0, _NEIGHBOURS)])]
        share = np.float32(self.random.uniform(-stride, stride))
        style = voice.style + share * (self.speaker.preset_voice(name).style - voice.style)
        return replace(bare(voice), style=np.asarray(style, np.float32))

    def _tried(self, voice: KokoroVoice) -> _Trial:
        """`voice` with the target's pitch and pace, equalised on some of the reference's words, and heard.

        Without a transcript the calibration sentences and the long-term spectrum take their place.
        """
        voice = pitched_like(self.speaker, bare(voice), self.target, self.cancel)
        voice = pace(self.speaker, voice, self.script[:3], self.cancel)
        read = readings(self.speaker, voice, shortest(self.script, _TRIAL_SECONDS), self.cancel)
        shaped = shaped_like(voice, [one.pair for one in read], self.target.top, _CAUTIOUS, self.cancel)
        if shaped.shaped:
            return self._heard(shaped, [(one.line, one.samples) for one in read])
        said = self._calibration(voice)
        return self._heard(equalised(voice, [samples for _, samples in said], self.target), said)

    def _mapped(self, trial: _Trial) -> _Trial:
        """The map learned from all words, held back as much as likeness on other sentences asks for."""
        words = first(self.script, _ALL_SECONDS)
        pairs = [one.pair for one in readings(self.speaker, trial.voice, words, self.cancel)]
        said = self._calibration(bare(trial.voice))
        paths = paths_of([pair.own for pair in pairs], pairs, self.cancel)
        heard = []
        for ridge in RIDGES:
            voice = shaped_like(bare(trial.voice), pairs, self.target.top, ridge, self.cancel, paths)
            if not voice.shaped:
                return trial
            heard.append(self._heard(voice, said))
        # Of those that are about as alike as the best, the most cautious: what is left is fitted to chance.
        enough = max(one.a + one.c for one in heard) - _TOLERANCE
        return next(one for one in heard if one.a + one.c >= enough)

    def _calibration(self, voice: KokoroVoice) -> list[tuple[Line, NDArray[np.float32]]]:
        lines = [predict(self.speaker, voice, text, self.cancel) for text in SENTENCES[:2]]
        return [(line, speak(self.speaker, voice, line, self.cancel).samples) for line in lines]

    def _heard(self, voice: KokoroVoice, said: Sequence[tuple[Line, NDArray[np.float32]]]) -> _Trial:
        """The trial of `voice`, whose sound without shaping is `said`."""
        self.cancel.raise_if_cancelled()
        shaped = [shape(flat, voice, line.symbols, line.prosody.durations.tolist()) for line, flat in said]
        whole = Audio(np.concatenate(shaped), RATE)
        a = float(self.encoders.a.embed(whole) @ self.target.a)
        return _Trial(voice, a, float(self.encoders.c.embed(whole) @ self.target.c))

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
    turn: Turn | None = None,
) -> Iterator[Fit]:
    """Ever better voices for `reference`, the instant one first, up to `level`; heavy work is done by `turn`.

    The same reference and seed give the same voices. Raises Cancelled, WeightsMissing.
    """
    encoders = Encoders(DVectorEncoder(store), CampPlusEncoder(store))
    if turn is not None:
        speaker, encoders = SpeakerInTurns(speaker, turn), in_turns(encoders, turn)
    cancel.raise_if_cancelled()
    fitting = _Fitting(speaker, encoders, reference, progress, cancel)
    trial = fitting.instant()
    yield fitting.fit(trial, "instant")
    if level == "instant":
        return
    share = 0.1, (0.3 if level == "best" else 1.0)
    trial = fitting.refined(trial, _STEPS["standard"], share)
    yield fitting.fit(trial, "standard")
    if level == "best":
        trial = fitting.refined(trial, _STEPS["best"], (share[1], 1.0))
        yield fitting.fit(trial, "best")
    progress(1.0, "Done")


def _score(trial: _Trial) -> float:
    return trial.score


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
