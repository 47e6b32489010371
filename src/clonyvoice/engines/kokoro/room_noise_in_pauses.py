"""Silent pauses: an adapted voice reproduces the noise of its recording's room, audible between words.

Kokoro's own durations say where the pauses are. Within them whatever is about as quiet as the pause's middle is turned
down, with slopes of some milliseconds; the end of the last sound and the beginning of the next stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.prosody_model import FRAME

Array: TypeAlias = NDArray[np.float32]

MARKS = frozenset(";:,.!?—…")
"""Symbols that Kokoro says as a pause."""
SILENT_DB = -62.0
"""The level of a pause against that of the speech: presets have -55 to -75. Chosen by hand."""
_STEP = 120
"""Samples of a frame: 5 ms. Chosen by hand."""
_SPEECH_DB = -35.0
"""dB below the loudest frame above which frames count as speech. Chosen by hand."""
_LOUDEST_DB = -18.0
"""Sound that is louder than this against the speech is no pause, whatever the durations say. Chosen by hand."""
_ABOVE_DB = 9.0
"""Above the middle of a pause: what is quieter belongs to it. Chosen by hand."""
_LEAST = 8
"""Steps of 5 ms that a pause must have. Chosen by hand."""
_SLOPE = 3
"""Frames over which a change of gain is spread on either side: 15 ms. Chosen by hand."""


def quietened(samples: Array, symbols: str, durations: Sequence[int]) -> Array:
    """`samples` (24 kHz) with silent pauses. `symbols` are the tokens, `durations` their frames, with the padding's.

    The sound of a word is up to 45 ms ahead of its frames, so pauses are looked for from there on.
    """
    count = len(samples) // _STEP
    if count < _LEAST or len(durations) != len(symbols) + 2:
        return samples
    power = np.mean(np.square(samples[: count * _STEP].reshape(count, _STEP)), axis=1)
    level = 10.0 * np.log10(power + 1e-12)
    level -= 10.0 * np.log10(power[level > level.max() + _SPEECH_DB].mean() + 1e-12)
    gains = np.zeros(count)
    for first, last in _spans(symbols, durations):
        low, high = max(0, first - 9), min(count, last)
        found = _silence(level[low:high], low == 0, high == count)
        if found is not None:
            begin, end = low + found[0], low + found[1]
            gains[begin:end] = np.minimum(0.0, SILENT_DB - level[begin:end])
    if not gains.any():
        return samples
    # The deepest of the neighbours decides, then a mean: no gain changes by leaps.
    deep = np.lib.stride_tricks.sliding_window_view(np.pad(gains, _SLOPE, mode="edge"), 2 * _SLOPE + 1)
    smooth = np.where(gains < 0, deep.mean(1), 0.0)
    places = np.arange(count) * _STEP + _STEP / 2
    curve = np.interp(np.arange(len(samples)), places, smooth)
    return np.asarray(samples * 10.0 ** (curve / 20.0), np.float32)


def _spans(symbols: str, durations: Sequence[int]) -> list[tuple[int, int]]:
    """The spans of marks, the spaces behind them and the padding, in steps."""
    edges = np.concatenate([[0], np.cumsum(durations)]) * (FRAME // _STEP)
    silent = [True, *(symbol in MARKS for symbol in symbols), True]
    for index in range(1, len(symbols) + 1):
        if symbols[index - 1] == " " and silent[index - 1]:
            silent[index] = True
    spans: list[tuple[int, int]] = []
    for index, is_silent in enumerate(silent):
        if not is_silent:
            continue
        if spans and spans[-1][1] == edges[index]:
            spans[-1] = spans[-1][0], int(edges[index + 1])
        else:
            spans.append((int(edges[index]), int(edges[index + 1])))
    return spans


def _silence(level: NDArray[np.floating], first: bool, last: bool) -> tuple[int, int] | None:
    """The part of a span that is as quiet as its quietest stretch; None when nothing in it is.

    `first` and `last`: the span lies at the beginning or the end of the sound, and so does its silence.
    """
    if len(level) < _LEAST:
        return None
    even = np.convolve(level, np.full(5, 0.2), mode="same")[2:-2]
    middle = int(even.argmin()) + 2
    if first:
        middle = 0
    elif last:
        middle = len(level) - 1
    limit = min(float(even.min()) + _ABOVE_DB, _LOUDEST_DB)
    quiet = level <= limit
    if not quiet[middle]:
        return None
    loud = np.flatnonzero(~quiet)
    before, behind = loud[loud < middle], loud[loud > middle]
    begin = int(before[-1]) + 1 if len(before) else 0
    end = int(behind[0]) if len(behind) else len(level)
    return (begin, end) if end - begin >= _LEAST else None
