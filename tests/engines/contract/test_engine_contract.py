"""One suite for all engines, in this process and in processes of their own: what each declares, it has and does."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.settings import Settings
from clonyvoice.engines.cluster.engine_processes import ASKING, LIMITS
from clonyvoice.engines.conformance import CHECKS, results
from clonyvoice.engines.contract import Engine, Reference, ReferenceClip
from clonyvoice.engines.engine_trial import ContractBroken, EngineTrial, trial_of
from clonyvoice.engines.fake import FakeEngine, FakeVoiceMaker
from clonyvoice.engines.registry import EMBEDDED
from clonyvoice.engines.workers.worker_engine import command, declaration, worker_engine
from tests.engines.contract import installed

HERE = Path(__file__).with_name("installed.py")
SPOKEN = Audio(np.sin(np.arange(48_000, dtype=np.float32) / 30), 24_000)
REFERENCE = Reference((ReferenceClip(SPOKEN, "something"),), "en")


def weights() -> str:
    return str(Settings().weights)


def by_ray(*factory: str) -> Engine:
    """The engine by actors of a Ray cluster on this machine, through the process that the server asks."""
    run = command(sys.executable, ASKING, "local", "under-test", "1", "2", "0.1", "0", *factory)
    return worker_engine(*declaration("under-test", run, LIMITS), run, LIMITS)


def apart(factory: str, *arguments: str) -> Engine:
    run = command(sys.executable, factory, *arguments)
    return worker_engine(*declaration("under-test", run), run)


MADE: dict[str, Callable[[], Engine]] = {
    "fake": FakeEngine,
    "fake-apart": lambda: apart("clonyvoice.engines.fake:FakeEngine"),
    "fake-maker": FakeVoiceMaker,
    "fake-maker-apart": lambda: apart("clonyvoice.engines.fake:FakeVoiceMaker"),
    "piper": lambda: installed.piper(weights()),
    "piper-apart": lambda: apart(f"{HERE}:piper", weights()),
    "kokoro": lambda: installed.kokoro(weights()),
    "kokoro-apart": lambda: apart(f"{HERE}:kokoro", weights()),
}
if importlib.util.find_spec("ray") is not None:  # scripts/try_ray.sh
    MADE["fake-ray"] = lambda: by_ray("clonyvoice.engines.fake:FakeEngine")
    MADE["fake-maker-ray"] = lambda: by_ray("clonyvoice.engines.fake:FakeVoiceMaker")
    MADE["kokoro-ray"] = lambda: by_ray(f"{HERE}:kokoro", weights())


QUICK = (
    "declares_what_it_has",
    "speaks",
    "times_words_if_declared",
    "stops_at_a_cancel",
    "refuses_unknown_voices",
)
"""Checks of the embedded engine here, which has tests of its own: `clonyvoice engines try` makes them all."""
PAIRS = [
    pytest.param(
        name, check, id=f"{name}-{check.__name__}", marks=() if "fake" in name else pytest.mark.model
    )
    for name in MADE
    for check in CHECKS
    if "kokoro" not in name or check.__name__ in QUICK
]


@pytest.fixture(scope="module")
def trials() -> Iterator[Callable[[str], EngineTrial]]:
    made: dict[str, EngineTrial] = {}

    def trial(name: str) -> EngineTrial:
        if name not in made:
            for other in made.values():
                other.engine.unload()
            engine = MADE[name]()
            engine.load()
            # voices are fitted to real speech elsewhere: it takes the embedded engine long
            made[name] = trial_of(engine, REFERENCE if "fake" in name else None)
        return made[name]

    yield trial
    for one in made.values():
        one.engine.unload()


@pytest.mark.parametrize(("name", "check"), PAIRS)
def test_an_engine_keeps_the_contract(
    trials: Callable[[str], EngineTrial], name: str, check: Callable[[EngineTrial], str | None]
) -> None:
    check(trials(name))


def test_the_embedded_engines_declare_no_more_than_they_have() -> None:
    from clonyvoice.engines.conformance import declares_what_it_has
    from clonyvoice.weights import WeightsStore

    for make in EMBEDDED:
        engine = make(WeightsStore(Path("nowhere")), 1)
        declares_what_it_has(EngineTrial(engine, "", "en"))


def test_an_engine_that_claims_more_than_it_has_is_found_out() -> None:
    class Claims(FakeEngine):
        info = FakeEngine.info.__class__(
            **{
                name: getattr(FakeEngine.info, name)
                for name in FakeEngine.info.__slots__
                if name != "abilities"
            },
            abilities=FakeEngine.info.abilities | {"design"},
        )

    engine = Claims()
    engine.load()
    found = {one.name: one.problem for one in results(trial_of(engine))}
    assert found.pop("declares what it has") == "declares 'design' without it"
    assert set(found.values()) == {""}
    with pytest.raises(ContractBroken):
        CHECKS[0](trial_of(engine))
