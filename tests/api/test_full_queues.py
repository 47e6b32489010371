"""One key that fills the queue: every kind of its work is refused, and every kind of another key's work has a place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from clonyvoice.jobs import JobContext
from tests.api.running import Running, running
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
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, httpx.Client]]:
    """A server whose jobs wait, and a client whose jobs fill the queue."""

    def waits(context: JobContext) -> dict[str, Any]:
        while not context.cancel.wait(60):
            pass
        context.cancel.raise_if_cancelled()
        return {}

    with running(tmp_path_factory.mktemp("full"), DesigningEngine(), max_queue=16) as server:
        kinds = server.parts.jobs._runs.kinds
        for name, kind in list(kinds.items()):
            kinds[name] = replace(kind, handler=waits)
        with server.new_client("greedy", timeout=30)[1] as greedy:
            while _speech(greedy).status_code == 202:
                pass
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
    waits = httpx.Timeout(30, read=5)  # some answer only when the work is done
    made, client = server.new_client(f"modest {kind}", waits)
    with client as modest, contextlib.suppress(httpx.ReadTimeout):
        assert KINDS[kind](modest).status_code in (200, 201, 202)
    jobs = server.parts.jobs.listing(made)
    assert len(jobs) == 1
    assert jobs[0].state in ("queued", "cancelled")
    server.parts.jobs.cancel(jobs[0].id)
