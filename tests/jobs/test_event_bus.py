import asyncio
import threading

import pytest

from clonyvoice.jobs import Event, EventBus
from clonyvoice.jobs.progress import ProgressRate, UsualDurations


def test_a_listener_sees_its_own_events_in_order_and_no_others() -> None:
    async def run() -> None:
        bus = EventBus()
        mine, all_, topical = (
            bus.subscribe("a"),
            bus.subscribe(None),
            bus.subscribe(None, frozenset({"clone.*"})),
        )
        thread = threading.Thread(
            target=lambda: [
                bus.publish("generation.progress", f"gen_{n}", "a" if n % 2 else "b", n=n) for n in range(10)
            ]
        )
        thread.start()
        got: list[Event] = []
        while len(got) < 5:
            got += await asyncio.wait_for(mine.next(), 30)
        thread.join()
        assert [event.fields["n"] for event in got] == [1, 3, 5, 7, 9]
        assert len(await all_.next()) == 10
        bus.publish("clone.completed", "voice_1", "b")
        assert [event.type for event in await asyncio.wait_for(topical.next(), 30)] == ["clone.completed"]

    asyncio.run(run())


def test_missed_events_are_replayed_after_a_reconnect() -> None:
    async def run() -> None:
        bus = EventBus()
        seqs = [bus.publish("generation.progress", "gen_1", "a").seq for _ in range(5)]
        assert seqs == list(range(seqs[0], seqs[0] + 5))
        again = bus.subscribe("a", last_seq=seqs[2])
        assert [event.seq for event in await again.next()] == seqs[3:]
        fresh = bus.subscribe("a")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(fresh.next(), 0.05)

    asyncio.run(run())


def test_a_slow_listener_is_told_how_much_it_missed() -> None:
    async def run() -> None:
        bus = EventBus(size=10)
        slow = bus.subscribe("a")
        for number in range(25):
            bus.publish("generation.progress", "gen_1", "a", n=number)
        got = await slow.next()
        assert (got[0].type, got[0].fields["count"]) == ("events.missed", 15)
        assert [event.fields["n"] for event in got[1:]] == list(range(15, 25))

    asyncio.run(run())


def test_a_listener_from_before_a_restart_is_told_to_look_again() -> None:
    async def run() -> None:
        bus = EventBus()
        again = bus.subscribe("a", last_seq=bus.last_seq - 50)
        got = await asyncio.wait_for(again.next(), 30)
        assert [event.type for event in got] == ["events.missed"]
        bus.publish("generation.progress", "gen_1", "a")
        assert [event.type for event in await again.next()] == ["generation.progress"]

    asyncio.run(run())


def test_publishing_after_the_loop_of_a_listener_is_gone_does_no_harm() -> None:
    bus = EventBus()

    async def run() -> None:
        bus.subscribe("a")

    asyncio.run(run())
    bus.publish("generation.progress", "gen_1", "a")
    with pytest.raises(ValueError):
        bus.publish("generation.invented", "gen_1", "a")


def test_seconds_left_follow_the_recent_rate() -> None:
    pace = ProgressRate()
    assert pace.left(0.0) is None
    for second in range(11):
        pace.report(float(second), second / 100)
    left = pace.left(10.0)
    assert left == pytest.approx(90.0)
    assert pace.left(20.0) == pytest.approx(80.0)


def test_usual_durations_follow_the_last_ones() -> None:
    durations = UsualDurations()
    assert durations.usual("speech", default=7.0) == 7.0
    for seconds in (2.0, 2.0, 4.0):
        durations.add("speech", seconds)
    assert 2.0 < durations.usual("speech") < 4.0
