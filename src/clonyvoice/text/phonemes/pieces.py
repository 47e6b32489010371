"""Input and output of a front end: pieces of text, and phonemes with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one language to pronounce.

    `start`/`end` are offsets in the clean text; `written` tells that `spoken` is that text itself, so that a front
    end that finds words inside it may give pieces of it; `pause` that a pause follows.
    """

    start: int
    end: int
    spoken: str
    written: bool
    pause: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A pronounced stretch of the clean text."""

    start: int
    end: int
    phonemes: str


def touching(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The segments in groups of those that touch: what is written without a gap is read together."""
    group: list[Segment] = []
    for index, segment in enumerate(segments):
        group.append(segment)
        last = index + 1 == len(segments)
        if last or segment.pause or segments[index + 1].start != segment.end:
            yield group
            group = []
