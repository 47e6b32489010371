"""A small copy of a video's picture that every browser plays: VP8, at most 960 x 540 pixels and 30 pictures a second.

VP8 is decoded by Chromium and Firefox of every build, and by Safari; libvpx, which encodes it, is in the PyAV wheels
(BSD licence), as is libx264 (GPL), whose H.264 not every build of Chromium decodes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, BinaryIO, Final

import numpy as np

from clonyvoice.audio.media_containers import Source, open_container
from clonyvoice.audio.recording_limits_file_types import MAX_BYTES, AudioTooLong
from clonyvoice.audio.video_picture import PictureFacts, PicturePacket, picture_stream
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest

_MOST_PIXELS: Final = 960 * 540
"""Of a picture: the monitor is 640 pixels wide at most. Chosen by hand."""
_MOST_RATE: Final = 30
"""Pictures a second: of 50 or 60 every second one. Chosen by hand."""
_SLACK_MS: Final = 8
"""Milliseconds by which a picture may be early for that rate: containers round their times. Chosen by hand."""
_BIT_RATE: Final = 1_200_000
"""Bits a second at most pixels. Chosen by hand."""
_USUAL_RATE: Final = 25
"""Pictures a second where a container tells none."""
_MOST_DAMAGED: Final = 1000
"""Damaged packets after which a video is given up, as in `audio/decoding.py`."""
_MILLISECOND: Final = Fraction(1, 1000)


class NoPicture(InvalidRequest):
    """An asset without a picture that can be shown."""

    code = "no_picture"

    def __init__(self) -> None:
        super().__init__(
            "This asset has no picture, so there is nothing to show. Choose the asset of a video.",
            param="asset_id",
        )


def proxy_packets(
    source: Source, *, max_seconds: float, max_bytes: int = MAX_BYTES, cancel: CancelToken | None = None
) -> Iterator[PictureFacts | PicturePacket]:
    """Facts of the proxy of a video, then its VP8 packets; times in ms from the container's beginning on.

    It is upright, with square pixels; each second begins with a key frame, so that it can be sought in. Damaged packets
    are left out. Raises NoPicture, NotAudio (also for a video without sound), AudioTooLarge, AudioTooLong, Cancelled.
    """
    with open_container(source, max_bytes) as container:
        stream = picture_stream(container)
        if stream is None:
            raise NoPicture
        rate = float(stream.average_rate or 0)
        rate = rate if 1 <= rate <= 1000 else float(_USUAL_RATE)
        begun = Fraction(container.start_time or 0, 1_000_000)
        encoder: Any = None
        last: int | None = None
        for frame in _frames(container, stream):
            if cancel is not None:
                cancel.raise_if_cancelled()
            at = 0 if last is None else last + round(1000 / rate)
            if frame.pts is not None and frame.time_base:
                at = round((frame.pts * Fraction(frame.time_base) - begun) * 1000)
            if at > max_seconds * 1000:
                raise AudioTooLong(max_seconds)
            if at < 0 or (last is not None and at - last < 1000 / _MOST_RATE - _SLACK_MS):
                continue
            last = at
            if encoder is None:
                size = _size(frame, stream)
                encoder = _encoder(size, min(rate, _MOST_RATE))
                yield PictureFacts("vp8", *size, min(rate, float(_MOST_RATE)), _MILLISECOND, b"")
            small = _upright(frame, size)
            small.pts, small.time_base = at, _MILLISECOND
            yield from _packets(encoder.encode(small))
        if encoder is None:
            raise NoPicture
        yield from _packets(encoder.encode(None))


def load_encoder() -> None:
    """Encode a picture, so that all that is needed is loaded."""
    frame: Any = _upright(_blank(), (16, 16))
    frame.pts, frame.time_base = 0, _MILLISECOND
    encoder = _encoder((16, 16), _USUAL_RATE)
    for _ in _packets([*encoder.encode(frame), *encoder.encode(None)]):
        pass


def _blank() -> Any:
    import av

    return av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")


def write_proxy(parts: Iterator[PictureFacts | PicturePacket], sink: BinaryIO) -> Iterator[float]:
    """Write `proxy_packets` into a WebM file that can be sought in; the seconds written so far, packet by packet."""
    import av

    facts = next(parts)
    assert isinstance(facts, PictureFacts)
    with av.open(sink, "w", format="webm") as container:
        stream: Any = container.add_mux_stream(
            "vp8", width=facts.width, height=facts.height, time_base=_MILLISECOND
        )
        for part in parts:
            assert isinstance(part, PicturePacket)
            packet = av.Packet(part.data)
            packet.stream, packet.time_base, packet.is_keyframe = stream, _MILLISECOND, part.key
            packet.pts, packet.dts, packet.duration = part.pts, part.dts, round(1000 / max(facts.fps, 1))
            container.mux(packet)
            yield part.pts / 1000


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    import av

    damaged = 0
    packets = container.demux(stream)
    while True:
        try:
            frames = next(packets).decode()
        except StopIteration:
            return
        except (av.error.FFmpegError, ValueError) as problem:
            damaged += 1
            if isinstance(problem, av.error.EOFError) or damaged > _MOST_DAMAGED:
                return
            continue
        yield from frames


def _size(frame: Any, stream: Any) -> tuple[int, int]:
    """Width and height of the proxy: even, within `_MOST_PIXELS`, as the picture is to be seen."""
    shape = float(stream.codec_context.sample_aspect_ratio or stream.sample_aspect_ratio or 1)
    width = frame.width * (shape if 0.1 <= shape <= 10 else 1.0)
    height = float(frame.height)
    if _quarters(frame) % 2:
        width, height = height, width
    share = min(1.0, math.sqrt(_MOST_PIXELS / (width * height)))
    longest = 16_382  # libvpx's, even
    wide, high = (min(longest, max(2, 2 * round(side * share / 2))) for side in (width, height))
    return wide, high


def _quarters(frame: Any) -> int:
    """Quarter turns to the left after which the picture is upright: phones write them beside it."""
    return round(float(getattr(frame, "rotation", 0) or 0) / 90) % 4


def _upright(frame: Any, size: tuple[int, int]) -> Any:
    import av

    turns = _quarters(frame)
    if not turns:
        return frame.reformat(*size, "yuv420p")
    across = size[::-1] if turns % 2 else size
    turned = np.ascontiguousarray(np.rot90(frame.reformat(*across, "rgb24").to_ndarray(), turns))
    return av.VideoFrame.from_ndarray(turned, format="rgb24").reformat(*size, "yuv420p")


def _encoder(size: tuple[int, int], rate: float) -> Any:
    import av

    encoder: Any = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height = size
    encoder.pix_fmt, encoder.time_base = "yuv420p", _MILLISECOND
    encoder.framerate = Fraction(rate).limit_denominator(1001)
    encoder.bit_rate = max(100_000, round(_BIT_RATE * size[0] * size[1] / _MOST_PIXELS))
    encoder.gop_size = max(1, round(rate))
    encoder.thread_count = 1  # libvpx's threads spin while they wait: twice the processor time
    # No frames ahead: a proxy is made once and looked at a few times.
    encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
    return encoder


def _packets(encoded: Any) -> Iterator[PicturePacket]:
    for packet in encoded:
        if packet.size and packet.pts is not None:
            yield PicturePacket(
                bytes(packet), packet.pts, packet.pts, int(packet.duration or 0), bool(packet.is_keyframe)
            )
