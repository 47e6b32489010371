"""Several engines on one server: `engine` on requests, and voices with a fit for each."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Engine, Reference, Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.workers.worker_engine import command, declaration, worker_engine
from tests.api import european_engine
from tests.api.european_engine import EuropeanEngine
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav
from tests.eventually import eventually

ME = wav(syllables(9, 115))


def in_its_own_process() -> Engine:
    """The same engine in a process of its own; what it is asked for is noted on this side."""
    run = command(sys.executable, f"{Path(european_engine.__file__)}:EuropeanEngine")
    engine: Any = worker_engine(*declaration("european", run), run)
    speak, engine.requests = engine.synthesise, []

    def synthesise(request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        engine.requests.append(request)
        sound: Iterator[Spoken] = speak(request, cancel)
        return sound

    engine.synthesise = synthesise
    made: Engine = engine
    return made


@pytest.fixture(scope="module", params=[EuropeanEngine, in_its_own_process])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    def compare(reference: Reference, said: Audio, cancel: CancelToken) -> float:
        assert reference.clips
        assert said.duration > 1
        assert not cancel.cancelled
        return 0.7

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("clonyvoice.app.comparison", lambda _weights: compare)
        home = tmp_path_factory.mktemp("several")
        with listening(home, FakeEngine(), others=[request.param()]) as (running, _):
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


def engine(served: Running, name: str) -> Any:
    return served.parts.engines.engine(name)


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


def requests(served: Running, name: str) -> list[str]:
    return [request.text for request in engine(served, name).requests]


def test_each_segment_can_have_an_engine_of_its_own(served: Running, voice: str) -> None:
    def say_all(*engines: str | None, **more: object) -> Any:
        texts = ("First to speak.", "Second to speak.", "Third to speak.")
        segments = [
            {"voice_id": voice, "text": text, "language": "en", **({"engine": one} if one else {})}
            for text, one in zip(texts, engines, strict=True)
        ]
        body = {"segments": segments, **more}
        return served.client.post("/api/generate/clone-chunked-multivoice", json=body)

    engine(served, "fake").requests.clear()
    engine(served, "european").requests.clear()
    made = say_all("fake", None, "european", engine="fake", seed=4)
    assert made.status_code == 200, made.text
    assert requests(served, "fake") == ["First to speak.", "Second to speak."]
    assert requests(served, "european") == ["Third to speak."]
    assert say_all("fake", None, "european", engine="fake", seed=4).json()["cached"]
    assert not say_all("fake", "european", "european", engine="fake", seed=4).json()["cached"]
    wrong = say_all("fake", None, "pocket")
    assert_error(wrong, 422, "engine_not_installed", "segments.2.engine")


def test_a_text_in_auto_is_kept_to_the_languages_of_the_engine(served: Running, voice: str) -> None:
    text = "Buenos días a todos mis queridos amigos de la ciudad."
    free = say(served, voice, text, language="auto").json()
    assert (free["language"], free["engine"]) == ("es", "fake")
    kept = say(served, voice, text, language="auto", engine="european")
    assert kept.status_code == 200, kept.text
    assert kept.json()["language"] in ("en", "de")
    refused = say(served, voice, "안녕하세요 여러분.", language="auto", engine="european")
    assert_error(refused, 422, "language_not_supported", "language")


def test_a_line_is_said_by_its_engine_or_its_speakers(served: Running, voice: str) -> None:
    made = served.client.post(
        "/api/projects", json={"name": "Play", "script": "ADA: I am Ada.", "speakers": {"ADA": voice}}
    ).json()
    path = f"/api/projects/{made['id']}"

    def document() -> dict[str, Any]:
        found: dict[str, Any] = served.client.get(path).json()
        return found

    def change(op: str, item: str, **fields: object) -> None:
        headers = {"If-Match": str(document()["revision"])}
        operations = [{"op": op, "id": item, "set": fields}]
        done = served.client.post(f"{path}/operations", json={"operations": operations}, headers=headers)
        assert done.status_code == 200, done.text

    def spoken_by() -> str:
        before = len(requests(served, "european"))
        asked = served.client.post(f"{path}/speak", json={"lines": "all"})
        assert asked.status_code == 202, asked.text
        result = served.parts.jobs.wait(asked.json()["id"], 30).result
        assert result is not None
        assert result["failed"] == 0
        return "european" if len(requests(served, "european")) > before else "fake"

    speaker, line = document()["speakers"][0]["id"], document()["lines"][0]["id"]
    assert spoken_by() == "european", "the best fit"
    change("speaker.update", speaker, engine="fake")
    assert document()["lines"][0]["state"] == "stale"
    assert spoken_by() == "fake"
    change("line.update", line, engine="european")
    served.client.post(f"{path}/undo")
    assert (document()["lines"][0].get("engine"), document()["lines"][0]["state"]) == (None, "done")
    change("line.update", line, engine="european")
    assert spoken_by() == "european"
    change("line.update", line, engine="pocket")
    refused = served.client.post(f"{path}/speak", json={"lines": "all"})
    assert_error(refused, 422, "engine_not_installed", "engine")


def test_a_socket_speaks_by_the_engine_that_its_model_names(served: Running, voice: str) -> None:
    before = len(requests(served, "european"))
    address = f"{served.url.replace('http', 'ws')}/elevenlabs/v1/text-to-speech/{voice}/stream-input"
    query = "model_id=european&output_format=pcm_24000"
    with connect(f"{address}?{query}", additional_headers={"xi-api-key": served.key}) as socket:
        socket.send(json.dumps({"text": "Hello over there. "}))
        socket.send(json.dumps({"text": ""}))
        with contextlib.suppress(ConnectionClosed):
            while True:
                socket.recv(timeout=30)
    assert len(requests(served, "european")) > before


def test_a_clone_made_for_another_engine_has_its_fidelity_at_once(served: Running) -> None:
    made = served.client.post(
        "/api/clone/create",
        files={"audio": ("me.wav", ME, "audio/wav")},
        data={
            "name": "Other",
            "language": "en",
            "consent": "true",
            "refine": "instant",
            "engine": "european",
        },
    )
    assert made.status_code == 200, made.text
    try:
        assert made.json()["fidelity"] == 0.7
    finally:
        settled(served, made.json()["id"])
        served.client.delete(f"/api/voices/{made.json()['id']}", params={"permanent": "true"})
