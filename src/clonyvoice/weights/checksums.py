"""Sizes and SHA-256 of weight files compared with those of the manifest: downloaded, installed or derived ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from clonyvoice.core.cancel import CancelToken

_BLOCK = 1 << 20
"""Bytes hashed at a time. Chosen by hand."""


Fault: TypeAlias = Literal["missing", "size", "checksum"]


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file of a model that is not as in the manifest."""

    model: str
    path: str
    what: Fault


def sha256_of(path: Path, cancel: CancelToken | None = None) -> str:
    """The file's SHA-256 in hex, read in blocks. Raises Cancelled."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            if cancel is not None:
                cancel.raise_if_cancelled()
    return digest.hexdigest()


def size_of(path: Path) -> int | None:
    """Bytes of the file; None where there is none that can be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def fault_of(
    path: Path, size: int | None, sha256: str | None, cancel: CancelToken | None = None
) -> Fault | None:
    """The fault of a file that is to have `size` bytes and this SHA-256 (None: whatever it has); None for none.

    The file is read whole only when its size is right. Raises Cancelled, OSError.
    """
    found = size_of(path)
    if found is None:
        return "missing"
    if size is not None and found != size:
        return "size"
    if sha256 is not None and sha256_of(path, cancel) != sha256:
        return "checksum"
    return None
