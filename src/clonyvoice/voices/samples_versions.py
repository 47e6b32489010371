"""The recordings and fits of stored voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import VoiceRow, VoiceSampleRow, VoiceVersionRow
from clonyvoice.voices.errors import SampleNotFound, VersionNotFound, VoiceNotFound
from clonyvoice.voices.fits import note_fidelity
from clonyvoice.voices.model import Version
from clonyvoice.voices.records import version_of


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A sample's sound in the blob store."""

    blob_id: str
    media_type: str
    name: str


class SamplesAndVersions:
    """The samples and versions of one voice."""

    def __init__(self, database: Database, blobs: BlobStore, clock: Clock | None = None) -> None:
        self._database, self._blobs = database, blobs
        self._clock = clock or SystemClock()

    def sample(
        self, voice_id: str, sample_id: str, which: Literal["original", "clip"] = "original"
    ) -> SampleFile:
        """The recording as it was uploaded, or the speech that was found in it (if any was cut out).

        Raises VoiceNotFound, SampleNotFound.
        """
        with self._database.read() as session:
            if session.get(VoiceRow, voice_id) is None:
                raise VoiceNotFound(voice_id)
            row = session.get(VoiceSampleRow, sample_id)
            if row is None or row.voice_id != voice_id:
                raise SampleNotFound(sample_id)
            if which == "clip" and row.clip_blob is not None:
                return SampleFile(row.clip_blob, "audio/flac", row.original_name)
            return SampleFile(row.blob_id, row.media_type, row.original_name)

    def versions(self, voice_id: str) -> tuple[Version, ...]:
        """The voice's fits, oldest first. Raises VoiceNotFound."""
        with self._database.read() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            return tuple(version_of(version, number) for number, version in enumerate(row.versions, 1))

    def activate(self, voice_id: str, number: int) -> None:
        """Have the voice speak with its `number`th fit from now on, and prefer that fit's engine.

        Raises VoiceNotFound, VersionNotFound.
        """
        with self._database.write() as session:
            row = session.get(VoiceRow, voice_id)
            if row is None:
                raise VoiceNotFound(voice_id)
            if not 1 <= number <= len(row.versions):
                raise VersionNotFound(number)
            chosen: VoiceVersionRow = row.versions[number - 1]
            for version in row.versions:
                if version.engine == chosen.engine:
                    version.active = version is chosen
            if len({version.engine for version in row.versions}) > 1:
                row.preferred_engine = chosen.engine
            note_fidelity(session, row)
            row.status = "ready"
            row.updated_at = self._clock.now()
            doomed, row.preview_blob = row.preview_blob, None
        self._blobs.delete(doomed)
