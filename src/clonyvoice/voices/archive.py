"""The inside of a `.clonyvoice` file: its manifest, and reading it without trusting it.

manifest.json                       format, program, and each voice with the names and SHA-256 of its files
<voice>/samples/<n>                 recordings as they were uploaded, and the speech found in them
<voice>/versions/<n>                fits, the engine's own bytes
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, BinaryIO, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from clonyvoice.core.errors import UnsupportedMedia
from clonyvoice.text.errors import UnknownLanguage
from clonyvoice.text.languages import resolve

FORMAT = 1
MEDIA_TYPE = "application/vnd.clonyvoice+zip"
MANIFEST = "manifest.json"
_MAX_MANIFEST, MAX_ENTRY, _MAX_ALL, _MAX_ENTRIES = 20_000_000, 220_000_000, 4_000_000_000, 20_000
PIECE = 1 << 20
_TAIL = 70_000
"""Bytes at the end that hold the records about the directory: a comment of 65,535 at most, and 120 of records."""
_ENTRY_BYTES = 400
"""Of the directory for each entry, names included."""
_MOST_PACKED, _SMALL = 20, 1_000_000
"""Times that a file may be larger than it is packed (exports store recordings as they are), and bytes below which
it may be anything."""
_DEEPEST = 20
"""Levels of lists and objects in the manifest."""


class NotAVoiceFile(UnsupportedMedia):
    """The file is no `.clonyvoice` file, or a damaged one."""

    code = "not_a_voice_file"

    def __init__(self, why: str) -> None:
        super().__init__(f"This is no usable .clonyvoice file: {why}.", param="file")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore")


Text = Annotated[str, Field(max_length=100_000)]


def _recent(moment: datetime) -> datetime:
    """A date that the program can have written."""
    if not 2000 <= moment.year <= 2200:
        raise ValueError("a year from 2000 to 2200")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _spoken(language: str) -> str:
    try:
        resolve(language)
    except UnknownLanguage as error:
        raise ValueError(error.message) from None
    return language


Moment = Annotated[datetime, AfterValidator(_recent)]
LanguageTag = Annotated[str, Field(max_length=20), AfterValidator(_spoken)]


class FileEntry(_Strict):
    """A file of the archive."""

    name: Annotated[str, Field(max_length=300)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, le=MAX_ENTRY)]


class FitFile(FileEntry):
    """A fit's bytes, which are read into memory."""

    size: Annotated[int, Field(ge=0, le=32_000_000)]


class ClipMark(BaseModel):
    """A stretch of speech in a sample's clip: where it is, in samples at 24 kHz, and what is said in it."""

    model_config = ConfigDict(extra="allow")

    at: Annotated[int, Field(ge=0, le=10**9)]
    count: Annotated[int, Field(ge=0, le=10**9)]
    weight: Annotated[float, Field(ge=0, le=100)] = 1.0
    transcript: Text = ""


class Quality(BaseModel):
    """A sample's quality report, and where its clips are."""

    model_config = ConfigDict(extra="allow")

    clips: Annotated[list[ClipMark], Field(max_length=5000)] = []


class OwnSettings(BaseModel):
    """A voice's own settings, as far as speech relies on their types."""

    model_config = ConfigDict(extra="allow")

    pronunciations: (
        dict[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=300)]] | None
    ) = None


def _as(kind: type[BaseModel]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def check(value: dict[str, Any]) -> dict[str, Any]:
        kind.model_validate(value)
        return value

    return check


class SampleEntry(_Strict):
    """A recording."""

    original: FileEntry
    clip: FileEntry | None = None
    media_type: Annotated[str, Field(max_length=60)] = "application/octet-stream"
    transcript: Text = ""
    language: Annotated[str, Field(max_length=20)] | None = None
    duration: Annotated[float, Field(ge=0, le=1e6)] = 0.0
    weight: Annotated[float, Field(ge=0, le=100)] = 1.0
    quality: Annotated[dict[str, Any], AfterValidator(_as(Quality))] = {}
    filename: Annotated[str, Field(max_length=300)] = ""


class VersionEntry(_Strict):
    """A fit."""

    file: FitFile
    level: Annotated[str, Field(max_length=20)]
    engine: Annotated[str, Field(max_length=40)]
    format: int
    fidelity: Annotated[float, Field(ge=0, le=1)] | None = None
    report: dict[str, Any] = {}
    active: bool = False
    created_at: Moment


class VoiceEntry(_Strict):
    """A voice."""

    id: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["clone", "design"]
    engine: Annotated[str, Field(max_length=40)]
    language: LanguageTag = "en"
    languages: Annotated[list[LanguageTag], Field(max_length=200)] = []
    gender: Annotated[str, Field(max_length=20)] | None = None
    description: Text = ""
    tags: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=50)] = []
    fidelity: Annotated[float, Field(ge=0, le=1)] | None = None
    avatar_color: Annotated[str, Field(max_length=20)] | None = None
    settings: Annotated[dict[str, Any], AfterValidator(_as(OwnSettings))] = {}
    design: dict[str, Any] = {}
    report: dict[str, Any] = {}
    consent: bool = False
    created_at: Moment
    samples: Annotated[list[SampleEntry], Field(max_length=500)] = []
    versions: Annotated[list[VersionEntry], Field(min_length=1, max_length=500)]


class Manifest(_Strict):
    """The manifest of a voice file."""

    format: Literal[1]
    program: Annotated[str, Field(max_length=100)] = ""
    voices: Annotated[list[VoiceEntry], Field(min_length=1, max_length=1000)]

    def files(self) -> Iterator[FileEntry]:
        """Every file that it names."""
        for voice in self.voices:
            for sample in voice.samples:
                yield sample.original
                if sample.clip is not None:
                    yield sample.clip
            for version in voice.versions:
                yield version.file


def _refuse_crowded(source: BinaryIO) -> None:
    """Refuse an archive by what its last record tells of its directory, before all of that is read.

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
    if count > _MAX_ENTRIES or length > _MAX_ENTRIES * _ENTRY_BYTES:
        raise NotAVoiceFile(f"it holds more than {_MAX_ENTRIES} entries")


@contextmanager
def opened(source: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """A zip opened for reading. Raises NotAVoiceFile."""
    _refuse_crowded(source)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise NotAVoiceFile("it is no zip archive") from problem
    with archive:
        yield archive


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _check_plain(value: object, depth: int = 0) -> None:
    """Nothing that could not be sent again: too deep, or with halves of characters. Raises ValueError."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode()  # UnicodeEncodeError is a ValueError
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
        with archive.open(found[0]) as source:
            data = source.read(_MAX_MANIFEST + 1)
        if len(data) > _MAX_MANIFEST:
            raise NotAVoiceFile("its manifest is too large")
        value = json.loads(data, parse_constant=_no_number)
        _check_plain(value)
        if isinstance(value, dict) and isinstance(value.get("format"), int) and value["format"] > FORMAT:
            raise NotAVoiceFile("it was made by a newer version of ClonyVoice; update this one")
        return Manifest.model_validate(value)
    except ValidationError as problem:
        place = ".".join(map(str, problem.errors()[0]["loc"]))[:100]
        raise NotAVoiceFile(f"its manifest is wrong at {place}") from problem
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError) as problem:
        raise NotAVoiceFile("its manifest cannot be read") from problem


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
