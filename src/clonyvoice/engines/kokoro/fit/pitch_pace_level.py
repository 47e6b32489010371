"""A voice brought to its reference's pitch, pace, loudness and long-term spectrum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import ReferenceClip
from clonyvoice.engines.kokoro.fit.calibration_sentences import SENTENCES, Speaker, predict
from clonyvoice.engines.kokoro.fit.reference_measurements import Target, long_term
from clonyvoice.engines.kokoro.fit.reference_phonemes import Script
from clonyvoice.engines.kokoro.frequency_bands import BANDS
from clonyvoice.engines.kokoro.prosody_model import FRAME, SAMPLE_RATE
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.pitch import Pitch

_SLOWEST, _FASTEST = 0.75, 1.35
"""Bounds of a clone's speaking rate against Kokoro's own. Chosen by hand."""
_QUIET_DB = 35.0
"""Below its loudest a clip does not count as sounding. Chosen by hand."""
_EQ_LIMIT_DB = 12.0
"""dB that the first equaliser may raise or lower a band. Chosen by hand."""
_LEVEL_DB = -24.0
"""The level of every clone, dB of full scale (RMS): presets lie between -15 and -24, and maps move them further.
Chosen by hand."""


def pace(speaker: Speaker, voice: KokoroVoice, script: Sequence[Script], cancel: CancelToken) -> KokoroVoice:
    """`voice` at the reference's speaking rate: the sounding time of its clips against Kokoro's for their words.

    Without transcripts the rate stays as it is.
    """
    real = predicted = 0.0
    for clip, tokens in script:
        durations = speaker.model.predict(tokens.ids, voice.row(len(tokens.ids)), 1.0, cancel).durations
        stops = np.array([True, *(symbol in ".,!?;:…—" for symbol in tokens.symbols), True])
        predicted += float(durations[~stops].sum()) * FRAME / SAMPLE_RATE
        real += sounding_seconds(clip)
    if real < 1.0 or predicted < 1.0:
        return voice
    return replace(voice, rate=float(min(max(predicted / real, _SLOWEST), _FASTEST)))


def sounding_seconds(clip: ReferenceClip) -> float:
    """Seconds of `clip` within 35 dB of its loudest, gaps under 120 ms filled."""
    samples = clip.audio.samples
    size = max(1, clip.audio.sample_rate // 100)
    count = len(samples) // size
    if count == 0:
        return 0.0
    level = 10.0 * np.log10(np.mean(samples[: count * size].reshape(count, size) ** 2, axis=1) + 1e-12)
    loud = np.flatnonzero(level > np.percentile(level, 98) - _QUIET_DB)
    if len(loud) == 0:
        return 0.0
    gaps = np.diff(loud)
    return float(len(loud) + np.sum(gaps[(gaps > 1) & (gaps <= 12)] - 1)) / 100.0


def pitch_differs(one: Pitch, other: Pitch) -> bool:
    """Whether the two sound different: more than a third of a semitone, or another liveliness."""
    if not one.level or not other.level:
        return False
    return abs(np.log(one.level / other.level)) > 0.02 or abs(one.spread - other.spread) > 0.02


def levelled(voice: KokoroVoice, said: NDArray[np.float32]) -> KokoroVoice:
    """`voice`, of which `said` is a sample, at the level of all clones."""
    power = float(np.mean(np.square(said))) if len(said) else 0.0
    if power <= 0.0:
        return voice
    return replace(voice, eq_db=voice.eq_db + np.float32(_LEVEL_DB - 10.0 * np.log10(power)))


def pitched_like(speaker: Speaker, voice: KokoroVoice, target: Target, cancel: CancelToken) -> KokoroVoice:
    """`voice` at the target's level and range of F0, measured on the voice's own predicted prosody."""
    own = pitch.of_contour(
        np.concatenate([predict(speaker, voice, text, cancel).prosody.f0 for text in SENTENCES[:4]])
    )
    if not own.level or not target.pitch.level:
        return voice
    spread = target.pitch.spread / max(own.spread, 0.02)
    return replace(
        voice,
        f0_scale=min(max(target.pitch.level / own.level, 0.4), 2.5),
        f0_range=min(max(spread, 0.6), 1.5),
        f0_pivot=own.level,
    )


def equalised(voice: KokoroVoice, said: Sequence[NDArray[np.float32]], target: Target) -> KokoroVoice:
    """`voice`, of which `said` is a sample without shaping, with the target's long-term spectrum."""
    gains = target.envelope - long_term(said)
    gains[target.top :] = gains[max(target.top - 3, 0) : target.top].mean() if target.top < BANDS else 0.0
    gains[0] = min(float(gains[0]), 0.0)  # nobody speaks below 80 Hz: that is hum
    smooth = np.convolve(np.pad(gains, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    return replace(voice, eq_db=np.clip(smooth, -_EQ_LIMIT_DB, _EQ_LIMIT_DB).astype(np.float32))
