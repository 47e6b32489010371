"""Signed copies of files, made at download and kept for the next one."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from clonyvoice.core.clock import Clock
from clonyvoice.core.settings import CredentialsPolicy, Settings
from clonyvoice.provenance.credentials import Credentials, Origin, manifest_of, open_credentials
from clonyvoice.storage.file_cache import FileCache

_CACHE_BYTES: Final = 1_000_000_000
"""Bytes of signed files that are kept. Chosen by hand."""


class CredentialsSource:
    """The installation's credentials, opened at first use: a key may ask for them where no setting does."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._lock = threading.Lock()
        self._opened: Credentials | None = None

    @property
    def policy(self) -> CredentialsPolicy:
        """The setting: whether files are to carry credentials."""
        return self._settings.credentials

    def get(self) -> Credentials:
        """The credentials. Raises CredentialsNotReady."""
        with self._lock:
            if self._opened is None or self._clock.now() > self._opened.identity.not_after:
                self._opened = open_credentials(self._settings, self._clock)
            return self._opened


class SignedFiles:
    """Signed copies of files, made at download and cached up to 1 GB.

    Safe from any thread.
    """

    def __init__(self, credentials: CredentialsSource, folder: Path, size: int = _CACHE_BYTES) -> None:
        self._credentials, self._cache = credentials, FileCache(folder, size)

    @property
    def policy(self) -> CredentialsPolicy:
        """The setting: whether files are to carry credentials; a caller's may be stricter."""
        return self._credentials.policy

    def file(self, path: Path, media_type: str, origin: Origin, *, archive: bool = False) -> Path:
        """The file at `path` with credentials, to be opened soon. `path` names one content only.

        With `archive` it is a ZIP of files of `media_type`, each of which gets its own. Raises CredentialsNotReady,
        SigningFailed.
        """
        credentials = self._credentials.get()
        sign = _sign_archive if archive else Credentials.sign
        name = f"{_key(path, media_type, origin, credentials.identity.serial)}{path.suffix}"
        return self._cache.file(name, lambda part: sign(credentials, path, part, media_type, origin))

    def sidecar(self, path: Path, media_type: str, origin: Origin) -> bytes:
        """The manifest of the file at `path`, apart from it. Raises CredentialsNotReady, SigningFailed."""
        return self._credentials.get().sidecar(path, media_type, origin)


def _sign_archive(
    credentials: Credentials, source: Path, target: Path, media_type: str, origin: Origin
) -> None:
    with (
        tempfile.TemporaryDirectory(suffix=".tmp", dir=target.parent) as folder,
        zipfile.ZipFile(source) as reader,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as writer,
    ):
        plain, signed = Path(folder, "plain"), Path(folder, "signed")
        for entry in reader.infolist():
            with reader.open(entry) as packed, plain.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
            credentials.sign(plain, signed, media_type, replace(origin, duration=None))
            writer.write(signed, entry.filename)


def _key(path: Path, media_type: str, origin: Origin, serial: str) -> str:
    described = json.dumps([path.name, path.stat().st_size, manifest_of(media_type, origin), serial])
    return hashlib.sha256(described.encode()).hexdigest()[:40]
