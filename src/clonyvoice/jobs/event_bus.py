"""The event bus: events published to any number of subscribers without waiting for them."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from clonyvoice.core.clock import Clock, SystemClock

EVENT_TYPES: Final[tuple[str, ...]] = (
    "generation.queued",
    "generation.started",
    "generation.progress",
    "generation.chunk",
    "generation.completed",
    "generation.failed",
    "generation.cancelled",
    "clone.progress",
    "clone.completed",
    "clone.failed",
    "transcription.progress",
    "transcription.completed",
    "transcription.failed",
    "design.progress",
    "design.completed",
    "design.failed",
    "project.changed",
    "project.line",
    "project.deleted",
    "project.progress",
    "project.completed",
    "project.failed",
    "render.progress",
    "render.completed",
    "render.failed",
    "proxy.progress",
    "proxy.completed",
    "proxy.failed",
    "engine.progress",
    "engine.completed",
    "engine.failed",
    "model.progress",
    "model.completed",
    "model.failed",
    "system.stats",
    "events.missed",
)
"""Every type that a client can see; `topic.*` in a subscription takes all of a topic."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event. `id` is its subject; `owner` limits its visibility."""

    seq: int
    type: str
    id: str
    owner: str
    at: datetime
    fields: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        """The event as a client gets it."""
        return {
            "type": self.type,
            "id": self.id,
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "seq": self.seq,
            **self.fields,
        }


class EventBus:
    """Publishes to any number of listeners from any thread.

    Events are kept in one ring for all. A listener keeps only its place in the ring, so a slow one costs nothing:
    when the ring has passed its place, it gets the number of events that it missed. `seq` rises by one for each
    event, also over restarts (it begins at the start time in milliseconds).
    """

    def __init__(self, clock: Clock | None = None, size: int = 10_000) -> None:
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._ring: deque[Event] = deque(maxlen=size)
        self._first = self._next = int(self._clock.now().timestamp() * 1000)
        self._listeners: set[Subscription] = set()
        self._observers: list[Callable[[Event], None]] = []

    @property
    def last_seq(self) -> int:
        """The number of the newest event."""
        return self._next - 1

    def publish(self, type: str, id: str, owner: str, **fields: Any) -> Event:  # noqa: A002 - the contract's names
        """Send an event to listeners; never blocks on them. `type` is one of `EVENT_TYPES`."""
        if type not in EVENT_TYPES:
            raise ValueError(f"unknown event type {type}")
        with self._lock:
            event = Event(self._next, type, id, owner, self._clock.now(), fields)
            self._next += 1
            self._ring.append(event)
            listeners = list(self._listeners)
        for listener in listeners:
            listener.wake(event)
        for observer in self._observers:
            observer(event)
        return event

    def observe(self, observer: Callable[[Event], None]) -> None:
        """Have `observer` called with each event, in the thread that publishes: it must be quick."""
        self._observers.append(observer)

    def subscribe(
        self, owner: str | None, topics: frozenset[str] | None = None, last_seq: int | None = None
    ) -> Subscription:
        """A listener to `owner`'s events (None: everyone's) in the running event loop; close it when done.

        With `last_seq` it starts after that event, else with what happens from now on.
        """
        with self._lock:
            cursor = self._next if last_seq is None else self._after(last_seq)
            subscription = Subscription(self, owner, topics, cursor)
            self._listeners.add(subscription)
        return subscription

    def after(self, last_seq: int) -> int:
        """The cursor behind event number `last_seq`.

        A number not yet given out is from an earlier process, when the clock was ahead: its listener begins with the
        events that are kept, and with the notice that it missed some.
        """
        with self._lock:
            return self._after(last_seq)

    def _after(self, last_seq: int) -> int:
        return last_seq + 1 if last_seq < self._next else self._first - 1

    def since(self, cursor: int, limit: int) -> tuple[list[Event], int, int]:
        """At most `limit` events from number `cursor` on, the cursor after them, and the number of lost ones before."""
        with self._lock:
            oldest = self._ring[0].seq if self._ring else self._next
            missed = max(0, oldest - max(cursor, self._first))
            if cursor < self._first:  # from before this process began, whose events are gone: one at least
                missed = max(1, missed)
            start = max(cursor, oldest)
            offset = start - oldest
            found = [self._ring[index] for index in range(offset, min(len(self._ring), offset + limit))]
            return found, start + len(found), missed

    def remove(self, subscription: Subscription) -> None:
        """Forget a listener."""
        with self._lock:
            self._listeners.discard(subscription)


class Subscription:
    """One listener's place in the stream; used from one event loop."""

    def __init__(self, bus: EventBus, owner: str | None, topics: frozenset[str] | None, cursor: int) -> None:
        self._bus, self._owner, self._cursor = bus, owner, cursor
        self.topics = topics
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        self._woken = False

    def wake(self, event: Event) -> None:
        """Called by the bus in any thread; schedules at most one wake-up at a time."""
        if self._woken or not self._wants(event):
            return
        self._woken = True
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._ready.set)

    async def next(self) -> list[Event]:
        """The events since the last call, waiting for the first one.

        An `events.missed` event with a `count` comes first when the ring has moved on: the client should then
        read again what it shows.
        """
        while True:
            self._ready.clear()
            self._woken = False
            before = self._cursor
            events, self._cursor, missed = self._bus.since(before, limit=500)
            wanted = [event for event in events if self._wants(event)]
            if missed:
                at = events[0].at if events else SystemClock().now()
                notice = Event(self._cursor - len(events) - 1, "events.missed", "", "", at, {"count": missed})
                return [notice, *wanted]
            if wanted:
                return wanted
            if events:
                continue
            await self._ready.wait()

    def _wants(self, event: Event) -> bool:
        if self._owner is not None and event.owner != self._owner:
            return False
        if self.topics is None:
            return True
        topic = event.type.partition(".")[0]
        return not self.topics.isdisjoint({event.type, topic, f"{topic}.*", event.id})

    def narrow(self, topics: frozenset[str] | None, last_seq: int | None = None) -> None:
        """Listen to `topics` only (None: to all); with `last_seq`, begin again after that event."""
        self.topics = topics
        if last_seq is not None:
            self._cursor = self._bus.after(last_seq)
            self._ready.set()

    def close(self) -> None:
        """Stop listening."""
        self._bus.remove(self)
