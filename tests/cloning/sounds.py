"""Sounds like speech, music and noise, made of sines; and a detector and an encoder that take them for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.audio import encode
from clonyvoice.cloning import speech_levels_clipping as recording
from clonyvoice.core import Audio
from clonyvoice.core.audio import Samples
from clonyvoice.transcription import speech_windows

RATE = 24_000
_FRAME = 512


def syllables(seconds: float, hertz: float = 120.0, seed: int = 0, level: float = 0.2) -> Samples:
    """Gliding buzzes of a fifth of a second with gaps, a pause now and then: as restless as speech."""
    random = np.random.default_rng(seed)
    out = []
    total = 0
    while total < seconds * RATE:
        length = round(RATE * float(random.uniform(0.15, 0.3)))
        t = np.arange(length) / RATE
        glide = hertz * 2.0 ** (
            (random.uniform(-2, 2) + random.choice([-1, 1]) * random.uniform(12, 25) * (t - t[-1] / 2)) / 12.0
        )
        phase = 2.0 * np.pi * np.cumsum(glide) / RATE
        buzz = sum(np.sin(k * phase) / k**0.8 for k in range(1, 24) if k * hertz * 1.3 < RATE / 2)
        gap = round(RATE * float(random.choice([0.02, 0.03, 0.05, 0.4], p=[0.4, 0.3, 0.2, 0.1])))
        piece = np.concatenate([buzz * np.hanning(length), np.zeros(gap)])
        out.append(piece)
        total += len(piece)
    whole = np.concatenate(out)[: round(seconds * RATE)]
    return np.asarray(level * whole / np.abs(whole).max(), np.float32)


def chords(seconds: float, level: float = 0.2) -> Samples:
    """A new chord each second, held."""
    t = np.arange(round(seconds * RATE)) / RATE
    out = np.zeros(len(t))
    for second in range(int(seconds) + 1):
        inside = (t >= second) & (t < second + 1)
        for step in (0, 4, 7):
            base = 220.0 * 2.0 ** ((step + (second * 5) % 12) / 12.0)
            out[inside] += sum(np.sin(2 * np.pi * base * k * t[inside]) / k for k in (1, 2, 3))
    return np.asarray(level * out / np.abs(out).max(), np.float32)


def hiss(seconds: float, level: float = 0.01, seed: int = 5) -> Samples:
    random = np.random.default_rng(seed)
    return (level * random.standard_normal(round(seconds * RATE))).astype(np.float32)


def wav(samples: Samples, rate: int = RATE) -> bytes:
    return encode(Audio(samples, rate), "wav")


def write(path: Path, samples: Samples, rate: int = RATE) -> Path:
    path.write_bytes(wav(samples, rate))
    return path


class Loud:
    """Instead of the speech network: what is loud and does not keep its pitch is speech."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> Samples:
        whole = np.concatenate([self._rest, samples])
        count = len(whole) // _FRAME
        self._rest = whole[count * _FRAME :]
        return self._chances(whole[: count * _FRAME])

    def finish(self) -> Samples:
        return np.zeros(1 if len(self._rest) else 0, np.float32)

    def _chances(self, samples: Samples) -> Samples:
        frames = samples.reshape(-1, _FRAME)
        loud = np.abs(frames).mean(axis=1) > 0.02
        smooth = np.convolve(loud, np.ones(5) / 5, mode="same") if len(loud) else loud
        return np.asarray(smooth > 0.3, np.float32)


@contextmanager
def hearing() -> Iterator[None]:
    """For the block, loud sounds are speech."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "SpeechDetector", Loud)
        patch.setattr(speech_windows, "SpeechDetector", Loud)
        yield


def by_pitch(audio: Audio, _cancel: object = None) -> Samples:
    """Instead of the speaker encoder: an angle that goes with the pitch of the sound."""
    power = np.abs(np.fft.rfft(audio.samples)) ** 2
    hertz = np.fft.rfftfreq(len(audio.samples), 1.0 / audio.sample_rate)
    low, high = (float(power[(hertz > a) & (hertz < b)].sum()) for a, b in ((70, 190), (190, 400)))
    angle = 0.1 if low > 0.2 * (low + high) else 1.5
    return np.array([np.cos(angle), np.sin(angle)], np.float32)
