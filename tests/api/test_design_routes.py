from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.api.running import Running, running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("design")) as it:
        yield it


def _code(served: Running, path: str, body: dict[str, object]) -> tuple[int, str]:
    answer = served.client.post(path, json=body)
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/design/create", {"description": "a car engine"}, 422, "description_not_understood"),
        ("/api/design/create", {"description": ""}, 422, "invalid_request"),
        ("/api/design/create", {"description": "calm", "candidates": 5}, 422, "invalid_request"),
        ("/api/design/create", {"description": "calm", "language": "klingon"}, 422, "unknown_language"),
        ("/api/design/create", {"description": "calm", "colour": "red"}, 422, "invalid_request"),
        ("/api/design/create", {"description": "a calm woman"}, 503, "engine_unavailable"),
        (
            "/api/design/create",
            {"description": "a car engine", "async": True},
            422,
            "description_not_understood",
        ),
        (
            "/api/design/create",
            {"description": "calm", "language": "klingon", "async": True},
            422,
            "unknown_language",
        ),
        ("/api/voices/voice_nobody/nudge", {"older": 1, "async": True}, 404, "voice_not_found"),
        ("/api/voices/voice_fake_ann/nudge", {"async": True}, 422, "nothing_to_nudge"),
        ("/api/voices/blend", {"recipe": "0.5*"}, 422, "bad_recipe"),
        ("/api/voices/blend", {}, 422, "invalid_request"),
        ("/api/voices/blend", {"recipe": "voice_nobody"}, 404, "voice_not_found"),
        ("/api/voices/voice_nobody/nudge", {"older": 1}, 404, "voice_not_found"),
        ("/api/voices/voice_fake_ann/nudge", {}, 422, "nothing_to_nudge"),
        ("/api/voices/voice_fake_ann/nudge", {"older": 9}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be_designed_is_refused_with_a_reason(
    served: Running, path: str, body: dict[str, object], status: int, code: str
) -> None:
    assert _code(served, path, body) == (status, code)


def test_a_design_that_fails_as_a_job_says_why(served: Running) -> None:
    taken = served.client.post("/api/design/create", json={"description": "a calm woman", "async": True})
    assert taken.status_code == 202
    assert taken.json()["kind"] == "design"
    address = taken.headers["Location"]
    for _ in range(200):
        job = served.client.get(address).json()
        if job["state"] == "failed":
            break
        time.sleep(0.02)
    assert job["error"]["code"] == "engine_unavailable"
    assert job["result"] is None
