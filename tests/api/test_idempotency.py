from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from clonyvoice.api import errors
from clonyvoice.api.auth import Cloner
from clonyvoice.api.routing import api_router, declares
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.storage.tables import AnswerRow
from tests.api.conftest import Stage
from tests.contract.shapes import assert_error


class Maker:
    """A route that makes a numbered thing at each call."""

    def __init__(self) -> None:
        self.made = 0
        self.fail = False
        self.entered = threading.Event()
        self.go = threading.Event()
        self.go.set()

    @declares(idempotency="response")
    def __call__(self, body: dict[str, Any], caller: Cloner) -> dict[str, Any]:
        self.entered.set()
        assert self.go.wait(30)
        if self.fail:
            raise InvalidRequest("not now")
        self.made += 1
        return {"number": self.made, **body}


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def http(stage: Stage, maker: Maker) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.services = stage.parts
    router = api_router("Test")
    router.post("/api/design/create", status_code=201)(maker.__call__)
    app.router.routes.extend(router.routes)
    errors.install(app)
    with TestClient(app) as client:
        yield client


def test_a_retry_gets_the_first_answer(http: TestClient, stage: Stage, maker: Maker) -> None:
    mine = {**stage.key(), "Idempotency-Key": "one"}
    first = http.post("/api/design/create", json={"a": 1}, headers=mine)
    again = http.post("/api/design/create", json={"a": 1}, headers=mine)
    assert (
        (first.status_code, first.json()) == (again.status_code, again.json()) == (201, {"number": 1, "a": 1})
    )
    assert again.headers["Idempotency-Replayed"] == "true"
    assert_error_code(
        http.post("/api/design/create", json={"a": 2}, headers=mine), 409, "idempotency_mismatch"
    )
    other = {**stage.key(), "Idempotency-Key": "one"}
    assert http.post("/api/design/create", json={"a": 1}, headers=other).json()["number"] == 2
    assert http.post("/api/design/create", json={"a": 1}, headers=stage.key()).json()["number"] == 3


def test_after_an_error_the_retry_is_made_anew(http: TestClient, stage: Stage, maker: Maker) -> None:
    mine = {**stage.key(), "Idempotency-Key": "one"}
    maker.fail = True
    assert http.post("/api/design/create", json={}, headers=mine).status_code == 422
    maker.fail = False
    assert http.post("/api/design/create", json={}, headers=mine).json()["number"] == 1


@contextmanager
def under_way(http: TestClient, headers: dict[str, str], maker: Maker) -> Iterator[None]:
    """A `with` block while a first request is worked on; it is answered after it."""
    maker.go.clear()
    first = threading.Thread(
        target=http.post, args=("/api/design/create",), kwargs={"json": {}, "headers": headers}
    )
    first.start()
    assert maker.entered.wait(30)
    yield
    maker.go.set()
    first.join()


def test_a_retry_that_comes_too_early_is_told_so(http: TestClient, stage: Stage, maker: Maker) -> None:
    mine = {**stage.key(), "Idempotency-Key": "one"}
    with under_way(http, mine, maker):
        early = http.post("/api/design/create", json={}, headers=mine)
        assert_error_code(early, 409, "idempotency_in_progress")
        assert early.headers["Retry-After"] == str(early.json()["error"]["details"]["retry_after"])
    assert http.post("/api/design/create", json={}, headers=mine).json()["number"] == 1


def test_a_crash_in_between_leaves_the_key_free(http: TestClient, stage: Stage, maker: Maker) -> None:
    mine = {**stage.key(), "Idempotency-Key": "one"}
    with under_way(http, mine, maker), stage.parts.database.write() as session:
        session.query(AnswerRow).update({"runner": "run_dead"})
    with stage.parts.database.write() as session:
        session.query(AnswerRow).update({"status": None})
    assert http.post("/api/design/create", json={}, headers=mine).json()["number"] == 2


def assert_error_code(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["code"] == code


def test_the_header_is_documented_where_it_is_heeded(stage: Stage) -> None:
    paths = stage.http.get("/openapi.json").json()["paths"]
    for path in ("/api/generate/clone", "/api/clone/create", "/api/design/create", "/api/transcribe"):
        names = [parameter["name"] for parameter in paths[path]["post"]["parameters"]]
        assert "Idempotency-Key" in names
    assert_error(stage.http.get("/api/nothing"), 404)
