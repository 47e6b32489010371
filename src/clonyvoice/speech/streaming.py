"""A generation's sound while it is made: from the job that makes it to any number of listeners."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from clonyvoice.audio import Joiner, resample
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled
from clonyvoice.engines.contract import SpokenWord
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.queue import result_of
from clonyvoice.speech.generation_audio_files import read_take
from clonyvoice.speech.model import Chunk, Generation, Take, Word
from clonyvoice.speech.records.generations_chunks_active_takes import GenerationRecords
from clonyvoice.storage.blobs import BlobStore


@dataclass(frozen=True, slots=True)
class TimedSound:
    """A piece of a generation's sound, and the words that it finishes: seconds and offsets in the whole."""

    audio: Audio
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class LivePiece:
    """A piece of a chunk's sound and the words that it finishes: seconds and offsets in the chunk."""

    audio: Audio
    words: tuple[SpokenWord, ...] = ()


@dataclass(slots=True)
class ChunkFeed:
    """The pieces of one chunk so far. Only its readers hold it once the chunk is done."""

    index: int
    pieces: list[LivePiece] = field(default_factory=list)
    done: bool = False


class LiveStream:
    """The audio that a running generation has just made: one writer, any number of readers at their own pace.

    Only the chunk being made is held here. A reader that is behind reads finished chunks from their files.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._current: ChunkFeed | None = None
        self._finished: set[int] = set()
        self._ended = False
        self._changes = 0
        self._watchers: list[Callable[[], None]] = []

    def begin(self, index: int) -> None:
        """Start a chunk, or start it again."""
        with self._condition:
            self._current = ChunkFeed(index)
            self._changed()

    def add(self, audio: Audio, words: tuple[SpokenWord, ...] = ()) -> None:
        """A further piece of it, and the words that it finishes."""
        with self._condition:
            if self._current is not None:
                self._current.pieces.append(LivePiece(audio, words))
            self._changed()

    def finish(self, index: int) -> None:
        """The chunk is done and can be read from its file."""
        with self._condition:
            self._finished.add(index)
            if self._current is not None and self._current.index == index:
                self._current.done = True
                self._current = None
            self._changed()

    def end(self) -> None:
        """End the stream: no more sound will come."""
        with self._condition:
            self._ended = True
            self._changed()

    def has(self, index: int) -> bool:
        """Whether the chunk is done."""
        with self._condition:
            return index in self._finished

    @property
    def ended(self) -> bool:
        """Whether the stream has ended."""
        return self._ended

    def follow(self, index: int) -> Iterator[LivePiece | NothingYet]:
        """The pieces of a chunk as they come, without blocking; none if it is to be read from its file, or the stream
        has ended.
        """
        feed: ChunkFeed | None = None
        at = 0
        while True:
            with self._condition:
                nothing = NothingYet(self, self._changes)
                if feed is None:
                    if self._ended or index in self._finished:
                        return
                    if self._current is not None and self._current.index == index:
                        feed = self._current
                ready = [] if feed is None else feed.pieces[at:]
                over = feed is not None and (feed.done or self._ended)
            yield from ready
            at += len(ready)
            if over:
                return
            if not ready:
                yield nothing

    def _changed(self) -> None:
        """Wake all that wait; the lock is held."""
        self._changes += 1
        self._condition.notify_all()
        watchers, self._watchers = self._watchers, []
        for wake in watchers:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                wake()

    def wait(self, seen: int) -> None:
        """Return once there have been more changes than `seen`; blocks."""
        with self._condition:
            self._condition.wait_for(lambda: self._changes != seen)

    async def change(self, seen: int) -> None:
        """Return once there have been more changes than `seen`; holds no thread."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(over.set)

        with self._condition:
            if self._changes != seen:
                return
            self._watchers.append(wake)
        try:
            await over.wait()
        finally:
            with self._condition, contextlib.suppress(ValueError):
                self._watchers.remove(wake)


