import json

import pytest
from starlette.testclient import WebSocketDenialResponse

from clonyvoice.api.middleware.origins import Origins
from tests.api.conftest import Stage
from tests.contract.shapes import assert_error


def test_every_answer_has_its_id_and_safe_headers(stage: Stage) -> None:
    for path in ("/health", "/api/voices", "/nothing", "/api/nothing", "/docs"):
        answer = stage.http.get(path)
        assert answer.headers["X-Request-Id"].startswith("req_")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert stage.http.get("/health", headers={"X-Request-Id": "mine-1"}).headers["X-Request-Id"] == "mine-1"
    odd = stage.http.get("/health", headers={"X-Request-Id": "a b<script>"}).headers["X-Request-Id"]
    assert odd.startswith("req_")


def test_unknown_paths_and_methods_are_told_apart(stage: Stage) -> None:
    assert_error(stage.http.get("/api/nothing"), 404, "route_not_found")
    assert_error(stage.http.post("/api/nothing"), 404, "route_not_found")
    assert_error(stage.http.delete("/api/jobs"), 405, "method_not_allowed")
    assert_error(stage.http.get("/api/generate/clone"), 405, "method_not_allowed")
    refused = stage.http.post("/health")
    assert_error(refused, 405, "method_not_allowed")
    assert refused.headers["Allow"] == "GET"
    assert_error(stage.http.get("/ws"), 426, "upgrade_required")
    assert_error(stage.http.get("/api"), 404, "route_not_found")
    assert stage.http.head("/health").status_code == 200
    assert stage.http.head("/api/voices").status_code == 401


def test_what_is_sent_twice_or_not_taken_is_refused(stage: Stage) -> None:
    key = stage.key()
    answer = stage.http.get("/api/voices?limit=5&limit=7", headers=key)
    assert_error(answer, 422, "given_twice")
    assert stage.http.get("/api/jobs?state=queued&state=running", headers=key).status_code == 200
    answer = stage.http.post("/api/favorites/voice_fake_ann", json={"favorite": True}, headers=key)
    assert_error(answer, 422, "unknown_parameter")
    assert answer.json()["error"]["param"] == "favorite"
    assert stage.http.post("/api/favorites/voice_fake_ann", json={}, headers=key).status_code == 200
    twice = [("audio", ("a.wav", b"RIFF")), ("audio", ("b.wav", b"RIFF"))]
    assert_error(stage.http.post("/api/audio-duration", files=twice, headers=key), 422, "given_twice")
    both = {"audio": ("a.wav", b"RIFF"), "file": ("b.wav", b"RIFF")}
    answer = stage.http.post("/api/audio-duration", files=both, headers=key)
    assert_error(answer, 422, "invalid_request")
    assert answer.json()["error"]["param"] == "file"


def test_common_slips_are_told_in_plain_words(stage: Stage) -> None:
    key = stage.key()
    no_file = stage.http.post("/api/audio-duration", data={"audio": "me.wav"}, headers=key).json()["error"]
    assert (no_file["param"], "-F audio=@file.wav" in no_file["message"]) == ("audio", True)
    empty = stage.http.post("/api/generate/clone", headers={**key, "Content-Type": "application/json"})
    assert (empty.status_code, empty.json()["error"]["param"]) == (422, "body")
    nothing = stage.http.post("/api/voices/export", json={"voice_ids": []}, headers=key).json()["error"]
    assert nothing["message"] == "voice_ids: It should not be empty."


def test_a_mistyped_parameter_is_told_not_ignored(stage: Stage) -> None:
    key = stage.key()
    answer = stage.http.get("/api/generations", params={"limt": 5}, headers=key)
    assert_error(answer, 422, "unknown_parameter")
    assert answer.json()["error"]["param"] == "limt"
    assert "limit" in answer.json()["error"]["message"]
    assert_error(stage.http.get("/api/system/info?x=1", headers=key), 422, "unknown_parameter")
    assert_error(stage.http.get("/api/generations?limt=5"), 401, "missing_api_key")
    body = {"voice": "fake_ann", "text": "Hi.", "language": "en", "sped": 2}
    answer = stage.http.post("/api/generate/preset", json=body, headers=key)
    assert_error(answer, 422, "invalid_request")
    assert "no such field" in answer.json()["error"]["message"]
    answer = stage.http.post("/api/generate/preset", json=[1], headers=key)
    assert_error(answer, 422, "invalid_request")
    assert answer.json()["error"]["param"] == "body"


