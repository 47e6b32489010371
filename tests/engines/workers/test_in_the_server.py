"""A server with an engine in a process of its own: its voices speak, it crashes, the embedded one goes on."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from clonyvoice.api.services import Services
from clonyvoice.app import build, close, start
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Preset, Spoken, SynthesisRequest, VoiceSource
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers.worker_engine import WorkerEngine, command, declaration, worker_engine
from clonyvoice.jobs.errors import JobFailed
from clonyvoice.speech.model import Generation
from tests.new_database import put_new_database
from tests.speech.conftest import ask

APART = f"{Path(__file__).with_name('odd_engine.py')}:apart"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Services, WorkerEngine]]:
    run = command(sys.executable, APART)
    engine = worker_engine(*declaration("apart", run), run)
    parts = build(Settings(data_dir=put_new_database(tmp_path), model_ttl=0), engines=(FakeEngine(), engine))
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


class Elsewhere(FakeEngine):
    """Speaks on another machine, once it is let."""

    info = replace(FakeEngine.info, id="elsewhere", abilities=FakeEngine.info.abilities - {"clone"})

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = threading.Event(), threading.Event()

    fit = None  # type: ignore[assignment]  # it fits no voices

    def presets(self) -> Sequence[Preset]:
        return (Preset("far_ann", "Ann", "en", "female"),)

    def tone(self, voice: VoiceSource) -> float:
        return 220.0

    def memory(self) -> int:
        return 1

    def restart_in(self) -> float:
        return 0.0

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        self.begun.set()
        self.let.wait(60)
        yield from super().synthesise(request, cancel)


def test_an_engine_elsewhere_holds_no_compute_slot_of_this_machine(tmp_path: Path) -> None:
    far = Elsewhere()
    parts = build(Settings(data_dir=put_new_database(tmp_path), threads=1), engines=(FakeEngine(), far))
    start(parts)
    try:
        slow = parts.speech.start(ask("This takes long.", "far_ann"), "key_1")
        assert far.begun.wait(60)
        assert said(parts, "fake_ann", "This does not wait for it.").status == "completed"
        assert not parts.jobs.get(slow.job_id or "").ended
        far.let.set()
        assert parts.speech.wait(slow).status == "completed"
    finally:
        far.let.set()
        close(parts)
