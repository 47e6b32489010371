"""The watermark found in any sound, without the original: a search over speeds and offsets, and its certainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.provenance.watermark_code import (
    CELL_SECONDS,
    CELLS,
    CHIPS,
    CHIPS_PER_SYMBOL,
    SYMBOLS,
    bands,
    chips_of,
    hadamard,
    layout,
    number_of,
)
from clonyvoice.provenance.watermark_estimation import HOP, RATE, band_levels, estimator, power_spectrogram

STEPS = 4
"""Offsets that are tried in a cell of time. Chosen by hand."""
SPEEDS = tuple(round(0.9 + 0.2 * step / 36, 5) for step in range(37))
"""A tenth slower to a tenth faster by 0.56 %: half a step over 10 seconds moves the ends by a quarter of a cell."""
ANY_SCORE = 19.0
"""Least score of a number read from the sound, with its checksum right; see docs/explanation/marks.md."""
OWN_SCORE = 7.1
"""Least score, in standard deviations, of a number that is asked for."""
STRETCH_SECONDS, STRETCH_STEP = 10.0, 5.0
"""Seconds that a number is read from, and from one to the next. Chosen by hand."""
SHORTEST_SECONDS = 1.0
"""Seconds of sound below which nothing is looked for. Chosen by hand."""
_ALIKE = 0.75
"""Share of the best score from which another hypothesis is the same mark. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The best hypotheses about a stretch of sound."""

    number: int | None
    """The number that was read; None when its checksum is wrong or the score too low."""
    score: float
    """Of the best word: its symbols' correlations, in standard deviations, added up."""
    own_score: float
    """Of the number that was asked for, in standard deviations; 0 when none was."""
    speed: float
    """Times of the pattern against how it was made."""
    own: bool
    """Whether the number that was asked for is in the sound."""
    under: int | None = None
    """The number of a second mark that the first lies over."""
    under_score: float = 0.0

    def found(self, own: int | None) -> list[tuple[int, float]]:
        """The numbers in the sound with their scores; `own` is the number that was asked for."""
        numbers = {self.number: self.score, self.under: self.under_score}
        if self.own and own not in numbers:
            numbers[own] = self.own_score
        return [(number, score) for number, score in numbers.items() if number is not None]


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A number found in a sound: in how many stretches of how many, with the clearest one's score."""

    number: int
    stretches: int
    of: int
    score: float


def find(
    audio: Audio, own: int | None = None, most_stretches: int = 60, cancel: CancelToken | None = None
) -> list[FoundMark]:
    """The marks in a sound, clearest first; `own` is a number that is searched for separately, which finds it sooner.

    Stretches of 10 seconds, one each 5, at most `most_stretches` spread over the whole. Takes about a tenth of a
    second of computing a stretch. Sound shorter than a second has none. Raises Cancelled.
    """
    if audio.duration < SHORTEST_SECONDS:
        return []
    starts = np.arange(0.0, max(STRETCH_STEP, audio.duration - STRETCH_STEP), STRETCH_STEP)
    if len(starts) > most_stretches:
        starts = starts[np.linspace(0, len(starts) - 1, most_stretches).astype(int)]
    found: dict[int, list[float]] = {}
    for start in starts:
        if cancel is not None:
            cancel.raise_if_cancelled()
        first, last = (round(at * audio.sample_rate) for at in (start, start + STRETCH_SECONDS))
        seen = evidence(Audio(audio.samples[first:last], audio.sample_rate), own)
        for number, score in seen.found(own):
            found.setdefault(number, []).append(score)
    marks = [FoundMark(number, len(scores), len(starts), max(scores)) for number, scores in found.items()]
    return sorted(marks, key=lambda found_mark: (-found_mark.stretches, -found_mark.score))


def evidence(audio: Audio, own: int | None = None) -> Evidence:
    """The best hypotheses about up to some 10 seconds of sound, over all speeds and offsets."""
    power = power_spectrogram(audio)
    tried = [(speed, False) for speed in SPEEDS] + [(speed, True) for speed in SPEEDS if speed != 1.0]
    # Bands need be less exact than times: levels of every third speed do for those beside it, too.
    by_scale = {scale: estimator().odds(band_levels(power, scale)) for scale in SPEEDS[::3]}
    scales = {speed: SPEEDS[3 * round(place / 3)] for place, speed in enumerate(SPEEDS)}
    values = correlations([folded(by_scale[1.0 if kept else scales[speed]], speed) for speed, kept in tried])
    scores, symbols = decoded(values)
    best, offset = np.unravel_index(int(np.argmax(scores)), scores.shape)
    score = float(scores[best, offset])
    number = number_of(tuple(int(symbol) for symbol in symbols[best, offset])) if score >= ANY_SCORE else None
    under, under_score = None, 0.0
    if number is not None:
        under, under_score = _second(values, number)
    elif score >= ANY_SCORE:
        number, score, under, under_score = _pair(values[best, offset], score)
    own_score, is_own = 0.0, False
    if own is not None:
        asked = values @ (chips_of(own) / np.float32(np.sqrt(CHIPS)))
        place = np.unravel_index(int(np.argmax(asked)), asked.shape)
        own_score = float(asked[place])
        # Numbers may share up to three of five symbols: then another word fits the same place much better.
        least = _ALIKE * float(scores[place]) / math.sqrt(SYMBOLS)
        is_own = own_score >= max(OWN_SCORE, least)
    speed, _ = tried[int(best)]
    return Evidence(number, score, own_score, speed, is_own, under, under_score)


