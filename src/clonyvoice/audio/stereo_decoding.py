"""Stereo sound of a project: any recording decoded to 16-bit 48 kHz once, then read in place; encoded again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.media_containers import NO_SAMPLES, Source, frames_of, head_of, open_container
from clonyvoice.audio.recording_limits_file_types import (
    MAX_BYTES,
    MAX_DAMAGED,
    AudioTooLong,
    NotAudio,
    what_is,
)
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.core.cancel import CancelToken


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
        resampler: _ToStereo | None = None
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
                if isinstance(problem, av.error.EOFError) or damaged > MAX_DAMAGED:
                    break
                continue
            for frame in frames:
                if late:
                    yield np.zeros((late, 2), np.int16)
                    total, late = total + late, 0
                now = (frame.format.name, frame.layout.name, frame.sample_rate)
                if resampler is None or now != key:
                    if resampler is not None:
                        yield from resampler.blocks(None)
                    resampler, key = _ToStereo(), now
                for block in resampler.blocks(frame):
                    total += len(block)
                    if total > max_seconds * STEREO_RATE:
                        raise AudioTooLong(max_seconds)
                    yield block
        if resampler is not None:
            for block in resampler.blocks(None):
                total += len(block)
                yield block
    if total == 0:
        raise NotAudio(what_is(head_of(source)) if damaged else NO_SAMPLES)


def _late(container: Any, stream: Any) -> int:
    """Samples by which the sound starts after the container does; 0 when that is missing or absurd."""
    if stream.start_time is None or stream.time_base is None or not container.streams.video:
        return 0
    begins = float(stream.start_time * stream.time_base) - (container.start_time or 0) / 1_000_000
    return round(begins * STEREO_RATE) if 0.0 < begins < 3600.0 else 0


class _ToStereo:
    """Frames of one layout to stereo at 48 kHz; where FFmpeg knows no such layout, the mean of the channels."""

    def __init__(self) -> None:
        self._resampler: Any = None
        self._channels = 2

    def blocks(self, frame: Any) -> Iterator[NDArray[np.int16]]:
        """Converted samples `[n, 2]`; those that are left for None. Raises NotAudio."""
        converted = self._first(frame) if self._resampler is None else self._resampler.resample(frame)
        for one in converted:
            block = np.asarray(one.to_ndarray(), np.int16).reshape(-1, self._channels)
            if self._channels != 2:
                block = np.repeat(block.mean(axis=1, keepdims=True).astype(np.int16), 2, axis=1)
            yield block

    def _first(self, frame: Any) -> Any:
        import av

        count = frame.layout.nb_channels
        try:
            self._resampler = av.AudioResampler("s16", "stereo", STEREO_RATE)
            return self._resampler.resample(frame)
        except (av.error.FFmpegError, ValueError):
            self._channels = count
        try:
            self._resampler = av.AudioResampler("s16", frame.layout, STEREO_RATE)
            return self._resampler.resample(frame)
        except (av.error.FFmpegError, ValueError) as problem:
            raise NotAudio(f"a recording of {count} channels, more than can be mixed") from problem
