"""The Model Context Protocol with the official SDK's own client: over HTTP in both wires, and over stdio."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import AudioContent, BlobResourceContents, CallToolResult, ResourceLink, TextContent

from clonyvoice.api.mcp.tools import TOOLS
from clonyvoice.audio import decode
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.keys.caller_scopes_limits import CLI
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav
from tests.eventually import eventually, eventually_async

Use = Callable[[Client], Awaitable[None]]
LONG = "A word is spoken slowly here, and then one more, and then many others follow it. " * 3
MODES = ["legacy", "2026-07-28"]
IDLE_WITHIN = 20
"""Seconds from a cancel until nothing computes, at most: it takes 0.2, on a busy machine more, and work that did not
hear of it goes on for minutes.
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("mcp"), FakeEngine(delay=0.0)) as (running, _):
        yield running


def over_http(served: Running, use: Use, *, mode: str = "legacy", key: str | None = None) -> None:
    async def main() -> None:
        headers = {"X-API-Key": key or served.key}
        async with httpx2.AsyncClient(headers=headers, timeout=30, verify=False) as http:
            transport = streamable_http_client(f"{served.url}/mcp", http_client=http)
            async with Client(transport, mode=mode) as client:
                await use(client)

    asyncio.run(asyncio.wait_for(main(), 60))


