"""Stereo sound of a project: any recording decoded to 16-bit 48 kHz once, then read in place; encoded again."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.encoding import UNKNOWN_SIZE, WAV_HEADER
from clonyvoice.audio.untrusted_sources import (
    MAX_BYTES,
    NO_SAMPLES,
    AudioTooLong,
    NotAudio,
    Source,
    frames_of,
    head_of,
    open_container,
    what_is,
)
from clonyvoice.core.cancel import CancelToken

Stereo: TypeAlias = NDArray[np.float32]
"""Samples `[n, 2]` in -1..1."""

STEREO_RATE: Final = 48_000
"""Sample rate of mixes and assets: that of video, and the highest of Opus."""
_MAX_DAMAGED = 1000
"""Damaged packets after which a file is given up, as in `audio/decoding.py`."""


def decode_stereo(
    source: Source,
    *,
    max_seconds: float,
    max_bytes: int = MAX_BYTES,
    cancel: CancelToken | None = None,
) -> Iterator[NDArray[np.int16]]:
    """The default sound track as int16 `[n, 2]` at 48 kHz, block by block; mono comes on both sides.

    A recording that changes its rate or layout midway goes on at 48 kHz. Damaged packets are left out. Sound
    that starts late (as in some videos) begins with silence. Raises NotAudio, AudioTooLong, AudioTooLarge,
    Cancelled.
    """
    import av

    total = 0
    with open_container(source, max_bytes) as container:
        stream = container.streams.best("audio") or container.streams.audio[0]
        resampler: Any = None
        key: tuple[object, ...] = ()
        damaged = 0
        packets = container.demux(stream)
        late = _late(container, stream)
        while True:
            if cancel is not None:
                cancel.raise_if_cancelled()
            try:
                frames = frames_of(next(packets))
            except StopIteration:
                break
            except (av.error.FFmpegError, ValueError) as problem:
                damaged += 1
                if isinstance(problem, av.error.EOFError) or damaged > _MAX_DAMAGED:
                    break
                continue
            for frame in frames:
                if late:
                    yield np.zeros((late, 2), np.int16)
                    total, late = total + late, 0
                now = (frame.format.name, frame.layout.name, frame.sample_rate)
                if now != key:
                    if resampler is not None:
                        for last in resampler.resample(None):
                            yield _interleaved(last)
                    resampler, key = av.AudioResampler("s16", "stereo", STEREO_RATE), now
                for done in resampler.resample(frame):
                    block = _interleaved(done)
                    total += len(block)
                    if total > max_seconds * STEREO_RATE:
                        raise AudioTooLong(max_seconds)
                    yield block
        if resampler is not None:
            for done in resampler.resample(None):
                total += done.samples
                yield _interleaved(done)
    if total == 0:
        raise NotAudio(what_is(head_of(source)) if damaged else NO_SAMPLES)


def _late(container: Any, stream: Any) -> int:
    """Samples by which the sound starts after the container does; 0 when that is missing or absurd."""
    if stream.start_time is None or stream.time_base is None or not container.streams.video:
        return 0
    begins = float(stream.start_time * stream.time_base) - (container.start_time or 0) / 1_000_000
    return round(begins * STEREO_RATE) if 0.0 < begins < 3600.0 else 0


def _interleaved(frame: Any) -> NDArray[np.int16]:
    return np.asarray(frame.to_ndarray(), np.int16).reshape(-1, 2)


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
