"""The inside of a `.clonyproject` file: its manifest, and reading it without trusting it.

project.json          format, program, settings, items, and each take and asset with its file's size and SHA-256
takes/<n>             the sound of takes, FLAC
assets/<n>            assets as they were uploaded
"""

from __future__ import annotations

import threading
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, BinaryIO, Final

from pydantic import BaseModel, ConfigDict, FailFast, Field, ValidationError

from clonyvoice.core.ids import is_id
from clonyvoice.core.json_reading import members
from clonyvoice.projects.assets import MAX_ASSET_SECONDS
from clonyvoice.projects.document import Document
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import MODELS, MOST, AssetFacts, Item, Kind, TakeFacts
from clonyvoice.projects.errors import OperationInvalid, ScriptInvalid
from clonyvoice.projects.operation_checks import check_references
from clonyvoice.projects.operations import settings_with
from clonyvoice.projects.takes import TakeWord
from clonyvoice.speech.request import MAX_SEED
from clonyvoice.voices.voice_archive import NotAVoiceFile, opened

FORMAT: Final = 1
"""Version of the file; newer ones are refused."""
ENDING: Final = "clonyproject"
MEDIA_TYPE: Final = "application/vnd.clonyproject+zip"
MANIFEST: Final = "project.json"
_MAX_MANIFEST, _MAX_ALL, MAX_FILES = 60_000_000, 20_000_000_000, 19_000
"""Bytes of the manifest, bytes of everything unpacked, and files. Chosen by hand."""
PIECE: Final = 1 << 20
"""Bytes read and written at a time. Chosen by hand."""
_MOST_PACKED: Final = 4
"""Times that a file may be larger than it is packed: sound is stored as it is. Chosen by hand."""
_reading: Final = threading.Lock()
"""Documents are read one after another, so that many at once take no more memory than one."""
_Id = Annotated[str, Field(pattern=r"^[a-z]{2,10}_[A-Za-z0-9_-]{1,64}$")]


