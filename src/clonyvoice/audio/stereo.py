"""Stereo sound of a project: any recording decoded to 16-bit 48 kHz once, then read in place; encoded again."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.chapters import About, describe, options_of
from clonyvoice.audio.encoding import UNKNOWN_SIZE, WAV_HEADER
from clonyvoice.audio.formats import file_format_named
from clonyvoice.audio.sources import (
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
_BIT_RATES: Final = {
    "mp3": 192_000,
    "opus": 128_000,
    "aac": 192_000,
    "m4a": 192_000,
    "m4b": 192_000,
    "mp4": 192_000,
}
"""Of stereo music at 48 kHz, where each codec is called transparent by its makers."""


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
    """Samples as 16-bit integers: rounded, clipped, never wrapped; what is not a number becomes silence."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.asarray(np.clip(np.rint(clean * 32768.0), -32768, 32767), "<i2")


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


class StereoEncoder:
    """Bytes of a format as stereo at 48 kHz comes in: `feed` gives what is ready, `finish` the rest.

    With a seekable `sink` everything is written there, with true headers; without one the bytes suit a stream.
    `about` are chapters and a title, for formats that hold them; `m4a`, `m4b` and `mp4` need a sink.
    """

    def __init__(self, fmt: str, sink: BinaryIO | None = None, about: About | None = None) -> None:
        self.format = file_format_named(fmt)
        self.samples = 0
        self._sink, self._about = sink, about or About()
        self._raw = self.format.codec == "pcm_s16le"
        self._begun = False
        self._parts: list[bytes] = []
        if not self._raw:
            self._open()

    def _open(self) -> None:
        import av

        options = {"flush_packets": "1"}
        if self._sink is None and self.format.name == "mp3":
            options |= {"write_xing": "0", "id3v2_version": "0"}
        if self._sink is not None:
            options |= options_of(self.format.name)
        target: Any = self._sink or _Pipe(self._parts)
        self._container: Any = av.open(
            target, mode="w", format=self.format.container, container_options=options
        )
        if self._sink is not None:
            describe(self._container, self.format.name, self._about)
        self._prepare()
        self._stream: Any = self._container.add_stream(self.format.codec, rate=STEREO_RATE, layout="stereo")
        context: Any = self._stream.codec_context
        self._integer = self.format.name == "flac"
        context.format = "s16" if self._integer else "flt" if self.format.name == "opus" else "fltp"
        if self.format.name in _BIT_RATES:
            context.bit_rate = _BIT_RATES[self.format.name]
        context.time_base = Fraction(1, STEREO_RATE)

    def _prepare(self) -> None:
        """Add what comes in front of the sound."""

    def feed(self, samples: Stereo) -> bytes:
        """Bytes that are ready after `samples` `[n, 2]`, perhaps none."""
        if not len(samples):
            return b""
        if self._raw:
            data = b""
            if not self._begun and self.format.name == "wav":
                data = stereo_wav_header(None)
            self._begun = True
            self.samples += len(samples)
            return self._out(data + to_int16_stereo(samples).tobytes())
        import av

        if self._integer:
            frame = av.AudioFrame.from_ndarray(
                to_int16_stereo(samples).reshape(1, -1), format="s16", layout="stereo"
            )
        else:
            clean = np.clip(np.nan_to_num(samples), -1.0, 1.0).astype(np.float32)
            frame = av.AudioFrame.from_ndarray(clean.reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = STEREO_RATE, self.samples, Fraction(1, STEREO_RATE)
        self.samples += len(samples)
        self._container.mux(self._stream.encode(frame))
        return self._taken()

    def finish(self) -> bytes:
        """The last bytes; headers of a sink are true now."""
        if self._raw:
            if self._sink is not None and self.format.name == "wav":
                if not self._begun:
                    self._sink.write(stereo_wav_header(0))
                self._sink.seek(0)
                self._sink.write(stereo_wav_header(self.samples))
                self._sink.seek(0, 2)
            return b""
        if not self.samples:
            self.feed(np.zeros((1, 2), np.float32))
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._taken()

    def _out(self, data: bytes) -> bytes:
        if self._sink is None:
            return data
        self._sink.write(data)
        return b""

    def _taken(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


class _Pipe:
    """An output for FFmpeg without `seek`, so that it writes headers that need no later change."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)


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
