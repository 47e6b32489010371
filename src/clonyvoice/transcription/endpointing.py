"""Utterances of a live stream: their starts and ends, by the speech detector, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from clonyvoice.core.audio import Samples
from clonyvoice.transcription.speech_windows import Window, WindowPiece
from clonyvoice.transcription.voice_activity import (
    FRAME,
    FRAME_SECONDS,
    RATE,
    Probabilities,
    SpeechDetector,
    regions,
)

_ON, _OFF = 0.5, 0.35
"""Probabilities from which speech begins and below which it ends; Silero's own are 0.5 and 0.35."""
_BEGINNING: Final = 3
"""Frames of speech in a row that begin an utterance: 0.1 s. Chosen by hand."""
_BEFORE: Final = round(0.4 / FRAME_SECONDS)
"""Frames that are kept before them: detectors notice soft beginnings late."""
_BEHIND: Final = round(0.3 / FRAME_SECONDS)
"""Frames of the silence that ended an utterance that belong to it."""
_LONG, _BREATH = 10.0, 0.25
"""Seconds of an utterance after which a silence of a breath ends it. Chosen by hand."""
_LONGEST, _SEARCH = 28.0, 6.0
"""Seconds after which it is cut where speech is least likely within the last ones; Whisper's input is 30 s."""


@dataclass(frozen=True, slots=True)
class Began:
    """The start of speech, at `at` seconds of the stream."""

    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of an utterance. `cut` is true if speech continues: it was too long, or an end was requested."""

    window: Window
    at: float
    cut: bool = False


class Utterances:
    """Cuts a stream at 16 kHz into utterances; holds at most half a minute of it."""

    def __init__(self, silence: float | None) -> None:
        """`silence` seconds end an utterance; None: only `end` does, and the longest length."""
        self._silence = silence
        self._detector = SpeechDetector()
        self._samples = np.zeros(0, np.float32)
        self._chances: Probabilities = np.zeros(0, np.float32)
        self._offset = 0
        """Frames of the stream before the first one held."""
        self._speaking = False
        self._run = self._quiet = 0
        self._looked = 0
        """Frames of the utterance that `current` has returned."""

    @property
    def speaking(self) -> bool:
        """Whether an utterance is under way."""
        return self._speaking

    @property
    def seconds(self) -> float:
        """The length of the stream so far."""
        return self._offset * FRAME_SECONDS + len(self._samples) / RATE

    def feed(self, samples: Samples) -> Iterator[Began | Ended]:
        """The beginnings and ends that are certain by now."""
        self._samples = np.concatenate([self._samples, samples])
        for chance in self._detector.feed(samples):
            self._chances = np.append(self._chances, chance)
            if self._speaking:
                yield from self._within(float(chance))
            else:
                yield from self._outside(float(chance))

    def fresh(self, seconds: float) -> bool:
        """Whether the utterance has `seconds` of speech that `current` has not returned yet."""
        new = self._chances[self._looked :]
        return self._speaking and float(np.sum(new >= _OFF)) * FRAME_SECONDS >= seconds

    def current(self) -> Window:
        """The utterance under way: its sound received so far."""
        self._looked = len(self._chances)
        return self._window(len(self._chances))

    def end(self) -> Ended | None:
        """The current utterance, ended here; None outside of speech."""
        if not self._speaking:
            return None
        ended = Ended(self._window(len(self._chances)), self._at(len(self._chances)), cut=self._quiet == 0)
        self._drop(len(self._chances))
        self._speaking, self._run, self._quiet = False, 0, 0
        return ended

    def forget(self) -> None:
        """Discard the current utterance."""
        self.end()

    def _outside(self, chance: float) -> Iterator[Began]:
        self._run = self._run + 1 if chance >= _ON else 0
        if self._run >= _BEGINNING:
            self._speaking, self._quiet, self._looked = True, 0, 0
            yield Began(self._at(len(self._chances) - self._run))
        else:
            self._drop(max(0, len(self._chances) - _BEFORE - _BEGINNING))

    def _within(self, chance: float) -> Iterator[Ended]:
        self._quiet = self._quiet + 1 if chance < _OFF else 0 if chance >= _ON else self._quiet
        length = len(self._chances)
        quiet, seconds = self._quiet * FRAME_SECONDS, length * FRAME_SECONDS
        if self._silence is not None:
            enough = min(self._silence, _BREATH) if seconds > _LONG else self._silence
            if quiet >= enough:
                spoken = length - self._quiet
                yield Ended(self._window(min(length, spoken + _BEHIND)), self._at(spoken))
                self._drop(max(0, length - _BEFORE))
                self._speaking, self._run, self._quiet = False, 0, 0
                return
        if seconds >= _LONGEST:
            first = length - round(_SEARCH / FRAME_SECONDS)
            smooth = np.convolve(self._chances[first:], np.ones(5) / 5, mode="same")
            at = first + int(np.argmin(smooth))
            yield Ended(self._window(at), self._at(at), cut=True)
            self._drop(at)

    def _at(self, frames: int) -> float:
        return round((self._offset + frames) * FRAME_SECONDS, 3)

    def _window(self, frames: int) -> Window:
        samples = self._samples[: frames * FRAME].copy()
        spoken = tuple(
            (region.start * FRAME_SECONDS, region.end * FRAME_SECONDS)
            for region in regions(self._chances[:frames], least=0.0)
        )
        piece = WindowPiece(0.0, self._offset * FRAME_SECONDS, len(samples) / RATE)
        return Window(samples, (piece,), spoken, self._at(frames))

    def _drop(self, frames: int) -> None:
        self._samples = self._samples[frames * FRAME :]
        self._chances = self._chances[frames:]
        self._offset += frames
        self._looked = 0
