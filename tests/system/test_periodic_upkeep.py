"""Upkeep: garbage collections stay short once languages are loaded, and a chore that fails is tried again."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

from clonyvoice.core.errors import ClonyError
from clonyvoice.system.periodic_upkeep import Memory, Upkeep
from tests.clocks import FakeClock
from tests.eventually import eventually_async


@pytest.fixture
def thawed() -> Iterator[None]:
    """No full collection but those asked for, as in the server; what a test left out of collections is put back."""
    before = gc.get_threshold()
    gc.set_threshold(*before[:2], 2**31 - 1)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@contextmanager
def collection_off() -> Iterator[None]:
    """No collection meanwhile."""
    gc.disable()
    yield
    gc.enable()


def made(count: int) -> list[list[int]]:
    """As many objects that the collector looks at."""
    return [[number] for number in range(count)]


@pytest.mark.usefixtures("thawed")
def test_what_stays_is_left_out_of_later_collections() -> None:
    memory = Memory(FakeClock(), idle=lambda: True)
    assert not memory.settle(), "nothing was made"
    kept = made(60_000)
    before = gc.get_freeze_count()
    assert memory.settle()
    assert gc.get_freeze_count() - before >= len(kept)
    assert not memory.settle(), "nothing was made since"


@pytest.mark.usefixtures("thawed")
def test_garbage_is_collected_before() -> None:
    memory = Memory(FakeClock(), idle=lambda: True)
    made(60_000)
    gc.collect()
    gc.freeze()
    before = gc.get_freeze_count()
    with collection_off():
        cycles: list[list[object]] = [[] for _ in range(60_000)]
        for one in cycles:
            one.append(one)
        del cycles, one
    made(60_000)
    assert memory.settle()
    assert gc.get_freeze_count() - before < 30_000


@pytest.mark.usefixtures("thawed")
def test_a_round_with_imports_looks_at_the_young_only(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(FakeClock(), idle=lambda: True)
    full = _full_collections()
    monkeypatch.setitem(
        sys.modules, "clonyvoice_imported_meanwhile", ModuleType("clonyvoice_imported_meanwhile")
    )
    kept = made(60_000)
    before = gc.get_freeze_count()
    assert memory.settle()
    assert _full_collections() == full, "modules are many objects, and looking at them holds every thread"
    assert gc.get_freeze_count() - before >= len(kept)
    kept = made(60_000)
    assert memory.settle()
    assert _full_collections() == full + 1
    assert kept


def _full_collections() -> int:
    return int(gc.get_stats()[2]["collections"])


@pytest.mark.usefixtures("thawed")
def test_a_server_at_work_is_left_alone_for_two_minutes() -> None:
    clock = FakeClock()
    memory = Memory(clock, idle=lambda: False)
    kept = made(60_000)
    assert not memory.settle()
    clock.advance(120.0)
    assert memory.settle()
    assert kept


def test_a_chore_that_fails_is_told_and_tried_again() -> None:
    done: list[str] = []
    clock = FakeClock()

    def failing() -> None:
        done.append("tried")
        if len(done) == 1:
            raise ClonyError("later")

    async def seen() -> None:
        running = asyncio.create_task(
            Upkeep(clock, (failing,), (lambda: done.append("rare"),), every=0.001).run()
        )
        async with asyncio.timeout(10):
            await eventually_async(lambda: done.count("tried") >= 3)
            assert "rare" not in done
            clock.advance(3601.0)
            await eventually_async(lambda: "rare" in done)
        running.cancel()

    asyncio.run(seen())


def test_threads_of_a_crowd_end_with_the_next_round() -> None:
    started = threading.Barrier(4)

    async def seen() -> None:
        upkeep = asyncio.create_task(Upkeep(FakeClock(), (), (), every=0.2).run())
        await asyncio.sleep(0)
        crowd = [asyncio.to_thread(started.wait, 20) for _ in range(4)]
        await asyncio.gather(*crowd)
        woken = [thread for thread in threading.enumerate() if thread.name.startswith("asyncio_")]
        assert len(woken) >= 4
        async with asyncio.timeout(10):
            await eventually_async(lambda: not any(thread.is_alive() for thread in woken))
            assert await asyncio.to_thread(lambda: "the result") == "the result"
        upkeep.cancel()

    asyncio.run(seen())
