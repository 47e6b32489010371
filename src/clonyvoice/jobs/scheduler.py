"""Scheduling: which waiting job starts next, each job's place in the queue, and the claims to its result."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.jobs.model import BATCH, Job
from clonyvoice.jobs.progress import ProgressRate

_OWNERS = 1000
"""Owners and lines whose last start is kept; all others count as never served. Chosen by hand."""

_SHARE = 3
"""Times the free running places that one line of keys may hold: three quarters of an idle queue's, as with its waiting
places (`queue_places_of_owners.py`). Compute is shared fairly among jobs that run, not with those that wait. Chosen by
hand.
"""
NEWCOMERS = 48
"""Further running places, each for a line of keys that runs nothing: with the others, as many as there are waiting
places. 59 texts of 84,000 characters that run take 20 MB and 48 threads more than 11 (measured once on two cores, 899
and 877 MB). Chosen by hand.
"""


class Waiting(Protocol):
    """A job that waits, and its number in the order of coming."""

    job: Job
    number: int


W = TypeVar("W", bound=Waiting)


class FairOrder:
    """The order of jobs: by urgency, then the line of keys with the fewest running, then the one served longest ago;
    among the owners of a line likewise. The oldest job is next otherwise. Not safe from several threads: the queue
    holds its lock.
    """

    def __init__(self, line_of: Callable[[str], str] = str) -> None:
        self._line_of = line_of
        self._starts = 0
        self._served: dict[tuple[Callable[[str], str], str], int] = {}
        """Of owners and of lines: the number of the last start; oldest first."""

    def started(self, owner: str) -> None:
        """Note that a job of this owner starts."""
        self._starts += 1
        for whose in (str, self._line_of):
            self._served.pop((whose, whose(owner)), None)
            self._served[whose, whose(owner)] = self._starts
        while len(self._served) > _OWNERS:
            self._served.pop(next(iter(self._served)))

    def order(self, waiting: Iterable[W], running: Iterable[str]) -> list[W]:
        """`waiting` in the order in which they would start: each start counts against its owner.

        `running` names the owner of each job that runs.
        """
        owners = list(running)
        of_each = self._in_turns(list(waiting), owners, str)
        return self._in_turns(of_each, [self._line_of(owner) for owner in owners], self._line_of)

    def _in_turns(self, waiting: list[W], running: Iterable[str], whose: Callable[[str], str]) -> list[W]:
        """`waiting` with turns among those `whose` jobs they are; the jobs of each stay in their order."""
        busy = Counter(running)
        lanes: dict[tuple[int, str], int] = {}
        ranks: list[tuple[int, int, int, int]] = []
        for at, one in enumerate(waiting):
            who = whose(one.job.owner)
            lane = (one.job.priority, who)
            turn = lanes[lane] = lanes.get(lane, busy[who]) + 1
            ranks.append((one.job.priority, turn, self._served.get((whose, who), 0), at))
        return [waiting[rank[3]] for rank in sorted(ranks)]


class _RunningPlaces:
    """The places where jobs run, as they are taken: by a line and with a priority each."""

    def __init__(self, running: Sequence[tuple[str, int]], most: int, newcomers: int) -> None:
        self._lines = Counter(line for line, _ in running)
        self._urgent = {line for line, priority in running if priority < BATCH}
        self._free = most - len(running)
        batch = sum(priority >= BATCH for _, priority in running)
        self._free_batch = max(1, most // 2) - batch
        self._newcomers, self._batch_newcomers = self._free + newcomers, self._free_batch + newcomers // 2

    def starts(self, line: str, priority: int) -> bool:
        """Whether a job may start now."""
        shared = self._lines[line] < _SHARE * self._free
        return (shared and (priority < BATCH or self._free_batch > 0)) or self.starts_as_newcomer(
            line, priority
        )

    def starts_as_newcomer(self, line: str, priority: int) -> bool:
        """Whether a job may start in a place of those lines that run nothing, or only batch work before urgent work."""
        if priority >= BATCH:
            return not self._lines[line] and min(self._newcomers, self._batch_newcomers) > 0
        return line not in self._urgent and self._newcomers > 0


@dataclass(eq=False, slots=True)
class ActiveJob:
    """A job that waits or runs in this process."""

    job: Job
    number: int
    claims: int = 0
    """The number of clients that wait for its result; see `Scheduler.abandon`."""
    token: CancelToken = field(default_factory=CancelToken)
    pace: ProgressRate = field(default_factory=ProgressRate)
    ended: threading.Event = field(default_factory=threading.Event)
    watchers: list[Callable[[], None]] = field(default_factory=list)
    interrupted: bool = False
    """The process stops; the job is to be queued again, not cancelled."""
    reason: ClonyError | None = None
    """The error with which it ends when it was stopped for a reason of the server's own."""
    aside: bool = False
    """It waits, and does not start until it is taken back; see `Scheduler.next_aside`."""