def _pair(chips: NDArray[np.float32], score: float) -> tuple[int | None, float, int | None, float]:
    """Two numbers whose marks begin at the same place, with their scores; None and None when there are not two.

    Of each symbol the two best words belong to one mark each; both checksums together decide which belongs to which,
    with a chance of error 64 times smaller than for one. Two numbers that share a word, one in seven pairs, are not
    separated.
    """
    matched = chips.reshape(SYMBOLS, CHIPS_PER_SYMBOL) @ (hadamard() / np.float32(np.sqrt(CHIPS_PER_SYMBOL)))
    words = np.argsort(-np.abs(matched), axis=1)[:, :2]
    peaks = np.take_along_axis(matched, words, axis=1)
    symbols = words + 32 * (peaks < 0)
    place = np.arange(SYMBOLS)
    for choice in range(1 << (SYMBOLS - 1)):
        first = (choice >> place) & 1
        scores = [float(np.abs(peaks[place, which]).sum()) for which in (first, 1 - first)]
        numbers = [
            number_of(tuple(int(each) for each in symbols[place, which])) for which in (first, 1 - first)
        ]
        if None not in numbers and min(scores) >= ANY_SCORE:
            return numbers[0], scores[0], numbers[1], scores[1]
    return None, score, None, 0.0


def _second(values: NDArray[np.float32], first: int) -> tuple[int | None, float]:
    """The number of another mark, once the first has been taken out of all hypotheses, and its score."""
    code = chips_of(first)
    rest = values - (values @ code)[..., None] * (code / np.float32(CHIPS))
    scores, symbols = decoded(rest)
    place = np.unravel_index(int(np.argmax(scores)), scores.shape)
    score = float(scores[place])
    number = number_of(tuple(int(symbol) for symbol in symbols[place])) if score >= ANY_SCORE else None
    return (number, score) if number not in (None, first) else (None, 0.0)


def folded(odds: NDArray[np.float32], pace: float) -> NDArray[np.float32]:
    """The odds by the time of a pattern `pace` times as fast, added up over its periods, `[bands, steps]`."""
    step = CELL_SECONDS / STEPS / pace * RATE / HOP
    count = max(1, int(odds.shape[1] / step))
    at = np.arange(count) * step
    left = np.minimum(at.astype(np.int64), odds.shape[1] - 1)
    right = np.minimum(left + 1, odds.shape[1] - 1)
    part = (at - left).astype(np.float32)
    size = CELLS * STEPS
    rounds = -(-count // size)
    out = np.zeros((odds.shape[0], rounds * size), np.float32)
    out[:, :count] = odds[:, left] * (1 - part) + odds[:, right] * part
    return np.asarray(out.reshape(odds.shape[0], rounds, size).sum(axis=1))


@cache
def _templates() -> NDArray[np.complex64]:
    """Conjugate spectra of the chips' patterns over a period of time steps, `[frequencies, chips, bands]`."""
    chip, sign = layout()
    size = CELLS * STEPS
    impulse = np.zeros((CHIPS, bands(), size), np.float32)
    band, cell = np.indices(chip.shape)
    impulse[chip.ravel(), band.ravel(), cell.ravel() * STEPS] = sign.ravel()
    spectra = np.conj(np.fft.rfft(impulse, axis=2)).transpose(2, 0, 1)
    return np.ascontiguousarray(spectra.astype(np.complex64))


def correlations(periods: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The chips' values in standard deviations for each folded hypothesis, `[hypotheses, offsets, chips]`."""
    size = CELLS * STEPS
    spectra = np.fft.rfft(np.stack(periods), axis=2).astype(np.complex64)
    product = _templates() @ np.ascontiguousarray(spectra.transpose(2, 1, 0))
    values = np.fft.irfft(np.ascontiguousarray(product.transpose(2, 1, 0)), size, axis=2)
    values = values.transpose(0, 2, 1).astype(np.float32)
    spread = np.sqrt(np.mean(values**2, axis=(1, 2), keepdims=True)) + 1e-9
    return np.ascontiguousarray(values / spread)


def decoded(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Scores and symbols of the best word for chips `[..., 160]`: `[...]` and `[..., 5]`."""
    parts = values.reshape(*values.shape[:-1], SYMBOLS, CHIPS_PER_SYMBOL)
    matched = parts @ (hadamard() / np.float32(np.sqrt(CHIPS_PER_SYMBOL)))
    best = np.argmax(np.abs(matched), axis=-1)
    peak = np.take_along_axis(matched, best[..., None], axis=-1)[..., 0]
    return np.asarray(np.abs(peak).sum(axis=-1)), np.asarray(best + 32 * (peak < 0))
