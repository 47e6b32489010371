"""Decoder inputs that reproduce the recording: its durations, F0 and energy, found by alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro import spectral_shaping
from clonyvoice.engines.kokoro.adaptation.loss import RESOLUTIONS
from clonyvoice.engines.kokoro.fit.calibration_sentences import Speaker, predict_tokens, speak
from clonyvoice.engines.kokoro.fit.envelope_map import align, bare
from clonyvoice.engines.kokoro.fit.reference_measurements import at_24k
from clonyvoice.engines.kokoro.fit.reference_phonemes import Script
from clonyvoice.engines.kokoro.frequency_bands import mel
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE, Prosody
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker import pitch

Array: TypeAlias = NDArray[np.float32]

_VOICED = 10.0
"""Hz above which Kokoro's source is voiced (StyleTTS 2's `SineGen`, `voiced_threshold`)."""
_HALF = FRAME // 2
_CEPSTRA = 14
"""Coefficients of an envelope that frames are aligned by. Chosen by hand."""
_LEVEL_WEIGHT = 1.5
"""Weight of level and its slope against the coefficients. Chosen by hand."""
_LEVEL_RANGE_DB, _BAND_RANGE_DB = 45.0, 60.0
"""dB below the loudest under which frames, and bands, count as equally silent. Chosen by hand."""
_NEAR_MEDIAN = 0.65
"""The farthest that the log of a tracked F0 may lie from its median: an octave, ln 2 = 0.69, is what trackers
err by. Chosen by hand."""
_LOUD = 5.0
"""Kokoro's energy is the log of a power: frames this far below the loudest twentieth count as loud."""
_PAUSE = 8.5
"""Kokoro's energy, a log of power, this far below the loudest is a pause. Chosen by hand."""
_NOISE_SHARE = 0.06
"""The quietest frames of an utterance, from which the noise is measured."""


@dataclass(frozen=True, slots=True)
class AlignedUtterance:
    """A clip as the decoder would have to say it: `features` `[512, T]`, `f0` and `energy` `[2 T]`, `style` `[1, 256]`;
    and as it was recorded: `samples` `[600 T]`, at the level at which the voice would say it.
    """

    features: Array
    f0: Array
    energy: Array
    style: Array
    samples: Array

    @property
    def frames(self) -> int:
        """T."""
        return int(self.features.shape[1])


@lru_cache(maxsize=1)
def _energy_bands() -> Array:
    """Kokoro's 80 mel bands over all bins of 2048: made for 16 kHz, whatever the sound's rate (StyleTTS 2)."""
    edges = np.linspace(mel(0.0), mel(8000.0), 82)
    hertz = 700.0 * (10.0 ** (edges / 2595.0) - 1.0)
    bins = np.linspace(0.0, 8000.0, 1025)[None, :]
    rising = (bins - hertz[:-2, None]) / (hertz[1:-1] - hertz[:-2])[:, None]
    falling = (hertz[2:, None] - bins) / (hertz[2:] - hertz[1:-1])[:, None]
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)), np.float32)


def energy_of(samples: Array) -> Array:
    """Kokoro's energy of `samples`, each 300 of them: the log of the norm of 80 mel powers (window 1200)."""
    count = len(samples) // _HALF + 1
    padded = np.pad(samples, (1024, 1024 + _HALF), mode="reflect" if len(samples) > 2048 else "constant")
    window = np.zeros(2048, np.float32)
    window[424:1624] = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(1200) / 1200)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, 2048)[::_HALF][:count] * window
    spectrum = np.fft.rfft(pieces, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32) @ _energy_bands().T
    return np.asarray(np.log(np.linalg.norm(power + 1e-5, axis=1)), np.float32)


def _heard(samples: Array) -> Array:
    """Features by which two recordings of the same words are aligned: cepstra, level, and the level's slope."""
    envelope = spectral_shaping.envelope_db(spectral_shaping.frames_of(samples))
    level = envelope[:, 2:28].max(1)
    level = np.maximum(level, np.percentile(level, 98) - _LEVEL_RANGE_DB)
    envelope = np.maximum(envelope, envelope.max() - _BAND_RANGE_DB)
    cepstra = (envelope @ spectral_shaping.cosines().T)[:, :_CEPSTRA]
    weight = 1.0 / np.sqrt(1.0 + np.arange(_CEPSTRA) / 4.0)
    cepstra = (cepstra - cepstra.mean(0)) / (cepstra.std(0) + 1e-3) * weight
    level = ((level - level.mean()) / (level.std() + 1e-3))[:, None]
    slope = np.gradient(level[:, 0])[:, None]
    both = np.concatenate([cepstra, _LEVEL_WEIGHT * level, _LEVEL_WEIGHT * slope], 1)
    return np.asarray(both, np.float32)


