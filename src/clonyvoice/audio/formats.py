"""The formats that sound is sent and kept in: names, media types, rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

from clonyvoice.core.errors import InvalidRequest

FormatName: TypeAlias = Literal["wav", "mp3", "flac", "opus", "aac", "pcm"]
SoundFileName: TypeAlias = Literal["wav", "mp3", "flac", "opus", "aac", "pcm", "m4a"]
"""Formats of files of sound: what is streamed, and M4A."""
FileFormatName: TypeAlias = Literal["wav", "mp3", "flac", "opus", "aac", "pcm", "m4a", "m4b", "mp4"]
"""Formats of files: those of sound, audiobooks, and videos."""
FORMATS: tuple[FormatName, ...] = get_args(FormatName)
"""Formats under `/api`. Telephones' `ulaw` and `alaw` are written too, for the compatible routes."""


class UnsupportedFormat(InvalidRequest):
    """A format that is not written here."""

    code = "unsupported_format"

    def __init__(self, name: str, param: str = "format") -> None:
        super().__init__(f"'{name}' is no format: use one of {', '.join(FORMATS)}.", param=param)


class UnsupportedSampleRate(InvalidRequest):
    """A rate that the format cannot hold."""

    code = "unsupported_sample_rate"

    def __init__(self, rate: int, fmt: Format) -> None:
        allowed = f"one of {', '.join(map(str, fmt.rates))}" if fmt.rates else "8000 to 192000"
        super().__init__(
            f"{fmt.name} cannot have a sample rate of {rate} Hz: use {allowed}.", param="sample_rate"
        )


class UnsupportedBitRate(InvalidRequest):
    """A bit rate that the format's encoder does not take."""

    code = "unsupported_bit_rate"

    def __init__(self, fmt: Format) -> None:
        bounds = _BIT_RATES.get(fmt.name)
        way = f"use {bounds[0]} to {bounds[1]} bits a second" if bounds else "leave bit_rate out, it has none"
        super().__init__(f"{fmt.name} cannot have this bit rate: {way}.", param="bit_rate")


@dataclass(frozen=True, slots=True)
class Format:
    """An audio format. `rates` lists its sample rates in Hz; empty means any from 8,000 to 192,000."""

    name: FormatName
    media_type: str
    extension: str
    container: str
    codec: str
    rates: tuple[int, ...] = ()
    bit_rate: int = 0
    """Bits a second of the encoder at 24 kHz mono; 0 where it is lossless."""

    def rate_for(self, source_rate: int, wanted: int | None = None) -> int:
        """The rate in Hz to write at: `wanted`, or the source's own, or the next higher that the format supports.

        Raises UnsupportedSampleRate when `wanted` cannot be written.
        """
        if wanted is not None:
            if wanted in self.rates or (not self.rates and 8000 <= wanted <= 192_000):
                return wanted
            raise UnsupportedSampleRate(wanted, self)
        if not self.rates:
            return min(max(source_rate, 8000), 192_000)
        return next((rate for rate in self.rates if rate >= source_rate), self.rates[-1])

    def check_bit_rate(self, bit_rate: int | None) -> None:
        """Raise UnsupportedBitRate for one that the encoder does not take for a single channel; None is its own."""
        least, most = _BIT_RATES.get(self.name, (0, -1))
        if bit_rate is not None and not least <= bit_rate <= most:
            raise UnsupportedBitRate(self)


_BIT_RATES = {"mp3": (8000, 320_000), "opus": (6000, 256_000), "aac": (8000, 288_000), "m4a": (8000, 288_000)}
"""Least and most bits a second of one channel: MPEG layer III's table (ISO/IEC 11172-3 and 13818-3); libopus takes
256,000 for each channel and RFC 6716 begins at 6,000; AAC-LC has at most 6,144 bits for 1,024 samples, at 48 kHz."""


_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Sample rates of MPEG-1, MPEG-2 and MPEG-2.5 layer III (FFmpeg's libmp3lame)."""
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)
"""Sample rates of AAC-LC (ISO/IEC 14496-3) that FFmpeg's encoder takes."""
_OPUS_RATES = (8000, 12000, 16000, 24000, 48000)
"""Sample rates of Opus (RFC 6716, section 2)."""

_TABLE: dict[str, Format] = {
    "wav": Format("wav", "audio/wav", "wav", "wav", "pcm_s16le"),
    "mp3": Format("mp3", "audio/mpeg", "mp3", "mp3", "libmp3lame", _MP3_RATES, 96_000),
    "flac": Format("flac", "audio/flac", "flac", "flac", "flac"),
    "opus": Format("opus", "audio/ogg", "opus", "ogg", "libopus", _OPUS_RATES, 48_000),
    "aac": Format("aac", "audio/aac", "aac", "adts", "aac", _AAC_RATES, 96_000),
    "pcm": Format("pcm", "audio/pcm", "pcm", "s16le", "pcm_s16le"),
    "ulaw": Format(cast("FormatName", "ulaw"), "audio/basic", "ulaw", "mulaw", "pcm_mulaw"),
    "alaw": Format(cast("FormatName", "alaw"), "audio/x-alaw-basic", "alaw", "alaw", "pcm_alaw"),
}
_FILES: dict[str, Format] = {
    "m4a": Format(cast("FormatName", "m4a"), "audio/mp4", "m4a", "ipod", "aac", _AAC_RATES, 96_000),
    "m4b": Format(cast("FormatName", "m4b"), "audio/mp4", "m4b", "ipod", "aac", _AAC_RATES, 96_000),
    "mp4": Format(cast("FormatName", "mp4"), "video/mp4", "mp4", "mp4", "aac", _AAC_RATES, 96_000),
}


def file_format_named(name: str) -> Format:
    """The format called `name`, also one that cannot be streamed. Raises UnsupportedFormat."""
    return _FILES.get(name) or format_named(name)


def format_named(name: str) -> Format:
    """The format called `name`. Raises UnsupportedFormat."""
    try:
        return _TABLE[name]
    except KeyError:
        raise UnsupportedFormat(name) from None


def format_of_media_type(accept: str) -> Format | None:
    """The format that an `Accept` header asks for; `audio/*` is WAV; None when it asks for no sound."""
    names = {
        "audio/*": "wav", "audio/wav": "wav", "audio/x-wav": "wav", "audio/wave": "wav",
        "audio/vnd.wave": "wav",
        "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/flac": "flac", "audio/x-flac": "flac",
        "audio/ogg": "opus", "audio/opus": "opus", "audio/aac": "aac", "audio/aacp": "aac",
        "audio/pcm": "pcm", "audio/l16": "pcm",
    }  # fmt: skip
    best: tuple[float, Format] | None = None
    for part in accept.split(","):
        kind, _, parameters = part.partition(";")
        name = names.get(kind.strip().lower())
        if name is None:
            continue
        quality = 1.0
        for parameter in parameters.split(";"):
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, _TABLE[name])
    return best[1] if best else None
