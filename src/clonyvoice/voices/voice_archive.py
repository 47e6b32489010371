"""The inside of a `.clonyvoice` file: its manifest, and reading it without trusting it.

manifest.json                       format, program, and each voice with the names and SHA-256 of its files
<voice>/samples/<n>                 recordings as they were uploaded, and the speech found in them
<voice>/versions/<n>                fits, the engine's own bytes
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from pydantic import ValidationError

from clonyvoice.core.errors import Conflict, InvalidRequest, UnsupportedMedia
from clonyvoice.core.json_reading import fields_once
from clonyvoice.voices.voice_archive_manifest import FileEntry, Manifest

FORMAT = 1
"""Version of the file; newer ones are refused."""
MEDIA_TYPE = "application/vnd.clonyvoice+zip"
MANIFEST = "manifest.json"
_MAX_MANIFEST, _MAX_ALL, _MAX_ENTRIES = 20_000_000, 4_000_000_000, 20_000
"""Bytes of the manifest, bytes of everything unpacked, and entries. Chosen by hand."""
PIECE = 1 << 20
"""Bytes read and written at a time. Chosen by hand."""
_TAIL = 70_000
"""Bytes at the end that hold the records about the directory: a comment of 65,535 at most, and 120 of records."""
_ENTRY_BYTES = 400
"""Of the directory for each entry, names included. Chosen by hand."""
_MOST_PACKED, _SMALL = 20, 1_000_000
"""Times that a file may be larger than it is packed (exports store recordings as they are), and bytes below which
it may be anything. Chosen by hand."""
_MOST_VALUES = 250_000
"""Values in the manifest; 500 voices with all their samples have some 50,000. Chosen by hand."""
_reading = threading.Lock()
"""Manifests are read one after another, so that many at once take no more memory than one."""
_DEEPEST = 20
"""Levels of lists and objects in the manifest. Chosen by hand."""


class NotAVoiceFile(UnsupportedMedia):
    """The file is no `.clonyvoice` file, or a damaged one."""

    code = "not_a_voice_file"

    def __init__(self, why: str) -> None:
        super().__init__(f"This is no usable .clonyvoice file: {why}.", param="file")


class UnsafeVoiceFile(InvalidRequest):
    """The file's contents are inconsistent; nothing was imported."""

    code = "unsafe_voice_file"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was imported: {problems[0]}.", param="file", details={"problems": list(problems)[:50]}
        )


class NothingToImport(Conflict):
    """Every voice of the file is here already."""

    code = "nothing_to_import"

    def __init__(self) -> None:
        super().__init__("Every voice in this file is here already. Choose on_clash=replace or keep_both.")


def check_directory(source: BinaryIO, most: int = _MAX_ENTRIES) -> None:
    """Refuse an archive of more than `most` entries by its last record, before all of its directory is read.

    A directory that lies about its size is found damaged when it is read. Raises NotAVoiceFile.
    """
    size = source.seek(0, 2)
    source.seek(max(0, size - _TAIL))
    tail = source.read(_TAIL)
    source.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise NotAVoiceFile("it is no zip archive")
    count, length = struct.unpack_from("<H", tail, at + 10)[0], struct.unpack_from("<I", tail, at + 12)[0]
    if count == 0xFFFF or length == 0xFFFFFFFF:
        large = tail.rfind(b"PK\x06\x06", 0, at)
        if large < 0 or len(tail) < large + 56:
            raise NotAVoiceFile("it is no zip archive")
        count, length = struct.unpack_from("<QQ", tail, large + 32)
    if count > most or length > most * _ENTRY_BYTES:
        raise NotAVoiceFile(f"it holds more than {most} entries")


def zip_of(source: BinaryIO, most: int = _MAX_ENTRIES) -> zipfile.ZipFile:
    """A zip of unknown origin, opened for reading: at most `most` entries, each within the file.

    `zipfile` looks for an entry wherever the directory says, even beyond what a file can be (OverflowError). Raises
    NotAVoiceFile.
    """
    check_directory(source, most)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, OverflowError, NotImplementedError) as problem:
        raise NotAVoiceFile("it is no zip archive") from problem
    size = source.seek(0, 2)
    if not all(0 <= entry.header_offset < size for entry in archive.infolist()):
        archive.close()
        raise NotAVoiceFile("its directory names places that are not in it")
    return archive


