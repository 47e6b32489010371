"""`clonyvoice mcp`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, Self

import click

from clonyvoice.cli.options import settings_options

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.shared.message import SessionMessage

    from clonyvoice.api.mcp.tool_calls import Call
    from clonyvoice.api.services import Services


@click.command(
    help="Serve the Model Context Protocol on standard input and output, for editors and assistants."
)
@settings_options("data_dir", "weights", "threads", "model_ttl")
def command(**options: Any) -> None:
    """Serve until the client closes standard input."""
    import anyio

    from clonyvoice.cli.options import OWNER, working

    with working(options) as services:
        services.engines.start()
        try:
            anyio.run(_serve, services)
        finally:
            services.jobs.cancel_all(OWNER)


async def _serve(services: Services) -> None:
    from mcp.server.stdio import stdio_server

    from clonyvoice.api.mcp.tool_calls import Call, ToolServices
    from clonyvoice.api.mcp.tool_resource_server import server_for
    from clonyvoice.core.attribute_copying import from_attributes
    from clonyvoice.keys import CLI

    called = from_attributes(ToolServices, services)

    def call_of(context: ServerRequestContext[Any, Any]) -> Call:
        async def report(fraction: float, message: str) -> None:
            await context.session.report_progress(fraction, 1.0, message)

        return Call(called, CLI, report, files=True, speakers=True)

    server = server_for(call_of)
    async with stdio_server() as (incoming, outgoing):
        limit = RequestsUnderWay()
        await server.run(
            PacedIncoming(incoming, limit),
            CountedOutgoing(outgoing, limit),
            server.create_initialization_options(),
        )


class RequestsUnderWay:
    """The requests of one client that are not answered: with all that are allowed under way no further one is read.

    The SDK reads on for ever, and keeps each request and answer in memory while nobody reads its output.
    """

    most = 200
    """Requests at a time: an assistant has a few. Each takes some 50 KB. Chosen by hand."""

    def __init__(self) -> None:
        self._ids: set[Any] = set()
        self._room = asyncio.Event()
        self._room.set()

    async def room(self) -> None:
        """Wait until one more may be read."""
        await self._room.wait()

    def came(self, message: Any) -> None:
        """Count a request, or the end that a client gives to one of its own."""
        from mcp_types import JSONRPCNotification, JSONRPCRequest

        if isinstance(message, JSONRPCRequest):
            self._ids.add(message.id)
            if len(self._ids) >= self.most:
                self._room.clear()
        elif isinstance(message, JSONRPCNotification) and message.method == "notifications/cancelled":
            self._ended((message.params or {}).get("requestId"))

    def went(self, message: Any) -> None:
        """Count a message that the client has read."""
        from mcp_types import JSONRPCError, JSONRPCResponse

        if isinstance(message, JSONRPCResponse | JSONRPCError):
            self._ended(message.id)

    def _ended(self, request: Any) -> None:
        if isinstance(request, str | int):
            self._ids.discard(request)
        if len(self._ids) < self.most:
            self._room.set()


class MessageReceiver(Protocol):
    """A stream of messages from a client, or of errors in them."""

    async def receive(self) -> SessionMessage | Exception:
        """The next message. Raises EndOfStream."""
        ...

    async def aclose(self) -> None:
        """Close the stream."""
        ...


class MessageSender(Protocol):
    """A stream of messages to a client."""

    async def send(self, item: SessionMessage, /) -> None:
        """Send a message."""
        ...

    async def aclose(self) -> None:
        """Close the stream."""
        ...


class PacedIncoming:
    """A stream of messages from a client that is read only while there is room."""

    def __init__(self, stream: MessageReceiver, limit: RequestsUnderWay) -> None:
        self._stream, self._limit = stream, limit

    async def receive(self) -> SessionMessage | Exception:
        """The next message. Raises EndOfStream."""
        await self._limit.room()
        item = await self._stream.receive()
        if not isinstance(item, Exception):
            self._limit.came(item.message)
        return item

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        from anyio import EndOfStream

        try:
            return await self.receive()
        except EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class CountedOutgoing:
    """A stream of messages to a client; what it takes is counted."""

    def __init__(self, stream: MessageSender, limit: RequestsUnderWay) -> None:
        self._stream, self._limit = stream, limit

    async def send(self, item: SessionMessage) -> None:
        """Send a message."""
        await self._stream.send(item)
        self._limit.went(item.message)

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
