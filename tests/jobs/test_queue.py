import asyncio
import contextlib
import errno
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import BATCH, EventBus, Idempotency, Job, JobContext, JobQueue
from clonyvoice.jobs.crash_recovery import MAX_ATTEMPTS
from clonyvoice.jobs.errors import (
    IdempotencyMismatch,
    JobFailed,
    JobNotFound,
    JobUnfinished,
    QueueFull,
    RunsElsewhere,
)
from clonyvoice.jobs.queue import result_of
from clonyvoice.jobs.records import JobRecords
from clonyvoice.keys import CLI, KeyStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import CategoryRow, JobRow
from tests.eventually import eventually
from tests.jobs.conftest import Gate

MakeQueue = Callable[..., JobQueue]


def echo(context: JobContext) -> dict[str, Any]:
    return {"said": context.payload["say"]}


def types(events: EventBus) -> list[str]:
    return [event.type for event in events.since(0, 1000)[0]]


def test_a_job_is_done_and_its_result_kept(make_queue: MakeQueue, events: EventBus) -> None:
    queue = make_queue()
    queue.register("echo", echo, topic="generation")
    job = queue.submit("echo", owner="key_1", payload={"say": "hello"}, subject="gen_1")
    ended = queue.wait(job.id, 30)
    assert (ended.state, ended.result, ended.progress) == ("completed", {"said": "hello"}, 1.0)
    assert queue.get(job.id) == queue.of_subject("gen_1")
    assert types(events) == ["generation.queued", "generation.started", "generation.completed"]


def test_the_subject_rows_are_written_with_the_job_and_with_its_end(
    make_queue: MakeQueue, database: Database
) -> None:
    ends: list[str] = []

    def prepare(session: Session, job: Job) -> None:
        session.add(CategoryRow(id="category_1", name="queued", created_at=job.created_at))

    def on_end(session: Session, job: Job) -> None:
        session.get_one(CategoryRow, "category_1").name = job.state
        ends.append(job.state)

    queue = make_queue()
    queue.register("echo", echo, on_end=on_end)
    queue.wait(queue.submit("echo", owner="a", payload={"say": 1}, prepare=prepare).id, 5)
    with database.read() as session:
        assert session.get_one(CategoryRow, "category_1").name == "completed"
    assert ends == ["completed"]


def test_when_preparing_fails_there_is_no_job(make_queue: MakeQueue) -> None:
    def prepare(_session: Session, _job: Job) -> None:
        raise InvalidRequest("no")

    queue = make_queue()
    queue.register("echo", echo)
    with pytest.raises(InvalidRequest):
        queue.submit("echo", owner="a", payload={}, prepare=prepare)
    assert queue.listing() == []
    assert queue.depth == (0, 0)


def test_errors_keep_their_code_and_others_say_nothing_of_the_machine(make_queue: MakeQueue) -> None:
    def fail(context: JobContext) -> None:
        if context.payload["known"]:
            raise InvalidRequest("Too quiet.", param="audio", details={"snr": 3})
        raise RuntimeError("/home/someone/secret")

    queue = make_queue()
    queue.register("fail", fail)
    known = queue.wait(queue.submit("fail", owner="a", payload={"known": True}).id, 5)
    with pytest.raises(JobFailed) as raised:
        result_of(known)
    assert (raised.value.code, raised.value.status, raised.value.param) == ("invalid_request", 422, "audio")
    assert raised.value.details == {"snr": 3}
    unknown = queue.wait(queue.submit("fail", owner="a", payload={"known": False}).id, 5)
    assert unknown.error is not None
    assert unknown.error["code"] == "internal_error"
    assert "secret" not in str(unknown.error)


@pytest.mark.parametrize(
    "raised",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("Exception from src/plugins: [CPU] Multiply node with name 'Mul' can't alloc"),
        RuntimeError(
            "Non-zero status code returned while running MatMul node. Status Message: std::bad_alloc"
        ),
    ],
)
def test_a_job_without_memory_says_so_whoever_noticed(make_queue: MakeQueue, raised: Exception) -> None:
    def fail(context: JobContext) -> None:
        raise raised

    queue = make_queue()
    queue.register("fail", fail)
    with pytest.raises(JobFailed, match="Close other programs") as told:
        result_of(queue.wait(queue.submit("fail", owner="a", payload={}).id, 5))
    assert (told.value.code, told.value.status) == ("out_of_memory", 503)


