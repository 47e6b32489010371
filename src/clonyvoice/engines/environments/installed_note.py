"""The note in an installed engine's folder: its lock file's digest, the contract's version, its declaration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from clonyvoice.engines.contract import EngineInfo, Preset

_NOTE: Final = "installed.json"


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed engine: its declaration and presets as recorded at installation."""

    info: EngineInfo
    presets: tuple[Preset, ...]
    run: tuple[str, ...]
    memory_mb: int


def read_note(folder: Path) -> dict[str, Any] | None:
    """The note in an engine's folder; None when there is none that can be read.

    An engine without one is damaged: its installation was interrupted, or its files were changed.
    """
    try:
        note = json.loads((folder / _NOTE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) else None


def write_note(folder: Path, note: dict[str, Any]) -> None:
    """Write the note, whole or not at all. Raises OSError."""
    written = folder / f"{_NOTE}.new"
    written.write_text(json.dumps(note, indent=1), "utf-8")
    written.replace(folder / _NOTE)


def note_anew(folder: Path, declared: dict[str, Any]) -> None:
    """Put a declaration into the note, if it is another one. Raises OSError."""
    note = read_note(folder) or {}
    if any(note.get(part) != value for part, value in declared.items()):
        write_note(folder, note | declared)


def declared_json(info: EngineInfo, presets: Sequence[Preset]) -> dict[str, Any]:
    """The declaration and presets of an engine as JSON values, as they are read back.

    Tuples become lists, so that a note that was read can be compared with it.
    """
    declared = asdict(info) | {"abilities": sorted(info.abilities)}
    shown: dict[str, Any] = json.loads(
        json.dumps({"info": declared, "presets": [asdict(preset) for preset in presets]})
    )
    return shown
