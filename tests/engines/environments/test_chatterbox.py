"""Chatterbox Multilingual for real, with small random weights: `scripts/try_worker_engines.sh` runs this."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import clonyvoice
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.conformance import CHECKS
from clonyvoice.engines.contract import FittedVoice, Reference, ReferenceClip
from clonyvoice.engines.engine_trial import EngineTrial, trial_of
from clonyvoice.engines.environments.recipes import recipe
from clonyvoice.engines.workers.contract_messages import EngineError
from clonyvoice.engines.workers.process_start_limits_exit import Limits
from clonyvoice.engines.workers.worker_engine import command, declaration, worker_engine

PYTHON = os.environ.get("CLONYVOICE_TEST_CHATTERBOX", "")
SMALL = Path(__file__).with_name("tiny_chatterbox.py")
PATIENT = Limits(start=300, load=600, silent=300)

pytestmark = pytest.mark.skipif(
    not PYTHON, reason="Chatterbox is not installed for the tests (CLONYVOICE_TEST_CHATTERBOX)"
)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    source = str(Path(clonyvoice.__file__).parents[1])
    subprocess.run([PYTHON, str(SMALL), str(folder)], check=True, env={**os.environ, "PYTHONPATH": source})
    return folder


@pytest.fixture(scope="module")
def trial(weights: Path) -> Iterator[EngineTrial]:
    run = command(PYTHON, f"{SMALL}:engine", str(weights))
    engine = worker_engine(*declaration("chatterbox", run, PATIENT), run, PATIENT)
    engine.load()
    noise = np.random.default_rng(1).normal(0.0, 0.1, 3 * 24_000).astype(np.float32)
    yield trial_of(engine, Reference((ReferenceClip(Audio(noise, 24_000), "nothing"),), "en"))
    engine.unload()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_chatterbox_keeps_the_engine_contract(
    trial: EngineTrial, check: Callable[[EngineTrial], str | None]
) -> None:
    print(check(trial))


def test_other_bytes_are_no_voice_and_emotion_is_taken(trial: EngineTrial) -> None:
    # random weights choose tokens by chance: that emotion is heard needs real ones
    assert trial.say(replace(trial.request(), pitch_range=2.0))
    with pytest.raises(EngineError, match="not fitted for Chatterbox") as raised:
        trial.say(replace(trial.request(), voice=FittedVoice("chatterbox", 1, b"no sound")))
    assert (raised.value.status, raised.value.param) == (422, "voice")


def test_a_cancel_stops_it_between_two_steps(trial: EngineTrial) -> None:
    for after in (0.3, 1.5):  # in the talker, in the decoder
        cancel = CancelToken()
        timer = threading.Timer(after, cancel.cancel)
        timer.start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            while True:
                list(trial.engine.synthesise(trial.request(3), cancel))
        assert time.monotonic() - began < after + 30
        timer.cancel()


def test_weights_that_are_not_there_are_told(tmp_path: Path) -> None:
    run = command(PYTHON, recipe("chatterbox").factory, str(tmp_path))
    engine = worker_engine(*declaration("chatterbox", run, PATIENT), run, PATIENT)
    try:
        with pytest.raises(EngineError, match=r"Copy ve\.pt") as raised:
            engine.load()
        assert raised.value.code == "engine_unavailable"
    finally:
        engine.unload()