def test_cancel_answers_after_the_handler_has_stopped(make_queue: MakeQueue, gate: Gate) -> None:
    stopped: list[float] = []

    def work(context: JobContext) -> None:
        gate.entered.release()
        while not context.cancel.wait(0.01):
            pass
        time.sleep(0.05)
        stopped.append(time.monotonic())
        context.cancel.raise_if_cancelled()

    queue = make_queue()
    queue.register("work", work)
    job = queue.submit("work", owner="a", payload={})
    gate.wait_entered()
    ended = queue.cancel(job.id)
    assert ended.state == "cancelled"
    assert stopped
    assert stopped[0] <= time.monotonic()
    with pytest.raises(Cancelled):
        result_of(queue.get(job.id))
    assert queue.cancel(job.id).state == "cancelled"
    with pytest.raises(JobNotFound):
        queue.cancel("job_none")


def blocked(gate: Gate, order: list[str]) -> Callable[[JobContext], None]:
    def work(context: JobContext) -> None:
        order.append(str(context.payload["name"]))
        gate.entered.release()
        while not gate.go.wait(0.01):
            context.cancel.raise_if_cancelled()

    return work


def test_waiting_jobs_are_cancelled_without_running(make_queue: MakeQueue, gate: Gate) -> None:
    order: list[str] = []
    ends: list[str] = []
    queue = make_queue(max_running=1, newcomers=0)
    queue.register("work", blocked(gate, order), on_end=lambda _session, job: ends.append(job.state))
    queue.submit("work", owner="a", payload={"name": "first"})
    gate.wait_entered()
    second = queue.submit("work", owner="b", payload={"name": "second"})
    assert queue.position(second.id) == 1
    assert queue.cancel(second.id).state == "cancelled"
    assert ends == ["cancelled"]
    assert [job.state for job in queue.cancel_all("a")] == ["cancelled"]
    assert order == ["first"]


def test_a_full_queue_refuses_and_says_when_to_come_back(make_queue: MakeQueue, gate: Gate) -> None:
    queue = make_queue(max_running=1, newcomers=0, max_queue=2)
    queue.register("work", blocked(gate, []))
    for _ in range(3):
        queue.submit("work", owner="a", payload={"name": "x"})
    with pytest.raises(QueueFull) as raised:
        queue.submit("work", owner="b", payload={"name": "x"})
    assert raised.value.status == 503
    assert raised.value.retry_after is not None
    assert raised.value.retry_after >= 1


@pytest.mark.parametrize("greedy", [1, 2, 5, 12])
def test_however_many_owners_fill_the_queue_the_next_one_has_a_place(
    make_queue: MakeQueue, gate: Gate, greedy: int
) -> None:
    queue = make_queue(max_running=1, newcomers=0, max_queue=40)
    queue.register("work", blocked(gate, []))
    queue.submit("work", owner="first", payload={"name": "x"})
    gate.wait_entered()
    taken = dict.fromkeys(range(greedy), 0)
    for _ in range(40):
        for owner in taken:
            with contextlib.suppress(QueueFull):
                queue.submit("work", owner=f"greedy {owner}", payload={"name": "x"})
                taken[owner] += 1
    assert min(taken.values()) > 0
    assert sum(taken.values()) <= 39
    assert queue.submit("work", owner="last", payload={"name": "x"}).owner == "last"


def test_owners_take_turns_and_urgent_work_goes_first(make_queue: MakeQueue, gate: Gate) -> None:
    order: list[str] = []
    queue = make_queue(max_running=1, newcomers=0)
    queue.register("work", blocked(gate, order))
    queue.submit("work", owner="a", payload={"name": "a0"})
    gate.wait_entered()
    for name in ("a1", "a2", "b1"):
        queue.submit("work", owner=name[0], payload={"name": name})
    late = queue.submit("work", owner="b", payload={"name": "batch"}, priority=BATCH)
    jobs = [queue.submit("work", owner="c", payload={"name": "c1"}), late]
    gate.go.set()
    for job in jobs:
        queue.wait(job.id, 30)
    assert order[0] == "a0"
    assert order[-1] == "batch"
    assert order.index("b1") < order.index("a2")
    assert order.index("c1") < order.index("a2")


def test_batch_work_leaves_room_for_urgent_work(make_queue: MakeQueue, gate: Gate) -> None:
    order: list[str] = []
    queue = make_queue(max_running=2)
    queue.register("work", blocked(gate, order))
    for index in range(3):
        queue.submit("work", owner="a", payload={"name": f"batch{index}"}, priority=BATCH)
    queue.submit("work", owner="a", payload={"name": "urgent"})
    gate.wait_entered(2)
    assert sorted(order) == ["batch0", "urgent"]


