"""Sound to bytes: whole with true headers, or piece by piece as it is made."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.formats import Format, file_format_named, format_named
from clonyvoice.audio.resampling import Resampler
from clonyvoice.core.audio import Audio, Samples

UNKNOWN_SIZE = 0xFFFFFFFF
"""Size written into a WAV header whose length is not known yet: the largest of 32 bits."""
WAV_HEADER = 44
"""Bytes of the header: RIFF, fmt and data chunk of PCM."""


def wav_header(sample_rate: int, samples: int | None) -> bytes:
    """The 44 bytes before 16-bit mono samples; None when their number is not known yet (sizes 0xFFFFFFFF).

    Sizes that do not fit 32 bits (25 hours at 24 kHz) are written as unknown too, which readers take as "to
    the end".
    """
    size = UNKNOWN_SIZE if samples is None else samples * 2
    riff = UNKNOWN_SIZE if size + 36 > UNKNOWN_SIZE else size + 36
    size = min(size, UNKNOWN_SIZE)
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", riff, b"WAVE", b"fmt ", 16, 1, 1, sample_rate, sample_rate * 2, 2, 16, b"data", size,
    )  # fmt: skip


def to_int16(samples: Samples) -> NDArray[np.int16]:
    """Samples as 16-bit integers: rounded and clipped; NaN becomes silence."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.asarray(np.clip(np.rint(clean * 32768.0), -32768, 32767), "<i2")


def encode(audio: Audio, fmt: str, sample_rate: int | None = None) -> bytes:
    """The sound as a complete file with true headers.

    `sample_rate` defaults to the sound's own, or the next that the format holds (Opus: 24000 for 22050).
    Raises UnsupportedFormat, UnsupportedSampleRate.
    """
    sink = io.BytesIO()
    write([audio], fmt, sink, sample_rate)
    return sink.getvalue()


def write(
    pieces: Iterable[Audio],
    fmt: str,
    sink: BinaryIO,
    sample_rate: int | None = None,
    bit_rate: int | None = None,
) -> float:
    """Seconds written: `pieces` (of one rate) one after another into a seekable file with true headers."""
    encoder = Encoder(fmt, sample_rate, sink=sink, bit_rate=bit_rate)
    for piece in pieces:
        encoder.feed(piece)
    encoder.finish()
    return encoder.seconds


class Encoder:
    """A streaming encoder: `feed` gives the bytes that are ready, `finish` the rest.

    Without `sink` the bytes suit a stream that nobody can seek in: WAV with sizes 0xFFFFFFFF, MP3 without an
    index, Ogg Opus in pages of 0.2 s, FLAC without a length, AAC as ADTS, bare PCM (16-bit little-endian).
    With a seekable `sink` everything is written there, M4A too, and headers are true at `finish`. `bit_rate`
    (bits a second) replaces the usual one of MP3, Opus and AAC; MP3 and Opus keep it constant. Not for
    several threads at once.
    """

    def __init__(
        self,
        fmt: str,
        sample_rate: int | None = None,
        *,
        sink: BinaryIO | None = None,
        bit_rate: int | None = None,
    ) -> None:
        self.format: Format = format_named(fmt) if sink is None else file_format_named(fmt)
        if sample_rate is not None:
            self.format.rate_for(sample_rate, sample_rate)
        self._wanted = sample_rate
        self._bit_rate = bit_rate
        self._sink = sink
        self._writer: _Raw | _Coded | None = None
        self._resampler: Resampler | None = None
        self._finished = False

    @property
    def sample_rate(self) -> int | None:
        """The rate that is written; None before the first `feed` when none was asked for."""
        return self._resampler.target_rate if self._resampler else self._wanted

    @property
    def seconds(self) -> float:
        """Seconds of audio written so far."""
        return self._writer.samples / self._writer.rate if self._writer else 0.0

    def feed(self, audio: Audio) -> bytes:
        """Bytes that are ready after `audio`, perhaps none. All pieces must have one rate (ValueError)."""
        if self._finished:
            raise ValueError("the encoder is finished")
        writer, resampler = self._started(audio.sample_rate)
        if audio.sample_rate != resampler.source_rate:
            raise ValueError(f"expected {resampler.source_rate} Hz, got {audio.sample_rate} Hz")
        return writer.write(resampler.feed(audio.samples))

    def finish(self) -> bytes:
        """The last bytes. An encoder that was never fed gives a valid file without sound.

        Calling it again: none.
        """
        if self._finished:
            return b""
        writer, resampler = self._started(self._wanted or 24_000)
        self._finished = True
        return writer.write(resampler.finish()) + writer.close()

    def _started(self, rate: int) -> tuple[_Raw | _Coded, Resampler]:
        if self._writer is None or self._resampler is None:
            target = self.format.rate_for(rate, self._wanted)
            self._resampler = Resampler(rate, target)
            raw = self.format.codec == "pcm_s16le"
            self._writer = (
                _Raw(self.format, target, self._sink)
                if raw
                else _Coded(self.format, target, self._sink, self._bit_rate)
            )
        return self._writer, self._resampler