def told(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


def values(result: CallToolResult) -> dict[str, Any]:
    assert isinstance(result.structured_content, dict)
    return result.structured_content


@pytest.mark.parametrize("mode", MODES)
def test_speech_comes_as_a_link_that_the_same_client_reads(served: Running, mode: str) -> None:
    async def use(client: Client) -> None:
        tools = await client.list_tools()
        assert {tool.name for tool in tools.tools} == set(TOOLS)
        assert all(tool.input_schema["additionalProperties"] is False for tool in tools.tools)
        said = await client.call_tool("speak", {"text": "Hello there.", "voice": "fake_ann", "seed": None})
        assert not said.is_error, told(said)
        link = next(part for part in said.content if isinstance(part, ResourceLink))
        assert link.mime_type == "audio/mpeg"
        read = await client.read_resource(link.uri)
        blob = read.contents[0]
        assert isinstance(blob, BlobResourceContents)
        sound = decode(base64.b64decode(blob.blob))
        assert sound.duration == pytest.approx(values(said)["duration"], abs=0.1)
        plain = await client.read_resource(link.uri.replace(".mp3", ".wav"))
        assert isinstance(plain.contents[0], BlobResourceContents)
        assert base64.b64decode(plain.contents[0].blob)[:4] == b"RIFF"
        fetched = served.client.get(values(said)["audio_url"])
        assert fetched.status_code == 200
        assert link.uri in {one.uri for one in (await client.list_resources()).resources}

    over_http(served, use, mode=mode)


def test_small_sound_comes_inline_with_its_own_type(served: Running) -> None:
    async def use(client: Client) -> None:
        asked = {"text": "Short.", "voice": "fake_ben", "output": "audio", "format": "opus"}
        said = await client.call_tool("speak", asked)
        sound = next(part for part in said.content if isinstance(part, AudioContent))
        assert sound.mime_type == "audio/ogg"
        assert base64.b64decode(sound.data)[:4] == b"OggS"

    over_http(served, use)


def test_the_engine_of_a_call_is_looked_for(served: Running) -> None:
    async def use(client: Client) -> None:
        recording = base64.b64encode(b"RIFF").decode()
        calls: tuple[tuple[str, dict[str, Any]], ...] = (
            ("speak", {"text": "Hello.", "voice": "fake_ann"}),
            ("clone_voice", {"name": "Me", "audio_base64": [recording], "consent": True}),
            ("design_voice", {"description": "a deep voice"}),
        )
        for tool, arguments in calls:
            refused = await client.call_tool(tool, {**arguments, "engine": "none_such"})
            assert refused.is_error
            assert "There is no engine 'none_such'" in told(refused)
        said = await client.call_tool("speak", {"text": "Hello.", "voice": "fake_ann", "engine": "fake"})
        assert not said.is_error, told(said)

    over_http(served, use)


def test_instructions_change_how_it_is_said_or_are_refused(served: Running) -> None:
    async def use(client: Client) -> None:
        lengths = []
        for words in ("", " ", "very slowly"):
            asked = {"text": "Hello there, once more.", "voice": "fake_ann", "seed": 7, "instructions": words}
            lengths.append(values(await client.call_tool("speak", asked))["duration"])
        usual, blank, slow = lengths
        assert usual == blank
        assert slow > 1.15 * usual
        asked["instructions"] = "purple"
        refused = await client.call_tool("speak", asked)
        assert refused.is_error
        assert "Nothing in `instructions` can be followed" in told(refused)

    over_http(served, use)


@pytest.mark.parametrize("mode", MODES)
def test_progress_is_told_and_a_cancelled_call_stops_the_compute(tmp_path: Path, mode: str) -> None:
    with listening(tmp_path, FakeEngine(delay=0.02)) as (served, _):

        async def use(client: Client) -> None:
            seen: list[tuple[float, str | None]] = []

            async def progress(progress: float, total: float | None, message: str | None) -> None:
                seen.append((progress, message))

            asked = {"text": LONG, "voice": "fake_ann"}
            said = await client.call_tool("speak", asked, progress_callback=progress)
            assert not said.is_error, told(said)
            assert [fraction for fraction, _ in seen] == sorted({fraction for fraction, _ in seen})
            assert any("gen_" in (message or "") for _, message in seen)

            served.engine.delay = 120.0  # who did not hear of the cancel would go on beyond the bound
            call = asyncio.create_task(client.call_tool("speak", {"text": LONG, "voice": "fake_ann"}))
            await eventually_async(lambda: served.parts.jobs.depth[1] == 1)
            await asyncio.sleep(0.3)
            call.cancel()
            await eventually_async(lambda: served.parts.jobs.depth == (0, 0), IDLE_WITHIN, every=0.005)
            with pytest.raises(asyncio.CancelledError):
                await call
            assert served.parts.jobs.listing()[0].state == "cancelled"

        over_http(served, use, mode=mode)


def test_long_work_answers_with_an_id_to_ask_for_or_to_cancel(tmp_path: Path) -> None:
    with listening(tmp_path, FakeEngine(delay=0.02)) as (served, _):

        async def use(client: Client) -> None:
            asked = {"text": LONG, "voice": "fake_ann", "wait_seconds": 0}
            begun = values(await client.call_tool("speak", asked))
            assert begun["ended"] is False
            done = await client.call_tool("status", {"id": begun["id"]})
            assert values(done)["duration"] > 1
            served.engine.delay = 0.1
            begun = values(await client.call_tool("speak", asked))
            stopped = await client.call_tool("cancel", {"id": begun["id"]})
            assert values(stopped)["cancelled"] == [begun["id"]]
            assert "cancelled" in told(await client.call_tool("status", {"id": begun["id"]}))
            begun = values(await client.call_tool("speak", asked))
            assert values(await client.call_tool("cancel"))["cancelled"] == [begun["id"]]
            assert values(await client.call_tool("cancel"))["cancelled"] == []

        over_http(served, use)


def test_recordings_are_cloned_and_written_down(served: Running) -> None:
    encoded = base64.b64encode(wav(syllables(12.0))).decode()

    async def use(client: Client) -> None:
        made = await client.call_tool(
            "clone_voice",
            {"name": "Mine", "audio_base64": [encoded], "consent": True, "consent_person": "Ada"},
        )
        assert not made.is_error, told(made)
        (consent,) = served.parts.voices.get(values(made)["voice"]).consents
        assert consent.person == "Ada"
        said = await client.call_tool("speak", {"text": "Hello.", "voice": "mine"})
        assert values(said)["voice"] == values(made)["voice"]
        listed = values(await client.call_tool("list_voices", {"kind": "clone"}))
        assert [voice["name"] for voice in listed["voices"]] == ["Mine"]
        heard = await client.call_tool("transcribe", {"audio_base64": encoded})
        assert values(heard)["duration"] == pytest.approx(12.0, abs=0.01)
        as_data = {"audio_base64": f"data:audio/wav;base64,{encoded}"}
        assert not (await client.call_tool("transcribe", as_data)).is_error

    over_http(served, use)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("speak", {}, "text"),
    ("speak", {"text": "", "voice": "fake_ann"}, "say"),
    ("speak", {"text": "One.", "voice": "nobody"}, "nobody"),
    ("speak", {"text": "One.", "speed": 9}, "speed"),
    ("speak", {"text": "One.", "emotion": "sad"}, "emotion"),
    ("speak", {"text": "One.", "save_to": "/tmp/x.mp3"}, "server writes no files"),
    ("transcribe", {"file": "/etc/hostname"}, "server reads no files"),
    ("transcribe", {"audio_base64": "?"}, "base64"),
    ("transcribe", {}, "Give one recording"),
    ("clone_voice", {"name": "x"}, "Give recordings"),
    ("status", {"id": "gen_nothing"}, "no work"),
    ("design_voice", {"description": ""}, "description"),
]


