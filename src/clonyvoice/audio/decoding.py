"""Sound from untrusted bytes: mono float32 at any rate, bounded while it is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.resampling import Resampler
from clonyvoice.audio.sources import (
    MAX_BYTES,
    MAX_RATE,
    MIN_RATE,
    AudioTooLong,
    NotAudio,
    Source,
    head_of,
    open_container,
    what_is,
)
from clonyvoice.core.audio import Audio, Samples

MAX_SECONDS = 3600.0
_MAX_DAMAGED = 1000


def decode(
    source: Source,
    sample_rate: int | None = None,
    *,
    max_seconds: float = MAX_SECONDS,
    max_bytes: int = MAX_BYTES,
) -> Audio:
    """The whole recording as mono sound at `sample_rate` (its own rate when None).

    Any container and codec that FFmpeg knows, also the sound of a video; channels are averaged. A file that
    is cut off or damaged in places gives what can be read. Raises NotAudio (says what it is instead),
    AudioTooLong and AudioTooLarge (found out while decoding: headers are not believed).
    """
    pieces = list(decode_blocks(source, sample_rate, max_seconds=max_seconds, max_bytes=max_bytes))
    return Audio(np.concatenate([piece.samples for piece in pieces]), pieces[0].sample_rate)


def decode_blocks(
    source: Source,
    sample_rate: int | None = None,
    *,
    block_seconds: float = 10.0,
    max_seconds: float = MAX_SECONDS,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Audio]:
    """The recording in blocks of about `block_seconds`, so that an hour needs no hour's worth of memory.

    At least one block comes; all have the same rate. Raises as `decode` does.
    """
    block: list[Samples] = []
    held, total, target = 0, 0, sample_rate
    resampler: Resampler | None = None
    for samples, rate in _frames(source, max_bytes):
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
        raise NotAudio("a recording without a single sample")
    if len(last.samples):
        yield last


def _frames(source: Source, max_bytes: int) -> Iterator[tuple[Samples, int]]:
    """Decoded frames as mono samples with their rate; damaged packets are left out."""
    import av

    with open_container(source, max_bytes) as container:
        stream = container.streams.audio[0]
        damaged = 0
        packets = container.demux(stream)
        mixer = _Mixer()
        while True:
            try:
                packet = next(packets)
                frames = packet.decode()
            except StopIteration:
                return
            except (av.error.FFmpegError, ValueError) as problem:
                damaged += 1
                if isinstance(problem, av.error.EOFError) or damaged > _MAX_DAMAGED:
                    return
                continue
            for frame in frames:
                if not MIN_RATE <= frame.sample_rate <= MAX_RATE:
                    raise NotAudio(f"a recording with an impossible sample rate of {frame.sample_rate} Hz")
                yield mixer.mono(frame), frame.sample_rate


class _Mixer:
    """Any sample format and number of channels to mono float32."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._converter: Any = None

    def mono(self, frame: Any) -> Samples:
        import av

        key = (frame.format.name, frame.layout.name, frame.layout.nb_channels, frame.sample_rate)
        if frame.format.name == "fltp":
            planes = [frame.to_ndarray()]
        else:
            if key != self._key:
                self._converter = av.AudioResampler(
                    format="fltp", layout=frame.layout, rate=frame.sample_rate
                )
                self._key = key
            planes = [converted.to_ndarray() for converted in self._converter.resample(frame)]
        if not planes:
            return np.zeros(0, np.float32)
        channels: NDArray[np.float32] = np.concatenate(planes, axis=1)
        mixed = channels[0] if len(channels) == 1 else channels.mean(axis=0)
        return np.asarray(np.nan_to_num(mixed, nan=0.0, posinf=0.0, neginf=0.0), np.float32)
