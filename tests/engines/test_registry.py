from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.model_leases import Resident
from clonyvoice.engines.registry import EngineNotFound, EngineRegistry
from tests.eventually import eventually


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


def here(engine: FakeEngine) -> bool:
    return engine.loaded


def registry(hands: Hands, free: float = 0.5) -> tuple[EngineRegistry, FakeEngine]:
    made = EngineRegistry(ttl=60.0, clock=hands, memory=lambda: free)
    engine = FakeEngine()
    made.register(engine)
    return made, engine


def test_an_engine_loads_on_first_lease_and_leaves_after_its_time(hands: Hands) -> None:
    engines, engine = registry(hands)
    assert engines.info("fake").title == "Fake engine"
    assert not here(engine)
    with engines.lease("fake"):
        assert here(engine)
        hands.at = 1000.0
        assert engines.tidy() == (), "never under a lease"
    hands.at = 1059.0
    assert engines.tidy() == ()
    hands.at = 1061.0
    assert engines.tidy() == ("fake",)
    assert not here(engine)
    with engines.lease("fake"):
        assert here(engine)


def test_short_memory_unloads_what_is_idle_at_once(hands: Hands) -> None:
    engines, engine = registry(hands, free=0.01)
    with engines.lease("fake"):
        assert engines.tidy() == ()
    assert engines.tidy() == ("fake",)
    assert not here(engine)


def test_a_time_to_live_of_nought_keeps_models(hands: Hands) -> None:
    engines = EngineRegistry(ttl=0.0, clock=hands, memory=lambda: 0.5)
    engine = FakeEngine()
    engines.register(engine)
    with engines.lease("fake"):
        pass
    hands.at = 1e6
    assert engines.tidy() == ()
    assert here(engine)


def test_one_loader_serves_all_who_wait() -> None:
    loads: list[int] = []

    def load(_: CancelToken) -> str:
        loads.append(1)
        time.sleep(0.05)
        return "model"

    resident = Resident("it", load)
    got: list[str] = []

    def use() -> None:
        with resident.lease() as model:
            got.append(model)

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["model"] * 8
    assert len(loads) == 1


def test_who_is_cancelled_while_another_loads_goes_at_once() -> None:
    loading, go_on = threading.Event(), threading.Event()

    def load(_: CancelToken) -> str:
        loading.set()
        go_on.wait(20)
        return "model"

    resident = Resident("it", load)
    got: list[str] = []

    def use() -> None:
        with resident.lease() as model:
            got.append(model)

    loader = threading.Thread(target=use)
    loader.start()
    assert loading.wait(20)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled), resident.lease(cancel):
        pass
    assert got == []
    go_on.set()
    loader.join(20)
    assert got == ["model"]
    assert resident.status().leases == 0


def test_who_began_a_load_is_cancelled_at_once_and_the_model_is_there_for_the_next() -> None:
    go_on, loads, tokens = threading.Event(), [], list[CancelToken]()

    def load(cancel: CancelToken) -> str:
        loads.append(1)
        tokens.append(cancel)
        go_on.wait(120)  # a library that cannot be stopped while it loads
        return "model"

    resident = Resident("it", load)
    cancel = CancelToken()
    threading.Timer(0.05, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled), resident.lease(cancel):
        pass
    assert time.monotonic() - began < 60
    assert tokens[0].cancelled, "nobody waits for it any more"
    assert resident.status().leases == 0
    go_on.set()
    with resident.lease() as model:
        assert model == "model"
    assert loads == [1]


def test_a_load_goes_on_while_one_of_two_still_waits() -> None:
    go_on, tokens = threading.Event(), list[CancelToken]()

    def load(cancel: CancelToken) -> str:
        tokens.append(cancel)
        go_on.wait(20)
        cancel.raise_if_cancelled()
        return "model"

    resident = Resident("it", load)
    first = CancelToken()
    got: list[str] = []

    def use(cancel: CancelToken) -> None:
        with suppress(Cancelled), resident.lease(cancel) as model:
            got.append(model)

    threads = [threading.Thread(target=use, args=(token,)) for token in (first, CancelToken())]
    for thread in threads:
        thread.start()
    eventually(lambda: resident.status().leases >= 2 and tokens)
    first.cancel()
    threads[0].join(20)
    go_on.set()
    threads[1].join(20)
    assert got == ["model"]
    assert len(tokens) == 1


def test_a_load_that_was_cancelled_is_begun_again_by_the_next() -> None:
    def load(cancel: CancelToken) -> str:
        cancel.raise_if_cancelled()
        return "model"

    resident = Resident("it", load)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled), resident.lease(cancel):
        pass
    assert not resident.status().loaded
    with resident.lease() as model:
        assert model == "model"


def test_a_failed_load_is_told_and_tried_again(hands: Hands) -> None:
    engines = EngineRegistry(clock=hands)
    engine = FakeEngine(available=False)
    engines.register(engine)
    with pytest.raises(EngineUnavailable, match="models pull"), engines.lease("fake"):
        pass
    engine.available = True
    with engines.lease("fake") as leased:
        assert leased is engine
    (status,) = engines.status()
    assert (status.loaded, status.leases) == (True, 0)


def test_an_unknown_engine_says_what_is_known(hands: Hands) -> None:
    engines, _ = registry(hands)
    with pytest.raises(EngineNotFound, match="fake"), engines.lease("other"):
        pass


def test_other_models_live_by_the_same_rules(hands: Hands) -> None:
    engines, _ = registry(hands)
    gone: list[str] = []
    whisper = engines.register_model("whisper", lambda _: "whisper", gone.append)
    with whisper.lease() as model:
        assert model == "whisper"
    hands.at = 61.0
    assert engines.tidy() == ("whisper",)
    assert gone == ["whisper"]


def test_closing_unloads_and_ends_the_thread() -> None:
    engines = EngineRegistry()
    engine = FakeEngine()
    engines.register(engine)
    engines.start(every=0.01)
    with engines.lease("fake"):
        pass
    engines.close()
    assert not here(engine)
    assert "model-lifetime" not in {thread.name for thread in threading.enumerate()}


def test_the_memory_that_loading_took_is_told_while_it_is_held(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100
    monkeypatch.setattr("clonyvoice.engines.model_leases.resident_memory", lambda: now)

    def load(_: object) -> object:
        nonlocal now
        now += by
        return object()

    by = 600
    resident = Resident("big", load, clock=hands)
    assert resident.status().memory == 0
    with resident.lease():
        assert resident.status().memory == resident.status().memory_loading == 600
        now += 250
        assert resident.status().memory == 850
        with resident.lease():
            now -= 50
    now += 1000  # what others take between two uses is not its own
    assert (resident.status().memory, resident.status().memory_loading) == (800, 600)
    with resident.lease():
        now += 30
    assert resident.status().memory == 830
    assert resident.unload_if_idle(0.0)
    assert resident.status().memory == resident.status().memory_loading == 0
    by = -100
    with resident.lease():
        assert resident.status().memory == 0, "memory that was given back meanwhile is none that it took"
