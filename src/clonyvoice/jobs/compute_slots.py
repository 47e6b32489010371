"""Compute slots: fair sharing of the machine between owners, one slot for each piece of work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.jobs.model import BATCH, INTERACTIVE

_CORES_PER_SLOT = 4
"""One inference uses about this many cores well; more at a time pay only beyond them. Chosen by hand."""
_PATIENCE = 15.0
"""Seconds after which waiting work is no longer passed over for the sake of more urgent work. Chosen by hand."""


_HOLD = 0.03
"""Seconds for which a slot that urgent work gave back is kept from less urgent work: its next chunk is on the
way. Chosen by hand.
"""
_MANY = 200
"""Most lines, owners and jobs whose compute time is kept; beyond that idle ones are dropped. Chosen by hand."""


@dataclass(slots=True)
class _Share:
    """The share of compute that a line of keys, one of its owners, or one of their jobs has used, in virtual seconds
    for comparison.
    """

    used: float = 0.0
    active: int = 0


_Path: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class _SlotRequest:
    number: int
    path: tuple[_Path, ...]
    """The keys of its shares: of the line, the owner and the job."""
    priority: int
    since: float
    asked: Callable[[], None] | None = None
    yields_to: int = BATCH
    due: float = 0.0
    ready: threading.Event = field(default_factory=threading.Event)
    granted: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A compute resource other than this machine's processor, and the number of pieces that it runs at a time."""

    name: str
    count: int = 1


