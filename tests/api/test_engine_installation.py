"""Engines installed over the API: licence, progress, use at once, checked, removed; what goes wrong is told."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.engines.environments import installation
from clonyvoice.engines.environments.virtual_environment import InstallationFailed
from tests.api.conftest import Stage
from tests.engines.environments.tones import tones_recipe
from tests.eventually import eventually


@pytest.fixture
def recipes(tmp_path: Path) -> Path:
    """The folder that `tones_recipe` fills."""
    return tmp_path / "recipes"


@pytest.fixture
def wheelhouse(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of wheels, in the data folder, where installing looks for it."""
    made = tones_recipe(tmp_path, monkeypatch)
    return made.rename(stage.parts.settings.data_dir / "wheelhouse")


def ended(stage: Stage, job_id: str) -> dict[str, Any]:
    stage.parts.jobs.wait(job_id, 60)
    shown: dict[str, Any] = stage.http.get(f"/api/jobs/{job_id}").json()
    return shown


def listed(stage: Stage) -> dict[str, Any]:
    (engine,) = stage.http.get("/api/engines").json()["engines"]
    assert isinstance(engine, dict)
    return engine


def test_an_engine_is_installed_used_checked_and_removed_without_a_restart(
    stage: Stage, wheelhouse: Path
) -> None:
    csrf = stage.sign_in()
    before = listed(stage)
    assert (before["id"], before["state"], before["licence"]["must_accept"]) == (
        "tones",
        "not_installed",
        True,
    )
    assert "Name who made it" in before["licence"]["text"]
    refused = stage.http.post("/api/engines/tones/install", json={}, headers=csrf)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "licence_not_accepted")
    seen: list[Any] = []
    stage.parts.events.observe(seen.append)
    asked = stage.http.post("/api/engines/tones/install", json={"accept_licence": True}, headers=csrf)
    assert asked.status_code == 202, asked.text
    assert asked.json()["state"] == "installing"
    again = stage.http.post("/api/engines/tones/install", json={"accept_licence": True}, headers=csrf)
    assert again.json()["job_id"] == asked.json()["job_id"], "one installation, however often it is asked for"
    busy = stage.http.delete("/api/engines/tones", headers=csrf)
    assert (busy.status_code, busy.json()["error"]["code"]) == (409, "engine_busy")
    done = ended(stage, asked.json()["job_id"])
    assert (done["kind"], done["state"], done["error"]) == ("engine", "completed", None)
    assert {event.type for event in seen if event.id == "tones"} == {"engine.progress", "engine.completed"}
    assert listed(stage)["state"] == "installed"
    said = stage.http.post(
        "/api/generate/preset", json={"voice": "fake_ann", "text": "Hello.", "engine": "tones"}, headers=csrf
    )
    assert (said.status_code, said.json().get("engine")) == (200, "tones"), said.text
    assert "tones" in [one["id"] for one in stage.http.get("/api/system/info").json()["engines"]]
    checked = stage.http.post("/api/engines/tones/verify", headers=csrf).json()
    assert ended(stage, checked["id"])["result"] == {"engine": "tones", "problems": []}
    eventually(lambda: stage.parts.jobs.depth == (0, 0))
    removed = stage.http.delete("/api/engines/tones", headers=csrf)
    assert (removed.status_code, removed.json()["state"]) == (200, "not_installed"), removed.text
    assert stage.parts.engines.ids == ("fake",)
    gone = stage.http.delete("/api/engines/tones", headers=csrf)
    assert (gone.status_code, gone.json()["error"]["code"]) == (422, "engine_not_installed")
    unknown = stage.http.post("/api/engines/other/install", json={}, headers=csrf)
    assert unknown.json()["error"]["code"] == "engine_recipe_not_found"
    assert wheelhouse.is_dir()


def test_what_fails_is_told_and_leaves_nothing(stage: Stage, wheelhouse: Path) -> None:
    csrf = stage.sign_in()
    for wheel in wheelhouse.iterdir():
        wheel.unlink()  # the index is gone
    asked = stage.http.post("/api/engines/tones/install", json={"accept_licence": True}, headers=csrf).json()
    failed = ended(stage, asked["job_id"])
    assert (failed["state"], failed["error"]["code"]) == ("failed", "engine_package_missing")
    assert "Nothing was changed" in failed["error"]["message"]
    assert str(wheelhouse) not in failed["error"]["message"]
    assert listed(stage)["state"] == "not_installed"
    assert list((stage.parts.settings.data_dir / "engines").iterdir()) == []
    assert stage.parts.engines.ids == ("fake",)


def test_an_installation_is_cancelled_like_any_job(
    stage: Stage, wheelhouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def build(_recipe: object, folder: Path, _house: object, tell: Any, cancel: Any) -> None:
        folder.mkdir()
        tell("Downloading torch")
        begun.set()
        cancel.wait(30)
        cancel.raise_if_cancelled()
        raise InstallationFailed("tones", "it was not cancelled.")

    monkeypatch.setattr(installation, "build", build)
    csrf = stage.sign_in()
    asked = stage.http.post("/api/engines/tones/install", json={"accept_licence": True}, headers=csrf).json()
    assert begun.wait(20)
    stopped = stage.http.post(f"/api/jobs/{asked['job_id']}/cancel", headers=csrf)
    assert stopped.json()["state"] == "cancelled"
    assert listed(stage)["state"] == "not_installed"
    assert list((stage.parts.settings.data_dir / "engines").iterdir()) == []


def test_a_key_sees_engines_but_does_not_change_them(stage: Stage, wheelhouse: Path) -> None:
    key = stage.key()
    assert stage.http.get("/api/engines", headers=key).status_code == 200
    for answer in (
        stage.http.post("/api/engines/tones/install", json={"accept_licence": True}, headers=key),
        stage.http.post("/api/engines/tones/verify", headers=key),
        stage.http.delete("/api/engines/tones", headers=key),
    ):
        assert answer.status_code == 403, answer.text
