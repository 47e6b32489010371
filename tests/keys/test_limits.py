import threading

import pytest

from clonyvoice.keys import CLI, RequestLimits
from clonyvoice.keys.caller_scopes_limits import Allowance, Principal
from clonyvoice.keys.errors import RateLimited
from tests.clocks import FakeClock


def caller(*allowances: Allowance) -> Principal:
    return Principal("key", "key_a", allowances=allowances)


def test_a_limit_counts_in_a_moving_minute() -> None:
    clock = FakeClock()
    limits = RequestLimits(clock)
    me = caller(Allowance("key_a", {"clone:create": 2}))
    first = limits.count(me, "clone:create")
    assert first is not None
    assert (first.limit, first.remaining, first.reset) == (2, 1, 60.0)
    clock.advance(40)
    limits.count(me, "clone:create")
    with pytest.raises(RateLimited) as raised:
        limits.count(me, "clone:create")
    assert raised.value.retry_after == pytest.approx(20)
    clock.advance(20.1)
    limits.count(me, "clone:create")
    with pytest.raises(RateLimited):
        limits.count(me, "clone:create")


def test_refused_requests_do_not_count_and_scopes_are_apart() -> None:
    clock = FakeClock()
    limits = RequestLimits(clock)
    me = caller(Allowance("key_a", {"voices:read": 1}))
    limits.count(me, "voices:read")
    for _ in range(5):
        clock.advance(10)
        with pytest.raises(RateLimited):
            limits.count(me, "voices:read")
    clock.advance(10.1)
    assert limits.count(me, "voices:read") is not None
    assert limits.count(me, "voices:write") is not None
    assert limits.used("key_a", "voices:write") == 1


def test_keys_made_by_a_key_share_its_limit() -> None:
    limits = RequestLimits(FakeClock())
    parent = Allowance("key_parent", {"tts:generate": 3})
    children = [caller(Allowance(f"key_{n}", {"tts:generate": 3}), parent) for n in range(3)]
    for child in children:
        limits.count(child, "tts:generate")
    with pytest.raises(RateLimited):
        limits.count(children[0], "tts:generate")


def test_a_limit_of_zero_refuses_all_and_no_limit_none() -> None:
    limits = RequestLimits(FakeClock())
    with pytest.raises(RateLimited):
        limits.count(caller(Allowance("key_a", {"voices:read": 0})), "voices:read")
    for _ in range(1000):
        assert limits.count(caller(Allowance("key_b", unlimited=True)), "voices:read") is None
        assert limits.count(CLI, "voices:read") is None


def test_many_threads_get_exactly_the_limit() -> None:
    limits = RequestLimits(FakeClock())
    me = caller(Allowance("key_a", {"voices:read": 50}))
    passed: list[int] = []

    def work() -> None:
        for _ in range(20):
            try:
                limits.count(me, "voices:read")
            except RateLimited:
                continue
            passed.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 50
