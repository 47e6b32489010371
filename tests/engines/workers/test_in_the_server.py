"""A server with an engine in a process of its own: its voices speak, it crashes, the embedded one goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clonyvoice.api.services import Services
from clonyvoice.app import build, close, start
from clonyvoice.core.settings import Settings
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers.worker_abilities import worker_engine
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration
from clonyvoice.jobs.model import JobFailed
from clonyvoice.speech.model import Generation
from tests.speech.conftest import ask

APART = f"{Path(__file__).with_name('odd_engine.py')}:apart"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Services, WorkerEngine]]:
    run = command(sys.executable, APART)
    engine = worker_engine(*declaration("apart", run), run)
    parts = build(Settings(data_dir=tmp_path, model_ttl=0), engines=(FakeEngine(), engine))
    start(parts)
    yield parts, engine
    close(parts)
    assert engine.process_id is None, "closing ends it"


def said(parts: Services, voice: str, text: str) -> Generation:
    return parts.speech.wait(parts.speech.start(ask(text, voice), "key_1"))


def test_voices_of_both_speak_and_a_crash_is_told(served: tuple[Services, WorkerEngine]) -> None:
    parts, engine = served
    assert {info.id for info in parts.engines.infos()} == {"fake", "apart"}
    done = said(parts, "apart_ann", "Hello there, this is one.")
    assert (done.status, done.engine, engine.process_id is not None) == ("completed", "apart", True)
    (status,) = [one for one in parts.engines.status() if one.name == "apart"]
    assert status.memory > 5e6, "that of its own process"
    with pytest.raises(JobFailed) as raised:
        said(parts, "apart_ann", "Now it will crash here.")
    assert raised.value.code == "engine_crashed"
    assert said(parts, "fake_ann", "The embedded one goes on.").status == "completed"
    assert said(parts, "apart_ann", "And so does this.").status == "completed"
    before = engine.process_id
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert said(parts, "apart_ann", "Nobody noticed that.").status == "completed"
