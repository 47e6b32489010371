"""Qwen3-TTS for real, with tiny random weights: `scripts/try_worker_engines.sh` installs it and runs this."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.capabilities import DesignsVoices, FitsVoices, presets_of
from clonyvoice.engines.conformance import CHECKS
from clonyvoice.engines.contract import Reference, ReferenceClip
from clonyvoice.engines.engine_trial import EngineTrial, trial_of
from clonyvoice.engines.environments.recipes import recipe
from clonyvoice.engines.workers.contract_messages import EngineError
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration, worker_engine

PYTHON = os.environ.get("CLONYVOICE_TEST_QWEN", "")
TINY = Path(__file__).with_name("tiny_qwen.py")

pytestmark = pytest.mark.skipif(
    not PYTHON, reason="Qwen3-TTS is not installed for the tests (CLONYVOICE_TEST_QWEN)"
)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    subprocess.run([PYTHON, str(TINY), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def trial(weights: Path) -> Iterator[EngineTrial]:
    run = command(PYTHON, recipe("qwen").factory, str(weights))
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


def test_a_designed_voice_is_the_same_for_the_same_seed_and_speaks_as_a_clone(trial: EngineTrial) -> None:
    engine = trial.engine
    assert isinstance(engine, DesignsVoices)
    asked = "A calm elderly man, low and warm."
    (one,) = engine.design(asked, CancelToken(), language="ko", gender="male", age=70, seed=3)
    (other,) = engine.design("A lively young girl.", CancelToken(), language="ko", seed=3)
    assert (one.gender, one.language, one.seed) == ("male", "ko", 3)
    assert one.details["understood"] == [f"{asked} Gender: male. Age: 70."]
    assert one.voice.data != other.voice.data
    assert trial.say(replace(trial.request(), voice=one.voice, language="ko"))
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(engine.design(asked, cancel, count=50))
    assert time.monotonic() - began < 30


def test_a_model_that_would_leave_instructions_out_declares_none_and_refuses_them(
    trial: EngineTrial, weights: Path, tmp_path: Path
) -> None:
    shutil.copytree(weights, tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "voice_design")
    config = tmp_path / "custom_voice" / "config.json"
    config.write_text(config.read_text().replace('"1b7"', '"0b6"'))
    run = command(PYTHON, recipe("qwen").factory, str(tmp_path))
    engine = worker_engine(*declaration("qwen", run), run)
    assert engine.info.abilities == {"preset", "clone", "seed"}
    try:
        engine.load()
        with pytest.raises(EngineError, match="follows no instructions") as raised:
            list(engine.synthesise(replace(trial.request(), instructions="whisper"), CancelToken()))
        assert (raised.value.status, raised.value.param) == (422, "instructions")
    finally:
        engine.unload()
