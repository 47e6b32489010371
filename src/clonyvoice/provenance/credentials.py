"""Content Credentials (C2PA): a signed manifest in or beside a file of speech about how it was made.

Manifests follow the C2PA specification 2.2: one `c2pa.actions.v2` assertion with `c2pa.created` and IPTC's digital
source type `trainedAlgorithmicMedia`.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clonyvoice import __version__
from clonyvoice.core.clock import Clock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials_library import (
    CONTEXT,
    PURPOSES,
    CredentialsNotReady,
    SigningFailed,
    library,
)
from clonyvoice.provenance.installation_marks import installation_number

if TYPE_CHECKING:
    from clonyvoice.provenance.certificates import SigningIdentity

SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MADE, MIXED = "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"
"""IPTC's digital source types of made speech, and of made speech mixed with recordings."""
SPEECH: Final = "org.clonyvoice.speech"
"""The label of our assertion: engines, kinds of voice, seconds."""
_SIDECAR_TYPE: Final = "application/octet-stream"
_WHOLE: Final = ("Valid", "Trusted")


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a sound in its credentials, without names, texts and paths."""

    engines: tuple[str, ...]
    voices: tuple[str, ...]
    """Kinds of the voices: `preset`, `clone`, `design`, `unknown`."""
    made_at: datetime
    duration: float | None
    """Seconds."""
    composite: bool = False
    """Whether recordings or music that people brought are mixed in."""


class Credentials:
    """Signs files. Safe from any thread; it blocks on computing and on the disk."""

    def __init__(self, identity: SigningIdentity) -> None:
        self.identity = identity
        self._context = library().Context.from_dict(
            {
                **CONTEXT,
                "trust": {"user_anchors": identity.anchor.decode(), "trust_config": "\n".join(PURPOSES)},
            }
        )

    def sign(self, source: Path, target: Path, media_type: str, origin: Origin) -> None:
        """Write `source` with its credentials to `target`, another file, and read it back.

        What is in `target` after an error is to be deleted. Raises SigningFailed, OSError.
        """
        with source.open("rb") as reader, target.open("w+b") as writer:
            self._signed(self._builder(media_type, origin), media_type, reader, writer)
            writer.seek(0)
            self._check(library().Reader, media_type, writer)
            # A WAV file whose sizes say zero loses its sound when it is signed, and reads as valid.
            if writer.seek(0, io.SEEK_END) <= source.stat().st_size:
                raise SigningFailed("the signed file is shorter than the sound")

    def sidecar(self, source: Path, media_type: str, origin: Origin) -> bytes:
        """A manifest of a file that cannot carry one; it holds the file's hash. Raises SigningFailed."""
        builder = self._builder(media_type, origin)
        builder.set_no_embed()
        with source.open("rb") as reader:
            manifest = self._signed(builder, _SIDECAR_TYPE, reader, _Discarding())
            reader.seek(0)
            self._check(
                lambda kind, stream, context: library().Reader(kind, stream, manifest, context=context),
                _SIDECAR_TYPE,
                reader,
            )
        return manifest

    def _builder(self, media_type: str, origin: Origin) -> Any:
        return library().Builder(json.dumps(manifest_of(media_type, origin)), context=self._context)

    def _signed(self, builder: Any, media_type: str, reader: Any, writer: Any) -> bytes:
        c2pa, mine = library(), self.identity
        algorithm = getattr(c2pa.C2paSigningAlg, mine.algorithm.upper())
        try:
            signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(algorithm, mine.chain, mine.key, None))
            with contextlib.closing(signer):
                return bytes(builder.sign(signer, media_type, reader, writer))
        except c2pa.C2paError as error:
            raise SigningFailed(_plain(error)) from None

    def _check(self, read: Callable[..., Any], media_type: str, stream: Any) -> None:
        try:
            with contextlib.closing(read(media_type, stream, context=self._context)) as reader:
                state = reader.get_validation_state()
                if state not in _WHOLE:
                    raise SigningFailed(f"read back it is not valid ({', '.join(failures(reader)) or state})")
        except library().C2paError as error:
            raise SigningFailed(_plain(error)) from None


class _Discarding(io.RawIOBase):
    """A file that keeps nothing but its position: the library writes a copy of the sound that nobody wants."""

    def __init__(self) -> None:
        self._at = self._end = 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        count = len(data)
        self._at += count
        self._end = max(self._end, self._at)
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence] + offset
        return self._at

    def tell(self) -> int:
        return self._at


def failures(reader: Any) -> list[str]:
    """The codes of the problems that a reader found in the active manifest."""
    found: Mapping[str, Any] = json.loads(reader.json()).get("validation_results", {})
    return [str(each["code"]) for each in found.get("activeManifest", {}).get("failure", ())]


def manifest_of(media_type: str, origin: Origin) -> dict[str, Any]:
    """The manifest's definition as the library takes it."""
    agent = {"name": "ClonyVoice", "version": __version__}
    made_at = origin.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    created = {
        "action": "c2pa.created",
        "when": made_at,
        "softwareAgent": agent,
        "digitalSourceType": SOURCE_TYPES + (MIXED if origin.composite else MADE),
        "description": "Speech made by ClonyVoice",
    }
    speech: dict[str, Any] = {
        "engines": list(origin.engines),
        "voices": list(origin.voices),
        "made_at": made_at,
    }
    if origin.duration is not None:
        speech["duration"] = round(origin.duration, 3)
    return {
        "claim_generator_info": [agent],
        "format": media_type,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": SPEECH, "data": speech},
        ],
    }


def open_credentials(settings: Settings, clock: Clock) -> Credentials:
    """Credentials signed with the given certificate, or with the installation's own. Raises CredentialsNotReady.

    A second of silence is signed, so that a certificate refused by the library is reported now.
    """
    library()
    from clonyvoice.provenance.certificates import given_identity, own_identity

    now = clock.now()
    identity = given_identity(settings.credentials_certificate, settings.credentials_key, now)
    if identity is None:
        data_dir = settings.data_dir
        identity = own_identity(data_dir, installation_number(data_dir), now)
    credentials = Credentials(identity)
    _try(credentials, now)
    return credentials


def _try(credentials: Credentials, now: datetime) -> None:
    from clonyvoice.audio import encode
    from clonyvoice.core.audio import Audio

    with tempfile.TemporaryDirectory(prefix="clonyvoice-") as folder:
        source, target = Path(folder, "silence.wav"), Path(folder, "signed.wav")
        source.write_bytes(encode(Audio.silence(1.0, 8000), "wav"))
        try:
            credentials.sign(source, target, "audio/wav", Origin((), (), now, 1.0))
        except SigningFailed as error:
            told = f"The certificate signs nothing that can be read back. {error.message}"
            raise CredentialsNotReady("refused", told, "credentials_certificate") from None


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".")
