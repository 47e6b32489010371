"""Facts about formats that encoders and exports rely on (docs/formats.md), asked of the FFmpeg that is installed."""

from __future__ import annotations

import hashlib
import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from clonyvoice.audio import Encoder, decode, encode, stereo_encoding
from clonyvoice.audio.chapters import About
from clonyvoice.audio.stereo_decoding import decode_stereo
from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import stereo_rf64_header, to_int16_stereo, too_long_for_wav
from clonyvoice.core.audio import Audio

RATE = 24_000
SOUND = Audio((0.3 * np.sin(np.arange(RATE) * 0.05)).astype(np.float32), RATE)


def opened(data: bytes) -> Any:
    """A file as FFmpeg reads it."""
    return av.open(io.BytesIO(data))


def decoded(data: bytes, *, rewound: bool = False) -> int:
    """Samples that FFmpeg decodes, from the start or after a seek to it."""
    with opened(data) as file:
        if rewound:
            sum(frame.samples for frame in file.decode(audio=0))
            file.seek(0)
        return sum(frame.samples for frame in file.decode(audio=0))


def piped(fmt: str) -> bytes:
    encoder = Encoder(fmt)
    return encoder.feed(SOUND) + encoder.finish()


def filtered(name: str, options: str = "") -> tuple[int, int]:
    """Samples and rate that a filter of FFmpeg's makes of the sound."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono", time_base=Fraction(1, RATE))
    node, sink = graph.add(name, options or None), graph.add("abuffersink")
    source.link_to(node)
    node.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(SOUND.samples[None], format="flt", layout="mono")
    frame.sample_rate, frame.pts = RATE, 0
    graph.push(frame)
    graph.push(None)
    count = rate = 0
    while True:
        try:
            made: Any = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return count, rate
        count, rate = count + made.samples, made.sample_rate


def test_opus_is_exact_and_says_312_samples_more_than_it_holds() -> None:
    data = encode(SOUND, "opus")
    with opened(data) as file:
        assert file.streams.audio[0].duration == 48_000 + 312
    assert decoded(data) == decoded(piped("opus")) == 48_000
    assert decoded(data, rewound=True) == 48_000 + 312


def test_opus_files_joined_to_one_have_no_burst_where_the_second_begins() -> None:
    """Chained Ogg, as one gets by joining files; FFmpeg itself carries its decoder's state into the second."""
    tone = Audio((0.3 * np.sin(np.arange(60_000) * 2 * np.pi * 440 / 48_000)).astype(np.float32), 48_000)
    joined = encode(tone, "opus") + encode(tone, "opus")
    with opened(joined) as file:
        plain = np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)[0]
    mono, stereo = decode(joined).samples, np.concatenate(list(decode_stereo(joined, max_seconds=60)))
    length = 2 * len(tone.samples)
    assert np.abs(plain).max() > 0.6
    assert abs(len(mono) - length) < 100
    assert abs(len(stereo) - length) < 500
    assert np.abs(mono).max() < 0.4
    assert np.abs(stereo).max() < 0.4 * 32768


def test_mp3_is_exact_in_a_file_and_padded_in_a_pipe() -> None:
    data = encode(SOUND, "mp3")
    with opened(data) as file:
        first = next(file.decode(audio=0))
        assert first.pts is not None
        assert first.time_base is not None
        assert first.pts * first.time_base * RATE == 1105
    assert decoded(data) == RATE
    assert decoded(piped("mp3")) == 25_344


def test_mp3_after_a_seek_to_the_start_gives_what_it_gave_before() -> None:
    """529 samples more come out with PyAV 19, which is not used."""
    assert decoded(encode(SOUND, "mp3"), rewound=True) == RATE


@pytest.mark.parametrize(("rate", "late"), [(48_000, 0), (24_000, 156)])
def test_opus_in_mp4_begins_late_at_other_rates_than_its_own(rate: int, late: int) -> None:
    """Ours never writes it; a recording that comes so is read as FFmpeg reads it, padded at its end."""
    click = np.zeros((1, rate), np.float32)
    click[0, rate // 2] = 0.9
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream: Any = file.add_stream("libopus", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(click, format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    read = decode(out.getvalue())
    assert read.sample_rate == 48_000
    assert abs(int(np.abs(read.samples).argmax()) - 24_000 - late) <= 1
    assert len(read.samples) >= 48_000 + late


def test_wav_beyond_4_gb_is_rf64_and_read_as_long_as_it_is(tmp_path: Path) -> None:
    samples = 6 * 3600 * 48_000 + 60 * 15 * 48_000  # 6.25 hours: 4.32 GB
    assert too_long_for_wav(samples)
    assert not too_long_for_wav(6 * 3600 * 48_000)
    path = tmp_path / "long.wav"
    with path.open("w+b") as file:
        file.write(stereo_rf64_header(samples))
        file.truncate(80 + samples * 4)  # a file of holes takes no place on the disk
    with av.open(path) as container:
        sound = container.streams.audio[0]
        assert sound.duration is not None
        assert sound.time_base is not None
        assert sound.duration * sound.time_base * 48_000 == samples
        assert (sound.sample_rate, sound.channels) == (48_000, 2)


def test_what_is_encoded_as_rf64_is_read_back_sample_for_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stereo_encoding, "too_long_for_wav", lambda samples: samples == 48_000)
    sound = np.random.default_rng(1).uniform(-0.9, 0.9, (48_000, 2)).astype(np.float32)
    sink = io.BytesIO()
    encoder = StereoEncoder("wav", sink, About(length=48_000))
    for begin in range(0, 48_000, 10_000):
        encoder.feed(sound[begin : begin + 10_000])
    encoder.finish()
    data = sink.getvalue()
    assert (data[:4], data[12:16], len(data)) == (b"RF64", b"ds64", 80 + 48_000 * 4)
    read = np.concatenate(list(decode_stereo(data, max_seconds=2)))
    assert np.array_equal(read, to_int16_stereo(sound))
    assert len(decode(data).samples) == 48_000


def test_adts_aac_is_late_and_padded() -> None:
    assert decoded(encode(SOUND, "aac")) == 25_600  # 1,024 in front, and whole frames of 1,024


def test_flac_in_a_pipe_has_neither_length_nor_checksum() -> None:
    whole, pipe = encode(SOUND, "flac"), piped("flac")
    assert int.from_bytes(whole[18:26]) & 0xFFFFFFFFF == RATE
    digest = hashlib.md5(np.frombuffer(encode(SOUND, "pcm"), "<i2").tobytes(), usedforsecurity=False)
    assert whole[26:42] == digest.digest()
    assert int.from_bytes(pipe[18:26]) & 0xFFFFFFFFF == 0
    assert pipe[26:42] == bytes(16)
    assert decoded(pipe) == RATE


def test_filters_do_what_is_worked_around() -> None:
    assert "rubberband" not in av.filter.filters_available
    assert (
        filtered("atempo", "1.0")[0] < RATE
    )  # not the identity: it is left out where nothing is to be stretched
    assert filtered("loudnorm")[1] == 192_000
    assert filtered("alimiter", "level=0:latency=1") == (RATE, RATE)


@pytest.mark.parametrize("codec", ["libopus", "libmp3lame", "aac", "flac", "pcm_s16le", "mov_text"])
def test_the_encoders_of_exports_are_there(codec: str) -> None:
    assert av.Codec(codec, "w").name == codec


def test_there_is_no_vorbis_encoder_to_offer() -> None:
    assert "libvorbis" not in av.codecs_available
