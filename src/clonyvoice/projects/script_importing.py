"""Scripts and subtitles read into lines: plain text, Markdown, SRT, WebVTT, CSV, DOCX and EPUB."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final

from clonyvoice.core.ids import new_id
from clonyvoice.projects.document_items import LONGEST, MAX_TEXT, MOST
from clonyvoice.projects.docx_epub import docx_script, epub_script
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.script_lines import (
    MAX_BYTES,
    MAX_TEXT_BYTES,
    Script,
    ScriptLine,
    decoded_text,
    speaker_and_text,
)
from clonyvoice.speech.chunk_languages import language_of_text

FORMATS: Final = ("txt", "md", "srt", "vtt", "csv", "docx", "epub")
_TIME: Final = r"(?<![\d:])(-?)(?:(\d{1,6}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_CUE = re.compile(rf"{_TIME}\s*-->\s*{_TIME}")
_MOST_WARNINGS: Final = 200
"""Warnings that an import returns. Chosen by hand."""
_LONGEST_ROW: Final = 1_000_000
"""Characters between two breaks of a line. Chosen by hand."""
_LONGEST_NAME: Final = 200
"""Characters of a chapter's name. Chosen by hand."""
_SNIFFED: Final = 1024
"""Characters of a table by which its delimiter is found. Chosen by hand."""
_TELLING: Final = 100
"""Lines by which a script's language is detected. Chosen by hand."""
_FEW_LETTERS: Final = 16
"""Latin letters that say little about a language: `Hi.` would be Italian. Chosen by hand."""
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")


def format_of(name: str) -> str:
    """The format of a file by its name. Raises ScriptInvalid."""
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    found = {"markdown": "md", "text": "txt", "webvtt": "vtt"}.get(ending, ending)
    if found not in FORMATS:
        raise ScriptInvalid(
            f"A file of this kind cannot be imported. There are: {', '.join(FORMATS)}, clonyproject."
        )
    return found


def read_script(source: BinaryIO, fmt: str) -> Script:
    """The lines of a script. Referenced files are not opened or fetched; macros are ignored.

    Raises ScriptInvalid when it is not what it says it is, holds nothing, or more than a project can.
    """
    packed = fmt in ("docx", "epub")
    most = MAX_BYTES if packed else MAX_TEXT_BYTES
    if source.seek(0, 2) > most:
        raise ScriptInvalid(f"The file is larger than {most // 1_000_000} MB.")
    source.seek(0)
    if packed:
        script = docx_script(source) if fmt == "docx" else epub_script(source)
    else:
        text = decoded_text(source.read(most))
        if any(len(row) > _LONGEST_ROW for row in _rows(text)):
            raise ScriptInvalid(f"The file has a line of more than {_LONGEST_ROW} characters.")
        readers = {"txt": _plain, "md": _markdown, "srt": _cues, "vtt": _cues, "csv": _table}
        script = Script(fmt, [])
        script.lines = list(islice(readers[fmt](text, script.warnings), MOST["line"] + 1))
    fitting = (line for each in script.lines for line in _fitting(each))
    script.lines = list(islice(fitting, MOST["line"] + 1))
    if not script.lines:
        raise ScriptInvalid("There is no text in the file.")
    if len(script.lines) > MOST["line"]:
        raise ScriptInvalid(f"The file has more than {MOST['line']} lines, which is what a project holds.")
    del script.warnings[_MOST_WARNINGS:]
    return script


def _rows(text: str) -> Iterator[str]:
    """The lines of a text without their ends, one after another."""
    at = 0
    while (end := text.find("\n", at)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]


def _paragraphs_of(text: str) -> Iterator[str]:
    """The stretches of a text between blank lines."""
    at = 0
    for gap in re.finditer(r"\n[^\S\n]*\n", text):
        yield text[at : gap.start()]
        at = gap.end()
    yield text[at:]


def language_of(script: Script) -> str:
    """The language code of most of a script's beginning; English if the words are inconclusive."""
    text = " ".join(line.text for line in script.lines[:_TELLING])[:4000]
    letters = [char for char in text if char.isalpha()]
    if len(letters) < _FEW_LETTERS and all(ord(char) < 0x250 for char in letters):
        return "en"
    return language_of_text(text, "en").code


