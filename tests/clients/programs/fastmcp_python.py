"""fastmcp's client, over Streamable HTTP: another MCP client than the official SDK."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from report import KEY, SAID, URL, call, heard

spoken: list[str] = []
progress: list[float] = []


def with_client(use: Callable[[Any], Awaitable[None]]) -> None:
    """Use a session of its own."""

    async def main() -> None:
        transport = StreamableHttpTransport(f"{URL}/mcp", headers={"X-API-Key": KEY})
        async with Client(transport, timeout=150) as client:
            await use(client)

    asyncio.run(asyncio.wait_for(main(), 200))


async def listed(client: Any) -> None:
    assert {tool.name for tool in await client.list_tools()} >= {"speak", "transcribe", "cancel"}
    assert (await client.call_tool("list_voices", {})).structured_content["voices"]


async def said(client: Any) -> None:
    async def told(done: float, *_: object) -> None:
        progress.append(done)

    result = await client.call_tool(
        "speak", {"text": SAID, "voice": "af_heart", "output": "audio"}, progress_handler=told
    )
    spoken.extend(part.data for part in result.content if part.type == "audio")
    assert spoken
    assert progress == sorted(progress)
    assert progress


async def linked(client: Any) -> None:
    result = await client.call_tool("speak", {"text": SAID, "voice": "af_heart"})
    assert any(part.type == "resource_link" for part in result.content), result.content


async def written(client: Any) -> None:
    result = await client.call_tool("transcribe", {"audio_base64": spoken[0], "language": "en"})
    heard(result.structured_content["text"])


async def refused(client: Any) -> None:
    result = await client.call_tool("speak", {"text": SAID, "voice": "nobody"}, raise_on_error=False)
    assert result.is_error
    assert "nobody" in result.content[0].text


call("tools/list, list_voices", lambda: with_client(listed))
call("speak, with progress", lambda: with_client(said))
call("speak, as a link", lambda: with_client(linked))
call("transcribe", lambda: with_client(written))
call("errors", lambda: with_client(refused))
