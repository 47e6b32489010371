"""Designs, blends and nudges by an engine in a process of its own: the same voices as in this process, in slots."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.capabilities import CAPABILITIES, BlendsVoices, DesignsVoices, NudgesVoices
from clonyvoice.engines.contract import Ability, EngineInfo, FittedVoice, SynthesisRequest
from clonyvoice.engines.fake import FakeVoiceMaker
from clonyvoice.engines.workers.contract_messages import EngineError
from clonyvoice.engines.workers.process_start_limits_exit import Limits
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, worker_engine

MAKER = "clonyvoice.engines.fake:FakeVoiceMaker"
ODD = str(Path(__file__).with_name("odd_engine.py"))
QUICK = Limits(start=20, load=20, silent=3, request=20, cancel=0.5)


def started(factory: str, *arguments: str, info: EngineInfo = FakeVoiceMaker.info) -> WorkerEngine:
    return worker_engine(info, (), command(sys.executable, factory, *arguments), QUICK)


@pytest.fixture(scope="module")
def maker() -> Iterator[WorkerEngine]:
    engine = started(MAKER)
    engine.load()
    yield engine
    engine.unload()


def test_designs_cross_one_slot_each(maker: WorkerEngine) -> None:
    assert isinstance(maker, DesignsVoices)
    taken: list[str] = []

    @contextmanager
    def slot() -> Iterator[None]:
        taken.append("taken")
        yield
        taken.append("given back")

    made = list(maker.design("calm", CancelToken(), language="ko", age=30, seed=4, count=3, turn=slot))
    assert made == list(
        FakeVoiceMaker().design("calm", CancelToken(), language="ko", age=30, seed=4, count=3)
    )
    assert taken == ["taken", "given back"] * 3
    first = next(iter(maker.design("calm", CancelToken(), count=1000, turn=slot)))  # the rest is not wanted
    assert first.seed == 0
    assert len(list(maker.design("calm", CancelToken(), count=2))) == 2


def test_blends_and_nudges_cross(maker: WorkerEngine) -> None:
    assert isinstance(maker, BlendsVoices)
    assert isinstance(maker, NudgesVoices)
    here = FakeVoiceMaker()
    parts: Sequence[tuple[float, str | FittedVoice]] = [
        (0.5, "fake_ann"),
        (0.3, FittedVoice("fake", 1, b"one")),
        (0.2, FittedVoice("fake", 1, b"another")),
    ]
    assert maker.blend(parts) == here.blend(parts)
    voice = FittedVoice("fake", 1, b"one")
    moved = maker.nudge(voice, {"higher": 1.0}, CancelToken(), language="ko")
    assert moved == here.nudge(voice, {"higher": 1.0}, CancelToken(), language="ko")
    with pytest.raises(EngineError, match="no preset") as raised:
        maker.nudge("nobody", {"higher": 1.0}, CancelToken())
    assert raised.value.status == 404


def test_a_description_that_the_engine_refuses_is_the_clients_error(maker: WorkerEngine) -> None:
    assert isinstance(maker, DesignsVoices)
    with pytest.raises(InvalidRequest):
        maker.check_description("  ")
    with pytest.raises(EngineError, match="Nothing in the description") as raised:
        list(maker.design("1234", CancelToken()))
    assert (raised.value.status, raised.value.param) == (422, "description")


def test_a_cancelled_design_ends_soon_also_while_it_waits_for_a_slot() -> None:
    engine = started(f"{ODD}:slow_maker", "120")
    engine.load()
    assert isinstance(engine, DesignsVoices)
    try:
        cancel = CancelToken()
        threading.Timer(0.3, cancel.cancel).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            list(engine.design("calm", cancel))
        assert time.monotonic() - began < 30
        number = engine.process_id

        def never() -> AbstractContextManager[None]:
            raise Cancelled

        with pytest.raises(Cancelled):
            list(engine.design("calm", CancelToken(), turn=never))
        assert list(engine.synthesise(SynthesisRequest("", "en", "fake_ann", ()), CancelToken())) == []
        assert engine.process_id == number, "the process goes on"
    finally:
        engine.unload()


@pytest.mark.parametrize("ability", CAPABILITIES)
def test_an_engine_elsewhere_has_the_methods_of_what_it_declares_and_no_others(ability: Ability) -> None:
    later: Any = {"seed", "unheard of"}
    for abilities in (frozenset({ability}), frozenset(CAPABILITIES) - {ability}):
        info = replace(FakeVoiceMaker.info, abilities=abilities | later)
        engine = started(MAKER, info=info)
        assert engine.info.abilities == abilities | {"seed"}
        for name, protocol in CAPABILITIES.items():
            assert isinstance(engine, protocol) == (name in abilities)


def test_an_engine_that_answers_a_design_with_something_else_is_told() -> None:
    engine = started(f"{ODD}:engine", "fits-for-designs")
    assert isinstance(engine, DesignsVoices)
    try:
        engine.load()
        with pytest.raises(Exception, match="'fitted' in answer to a request for voices"):
            list(engine.design("calm", CancelToken()))
    finally:
        engine.unload()
