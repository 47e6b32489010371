import threading
import time
from collections.abc import Callable

import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.jobs import BATCH, INTERACTIVE, ComputeSlots, Resource
from tests.clocks import FakeClock
from tests.eventually import eventually
from tests.traced_memory import traced


def run(
    plans: dict[str, tuple[str, int, int]], seconds: float = 0.01, line_of: Callable[[str], str] = str
) -> list[str]:
    """The order in which `plans` (job: owner, priority, chunks) got the one slot.

    Who has it waits until all others that have chunks left ask for it: the order is that of the slots, however the
    threads are scheduled.
    """
    clock = FakeClock()
    slots = ComputeSlots(1, clock)
    slots.share_by(line_of)
    order: list[str] = []
    left = {job: chunks for job, (_owner, _priority, chunks) in plans.items()}

    def work(job: str, owner: str, priority: int, chunks: int) -> None:
        token = CancelToken()
        for _ in range(chunks):
            with slots.take(owner, job, token, priority):
                order.append(job)
                left[job] -= 1
                eventually(
                    lambda: slots.waiting == sum(other != job and count > 0 for other, count in left.items()),
                    every=0.001,
                )
                clock.advance(seconds if left[job] else 1.0)  # nothing is kept for who has finished

    threads = [threading.Thread(target=work, args=(job, *plan)) for job, plan in plans.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return order


def test_owners_share_evenly_however_many_jobs_they_have() -> None:
    order = run({**{f"a{n}": ("a", 0, 10) for n in range(5)}, "b0": ("b", 0, 10)})
    assert order[:22].count("b0") >= 8


def test_keys_of_one_line_have_the_share_of_one() -> None:
    plans = {f"made {n}": (f"made {n}", 0, 10) for n in range(5)} | {"other": ("other", 0, 10)}
    order = run(plans, line_of=lambda owner: owner.partition(" ")[0])
    assert order[:22].count("other") >= 8
    assert {order[:22].count(f"made {n}") for n in range(5)} <= {1, 2, 3, 4}


def test_jobs_of_one_owner_share_evenly() -> None:
    order = run({f"a{n}": ("a", 0, 10) for n in range(4)})
    counts = [order[:20].count(f"a{n}") for n in range(4)]
    assert max(counts) - min(counts) <= 2


def test_urgent_work_goes_before_batch_work() -> None:
    order = run({"batch": ("a", BATCH, 10), "urgent": ("a", 0, 10)})
    assert order[:13].count("urgent") >= 9


def test_no_more_than_count_at_a_time() -> None:
    slots = ComputeSlots(2)
    inside: list[int] = [0, 0]
    lock = threading.Lock()

    def work(job: str) -> None:
        for _ in range(5):
            with slots.take("a", job, CancelToken()):
                with lock:
                    inside[0] += 1
                    inside[1] = max(inside)
                time.sleep(0.002)
                with lock:
                    inside[0] -= 1

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside == [0, 2]
    assert slots.waiting == 0


def test_waiting_ends_at_a_cancel_and_the_slot_goes_to_the_next() -> None:
    slots = ComputeSlots(1)
    token = CancelToken()
    outcome: list[str] = []

    def wait() -> None:
        try:
            with slots.take("b", "b", token):
                outcome.append("ran")
        except Cancelled:
            outcome.append("cancelled")

    with slots.take("a", "a", CancelToken()):
        thread = threading.Thread(target=wait)
        thread.start()
        eventually(lambda: slots.waiting, every=0.001)
        token.cancel()
        thread.join(30)
        assert outcome == ["cancelled"]
    with slots.take("c", "c", CancelToken()):
        pass


def test_an_error_inside_gives_the_slot_back() -> None:
    slots = ComputeSlots(1)
    with pytest.raises(ValueError), slots.take("a", "a", CancelToken()):
        raise ValueError
    with slots.take("a", "a", CancelToken()):
        assert slots.waiting == 0


def test_shares_of_many_owners_do_not_pile_up() -> None:
    slots, left = ComputeSlots(1), []
    for turn in range(3):  # other tests' threads may allocate meanwhile; what piles up does so each time
        with traced() as held:
            for number in range(1000):
                with slots.take(f"owner{turn}-{number}", f"job{turn}-{number}", CancelToken()):
                    pass
            left.append(held()[0])
    assert min(left) < 100_000  # 100 bytes for each, less than a name and a share take


def test_who_holds_a_slot_is_asked_for_it_by_more_urgent_work_only() -> None:
    slots = ComputeSlots(1)
    asked: list[str] = []

    def wait(job: str, priority: int) -> None:
        with slots.take(job, job, CancelToken(), priority):
            pass

    with slots.take("fit", "fit", CancelToken(), BATCH, lambda: asked.append("asked")):
        threads = [threading.Thread(target=wait, args=("other fit", BATCH))]
        threads[0].start()
        eventually(lambda: slots.waiting >= 1, every=0.001)
        assert asked == []
        threads.append(threading.Thread(target=wait, args=("speech", 0)))
        threads[1].start()
        eventually(lambda: slots.waiting >= 2 and asked, every=0.001)
    for thread in threads:
        thread.join(30)
    assert asked == ["asked"]
    assert slots.waiting == 0


def test_a_hurried_stream_has_its_slot_back_between_pieces() -> None:
    """Its work between two of them takes milliseconds; a piece of somebody else's takes a second."""
    clock = FakeClock()
    slots = ComputeSlots(1, clock)
    order: list[str] = []
    waiting = threading.Event()

    def unhurried() -> None:
        waiting.set()
        with slots.take("b", "b", CancelToken()):
            order.append("unhurried")

    other = threading.Thread(target=unhurried)
    for piece in range(3):
        with slots.take("a", "a", CancelToken(), INTERACTIVE - (2 if piece == 0 else 1)):
            order.append("hurried")
            if piece == 0:
                other.start()
                waiting.wait()
                eventually(lambda: slots.waiting, every=0.001)
    clock.advance(1)
    other.join(30)
    assert order == ["hurried", "hurried", "hurried", "unhurried"]


def _in_turn(waiting: dict[str, tuple[int, float | None]]) -> list[str]:
    """The order in which `waiting` (job: priority, seconds within which it is needed) get a slot that is given back
    once all of them wait.
    """
    clock = FakeClock()
    slots = ComputeSlots(1, clock)
    order: list[str] = []

    def work(job: str, priority: int, within: float | None) -> None:
        with slots.take(f"owner of {job}", job, CancelToken(), priority, within=within):
            order.append(job)

    threads = []
    with slots.take("first", "first", CancelToken(), INTERACTIVE - 2):
        for job, plan in waiting.items():
            threads.append(threading.Thread(target=work, args=(job, *plan)))
            threads[-1].start()
            count = len(threads)
            eventually(lambda count=count: slots.waiting == count)  # type: ignore[misc]
    eventually(lambda: len(order) == sum(priority < INTERACTIVE for priority, _ in waiting.values()))
    clock.advance(1)  # what is in no hurry follows a little later
    for thread in threads:
        thread.join(20)
    return order


def test_of_urgent_work_what_is_needed_sooner_goes_first() -> None:
    waiting = {
        "whenever": (INTERACTIVE, 0.1),
        "later": (INTERACTIVE - 1, 3.0),
        "soon": (INTERACTIVE - 1, 0.5),
        "first sound": (INTERACTIVE - 2, None),
    }
    assert _in_turn(waiting) == ["first sound", "soon", "later", "whenever"]


@pytest.mark.parametrize(("priority", "asks"), [(INTERACTIVE - 2, True), (INTERACTIVE - 1, False)])
def test_only_work_that_is_urgent_enough_asks_for_the_slot(priority: int, asks: bool) -> None:
    slots, asked = ComputeSlots(1), threading.Event()
    waits: threading.Thread

    def work() -> None:
        with slots.take("other", "other", CancelToken(), priority):
            pass

    with slots.take("first", "first", CancelToken(), INTERACTIVE, asked.set, yields_to=INTERACTIVE - 2):
        waits = threading.Thread(target=work)
        waits.start()
        eventually(lambda: slots.waiting == 1)
        assert asked.is_set() == asks
    waits.join(20)


def test_a_resource_has_slots_of_its_own_and_shares_them_fairly() -> None:
    slots, gpu = ComputeSlots(1), Resource("gpu", 1)
    order: list[str] = []
    assert slots.on(None) is slots
    assert slots.on(gpu) is slots.on(Resource("gpu", 1))

    def work(owner: str) -> None:
        with slots.on(gpu).take(owner, owner, CancelToken(), BATCH):
            order.append(owner)

    with slots.on(gpu).take("slow", "job", CancelToken(), BATCH):
        with slots.take("quick", "job", CancelToken()):
            order.append("quick")
        threads = [threading.Thread(target=work, args=(owner,)) for owner in ("slow", "other")]
        for count, thread in enumerate(threads, 1):
            thread.start()
            eventually(lambda count=count: slots.on(gpu).waiting >= count, every=0.001)  # type: ignore[misc]  # bound in the loop
        assert slots.waiting == 0
        time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert order == ["quick", "other", "slow"], "the owner who had less is next"
