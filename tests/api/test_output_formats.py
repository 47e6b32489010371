"""Every `output_format` that ElevenLabs' SDK names: it decodes, at the rate and the bit rate that its name says."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import Any, get_args

import av
import httpx
import numpy as np
import pytest
from elevenlabs import ElevenLabs
from elevenlabs.text_to_speech.types.text_to_speech_convert_request_output_format import (
    TextToSpeechConvertRequestOutputFormat,
)
from elevenlabs.text_to_speech.types.text_to_speech_stream_request_output_format import (
    TextToSpeechStreamRequestOutputFormat,
)

from clonyvoice.engines.fake import FakeEngine
from tests.api.running import Running, running


def _names(of: Any) -> list[str]:
    """The names of a union of a Literal and Any, as the SDK writes its enumerations."""
    return [name for part in get_args(of) for name in get_args(part)]


WHOLE = _names(TextToSpeechConvertRequestOutputFormat)
STREAMED = _names(TextToSpeechStreamRequestOutputFormat)
TEXT = "Hello there, my friend. " * 15
SECONDS = 15 * (0.05 * len("Hellotheremyfriend") + 4 * 0.05)
"""Seconds that the scripted engine speaks, pauses between sentences not counted."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("formats"), FakeEngine()) as found:
        yield found


@pytest.fixture(scope="module")
def theirs(served: Running) -> Iterator[ElevenLabs]:
    with httpx.Client(timeout=60, verify=False) as http:
        yield ElevenLabs(base_url=f"{served.url}/elevenlabs", api_key=served.key, httpx_client=http)


def test_the_sdk_names_as_many_as_are_tried() -> None:
    assert (len(WHOLE), len(STREAMED)) == (28, 21)
    assert set(STREAMED) < set(WHOLE)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_answer_is_what_its_name_says(theirs: ElevenLabs, name: str) -> None:
    sound = b"".join(theirs.text_to_speech.convert("fake_ann", text=TEXT, output_format=name))
    check(name, sound, whole=True)


@pytest.mark.parametrize("name", STREAMED)
def test_a_streamed_answer_is_what_its_name_says(theirs: ElevenLabs, name: str) -> None:
    sound = b"".join(theirs.text_to_speech.stream("fake_ann", text=TEXT, output_format=name))
    check(name, sound, whole=False)


def check(name: str, data: bytes, *, whole: bool) -> None:
    """Fail unless `data` is sound of that format's codec, rate and bit rate, in which the tone can be heard."""
    codec, rate, *kilobits = name.split("_")
    samples, read_rate, read_codec, size = _decoded(codec, int(rate), data)
    seconds = len(samples) / read_rate
    assert read_rate == int(rate)
    assert {"pcm": "pcm_s16le", "wav": "pcm_s16le", "ulaw": "pcm_mulaw", "alaw": "pcm_alaw"}.get(
        codec, codec
    ) in (read_codec, read_codec.removesuffix("float"))
    assert SECONDS < seconds < SECONDS + 15 * 0.6
    assert _hertz(samples, read_rate) == pytest.approx(220, abs=3)  # the voice's own: no wrong rate is told
    if kilobits:
        assert size * 8 / seconds / 1000 == pytest.approx(int(kilobits[0]), rel=0.02)
    if codec == "wav" and whole:
        with wave.open(io.BytesIO(data)) as file:
            assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (
                int(rate), 1, len(samples),
            )  # fmt: skip


def _decoded(codec: str, rate: int, data: bytes) -> tuple[np.ndarray[Any, Any], int, str, int]:
    """Samples, rate, codec and bytes without the container's, read by FFmpeg; bare samples at the name's rate."""
    bare = {"pcm": "s16le", "ulaw": "mulaw", "alaw": "alaw"}.get(codec)
    options = {"sample_rate": str(rate)} if bare else {}
    opened: Any = av.open(io.BytesIO(data), format=bare, options=options)
    with opened as file:
        stream = file.streams.audio[0]
        packets = [packet for packet in file.demux(stream) if packet.size]
        frames = [frame.to_ndarray() for packet in packets for frame in packet.decode()]
        assert stream.channels == 1
        sound = np.concatenate([frame.reshape(-1) for frame in frames]).astype(np.float64)
        return sound, int(stream.rate), str(stream.codec.name), sum(packet.size for packet in packets)


def _hertz(samples: np.ndarray[Any, Any], rate: int) -> float:
    """The strongest tone."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))
