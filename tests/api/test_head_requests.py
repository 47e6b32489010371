"""HEAD on every route that has GET: nothing is made, written, computed or recorded."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from fastapi.routing import APIRoute

from clonyvoice.audit.log_files import folder_of, records
from clonyvoice.storage.database import FILE_NAME
from tests.api.running import Running, running

SILENT = {"/api/session"}
"""Routes that the client's key cannot ask."""


def test_head_has_no_effect_on_any_route(tmp_path: Path) -> None:
    with running(tmp_path, audit_log=True) as served:
        ids = things(served)
        data = served.parts.settings.data_dir
        asked = served.engine.requests
        for path in sorted({route.path for route in served.app.routes if isinstance(route, APIRoute)}):
            route = next(one for one in served.app.routes if isinstance(one, APIRoute) and one.path == path)
            if "GET" not in (route.methods or ()) or path in SILENT:
                continue
            place = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: ids.get(found[1], "none"), path)
            query = {
                field.alias: "none"
                for field in route.dependant.query_params
                if field.field_info.is_required()
            }
            served.parts.keys.flush_used()
            before = (commits(data), len(list(records(folder_of(data)))), len(asked))
            answer = served.client.head(place, params=query, follow_redirects=False)
            served.parts.keys.flush_used()  # when the key was used last is no effect
            after = (commits(data), len(list(records(folder_of(data)))), len(asked))
            assert after[1:] == before[1:], path
            assert after[0] - before[0] <= 1, path
            assert answer.status_code < 500, path
            assert not answer.content


def test_a_preview_is_made_by_get_alone(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        preview = "/api/voices/fake_ann/preview"
        assert served.client.head(preview).status_code == 200
        assert not served.engine.requests
        assert served.client.get(preview).content
        assert served.engine.requests


def test_head_of_sound_is_no_delivery(tmp_path: Path) -> None:
    with running(tmp_path, audit_log=True) as served:
        sound = f"/api/generations/{things(served)['generation_id']}/audio"
        folder = folder_of(served.parts.settings.data_dir)
        before = len(list(records(folder)))
        assert served.client.head(sound).status_code == 200
        assert len(list(records(folder))) == before
        assert served.client.get(sound).status_code == 200
        assert len(list(records(folder))) == before + 1


def things(served: Running) -> dict[str, str]:
    """Ids to ask for, by the names that paths have for them."""
    said = served.say().json()["id"]
    project = served.client.post("/api/projects", json={"name": "A", "script": "Hello."}).json()["id"]
    return {
        "generation_id": said, "history_item_id": said, "voice_id": "fake_ann", "preset_id": "fake_ann",
        "project_id": project, "generated_voice_id": "fake_ann", "engine_id": "fake",
    }  # fmt: skip


def commits(data: Path) -> int:
    """The number of commits of the database."""
    with closing(sqlite3.connect(f"file:{data / FILE_NAME}?mode=ro", uri=True)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])
