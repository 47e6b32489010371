"""Routes are completed when they are first asked for, once, whoever asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.exceptions import FastAPIError
from fastapi.testclient import TestClient
from starlette.routing import Match

from clonyvoice.api.routing import ScopedRoute
from tests.api.conftest import Stage

_SCOPE = {"type": "http", "method": "GET", "path": "/things/4", "headers": []}


def _thing(number: int, shown: bool = False) -> dict[str, Any]:
    return {"number": number, "shown": shown}


@pytest.fixture
def completions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the routes that FastAPI completed, in order."""
    found: list[str] = []
    build: Callable[..., Any] = ScopedRoute.get_route_handler

    def counted(route: ScopedRoute) -> Any:
        found.append(route.path)
        return build(route)

    monkeypatch.setattr(ScopedRoute, "get_route_handler", counted)
    return found


def test_a_route_is_found_before_it_is_complete(completions: list[str]) -> None:
    route = ScopedRoute("/things/{number}", _thing)
    assert route.matches(dict(_SCOPE))[0] is Match.FULL
    assert (route.name, route.methods, route.path) == ("_thing", {"GET"}, "/things/{number}")
    assert completions == []
    assert [parameter.name for parameter in route.dependant.query_params] == ["shown"]
    assert completions == ["/things/{number}"]


def test_a_route_that_many_ask_at_once_is_completed_once(completions: list[str]) -> None:
    route = ScopedRoute("/things/{number}", _thing)
    start = threading.Barrier(8)
    seen: list[object] = []

    def ask() -> None:
        start.wait(30)
        seen.append(route.app)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(seen) == 8
    assert len(set(map(id, seen))) == 1
    assert completions == ["/things/{number}"]


def test_the_first_request_is_answered_like_the_next(completions: list[str]) -> None:
    app = FastAPI()
    app.router.routes.append(ScopedRoute("/things/{number}", _thing))
    with TestClient(app) as http:
        answers = [http.get("/things/4?shown=true").json() for _ in range(2)]
    assert answers == [{"number": 4, "shown": True}] * 2
    assert completions == ["/things/{number}"]


def test_a_wrong_declaration_is_told_each_time() -> None:
    def wrong(number: threading.Thread) -> None:
        pass

    route = ScopedRoute("/things", wrong)
    for _ in range(2):
        with pytest.raises(FastAPIError, match="Invalid args"):
            _ = route.dependant


def test_what_a_route_does_not_have_is_an_attribute_error() -> None:
    route = ScopedRoute("/things/{number}", _thing)
    assert not hasattr(route, "no_such_attribute")
    assert route.body_field is None
    assert not hasattr(route, "no_such_attribute")


def test_a_body_of_many_unknown_fields_is_refused_at_once(stage: Stage) -> None:
    """One error for each of some hundred thousand kept the event loop busy for seconds, and half a gigabyte."""
    answer = stage.http.post(
        "/api/categories", json={f"k{n}": 1 for n in range(1001)}, headers=stage.key("voices:write")
    )
    assert (answer.status_code, answer.json()["error"]["param"]) == (422, "body")
    assert "more than 1000 fields" in answer.json()["error"]["message"]
