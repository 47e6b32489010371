"""Routes, scopes, errors, events and settings as the code has them: complete, documented, and in the docs."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

import clonyvoice
from clonyvoice.api.openapi import schema
from clonyvoice.api.routing import ScopedRoute
from clonyvoice.app import build, close, create_app
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.jobs.event_bus import EVENT_TYPES
from clonyvoice.keys import ALL_SCOPES
from tests.contract.vendor import ROUTES

OPEN = {"/health", "/auth/link", "/api/session", "/elevenlabs/previews/{token}.mp3"}
"""Paths that need no key: health, the studio's sign-in, and previews by a signed link."""
DOCS = Path(clonyvoice.__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    parts = build(settings)
    yield create_app(settings, parts)
    close(parts)


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    return schema.document(app)


@cache
def error_classes() -> dict[str, type[ClonyError]]:
    """Every error class of the program by its code."""
    for module in pkgutil.walk_packages(clonyvoice.__path__, "clonyvoice."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: dict[str, type[ClonyError]] = {}
    waiting = [ClonyError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "code" in vars(kind):
            same = found.setdefault(kind.code, kind)
            assert same.status == kind.status, f"{kind.code} is the code of two different errors"
    return found


def test_every_route_needs_a_scope_but_the_few_open_ones(app: FastAPI) -> None:
    routes = list(schema.routes_of(app))
    assert len(routes) > 40
    for route in routes:
        assert isinstance(route, ScopedRoute)
        if route.path not in OPEN:
            assert route.requires is not None, f"{route.path} can be used without a key"
            assert route.requires.scope in ALL_SCOPES


def test_the_documented_routes_need_the_documented_scopes(app: FastAPI) -> None:
    found = {}
    for route in schema.routes_of(app):
        for method in route.methods or ():
            assert route.requires is not None or route.path in OPEN
            scope = route.requires.scope if route.requires is not None else ""
            found[method, re.sub(r"{\w+}", "{id}", route.path)] = scope
    assert {(method, path): found.get((method, path)) for method, path, _ in ROUTES} == {
        (method, path): scope for method, path, scope in ROUTES
    }


def test_operations_are_described_and_their_names_unique(document: dict[str, Any]) -> None:
    names = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            names.append(operation["operationId"])
            assert operation["description"], f"{method} {path} has no description"
            if path not in OPEN:
                assert {"401", "403", "429"} <= set(operation["responses"]), f"{method} {path}"
                assert operation["x-scope"] in ALL_SCOPES
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert response["x-codes"], f"{method} {path} {status}"
                    schema = response["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Error"}
    assert len(names) == len(set(names))


def test_errors_know_their_status_and_say_what_they_mean() -> None:
    for code, kind in error_classes().items():
        assert re.fullmatch(r"[a-z][a-z0-9_]+", code)
        assert 400 <= kind.status < 600
        assert (kind.__doc__ or "").strip(), f"{code} has no description"
        if kind.status >= 500:
            assert kind.status == 503 or code in ("internal_error", "given_up"), f"{code}: a 5xx is a bug"


def test_documents_name_only_errors_that_exist(document: dict[str, Any]) -> None:
    named = {
        code
        for methods in document["paths"].values()
        for operation in methods.values()
        for response in operation["responses"].values()
        for code in response.get("x-codes", ())
    }
    assert named <= set(error_classes())


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_the_docs_name_every_scope_setting_error_and_route(app: FastAPI) -> None:
    assert [scope for scope in ALL_SCOPES if f"`{scope}`" not in page("api.md")] == []
    settings = [f"`CLONYVOICE_{name.upper()}`" for name in Settings.model_fields]
    assert [name for name in settings if name not in page("settings.md")] == []
    assert [code for code in error_classes() if f"`{code}`" not in page("errors.md")] == []
    routes = [f"{method} {r.path_format}" for r in schema.routes_of(app) for method in r.methods or ()]
    assert [route for route in routes if f"`{route}`" not in page("routes.md")] == []


def test_the_docs_name_every_event() -> None:
    named = set()
    for group in re.findall(r"`([a-z]+\.[a-z|]+)`", page("api.md")):
        topic, _, kinds = group.partition(".")
        named |= {f"{topic}.{kind}" for kind in kinds.split("|")}
    assert set(EVENT_TYPES) - named == set()
