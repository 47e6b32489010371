"""Small videos for tests: a sound, and a block that moves."""

from __future__ import annotations

import io
import struct
from fractions import Fraction
from typing import Any, Literal

import av
import numpy as np

from clonyvoice.core.audio import Audio

PICTURES = 10
"""A second."""


def spoken_video(sound: Audio, codec: Literal["mpeg4", "libvpx-vp9"] = "mpeg4") -> bytes:
    """An MP4 file of 64 x 48 pixels, 10 pictures a second, with the sound as AAC."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        picture = file.add_stream(codec, rate=PICTURES)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        track = file.add_stream("aac", rate=sound.sample_rate, layout="mono")
        for number in range(round(sound.duration * PICTURES)):
            image = np.full((48, 64, 3), 40, np.uint8)
            image[16:32, number % 48 : number % 48 + 16] = 220
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, PICTURES)
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
        for first in range(0, len(sound.samples), 1024):
            block = av.AudioFrame.from_ndarray(sound.samples[None, first : first + 1024], "fltp", "mono")
            block.sample_rate, block.pts = sound.sample_rate, first
            block.time_base = Fraction(1, sound.sample_rate)
            file.mux(track.encode(block))
        file.mux(track.encode(None))
    return out.getvalue()


def rule_video(
    codec: str,
    container: str,
    pixels: str,
    *,
    seconds: float,
    size: tuple[int, int] = (160, 96),
    rate: int = 25,
    sample_aspect_ratio: int = 1,
) -> bytes:
    """A video in a codec that browsers may not play: a bright block that moves by two pixels a picture, and silence."""
    out = io.BytesIO()
    width, height = size
    with av.open(out, "w", format=container) as file:
        picture: Any = file.add_stream(codec, rate=rate)
        picture.width, picture.height, picture.pix_fmt = width, height, pixels
        if sample_aspect_ratio != 1:
            picture.codec_context.sample_aspect_ratio = Fraction(sample_aspect_ratio)
        sound: Any = file.add_stream("aac" if container == "mp4" else "mp2", rate=48_000, layout="mono")
        kind = "fltp" if container == "mp4" else "s16"
        for number in range(round(seconds * rate)):
            image = np.full((height, width, 3), 40, np.uint8)
            at = 8 + 2 * number % (width - 32)
            image[40:56, at : at + 16] = 220
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
        for first in range(0, round(seconds * 48_000), 1024):
            block = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32 if kind == "fltp" else np.int16), kind, "mono"
            )
            block.sample_rate, block.pts, block.time_base = 48_000, first, Fraction(1, 48_000)
            file.mux(sound.encode(block))
        file.mux(sound.encode(None))
    return out.getvalue()


def turned(mp4: bytes, degrees: int) -> bytes:
    """The MP4 file with a display matrix that turns its picture to the right, as phones write it."""
    one = 0x10000
    cos, sin = {90: (0, one), 180: (-one, 0), 270: (0, -one)}[degrees]
    matrix = struct.pack(">9i", cos, sin, 0, -sin, cos, 0, 0, 0, 0x40000000)
    at = mp4.index(b"tkhd")  # ISO/IEC 14496-12, 8.3.2: the first track is the picture; version 0
    place = at + 4 + 4 + 20 + 8 + 8
    return mp4[:place] + matrix + mp4[place + 36 :]
