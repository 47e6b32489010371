"""Answers under way whose key is revoked or narrowed, whose sign-in ends, or whose client reads nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.routing import APIWebSocketRoute
from uvicorn.server import ServerState
from websockets.sync.client import connect

from clonyvoice.api.compat import elevenlabs_stream_input, openai_transcription
from clonyvoice.api.middleware.http_protocol import H11WithJsonErrors
from clonyvoice.api.routes import ws_events, ws_transcribe
from clonyvoice.api.socket_auth import AUTH_SECONDS
from clonyvoice.cli.logs import without_known_failures
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.jobs import EventBus
from clonyvoice.keys.caller_scopes_limits import CLI
from tests.api.running import Running, answers, running
from tests.eventually import eventually, eventually_async

LONG = "Word after word after word. " * 140
WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "native": ("/api/generate/preset", {"voice": "fake_ann", "text": LONG, "language": "en", "stream": True}),
    "SSE": (
        "/v1/audio/speech",
        {"model": "tts-1", "voice": "fake_ann", "input": LONG, "stream_format": "sse"},
    ),
    "vendor's stream": ("/elevenlabs/v1/text-to-speech/fake_ann/stream?output_format=pcm_24000", {"text": LONG}),
    "JSON lines": ("/elevenlabs/v1/text-to-speech/fake_ann/stream/with-timestamps", {"text": LONG}),
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("streams"), FakeEngine(delay=0.05)) as made:
        yield made


def seconds_until_broken(
    server: Running, way: str, headers: dict[str, str], end: Callable[[], object]
) -> float:
    """From `end`, called at the first sound, to the end of the stream, which has to be a broken one."""
    path, body = WAYS[way]
    with (
        server.client_with(headers) as http,
        pytest.raises(httpx.RemoteProtocolError),
        http.stream("POST", path, json=body) as answer,
    ):
        assert answer.status_code == 200, answer.read()
        ended = 0.0
        for _ in answer.iter_raw():
            if not ended:
                end()
                ended = time.monotonic()
    assert ended
    return time.monotonic() - ended


@pytest.mark.parametrize("way", WAYS)
def test_a_stream_ends_with_its_key(
    server: Running, way: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("clonyvoice"), "propagate", True)
    known, key = server.parts.keys.create(CLI, "streams", unlimited=True)
    took = seconds_until_broken(
        server, way, {"X-API-Key": key}, lambda: server.parts.keys.revoke(CLI, known.id)
    )
    assert took < 20
    # It is no fault of the server's, and no traceback stands in its log.
    (told,) = eventually(lambda: [it for it in caplog.records if "broke off" in it.getMessage()])
    assert told.levelno == logging.WARNING
    assert told.exc_info is None
    assert "invalid_api_key" in told.getMessage()


@pytest.mark.parametrize("way", WAYS)
def test_a_stream_whose_generation_is_cancelled_is_no_fault_in_the_log(
    server: Running, way: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("clonyvoice"), "propagate", True)

    def cancel() -> None:
        server.client.post("/api/generation/cancel").raise_for_status()

    took = seconds_until_broken(server, way, {"X-API-Key": server.key}, cancel)
    assert took < 20
    (told,) = eventually(lambda: [it for it in caplog.records if "broke off" in it.getMessage()])
    assert (told.levelno, told.exc_info) == (logging.WARNING, None)
    assert "cancelled" in told.getMessage()
    # What uvicorn writes of it is left out by the program's log.
    assert not [it for it in caplog.records if it.name == "uvicorn.error" and without_known_failures(it)]


def test_a_stream_ends_when_its_key_may_speak_no_longer(server: Running) -> None:
    known, key = server.parts.keys.create(CLI, "streams", unlimited=True)
    took = seconds_until_broken(
        server, "native", {"X-API-Key": key},
        lambda: server.parts.keys.change(CLI, known.id, scopes=["system:read"]),
    )  # fmt: skip
    assert took < 20


def test_a_stream_ends_with_its_sign_in(server: Running) -> None:
    secret, session = server.parts.sessions.redeem(server.parts.sessions.new_link())
    headers = {"Cookie": f"clonyvoice_session={secret}", "X-CSRF-Token": session.csrf}
    took = seconds_until_broken(server, "native", headers, lambda: server.parts.sessions.end(session.id))
    assert took < 20


def test_a_stream_whose_key_holds_is_whole(server: Running) -> None:
    path, body = WAYS["native"]
    began = time.monotonic()
    answer = server.client.post(path, json={**body, "text": LONG[: len(LONG) // 14]})
    assert answer.status_code == 200
    assert time.monotonic() - began > 2.0  # its key was looked at more than once meanwhile
    kept = server.client.get(f"/api/generations/{answer.headers['X-Generation-Id']}/audio")
    assert len(answer.content) == len(kept.content) > 300_000


def every_socket(server: Running) -> list[str]:
    """The addresses of all WebSockets; query parameters where one needs them."""
    found = [route.path for route in server.app.routes if isinstance(route, APIWebSocketRoute)]
    assert len(found) >= 8
    return [
        path.replace("{voice_id}", "fake_ann") + "?intent=transcription" * (path == "/v1/realtime")
        for path in found
    ]


def closed(server: Running, path: str, key: str | None, begun: Callable[[], object] = int) -> int | None:
    """The close code of a socket whose client says nothing; `begun` is called when it is open."""
    headers = {"X-API-Key": key} if key else {}
    with connect(server.url.replace("http", "ws") + path, additional_headers=headers) as socket:
        begun()
        return answers(socket)[1]


def test_a_socket_without_a_key_whose_client_says_nothing_is_closed_soon(
    server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On some the first message brings the key: who brings none holds a file of the process until then."""
    assert AUTH_SECONDS <= 10
    for module in (ws_events, ws_transcribe, elevenlabs_stream_input):
        monkeypatch.setattr(module, "AUTH_SECONDS", 0.3)
    for path in every_socket(server):
        for query in ("", "inactivity_timeout=180"):
            assert closed(server, f"{path}{'&' if '?' in path else '?'}{query}", None) in (1008, 4401), path


