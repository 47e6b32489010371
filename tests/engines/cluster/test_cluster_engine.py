"""Engines on a cluster without Ray: the real actor, pool and engine, joined by calls in this process."""

from __future__ import annotations

import importlib.util
import itertools
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.engines.capabilities import InOwnProcess
from clonyvoice.engines.cluster import engine_processes
from clonyvoice.engines.cluster.actor_starter import Actor, ActorLost, Bounds, check_address, connect
from clonyvoice.engines.cluster.cluster_engine import ClusterEngine, cluster_engine
from clonyvoice.engines.cluster.engine_actor import EngineActor
from clonyvoice.engines.cluster.errors import RayNotInstalled, RayUnreachable
from clonyvoice.engines.conformance import CHECKS
from clonyvoice.engines.contract import Reference, ReferenceClip, Spoken, SpokenWord, SynthesisRequest
from clonyvoice.engines.engine_trial import EngineTrial, trial_of
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.registry import resource_of
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.contract_messages import EngineError
from clonyvoice.engines.workers.errors import EngineCrashed
from clonyvoice.engines.workers.message_encoding import decode, json_of
from clonyvoice.engines.workers.resumed_speech import after
from clonyvoice.engines.workers.worker_process import Received
from clonyvoice.system.engine_installations import engines_apart
from clonyvoice.text.phonemes import phonemise
from tests.eventually import eventually

FAKE = "clonyvoice.engines.fake:FakeEngine"
REFERENCE = Reference((ReferenceClip(Audio(np.ones(4800, np.float32), 24_000), "something"),), "en")


class CallStarter:
    """Starts actors in this process; the requests `losses` name lose theirs after so many pieces."""

    def __init__(self, losses: dict[int, int] | None = None, factory: str = FAKE, *arguments: str) -> None:
        self.engine, self.losses, self.made = "fake", losses or {}, (factory, arguments)
        self.numbers, self.started, self.ended = itertools.count(1), 0, 0

    def start(self) -> Actor:
        self.started += 1
        handle = EngineActor(*self.made)
        message = decode(handle.greet())
        assert isinstance(message, messages.Ready)
        return Actor(handle, message)

    def end(self, actor: Actor) -> None:
        actor.lost = True
        self.ended += 1

    def signal(self, actor: Actor, message: messages.Message) -> None:
        actor.handle.signal(json_of(message))

    def measure(self, actor: Actor) -> None:
        actor.memory = actor.handle.memory()

    def ask(
        self,
        actor: Actor,
        make: Callable[[int], tuple[messages.Message, bytes]],
        cancel: CancelToken,
        over: Callable[[], None] = lambda: None,
    ) -> Generator[Received, None, None]:
        number = next(self.numbers)
        message, payload = make(number)
        answers = actor.handle.answer(json_of(message), payload)
        left = self.losses.get(number)
        try:
            with cancel.stopping(lambda: self.signal(actor, messages.Cancel(number))):
                for told, data in answers:
                    cancel.raise_if_cancelled()
                    answer = decode(told)
                    if isinstance(answer, messages.Failed):
                        if answer.error["code"] == messages.CANCELLED:
                            raise Cancelled
                        raise EngineError(answer.error)
                    if isinstance(answer, messages.Done):
                        return
                    if left == 0:
                        actor.lost = True
                        raise ActorLost
                    left = None if left is None else left - 1
                    yield answer, memoryview(data)
        finally:
            self.signal(actor, messages.Cancel(number))
            for _ in answers:
                pass
            over()


def engine_by(starter: CallStarter, bounds: Bounds | None = None) -> ClusterEngine:
    return cluster_engine(starter, bounds or Bounds(1, 2))


def request(text: str = "one two three four five", seed: int | None = None) -> SynthesisRequest:
    return SynthesisRequest(text, "en", "fake_ann", phonemise(text, "en"), seed=seed)


def said(engine: FakeEngine | ClusterEngine, one: SynthesisRequest) -> list[Spoken]:
    return list(engine.synthesise(one, CancelToken()))


def joined(pieces: list[Spoken]) -> np.ndarray:
    return np.concatenate([piece.audio.samples for piece in pieces])


@pytest.fixture
def plain() -> list[Spoken]:
    engine = FakeEngine()
    engine.load()
    return said(engine, request())


@pytest.fixture(scope="module")
def trial() -> Iterator[EngineTrial]:
    engine = engine_by(CallStarter(factory="clonyvoice.engines.fake:FakeVoiceMaker"))
    engine.load()
    yield trial_of(engine, REFERENCE)
    engine.unload()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_keeps_the_contract(trial: EngineTrial, check: Callable[[EngineTrial], str | None]) -> None:
    check(trial)


