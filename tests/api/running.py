"""A real server on a free port in a thread of this process, with the fake engine."""

from __future__ import annotations

import json
import math
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from clonyvoice.api.middleware.websocket_protocol import MOST_MESSAGE, PacedWebSocket
from clonyvoice.api.services import Services
from clonyvoice.app import build, create_app
from clonyvoice.core import CancelToken
from clonyvoice.core.clock import Clock
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine, Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.keys.caller_scopes_limits import CLI
from tests.eventually import eventually
from tests.new_database import put_new_database

EVENT_LOOP = "the server's event loop"
"""The name of the thread of `running`'s event loop."""


def plain_client(
    url: str, headers: dict[str, str] | None = None, timeout: float | httpx.Timeout = 60.0
) -> httpx.Client:
    """A client of a server without TLS. Reading the system's certificates for each takes 60 ms of computing."""
    return httpx.Client(base_url=url, headers=headers, timeout=timeout, verify=False)


class HeldEngine(FakeEngine):
    """The fake engine, which speaks the first `allowed` of its requests; later ones wait before their first word until
    there are more, or until they are cancelled.
    """

    def __init__(self) -> None:
        super().__init__()
        self.allowed = math.inf

    def hold(self, after: int = 0) -> int:
        """Hold all requests beyond the next `after`; the number of those that were asked for so far."""
        asked = len(self.requests)
        self.allowed = asked + after
        return asked

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        pieces = super().synthesise(request, cancel)
        first = next(pieces, None)
        number = len(self.requests)
        while number > self.allowed:
            if cancel.wait(0.005):
                cancel.raise_if_cancelled()
        if first is not None:
            yield first
        yield from pieces


@dataclass
class Running:
    """The server, its parts and a client with a key that has every scope and no limits."""

    url: str
    key: str
    engine: FakeEngine
    parts: Services
    client: httpx.Client
    app: FastAPI

    def new_client(
        self, name: str, timeout: float | httpx.Timeout = 60.0, **limits: Any
    ) -> tuple[str, httpx.Client]:
        """The id of a new key, and a client with it; `limits` as for `KeyStore.create`, none unless given."""
        known, key = self.parts.keys.create(CLI, name, **(limits or {"unlimited": True}))
        return known.id, self.client_with({"X-API-Key": key}, timeout)

    def client_with(self, headers: dict[str, str], timeout: float | httpx.Timeout = 60.0) -> httpx.Client:
        """A client with these headers and no others that matter."""
        return plain_client(self.url, headers, timeout)

    @contextmanager
    def asked(self, path: str, body: dict[str, object], **headers: str) -> Iterator[None]:
        """A POST whose client is there during the block and leaves at its end, without an answer."""
        content, url = json.dumps(body).encode(), httpx.URL(self.url)
        lines = {
            "Host": url.netloc.decode(),
            "X-API-Key": self.key,
            "Content-Type": "application/json",
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        with socket.create_connection((url.host, url.port or 80), 30) as connection:
            connection.sendall(
                f"POST {path} HTTP/1.1\r\n{head}Content-Length: {len(content)}\r\n\r\n".encode() + content
            )
            yield

    def say(self, text: str = "Hello there.", /, **more: object) -> httpx.Response:
        """POST to the preset route."""
        body = {"voice": "fake_ann", "text": text, "language": "en", **more}
        return self.client.post("/api/generate/preset", json=body)


@contextmanager
def running(
    home: Path,
    engine: FakeEngine | None = None,
    others: Sequence[Engine] = (),
    *,
    models: Mapping[str, Callable[[CancelToken], object]] | None = None,
    clock: Clock | None = None,
    **more: Any,
) -> Iterator[Running]:
    """The server for a `with` block, with `others` besides the engine; `more` are settings."""
    engine = engine or FakeEngine()
    settings = Settings(data_dir=put_new_database(home), port=0, **more)
    parts = build(settings, serving=True, engines=[engine, *others], models=models, clock=clock)
    _, key = parts.keys.create(CLI, "tests", unlimited=True)
    app = create_app(settings, parts)
    config = uvicorn.Config(
        app, port=0, log_level="error", lifespan="on", ws=PacedWebSocket, ws_max_size=MOST_MESSAGE
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True, name=EVENT_LOOP)
    thread.start()
    eventually(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with plain_client(url, {"X-API-Key": key}) as client:
        yield Running(url, key, engine, parts, client, app)
    server.should_exit = True
    thread.join(15)


def answers(connection: ClientConnection) -> tuple[list[dict[str, Any]], int]:
    """All messages of a WebSocket until the server closes it, and its close code."""
    found: list[dict[str, Any]] = []
    with suppress(ConnectionClosed):
        while True:
            found.append(json.loads(connection.recv(timeout=30)))
    assert connection.protocol.close_code is not None
    return found, connection.protocol.close_code
