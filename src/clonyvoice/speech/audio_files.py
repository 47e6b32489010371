"""Finished generations as sound: takes read, joined piece by piece, and written to files in any format."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from clonyvoice.audio import Joiner, format_named, resample, write
from clonyvoice.audio.decoding import decode  # our own files
from clonyvoice.core.audio import Audio
from clonyvoice.core.ids import new_id
from clonyvoice.speech.model import Generation, Take
from clonyvoice.speech.request import NotSpokenYet
from clonyvoice.storage.blobs import BlobStore

_CACHE_BYTES = 1_000_000_000


def read_take(blobs: BlobStore, take: Take) -> Audio:
    """The sound of a take. Raises BlobNotFound."""
    data = blobs.read(take.blob_id)
    if take.duration == 0:
        return Audio.silence(0, take.sample_rate)
    return decode(data, take.sample_rate)


def joined(generation: Generation, blobs: BlobStore) -> Iterator[Audio]:
    """The whole sound piece by piece, at the first take's rate; at most a chunk of it is in memory.

    Raises NotSpokenYet when a chunk has no take.
    """
    joiner: Joiner | None = None
    gap = generation.lead_ms / 1000
    for chunk in generation.chunks:
        take = chunk.active
        if take is None:
            raise NotSpokenYet(generation.status)
        joiner = joiner or Joiner(take.sample_rate)
        yield joiner.feed(resample(read_take(blobs, take), joiner.sample_rate), gap)
        gap = chunk.pause_ms / 1000
    if joiner is not None:
        yield joiner.finish(gap)


class AudioFiles:
    """Generations as files in whatever format is asked for, kept for the next time up to 1 GB."""

    def __init__(self, blobs: BlobStore, size: int = _CACHE_BYTES) -> None:
        self._blobs, self._size = blobs, size
        self._folder = blobs.scratch / "renders"
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    def file(
        self,
        generation: Generation,
        fmt: str,
        sample_rate: int | None = None,
        bit_rate: int | None = None,
    ) -> Path:
        """The file, made if it is not there yet; open it soon. Raises NotSpokenYet, UnsupportedSampleRate."""
        wanted = format_named(fmt)
        if sample_rate is not None:
            wanted.rate_for(sample_rate, sample_rate)
        takes = [(take.id if (take := chunk.active) else None, chunk.pause_ms) for chunk in generation.chunks]
        described = json.dumps([generation.id, generation.lead_ms, takes, fmt, sample_rate, bit_rate])
        name = f"{hashlib.sha256(described.encode()).hexdigest()[:40]}.{wanted.extension}"
        path = self._folder / name
        with self._lock:
            making = self._making.setdefault(name, threading.Lock())
        with making:
            if path.exists():
                os.utime(path)
            else:
                self._make(generation, fmt, sample_rate, bit_rate, path)
        with self._lock:
            self._making.pop(name, None)
        return path

    def _make(
        self,
        generation: Generation,
        fmt: str,
        sample_rate: int | None,
        bit_rate: int | None,
        path: Path,
    ) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{new_id('part')}.tmp"
        try:
            with part.open("w+b") as sink:
                write(joined(generation, self._blobs), fmt, sink, sample_rate, bit_rate)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        self._evict(path)

    def _evict(self, newest: Path) -> None:
        """Remove what was not asked for the longest, until the rest fits."""
        with self._lock:
            entries = []
            for entry in os.scandir(self._folder):
                if not entry.name.endswith(".tmp"):
                    facts = entry.stat()
                    entries.append((facts.st_mtime, facts.st_size, Path(entry.path)))
            total = sum(size for _, size, _ in entries)
            for _, size, path in sorted(entries):
                if total <= self._size:
                    return
                if path != newest:
                    path.unlink(missing_ok=True)
                    total -= size
