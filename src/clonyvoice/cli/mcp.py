"""`clonyvoice mcp`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clonyvoice.cli.options import settings_options

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

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
        await server.run(incoming, outgoing, server.create_initialization_options())
