"""Proxies of videos: what a browser cannot play becomes VP8, in time, upright, small."""

from __future__ import annotations

import io
from typing import Any

import av
import numpy as np
import pytest

from clonyvoice.audio import NotAudio, decoder_pool, encode
from clonyvoice.audio.recording_limits_file_types import AudioTooLong
from clonyvoice.audio.video_picture import PictureFacts
from clonyvoice.audio.video_proxy import NoPicture, proxy_packets, write_proxy
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from tests.audio.videos import rule_video, turned


def made(data: bytes) -> tuple[Any, list[tuple[float, np.ndarray]]]:
    """The proxy's stream, and its pictures with their times."""
    sink = io.BytesIO()
    for _ in write_proxy(decoder_pool.proxy_packets(data, max_seconds=60), sink):
        pass
    opened: Any = av.open(io.BytesIO(sink.getvalue()))
    with opened as file:
        stream = file.streams.video[0]
        assert file.format.name == "matroska,webm"
        assert stream.codec_context.name in ("vp8", "libvpx")
        assert not file.streams.audio
        found = [(float(one.time), one.to_ndarray(format="gray")) for one in file.decode(stream)]
        return (stream.width, stream.height, float(file.duration) / 1e6), found


@pytest.mark.parametrize(
    ("codec", "container", "pixels"),
    [
        ("mpeg2video", "mpegts", "yuv420p"),
        ("mpeg4", "avi", "yuv420p"),
        ("prores_ks", "mov", "yuv422p10le"),
        ("mjpeg", "avi", "yuvj420p"),
    ],
)
def test_every_picture_is_there_in_its_time(codec: str, container: str, pixels: str) -> None:
    (width, height, seconds), pictures = made(rule_video(codec, container, pixels, seconds=2.0))
    assert (width, height) == (160, 96)
    assert seconds == pytest.approx(2.0, abs=0.05)
    assert len(pictures) == 50
    first = pictures[0][0]
    assert first <= 0.02  # an MPEG stream begins with its sound
    for number, (at, picture) in enumerate(pictures):
        assert at == pytest.approx(first + number / 25, abs=0.002)
        # The bright block moves by two pixels a picture, from 8 on.
        bright = np.flatnonzero(picture[40:56].mean(axis=0) > 130)
        assert bright.mean() == pytest.approx(8 + 2 * number % 128 + 7.5, abs=1.5)


def test_large_and_quick_videos_are_made_small_and_slow() -> None:
    (width, height, _), pictures = made(
        rule_video("mpeg2video", "mpegts", "yuv420p", seconds=0.6, size=(1280, 720), rate=50)
    )
    assert width * height <= 960 * 540
    assert width / height == pytest.approx(16 / 9, rel=0.01)
    steps = np.diff([at for at, _ in pictures])
    assert steps.min() >= 0.025
    assert steps.max() <= 0.045


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_video_of_a_phone_is_upright(degrees: int) -> None:
    plain = rule_video("mpeg4", "mp4", "yuv420p", seconds=0.4)
    (width, height, _), pictures = made(turned(plain, degrees))
    assert (width, height) == ((160, 96) if degrees == 180 else (96, 160))
    _, straight = made(plain)
    wanted = np.rot90(straight[5][1].astype(float), -degrees // 90)
    assert np.abs(pictures[5][1] - wanted).mean() < 8


def test_pictures_that_are_not_square_are_seen_as_they_should_be() -> None:
    (width, height, _), _ = made(rule_video("mpeg4", "avi", "yuv420p", seconds=0.2, sample_aspect_ratio=2))
    assert (width, height) == (320, 96)


def test_a_second_is_never_far_from_a_key_picture() -> None:
    data = rule_video("mpeg2video", "mpegts", "yuv420p", seconds=3.0)
    parts = list(proxy_packets(data, max_seconds=60))
    assert isinstance(parts[0], PictureFacts)
    keys = [part.pts for part in parts[1:] if not isinstance(part, PictureFacts) and part.key]
    assert keys[0] <= 20
    assert max(np.diff(keys)) <= 1000


def test_sound_text_and_too_long_videos_are_refused_by_name() -> None:
    with pytest.raises(NoPicture):
        list(decoder_pool.proxy_packets(encode(Audio.silence(0.2, 24_000), "wav"), max_seconds=60))
    with pytest.raises(NotAudio):
        list(decoder_pool.proxy_packets(b"hello", max_seconds=60))
    with pytest.raises(AudioTooLong):
        list(decoder_pool.proxy_packets(rule_video("mpeg4", "avi", "yuv420p", seconds=2.0), max_seconds=1))


def test_a_damaged_video_keeps_what_can_be_read() -> None:
    data = bytearray(rule_video("mpeg2video", "mpegts", "yuv420p", seconds=2.0))
    chance = np.random.default_rng(3)
    for at in chance.integers(len(data) // 4, len(data), 40):
        data[at] ^= 0xFF
    _, pictures = made(bytes(data))
    assert len(pictures) > 25


def test_a_cancel_ends_the_decoder_in_the_middle() -> None:
    token = CancelToken()
    going = decoder_pool.proxy_packets(
        rule_video("mpeg2video", "mpegts", "yuv420p", seconds=4.0), max_seconds=60, cancel=token
    )
    next(going)
    token.cancel()
    with pytest.raises(Cancelled):
        list(going)
