"""Speech packed into windows for the recogniser, without the silence between, and times of the recording for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.voice_activity import (
    FRAME,
    FRAME_SECONDS,
    RATE,
    Probabilities,
    Region,
    SpeechDetector,
    regions,
)

LONGEST = 29.0
"""Seconds of a window; Whisper's input is 30 s."""
_KEPT_GAP = 1.0
"""Seconds of silence that stay between two stretches of a window. Chosen by hand."""
_JOINT = 0.25
"""Seconds of silence put where a longer one was cut out. Chosen by hand."""
_SEARCH = 8.0
"""Seconds before the end of a window in which a silence to cut at is looked for. Chosen by hand."""
_HELD = 64.0
"""Seconds of sound held while speech goes on: two windows. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class WindowPiece:
    """`seconds` of a window from `at` on, which are the recording's from `source` on."""

    at: float
    source: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Window:
    """At most 30 s of sound at 16 kHz, mostly speech; `heard_until` is where in the recording it ends."""

    samples: Samples
    pieces: tuple[WindowPiece, ...]
    speech: tuple[tuple[float, float], ...]
    """Speech within the window, seconds."""
    heard_until: float

    @property
    def seconds(self) -> float:
        """Its length in seconds."""
        return len(self.samples) / RATE

    def source_time(self, at: float, *, ending: bool = False) -> float:
        """The recording's time of `at` in the window; at a joint, of the piece that ends or begins there."""
        last = 0.0
        for piece in self.pieces:
            stop = piece.at + piece.seconds
            if at < piece.at:
                return last if ending else piece.source
            if at < stop or (ending and at <= stop):
                return piece.source + at - piece.at
            last = piece.source + piece.seconds
        return last

    def part(self, start: float, end: float) -> Window:
        """The window from `start` to `end` seconds."""
        first, stop = max(0, round(start * RATE)), min(len(self.samples), round(end * RATE))
        start, end = first / RATE, stop / RATE
        pieces = []
        for piece in self.pieces:
            low, high = max(start, piece.at), min(end, piece.at + piece.seconds)
            if high > low:
                pieces.append(WindowPiece(low - start, piece.source + low - piece.at, high - low))
        speech = tuple(
            (max(low, start) - start, min(high, end) - start)
            for low, high in self.speech
            if high > start and low < end
        )
        return Window(self.samples[first:stop], tuple(pieces), speech, self.heard_until)


def windows(blocks: Iterable[Audio], *, vad: bool, cancel: CancelToken) -> Iterator[Window]:
    """The speech of a recording (`blocks` at 16 kHz) in windows; at most about a minute is held in memory.

    Cut in silences, or where speech is least likely. Without `vad` nothing is left out. Raises Cancelled.
    """
    packer = _Packer(keep_all=not vad)
    for block in blocks:
        cancel.raise_if_cancelled()
        assert block.sample_rate == RATE
        yield from packer.feed(block.samples)
    yield from packer.finish()


class _Packer:
    def __init__(self, *, keep_all: bool) -> None:
        self._detector = SpeechDetector()
        self._keep_all = keep_all
        self._samples = np.zeros(0, np.float32)
        self._chances: Probabilities = np.zeros(0, np.float32)
        self._offset = 0
        """Frames of the recording before the first one held."""
        self._speaking = False
        """Whether the first one held is in the middle of speech that was cut."""

    def feed(self, samples: Samples) -> Iterator[Window]:
        self._samples = np.concatenate([self._samples, samples])
        self._chances = np.concatenate([self._chances, self._detector.feed(samples)])
        if len(self._chances) * FRAME_SECONDS >= _HELD:
            yield from self._pack(final=False)

    def finish(self) -> Iterator[Window]:
        self._chances = np.concatenate([self._chances, self._detector.finish()])
        yield from self._pack(final=True)

    def _pack(self, *, final: bool) -> Iterator[Window]:
        """Windows that are full (all that is left, when `final`); the rest stays."""
        limit = int(LONGEST / FRAME_SECONDS)
        found = (
            [Region(0, len(self._chances))]
            if self._keep_all
            else list(regions(self._chances, least=0.0, speaking=self._speaking))
        )
        if not final and found and not self._keep_all and found[-1].end < len(self._chances) - limit // 10:
            found.append(Region(len(self._chances), len(self._chances)))
        taken: list[Region] = []
        done = 0
        cut = -1
        queue = found[::-1]
        while queue:
            region = queue.pop()
            room = limit - _length(taken, region.start)
            if region.end - region.start <= room:
                taken.append(region)
                continue
            if not taken or room > limit // 3:
                cut = self._quietest(region, room)
                taken.append(Region(region.start, cut))
                region = Region(cut, region.end)
            yield self._window(taken)
            done = taken[-1].end
            taken = []
            queue.append(region)
        if final:
            if taken:
                yield self._window(taken)
            done = len(self._chances)
        elif not taken:
            done = max(done, len(self._chances) - limit // 10)
        else:
            done = max(done, taken[0].start)
        self._speaking = done == cut
        self._drop(done)

    def _quietest(self, region: Region, room: int) -> int:
        """The frame to cut `region` at, within `room` frames from its start: where speech is least likely."""
        last = region.start + room
        first = max(region.start + room // 2, last - int(_SEARCH / FRAME_SECONDS))
        smooth = np.convolve(self._chances[first:last], np.ones(5) / 5, mode="same")
        levels = [
            float(np.mean(self._samples[at * FRAME : (at + 1) * FRAME] ** 2)) for at in range(first, last)
        ]
        loudest = max(levels) or 1.0
        scores = smooth + np.sqrt(np.array(levels) / loudest)
        # Of equally quiet places the latest, so that windows are full.
        return first + int(np.argmin(scores - np.linspace(0.0, 0.1, len(scores)))) + 1

    def _window(self, taken: list[Region]) -> Window:
        sound: list[Samples] = []
        pieces: list[WindowPiece] = []
        speech: list[tuple[float, float]] = []
        at = 0
        joint = round(_JOINT * RATE)
        for index, region in enumerate(taken):
            start = region.start
            if index:
                gap = region.start - taken[index - 1].end
                if gap * FRAME_SECONDS <= _KEPT_GAP:
                    start = taken[index - 1].end
                else:
                    sound.append(np.zeros(joint, np.float32))
                    at += joint
            cut = self._samples[start * FRAME : region.end * FRAME]
            begins = at / RATE
            speech.append((begins + (region.start - start) * FRAME_SECONDS, begins + len(cut) / RATE))
            pieces.append(WindowPiece(begins, (self._offset + start) * FRAME_SECONDS, len(cut) / RATE))
            sound.append(cut)
            at += len(cut)
        until = (self._offset + taken[-1].end) * FRAME_SECONDS
        return Window(np.concatenate(sound), tuple(pieces), tuple(speech), until)

    def _drop(self, frames: int) -> None:
        self._samples = self._samples[frames * FRAME :].copy()
        self._chances = self._chances[frames:].copy()
        self._offset += frames


def _length(taken: list[Region], upto: int) -> int:
    """Frames of a window of `taken`, with the gap before a region that begins at `upto`."""
    total = 0
    joint, kept = int(_JOINT / FRAME_SECONDS) + 1, int(_KEPT_GAP / FRAME_SECONDS)
    for index, region in enumerate(taken):
        following = taken[index + 1].start if index + 1 < len(taken) else upto
        gap = following - region.end
        total += region.end - region.start + (gap if gap <= kept else joint)
    return total
