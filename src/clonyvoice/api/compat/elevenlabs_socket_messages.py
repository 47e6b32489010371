"""Messages of ElevenLabs' text-to-speech sockets: read, checked, sent, and the errors that close a socket."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any, Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import value_of

_MOST_MESSAGE: Final = 500_000
"""Characters of a message: five times `speech.service.MAX_TEXT`, for what JSON escapes."""


class ConversationEnded(Exception):
    """The end of a conversation: close code and reason, and an optional last message."""

    def __init__(self, code: int = 1000, reason: str = "", message: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason, self.message = code, reason, message


class MessageSocket:
    """A WebSocket whose messages are JSON objects; several tasks may send at a time."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket, self._sending = socket, asyncio.Lock()

    async def receive(self) -> dict[str, Any]:
        """The next message. Raises ConversationEnded for anything but a JSON object, WebSocketDisconnect."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        if text is None or len(text) > _MOST_MESSAGE:
            raise ConversationEnded(
                1008 if text is None else 1009, "invalid_message",
                f"Messages are JSON texts of at most {_MOST_MESSAGE:,} characters.",
            )  # fmt: skip
        try:
            value = value_of(text)
        except InvalidRequest as problem:
            raise ConversationEnded(1008, problem.code, problem.message) from None
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise ConversationEnded(1008, "invalid_message", "Messages are JSON objects.")
        return value

    async def send(self, message: dict[str, Any]) -> None:
        """Send it, unless the socket is closed."""
        async with self._sending:
            if self._socket.application_state == WebSocketState.CONNECTED:
                await self._socket.send_text(json.dumps(message))

    async def close(self, code: int, reason: str, message: str) -> None:
        """Close the socket, after an error with this message where there is one."""
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            if message:
                await self.send(error_message(code, reason, message))
            if self._socket.application_state == WebSocketState.CONNECTED:
                await self._socket.close(code, reason[:120])


def speed_of(message: dict[str, Any]) -> float | None:
    """The speed in a message's settings; None where there is none. Raises InvalidRequest."""
    settings = message.get("voice_settings")
    speed = settings.get("speed") if isinstance(settings, dict) else None
    if speed is not None and (isinstance(speed, bool) or not isinstance(speed, int | float)):
        raise InvalidRequest("voice_settings.speed is a number.", param="voice_settings.speed")
    return None if speed is None else float(speed)


def error_message(code: int, kind: str, message: str) -> dict[str, Any]:
    """An error in the form of ElevenLabs' sockets."""
    return {"message": message, "error": kind, "code": code}
