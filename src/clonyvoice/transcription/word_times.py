"""Times of words: of their tokens from the decoder's cross-attention, then without the silence around them.

The method is that of OpenAI's `whisper/timing.py` (2023): some of the decoder's heads follow the speech; their
attention weights are normalised over the tokens, smoothed and averaged, and the monotonic path through them (dynamic
time warping; Sakoe and Chiba, 1978) gives the start of each token.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.transcript import Word

FRAME_SECONDS = 0.02
"""Seconds of one of the encoder's states."""
_WIDTH = 7
"""Frames of the median filter (Whisper's code, `timing.py`, `medfilt_width`)."""
Looks = NDArray[np.float32]


def begins(looks: Looks, others: int, cancel: CancelToken) -> NDArray[np.int64]:
    """The frame at which each row's token begins; the first begins at 0, none before the one ahead of it.

    `looks` [heads, rows, frames] are the weights of the attention before the softmax. The first `others` rows are only
    there to be compared with: of the tokens of a prompt. Raises Cancelled between heads.
    """
    return path(-attention(looks, cancel)[others:])


def attention(looks: Looks, cancel: CancelToken) -> NDArray[np.float32]:
    """Cross-attention of each row to each frame, normalised over rows and averaged over heads: [rows, frames]."""
    total = np.zeros(looks.shape[1:], np.float32)
    for look in looks:
        cancel.raise_if_cancelled()
        weights = np.exp(look - look.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        weights -= weights.mean(axis=0)
        # Without attention to a frame only rounding errors remain, whose squares may be zero.
        weights /= np.maximum(np.sqrt(np.square(weights).mean(axis=0)), np.float32(1e-18))
        total += smoothed(weights)
    return total / np.float32(len(looks))


def smoothed(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The median of each value and its neighbours in its row, seven in all; mirrored at the ends."""
    wide = np.pad(weights, ((0, 0), (_WIDTH // 2, _WIDTH // 2)), mode="reflect")
    return _median([wide[:, at : at + weights.shape[1]] for at in range(_WIDTH)])


def _median(values: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The median of an odd number of arrays, value by value; five times as fast as `np.median` on a last axis.

    Of more than half of the values neither the least nor the greatest is the median of all: both are dropped, and
    another comes in.
    """
    held, others = list(values[: len(values) // 2 + 2]), list(values[len(values) // 2 + 2 :])
    while len(held) > 1:
        for at in range(len(held) - 1):
            held[at], held[at + 1] = np.minimum(held[at], held[at + 1]), np.maximum(held[at], held[at + 1])
        held.pop()
        for at in range(len(held) - 1, 0, -1):
            held[at - 1], held[at] = np.minimum(held[at - 1], held[at]), np.maximum(held[at - 1], held[at])
        held = [*held[1:], *others[:1]]
        del others[:1]
    return held[0]


def path(cost: NDArray[np.floating]) -> NDArray[np.int64]:
    """The column at which the cheapest path comes to each row.

    It begins in the first row and column, ends in the last ones, and goes to the next row, the next column or both.
    Rows are computed as a whole: the cost at column j of a row that the path enters at column k is the cost of entering
    there plus the sum of the row from k to j, so that the best k minimises the cost of entering less the sum before k.
    """
    rows, columns = cost.shape
    places = np.arange(columns)
    came = np.zeros((rows, columns), np.int64)
    slanting = np.zeros((rows, columns), bool)
    reached = np.cumsum(cost[0], dtype=np.float64)
    for row in range(1, rows):
        before = np.concatenate([[np.inf], reached[:-1]])
        slanting[row] = before <= reached
        sums = np.cumsum(cost[row], dtype=np.float64)
        start = np.minimum(before, reached) - (sums - cost[row])
        least = np.minimum.accumulate(start)
        came[row] = np.maximum.accumulate(np.where(start == least, places, 0))
        reached = sums + least
    begun = np.zeros(rows, np.int64)
    at = columns - 1
    for row in range(rows - 1, 0, -1):
        begun[row] = came[row, at]
        at = begun[row] - slanting[row, begun[row]]
    return begun


def timed(aligned: Sequence[Word], window: Window) -> tuple[Word, ...]:
    """Words with their punctuation, each within its stretch of speech, in order; punctuation may be separate words."""
    out: list[Word] = []
    opening = ""
    for item in aligned:
        text = item.text
        bare = text.strip()
        if not bare:
            continue
        if all(unicodedata.category(char).startswith("P") for char in bare):
            if out and not _opens(text):
                out[-1] = replace(out[-1], text=out[-1].text + text.strip())
            else:
                opening += text
            continue
        start, end = _within_speech(item.start, item.end, window)
        start = max(start, out[-1].end if out else 0.0)
        end = min(max(end, start + 0.02), max(window.seconds, start))
        if opening:
            text = opening.rstrip() + text.lstrip()
            opening = ""
        out.append(Word(text, start, end, round(item.probability, 4)))
    return tuple(out)


def _opens(text: str) -> bool:
    mark = text.strip()[-1]
    if unicodedata.category(mark) in {"Ps", "Pi"} or mark in "¿¡":
        return True
    return mark in "\"'" and text.startswith(" ")


def _within_speech(start: float, end: float, window: Window) -> tuple[float, float]:
    """The time of a word without the silence that the alignment gave to it, by the speech detector."""
    best, overlap = (start, end), 0.0
    for low, high in window.speech:
        common = min(end, high) - max(start, low)
        if common > overlap:
            overlap, best = common, (max(start, low), min(end, high))
    return best
