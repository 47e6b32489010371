"""The map from the clone's spectral envelope to the person's, learned from both saying the same words.

Kokoro can say any text, so the reference's own transcript, spoken in the clone's voice, gives parallel
speech: aligned frame by frame it shows for each sound how the person's envelope differs. A ridge regression
of that difference on the frame's own cepstra and its class of sounds generalises to all other words. What a
regression gives moves less than the person does, and sounds blurred; its cepstra are therefore spread as far as the
person's are: the global variance of Toda, Black & Tokuda (2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import ReferenceClip
from clonyvoice.engines.kokoro import spectral_shaping
from clonyvoice.engines.kokoro.fit.calibration_sentences import Line, Speaker, predict_tokens, speak
from clonyvoice.engines.kokoro.fit.reference_measurements import active, at_24k
from clonyvoice.engines.kokoro.fit.reference_phonemes import Script
from clonyvoice.engines.kokoro.frequency_bands import BANDS, CEPSTRA, CLASSES, FEATURES
from clonyvoice.engines.kokoro.voice import KokoroVoice

Array: TypeAlias = NDArray[np.float32]
Indices: TypeAlias = NDArray[np.int64]

_DIAGONAL, _STRAIGHT = 1.0, 1.35
"""Costs of a step of the alignment, of both sounds and of one: straight ones are dearer. Chosen by hand."""


def align(first: Array, second: Array) -> tuple[Indices, Indices]:
    """Pairs of frames `(i, j)` along the cheapest monotonic path between two features `[n, d]` and `[m, d]`.

    Dynamic time warping (Sakoe & Chiba, 1978) on Euclidean distance; standing still in one of them costs more
    than going on in both.
    """
    distance = np.sqrt(
        np.maximum((first**2).sum(1)[:, None] + (second**2).sum(1)[None, :] - 2.0 * first @ second.T, 0.0)
    )
    n, m = distance.shape
    total = np.full((n + 1, m + 1), np.inf)
    total[0, 0] = 0.0
    # By anti-diagonals: all cells of one depend only on the two before it.
    for diagonal in range(2, n + m + 1):
        i = np.arange(max(1, diagonal - m), min(n, diagonal - 1) + 1)
        j = diagonal - i
        here = distance[i - 1, j - 1]
        total[i, j] = np.minimum(
            total[i - 1, j - 1] + _DIAGONAL * here,
            np.minimum(total[i - 1, j], total[i, j - 1]) + _STRAIGHT * here,
        )
    i, j = n, m
    path = []
    while i > 0 and j > 0:
        path.append((i - 1, j - 1))
        steps = (total[i - 1, j - 1], total[i - 1, j], total[i, j - 1])
        step = int(np.argmin(steps))
        i, j = i - (step != 2), j - (step != 1)
    pairs = np.array(path[::-1], np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def normalised(cepstra: Array) -> Array:
    """`cepstra` `[n, d]` with mean zero and spread one in each dimension, higher ones counting less."""
    return _weighted((cepstra - cepstra.mean(0)) / (cepstra.std(0) + 1e-3))


def _weighted(cepstra: Array) -> Array:
    return np.asarray(cepstra / np.sqrt(1.0 + np.arange(cepstra.shape[1]) / 4.0), np.float32)


Path: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]

RIDGES = (1e8, 4000.0, 1500.0, 600.0, 200.0, 60.0, 20.0)
"""Regularisations of the map, from a mere equaliser to all that the frames say. Chosen by hand."""
_ROUNDS = 2
"""Fits, each without the pairs that the one before explains worst. Chosen by hand."""
_CLASS_SHARE = 0.6
"""Regularisation of the offsets of phoneme classes, as a share of the coefficients'. Chosen by hand."""
_FAR = 85.0
"""Percentile of the error beyond which pairs are left out: misaligned ones. Chosen by hand."""
_SPREAD_LEAST, _SPREAD_MOST = 0.9, 1.6
"""Bounds of what the spread of a cepstrum is multiplied by. Chosen by hand."""
_BLURRED = 1e6
"""Ridges above give no more than an equaliser, which blurs nothing. Chosen by hand."""
FEWEST = 150
"""Frames below which there is no map. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The envelopes of the same words, the person's and the clone's, dB; `classes` of the clone's frames."""

    real: Array
    own: Array
    classes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClipReading:
    """A clip's words read by a voice without shaping: the line, its sound, and its frames beside the person's."""

    line: Line
    samples: Array
    pair: Pair