class Scheduler:
    """Jobs in the order in which they would start, and those that run; safe from any thread.

    At most `max_running` run, of batch work half of that, of one line of keys at most three times the places that are
    free. Beside them, up to `newcomers` lines that run nothing start one each: compute is shared among them all.
    `line_of` gives the line of an owner. What takes several steps holds `lock` meanwhile.
    """

    def __init__(
        self, max_running: int, line_of: Callable[[str], str] = str, newcomers: int = NEWCOMERS
    ) -> None:
        self.lock = threading.RLock()
        self._line_of = line_of
        self._max_running, self._newcomers = max_running, newcomers
        self._waiting: dict[str, ActiveJob] = {}
        self._running: dict[str, ActiveJob] = {}
        self._turns = FairOrder(line_of)
        self._numbers = 0

    def add(self, job: Job, claims: int = 0) -> ActiveJob:
        """The job, waiting from now on."""
        with self.lock:
            self._numbers += 1
            live = self._waiting[job.id] = ActiveJob(job, self._numbers, claims)
            return live

    def find(self, job_id: str) -> ActiveJob | None:
        """The job, if it waits or runs here."""
        with self.lock:
            return self._waiting.get(job_id) or self._running.get(job_id)

    def of(self, owner: str | None, kinds: Iterable[str] | None) -> list[ActiveJob]:
        """The jobs of an owner (None: of all) and of some kinds (None: of every kind)."""
        wanted = None if kinds is None else set(kinds)
        with self.lock:
            return [
                live
                for live in [*self._waiting.values(), *self._running.values()]
                if (owner is None or live.job.owner == owner) and (wanted is None or live.job.kind in wanted)
            ]

    @property
    def depth(self) -> tuple[int, int]:
        """The numbers of waiting and of running jobs."""
        return len(self._waiting), len(self._running)

    @property
    def running(self) -> list[ActiveJob]:
        """The jobs that run."""
        with self.lock:
            return list(self._running.values())

    def runs(self, live: ActiveJob) -> bool:
        """Whether a job runs already."""
        return live.job.id in self._running

    def order(self) -> list[ActiveJob]:
        """Waiting jobs in the order in which they would start."""
        with self.lock:
            running = (live.job.owner for live in self._running.values())
            return self._turns.order(self._waiting.values(), running)

    def position(self, job_id: str) -> int:
        """The place of a waiting job in the queue, from 1; 0 when it does not wait."""
        return next((at for at, live in enumerate(self.order(), 1) if live.job.id == job_id), 0)

    def start_next(self) -> ActiveJob | None:
        """The next job, now marked as running; None when none waits or none may start."""
        with self.lock:
            if not self._waiting or len(self._running) >= self._max_running + self._newcomers:
                return None
            places = self._places()
            for live in self.order():
                if not live.aside and places.starts(self._line_of(live.job.owner), live.job.priority):
                    self._running[live.job.id] = self._waiting.pop(live.job.id)
                    self._turns.started(live.job.owner)
                    return live
            return None

    def starts_at_once(self, line: str, priority: int) -> bool:
        """Whether the first job of a line of keys that has none would start as soon as it came."""
        with self.lock:
            idle = all(self._line_of(live.job.owner) != line for live in self._waiting.values())
            return idle and self._places().starts_as_newcomer(line, priority)

    def _places(self) -> _RunningPlaces:
        running = [(self._line_of(live.job.owner), live.job.priority) for live in self._running.values()]
        return _RunningPlaces(running, self._max_running, self._newcomers)

    def next_aside(self) -> ActiveJob | None:
        """The oldest job that was set aside, which may start from now on; None when there is none."""
        with self.lock:
            for live in self._waiting.values():
                if live.aside:
                    live.aside = False
                    return live
            return None

    def withdraw(self, job_id: str) -> ActiveJob | None:
        """The job, no longer waiting; None when it did not wait."""
        with self.lock:
            return self._waiting.pop(job_id, None)

    def remove(self, live: ActiveJob) -> None:
        """Forget a job that has ended."""
        with self.lock:
            self._running.pop(live.job.id, None)
            self._waiting.pop(live.job.id, None)

    def claim(self, job_id: str) -> None:
        """Count one more client that waits for the job's result."""
        with self.lock:
            live = self.find(job_id)
            if live is not None:
                live.claims += 1

    def abandon(self, job_id: str) -> bool:
        """Count one client fewer; whether none is left."""
        with self.lock:
            live = self.find(job_id)
            if live is None:
                return False
            live.claims -= 1
            return live.claims <= 0
