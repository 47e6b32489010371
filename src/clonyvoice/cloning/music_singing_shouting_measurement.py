"""Features that distinguish speech from music, singing, whispering, shouting and children's voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clonyvoice.audio import resample
from clonyvoice.cloning.speech_levels_clipping import CLIP_RATE, Floats
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.speaker.pitch import contour

_RATE = 16_000
"""Sample rate of the analysis: held tones of music lie below 8 kHz."""
_SIZE, _HOP = 2048, 512
"""Samples of a frame and from one to the next: 128 and 32 ms, 8 Hz a bin. Chosen by hand."""
_STEADY_FRAMES = 10
"""A tone counts as held from 0.32 s on. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class SoundFeatures:
    """Features of a sound: held tones, voicing, pitch, spectral tilt.

    `held` is the share of energy in tones that keep their pitch 0.3 s and longer (music), `voiced` the
    share of speech with a pitch, `pitch` its level in Hz (0: none), `sung` the share of voiced time on a
    held note, `tilt` the level of 1-4 kHz over 100-800 Hz in dB (shouting lifts it).
    """

    held: float
    voiced: float
    pitch: float
    sung: float
    tilt: float


def sound_features(clips: Sequence[Audio], cancel: CancelToken) -> SoundFeatures:
    """The character of the clips together, at most half a minute of them. Raises Cancelled."""
    sound = np.concatenate([np.zeros(0, np.float32), *[clip.samples for clip in clips]])[: 30 * CLIP_RATE]
    audio = resample(Audio(sound, CLIP_RATE), _RATE)
    if len(audio.samples) < _RATE // 2:
        return SoundFeatures(0.0, 0.0, 0.0, 0.0, 0.0)
    hertz = contour(audio, cancel).astype(np.float64)
    voiced, level, sung = _voicing(audio, hertz)
    cancel.raise_if_cancelled()
    return SoundFeatures(held_tones(audio), voiced, level, sung, _tilt(audio))


def held_tones(audio: Audio) -> float:
    """The share of energy in spectral peaks that stay at one frequency for 0.32 s or longer, 0-1.

    Music has many (0.3-0.9), speech hardly any (below 0.1): its pitch never rests.
    """
    samples = audio.samples
    if len(samples) < _SIZE * 4:
        return 0.0
    window = np.hanning(_SIZE)
    frames = np.lib.stride_tricks.sliding_window_view(samples, _SIZE)[::_HOP]
    magnitude = np.abs(np.fft.rfft(frames * window, axis=1))[:, : round(4000 * _SIZE / _RATE)]
    power = magnitude**2
    around = _smoothed(power, 10)
    inner = power[:, 1:-1]
    peaks = (inner > power[:, :-2]) & (inner >= power[:, 2:]) & (inner > 6.0 * around[:, 1:-1])
    run = np.zeros(inner.shape[1], np.int64)
    runs = np.zeros(inner.shape, np.int64)
    for index in range(len(peaks)):
        run = np.where(peaks[index], run + 1, 0)
        runs[index] = run
    # A run's length is known at its end: spread it back over the run.
    for index in range(len(peaks) - 2, -1, -1):
        longer = (runs[index] > 0) & (runs[index + 1] > runs[index])
        runs[index] = np.where(longer, runs[index + 1], runs[index])
    total = float(inner[peaks].sum())
    return float(inner[runs >= _STEADY_FRAMES].sum()) / total if total > 0 else 0.0


def _smoothed(power: Floats, half: int) -> Floats:
    sums = np.cumsum(np.pad(power, ((0, 0), (half + 1, half)), mode="edge"), axis=1)
    return np.asarray((sums[:, 2 * half + 1 :] - sums[:, : -2 * half - 1]) / (2 * half + 1))


def _voicing(audio: Audio, hertz: Floats) -> tuple[float, float, float]:
    """Voiced share of the frames with sound, pitch level, and share of voiced frames on a held note."""
    hop = _RATE // 100
    count = min(len(hertz), len(audio.samples) // hop)
    power = np.mean(audio.samples[: count * hop].reshape(count, hop).astype(np.float64) ** 2, axis=1)
    loud = power > 0.02 * np.percentile(power, 95)
    found = hertz[:count]
    voiced = found > 10.0
    share = float(np.count_nonzero(voiced & loud)) / max(1, int(np.count_nonzero(loud)))
    if np.count_nonzero(voiced) < 10:
        return share, 0.0, 0.0
    logs = np.log2(np.maximum(found, 1.0)) * 12.0
    held = np.zeros(count, bool)
    span = 25
    for at in range(count - span):
        piece = logs[at : at + span]
        if voiced[at : at + span].all() and float(piece.max() - piece.min()) < 0.9:
            held[at : at + span] = True
    level = float(2.0 ** (np.median(logs[voiced]) / 12.0))
    return share, level, float(np.count_nonzero(held)) / max(1, int(np.count_nonzero(voiced)))


def _tilt(audio: Audio) -> float:
    frames = np.lib.stride_tricks.sliding_window_view(audio.samples, 512)[::256]
    power = np.mean(np.abs(np.fft.rfft(frames * np.hanning(512), axis=1)) ** 2, axis=0)
    hz = np.arange(len(power)) * _RATE / 512
    high = float(power[(hz >= 1000) & (hz < 4000)].sum())
    low = float(power[(hz >= 100) & (hz < 800)].sum())
    return float(10.0 * np.log10((high + 1e-12) / (low + 1e-12)))
