"""Word documents (DOCX) and books (EPUB) as lines of a script, read from archives that are not trusted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.script_lines import (
    MAX_BYTES,
    MAX_TEXT_BYTES,
    Script,
    ScriptLine,
    decoded_text,
    speaker_and_text,
)
from clonyvoice.voices.voice_archive import NotAVoiceFile, plainly_packed, zip_of

MAX_ENTRIES: Final = 5_000
"""Entries of a DOCX or EPUB file. Chosen by hand."""
_SMALL, _MOST_PACKED = 1_000_000, 100
"""Bytes up to which an entry of an archive may be anything, and times that a larger one may be of its packed size.
Chosen by hand."""
_DEEPEST: Final = 200
"""Elements within each other in XML. Chosen by hand."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class ScriptArchive:
    """A ZIP of which at most `MAX_BYTES` are unpacked, regardless of its directory."""

    def __init__(self, source: BinaryIO, what: str) -> None:
        try:
            self._zip = zip_of(source, MAX_ENTRIES)
        except NotAVoiceFile as problem:
            raise ScriptInvalid(
                f"The file is not {what}, or holds more than {MAX_ENTRIES} entries."
            ) from problem
        self._left = MAX_BYTES

    def read(self, name: str) -> bytes | None:
        """An entry; None if it does not exist. Raises ScriptInvalid if it is damaged or too large."""
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


def docx_script(source: BinaryIO) -> Script:
    """The paragraphs of a Word document; headings of the first two levels begin chapters."""
    archive = ScriptArchive(source, "a Word document (DOCX)")
    body = archive.read("word/document.xml")
    if body is None:
        raise ScriptInvalid("The file is not a Word document (DOCX).")
    script = Script("docx", [])
    for said, name in _paragraphs(body):
        if name in ("title", "heading1", "heading2", "berschrift1", "berschrift2"):
            script.lines.append(ScriptLine(said, chapter=said))
        else:
            speaker, rest = speaker_and_text(said)
            script.lines.append(ScriptLine(rest, speaker))
    return script


def _paragraphs(document: bytes) -> Iterator[tuple[str, str]]:
    """The text and style name of each paragraph, in order; a nested paragraph is one of its own."""
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


def epub_script(source: BinaryIO) -> Script:
    """The text of a book in its reading order; the first heading of a file begins a chapter."""
    archive = ScriptArchive(source, "a book (EPUB)")
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
        script.lines += page_lines(page)
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
    """The paragraphs of a page of a book, without parts not read aloud (scripts, styles, tables of contents)."""

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
        """Record the start of an element."""
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BLOCKS:
            self.flush()
            self._heading = tag in ("h1", "h2")

    def handle_endtag(self, tag: str) -> None:
        """Record the end of an element."""
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if not self._silent:
            self._text.append(data)

    def flush(self) -> None:
        """Make a line of the collected text."""
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
    """The page with unterminated markup as plain text, so that the parser does not scan to the end for each."""
    for begin, end in _ENDS:
        last = 0
        for found in end.finditer(page):
            last = found.end()
        page = page[:last] + page[last:].replace(begin, begin.replace("<", "&lt;"))
    return page


def page_lines(data: bytes) -> list[ScriptLine]:
    """The lines of one page of a book. Raises ScriptInvalid."""
    if len(data) > MAX_TEXT_BYTES:
        raise ScriptInvalid(f"A page of the book is larger than {MAX_TEXT_BYTES // 1_000_000} MB.")
    parser = _Page()
    parser.feed(_ended(decoded_text(data)))
    parser.close()
    parser.flush()
    return parser.found
