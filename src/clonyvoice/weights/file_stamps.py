"""The stamp of a folder of derived files: which it holds, with size and SHA-256, so that changed ones are not used."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from clonyvoice.weights.checksums import fault_of, sha256_of, size_of

_STAMP = ".complete"


def is_whole(folder: Path) -> bool:
    """Whether the files named in the folder's stamp are all there as they were when it was written.

    A file that was touched since (other time or place on the disk, as after copying) is compared by its SHA-256, and
    noted as it is now. Stamps of earlier versions hold the sizes only. A power cut may leave an empty one.
    """
    stamp = folder / _STAMP
    try:
        noted: dict[str, Any] = json.loads(stamp.read_text("utf-8"))
        if not noted:
            return False
        fresh: dict[str, Any] = {}
        for name, known in noted.items():
            if not isinstance(known, dict):
                if size_of(folder / name) != known:
                    return False
                known = {}
            fresh[name] = known
            if known and _signature(folder / name) != known.get("signature"):
                if fault_of(folder / name, known["size"], known["sha256"]) is not None:
                    return False
                fresh[name] = {**known, "signature": _signature(folder / name)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    if any(fresh[name] != known for name, known in noted.items() if isinstance(known, dict)):
        with suppress(OSError):
            _replace(stamp, fresh)
    return True


def write_stamp(folder: Path) -> None:
    """Note the files below the folder as they are now. Raises OSError."""
    _replace(folder / _STAMP, {name: _described(folder / name) for name in files_below(folder)})


def stamped_files(folder: Path) -> frozenset[str]:
    """The files that the folder's stamp names; none where it has no stamp that can be read."""
    try:
        return frozenset(json.loads((folder / _STAMP).read_text("utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return frozenset()


def files_below(folder: Path) -> frozenset[str]:
    """The files below the folder, by their path in it, without its stamp."""
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return frozenset(name for name in found if name != _STAMP)


def _described(path: Path) -> dict[str, Any]:
    return {"size": size_of(path), "sha256": sha256_of(path), "signature": _signature(path)}


def _signature(path: Path) -> list[int]:
    """The numbers that change when a file is written or replaced."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def _replace(stamp: Path, noted: dict[str, Any]) -> None:
    part = stamp.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(json.dumps(noted))
        file.flush()
        os.fsync(file.fileno())
    part.replace(stamp)
