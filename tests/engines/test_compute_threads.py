from __future__ import annotations

import threading
import time

import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.compute_threads import ComputeThreads, end_idle_threads
from tests.eventually import eventually


def test_a_cancel_waits_for_compute_that_heeds_it_and_leaves_what_does_not() -> None:
    threads = ComputeThreads("test", workers=2)
    cancel, ended = CancelToken(), threading.Event()

    def heeds() -> None:
        cancel.wait(20)
        time.sleep(0.01)
        ended.set()

    threading.Timer(0.02, cancel.cancel).start()
    with pytest.raises(Cancelled):
        threads.run_unless(cancel, heeds)
    assert ended.is_set()

    stuck, cancel = threading.Event(), CancelToken()
    threading.Timer(0.02, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        threads.run_unless(cancel, stuck.wait, 120)
    assert time.monotonic() - began < 60
    stuck.set()
    assert threads.run_unless(CancelToken(), lambda: "the result") == "the result"


def test_threads_end_once_nothing_was_begun_between_two_calls() -> None:
    threads, started = ComputeThreads("ends"), threading.Barrier(3)

    def meet() -> None:
        started.wait(20)

    for _ in range(3):
        threads.start(meet)
    assert eventually(lambda: len(_named("ends")) == 3)
    end_idle_threads()
    assert len(_named("ends")) == 3, "they were used since the last call"
    end_idle_threads()
    assert eventually(lambda: not _named("ends"))
    assert threads.run(lambda: "the result") == "the result"


def test_what_is_computed_when_threads_end_comes_to_its_end() -> None:
    threads, gate = ComputeThreads("goes on"), threading.Event()
    results: list[bool] = []
    threads.start(lambda: results.append(gate.wait(20)))
    for _ in range(2):
        threads.end_idle()
    gate.set()
    assert eventually(lambda: results == [True])
    assert eventually(lambda: not _named("goes on"))


def _named(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(name)]
