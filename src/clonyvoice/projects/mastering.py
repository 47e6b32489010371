"""The master of a mix: loudness and true peak measured, then one gain and a true-peak limiter.

Loudness as ITU-R BS.1770-5 and EBU R 128 have it (K-weighting, blocks of 0.4 s, gates at -70 LUFS and 10 LU
below the mean), true peak by four-fold oversampling (BS.1770-5, Annex 2).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.gain_limiter_trimming import running_mean, running_min
from clonyvoice.audio.loudness_measurement import SILENCE, weighting_response
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE, Stereo

_BLOCK, _STEP = round(0.4 * STEREO_RATE), round(0.1 * STEREO_RATE)
_OVERSAMPLING: Final = 4
"""Times the rate at which true peaks are measured (ITU-R BS.1770-5, annex 2)."""
_LOOK_AHEAD: Final = round(0.005 * STEREO_RATE)
_RELEASE: Final = round(0.1 * STEREO_RATE)


@dataclass(frozen=True, slots=True)
class LoudnessTarget:
    """The target of a master: integrated loudness in LUFS (None leaves it), true peak in dBTP."""

    loudness: float | None
    true_peak: float


TARGETS: Final[dict[str, LoudnessTarget]] = {
    "off": LoudnessTarget(None, 0.0),
    "-14": LoudnessTarget(-14.0, -1.0),
    "-16": LoudnessTarget(-16.0, -1.0),
    "-23": LoudnessTarget(-23.0, -1.0),
    "acx": LoudnessTarget(-20.0, -3.0),
}
"""Streaming services; podcasts; EBU R 128; ACX audiobooks (RMS -23 to -18 dB, peaks below -3 dB)."""


@dataclass(frozen=True, slots=True)
class MeasuredLoudness:
    """Measured loudness in LUFS, and true peak in dBTP."""

    loudness: float
    true_peak: float


class LoudnessMeter:
    """Loudness and true peak of stereo at 48 kHz, measured block by block; memory is 10 numbers a second."""

    def __init__(self) -> None:
        self._response = weighting_response(STEREO_RATE)
        self._tail = np.zeros((len(self._response) - 1, 2))
        self._powers: list[NDArray[np.float64]] = []
        self._rest = np.zeros(0)
        self._peak = _TruePeak()
        self.peak = 0.0

    def feed(self, block: Stereo) -> None:
        """Count a block."""
        if not len(block):
            return
        self.peak = max(self.peak, float(self._peak.feed(block).max(initial=0.0)))
        size = 1 << (len(block) + 2 * len(self._response) - 1).bit_length()
        spectrum = np.fft.rfft(self._response, size)
        padded = np.concatenate([self._tail, block.astype(np.float64)])
        weighted = np.fft.irfft(np.fft.rfft(padded, size, axis=0) * spectrum[:, None], size, axis=0)
        keep = len(self._tail)
        weighted = weighted[keep : keep + len(block)]
        self._tail = padded[len(padded) - keep :]
        power = np.concatenate([self._rest, (weighted**2).sum(axis=1)])
        whole = len(power) // _STEP
        self._powers.append(power[: whole * _STEP].reshape(whole, _STEP).sum(axis=1))
        self._rest = power[whole * _STEP :]

    def result(self) -> MeasuredLoudness:
        """The measurement so far."""
        self.peak = max(self.peak, float(self._peak.finish().max(initial=0.0)))
        peak = 20.0 * math.log10(self.peak) if self.peak > 0 else -math.inf
        steps = np.concatenate(self._powers) if self._powers else np.zeros(0)
        span = _BLOCK // _STEP
        if len(steps) < span:  # shorter than a block: measured as one
            count = len(steps) * _STEP + len(self._rest)
            power = (float(steps.sum()) + float(self._rest.sum())) / max(1, count)
            return MeasuredLoudness(max(SILENCE, _level(power)), peak)
        sums = np.concatenate([[0.0], np.cumsum(steps)])
        blocks = (sums[span:] - sums[:-span]) / _BLOCK
        heard = blocks[_levels(blocks) > SILENCE]
        if not len(heard):
            return MeasuredLoudness(SILENCE, peak)
        heard = heard[_levels(heard) > _level(float(heard.mean())) - 10.0]
        return MeasuredLoudness(max(SILENCE, _level(float(heard.mean()))), peak)


def _level(power: float) -> float:
    return -0.691 + 10.0 * math.log10(max(power, 1e-12))


def _levels(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10.0 * np.log10(np.maximum(powers, 1e-12)))


class _TruePeak:
    """The largest of both sides, four times oversampled, for each sample; a delay of the filter is made up for."""

    def __init__(self) -> None:
        import soxr

        self._streams: list[Any] = [
            soxr.ResampleStream(STEREO_RATE, STEREO_RATE * _OVERSAMPLING, 1, dtype="float32", quality="HQ")
            for _ in range(2)
        ]

    def feed(self, block: Stereo) -> NDArray[np.float32]:
        """Absolute oversampled values that are certain by now, `[m]`, four a sample."""
        return self._pass([np.ascontiguousarray(block[:, side]) for side in range(2)], last=False)

    def finish(self) -> NDArray[np.float32]:
        """The rest."""
        return self._pass([np.zeros(0, np.float32)] * 2, last=True)

    def _pass(self, sides: list[NDArray[np.float32]], *, last: bool) -> NDArray[np.float32]:
        left, right = (
            np.abs(np.asarray(stream.resample_chunk(side, last=last), np.float32).reshape(-1))
            for stream, side in zip(self._streams, sides, strict=True)
        )
        return np.asarray(np.maximum(left, right))


def measure(blocks: Iterable[Stereo]) -> MeasuredLoudness:
    """Loudness and true peak of a whole mix."""
    meter = LoudnessMeter()
    for block in blocks:
        meter.feed(block)
    return meter.result()


def gain_to(measured: MeasuredLoudness, target: LoudnessTarget) -> float:
    """The gain in decibels from the measured loudness to the target; 0 for silence."""
    if target.loudness is None or measured.loudness <= SILENCE:
        return 0.0
    return target.loudness - measured.loudness


def mastered(blocks: Iterable[Stereo], gain_db: float, true_peak: float) -> Iterator[Stereo]:
    """The mix with a gain, and its true peak held at or below `true_peak` dBTP: turned down, not cut.

    The gain goes down over the 5 ms before a peak and comes back over 100 ms; both sides alike. Blocks come out
    as long as they went in.
    """
    factor, ceiling = np.float32(10.0 ** (gain_db / 20.0)), 10.0 ** ((true_peak - 0.05) / 20.0)
    limiter = _Limiter(ceiling)
    for block in blocks:
        done = limiter.feed(block * factor)
        if len(done):
            yield done
    done = limiter.finish()
    if len(done):
        yield done


class _Limiter:
    """A look-ahead limiter on oversampled peaks, over blocks of any length."""

    def __init__(self, ceiling: float) -> None:
        self._ceiling = ceiling
        self._peak = _TruePeak()
        self._sound = np.zeros((0, 2), np.float32)
        self._needed = np.zeros(0)
        """Gain that each sample needs, from its oversampled neighbourhood."""
        self._past = np.ones(2 * _LOOK_AHEAD)
        """Smoothed input of the samples before those that wait."""
        self._over = np.zeros(0, np.float32)
        self._last = 1.0

    def feed(self, block: Stereo) -> Stereo:
        """The samples that are certain after `block`."""
        self._sound = np.concatenate([self._sound, block])
        return self._take(self._peak.feed(block), last=False)

    def finish(self) -> Stereo:
        """The rest."""
        return self._take(self._peak.finish(), last=True)

    def _take(self, over: NDArray[np.float32], *, last: bool) -> Stereo:
        self._over = np.concatenate([self._over, over])
        whole = len(self._over) // _OVERSAMPLING
        loud = self._over[: whole * _OVERSAMPLING].reshape(whole, _OVERSAMPLING).max(axis=1)
        self._over = self._over[whole * _OVERSAMPLING :]
        needed = np.minimum(1.0, self._ceiling / np.maximum(loud.astype(np.float64), 1e-9))
        self._needed = np.concatenate([self._needed, needed])
        missing = len(self._sound) - len(self._needed)
        if last and missing > 0:
            self._needed = np.concatenate([self._needed, np.ones(missing)])
        ready = min(len(self._sound), len(self._needed)) - (0 if last else 2 * _LOOK_AHEAD)
        if ready <= 0:
            return np.zeros((0, 2), np.float32)
        ahead = self._needed[: ready + 2 * _LOOK_AHEAD]
        window = np.concatenate([self._past, ahead])
        held = running_min(window, _LOOK_AHEAD, _LOOK_AHEAD)
        smooth = running_mean(held, _LOOK_AHEAD)[2 * _LOOK_AHEAD : 2 * _LOOK_AHEAD + ready]
        gains = self._released(smooth)
        self._past = window[ready : ready + 2 * _LOOK_AHEAD]
        sound, self._sound = self._sound[:ready], self._sound[ready:]
        self._needed = self._needed[ready:]
        return np.asarray(sound * gains[:, None].astype(np.float32), np.float32)

    def _released(self, smooth: NDArray[np.float64]) -> NDArray[np.float64]:
        """The gain rises by no more than a step a sample: least over the past of (gain + distance × step)."""
        step = 1.0 / _RELEASE
        ramp = np.arange(1, len(smooth) + 1) * step
        slow = np.minimum.accumulate(np.concatenate([[self._last], smooth - ramp]))[1:] + ramp
        gains = np.asarray(np.minimum(slow, smooth), np.float64)
        self._last = float(gains[-1])
        return gains
