"""Designs by a chosen engine, and instructions for engines that follow them: through the whole server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.api.services import Services
from clonyvoice.app import build, close, start
from clonyvoice.cloning.design_request_names_seeds import DesignRequest
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Preset, SynthesisRequest, VoiceSource
from clonyvoice.engines.fake import FakeEngine, FakeVoiceMaker
from clonyvoice.engines.registry import EngineLacks, EngineNotFound
from clonyvoice.speech.model import Generation
from clonyvoice.speech.request import Description, Segment, SpeechRequest
from clonyvoice.speech.style_instructions import delivery
from clonyvoice.text.ssml import Manner
from tests.api.running import running
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


def test_instructions_of_the_api_are_followed_or_refused(tmp_path: Path) -> None:
    plain, maker = FakeEngine(), Maker()
    with running(tmp_path, plain, (maker,)) as server:

        def reached(engine: FakeEngine, **body: object) -> SynthesisRequest:
            answer = server.client.post("/api/generate/preset", json={"text": "Hello there.", **body})
            assert answer.status_code == 200, answer.text
            return engine.requests[-1]

        asked = reached(maker, voice="maker_ann", instructions="Pronounce every acronym by its letters.")
        assert (asked.instructions, asked.speed) == ("Pronounce every acronym by its letters.", 1.0)
        asked = reached(plain, voice="fake_ann", instructions="very slowly")
        assert (asked.instructions, asked.speed < 1.0) == ("", True)
        unclear = "Pronounce every acronym by its letters."
        for path, body, param in (
            ("preset", {"voice": "fake_ann", "text": "Hello.", "instructions": unclear}, None),
            ("preset", {"voice": "maker_ann", "text": "Hi.", "ssml": True, "instructions": "slowly"}, None),
            ("clone-chunked-multivoice", {"segments": [
                {"voice_id": "maker_ann", "text": "Hello.", "instructions": unclear},
                {"voice_id": "fake_ann", "text": "Hello.", "instructions": unclear},
            ]}, "segments.1.instructions"),
            ("clone-chunked-multivoice", {"segments": [
                {"voice_id": "maker_ann", "text": "Hello."}, {"voice_id": "fake_ann", "text": "Hello."},
            ], "instructions": unclear}, None),
        ):  # fmt: skip
            answer = server.client.post(f"/api/generate/{path}", json=body)
            assert answer.status_code == 422
            assert answer.json()["error"]["param"] == (param or "instructions")


def test_a_retake_has_instructions_of_its_own(tmp_path: Path) -> None:
    plain, maker = FakeEngine(), Maker()
    with running(tmp_path, plain, (maker,)) as server:
        body = {"voice_id": "fake_ann", "text": "Hello there.", "instructions": "very slowly"}
        made = server.client.post("/api/generate/clone", json=body).json()["id"]

        def again(**changes: object) -> dict[str, Any]:
            body = {"generation_id": made, "chunk_index": 0, **changes}
            answer: dict[str, Any] = server.client.post("/api/generate/regenerate-chunk", json=body).json()
            return answer

        slow = plain.requests[-1].speed
        again()
        assert plain.requests[-1].speed == slow < 1.0
        again(instructions="very quickly")
        assert plain.requests[-1].speed > 1.0
        again(instructions="")
        assert plain.requests[-1].speed == 1.0
        assert (
            again(instructions="Pronounce every acronym by its letters.")["error"]["code"]
            == "instructions_not_followed"
        )
        again(voice_id="maker_ann", instructions="Pronounce every acronym by its letters.")
        assert maker.requests[-1].instructions == "Pronounce every acronym by its letters."


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
