"""The fundamental frequency of speech: level, spread and contour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken

Array: TypeAlias = NDArray[np.float32]

HOP_SECONDS = 0.01
"""Seconds from one frame to the next. Chosen by hand."""
LOWEST_HZ, HIGHEST_HZ = 55.0, 500.0
"""The range of F0 of speech. Chosen by hand."""
_WINDOW_SECONDS = 0.045
"""Seconds of a frame: more than two periods of the lowest F0. Chosen by hand."""
_VOICED = 0.55
"""Autocorrelation above which a frame is voiced. Chosen by hand."""
_JUMP_COST = 1.2
"""Cost of an octave between two frames, in autocorrelation. Chosen by hand."""
_CANDIDATES = 6
"""Peaks of a frame that the path is chosen from. Chosen by hand."""
_AT_ONCE = 300
"""Frames between two looks at whether it was cancelled: some 50 ms. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Pitch:
    """Level and movement of a voice's pitch: `level` in Hz (geometric mean), `spread` of log F0, `voiced` share 0-1."""

    level: float
    spread: float
    voiced: float


def contour(audio: Audio, cancel: CancelToken | None = None) -> Array:
    """F0 in Hz every 10 ms, 0 where unvoiced, float32 `[n]`. Raises Cancelled.

    Normalised cross-correlation (Talkin, 1995) with a Viterbi path over the best lags of each frame, so that
    octave jumps cost.
    """
    rate = audio.sample_rate
    window = round(_WINDOW_SECONDS * rate)
    shortest, longest = int(rate / HIGHEST_HZ), int(rate / LOWEST_HZ) + 1
    span = window + longest
    hop = round(HOP_SECONDS * rate)
    samples = np.pad(audio.samples, (span // 2, span))
    pieces = np.lib.stride_tricks.sliding_window_view(samples, span)[::hop][: len(audio.samples) // hop + 1]
    parts: list[NDArray[np.float64]] = []
    for begin in range(0, len(pieces), _AT_ONCE):
        if cancel is not None:
            cancel.raise_if_cancelled()
        some = pieces[begin : begin + _AT_ONCE]
        parts.append(_similarity(some - some.mean(1, keepdims=True), window, longest)[:, shortest:])
    similarity = np.concatenate(parts)
    inner = similarity[:, 1:-1]
    peaks = (inner >= similarity[:, :-2]) & (inner > similarity[:, 2:])
    # Short lags are favoured slightly, for multiples of the period score alike.
    lags = np.arange(shortest + 1, shortest + 1 + inner.shape[1])
    scores = np.where(peaks, inner - 0.06 * np.log2(lags / lags[0]), -1.0)
    best = np.argsort(-scores, axis=1)[:, :_CANDIDATES]
    score = np.take_along_axis(scores, best, 1)
    hertz = rate / lags[best]
    path = _viterbi(score, np.log2(hertz))
    rows = np.arange(len(path))
    voiced = (path < _CANDIDATES) & (
        np.take_along_axis(inner, best, 1)[rows, np.minimum(path, _CANDIDATES - 1)] > _VOICED
    )
    energy = (pieces**2).mean(1)
    voiced &= energy > 2e-3 * np.percentile(energy, 95) + 1e-10
    track = np.where(voiced, hertz[rows, np.minimum(path, _CANDIDATES - 1)], 0.0)
    return _without_specks(track).astype(np.float32)


def _without_specks(track: NDArray[np.float64]) -> NDArray[np.float64]:
    """`track` without stretches under 50 ms between silences or jumps: noise has such, voices hardly ever."""
    logs = np.log2(np.maximum(track, 1.0))
    breaks = np.flatnonzero(np.abs(np.diff(logs)) > 0.25) + 1
    out = track.copy()
    for start, end in zip([0, *breaks], [*breaks, len(track)], strict=True):
        if end - start < 5:
            out[start:end] = 0.0
    return out


def _similarity(pieces: NDArray[np.float32], window: int, longest: int) -> NDArray[np.float64]:
    """Normalised cross-correlation of each piece's first `window` samples with itself moved by 0..longest."""
    # What goes round the end of the transform falls on lags beyond the longest.
    size = 1 << int(np.ceil(np.log2(pieces.shape[1])))
    whole = np.fft.rfft(pieces, size, axis=1)
    head = np.fft.rfft(pieces[:, :window], size, axis=1)
    products = np.fft.irfft(whole * head.conj(), size, axis=1)[:, : longest + 1]
    power = np.concatenate([np.zeros((len(pieces), 1)), np.cumsum(pieces.astype(np.float64) ** 2, axis=1)], 1)
    moved = power[:, window : window + longest + 1] - power[:, : longest + 1]
    return np.asarray(products / np.sqrt(power[:, window : window + 1] * moved + 1e-9))


def _viterbi(score: NDArray[np.float64], octave: NDArray[np.float64]) -> NDArray[np.int64]:
    """The best candidate of each frame, or the number of candidates where unvoiced."""
    frames, count = score.shape
    unvoiced = 0.42
    total = np.append(score[0], unvoiced) if frames else np.zeros(count + 1)
    back = np.zeros((frames, count + 1), np.int64)
    for frame in range(1, frames):
        step = np.full((count + 1, count + 1), 0.15)
        step[:count, :count] = _JUMP_COST * np.abs(octave[frame - 1][:, None] - octave[frame][None, :])
        step[count, count] = 0.0
        options = total[:, None] - step
        back[frame] = options.argmax(0)
        total = options.max(0) + np.append(score[frame], unvoiced)
    path = np.zeros(frames, np.int64)
    if frames:
        path[-1] = int(total.argmax())
        for frame in range(frames - 1, 0, -1):
            path[frame - 1] = back[frame, path[frame]]
    return path


def of_contour(hertz: Array) -> Pitch:
    """The level and spread of an F0 contour with 0 where unvoiced (10 Hz and below count as unvoiced)."""
    voiced = hertz[hertz > 10.0]
    if len(voiced) < 5:
        return Pitch(0.0, 0.0, 0.0)
    logs = np.log(voiced.astype(np.float64))
    kept = logs[np.abs(logs - np.median(logs)) < 0.6]
    low, high = np.percentile(kept, [15.87, 84.13])
    return Pitch(float(np.exp(kept.mean())), float(high - low) / 2.0, len(voiced) / len(hertz))


def measure(audio: Audio) -> Pitch:
    """The level and spread of F0 in `audio`; all zero where nothing is voiced."""
    return of_contour(contour(audio))
