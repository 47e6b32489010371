"""The Model Context Protocol at its edges: cancels over stdio, large sound, faults inside, hosts without a port."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import BlobResourceContents

from clonyvoice.engines.fake import FakeEngine
from tests.api.listening import listening
from tests.api.running import Running
from tests.api.test_mcp import IDLE_WITHIN, LONG, MODES, OPENING, over_http, told, values
from tests.eventually import eventually, eventually_async

SCRIPTED = """
import sys
from clonyvoice import app
from clonyvoice.cli import mcp
from clonyvoice.engines.fake import FakeEngine

build = app.build
app.build = lambda settings, **more: build(settings, **more, engines=[FakeEngine(delay=float(sys.argv[1]))])
mcp.command.main([])
"""
"""`clonyvoice mcp` with the scripted engine, which waits so many seconds before each word."""
SECRET = "secret-b7f3"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("edges"), FakeEngine()) as (running, _):
        yield running


def scripted(home: Path, delay: float) -> StdioServerParameters:
    environment = {**os.environ, "CLONYVOICE_DATA_DIR": str(home)}
    return StdioServerParameters(
        command=sys.executable, args=["-c", SCRIPTED, str(delay)], env=environment, cwd=Path.cwd()
    )


@pytest.mark.parametrize("mode", MODES)
def test_a_cancel_over_stdio_reaches_the_compute(tmp_path: Path, mode: str) -> None:
    """Seen in the jobs of the other process's database: a job is no longer running once its compute has ended."""
    home = tmp_path / "data"

    def states() -> list[str]:
        with sqlite3.connect(f"file:{home / 'clonyvoice.db'}?mode=ro", uri=True) as found:
            return [state for (state,) in found.execute("SELECT state FROM jobs ORDER BY created_at")]

    async def main() -> None:
        async with Client(stdio_client(scripted(home, delay=120.0)), mode=mode) as client:
            await client.list_tools()
            call = asyncio.create_task(client.call_tool("speak", {"text": LONG, "voice": "fake_ann"}))
            await eventually_async(lambda: states() == ["running"])
            await asyncio.sleep(0.3)
            call.cancel()
            await eventually_async(lambda: states() == ["cancelled"], IDLE_WITHIN, every=0.005)
            with pytest.raises(asyncio.CancelledError):
                await call
            assert not (await client.call_tool("list_voices")).is_error

    asyncio.run(asyncio.wait_for(main(), 120))


def test_a_client_over_stdio_that_leaves_ends_the_work_and_the_process(tmp_path: Path) -> None:
    home = tmp_path / "data"

    async def main() -> float:
        async with Client(stdio_client(scripted(home, delay=2.0))) as client:
            asked = {"text": LONG, "voice": "fake_ann", "wait_seconds": 0}
            begun = values(await client.call_tool("speak", asked))
            assert begun["ended"] is False
            left = time.monotonic()
        return time.monotonic() - left

    assert asyncio.run(asyncio.wait_for(main(), 60)) < 10
    with sqlite3.connect(f"file:{home / 'clonyvoice.db'}?mode=ro", uri=True) as found:
        assert [state for (state,) in found.execute("SELECT state FROM jobs")] == ["cancelled"]


def test_a_client_over_stdio_that_reads_no_answers_is_not_read_without_end(tmp_path: Path) -> None:
    """Each request and its answer would be kept in memory: 500 MB in half a minute."""
    environment = {**os.environ, "CLONYVOICE_DATA_DIR": str(tmp_path / "data")}
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPTED, "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        sent = [0]

        def ask() -> None:
            assert process.stdin is not None
            for message in (OPENING, {"jsonrpc": "2.0", "method": "notifications/initialized"}):
                process.stdin.write(f"{json.dumps(message)}\n".encode())
            with contextlib.suppress(OSError, ValueError):
                while sent[0] < 20_000:
                    asked = {"jsonrpc": "2.0", "id": 10 + sent[0], "method": "tools/list", "params": {}}
                    process.stdin.write(f"{json.dumps(asked)}\n".encode())
                    process.stdin.flush()
                    sent[0] += 1

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        eventually(lambda: sent[0] > 100)
        before = 0
        while sent[0] != before:  # until the pipe is full, which takes some thousand short requests
            before = sent[0]
            time.sleep(1.5)
        assert sent[0] < 10_000
        answered = set[int]()
        while len(answered) < before + 100:  # once they are read it goes on, and every one is answered
            answered.add(json.loads(process.stdout.readline()).get("id"))
        assert answered >= set(range(10, 10 + before - 200))
        process.kill()
        asking.join(10)
        with contextlib.suppress(BrokenPipeError):  # of what was not sent any more
            process.stdin.close()


