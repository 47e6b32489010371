"""Lines of a script, common to all script formats; decoding of text, and speakers' names before a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from clonyvoice.projects.errors import ScriptInvalid

MAX_BYTES: Final = 20_000_000
"""Of an imported file, and of everything that is read out of an archive together. Chosen by hand."""
MAX_TEXT_BYTES: Final = 8_000_000
"""Of a file of plain text, and of one page of a book; the longest novels have 4 MB. Chosen by hand."""
_NAME = re.compile(r"([^\W\d_][\w .'’-]{0,38}?)\s*[:：]\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line of a script; `chapter` starts a chapter of this name before it."""

    text: str
    speaker: str | None = None
    slot: tuple[float, float] | None = None
    chapter: str | None = None


@dataclass(slots=True)
class Script:
    """The lines that an import found, and the parts left out with the reason."""

    format: str
    lines: list[ScriptLine]
    warnings: list[str] = field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        """The names of the speakers, in the order of their first lines."""
        return list(dict.fromkeys(line.speaker for line in self.lines if line.speaker))


def decoded_text(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 (by its mark), else Windows-1252. Raises ScriptInvalid for bytes that are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise ScriptInvalid("The file is not text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def speaker_and_text(row: str) -> tuple[str | None, str]:
    """The speaker's name and the text of `NAME: text`; the name has at most four words and a capital first."""
    found = _NAME.fullmatch(row)
    if found is None or len(found[1].split()) > 4:
        return None, row
    letter = found[1][0]
    if letter.islower():
        return None, row
    return found[1].strip(), found[2].strip()
