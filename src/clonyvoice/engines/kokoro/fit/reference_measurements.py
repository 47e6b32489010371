"""Measurements of a voice from its reference: speaker vectors, pitch, pace and long-term spectrum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.engines.contract import Reference, ReferenceClip
from clonyvoice.engines.kokoro import spectral_shaping
from clonyvoice.engines.kokoro.frequency_bands import BANDS
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.pitch import Pitch
from clonyvoice.engines.speaker.speaker_encoders import SpeakerEncoder, mean

Array: TypeAlias = NDArray[np.float32]

_ACTIVE_DB = 35.0
"""dB below the loud frames above which a frame is speech. Chosen by hand."""
_CLIFF_DB = 12.0
"""dB of a fall between neighbouring bands that is a recording's upper limit rather than speech. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Encoders:
    """The two encoders that the fit may use: A (d-vector) and C (CAM++)."""

    a: SpeakerEncoder
    c: SpeakerEncoder


@dataclass(frozen=True, slots=True)
class Target:
    """The measurements that a clone shall match.

    `a`, `c` unit vectors; `envelope` the mean level of each band, dB `[BANDS]`, over active frames; `top` the
    number of bands below the recording's upper limit (bands above carry nothing of the person).
    """

    a: Array
    c: Array
    pitch: Pitch
    envelope: Array
    top: int


def at_24k(audio: Audio) -> Array:
    """The samples of `audio` at Kokoro's rate."""
    if audio.sample_rate == spectral_shaping.RATE:
        return audio.samples
    import soxr

    return np.asarray(soxr.resample(audio.samples, audio.sample_rate, spectral_shaping.RATE), np.float32)


def active(envelope: Array) -> NDArray[np.bool_]:
    """The frames of `envelope` `[n, BANDS]` that hold speech: those within 35 dB of the loudest."""
    level = spectral_shaping.loudness_db(envelope)
    return np.asarray(level > np.percentile(level, 98) - _ACTIVE_DB)


def long_term(samples: Sequence[Array]) -> Array:
    """The mean level of each band over the active frames of all `samples` (24 kHz), dB `[BANDS]`.

    The mean of decibels, not of powers: that is what a log mel front end averages. Level-free: the mean over
    bands 4-24 (roughly 250 Hz to 4 kHz) is zero.
    """
    kept = []
    for piece in samples:
        envelope = spectral_shaping.envelope_db(spectral_shaping.frames_of(piece))
        kept.append(envelope[active(envelope)])
    middle = np.concatenate(kept).mean(0) if kept else np.zeros(BANDS)
    return np.asarray(middle - middle[4:24].mean(), np.float32)


def upper_limit(envelope: Array) -> int:
    """The number of bands of a long-term `envelope` below the recording's cut-off; all without a cliff."""
    for band in range(BANDS - 1, 20, -1):
        below = envelope[band - 4 : band - 1].mean()
        if envelope[band] > below - _CLIFF_DB and envelope[band] > envelope[4:24].max() - 60.0:
            return band if band < BANDS - 1 else BANDS
    return 21


def listen(reference: Reference, encoders: Encoders, seconds: float) -> Target:
    """The target that the heaviest clips of `reference` set, about `seconds` of them, by weight and length."""
    clips = heaviest(reference, seconds)
    weights = [max(clip.weight, 1e-3) * min(clip.audio.duration, 10.0) for clip in clips]
    # Clip by clip: the encoders can be stopped, the rest cannot.
    heard = [
        (encoders.a.embed(it.audio), encoders.c.embed(it.audio), pitch.contour(it.audio)) for it in clips
    ]
    envelope = long_term([at_24k(clip.audio) for clip in clips])
    return Target(
        a=mean([a for a, _, _ in heard], weights),
        c=mean([c for _, c, _ in heard], weights),
        pitch=pitch.of_contour(np.concatenate([contour for _, _, contour in heard])),
        envelope=envelope,
        top=upper_limit(envelope),
    )


def heaviest(reference: Reference, seconds: float) -> list[ReferenceClip]:
    """The clips of most weight that together have `seconds`, or all."""
    usable = [clip for clip in reference.clips if clip.audio.duration >= 0.5] or list(reference.clips)
    chosen: list[ReferenceClip] = []
    for clip in sorted(usable, key=lambda clip: -clip.weight):
        if sum(one.audio.duration for one in chosen) >= seconds:
            break
        chosen.append(clip)
    return chosen
