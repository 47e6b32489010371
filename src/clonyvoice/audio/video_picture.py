"""The picture of a video, packet by packet and unchanged, to be put into another file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from clonyvoice.audio.media_containers import Source, open_container
from clonyvoice.audio.recording_limits_file_types import MAX_BYTES
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest

MP4_PICTURES: Final = ("h264", "hevc", "av1", "vp9", "mpeg4")
"""Codecs of pictures that players expect in MP4."""
_HEADER_OPTIONS: Final = {"movflags": "frag_custom+empty_moov+delay_moov+default_base_moof"}


class PictureNotCopied(InvalidRequest):
    """A video whose picture cannot be copied into MP4 without encoding it again."""

    code = "picture_not_copied"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The picture cannot be copied into MP4: {reason}. Choose the asset of an MP4, MOV or WebM video with"
            f" {', '.join(MP4_PICTURES)}, or render sound alone.",
            param="video",
        )
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PicturePacket:
    """An encoded part of the picture; times in units of the picture's time base, from the video's beginning on."""

    data: bytes
    pts: int
    dts: int
    duration: int
    key: bool


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture's codec, size and frame rate, and how its packets are to be read.

    `header` is an MP4 file with its first packet alone: what a muxer needs, the rotation included.
    """

    codec: str
    width: int
    height: int
    fps: float
    time_base: Fraction
    header: bytes


def picture_packets(
    source: Source, *, max_bytes: int = MAX_BYTES, cancel: CancelToken | None = None
) -> Iterator[PictureFacts | PicturePacket]:
    """Facts of the first picture that is no cover, then its packets in the order of decoding.

    Times are from the container's beginning on, where its sound begins too. Raises PictureNotCopied, NotAudio (also
    for a video without sound), AudioTooLarge, Cancelled.
    """
    with open_container(source, max_bytes) as container:
        stream = picture_stream(container)
        if stream is None:
            raise PictureNotCopied("the asset has no picture")
        codec = str(stream.codec_context.codec.canonical_name)
        if codec not in MP4_PICTURES:
            raise PictureNotCopied(f"it is {codec}, which MP4 players do not expect")
        base = Fraction(stream.time_base)
        shift = round(Fraction(container.start_time or 0, 1_000_000) / base)
        last: int | None = None
        begun = False
        for packet in _packets(container, stream):
            if not packet.size or packet.pts is None:
                continue
            dts = packet.dts - shift if packet.dts is not None else packet.pts - shift
            if last is not None and dts <= last:
                dts = last + 1
            last = dts
            if not begun:
                if not packet.is_keyframe:
                    continue
                begun = True
                yield PictureFacts(
                    codec, int(stream.width), int(stream.height), float(stream.average_rate or 0), base,
                    _header(stream, bytes(packet)),
                )  # fmt: skip
            yield PicturePacket(
                bytes(packet), packet.pts - shift, dts, int(packet.duration or 0), bool(packet.is_keyframe)
            )
            if cancel is not None:
                cancel.raise_if_cancelled()
        if not begun:
            raise PictureNotCopied("there are no frames in it")


def as_message(part: PictureFacts | PicturePacket) -> tuple[dict[str, Any], bytes]:
    """Facts or a packet as JSON and bytes, for another process."""
    if isinstance(part, PicturePacket):
        return {"pts": part.pts, "dts": part.dts, "duration": part.duration, "key": part.key}, part.data
    return {
        "codec": part.codec, "width": part.width, "height": part.height, "fps": part.fps,
        "base": [part.time_base.numerator, part.time_base.denominator],
    }, part.header  # fmt: skip


def from_message(message: dict[str, Any], data: bytes) -> PictureFacts | PicturePacket:
    """The facts or the packet of a message. Raises KeyError, TypeError, ValueError, ZeroDivisionError."""
    if "pts" in message:
        return PicturePacket(
            data, int(message["pts"]), int(message["dts"]), int(message["duration"]), bool(message["key"])
        )
    width, height = int(message["width"]), int(message["height"])
    base = Fraction(*(int(part) for part in message["base"]))
    if base <= 0:
        raise ValueError("a time base is positive")
    return PictureFacts(str(message["codec"]), width, height, float(message["fps"]), base, data)


def picture_stream(container: Any) -> Any:
    """The first stream of pictures that is no cover; None where there is none."""
    from av.stream import Disposition

    return next(
        (one for one in container.streams.video if not one.disposition & Disposition.attached_pic), None
    )


def _packets(container: Any, stream: Any) -> Iterator[Any]:
    import av

    packets = container.demux(stream)
    while True:
        try:
            yield next(packets)
        except (StopIteration, av.error.FFmpegError):
            return


def _header(stream: Any, first: bytes) -> bytes:
    """An MP4 file with one packet of a stream, written to memory."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4", container_options=_HEADER_OPTIONS) as container:
        copied = container.add_stream_from_template(stream)
        copied.codec_context  # noqa: B018 - a template without one cannot be muxed
        packet = av.Packet(first)
        packet.stream, packet.pts, packet.dts, packet.duration = copied, 0, 0, 1
        packet.time_base, packet.is_keyframe = stream.time_base, True
        container.mux(packet)
    return out.getvalue()
