"""Pronunciations as data: inputs and outputs of the languages' front ends, and the words passed to an engine.

A front end takes segments (words of one language between pauses) and returns pieces with their phonemes, which are
assembled into words with the punctuation after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhonemeWord:
    """A word in writing with its pronunciation.

    `start`/`end` are its offsets in the given text ("$12.50" is one word), `phonemes` its pronunciation in Kokoro's
    symbols (spaces allowed where one written word is said as several), `tail` the punctuation and space that follow
    it, in Kokoro's symbols. `emphasis` is 2 or 1 for a word that is stressed, -1 or -2 for one spoken by the way.
    """

    text: str
    start: int
    end: int
    phonemes: str
    tail: str
    emphasis: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one language to pronounce.

    `start`/`end` are offsets in the clean text; `written` is true if `spoken` is that text itself, so that a front
    end that finds words inside it may return pieces of it; `pause` is true if a pause follows.
    """

    start: int
    end: int
    spoken: str
    written: bool
    pause: bool


@dataclass(frozen=True, slots=True)
class PronouncedPiece:
    """A pronounced stretch of the clean text."""

    start: int
    end: int
    phonemes: str


def touching(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The segments in groups without a gap between them; each group is read together."""
    group: list[Segment] = []
    for index, segment in enumerate(segments):
        group.append(segment)
        last = index + 1 == len(segments)
        if last or segment.pause or segments[index + 1].start != segment.end:
            yield group
            group = []
