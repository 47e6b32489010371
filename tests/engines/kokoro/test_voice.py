"""Kokoro voices as data: bytes, pitch, blends."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.kokoro.frequency_bands import BANDS, CLASSES, FEATURES
from clonyvoice.engines.kokoro.plain_arrays import read_arrays
from clonyvoice.engines.kokoro.voice import (
    ADAPTED,
    OFFSETS,
    PLAIN,
    STYLE_ROWS,
    KokoroVoice,
    VoiceDataInvalid,
    blend,
)


def adapted_voice(seed: int = 0) -> KokoroVoice:
    offsets = np.random.default_rng(seed).normal(size=OFFSETS).astype(np.float32)
    return replace(some_voice(seed, False), offsets=offsets)


def some_voice(seed: int = 0, shaped: bool = True) -> KokoroVoice:
    random = np.random.default_rng(seed)

    def array(*shape: int) -> np.ndarray:
        return random.normal(size=shape).astype(np.float32)

    if not shaped:
        return KokoroVoice(array(1, 256))
    return KokoroVoice(
        array(STYLE_ROWS, 256),
        1.2,
        0.9,
        140.0,
        1.1,
        array(BANDS),
        array(CLASSES, BANDS),
        array(BANDS, FEATURES),
    )


@pytest.mark.parametrize("shaped", [True, False])
def test_a_voice_comes_back_from_its_bytes_and_the_same_voice_gives_the_same_bytes(shaped: bool) -> None:
    voice = some_voice(1, shaped)
    back = KokoroVoice.from_bytes(voice.to_bytes())
    for name in ("style", "eq_db", "class_db", "warp_db"):
        np.testing.assert_array_equal(getattr(back, name), getattr(voice, name))
    assert (back.f0_scale, back.f0_range, back.f0_pivot, back.rate) == (
        voice.f0_scale,
        voice.f0_range,
        voice.f0_pivot,
        voice.rate,
    )
    assert back.to_bytes() == voice.to_bytes()


@given(st.binary(max_size=300))
def test_bytes_that_are_no_voice_are_refused(data: bytes) -> None:
    with pytest.raises(VoiceDataInvalid):
        KokoroVoice.from_bytes(data)


@given(at=st.integers(0, 3000), value=st.integers(0, 255))
def test_damaged_bytes_are_refused_or_still_a_valid_voice(at: int, value: int) -> None:
    data = bytearray(some_voice(2, False).to_bytes())
    data[at % len(data)] = value
    try:
        voice = KokoroVoice.from_bytes(bytes(data))
    except VoiceDataInvalid:
        return
    assert voice.style.shape == (1, 256)


def test_a_pickle_inside_is_refused() -> None:
    buffer = io.BytesIO()
    np.savez(buffer, style=np.array([object()], object))
    with pytest.raises(VoiceDataInvalid):
        KokoroVoice.from_bytes(b"CVK1" + buffer.getvalue())


def test_an_archive_that_would_inflate_to_gigabytes_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("style.npy", b"\0" * 20_000_000)
    with pytest.raises(VoiceDataInvalid, match="large"):
        KokoroVoice.from_bytes(b"CVK1" + buffer.getvalue())


def test_values_that_are_no_numbers_or_out_of_range_are_refused() -> None:
    voice = some_voice(3, False)
    with pytest.raises(VoiceDataInvalid):
        replace(voice, style=np.full((1, 256), np.nan, np.float32))
    with pytest.raises(VoiceDataInvalid):
        replace(voice, rate=0.0)
    with pytest.raises(VoiceDataInvalid):
        KokoroVoice.of(FittedVoice("another", 1, voice.to_bytes()))


def test_pitch_moves_level_and_range_of_what_is_voiced_only() -> None:
    voice = replace(some_voice(4, False), f0_scale=1.5, f0_range=0.5, f0_pivot=100.0)
    moved = voice.pitched(np.array([0.0, 5.0, 100.0, 200.0], np.float32))
    np.testing.assert_allclose(moved, [0.0, 5.0, 150.0, 150.0 * 2**0.5], rtol=1e-5)
    np.testing.assert_allclose(voice.pitched(np.array([100.0], np.float32), 12.0), [300.0], rtol=1e-5)


def test_a_blend_of_one_voice_is_that_voice_and_weights_are_scaled() -> None:
    one, other = some_voice(5), some_voice(6)
    alone = blend([(3.0, one)])
    np.testing.assert_allclose(alone.style, one.style, rtol=1e-5)
    assert alone.rate == pytest.approx(one.rate)
    mixed = blend([(1.2, one), (0.8, other)])
    np.testing.assert_allclose(mixed.style, 0.6 * one.style + 0.4 * other.style, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(mixed.eq_db, 0.6 * one.eq_db + 0.4 * other.eq_db, rtol=1e-4, atol=1e-5)


def test_a_blend_takes_voices_of_one_row_and_without_shaping() -> None:
    mixed = blend([(1.0, some_voice(7, False)), (1.0, some_voice(8))])
    assert mixed.style.shape == (STYLE_ROWS, 256)
    assert mixed.class_db.shape == (CLASSES, BANDS)
    with pytest.raises(ValueError):
        blend([(0.0, some_voice(7, False))])


def test_an_adapted_voice_comes_back_nearly_the_same_and_then_the_very_same() -> None:
    voice = adapted_voice(1)
    once = KokoroVoice.of(voice.fitted())
    assert voice.fitted().format == ADAPTED
    assert float(np.abs(once.offsets - voice.offsets).max()) < 0.02
    np.testing.assert_allclose(once.style, voice.style, rtol=1e-3, atol=1e-3)
    again = KokoroVoice.from_bytes(once.to_bytes())
    np.testing.assert_allclose(again.offsets, once.offsets, rtol=1e-5)
    assert again.to_bytes() == once.to_bytes()


def test_an_adapted_voice_of_all_rows_takes_less_than_300_kilobytes() -> None:
    voice = replace(
        adapted_voice(2), style=np.random.default_rng(0).normal(size=(STYLE_ROWS, 256)).astype("f4")
    )
    assert len(voice.to_bytes()) < 300_000


def test_a_voice_without_offsets_is_written_as_older_versions_read_it() -> None:
    assert some_voice(3).fitted().format == PLAIN
    assert some_voice(3).to_bytes().startswith(b"CVK1")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("offset_scales", np.full(64, np.nan, np.float32)),
        ("offset_scales", np.full(64, 1e30, np.float32)),
        ("offset_scales", np.ones(3, np.float32)),
        ("offset_steps", np.ones(100, np.int8)),
        ("offset_steps", np.ones(OFFSETS, np.float64)),
        ("model", np.frombuffer(b"kokoro-82m-v1.1-zh", np.uint8)),
        ("model", np.array(["kokoro-82m-v1.0"])),
        ("style", np.ones((1, 256), np.float64)),
        ("scalars", np.float64(1.0)),
    ],
)
def test_offsets_that_are_damaged_huge_or_of_another_model_are_refused(part: str, value: np.ndarray) -> None:
    data = adapted_voice(4).to_bytes()
    with np.load(io.BytesIO(data[4:])) as stored:
        arrays = {name: stored[name] for name in stored.files}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **(arrays | {part: value}))
    with pytest.raises(VoiceDataInvalid):
        KokoroVoice.from_bytes(b"CVK2" + buffer.getvalue())


def test_offsets_mix_in_blends_and_stay_with_nudges() -> None:
    one, other = adapted_voice(5), some_voice(6, False)
    mixed = blend([(1.0, one), (3.0, other)])
    np.testing.assert_allclose(mixed.offsets, 0.25 * one.offsets, rtol=1e-5)
    assert not blend([(1.0, other)]).adapted
    np.testing.assert_array_equal(one.nudged(rate=1.1).offsets, one.offsets)


def _packed(arrays: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, data in arrays.items():
            archive.writestr(f"{name}.npy", data)
    return b"CVK1" + sink.getvalue()


def _array(header: str, version: int = 1) -> bytes:
    length = len(header).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes((version, 0)) + length + header.encode() + b"\0" * 64


SHAPES = (
    "10000000000000,",
    f"{10**30},",
    "-1,",
    "True,",
    "1," * 70,
    "0, 99999999999999999",
    f"{2**31}, {2**31}",
)
TYPES = ("|O", "|V2147483647", "<U536870911", "<c16", "<M8[ns]", ">f4")
NESTED = ("(", "-", "[", "1+", "{'a':", "\n  x\n y\n")


@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize("part", ["style", "scalars"])
def test_headers_of_arrays_that_lie_or_are_no_headers_are_refused(part: str, version: int) -> None:
    plain = "{'descr': %r, 'fortran_order': False, 'shape': (%s), }\n"
    headers = [plain % ("<f4", shape) for shape in SHAPES] + [plain % (kind, "4,") for kind in TYPES]
    headers += [opened * (9000 // len(opened)) + "1\n" for opened in NESTED]
    with zipfile.ZipFile(io.BytesIO(some_voice(1, False).to_bytes()[4:])) as archive:
        whole = {name.removesuffix(".npy"): archive.read(name) for name in archive.namelist()}
    assert KokoroVoice.from_bytes(_packed(whole)) is not None
    for header in headers:
        with pytest.raises(VoiceDataInvalid):
            KokoroVoice.from_bytes(_packed({**whole, part: _array(header, version)}))


def test_arrays_that_numpy_wrote_column_by_column_are_read() -> None:
    buffer = io.BytesIO()
    columns = np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3))
    np.savez(buffer, allow_pickle=False, a=columns, b=np.float64(2.5))
    back = read_arrays(buffer.getvalue(), 10_000)
    np.testing.assert_array_equal(back["a"], columns)
    assert back["b"] == 2.5
    assert back["a"].flags.c_contiguous


@pytest.mark.parametrize("name", ["style", "eq_db", "class_db", "warp_db"])
def test_numbers_far_beyond_any_voice_are_refused(name: str) -> None:
    voice = some_voice(1)
    with pytest.raises(VoiceDataInvalid, match="far too large"):
        replace(voice, **{name: np.full_like(getattr(voice, name), 3e38)})