def durations_of(own: Sequence[int], said: Array, recorded: Array) -> NDArray[np.int64]:
    """The frames of each token in `recorded`, whose words `said` has with the durations `own`: at least one each."""
    i, j = align(_heard(said), _heard(recorded))
    places = np.unique(i)
    means = np.bincount(i, weights=j)[places] / np.bincount(i)[places]
    edges = np.concatenate([[0], np.cumsum(own)]) * (FRAME / spectral_shaping.HOP)
    moved = np.round(np.interp(edges, places, means) * (spectral_shaping.HOP / FRAME)).astype(np.int64)
    total = max(-(-len(recorded) // FRAME), len(own))
    moved[0], moved[-1] = 0, total
    count = len(own)
    for index in range(1, count + 1):
        moved[index] = max(moved[index], moved[index - 1] + 1)
    moved[-1] = total
    for index in range(count - 1, 0, -1):
        moved[index] = min(moved[index], moved[index + 1] - 1)
    return np.diff(moved)


def _tracked(samples: Array, count: int) -> Array:
    """F0 in Hz at `count` places, each 300 samples; 0 where no voice is found."""
    import soxr

    low = np.asarray(soxr.resample(samples, SAMPLE_RATE, 16_000), np.float32)
    contour = pitch.contour(Audio(low, 16_000))
    at = (np.arange(count) + 0.5) * (_HALF / SAMPLE_RATE)
    found = contour[np.clip(np.round(at / pitch.HOP_SECONDS).astype(int), 0, len(contour) - 1)]
    voiced = found > _VOICED
    if not voiced.any():
        return np.asarray(found, np.float32)
    away = np.abs(np.log(np.maximum(found, 1.0) / np.median(found[voiced])))
    found = np.where(voiced & (away < _NEAR_MEDIAN), found, 0.0)
    smooth = found.copy()
    three = np.lib.stride_tricks.sliding_window_view(found, 3)
    inside = (three > _VOICED).all(1)
    smooth[1:-1][inside] = np.median(three[inside], axis=1)
    return smooth.astype(np.float32)


def _stretched(said: Prosody, durations: NDArray[np.int64]) -> tuple[Array, Array, Array]:
    """Features, F0 and energy of `said` with other durations."""
    first = np.concatenate([[0], np.cumsum(said.durations)])
    features = np.repeat(said.features[:, first[:-1]], durations, axis=1)
    edges = np.concatenate([[0], np.cumsum(durations)])
    at = np.interp(np.arange(2 * edges[-1]) + 0.5, 2.0 * edges, 2.0 * first)
    energy = np.interp(at, np.arange(len(said.energy)) + 0.5, said.energy)
    f0 = said.f0[np.clip(at.astype(int), 0, len(said.f0) - 1)]
    return features, np.asarray(f0, np.float32), np.asarray(energy, np.float32)


def utterances(
    speaker: Speaker, voice: KokoroVoice, script: Sequence[Script], cancel: CancelToken
) -> list[AlignedUtterance]:
    """The script's clips as targets for the decoder, aligned with the speech of `voice`.

    Clips in which hardly any voice is found are left out. Raises Cancelled.
    """
    flat = bare(voice)
    rough: list[tuple[AlignedUtterance, Array]] = []
    for clip, tokens in script:
        cancel.raise_if_cancelled()
        recorded = at_24k(clip.audio)
        line = predict_tokens(speaker, flat, tokens, cancel)
        said = speak(speaker, voice, line, cancel).samples
        durations = durations_of(line.prosody.durations.tolist(), said, recorded)
        features, f0, energy = _stretched(line.prosody, durations)
        tracked = _tracked(recorded, len(f0))
        both = np.flatnonzero((tracked > _VOICED) & (f0 > _VOICED))
        if len(both) < 5:
            continue
        # The model's own contour is voiced in most unvoiced sounds too: it is moved, not replaced.
        ratio = np.interp(np.arange(len(f0)), both, np.log(tracked[both] / f0[both]))
        f0 = np.where(f0 > _VOICED, f0 * np.exp(ratio), f0)
        f0[both] = tracked[both]
        samples = np.zeros(features.shape[1] * FRAME, np.float32)
        samples[: len(recorded)] = recorded[: len(samples)]
        made = AlignedUtterance(
            np.ascontiguousarray(features, np.float32),
            np.asarray(f0, np.float32),
            energy,
            flat.row(len(tokens.ids)),
            samples,
        )
        rough.append((made, line.prosody.energy))
    return _levelled(rough)


def _levelled(rough: Sequence[tuple[AlignedUtterance, Array]]) -> list[AlignedUtterance]:
    """Recordings at the level at which the voice speaks, with their own energy where they are not silent."""
    if not rough:
        return []

    def loud(energy: Array) -> float:
        return float(energy[energy > np.percentile(energy, 95) - _LOUD].mean())

    wanted = loud(np.concatenate([predicted for _, predicted in rough]))
    there = loud(np.concatenate([energy_of(one.samples) for one, _ in rough]))
    gain = np.float32(np.exp((wanted - there) / 2.0))
    found = []
    for one, _ in rough:
        samples = one.samples * gain
        energy = energy_of(samples)[: 2 * one.frames]
        quiet = (energy < energy.max() - _PAUSE) & (one.energy < energy)
        energy = np.where(quiet, one.energy, energy).astype(np.float32)
        found.append(AlignedUtterance(one.features, one.f0, energy, one.style, samples))
    return found


def noise_of(spoken: Sequence[AlignedUtterance]) -> tuple[Array, ...]:
    """The power of the recordings' steady noise in each band, by resolution of the loss: the median over utterances
    of the mean of their quietest frames.
    """
    found = []
    for resolution in RESOLUTIONS:
        quiet = []
        for one in spoken:
            powers = resolution.mels(one.samples)
            level = powers.sum(1)
            powers, level = powers[level > 1e-9], level[level > 1e-9]
            if len(level):
                quiet.append(powers[level <= np.quantile(level, _NOISE_SHARE)].mean(0))
        bands = resolution.bands
        found.append(np.asarray(np.median(quiet, axis=0) if quiet else np.zeros(bands), np.float32))
    return tuple(found)


def noise_db(spoken: Sequence[AlignedUtterance]) -> float:
    """Level of the speech over the recordings' steady noise, dB, the mean over mel bands."""
    noise = noise_of(spoken)[1]
    powers = np.concatenate([RESOLUTIONS[1].mels(one.samples) for one in spoken])
    level = powers.sum(1)
    speech = powers[level > level.max() * 10.0**-3.5].mean(0)
    return float(np.mean(10.0 * np.log10((speech + 1e-12) / (noise + 1e-12))))
