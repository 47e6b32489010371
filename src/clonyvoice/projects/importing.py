"""Scripts and subtitles read into lines: plain text, Markdown, SRT, WebVTT, CSV, DOCX and EPUB."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice, pairwise
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from clonyvoice.core.ids import new_id
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.items import LONGEST, MAX_TEXT, MOST
from clonyvoice.voices.archive import NotAVoiceFile, check_directory, plainly_packed

MAX_BYTES: Final = 20_000_000
"""Of an imported file, and of everything that is read out of an archive together."""
MAX_TEXT_BYTES: Final = 8_000_000
"""Of a file of plain text, and of one page of a book; the longest novels have 4 MB."""
MAX_ENTRIES: Final = 5_000
FORMATS: Final = ("txt", "md", "srt", "vtt", "csv", "docx", "epub")
_NAME = re.compile(r"([^\W\d_][\w .'’-]{0,38}?)\s*[:：]\s+(\S.*)", re.DOTALL)
_CUE = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_MOST_WARNINGS: Final = 200
_LONGEST_ROW: Final = 1_000_000
"""Characters between two breaks of a line."""
_LONGEST_NAME: Final = 200
"""Characters of a chapter's name."""
_SMALL, _MOST_PACKED = 1_000_000, 100
"""Bytes up to which an entry of an archive may be anything, and times that a larger one may be of its packed size."""
_DEEPEST: Final = 200
"""Elements within each other in XML."""
_SNIFFED: Final = 1024
"""Characters of a table by which its delimiter is found."""
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line of a script; `chapter` begins one of this name before it."""

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
        """The names of who speaks, in the order in which they first do."""
        return list(dict.fromkeys(line.speaker for line in self.lines if line.speaker))


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
    """The lines of a script. Nothing that the file names is opened or fetched; macros are not looked at.

    Raises ScriptInvalid when it is not what it says it is, holds nothing, or more than a project can.
    """
    packed = fmt in ("docx", "epub")
    most = MAX_BYTES if packed else MAX_TEXT_BYTES
    if source.seek(0, 2) > most:
        raise ScriptInvalid(f"The file is larger than {most // 1_000_000} MB.")
    source.seek(0)
    if packed:
        script = _docx(source) if fmt == "docx" else _epub(source)
    else:
        text = _decoded(source.read(most))
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
    """The stretches of a text between lines that hold nothing but space."""
    at = 0
    for gap in re.finditer(r"\n[^\S\n]*\n", text):
        yield text[at : gap.start()]
        at = gap.end()
    yield text[at:]


def operations_of(script: Script, speakers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The operations that put a script into a project; `speakers` are ids of those that are there, by name."""
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
        if line.slot is not None:
            data["slot_start"], data["slot_end"] = line.slot
        operations.append({"op": "line.insert", "id": line_id, "line": data})
        if line.chapter:
            marker = {"name": line.chapter, "anchor": {"line_id": line_id}}
            operations.append({"op": "marker.insert", "marker": marker})
    return operations


def _decoded(data: bytes) -> str:
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


def _fitting(line: ScriptLine) -> Iterator[ScriptLine]:
    """The line, cut where its text is longer than a line may be, at a space where there is one."""
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
        if rows and any(_named(row)[0] for row in rows):
            for row in rows:
                speaker, said = _named(row)
                yield ScriptLine(said, speaker)
        elif rows:
            yield ScriptLine(" ".join(rows))


