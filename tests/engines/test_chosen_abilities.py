"""Designs by a chosen engine, and instructions for engines that follow them: through the whole server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from clonyvoice.api.services import Services
from clonyvoice.app import build, close, start
from clonyvoice.cloning.design_request import DesignRequest
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Preset, SynthesisRequest, VoiceSource
from clonyvoice.engines.fake import FakeEngine, FakeVoiceMaker
from clonyvoice.engines.registry import EngineLacks, EngineNotFound
from clonyvoice.speech.model import Generation
from clonyvoice.speech.request import Description, Segment, SpeechRequest
from clonyvoice.speech.style_instructions import delivery
from clonyvoice.text.ssml import Manner
from tests.new_database import put_new_database


class Maker(FakeVoiceMaker):
    """Makes voices, and follows instructions."""

    info = replace(FakeVoiceMaker.info, id="maker", title="Maker")

    def presets(self) -> Sequence[Preset]:
        return (Preset("maker_ann", "Ann", "en", "female"),)

    def tone(self, voice: VoiceSource) -> float:
        return 220.0 if isinstance(voice, str) else super().tone(voice)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Services, FakeEngine, Maker]]:
    plain, maker = FakeEngine(), Maker()
    parts = build(Settings(data_dir=put_new_database(tmp_path)), engines=(plain, maker))
    start(parts)
    yield parts, plain, maker
    close(parts)


def said(parts: Services, request: SpeechRequest) -> Generation:
    return parts.speech.wait(parts.speech.start(request, "key_1"))


def told(parts: Services, engine: FakeEngine, voice: str) -> SynthesisRequest:
    """The request that reaches the engine for a text with instructions."""
    words = "very slowly, in a low voice"
    segment = Segment("Hello there.", voice, "en", manner=delivery(words) or Manner(), instructions=words)
    assert said(parts, SpeechRequest("preset", (segment,), seed=1)).status == "completed"
    return engine.requests[-1]


def test_instructions_reach_an_engine_that_follows_them_and_are_done_here_for_others(
    served: tuple[Services, FakeEngine, Maker],
) -> None:
    parts, plain, maker = served
    reached = told(parts, maker, "maker_ann")
    assert (reached.instructions, reached.speed, reached.pitch) == ("very slowly, in a low voice", 1.0, 0.0)
    reached = told(parts, plain, "fake_ann")
    assert reached.instructions == ""
    assert reached.speed < 1.0
    assert reached.pitch < 0.0
    job = parts.design_jobs.create(DesignRequest("calm", engine="maker"), "key_1")
    (made,) = (parts.jobs.wait(job.id, 20).result or {})["candidates"]
    reached = told(parts, maker, made["voice_id"])  # a voice that is no preset
    assert reached.instructions == ""
    assert reached.speed < 1.0


def test_a_voice_is_designed_by_the_engine_that_was_asked_for(
    served: tuple[Services, FakeEngine, Maker],
) -> None:
    parts, _, maker = served
    with pytest.raises(EngineLacks, match="Engines that have it: maker"):
        parts.design_jobs.create(DesignRequest("calm", engine="fake"), "key_1")
    with pytest.raises(EngineNotFound):
        parts.design_jobs.create(DesignRequest("calm", engine="nobody"), "key_1")
    job = parts.design_jobs.create(DesignRequest("calm", engine="maker", seed=4, candidates=2), "key_1")
    done = parts.jobs.wait(job.id, 20).result or {}
    assert done["understood"] == ["calm"]
    voices = [parts.voices.get(one["voice_id"]) for one in done["candidates"]]
    assert [(voice.engine, voice.status) for voice in voices] == [("maker", "ready")] * 2
    segment = Segment("Hello there.", voices[1].id, "en")
    assert said(parts, SpeechRequest("design", (segment,), seed=1)).engine == "maker"
    described = SpeechRequest(
        "design", (Segment("Hello.", "", "en"),), design=Description("calm"), engine="maker"
    )
    assert said(parts, described).engine == "maker"
    assert len(maker.requests) == 2
    with pytest.raises(EngineLacks):
        said(parts, replace(described, engine="fake"))
