from __future__ import annotations

import threading
import time

import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.compute_threads import ComputeThreads


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
        threads.run_unless(cancel, stuck.wait, 20)
    assert time.monotonic() - began < 10
    stuck.set()
    assert threads.run_unless(CancelToken(), lambda: "the result") == "the result"
