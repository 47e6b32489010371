"""Edit distance of two sequences, and the alignment of a text's words with a transcript's by the sounds of both.

Used instead of rapidfuzz or jiwer (12 MB of compiled code): they take 1.3 µs for 60 symbols, this takes 1.1 ms
(`benchmarks/recipes/libraries.py`). It runs once or twice after a chunk was transcribed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clonyvoice.text.languages import UnknownLanguage
from clonyvoice.text.phonemes import phonemise


def edit_rows(first: Sequence[object], second: Sequence[object]) -> Iterator[list[int]]:
    """The rows of the edit distance matrix (Levenshtein): for each prefix of `first`, from the empty one on, the
    distances to all prefixes of `second`, `len(second) + 1` numbers.
    """
    row = list(range(len(second) + 1))
    yield row
    for index, item in enumerate(first, 1):
        above, row = row, [index]
        for column, against in enumerate(second, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (item != against)))
        yield row


def edit_distance(first: Sequence[object], second: Sequence[object]) -> int:
    """The number of insertions, deletions and changes that lead from one to the other."""
    row: list[int] = []
    for row in edit_rows(first, second):  # noqa: B007 - the last one counts
        pass
    return row[-1]


def aligned(first: Sequence[object], second: Sequence[object]) -> list[tuple[int | None, int | None]]:
    """Index pairs that align `first` and `second` with the fewest edits; None for a gap."""
    rows = list(edit_rows(first, second))
    i, j = len(first), len(second)
    pairs: list[tuple[int | None, int | None]] = []
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + (first[i - 1] != second[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and here == rows[i - 1][j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


_WEAK_MARKS: Final = str.maketrans("", "", "ˈˌː- \n")
"""Stress, length and pauses, which transcripts do not contain."""
_SAME: Final = 4
"""Weight of an equal sound, relative to a changed one, when words are matched by their sounds. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A word of the text, `text[start:end]`, and the transcript's words in its place.

    `difference` is the share of its `sounds` (a count) that are missing, other or too many: 0 and more.
    """

    text: str
    start: int
    end: int
    sounds: int
    difference: float
    heard: str


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    start: int
    end: int
    sounds: str


def word_matches(text: str, heard: str, language: str) -> tuple[tuple[WordMatch, ...], tuple[str, ...]]:
    """Each word of `text` with the transcript's words in its place, and the additional words of the transcript.

    The phonemes of both are aligned with the fewest edits (Levenshtein), so that `$5` is `five dollars`, and a name may
    be written in any way that sounds like it.
    """
    ours, theirs = _said(text, language), _said(heard, language)
    own_sounds = [(sound, place) for place, word in enumerate(ours) for sound in word.sounds]
    others = [(sound, place) for place, word in enumerate(theirs) for sound in word.sounds]
    edits = [0] * len(ours)
    votes: list[Counter[int]] = [Counter() for _ in theirs]
    last = -1
    inserted: list[int] = []
    for own, other in aligned([sound for sound, _ in own_sounds], [sound for sound, _ in others]):
        if own is None:
            assert other is not None
            inserted.append(others[other][1])
            continue
        sound, word = own_sounds[own]
        if word == last:  # additional sounds within a word belong to it; those between words to none
            edits[word] += len(inserted)
            for place in inserted:
                votes[place][word] += 1
        last, inserted = word, []
        same = other is not None and sound == others[other][0]
        edits[word] += not same
        if other is not None:
            votes[others[other][1]][word] += _SAME if same else 1
    heard_in: list[list[int]] = [[] for _ in ours]
    for place, counted in enumerate(votes):
        if counted:  # a transcribed word is matched with the word with which it has most in common
            heard_in[counted.most_common(1)[0][0]].append(place)
    found = []
    for own_word, count, places in zip(ours, edits, heard_in, strict=True):
        share = round(count / max(1, len(own_word.sounds)), 4)
        instead = heard[theirs[places[0]].start : theirs[places[-1]].end] if places else ""
        found.append(
            WordMatch(own_word.text, own_word.start, own_word.end, len(own_word.sounds), share, instead)
        )
    return tuple(found), tuple(
        w.text for w, counted in zip(theirs, votes, strict=True) if w.sounds and not counted
    )


def sounds(text: str, language: str) -> str:
    """The phonemes of a text without stress, length and pauses; its letters if the language has no front end."""
    return "".join(word.sounds for word in _said(text, language))


def _said(text: str, language: str) -> list[_Said]:
    """The words with their phonemes; with their letters if the language has no front end."""
    try:
        words = phonemise(text, language)
    except UnknownLanguage:
        words = ()
    if words:
        return [_Said(w.text, w.start, w.end, w.phonemes.translate(_WEAK_MARKS)) for w in words]
    return [
        _Said(found.group(), found.start(), found.end(), found.group().casefold())
        for found in re.finditer(r"\w+", text)
    ]
