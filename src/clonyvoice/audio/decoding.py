"""Sound from untrusted bytes: mono float32 at any rate, bounded while it is decoded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.audio_tracks import audio_stream
from clonyvoice.audio.channel_mixing import ChannelMixer
from clonyvoice.audio.media_containers import NO_SAMPLES, Source, frames_of, head_of, open_container
from clonyvoice.audio.recording_limits_file_types import (
    MAX_BYTES,
    MAX_DAMAGED,
    MAX_RATE,
    MAX_SECONDS,
    MIN_RATE,
    AudioTooLong,
    NotAudio,
    what_is,
)
from clonyvoice.audio.resampling import Resampler
from clonyvoice.core.audio import Audio, Samples

_HOLE = 0.15
"""Seconds without sound between two packets that are silence rather than rounding of their times. Chosen by hand."""


def decode(
    source: Source,
    sample_rate: int | None = None,
    *,
    max_seconds: float = MAX_SECONDS,
    max_bytes: int = MAX_BYTES,
    track: int | None = None,
) -> Audio:
    """The whole recording as mono sound at `sample_rate` (its own rate when None).

    Any container and codec that FFmpeg supports, also the sound of a video: the default track, or the one numbered
    `track` (from 0 on). Channels are averaged; where they would cancel each other (one of a pair is inverted) the
    louder one is taken. A file that is cut off or damaged in places gives what can be read. Raises NotAudio (says
    what it is instead), TrackNotFound, AudioTooLong and AudioTooLarge (found out while decoding: headers are not
    believed).
    """
    pieces = list(
        decode_blocks(source, sample_rate, max_seconds=max_seconds, max_bytes=max_bytes, track=track)
    )
    return Audio(np.concatenate([piece.samples for piece in pieces]), pieces[0].sample_rate)


def decode_own(data: bytes) -> Audio:
    """The sound of a file that `encoding.encode` wrote as FLAC: mono, 16 bits; 4 ms for 6 s of it on one core.

    One thread and no conversion by FFmpeg: a mix begins with a dozen of these. Raises NotAudio for anything else,
    which is to be read in a process of its own.
    """
    import av

    blocks: list[NDArray[np.int16]] = []
    try:
        with av.open(io.BytesIO(data), mode="r", format="flac") as container:
            stream = container.streams.audio[0]
            stream.codec_context.thread_count = 1
            for frame in container.decode(stream):
                if frame.format.name != "s16" or frame.layout.nb_channels != 1:
                    raise NotAudio(what_is(data[:64]))
                blocks.append(frame.to_ndarray()[0])
    except (av.error.FFmpegError, ValueError, IndexError) as problem:
        raise NotAudio(what_is(data[:64])) from problem
    if not blocks:
        raise NotAudio(NO_SAMPLES)
    return Audio(np.concatenate(blocks) * np.float32(1 / 32768), int(stream.rate))


def decode_blocks(
    source: Source,
    sample_rate: int | None = None,
    *,
    block_seconds: float = 10.0,
    max_seconds: float = MAX_SECONDS,
    max_bytes: int = MAX_BYTES,
    track: int | None = None,
    in_time: bool = False,
) -> Iterator[Audio]:
    """The recording in blocks of about `block_seconds`, so that an hour needs no hour's worth of memory.

    `in_time` keeps the file's time: where the sound of a video begins late or has holes there is silence.
    At least one block comes; all have the same rate. Raises as `decode` does.
    """
    block: list[Samples] = []
    held, total, target = 0, 0, sample_rate
    resampler: Resampler | None = None
    for samples, rate in _frames(source, max_bytes, track, in_time=in_time):
        target = target or rate
        if resampler is None or resampler.source_rate != rate:
            if resampler is not None:
                block.append(resampler.finish())
                held += len(block[-1])
            resampler = Resampler(rate, target)
        piece = resampler.feed(samples)
        total += len(piece)
        if total > max_seconds * target:
            raise AudioTooLong(max_seconds)
        block.append(piece)
        held += len(piece)
        if held >= block_seconds * target:
            yield Audio(np.concatenate(block), target)
            block, held = [], 0
    if resampler is None or target is None:
        raise NotAudio(what_is(head_of(source)))
    block.append(resampler.finish())
    last = Audio(np.concatenate(block), target)
    if total + len(block[-1]) == 0:
        raise NotAudio(NO_SAMPLES)
    if len(last.samples):
        yield last


def _frames(
    source: Source, max_bytes: int, track: int | None, *, in_time: bool
) -> Iterator[tuple[Samples, int]]:
    """Decoded frames as mono samples with their rate; damaged packets are left out."""
    import av

    with open_container(source, max_bytes) as container:
        stream = audio_stream(container, track)
        damaged, made = 0, False
        packets = container.demux(stream)
        mixer = ChannelMixer()
        clock = _Clock(container) if in_time else None
        while True:
            try:
                packet = next(packets)
                frames = frames_of(packet)
            except StopIteration:
                break
            except (av.error.FFmpegError, ValueError) as problem:
                damaged += 1
                if isinstance(problem, av.error.EOFError) or damaged > MAX_DAMAGED:
                    break
                continue
            for frame in frames:
                made, rate = True, frame.sample_rate
                if not MIN_RATE <= rate <= MAX_RATE:
                    raise NotAudio(f"a recording with an impossible sample rate of {rate} Hz")
                for silent in clock.silence_before(frame) if clock else ():
                    yield np.zeros(silent, np.float32), rate
                yield mixer.mono(frame), rate
    if not made and not damaged:
        raise NotAudio(NO_SAMPLES)


class _Clock:
    """Position of decoded sound in the file's time, and the silence that is missing before it."""

    def __init__(self, container: Any) -> None:
        import av

        self._start = Fraction(container.start_time or 0, av.time_base)
        """Of the stream that begins first: the sound of a video, or its picture."""
        length = container.duration
        self._length = Fraction(length, av.time_base) if length and length > 0 else None
        self._at = Fraction(0)

    def silence_before(self, frame: Any) -> Iterator[int]:
        """Samples of silence to put before the frame, a second at most each time.

        Times outside the file's length are not believed: then the frame follows the one before it.
        """
        rate, length = frame.sample_rate, Fraction(frame.samples, frame.sample_rate)
        if frame.pts is not None and frame.time_base:
            missing = frame.pts * Fraction(frame.time_base) - self._start - self._at
            within = self._length is None or self._at + missing <= self._length
            if missing < -_HOLE or not within:
                self._start += missing  # time was turned back, or leaps: it goes on from here
            elif missing > _HOLE:
                left = round(missing * rate)
                self._at += Fraction(left, rate)
                while left:
                    yield min(left, rate)
                    left -= min(left, rate)
        self._at += length