def test_a_socket_whose_client_says_nothing_ends_with_its_key(server: Running) -> None:
    for path in every_socket(server):
        known, key = server.parts.keys.create(CLI, "silent", unlimited=True)
        code = closed(server, path, key, partial(server.parts.keys.revoke, CLI, known.id))
        assert code in (1008, 4401), path


class Impatient(H11WithJsonErrors):
    """The server's protocol with a short time limit."""

    unread_seconds = 0.4


def test_who_reads_nothing_of_an_answer_is_let_go() -> None:
    left: list[bool] = []
    watching = []

    async def gone(receive: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        left.append(True)

    async def endless(_scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        watching.append(asyncio.create_task(gone(receive)))
        while not left:
            await send({"type": "http.response.body", "body": bytes(65_536), "more_body": True})
            await asyncio.sleep(0)

    async def ask() -> None:
        config = uvicorn.Config(endless, log_config=None, ws="none", lifespan="off")
        state = ServerState()
        serving = await asyncio.get_running_loop().create_server(
            lambda: Impatient(config, state, {}), "127.0.0.1", 0
        )
        async with serving:
            _, writer = await asyncio.open_connection(*serving.sockets[0].getsockname(), limit=1024)
            writer.write(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n")
            await eventually_async(lambda: left)
            writer.close()

    asyncio.run(ask())


class NeverEnding:
    """A queue whose one job never ends."""

    def __init__(self) -> None:
        self.abandoned: list[str] = []

    def claim(self, job_id: str) -> None:
        """Nothing to count."""

    async def finished(self, _job_id: str) -> None:
        await asyncio.Event().wait()

    def abandon(self, job_id: str) -> None:
        self.abandoned.append(job_id)


def test_a_stream_of_words_whose_client_leaves_leaves_no_task_behind() -> None:
    async def main() -> None:
        jobs, bus = NeverEnding(), EventBus()
        listening = bus.subscribe("ada")
        taken: Any = SimpleNamespace(id="tr_1", job_id="job_1")
        events = openai_transcription.transcript_events(jobs, None, taken, listening, False, "")  # type: ignore[arg-type]
        waiting = asyncio.ensure_future(anext(aiter(events)))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0.05)
        assert jobs.abandoned == ["job_1"]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
