"""Diarisation: windows of speech as vectors of a speaker encoder, grouped by similarity."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.speaker_grouping import MAX_SPEAKERS, Floats, Labels, speakers
from clonyvoice.transcription.speech_edges import SoundLevels, with_true_edges
from clonyvoice.transcription.voice_activity import (
    FRAME,
    FRAME_SECONDS,
    RATE,
    Probabilities,
    Region,
    SpeechDetector,
    regions,
)

Vector: TypeAlias = NDArray[np.float32]
Embed: TypeAlias = Callable[[Audio, CancelToken], Vector]
"""A speaker encoder (CAM++): the unit vector of the speaker in a sound."""

_WINDOW, _HOP = 1.5, 0.75
"""Seconds of speech that a vector is made of, and from one to the next. Chosen by hand."""
_GRID = 0.05
"""Seconds from one place where a speaker may change to the next. Chosen by hand."""
_SWITCH = 0.5
"""The cost of another speaker within a stretch of speech: a cosine more than this for one step of the grid in total.
Chosen by hand."""
_PAD = 0.1
"""Seconds around detected speech that windows include. Chosen by hand."""
_HELD = 30.0
"""Seconds of sound that are held at most while speech goes on. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """Speech of one speaker from `start` to `end` in seconds; speakers are numbered from 0 as they begin."""

    start: float
    end: float
    speaker: int


@dataclass(frozen=True, slots=True)
class _Window:
    start: float
    end: float
    region: int


class Diariser:
    """Finds the speakers of a recording at 16 kHz that is fed piece by piece.

    Of two simultaneous speakers only the clearer one is returned. An hour of speech takes 6 MB of memory.
    """

    def __init__(self, embed: Embed, cancel: CancelToken) -> None:
        self._embed, self._cancel = embed, cancel
        self._detector = SpeechDetector()
        self._samples = np.zeros(0, np.float32)
        self._chances = np.zeros(0, np.float32)
        self._all_chances: list[Probabilities] = []
        self._levels = SoundLevels()
        self._offset = 0
        """Frames before the first one held."""
        self._vectors: list[Vector] = []
        self._windows: list[_Window] = []
        self._regions: list[tuple[float, float]] = []

    def feed(self, samples: Samples) -> None:
        """Process the next piece of sound. Raises Cancelled, within a few hundredths of a second."""
        self._samples = np.concatenate([self._samples, samples])
        self._levels.feed(samples)
        self._know(self._detector.feed(samples))
        self._take(final=False)

    def finish(self, least: int = 1, most: int = MAX_SPEAKERS) -> tuple[SpeakerTurn, ...]:
        """The speakers' turns, of `least` to `most` people as far as there is speech for so many. Raises Cancelled."""
        self._know(self._detector.finish())
        self._take(final=True)
        if not self._vectors:
            return ()
        vectors = np.stack(self._vectors).astype(np.float64)
        seconds = np.array([window.end - window.start for window in self._windows])
        centres = speakers(vectors, seconds, least, most)
        self._cancel.raise_if_cancelled()
        return _numbered(self._turns(vectors @ centres.T))

    def _know(self, chances: Probabilities) -> None:
        self._chances = np.concatenate([self._chances, chances])
        self._all_chances.append(chances)

    def _take(self, *, final: bool) -> None:
        """Embed the stretches of speech that have ended; an unfinished one is held back until it is long."""
        held = len(self._chances)
        done = 0
        for region in regions(self._chances, threshold=0.35, silence=0.3, least=0.2, pad=_PAD):
            ends = region.end < held - round(0.6 / FRAME_SECONDS)
            if not (final or ends or (held - region.start) * FRAME_SECONDS > _HELD):
                break
            self._hear(region)
            done = region.end
        else:
            done = held if final else max(done, held - round(1.0 / FRAME_SECONDS))
        self._samples = self._samples[done * FRAME :].copy()
        self._chances = self._chances[done:].copy()
        self._offset += done

    def _hear(self, region: Region) -> None:
        sound = self._samples[region.start * FRAME : region.end * FRAME]
        begin, size, hop = self._offset * FRAME_SECONDS + region.start * FRAME_SECONDS, _WINDOW, _HOP
        length = len(sound) / RATE
        starts = [0.0] if length <= size else [*np.arange(0.0, length - size, hop).tolist(), length - size]
        for start in starts:
            self._cancel.raise_if_cancelled()
            cut = sound[round(start * RATE) : round((start + size) * RATE)]
            self._vectors.append(self._embed(Audio(cut, RATE), self._cancel))
            window = _Window(begin + start, begin + start + len(cut) / RATE, len(self._regions))
            self._windows.append(window)
        self._regions.append((begin, begin + length))

    def _turns(self, likeness: Floats) -> list[SpeakerTurn]:
        """The speaker turns by the likeliest path, on which each change of speaker has a cost."""
        out: list[SpeakerTurn] = []
        owners = np.array([window.region for window in self._windows])
        pad = round(_PAD / FRAME_SECONDS) * FRAME_SECONDS
        spoken = with_true_edges(
            self._regions, pad, self._levels.decibels(), np.concatenate(self._all_chances)
        )
        for number, (begin, end) in enumerate(self._regions):
            rows = np.flatnonzero(owners == number)
            count = max(1, round((end - begin) / _GRID))
            times = begin + (np.arange(count) + 0.5) * _GRID
            middles = np.array([(self._windows[row].start + self._windows[row].end) / 2 for row in rows])
            weights = np.maximum(1e-9, 1.0 - np.abs(times[:, None] - middles) / _HOP)
            weights /= weights.sum(axis=1, keepdims=True)
            chosen = _path(weights @ likeness[rows])
            edges = [0, *(np.flatnonzero(np.diff(chosen)) + 1).tolist(), count]
            first_sound, last_sound = spoken[number]
            for first, last in itertools.pairwise(edges):
                start = first_sound if first == 0 else begin + first * _GRID
                stop = last_sound if last == count else begin + last * _GRID
                if start < stop:
                    out.append(SpeakerTurn(start, stop, int(chosen[first])))
        return out


def _path(likeness: Floats) -> Labels:
    """The column for each row: the greatest sum, less `_SWITCH` for each change."""
    count, width = likeness.shape
    came = np.zeros((count, width), np.int64)
    reached = likeness[0]
    for row in range(1, count):
        best = int(reached.argmax())
        stays = reached >= reached[best] - _SWITCH
        came[row] = np.where(stays, np.arange(width), best)
        reached = np.maximum(reached, reached[best] - _SWITCH) + likeness[row]
    out = np.zeros(count, np.int64)
    out[-1] = int(reached.argmax())
    for row in range(count - 1, 0, -1):
        out[row - 1] = came[row, out[row]]
    return out


def _numbered(turns: Sequence[SpeakerTurn]) -> tuple[SpeakerTurn, ...]:
    """The turns in order, speakers numbered as they begin."""
    numbers: dict[int, int] = {}
    ordered = sorted(turns, key=lambda turn: turn.start)
    return tuple(
        SpeakerTurn(round(turn.start, 3), round(turn.end, 3), numbers.setdefault(turn.speaker, len(numbers)))
        for turn in ordered
    )