def test_a_fault_inside_does_not_show_its_text(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError(f"{SECRET} /home/ada/voices")

    said = values(served_call(served, "speak", {"text": "Hello.", "voice": "fake_ann"}))

    async def use(client: Client) -> None:
        failed = await client.call_tool("list_voices")
        assert failed.is_error
        assert SECRET not in failed.model_dump_json()
        assert "the log has it" in told(failed)
        with pytest.raises(MCPError) as listed:
            await client.list_resources()
        with pytest.raises(MCPError) as read:
            await client.read_resource(said["uri"])
        for error in (listed.value.error, read.value.error):
            assert SECRET not in str(error)
            assert "the log has it" in error.message

    with monkeypatch.context() as patched:
        patched.setattr(served.parts.voices, "list", broken)
        patched.setattr(served.parts.speech, "listing", broken)
        patched.setattr(served.parts.speech, "get", broken)
        for mode in MODES:
            over_http(served, use, mode=mode)
    assert not served_call(served, "list_voices", {}).is_error


def served_call(served: Running, tool: str, arguments: dict[str, Any]) -> Any:
    """The result of one call by a client of its own."""
    found: list[Any] = []

    async def use(client: Client) -> None:
        found.append(await client.call_tool(tool, arguments))

    over_http(served, use)
    return found[0]


def spoken(served: Running, seconds: float) -> str:
    """The id of speech of about this length: 20 letters of the scripted engine's are a second."""
    words = round(seconds / (0.05 * 39 + 0.05))
    answer = served.client.post(
        "/api/generate/preset", json={"voice": "fake_ann", "language": "en", "format": "wav",
                                     "text": f"{'a' * 39} " * words}, timeout=120
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize("mode", MODES)
def test_a_resource_of_thirty_megabytes_is_read_and_a_larger_one_says_where_it_is(
    served: Running, mode: str
) -> None:
    fits, large = spoken(served, 625.0), spoken(served, 690.0)

    async def use(client: Client) -> None:
        read = (await client.read_resource(f"clonyvoice://generations/{fits}/audio.wav")).contents[0]
        assert isinstance(read, BlobResourceContents)
        sound = base64.b64decode(read.blob)
        assert len(sound) == pytest.approx(30_000_000, rel=0.05)
        assert sound[:4] == b"RIFF"
        with pytest.raises(MCPError) as refused:
            await client.read_resource(f"clonyvoice://generations/{large}/audio.wav")
        assert f"/api/generations/{large}/audio" in refused.value.error.message
        assert "32 MB" in refused.value.error.message
        smaller = (await client.read_resource(f"clonyvoice://generations/{large}/audio.mp3")).contents[0]
        assert isinstance(smaller, BlobResourceContents)

    over_http(served, use, mode=mode)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_a_host_without_a_port_is_answered(served: Running, host: str) -> None:
    answer = served.client.post(
        "/mcp", json=OPENING, headers={"Accept": "application/json, text/event-stream", "Host": host}
    )
    assert answer.status_code == 200, answer.text


def test_tools_still_answer_with_events_and_resources_with_json(served: Running) -> None:
    said = served_call(served, "speak", {"text": "Hello.", "voice": "fake_ann"})
    headers = {"Accept": "application/json, text/event-stream"}
    session = served.client.post("/mcp", json=OPENING, headers=headers).headers["mcp-session-id"]
    headers["mcp-session-id"] = session
    for method, params, kind in (
        ("tools/list", {}, "text/event-stream"),
        ("resources/read", {"uri": values(said)["uri"]}, "application/json"),
        ("resources/read", {"uri": "clonyvoice://generations/gen_none/audio.mp3"}, "application/json"),
    ):
        asked = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}
        answer = served.client.post("/mcp", json=asked, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == kind
        if kind == "application/json":
            assert answer.json()["id"] == 7
            assert ("result" in answer.json()) == ("none" not in params["uri"])


def test_messages_of_very_many_values_or_with_a_field_twice_are_refused_before_they_are_made(
    served: Running,
) -> None:
    accept = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    twice = b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "method": "tools/call", "params": {}}'
    for content, status, code in (
        (b"[" + b"0," * 400_000 + b"0]", 422, "invalid_request"),
        (twice, 422, "field_repeated"),
        (b'{"a": "' + b"a" * 7_100_000 + b'"}', 413, "body_too_large"),
    ):
        answer = served.client.post("/mcp", content=content, headers=accept)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    nested = served.client.post("/mcp", content=b"[" * 200_000 + b"]" * 200_000, headers=accept)
    assert 400 <= nested.status_code < 500
