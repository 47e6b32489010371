import pytest

from tests.api.conftest import Stage
from tests.contract.shapes import assert_error


def test_a_key_comes_in_either_header(stage: Stage) -> None:
    secret = stage.key()["X-API-Key"]
    assert stage.http.get("/api/voices", headers={"X-API-Key": secret}).status_code == 200
    assert stage.http.get("/api/voices", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert_error(stage.http.get("/api/voices", headers={"Authorization": secret}), 401, "missing_api_key")
    assert_error(stage.http.get("/api/voices", headers={"X-API-Key": ""}), 401, "missing_api_key")


def test_a_revoked_key_stops_working_at_once(stage: Stage) -> None:
    headers = stage.key()
    [key] = stage.http.get("/api/api-keys", headers=headers).json()["keys"]
    assert stage.http.delete(f"/api/api-keys/{key['id']}", headers=headers).status_code == 200
    assert_error(stage.http.get("/api/api-keys", headers=headers), 401, "invalid_api_key")


def test_the_caller_is_checked_before_the_body_is_read(stage: Stage) -> None:
    wrong = b"not json at all"
    assert_error(stage.http.post("/api/generate/clone", content=wrong), 401, "missing_api_key")
    reader = stage.key("voices:read")
    assert_error(stage.http.post("/api/generate/clone", content=wrong, headers=reader), 403, "missing_scope")


def test_what_is_left_of_a_limit_is_told_with_every_answer(stage: Stage) -> None:
    headers = stage.key(voices_read=2)
    answers = [stage.http.get("/api/voices/voice_none", headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert [answer.headers.get("RateLimit-Remaining") for answer in answers[:2]] == ["1", "0"]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60


def test_the_studio_signs_in_once_with_a_link(stage: Stage) -> None:
    assert_error(stage.http.get("/api/session"), 401, "sign_in_needed")
    link = stage.parts.sessions.new_link()
    answer = stage.http.get("/auth/link", params={"token": link}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    session = stage.http.get("/api/session").json()
    assert session["signed_in"] is True
    again = stage.http.get("/auth/link", params={"token": link}, follow_redirects=False)
    assert "expired" in again.headers["location"]


def test_the_studio_needs_the_token_to_change_anything(stage: Stage) -> None:
    token = stage.sign_in()
    assert stage.http.get("/api/api-keys").status_code == 200
    assert_error(stage.http.post("/api/api-keys", json={"name": "x"}), 403, "csrf_mismatch")
    wrong = {"X-CSRF-Token": "x"}
    assert_error(stage.http.post("/api/api-keys", json={"name": "x"}, headers=wrong), 403, "csrf_mismatch")
    made = stage.http.post("/api/api-keys", json={"name": "x", "unlimited": True}, headers=token)
    assert made.status_code == 201
    assert made.json()["key"].startswith("cvk_")


def test_signing_out_ends_it_in_all_windows(stage: Stage) -> None:
    token = stage.sign_in()
    cookie = dict(stage.http.cookies)
    assert stage.http.delete("/api/session", headers=token).status_code == 200
    stage.http.cookies.update(cookie)
    assert_error(stage.http.get("/api/session"), 401, "sign_in_needed")


def test_the_studio_is_not_counted_against_any_key(stage: Stage) -> None:
    stage.sign_in()
    for _ in range(70):
        answer = stage.http.get("/api/system/info")
        assert answer.status_code == 200
        assert "RateLimit-Limit" not in answer.headers


def test_models_are_changed_in_the_studio_only(stage: Stage) -> None:
    path = "/api/models/kokoro/download"
    assert_error(stage.http.post(path, headers=stage.key()), 403, "studio_only")
    assert_error(stage.http.delete("/api/models/kokoro", headers=stage.key()), 403, "studio_only")
    token = stage.sign_in()
    assert_error(stage.http.post("/api/models/nothing/download", headers=token), 404)


def test_jobs_of_others_are_not_seen(stage: Stage) -> None:
    mine, other = stage.key(), stage.key()
    body = {"voice": "tone_low", "text": "Hello", "language": "en"}
    voice = stage.http.get("/api/voices", params={"kind": "preset"}, headers=mine).json()["voices"][0]["id"]
    made = stage.http.post("/api/generate/preset", json={**body, "voice": voice}, headers=mine)
    assert made.status_code == 200, made.text
    [job] = stage.http.get("/api/jobs", headers=mine).json()["jobs"]
    assert (job["state"], job["subject_id"]) == ("completed", made.json()["id"])
    assert stage.http.get("/api/jobs", headers=other).json()["jobs"] == []
    assert_error(stage.http.get(f"/api/jobs/{job['id']}", headers=other), 404, "job_not_found")
    assert_error(stage.http.post(f"/api/jobs/{job['id']}/cancel", headers=other), 404, "job_not_found")
    assert stage.http.post(f"/api/jobs/{job['id']}/cancel", headers=mine).json()["state"] == "completed"


@pytest.mark.parametrize("limits", [{"voices:read": "many"}, {"voices:read": -1}, {"nothing": 3}, []])
def test_silly_limits_are_refused(stage: Stage, limits: object) -> None:
    answer = stage.http.post("/api/api-keys", json={"name": "x", "limits": limits}, headers=stage.key())
    assert_error(answer, 422)
    assert str(answer.json()["error"]["param"]).startswith("limits")
