"""Properties of the rule that chooses which jobs run, whatever comes and ends in whatever order."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import BATCH, INTERACTIVE, Job
from clonyvoice.jobs.scheduler import ActiveJob, Scheduler

MOST, NEWCOMERS = 12, 8
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def line_of(owner: str) -> str:
    """The line of `line 3 key 1` is `line 3`."""
    return owner.partition(" key")[0]


class Stage:
    """A scheduler whose jobs start as soon as they may."""

    def __init__(self, newcomers: int = NEWCOMERS) -> None:
        self.scheduler = Scheduler(MOST, line_of, newcomers)
        self.count = 0
        self.waiting: dict[str, ActiveJob] = {}
        self.running: list[ActiveJob] = []

    def comes(self, owner: str, priority: int = INTERACTIVE) -> ActiveJob:
        """A job that comes; it may run already."""
        self.count += 1
        job = Job(f"job {self.count}", "work", "", owner, priority, JobState.QUEUED, {}, _NOW)
        live = self.waiting[job.id] = self.scheduler.add(job)
        self._start()
        return live

    def ends(self, number: int) -> None:
        """The end of one of the running jobs."""
        self.scheduler.remove(self.running.pop(number % len(self.running)))
        self._start()

    def _start(self) -> None:
        while (live := self.scheduler.start_next()) is not None:
            del self.waiting[live.job.id]
            self.running.append(live)

    def of(self, line: str) -> int:
        """The running jobs of a line."""
        return sum(line_of(live.job.owner) == line for live in self.running)


COMES = st.tuples(
    st.builds("line {} key {}".format, st.integers(0, 30), st.integers(0, 3)),
    st.sampled_from([INTERACTIVE, BATCH]),
)
STEPS = st.lists(st.one_of(COMES, st.integers(0, 50)), min_size=1, max_size=120)


@given(STEPS)
def test_a_line_without_a_running_job_waits_only_when_all_places_of_newcomers_are_taken(
    steps: list[tuple[str, int] | int],
) -> None:
    stage = Stage()
    for step in steps:
        if isinstance(step, tuple):
            stage.comes(*step)
        elif stage.running:
            stage.ends(step)
        total = len(stage.running)
        batch = sum(live.job.priority >= BATCH for live in stage.running)
        assert total <= MOST + NEWCOMERS
        assert batch <= MOST // 2 + NEWCOMERS // 2
        urgent = {line_of(live.job.owner) for live in stage.running if live.job.priority < BATCH}
        for live in stage.waiting.values():
            line = line_of(live.job.owner)
            if live.job.priority < BATCH:
                assert line in urgent or total == MOST + NEWCOMERS
            else:
                full = batch >= MOST // 2 + NEWCOMERS // 2
                assert stage.of(line) or full or total == MOST + NEWCOMERS


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=100))
def test_what_greedy_lines_hold_beyond_one_job_each_leaves_places(comes: list[tuple[int, int]]) -> None:
    stage = Stage()
    for line, key in comes:
        stage.comes(f"line {line} key {key}")
    lines = Counter(line_of(live.job.owner) for live in stage.running)
    assert len(stage.running) <= MOST + max(0, len(lines) - 1)
    assert max(lines.values(), default=0) <= MOST * 3 // 4


@given(st.lists(st.integers(0, 50), max_size=60))
def test_every_job_starts_in_the_end(ends: list[int]) -> None:
    stage = Stage()
    for number in range(60):
        stage.comes(f"line {number % 7} key {number % 2}", BATCH if number % 3 else INTERACTIVE)
    for number in ends:
        if stage.running:
            stage.ends(number)
    while stage.running:
        stage.ends(0)
    assert not stage.waiting


def test_a_line_alone_runs_as_many_jobs_as_without_places_for_newcomers() -> None:
    for priority, most in ((INTERACTIVE, 9), (BATCH, 6)):
        for newcomers in (0, NEWCOMERS):
            stage = Stage(newcomers)
            for _ in range(40):
                stage.comes("line 1", priority)
            assert len(stage.running) == most


def test_keys_of_one_line_take_turns_as_one_and_among_each_other() -> None:
    stage = Stage(0)
    for number in range(4):
        for _ in range(3):
            stage.comes(f"greedy {number}")
    for _ in range(3):
        stage.comes("line 1 key 1")
    stage.comes("line 1 key 2")
    stage.comes("line 2")
    owners = [live.job.owner for live in stage.scheduler.order()]
    assert owners.index("line 2") < owners.index("line 1 key 1", owners.index("line 1 key 1") + 1)
    assert sorted(owner for owner in owners if owner.startswith("line 1"))[-1] == "line 1 key 2"
    own = [owner for owner in owners if owner.startswith("line 1")]
    assert own.index("line 1 key 2") <= 1
