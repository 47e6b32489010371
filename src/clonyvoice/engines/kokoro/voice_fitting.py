"""The fit, level by level: each gives a better voice than the one before, and any of them can be used.

*instant*: the nearest presets blended, adapted by prediction (`fit/predicted_offsets`), with the reference's pitch and
pace, and a map of the sounds (`envelope_map`) from a few seconds of its own words. *standard* and *best*: the decoder
adapted by gradient to the reference's words (`adaptation_levels`), and a map of what its sounds still lack. Of the
voice that was there before, the adapted one and that with the map, the one is kept that is most alike to the reference
for the two encoders, on new sentences.

Without words to adapt to (no transcript, or hardly any speech) *standard* learns the map from up to 45 s for that
blend, and for the best of some other blends and steps around them, and *best* compares more of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Fit, Progress, Reference, RefineLevel, Turn
from clonyvoice.engines.kokoro.adaptation.adaptation_levels import Levels, loaded, part_of
from clonyvoice.engines.kokoro.fit import initial_voice
from clonyvoice.engines.kokoro.fit.calibration_sentences import SENTENCES, Line, Speaker, predict, speak
from clonyvoice.engines.kokoro.fit.compute_turns import AtOnce, SpeakerInTurns, in_turns
from clonyvoice.engines.kokoro.fit.envelope_map import (
    FEWEST,
    RIDGES,
    Pair,
    bare,
    paths_of,
    readings,
    shaped_like,
)
from clonyvoice.engines.kokoro.fit.pitch_pace_level import (
    equalised,
    levelled,
    pace,
    pitch_differs,
    pitched_like,
)
from clonyvoice.engines.kokoro.fit.reference_measurements import Encoders, listen
from clonyvoice.engines.kokoro.fit.reference_phonemes import first, script_of, shortest
from clonyvoice.engines.kokoro.fit.trials import Trial, fit_of, likeness_of, score_of
from clonyvoice.engines.kokoro.spectral_shaping import RATE, shape
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder, shared
from clonyvoice.weights import WeightsStore

_PREDICTED_SHARES = (1.0, 0.7, 0.0)
"""Shares of the predicted offsets; the voice that is most alike is *instant* (`docs/explanation/adaptation.md`)."""
_STEPS = {"standard": 8, "best": 40}  # Trials of another style. Chosen by hand.
_STRIDE = 0.35  # First length of a step of the search among styles. Chosen by hand.
_TRIAL_SECONDS, _ALL_SECONDS = 4.0, 45.0  # Of a trial, and of the last choice. Chosen by hand.
_LISTENED = {"instant": 12.0, "standard": 60.0}  # Seconds of the reference. Chosen by hand.
_FIRST_SECONDS, _ALIGNED_SECONDS = 10.0, 4.0
"""Of the maps of *instant* and of the voice that is aligned (`benchmarks/results/identity_adapted.md`)."""
_CAUTIOUS = 4000.0  # Regularisation of a map from one sentence: `benchmarks/results` compare 600 and 4000.
_FEW_RIDGES = (4000.0, 600.0, 60.0)  # Of *instant*, strongest first. Chosen by hand.
_ADAPTED_SECONDS, _ADAPTED_RIDGES = 20.0, (1e8, 4000.0, 600.0, 60.0)
"""Of the map on top of an adapted voice, in *standard* (`docs/explanation/adaptation.md`)."""
_ADAPTING_SHARE, _STANDARD_SHARE = 0.85, 0.35
"""Of the progress of a level what adaptation takes; of that of *best* what *standard* takes. Chosen by hand."""
_CALIBRATION = 2  # Sentences that a map is judged by, chosen by hand
_TOLERANCE = 0.03  # Of likeness: maps that are so near to the best count as equal to it. Chosen by hand.
CLEARLY = 0.03  # The least gain for which another style is taken. Chosen by hand.


class Fitting:
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

    def instant(self) -> Trial:
        """The nearest presets blended and adapted by prediction, with pitch and pace, and a first map of the sounds."""
        self.progress(0.02, "Finding the nearest voices")
        voice = self._placed(self._predicted())
        trials = [
            self._first_mapped(voice.with_offsets(share), _FIRST_SECONDS) for share in _PREDICTED_SHARES
        ]
        return max(trials, key=likeness_of)

    def _first_mapped(self, voice: KokoroVoice, seconds: float) -> Trial:
        """`voice` with a map of its sounds from so much of the reference, or equalised where that is too little."""
        read = readings(self.speaker, voice, shortest(self.script, seconds), self.cancel)
        chosen = self._chosen(voice, [one.pair for one in read], self._calibration(voice, 1), _FEW_RIDGES)
        return chosen or self._tried(voice)

    def mapped(self, trial: Trial) -> Trial:
        """`trial`'s style with the map of its sounds from more of the reference.

        Its pitch is that of all the speech, or of the little that *instant* listened to, whichever sounds more alike:
        people read some sentences in a voice that is not their usual one.
        """
        self.progress(0.1, "Learning the sounds of the voice")
        self.cancel.raise_if_cancelled()
        few, self.target = self.target, listen(self.reference, self.encoders, _LISTENED["standard"])
        found = self._mapped(self._tried(trial.voice))
        if not pitch_differs(few.pitch, self.target.pitch):
            return found
        whole, self.target = self.target, replace(self.target, pitch=few.pitch)
        other = self._mapped(self._tried(trial.voice))
        if other.likeness > found.likeness:
            return other
        self.target = whole
        return found

    def refined(self, kept: Trial, steps: int, share: tuple[float, float]) -> Trial:
        """`kept`, or the best of several mixtures and of `steps` around it with the map of its sounds.

        Another style is taken when it is clearly better with its map: the steps are compared on few words, and what
        the encoders gain there need not be heard by anybody else. `share` is the part of the progress that this takes.
        """
        start, whole = share[0], share[1] - share[0]
        begun = self._tried(kept.voice)
        others = [self._tried(self._mixed(kind)) for kind in initial_voice.BLENDED[1:]]
        best = max([begun, *others], key=score_of)
        ranked = np.argsort(-initial_voice.nearness(self.target))
        stride = _STRIDE
        for number in range(steps):
            self.progress(start + whole * (0.1 + 0.7 * number / steps), "Comparing voices")
            trial = self._tried(self._moved(best.voice, ranked, stride))
            # Longer strides while they lead on, shorter ones when they do not (Rechenberg's rule).
            stride = min(max(stride * (1.35 if trial.score > best.score else 0.92), _STRIDE / 4), 2 * _STRIDE)
            best = max(best, trial, key=score_of)
        if best is begun:
            return kept
        self.progress(start + 0.8 * whole, "Learning the sounds of the voice")
        other = self._mapped(best)
        return other if other.likeness > kept.likeness + CLEARLY else kept

    def to_align(self, trial: Trial) -> KokoroVoice:
        """`trial`'s voice to align the recording with: a map of few seconds, the pitch of more than *instant* heard."""
        shaped = self._first_mapped(bare(trial.voice), _ALIGNED_SECONDS).voice
        self.target = listen(self.reference, self.encoders, _LISTENED["standard"])
        self.cancel.raise_if_cancelled()
        placed = self._placed(shaped)
        shaping = {name: getattr(shaped, name) for name in ("eq_db", "class_db", "warp_db")}
        return replace(placed, **shaping)

    def levels(self, store: WeightsStore, turn: Turn) -> Levels[Trial]:
        """The adaptation of this clone."""
        return Levels(
            lambda: loaded(store), self.speaker, self.script, self.random, self._judged,
            turn, self.cancel,
        )  # fmt: skip

    def adapted(self, levels: Levels[Trial], instant: Trial, level: RefineLevel) -> Iterator[Fit]:
        """The levels behind *instant*: what adaptation and a map make of its voice, as long as that is more alike."""
        share = _STANDARD_SHARE if level == "best" else 1.0
        adapting = 0.05 + (share - 0.05) * _ADAPTING_SHARE
        kept = self._judged(instant.voice)
        standard = levels.standard(part_of(self.progress, 0.05, adapting))
        self.progress(adapting, "Learning the sounds of the voice")
        kept = self.most_alike(kept, standard.heard, _ADAPTED_SECONDS)
        report = {"steps": float(standard.steps), "noise_db": round(levels.noise_db, 1)}
        yield self.fit(kept, "standard", report, self.reference.duration)
        if level == "best":
            best = levels.best(standard, part_of(self.progress, share, 0.95))
            self.progress(0.95, "Learning the sounds of the voice")
            kept = self.most_alike(kept, best.heard, _ALL_SECONDS)
            yield self.fit(kept, "best", report | {"steps": float(best.steps)}, self.reference.duration)

    def most_alike(self, before: Trial, adapted: Trial, seconds: float) -> Trial:
        """`before`, `adapted`, or `adapted` with the map of its sounds from so many seconds of the reference."""
        flat = bare(adapted.voice)
        pairs = [one.pair for one in readings(self.speaker, flat, first(self.script, seconds), self.cancel)]
        mapped = self._chosen(flat, pairs, self._calibration(flat, _CALIBRATION), _ADAPTED_RIDGES)
        return max([before, adapted, *([mapped] if mapped else [])], key=likeness_of)

    def _judged(self, voice: KokoroVoice) -> Trial:
        """The score of `voice` on sentences that are not in the reference."""
        return self._heard(voice, self._calibration(bare(voice), _CALIBRATION))

    def _predicted(self) -> KokoroVoice:
        return initial_voice.nearest_adapted(self.speaker, self.target, *initial_voice.BLENDED[0])

    def _mixed(self, kind: tuple[int, float]) -> KokoroVoice:
        return initial_voice.nearest_blended(self.speaker, self.target, *kind)

    def _moved(self, voice: KokoroVoice, ranked: NDArray[np.int64], stride: float) -> KokoroVoice:
        return initial_voice.stepped(self.speaker, bare(voice), ranked, stride, self.random)

    def _tried(self, voice: KokoroVoice) -> Trial:
        """The trial of `voice` with the target's pitch and pace, equalised on some of the reference's words.

        Without a transcript the calibration sentences and the long-term spectrum take their place.
        """
        voice = self._placed(voice)
        read = readings(self.speaker, voice, shortest(self.script, _TRIAL_SECONDS), self.cancel)
        shaped = shaped_like(voice, [one.pair for one in read], self.target.top, _CAUTIOUS, self.cancel)
        if shaped.shaped:
            return self._heard(shaped, [(one.line, one.samples) for one in read])
        said = self._calibration(voice, _CALIBRATION)
        return self._heard(equalised(voice, [samples for _, samples in said], self.target), said)

    def _placed(self, voice: KokoroVoice) -> KokoroVoice:
        """`voice` without shaping, at the target's pitch and pace."""
        voice = pitched_like(self.speaker, bare(voice), self.target, self.cancel)
        return pace(self.speaker, voice, self.script[:3], self.cancel)

    def _mapped(self, trial: Trial) -> Trial:
        """`trial` with the map learned from all words."""
        voice, words = bare(trial.voice), first(self.script, _ALL_SECONDS)
        pairs = [one.pair for one in readings(self.speaker, voice, words, self.cancel)]
        return self._chosen(voice, pairs, self._calibration(voice, _CALIBRATION), RIDGES) or trial

    def _chosen(
        self,
        voice: KokoroVoice,
        pairs: Sequence[Pair],
        said: Sequence[tuple[Line, NDArray[np.float32]]],
        ridges: Sequence[float],
    ) -> Trial | None:
        """`voice` with the map of `pairs`, with the ridge chosen by likeness on other sentences, `said`.

        None when there are too few words for any.
        """
        if sum(len(pair.own) for pair in pairs) < FEWEST:
            return None
        paths = paths_of([pair.own for pair in pairs], pairs, self.cancel)
        maps = [shaped_like(voice, pairs, self.target.top, ridge, self.cancel, paths) for ridge in ridges]
        heard = [self._heard(shaped, said) for shaped in maps]
        # Of those that are about as alike as the best, the most cautious: what is left is fitted to chance.
        enough = max(one.likeness for one in heard) - _TOLERANCE
        return next(one for one in heard if one.likeness >= enough)

    def _calibration(self, voice: KokoroVoice, count: int) -> list[tuple[Line, NDArray[np.float32]]]:
        lines = [predict(self.speaker, voice, text, self.cancel) for text in SENTENCES[:count]]
        return [(line, speak(self.speaker, voice, line, self.cancel).samples) for line in lines]

    def _heard(self, voice: KokoroVoice, said: Sequence[tuple[Line, NDArray[np.float32]]]) -> Trial:
        """The trial of `voice`, whose sound without shaping is `said`."""
        self.cancel.raise_if_cancelled()
        shaped = [shape(flat, voice, line.symbols, line.prosody.durations.tolist()) for line, flat in said]
        whole = Audio(np.concatenate(shaped), RATE)
        a = float(self.encoders.a.embed(whole) @ self.target.a)
        c = float(self.encoders.c.embed(whole) @ self.target.c)
        return Trial(levelled(voice, whole.samples), a, c)

    def fit(
        self, trial: Trial, level: RefineLevel, more: Mapping[str, float], adapted_to: float = 0.0
    ) -> Fit:
        """The trial's voice, adapted to so many seconds, as a result; `more` goes into its report."""
        return fit_of(trial, level, self.target.pitch.level, more, adapted_to)


