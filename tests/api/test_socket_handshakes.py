"""Requests for a WebSocket that are no handshake: answered in the one shape, and closed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.api.test_flooding_sockets import serving
from tests.eventually import eventually_async

GOOD = {
    "Host": "here",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
FAILED: dict[str, tuple[dict[str, str], int, str]] = {
    "a body's length": ({"Content-Length": "5"}, 400, "handshake_failed"),
    "a body in chunks": ({"Transfer-Encoding": "chunked"}, 400, "handshake_failed"),
    "a control character": ({"X-More": "\x01"}, 400, "handshake_failed"),
    "many headers": ({f"X-{number}": "1" for number in range(200)}, 431, "handshake_too_long"),
    "a long header": ({"X-More": "a" * 9000}, 431, "handshake_too_long"),
    "another version": ({"Sec-WebSocket-Version": "12"}, 400, "handshake_failed"),
    "a short key": ({"Sec-WebSocket-Key": "eA=="}, 400, "handshake_failed"),
    "odd extensions": ({"Sec-WebSocket-Extensions": ";;"}, 400, "handshake_failed"),
    "odd protocols": ({"Sec-WebSocket-Protocol": ",,"}, 400, "handshake_failed"),
}


async def _never(_scope: Any, _receive: Any, _send: Any) -> None:
    raise AssertionError("a handshake that failed reached the app")


async def _answer(line: str, headers: dict[str, str]) -> bytes:
    async with serving(app=_never) as (host, port, state):
        reader, writer = await asyncio.open_connection(host, port)
        lines = [line, *(f"{name}: {value}" for name, value in headers.items())]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        found = await asyncio.wait_for(reader.read(), 20)
        writer.write(b"more, which nobody reads")
        writer.close()
        await eventually_async(lambda: not state.connections)
    return found


def _checked(found: bytes, path: str, status: int, code: str) -> None:
    head, _, content = found.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    told = json.loads(content)
    assert told["error"]["code"] == code
    assert told["request_id"].startswith("req_")
    assert ("detail" in told) == path.startswith("/elevenlabs")


@pytest.mark.parametrize("path", ["/ws", "/v1/realtime", "/elevenlabs/v1/text-to-speech/x/stream-input"])
@pytest.mark.parametrize("kind", FAILED)
def test_a_handshake_that_fails_is_answered_in_the_shape_of_its_api_and_closed(kind: str, path: str) -> None:
    changed, status, code = FAILED[kind]
    found = asyncio.run(_answer(f"GET {path} HTTP/1.1", GOOD | changed))
    _checked(found, path, status, code)


@pytest.mark.parametrize("missing", ["Sec-WebSocket-Key", "Sec-WebSocket-Version"])
def test_a_handshake_without_one_of_its_headers_fails(missing: str) -> None:
    found = asyncio.run(_answer("GET /ws HTTP/1.1", {k: v for k, v in GOOD.items() if k != missing}))
    _checked(found, "/ws", 400, "handshake_failed")


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        ("GET /ws?x=" + "a" * 9000 + " HTTP/1.1", 431, "handshake_too_long"),
        ("POST /ws HTTP/1.1", 405, "method_not_allowed"),
    ],
    ids=["a long address", "another method"],
)
def test_a_request_line_that_is_none_of_a_handshake_fails(line: str, status: int, code: str) -> None:
    _checked(asyncio.run(_answer(line, GOOD)), "/ws", status, code)
