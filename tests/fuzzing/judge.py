"""Verdicts on answers: which are faults, whatever was asked."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from functools import cache
from pathlib import Path
from typing import Any

import clonyvoice
from clonyvoice.core.errors import ClonyError

_REVEALING = re.compile(
    rb"Traceback \(most recent|File \"/|/site-packages/|/src/clonyvoice/|sqlite3\.|sqlalchemy\.exc"
)
_INTERNAL = -32603  # JSON-RPC 2.0


@cache
def known_codes() -> dict[str, int]:
    """The status of every error of the program, by its code."""
    for module in pkgutil.walk_packages(clonyvoice.__path__, "clonyvoice."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: dict[str, int] = {}
    waiting: list[type[ClonyError]] = [ClonyError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found[kind.code] = kind.status
    return found


def fault(path: str, method: str, status: int, media_type: str, body: bytes) -> str | None:
    """The fault of an answer in words, or None: a 5xx, an error in another shape, or something that it reveals."""
    if _REVEALING.search(body) and not media_type.startswith("audio/"):
        return "an answer that tells of the inside"
    if path.startswith("/mcp"):
        return _of_tools(status, body)
    if status < 400:
        if media_type == "application/json" and method != "HEAD" and status not in (204, 304):
            try:
                json.loads(body)
            except ValueError:
                return f"an answer of {status} that is no JSON"
        return None
    if method == "HEAD":
        return None if status < 500 or status == 503 else f"{status}"
    found = shape(path, status, body)
    if found is not None:
        return found
    code = json.loads(body)["error"]["code"]
    return None if status < 500 else f"{status} {code}"


def shape(path: str, status: int, body: bytes) -> str | None:
    """The difference of an error from the one shape, or None."""
    try:
        answer: Any = json.loads(body)
    except ValueError:
        return f"an error of {status} that is no JSON: {body[:80]!r}"
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict) or not isinstance(answer.get("request_id"), str):
        return f"an error of {status} without the one shape"
    if not {"code", "message", "param", "type"} <= set(error) or not str(error["message"]).strip():
        return f"an error of {status} without code, message, param or type"
    if error["code"] not in known_codes():
        return f"an error of {status} with the unknown code {error['code']}"
    plain = error["code"] in ("invalid_request", "unavailable", "not_found", "conflict", "internal_error")
    if not plain and known_codes()[error["code"]] != status:
        return f"{error['code']} with the status {status}"
    if path.startswith("/elevenlabs") and not isinstance(answer.get("detail"), dict):
        return "an error without ElevenLabs' detail"
    return None


_EXPECTED = (
    "Invalid UTF-8 sequence received", "ASGI callable returned without completing", "Exception in ASGI application",
    "Data should not be empty",
)  # fmt: skip
"""Lines that uvicorn logs of clients that break off or send what is no text; of the third ours is logged besides."""


def logged(log: Path) -> list[str]:
    """Errors in a server's log that nothing expected: the message, the exception and where it came from."""
    found: list[str] = []
    for line in log.read_text("utf-8", "replace").splitlines():
        if not line.startswith("{"):
            if "Warning:" in line or "Error:" in line:
                found.append(line.strip()[:200])
            continue
        entry = json.loads(line)
        told = str(entry.get("exception") or "")
        if entry["level"] not in ("error", "critical") or entry["message"].startswith(_EXPECTED):
            continue
        if "clonyvoice.core.cancel.Cancelled" in told or "ClientDisconnect" in told:
            continue
        last = told.strip().rpartition("\n")[2]
        frames = re.findall(r'File "\S*?(clonyvoice/\S+)", line (\d+), in (\w+)', told)
        place = " ".join(frames[-1]) if frames else ""
        message = re.sub(r"\b[a-z]+_[A-Za-z0-9]{16,}", "…", entry["message"])
        found.append(f"{message[:120]} {last[:160]} at {place}")
    return found


def _of_tools(status: int, body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    for line in text.split("\n"):
        data = line.removeprefix("data:").strip()
        if not data.startswith("{"):
            continue
        try:
            answer = json.loads(data)
        except ValueError:
            return f"an answer of {status} that is no JSON"
        if (answer.get("error") or {}).get("code") == _INTERNAL:
            return f"JSON-RPC's internal error: {str(answer['error'])[:200]}"
        told = ((answer.get("result") or {}).get("structuredContent") or {}).get("error") or {}
        if told.get("code") == "internal_error" or "An internal error occurred" in data:
            return f"an internal error of a tool: {data[:200]}"
    return str(status) if status >= 500 and status != 503 else None
