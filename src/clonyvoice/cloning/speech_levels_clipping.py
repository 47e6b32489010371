"""A recording of any length surveyed in one pass: where speech is, how loud it is, and its spectrum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio import Resampler, decode_blocks
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.voice_activity import FRAME_SECONDS, RATE, SpeechDetector

CLIP_RATE = 24_000
"""Sample rate of what is cut out: the embedded engine's."""
FRAME = 768
"""Samples at 24 kHz of a frame of 32 ms, the speech detector's."""
BINS = 513
"""Bins of a power spectrum: half of `_FFT`, and one."""
_FFT = 1024
"""Samples that a frame is padded to for its spectrum."""
_HELD_SECONDS = 300.0
"""Seconds of a recording that are held in memory. Chosen by hand."""
_SPEECH, _NOISE = 0.7, 0.12
"""Probabilities of speech from which a frame counts as speech, and below which as noise. Chosen by hand."""
_SILENT_DB = -85.0
"""dBFS below which a frame is digital silence and says nothing about the noise. Chosen by hand."""
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Survey:
    """The measurements of a recording: stretches of speech, levels and spectrum.

    `chances` is the probability of speech and `levels` the level in dBFS of each frame of 32 ms;
    `speech_power` and `noise_power` are mean power spectra (`BINS`, up to 12 kHz) of frames with and
    without speech, `clipped` the share of loud samples that are cut flat, `peak` the largest sample, `rate`
    the recording's own.
    """

    path: Path
    duration: float
    rate: int
    chances: NDArray[np.float32]
    levels: NDArray[np.float32]
    speech_power: Floats
    noise_power: Floats
    clipped: float
    peak: float
    held: Samples | None
    """The whole recording at 24 kHz, when it is short."""

    @property
    def speech_seconds(self) -> float:
        """Seconds of speech as detected."""
        return float(np.count_nonzero(self.chances >= 0.5)) * FRAME_SECONDS

    def cut(self, spans: Sequence[tuple[float, float]], cancel: CancelToken) -> tuple[Audio, ...]:
        """The sound of each span (seconds, in order, not overlapping) at 24 kHz. Raises Cancelled."""
        bounds = [(round(start * CLIP_RATE), round(end * CLIP_RATE)) for start, end in spans]
        if self.held is not None:
            return tuple(Audio(self.held[start:end].copy(), CLIP_RATE) for start, end in bounds)
        parts: list[list[Samples]] = [[] for _ in bounds]
        at = 0
        last = bounds[-1][1] if bounds else 0
        for block in decode_blocks(self.path, CLIP_RATE, cancel=cancel):
            cancel.raise_if_cancelled()
            for index, (start, end) in enumerate(bounds):
                piece = block.samples[max(0, start - at) : max(0, end - at)]
                if len(piece):
                    parts[index].append(piece.copy())
            at += len(block.samples)
            if at >= last:
                break
        empty = np.zeros(0, np.float32)
        return tuple(Audio(np.concatenate([empty, *pieces]), CLIP_RATE) for pieces in parts)


def survey(path: Path, cancel: CancelToken, most_seconds: float = 3600.0) -> Survey:
    """The recording at `path`, decoded once block by block. Raises NotAudio, AudioTooLong, Cancelled."""
    look = _Look()
    for block in decode_blocks(path, None, max_seconds=most_seconds, cancel=cancel):
        cancel.raise_if_cancelled()
        look.take(block)
    return look.finish(path)


class _Look:
    def __init__(self) -> None:
        self._detector = SpeechDetector()
        self._to_clip: Resampler | None = None
        self._to_speech: Resampler | None = None
        self._rest = np.zeros(0, np.float32)
        self._waiting: list[Samples] = []
        """Frames at 24 kHz whose probability is not known yet."""
        self._chances: list[NDArray[np.float32]] = []
        self._levels: list[NDArray[np.float32]] = []
        self._held: list[Samples] | None = []
        self._samples = self._rate = self._flat = self._loud = 0
        self._peak = 0.0
        self._powers = [np.zeros(BINS), np.zeros(BINS)]
        self._counts = [0, 0]
        self._window = np.hanning(FRAME + 1)[:-1].astype(np.float32)

    def take(self, block: Audio) -> None:
        if self._to_clip is None or self._to_speech is None:
            self._rate = block.sample_rate
            self._to_clip = Resampler(self._rate, CLIP_RATE)
            self._to_speech = Resampler(self._rate, RATE)
        self._clipping(block.samples)
        self._samples += len(block.samples)
        self._advance(self._to_clip.feed(block.samples), self._to_speech.feed(block.samples))

    def finish(self, path: Path) -> Survey:
        assert self._to_clip is not None
        assert self._to_speech is not None
        self._advance(self._to_clip.finish(), self._to_speech.finish())
        if len(self._rest):
            self._advance(np.zeros(FRAME - len(self._rest), np.float32), np.zeros(0, np.float32))
        self._pair(self._detector.finish())
        empty = np.zeros(0, np.float32)
        return Survey(
            path=path,
            duration=self._samples / self._rate,
            rate=self._rate,
            chances=np.concatenate([empty, *self._chances]),
            levels=np.concatenate([empty, *self._levels]),
            speech_power=self._powers[0] / max(1, self._counts[0]),
            noise_power=self._powers[1] / max(1, self._counts[1]),
            clipped=self._flat / max(1, self._loud),
            peak=self._peak,
            held=None if self._held is None else np.concatenate([empty, *self._held]),
        )

    def _advance(self, sound: Samples, speech: Samples) -> None:
        if self._held is not None:
            self._held.append(sound)
            if self._samples / self._rate > _HELD_SECONDS:
                self._held = None
        whole = np.concatenate([self._rest, sound])
        count = len(whole) // FRAME
        self._rest = whole[count * FRAME :]
        if count:
            self._waiting.append(whole[: count * FRAME].reshape(count, FRAME))
        self._pair(self._detector.feed(speech))

    def _pair(self, chances: NDArray[np.float32]) -> None:
        """Give frames their probability; those of the other kind that has none yet wait."""
        if not len(chances) or not self._waiting:
            return
        frames = np.concatenate(self._waiting)
        count = min(len(frames), len(chances))
        self._waiting = [frames[count:]] if count < len(frames) else []
        frames, chances = frames[:count], chances[:count]
        power = np.mean(frames.astype(np.float64) ** 2, axis=1)
        levels = 10.0 * np.log10(power + 1e-12)
        spectra = np.abs(np.fft.rfft(frames * self._window, _FFT, axis=1)) ** 2
        audible = levels > _SILENT_DB
        for index, chosen in enumerate((chances >= _SPEECH, (chances < _NOISE) & audible)):
            self._powers[index] += spectra[chosen].sum(axis=0)
            self._counts[index] += int(chosen.sum())
        self._chances.append(chances)
        self._levels.append(levels.astype(np.float32))

    def _clipping(self, samples: Samples) -> None:
        """Count samples of runs of three or more that stay within 0.2 % of the block's extreme."""
        if not len(samples):
            return
        size = np.abs(samples)
        top = float(size.max())
        self._peak = max(self._peak, top)
        if top < 0.1:
            return
        high = size >= 0.998 * top
        self._loud += int(np.count_nonzero(size >= 0.5 * top))
        runs = high[:-2] & high[1:-1] & high[2:]
        self._flat += int(np.count_nonzero(runs))