def test_a_mistyped_field_of_a_form_is_told_and_nothing_of_it_is_kept(stage: Stage) -> None:
    answer = stage.http.post(
        "/api/transcribe", files={"audio": b"RIFF"}, data={"lang": "en"}, headers=stage.key()
    )
    assert_error(answer, 422, "unknown_parameter")
    assert answer.json()["error"]["param"] == "lang"
    assert "language" in answer.json()["error"]["message"]
    assert list(stage.parts.blobs.ids()) == []


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:8765", True),
        ("localhost", True),
        ("LOCALHOST:1", True),
        ("studio.localhost:8765", True),
        ("[::1]:8765", True),
        ("192.168.1.7:8765", True),
        ("voice.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example@localhost", False),
        ("localhost/evil", False),
        ("", False),
        ("a b", False),
    ],
)
def test_only_this_machines_names_are_answered(host: str, allowed: bool) -> None:
    assert Origins().host_allowed(host) is allowed
    assert Origins(["voice.example"]).host_allowed("voice.example:443")


def test_a_rebound_host_is_refused(stage: Stage) -> None:
    assert_error(stage.http.get("/health", headers={"Host": "evil.example"}), 403, "host_not_allowed")


def test_pages_of_other_sites_may_not_change_or_read(stage: Stage) -> None:
    evil = {**stage.key(), "Origin": "https://evil.example"}
    assert_error(stage.http.post("/api/api-keys", json={}, headers=evil), 403, "origin_not_allowed")
    assert "access-control-allow-origin" not in stage.http.get("/api/voices", headers=evil).headers
    assert_error(stage.http.post("/api/api-keys", headers={"Origin": "null"}), 403, "origin_not_allowed")
    question = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert_error(stage.http.options("/api/generate/clone", headers=question), 403, "origin_not_allowed")


def test_pages_on_this_machine_may_use_the_api(stage: Stage) -> None:
    origin = "http://localhost:3000"
    ask = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-api-key,content-type",
    }
    preflight = stage.http.options("/api/generate/clone", headers=ask)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == origin
    assert "x-api-key" in preflight.headers["access-control-allow-headers"].lower()
    answer = stage.http.get("/api/voices", headers={**stage.key(), "Origin": origin})
    assert answer.headers["access-control-allow-origin"] == origin
    assert "retry-after" in answer.headers["access-control-expose-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


def test_a_browsers_question_about_a_private_network_is_answered(stage: Stage) -> None:
    question = {
        "Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization", "Access-Control-Request-Private-Network": "true",
    }  # fmt: skip
    answer = stage.http.options("/v1/audio/speech", headers=question)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Private-Network"]) == (200, "true")
    refused = stage.http.options("/v1/audio/speech", headers={**question, "Origin": "http://evil.example"})
    assert "Access-Control-Allow-Private-Network" not in refused.headers


@pytest.mark.parametrize(
    "path",
    ["/elevenlabs/v1/convai/conversation", "/v1/nothing", "/nothing", "/elevenlabs/v1/translation/realtime"],
)
def test_where_there_is_no_websocket_the_handshake_says_so(stage: Stage, path: str) -> None:
    here = {"Host": "127.0.0.1:8765"}
    with pytest.raises(WebSocketDenialResponse) as refused, stage.http.websocket_connect(path, headers=here):
        pass
    answer = refused.value
    assert answer.status_code == 404
    told = json.loads(answer.content)
    assert told["error"]["code"] == "route_not_found"
    assert ("detail" in told) == path.startswith("/elevenlabs")


def test_a_page_that_may_not_open_a_websocket_is_told(stage: Stage) -> None:
    evil = {"Host": "127.0.0.1:8765", "Origin": "http://evil.example"}
    with pytest.raises(WebSocketDenialResponse) as refused, stage.http.websocket_connect("/ws", headers=evil):
        pass
    assert refused.value.status_code == 403
    assert json.loads(refused.value.content)["error"]["code"] == "origin_not_allowed"


def test_what_breaks_inside_is_told_without_details(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/home/somebody/secret")

    monkeypatch.setattr(type(stage.parts.keys), "listing", broken)
    answer = stage.http.get("/api/api-keys", headers=stage.key())
    assert_error(answer, 500, "internal_error")
    assert "secret" not in answer.text


def test_the_document_needs_no_other_host(stage: Stage) -> None:
    page = stage.http.get("/docs")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "http://" not in page.text.replace("http://127.0.0.1:8765", "")
    assert stage.http.get("/openapi.json").json()["openapi"].startswith("3.1")


def test_without_the_studio_the_front_page_says_how_to_build_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clonyvoice.api.responses.studio_files.studio_folder", lambda: None)
    assert "npm run build" in stage.http.get("/").text


def test_metrics_count_requests_by_route(stage: Stage) -> None:
    stage.http.get("/api/voices/voice_x", headers=stage.key())
    text = stage.http.get("/metrics").text
    assert 'clonyvoice_requests_total{method="GET",route="/api/voices/{voice_id}",status="404"} 1.0' in text
    assert 'clonyvoice_jobs{state="queued"} 0.0' in text
