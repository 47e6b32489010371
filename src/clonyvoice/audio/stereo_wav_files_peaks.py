"""Stereo WAV files at 48 kHz: headers, samples read in place, and the peaks of a waveform."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.encoding import UNKNOWN_SIZE, WAV_HEADER

Stereo: TypeAlias = NDArray[np.float32]
"""Samples `[n, 2]` in -1..1."""

STEREO_RATE: Final = 48_000
"""Sample rate of mixes and assets: that of video, and the highest of Opus."""


def stereo_wav_header(samples: int | None) -> bytes:
    """The 44 bytes before 16-bit stereo samples at 48 kHz; None or more than 6 hours write sizes 0xFFFFFFFF."""
    size = UNKNOWN_SIZE if samples is None else min(UNKNOWN_SIZE, samples * 4)
    riff = UNKNOWN_SIZE if size + 36 > UNKNOWN_SIZE else size + 36
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", riff, b"WAVE", b"fmt ", 16, 1, 2, STEREO_RATE, STEREO_RATE * 4, 4, 16, b"data", size,
    )  # fmt: skip


def to_int16_stereo(samples: Stereo) -> NDArray[np.int16]:
    """Samples as 16-bit integers: rounded and clipped; NaN becomes silence."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.asarray(np.clip(np.rint(clean * 32768.0), -32768, 32767), "<i2")


def too_long_for_wav(samples: int) -> bool:
    """Whether the sizes of this many stereo samples do not fit the 32 bits of a WAV header: from 6.2 hours on."""
    return samples * 4 + 36 > UNKNOWN_SIZE


def stereo_rf64_header(samples: int) -> bytes:
    """The 80 bytes before 16-bit stereo samples at 48 kHz in an RF64 file, with sizes of 64 bits (EBU Tech 3306)."""
    data = samples * 4
    return struct.pack(
        "<4sI4s4sIQQQI4sIHHIIHH4sI",
        b"RF64", UNKNOWN_SIZE, b"WAVE", b"ds64", 28, data + 72, data, samples, 0,
        b"fmt ", 16, 1, 2, STEREO_RATE, STEREO_RATE * 4, 4, 16, b"data", UNKNOWN_SIZE,
    )  # fmt: skip


class StereoFile:
    """A file that `stereo_wav_header` begins, read in place: nothing of it is held in memory."""

    def __init__(self, path: Path, samples: int) -> None:
        self._samples: NDArray[np.int16]
        if samples:
            self._samples = np.memmap(path, "<i2", "r", offset=WAV_HEADER, shape=(samples, 2))
        else:
            self._samples = np.zeros((0, 2), np.int16)

    @property
    def length(self) -> int:
        """Samples of each side."""
        return len(self._samples)

    def read(self, start: int, count: int) -> Stereo:
        """`count` samples from `start` on, float32 `[count, 2]`."""
        return self._samples[start : start + count].astype(np.float32) * np.float32(1 / 32768)


class StereoArray:
    """Sound in memory, read as a `StereoFile` is."""

    def __init__(self, samples: Stereo) -> None:
        self._samples = samples

    @property
    def length(self) -> int:
        """Samples of each side."""
        return len(self._samples)

    def read(self, start: int, count: int) -> Stereo:
        """`count` samples from `start` on; not to be changed."""
        return self._samples[start : start + count]


def peaks_of(blocks: Iterable[NDArray[np.int16]], per_second: int = 50) -> list[int]:
    """The largest absolute sample of each stretch of 1 / `per_second` s, 0-255, for drawing a waveform."""
    hop = STEREO_RATE // per_second
    found: list[int] = []
    held = np.zeros((0, 2), np.int16)
    for block in blocks:
        held = np.concatenate([held, block])
        whole = len(held) // hop
        if whole:
            loud = np.abs(held[: whole * hop].astype(np.int32)).reshape(whole, -1).max(axis=1)
            found += (loud >> 7).tolist()
            held = held[whole * hop :]
    if len(held):
        found.append(int(np.abs(held.astype(np.int32)).max()) >> 7)
    return [min(255, value) for value in found]
