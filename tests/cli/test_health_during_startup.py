"""Startup: what is done while requests wait for the app."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest

from clonyvoice.api.services import Services
from clonyvoice.cli.health_during_startup import Loaded, StartupApp
from clonyvoice.cli.serve import EarlyLoading, without_collection
from tests.eventually import eventually, eventually_async


class Engines:
    """A registry that counts how often its first engine was loaded."""

    ids = ("first", "second")

    def __init__(self) -> None:
        self.leased: list[str] = []

    @contextmanager
    def lease(self, engine_id: str) -> Iterator[None]:
        self.leased.append(engine_id)
        yield


def services(engines: Engines) -> Services:
    return cast(Services, SimpleNamespace(engines=engines))


@pytest.mark.parametrize("before", [True, False])
def test_a_request_to_speak_that_waits_has_the_engine_loaded_once(before: bool) -> None:
    engines, early = Engines(), EarlyLoading()
    if before:
        early.asked("/api/generate/preset")
    early.offer(services(engines))
    early.asked("/v1/audio/speech")
    early.asked("/api/generate/preset")
    eventually(lambda: engines.leased == ["first"])


def test_other_requests_load_nothing() -> None:
    engines, early = Engines(), EarlyLoading()
    early.asked("/api/voices")
    early.offer(services(engines))
    early.asked("/studio")
    assert engines.leased == []


def test_paths_of_requests_that_wait_are_told_and_answered_afterwards() -> None:
    waited: list[str] = []
    answered: list[str] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        answered.append(scope["path"])

    class Lifespan:
        async def __aenter__(self) -> None: ...
        async def __aexit__(self, *_: object) -> None: ...

    async def run() -> None:
        gate, down = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def load() -> Loaded:
            asyncio.run_coroutine_threadsafe(gate.wait(), loop).result()
            return Loaded(app, cast(Any, Lifespan()))

        starting = StartupApp(load, lambda: None, lambda _error: None, waited.append)
        sent: list[str] = []

        async def send(message: Any) -> None:
            sent.append(message["type"])

        async def receive() -> Any:
            if sent:
                await down.wait()
            return {}

        living = asyncio.create_task(starting({"type": "lifespan"}, receive, send))
        await eventually_async(lambda: sent)
        request = asyncio.create_task(starting({"type": "http", "path": "/api/x"}, receive, send))
        await asyncio.sleep(0)
        assert waited == ["/api/x"]
        assert answered == []
        gate.set()
        await request
        down.set()
        await living

    asyncio.run(asyncio.wait_for(run(), 20))
    assert answered == ["/api/x"]


def test_garbage_is_collected_again_after_startup_also_when_it_failed() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="no"), without_collection():
        assert not gc.isenabled()
        raise ValueError("no")
    assert gc.isenabled()
    assert gc.get_threshold()[:2] == before[:2]
    assert gc.get_threshold()[2] > 10**9, "a full one only by upkeep"
    gc.set_threshold(*before)
    gc.unfreeze()
