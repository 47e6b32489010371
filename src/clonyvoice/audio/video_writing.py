"""Videos with new sound: a picture copied packet by packet, the sound encoded, subtitles as text."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO, Final

from clonyvoice.audio.chapters import About
from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE, Stereo
from clonyvoice.audio.video_picture import PictureFacts, PicturePacket

_MILLISECOND: Final = Fraction(1, 1000)
_TEXT_STYLE: Final = struct.pack(
    ">Ibb4s4hHHHBB4sI4sHHB5s",
    0, 1, -1, bytes(4), 0, 0, 0, 0, 0, 0, 1, 0, 18, b"\xff\xff\xff\xff", 18, b"ftab", 1, 1, 5, b"Serif",
)  # fmt: skip
"""3GPP TS 26.245: centred at the bottom, white, size 18."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A subtitle from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


class VideoEncoder(StereoEncoder):
    """An MP4 file with a picture, written as its sound comes in: memory holds a second of each.

    `packets` are `picture_packets`, the facts first; the picture begins `offset` seconds after the sound. It is copied
    to its end, also where the sound ends before.
    """

    def __init__(
        self,
        sink: BinaryIO,
        packets: Iterator[PictureFacts | PicturePacket],
        *,
        offset: float = 0.0,
        captions: Sequence[Caption] = (),
        about: About | None = None,
    ) -> None:
        facts = next(packets)
        assert isinstance(facts, PictureFacts)
        self._facts, self._packets = facts, packets
        self._shift = round(offset / facts.time_base)
        self._captions = _apart(captions)
        self._next: PicturePacket | None = None
        super().__init__("mp4", sink, about)

    def _prepare(self) -> None:
        import av

        self._template: Any = av.open(io.BytesIO(self._facts.header))
        self._picture: Any = self._container.add_stream_from_template(self._template.streams.video[0])
        self._texts: Any = None
        if self._captions:
            self._texts = self._container.add_mux_stream("mov_text", time_base=_MILLISECOND)
            self._texts.extradata = _TEXT_STYLE

    def feed(self, samples: Stereo) -> bytes:
        """Write samples, and the picture and subtitles up to their end."""
        told = super().feed(samples)
        self._until(self.samples / STEREO_RATE)
        return told

    def finish(self) -> bytes:
        """Write the rest."""
        self._until(None)
        told = super().finish()
        self._template.close()
        return told

    def _until(self, seconds: float | None) -> None:
        for packet in self._before(seconds):
            self._container.mux(packet)

    def _before(self, seconds: float | None) -> Iterator[Any]:
        import av

        base = self._facts.time_base
        while True:
            one = self._next or next(self._packets, None)
            self._next = None
            if not isinstance(one, PicturePacket):
                break
            if seconds is not None and (one.dts + self._shift) * base > seconds:
                self._next = one
                break
            packet = av.Packet(one.data)
            packet.stream, packet.time_base = self._picture, base
            packet.pts, packet.dts = one.pts + self._shift, one.dts + self._shift
            packet.duration, packet.is_keyframe = one.duration, one.key
            yield packet
        while self._captions and (seconds is None or self._captions[0].start <= seconds):
            caption = self._captions.pop(0)
            text = caption.text.encode("utf-8", "replace")[:65_535]
            packet = av.Packet(struct.pack(">H", len(text)) + text)
            packet.stream, packet.time_base = self._texts, _MILLISECOND
            packet.pts = packet.dts = round(caption.start * 1000)
            packet.duration = max(1, round((caption.end - caption.start) * 1000))
            packet.is_keyframe = True
            yield packet


def _apart(captions: Sequence[Caption]) -> list[Caption]:
    """Captions in order; one that begins before another has ended ends it, for a text track shows one at a time."""
    found: list[Caption] = []
    for caption in sorted(captions, key=lambda each: (each.start, each.end)):
        if found and found[-1].end > caption.start:
            earlier = found.pop()
            if caption.start - earlier.start >= 0.001:
                found.append(Caption(earlier.start, caption.start, earlier.text))
        found.append(caption)
    return found
