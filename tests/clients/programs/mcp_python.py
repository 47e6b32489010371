"""The Model Context Protocol's own Python SDK, over Streamable HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import AudioContent, CallToolResult
from report import KEY, SAID, URL, call, heard

spoken: list[str] = []


def with_client(use: Callable[[Client], Awaitable[None]]) -> None:
    """Use a session of its own."""

    async def main() -> None:
        async with (
            httpx2.AsyncClient(headers={"X-API-Key": KEY}, timeout=120) as http,
            Client(streamable_http_client(f"{URL}/mcp", http_client=http)) as client,
        ):
            await use(client)

    asyncio.run(asyncio.wait_for(main(), 200))


def values(result: CallToolResult) -> dict[str, object]:
    """The structured content of an answer that is no error."""
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


async def listed(client: Client) -> None:
    assert {tool.name for tool in (await client.list_tools()).tools} >= {"speak", "transcribe", "cancel"}
    assert values(await client.call_tool("list_voices", {}))["voices"]


async def said(client: Client) -> None:
    result = await client.call_tool("speak", {"text": SAID, "voice": "af_heart", "output": "audio"})
    values(result)
    spoken.extend(part.data for part in result.content if isinstance(part, AudioContent))
    assert spoken


async def written(client: Client) -> None:
    result = await client.call_tool("transcribe", {"audio_base64": spoken[0], "language": "en"})
    heard(str(values(result)["text"]))


call("tools/list, list_voices", lambda: with_client(listed))
call("speak", lambda: with_client(said))
call("transcribe", lambda: with_client(written))
