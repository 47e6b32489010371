"""Content Credentials of any file, read in a process of their own with bounds and without network access.

Run as `python -m clonyvoice.provenance.credentials_reading` it is that process: a JSON request on its standard input,
one answer on its standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess  # our own interpreter with our own module
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from clonyvoice.provenance.credentials import failures
from clonyvoice.provenance.credentials_library import CONTEXT, EMBEDDED_IN, PURPOSES, library

_SECONDS: Final = 120.0
"""Seconds after which the reading process is ended. Chosen by hand."""
_CPU_SECONDS: Final = 60
"""Seconds of computing after which the system ends it. Chosen by hand."""
_MEMORY_BYTES: Final = 2 << 30
"""Bytes of address space that it may take. Chosen by hand."""
_LARGEST_ANSWER: Final = 4_000_000
"""Bytes of its answer that are read. Chosen by hand."""
_SIDECAR: Final = "application/octet-stream"
_ENVIRONMENT: Final = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "SYSTEMROOT",
)
_SIDECAR_LIMIT: Final = 16_000_000
"""Bytes of a `.c2pa` file that are read. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class ReadManifest:
    """An active manifest as read; its claims are not verified here."""

    claims: dict[str, Any]
    failures: tuple[str, ...]
    """Codes of the C2PA specification, section 15; none when it is whole."""
    trusted: bool
    """Whether the anchor that was given vouches for the signer."""
    count: int
    """Manifests in the file; more than one describe earlier states, too."""


class UnreadableCredentials(Exception):
    """Content Credentials that are cut short, or cannot be parsed."""


def read_credentials(
    path: Path, media_type: str, anchor: bytes | None = None, sidecar: Path | None = None
) -> ReadManifest | None:
    """The credentials of a file, or those beside it in `sidecar`; None when there are none.

    Raises UnreadableCredentials; CredentialsNotReady without the library.
    """
    library()
    if sidecar is None and media_type not in EMBEDDED_IN:
        return None
    request = {
        "path": str(path), "media_type": media_type if sidecar is None else _SIDECAR,
        "anchor": anchor.decode() if anchor else None, "sidecar": str(sidecar) if sidecar else None,
    }  # fmt: skip
    try:
        done = subprocess.run(
            [sys.executable, "-m", "clonyvoice.provenance.credentials_reading"],
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            timeout=_SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout[:_LARGEST_ANSWER])
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableCredentials("the reader broke on them") from error
    if "error" in answer:
        raise UnreadableCredentials(str(answer["error"])[:200])
    if answer.get("none"):
        return None
    return ReadManifest(
        answer["claims"], tuple(map(str, answer["failures"])), bool(answer["trusted"]), int(answer["count"])
    )


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    _bound()
    sys.stdout.write(json.dumps(_read(request)))


def _read(request: dict[str, Any]) -> dict[str, Any]:
    c2pa = library()
    trust = {"user_anchors": request["anchor"] or "", "trust_config": "\n".join(PURPOSES)}
    context = c2pa.Context.from_dict({**CONTEXT, "trust": trust} if request["anchor"] else CONTEXT)
    manifest = None
    if request["sidecar"]:
        with open(request["sidecar"], "rb") as beside:
            manifest = beside.read(_SIDECAR_LIMIT)
    try:
        with (
            open(request["path"], "rb") as file,
            contextlib.closing(c2pa.Reader(request["media_type"], file, manifest, context=context)) as reader,
        ):
            told = json.loads(reader.json())
            claims = told["manifests"][told["active_manifest"]]
            return {
                "claims": claims, "failures": failures(reader), "count": len(told["manifests"]),
                "trusted": reader.get_validation_state() == "Trusted",
            }  # fmt: skip
    except c2pa.C2paError.ManifestNotFound:
        return {"none": True}
    except (c2pa.C2paError, KeyError) as error:
        return {"error": type(error).__name__ + ": " + " ".join(str(error).split())}


def _bound() -> None:
    if sys.platform == "win32":
        return
    import resource

    for which, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))


if __name__ == "__main__":
    main()
