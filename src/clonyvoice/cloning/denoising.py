"""Recordings made cleaner for the fit: hum and steady noise taken off, level set. Only where it helps."""

from __future__ import annotations

import numpy as np

from clonyvoice.audio import gain, limit, loudness, trim
from clonyvoice.cloning.speech_levels_clipping import FRAME, Floats
from clonyvoice.core.audio import Audio

NOISY_DB = 25.0
"""Below this signal-to-noise ratio denoising brings a speaker's embedding closer to the clean recording's.

Cosine to encoder A's embedding of the clean recording, mean of 10 speakers: pink noise at 5 dB 0.70 without
and 0.78 with it, at 20 dB 0.93 and 0.96, at 30 dB 0.99 and 0.98. Babble is neither better nor worse (0.86
at 10 dB). A neural denoiser (DeepFilterNet 3 limited to 12 dB) came to 0.80, 0.97 and, with babble, 0.91;
its package is an alpha release of 25 MB of native code, so it was left out.
"""
LOUDNESS = -23.0
"""LUFS that clips are set to (EBU R 128)."""
_SIZE, _HOP = 1024, 256
"""Samples of a frame and from one to the next at 24 kHz: 43 and 11 ms."""
_FLOOR = 0.3
"""Least gain, -10 dB: noise that is left covers musical tones. Chosen by hand."""
_MULTIPLES = 24
"""Multiples of the mains that are taken out: up to 1.2 or 1.4 kHz. Chosen by hand."""


def without_hum(audio: Audio, mains: float) -> Audio:
    """The sound without the tones of the mains (50 or 60 Hz) and its multiples up to the 24th.

    Each is cut out of the spectrum of the whole clip over 1.5 Hz, so a voice's moving tones are hardly
    touched.
    """
    if not mains or len(audio.samples) < audio.sample_rate // 2:
        return audio
    spectrum = np.fft.rfft(audio.samples)
    hz = np.fft.rfftfreq(len(audio.samples), 1.0 / audio.sample_rate)
    width = max(0.75, 1.5 / audio.duration)
    keep = np.ones(len(hz))
    for multiple in range(1, _MULTIPLES + 1):
        keep *= 1.0 - np.exp(-0.5 * ((hz - mains * multiple) / width) ** 2)
    keep[hz < 30.0] = 0.0
    return Audio(np.fft.irfft(spectrum * keep, len(audio.samples)).astype(np.float32), audio.sample_rate)


def without_noise(audio: Audio, noise: Floats) -> Audio:
    """The sound with steady noise of the power spectrum `noise` (of a survey) turned down by at most 10 dB.

    Wiener gains with decision-directed estimates of the signal-to-noise ratio (Ephraim & Malah 1984).
    """
    if len(audio.samples) < _SIZE or not noise.any():
        return audio
    window = np.sqrt(np.hanning(_SIZE + 1)[:-1])
    padded = np.pad(audio.samples.astype(np.float64), (_SIZE, 2 * _SIZE))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]
    spectra = np.fft.rfft(frames * window, axis=1)
    power = np.abs(spectra) ** 2
    # The survey's spectra come from Hann windows of 768 samples: the same noise has more energy in these.
    survey_energy = float(np.sum(np.hanning(FRAME + 1)[:-1] ** 2))
    level = np.maximum(noise * float(np.sum(window**2)) / survey_energy, 1e-12)
    gains = np.empty_like(power)
    before = np.zeros(power.shape[1])
    for index, now in enumerate(power):
        after = now / level
        prior = 0.98 * before + 0.02 * np.maximum(after - 1.0, 0.0)
        found = np.maximum(prior / (1.0 + prior), _FLOOR)
        before = found**2 * after
        gains[index] = found
    pieces = np.fft.irfft(spectra * gains, axis=1) * window
    out = np.zeros(len(padded))
    for index, piece in enumerate(pieces):
        out[index * _HOP : index * _HOP + _SIZE] += piece
    overlap = _SIZE / _HOP / 2.0
    return Audio((out[_SIZE : _SIZE + len(audio.samples)] / overlap).astype(np.float32), audio.sample_rate)


def levelled(audio: Audio) -> Audio:
    """The clip at -23 LUFS, without silence at its ends, its peaks below full scale."""
    trimmed = trim(audio, threshold_db=-40.0, keep=0.05)
    measured = loudness(trimmed)
    if measured <= -69.0:
        return trimmed
    return limit(gain(trimmed, min(40.0, LOUDNESS - measured)))
