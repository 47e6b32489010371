"""For `benchmarks.watermark`: what people do to clips, each from a seed, and sounds to do it to."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from clonyvoice.audio import encode, resample, stretch, write
from clonyvoice.audio.decoding import decode
from clonyvoice.core.audio import Audio

Change: TypeAlias = Callable[[Audio, np.random.Generator], Audio]


def _coded(fmt: str, bit_rate: int) -> Change:
    def change(audio: Audio, _random: np.random.Generator) -> Audio:
        sink = io.BytesIO()
        write([audio], fmt, sink, None, bit_rate)
        return decode(sink.getvalue())

    return change


def _rate(rate: int) -> Change:
    return lambda audio, _random: decode(encode(resample(audio, rate), "wav"))


def _speed(factor: float) -> Change:
    """Played faster: times shorter, pitch higher."""
    return lambda audio, _random: Audio(
        resample(Audio(audio.samples, round(audio.sample_rate * factor)), audio.sample_rate).samples,
        audio.sample_rate,
    )


def _tempo(factor: float) -> Change:
    return lambda audio, _random: stretch(audio, 1 / factor)


def rms(samples: np.ndarray) -> float:
    """The root mean square."""
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)) + 1e-12)


def _noise(audio: Audio, random: np.random.Generator) -> Audio:
    """White noise 20 dB under the speech."""
    noise = random.standard_normal(len(audio.samples)).astype(np.float32)
    return Audio(audio.samples + noise * np.float32(rms(audio.samples) * 0.1), audio.sample_rate)


def _room(audio: Audio, random: np.random.Generator) -> Audio:
    """A room: the sound itself and noise that decays by 60 dB in 0.4 s, at a direct-to-reverberant ratio of 3 dB."""
    rate = audio.sample_rate
    length = round(0.4 * rate)
    tail = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail[: round(0.003 * rate)] = 0
    tail /= np.sqrt(np.sum(tail**2)) * 10 ** (3 / 20)
    tail[0] = 1.0
    size = len(audio.samples) + length
    wet = np.fft.irfft(np.fft.rfft(audio.samples, size) * np.fft.rfft(tail, size), size)[: len(audio.samples)]
    return Audio((wet * rms(audio.samples) / rms(wet)).astype(np.float32), rate)


def music(seconds: float, rate: int, random: np.random.Generator) -> np.ndarray:
    """Chords of decaying harmonics, a bass and a beat of noise."""
    count = round(seconds * rate)
    out = np.zeros(count)
    beat = float(random.uniform(0.4, 0.6))
    for start in np.arange(0, seconds, beat):
        first, length = round(start * rate), round(beat * 2 * rate)
        span = min(length, count - first)
        if span <= 0:
            continue
        time = np.arange(span) / rate
        root = 110 * 2 ** (int(random.choice([0, 3, 5, 7, 10])) / 12)
        for note in (root / 2, root, root * 2 ** (4 / 12), root * 2 ** (7 / 12), root * 2):
            for harmonic in range(1, 9):
                if note * harmonic < rate / 2:
                    phase = 2 * np.pi * random.random()
                    out[first : first + span] += (
                        np.sin(2 * np.pi * note * harmonic * time + phase) * np.exp(-2.5 * time) / harmonic
                    )
        out[first : first + span] += random.standard_normal(span) * np.exp(-40 * time)
    return out


def _under_music(level_db: float) -> Change:
    def change(audio: Audio, random: np.random.Generator) -> Audio:
        under = music(audio.duration + 0.1, audio.sample_rate, random)[: len(audio.samples)]
        under *= rms(audio.samples) / rms(under) * 10 ** (level_db / 20)
        return Audio((audio.samples + under).astype(np.float32), audio.sample_rate)

    return change


CHANGES: dict[str, tuple[Change, float]] = {
    "none": (lambda audio, _random: audio, 1.0),
    "MP3 64 kbit/s": (_coded("mp3", 64_000), 1.0),
    "AAC 64 kbit/s": (_coded("aac", 64_000), 1.0),
    "Opus 24 kbit/s": (_coded("opus", 24_000), 1.0),
    "16 kHz": (_rate(16_000), 1.0),
    "8 kHz": (_rate(8000), 1.0),
    "10 % faster": (_speed(1.1), 1.1),
    "10 % slower": (_speed(0.9), 0.9),
    "5.3 % faster": (_speed(1.053), 1.053),
    "10 % faster, same pitch": (_tempo(1.1), 1.1),
    "10 % slower, same pitch": (_tempo(0.9), 0.9),
    "noise at -20 dB": (_noise, 1.0),
    "a room": (_room, 1.0),
    "music at -10 dB": (_under_music(-10), 1.0),
    "music at -5 dB": (_under_music(-5), 1.0),
}
"""Each change with how much faster it makes the sound."""
