"""One key that fills the queue: every kind of its work is refused, and every kind of another key's work has a place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from clonyvoice.core import CancelToken
from tests.api.running import Running, running
from tests.audio.videos import rule_video
from tests.eventually import eventually
from tests.fuzzing import files
from tests.fuzzing.designing import DesigningEngine

Ask = Callable[[httpx.Client], httpx.Response]


def _sound() -> dict[str, tuple[str, bytes]]:
    return {"audio": ("a.wav", files.recordings()["wav"])}


def _with_a_clip(client: httpx.Client, project: str, asset: str) -> None:
    document = client.get(f"/api/projects/{project}").json()
    clip = {"track_id": document["tracks"][0]["id"], "asset_id": asset, "start": 0.0}
    done = client.post(
        f"/api/projects/{project}/operations",
        json={"operations": [{"op": "clip.insert", "clip": clip}]},
        headers={"If-Match": f'"{document["revision"]}"'},
    )
    assert done.status_code == 200, done.text


def _of_project(path: str, **body: Any) -> Ask:
    def ask(client: httpx.Client) -> httpx.Response:
        script = {"name": "Queued", "script": "ADA: Hello.", "speakers": {"ADA": "fake_ann"}}
        made = client.post("/api/projects", json=script).json()["id"]
        asset = client.post(f"/api/projects/{made}/assets", files=_sound()).json()["id"]
        if path == "dubs":
            return client.post(f"/api/projects/{made}/{path}", json={"asset_id": asset, **body})
        _with_a_clip(client, made, asset)
        return client.post(f"/api/projects/{made}/{path}", json=body)

    return ask


def _speech(client: httpx.Client) -> httpx.Response:
    body = {"voice": "fake_ann", "text": "Hello there.", "language": "en", "async": True}
    return client.post("/api/generate/preset", json=body)


def _proxy(client: httpx.Client) -> httpx.Response:
    project = f"/api/projects/{client.post('/api/projects', json={'name': 'Tape'}).json()['id']}"
    video = {"file": ("tape.avi", rule_video("mpeg4", "avi", "yuv420p", seconds=0.5))}
    asset = client.post(f"{project}/assets", files=video).json()["id"]
    return client.post(f"{project}/assets/{asset}/proxy")


KINDS: dict[str, Ask] = {
    "speech": _speech,
    "clone": lambda client: client.post("/api/clone/create", files=_sound(), data={"consent": "true"}),
    "check": lambda client: client.post("/api/clone/check", files=_sound()),
    "design": lambda client: client.post(
        "/api/design/create", json={"description": "A calm woman.", "async": True}
    ),
    "blend": lambda client: client.post("/api/voices/blend", json={"recipe": "0.5*fake_ann+0.5*fake_ben"}),
    "nudge": lambda client: client.post("/api/voices/voice_fake_ann/nudge", json={"older": 1, "async": True}),
    "transcription": lambda client: client.post("/api/transcribe", files=_sound(), data={"async": "true"}),
    "render": _of_project("renders", format="wav"),
    "dub": _of_project("dubs", language="en"),
    "proxy": _proxy,
}


ANSWERED_AT_THE_END = {"clone", "check", "blend"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, httpx.Client]]:
    """A server whose compute slots and running places are taken, and a client whose jobs fill the queue."""
    with (
        running(tmp_path_factory.mktemp("full"), DesigningEngine(), max_queue=16) as server,
        contextlib.ExitStack() as held,
    ):
        for number in range(server.parts.slots.count):
            held.enter_context(server.parts.slots.take("test", f"slot {number}", CancelToken()))
        with server.new_client("greedy", timeout=30)[1] as greedy:
            refused = next(n for n in range(100) if _speech(greedy).status_code != 202)
            assert refused >= 16
            for number in range(3):  # the running places that one key leaves to others
                with server.new_client(f"runs {number}", timeout=30)[1] as client:
                    assert _speech(client).status_code == 202
            eventually(lambda: server.parts.jobs.depth[1] == 12)
            yield server, greedy
            server.parts.jobs.cancel_all(None)


@pytest.mark.parametrize("kind", KINDS)
def test_who_fills_the_queue_is_refused_and_others_are_not(
    full: tuple[Running, httpx.Client], kind: str
) -> None:
    server, greedy = full
    refused = KINDS[kind](greedy)
    assert refused.status_code == 503, refused.text
    assert refused.json()["error"]["code"] == "queue_full"
    assert int(refused.headers["Retry-After"]) >= 1
    made, client = server.new_client(f"modest {kind}", timeout=30)
    with client as modest, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(KINDS[kind], modest)
        (job,) = eventually(lambda: server.parts.jobs.listing(made))
        assert job.state != "failed"  # what computes nothing may be done by now
        if kind not in ANSWERED_AT_THE_END:
            assert answer.result().status_code in (200, 201, 202)
        server.parts.jobs.cancel(job.id)
        assert answer.result().status_code in (200, 201, 202, 409)


def test_keys_that_a_key_made_have_no_places_of_their_own(full: tuple[Running, httpx.Client]) -> None:
    server, greedy = full
    made = greedy.post("/api/api-keys", json={"name": "one more", "unlimited": True})
    assert made.status_code == 201
    with server.client_with({"X-API-Key": made.json()["key"]}, 30) as child:
        refused = _speech(child)
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "queue_full"
