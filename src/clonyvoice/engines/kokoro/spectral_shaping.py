"""Spectral shaping after the decoder: smooth gains over time and frequency that move a voice's timbre.

The gain of a frame is the sum, in dB, of the voice's long-term equaliser, of its class of sounds (Kokoro's
durations say which sound each frame belongs to) and of a linear map from the frame's own envelope: the
differential spectral compensation of Kobayashi & Toda (2014), which keeps the natural excitation and so the
quality.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.frequency_bands import BANDS, CEPSTRA, SILENCE, centres, classes_of, mel

if TYPE_CHECKING:
    from clonyvoice.engines.kokoro.voice import KokoroVoice

Array: TypeAlias = NDArray[np.float32]

RATE = 24_000
"""Kokoro's sample rate."""
WINDOW = 1024
"""Samples of a frame: 43 ms. Chosen by hand."""
HOP = 256
"""Samples from one frame to the next: a quarter of a window, where squares of root Hann windows sum to a constant."""
SAMPLES_PER_FRAME = 600
"""Kokoro's decoder frame: a token's duration times this is its length in samples, exactly."""
LIMIT_DB = 25.0
"""dB that a band may be changed against the voice's level, so that a wrong map stays intelligible. Chosen by hand."""
_LEVEL_LIMIT_DB = 40.0
"""dB that the level may be changed. Chosen by hand."""
_FLOOR = 1e-10
"""Power below which a band is silent: -100 dB. Chosen by hand."""
_QUIET_DB = 45.0
"""dB below the loudest frame under which shaping fades out over 10 dB: it would raise noise. Chosen by hand."""


@lru_cache(maxsize=1)
def _window() -> Array:
    return np.sqrt(np.hanning(WINDOW + 1)[:-1]).astype(np.float32)


