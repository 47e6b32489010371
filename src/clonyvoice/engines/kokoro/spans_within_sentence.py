"""Spans of words synthesised separately, with the prosody that they have in the whole run.

All of a run's prosody is predicted; the sound is made of the frames of some of its words. The decoder's norms, which
look at all that they are given, take the statistics of the voice (`norm_statistics.py`); while these are not known, the
frames that pad the run before and after go along: without silence at its ends it is another voice's. So a listener
hears a sentence begin before all of it is made, and it is still one sentence.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio import SEAM_SECONDS
from clonyvoice.engines.contract import SpokenWord
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE, Prosody

CONTEXT = 4
"""Frames on either side of those wanted that are decoded with them, for the decoder's convolutions. Chosen by hand."""
_REACH = 4
"""Frames before the end of a word in which the cut behind it may lie: sound is ahead of its frames. Chosen by hand."""
_MARGIN = 3
"""Frames beyond a cut that stay with the sound while it is shaped and its words are placed. Chosen by hand."""
_HALF = FRAME // 2
_SEAM = round(SEAM_SECONDS * SAMPLE_RATE / 2)


class Prosodies:
    """A cache of the prosodies of the last runs, which later spans of the same run reuse. Safe from any thread."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Prosody] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, predict: Callable[[], Prosody]) -> Prosody:
        """The predicted prosody of the whole text of `key`, from the cache or computed now."""
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = predict()
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found

    def clear(self) -> None:
        """Empty the cache."""
        with self._lock:
            self._kept.clear()


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A stretch of a run: its tokens, its frames `[first, last)` in the run, and the samples `[begin, end)` to play.
    `begin` or `end` is None at an end of the run, where the sound is trimmed at its silence.
    """

    tokens: Tokens
    durations: NDArray[np.int64]
    first: int
    last: int
    begin: int | None
    end: int | None

    def within(self, words: Sequence[SpokenWord], seconds: float) -> tuple[SpokenWord, ...]:
        """The words clipped to `seconds` of sound, without half of the overlap (`SEAM_SECONDS`) with each neighbour."""
        low = 0.0 if self.begin is None else SEAM_SECONDS / 2
        high = seconds if self.end is None else max(low, seconds - SEAM_SECONDS / 2)
        return tuple(
            replace(word, start=min(max(word.start, low), high), end=min(max(word.end, low), high))
            for word in words
        )


def span_of(tokens: Tokens, said: Prosody, words: tuple[int, int]) -> TokenSpan | None:
    """The stretch of the words with indices `[first, last)`; None if none of them has a token."""
    first, last = (_token(tokens.owners, word) for word in words)
    if first == last:
        return None
    edges = np.concatenate([[0], np.cumsum(said.durations)])
    total = int(edges[-1])
    begin = None if first == 0 else max(0, _cut(tokens.owners, edges, said, first) - _SEAM)
    end = (
        None
        if last == len(tokens.ids)
        else min(total * FRAME, _cut(tokens.owners, edges, said, last) + _SEAM)
    )
    low = 0 if begin is None else min(max(0, begin // FRAME - _MARGIN), int(edges[first + 1]))
    high = total if end is None else max(min(total, -(-end // FRAME) + _MARGIN), int(edges[last + 1]))
    inner = said.durations[first + 1 : last + 1]
    return TokenSpan(
        Tokens(tokens.ids[first:last], tokens.symbols[first:last], tokens.owners[first:last]),
        np.array([edges[first + 1] - low, *inner, high - edges[last + 1]], np.int64),
        low,
        high,
        None if begin is None else begin - low * FRAME,
        None if end is None else end - low * FRAME,
    )


def padded_frames(
    said: Prosody, first: int, last: int, *, silent_ends: bool = True
) -> tuple[NDArray[np.int64], int]:
    """The indices of the frames to decode for `[first, last)` with context, and the position of `first` among them.

    With `silent_ends`, those that pad the run are among them; else silence before the run is left out, and the place
    is negative where the first frames are such silence.
    """
    total = said.features.shape[1]
    lead, tail = int(said.durations[0]), int(said.durations[-1])
    low, high = max(0, first - CONTEXT), min(total, last + CONTEXT)
    if not silent_ends:
        low = min(max(low, lead - CONTEXT), high - 1)
        return np.arange(low, high), first - low
    before = np.arange(lead if low >= lead else 0)
    after = np.arange(total - tail, total) if high <= total - tail else np.arange(0)
    return np.concatenate([before, np.arange(low, high), after]), len(before) + first - low


def samples_of(made: NDArray[np.float32], at: int, count: int) -> NDArray[np.float32]:
    """`count` frames of samples from frame `at` of `made` (decoded `padded_frames`); zeros for negative positions."""
    return np.concatenate(
        [np.zeros(max(0, -at) * FRAME, np.float32), made[max(0, at) * FRAME : (at + count) * FRAME]]
    )


def _token(owners: Sequence[int], word: int) -> int:
    """The first token of `word` or of a later word; the number of tokens if there is none.

    Word 0 begins with the run, whatever stands before its first sound.
    """
    if word == 0:
        return 0
    return next((index for index, owner in enumerate(owners) if owner >= word), len(owners))


def _cut(owners: Sequence[int], edges: NDArray[np.int64], said: Prosody, token: int) -> int:
    """The sample at which the run is cut before `token`: the predicted energy's minimum between the two words."""
    ended = next((index for index in range(token - 1, -1, -1) if owners[index] >= 0), token - 1)
    low = 2 * max(0, int(edges[ended + 2]) - _REACH)
    high = max(2 * (int(edges[token + 1]) - 1), low + 2 * _REACH)
    quiet = low + int(np.argmin(said.energy[low : min(high, len(said.energy))]))
    return quiet * _HALF + _HALF // 2