_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError)
"""RuntimeError covers passwords, unknown compressions (NotImplementedError) and too deep nesting (RecursionError)."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ArchiveFile(_Model):
    """A file in the archive."""

    name: str = Field(max_length=80)
    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class ArchiveItem(_Model):
    """An item of the document."""

    id: _Id
    kind: Kind
    position: int = Field(ge=-(2**62), le=2**62)
    data: dict[str, Any]


class ArchiveTake(_Model):
    """A take and its sound."""

    id: _Id
    line_id: _Id
    number: int = Field(ge=0, le=1_000_000)
    text: str = Field(max_length=20_000)
    fingerprint: str = Field(max_length=32)
    file: ArchiveFile
    sample_rate: int = Field(ge=8_000, le=192_000)
    samples: int = Field(ge=0, le=192_000 * 3600)
    words: Annotated[list[TakeWord], FailFast(), Field(max_length=20_000)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)] | None
    voice_id: str | None = Field(max_length=80)
    voice_name: str = Field(max_length=200)


class ArchiveAsset(_Model):
    """An asset and its file."""

    id: _Id
    name: str = Field(max_length=300)
    credit: str = Field(max_length=500)
    file: ArchiveFile


class ArchiveManifest(_Model):
    """Everything of a project but sound."""

    format: int
    program: str = Field(max_length=100)
    settings: dict[str, Any]
    items: list[ArchiveItem]
    takes: list[ArchiveTake]
    assets: list[ArchiveAsset]

    def files(self) -> Iterator[ArchiveFile]:
        """The files of all takes and assets."""
        yield from (take.file for take in self.takes)
        yield from (asset.file for asset in self.assets)


_ELEMENTS: Final[dict[str, tuple[type[BaseModel], int]]] = {
    "items": (ArchiveItem, sum(MOST.values())),
    "takes": (ArchiveTake, MAX_FILES),
    "assets": (ArchiveAsset, MAX_FILES),
}
"""The arrays of the manifest: what is in them, and how much at most."""


@dataclass(frozen=True, slots=True)
class OpenedArchive:
    """An archive whose manifest and items are valid; its audio has not been read yet."""

    archive: zipfile.ZipFile
    manifest: ArchiveManifest
    document: Document


@contextmanager
def opened_archive(source: BinaryIO) -> Iterator[OpenedArchive]:
    """A file opened and its manifest checked; sound is checked as it is unpacked. Raises ScriptInvalid."""
    try:
        with opened(source) as archive:
            with _reading:
                manifest = _manifest_of(archive)
                document = _document_of(manifest)
            yield OpenedArchive(archive, manifest, document)
    except NotAVoiceFile as problem:
        raise ScriptInvalid(
            "This is no .clonyproject file: it is no zip archive, or holds too many entries."
        ) from problem


def _manifest_of(archive: zipfile.ZipFile) -> ArchiveManifest:
    entries: dict[str, list[zipfile.ZipInfo]] = {}
    for info in archive.infolist():
        entries.setdefault(info.filename, []).append(info)
    if len(entries.get(MANIFEST, ())) > 1:
        raise ScriptInvalid(f"The file {MANIFEST} is there twice in it.")
    at: tuple[str | int, ...] = ()
    try:
        value: dict[str, Any] = {}
        with archive.open(MANIFEST) as source:
            for name, place, part in members(source, _MAX_MANIFEST):
                at = (name,) if place is None else (name, place)
                _take(value, name, place, part)
        at = ()
        manifest = ArchiveManifest.model_validate(value)
    except KeyError as problem:
        raise ScriptInvalid("This is no .clonyproject file: it holds no project.json.") from problem
    except ValidationError as problem:
        wrong = ".".join(map(str, (*at, *problem.errors()[0]["loc"])))[:100]
        raise ScriptInvalid(
            f"This is no usable .clonyproject file: its project.json is wrong at {wrong}."
        ) from problem
    except _UNREADABLE as bad:
        raise ScriptInvalid("This is no usable .clonyproject file: its project.json cannot be read.") from bad
    wanted = list(manifest.files())
    if len(wanted) > MAX_FILES or sum(entry.size for entry in wanted) > _MAX_ALL:
        raise ScriptInvalid(
            f"The project unpacks to more than {_MAX_ALL // 1_000_000_000} GB or {MAX_FILES} files."
        )
    if len({entry.name for entry in wanted}) != len(wanted):
        raise ScriptInvalid("This is no usable .clonyproject file: two of its sounds are the same file.")
    for what, ids in (
        ("takes", [take.id for take in manifest.takes]),
        ("assets", [asset.id for asset in manifest.assets]),
    ):
        twice = next((one for one, count in Counter(ids).items() if count > 1), None)
        if twice is not None:
            raise ScriptInvalid(
                f"Two of the {what} in the file have the id {twice}, so that one would be lost."
            )
    for entry in wanted:
        there = entries.get(entry.name, [])
        if len(there) != 1:
            raise ScriptInvalid(f"The file {entry.name} is {'there twice' if there else 'missing'} in it.")
        if entry.size > max(1_000_000, _MOST_PACKED * there[0].compress_size):
            raise ScriptInvalid(
                f"The file {entry.name} in it unpacks to more than {_MOST_PACKED} times its size."
            )
    return manifest


def _take(value: dict[str, Any], name: str, place: int | None, part: Any) -> None:
    """Add a member, or an element of one, to the manifest read so far. Raises ScriptInvalid, ValidationError."""
    if name == "format" and isinstance(part, int) and part > FORMAT:
        raise ScriptInvalid(
            f"The project was exported by a newer version of ClonyVoice (its format is {part}, this one reads"
            f" {FORMAT}). Update ClonyVoice, then import it again."
        )
    if place is None:
        value[name] = part
        return
    kind, most = _ELEMENTS.get(name, (None, 0))
    if kind is None or place >= most:
        raise ScriptInvalid(
            f"This is no usable .clonyproject file: its project.json is wrong at {name[:80]}."
        )
    element = kind.model_validate(part)
    if isinstance(
        element, ArchiveItem
    ):  # now, not when all are read: each may have a million characters of nothing
        element.data = _data_of(element)
    value[name].append(element)


def _data_of(one: ArchiveItem) -> dict[str, Any]:
    """An item's data, valid. Raises ScriptInvalid."""
    try:
        model = MODELS[one.kind].model_validate(one.data)
    except ValidationError as problem:
        place = ".".join(map(str, problem.errors()[0]["loc"]))[:100]
        raise ScriptInvalid(
            f"The {one.kind} {one.id} in the file is wrong at {place or 'its fields'}."
        ) from problem
    return model.model_dump(exclude_none=True, exclude_defaults=True)


def _document_of(manifest: ArchiveManifest) -> Document:
    """The document of a manifest: every item valid, everything that items name in it. Raises ScriptInvalid."""
    try:
        settings = settings_with({}, manifest.settings)
    except OperationInvalid as problem:
        raise ScriptInvalid("This is no usable .clonyproject file: its settings are wrong.") from problem
    document = Document("proj_imported", 1, settings)
    for take in manifest.takes:
        seconds = take.samples / take.sample_rate
        document.takes[take.id] = TakeFacts(take.id, take.line_id, seconds, take.fingerprint, take.number)
    document.assets |= {asset.id: AssetFacts(asset.id, MAX_ASSET_SECONDS) for asset in manifest.assets}
    draft = Draft(document)
    for one in manifest.items:
        data = one.data
        unknown = [
            name for name, known in (("take_id", document.takes), ("asset_id", document.assets))
            if data.get(name) and data[name] not in known
        ]  # fmt: skip
        if unknown or not is_id(one.id, one.kind) or one.id in draft.changed:
            raise ScriptInvalid(
                f"The {one.kind} {one.id} in the file is there twice, or names sound that is not."
            )
        draft.changed[one.id] = Item(one.id, one.kind, one.position, data)
    dangling = check_references(draft)
    crowded = next((kind for kind, most in MOST.items() if sum(1 for _ in draft.of(kind)) > most), None)
    if dangling is not None or crowded is not None:
        raise ScriptInvalid(
            f"The project in the file holds too many {crowded}s." if crowded else f"In the file {dangling}."
        )
    document.commit(draft.changed, None, 1)
    return document
