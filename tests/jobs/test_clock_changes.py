"""The wall clock is set an hour back or forward: limits, sign-ins, jobs and events go on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.keys import CLI, KeyStore, RequestLimits, Sessions
from clonyvoice.keys.errors import RateLimited
from tests.clocks import FakeClock
from tests.new_database import open_new_database


@pytest.mark.parametrize("hours", [-1.0, 1.0, -24.0, 24.0])
def test_limits_sign_ins_and_jobs_go_on(tmp_path: Path, hours: float) -> None:
    clock, database = FakeClock(), open_new_database(tmp_path)
    keys, limits, sessions = KeyStore(database, clock), RequestLimits(clock), Sessions(database, clock)
    caller = keys.authenticate(keys.create(CLI, "a", ["tts:generate"], {"tts:generate": 2})[1])
    secret, _ = sessions.redeem(sessions.new_link())
    events = EventBus(clock)
    queue = JobQueue(database, events, ComputeSlots(1, clock), clock=clock)
    queue.register("echo", lambda context: {"said": context.payload["say"]}, topic="generation")
    before = queue.submit("echo", owner="a", payload={"say": 1})
    assert queue.wait(before.id, 30).state == "completed"
    limits.count(caller, "tts:generate")
    limits.count(caller, "tts:generate")

    clock.turn(hours * 3600)
    with pytest.raises(RateLimited) as refused:
        limits.count(caller, "tts:generate")
    assert 1 <= (refused.value.retry_after or 0) <= 60
    clock.advance(61)
    assert limits.count(caller, "tts:generate") is not None
    assert sessions.find(secret).csrf
    assert keys.authenticate(keys.create(CLI, "b")[1]).owner
    link = sessions.new_link()
    assert sessions.redeem(link)[1].csrf
    after = queue.submit("echo", owner="a", payload={"say": 2})
    assert queue.wait(after.id, 30).result == {"said": 2}
    assert {job.id for job in queue.listing("a")} == {before.id, after.id}
    queue.stop()
    database.close()


def test_a_listener_from_before_the_clock_was_set_back_is_told_that_it_missed_something() -> None:
    async def types() -> list[str]:
        clock = FakeClock()
        last = EventBus(clock).publish("generation.queued", "gen_1", "a").seq
        clock.turn(-3600)  # and the server is started again
        bus = EventBus(clock)
        bus.publish("generation.completed", "gen_1", "a")
        listener = bus.subscribe("a", last_seq=last)
        return [event.type for event in await asyncio.wait_for(listener.next(), 30)]

    assert asyncio.run(types()) == ["events.missed", "generation.completed"]