def fit(
    speaker: Speaker,
    store: WeightsStore,
    reference: Reference,
    level: RefineLevel,
    progress: Progress,
    cancel: CancelToken,
    turn: Turn | None = None,
) -> Iterator[Fit]:
    """Voices of increasing quality for `reference`, the instant one first, up to `level`; heavy work runs in `turn`.

    The same reference and seed give the same voices. Raises Cancelled, WeightsMissing.
    """
    cancel.raise_if_cancelled()
    turn = turn or AtOnce(cancel)
    encoders = in_turns(Encoders(shared(DVectorEncoder, store), shared(CampPlusEncoder, store)), turn)
    fitting = Fitting(SpeakerInTurns(speaker, turn), encoders, reference, progress, cancel)
    trial = fitting.instant()
    yield fitting.fit(trial, "instant", {})
    if level == "instant":
        return
    levels = fitting.levels(store, turn)
    try:
        if levels.begin(fitting.to_align(trial), part_of(progress, 0.05, 1.0)):
            yield from fitting.adapted(levels, trial, level)
            progress(1.0, "Done")
            return
    finally:
        levels.close()
    share = 0.15, (0.3 if level == "best" else 1.0)
    trial = fitting.refined(fitting.mapped(trial), _STEPS["standard"], share)
    yield fitting.fit(trial, "standard", {})
    if level == "best":
        trial = fitting.refined(trial, _STEPS["best"], (share[1], 1.0))
        yield fitting.fit(trial, "best", {})
    progress(1.0, "Done")
