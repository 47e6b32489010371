"""Reading and writing sound: lengths, headers, lies and wild bytes."""

from __future__ import annotations

import io
import struct
import wave
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.audio import (
    FORMATS,
    AudioTooLarge,
    AudioTooLong,
    Encoder,
    NotAudio,
    decode,
    decode_blocks,
    encode,
    format_named,
    format_of_media_type,
    probe,
    write,
)
from clonyvoice.audio.decoding import decode_own
from clonyvoice.audio.encoding import to_int16, wav_header
from clonyvoice.audio.formats import UnsupportedFormat, UnsupportedSampleRate
from clonyvoice.audio.stereo_decoding import decode_stereo
from clonyvoice.core.audio import Audio

CODED = [name for name in FORMATS if name != "pcm"]
DELAY = {"aac": 0.26, "mp3": 0.17}
"""Seconds that a format may add where its container cannot say how much is padding."""


def tone(seconds: float, rate: int = 24_000, hertz: float = 220.0) -> Audio:
    times = np.arange(round(seconds * rate)) / rate
    swell = 1 + 0.3 * np.sin(2 * np.pi * 3 * times)
    return Audio((0.3 * np.sin(2 * np.pi * hertz * times) * swell).astype(np.float32), rate)


def stream(audio: Audio, fmt: str, piece: int = 1200) -> bytes:
    encoder = Encoder(fmt)
    parts = [
        encoder.feed(Audio(audio.samples[start : start + piece], audio.sample_rate))
        for start in range(0, len(audio.samples), piece)
    ]
    return b"".join([*parts, encoder.finish()])


def likeness(one: Audio, other: Audio) -> float:
    """Largest normalised correlation within 0.2 s of shift."""
    a, b = one.samples.astype(np.float64), other.samples.astype(np.float64)
    size = 1 << (len(a) + len(b)).bit_length()
    product = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    return float(product.max() / np.sqrt((a @ a) * (b @ b)))


@pytest.mark.parametrize("fmt", CODED)
@pytest.mark.parametrize("rate", [8000, 24_000, 48_000])
def test_a_stored_file_says_its_true_length_and_sounds_the_same(fmt: str, rate: int) -> None:
    sound = tone(1.317, rate)
    data = encode(sound, fmt)
    facts, back = probe(data), decode(data)
    slack = DELAY["aac"] if fmt == "aac" else 0.002
    assert facts.duration == pytest.approx(1.317, abs=slack)
    assert back.duration == pytest.approx(facts.duration, abs=0.002)
    assert facts.channels == 1
    assert facts.codec.startswith({"wav": "pcm"}.get(fmt, fmt))
    assert (
        likeness(sound, Audio(back.samples, rate) if back.sample_rate == rate else decode(data, rate)) > 0.97
    )


@pytest.mark.parametrize("rate", [8000, 24_000, 48_000])
@pytest.mark.parametrize("seconds", [0.001, 0.5, 13.0])
def test_own_files_are_read_with_every_sample_that_was_written(rate: int, seconds: float) -> None:
    data = encode(tone(seconds, rate), "flac")
    own, any_file = decode_own(data), decode(data)
    assert own.sample_rate == any_file.sample_rate == rate
    assert np.array_equal(own.samples, any_file.samples)
    assert encode(own, "flac") == data


def test_what_is_not_an_own_file_is_left_to_the_other_decoder() -> None:
    stereo, deep = io.BytesIO(), io.BytesIO()
    for sink, form, layout in ((stereo, "s16", "stereo"), (deep, "s32", "mono")):
        with av.open(sink, "w", format="flac") as container:
            track = container.add_stream("flac", rate=24_000, layout=layout)
            track.codec_context.format = form
            sides = 2 if layout == "stereo" else 1
            kind = np.int16 if form == "s16" else np.int32
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 4096 * sides), kind), format=form, layout=layout)
            frame.sample_rate = 24_000
            container.mux(track.encode(frame))
            container.mux(track.encode(None))
    flac = encode(tone(0.5), "flac")
    others = [stereo.getvalue(), deep.getvalue(), encode(tone(0.5), "wav"), b"", b"fLaC", b"text", flac[:60]]
    for other in others:
        with pytest.raises(NotAudio):
            decode_own(other)


@pytest.mark.parametrize("fmt", CODED)
def test_a_stream_comes_in_pieces_and_decodes_to_the_same_sound(fmt: str) -> None:
    sound = tone(2.0)
    encoder = Encoder(fmt)
    pieces = [encoder.feed(Audio(sound.samples[at : at + 2400], 24_000)) for at in range(0, 48_000, 2400)]
    early = sum(len(piece) for piece in pieces[:10])
    data = b"".join([*pieces, encoder.finish()])
    assert early > 0.25 * len(data), "half of the sound went in but hardly anything came out"
    back = decode(data)
    assert 2.0 - 0.01 <= back.duration <= 2.0 + DELAY.get(fmt, 0.01)
    assert likeness(sound, decode(data, 24_000)) > 0.97


