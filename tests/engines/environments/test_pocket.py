"""Pocket TTS for real, with tiny random weights: `scripts/try_worker_engines.sh` installs it and runs this."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.engines.conformance import CHECKS
from clonyvoice.engines.contract import Reference, ReferenceClip
from clonyvoice.engines.engine_trial import EngineTrial, trial_of
from clonyvoice.engines.environments.recipes import recipe
from clonyvoice.engines.workers.worker_engine import command, declaration, worker_engine

PYTHON = os.environ.get("CLONYVOICE_TEST_POCKET", "")
TINY = Path(__file__).with_name("tiny_pocket.py")

pytestmark = pytest.mark.skipif(not PYTHON, reason="Pocket TTS is not installed for the tests")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineTrial]:
    folder = tmp_path_factory.mktemp("tiny")
    subprocess.run([PYTHON, str(TINY), str(folder)], check=True)
    run = command(PYTHON, recipe("pocket").factory, "", str(folder / "tiny.yaml"))
    engine = worker_engine(*declaration("pocket", run), run)
    engine.load()
    noise = np.random.default_rng(1).normal(0.0, 0.1, 3 * 24_000).astype(np.float32)
    yield trial_of(engine, Reference((ReferenceClip(Audio(noise, 24_000), "nothing"),), "en"))
    engine.unload()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_pocket_keeps_the_engine_contract(
    trial: EngineTrial, check: Callable[[EngineTrial], str | None]
) -> None:
    print(check(trial))
