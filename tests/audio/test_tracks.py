"""Videos with several tracks, inverted channels, sound that begins late or has holes."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from clonyvoice.audio import AudioTooLong, TrackNotFound, decode, decode_blocks, probe
from clonyvoice.core.audio import Samples

RATE = 48_000


def tone(hertz: float, seconds: float) -> Samples:
    times = np.arange(round(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def pitch(samples: Samples, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


def video(
    tracks: list[tuple[str, list[tuple[float, Samples]]]],
    *,
    default: int | None = None,
    form: str = "matroska",
) -> bytes:
    """Two seconds of grey picture, and tracks: a language, and stretches of sound with the second of their start."""
    import av
    from av.stream import Disposition

    sink = io.BytesIO()
    with av.open(sink, "w", format=form) as container:
        picture: Any = container.add_stream("mpeg4", rate=10)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        streams = []
        for number, (language, parts) in enumerate(tracks):
            layout = "stereo" if parts[0][1].ndim == 2 else "mono"
            stream: Any = container.add_stream("aac", rate=RATE, layout=layout)
            stream.metadata["language"] = language
            if default is not None:
                stream.disposition = Disposition.default if number == default else Disposition(0)
            streams.append(stream)
        packets: list[Any] = []
        for index in range(20):
            shown = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 99, np.uint8), format="rgb24")
            shown.pts = index
            packets += picture.encode(shown)
        packets += picture.encode(None)
        for stream, (_, parts) in zip(streams, tracks, strict=True):
            for start, samples in parts:
                planes = np.ascontiguousarray(np.atleast_2d(samples))
                for at in range(0, planes.shape[1] - 1023, 1024):
                    frame = av.AudioFrame.from_ndarray(
                        np.ascontiguousarray(planes[:, at : at + 1024]),
                        format="fltp",
                        layout=stream.layout.name,
                    )
                    frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
                    frame.pts = round(start * RATE) + at
                    packets += stream.encode(frame)
            packets += stream.encode(None)
        for packet in sorted(packets, key=lambda one: one.dts * one.time_base):
            container.mux(packet)
    return sink.getvalue()


def test_the_default_track_is_taken_wherever_it_stands_and_another_when_asked_for() -> None:
    data = video([("eng", [(0.0, tone(300, 2.0))]), ("deu", [(0.0, tone(500, 2.0))])], default=1)
    assert pitch(decode(data, 16_000).samples, 16_000) == pytest.approx(500, abs=2)
    for track, hertz in ((0, 300), (1, 500)):
        assert pitch(decode(data, 16_000, track=track).samples, 16_000) == pytest.approx(hertz, abs=2)
    facts = probe(data)
    assert [(one.number, one.language, one.default) for one in facts.tracks] == [
        (0, "eng", False),
        (1, "deu", True),
    ]
    first = video([("eng", [(0.0, tone(300, 2.0))]), ("deu", [(0.0, tone(500, 2.0))])])
    assert pitch(decode(first, 16_000).samples, 16_000) == pytest.approx(300, abs=2)


def test_a_track_that_is_not_there_is_refused_with_those_that_are() -> None:
    data = video([("eng", [(0.0, tone(300, 2.0))]), ("deu", [(0.0, tone(500, 2.0))])], default=0)
    with pytest.raises(TrackNotFound, match=r"0 \(eng, default\); 1 \(deu\)"):
        decode(data, track=2)
    with pytest.raises(TrackNotFound):
        probe(data, track=2)


@pytest.mark.parametrize("form", ["matroska", "mp4", "mpegts"])
def test_sound_that_begins_late_keeps_the_time_of_the_video(form: str) -> None:
    data = video([("eng", [(1.2, tone(300, 0.8))])], form=form)
    found = np.concatenate([block.samples for block in decode_blocks(data, 16_000, in_time=True)])
    loud = np.flatnonzero(np.abs(found) > 0.05)
    assert loud[0] / 16_000 == pytest.approx(1.2, abs=0.04)
    assert len(found) / 16_000 == pytest.approx(2.0, abs=0.07)
    assert decode(data, 16_000).duration == pytest.approx(0.8, abs=0.07)  # a clone has no use for silence


def test_a_hole_in_the_sound_is_silence_of_the_same_length() -> None:
    data = video([("eng", [(0.0, tone(300, 0.5)), (1.4, tone(300, 0.6))])])
    found = np.concatenate([block.samples for block in decode_blocks(data, 16_000, in_time=True)])
    quiet = np.flatnonzero(np.abs(found) > 0.05)
    after = quiet[quiet > 16_000][0] / 16_000
    assert after == pytest.approx(1.4, abs=0.05)


def test_a_late_start_counts_to_the_length_that_is_allowed() -> None:
    data = video([("eng", [(1.2, tone(300, 0.8))])])
    with pytest.raises(AudioTooLong):
        list(decode_blocks(data, 16_000, max_seconds=1.0, in_time=True))


def wav(channels: np.ndarray) -> bytes:
    import av

    sink = io.BytesIO()
    with av.open(sink, "w", format="wav") as container:
        stream: Any = container.add_stream(
            "pcm_s16le", rate=RATE, layout="stereo" if len(channels) == 2 else "5.1"
        )
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray((channels * 32767).astype(np.int16).T.reshape(1, -1)),
            format="s16",
            layout=stream.layout.name,
        )
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return sink.getvalue()


@pytest.mark.parametrize("share", [1.0, 0.8, 0.6])
def test_a_pair_that_is_inverted_is_heard_at_its_level(share: float) -> None:
    voice = tone(300, 1.0)
    found = decode(wav(np.stack([voice, -share * voice]))).samples
    assert np.sqrt(np.mean(found**2)) == pytest.approx(np.sqrt(np.mean(voice**2)), rel=0.02)


def test_plain_pairs_are_averaged_as_before() -> None:
    rng = np.random.default_rng(5)
    one, other = (0.1 * rng.standard_normal((2, RATE))).astype(np.float32)
    for left, right in ((one, other), (one, one), (one, 0 * one), (one, 0.5 * other)):
        found = decode(wav(np.stack([left, right]))).samples
        assert np.abs(found - (left + right) / 2).max() < 1e-3


def test_a_pair_that_is_inverted_for_a_while_is_heard_all_the_time() -> None:
    voice = tone(300, 4.0)
    other = voice.copy()
    other[RATE : 2 * RATE] *= -1
    found = decode(wav(np.stack([voice, other]))).samples
    levels = np.sqrt(np.mean(found[: 40 * 4800].reshape(-1, 4800) ** 2, axis=1))
    assert np.count_nonzero(levels < 0.15) <= 5  # half a second at most until it is noticed


def test_one_channel_of_six_is_heard_with_the_others() -> None:
    channels = np.zeros((6, RATE), np.float32)
    channels[2] = tone(300, 1.0)
    assert np.abs(decode(wav(channels)).samples - channels[2] / 6).max() < 1e-3
