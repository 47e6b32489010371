"""Content Credentials: certificates, signing and reading back, on real files with the real library."""

from __future__ import annotations

import datetime
import json
import stat
from pathlib import Path
from typing import Any

import c2pa
import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from clonyvoice.audio import decode, encode
from clonyvoice.core.audio import Audio
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials import (
    MADE,
    SOURCE_TYPES,
    SPEECH,
    Credentials,
    Origin,
    open_credentials,
)
from clonyvoice.provenance.credentials_library import CredentialsNotReady, SigningFailed
from clonyvoice.provenance.signing import CredentialsSource, SignedFiles

NOW = datetime.datetime(2026, 11, 28, 10, 0, tzinfo=datetime.UTC)
ORIGIN = Origin(("kokoro",), ("clone",), NOW, 1.0)
TONE = Audio((0.3 * np.sin(np.arange(24_000) * 0.05)).astype(np.float32), 24_000)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def credentials(data_dir: Path) -> Credentials:
    return open_credentials(Settings(data_dir=data_dir), SystemClock())


def certificate(
    folder: Path, *, begins: datetime.timedelta = datetime.timedelta(-1), days: int = 30, purpose: Any = None
) -> tuple[Path, Path]:
    """A certificate of a test's own authority, and its key."""
    now = datetime.datetime.now(datetime.UTC)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "A newspaper")])
    leaf = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "A newspaper's studio")])
    identifier = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())

    def built(subject: x509.Name, of: ec.EllipticCurvePrivateKey, authority: bool) -> x509.CertificateBuilder:
        usage = [not authority, False, False, False, False, authority, authority, False, False]
        return (
            x509.CertificateBuilder(root, subject, of.public_key(), x509.random_serial_number())
            .not_valid_before(now + begins)
            .not_valid_after(now + begins + datetime.timedelta(days))
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(x509.KeyUsage(*usage), critical=True)
        )

    signed = [
        built(leaf, key, False)
        .add_extension(x509.ExtendedKeyUsage([purpose or ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False)
        .sign(root_key, hashes.SHA256()),
        built(root, root_key, True).add_extension(identifier, False).sign(root_key, hashes.SHA256()),
    ]
    folder.mkdir()
    pem = serialization.Encoding.PEM
    (folder / "chain.pem").write_bytes(b"".join(each.public_bytes(pem) for each in signed))
    secret = key.private_bytes(
        pem, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(secret)
    return folder / "chain.pem", folder / "key.pem"


@pytest.mark.parametrize(
    ("fmt", "media_type"),
    [("wav", "audio/wav"), ("mp3", "audio/mpeg"), ("flac", "audio/flac"), ("m4a", "audio/mp4")],
)
def test_a_signed_file_says_how_it_was_made_and_still_plays(
    credentials: Credentials, tmp_path: Path, fmt: str, media_type: str
) -> None:
    source, target = tmp_path / f"a.{fmt}", tmp_path / f"b.{fmt}"
    source.write_bytes(encode(TONE, fmt))
    credentials.sign(source, target, media_type, ORIGIN)
    with target.open("rb") as file, c2pa.Reader(media_type, file) as reader:
        told = json.loads(reader.json())
        assert reader.get_validation_state() == "Valid"
    manifest = told["manifests"][told["active_manifest"]]
    assertions = {each["label"]: each["data"] for each in manifest["assertions"]}
    action = assertions["c2pa.actions.v2"]["actions"][0]
    assert action["action"] == "c2pa.created"
    assert action["digitalSourceType"] == SOURCE_TYPES + MADE
    assert action["when"] == "2026-11-28T10:00:00Z"
    assert assertions[SPEECH]["engines"] == ["kokoro"]
    assert assertions[SPEECH]["voices"] == ["clone"]
    assert "self-made" in manifest["signature_info"]["issuer"]
    assert str(tmp_path) not in json.dumps(told)
    heard, plain = decode(target), decode(source)
    assert np.array_equal(heard.samples, plain.samples)


@pytest.mark.parametrize("fmt", ["wav", "mp3", "flac", "m4a"])
def test_a_reader_of_another_implementation_finds_it_whole_and_finds_one_changed_byte(
    credentials: Credentials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fmt: str
) -> None:
    monkeypatch.setenv("ENCYPHER_C2PA_TELEMETRY", "off")
    other = pytest.importorskip("encypher_c2pa", reason="pip install encypher-c2pa: another reader of C2PA")
    source, target = tmp_path / f"a.{fmt}", tmp_path / f"b.{fmt}"
    source.write_bytes(encode(TONE, fmt))
    kind = {"wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "m4a": "audio/mp4"}[fmt]
    credentials.sign(source, target, kind, ORIGIN)
    told = other.verify(str(target), kind)
    assert (told["integrity"], told["signature"], told["hard_binding"]) == ("valid", "valid", "match")
    data = bytearray(target.read_bytes())
    place = (
        data.index({"wav": b"data", "m4a": b"mdat"}[fmt]) + 500 if fmt in ("wav", "m4a") else len(data) - 300
    )
    data[place] ^= 1
    target.write_bytes(data)
    assert other.verify(str(target), kind)["hard_binding"] == "mismatch"


def test_keys_can_be_read_by_their_owner_only_and_are_kept(credentials: Credentials, data_dir: Path) -> None:
    folder = data_dir / "credentials"
    for name in ("key.pem", "authority-key.pem"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    again = open_credentials(Settings(data_dir=data_dir), SystemClock())
    assert again.identity == credentials.identity


def test_a_manifest_beside_a_file_tells_when_the_file_changed(
    credentials: Credentials, tmp_path: Path
) -> None:
    path = tmp_path / "a.opus"
    data = encode(TONE, "opus")
    path.write_bytes(data)
    manifest = credentials.sidecar(path, "audio/ogg", ORIGIN)
    for content, state in ((data, "Valid"), (data[:-1] + b"\0", "Invalid")):
        path.write_bytes(content)
        with path.open("rb") as file, c2pa.Reader("application/octet-stream", file, manifest) as reader:
            assert reader.get_validation_state() == state


def test_a_wav_file_with_sizes_of_zero_is_not_called_signed(
    credentials: Credentials, data_dir: Path, tmp_path: Path
) -> None:
    data = bytearray(encode(TONE, "wav"))
    data[4:8] = data[40:44] = bytes(4)
    path = tmp_path / "zero.wav"
    path.write_bytes(data)
    with pytest.raises(SigningFailed):
        credentials.sign(path, tmp_path / "signed.wav", "audio/wav", ORIGIN)
    assert path.read_bytes() == data
    kept = SignedFiles(CredentialsSource(Settings(data_dir=data_dir), SystemClock()), tmp_path / "kept")
    with pytest.raises(SigningFailed):
        kept.file(path, "audio/wav", ORIGIN)
    assert list((tmp_path / "kept").iterdir()) == []
    assert path.read_bytes() == data


def test_a_given_certificate_signs(tmp_path: Path) -> None:
    for name, purpose in (("mail", None), ("claims", x509.ObjectIdentifier("1.3.6.1.4.1.62558.2.1"))):
        chain, key = certificate(tmp_path / name, purpose=purpose)
        settings = Settings(data_dir=tmp_path / "data", credentials_certificate=chain, credentials_key=key)
        opened = open_credentials(settings, SystemClock())
        assert not opened.identity.self_made
    assert not (tmp_path / "data").exists()


def test_each_fault_of_a_given_certificate_is_told_apart(tmp_path: Path) -> None:
    chain, key = certificate(tmp_path / "good")
    _, other = certificate(tmp_path / "other")
    expired = certificate(tmp_path / "old", begins=datetime.timedelta(-60))
    later = certificate(tmp_path / "later", begins=datetime.timedelta(5))
    purpose = certificate(tmp_path / "purpose", purpose=ExtendedKeyUsageOID.SERVER_AUTH)
    text = tmp_path / "text.pem"
    text.write_text("nothing")
    cases = [
        (chain, None, "incomplete", "credentials_key"),
        (chain, other, "mismatch", "credentials_key"),
        (*expired, "expired", "credentials_certificate"),
        (*later, "not_yet_valid", "credentials_certificate"),
        (*purpose, "purpose", "credentials_certificate"),
        (text, key, "unreadable", "credentials_certificate"),
        (chain, text, "unreadable", "credentials_key"),
        (tmp_path / "none.pem", key, "unreadable", "credentials_certificate"),
    ]
    messages = set()
    for given, secret, reason, param in cases:
        settings = Settings(data_dir=tmp_path / "data", credentials_certificate=given, credentials_key=secret)
        with pytest.raises(CredentialsNotReady) as caught:
            open_credentials(settings, SystemClock())
        assert (caught.value.reason, caught.value.param) == (reason, param)
        assert str(tmp_path) not in caught.value.message
        messages.add(caught.value.message)
    assert len(messages) == len(cases)
    assert text.read_text() == "nothing"


def test_a_broken_folder_of_ones_own_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials/certificate.pem").write_text("nothing")
    with pytest.raises(CredentialsNotReady) as caught:
        open_credentials(Settings(data_dir=tmp_path), SystemClock())
    assert caught.value.reason == "own_unusable"
    assert (tmp_path / "credentials/certificate.pem").read_text() == "nothing"


def test_signed_copies_are_made_once(data_dir: Path, tmp_path: Path) -> None:
    files = SignedFiles(CredentialsSource(Settings(data_dir=data_dir), SystemClock()), tmp_path / "signed")
    source = tmp_path / "a.wav"
    source.write_bytes(encode(TONE, "wav"))
    first = files.file(source, "audio/wav", ORIGIN)
    assert files.file(source, "audio/wav", ORIGIN) == first
    assert [each.name for each in (tmp_path / "signed").iterdir()] == [first.name]