class ComputeSlots:
    """`count` pieces of heavy work at a time: urgent first, then by start-time fair queueing among lines of keys.

    Among equal priorities the line with the least compute time is next, within a line the owner, within an owner the
    job with the least. A new one starts level with those being served: idle time neither saves up compute time nor
    costs any.
    """

    @classmethod
    def of_machine(cls, cores: int, clock: Clock | None = None) -> ComputeSlots:
        """The slots of a machine with so many cores to use: one for every four, at least one."""
        return cls(max(1, cores // _CORES_PER_SLOT), clock)

    def __init__(self, count: int = 1, clock: Clock | None = None) -> None:
        self._free = self.count = max(1, count)
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._waiting: list[_SlotRequest] = []
        self._held: list[_SlotRequest] = []
        self._line_of: Callable[[str], str] = str
        self._shares: dict[_Path, _Share] = {}
        self._times = [0.0, 0.0, 0.0]
        """The times of those being served: of lines, of owners and of jobs."""
        self._numbers = 0
        self._held_until = 0.0
        self._held_from = INTERACTIVE + 1
        """Level of the work that waits until then: batch, or all that is in no hurry."""
        self._timer: threading.Timer | None = None
        self._others: dict[str, ComputeSlots] = {}

    def on(self, resource: Resource | None) -> ComputeSlots:
        """The slots of another resource, shared by themselves as fairly as these are; None: these."""
        if resource is None:
            return self
        with self._lock:
            slots = self._others.get(resource.name)
            if slots is None or slots.count != resource.count:
                slots = self._others[resource.name] = ComputeSlots(resource.count, self._clock)
                slots._line_of = self._line_of
            return slots

    def share_by(self, line_of: Callable[[str], str]) -> None:
        """Share among the lines that `line_of` gives for owners; by itself every owner is one."""
        self._line_of = line_of

    @property
    def free(self) -> bool:
        """Whether a slot is available without waiting."""
        return self._free > 0

    @property
    def idle(self) -> bool:
        """Whether no slot is in use and no work is waiting."""
        return self._free == self.count and not self._waiting

    @property
    def waiting(self) -> int:
        """The number of waiters for a slot."""
        return len(self._waiting)

    @contextmanager
    def take(
        self,
        owner: str,
        group: str,
        cancel: CancelToken,
        priority: int = INTERACTIVE,
        asked: Callable[[], None] | None = None,
        *,
        yields_to: int = BATCH,
        within: float | None = None,
    ) -> Iterator[None]:
        """Hold a slot during the block; `group` is the job's id. Raises Cancelled if cancelled while waiting.

        `asked` is called, from any thread, while more urgent work of priority `yields_to` or before it waits for this
        slot: to break off and try again later. Of equal priorities that are before INTERACTIVE, what is needed
        `within` fewer seconds comes first. Slots do not nest: a block that takes another one could wait for itself.
        """
        cancel.raise_if_cancelled()
        now = self._clock.monotonic()
        due = now + within if within is not None and priority < INTERACTIVE else 0.0
        line = self._line_of(owner)
        path: tuple[_Path, ...] = ((line,), (line, owner), (line, owner, group))
        ticket = self._enter(_SlotRequest(0, path, priority, now, asked, yields_to, due))
        started: float | None = None
        try:
            with cancel.stopping(ticket.ready.set):
                ticket.ready.wait()
            cancel.raise_if_cancelled()
            started = self._clock.monotonic()
            yield
        finally:
            self._leave(ticket, 0.0 if started is None else self._clock.monotonic() - started)

    def _enter(self, ticket: _SlotRequest) -> _SlotRequest:
        with self._lock:
            self._numbers += 1
            ticket.number = self._numbers
            for key, level in zip(ticket.path, self._times, strict=True):
                share = self._shares.setdefault(key, _Share())
                if share.active == 0:
                    share.used = max(share.used, level)
                share.active += 1
            self._waiting.append(ticket)
            self._grant()
            less_urgent = [
                held
                for held in self._held
                if not ticket.granted
                and ticket.priority < held.priority
                and ticket.priority <= held.yields_to
            ]
        for held in less_urgent:
            if held.asked is not None:
                held.asked()
        return ticket

    def _leave(self, ticket: _SlotRequest, seconds: float) -> None:
        with self._lock:
            if ticket.granted:
                self._free += 1
                self._held.remove(ticket)
                if ticket.priority <= INTERACTIVE:
                    self._held_until = self._clock.monotonic() + _HOLD
                    self._held_from = INTERACTIVE + (ticket.priority == INTERACTIVE)
            else:
                self._waiting.remove(ticket)
            for key in ticket.path:
                self._shares[key].used += seconds
                self._shares[key].active -= 1
            self._grant()
            self._forget()

    def _grant(self) -> None:
        while self._free and self._waiting:
            now = self._clock.monotonic()
            best = min(self._waiting, key=lambda ticket: self._rank(ticket, now))
            if self._level(best, now) >= self._held_from and now < self._held_until:
                self._grant_later(self._held_until - now)
                return
            self._waiting.remove(best)
            self._free -= 1
            self._times = [
                max(level, self._shares[key].used) for key, level in zip(best.path, self._times, strict=True)
            ]
            self._held.append(best)
            best.granted = True
            best.ready.set()

    def _grant_later(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = threading.Timer(seconds, self._timer_ended)
            self._timer.daemon = True
            self._timer.start()

    def _timer_ended(self) -> None:
        with self._lock:
            self._timer = None
            self._grant()

    def _level(self, ticket: _SlotRequest, now: float) -> int:
        return min(INTERACTIVE, ticket.priority) if now - ticket.since > _PATIENCE else ticket.priority

    def _rank(self, ticket: _SlotRequest, now: float) -> tuple[int, float, float, float, float, int]:
        line, owner, group = (self._shares[key].used for key in ticket.path)
        return self._level(ticket, now), ticket.due, line, owner, group, ticket.number

    def _forget(self) -> None:
        """Drop the shares of absent owners to bound memory; an owner who returns starts level with the others."""
        if len(self._shares) > _MANY:
            self._shares = {key: share for key, share in self._shares.items() if share.active}


T = TypeVar("T")
SlotTaker: TypeAlias = Callable[[Callable[[], None] | None], AbstractContextManager[None]]
"""A `with` block that has a compute slot; its argument is called while more urgent work waits for the slot."""
_TRIES = 3
"""The most times that a piece is broken off before it is done to the end: a busy server must not stop all fits.
Chosen by hand."""


class PreemptibleRunner:
    """Runs each piece in a slot of its own; a piece interrupted by more urgent work is run again later."""

    def __init__(self, take: SlotTaker, cancel: CancelToken) -> None:
        self._take, self._cancel = take, cancel

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """The result of `piece`. Raises Cancelled when the whole is cancelled."""
        tries = 0
        while True:
            token = CancelToken()
            with self._take(token.cancel if tries < _TRIES else None), self._cancel.stopping(token.cancel):
                try:
                    return piece(token)
                except Cancelled:
                    self._cancel.raise_if_cancelled()
                    if not token.cancelled:
                        raise
            tries += 1
