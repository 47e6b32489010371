"""Hearing a generation.

Joined from its takes as it is read, in any format, and while it is still being made.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from clonyvoice.audio import Joiner, decode, format_named, resample, write
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.queue import result_of
from clonyvoice.speech.live import Studio
from clonyvoice.speech.model import Chunk, Generation, Take
from clonyvoice.speech.records import GenerationRecords
from clonyvoice.speech.request import NotSpokenYet
from clonyvoice.storage.blobs import BlobStore

_CACHE_BYTES = 1_000_000_000
_END_SECONDS = 120.0


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


class Renders:
    """Generations as files in whatever format is asked for, kept for the next time up to 1 GB."""

    def __init__(self, blobs: BlobStore, size: int = _CACHE_BYTES) -> None:
        self._blobs, self._size = blobs, size
        self._folder = blobs.scratch / "renders"
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    def file(self, generation: Generation, fmt: str, sample_rate: int | None = None) -> Path:
        """The file, made if it is not there yet; open it soon. Raises NotSpokenYet, UnsupportedSampleRate."""
        wanted = format_named(fmt)
        if sample_rate is not None:
            wanted.rate_for(sample_rate, sample_rate)
        takes = [(take.id if (take := chunk.active) else None, chunk.pause_ms) for chunk in generation.chunks]
        described = json.dumps([generation.id, generation.lead_ms, takes, fmt, sample_rate])
        name = f"{hashlib.sha256(described.encode()).hexdigest()[:40]}.{wanted.extension}"
        path = self._folder / name
        with self._lock:
            making = self._making.setdefault(name, threading.Lock())
        with making:
            if path.exists():
                os.utime(path)
            else:
                self._make(generation, fmt, sample_rate, path)
        with self._lock:
            self._making.pop(name, None)
        return path

    def _make(self, generation: Generation, fmt: str, sample_rate: int | None, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{new_id('part')}.tmp"
        try:
            with part.open("w+b") as sink:
                write(joined(generation, self._blobs), fmt, sink, sample_rate)
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


class Listener:
    """Follows a generation from its first sound to its last, while it is made or afterwards."""

    def __init__(self, records: GenerationRecords, blobs: BlobStore, studio: Studio, jobs: JobQueue) -> None:
        self._records, self._blobs, self._studio, self._jobs = records, blobs, studio, jobs

    def listen(self, generation_id: str) -> Iterator[Audio]:
        """The sound as it is made, then the end; blocks while there is nothing new.

        Raises what the generation failed with (JobFailed), or Cancelled, at the place where sound is missing:
        an end without an exception is a whole one.
        """
        generation = self._records.get(generation_id)
        live = self._studio.find(generation_id)
        joiner: Joiner | None = None
        gap = generation.lead_ms / 1000
        for chunk in generation.chunks:
            feed = live.follow(chunk.index) if live is not None else None
            heard = False
            for piece in feed or ():
                joiner = joiner or Joiner(piece.sample_rate)
                sound = resample(piece, joiner.sample_rate)
                yield joiner.more(sound) if heard else joiner.feed(sound, gap)
                heard = True
            if heard and live is not None and not live.has(chunk.index):
                self._raise_end(generation)
            if not heard:
                take = self._take(generation, chunk)
                joiner = joiner or Joiner(take.sample_rate)
                yield joiner.feed(resample(read_take(self._blobs, take), joiner.sample_rate), gap)
            gap = chunk.pause_ms / 1000
        if live is not None and generation.job_id is not None:
            # A tidy end means that everything is kept; a machine with much to do takes its time.
            result_of(self._jobs.wait(generation.job_id, _END_SECONDS))
        if joiner is not None:
            yield joiner.finish(gap)

    def _take(self, generation: Generation, chunk: Chunk) -> Take:
        take = self._records.take_of(generation.id, chunk.index)
        if take is None:
            self._raise_end(generation)
        assert take is not None
        return take

    def _raise_end(self, generation: Generation) -> None:
        """Raise why the generation ended before its time."""
        if generation.job_id is not None:
            result_of(self._jobs.wait(generation.job_id, _END_SECONDS))
        raise Cancelled
