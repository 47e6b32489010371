"""A recording's duration, rate, channels and codec, without decoding where its packets have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from clonyvoice.audio.audio_tracks import Track, audio_stream, tracks_of
from clonyvoice.audio.media_containers import NO_SAMPLES, Source, frames_of, head_of, open_container
from clonyvoice.audio.recording_limits_file_types import MAX_BYTES, MAX_RATE, MIN_RATE, NotAudio, what_is

_CONTAINERS = {"mov,mp4,m4a,3gp,3g2,mj2": "mp4", "matroska,webm": "matroska"}
_PCM = re.compile(r"pcm_[sufa-z]*?(\d+)?(?:[lb]e)?(?:_planar)?")
"""FFmpeg's names of uncompressed codecs, with the bits of a sample; those without a number have 8."""
_FEWEST_BITS = 40
"""Bits a second below which a file's times are not believed: codecs for speech take 450 (Codec 2), silence in FLAC some
hundred. Chosen by hand."""
_MOST_CHANNELS = 64
"""Channels that FFmpeg's converter takes; with more, all other routes refuse a recording."""
_RATE_BITS = bytes(value & 0x3C for value in range(256))
"""The index of the sample rate in the third byte of an ADTS header, ISO/IEC 13818-7, 6.2."""
_EXACT_BY_DECODING = frozenset({"vorbis", "wmav1", "wmav2", "wmapro", "ape", "cook", "atrac3"})


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """`duration` in seconds, `sample_rate` in Hz, `bit_rate` in bits a second (of the sound alone)."""

    duration: float
    sample_rate: int
    channels: int
    codec: str
    container: str
    bit_rate: int
    tracks: tuple[Track, ...] = ()
    """All tracks of sound; the facts are of one of them."""


def probe(source: Source, *, max_bytes: int = MAX_BYTES, track: int | None = None) -> AudioFacts:
    """The facts of a recording's default audio track, or of the one numbered `track` (from 0 on).

    Its length is counted packet by packet: headers may lie or be missing. Packets take theirs from tables of the file,
    so that one that does not fit their bytes is found out by decoding.

    Where codecs hold back samples (MP3, AAC and Opus start with a delay) that is taken off, as a player does.
    Raises NotAudio, TrackNotFound, AudioTooLarge.
    """
    with open_container(source, max_bytes) as container:
        stream = audio_stream(container, track)
        tracks = tracks_of(container)
        context = stream.codec_context
        rate, channels = int(context.sample_rate or 0), int(context.layout.nb_channels)
        if channels < 1:
            raise NotAudio("a recording whose header names no possible number of channels")
        if channels > _MOST_CHANNELS:
            raise NotAudio(f"a recording of {channels} channels, more than can be mixed")
        if not MIN_RATE <= rate <= MAX_RATE:
            raise NotAudio(f"a recording with an impossible sample rate of {rate} Hz")
        codec = str(context.codec.canonical_name if context.codec else context.name)
        if codec in _EXACT_BY_DECODING:
            seconds, size = _by_decoding(container, stream)
        else:
            counted, size = _by_packets(container, stream, rate)
            if not counted or not _plausible(codec, float(counted), size, rate * channels):
                container.seek(0)
                counted, size = _by_decoding(container, stream)
            seconds = counted
        if not seconds:
            raise NotAudio(what_is(head_of(source)) if size else NO_SAMPLES)
        name = container.format.name
        return AudioFacts(
            duration=float(seconds),
            sample_rate=rate,
            channels=channels,
            codec=codec,
            container=_CONTAINERS.get(name, name.split(",")[0]),
            bit_rate=round(size * 8 / float(seconds)),
            tracks=tracks,
        )


def _by_packets(container: Any, stream: Any, rate: int) -> tuple[Fraction | None, int]:
    """Seconds and bytes of all packets; None for the seconds when packets do not say how long they are.

    In AAC with a header in each packet the rate may change, and FFmpeg counts by the first one.
    """
    total, size, skipped, count = 0, 0, 0, 0
    headed = stream.codec_context.name == "aac" and container.format.name in ("aac", "mpegts")
    rates = set()
    trimmed = container.format.name == "ogg"  # its last packet's duration already leaves the padding out
    for packet in _packets(container, stream):
        if not packet.size:
            continue
        count += 1
        if headed:
            rates.add(bytes(packet)[2:3].translate(_RATE_BITS))
        if packet.duration is None or packet.duration <= 0 or len(rates) > 1:
            return None, size
        total += packet.duration
        size += packet.size
        if packet.has_sidedata("skip_samples"):
            data = bytes(packet.get_sidedata("skip_samples"))
            skipped += int.from_bytes(data[0:4], "little")
            skipped += 0 if trimmed else int.from_bytes(data[4:8], "little")
    if not count:
        return None, 0
    seconds = total * Fraction(stream.time_base)
    return max(Fraction(0), seconds - Fraction(skipped, rate)), size


def _plausible(codec: str, seconds: float, size: int, samples_a_second: int) -> bool:
    """Whether so many seconds fit into `size` bytes."""
    pcm = _PCM.fullmatch(codec)
    if pcm is None:
        return seconds * _FEWEST_BITS <= size * 8
    exact = size * 8 / (int(pcm[1] or 8) * samples_a_second)
    return abs(seconds - exact) <= max(0.1, exact / 100)


def _by_decoding(container: Any, stream: Any) -> tuple[Fraction, int]:
    """Seconds and bytes by decoding everything, for codecs whose packets have no durations."""
    import av

    seconds, size = Fraction(0), 0
    for packet in _packets(container, stream):
        size += packet.size
        try:
            for frame in frames_of(packet):
                seconds += Fraction(frame.samples, frame.sample_rate)
        except (av.error.FFmpegError, ValueError):
            continue
    return seconds, size


def _packets(container: Any, stream: Any) -> Any:
    import av

    packets = container.demux(stream)
    while True:
        try:
            yield next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            return
