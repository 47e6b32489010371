"""Real client packages and recorded requests of programs, against a running server with real speech."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from clonyvoice.api.middleware.origins import Origins
from tests.clients.clients import OWN, PACKAGES, RECORDED, replay, run_program, slug, version_of
from tests.clients.table import merged
from tests.serving import ServerProcess

MakeKey = Callable[..., str]
OPTIONAL = ("livekit_python", "pipecat_python")
"""Half a gigabyte each: driven where `tests/clients/requirements-agents.txt` is installed, replayed everywhere."""


@pytest.mark.model
@pytest.mark.parametrize("program", [name for name in PACKAGES if name not in OWN])
def test_a_client_package_gets_what_it_expects(program: str, server: ServerProcess, key: MakeKey) -> None:
    if version_of(program) is None:
        if program in OPTIONAL:
            pytest.skip("its package is not installed; its requests are replayed")
        pytest.fail("run scripts/test-tools.sh: it installs the client packages")
    outcomes = list(run_program(program, server.url, key()))
    assert [outcome for outcome in outcomes if outcome.problem] == []
    assert len(outcomes) >= 3


@pytest.mark.model
def test_home_assistants_own_component_gets_what_it_expects(server: ServerProcess) -> None:
    if version_of("home_assistant_python") is None:
        pytest.fail("run scripts/test-tools.sh: it unpacks the component")
    port = re.search(r"tcp://\S+:(\d+)", server.output)
    assert port is not None
    outcomes = list(run_program("home_assistant_python", server.url, "", port[1]))
    assert [outcome for outcome in outcomes if outcome.problem] == []
    assert len(outcomes) == 7


@pytest.mark.model
@pytest.mark.parametrize("entry", RECORDED, ids=lambda entry: slug(f"{entry['client']} {entry['call']}"))
def test_a_recorded_request_gets_what_its_client_expects(
    entry: dict[str, Any], server: ServerProcess, key: MakeKey, recording: bytes
) -> None:
    assert replay(entry, server.url, key(), recording).problem is None


def test_new_rows_of_the_table_stand_where_those_of_other_versions_stood() -> None:
    before = [
        "| openai (npm) 7.1 | a | yes | x |",
        "| LiveKit agents 1.8.9 | b | yes | y |",
        "| n8n 2 | c | no | z |",
    ]
    found = ["| LiveKit agents 2.0 | b | yes | y |", "| LiveKit agents 2.0 | d | yes | y |"]
    assert merged(before, found) == [before[0], *found, before[2]]
    assert merged(before, ["| new 1 | e | yes | x |"]) == [*before, "| new 1 | e | yes | x |"]
    assert merged(before[:1], ["| openai (Python) 3 | a | yes | x |"])[0] == before[0]


def test_pages_of_other_schemes_may_call_once_they_are_listed() -> None:
    origins = Origins(origins=["app://obsidian.md", "null", "capacitor://localhost"])
    for origin in ("app://obsidian.md", "null", "capacitor://localhost"):
        assert origins.origin_allowed(origin, "127.0.0.1:8765")
        assert not Origins().origin_allowed(origin, "127.0.0.1:8765")