def test_errors_say_what_to_mend(served: Running) -> None:
    async def use(client: Client) -> None:
        for tool, arguments, words in WRONG:
            failed = await client.call_tool(tool, arguments)
            assert failed.is_error, (tool, arguments)
            assert words.lower() in told(failed).lower(), (tool, arguments)
        with pytest.raises(MCPError, match="no tool"):
            await client.call_tool("sing")

    over_http(served, use)


def test_a_key_sees_and_uses_only_what_its_scopes_and_limits_allow(served: Running) -> None:
    _, key = served.parts.keys.create(CLI, "narrow", ["tts:generate"], {"tts:generate": 1})
    other = values_of(served, "Somebody else's words.")

    async def use(client: Client) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == {"speak", "status", "cancel"}
        refused = await client.call_tool("list_voices")
        assert "voices:read" in told(refused)
        assert "no work" in told(await client.call_tool("status", {"id": other}))
        assert not (await client.call_tool("speak", {"text": "One.", "voice": "fake_ann"})).is_error
        assert "minute" in told(await client.call_tool("speak", {"text": "Two.", "voice": "fake_ann"}))
        with pytest.raises(MCPError):
            await client.read_resource(f"clonyvoice://generations/{other}/audio.mp3")

    over_http(served, use, key=key)


def values_of(served: Running, text: str) -> str:
    return str(served.say(text).json()["id"])