@pytest.mark.parametrize("greedy", [1, 2])
def test_however_much_one_owner_has_the_next_ones_job_starts(
    make_queue: MakeQueue, gate: Gate, greedy: int
) -> None:
    order: list[str] = []
    queue = make_queue(max_running=8)
    queue.register("work", blocked(gate, order))
    for number in range(20):
        owner = f"greedy {number % greedy}"
        queue.submit("work", owner=owner, payload={"name": owner})
    gate.wait_entered(6)
    queue.submit("work", owner="modest", payload={"name": "modest"})
    eventually(lambda: "modest" in order)
    assert len(order) <= 8


def test_a_line_of_keys_that_runs_nothing_starts_at_once_however_many_others_take_places(
    make_queue: MakeQueue, gate: Gate
) -> None:
    order: list[str] = []
    queue = make_queue(max_running=4, max_queue=8, newcomers=5)
    queue.register("work", blocked(gate, order))
    for number in range(40):
        with contextlib.suppress(QueueFull):
            owner = f"greedy {number % 4}"
            queue.submit("work", owner=owner, payload={"name": owner})
    gate.wait_entered(len(set(order)))
    assert queue.depth[0] >= 8  # nobody else could wait
    queue.submit("work", owner="modest", payload={"name": "modest"})
    eventually(lambda: "modest" in order)
    with pytest.raises(QueueFull):  # its next one is no longer a newcomer's
        for _ in range(9):
            queue.submit("work", owner="modest", payload={"name": "modest"})
    with pytest.raises(QueueFull):
        for number in range(9):
            queue.submit("work", owner=f"one more {number}", payload={"name": "x"})
    assert queue.depth[1] == 9


def test_keys_that_a_key_made_share_its_running_places(
    make_queue: MakeQueue, gate: Gate, database: Database
) -> None:
    keys = KeyStore(database)
    first, _ = keys.create(CLI, "first", unlimited=True)
    made = [
        keys.create(replace(CLI, owner=first.id, kind="key"), f"made {number}")[0].id for number in range(8)
    ]
    order: list[str] = []
    queue = make_queue(max_running=8)
    queue.register("work", blocked(gate, order))
    for owner in made:
        queue.submit("work", owner=owner, payload={"name": "made"})
    gate.wait_entered(6)
    queue.submit("work", owner="modest", payload={"name": "modest"})
    eventually(lambda: "modest" in order)


def test_the_same_idempotency_key_is_one_job(make_queue: MakeQueue) -> None:
    queue = make_queue()
    queue.register("echo", echo)
    key = Idempotency("retry-1", "digest")
    first = queue.submit("echo", owner="a", payload={"say": 1}, idempotency=key)
    again = queue.submit("echo", owner="a", payload={"say": 1}, idempotency=key)
    other = queue.submit("echo", owner="b", payload={"say": 1}, idempotency=key)
    assert again.id == first.id
    assert other.id != first.id
    with pytest.raises(IdempotencyMismatch):
        queue.submit("echo", owner="a", payload={"say": 2}, idempotency=Idempotency("retry-1", "else"))


def test_a_failed_job_gives_its_idempotency_key_back(make_queue: MakeQueue) -> None:
    def fail(_context: JobContext) -> None:
        raise InvalidRequest("not yet")

    queue = make_queue()
    queue.register("fail", fail)
    key = Idempotency("retry-1", "digest")
    first = queue.submit("fail", owner="a", payload={}, idempotency=key)
    queue.wait(first.id, 30)
    assert queue.submit("fail", owner="a", payload={}, idempotency=key).id != first.id


def test_unfinished_work_goes_on_in_the_next_process(make_queue: MakeQueue, gate: Gate) -> None:
    before = make_queue(max_running=1)
    before.register("work", blocked(gate, []))
    running = before.submit("work", owner="a", payload={"name": "running"})
    gate.wait_entered()
    waiting = before.submit("work", owner="a", payload={"name": "waiting"})
    before.stop()
    assert before.get(running.id).state == "queued"

    order: list[str] = []
    after = make_queue(max_running=1)
    after.register("work", blocked(gate, order))
    gate.go.set()
    assert after.start() == 2
    assert after.wait(waiting.id, 30).state == "completed"
    assert order == ["running", "waiting"]


def test_jobs_of_a_living_process_are_left_to_it(make_queue: MakeQueue, gate: Gate) -> None:
    before = make_queue()
    before.register("work", blocked(gate, []))
    before.submit("work", owner="a", payload={"name": "x"})
    gate.wait_entered()
    after = make_queue()
    after.register("work", blocked(gate, []))
    assert after.start(alive=lambda token: token == "run_0") == 0


