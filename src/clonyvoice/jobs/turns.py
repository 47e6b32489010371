"""Whose turn it is: the order in which waiting jobs start, fair between owners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, TypeVar

from clonyvoice.jobs.model import Job

_OWNERS = 1000
"""So many owners' last starts are remembered; one that is forgotten counts as never served."""


class Waiting(Protocol):
    """A job that waits, and its number in the order of coming."""

    job: Job
    number: int


W = TypeVar("W", bound=Waiting)


class Turns:
    """The most urgent first; among those the owner with the fewest running, then the one served longest ago,
    then the oldest. Not safe from several threads: the queue holds its lock.
    """

    def __init__(self) -> None:
        self._starts = 0
        self._served: dict[str, int] = {}
        """By owner: the number of its last start; oldest first."""

    def started(self, owner: str) -> None:
        """Note that a job of this owner starts."""
        self._starts += 1
        self._served.pop(owner, None)
        self._served[owner] = self._starts
        if len(self._served) > _OWNERS:
            self._served.pop(next(iter(self._served)))

    def order(self, waiting: Iterable[W], running: Iterable[str]) -> list[W]:
        """`waiting` in the order in which they would start: each start counts against its owner.

        `running` names the owner of each job that runs.
        """
        busy = Counter(running)
        lanes: dict[tuple[int, str], int] = {}
        ranks: list[tuple[int, int, int, int, W]] = []
        for one in waiting:
            lane = (one.job.priority, one.job.owner)
            turn = lanes[lane] = lanes.get(lane, busy[one.job.owner]) + 1
            ranks.append((one.job.priority, turn, self._served.get(one.job.owner, 0), one.number, one))
        ranks.sort(key=lambda rank: rank[:4])
        return [rank[4] for rank in ranks]
