"""Connections that take their time: half a request, none, and a socket that sends more than it may."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any, cast

import pytest
import uvicorn
from uvicorn.server import ServerState

from clonyvoice.api.middleware.http_protocol import H11WithJsonErrors
from clonyvoice.api.routes import ws


class Hasty(H11WithJsonErrors):
    """The server's protocol with a short time limit."""

    headers_seconds = 0.3


async def app(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def answers(*sent: bytes) -> bytes:
    """What comes back until the server closes; the parts are sent 50 ms apart."""
    config = uvicorn.Config(app, log_config=None, ws="none", lifespan="off", timeout_keep_alive=30)
    state = ServerState()
    serving = await asyncio.get_running_loop().create_server(lambda: Hasty(config, state, {}), "127.0.0.1", 0)
    async with serving:
        reader, writer = await asyncio.open_connection(*serving.sockets[0].getsockname())
        for part in sent:
            writer.write(part)
            await asyncio.sleep(0.05)
        found = await asyncio.wait_for(reader.read(), 20)
        writer.close()
    return found


WHOLE = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"


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


def test_a_socket_that_never_stops_sending_leaves_others_their_turn() -> None:
    sent: list[str] = []

    class Flooding:
        async def receive(self) -> dict[str, str]:
            return {"type": "websocket.receive", "text": '{"type": "ping"}'}

        async def send_text(self, text: str) -> None:
            sent.append(text)

    class Parts:
        class clock:  # noqa: N801 - as the services name it
            @staticmethod
            def now() -> Any:
                from datetime import UTC, datetime

                return datetime.now(UTC)

    async def turns() -> int:
        listening = asyncio.create_task(
            ws._listen(cast(Any, Flooding()), cast(Any, None), cast(Any, Parts), cast(Any, None))
        )
        began = asyncio.get_running_loop().time()
        for number in itertools.count(1):
            await asyncio.sleep(0)
            if asyncio.get_running_loop().time() - began > 0.3:
                listening.cancel()
                return number
        raise AssertionError

    assert asyncio.run(asyncio.wait_for(turns(), 20)) > len(sent) > 0
