"""Qwen3-TTS for real, with tiny random weights: `scripts/try_worker_engines.sh` installs it and runs this."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.capabilities import FitsVoices, presets_of
from clonyvoice.engines.conformance import CHECKS
from clonyvoice.engines.contract import Reference, ReferenceClip
from clonyvoice.engines.engine_trial import EngineTrial, trial_of
from clonyvoice.engines.environments.recipes import recipe
from clonyvoice.engines.workers.worker_abilities import worker_engine
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration

PYTHON = os.environ.get("CLONYVOICE_TEST_QWEN", "")
TINY = Path(__file__).with_name("tiny_qwen.py")

pytestmark = pytest.mark.skipif(
    not PYTHON, reason="Qwen3-TTS is not installed for the tests (CLONYVOICE_TEST_QWEN)"
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineTrial]:
    folder = tmp_path_factory.mktemp("tiny")
    subprocess.run([PYTHON, str(TINY), str(folder)], check=True)
    run = command(PYTHON, recipe("qwen").factory, str(folder))
    engine = worker_engine(*declaration("qwen", run), run)
    engine.load()
    noise = np.random.default_rng(1).normal(0.0, 0.1, 3 * 24_000).astype(np.float32)
    clip = ReferenceClip(Audio(noise, 24_000), "Nothing is said here.")
    yield trial_of(engine, Reference((clip,), "en"))
    engine.unload()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_qwen_keeps_the_engine_contract(
    trial: EngineTrial, check: Callable[[EngineTrial], str | None]
) -> None:
    print(check(trial))


def test_only_speakers_that_are_there_are_told_and_a_clone_without_words_speaks(trial: EngineTrial) -> None:
    engine = trial.engine
    assert isinstance(engine, WorkerEngine)
    assert isinstance(engine, FitsVoices)
    assert [preset.id for preset in presets_of(engine)] == ["ryan", "sohee"]
    assert trial.reference is not None
    silent = Reference((replace(trial.reference.clips[0], transcript=""),), "ko")
    (fit,) = engine.fit(silent, "best", lambda _at, _stage: None, CancelToken())
    assert fit.report == {"seconds": 3.0, "with_transcript": 0.0}
    assert trial.say(replace(trial.request(), voice=fit.voice, language="ko"))