def test_no_key_a_foreign_page_or_another_host_gets_in(served: Running) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"Accept": "application/json, text/event-stream"}
    http = served.client
    refused = http.post("/mcp", json=hello, headers={**accept, "X-API-Key": "cvk_wrong"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "invalid_api_key")
    page = http.post("/mcp", json=hello, headers={**accept, "Origin": "https://evil.example"})
    assert page.status_code == 403
    host = http.post("/mcp", json=hello, headers={**accept, "Host": "evil.example"})
    assert host.status_code == 403
    assert http.get("/mcp", params={"key": served.key}, headers={"X-API-Key": ""}).status_code == 422
    assert (
        http.post(
            "/mcp", content=b"[" * 8_000_000, headers={**accept, "Content-Type": "application/json"}
        ).status_code
        == 413
    )


def test_a_session_answers_only_to_the_key_that_opened_it(served: Running) -> None:
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    headers = {"Accept": "application/json, text/event-stream"}
    session = served.client.post("/mcp", json=hello, headers=headers).headers["mcp-session-id"]
    _, other = served.parts.keys.create(CLI, "other", unlimited=True)
    asked = {"jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {}}
    as_other = {**headers, "Mcp-Session-Id": session, "X-API-Key": other}
    assert served.client.post("/mcp", json=asked, headers=as_other).status_code == 404
    assert served.client.delete("/mcp", headers={**headers, "Mcp-Session-Id": session}).status_code == 200


def test_clients_that_never_read_hold_up_nobody(served: Running) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    call = {
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "speak", "arguments": {"text": LONG, "voice": "fake_ann", "output": "audio"},
                   "_meta": {"progressToken": 1}},
    }  # fmt: skip
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    accept = {"Accept": "application/json, text/event-stream"}
    deaf: list[socket.socket] = []
    try:
        for _ in range(12):
            session = served.client.post("/mcp", json=hello, headers=accept).headers["mcp-session-id"]
            for method, body in (("GET", b""), ("POST", json.dumps(call).encode())):
                made = socket.socket()
                made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                made.connect((host, int(port)))
                made.sendall(
                    f"{method} /mcp HTTP/1.1\r\nHost: {host}:{port}\r\nX-API-Key: {served.key}\r\n"
                    f"Mcp-Session-Id: {session}\r\nAccept: application/json, text/event-stream\r\n"
                    f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                deaf.append(made)

        async def use(client: Client) -> None:
            said = await client.call_tool("speak", {"text": "One two.", "voice": "fake_ann"})
            assert not said.is_error

        over_http(served, use)
        assert served.say().status_code == 200
    finally:
        for made in deaf:
            made.close()
    eventually(lambda: served.parts.jobs.depth == (0, 0))


@pytest.mark.model
def test_over_stdio_files_are_read_and_written_where_the_client_runs(tmp_path: Path) -> None:
    import os
    import sys

    environment = {**os.environ, "CLONYVOICE_DATA_DIR": str(tmp_path / "data")}
    command = StdioServerParameters(command=sys.executable, args=["-m", "clonyvoice", "mcp"], env=environment)
    target = tmp_path / "said.wav"

    async def main() -> None:
        async with Client(stdio_client(command)) as client:
            # the model is loaded first, which takes longer than the usual wait on a busy machine
            waits = {"wait_seconds": 110}
            asked = {"text": "The old clock strikes.", "format": "wav", "save_to": str(target)} | waits
            said = await client.call_tool("speak", asked)
            assert not said.is_error, told(said)
            assert "is there already" in told(await client.call_tool("speak", asked))
            missing = await client.call_tool("transcribe", {"file": str(tmp_path / "none.wav")})
            assert "none.wav" in told(missing)

    asyncio.run(asyncio.wait_for(main(), 120))
    assert decode(target.read_bytes()).duration > 1


OPENING = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-03-26",
        "capabilities": {},
        "clientInfo": {"name": "t", "version": "1"},
    },
}


def opened(served: Running, key: str) -> httpx.Response:
    headers = {"X-API-Key": key, "Accept": "application/json, text/event-stream"}
    with served.client_with(headers) as client:
        return client.post("/mcp", json=OPENING)


def test_one_key_leaves_others_their_sessions(served: Running) -> None:
    greedy, other = (served.parts.keys.create(CLI, name, unlimited=True)[1] for name in ("greedy", "other"))
    answers = [opened(served, greedy) for _ in range(52)]
    assert [answer.status_code for answer in answers] == [200] * 50 + [429] * 2
    assert answers[-1].json()["error"]["code"] == "too_many_sessions"
    assert opened(served, other).status_code == 200
    one = answers[0].headers["mcp-session-id"]
    for key, left in ((other, 429), (greedy, 200)):  # another's key ends nothing
        with served.client_with({"X-API-Key": key, "mcp-session-id": one}) as client:
            client.delete("/mcp")
        assert opened(served, greedy).status_code == left


def test_a_call_under_way_ends_with_its_key(served: Running) -> None:
    known, key = served.parts.keys.create(CLI, "revoked", unlimited=True)
    session = opened(served, key).headers["mcp-session-id"]
    headers = {
        "X-API-Key": key,
        "Accept": "application/json, text/event-stream",
        "mcp-session-id": session,
    }
    served.engine.delay = 0.5
    asked = len(served.engine.requests)
    call = {"name": "speak", "arguments": {"text": LONG * 3, "voice": "fake_ann"}}
    try:
        with (
            served.client_with(headers) as http,
            pytest.raises(httpx.RemoteProtocolError),
            http.stream(
                "POST",
                f"{served.url}/mcp",
                json={"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call},
            ) as answer,
        ):
            assert answer.status_code == 200
            # What has not begun when its key is revoked fails at once, and the call has an answer.
            eventually(lambda: len(served.engine.requests) > asked)
            served.parts.keys.revoke(CLI, known.id)
            began = time.monotonic()
            for _ in answer.iter_raw():
                pass
        assert time.monotonic() - began < 20
    finally:
        served.engine.delay = 0.0
