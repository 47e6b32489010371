"""Content Credentials of responses: embedded in files, announced in a header where they cannot be, or required."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from starlette.responses import Response

from clonyvoice.audio import Format
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.settings import CredentialsPolicy
from clonyvoice.keys import Principal
from clonyvoice.keys.caller_scopes_limits import strictest
from clonyvoice.provenance.credentials import Origin
from clonyvoice.provenance.credentials_library import EMBEDDED_IN, MANIFEST_TYPE
from clonyvoice.provenance.signing import SignedFiles

log = logging.getLogger(__name__)

HEADER: Final = "X-Content-Credentials"
"""`embedded`, or `none; reason=format|stream|archive|size|failed`."""
Reason: TypeAlias = Literal["format", "stream", "archive", "size"]
OriginSource: TypeAlias = Callable[[], Origin]
"""Finds the origin of a sound out when it is needed."""
_WHY: Final[dict[Reason, str]] = {
    "format": "this format cannot carry them. Ask for wav, mp3, flac or m4a",
    "stream": "a stream cannot carry them. Ask for the whole file, without `stream`, as wav, mp3 or flac",
    "size": "a WAV file of more than 4 GB cannot carry them. Ask for flac, mp3 or m4a, or for a shorter range",
    "archive": "a project's archive holds its takes as they are. Ask for a render, with `per_line` for a file a line",
}

_MOST_BYTES_WAV: Final = 0xFFFFFFFF + 8
"""Bytes of a RIFF file, whose size is a number of 32 bits behind its first 8 bytes; c2pa does not read RF64."""


class CredentialsRequired(InvalidRequest):
    """Sound was asked for in a form that cannot carry the Content Credentials that are required."""

    code = "credentials_required"

    def __init__(self, reason: Reason, param: str = "format") -> None:
        super().__init__(
            f"Content Credentials are required here, and {_WHY[reason]}.",
            param=param,
            details={"reason": reason},
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """A file to send: its path, and the headers about its credentials."""

    path: Path
    headers: dict[str, str]


def policy(signed: SignedFiles, caller: Principal | None) -> CredentialsPolicy:
    """The stricter of the setting's and the caller's policy."""
    return strictest(signed.policy, caller.credentials if caller else "off")


def check(
    signed: SignedFiles, caller: Principal | None, fmt: Format, *, stream: bool = False, field: str = "format"
) -> dict[str, str]:
    """The headers of sound that cannot carry credentials, none where it can or they are off.

    Called before anything is computed. Raises CredentialsRequired, CredentialsNotReady.
    """
    if stream:
        return without(signed, caller, "stream", "stream" if field == "format" else field)
    return without(signed, caller, "format", field) if fmt.media_type not in EMBEDDED_IN else {}


def without(signed: SignedFiles, caller: Principal | None, reason: Reason, field: str) -> dict[str, str]:
    """The headers of sound that carries no credentials for a `reason`; none where they are off.

    `field` is the one to be changed. Raises CredentialsRequired.
    """
    wanted = policy(signed, caller)
    if wanted == "required":
        raise CredentialsRequired(reason, field)
    return {} if wanted == "off" else {HEADER: f"none; reason={reason}"}


def handshake(signed: SignedFiles, caller: Principal | None) -> list[tuple[bytes, bytes]]:
    """The headers of a socket's handshake that announce sound without credentials."""
    if policy(signed, caller) == "off":
        return []
    return [(HEADER.lower().encode(), b"none; reason=stream")]


def taken(
    signed: SignedFiles,
    caller: Principal | None,
    path: Path,
    media_type: str,
    origin: OriginSource,
    manifest: str = "",
    *,
    archive: bool = False,
) -> Taken:
    """The file with the Content Credentials that apply to it; blocks on computing and on the disk.

    `manifest` is the address of the sidecar for a format that cannot carry them; with `archive` the file is a ZIP of
    files of `media_type`. Raises CredentialsRequired; where
    they are required also CredentialsNotReady and SigningFailed.
    """
    wanted = policy(signed, caller)
    if wanted == "off":
        return Taken(path, {})
    reason = _without_room(path, media_type, archive=archive)
    if reason is not None:
        if wanted == "required":
            raise CredentialsRequired(reason)
        link = {"Link": f'<{manifest}>; rel="c2pa-manifest"'} if manifest else {}
        return Taken(path, {HEADER: f"none; reason={reason}", **link})
    try:
        return Taken(signed.file(path, media_type, origin(), archive=archive), {HEADER: "embedded"})
    except ClonyError as error:
        if wanted == "required":
            raise
        log.error("a file went out without Content Credentials: %s", error.code)
        return Taken(path, {HEADER: "none; reason=failed"})


def _without_room(path: Path, media_type: str, *, archive: bool) -> Reason | None:
    """The reason that keeps a file from holding a manifest; None where it can."""
    if media_type not in EMBEDDED_IN:
        return "format"
    if media_type == "audio/wav" and not archive and path.stat().st_size > _MOST_BYTES_WAV:
        return "size"
    return None


def sidecar(signed: SignedFiles, path: Path, media_type: str, origin: OriginSource, name: str) -> Response:
    """The manifest of a file, apart from it; blocks on computing. Raises CredentialsNotReady, SigningFailed."""
    manifest = signed.sidecar(path, media_type, origin())
    told = {"Content-Disposition": f'attachment; filename="{name}.c2pa"', "Cache-Control": "no-store"}
    return Response(manifest, media_type=MANIFEST_TYPE, headers=told)