@pytest.mark.parametrize("pieces", [0, 1, 4])
def test_a_lost_actors_chunk_is_said_again_without_what_was_heard(plain: list[Spoken], pieces: int) -> None:
    starter = CallStarter({2: pieces, 3: 2})  # number 1 loads the model
    engine = engine_by(starter, Bounds(1, 1))
    engine.load()
    heard = said(engine, request())
    assert np.array_equal(joined(heard), joined(plain))
    assert [word.text for one in heard for word in one.words] == [
        word.text for one in plain for word in one.words
    ]
    assert starter.started >= 2
    engine.unload()


def test_a_chunk_that_loses_every_actor_is_given_up() -> None:
    starter = CallStarter()
    engine = engine_by(starter, Bounds(1, 1))
    engine.load()
    starter.losses = dict.fromkeys(range(2, 40), 1)
    with pytest.raises(EngineCrashed):
        said(engine, request())
    engine.unload()


def test_more_actors_are_started_while_requests_wait_and_no_more_than_allowed() -> None:
    starter = CallStarter({}, f"{__file__}:slow")
    engine = engine_by(starter, Bounds(1, 3))
    engine.load()
    assert (engine.actors, engine.info.at_once) == (1, 3)
    heard: list[int] = []
    threads = [threading.Thread(target=lambda: heard.append(len(said(engine, request())))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [5] * 6
    assert 1 < starter.started <= 3
    engine.unload()
    assert starter.ended == starter.started


def slow() -> FakeEngine:
    return FakeEngine(delay=0.05)


def test_actors_that_nobody_needs_are_ended() -> None:
    starter = CallStarter({}, f"{__file__}:slow")
    engine = engine_by(starter, Bounds(1, 2, idle=0.1))
    engine.load()
    threads = [threading.Thread(target=said, args=(engine, request("one two"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    eventually(lambda: (engine.actors, engine.memory() > 0), lambda now: now == (1, True))
    engine.unload()


def test_what_an_actor_cannot_load_is_told() -> None:
    engine = engine_by(CallStarter({}, f"{__file__}:missing"))
    with pytest.raises(ClonyError, match="models pull") as raised:
        engine.load()
    assert raised.value.code == "engine_unavailable"
    engine.unload()


def missing() -> FakeEngine:
    return FakeEngine(available=False)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(0, 320))
def test_the_rest_of_pieces_is_exact(lengths: list[int], given_: int) -> None:
    whole = np.arange(sum(lengths), dtype=np.float32)
    at, rest, words = 0, [], []
    for length in lengths:
        word = SpokenWord(str(at), 0.0, length / 100, 0, 1)
        piece = after(Spoken(Audio(whole[at : at + length], 100), (word,)), given_ - at)
        if piece is not None:
            rest.append(piece.audio.samples)
            words += [word.text for word in piece.words]
        at += length
    assert np.array_equal(np.concatenate([np.zeros(0, np.float32), *rest]), whole[given_:])
    starts = [sum(lengths[:index]) for index in range(len(lengths))]
    assert words == [str(start) for start in starts if start >= given_]


def test_an_address_that_nobody_listens_at_is_told() -> None:
    for address in ("127.0.0.1:1", "nowhere", "ray://127.0.0.1:10001"):
        with pytest.raises(RayUnreachable, match="ray start --head"):
            check_address(address)


@pytest.mark.parametrize("kind", [Exception, ConnectionError])
def test_whatever_ray_raises_at_its_start_is_told(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def init(**_options: object) -> None:
        raise kind("The current node timed out during startup. Logs are in some folder.")

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(is_initialized=lambda: False, init=init))
    with pytest.raises(RayUnreachable, match=r"\(The current node timed out during startup\)"):
        connect("auto")


def test_no_ray_no_cost_and_ray_asked_for_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(engines_apart(Settings(data_dir=tmp_path))) == []
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(RayNotInstalled, match=r"pip install 'clonyvoice\[ray\]'"):
        engines_apart(Settings(data_dir=tmp_path, ray="auto"))


def test_installed_engines_are_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: True)
    (moved,) = engine_processes.on_cluster((FakeEngine(),), Settings(ray="auto", ray_max_actors=3))
    assert (moved.info.id, moved.info.at_once, isinstance(moved, InOwnProcess)) == ("fake", 3, True)
    resource = resource_of(moved)
    assert resource is not None
    assert (resource.name, resource.count, resource_of(FakeEngine())) == ("fake", 3, None)
