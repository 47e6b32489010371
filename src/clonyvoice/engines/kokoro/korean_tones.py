"""The pitch that Korean begins its words with: high after aspirated, tense and hissing sounds, low after others.

Young speakers of Seoul distinguish ㅂ and ㅍ by it more than by breath (Silva 2006, "Acoustic evidence for the
emergence of tonal contrast in contemporary Korean"). The model was not trained on Korean and gives all words the same
beginning; with it words are heard better, and with the reverse worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.text.phoneme_words import PhonemeWord

Array: TypeAlias = NDArray[np.float32]

_HIGH, _LOW = 1.15, 0.9
"""Factors of F0 of syllables with a high and a low onset. Chosen by hand."""
_SMOOTH = 5
"""Half frames (12.5 ms) over which one pitch passes into the next. Chosen by hand."""
# Tense stops are distinguished by pitch alone: said long, as they are written in phonemes, they were heard as
# aspirated.
_LONG_STOP = re.compile("(?<=[ktpʧ])ː")
_ONSET = re.compile("[^aeiouɔɯ]*(?=[aeiouɔɯ])")
_HIGH_ONSET = re.compile("[ːʰ]|^[sʃhç]")
_STRESS = re.compile("[ˈˌ]")
"""Words of other languages in a Korean text have stress marks, and a melody of their own."""


def spoken(words: Sequence[PhonemeWord], language: str) -> Sequence[PhonemeWord]:
    """`words` as the model is to say them: in Korean without the length of tense stops, which `toned` makes of it."""
    if language != "ko":
        return words
    return [replace(word, phonemes=_LONG_STOP.sub("", word.phonemes)) for word in words]


def toned(
    f0: Array, words: Sequence[PhonemeWord], tokens: Tokens, durations: NDArray[np.int64], language: str
) -> Array:
    """`f0` (Hz, `[2 T]`) of `tokens` with the pitch that Korean `words` begin with; other languages' as it is.

    `tokens` are a run of the words as `spoken`; `durations` int64 `[tokens + 2]` their frames, padding included.
    """
    if language != "ko":
        return f0
    edges = 2 * np.concatenate([[0], np.cumsum(durations)])
    factors = np.zeros(len(f0))
    for first, marked, said in _each_word(words, tokens):
        onset, sounds = _ONSET.match(marked), _ONSET.match(said)
        if onset is None or sounds is None or _STRESS.search(marked):
            continue
        pitch = _HIGH if _HIGH_ONSET.search(onset.group()) else _LOW
        factors[int(edges[first + 1]) : int(edges[first + sounds.end() + 2])] = np.log(pitch)
    smooth = np.convolve(np.pad(factors, _SMOOTH // 2, mode="edge"), np.full(_SMOOTH, 1 / _SMOOTH), "valid")
    return (f0 * np.exp(smooth)).astype(np.float32)


def _each_word(words: Sequence[PhonemeWord], tokens: Tokens) -> Iterator[tuple[int, str, str]]:
    """For each word between spaces: the place of its first token, its phonemes as written, and as spoken."""
    owners = np.asarray(tokens.owners)
    for index in dict.fromkeys(owner for owner in tokens.owners if owner >= 0):
        places = np.flatnonzero(owners == index)
        first, last = int(places[0]), int(places[-1])
        if first and tokens.owners[first - 1] >= 0:
            continue  # a particle that sticks to the word before
        said = tokens.symbols[first : last + 1].split(" ")
        marked = words[index].phonemes.split(" ")
        if len(said) != len(marked):
            continue  # a word that is cut between two runs
        for written, sounds in zip(marked, said, strict=True):
            yield first, written, sounds
            first += len(sounds) + 1
