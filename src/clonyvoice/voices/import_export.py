"""Voices taken out into a `.clonyvoice` file and brought in from one.

Nothing is ever written under its names.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import ValidationError
from sqlalchemy import select

from clonyvoice import __version__
from clonyvoice.core.attribute_copying import from_attributes, row_from_attributes
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.ids import is_id, new_id
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.errors import RowDamaged
from clonyvoice.storage.tables import VoiceRow, VoiceSampleRow, VoiceVersionRow
from clonyvoice.voices.consent_records import consent_entry, imported_row
from clonyvoice.voices.derived_voice_access import hidden, refuse_revoked, sources_of
from clonyvoice.voices.errors import PresetReadOnly, VoiceNotFound, VoiceRevoked
from clonyvoice.voices.fits import unusable
from clonyvoice.voices.records import blobs_of
from clonyvoice.voices.voice_archive import (
    FORMAT,
    MANIFEST,
    PIECE,
    NothingToImport,
    UnsafeVoiceFile,
    manifest_of,
    opened,
    sha256,
    unsafe,
)
from clonyvoice.voices.voice_archive_manifest import (
    ConsentEntry,
    FileEntry,
    FitFile,
    ImportedVoice,
    ImportPreview,
    Manifest,
    SampleEntry,
    VersionEntry,
    VoiceEntry,
)
from clonyvoice.voices.voice_changes import clean_name

OnClash = Literal["keep_both", "replace", "skip"]
"""Ways to treat a voice whose id is here already."""
Check = Callable[[FittedVoice], None]
"""Raises a ClonyError when an engine cannot use a fit."""
Decode = Callable[[Path], object]
"""Raises a ClonyError when a file is no recording."""


class Transfer:
    """Exports voices and imports them."""

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        clock: Clock,
        check: Check,
        decode: Decode = Path.stat,
        *,
        require_consent: bool = False,
    ) -> None:
        self._database, self._blobs, self._clock = database, blobs, clock
        self._check, self._decode, self._require_consent = check, decode, require_consent

    def export(self, voice_ids: Sequence[str], sink: BinaryIO, asker: str | None = None) -> int:
        """The number of voices written into `sink`.

        Raises VoiceNotFound (also for one locked to keys other than `asker`), VoiceRevoked, PresetReadOnly,
        BlobNotFound; RowDamaged for a voice whose row is damaged.
        """
        entries = []
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            for number, voice_id in enumerate(dict.fromkeys(voice_ids)):
                with self._database.read() as session:
                    row = session.get(VoiceRow, voice_id)
                    if row is None or row.deleted_at is not None:
                        if row is None and not is_id(voice_id, "voice"):
                            raise VoiceNotFound(voice_id)
                        if row is None and len(voice_id) < 28:  # presets have short ids
                            raise PresetReadOnly("exported")
                        raise VoiceNotFound(voice_id)
                    if hidden(session, row, asker):
                        raise VoiceNotFound(voice_id)
                    refuse_revoked(session, [voice_id])
                    try:
                        entries.append(self._pack(archive, f"{number:04d}", row))
                    except ValidationError as problem:  # a row that no version of the program wrote
                        raise RowDamaged(f"the voice {voice_id}") from problem
            manifest = Manifest(format=FORMAT, program=f"ClonyVoice {__version__}", voices=entries)
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=1), zipfile.ZIP_DEFLATED)
        return len(entries)

    def _pack(self, archive: zipfile.ZipFile, folder: str, row: VoiceRow) -> VoiceEntry:
        samples = []
        for index, sample in enumerate(row.samples):
            place = f"{folder}/samples/{index:03d}"
            clip = sample.clip_blob
            original = self._pack_blob(archive, f"{place}-original", sample.blob_id)
            packed = None if clip is None else self._pack_blob(archive, f"{place}-clip", clip)
            samples.append(
                from_attributes(
                    SampleEntry, sample, original=original, clip=packed, filename=sample.original_name
                )
            )
        versions = []
        for index, version in enumerate(row.versions):
            name = f"{folder}/versions/{index:03d}"
            archive.writestr(name, version.data, zipfile.ZIP_DEFLATED)
            file = FitFile(name=name, sha256=sha256(version.data), size=len(version.data))
            versions.append(from_attributes(VersionEntry, version, file=file))
        engines = [version.engine for version in versions]
        own = row.engine if row.engine in engines else engines[0]
        preferred = row.preferred_engine if row.preferred_engine in engines else None
        return from_attributes(
            VoiceEntry, row, engine=own, preferred_engine=preferred, samples=samples, versions=versions,
            consents=self._pack_consents(archive, folder, row),
        )  # fmt: skip

    def _pack_consents(self, archive: zipfile.ZipFile, folder: str, row: VoiceRow) -> list[ConsentEntry]:
        packed = []
        for index, consent in enumerate(row.consents):
            name, blob = f"{folder}/consents/{index:03d}", consent.recording_blob
            packed.append(consent_entry(consent, self._pack_blob(archive, name, blob) if blob else None))
        return packed

    def _pack_blob(self, archive: zipfile.ZipFile, name: str, blob_id: str) -> FileEntry:
        digest, size = hashlib.sha256(), 0
        with self._blobs.open(blob_id) as source, archive.open(name, "w") as target:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        return FileEntry(name=name, sha256=digest.hexdigest(), size=size)

    def preview(self, source: BinaryIO, asker: str | None = None) -> ImportPreview:
        """The contents of a file, read and checked completely, while nothing is changed. Raises NotAVoiceFile."""
        with opened(source) as archive:
            manifest = manifest_of(archive)
            problems = unsafe(archive, manifest)
            bad = {} if problems else self._unusable(archive, manifest)
        present = self._present([voice.id for voice in manifest.voices], asker)
        voices = tuple(
            from_attributes(
                ImportedVoice,
                voice,
                samples=len(voice.samples),
                versions=len(voice.versions),
                size=sum(entry.size for entry in Manifest(format=FORMAT, voices=[voice]).files()),
                clash=voice.id if voice.id in present else None,
                problem=bad.get(index),
            )
            for index, voice in enumerate(manifest.voices)
        )
        return ImportPreview(manifest.program, voices, tuple(problems))

    def load(self, source: BinaryIO, owner: str, on_clash: OnClash = "keep_both") -> list[str]:
        """The ids of the imported voices; all of the file's, or none when anything is wrong with it.

        Raises NotAVoiceFile, UnsafeVoiceFile, NothingToImport.
        """
        kept: list[str] = []
        stale: list[str | None] = []
        made: list[str] = []
        try:
            with opened(source) as archive:
                manifest = manifest_of(archive)
                problems = unsafe(archive, manifest) or list(self._unusable(archive, manifest).values())
                if problems:
                    raise UnsafeVoiceFile(problems)
                present = self._present([voice.id for voice in manifest.voices], owner)
                taken = self._present([voice.id for voice in manifest.voices], None)
                rows = []
                for voice in manifest.voices:
                    if voice.id in present and on_clash == "skip":
                        continue
                    clash = voice.id in taken or not is_id(voice.id, "voice") or len(voice.id) < 28
                    same = not clash or (voice.id in present and on_clash == "replace")
                    rows.append(self._row(archive, voice, voice.id if same else new_id("voice"), owner, kept))
            if not rows:
                raise NothingToImport
            with self._database.write() as session:
                for row in rows:
                    old = session.get(VoiceRow, row.id)
                    if old is not None:
                        stale += blobs_of(old)
                        session.delete(old)
                        session.flush()
                    session.add(row)
                    made.append(row.id)
        except BaseException:
            self._blobs.delete(*kept)
            raise
        self._blobs.delete(*stale)
        return made

    def _row(
        self, archive: zipfile.ZipFile, voice: VoiceEntry, voice_id: str, owner: str, kept: list[str]
    ) -> VoiceRow:
        now = self._clock.now()
        design = voice.design if voice_id == voice.id else voice.design | {"imported_from": voice.id[:40]}
        row = row_from_attributes(
            VoiceRow, voice, id=voice_id, name=clean_name(voice.name), status="ready", design=design, owner=owner,
            created_at=now, updated_at=now,
        )  # fmt: skip
        for position, sample in enumerate(voice.samples):
            original = self._recording(archive, sample.original, kept)
            clip = None if sample.clip is None else self._recording(archive, sample.clip, kept)
            row.samples.append(
                row_from_attributes(
                    VoiceSampleRow, sample, id=new_id("sample"), position=position, blob_id=original,
                    clip_blob=clip, original_name=sample.filename, created_at=now,
                )
            )  # fmt: skip
        for entry in voice.consents:
            spoken = None if entry.recording is None else self._recording(archive, entry.recording, kept)
            row.consents.append(imported_row(entry, owner, spoken, now))
        for index, version in enumerate(voice.versions):
            row.versions.append(
                row_from_attributes(
                    VoiceVersionRow, version, id=new_id("version"), data=archive.read(version.file.name),
                    active=index in voice.active_fits,
                )
            )  # fmt: skip
        return row

    def _recording(self, archive: zipfile.ZipFile, entry: FileEntry, kept: list[str]) -> str:
        """A recording, decoded from end to end before it counts as kept. Raises UnsafeVoiceFile."""
        blob_id = self._keep(archive, entry, kept)
        try:
            self._decode(self._blobs.path(blob_id))
        except ClonyError as problem:
            raise UnsafeVoiceFile([f"the recording {entry.name} cannot be read: {problem.message}"]) from None
        return blob_id

    def _keep(self, archive: zipfile.ZipFile, entry: FileEntry, kept: list[str]) -> str:
        with archive.open(entry.name) as source, self._blobs.writer(entry.size) as writer:
            while piece := source.read(PIECE):
                writer.write(piece)
            kept.append(writer.commit())
        return kept[-1]

    def _present(self, ids: Sequence[str], asker: str | None) -> set[str]:
        """Those of the ids that are voices here which `asker` (None: everybody) may use."""
        with self._database.read() as session:
            rows = session.scalars(select(VoiceRow).where(VoiceRow.id.in_(ids)))
            return {row.id for row in rows if not hidden(session, row, asker)}

    def _unusable(self, archive: zipfile.ZipFile, manifest: Manifest) -> dict[int, str]:
        """By number of the voice, why its fits cannot be used here."""
        bad: dict[int, str] = {}
        for index, voice in enumerate(manifest.voices):
            if self._require_consent and voice.kind == "clone" and not voice.consented:
                bad[index] = (
                    f"{voice.name}: it holds no consent with a person and a statement, which this server requires"
                    " (setting require_consent)"
                )
            try:
                with self._database.read() as session:
                    refuse_revoked(session, {voice.id, *sources_of(voice.design, copies=True)})
            except VoiceRevoked as problem:
                bad[index] = f"{voice.name}: {problem.message.rstrip('.')}"
            fits = (FittedVoice(it.engine, it.format, archive.read(it.file.name)) for it in voice.versions)
            if (why := unusable(fits, self._check)) is not None:
                bad[index] = f"{voice.name}: {why.rstrip('.')}"
        return bad