def test_a_streamed_wav_has_unknown_sizes_and_a_stored_one_true_ones() -> None:
    sound = tone(0.5)
    streamed, stored = stream(sound, "wav"), encode(sound, "wav")
    assert struct.unpack("<I", streamed[4:8])[0] == struct.unpack("<I", streamed[40:44])[0] == 0xFFFFFFFF
    assert struct.unpack("<I", stored[4:8])[0] == len(stored) - 8
    assert struct.unpack("<I", stored[40:44])[0] == len(stored) - 44
    assert streamed[44:] == stored[44:]
    with wave.open(io.BytesIO(stored)) as reader:
        assert (reader.getnframes(), reader.getframerate()) == (12_000, 24_000)


def test_sizes_beyond_32_bits_are_written_as_unknown() -> None:
    assert wav_header(24_000, 3_000_000_000)[40:44] == b"\xff\xff\xff\xff"


def test_pcm_is_bare_little_endian_samples() -> None:
    sound = tone(0.25)
    assert encode(sound, "pcm") == to_int16(sound.samples).tobytes() == encode(sound, "wav")[44:]


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_encoder_that_was_never_fed_gives_a_valid_end(fmt: str) -> None:
    encoder = Encoder(fmt)
    data = encoder.finish()
    assert encoder.finish() == b""
    assert (data == b"") == (fmt == "pcm")


@pytest.mark.parametrize(
    ("fmt", "rate", "got"), [("mp3", 44_100, 44_100), ("opus", 16_000, 48_000), ("wav", 8000, 8000)]
)
def test_the_asked_sample_rate_is_written(fmt: str, rate: int, got: int) -> None:
    data = encode(tone(0.5), fmt, rate)
    assert probe(data).sample_rate == got  # Opus always decodes at 48 kHz
    assert likeness(tone(0.5), decode(data, 24_000)) > 0.97


def test_rates_and_formats_that_do_not_exist_are_refused_by_name() -> None:
    with pytest.raises(UnsupportedSampleRate, match="48000"):
        Encoder("opus", 44_100)
    with pytest.raises(UnsupportedSampleRate):
        encode(tone(0.1), "wav", 7)
    with pytest.raises(UnsupportedFormat, match="flac"):
        encode(tone(0.1), "exe")


def test_a_rate_that_the_format_lacks_goes_to_the_next_higher() -> None:
    assert format_named("opus").rate_for(22_050) == 24_000
    assert format_named("mp3").rate_for(96_000) == 48_000


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), max_size=200))
def test_integers_never_wrap(values: list[float]) -> None:
    samples = np.array(values, np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        whole = to_int16(samples)
    for value, integer in zip(values, whole.tolist(), strict=True):
        assert integer == 0 if value != value else (integer >= 0 if value > 0 else integer <= 0)


@settings(max_examples=25, deadline=None)
@given(
    length=st.integers(1, 9000),
    rate=st.sampled_from([8000, 16_000, 22_050, 24_000, 44_100]),
    piece=st.integers(1, 4000),
    fmt=st.sampled_from(["wav", "flac"]),
)
def test_lossless_formats_return_every_sample(length: int, rate: int, piece: int, fmt: str) -> None:
    values = np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)
    sound = Audio(values, rate)
    for data in (encode(sound, fmt), stream(sound, fmt, piece)):
        back = decode(data)
        assert back.sample_rate == rate
        np.testing.assert_array_equal(to_int16(back.samples), to_int16(values))
    assert probe(encode(sound, fmt)).duration == pytest.approx(length / rate, abs=1e-6)


def test_blocks_joined_are_the_whole() -> None:
    data = encode(tone(3.3), "flac")
    blocks = list(decode_blocks(data, 16_000, block_seconds=0.5))
    assert len(blocks) > 4
    whole = decode(data, 16_000)
    np.testing.assert_allclose(np.concatenate([block.samples for block in blocks]), whole.samples, atol=1e-6)


def wav_bytes(
    samples: bytes, *, rate: int = 16_000, channels: int = 1, bits: int = 16, size: int | None = None
) -> bytes:
    size = len(samples) if size is None else size
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", 1, channels, rate, (rate * block) & 0xFFFFFFFF, block, bits)
    return (
        b"RIFF"
        + struct.pack("<I", 0xFFFFFFFF)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + head
        + (b"data" + struct.pack("<I", size) + samples)
    )


@pytest.mark.parametrize("claimed", [0xFFFFFFFF, 2_000_000_000, 32_000])
def test_a_wav_header_that_lies_about_its_length_is_not_believed(claimed: int) -> None:
    data = wav_bytes(to_int16(tone(1.0, 16_000).samples).tobytes(), size=claimed)
    assert probe(data).duration == decode(data).duration == 1.0


@pytest.mark.parametrize("rate", [0, 1, 4_000_000_000])
def test_an_impossible_sample_rate_is_refused(rate: int) -> None:
    data = wav_bytes(bytes(4000), rate=rate)
    with pytest.raises(NotAudio):
        probe(data)
    with pytest.raises(NotAudio):
        decode(data)


