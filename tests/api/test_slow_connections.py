"""Connections that take their time: half a request, half a body, none, and a socket that sends more than it may."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import time
from typing import Any, cast

import pytest
import uvicorn
from uvicorn.server import ServerState

from clonyvoice.api.middleware.body_limit import BodyLimitMiddleware
from clonyvoice.api.middleware.http_protocol import H11WithJsonErrors
from clonyvoice.api.routes import ws_events
from clonyvoice.core.clock import SystemClock


class Hasty(H11WithJsonErrors):
    """The server's protocol with a short time limit."""

    headers_seconds = 0.3
    rest_seconds = 0.3


async def app(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def answers(*sent: bytes, serve: Any = app) -> bytes:
    """All bytes that come back until the server closes; the parts are sent 50 ms apart."""
    config = uvicorn.Config(serve, log_config=None, ws="none", lifespan="off", timeout_keep_alive=30)
    state = ServerState()
    serving = await asyncio.get_running_loop().create_server(lambda: Hasty(config, state, {}), "127.0.0.1", 0)
    async with serving:
        reader, writer = await asyncio.open_connection(*serving.sockets[0].getsockname())
        found = bytearray()

        async def read() -> None:
            while piece := await reader.read(65_536):
                found.extend(piece)

        reading = asyncio.create_task(read())
        for part in sent:
            if not reading.done():
                writer.write(part)
                await asyncio.sleep(0.05)
        with contextlib.suppress(ConnectionResetError):  # closed while this side still sent
            await asyncio.wait_for(reading, 20)
        writer.close()
    return bytes(found)


WHOLE = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"


@pytest.mark.parametrize("path", ["/api/voices", "/v1/models", "/elevenlabs/v2/voices"])
@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        ("GET {path}?ids=" + "a" * 1_000_000 + " HTTP/1.1\r\nhost: here\r\n\r\n", 431, "headers_too_long"),
        (
            "GET {path} HTTP/1.1\r\nhost: here\r\nx-long: " + "a" * 1_000_000 + "\r\n\r\n",
            431,
            "headers_too_long",
        ),
        ("GET {path} HTTP/1.1\r\nhost: here\r\nno header\r\n\r\n", 400, "malformed_request"),
        ("POST {path} HTTP/1.1\r\nhost here\r\n\r\n" + "a" * 40_000, 400, "malformed_request"),
    ],
)
def test_requests_that_cannot_be_read_are_refused_in_the_shape_of_their_api(
    path: str, line: str, status: int, code: str
) -> None:
    found = asyncio.run(answers(line.replace("{path}", path).encode()))
    head, _, content = found.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    told = json.loads(content)
    assert told["error"]["code"] == code
    assert ("detail" in told) == path.startswith("/elevenlabs")


@pytest.mark.parametrize("before", [b"", WHOLE], ids=["first", "second"])
def test_half_a_request_is_refused_in_time(before: bytes) -> None:
    found = asyncio.run(
        answers(*([before] if before else []), b"GET / HTTP/1.1\r\nhost: he", b"re\r\nx-more: ")
    )
    head, _, content = found.rpartition(b"\r\n\r\n")
    assert b"HTTP/1.1 408 Request Timeout" in head
    assert json.loads(content)["error"]["code"] == "headers_too_slow"
    assert found.count(b"200") == (1 if before else 0)


def test_who_sends_nothing_is_closed_without_a_word() -> None:
    assert asyncio.run(answers()) == b""
    assert asyncio.run(answers(WHOLE)).endswith(b"ok")


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the size of the body; `/busy` looks at each piece for a while, `/blind` at none."""
    size, more = 0, scope["path"] != "/blind"
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        await asyncio.sleep(0.2 if scope["path"] == "/busy" else 0)
    head = [(b"content-length", str(len(str(size))).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": str(size).encode()})


LIMITED = BodyLimitMiddleware(echo, 1_000_000, idle_seconds=0.3)


def posted(path: str, length: int) -> bytes:
    return f"POST {path} HTTP/1.1\r\nhost: here\r\ncontent-length: {length}\r\n\r\n".encode()


@pytest.mark.parametrize(
    ("sent", "received"),
    [((b"half",), 4), ((), 0), ([b"a"] * 30, 30), ([b"a" * 1000, *[b"a"] * 60], 1060)],
    ids=["stops", "never comes", "a byte at a time", "slows down"],
)
def test_a_slow_body_is_refused_in_time(sent: list[bytes], received: int) -> None:
    found = asyncio.run(answers(posted("/", received + 100), *sent, serve=LIMITED))
    head, _, content = found.rpartition(b"\r\n\r\n")
    assert b"HTTP/1.1 408 " in head
    assert b"connection: close" in head.lower()
    assert json.loads(content)["error"]["code"] == "body_too_slow"


def test_time_that_the_server_takes_is_not_the_senders() -> None:
    pieces = [b"a"] * 5
    found = asyncio.run(answers(posted("/busy", 5), *pieces, serve=LIMITED))
    assert found.endswith(b"5")


@pytest.mark.parametrize(
    "sent", [[b"a"] * 60, [*[b"a"] * 4, b"a" * 96]], ids=["never all of it", "all of it, then nothing"]
)
def test_a_connection_whose_body_nobody_reads_ends(sent: list[bytes]) -> None:
    limited = BodyLimitMiddleware(echo, 1_000_000, drain_seconds=0.1)
    began = time.monotonic()
    found = asyncio.run(answers(posted("/blind", 100), *sent, serve=limited))
    assert b"HTTP/1.1 200" in found
    assert time.monotonic() - began < 15


def test_a_socket_that_never_stops_sending_leaves_others_their_turn() -> None:
    sent: list[str] = []

    class Flooding:
        async def receive(self) -> dict[str, str]:
            return {"type": "websocket.receive", "text": '{"type": "ping"}'}

        async def send_text(self, text: str) -> None:
            sent.append(text)

    nothing = cast(Any, None)

    async def turns() -> int:
        listening = asyncio.create_task(
            ws_events.answer_messages(
                cast(Any, Flooding()), nothing, SystemClock(), nothing, nothing, nothing, nothing, nothing
            )
        )
        began = asyncio.get_running_loop().time()
        for number in itertools.count(1):
            await asyncio.sleep(0)
            if asyncio.get_running_loop().time() - began > 0.3:
                listening.cancel()
                return number
        raise AssertionError

    assert asyncio.run(asyncio.wait_for(turns(), 20)) > len(sent) > 0
