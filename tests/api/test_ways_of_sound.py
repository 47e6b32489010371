"""Every way by which speech leaves the server: the response announces its credentials, and the audit log records who
received it.

The routes are found by reflection, and the calls that send sound are counted: a new way fails here until it is added.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import AudioContent
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from wyoming.audio import AudioChunk
from wyoming.client import AsyncTcpClient
from wyoming.tts import Synthesize, SynthesizeVoice

import clonyvoice
from clonyvoice.api.compat.preview_links import link_token
from clonyvoice.audit.log_files import folder_of, records
from tests.api.running import Running, answers, running
from tests.eventually import eventually
from tests.fuzzing.designing import DesigningEngine

SOUND_TYPES = re.compile(r"audio/|video/|zip|text/event-stream|x-ndjson")
NOT_MADE_HERE = {
    "/api/voices/{voice_id}/samples/{sample_id}/audio",
    "/api/voices/{voice_id}/consents/{consent_id}/audio",
    "/api/voices/export",
    "/api/projects/{project_id}/assets/{asset_id}/audio",
    "/api/projects/{project_id}/assets/{asset_id}/proxy/file",
    "/v1/audio/transcriptions",
    "/v1/audio/translations",
}
"""Routes that give recordings of people as they came, or text."""
SILENT_SOCKETS = {"/ws", "/ws/transcribe", "/v1/realtime", "/elevenlabs/v1/speech-to-text/realtime"}
IN_JSON = {
    "/elevenlabs/v1/text-to-speech/{voice_id}/with-timestamps",
    "/elevenlabs/v1/text-to-dialogue/with-timestamps",
    "/elevenlabs/v1/text-to-voice/design",
    "/elevenlabs/v1/text-to-voice/create-previews",
}
"""Routes whose sound is in base64 within JSON, which no schema tells."""
SENDERS = {
    "sound_file": 9, "sound_bytes": 3, "streamed": 3, "timed_pieces": 2, "KnownFile": 12, "SpokenText": 2,
    "mixes.stream": 1, "archives.export": 1, "speech.file": 7,
}  # fmt: skip
"""The calls that take sound out of the store, and how often the sources make them, their own definitions included."""
SAID = "Hello there."


@dataclass
class Sent:
    """One answer: how its credentials are told, and the error instead, if any."""

    told: str | None = None
    refused: str | None = None
    sound: bytes = b""
    """As it was sent, where it comes in one piece: its hash is in the log."""


@dataclass
class Served:
    """A server with a project that was rendered, and everything that paths of routes name."""

    server: Running
    policy: str
    ids: dict[str, str] = field(default_factory=dict)

    def deliveries(self) -> list[dict[str, Any]]:
        folder = folder_of(self.server.parts.settings.data_dir)
        return [dict(each.fields) for each in records(folder) if each.event == "sound.delivered"]


@pytest.fixture(scope="module", params=["on", "required"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp(request.param)
    with running(
        home, DesigningEngine(), credentials=request.param, audit_log=True, wyoming=True, wyoming_port=0
    ) as server:
        yield _filled(Served(server, request.param))


def _filled(served: Served) -> Served:
    parts, http = served.server.parts, served.server.client
    made = http.post("/api/generate/preset", json=_body("")).json()
    chunk = http.get(f"/api/generations/{made['id']}").json()["chunks"][0]
    voice = made["voice_id"]
    play = {"name": "Play", "script": "ADA: Where were you?", "speakers": {"ADA": voice}}
    project = http.post("/api/projects", json=play).json()["id"]
    parts.jobs.wait(http.post(f"/api/projects/{project}/speak", json={"lines": "stale"}).json()["id"], 60)
    line = http.get(f"/api/projects/{project}").json()["lines"][0]["id"]
    take = http.get(f"/api/projects/{project}/lines/{line}/takes").json()["takes"][0]["id"]
    render = http.post(f"/api/projects/{project}/renders", json={"format": "m4b"}).json()
    parts.jobs.wait(render["job_id"], 60)
    served.ids = {
        "voice_id": voice, "generation_id": made["id"], "history_item_id": made["id"], "index": "0",
        "take_id": chunk["takes"][0]["id"] if chunk.get("takes") else chunk["active_take_id"],
        "project_id": project, "project_take": take, "render_id": render["id"],
        "generated_voice_id": voice, "token": link_token(voice, 10**11),
    }  # fmt: skip
    return served


def _body(path: str, **more: object) -> dict[str, Any]:
    """A body that says something by the fields of the route."""
    if path.startswith("/v1"):
        return {"input": SAID, "voice": "fake_ann", "model": "tts-1", "response_format": "wav", **more}
    if "text-to-dialogue" in path:
        return {"inputs": [{"text": SAID, "voice_id": "fake_ann"}], **more}
    if "text-to-voice" in path:
        return {"voice_description": "a calm elderly woman with a low and warm voice", **more}
    if path.startswith("/elevenlabs"):
        return {"text": SAID, **more}
    if path.endswith("design"):
        return {"text": SAID, "description": "a calm elderly woman", "language": "en", **more}
    if path.endswith("multivoice"):
        return {"segments": [{"text": SAID, "voice_id": "fake_ann", "language": "en"}], **more}
    if path.endswith("multilang"):
        return {"segments": [{"text": SAID, "language": "en"}], "voice_id": "fake_ann", **more}
    return {"text": SAID, "voice_id": "fake_ann", "language": "en", **more}


def _http(
    method: str, path: str, *, query: str = "", accept: str = "", **more: object
) -> Callable[[Served], Sent]:
    def ask(served: Served) -> Sent:
        ids = served.ids | ({"take_id": served.ids["project_take"]} if "/projects/" in path else {})
        filled = path.format(**ids)
        body = {"history_item_ids": [ids["generation_id"]]} if "download" in path else _body(path, **more)
        answer = served.server.client.request(
            method, filled + query, json=None if method == "GET" else body,
            headers={"Accept": accept} if accept else {},
        )  # fmt: skip
        if answer.status_code == 422:
            return Sent(refused=answer.text)
        assert answer.status_code == 200, (filled, answer.text[:300])
        kind = answer.headers["content-type"]
        whole = answer.content if kind.startswith(("audio/", "video/", "application/zip")) else b""
        if kind == "application/json":
            shown = answer.json()
            previews = shown.get("previews")
            whole = base64.b64decode(previews[0]["audio_base_64"] if previews else shown["audio_base64"])
        return Sent(answer.headers.get("x-content-credentials"), sound=whole)

    return ask


def _elevenlabs_socket(kind: str, *, key_in_message: bool = False) -> Callable[[Served], Sent]:
    def ask(served: Served) -> Sent:
        address = f"{served.server.url.replace('http', 'ws')}/elevenlabs/v1/text-to-speech/fake_ann/{kind}"
        key = {"xi-api-key": served.server.key}
        first = {"xi_api_key": served.server.key} if key_in_message else {}
        with connect(
            f"{address}?output_format=pcm_24000",
            additional_headers={} if key_in_message else key,
            close_timeout=2,
        ) as socket:
            assert socket.response is not None
            told = socket.response.headers.get("X-Content-Credentials")
            socket.send(json.dumps({"text": f"{SAID} ", **first}))
            socket.send(json.dumps({"text": ""} if kind == "stream-input" else {"close_socket": True}))
            found, _ = answers(socket)
        errors = [each for each in found if each.get("error")]
        if errors:
            return Sent(refused=json.dumps(errors))
        last = next(each for each in found if each.get("isFinal"))
        assert last["contentCredentials"] == told
        return Sent(told, sound=b"".join(base64.b64decode(each.get("audio") or "") for each in found))

    return ask


def _dialogue_socket(served: Served, kind: str = "multi-stream-input") -> Sent:
    address = f"{served.server.url.replace('http', 'ws')}/elevenlabs/v1/text-to-dialogue/{kind}"
    with connect(
        f"{address}?output_format=pcm_24000",
        additional_headers={"xi-api-key": served.server.key},
        close_timeout=2,
    ) as socket:
        assert socket.response is not None
        told = socket.response.headers.get("X-Content-Credentials")
        socket.send(json.dumps({"context_id": "a", "inputs": [{"text": SAID, "voice_id": "fake_ann"}]}))
        with contextlib.suppress(ConnectionClosed):  # it may have been refused by now
            socket.send(json.dumps({"close_socket": True}))
        found, _ = answers(socket)
    errors = [each for each in found if each.get("error")]
    if errors:
        return Sent(refused=json.dumps(errors))
    last = next(each for each in found if each.get("is_final"))
    assert last["content_credentials"] == told
    return Sent(told, sound=b"".join(base64.b64decode(each.get("audio") or "") for each in found))


def _wyoming(served: Served) -> Sent:
    async def main() -> Sent:
        async with AsyncTcpClient("127.0.0.1", int(served.server.app.state.wyoming.port)) as client:
            await client.write_event(Synthesize(SAID, voice=SynthesizeVoice(name="fake_ann")).event())
            told, sound = None, b""
            while (event := await client.read_event()) is not None:
                if event.type == "error":
                    return Sent(refused=json.dumps(event.data))
                told = event.data.get("content_credentials", told)
                sound += AudioChunk.from_event(event).audio if AudioChunk.is_type(event.type) else b""
                if event.type == "audio-stop":
                    break
            return Sent(told, sound=sound)

    return asyncio.run(asyncio.wait_for(main(), 30))


def _mcp(served: Served) -> Sent:
    async def main() -> Sent:
        headers = {"X-API-Key": served.server.key}
        async with httpx2.AsyncClient(headers=headers, timeout=30, verify=False) as http:
            transport = streamable_http_client(f"{served.server.url}/mcp", http_client=http)
            async with Client(transport, mode="legacy") as client:
                asked = {"text": SAID, "voice": "fake_ann", "output": "audio", "format": "mp3"}
                said = await client.call_tool("speak", asked)
                assert not said.is_error, said.content
                sound = next(part for part in said.content if isinstance(part, AudioContent))
                assert isinstance(said.structured_content, dict)
                return Sent(
                    said.structured_content.get("content_credentials"), sound=base64.b64decode(sound.data)
                )

    return asyncio.run(asyncio.wait_for(main(), 60))


G, P, E = "/api/generations/{generation_id}", "/api/projects/{project_id}", "/elevenlabs/v1"
WAYS: dict[str, tuple[str, Callable[[Served], Sent]]] = {
    **{
        f"/api/generate/{kind}": ("embedded", _http("POST", f"/api/generate/{kind}", accept="audio/wav"))
        for kind in (
            "clone", "preset", "design", "clone-chunked", "clone-chunked-multivoice", "clone-chunked-multilang",
        )
    },
    "/api/generate/clone as it is made": ("stream", _http("POST", "/api/generate/clone", stream=True)),
    f"{G}/audio": ("embedded", _http("GET", f"{G}/audio")),
    f"{G}/audio as M4A": ("embedded", _http("GET", f"{G}/audio", query="?format=m4a")),
    f"{G}/audio as Opus": ("format", _http("GET", f"{G}/audio", query="?format=opus")),
    f"{G}/chunks/{{index}}/audio": ("embedded", _http("GET", f"{G}/chunks/{{index}}/audio")),
    f"{G}/chunks/{{index}}/takes/{{take_id}}/audio": (
        "embedded", _http("GET", f"{G}/chunks/{{index}}/takes/{{take_id}}/audio"),
    ),
    "/api/voices/{voice_id}/preview": ("embedded", _http("GET", "/api/voices/{voice_id}/preview")),
    f"{P}/takes/{{take_id}}/audio": ("embedded", _http("GET", f"{P}/takes/{{take_id}}/audio")),
    f"{P}/mix": ("stream", _http("GET", f"{P}/mix")),
    f"{P}/renders/{{render_id}}/audio": ("embedded", _http("GET", f"{P}/renders/{{render_id}}/audio")),
    f"{P}/export": ("archive", _http("GET", f"{P}/export", query="?format=clonyproject")),
    "/v1/audio/speech": ("embedded", _http("POST", "/v1/audio/speech")),
    "/v1/audio/speech in events": ("stream", _http("POST", "/v1/audio/speech", stream_format="sse")),
    f"{E}/text-to-speech/{{voice_id}}": ("embedded", _http("POST", f"{E}/text-to-speech/{{voice_id}}")),
    f"{E}/text-to-speech/{{voice_id}}/stream": ("stream", _http("POST", f"{E}/text-to-speech/{{voice_id}}/stream")),
    f"{E}/text-to-speech/{{voice_id}}/with-timestamps": (
        "embedded", _http("POST", f"{E}/text-to-speech/{{voice_id}}/with-timestamps"),
    ),
    f"{E}/text-to-speech/{{voice_id}}/stream/with-timestamps": (
        "stream", _http("POST", f"{E}/text-to-speech/{{voice_id}}/stream/with-timestamps"),
    ),
    f"{E}/text-to-dialogue": ("embedded", _http("POST", f"{E}/text-to-dialogue")),
    f"{E}/text-to-dialogue/stream": ("stream", _http("POST", f"{E}/text-to-dialogue/stream")),
    f"{E}/text-to-dialogue/with-timestamps": ("embedded", _http("POST", f"{E}/text-to-dialogue/with-timestamps")),
    f"{E}/text-to-dialogue/stream/with-timestamps": (
        "stream", _http("POST", f"{E}/text-to-dialogue/stream/with-timestamps"),
    ),
    f"{E}/text-to-voice/design": ("embedded", _http("POST", f"{E}/text-to-voice/design")),
    f"{E}/text-to-voice/create-previews": ("embedded", _http("POST", f"{E}/text-to-voice/create-previews")),
    f"{E}/text-to-voice/{{generated_voice_id}}/stream": (
        "embedded", _http("GET", f"{E}/text-to-voice/{{generated_voice_id}}/stream"),
    ),
    f"{E}/history/{{history_item_id}}/audio": ("embedded", _http("GET", f"{E}/history/{{history_item_id}}/audio")),
    f"{E}/history/download": ("embedded", _http("POST", f"{E}/history/download")),
    "/elevenlabs/previews/{token}.mp3": ("embedded", _http("GET", "/elevenlabs/previews/{token}.mp3")),
    f"{E}/text-to-speech/{{voice_id}}/stream-input": ("stream", _elevenlabs_socket("stream-input")),
    f"{E}/text-to-speech/{{voice_id}}/stream-input, its key in a message": (
        "stream", _elevenlabs_socket("stream-input", key_in_message=True),
    ),
    f"{E}/text-to-speech/{{voice_id}}/multi-stream-input": ("stream", _elevenlabs_socket("multi-stream-input")),
    f"{E}/text-to-dialogue/stream-input": ("stream", partial(_dialogue_socket, kind="stream-input")),
    f"{E}/text-to-dialogue/multi-stream-input": ("stream", _dialogue_socket),
    "wyoming": ("stream", _wyoming),
    "mcp": ("embedded", _mcp),
}  # fmt: skip
"""By path, with a remark where a route has several forms: what is told of the credentials, and how to ask."""


@pytest.mark.parametrize("name", WAYS)
def test_the_answer_tells_of_credentials_and_the_log_of_the_sound(served: Served, name: str) -> None:
    expected, ask = WAYS[name]
    before = len(served.deliveries())
    sent = ask(served)
    if served.policy == "required" and expected != "embedded":
        assert sent.refused is not None
        assert "credentials_required" in sent.refused
        assert len(served.deliveries()) == before
        return
    assert sent.refused is None, sent.refused
    assert sent.told == ("embedded" if expected == "embedded" else f"none; reason={expected}")
    eventually(lambda: len(served.deliveries()) > before)
    noted = served.deliveries()[before:]
    assert all(each["who"] and each["id"] for each in noted)
    assert name == "/api/generate/design" or all(each["voices"] for each in noted)
    if sent.sound:
        assert hashlib.sha256(sent.sound).hexdigest() in {each["sha256"] for each in noted}


def test_every_route_that_declares_sound_is_a_way(served: Served) -> None:
    ways = {name.partition(" ")[0].rstrip(",") for name in WAYS} - {"wyoming", "mcp"}
    declared: set[str] = set()
    sockets: set[str] = set()
    for route in served.server.app.routes:
        sound_routes_and_sockets(route, declared, sockets)
    assert declared - NOT_MADE_HERE - SILENT_SOCKETS | IN_JSON == {way for way in ways if way not in sockets}
    assert sockets - SILENT_SOCKETS == {way for way in ways if way in sockets}


def sound_routes_and_sockets(route: Any, declared: set[str], sockets: set[str]) -> None:
    for inner in getattr(route, "routes", ()):
        sound_routes_and_sockets(inner, declared, sockets)
    if "WebSocket" in type(route).__name__:
        sockets.add(route.path)
    kinds = [kind for each in getattr(route, "responses", {}).values() for kind in each.get("content") or ()]
    if any(SOUND_TYPES.search(kind) for kind in kinds):
        declared.add(route.path)


def test_nothing_else_takes_sound_out_of_the_store() -> None:
    root = Path(clonyvoice.__file__).parent
    sources = [
        path.read_text("utf-8") for part in ("api", "cli", "wyoming") for path in (root / part).rglob("*.py")
    ]
    found = {}
    for name in SENDERS:
        called = rf"\b{re.escape(name)}\b" if "." in name else rf"\b{name}\("
        found[name] = sum(len(re.findall(called, text)) for text in sources)
    assert found == SENDERS, "a new call that sends sound: make it one of WAYS, then count it in SENDERS"


def test_a_stream_that_its_listener_leaves_is_noted_as_broken_off(served: Served) -> None:
    if served.policy == "required":
        pytest.skip("streams are refused there")
    before = len(served.deliveries())
    served.server.engine.delay = 0.3
    body = {
        **_body("/api/generate/clone"),
        "text": "One sentence is here. And one more. " * 8,
        "stream": True,
    }
    try:
        with served.server.client.stream("POST", "/api/generate/clone", json=body) as answer:
            next(answer.iter_bytes())
        eventually(lambda: len(served.deliveries()) > before)
    finally:
        served.server.engine.delay = 0.0
    assert [each["whole"] for each in served.deliveries()[before:]] == [False]
