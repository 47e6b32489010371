"""A live transcription ends with its connection, also when that is lost before the first message is sent."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from clonyvoice.api.live_transcription_socket import LiveSocket
from clonyvoice.keys import CLI, RequestLimits
from clonyvoice.transcription.live_transcription import LiveSession, LiveTranscriptions


class LostSocket:
    """A connection that is lost when something is sent, and from which nothing comes."""

    application_state = WebSocketState.CONNECTED

    async def send_text(self, text: str) -> None:
        raise WebSocketDisconnect(1006, text[:10])

    async def receive(self) -> dict[str, Any]:
        return {"type": "websocket.disconnect", "code": 1006}


class EndlessSession:
    """A session that runs until it is cancelled."""

    ended = False

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


class OneSession:
    """Gives the same session to whoever asks."""

    def __init__(self) -> None:
        self.one = EndlessSession()

    def session(self, *_asked: object) -> LiveSession:
        return cast("LiveSession", self.one)


def test_a_session_ends_with_a_connection_that_is_lost_before_its_first_message() -> None:
    sessions = OneSession()

    async def valid() -> Any:
        return CLI

    async def serve() -> None:
        live = LiveSocket(
            cast("WebSocket", LostSocket()),
            cast("LiveTranscriptions", sessions),
            cast("RequestLimits", None),
            CLI,
            valid,
            lambda _event: [],
            lambda _error: {},
        )
        live.start(cast("Any", None), 16_000)
        await live.serve(lambda _message: asyncio.sleep(0), {"message_type": "session_started"})

    async def served() -> None:
        async with asyncio.timeout(10):
            await serve()

    asyncio.run(served())
    assert sessions.one.ended
