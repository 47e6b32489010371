"""Words in queries that come from a list: an unknown one is refused with the list, never an empty page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.running import Running, running
from tests.contract.shapes import assert_error


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("queries")) as it:
        yield it


def listed(schema: dict[str, Any]) -> list[str]:
    """The words that a parameter takes; none when it takes any."""
    found = [str(word) for word in schema.get("enum", ())]
    for inner in (*schema.get("anyOf", ()), schema.get("items", {})):
        if isinstance(inner, dict):
            found += listed(inner) if inner else []
    return found


def test_an_unknown_word_is_refused_with_those_that_are_known(served: Running) -> None:
    paths = served.client.get("/openapi.json").json()["paths"]
    seen = set()
    for path, methods in paths.items():
        for parameter in methods.get("get", {}).get("parameters", ()):
            words = listed(parameter["schema"])
            if parameter["in"] != "query" or not words or "{" in path:
                continue
            answer = served.client.get(path, params={parameter["name"]: "nonsense"})
            if path.startswith("/elevenlabs"):  # whose errors have a shape of their own
                assert answer.status_code == 422, answer.text
                message = answer.json()["detail"]["message"]
            else:
                assert_error(answer, 422, "invalid_request")
                message = answer.json()["error"]["message"]
            for word in words:
                assert repr(word) in message
            seen.add((path, parameter["name"]))
    assert {
        ("/api/generations", "kind"), ("/api/generations", "status"), ("/api/voices", "kind"),
        ("/api/voices", "status"), ("/api/jobs", "state"),
    } <= seen  # fmt: skip


def test_generations_are_found_by_the_route_that_made_them(served: Running) -> None:
    made = served.say().json()["id"]
    by_kind = {
        kind: [
            each["id"] for each in served.client.get(f"/api/generations?kind={kind}").json()["generations"]
        ]
        for kind in ("preset", "clone")
    }
    assert by_kind == {"preset": [made], "clone": []}


def test_voices_of_a_language_or_engine_that_there_is_not(served: Running) -> None:
    unknown = served.client.get("/api/voices?language=klingon")
    assert_error(unknown, 422, "unknown_language")
    assert "ko" in unknown.json()["error"]["message"]
    unknown = served.client.get("/api/voices?engine=abacus")
    assert_error(unknown, 404, "engine_not_found")
    assert "fake" in unknown.json()["error"]["message"]


@pytest.mark.parametrize("language", ["en", "EN", "English", "auto"])
def test_a_language_is_understood_however_it_is_written(served: Running, language: str) -> None:
    names = [
        voice["name"] for voice in served.client.get(f"/api/voices?language={language}").json()["voices"]
    ]
    assert names == ["Ann", "Ben"]
