"""The person's pace against that of Kokoro for the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import ReferenceClip
from clonyvoice.engines.kokoro.fit.script import Script
from clonyvoice.engines.kokoro.fit.speaking import Speaker
from clonyvoice.engines.kokoro.model import FRAME, SAMPLE_RATE
from clonyvoice.engines.kokoro.voice import KokoroVoice

_SLOWEST, _FASTEST = 0.75, 1.35
_QUIET_DB = 35.0


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