def plainly_packed(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is stored or deflated: other methods may take gigabytes of memory to unpack."""
    return entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def opened(source: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """A zip opened for reading. Raises NotAVoiceFile."""
    with zip_of(source) as archive:
        if not all(plainly_packed(entry) for entry in archive.infolist()):
            raise NotAVoiceFile("it is packed in a way that is not read")
        yield archive


def check_values(data: bytes, most: int) -> None:
    """Refuse JSON of more than `most` values, each of which takes some 100 bytes once it is read. Raises ValueError."""
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > most:
        raise ValueError("too many values")


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _check_plain(value: object, depth: int = 0) -> None:
    """Raise ValueError for a value that could not be sent again: too deep, with halves of characters, or a number that
    is too large (`1e999` is infinite).
    """
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode()  # UnicodeEncodeError is a ValueError
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("too large")
    elif isinstance(value, dict):
        for name, item in value.items():
            name.encode()
            _check_plain(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_plain(item, depth + 1)


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of the file. Raises NotAVoiceFile."""
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        raise NotAVoiceFile(f"it holds more than {_MAX_ENTRIES} entries")
    found = [entry for entry in entries if entry.filename == MANIFEST]
    if len(found) != 1:
        raise NotAVoiceFile("it has no manifest")
    try:
        with _reading:
            return _read_manifest(archive, found[0])
    except ValidationError as problem:
        place = ".".join(map(str, problem.errors()[0]["loc"]))[:100]
        raise NotAVoiceFile(f"its manifest is wrong at {place or 'its top level'}") from problem
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError) as problem:
        raise NotAVoiceFile("its manifest cannot be read") from problem


def _read_manifest(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Manifest:
    with archive.open(entry) as source:
        data = source.read(_MAX_MANIFEST + 1)
    if len(data) > _MAX_MANIFEST:
        raise NotAVoiceFile("its manifest is too large")
    check_values(data, _MOST_VALUES)
    value = json.loads(data, parse_constant=_no_number, object_pairs_hook=fields_once("file"))
    _check_plain(value)
    if isinstance(value, dict) and isinstance(value.get("format"), int) and value["format"] > FORMAT:
        raise NotAVoiceFile("it was made by a newer version of ClonyVoice; update this one")
    return Manifest.model_validate(value)


def unsafe(archive: zipfile.ZipFile, manifest: Manifest) -> list[str]:
    """Problems of the files: missing, doubled, too large, or other than the manifest says."""
    problems: list[str] = []
    by_name: dict[str, list[zipfile.ZipInfo]] = {}
    for info in archive.infolist():
        by_name.setdefault(info.filename, []).append(info)
    wanted = list(manifest.files())
    for name in by_name:
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in name:
            problems.append("an entry's name is a path out of the archive")
    if sum(entry.size for entry in wanted) > _MAX_ALL:
        problems.append(f"it unpacks to more than {_MAX_ALL // 1_000_000} MB")
    if len({entry.name for entry in wanted}) != len(wanted):
        problems.append("its manifest names a file twice")
    if len({voice.id for voice in manifest.voices}) != len(manifest.voices):
        problems.append("two of its voices have the same id")
    if problems:
        return problems
    for entry in wanted:
        found = by_name.get(entry.name, [])
        if len(found) != 1:
            problems.append(f"the file {entry.name} is {'there twice' if found else 'missing'}")
        elif found[0].file_size != entry.size:
            problems.append(f"the file {entry.name} is damaged or was changed")
        elif entry.size > max(_SMALL, _MOST_PACKED * found[0].compress_size):
            problems.append(f"the file {entry.name} unpacks to more than {_MOST_PACKED} times its size")
        elif not _intact(archive, entry):
            problems.append(f"the file {entry.name} is damaged or was changed")
    return problems


def _intact(archive: zipfile.ZipFile, entry: FileEntry) -> bool:
    """Whether a file has the size and checksum of the manifest.

    Never reads more than that size and a little.
    """
    digest, left = hashlib.sha256(), entry.size
    try:
        with archive.open(entry.name) as source:
            while piece := source.read(PIECE):
                left -= len(piece)
                if left < 0:
                    return False
                digest.update(piece)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False
    return left == 0 and digest.hexdigest() == entry.sha256


def sha256(data: bytes) -> str:
    """The checksum of bytes, as the manifest writes it."""
    return hashlib.sha256(data).hexdigest()