def _named(row: str) -> tuple[str | None, str]:
    """The speaker's name and the text of `NAME: text`; the name has at most four words and a capital first."""
    found = _NAME.fullmatch(row)
    if found is None or len(found[1].split()) > 4:
        return None, row
    letter = found[1][0]
    if letter.islower():
        return None, row
    return found[1].strip(), found[2].strip()


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
    """The cues of SRT or WebVTT as lines in their slots, in order of time; bad times are left out and told."""
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
        begin, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        if end <= begin or end > LONGEST:
            warnings.append(f"A cue was left out: it ends at {end:g} s and begins at {begin:g} s.")
            continue
        body = "\n".join(rows[place + 1 :])
        voice = re.search(r"<v(?:\.[\w.]{0,40})?\s{1,9}([^<>]{1,80})>", body)
        said = " ".join(_TAG.sub("", body).split())
        speaker, rest = (voice[1].strip(), said) if voice is not None else _named(said.removeprefix("- "))
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
    hours, minutes, seconds, fraction = parts
    return (
        int(hours or 0) * 3600
        + int(minutes or 0) * 60
        + int(seconds or 0)
        + int((fraction or "0").ljust(3, "0")) / 1000
    )


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
        said, who = header.index("text"), header.index("speaker") if "speaker" in header else None
        rows = rows[1:]
    else:
        said, who = (1, 0) if len(rows[0]) > 1 else (0, None)
    short = 0
    for row in rows:
        if len(row) <= said:
            short += 1
            continue
        speaker = row[who].strip()[:100] if who is not None and len(row) > who else ""
        yield ScriptLine(row[said], speaker or None)
    if short:
        warnings.append(f"{short} rows have no text and were left out.")


# --- archives ---


class _Archive:
    """A ZIP of which at most `MAX_BYTES` are ever unpacked, whatever its directory says."""

    def __init__(self, source: BinaryIO, what: str) -> None:
        try:
            check_directory(source, MAX_ENTRIES)
            self._zip = zipfile.ZipFile(source)
        except NotAVoiceFile as problem:
            raise ScriptInvalid(
                f"The file is not {what}, or holds more than {MAX_ENTRIES} entries."
            ) from problem
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
            raise ScriptInvalid(f"The file is not {what}.") from problem
        self._left = MAX_BYTES

    def read(self, name: str) -> bytes | None:
        """An entry; None when there is none. Raises ScriptInvalid beyond the limit, or when it is damaged."""
        try:
            info = self._zip.getinfo(name)
            if not plainly_packed(info):
                raise ScriptInvalid("The file is packed in a way that is not read.")
            if info.file_size > max(_SMALL, _MOST_PACKED * info.compress_size):
                raise ScriptInvalid(f"A part of the file unpacks to more than {_MOST_PACKED} times its size.")
            with self._zip.open(name) as entry:
                data = entry.read(self._left + 1)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as problem:
            raise ScriptInvalid("The file is damaged or encrypted.") from problem
        self._left -= len(data)
        if self._left < 0:
            raise ScriptInvalid(f"The file unpacks to more than {MAX_BYTES // 1_000_000} MB.")
        return data


def _docx(source: BinaryIO) -> Script:
    """The paragraphs of a Word document; headings of the first two levels begin chapters."""
    archive = _Archive(source, "a Word document (DOCX)")
    body = archive.read("word/document.xml")
    if body is None:
        raise ScriptInvalid("The file is not a Word document (DOCX).")
    script = Script("docx", [])
    for said, name in _paragraphs(body):
        if name in ("title", "heading1", "heading2", "berschrift1", "berschrift2"):
            script.lines.append(ScriptLine(said, chapter=said))
        else:
            speaker, rest = _named(said)
            script.lines.append(ScriptLine(rest, speaker))
    return script


def _paragraphs(document: bytes) -> Iterator[tuple[str, str]]:
    """The text and the style's name of each paragraph, in order; one within another is a paragraph of its own."""
    said: list[list[str]] = []
    styles: list[str] = []
    for event, node in _events(document):
        if node.tag == f"{_WORD}p":
            if event == "start":
                said.append([])
                styles.append("")
            else:
                text, style = "".join(said.pop()).strip(), styles.pop()
                if text:
                    yield text, style
        elif event == "end" and said:
            if node.tag == f"{_WORD}t":
                said[-1].append(node.text or "")
            elif node.tag in (f"{_WORD}tab", f"{_WORD}br"):
                said[-1].append(" ")
            elif node.tag == f"{_WORD}pStyle":
                styles[-1] = str(node.get(f"{_WORD}val", "")).lower()


