"""When each word sounds, from the model's own durations, and where the sound begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.contract import SpokenWord
from clonyvoice.engines.kokoro.model import FRAME, SAMPLE_RATE
from clonyvoice.engines.kokoro.tokens import Tokens
from clonyvoice.text.words import PhonemeWord

LEAD, TAIL = 0.05, 0.12
"""Seconds kept before the first and after the last sound, for breath and decay."""
_WINDOW = 240
_SILENT_DB = -46.0


def sounding(samples: NDArray[np.float32], durations: NDArray[np.int64]) -> tuple[int, int]:
    """First and last sample to keep: from LEAD before anything is heard to TAIL after.

    Heard is what is above -46 dB of the loudest 10 ms. At the beginning never more than the padding token and
    what little of the first sound is silent is cut off; a wholly silent result is kept whole.
    """
    count = len(samples) // _WINDOW
    if count == 0:
        return 0, len(samples)
    level = np.sqrt(np.mean(np.square(samples[: count * _WINDOW].reshape(count, _WINDOW)), axis=1))
    loud = np.flatnonzero(level > level.max() * 10.0 ** (_SILENT_DB / 20.0))
    if len(loud) == 0 or level.max() == 0.0:
        return 0, len(samples)
    first_end = int(durations[:2].sum()) * FRAME
    start = min(int(loud[0]) * _WINDOW, first_end) - round(LEAD * SAMPLE_RATE)
    end = (int(loud[-1]) + 1) * _WINDOW + round(TAIL * SAMPLE_RATE)
    return max(0, start), min(len(samples), end)


def word_times(
    words: Sequence[PhonemeWord], tokens: Tokens, durations: NDArray[np.int64], start: int, end: int
) -> tuple[SpokenWord, ...]:
    """The words of this run with their times in seconds after sample `start`, in order, never overlapping.

    A word lasts from its first sound to its last; what follows (marks, pauses) is between words. Exact to a
    frame of 25 ms, since durations are whole frames.
    """
    edges = np.concatenate([[0], np.cumsum(durations)]) * FRAME
    owners = np.asarray(tokens.owners)
    length = end - start
    found = []
    for index in dict.fromkeys(owner for owner in tokens.owners if owner >= 0):
        at = np.flatnonzero(owners == index) + 1
        first = min(max(int(edges[at[0]]) - start, 0), length)
        last = min(max(int(edges[at[-1] + 1]) - start, 0), length)
        word = words[index]
        found.append(SpokenWord(word.text, first / SAMPLE_RATE, last / SAMPLE_RATE, word.start, word.end))
    return tuple(found)
