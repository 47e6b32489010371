"""Assets of projects: music, effects, recordings and the sound of videos, decoded once on upload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from clonyvoice.audio.decoder_pool import decode_stereo
from clonyvoice.audio.media_containers import head_of
from clonyvoice.audio.recording_limits_file_types import media_type_of
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE, peaks_of, stereo_wav_header
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.ids import new_id
from clonyvoice.projects.document_items import AssetFacts
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.mix_sound_cache import ProjectSounds, SoundCache, TakeSound, takes_of
from clonyvoice.projects.records import project_row
from clonyvoice.projects.service import Projects
from clonyvoice.storage.tables import ProjectAssetRow, ProjectTakeRow

_PROJECTS_KEPT: Final = 8
"""Projects whose takes are known without reading their rows. Chosen by hand."""
MAX_ASSET_SECONDS: Final = 4 * 3600.0
"""Longest asset; its sound takes 0.7 GB an hour on the disk. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset: `duration` in seconds, `peaks` 0-255, 50 a second."""

    id: str
    name: str
    credit: str
    media_type: str
    duration: float
    samples: int
    blob_id: str
    sound_blob: str
    proxy_blob: str | None


class Assets:
    """The assets of all projects, and the sounds that their mixes read."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects
        self._blobs = projects.blobs
        self._takes: dict[str, dict[str, TakeSound]] = {}
        """Takes of the projects that were last heard; a take never changes."""
        self._cache = SoundCache()

    def add(
        self,
        project_id: str,
        blob_id: str,
        name: str,
        credit: str,
        owner: str | None,
        *,
        max_bytes: int,
        cancel: CancelToken,
    ) -> Asset:
        """Add an uploaded file as an asset; the project then owns the file. The file is deleted on failure.

        Raises NotAudio, AudioTooLong, ProjectNotFound, ProjectInTrash, StorageFull, Cancelled.
        """
        sound: str | None = None
        try:
            self._projects.get(project_id, owner)
            row = self.decoded(project_id, blob_id, name, credit, max_bytes=max_bytes, cancel=cancel)
            sound = row.sound_blob
            with self._projects.database.write() as session:
                project_row(session, project_id, owner)
                session.add(row)
        except BaseException:
            self._blobs.delete(blob_id, sound)
            raise
        self._projects.documents.add_asset(project_id, AssetFacts(row.id, row.samples / STEREO_RATE))
        return _asset(row)

    def decoded(
        self, project_id: str, blob_id: str, name: str, credit: str, *, max_bytes: int, cancel: CancelToken
    ) -> ProjectAssetRow:
        """The row of a file as an asset: its sound is written, the row is not.

        Raises NotAudio, AudioTooLong, StorageFull, Cancelled.
        """
        path = self._blobs.path(blob_id)
        samples = 0
        with self._blobs.writer() as writer:
            writer.write(stereo_wav_header(None))

            def written() -> Iterator[NDArray[np.int16]]:
                nonlocal samples
                for block in decode_stereo(
                    path, max_seconds=MAX_ASSET_SECONDS, max_bytes=max_bytes, cancel=cancel
                ):
                    writer.write(block.tobytes())
                    samples += len(block)
                    yield block

            peaks = peaks_of(written())
            sound = writer.commit()
        return ProjectAssetRow(
            id=new_id("asset"),
            project_id=project_id,
            name=name,
            credit=credit,
            blob_id=blob_id,
            sound_blob=sound,
            media_type=media_type_of(head_of(path)),
            samples=samples,
            peaks=peaks,
            created_at=self._projects.clock.now(),
        )

    def listing(self, project_id: str, owner: str | None) -> list[Asset]:
        """The project's assets, oldest first. Raises ProjectNotFound, ProjectInTrash."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            wanted = select(ProjectAssetRow).where(
                ProjectAssetRow.project_id == project_id, ProjectAssetRow.deleted_at.is_(None)
            )
            return [_asset(row) for row in session.scalars(wanted.order_by(ProjectAssetRow.created_at))]

    def get(self, project_id: str, asset_id: str, owner: str | None) -> Asset:
        """One asset. Raises ProjectItemNotFound, ProjectNotFound."""
        return _asset(self._row(project_id, asset_id, owner))

    def path(self, project_id: str, asset_id: str) -> Path:
        """The asset's file as it was uploaded, for reading now. Raises ProjectItemNotFound, BlobNotFound."""
        with self._projects.database.read() as session:
            row = session.get(ProjectAssetRow, asset_id)
            if row is None or row.project_id != project_id:
                raise ProjectItemNotFound("asset", asset_id, "asset_id")
            return self._blobs.path(row.blob_id)

    def peaks(self, project_id: str, asset_id: str, owner: str | None) -> list[int]:
        """The asset's waveform, 0-255, 50 values a second. Raises ProjectItemNotFound, ProjectNotFound."""
        return list(self._row(project_id, asset_id, owner).peaks)

    def delete(self, project_id: str, asset_id: str, owner: str | None) -> None:
        """Remove an asset from the list. Its clips still play; its files are deleted with the project.

        Raises ProjectItemNotFound, ProjectNotFound.
        """
        self._row(project_id, asset_id, owner)
        with self._projects.database.write() as session:
            row = session.get(ProjectAssetRow, asset_id)
            if row is not None:
                row.deleted_at = self._projects.clock.now()

    def _row(self, project_id: str, asset_id: str, owner: str | None) -> ProjectAssetRow:
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            row = session.get(ProjectAssetRow, asset_id)
            if row is None or row.project_id != project_id:
                raise ProjectItemNotFound("asset", asset_id, "asset_id")
            return row

    def sounds(self, project_id: str) -> ProjectSounds:
        """The sounds of a project as they are now; safe from any thread."""
        with self._projects.database.read() as session:
            count = session.scalar(
                select(func.count())
                .select_from(ProjectTakeRow)
                .where(ProjectTakeRow.project_id == project_id)
            )
            known = self._takes.get(project_id)
            if known is None or len(known) != count:  # takes are only ever added
                known = takes_of(session, project_id)
                if len(self._takes) >= _PROJECTS_KEPT:
                    self._takes.clear()
                self._takes[project_id] = known
            columns = (ProjectAssetRow.id, ProjectAssetRow.sound_blob, ProjectAssetRow.samples)
            rows = session.execute(select(*columns).where(ProjectAssetRow.project_id == project_id))
            assets = {row.id: (row.sound_blob, row.samples) for row in rows}
            return ProjectSounds(self._blobs, self._cache, known, assets)


def _asset(row: ProjectAssetRow) -> Asset:
    return from_attributes(Asset, row, duration=row.samples / STEREO_RATE)
