"""Room and microphone measurements: noise, hum, reverberation, bandwidth, level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clonyvoice.cloning.speech_levels_clipping import BINS, CLIP_RATE, Floats, Survey
from clonyvoice.core.audio import Audio
from clonyvoice.transcription.voice_activity import FRAME_SECONDS

_MOST_SNR = 60.0
"""dB above which a recording counts as clean; digital silence would give infinity. Chosen by hand."""
_BIN_HZ = CLIP_RATE / 2 / (BINS - 1)
MAINS = (50.0, 60.0)
"""Hz of the mains in the world, at whose multiples hum is looked for."""
_DECAYS = ((0.2, 0.3, 0.38, 0.45, 0.5, 0.6), (0.0, 0.2, 0.5, 0.8, 1.2, 2.0))
"""Pairs of the steepest falls' measure (seconds for 60 dB) and the true reverberation."""


@dataclass(frozen=True, slots=True)
class Acoustics:
    """`snr_db`, `level_db` (dBFS of speech), `bandwidth_hz`, `hum_hz` (0: none), `echo` (RT60, seconds)."""

    snr_db: float
    level_db: float
    bandwidth_hz: float
    hum_hz: float
    echo: float


def acoustics(survey: Survey, clips: Sequence[Audio]) -> Acoustics:
    """The survey's and its best clips' acoustics."""
    snr, level = signal_to_noise(survey.chances, survey.levels)
    return Acoustics(
        snr_db=snr,
        level_db=level,
        bandwidth_hz=bandwidth(survey),
        hum_hz=hum(clips),
        echo=reverberation(clips),
    )


def signal_to_noise(chances: Floats | np.ndarray, levels: Floats | np.ndarray) -> tuple[float, float]:
    """The signal-to-noise ratio of speech (dB, at most 60), and its level in dBFS.

    Noise is the median of frames without speech that are no digital silence. Where there is too little of it
    (cut or gated recordings), the softest twentieth of the frames with speech stands for it.
    """
    speech = np.asarray(levels, np.float64)[np.asarray(chances) >= 0.7]
    if not len(speech):
        return 0.0, -100.0
    strong = 10.0 ** (speech / 10.0)
    loud = float(strong[strong >= np.percentile(strong, 30)].mean())
    quiet = np.asarray(levels, np.float64)[(np.asarray(chances) < 0.12) & (np.asarray(levels) > -85.0)]
    if len(quiet) * FRAME_SECONDS >= 0.3:
        noise = 10.0 ** (float(np.median(quiet)) / 10.0)
    else:
        noise = 10.0 ** (float(np.percentile(speech, 5)) / 10.0) / 4.0
    snr = 10.0 * np.log10(max(loud - noise, 1e-3 * loud) / max(noise, 1e-12))
    return float(min(_MOST_SNR, snr)), float(10.0 * np.log10(loud + 1e-12))


def bandwidth(survey: Survey) -> float:
    """The highest frequency (Hz) that the recording holds, up to 12,000; a telephone ends at 3400-4000.

    It is where the spectrum of speech falls by more than 25 dB within 600 Hz, or to 75 dB below its strongest
    part.
    """
    power = survey.speech_power
    if not power.any():
        return 0.0
    width = max(1, round(150 / _BIN_HZ))
    smooth = np.convolve(power, np.ones(width) / width, mode="same")
    levels = 10.0 * np.log10(smooth + 1e-14)
    levels -= levels[round(150 / _BIN_HZ) : round(4000 / _BIN_HZ)].max()
    step = round(600 / _BIN_HZ)
    first = round(1500 / _BIN_HZ)
    limit = min(len(levels) - 1, round(survey.rate / 2 / _BIN_HZ))
    for at in range(first, limit - step):
        if levels[at] - levels[at + step] > 25.0 or levels[at + step] < -75.0:
            return float((at + step // 3) * _BIN_HZ)
    return float(min(limit * _BIN_HZ, survey.rate / 2))


def hum(clips: Sequence[Audio]) -> float:
    """The mains frequency whose tones (50 or 60 Hz and multiples) stand out, or 0.

    A deep voice has tones there too, but moving ones: the softest fifth of the time decides.
    """
    sound = np.concatenate([np.zeros(0, np.float32), *[clip.samples for clip in clips]])
    if len(sound) < CLIP_RATE:
        return 0.0
    size = 1 << 15
    pieces = [sound[at : at + size] for at in range(0, max(1, len(sound) - size // 2), size // 2)]
    pieces = [np.pad(piece, (0, size - len(piece))) for piece in pieces]
    window = np.blackman(size)
    # The least over time of each line: what is there all the while.
    lines = np.percentile([np.abs(np.fft.rfft(piece * window)) ** 2 for piece in pieces], 20, axis=0)
    resolution = CLIP_RATE / size
    best, found = 0.0, 0.0
    for mains in MAINS:
        above = []
        for multiple in range(1, 9):
            centre = round(mains * multiple / resolution)
            near = lines[centre - 3 : centre + 4].max()
            around = np.concatenate([lines[centre - 24 : centre - 8], lines[centre + 9 : centre + 25]])
            above.append(10.0 * np.log10((near + 1e-12) / (float(np.median(around)) + 1e-12)))
        strong = sorted(above)[-4:]
        if min(strong) > 13.0 and sum(strong) > found:
            best, found = mains, sum(strong)
    return best


def reverberation(clips: Sequence[Audio]) -> float:
    """Seconds of reverberation (RT60), estimated blindly; 0 for a dry recording.

    After each sudden end of a sound the level falls at the room's rate at best: the steepest tenth of the falls over
    80 ms are used. `_DECAYS` comes from the speech of 16 people convolved with decaying noise; a single recording is
    off by a third.
    """
    rates: list[float] = []
    hop, span = CLIP_RATE // 100, 8
    for clip in clips:
        count = len(clip.samples) // hop
        if count < 30:
            continue
        power = np.mean(clip.samples[: count * hop].reshape(count, hop).astype(np.float64) ** 2, axis=1)
        power = np.convolve(power, np.ones(3) / 3, mode="same")
        levels = 10.0 * np.log10(power + 1e-12)
        floor = float(np.percentile(levels, 5)) + 6.0
        falls = (levels[:-span] - levels[span:]) / (span * 0.01)
        kept = (levels[:-span] > float(np.percentile(levels, 50))) & (levels[span:] > floor) & (falls > 20.0)
        rates.extend(falls[kept].tolist())
    if len(rates) < 12:
        return 0.0
    steep = float(np.percentile(rates, 90))
    return float(np.interp(60.0 / max(steep, 1.0), *_DECAYS))
