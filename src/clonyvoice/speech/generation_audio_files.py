"""Finished generations as sound: takes read, joined piece by piece, and written to files in any format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from clonyvoice.audio import Joiner, NotAudio, resample, write
from clonyvoice.audio.decoding import decode, decode_own  # our own files
from clonyvoice.audio.formats import file_format_named
from clonyvoice.core.audio import Audio
from clonyvoice.provenance.credentials import Origin
from clonyvoice.speech.errors import ChunkNotFound, NotSpokenYet, TakeNotFound
from clonyvoice.speech.model import Generation, Take
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.file_cache import FileCache
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.library import Voices

_CACHE_BYTES = 1_000_000_000
"""Bytes of encoded files that are kept. Chosen by hand."""


def read_take(blobs: BlobStore, take: Take) -> Audio:
    """The sound of a take. Raises BlobNotFound."""
    data = blobs.read(take.blob_id)
    if take.duration == 0:
        return Audio.silence(0, take.sample_rate)
    try:
        return resample(decode_own(data), take.sample_rate)
    except NotAudio:  # another format than takes are written in
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
        self._blobs = blobs
        self._cache = FileCache(blobs.scratch / "renders", size)

    def file(
        self,
        generation: Generation,
        fmt: str,
        sample_rate: int | None = None,
        bit_rate: int | None = None,
    ) -> Path:
        """The file, made if it is not there yet; open it soon. Raises NotSpokenYet, UnsupportedSampleRate."""
        wanted = file_format_named(fmt)
        if sample_rate is not None:
            wanted.rate_for(sample_rate, sample_rate)
        takes = [(take.id if (take := chunk.active) else None, chunk.pause_ms) for chunk in generation.chunks]
        described = json.dumps([generation.id, generation.lead_ms, takes, fmt, sample_rate, bit_rate])
        name = f"{hashlib.sha256(described.encode()).hexdigest()[:40]}.{wanted.extension}"

        def make(part: Path) -> None:
            with part.open("w+b") as sink:
                write(joined(generation, self._blobs), fmt, sink, sample_rate, bit_rate)

        return self._cache.file(name, make)

    def chunk_file(
        self, generation: Generation, index: int, take_id: str | None = None, fmt: str = "wav"
    ) -> Path:
        """One chunk's sound (its active take, or another) as a file.

        Raises ChunkNotFound, TakeNotFound, NotSpokenYet.
        """
        chunk = next((chunk for chunk in generation.chunks if chunk.index == index), None)
        if chunk is None:
            raise ChunkNotFound(index)
        take = chunk.active
        if take_id is not None:
            take = next((each for each in chunk.takes if each.id == take_id), None)
            if take is None:
                raise TakeNotFound(take_id)
        if take is None:
            raise NotSpokenYet(generation.status)
        alone = replace(chunk, takes=(replace(take, active=True),), pause_ms=0)
        settings = {name: value for name, value in generation.settings.items() if name != "lead_ms"}
        return self.file(replace(generation, chunks=(alone,), settings=settings), fmt)


def origin_of(generation: Generation, voices: Voices) -> Origin:
    """The origin of a generation's sound, for its Content Credentials."""
    asked = {generation.voice_id, *(chunk.voice_id for chunk in generation.chunks)}
    return Origin(
        engines=(generation.engine,),
        voices=kinds_of([each for each in asked if each], voices) or ("design",),
        made_at=generation.finished_at or generation.created_at,
        duration=generation.duration,
    )


def kinds_of(voice_ids: Iterable[str], voices: Voices) -> tuple[str, ...]:
    """The kinds of voices; `unknown` stands for those that are gone, or were blended for once."""
    found: set[str] = set()
    for voice_id in voice_ids:
        try:
            found.add(voices.get(voice_id, trashed=True).kind)
        except VoiceNotFound:
            found.add("unknown")
    return tuple(sorted(found))
