"""WebSockets that send more than anybody can read: others get their turn, and nothing piles up."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from clonyvoice.api.middleware import websocket_protocol as paced
from clonyvoice.api.middleware.http_protocol import H11WithJsonErrors, UnreadAnswer
from clonyvoice.api.middleware.websocket_protocol import PacedWebSocket
from tests.eventually import eventually_async

FRAMES = 40_000
_MASK = b"\0\0\0\0"
_UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
FLOODS = {
    "pings": b"\x89\x80" + _MASK,
    "long pings": b"\x89\xfd" + _MASK + bytes(125),
    "pongs": b"\x8a\x80" + _MASK,
    "empty texts": b"\x81\x80" + _MASK,
    "texts": b"\x81\x82" + _MASK + b"{}",
    "sound": b"\x82\x80" + _MASK,
    "continued": b"\x00\x80" + _MASK,
}
"""One frame of each kind (RFC 6455, 5.2), masked with zeros."""


class Ended(PacedWebSocket):
    """The server's protocol with a short time limit."""

    unread_seconds = 0.5


async def talks(scope: Any, receive: Any, send: Any) -> None:
    """Answers each message; tells how many there were before it."""
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    count = 0
    while (await receive())["type"] == "websocket.receive":
        count += 1
        await send({"type": "websocket.send", "text": str(count)})


@asynccontextmanager
async def serving(
    protocol: type[PacedWebSocket] = PacedWebSocket,
    buffered: int | None = None,
    app: Any = talks,
    http: type[H11WithJsonErrors] = H11WithJsonErrors,
) -> AsyncIterator[tuple[str, int, ServerState]]:
    config = uvicorn.Config(app, log_config=None, ws=protocol, lifespan="off")
    config.load()
    state = ServerState()
    listening = socket.create_server(("127.0.0.1", 0))
    if buffered is not None:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffered)
    server = await asyncio.get_running_loop().create_server(lambda: http(config, state, {}), sock=listening)
    async with server:
        host, port = listening.getsockname()
        yield host, port, state