def readings(
    speaker: Speaker, voice: KokoroVoice, script: Sequence[Script], cancel: CancelToken
) -> list[ClipReading]:
    """The script's clips read by `voice` without shaping. Raises Cancelled."""
    flat = bare(voice)
    found: list[ClipReading] = []
    for clip, tokens in script:
        line = predict_tokens(speaker, flat, tokens, cancel)
        samples = speak(speaker, flat, line, cancel).samples
        own = spectral_shaping.envelope_db(spectral_shaping.frames_of(samples))
        classes = spectral_shaping.frame_classes(line.symbols, line.prosody.durations.tolist(), len(own))
        found.append(ClipReading(line, samples, _sounding(clip, own, classes)))
    return found


def bare(voice: KokoroVoice) -> KokoroVoice:
    """`voice` without any shaping; offsets stay."""
    return replace(
        voice,
        eq_db=np.zeros(BANDS, np.float32),
        class_db=np.zeros((0, BANDS), np.float32),
        warp_db=np.zeros((0, FEATURES), np.float32),
    )


def _sounding(clip: ReferenceClip, own: Array, classes: NDArray[np.int64]) -> Pair:
    real = spectral_shaping.envelope_db(spectral_shaping.frames_of(at_24k(clip.audio)))
    heard, spoken = active(real), active(own)
    return Pair(level_free(real[heard]), level_free(own[spoken]), classes[spoken])


def level_free(envelope: Array) -> Array:
    """Each frame less its own mean over the bands that always carry speech: loudness is not timbre."""
    return np.asarray(envelope - envelope[:, 4:24].mean(1, keepdims=True), np.float32)


def path(own: Array, real: Array) -> Path:
    """Pairs of frames, of the envelopes `own` and of `real`, that belong together."""
    return align(
        normalised(own @ spectral_shaping.cosines().T), normalised(real @ spectral_shaping.cosines().T)
    )


def paths_of(moved: Sequence[Array], pairs: Sequence[Pair], cancel: CancelToken) -> list[Path]:
    """For each of `pairs` the path from its frames as `moved` to the person's. Raises Cancelled."""
    found = []
    for own, pair in zip(moved, pairs, strict=True):
        cancel.raise_if_cancelled()
        found.append(path(own, pair.real))
    return found


def shaped_like(
    voice: KokoroVoice,
    pairs: Sequence[Pair],
    top: int,
    ridge: float,
    cancel: CancelToken,
    paths: Sequence[Path] = (),
) -> KokoroVoice:
    """`voice` with the gains that bring its envelopes to the person's, held back by `ridge`.

    `top` is the number of bands below the recording's limit; `paths` are the pairs' own ones where they are
    known already. With too few pairs the voice stays as it is. Raises Cancelled.
    """
    if sum(len(pair.own) for pair in pairs) < FEWEST:
        return voice
    paths = list(paths) or paths_of([pair.own for pair in pairs], pairs, cancel)
    for _ in range(_ROUNDS):
        differences, inputs, classes = [], [], []
        for pair, (i, j) in zip(pairs, paths, strict=True):
            differences.append(pair.real[j] - pair.own[i])
            inputs.append(spectral_shaping.features_of(pair.own)[i])
            classes.append(pair.classes[i])
        gains = _solve(np.concatenate(inputs), np.concatenate(classes), np.concatenate(differences), ridge)
        now = [gains.moved(pair) for pair in pairs]
        paths = paths_of(now, pairs, cancel)
    if ridge <= _BLURRED:
        gains = _spread(gains, now, pairs, paths)
    bounded = _bounded(gains, top)
    return replace(voice, eq_db=bounded.eq_db, class_db=bounded.class_db, warp_db=bounded.warp_db)


def shaped_unlike(voice: KokoroVoice, pair: Pair, top: int, ridge: float, rounds: int) -> KokoroVoice:
    """The same from frames of any words: `pair.real` and `pair.own` need not belong together.

    Those that are nearest to each other do; they are looked for `rounds` times, in frames moved by the map before.
    """
    if min(len(pair.own), len(pair.real)) < FEWEST:
        return voice
    cosines, features = spectral_shaping.cosines(), spectral_shaping.features_of(pair.own)
    real, now = pair.real @ cosines.T, pair.own
    mean, spread = real.mean(0), real.std(0) + 1e-3
    for number in range(rounds):
        own = now @ cosines.T
        # At first they differ more by the voice than by the sound.
        moved = normalised(own) if number == 0 else _weighted((own - mean) / spread)
        i, j = _nearest(moved, _weighted((real - mean) / spread))
        gains = _solve(features[i], pair.classes[i], pair.real[j] - pair.own[i], ridge)
        now = gains.moved(pair)
    bounded = _bounded(_spread(gains, [now], [pair], [(i, j)]), top)
    return replace(voice, eq_db=bounded.eq_db, class_db=bounded.class_db, warp_db=bounded.warp_db)


