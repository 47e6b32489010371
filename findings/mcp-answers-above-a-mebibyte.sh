#!/usr/bin/env bash
# An answer of more than 1 MiB that MCP's Python server sends over HTTP cannot be read by the client of the same package.
#
# Sound is a content type of MCP, carried as Base64: 20 s of 24 kHz mono are 1.3 million characters. The server answers by
# server-sent events unless told otherwise, and the client's reader of events refuses one above 1,048,576 bytes; neither
# `streamable_http_client` nor the session has an option for it, and the limit is not part of the protocol. Tool results
# and resources fail alike, with an MCPError about the stream. A server with `json_response=True` sends the same answers as
# one JSON body, which the same client reads, so this is what a server of sound has to do.
# Exit status: 0 while it is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0 httpx2==2.16.2 uvicorn==0.51.0
"$folder/env/bin/python" - <<'PYTHON'
import asyncio
import logging
import socket
import sys
import threading
import time
from importlib.metadata import version

import uvicorn
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.server.mcpserver import Audio, MCPServer

BYTES_PER_SECOND = 48_000
SECONDS = (10, 20)


def serve(**options: bool) -> str:
    """The address of a server with a tool and a resource, both of which give so many seconds of sound."""
    server = MCPServer("sound", log_level="ERROR")

    @server.tool(structured_output=False)
    def tone(seconds: int) -> Audio:
        return Audio(data=bytes(44 + BYTES_PER_SECOND * seconds), format="wav")

    @server.resource("tone://{seconds}", mime_type="audio/wav")
    def file(seconds: int) -> bytes:
        return bytes(44 + BYTES_PER_SECOND * seconds)

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(server.streamable_http_app(**options), log_level="error"))
    threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not running.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{listening.getsockname()[1]}/mcp"


async def answers(address: str) -> list[int | str]:
    """The Base64 characters of each answer, or what the client said instead."""
    found: list[int | str] = []
    async with streamable_http_client(address) as (read, write, *_), ClientSession(read, write) as session:
        await session.initialize()
        for seconds in SECONDS:
            try:
                result = await asyncio.wait_for(session.call_tool("tone", {"seconds": seconds}), 30)
                found.append(len(result.content[0].data))
            except Exception as error:
                found.append(f"{type(error).__name__}: {error}")
            try:
                resource = await asyncio.wait_for(session.read_resource(f"tone://{seconds}"), 30)
                found.append(len(resource.contents[0].blob))
            except Exception as error:
                found.append(f"{type(error).__name__}: {error}")
    return found


logging.disable(logging.CRITICAL)
print("mcp", version("mcp"), "httpx2", version("httpx2"))
events, body = (asyncio.run(answers(serve(json_response=as_body))) for as_body in (False, True))
for name, found in (("events", events), ("one JSON body", body)):
    for (seconds, what), one in zip([(s, w) for s in SECONDS for w in ("tool", "resource")], found, strict=True):
        print(f"{name}, {what}, {seconds} s: {one}")
print("expected: the same by both, as many characters as the sound has in Base64")
same = body == [640_060, 640_060, 1_280_060, 1_280_060] and events[:2] == body[:2]
same &= all("exceeded the 1048576 byte limit" in str(one) for one in events[2:])
print("as described" if same else "changed")
sys.exit(0 if same else 1)
PYTHON