def test_a_job_that_takes_the_process_down_again_and_again_is_given_up(
    make_queue: MakeQueue, database: Database
) -> None:
    queue = make_queue()
    queue.register("echo", echo)
    job = queue.submit("echo", owner="a", payload={"say": 1})
    queue.wait(job.id, 30)
    with database.write() as session:
        row = session.get_one(JobRow, job.id)
        row.state, row.attempts, row.runner = JobState.RUNNING, MAX_ATTEMPTS, "run_dead"
    again = make_queue()
    again.register("echo", echo)
    again.start()
    ended = again.get(job.id)
    assert ended.state == "failed"
    assert ended.error is not None
    assert ended.error["code"] == "given_up"


def test_a_job_that_took_the_process_down_twice_is_set_aside_and_tried_once_more_after_the_others(
    make_queue: MakeQueue, database: Database
) -> None:
    first = make_queue()
    first.register("echo", echo)
    jobs = [first.submit("echo", owner="a", payload={"say": n}) for n in range(3)]
    for job in jobs:
        first.wait(job.id, 30)
    with database.write() as session:
        for job, attempts in zip(jobs, (2, 2, 1), strict=True):
            row = session.get_one(JobRow, job.id)
            row.state, row.attempts, row.runner = JobState.RUNNING, attempts, "run_dead"
    again = make_queue(aside_seconds=3.0)
    again.register("echo", echo)
    again.start()
    assert again.wait(jobs[2].id, 30).state == "completed"
    for job in jobs[:2]:
        assert again.get(job.id).state == "queued"
        assert again.get(job.id).stage.startswith("set aside: the server stopped twice")
    assert again.wait(jobs[0].id, 30).state == "completed"
    assert again.wait(jobs[1].id, 30).state == "completed"


def test_a_job_set_aside_can_be_cancelled(make_queue: MakeQueue, database: Database) -> None:
    first = make_queue()
    first.register("echo", echo)
    job = first.submit("echo", owner="a", payload={})
    first.wait(job.id, 30)
    with database.write() as session:
        row = session.get_one(JobRow, job.id)
        row.state, row.attempts, row.runner = JobState.RUNNING, 2, "run_dead"
    again = make_queue()
    again.register("echo", echo)
    again.start()
    assert again.cancel(job.id).state == "cancelled"


def test_routes_wait_without_a_thread(make_queue: MakeQueue, gate: Gate) -> None:
    queue = make_queue()
    queue.register("work", blocked(gate, []))

    async def run() -> list[str]:
        jobs = [queue.submit("work", owner="a", payload={"name": str(n)}) for n in range(3)]
        tasks = [asyncio.create_task(queue.finished(job.id)) for job in jobs]
        await asyncio.sleep(0.05)
        assert not any(task.done() for task in tasks)
        gate.go.set()
        return [job.state for job in await asyncio.gather(*tasks, queue.finished(jobs[0].id))]

    assert asyncio.run(run()) == ["completed"] * 4


