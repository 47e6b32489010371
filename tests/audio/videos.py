"""Small videos for tests: a sound, and a block that moves."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Literal

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
