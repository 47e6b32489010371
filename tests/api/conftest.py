"""The whole app in this process on the scripted engine: quick, and without weights."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from clonyvoice.api.services import Services
from clonyvoice.app import build, create_app
from clonyvoice.core.settings import Settings
from clonyvoice.engines.environments.recipes import RECIPES
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.keys import CLI
from clonyvoice.storage.database import Database
from tests.api.running import EVENT_LOOP
from tests.new_database import put_new_database


@pytest.fixture(autouse=True)
def no_database_in_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails where a session of the database is opened in the event loop: while it is held, nobody is answered."""
    found: list[str] = []

    def noted(kind: str, session: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*args: Any, **named: Any) -> Any:
            if threading.current_thread().name == EVENT_LOOP:
                found.append(f"{kind}: " + " < ".join(str(frame) for frame in inspect.stack()[1:6]))
            return session(*args, **named)

        return noting

    for kind in ("read", "write"):
        monkeypatch.setattr(Database, kind, noted(kind, getattr(Database, kind)))
    yield
    assert found == []


@dataclass
class Stage:
    """An app, its parts, and a client that holds no key."""

    parts: Services
    http: TestClient

    def key(self, *scopes: str, **limits: int) -> dict[str, str]:
        """The headers of a new key; limits by scope with `_` for `:`."""
        named = {scope.replace("_", ":"): limit for scope, limit in limits.items()}
        secret = self.parts.keys.create(CLI, "test", scopes or None, named, unlimited=not named)[1]
        return {"X-API-Key": secret}

    def sign_in(self) -> dict[str, str]:
        """Become the studio; the headers that changes need."""
        link = self.parts.sessions.new_link()
        assert self.http.get("/auth/link", params={"token": link}, follow_redirects=False).status_code == 303
        return {"X-CSRF-Token": self.http.get("/api/session").json()["csrf"]}


@pytest.fixture
def more_settings() -> dict[str, Any]:
    """Settings of the stage besides those that all tests have; tests that need some override it."""
    return {}


@pytest.fixture
def recipes() -> Path:
    """The folder of the engines that can be installed; tests with recipes of their own override it."""
    return RECIPES


@pytest.fixture
def stage(tmp_path: Path, more_settings: dict[str, Any], recipes: Path) -> Iterator[Stage]:
    settings = Settings(
        data_dir=put_new_database(tmp_path / "data"),
        weights=tmp_path / "weights",
        metrics=True,
        max_upload_mb=1,
        no_browser=True,
        **more_settings,
    )
    parts = build(settings, serving=True, engines=[FakeEngine()], recipes=recipes)
    app = create_app(settings, parts)
    with TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False) as http:
        yield Stage(parts, http)
