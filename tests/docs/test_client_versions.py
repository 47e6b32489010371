"""Versions of client programs that the pages name are those that the tests install, or whose requests were recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.clients import HERE, PACKAGES, RECORDED
from tests.clients.table import PAGE

DOCS = PAGE.parent
PAGES = sorted((DOCS / "how-to").glob("*.md"))
_PINNED = re.compile(r"(?m)^([A-Za-z0-9_.-]+)==([0-9][^\s;\\]*)")
_BETWEEN = r"(?:`|\*\*)*(?: agents| community)?(?: \((?:Python|npm)[^)]*\))? "
"""The characters between a name and its version."""
_OWN = ("elevenlabs", "wyoming", "mcp")


def pins() -> dict[str, set[str]]:
    """The versions of each package by its name in the registry: those of `tests/clients`, and our own lock's."""
    found: dict[str, set[str]] = {}
    for file in sorted(HERE.glob("requirements*")):
        for name, version in _PINNED.findall(file.read_text("utf-8")):
            found.setdefault(name, set()).add(version)
    for name, version in json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"].items():
        found.setdefault(name, set()).add(version)
    ours = dict(_PINNED.findall((HERE.parents[1] / "requirements.lock").read_text("utf-8")))
    return found | {name: {ours[name]} for name in _OWN}


def versions() -> dict[str, set[str]]:
    """The versions by the names that pages use: those of the registries, and of the programs in the table."""
    found = pins()
    shown = {
        "livekit": "livekit-agents",
        "pipecat": "pipecat-ai",
        "home assistant": "homeassistant",
        "@n8n/n8n-nodes-langchain": "",
        "langchain-community": "",
        "langchain": "",
    }
    known = {name: found.get(package, set()) for name, package in shown.items()}
    for entry in RECORDED:
        program, _, version = entry["client"].partition(" (")[0].rpartition(" ")
        if version[:1].isdigit():
            known.setdefault(program.lower(), set()).add(version)
    known["langchain-community"] = known["langchain"] = known.pop("langchain community")
    inner = re.search(r"n8n [^(]*\(nodes-langchain ([\d.]+)\)", " ".join(one["client"] for one in RECORDED))
    assert inner
    known["@n8n/n8n-nodes-langchain"] = {inner[1]}
    known["elevenlabs"] = found["elevenlabs"] | found["@elevenlabs/elevenlabs-js"]
    return found | known


def named(text: str) -> Iterator[tuple[str, str]]:
    """The names of `versions` that are followed by a version, with it."""
    for name in versions():
        pattern = rf"(?i)(?<![\w/@-]){re.escape(name)}{_BETWEEN}(\d+\.\d+(?:\.\d+)*)\b"
        yield from ((name, version) for version in re.findall(pattern, text))


def agrees(version: str, pinned: set[str]) -> bool:
    """Whether a version, maybe without its last part (`2.78`), is one of `pinned`."""
    return any(one == version or one.startswith(f"{version}.") for one in pinned)


def test_what_is_installed_for_tests_is_what_was_asked_for() -> None:
    """The lock has what `requirements.in` names, and npm's lock what `package.json` names."""
    lock = dict(_PINNED.findall((HERE / "requirements.lock").read_text("utf-8")))
    for name, version in _PINNED.findall((HERE / "requirements.in").read_text("utf-8")):
        assert lock[name] == version
    packages = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    for name, version in json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize("page", [PAGE, *PAGES], ids=lambda page: page.name)
def test_versions_on_the_pages_are_those_that_were_tried(page: Path) -> None:
    known = versions()
    wrong = [
        (name, version, sorted(known[name]))
        for name, version in named(page.read_text("utf-8"))
        if not agrees(version, known[name])
    ]
    assert wrong == []


def test_every_program_of_the_table_has_the_version_of_its_lock() -> None:
    rows = [
        line.split(" | ")[0].removeprefix("| ")
        for line in PAGE.read_text("utf-8").splitlines()
        if line[:2] == "| "
    ]
    found = pins()
    for package, shown in PACKAGES.values():
        told = {row.removeprefix(shown).strip() for row in rows if row.startswith(f"{shown} ")}
        assert told, shown
        assert told <= found[package], (shown, told, found[package])


def test_a_page_that_names_another_version_is_noticed() -> None:
    text = "Tried: `ai` 6.0.1 with `@ai-sdk/openai` 4.0.118, **openai** (npm) 7.59, Home Assistant 2025.1."
    found = set(named(text))
    assert found == {
        ("ai", "6.0.1"),
        ("@ai-sdk/openai", "4.0.118"),
        ("openai", "7.59"),
        ("home assistant", "2025.1"),
    }
    known = versions()
    wrong = {name for name, version in found if not agrees(version, known[name])}
    assert wrong == {"ai", "home assistant"}
    pages = "\n".join(page.read_text("utf-8") for page in (PAGE, *PAGES))
    assert {"openai", "ai", "litellm", "livekit-agents", "pipecat-ai", "wyoming", "mcp", "fastmcp", "elevenlabs", "n8n",
            "@n8n/n8n-nodes-langchain", "open webui", "home assistant", "sillytavern", "langchain-community",
            } <= {name for name, _ in named(pages)}  # fmt: skip
