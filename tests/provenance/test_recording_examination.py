"""Recordings examined: each change of a signed file is identified."""

from __future__ import annotations

import datetime
import struct
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from clonyvoice.audio import encode
from clonyvoice.audio.recording_limits_file_types import AudioTooLarge, NotAudio
from clonyvoice.cli import group
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials import Credentials, Origin, open_credentials
from clonyvoice.provenance.credentials_reading import ReadManifest
from clonyvoice.provenance.examination_sentences import statements
from clonyvoice.provenance.installation_marks import Own, known
from clonyvoice.provenance.recording_examination import Verification, credentials_found, verify
from clonyvoice.provenance.watermark import mark
from tests.provenance.test_watermark import babble

NOW = datetime.datetime.now(datetime.UTC)
LIMIT = 10_000_000


class Desk:
    """A signed recording of two seconds, and what is known of the installation that signed it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data_dir=folder / "data")
        self.credentials: Credentials = open_credentials(self.settings, SystemClock())
        self.sound = Audio((0.3 * np.sin(np.arange(48_000) * 0.05)).astype(np.float32), 24_000)

    def signed(self, audio: Audio, fmt: str = "wav", made_at: datetime.datetime = NOW) -> bytes:
        """A signed file."""
        media_type = {"wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "m4a": "audio/mp4"}[fmt]
        source, target = self.folder / f"plain.{fmt}", self.folder / f"signed.{fmt}"
        source.write_bytes(encode(audio, fmt))
        origin = Origin(("kokoro",), ("clone",), made_at, audio.duration)
        self.credentials.sign(source, target, media_type, origin)
        return target.read_bytes()

    def verify(self, data: bytes, sidecar: bytes | None = None, own: Own | None = None) -> Verification:
        """The findings about a file."""
        path, beside = self.folder / "asked", self.folder / "asked.c2pa"
        path.write_bytes(data)
        if sidecar is not None:
            beside.write_bytes(sidecar)
        known_marks = known(self.settings, NOW) if own is None else own
        return verify(
            path, known_marks, NOW, sidecar=beside if sidecar is not None else None, max_bytes=LIMIT
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def codes(found: Verification) -> list[str]:
    return [each.code for each in statements(found)]


@pytest.mark.parametrize("fmt", ["wav", "mp3", "flac", "m4a"])
def test_a_file_as_it_was_signed_is_whole_and_this_installations(desk: Desk, fmt: str) -> None:
    found = desk.verify(desk.signed(desk.sound, fmt))
    assert found.credentials.state == "whole"
    assert found.credentials.this_installation
    assert (found.credentials.engines, found.credentials.voices) == (("kokoro",), ("clone",))
    assert codes(found)[:3] == ["credentials_whole", "made_by", "signed_here"]
    assert "self-made" in found.credentials.signer


def test_a_file_of_another_installation_says_so(desk: Desk) -> None:
    found = desk.verify(desk.signed(desk.sound), own=Own())
    assert found.credentials.state == "whole"
    assert "signed_elsewhere" in codes(found)


def test_one_sample_changed(desk: Desk) -> None:
    data = bytearray(desk.signed(desk.sound))
    data[44 + 2 * 20_000] ^= 1
    assert codes(desk.verify(bytes(data)))[0] == "credentials_changed"


def test_the_exit_status_of_the_command_tells_a_changed_file_from_a_whole_one(desk: Desk) -> None:
    whole, changed, bare = (desk.folder / name for name in ("whole.wav", "changed.wav", "bare.wav"))
    data = bytearray(desk.signed(desk.sound))
    whole.write_bytes(data)
    data[44 + 2 * 20_000] ^= 1
    changed.write_bytes(data)
    bare.write_bytes(encode(desk.sound, "wav"))

    def status(*arguments: str) -> int:
        place = ["--data-dir", str(desk.settings.data_dir)]
        return CliRunner().invoke(group, ["verify", *arguments, *place]).exit_code

    assert [status(str(path)) for path in (whole, changed, bare)] == [0, 1, 0]
    assert status(str(changed), "--json") == 1


def test_one_byte_of_the_sound_of_an_m4a_changed(desk: Desk) -> None:
    data = bytearray(desk.signed(desk.sound, "m4a"))
    data[data.index(b"mdat") + 200] ^= 1
    assert codes(desk.verify(bytes(data)))[0] == "credentials_changed"


def test_a_file_that_was_cut(desk: Desk) -> None:
    data = desk.signed(desk.sound)
    size = struct.unpack("<I", data[40:44])[0]
    gone = size // 2
    cut = bytearray(data[: 44 + size - gone] + data[44 + size :])
    cut[40:44] = struct.pack("<I", size - gone)
    cut[4:8] = struct.pack("<I", struct.unpack("<I", data[4:8])[0] - gone)
    found = desk.verify(bytes(cut))
    assert codes(found)[0] == "credentials_cut"
    assert "2.0 seconds" in statements(found)[0].text


def test_a_file_that_was_encoded_anew_has_none(desk: Desk) -> None:
    desk.signed(desk.sound, "mp3")
    found = desk.verify(encode(desk.sound, "mp3"))
    assert codes(found) == ["credentials_none", "watermark_none", "no_proof"]


def test_the_manifest_of_another_file(desk: Desk) -> None:
    path = desk.folder / "first.opus"
    path.write_bytes(encode(desk.sound, "opus"))
    manifest = desk.credentials.sidecar(
        path, "audio/ogg", Origin(("kokoro",), ("preset",), NOW, desk.sound.duration)
    )
    assert codes(desk.verify(path.read_bytes(), manifest))[0] == "credentials_whole"
    longer = Audio(np.concatenate([desk.sound.samples] * 2), 24_000)
    assert codes(desk.verify(encode(longer, "opus"), manifest))[0] == "credentials_cut"
    assert codes(desk.verify(encode(Audio(desk.sound.samples * 0.5, 24_000), "opus"), manifest))[0] == (
        "credentials_changed"
    )


def test_credentials_that_were_altered_or_broken(desk: Desk) -> None:
    data = desk.signed(desk.sound)
    altered = data.replace(b"kokoro", b"humans", 1)
    assert altered != data
    assert codes(desk.verify(altered))[0] == "credentials_altered"
    at = data.index(b"C2PA")
    broken = data[: at + 8] + bytes(len(data) - at - 8)
    assert codes(desk.verify(broken))[0] == "credentials_unreadable"


def test_nothing_and_no_sound(desk: Desk) -> None:
    with pytest.raises(NotAudio) as empty:
        desk.verify(b"")
    assert empty.value.found == "an empty file"
    with pytest.raises(NotAudio):
        desk.verify(b"Dear reader, this is text.")
    data = desk.signed(desk.sound)
    size = struct.unpack("<I", data[40:44])[0]
    zero = bytearray(data[:44] + data[44 + size :])
    zero[40:44] = bytes(4)
    zero[4:8] = struct.pack("<I", len(zero) - 8)
    assert codes(desk.verify(bytes(zero)))[0] == "credentials_cut"


@pytest.mark.parametrize(
    ("fmt", "kept"), [("wav", 8), ("wav", 30), ("wav", 43), ("flac", 4), ("m4a", 20), ("m4a", 300)]
)
def test_a_file_cut_in_its_header_is_no_recording_and_has_no_credentials(
    desk: Desk, fmt: str, kept: int
) -> None:
    plain = encode(desk.sound, fmt)[:kept]
    with pytest.raises(NotAudio):
        desk.verify(plain)
    with pytest.raises(NotAudio):
        desk.verify(plain, b"This is no manifest.")


def test_credentials_are_told_of_a_file_whose_sound_is_lost(desk: Desk) -> None:
    data = desk.signed(desk.sound)
    at = data.index(b"C2PA")
    lost = b"RIFF" + struct.pack("<I", len(data) - at + 4) + b"WAVE" + data[at:]
    assert desk.verify(lost).credentials.this_installation
    assert desk.verify(lost[:300]).credentials.state == "unreadable"


def test_two_gigabytes_are_refused_by_their_size_and_left_as_they_are(desk: Desk) -> None:
    path = desk.folder / "large.wav"
    with path.open("wb") as file:
        file.write(encode(desk.sound, "wav")[:44])
        file.truncate(2_000_000_000)  # sparse: it takes no room
    with pytest.raises(AudioTooLarge, match="larger than 10 MB"):
        verify(path, Own(), NOW, max_bytes=LIMIT)
    assert path.stat().st_size == 2_000_000_000
    path.unlink()


def test_a_file_whose_signer_has_expired_since() -> None:
    claims = {"signature_info": {"issuer": "A newspaper", "cert_serial_number": "7"}}
    for code in ("signingCredential.expired", "claimSignature.outsideValidity"):
        read = ReadManifest(claims, (code, "signingCredential.untrusted"), trusted=False, count=1)
        told = statements(Verification(2.0, credentials_found(read, Own(), NOW, 2.0)))
        assert told[0].code == "credentials_expired"
        assert "certificate" in told[0].text


def test_a_clock_that_was_wrong(desk: Desk) -> None:
    later = desk.verify(desk.signed(desk.sound, made_at=NOW + datetime.timedelta(days=400)))
    assert "time_in_future" in codes(later)
    earlier = desk.verify(desk.signed(desk.sound, made_at=datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)))
    assert "time_in_past" in codes(earlier)


@pytest.mark.parametrize("length", [bytes(4), b"\xff\xff\xff\xff"])
def test_a_wav_whose_header_gives_no_length_is_not_said_to_carry_none(desk: Desk, length: bytes) -> None:
    data = bytearray(desk.signed(desk.sound))
    data[4:8] = data[40:44] = length
    assert codes(desk.verify(bytes(data)))[0] == "credentials_no_length"
    plain = desk.verify(encode(desk.sound, "wav"))
    assert codes(plain)[0] == "credentials_none"


def test_watermarks_are_told_apart_also_two_over_each_other(desk: Desk) -> None:
    sound = babble(10.0)
    own = Own(number=123_456)
    assert "watermark_here" in codes(desk.verify(encode(mark(sound, 123_456), "wav"), own=own))
    found = desk.verify(encode(mark(mark(sound, 123_456), 4711), "wav"), own=own)
    assert {each.number for each in found.watermarks} == {123_456, 4711}
    assert "watermark_several" in codes(found)
