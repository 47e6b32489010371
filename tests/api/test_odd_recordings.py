"""Recordings as people have them, through the cloning and audio routes: odd rates, channels, videos, too much."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
import pytest

from clonyvoice.audio import resample
from clonyvoice.core import Audio
from tests.api.conftest import Stage
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import RATE, syllables

SPEECH = syllables(8, 115)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("odd")) as (running, _):
        yield running


def _encoded(container: str, codec: str, rate: int, layout: str, *, video: bool = False) -> bytes:
    """The speech in any container and codec, on every channel; with a picture when asked."""
    sound = resample(Audio(SPEECH, RATE), rate).samples
    sink = io.BytesIO()
    with av.open(sink, "w", format=container) as out:
        stream: Any = out.add_stream(codec, rate=rate, layout=layout)
        picture: Any = out.add_stream("mpeg4", rate=5) if video else None
        if picture is not None:
            picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
            for _ in range(10):
                frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
                out.mux(picture.encode(frame))
            out.mux(picture.encode(None))
        channels = stream.layout.nb_channels
        resampler = av.AudioResampler(stream.format.name, layout, rate)
        for at in range(0, len(sound), 1024):
            piece = np.tile(sound[at : at + 1024], (channels, 1))
            audio: Any = av.AudioFrame.from_ndarray(piece, format="fltp", layout=layout)
            audio.sample_rate, audio.pts = rate, at
            for ready in resampler.resample(audio):
                out.mux(stream.encode(ready))
        out.mux(stream.encode(None))
    return sink.getvalue()


@pytest.mark.parametrize(
    ("container", "codec", "rate", "layout", "video"),
    [
        ("wav", "pcm_s16le", 8_000, "mono", False),
        ("wav", "pcm_s24le", 96_000, "5.1", False),
        ("mp4", "aac", 48_000, "stereo", True),
    ],
)
def test_any_recording_is_measured_and_cloned(
    served: Running, container: str, codec: str, rate: int, layout: str, video: bool
) -> None:
    data = _encoded(container, codec, rate, layout, video=video)
    facts = served.client.post("/api/audio-duration", files={"audio": (f"a.{container}", data)}).json()
    assert facts["duration"] == pytest.approx(8.0, abs=0.06)
    assert facts["sample_rate"] == rate
    assert facts["channels"] == {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    made = served.client.post(
        "/api/clone/create",
        files={"audio": (f"a.{container}", data)},
        data={"name": container, "language": "en", "consent": "true", "refine": "instant"},
    )
    assert made.status_code == 200, made.text
    assert made.json()["quality"]["speech_seconds"] > 3


@pytest.mark.parametrize(
    "route", ["/api/transcribe", "/api/clone/create", "/api/clone/check", "/api/audio-duration"]
)
def test_more_than_the_limit_is_refused_and_nothing_is_left(stage: Stage, route: str) -> None:
    headers = stage.key()
    answer = stage.http.post(
        route, headers=headers, files={"audio": ("big.wav", bytes(3_000_000))}, data={"name": "x"}
    )
    assert answer.status_code == 413
    assert not list(stage.parts.blobs.ids())
    assert not list(stage.parts.blobs.scratch.iterdir())
    assert stage.http.get("/health").status_code == 200