def test_96_khz_24_bit_6_channels_become_mono() -> None:
    plane = (tone(0.5, 96_000).samples * 8_388_607).astype(np.int32)
    interleaved = np.repeat(plane[:, None], 6, axis=1).reshape(-1)
    packed = interleaved.astype("<i4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    data = wav_bytes(packed, rate=96_000, channels=6, bits=24)
    facts = probe(data)
    assert (facts.sample_rate, facts.channels, facts.duration) == (96_000, 6, 0.5)
    assert facts.bit_rate == 96_000 * 6 * 24
    assert likeness(tone(0.5), decode(data, 24_000)) > 0.99


def test_the_sound_of_a_video_is_read() -> None:
    import av

    sink = io.BytesIO()
    with av.open(sink, "w", format="mp4") as container:
        picture = container.add_stream("mpeg4", rate=10)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        voice = container.add_stream("aac", rate=24_000, layout="mono")
        for index in range(10):
            video = av.VideoFrame.from_ndarray(np.full((64, 64, 3), index * 20, np.uint8), format="rgb24")
            video.pts = index
            container.mux(picture.encode(video))
        sound = av.AudioFrame.from_ndarray(tone(1.0).samples[None], format="fltp", layout="mono")
        sound.sample_rate = 24_000
        container.mux(voice.encode(sound))
        container.mux(picture.encode(None))
        container.mux(voice.encode(None))
    facts = probe(sink.getvalue())
    assert (facts.container, facts.codec) == ("mp4", "aac")
    assert facts.duration == pytest.approx(1.0, abs=0.05)
    assert likeness(tone(1.0), decode(sink.getvalue(), 24_000)) > 0.97


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "empty"),
        (b"this is no sound, it is a text\n" * 40, "text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG image"),
        (b"%PDF-1.7\n" + bytes(400), "PDF"),
        (b"PK\x03\x04" + bytes(400), "zip"),
        (b"<!doctype html><html><body>404</body></html>", "HTML"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "RIFF"),
        (b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist"),
        (bytes(5000), "no recording"),
    ],
)
def test_what_is_no_sound_is_named(data: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    path.write_bytes(data)
    for source in (data, path):
        with pytest.raises(NotAudio, match=found):
            decode(source)
        with pytest.raises(NotAudio, match=found):
            probe(source)


def test_a_whole_file_without_a_sample_is_not_called_damaged() -> None:
    nothing = encode(Audio(np.zeros(0, np.float32), 24_000), "wav")
    with pytest.raises(NotAudio, match="without a single sample"):
        decode(nothing)
    with pytest.raises(NotAudio, match="without a single sample"):
        probe(nothing)
    with pytest.raises(NotAudio, match="without a single sample"):
        list(decode_stereo(nothing, max_seconds=60))


def test_nothing_that_a_playlist_names_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(encode(tone(1.0), "wav"))
    lists = [
        f"\n#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n",
        f"ffconcat version 1.0\nfile '{secret}'\n",
        f"v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\na=control:file://{secret}\n",
    ]
    for text in lists:
        with pytest.raises(NotAudio):
            decode(text.encode())


def test_too_long_and_too_large_are_found_while_decoding() -> None:
    data = encode(tone(2.0), "flac")
    with pytest.raises(AudioTooLong, match=r"1\.5 seconds"):
        decode(data, max_seconds=1.5)
    with pytest.raises(AudioTooLarge):
        decode(data, max_bytes=100)


def test_a_file_that_is_cut_off_gives_what_is_there() -> None:
    data = encode(tone(4.0), "mp3")
    assert 1.8 < decode(data[: len(data) // 2]).duration < 2.2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_recordings_decode_or_are_refused_but_never_crash(data: st.DataObject) -> None:
    fmt = data.draw(st.sampled_from(CODED))
    whole = bytearray(GOOD[fmt])
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        sound = decode(bytes(whole), max_seconds=60)
        probe(bytes(whole))
    except (NotAudio, AudioTooLong):
        return
    assert np.all(np.isfinite(sound.samples))


GOOD = {name: encode(tone(0.4), name) for name in CODED}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_wild_bytes_are_refused_or_read_but_never_crash(data: bytes) -> None:
    with suppress(NotAudio, AudioTooLong):
        assert decode(data, max_seconds=60).duration > 0


def test_a_file_is_written_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "out.mp3"
    with path.open("w+b") as sink:
        seconds = write((tone(0.5) for _ in range(6)), "mp3", sink)
    assert seconds == 3.0
    assert probe(path).duration == pytest.approx(3.0, abs=0.002)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("audio/*", "wav"), ("audio/mpeg", "mp3"), ("application/json", None), ("*/*", None),
        ("audio/ogg;q=0.5, audio/flac;q=0.9", "flac"), ("audio/mpeg;q=0", None),
    ],
)  # fmt: skip
def test_accept_headers_choose_a_format(accept: str, name: str | None) -> None:
    fmt = format_of_media_type(accept)
    assert (fmt.name if fmt else None) == name
