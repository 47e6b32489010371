"""Times of words, from the model's own durations and the sound; begin and end of the sound."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.contract import SpokenWord
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE
from clonyvoice.text.phoneme_words import PhonemeWord

LEAD, TAIL = 0.05, 0.12
"""Seconds kept before the first and after the last sound, for breath and decay. Chosen by hand."""
_WINDOW = 240
"""Samples of a frame: 10 ms. Chosen by hand."""
_SILENT_DB = -46.0
"""dB below the loudest frame that are silence. Chosen by hand."""

# How long before its token's frames begin a sound is heard, in samples: behind another sound (45 ms), and behind the
# space between words, whose frames already hold the next word (30 ms before that space begins). Medians over eight
# voices, four languages and speeds of 0.7 to 1.4 (benchmarks/word_times.py); they hardly move with the speed.
_AHEAD, _AHEAD_OF_SPACE = 1080, 720
# A plosive is silent until it opens, some 50 ms after it closes: its word begins half way.
_PLOSIVES = frozenset("pbtdkɡqʔʈɖcɟʦʣʧʤʨʥꭧ")
_HALF_CLOSED = 600
"""Samples: half of the 50 ms that a plosive is closed."""
_MARKS = frozenset(";:,.!?—…")
_STEP = 120
"""Samples of a frame: 5 ms. Chosen by hand."""
_PAUSE_DB = -40.0
"""dB below the loudest frame that are a pause. Chosen by hand."""
_LEAST_PAUSE = 6
"""Steps of 5 ms that must be silent at a mark for the pause to be seen in the sound. Chosen by hand."""


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
    words: Sequence[PhonemeWord],
    tokens: Tokens,
    durations: NDArray[np.int64],
    samples: NDArray[np.float32],
    start: int,
    end: int,
) -> tuple[SpokenWord, ...]:
    """The words of this run with their times in seconds after sample `start`, in order, never overlapping.

    Within a stretch of speech a word follows the one before without a gap; times come from the durations, less what
    the sound is ahead of them. At marks, and at both ends, they come from the silence in `samples`, the whole sound
    of the run: the model lets a last sound last into its pause.
    """
    edges = np.concatenate([[0], np.cumsum(durations)]) * FRAME
    owners = np.asarray(tokens.owners)
    said = list(dict.fromkeys(owner for owner in tokens.owners if owner >= 0))
    # Each word's first and last token, as places among the durations.
    spans = [(int(at[0]) + 1, int(at[-1]) + 1) for at in (np.flatnonzero(owners == index) for index in said)]
    silent = _silent_steps(samples)
    times = [_first_start(silent, int(edges[spans[0][0] + 1]))]
    for (_, last), (first, _) in itertools.pairwise(spans):
        between = tokens.symbols[last : first - 1]
        pause = _silence(silent, int(edges[last]) - _AHEAD, int(edges[first + 1]) - _AHEAD)
        if pause is not None and not _MARKS.isdisjoint(between):
            times += pause
            continue
        change = int(edges[last + 1]) - (_AHEAD_OF_SPACE if between else _AHEAD)
        opens = tokens.symbols[first - 1 :].lstrip("ˈˌ")[:1] in _PLOSIVES
        times += [change, change + _HALF_CLOSED if opens else change]
    times.append(_last_end(silent, int(edges[spans[-1][1] + 1])))
    ordered = np.clip(np.maximum.accumulate(times) - start, 0, end - start) / SAMPLE_RATE
    return tuple(
        SpokenWord(words[index].text, float(first), float(last), words[index].start, words[index].end)
        for index, (first, last) in zip(said, ordered.reshape(-1, 2), strict=True)
    )


def _silent_steps(samples: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether each step of 5 ms is silent beside the loudest one."""
    count = len(samples) // _STEP
    level = np.sqrt(np.mean(np.square(samples[: count * _STEP].reshape(count, _STEP)), axis=1))
    return np.asarray(level <= level.max(initial=0.0) * 10.0 ** (_PAUSE_DB / 20.0))


def _first_start(silent: NDArray[np.bool_], latest: int) -> int:
    """The sample where sound begins, at most `latest`."""
    sounds = np.flatnonzero(~silent)
    return min(int(sounds[0]) * _STEP, latest) if len(sounds) else 0


def _last_end(silent: NDArray[np.bool_], latest: int) -> int:
    """The sample where sound ends; `latest` when there is none."""
    sounds = np.flatnonzero(~silent)
    return (int(sounds[-1]) + 1) * _STEP if len(sounds) else latest


def _silence(silent: NDArray[np.bool_], first: int, last: int) -> tuple[int, int] | None:
    """The longest silence between two samples, itself in samples; None when there is no pause."""
    at = max(first, 0) // _STEP
    edges = np.flatnonzero(np.diff(silent[at : max(last, 0) // _STEP], prepend=False, append=False)).reshape(
        -1, 2
    )
    if len(edges) == 0:
        return None
    longest = edges[np.argmax(edges[:, 1] - edges[:, 0])]
    if longest[1] - longest[0] < _LEAST_PAUSE:
        return None
    return int(at + longest[0]) * _STEP, int(at + longest[1]) * _STEP
