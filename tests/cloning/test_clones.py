from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clonyvoice.api.services import Services
from clonyvoice.app import build, close, start
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.errors import AlreadyRefined, Silence
from clonyvoice.cloning.several_recordings import prepare_all
from clonyvoice.cloning.speaker_check import Vector
from clonyvoice.core import Audio, Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Fit, FittedVoice, Reference, Turn
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.jobs import Event, Job
from clonyvoice.transcription.service import Upload
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.model import Voice
from tests.cloning.sounds import RATE, hearing, syllables, wav
from tests.eventually import eventually
from tests.new_database import put_new_database
from tests.transcription.scripted import ScriptedModel, scripted_models

ME = wav(syllables(8, 115))


@contextmanager
def at_work(home: Path, engine: FakeEngine, text: str | None = None) -> Iterator[Services]:
    """The services at work; `text` is what their recogniser hears in everything."""
    settings = Settings(data_dir=put_new_database(home))
    parts = build(settings, engines=[engine], models=scripted_models(ScriptedModel(text=text)))
    with hearing():
        start(parts)
        try:
            yield parts
        finally:
            close(parts)


def _clone(parts: Services, sound: bytes = ME, **more: object) -> str:
    upload = Upload(parts.blobs.put(sound), "me.wav")
    request = CloneRequest(name="Me", language="en", consent=True, refine="instant")
    from dataclasses import replace

    made = parts.clones.create([upload], replace(request, **more), "cli", CancelToken())  # type: ignore[arg-type]  # keywords of all sorts
    return made.voice_id


def _settled(parts: Services, voice_id: str) -> Voice:
    return eventually(lambda: parts.voices.get(voice_id), lambda voice: voice.job_id is None)


@contextmanager
def refining(home: Path, seconds: float) -> Iterator[tuple[Services, str, Job]]:
    """The parts, a clone, and the job that betters it, each level in so many seconds."""
    engine = FakeEngine()
    with at_work(home, engine) as parts:
        voice_id = _clone(parts)
        _settled(parts, voice_id)
        engine.delay = seconds
        yield parts, voice_id, parts.clones.refine(voice_id, "best", "cli")


def test_refining_goes_on_after_a_restart(tmp_path: Path) -> None:
    with refining(tmp_path, 20.0) as (_, voice_id, _):
        time.sleep(0.3)
    with at_work(tmp_path, FakeEngine()) as second:
        voice = _settled(second, voice_id)
    assert [version.level for version in voice.versions] == ["instant", "standard", "best"]
    assert [version.active for version in voice.versions] == [False, False, True]
    assert voice.fidelity == pytest.approx(0.8)