def _events(data: bytes) -> Iterator[tuple[str, Any]]:
    """The beginnings and ends of a document's elements, which are dropped when they end. Raises ScriptInvalid."""
    within: list[Any] = []
    try:
        for event, node in ElementTree.iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=False):
            if event == "start":
                within.append(node)
                if len(within) > _DEEPEST:
                    raise ScriptInvalid(f"The file holds XML that is more than {_DEEPEST} elements deep.")
            yield event, node
            if event == "end":
                within.pop()
                if within:
                    within[-1].remove(node)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise ScriptInvalid("The file holds XML that cannot be read safely.") from problem


def _epub(source: BinaryIO) -> Script:
    """The text of a book in its reading order; the first heading of a file begins a chapter."""
    archive = _Archive(source, "a book (EPUB)")
    container = archive.read("META-INF/container.xml")
    if container is None:
        raise ScriptInvalid("The file is not a book (EPUB).")
    root = next(
        (node.get("full-path") for _, node in _events(container) if node.tag.endswith("rootfile")), None
    )
    package = None if root is None else archive.read(root)
    if root is None or package is None:
        raise ScriptInvalid("The book names no table of contents.")
    files: dict[str, str] = {}
    order: list[str] = []
    for event, node in _events(package):
        if event == "start" and node.tag.endswith("}item") and "html" in node.get("media-type", ""):
            files[node.get("id", "")] = node.get("href", "")
        elif event == "start" and node.tag.endswith("}itemref"):
            order.append(node.get("idref", ""))
    script = Script("epub", [])
    missing = 0
    for one in dict.fromkeys(order[:MAX_ENTRIES]):
        if one not in files:
            continue
        href = unquote(files[one]).partition("#")[0]
        page = archive.read(_inside(PurePosixPath(root).parent, href))
        if page is None:
            missing += 1
            continue
        script.lines += _page(page)
    if missing:
        script.warnings.append(f"{missing} of the book's files are missing and were left out.")
    return script


def _inside(folder: PurePosixPath, href: str) -> str:
    """A name within the archive: `..` is followed, never beyond its root, and an absolute path is none."""
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(href.lstrip("/")).parts):
        if part == "..":
            parts[-1:] = []
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)


class _Page(HTMLParser):
    """The paragraphs of a page of a book; what is not read aloud (scripts, styles, tables of contents) is not there."""

    _BLOCKS = frozenset(
        {"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section", "br"}
    )
    _SILENT = frozenset({"script", "style", "head", "nav", "svg", "math", "rt", "rp", "sup"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[ScriptLine] = []
        self._text: list[str] = []
        self._silent = 0
        self._heading = False
        self._chapter = True

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BLOCKS:
            self.flush()
            self._heading = tag in ("h1", "h2")

    def handle_endtag(self, tag: str) -> None:
        """Note what ends."""
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if not self._silent:
            self._text.append(data)

    def flush(self) -> None:
        """Make a line of what was collected."""
        said = " ".join("".join(self._text).split())
        self._text.clear()
        if said:
            chapter = said if self._heading and self._chapter else None
            self._chapter = self._chapter and chapter is None
            self.found.append(ScriptLine(said, chapter=chapter))
        self._heading = False


_ENDS: Final = (("<!--", re.compile(r"--!?\s*>")), ("<![", re.compile(r"\]\s*>")), ("<", re.compile(">")))
"""Beginnings of markup, and what ends each."""


def _ended(page: str) -> str:
    """The page with beginnings of markup that nothing ends as plain text, so that nobody looks for an end in vain."""
    for begin, end in _ENDS:
        last = 0
        for found in end.finditer(page):
            last = found.end()
        page = page[:last] + page[last:].replace(begin, begin.replace("<", "&lt;"))
    return page


def _page(data: bytes) -> list[ScriptLine]:
    if len(data) > MAX_TEXT_BYTES:
        raise ScriptInvalid(f"A page of the book is larger than {MAX_TEXT_BYTES // 1_000_000} MB.")
    parser = _Page()
    parser.feed(_ended(_decoded(data)))
    parser.close()
    parser.flush()
    return parser.found
