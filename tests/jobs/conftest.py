import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.storage.database import Database
from tests.new_database import open_new_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_new_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def events() -> EventBus:
    return EventBus()


class Gate:
    """Holds handlers until a test lets them go."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.go = threading.Event()

    def wait_entered(self, count: int = 1) -> None:
        for _ in range(count):
            assert self.entered.acquire(timeout=30)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.go.set()


@pytest.fixture
def make_queue(database: Database, events: EventBus) -> Iterator[Callable[..., JobQueue]]:
    made: list[JobQueue] = []

    def make(**options: Any) -> JobQueue:
        queue = JobQueue(database, events, ComputeSlots(1), runner=f"run_{len(made)}", **options)
        made.append(queue)
        return queue

    yield make
    for queue in made:
        queue.stop()
