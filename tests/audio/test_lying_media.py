"""Recordings whose headers claim what is not there, made by rule: the length that is there, or a refusal in words."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import pytest

from clonyvoice.audio import encode
from clonyvoice.audio.decoding import decode
from clonyvoice.audio.probing import probe
from clonyvoice.audio.recording_limits_file_types import NotAudio
from clonyvoice.audio.stereo_decoding import decode_stereo
from clonyvoice.core.audio import Audio

RATE = 16_000


def wav(channels: int, bits: int = 16, tag: int = 1) -> bytes:
    """A second of channels that all hold the same steady value."""
    data = b"\x00\x10" * channels * RATE
    head = struct.pack("<HHIIHH", tag, channels, RATE, RATE * 2 * channels, channels * 2, bits)
    content = b"WAVEfmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(content)) + content


@pytest.mark.parametrize("channels", [1, 2, 6, 7, 8, 9, 10, 31, 64])
def test_recordings_of_many_channels_are_mixed(channels: int) -> None:
    mono = decode(wav(channels))
    assert len(mono.samples) == RATE
    assert np.median(mono.samples) == pytest.approx(0x1000 / 32768, rel=0.01)
    stereo = np.concatenate(list(decode_stereo(io.BytesIO(wav(channels)), max_seconds=10)))
    assert stereo.shape == (48_000, 2)
    assert np.abs(stereo).max() > 0


@pytest.mark.parametrize("channels", [65, 255])
def test_more_channels_than_can_be_mixed_are_told(channels: int) -> None:
    with pytest.raises(NotAudio, match=f"{channels} channels"):
        decode(wav(channels))
    with pytest.raises(NotAudio, match=f"{channels} channels"):
        probe(wav(channels))
    with pytest.raises(NotAudio, match=f"{channels} channels"):
        list(decode_stereo(io.BytesIO(wav(channels)), max_seconds=10))


@pytest.mark.parametrize(("bits", "tag"), [(0, 1), (65_535, 1), (16, 0xEEEE)])
def test_a_format_without_a_decoder_is_told(bits: int, tag: int) -> None:
    for reading in (probe, decode):
        with pytest.raises(NotAudio, match="no decoder"):
            reading(wav(1, bits, tag))


def _element(name: bytes, content: bytes) -> bytes:
    return name + (0x0100000000000000 | len(content)).to_bytes(8, "big") + content


def matroska(*codecs: bytes) -> bytes:
    """A track for each codec; half a second of PCM in each."""
    tracks, blocks = b"", b""
    for number, codec in enumerate(codecs, 1):
        sound = _element(b"\xb5", struct.pack(">d", RATE)) + _element(b"\x9f", b"\1")
        sound += _element(b"\x62\x64", b"\x10")
        numbers = _element(b"\xd7", bytes([number])) + _element(b"\x73\xc5", bytes([number]))
        kind = _element(b"\x83", b"\2") + _element(b"\x86", codec) + _element(b"\xe1", sound)
        tracks += _element(b"\xae", numbers + kind)
        blocks += _element(b"\xa3", bytes([0x80 | number, 0, 0, 0x80]) + b"\x00\x10" * (RATE // 2))
    segment = _element(b"\x15\x49\xa9\x66", _element(b"\x2a\xd7\xb1", (1_000_000).to_bytes(4, "big")))
    segment += _element(b"\x16\x54\xae\x6b", tracks)
    segment += _element(b"\x1f\x43\xb6\x75", _element(b"\xe7", b"\0") + blocks)
    head = _element(b"\x1a\x45\xdf\xa3", _element(b"\x42\x82", b"matroska"))
    return head + _element(b"\x18\x53\x80\x67", segment)


@pytest.mark.parametrize("unknown", [0, 1])
def test_a_track_without_a_decoder_does_not_keep_the_others_from_being_heard(unknown: int) -> None:
    codecs = [b"A_PCM/INT/LIT", b"A_PCM/INT/LIT"]
    codecs[unknown] = b"A_NOBODY_KNOWS"
    facts = probe(matroska(*codecs))
    assert facts.duration == pytest.approx(0.5, abs=0.01)
    assert [track.codec for track in facts.tracks].count("unknown") == 1
    assert len(decode(matroska(*codecs)).samples) == RATE // 2
    with pytest.raises(NotAudio, match="no decoder"):
        probe(matroska(*codecs), track=unknown)


def _atom(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def mp4(samples: int, size: int, delta: int, scale: int) -> bytes:
    """40,000 bytes of PCM, cut into `samples` of `size` bytes, each `delta` / `scale` seconds long by the tables."""
    unity = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    entry = bytes(6) + struct.pack(">HHHIHHHHI", 1, 0, 0, 0, 1, 16, 0, 0, RATE << 16)
    tables = _atom(b"stsd", struct.pack(">II", 0, 1) + _atom(b"sowt", entry))
    tables += _atom(b"stts", struct.pack(">IIII", 0, 1, samples, delta))
    tables += _atom(b"stsc", struct.pack(">IIIII", 0, 1, 1, samples, 1))
    tables += _atom(b"stsz", struct.pack(">III", 0, size, samples))
    tables += _atom(b"stco", struct.pack(">III", 0, 1, 28))
    sound = _atom(b"minf", _atom(b"smhd", bytes(8)) + _atom(b"stbl", tables))
    header = _atom(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, scale, 2**31, 0, 0))
    media = _atom(b"mdia", header + _atom(b"hdlr", bytes(8) + b"soun" + bytes(13)) + sound)
    shown = _atom(b"tkhd", struct.pack(">IIIIII", 3, 0, 0, 1, 0, 2**31) + bytes(16) + unity + bytes(8))
    movie = struct.pack(">IIIIIIH", 0, 0, 0, 1, 2**31, 0x10000, 0x100) + bytes(10) + unity
    movie = _atom(b"mvhd", movie + bytes(24) + struct.pack(">I", 2))
    start = _atom(b"ftyp", b"isom" + bytes(4) + b"isom")
    return (
        start + _atom(b"mdat", b"\x00\x10" * 20_000) + _atom(b"moov", movie + _atom(b"trak", shown + media))
    )


@pytest.mark.parametrize(
    ("samples", "size", "delta", "scale"),
    [(20_000, 2, 1, RATE), (1000, 2, 2**31 - 1, 1), (20_000, 2, 1, 1)],
    ids=["truthful", "samples of years", "samples of a second"],
)
def test_the_length_of_an_mp4_is_what_it_holds(samples: int, size: int, delta: int, scale: int) -> None:
    held = min(samples * size, 40_000) / 2 / RATE
    assert probe(mp4(samples, size, delta, scale)).duration == pytest.approx(held, rel=0.1, abs=0.05)


def _muxed(fmt: str, codec: str, rate: int, seconds: int) -> bytes:
    """A tone, encoded by FFmpeg."""
    import av

    sink = io.BytesIO()
    with av.open(sink, "w", format=fmt) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout="mono")
        tone = (8000 * np.sin(np.arange(rate * seconds) * 0.1)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(tone[None], format="s16", layout="mono")
        frame.sample_rate = rate
        context = stream.codec_context
        fitted = av.AudioResampler(context.format, "mono", rate, context.frame_size or 0)
        for part in (*fitted.resample(frame), *fitted.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return sink.getvalue()


@pytest.mark.parametrize(
    ("fmt", "codec"), [("adts", "aac"), ("mpegts", "aac"), ("mp3", "libmp3lame"), ("ogg", "libopus")]
)
def test_a_recording_whose_rate_changes_is_as_long_as_it_sounds(fmt: str, codec: str) -> None:
    data = _muxed(fmt, codec, 24_000, 1) + _muxed(fmt, codec, 48_000, 2)
    assert probe(data).duration == pytest.approx(3, abs=0.15)
    assert decode(data).duration == pytest.approx(3, abs=0.15)


def test_a_chain_of_many_short_streams_is_measured_as_it_is_decoded() -> None:
    data = encode(Audio.silence(0.02, 24_000), "opus") * 100
    assert probe(data).duration == pytest.approx(decode(data).duration, abs=0.1)


def test_a_hundred_tracks_are_one_after_another_measured_and_read() -> None:
    data = matroska(*[b"A_PCM/INT/LIT"] * 100)
    facts = probe(data, track=99)
    assert len(facts.tracks) == 100
    assert facts.duration == pytest.approx(0.5, abs=0.01)
    assert decode(data, track=99).duration == pytest.approx(0.5, abs=0.01)
