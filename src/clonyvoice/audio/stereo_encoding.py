"""Stereo at 48 kHz encoded block by block: to a file with true headers, or as a stream."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, BinaryIO, Final

import numpy as np

from clonyvoice.audio.chapters import About, describe, options_of
from clonyvoice.audio.formats import file_format_named
from clonyvoice.audio.resampling import StereoResampler
from clonyvoice.audio.stereo_wav_files_peaks import (
    STEREO_RATE,
    Stereo,
    stereo_rf64_header,
    stereo_wav_header,
    to_int16_stereo,
    too_long_for_wav,
)

_BIT_RATES: Final = {
    "mp3": 192_000,
    "opus": 128_000,
    "aac": 192_000,
    "m4a": 192_000,
    "m4b": 192_000,
    "mp4": 192_000,
}
"""Bits a second for stereo music at 48 kHz, where each codec is called transparent by its makers."""


class StereoEncoder:
    """A streaming encoder of stereo at 48 kHz: `feed` gives the bytes that are ready, `finish` the rest.

    With a seekable `sink` everything is written there, with true headers; without one the bytes suit a stream.
    `about` are chapters and a title, for formats that hold them; `m4a`, `m4b` and `mp4` need a sink. Another `rate` of
    the file is for formats that are encoded, not for `wav` and `pcm`.
    """

    def __init__(
        self,
        fmt: str,
        sink: BinaryIO | None = None,
        about: About | None = None,
        *,
        rate: int = STEREO_RATE,
    ) -> None:
        self.format = file_format_named(fmt)
        self._rate = rate
        self._resampler = StereoResampler(STEREO_RATE, rate) if rate != STEREO_RATE else None
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
        self._stream: Any = self._container.add_stream(self.format.codec, rate=self._rate, layout="stereo")
        context: Any = self._stream.codec_context
        self._integer = self.format.name == "flac"
        context.format = "s16" if self._integer else "flt" if self.format.name == "opus" else "fltp"
        if self.format.name in _BIT_RATES:
            context.bit_rate = _BIT_RATES[self.format.name]
        context.time_base = Fraction(1, self._rate)

    def _prepare(self) -> None:
        """Add what comes in front of the sound."""

    def feed(self, samples: Stereo) -> bytes:
        """Bytes that are ready after `samples` `[n, 2]`, perhaps none."""
        if self._resampler is not None and len(samples):
            samples = self._resampler.feed(samples)
        return self._encoded(samples)

    def _encoded(self, samples: Stereo) -> bytes:
        """Bytes of samples at the rate of the file."""
        if not len(samples):
            return b""
        if self._raw:
            data = b""
            if not self._begun and self.format.name == "wav":
                data = self._wav_header(None)
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
        frame.sample_rate, frame.pts, frame.time_base = self._rate, self.samples, Fraction(1, self._rate)
        self.samples += len(samples)
        self._container.mux(self._stream.encode(frame))
        return self._taken()

    def finish(self) -> bytes:
        """The last bytes; headers of a sink are true now."""
        if self._raw:
            if self._sink is not None and self.format.name == "wav":
                if not self._begun:
                    self._sink.write(self._wav_header(0))
                self._sink.seek(0)
                self._sink.write(self._wav_header(self.samples))
                self._sink.seek(0, 2)
            return b""
        if self._resampler is not None:
            self._encoded(self._resampler.feed(np.zeros((0, 2), np.float32), last=True))
        if not self.samples:
            self._encoded(np.zeros((1, 2), np.float32))
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._taken()

    def _wav_header(self, samples: int | None) -> bytes:
        """RF64's where the whole is known to be too long for WAV's: into a file alone."""
        if self._sink is not None and too_long_for_wav(self._about.length):
            return stereo_rf64_header(samples or 0)
        return stereo_wav_header(samples)

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