@dataclass(frozen=True, slots=True)
class NothingYet:
    """Stands where sound is still to be made: wait for it, then ask for the next piece again."""

    live: LiveStream
    seen: int

    def wait(self) -> None:
        """Return when there may be something new; blocks."""
        self.live.wait(self.seen)

    async def arrival(self) -> None:
        """Return when there may be something new; holds no thread."""
        await self.live.change(self.seen)


class LiveStreams:
    """The live sound of running generations, by generation id."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: dict[str, LiveStream] = {}

    def open(self, generation_id: str) -> LiveStream:
        """The live sound of a generation, created if missing."""
        with self._lock:
            return self._live.setdefault(generation_id, LiveStream())

    def find(self, generation_id: str) -> LiveStream | None:
        """The live sound of a generation that is queued or running."""
        with self._lock:
            return self._live.get(generation_id)

    def close(self, generation_id: str) -> None:
        """End the generation's stream, and remove it."""
        with self._lock:
            live = self._live.pop(generation_id, None)
        if live is not None:
            live.end()


_END_SECONDS = 120.0
"""Seconds that a job may take to end after its last sound. Chosen by hand."""


class StreamReader:
    """Follows a generation from its first sound to its last, while it is made or afterwards."""

    def __init__(
        self, records: GenerationRecords, blobs: BlobStore, streams: LiveStreams, jobs: JobQueue
    ) -> None:
        self._records, self._blobs, self._streams, self._jobs = records, blobs, streams, jobs

    def listen(self, generation_id: str) -> Iterator[Audio]:
        """The sound as it is made, then the end; blocks while there is nothing new. Raises as `sounds` does."""
        for piece in self.sounds(generation_id):
            if isinstance(piece, NothingYet):
                piece.wait()
            else:
                yield piece.audio

    def sounds(self, generation_id: str) -> Iterator[TimedSound | NothingYet]:
        """The sound as it is made with the words in it, then the end; NothingYet while there is nothing new.

        Raises what the generation failed with (JobFailed), or Cancelled, at the place where sound is missing:
        an end without an exception is a whole one.
        """
        generation = self._records.get(generation_id)
        live = self._streams.find(generation_id)
        joiner: Joiner | None = None
        gap = generation.lead_ms / 1000
        for chunk in generation.chunks:
            heard = False
            for piece in live.follow(chunk.index) if live is not None else ():
                if isinstance(piece, NothingYet):
                    yield piece
                    continue
                joiner = joiner or Joiner(piece.audio.sample_rate)
                sound = resample(piece.audio, joiner.sample_rate)
                ready = joiner.more(sound) if heard else joiner.feed(sound, gap)
                yield TimedSound(ready, _placed(joiner, chunk, piece.words))
                heard = True
            if heard and live is not None and not live.has(chunk.index):
                self._raise_end(generation)
            if not heard:
                take = self._take(generation, chunk)
                joiner = joiner or Joiner(take.sample_rate)
                ready = joiner.feed(resample(read_take(self._blobs, take), joiner.sample_rate), gap)
                words = (
                    SpokenWord(word["word"], word["start"], word["end"], word["start_char"], word["end_char"])
                    for word in take.words
                )
                yield TimedSound(ready, _placed(joiner, chunk, words))
            gap = chunk.pause_ms / 1000
        if live is not None and generation.job_id is not None:
            # A tidy end means that everything is kept; a machine with much to do takes its time.
            result_of(self._jobs.wait(generation.job_id, _END_SECONDS))
        if joiner is not None:
            yield TimedSound(joiner.finish(gap))

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


def _placed(joiner: Joiner, chunk: Chunk, words: Iterable[SpokenWord]) -> tuple[Word, ...]:
    """Words of the chunk that the joiner took last, as they are in the whole."""
    start = joiner.starts[-1] / joiner.sample_rate
    return tuple(
        Word(
            word.text,
            round(start + word.start, 4),
            round(start + word.end, 4),
            chunk.start_char + word.start_char,
            chunk.start_char + word.end_char,
        )
        for word in words
    )