def operations_of(
    script: Script,
    speakers: Mapping[str, str] | None = None,
    after: str | None = None,
    usual: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """The operations that insert a script into a project; `speakers` are the ids of existing ones, by name.

    Its lines come behind the line `after`, or at the end. Those that name nobody get the fields of `usual`: who says
    them and in which voice.
    """
    operations: list[dict[str, Any]] = []
    ids = dict(speakers or {})
    for name in script.speakers:
        if name not in ids:
            ids[name] = new_id("speaker")
            operations.append({"op": "speaker.insert", "id": ids[name], "speaker": {"name": name}})
    for line in script.lines:
        line_id = new_id("line")
        data: dict[str, Any] = {"text": line.text}
        if line.speaker:
            data["speaker_id"] = ids[line.speaker]
        else:
            data |= usual or {}
        if line.slot is not None:
            data["slot_start"], data["slot_end"] = line.slot
        place = {} if after is None else {"after": after}
        operations.append({"op": "line.insert", "id": line_id, "line": data, **place})
        after = None if after is None else line_id
        if line.chapter:
            marker = {"name": line.chapter, "anchor": {"line_id": line_id}}
            operations.append({"op": "marker.insert", "marker": marker})
    return operations


def _fitting(line: ScriptLine) -> Iterator[ScriptLine]:
    """The line, or several if its text is longer than the maximum, split at spaces where possible."""
    text, at, first = line.text.strip(), 0, True
    while at < len(text):
        end = len(text)
        if end - at > MAX_TEXT:
            end = text.rfind(" ", at + MAX_TEXT // 2, at + MAX_TEXT)
            end = at + MAX_TEXT if end < 0 else end
        piece, at = text[at:end].strip(), end
        if piece:
            yield ScriptLine(
                piece, line.speaker, line.slot if first else None, line.chapter if first else None
            )
            first = False


def _plain(text: str, _warnings: list[str]) -> Iterator[ScriptLine]:
    """A paragraph a line; a paragraph of `NAME: …` lines is a dialogue, one line each."""
    for paragraph in _paragraphs_of(text):
        rows = [row.strip() for row in paragraph.split("\n") if row.strip()]
        if rows and any(speaker_and_text(row)[0] for row in rows):
            for row in rows:
                speaker, said = speaker_and_text(row)
                yield ScriptLine(said, speaker)
        elif rows:
            yield ScriptLine(" ".join(rows))


def _markdown(text: str, warnings: list[str]) -> Iterator[ScriptLine]:
    """As plain text; headings begin chapters, and are lines themselves."""
    block: list[str] = []
    fenced = False
    left_out = 0

    def flushed() -> Iterator[ScriptLine]:
        yield from _plain("\n".join(block), warnings)
        block.clear()

    for row in _rows(text):
        if row.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            left_out += fenced
            continue
        if fenced:
            continue
        heading = re.match(r"(#{1,6})\s+(?=\S)", row.strip())
        if heading is not None:
            yield from flushed()
            title = row.strip()[heading.end() :]
            title = title.rstrip("#").rstrip() or title
            yield ScriptLine(title, chapter=title if len(heading[1]) <= 2 else None)
        else:
            block.append(re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", row))
    yield from flushed()
    if left_out:
        warnings.append(f"{left_out} blocks of code were left out.")


def _cues(text: str, warnings: list[str]) -> Iterator[ScriptLine]:
    """The cues of SRT or WebVTT as lines in their slots, in order of time; invalid times produce a warning."""
    found: list[tuple[float, float, str, str | None]] = []
    for block in islice(_paragraphs_of(text), 2 * MOST["line"]):
        rows = block.strip("\n").split("\n")
        place = next((index for index, row in enumerate(rows[:2]) if "-->" in row), None)
        if place is None:
            continue
        times = _CUE.search(rows[place])
        if times is None:
            warnings.append(f"A cue was left out: {rows[place].strip()[:40]!r} are no times.")
            continue
        begin, end = _seconds(times.groups()[:5]), _seconds(times.groups()[5:])
        if end > LONGEST:
            warnings.append(
                f"A cue was left out: it ends after {LONGEST / 3600:g} hours, where a project ends."
            )
            continue
        if end <= max(0.0, begin):
            warnings.append(f"A cue was left out: it ends at {end:g} s and begins at {begin:g} s.")
            continue
        if begin < 0:
            warnings.append(f"A cue was cut: it begins at {begin:g} s, before the project does.")
            begin = 0.0
        body = "\n".join(rows[place + 1 :])
        voice = re.search(r"<v(?:\.[\w.]{0,40})?\s{1,9}([^<>]{1,80})>", body)
        said = " ".join(_TAG.sub("", body).split())
        speaker, rest = (
            (voice[1].strip(), said) if voice is not None else speaker_and_text(said.removeprefix("- "))
        )
        if rest:
            found.append((begin, end, rest, speaker))
    found.sort(key=lambda cue: (cue[0], cue[1]))
    overlapping = sum(1 for one, other in pairwise(found) if other[0] < one[1] - 1e-6)
    if overlapping:
        warnings.append(
            f"{overlapping} cues begin before the one in front of them has ended; they will overlap."
        )
    for begin, end, said, speaker in found:
        yield ScriptLine(said, speaker, (begin, end))


def _seconds(parts: Iterable[str | None]) -> float:
    sign, hours, minutes, seconds, fraction = parts
    total = (
        int(hours or 0) * 3600
        + int(minutes or 0) * 60
        + int(seconds or 0)
        + int((fraction or "0").ljust(3, "0")) / 1000
    )
    return -total if sign else total


def _table(text: str, warnings: list[str]) -> Iterator[ScriptLine]:
    """CSV of `speaker, text`, or with a header that names columns `speaker` and `text`."""
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SNIFFED], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        read = csv.reader((row + "\n" for row in _rows(text)), dialect)
        rows = list(islice((row for row in read if any(cell.strip() for cell in row)), MOST["line"] + 2))
    except csv.Error as problem:
        raise ScriptInvalid(f"The table cannot be read: {problem}.") from None
    if not rows:
        return
    header = [cell.strip().lower() for cell in rows[0]]
    if "text" in header:
        for name in ("text", "speaker"):
            if header.count(name) > 1:
                raise ScriptInvalid(f"The table has {header.count(name)} columns named {name!r}. Leave one.")
        others = ", ".join(cell for cell in header if cell not in ("", "text", "speaker"))
        if others:
            warnings.append(f"Only the columns `speaker` and `text` are read, not these: {others[:200]}")
        said, who = header.index("text"), header.index("speaker") if "speaker" in header else None
        rows = rows[1:]
    else:
        said, who = (1, 0) if len(rows[0]) > 1 else (0, None)
        header = []
    short = long = 0
    read_cells = len(header) or said + 1
    for row in rows:
        long += any(cell.strip() for cell in row[read_cells:])
        if len(row) <= said:
            short += 1
            continue
        speaker = row[who].strip()[:100] if who is not None and len(row) > who else ""
        yield ScriptLine(row[said], speaker or None)
    if short:
        warnings.append(f"{short} rows have no text and were left out.")
    if long:
        warnings.append(f"{long} rows have more cells than columns. Put texts with separators in quotes.")


# --- archives ---
