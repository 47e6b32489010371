"""Long files: no Content Credentials inside a WAV beyond RIFF's header, no copy of the file in memory for a sidecar."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from clonyvoice.api.responses.signed_files import CredentialsRequired, taken
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import CredentialsPolicy, Settings
from clonyvoice.provenance.credentials import Origin
from clonyvoice.provenance.signing import CredentialsSource, SignedFiles
from tests.traced_memory import traced

ORIGIN = Origin(("kokoro",), ("preset",), datetime.datetime.now(datetime.UTC), 1.0)


def _signed(folder: Path, policy: CredentialsPolicy) -> SignedFiles:
    settings = Settings(data_dir=folder / "data", credentials=policy)
    return SignedFiles(CredentialsSource(settings, SystemClock()), folder / "signed")


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """A file of 4 GB that takes no place on the disk."""
    path = tmp_path / "render.wav"
    with path.open("wb") as file:
        file.truncate(0xFFFFFFFF + 9)
    return path


def test_it_goes_out_without_and_says_so(huge: Path, tmp_path: Path) -> None:
    given = taken(_signed(tmp_path, "on"), None, huge, "audio/wav", lambda: ORIGIN, "/credentials")
    assert given.path == huge
    assert given.headers["X-Content-Credentials"] == "none; reason=size"
    assert given.headers["Link"] == '</credentials>; rel="c2pa-manifest"'


def test_where_they_are_required_the_way_out_is_said(huge: Path, tmp_path: Path) -> None:
    with pytest.raises(CredentialsRequired, match="flac, mp3 or m4a") as refused:
        taken(_signed(tmp_path, "required"), None, huge, "audio/wav", lambda: ORIGIN)
    assert refused.value.details == {"reason": "size"}


def test_a_sidecar_does_not_hold_the_file_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "render.opus"
    path.write_bytes(bytes(40_000_000))
    signed = _signed(tmp_path, "on")
    manifest = signed.sidecar(path, "audio/ogg", ORIGIN)  # loads what is loaded once
    with traced() as memory:
        again = signed.sidecar(path, "audio/ogg", ORIGIN)
        _, most = memory()
    assert abs(len(again) - len(manifest)) < 10
    assert most < 10_000_000
