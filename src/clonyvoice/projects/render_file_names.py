"""Names of rendered files, from patterns such as `{project} {date}` and `{number} {speaker} - {line}`.

They are names on Windows, macOS and Linux: no character that one of them refuses, no name of a Windows device, no dot
or space at an end, at most 200 bytes, and no two alike where capitals do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from clonyvoice.core.errors import InvalidRequest

FILE_FIELDS: Final = ("project", "date", "revision", "loudness")
"""Fields of the name of one file, or of the archive."""
LINE_FIELDS: Final = (*FILE_FIELDS, "number", "speaker", "line")
STEM_FIELDS: Final = (*FILE_FIELDS, "number", "track")
LINE_NAMES: Final = "{number} {speaker} - {line}"
STEM_NAMES: Final = "{number} {track}"
LONGEST_PATTERN: Final = 120
"""Characters of a pattern. Chosen by hand."""
_MOST_BYTES: Final = 200
"""Of 255 that file systems take: the rest is for a number and an ending. Chosen by hand."""
_MOST_CHARACTERS: Final = 60
"""Of one value: a line's text is cut there. Chosen by hand."""
_FIELD: Final = re.compile(r"\{([a-z]+)\}")
_REFUSED: Final = frozenset('<>:"/\\|?*{}')
_DEVICES: Final = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)
"""Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces")."""


class FileNameInvalid(InvalidRequest):
    """A pattern of a file's name that cannot be one."""

    code = "file_name_invalid"


def check_pattern(pattern: str, fields: tuple[str, ...], param: str) -> None:
    """Raise FileNameInvalid for a pattern with another field, or a character that a file's name cannot have."""
    literal = _FIELD.sub("", pattern)
    unknown = [name for name in _FIELD.findall(pattern) if name not in fields]
    known = ", ".join(f"{{{name}}}" for name in fields)
    if unknown:
        raise FileNameInvalid(f"{{{unknown[0]}}} is no field of this name. It may have {known}.", param=param)
    for char in literal:
        if char in "{}":
            raise FileNameInvalid(f"A brace stands around a field alone: {known}.", param=param)
        if char in _REFUSED or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise FileNameInvalid(
                f"A file's name cannot have the character {char!r} everywhere: leave it out.", param=param
            )
    if not pattern.strip(" ."):
        raise FileNameInvalid("The pattern of a name is empty: leave it out for the usual one.", param=param)


def check_names(file_name: str | None, entry_names: str | None, *, stems: bool, per_line: bool) -> None:
    """Raise FileNameInvalid if a pattern is no valid name, or applies to files that this render does not make."""
    if file_name is not None:
        check_pattern(file_name, FILE_FIELDS, "file_name")
    if entry_names is None:
        return
    if not (stems or per_line):
        raise FileNameInvalid(
            "Names of entries are for a ZIP of several files: set `stems` or `per_line`, or use `file_name`.",
            param="entry_names",
        )
    check_pattern(entry_names, LINE_FIELDS if per_line else STEM_FIELDS, "entry_names")


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The name for a checked pattern; an empty value also removes the literal text after its field."""
    pieces = _FIELD.split(pattern)
    made = pieces[0]
    for field, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        value = _plain(values.get(field, ""))
        made += value + literal if value else ""
    return _safe(made)


def file_name(text: str) -> str:
    """Text as a portable file name: letters, digits, spaces and dashes, at most 60 characters."""
    return _safe(_plain(text))


def shared_values(project: str, revision: int, at: datetime, loudness: str) -> dict[str, str]:
    """Values of `FILE_FIELDS`; the date is that of this machine."""
    level = {"off": "", "acx": "ACX"}.get(loudness, f"{loudness} LUFS")
    return {
        "project": project, "date": f"{at.astimezone():%Y-%m-%d}", "revision": str(revision), "loudness": level,
    }  # fmt: skip


class FreeNames:
    """Unique file names for one folder: a number is added to a name already in use."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        """`name`, or `name (2)` and so on if it is already in use, ignoring case."""
        number, found = 1, name
        while (key := unicodedata.normalize("NFC", found.casefold())) in self._taken:
            number += 1
            found = f"{name} ({number})"
        self._taken.add(key)
        return found


def _plain(text: str) -> str:
    """Letters with their marks, digits, spaces and dashes of a text."""
    text = unicodedata.normalize("NFC", text)
    clean = "".join(c if c.isalnum() or c in " -" or unicodedata.category(c)[0] == "M" else " " for c in text)
    return " ".join(clean.split())[:_MOST_CHARACTERS].strip()


def _safe(name: str) -> str:
    """A name that no file system refuses."""
    name = " ".join(unicodedata.normalize("NFC", name).split()).strip(" .")
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .") or "Untitled"
    return f"_{name}" if name.split(".")[0].strip().upper() in _DEVICES else name
