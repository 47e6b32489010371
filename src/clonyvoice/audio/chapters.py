"""Chapters and titles in files of sound: M4A, M4B, MP4, MP3 and Opus, each by its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

RATE: Final = 48_000
"""Chapters begin at samples of this rate. Chosen by hand."""
MOST_CHAPTERS: Final = 255
"""Chapters of a file: M4B's list and MP3's table of contents count them with one byte."""
_MOST_BYTES: Final = 255
"""Bytes of a title in M4B, whose length is one byte; a longer one makes the file unreadable for other programs."""
_MOST_BYTES_MP3: Final = 125
"""Bytes of a title in MP3. Signing a file makes its tag ID3v2.4, of which FFmpeg loses a chapter whose title is longer
(findings/c2pa-signed-mp3-chapters.sh)."""
HOLDING: Final = frozenset({"m4a", "m4b", "mp4", "mp3", "opus"})
"""Formats whose files hold chapters."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter from sample `start` on, to the next one's or the end."""

    start: int
    title: str


@dataclass(frozen=True, slots=True)
class About:
    """The title of a file and its chapters, the first at 0; `length` is the whole in samples."""

    title: str = ""
    chapters: tuple[Chapter, ...] = field(default=())
    length: int = 0


def chapters_between(found: Sequence[Chapter], begin: int, end: int, opening: str) -> tuple[Chapter, ...]:
    """Chapters in the samples from `begin` to `end`, counted from `begin`; empty if none starts or continues there.

    What comes before the first is a chapter called `opening`. Of several at the same sample the last counts.
    """
    inside: dict[int, str] = {}
    for chapter in sorted(found, key=lambda each: each.start):
        if chapter.start < end:
            inside[max(0, chapter.start - begin)] = chapter.title
    if inside and 0 not in inside:
        inside[0] = opening
    return tuple(Chapter(start, title) for start, title in sorted(inside.items()))


def options_of(fmt: str) -> dict[str, str]:
    """FFmpeg's options for a file of a format: M4A, M4B and MP4 with exact samples in their headers."""
    if fmt == "m4b":
        return {"brand": "M4B ", "movie_timescale": str(RATE)}
    if fmt == "mp3":  # FFmpeg's own reader loses chapters of version 4 whose title is longer than 125 bytes
        return {"id3v2_version": "3"}
    return {"movie_timescale": str(RATE)} if fmt in ("m4a", "mp4") else {}


def describe(container: Any, fmt: str, about: About) -> None:
    """Write title and chapters into an opened file of a format that holds them, before its first packet."""
    if about.title and fmt in HOLDING:
        container.metadata["title"] = about.title
    if fmt == "m4b":  # an audiobook, played without gaps
        container.metadata["media_type"] = "2"
        container.metadata["gapless_playback"] = "1"
    if not about.chapters or fmt not in HOLDING:
        return
    if fmt == "opus":  # by the comments of Vorbis: FFmpeg's own writing of them is a second late at times
        for number, chapter in enumerate(about.chapters):
            container.metadata[f"CHAPTER{number:03d}"] = _clock(chapter.start)
            container.metadata[f"CHAPTER{number:03d}NAME"] = chapter.title
        return
    most = _MOST_BYTES_MP3 if fmt == "mp3" else _MOST_BYTES
    ends = [*(after.start for _, after in pairwise(about.chapters)), about.length]
    container.set_chapters(
        [
            {
                "id": number,
                "start": chapter.start,
                "end": end,
                "time_base": Fraction(1, RATE),
                "metadata": {"title": _cut(chapter.title, most)},
            }
            for number, (chapter, end) in enumerate(zip(about.chapters, ends, strict=True), 1)
        ]
    )


def _clock(samples: int) -> str:
    """A time as `HH:MM:SS.mmm`."""
    milliseconds = round(samples * 1000 / RATE)
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{milliseconds:03d}"


def _cut(title: str, most: int) -> str:
    """A title of at most so many bytes of UTF-8, cut between characters."""
    return title.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