class _Raw:
    """WAV and PCM, by hand."""

    def __init__(self, fmt: Format, rate: int, sink: BinaryIO | None) -> None:
        self.rate, self.samples = rate, 0
        self._wav, self._sink = fmt.name == "wav", sink
        self._start = sink.tell() if sink else 0
        self._pending = wav_header(rate, None) if self._wav else b""

    def write(self, samples: Samples) -> bytes:
        self.samples += len(samples)
        data = self._pending + to_int16(samples).tobytes()
        self._pending = b""
        if self._sink is None:
            return data
        self._sink.write(data)
        return b""

    def close(self) -> bytes:
        if self._sink is not None and self._wav:
            self._sink.seek(self._start)
            self._sink.write(wav_header(self.rate, self.samples))
            self._sink.seek(0, os.SEEK_END)
        return b""


class _Pipe:
    """The sink that FFmpeg writes a stream to, without `seek`: headers cannot be rewritten later."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


class _Coded:
    """MP3, FLAC, Opus, AAC, µ-law and A-law through FFmpeg."""

    def __init__(self, fmt: Format, rate: int, sink: BinaryIO | None, bit_rate: int | None) -> None:
        import av

        self.rate, self.samples = rate, 0
        self._pipe = None if sink else _Pipe()
        options = {"flush_packets": "1"}
        if self._pipe and fmt.name == "mp3":
            options |= {"write_xing": "0", "id3v2_version": "0"}
        if fmt.name == "opus":
            options["page_duration"] = "200000"
        self._container: Any = av.open(
            self._pipe or sink, mode="w", format=fmt.container, container_options=options
        )
        # libopus takes a variable rate for a hint only: 226 kbit/s of speech where 192 were asked for
        constant = {"vbr": "off"} if fmt.name == "opus" and bit_rate is not None else None
        self._stream: Any = self._container.add_stream(fmt.codec, rate=rate, layout="mono", options=constant)
        self._integer = fmt.name in ("flac", "ulaw", "alaw")
        context: Any = self._stream.codec_context
        context.format = "s16" if self._integer else _float_format(fmt)
        if bit_rate is not None and fmt.bit_rate:
            context.bit_rate = bit_rate
        elif fmt.bit_rate:
            context.bit_rate = fmt.bit_rate if rate >= 16_000 else fmt.bit_rate // 3
        context.time_base = Fraction(1, rate)

    def write(self, samples: Samples) -> bytes:
        import av

        if len(samples):
            if self._integer:
                frame = av.AudioFrame.from_ndarray(to_int16(samples)[None], format="s16", layout="mono")
            else:
                clean = np.clip(np.nan_to_num(samples), -1.0, 1.0).astype(np.float32)
                frame = av.AudioFrame.from_ndarray(clean[None], format="flt", layout="mono")
            frame.sample_rate, frame.pts = self.rate, self.samples
            frame.time_base = Fraction(1, self.rate)
            self.samples += len(samples)
            self._container.mux(self._stream.encode(frame))
        return self._pipe.take() if self._pipe else b""

    def close(self) -> bytes:
        if not self.samples:  # some encoders fail when they are flushed without ever having had a frame
            self.write(np.zeros(1, np.float32))
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._pipe.take() if self._pipe else b""


def _float_format(fmt: Format) -> str:
    return "flt" if fmt.name == "opus" else "fltp"