async def opened(
    host: str, port: int, buffered: int | None = None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection after its handshake, to be written to by hand.

    `buffered`, here and in `serving`: bytes that the system holds for this side of a connection; None: as it likes.
    """
    connection = socket.socket()
    if buffered is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffered)
    connection.setblocking(False)
    await asyncio.get_running_loop().sock_connect(connection, (host, port))
    reader, writer = await asyncio.open_connection(sock=connection, limit=1024)
    key = base64.b64encode(os.urandom(16)).decode()
    head = f"GET / HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
    writer.write((head + "Sec-WebSocket-Version: 13\r\n\r\n").encode())
    assert b" 101 " in await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def longest_turn(seconds: float) -> float:
    """The longest time in which nobody else had a turn, in processor time of this thread."""
    longest, until, last = 0.0, time.monotonic() + seconds, time.thread_time()
    while time.monotonic() < until:
        await asyncio.sleep(0)
        now = time.thread_time()
        longest, last = max(longest, now - last), now
    return longest


@pytest.mark.parametrize("kind", FLOODS)
def test_twenty_that_flood_and_never_read_leave_others_their_turn(kind: str) -> None:
    async def main() -> float:
        async with serving() as (host, port, _):
            made = [await opened(host, port) for _ in range(20)]
            start = b"\x01\x80" + _MASK if kind == "continued" else b""
            for _, writer in made:
                writer.transport.set_write_buffer_limits(high=1)
                writer.write(start + FLOODS[kind] * FRAMES)
            longest = await longest_turn(2.0)
            for _, writer in made:
                writer.transport.abort()
            return longest

    assert (
        asyncio.run(asyncio.wait_for(main(), 60)) < 0.25
    )  # a turn of all twenty, and what this client writes


def test_a_burst_of_messages_arrives_whole_and_in_order() -> None:
    async def main() -> None:
        async with serving() as (host, port, _), connect(f"ws://{host}:{port}/", max_size=None) as made:
            for number in range(1, 301):
                await made.send("x" * (number % 7) * 100)
            for number in range(1, 301):
                assert await made.recv() == str(number)
            await made.send(b"y" * 900_000)
            assert await made.recv() == "301"
            waiting = [await made.ping() for _ in range(100)]
            await asyncio.wait_for(asyncio.gather(*waiting), 30)

    asyncio.run(asyncio.wait_for(main(), 60))


def test_a_flood_is_taken_in_at_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with serving() as (host, port, _):
            reader, writer = await opened(host, port)
            writer.write((b"\x81\x81" + _MASK + b"x") * 1500)
            began, found = time.monotonic(), b""
            while not found.endswith(b"1500"):
                found = (found + await reader.read(1000))[-10:]
            assert time.monotonic() - began > (1500 - paced.AT_ONCE) / paced.MESSAGES_A_SECOND * 0.9
            writer.close()

    asyncio.run(asyncio.wait_for(main(), 60))


def test_who_reads_nothing_is_let_go() -> None:
    async def main() -> None:
        # Otherwise the system takes megabytes of answers, 40 seconds of them, before the server's buffer fills.
        async with serving(Ended, buffered=32_768) as (host, port, state):
            _, writer = await opened(host, port, buffered=32_768)
            writer.write((b"\x89\xfd" + _MASK + bytes(125)) * 400_000)
            await eventually_async(lambda: not state.connections, seconds=50)
            writer.transport.abort()

    asyncio.run(asyncio.wait_for(main(), 60))


def test_a_handshake_that_is_refused_is_no_fault_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def refuses(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.http.response.start", "status": 404, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b"no", "more_body": False})

    async def main() -> None:
        async with serving(app=refuses) as (host, port, state):
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"ws://{host}:{port}/")
            assert refused.value.response.status_code == 404
            assert refused.value.response.body == b"no"
            await eventually_async(lambda: not state.connections)

    asyncio.run(asyncio.wait_for(main(), 30))
    assert "handshake" not in caplog.text


def test_a_close_behind_many_messages_is_seen() -> None:
    async def main() -> None:
        async with serving() as (host, port, state):
            reader, writer = await opened(host, port)
            writer.write((b"\x81\x81" + _MASK + b"x") * 100 + b"\x88\x82" + _MASK + struct.pack("!H", 1000))
            found = await asyncio.wait_for(reader.read(-1), 20)
            assert found.count(b"\x81") >= 1
            assert found.endswith(struct.pack("!H", 1000))
            assert not state.connections
            writer.close()

    asyncio.run(asyncio.wait_for(main(), 30))


def test_a_close_behind_a_message_that_is_no_text_is_no_failure() -> None:
    failures: list[object] = []

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
        async with serving() as (host, port, _):
            reader, writer = await opened(host, port)
            writer.write(b"\x81\x81" + _MASK + b"\xed" + b"\x88\x82" + _MASK + struct.pack("!H", 1000))
            assert struct.pack("!H", 1000) in await asyncio.wait_for(reader.read(-1), 20)
            writer.close()

    asyncio.run(asyncio.wait_for(main(), 30))
    assert not failures


class EndedHttp(H11WithJsonErrors):
    """The server's protocol with short time limits."""

    headers_seconds, unread_seconds, last_seconds = 0.1, 0.5, 0.1


async def answers_once(scope: Any, receive: Any, send: Any) -> None:
    """Answers with as many bytes as the path says, and closes a socket."""
    size = int(scope["path"].strip("/"))
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": bytes(size)})
        await send({"type": "websocket.close"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for begin in range(0, size, 65_536):
        piece = bytes(min(65_536, size - begin))
        await send({"type": "http.response.body", "body": piece, "more_body": begin + 65_536 < size})


async def asked(address: tuple[str, int], size: int, upgrade: str) -> socket.socket:
    """A connection that asks for so many bytes, and then reads nothing."""
    connection, loop = socket.socket(), asyncio.get_running_loop()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.setblocking(False)
    await loop.sock_connect(connection, address)
    await loop.sock_sendall(connection, f"GET /{size} HTTP/1.1\r\nHost: here\r\n{upgrade}\r\n".encode())
    return connection


@pytest.mark.parametrize("upgrade", ["", _UPGRADE], ids=["http", "websocket"])
def test_however_little_nobody_reads_it_is_not_kept(upgrade: str) -> None:
    async def main() -> None:
        async with serving(Ended, buffered=4096, app=answers_once, http=EndedHttp) as (host, port, state):
            made = [await asked((host, port), size, upgrade) for size in range(1000, 150_000, 7000)]
            await eventually_async(lambda: len(state.connections) >= len(made) // 2)
            await eventually_async(
                lambda: not state.connections, seconds=20
            )  # uvicorn awaits a close for ten
            for connection in made:
                connection.close()

    asyncio.run(asyncio.wait_for(main(), 60))


def test_a_slow_reader_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UnreadAnswer, "least", 4096)

    async def main() -> None:
        async with serving(buffered=4096, app=answers_once, http=EndedHttp) as (host, port, _):
            connection = await asked((host, port), 65_000, "")
            found = 0
            while found < 65_000:  # one message, which takes longer than a client may read nothing
                found += len(await asyncio.get_running_loop().sock_recv(connection, 2500))
                await asyncio.sleep(0.05)
            connection.close()

    asyncio.run(asyncio.wait_for(main(), 60))


@pytest.mark.parametrize("upgrade", ["", _UPGRADE], ids=["http", "websocket"])
def test_a_server_that_ends_waits_for_nobody_who_reads_nothing(
    upgrade: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EndedHttp, "unread_seconds", 60.0)
    monkeypatch.setattr(Ended, "unread_seconds", 60.0)
    monkeypatch.setattr(H11WithJsonErrors, "last_seconds", 0.1)

    async def main() -> None:
        async with serving(Ended, buffered=4096, app=answers_once, http=EndedHttp) as (host, port, state):
            connection = await asked((host, port), 1_000_000, upgrade)
            await eventually_async(
                lambda: any(made.transport.get_write_buffer_size() for made in state.connections)
            )
            for made in list(state.connections):
                made.shutdown()
            await eventually_async(lambda: not state.connections and not state.tasks, seconds=2)
            connection.close()

    asyncio.run(asyncio.wait_for(main(), 60))
