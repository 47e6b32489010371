"""Emphasis of words: stressed ones longer, higher and louder than the model says them, reduced ones the reverse.

Stress is heard by pitch, length and loudness together (Fry 1958, "Experiments in the perception of stress"). Length
and pitch are changed in what the model predicted, before the sound is made of it, so that the word stays in its
sentence; loudness in the sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE, Prosody
from clonyvoice.text.phoneme_words import PhonemeWord

_LEVELS: Final = {2: (1.3, 3.0, 3.0), 1: (1.15, 1.5, 1.5), -1: (0.88, -1.0, -2.0), -2: (0.8, -2.0, -4.0)}
"""Factor of the length, semitones and decibels of each level. Chosen by hand."""
_SMOOTH: Final = 7
"""Half frames (12.5 ms) over which the pitch passes into that of the neighbours. Chosen by hand."""
_RAMP: Final = round(0.02 * SAMPLE_RATE)
"""Samples over which the loudness does."""


def _by_token(words: Sequence[PhonemeWord], tokens: Tokens, which: int) -> NDArray[np.float64]:
    """A value of the level of each token's word, 0 where it has none; silence at both ends included."""
    plain = (1.0, 0.0, 0.0)
    values = [
        _LEVELS.get(words[owner].emphasis, plain)[which] if owner >= 0 else plain[which]
        for owner in tokens.owners
    ]
    return np.array([plain[which], *values, plain[which]])


def emphasised(said: Prosody, words: Sequence[PhonemeWord], tokens: Tokens) -> Prosody:
    """The prosody of a run with its words' emphasis in length and pitch; unchanged if no word has any."""
    if not any(owner >= 0 and words[owner].emphasis for owner in tokens.owners):
        return said
    old = said.durations
    new = _lengths(old, _by_token(words, tokens, 0))
    frames, halves = _places(old, new), _places(2 * old, 2 * new)
    rise = np.repeat(_by_token(words, tokens, 1), 2 * new)
    smooth = np.convolve(np.pad(rise, _SMOOTH // 2, mode="edge"), np.full(_SMOOTH, 1 / _SMOOTH), "valid")
    f0 = (said.f0[halves] * np.exp2(smooth / 12)).astype(np.float32)
    return Prosody(new, f0, said.energy[halves], np.ascontiguousarray(said.features[:, frames]))


def _lengths(old: NDArray[np.int64], factors: NDArray[np.float64]) -> NDArray[np.int64]:
    """The frames of tokens with their factors; those of 1 stay as they are.

    Sounds last two frames or three: what rounding leaves of one goes to the next of the word.
    """
    found: list[int] = []
    owed = 0.0
    for count, factor in zip(old.tolist(), factors.tolist(), strict=True):
        wanted = count * factor + owed if factor != 1.0 else float(count)
        found.append(max(min(count, 1), round(wanted)))
        owed = wanted - found[-1]
    return np.array(found, np.int64)


def _places(old: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each new frame of all tokens, the index of its old frame."""
    begins = np.cumsum(old) - old
    pieces = [
        begin + (np.arange(count) * length) // max(1, count)
        for begin, length, count in zip(begins.tolist(), old.tolist(), new.tolist(), strict=True)
    ]
    return np.concatenate(pieces)


def louder(
    samples: NDArray[np.float32], words: Sequence[PhonemeWord], tokens: Tokens, durations: NDArray[np.int64]
) -> NDArray[np.float32]:
    """The sound of tokens with its words' emphasis in loudness; unchanged if no word has any."""
    decibels = _by_token(words, tokens, 2)
    if not decibels.any():
        return samples
    curve = np.repeat(decibels, durations * FRAME)[: len(samples)]
    curve = np.pad(curve, (0, len(samples) - len(curve)), mode="edge")
    return (samples * np.power(10.0, _averaged(curve) / 20.0)).astype(np.float32)


def _averaged(curve: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over `_RAMP` values around each."""
    sums = np.concatenate(
        [[0.0], np.cumsum(np.pad(curve, (_RAMP // 2, _RAMP - _RAMP // 2 - 1), mode="edge"))]
    )
    return np.asarray((sums[_RAMP:] - sums[:-_RAMP]) / _RAMP, np.float64)