def test_levels_that_are_there_are_not_made_again(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        voice_id = _clone(parts, refine="standard")
        _settled(parts, voice_id)
        parts.clones.refine(voice_id, "best", "cli")
        voice = _settled(parts, voice_id)
    assert [version.level for version in voice.versions] == ["instant", "standard", "best"]


def test_a_cancelled_clone_keeps_nothing(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        cancel = CancelToken()
        cancel.cancel()
        upload = Upload(parts.blobs.put(ME), "me.wav")
        with pytest.raises(Cancelled):
            parts.clones.create([upload], CloneRequest(name="Me", language="en"), "cli", cancel)
        assert list(parts.blobs.ids()) == []
        assert parts.voices.list().voices[0].kind == "preset"


def test_only_clones_are_refined_and_one_at_a_time(tmp_path: Path) -> None:
    with refining(tmp_path, 120.0) as (parts, voice_id, job):
        with pytest.raises(AlreadyRefined):
            parts.clones.refine(voice_id, "best", "cli")
        began = time.monotonic()
        parts.jobs.cancel(job.id)
        assert time.monotonic() - began < 30
        with pytest.raises(VoiceNotFound):
            parts.clones.refine("voice_none", "best", "cli")


def test_a_deleted_voice_ends_its_refinement(tmp_path: Path) -> None:
    with refining(tmp_path, 0.5) as (parts, voice_id, job):
        parts.voices.delete(voice_id, permanent=True)
        ended = parts.jobs.wait(job.id, 20)
        assert ended.state in ("failed", "cancelled")
        assert set(parts.blobs.ids()) == set()


def test_what_is_heard_is_kept_for_each_clip(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        voice = _settled(parts, _clone(parts, transcript="My own words."))
    (sample,) = voice.samples
    assert sample.transcript == "My own words."
    assert sample.quality["clips"]
    assert sample.weight == 1.0


def test_making_a_clone_is_told_step_by_step(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        seen: list[Event] = []
        parts.events.observe(seen.append)
        voice_id = _clone(parts)
        clone_progress = [event for event in seen if event.id == voice_id and "job_id" not in event.fields]
        _settled(parts, voice_id)
    stages = list(dict.fromkeys(event.fields["stage"] for event in clone_progress))
    assert stages == ["reading", "transcribing", "fitting", "comparing", "ready"]
    assert [event.type for event in clone_progress[-2:]] == ["clone.progress", "clone.completed"]
    shares = [event.fields["progress"] for event in clone_progress]
    assert shares == sorted(shares)
    assert clone_progress[-1].fields["result"]["voice_id"] == voice_id
    assert all(event.owner == "cli" for event in clone_progress)


def test_a_clone_that_cannot_be_made_fails(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        seen: list[Event] = []
        parts.events.observe(seen.append)
        with pytest.raises(Silence):
            _clone(parts, wav(np.zeros(5 * RATE, np.float32)))
    assert seen[-1].type == "clone.failed"
    assert seen[-1].fields["error"]["code"] == "silence"


def test_speech_goes_before_a_fit_that_is_under_way(tmp_path: Path) -> None:
    with refining(tmp_path, 120.0) as (parts, _, job):
        eventually(lambda: not parts.slots.waiting and parts.jobs.get(job.id).state == "running")
        time.sleep(0.2)
        began = time.monotonic()
        with parts.slots.take("you", "speech", CancelToken()):
            waited = time.monotonic() - began
        parts.jobs.cancel(job.id)
        ended = parts.jobs.wait(job.id, 30)
    assert waited < 30
    assert ended.state == "cancelled"


class Drafting(FakeEngine):
    """The fake engine, which also makes drafts."""

    def draft(self, reference: Reference, cancel: CancelToken, turn: Turn | None = None) -> Fit:
        assert turn is not None
        cancel.raise_if_cancelled()
        assert not any(clip.transcript for clip in reference.clips)
        return Fit(FittedVoice(self.info.id, 1, b"0000draft"), "draft", 0.3)


class HeldBack(Drafting):
    """Fits once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_fit = threading.Event()

    def fit(self, *asked: Any, **more: Any) -> Iterator[Fit]:
        assert self.may_fit.wait(60)
        return super().fit(*asked, **more)


def test_a_draft_speaks_at_once_and_instant_takes_its_place(tmp_path: Path) -> None:
    engine = HeldBack()
    with at_work(tmp_path, engine) as parts:
        voice_id = _clone(parts, draft=True)
        first = parts.voices.get(voice_id)
        engine.may_fit.set()
        voice = _settled(parts, voice_id)
        said = parts.voices.get(voice_id)
    assert (first.status, first.fidelity) == ("ready", 0.3)
    assert [(one.level, one.active) for one in first.versions] == [("draft", True)]
    assert [(one.level, one.active) for one in voice.versions] == [("draft", False), ("instant", True)]
    assert said.fidelity == pytest.approx(0.4)
    assert all(mark["transcript"] for mark in voice.samples[0].quality["clips"])
    assert voice.samples[0].transcript


def test_behind_a_draft_come_all_levels_that_were_asked_for(tmp_path: Path) -> None:
    with at_work(tmp_path, Drafting()) as parts:
        voice = _settled(parts, _clone(parts, draft=True, refine="standard", transcript="My own words."))
    assert [one.level for one in voice.versions] == ["draft", "instant", "standard"]
    assert voice.samples[0].transcript == "My own words."


def test_the_language_is_known_with_a_draft(tmp_path: Path) -> None:
    with at_work(tmp_path, Drafting()) as parts:
        voice_id = _clone(parts, draft=True, language=None)
        assert parts.voices.get(voice_id).language == "ko"  # all that the scripted model hears
        _settled(parts, voice_id)


def test_a_draft_is_replaced_after_a_restart(tmp_path: Path) -> None:
    engine = Drafting()
    engine.delay = 20.0
    with at_work(tmp_path, engine) as parts:
        voice_id = _clone(parts, draft=True)
        time.sleep(0.3)
    with at_work(tmp_path, Drafting()) as second:
        voice = _settled(second, voice_id)
    assert [(one.level, one.active) for one in voice.versions] == [("draft", False), ("instant", True)]


def test_a_draft_stays_when_its_job_is_cancelled_and_can_be_replaced_later(tmp_path: Path) -> None:
    engine = Drafting()
    engine.delay = 20.0
    with at_work(tmp_path, engine) as parts:
        voice_id = _clone(parts, draft=True)
        job = parts.jobs.of_subject(voice_id)
        assert job is not None
        parts.jobs.cancel(job.id)
        voice = _settled(parts, voice_id)
        assert (voice.status, voice.error) == ("ready", None)
        assert [one.level for one in voice.versions] == ["draft"]
        engine.delay = 0.0
        parts.clones.refine(voice_id, "instant", "cli")
        voice = _settled(parts, voice_id)
    assert [(one.level, one.active) for one in voice.versions] == [("draft", False), ("instant", True)]


def test_there_is_no_draft_where_its_job_would_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_work(tmp_path, Drafting()) as parts:
        monkeypatch.setattr(type(parts.jobs), "depth", property(lambda _: (1, 6)))
        voice = _settled(parts, _clone(parts, draft=True))
    assert [one.level for one in voice.versions] == ["instant"]


def test_one_recording_is_not_embedded_as_a_whole(tmp_path: Path) -> None:
    heard: list[float] = []

    def embed(audio: Audio) -> Vector:
        heard.append(audio.duration)
        return np.full(4, 0.5, np.float32)

    path = tmp_path / "me.wav"
    path.write_bytes(ME)
    with hearing():
        prepare_all([(path, "me.wav")], embed, CancelToken())
        assert heard
        assert max(heard) < 4.0
        prepare_all([(path, "me.wav"), (path, "me.wav")], embed, CancelToken())
    assert max(heard) > 4.0
