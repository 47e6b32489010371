"""Calls of the MCP server's tools over HTTP, some of them odd."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

from clonyvoice.api.mcp.tools import TOOLS
from tests.fuzzing import files
from tests.fuzzing.requests import Drawn
from tests.fuzzing.values import Draw, Known, Values

_VERSION = "2025-06-18"
_METHODS = (
    "tools/call", "tools/call", "tools/call", "tools/call", "tools/list", "resources/list", "resources/read",
    "resources/templates/list", "ping", "initialize", "prompts/list", "logging/setLevel", "nope",
)  # fmt: skip


@cache
def _schema(name: str) -> dict[str, Any]:
    return dict(TOOLS[name].takes.model_json_schema())


def _post(message: Any, session: str = "") -> Drawn:
    headers = {
        "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": _VERSION,
    }  # fmt: skip
    if session:
        headers["Mcp-Session-Id"] = session
    return Drawn("POST", "/mcp", headers, json.dumps(message).encode("utf-8", "surrogatepass"), "MCP")


def opening() -> Drawn:
    """The request that opens a session."""
    client = {"name": "fuzzing", "version": "1"}
    asked = {"protocolVersion": _VERSION, "capabilities": {}, "clientInfo": client}
    return _post({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked})


def opened(session: str) -> Drawn:
    """The notification behind it."""
    return _post({"jsonrpc": "2.0", "method": "notifications/initialized"}, session)


def drawn(draw: Draw, known: Known, session: str) -> Drawn:
    """One message of a client."""
    method = draw.of(_METHODS)
    name = draw.of(sorted(TOOLS))
    schema = _schema(name)
    values = Values(draw, schema.get("$defs", {}), known, draw.of((0, 0, 12, 4)), None)
    asked: Any = {}
    if method == "tools/call":
        arguments = values.of(schema)
        if isinstance(arguments, dict):
            arguments.pop("wait_seconds", None)
            if "voice" in arguments:
                arguments["voice"] = draw.of(("fake_ann", "nobody", known.one(draw, "voice")))
            if name in ("transcribe", "clone_voice") and draw.index(4):
                sound = base64.b64encode(files.recording(draw, values)[1]).decode()
                arguments["audio_base64"] = sound if name == "transcribe" else [sound]
                arguments.pop("file", None)
                arguments.pop("files", None)
        asked = {"name": values.odd() if values.odd_now else name, "arguments": arguments}
    elif method == "resources/read":
        one = known.one(draw, "gen")
        asked = {
            "uri": draw.of(
                (f"clonyvoice://generations/{one}/audio.mp3", "clonyvoice://x", "file:///etc/hostname", "")
            )
        }
    message: Any = {"jsonrpc": "2.0", "id": draw.index(10**9), "method": method, "params": asked}
    if values.odd_now:
        message[draw.of(("jsonrpc", "id", "method", "params"))] = values.odd()
    if values.odd_now:
        message = values.odd()
    try:
        made = _post(message, session)
    except (ValueError, RecursionError):
        made = _post("9", session)
    if values.odd_now:
        made.headers[draw.of(("Mcp-Session-Id", "Accept", "MCP-Protocol-Version", "Content-Type"))] = "x"
    if values.odd_now:
        made.body = files.damaged(draw, made.body)
    return made
