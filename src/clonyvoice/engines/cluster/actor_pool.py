"""The actors of one engine: leased to requests, started while requests wait, ended when idle."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.cluster.actor_starter import Actor, ActorLost, Bounds, Starter
from clonyvoice.engines.workers import messages

log = logging.getLogger(__name__)
_LOOK: Final = 0.05
"""Seconds between two looks at a cancel token while a call waits for an actor. Chosen by hand."""
_TEND_EVERY: Final = 1.0
"""Seconds between two rounds that start missing actors and end idle ones. Chosen by hand."""
_PAUSE: Final = 5.0
"""Seconds after a start that failed until another is tried while other actors work. Chosen by hand."""


class ActorPool:
    """Between `bounds.least` and `bounds.most` actors; each takes `at_once` requests at a time."""

    def __init__(self, starter: Starter, bounds: Bounds, first: Actor, at_once: int) -> None:
        self._starter, self._bounds, self._at_once = starter, bounds, max(1, at_once)
        self._changed = threading.Condition()
        self._spare: list[Actor] = [first]
        """Started, and without a model."""
        self._actors: list[Actor] = []
        self._starting = self._waiting = 0
        self._failure: ClonyError | None = None
        self._pause_until = 0.0
        self._device: str | None = None
        self._tending: threading.Event | None = None

    @property
    def actors(self) -> int:
        """The number of actors with the model loaded."""
        return len(self._actors)

    def memory(self) -> int:
        """Bytes that the actors hold, on all machines."""
        return sum(actor.memory for actor in list(self._actors))

    def open(self, device: str) -> None:
        """Load the model into the fewest actors, and wait for the first. Raises the errors of starting an actor."""
        with self._changed:
            self._device = device
            if self._tending is None:
                self._tending = threading.Event()
                threading.Thread(target=self._tend, args=(self._tending,), name="actors", daemon=True).start()
        self.give_back(self.take(CancelToken()))

    def close(self) -> None:
        """End all actors."""
        with self._changed:
            self._device = None
            if self._tending is not None:
                self._tending.set()
                self._tending = None
            actors, self._actors, self._spare = [*self._actors, *self._spare], [], []
        for actor in actors:
            self._starter.end(actor)

    def take(self, cancel: CancelToken) -> Actor:
        """The actor with the fewest requests, waited for; another one is started when all are busy.

        Raises Cancelled, and what the start of an actor raises when there is no other.
        """
        with self._changed:
            self._waiting += 1
            try:
                while True:
                    cancel.raise_if_cancelled()
                    free = [one for one in self._actors if one.busy < self._at_once and not one.lost]
                    if free:
                        actor = min(free, key=lambda one: one.busy)
                        actor.busy += 1
                        return actor
                    if self._failure is not None and not self._actors and not self._starting:
                        failure, self._failure = self._failure, None
                        raise failure
                    self._grow()
                    self._changed.wait(_LOOK)
            finally:
                self._waiting -= 1

    def give_back(self, actor: Actor) -> None:
        """End a lease; a lost actor is dropped, and another takes its place."""
        with self._changed:
            actor.busy -= 1
            actor.since = time.monotonic()
            if actor.lost and actor in self._actors:
                self._actors.remove(actor)
                log.warning(
                    "engine %s: an actor was lost; %d are left", self._starter.engine, len(self._actors)
                )
            self._grow()
            self._changed.notify_all()

    def _grow(self) -> None:
        """Start as many as are needed; the lock is held."""
        if self._device is None:
            return
        there = len(self._actors) + self._starting
        wanted = max(1, self._bounds.least, min(self._bounds.most, len(self._actors) + self._waiting))
        if there and time.monotonic() < self._pause_until:
            return
        for _ in range(wanted - there):
            self._starting += 1
            spare = self._spare.pop() if self._spare else None
            threading.Thread(
                target=self._start, args=(self._device, spare), name="actor-start", daemon=True
            ).start()

    def _start(self, device: str, spare: Actor | None) -> None:
        failure: ClonyError | None = None
        try:
            actor = spare or self._starter.start()
            for _ in self._starter.ask(
                actor, lambda number: (messages.Load(number, device), b""), CancelToken()
            ):
                pass
        except ActorLost:
            if spare is not None:  # it died while nobody used it
                return self._start(device, None)
            failure = ClonyError("An actor was lost while it loaded its model.")
        except ClonyError as error:
            failure = error
        except Exception as error:
            log.exception("engine %s: an actor did not start", self._starter.engine)
            failure = ClonyError(f"An actor did not start ({type(error).__name__}).")
        unwanted = False
        with self._changed:
            self._starting -= 1
            if failure is not None:
                self._failure, self._pause_until = failure, time.monotonic() + _PAUSE
                log.warning("engine %s: %s", self._starter.engine, getattr(failure, "code", ""))
            elif self._device is None:
                unwanted = True
            else:
                self._failure = None
                self._actors.append(actor)
            self._changed.notify_all()
        if unwanted:
            self._starter.end(actor)
        return None

    def _tend(self, over: threading.Event) -> None:
        """Measure the actors, drop lost ones, and end those that were idle for long."""
        while not over.wait(_TEND_EVERY):
            for actor in list(self._actors):
                with contextlib.suppress(ActorLost):
                    self._starter.measure(actor)
                    continue
                actor.lost = True
            self._drop(lambda actor: actor.lost and actor.busy == 0, 0)
            before = time.monotonic() - self._bounds.idle
            self._drop(partial(_unused_since, before), self._bounds.least)

    def _drop(self, which: Callable[[Actor], bool], least: int) -> None:
        with self._changed:
            found = [actor for actor in self._actors if which(actor)]
            found = found[: max(0, len(self._actors) - least)]
            self._actors = [actor for actor in self._actors if actor not in found]
            self._grow()
        for actor in found:
            self._starter.end(actor)


def _unused_since(before: float, actor: Actor) -> bool:
    return actor.busy == 0 and actor.since < before
