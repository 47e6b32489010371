"""Whole projects as `.clonyproject` files: written, checked, and loaded completely or not at all."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from pydantic import ValidationError
from sqlalchemy import select

from clonyvoice import __version__
from clonyvoice.audio import AudioTooLong, NotAudio, decode_blocks, write
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.core.attribute_copying import from_attributes, row_from_attributes
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.projects.archive_contents import (
    ENDING,
    FORMAT,
    MANIFEST,
    MAX_FILES,
    PIECE,
    ArchiveAsset,
    ArchiveFile,
    ArchiveItem,
    ArchiveManifest,
    ArchiveTake,
    OpenedArchive,
    opened_archive,
)
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.document import Document
from clonyvoice.projects.document_items import AssetFacts
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.model import Project, project_of
from clonyvoice.projects.project_copies import write_copy
from clonyvoice.projects.records import note_size, project_row
from clonyvoice.projects.script_lines import Script, ScriptLine
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import readable_words
from clonyvoice.storage.blobs import BlobWriter
from clonyvoice.storage.errors import RowDamaged
from clonyvoice.storage.tables import ProjectAssetRow, ProjectRow, ProjectTakeRow


class Archives:
    """Exports projects and imports them."""

    def __init__(self, projects: Projects, assets: Assets) -> None:
        self._projects, self._assets, self._blobs = projects, assets, projects.blobs

    def export(self, project_id: str, owner: str | None, sink: BinaryIO) -> None:
        """Write the present revision with all its takes and assets. Raises ProjectNotFound, InvalidRequest;
        RowDamaged for a take or asset whose row is damaged.
        """
        _, document = self._projects.document(project_id, owner)
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            takes = (
                list(
                    session.scalars(
                        select(ProjectTakeRow).where(
                            ProjectTakeRow.project_id == project_id, ProjectTakeRow.id.in_(document.takes)
                        )
                    )
                )
                if len(document.takes) <= MAX_FILES
                else []
            )
            assets = list(
                session.scalars(select(ProjectAssetRow).where(ProjectAssetRow.project_id == project_id))
            )
        if len(document.takes) + len(assets) > MAX_FILES:
            raise InvalidRequest(
                f"A .clonyproject file holds at most {MAX_FILES} takes and assets; delete lines with many takes.",
                param="format",
            )
        try:
            self._write(sink, document, takes, assets)
        except ValidationError as problem:  # a row that no version of the program wrote
            raise RowDamaged("a take or sound of this project") from problem

    def _write(
        self,
        sink: BinaryIO,
        document: Document,
        takes: list[ProjectTakeRow],
        assets: list[ProjectAssetRow],
    ) -> None:
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            manifest = ArchiveManifest(
                format=FORMAT,
                program=f"ClonyVoice {__version__}",
                settings=document.settings,
                items=[from_attributes(ArchiveItem, one) for one in document.items.values()],
                takes=[
                    from_attributes(
                        ArchiveTake, row, words=readable_words(row.words),
                        file=self._pack(archive, f"takes/{number:05d}", str(row.blob_id)),
                    )
                    for number, row in enumerate(takes)
                ],
                assets=[
                    from_attributes(
                        ArchiveAsset, row, file=self._pack(archive, f"assets/{number:05d}", row.blob_id)
                    )
                    for number, row in enumerate(assets)
                ],
            )  # fmt: skip
            archive.writestr(MANIFEST, manifest.model_dump_json(), zipfile.ZIP_DEFLATED)

    def _pack(self, archive: zipfile.ZipFile, name: str, blob_id: str) -> ArchiveFile:
        digest, size = hashlib.sha256(), 0
        with self._blobs.open(blob_id) as source, archive.open(name, "w", force_zip64=True) as target:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        return ArchiveFile(name=name, size=size, sha256=digest.hexdigest())

    def preview(self, source: BinaryIO) -> Script:
        """The lines of a file; the project is not created. Raises ScriptInvalid."""
        with opened_archive(source) as found:
            document = found.document
            script = Script(ENDING, [])
            for line in document.ordered("line"):
                speaker = document.items.get(line.data.get("speaker_id") or "")
                begin, end = line.data.get("slot_start"), line.data.get("slot_end")
                slot = None if begin is None or end is None else (float(begin), float(end))
                name = None if speaker is None else str(speaker.data["name"])
                script.lines.append(ScriptLine(line.data["text"], name, slot))
            return script

    def load(self, source: BinaryIO, owner: str, name: str, cancel: CancelToken) -> Project:
        """The project created from a file with all its sound; on failure everything created is removed.

        Takes and assets keep their ids where nobody here has them yet. Raises ScriptInvalid, StorageFull, Cancelled.
        """
        made: list[str] = []
        try:
            with opened_archive(source) as found:
                return self._made(found, owner, name, made, cancel)
        except BaseException:
            self._blobs.delete(*made)
            raise

    def _made(
        self, found: OpenedArchive, owner: str, name: str, made: list[str], cancel: CancelToken
    ) -> Project:
        now = self._projects.clock.now()
        document, manifest = found.document, found.manifest
        settings = {**document.settings, "name": (name or document.settings["name"])[:200]}
        target = ProjectRow(
            id=new_id("proj"), owner=owner, name=settings["name"], revision=1, settings=settings, created_at=now,
            updated_at=now,
        )  # fmt: skip
        renamed = self._renamed(manifest)
        rows: list[Any] = []
        for take in manifest.takes:
            cancel.raise_if_cancelled()
            blob = self._take(found.archive, take, made, cancel)
            rows.append(
                row_from_attributes(
                    ProjectTakeRow, take, id=renamed[take.id], project_id=target.id, blob_id=blob,
                    words=[dict(word) for word in take.words], settings={}, created_at=now,
                )
            )  # fmt: skip
        for asset in manifest.assets:
            blob = self._unpacked(found.archive, asset.file, made)
            try:
                row = self._assets.decoded(
                    target.id,
                    blob,
                    asset.name,
                    asset.credit,
                    max_bytes=max(1, asset.file.size),
                    cancel=cancel,
                )
            except NotAudio as problem:
                raise ScriptInvalid(f"The asset {asset.name[:80]!r} in the file is no sound.") from problem
            made.append(row.sound_blob)
            row.id = renamed[asset.id]
            document.assets[asset.id] = AssetFacts(asset.id, row.samples / STEREO_RATE)
            rows.append(row)
        note_size(target, document)
        with self._projects.database.write() as session:
            write_copy(session, target, document.items.values(), (rows, renamed), author=owner, now=now)
        return project_of(target)

    def _renamed(self, manifest: ArchiveManifest) -> dict[str, str]:
        """Ids of takes and assets here, by those in the file: the same, unless already in use."""
        ids = {"take": [take.id for take in manifest.takes], "asset": [asset.id for asset in manifest.assets]}
        found: dict[str, str] = {}
        with self._projects.database.read() as session:
            for kind, table in (("take", ProjectTakeRow), ("asset", ProjectAssetRow)):
                taken = {one for one in ids[kind] if session.get(table, one) is not None}
                found |= {one: new_id(kind) if taken else one for one in ids[kind]}
        return found

    def _take(self, archive: zipfile.ZipFile, take: ArchiveTake, made: list[str], cancel: CancelToken) -> str:
        """The blob of a take, its samples written to a new file, so that mixes read only files of ClonyVoice.

        Raises ScriptInvalid, StorageFull, Cancelled.
        """
        scratch = self._blobs.scratch
        with TemporaryFile(dir=scratch) as packed, TemporaryFile(dir=scratch) as written:
            _unpack(archive, take.file, packed)
            if take.samples:
                write(_sound_of(take, packed, cancel), "flac", written)
            with self._blobs.writer() as writer:
                written.seek(0)
                while piece := written.read(PIECE):
                    writer.write(piece)
                blob = writer.commit()
        made.append(blob)
        return blob

    def _unpacked(self, archive: zipfile.ZipFile, entry: ArchiveFile, made: list[str]) -> str:
        """The blob with an extracted entry. Raises ScriptInvalid, StorageFull."""
        with self._blobs.writer() as writer:
            _unpack(archive, entry, writer)
            blob = writer.commit()
        made.append(blob)
        return blob


def _unpack(archive: zipfile.ZipFile, entry: ArchiveFile, target: BinaryIO | BlobWriter) -> None:
    """Write an entry, its size and checksum compared. Raises ScriptInvalid, StorageFull."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(entry.name) as source:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > entry.size:
                    break
                digest.update(piece)
                target.write(piece)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as problem:
        raise ScriptInvalid(f"The file {entry.name} in it is damaged.") from problem
    if size != entry.size or digest.hexdigest() != entry.sha256:
        raise ScriptInvalid(f"The file {entry.name} in it is damaged or was changed.")


def _sound_of(take: ArchiveTake, source: BinaryIO, cancel: CancelToken) -> Iterator[Audio]:
    """The sound of a take, decoded in a separate process. Raises ScriptInvalid, Cancelled."""
    missing = take.samples
    longest = take.samples / take.sample_rate + 1.0
    try:
        for piece in decode_blocks(source, max_seconds=longest, cancel=cancel):
            missing -= len(piece.samples) if piece.sample_rate == take.sample_rate else 0
            yield piece
    except AudioTooLong:
        missing = -1
    except NotAudio as problem:
        raise ScriptInvalid(f"The take {take.id} in the file is no sound.") from problem
    if missing:
        raise ScriptInvalid(f"The take {take.id} in the file is of another length than it says.")
