"""Resources as one JSON message over HTTP: clients of the SDK refuse server-sent events of more than 1 MiB.

On the wire of 2025 the SDK answers every request with events, and its setting for JSON would take progress from tools.
The protocol leaves the choice to the server, for each request (Streamable HTTP, "Sending Messages to the Server").
Seen by findings/mcp-answers-above-a-mebibyte.sh.
"""

from __future__ import annotations

import json
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Receive, Send

_METHOD: Final = "resources/read"
_REQUEST_BYTES: Final = 20_000
"""Bytes of a request that are looked at: one that reads a resource is much shorter. Chosen by hand."""
_DATA: Final = b"data:"


class WholeResources:
    """The two ends of one request; `receive` and `send` take the place of those that it was made with."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._request = b""
        self._start: Message | None = None
        """The beginning of an answer of events, held back."""
        self._events: list[bytes] = []

    async def receive(self) -> Message:
        """The next message of the client, remembered as far as needed."""
        message = await self._receive()
        if message["type"] == "http.request" and len(self._request) <= _REQUEST_BYTES:
            self._request += message.get("body", b"")[: _REQUEST_BYTES + 1]
        return message

    async def send(self, message: Message) -> None:
        """Pass a message on; events that answer the reading of a resource become one JSON body at their end."""
        if message["type"] == "http.response.start" and self._reads() and _of_events(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._events.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._send_whole(self._start, b"".join(self._events))

    async def _send_whole(self, start: Message, events: bytes) -> None:
        body = _last_data(events)
        if body:
            headers = MutableHeaders(raw=list(start["headers"]))
            headers["content-type"] = "application/json"
            headers["content-length"] = str(len(body))
            start = {**start, "headers": headers.raw}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body or events})

    def _reads(self) -> bool:
        if len(self._request) > _REQUEST_BYTES:
            return False
        try:
            asked = json.loads(self._request)
        except (ValueError, RecursionError):
            return False
        return isinstance(asked, dict) and asked.get("method") == _METHOD


def _of_events(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/event-stream")


def _last_data(events: bytes) -> bytes:
    """The data of the last event that has some, which is the answer: a JSON message is one line."""
    end = len(events)
    while (at := events.rfind(_DATA, 0, end)) >= 0:
        line = events.find(b"\n", at)
        data = events[at + len(_DATA) : line if line >= 0 else len(events)].strip()
        if data and events[at - 1 : at] in (b"", b"\n", b"\r"):
            return data
        end = at
    return b""
