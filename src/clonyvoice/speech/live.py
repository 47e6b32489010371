"""Sound on its way from who makes it to who listens, without copies of what is on the disk already."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from clonyvoice.core.audio import Audio


@dataclass(slots=True)
class ChunkFeed:
    """The pieces of one chunk so far. Who reads it keeps it; nobody else does once the chunk is done."""

    index: int
    pieces: list[Audio] = field(default_factory=list)
    done: bool = False


class LiveSound:
    """What one running generation has just made. One writer, any number of readers, each at its own pace.

    Only the chunk being made is held here. A reader that is behind reads finished chunks from their files.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._current: ChunkFeed | None = None
        self._finished: set[int] = set()
        self._ended = False

    def begin(self, index: int) -> None:
        """A chunk is being made (anew)."""
        with self._condition:
            self._current = ChunkFeed(index)
            self._condition.notify_all()

    def add(self, audio: Audio) -> None:
        """A further piece of it."""
        with self._condition:
            if self._current is not None:
                self._current.pieces.append(audio)
            self._condition.notify_all()

    def finish(self, index: int) -> None:
        """The chunk is done and can be read from its file."""
        with self._condition:
            self._finished.add(index)
            if self._current is not None and self._current.index == index:
                self._current.done = True
                self._current = None
            self._condition.notify_all()

    def end(self) -> None:
        """No more will come, for whatever reason."""
        with self._condition:
            self._ended = True
            self._condition.notify_all()

    def has(self, index: int) -> bool:
        """Whether the chunk is done."""
        with self._condition:
            return index in self._finished

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self._ended

    def follow(self, index: int) -> Iterator[Audio] | None:
        """The pieces of a chunk as they come; None when it is to be read from its file, or nothing will come.

        Waits until the chunk is begun, done, or the end.
        """
        with self._condition:
            self._condition.wait_for(
                lambda: (
                    self._ended
                    or index in self._finished
                    or (self._current is not None and self._current.index == index)
                )
            )
            feed = self._current
            if index in self._finished or feed is None or feed.index != index:
                return None
        return self._pieces(feed)

    def _pieces(self, feed: ChunkFeed) -> Iterator[Audio]:
        at = 0
        while True:
            with self._condition:
                while len(feed.pieces) <= at and not feed.done and not self._ended:
                    self._condition.wait()
                ready = feed.pieces[at:]
                over = feed.done or self._ended
            yield from ready
            at += len(ready)
            if over and at >= len(feed.pieces):
                return


class Studio:
    """The running generations' live sound, by generation id."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._live: dict[str, LiveSound] = {}

    def open(self, generation_id: str) -> LiveSound:
        """The live sound of a generation, made when there is none."""
        with self._lock:
            return self._live.setdefault(generation_id, LiveSound())

    def find(self, generation_id: str) -> LiveSound | None:
        """The live sound of a generation that is being made or waits for it."""
        with self._lock:
            return self._live.get(generation_id)

    def close(self, generation_id: str) -> None:
        """End and forget it."""
        with self._lock:
            live = self._live.pop(generation_id, None)
        if live is not None:
            live.end()