@lru_cache(maxsize=1)
def filterbank() -> Array:
    """Triangular weights `[BANDS, WINDOW // 2 + 1]` around `frequency_bands.centres`, each summing to one."""
    bins = mel(np.arange(WINDOW // 2 + 1) * (RATE / WINDOW))
    middle = mel(centres())
    step = float(middle[1] - middle[0])
    weights = np.maximum(0.0, 1.0 - np.abs(bins[None, :] - middle[:, None]) / step)
    nearest = np.abs(bins[None, :] - middle[:, None]).argmin(1)
    weights[np.arange(BANDS), nearest] += 1e-3
    return np.asarray(weights / weights.sum(1, keepdims=True), np.float32)


@lru_cache(maxsize=1)
def _to_bins() -> Array:
    """Linear interpolation from bands to FFT bins, `[BANDS, WINDOW // 2 + 1]`; flat outside."""
    bins = mel(np.arange(WINDOW // 2 + 1) * (RATE / WINDOW))
    middle = mel(centres())
    return np.asarray(np.stack([np.interp(bins, middle, row) for row in np.eye(BANDS)]), np.float32)


@lru_cache(maxsize=1)
def cosines() -> Array:
    """Orthonormal DCT-II without its mean, `[CEPSTRA, BANDS]`."""
    k = np.arange(1, CEPSTRA + 1)[:, None]
    n = np.arange(BANDS)[None, :]
    return np.asarray(np.sqrt(2.0 / BANDS) * np.cos(np.pi * k * (2 * n + 1) / (2 * BANDS)), np.float32)


def frames_of(samples: Array) -> NDArray[np.complex64]:
    """The short-time spectrum `[n, WINDOW // 2 + 1]`, root Hann, frame `i` centred on sample `i * HOP`."""
    count = -(-len(samples) // HOP) + 1
    padded = np.zeros((count - 1) * HOP + WINDOW, np.float32)
    padded[WINDOW // 2 : WINDOW // 2 + len(samples)] = samples
    pieces = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    return np.fft.rfft(pieces * _window(), axis=1).astype(np.complex64)


def envelope_db(spectrum: NDArray[np.complex64]) -> Array:
    """The power in each band, dB, `[n, BANDS]`."""
    power = spectrum.real**2 + spectrum.imag**2
    return (10.0 * np.log10(power @ filterbank().T + _FLOOR)).astype(np.float32)


def features_of(envelope: Array) -> Array:
    """The inputs of `warp_db`, `[n, FEATURES]`: the cepstra of each frame's envelope, and one."""
    return np.concatenate([envelope @ cosines().T, np.ones((len(envelope), 1), np.float32)], 1)


def frame_classes(symbols: str, durations: Sequence[int], frames: int) -> NDArray[np.int64]:
    """The class of sound of each of `frames` shaping frames.

    `symbols` are the tokens as Kokoro's symbols and `durations` their lengths in decoder frames, which may be
    two longer, with the padding token at either end: that is silence.
    """
    classes = classes_of(symbols)
    if len(durations) == len(symbols) + 2:
        classes = np.concatenate([[SILENCE], classes, [SILENCE]])
    if len(durations) != len(classes):
        raise ValueError(f"{len(symbols)} symbols do not go with {len(durations)} durations")
    ends = np.cumsum(np.asarray(durations)) * SAMPLES_PER_FRAME
    at = np.searchsorted(ends, np.arange(frames) * HOP, side="right")
    return classes[np.minimum(at, len(classes) - 1)]


def loudness_db(envelope: Array) -> Array:
    """Each frame's level in dB, `[n]`: the loudest band counts most."""
    return np.asarray(envelope.max(1), np.float32)


def gains_db(voice: KokoroVoice, envelope: Array, classes: NDArray[np.int64] | None) -> Array:
    """The gain of each frame and band, dB, `[n, BANDS]`, smoothed over time, within LIMIT_DB of the voice's level."""
    gains = np.zeros_like(envelope)
    if len(voice.class_db) and classes is not None:
        gains += voice.class_db[classes]
    if len(voice.warp_db):
        gains += features_of(envelope) @ voice.warp_db.T
    loudness = loudness_db(envelope)
    heard = np.clip((loudness - loudness.max() + _QUIET_DB) / 10.0, 0.0, 1.0)[:, None]
    gains = gains * heard
    if len(gains) > 4:
        kernel = np.array([0.1, 0.2, 0.4, 0.2, 0.1], np.float32)
        padded = np.pad(gains, ((2, 2), (0, 0)), mode="edge")
        gains = sum(kernel[i] * padded[i : i + len(gains)] for i in range(5))
    level = np.clip(voice.eq_db[4:24].mean(), -_LEVEL_LIMIT_DB, _LEVEL_LIMIT_DB)
    return np.asarray(np.clip(gains + voice.eq_db - level, -LIMIT_DB, LIMIT_DB) + level, np.float32)


def filtered(spectrum: NDArray[np.complex64], gains: Array, length: int) -> Array:
    """The sound `[length]` of `spectrum` with `gains` dB `[n, BANDS]` applied; itself at 0 dB."""
    shaped = spectrum * (10.0 ** (gains @ _to_bins() / 20.0)).astype(np.float32)
    pieces = np.fft.irfft(shaped, WINDOW, axis=1).astype(np.float32) * _window()
    out = np.zeros((len(pieces) - 1) * HOP + WINDOW, np.float32)
    overlap = np.zeros_like(out)
    for phase in range(WINDOW // HOP):
        part = pieces[phase :: WINDOW // HOP].reshape(-1)
        out[phase * HOP : phase * HOP + len(part)] += part
        overlap[phase * HOP : phase * HOP + len(part)] += np.tile(_window() ** 2, len(part) // WINDOW)
    middle = slice(WINDOW // 2, WINDOW // 2 + length)
    return np.asarray(out[middle] / np.maximum(overlap[middle], 0.1), np.float32)


def shape(samples: Array, voice: KokoroVoice, symbols: str, durations: Sequence[int]) -> Array:
    """The decoder's `samples` (24 kHz) with the voice's timbre gains, of the same length.

    `symbols` are the chunk's tokens in Kokoro's symbols, `durations` their frames (with or without padding).
    A voice that needs no shaping gives `samples` back unchanged.
    """
    if not voice.shaped or len(samples) < HOP:
        return samples
    spectrum = frames_of(samples)
    envelope = envelope_db(spectrum)
    classes = frame_classes(symbols, durations, len(spectrum)) if len(voice.class_db) else None
    return filtered(spectrum, gains_db(voice, envelope, classes), len(samples))
