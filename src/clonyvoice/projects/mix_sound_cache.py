"""The sound of a project's takes and assets for its mix, with a cache of decoded takes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clonyvoice.audio import resample
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE, StereoArray, StereoFile
from clonyvoice.projects.mix import SoundReader, Stereo
from clonyvoice.projects.takes import stored_sound
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.errors import BlobNotFound
from clonyvoice.storage.tables import ProjectTakeRow


class SoundCache:
    """The last sounds that were read, up to `most` bytes; safe from any thread."""

    def __init__(self, most: int = 64_000_000) -> None:
        self._most, self._held = most, 0
        self._sounds: OrderedDict[str, Stereo] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], Stereo]) -> Stereo:
        """The sound under `key`, created if missing; two threads may both create it."""
        with self._lock:
            found = self._sounds.get(key)
            if found is not None:
                self._sounds.move_to_end(key)
                return found
        made = make()
        with self._lock:
            found = self._sounds.setdefault(key, made)
            if found is made:
                self._held += made.nbytes
                while self._held > self._most and len(self._sounds) > 1:
                    self._held -= self._sounds.popitem(last=False)[1].nbytes
        return found


@dataclass(frozen=True, slots=True)
class TakeSound:
    """A take for the mix: its file, and the start and end of its speech in seconds."""

    blob_id: str | None
    sample_rate: int
    samples: int
    speech: tuple[float, float]


class ProjectSounds:
    """Takes and assets of one project for the mix; `cache` holds decoded takes last used, of all projects."""

    def __init__(
        self, blobs: BlobStore, cache: SoundCache, takes: Mapping[str, TakeSound], assets: Mapping[str, Any]
    ) -> None:
        self._blobs, self._cache = blobs, cache
        self._takes, self._assets = takes, assets

    def take(self, take_id: str, sample_rate: int) -> SoundReader:
        """A take on both sides at `sample_rate`. Raises BlobNotFound."""
        return StereoArray(
            self._cache.get(f"{take_id}/{sample_rate}", lambda: self._decoded(take_id, sample_rate))
        )

    def _decoded(self, take_id: str, sample_rate: int) -> Stereo:
        row = self._takes[take_id]
        if not row.samples or row.blob_id is None:
            return np.zeros((0, 2), np.float32)
        try:
            content = self._blobs.read(row.blob_id)
        except BlobNotFound:
            raise BlobNotFound(take_id, f"Speak the line of {take_id} again.") from None
        mono = resample(stored_sound(content, row.sample_rate), sample_rate).samples
        return np.repeat(mono[:, None], 2, axis=1)

    def asset(self, asset_id: str, sample_rate: int) -> SoundReader:
        """An asset's sound, read in place. Raises BlobNotFound, also where the file was cut short."""
        assert sample_rate == STEREO_RATE
        blob, samples = self._assets[asset_id]
        try:
            return StereoFile(self._blobs.path(blob), samples)
        except (BlobNotFound, ValueError):  # the latter: fewer bytes than samples
            remedy = f"Upload the recording of {asset_id} again, or remove its clips."
            raise BlobNotFound(asset_id, remedy) from None

    def speech(self, take_id: str) -> Sequence[tuple[float, float]]:
        """From the first word's begin to the last one's end, in seconds; all of a take without words."""
        return [self._takes[take_id].speech]


def takes_of(session: Session, project_id: str) -> dict[str, TakeSound]:
    """The takes of a project. Only the ends of their words are read: all of a book's take a third of a second."""
    row, words = ProjectTakeRow, ProjectTakeRow.words
    first, last = func.json_extract(words, "$[0].start"), func.json_extract(words, "$[#-1].end")
    found = {}
    for take_id, blob, rate, samples, begin, end in session.execute(
        select(row.id, row.blob_id, row.sample_rate, row.samples, first, last).where(
            row.project_id == project_id
        )
    ):
        whole = samples / rate
        speech = (0.0, whole) if begin is None else (float(begin), min(whole, float(end)))
        found[take_id] = TakeSound(blob, rate, samples, speech)
    return found
