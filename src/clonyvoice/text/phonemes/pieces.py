"""What goes into a front end and what comes out of it."""

from __future__ import annotations

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
