"""Subtitles with exact times: words gathered into readable cues, written as SRT or WebVTT.

Used instead of pysubs2 (0.4 MB), which writes cues but does not build them from words: it would replace only the
dozen lines that write them.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clonyvoice.text import inline_markup

LINE_COLUMNS = 42
"""Widest line; a wide character (Han, kana, Hangul) takes two columns (Netflix, Timed Text Style Guide)."""
LINES = 2
"""Lines of a cue (Netflix, Timed Text Style Guide: General Requirements)."""
LONGEST_CUE = 7.0
"""Seconds of a cue (Netflix, Timed Text Style Guide)."""
LONGEST_GAP = 0.8
"""Seconds of silence behind which a new cue begins. Chosen by hand."""

_ENDS = ".!?…。！？।"
_WEAK_ENDS = ",;:、，；：—"
_CLOSING = "\"'”’»)]}」』）】》〉" + _ENDS + _WEAK_ENDS + "%"


class TimedWord(Protocol):
    """A word of a text and when it sounds: seconds, and offsets in the text."""

    @property
    def start(self) -> float:
        """Seconds from the beginning of the sound."""
        ...

    @property
    def end(self) -> float:
        """Seconds from the beginning of the sound."""
        ...

    @property
    def start_char(self) -> int:
        """The start of the word in the text."""
        ...

    @property
    def end_char(self) -> int:
        """The position in the text at which the word ends."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """A subtitle from `start` to `end` seconds, in one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    text: str
    start: float
    end: float
    spaced: bool  # whether a space stands before it


def cues(text: str, words: Sequence[TimedWord], offset: float = 0.0) -> tuple[Cue, ...]:
    """The cues of a `text` spoken with the times of `words`; `offset` seconds are added to all times.

    A cue begins and ends exactly with its first and last word, holds at most two lines, ends at a sentence's end and
    before long silence, and rather at a comma than inside a clause. Markup is not shown. Cues never overlap.
    """
    done: list[Cue] = []
    cue: list[_Shown] = []
    shown = _shown(text, words)
    for index, word in enumerate(shown):
        if cue and _begins_anew(cue, word):
            done += _cut(cue)
            cue = []
        cue.append(word)
        if (word.text[-1:] and _is_end(word.text)) or index + 1 == len(shown):
            done += _cut(cue)
            cue = []
    return tuple(_timed(done, offset))


def srt(shown: Iterable[Cue]) -> str:
    """The cues as a SubRip file."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n" + "\n".join(cue.lines)
        for number, cue in enumerate(shown, 1)
    ]
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def vtt(shown: Iterable[Cue]) -> str:
    """The cues as a WebVTT file."""
    blocks = ["WEBVTT"]
    for cue in shown:
        lines = "\n".join(html.escape(line, quote=False) for line in cue.lines)
        blocks.append(f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def columns(text: str) -> int:
    """The width of `text` in columns: wide characters count double, combining ones not at all."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _shown(text: str, words: Sequence[TimedWord]) -> list[_Shown]:
    """Each word with the marks around it, as it is shown."""
    hidden = bytearray(len(text))
    for start, end in (*inline_markup.pauses(text), *inline_markup.link_targets(text)):
        hidden[start:end] = b"\x01" * (end - start)
    marks: list[inline_markup.GivenPronunciation | inline_markup.Emphasis] = [
        *inline_markup.pronunciations(text)
    ]
    marks += inline_markup.emphases(text)
    for mark in marks:
        hidden[mark.start : mark.word_start] = b"\x01" * (mark.word_start - mark.start)
        hidden[mark.word_end : mark.end] = b"\x01" * (mark.end - mark.word_end)

    def visible(start: int, end: int) -> str:
        return "".join(
            char for char, hide in zip(text[start:end], hidden[start:end], strict=True) if not hide
        )

    out: list[_Shown] = []
    position = 0
    places = _in_order(words, len(text))
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        stop = len(text) if last else _boundary(text, places[index][1], places[index + 1][0])
        piece = visible(position, stop)
        spaced = piece[:1].isspace() or (position > 0 and text[position - 1].isspace())
        plain = " ".join(piece.split())
        if plain:
            out.append(_Shown(plain, word.start, max(word.start, word.end), spaced))
        position = stop
    return out


def _in_order(words: Sequence[TimedWord], length: int) -> list[tuple[int, int]]:
    """The places of words, each at or behind the one before and within a text of `length`.

    Those of an imported take may be anywhere; read as they are, each of them could show the whole text again.
    """
    found: list[tuple[int, int]] = []
    reached = 0
    for word in words:
        start = min(max(word.start_char, reached), length)
        reached = min(max(word.end_char, start), length)
        found.append((start, reached))
    return found


def _boundary(text: str, start: int, end: int) -> int:
    """The cut in the marks between two words: closing ones stay with the first, opening ones go to the second."""
    gap = text[start:end]
    for position in range(len(gap) - 1, -1, -1):
        if gap[position].isspace():
            return start + position
    closing = 0
    while closing < len(gap) and gap[closing] in _CLOSING:
        closing += 1
    return start + closing


def _begins_anew(cue: Sequence[_Shown], word: _Shown) -> bool:
    return (
        word.start - cue[-1].end > LONGEST_GAP
        or word.end - cue[0].start > LONGEST_CUE
        or len(_wrapped([*cue, word])) > LINES
    )


def _is_end(text: str) -> bool:
    return text.rstrip("\"'”’»)]}」』）】》〉")[-1:] in tuple(_ENDS)


def _cut(cue: Sequence[_Shown]) -> list[Cue]:
    """A cue of these words."""
    return [Cue(cue[0].start, cue[-1].end, tuple(_wrapped(cue)))]


def _wrapped(cue: Sequence[_Shown]) -> list[str]:
    """The words in lines of at most LINE_COLUMNS, two of about the same length if one is too short."""
    whole = _joined(cue)
    if columns(whole) <= LINE_COLUMNS:
        return [whole]
    best: tuple[float, int] | None = None
    for cut in range(1, len(cue)):
        first, second = columns(_joined(cue[:cut])), columns(_joined(cue[cut:]))
        if first > LINE_COLUMNS or second > LINE_COLUMNS:
            continue
        cost = abs(first - second) - (12 if cue[cut - 1].text[-1:] in _WEAK_ENDS else 0)
        if best is None or cost < best[0]:
            best = (cost, cut)
    if best is not None:
        return [_joined(cue[: best[1]]), _joined(cue[best[1] :])]
    lines: list[list[_Shown]] = [[]]
    for word in cue:
        if lines[-1] and columns(_joined([*lines[-1], word])) > LINE_COLUMNS:
            lines.append([])
        lines[-1].append(word)
    return [piece for line in lines for piece in _chopped(_joined(line))]


def _chopped(line: str) -> list[str]:
    """A line, split where a single word is wider than a line (an address)."""
    out = [""]
    for char in line:
        if columns(out[-1] + char) > LINE_COLUMNS:
            out.append("")
        out[-1] += char
    return out


def _joined(cue: Sequence[_Shown]) -> str:
    return "".join((" " if word.spaced and index else "") + word.text for index, word in enumerate(cue))


def _timed(made: Sequence[Cue], offset: float) -> Iterable[Cue]:
    previous = 0.0
    for cue in made:
        start = max(previous, cue.start + offset)
        end = max(start + 0.001, cue.end + offset)
        previous = end
        yield Cue(start, end, cue.lines)


def _clock(seconds: float, point: str) -> str:
    total = round(seconds * 1000)
    hours, rest = divmod(total, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"
