from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.api.running import Running, running
from tests.eventually import eventually
from tests.fuzzing.designing import DesigningEngine


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
        ("/api/design/create", {"description": "calm", "gender": "blue"}, 422, "trait_not_understood"),
        ("/api/design/create", {"description": "calm", "age": "blue"}, 422, "trait_not_understood"),
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
    job = eventually(lambda: served.client.get(address).json(), lambda found: found["state"] == "failed")
    assert job["error"]["code"] == "engine_unavailable"
    assert job["result"] is None


def test_the_server_answers_while_many_voices_are_blended(
    served: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun = threading.Event(), threading.Semaphore(0)

    def slow(*_: object, **__: object) -> str:
        begun.release()
        assert go.wait(120)
        return "voice_fake_ann"

    ann = SimpleNamespace(engine="fake")
    monkeypatch.setattr(served.parts.designs, "check_blend", lambda *_: [(1.0, ann)])
    monkeypatch.setattr(served.parts.designs, "blend", slow)
    answers: list[int] = []

    def blend() -> None:
        answers.append(served.client.post("/api/voices/blend", json={"recipe": "fake_ann"}).status_code)

    # as many as there are threads for quick routes, and some: more than run at a time
    blends = [threading.Thread(target=blend) for _ in range(48)]
    for each in blends:
        each.start()
    for _ in range(9):  # of the twelve places one key's jobs leave three to others
        assert begun.acquire(timeout=30)
    waits = []
    for path in ("/health", "/api/voices", "/api/system/info", "/health"):
        began = time.monotonic()
        assert served.client.get(path, timeout=60).status_code == 200
        waits.append(time.monotonic() - began)
    go.set()
    for each in blends:
        each.join()
    assert max(waits) < 30
    assert answers == [200] * len(blends)


def test_candidates_with_the_longest_name_are_numbered_and_can_be_exported(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with running(tmp_path_factory.mktemp("names"), DesigningEngine()) as served:
        body = {"description": "a calm woman", "name": "x" * 200, "candidates": 2, "save": True}
        made = served.client.post("/api/design/create", json=body)
        assert made.status_code == 200, made.text
        found = made.json()["candidates"]
        names = [one["name"] for one in found]
        assert names == ["x" * 198 + " 1", "x" * 198 + " 2"]
        asked = {"voice_ids": [one["voice_id"] for one in found]}
        packed = served.client.post("/api/voices/export", json=asked)
        assert packed.status_code == 200, packed.text
        files = {"file": ("a.clonyvoice", packed.content)}
        back = served.client.post("/api/voices/import", files=files)
        assert sorted(voice["name"] for voice in back.json()["voices"]) == names
