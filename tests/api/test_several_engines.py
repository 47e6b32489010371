"""Several engines on one server: `engine` on requests, and voices with a fit for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import (
    Fit,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    Turn,
    VoiceSource,
)
from clonyvoice.engines.fake import FakeEngine
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav
from tests.eventually import eventually

ME = wav(syllables(9, 115))


class EuropeanEngine(FakeEngine):
    """Another engine: it speaks two languages, has one level of fit, and does not measure its fidelity."""

    info = replace(FakeEngine.info, id="european", title="European", languages=("en", "de"))

    def presets(self) -> Sequence[Preset]:
        return (Preset("fake_eva", "Eva", "de", "female"),)

    def tone(self, voice: VoiceSource) -> float:
        return 180.0 if voice == "fake_eva" else super().tone(voice)

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        del level
        for fit in super().fit(reference, "instant", progress, cancel, turn):
            yield replace(fit, fidelity=None)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    def compare(reference: Reference, said: Audio, cancel: CancelToken) -> float:
        assert reference.clips
        assert said.duration > 1
        assert not cancel.cancelled
        return 0.7

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("clonyvoice.app.comparison", lambda _weights: compare)
        home = tmp_path_factory.mktemp("several")
        with listening(home, FakeEngine(), others=[EuropeanEngine()]) as (running, _):
            yield running


@pytest.fixture(scope="module")
def voice(served: Running) -> str:
    """A clone with fits for both engines."""
    made = served.client.post(
        "/api/clone/create",
        files={"audio": ("me.wav", ME, "audio/wav")},
        data={"name": "Me", "language": "en", "consent": "true", "refine": "instant"},
    )
    assert made.status_code == 200, made.text
    voice_id = str(made.json()["id"])
    settled(served, voice_id)
    refused = say(served, voice_id, engine="european")
    error = assert_error(refused, 409, "voice_not_fitted", "engine")
    assert f"/api/voices/{voice_id}/refine" in error["message"]
    assert '{"engine": "european"}' in error["message"]
    asked = served.client.post(
        f"/api/voices/{voice_id}/refine", json={"refine": "best", "engine": "european"}
    )
    assert asked.status_code == 202, asked.text
    done = served.parts.jobs.wait(asked.json()["id"], 30)
    assert (done.state, done.result["engine"], done.result["fidelity"]) == ("completed", "european", 0.7)  # type: ignore[index]  # there is one
    return voice_id


def assert_error(answer: Any, status: int, code: str, param: str) -> dict[str, Any]:
    """The error in an answer."""
    assert answer.status_code == status, answer.text
    error: dict[str, Any] = answer.json()["error"]
    assert (error["code"], error["param"]) == (code, param), error
    return error


def settled(served: Running, voice_id: str) -> dict[str, Any]:
    def read() -> dict[str, Any]:
        found: dict[str, Any] = served.client.get(f"/api/voices/{voice_id}").json()
        return found

    return eventually(read, lambda voice: voice["job_id"] is None)


def say(served: Running, voice_id: str, /, text: str = "Hello there.", **more: object) -> Any:
    body = {"voice_id": voice_id, "text": text, "language": "en", **more}
    return served.client.post("/api/generate/clone", json=body)


def engine_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    return str(answer.json()["engine"])


def test_a_fit_for_another_engine_does_not_replace_the_first(served: Running, voice: str) -> None:
    shown = settled(served, voice)
    assert (shown["engine"], shown["engines"], shown["preferred_engine"]) == (
        "fake", ["fake", "european"], None,
    )  # fmt: skip
    assert [(one["engine"], one["refine"], one["fidelity"], one["active"]) for one in shown["versions"]] == [
        ("fake", "instant", pytest.approx(0.4), True),
        ("european", "instant", 0.7, True),
    ]
    assert shown["fidelity"] == 0.7, "that of the fit with which it speaks by default"
    for wanted in ("fake", "european"):
        found = served.client.get("/api/voices", params={"engine": wanted, "kind": "clone"}).json()["voices"]
        assert [(one["id"], one["engines"]) for one in found] == [(voice, ["fake", "european"])]


def test_the_engine_of_a_request_speaks_and_else_the_best_for_the_language(
    served: Running, voice: str
) -> None:
    assert engine_of(say(served, voice, engine="fake")) == "fake"
    assert engine_of(say(served, voice, engine="european")) == "european"
    assert engine_of(say(served, voice)) == "european", "the higher fidelity"
    assert engine_of(say(served, voice, "안녕하세요.", language="ko")) == "fake", "the only one for it"
    mixed = say(served, voice, "Good morning to all of you. 안녕하세요 여러분.", language="auto")
    assert engine_of(mixed) == "fake", "one voice in one generation"
    assert {chunk["language"] for chunk in mixed.json()["chunks"]} == {"en", "ko"}
    refused = say(served, voice, "안녕하세요.", language="ko", engine="european")
    assert "leave `engine` out" in assert_error(refused, 422, "language_not_supported", "language")["message"]


def test_a_seed_does_not_bring_back_the_sound_of_another_engine(served: Running, voice: str) -> None:
    first = say(served, voice, engine="fake", seed=5)
    other = say(served, voice, engine="european", seed=5)
    again = say(served, voice, engine="fake", seed=5)
    assert [engine_of(one) for one in (first, other, again)] == ["fake", "european", "fake"]
    assert [one.json()["cached"] for one in (first, other, again)] == [False, False, True]


def test_an_engine_that_is_not_here_is_refused_with_what_is_and_what_to_do(
    served: Running, voice: str
) -> None:
    unknown = assert_error(say(served, voice, engine="none_such"), 404, "engine_not_found", "engine")
    assert "fake, european" in unknown["message"]
    absent = assert_error(say(served, voice, engine="pocket"), 422, "engine_not_installed", "engine")
    assert "clonyvoice engines install pocket" in absent["message"]
    assert "fake, european" in absent["message"]
    preset = served.client.post(
        "/api/generate/preset", json={"voice": "fake_ann", "text": "Hello.", "engine": "european"}
    )
    assert "came with" in assert_error(preset, 409, "voice_not_fitted", "engine")["message"]
    own = {"voice": "fake_eva", "text": "Hallo.", "language": "de"}
    assert engine_of(served.client.post("/api/generate/preset", json=own)) == "european"
    refine = served.client.post(f"/api/voices/{voice}/refine", json={"engine": "pocket"})
    assert_error(refine, 422, "engine_not_installed", "engine")


def test_a_voice_keeps_to_the_engine_that_was_chosen_for_it(served: Running, voice: str) -> None:
    def prefer(engine: str | None) -> Any:
        return served.client.put(f"/api/voices/{voice}", json={"preferred_engine": engine})

    try:
        chosen = prefer("fake").json()
        assert (chosen["preferred_engine"], chosen["fidelity"]) == ("fake", pytest.approx(0.4))
        assert engine_of(say(served, voice)) == "fake"
        assert_error(prefer("none_such"), 409, "voice_not_fitted", "engine")
        active = served.client.post(f"/api/voices/{voice}/versions/2/activate").json()
        assert active["preferred_engine"] == "european", "who chooses a fit chooses its engine"
        assert [one["active"] for one in active["versions"]] == [True, True]
        assert engine_of(say(served, voice)) == "european"
    finally:
        assert prefer(None).json()["preferred_engine"] is None


def test_a_retake_can_be_of_another_engine(served: Running, voice: str) -> None:
    made = say(served, voice, engine="fake").json()

    def again(**changes: object) -> Any:
        body = {"generation_id": made["id"], "chunk_index": 0, **changes}
        return served.client.post("/api/generate/regenerate-chunk", json=body)

    asked = len(engine(served, "european").requests)
    assert again(engine="european").status_code == 200
    assert len(engine(served, "european").requests) > asked
    asked = len(engine(served, "fake").requests)
    assert again(seed=3).status_code == 200, "without `engine` as the chunk was made"
    assert len(engine(served, "fake").requests) > asked
    assert again(language="ko", text="안녕하세요.").status_code == 200
    assert_error(again(engine="pocket"), 422, "engine_not_installed", "engine")
    assert_error(again(engine=""), 422, "invalid_request", "engine")


def engine(served: Running, name: str) -> FakeEngine:
    found = served.parts.engines.engine(name)
    assert isinstance(found, FakeEngine)
    return found


def test_an_export_carries_all_fits_also_to_where_an_engine_is_not(
    served: Running, voice: str, tmp_path: Path
) -> None:
    packed = served.client.post("/api/voices/export", json={"voice_ids": [voice]})
    assert packed.status_code == 200, packed.text
    sent = {"file": ("v.clonyvoice", packed.content)}
    again = served.client.post("/api/voices/import", files=sent)
    assert again.status_code == 201, again.text
    (copy,) = again.json()["voices"]
    assert [(one["engine"], one["active"]) for one in copy["versions"]] == [
        ("fake", True),
        ("european", True),
    ]
    assert engine_of(say(served, copy["id"])) == "european"
    served.client.delete(f"/api/voices/{copy['id']}", params={"permanent": "true"})
    with listening(tmp_path, FakeEngine()) as (elsewhere, _):
        shown = elsewhere.client.post("/api/voices/import/preview", files=sent).json()
        assert [one["problem"] for one in shown["voices"]] == [None]
        (copy,) = elsewhere.client.post("/api/voices/import", files=sent).json()["voices"]
        assert copy["engines"] == ["fake", "european"], "kept for when its engine is there"
        assert engine_of(say(elsewhere, copy["id"])) == "fake"
        assert_error(say(elsewhere, copy["id"], engine="european"), 404, "engine_not_found", "engine")
    with listening(tmp_path / "other", EuropeanEngine()) as (elsewhere, _):
        (copy,) = elsewhere.client.post("/api/voices/import", files=sent).json()["voices"]
        assert engine_of(say(elsewhere, copy["id"])) == "european"
        assert json.loads(elsewhere.client.get("/api/voices").text)["total"] == 2


def test_clients_of_other_vendors_choose_the_engine_by_the_model(served: Running, voice: str) -> None:
    def speech(model: str) -> Any:
        body = {"model": model, "voice": voice, "input": "Hello there.", "response_format": "wav"}
        return served.client.post("/v1/audio/speech", json=body)

    for model, name in (("european", "european"), ("tts-1", "european")):
        before = len(engine(served, name).requests)
        assert speech(model).status_code == 200
        assert len(engine(served, name).requests) > before
    names = [one["id"] for one in served.client.get("/v1/models").json()["data"]]
    assert "european" in names
    assert speech("pocket").json()["error"]["code"] == "model_not_served"
    refused = served.client.post(
        "/v1/audio/speech", json={"model": "european", "voice": "fake_ann", "input": "Hi."}
    )
    assert (refused.status_code, refused.json()["error"]["param"]) == (409, "model")
    listed = served.client.get("/elevenlabs/v1/models").json()
    (shown,) = [one for one in listed if one["model_id"] == "european"]
    assert [one["language_id"] for one in shown["languages"]] == ["en", "de"]
    said = served.client.post(
        f"/elevenlabs/v1/text-to-speech/{voice}", json={"text": "Hello there.", "model_id": "european"}
    )
    assert said.status_code == 200, said.text
