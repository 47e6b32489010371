"""Stereo sound of a project: any recording decoded to 16-bit 48 kHz once, then read in place; encoded again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio.media_containers import (
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
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.core.cancel import CancelToken

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