def _nearest(first: Array, second: Array) -> Path:
    """For each frame of either the nearest of the other."""
    distance = (first**2).sum(1)[:, None] + (second**2).sum(1)[None, :] - 2.0 * first @ second.T
    to_second, to_first = distance.argmin(1), distance.argmin(0)
    i = np.concatenate([np.arange(len(first)), to_first])
    return i, np.concatenate([to_second, np.arange(len(second))])


@dataclass(frozen=True, slots=True)
class _Gains:
    eq_db: Array
    class_db: Array
    warp_db: Array

    def moved(self, pair: Pair) -> Array:
        """The clone's envelopes of `pair` with these gains."""
        warped = spectral_shaping.features_of(pair.own) @ self.warp_db.T
        return np.asarray(pair.own + self.eq_db + self.class_db[pair.classes] + warped, np.float32)


def _spread(gains: _Gains, now: Sequence[Array], pairs: Sequence[Pair], paths: Sequence[Path]) -> _Gains:
    """`gains`, with which the clone's envelopes are `now`, so that each cepstrum is spread as far as the person's.

    The spread is from the 16th to the 84th percentile of the frames that go together.
    """
    cosines = spectral_shaping.cosines()
    own = np.concatenate([frames[i] @ cosines.T for frames, (i, _) in zip(now, paths, strict=True)])
    real = np.concatenate([pair.real[j] @ cosines.T for pair, (_, j) in zip(pairs, paths, strict=True)])
    wide, narrow = (np.subtract(*np.percentile(each, (84.13, 15.87), axis=0)) for each in (real, own))
    more = np.clip(wide / np.maximum(narrow, 1e-3), _SPREAD_LEAST, _SPREAD_MOST) - 1.0
    # gains + K (C (envelope + gains) - middle), with K = C' diag(more), is again a map of the same form.
    back = (cosines * more[:, None]).T
    through = back @ cosines
    warp = gains.warp_db + through @ gains.warp_db
    warp[:, :CEPSTRA] += back
    return _Gains(
        np.asarray(gains.eq_db + through @ gains.eq_db - back @ own.mean(0), np.float32),
        np.asarray(gains.class_db + gains.class_db @ through.T, np.float32),
        np.asarray(warp, np.float32),
    )


def _bounded(gains: _Gains, top: int) -> _Gains:
    """`gains` without bands that a recording has no speech in: hum below 80 Hz, and those above its `top`."""
    eq, by_class, warp = gains.eq_db.copy(), gains.class_db.copy(), gains.warp_db.copy()
    eq[0], by_class[:, 0], warp[0] = min(float(eq[0]), 0.0), 0.0, 0.0
    if top < BANDS:
        eq[top:] = eq[max(top - 3, 0) : top].mean()
        by_class[:, top:] = by_class[:, max(top - 3, 0) : top].mean(1, keepdims=True)
        warp[top:] = warp[max(top - 3, 0) : top].mean(0)
    return _Gains(eq, by_class, warp)


def _solve(inputs: Array, classes: NDArray[np.int64], differences: Array, ridge: float) -> _Gains:
    """Ridge regression of `differences` `[n, BANDS]` on `inputs` and classes; outliers are left out once."""
    onehot = np.zeros((len(classes), CLASSES), np.float32)
    onehot[np.arange(len(classes)), classes] = 1.0
    cepstra = inputs[:, :CEPSTRA]
    middle, spread = cepstra.mean(0), cepstra.std(0) + 1e-3
    scaled = (cepstra - middle) / spread
    x = np.concatenate([scaled, onehot, np.ones((len(classes), 1), np.float32)], 1).astype(np.float64)
    penalty = np.diag([ridge] * CEPSTRA + [_CLASS_SHARE * ridge] * CLASSES + [1e-3])
    kept = np.ones(len(x), bool)
    for _ in range(2):
        solution = np.linalg.solve(x[kept].T @ x[kept] + penalty, x[kept].T @ differences[kept])
        error = np.abs(differences - x @ solution).mean(1)
        kept = error < np.percentile(error, _FAR)
    slope = solution[:CEPSTRA] / spread[:, None]
    warp = np.zeros((BANDS, FEATURES), np.float32)
    warp[:, :CEPSTRA] = slope.T
    warp[:, CEPSTRA] = -(middle @ slope)
    eq, by_class = solution[-1], solution[CEPSTRA:-1]
    return _Gains(eq.astype(np.float32), by_class.astype(np.float32), warp)