def test_progress_is_seen_and_a_full_disk_at_the_end_is_told(
    make_queue: MakeQueue, events: EventBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clonyvoice.storage.errors import StorageFull

    queue = make_queue()

    def full(*_: object) -> None:
        raise StorageFull

    def work(context: JobContext) -> None:
        context.progress(0.5, "speaking", chunk=1, chunks=2)
        monkeypatch.setattr(JobRecords, "ended", full)

    queue.register("work", work, topic="generation")
    job = queue.submit("work", owner="a", payload={}, subject="gen_1")
    ended = queue.wait(job.id, 30)
    assert ended.state == "failed"
    assert ended.error is not None
    assert ended.error["code"] == "storage_full"
    seen = events.since(0, 100)[0]
    progress = next(event.json() for event in seen if event.type == "generation.progress")
    assert (progress["id"], progress["progress"], progress["chunk"], progress["chunks"]) == (
        "gen_1",
        0.5,
        1,
        2,
    )
    assert seen[-1].type == "generation.failed"


def test_an_end_that_could_not_be_written_is_written_when_the_disk_is_well_again(
    make_queue: MakeQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clonyvoice.storage.errors import StorageFull

    queue = make_queue(retry_seconds=0.05)
    ended = JobRecords.ended
    full = [True]

    def sometimes(*arguments: Any) -> None:
        if full[0]:
            raise StorageFull
        ended(*arguments)

    monkeypatch.setattr(JobRecords, "ended", sometimes)
    go = threading.Event()

    def work(_: JobContext) -> None:
        assert go.wait(30)

    queue.register("echo", work)
    job = queue.submit("echo", owner="a", payload={"say": 1})
    threading.Timer(1.0, go.set).start()  # who comes to wait after the end finds what the disk knows
    assert queue.wait(job.id, 30).state == "failed"
    assert queue.get(job.id).state == "running", "as far as the disk knows"
    full[0] = False
    eventually(lambda: queue.get(job.id).state, lambda state: state == "failed")
    assert queue.get(job.id).error == {**(queue.get(job.id).error or {}), "code": "storage_full"}


@pytest.mark.parametrize("computes_first", [False, True])
def test_an_attempt_is_counted_for_the_job_that_computes_only(
    computes_first: bool, make_queue: MakeQueue, database: Database, gate: Gate
) -> None:
    def compute(context: JobContext) -> None:
        with context.slot():
            gate.entered.release()
            gate.go.wait(30)

    queue = make_queue()
    queue.register("compute", compute, computes_first=computes_first)
    first = queue.submit("compute", owner="a", payload={})
    gate.wait_entered()
    second = queue.submit("compute", owner="a", payload={})
    with database.read() as session:
        assert session.get_one(JobRow, first.id).attempts == 1
        assert session.get_one(JobRow, second.id).attempts == 0


def test_a_retry_waits_for_a_job_that_another_process_does(make_queue: MakeQueue, gate: Gate) -> None:
    def slow(_context: JobContext) -> dict[str, Any]:
        gate.entered.release()
        gate.go.wait(30)
        return {"said": "whole"}

    command, server = make_queue(), make_queue()
    command.register("slow", slow)
    server.register("slow", slow)
    server.start(alive=lambda _token: True)
    key = Idempotency("key")
    job = command.submit("slow", owner="a", payload={}, subject="gen_1", idempotency=key)
    gate.wait_entered()
    retry = server.submit("slow", owner="a", payload={}, subject="gen_2", idempotency=key)
    assert (retry.id, retry.ended) == (job.id, False)
    with pytest.raises(JobUnfinished):
        result_of(server.wait(job.id, 0.05))
    with pytest.raises(RunsElsewhere):
        server.cancel(job.id)
    with pytest.raises(RunsElsewhere):
        server.cancel_subject("gen_1")

    async def waits() -> Job:
        waiting = asyncio.create_task(server.finished(job.id))
        await asyncio.sleep(0.15)
        assert not waiting.done()
        gate.go.set()
        return await waiting

    assert result_of(asyncio.run(waits())) == {"said": "whole"} == result_of(server.wait(job.id))


def test_a_job_whose_process_died_is_taken_over_by_who_waits_for_it(
    make_queue: MakeQueue, gate: Gate
) -> None:
    def never(_context: JobContext) -> None:
        gate.entered.release()
        gate.go.wait(30)

    dead: set[str] = set()
    command, server = make_queue(), make_queue()
    command.register("echo", never)
    server.register("echo", echo)
    server.start(alive=lambda token: token not in dead)
    job = command.submit("echo", owner="a", payload={"say": "on"})
    gate.wait_entered()
    dead.add("run_0")
    assert result_of(server.wait(job.id, 30)) == {"said": "on"}


def test_every_job_of_a_subject_is_stopped(make_queue: MakeQueue, gate: Gate) -> None:
    def slow(context: JobContext) -> None:
        gate.entered.release()
        context.cancel.wait(30)
        context.cancel.raise_if_cancelled()

    queue = make_queue(max_running=2)
    queue.register("slow", slow)
    jobs = [queue.submit("slow", owner="a", payload={}, subject="gen_1") for _ in range(3)]
    gate.wait_entered(2)
    stopped = queue.cancel_subject("gen_1")
    assert {job.id for job in stopped} == {job.id for job in jobs}
    assert {queue.get(job.id).state for job in jobs} == {"cancelled"}
    assert queue.cancel_subject("gen_1") == queue.cancel_subject("gen_none") == []


def test_an_end_is_not_seen_before_it_is_stored(make_queue: MakeQueue, gate: Gate) -> None:
    """A poll is followed by a read of the subject's row, which must have the same end by then."""
    stored = threading.Event()

    def on_end(_session: Session, _job: Job) -> None:
        gate.entered.release()
        gate.go.wait(30)
        stored.set()

    queue = make_queue()
    queue.register("work", lambda _context: {}, on_end=on_end)
    job = queue.submit("work", owner="a", payload={})
    gate.wait_entered()
    assert not queue.wait(job.id, 0.05).ended, "its end is being stored"
    gate.go.set()
    assert queue.wait(job.id, 30).state == "completed"
    assert stored.is_set()
