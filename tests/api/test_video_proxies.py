"""Proxies of videos over HTTP: made by a job, cancelled, copied, and gone with their project."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import av
import pytest

from clonyvoice.audio import decoder_pool
from clonyvoice.core.cancel import CancelToken
from clonyvoice.storage.orphaned_files import named
from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, music, project, voice
from tests.api.test_render_files import asset_of
from tests.audio.videos import rule_video

__all__ = ["ask", "project", "voice"]  # fixtures


def files(stage: Stage) -> set[str]:
    return set(stage.parts.blobs.ids())


@pytest.fixture
def tape(ask: Ask, project: str) -> str:
    """The place of an asset that is a video in MPEG-2, which no browser plays."""
    data = rule_video("mpeg2video", "mpegts", "yuv420p", seconds=3.0)
    return f"{project}/assets/{asset_of(ask, project, data, 'tape.ts')}"


def test_a_proxy_is_made_once_and_sent_in_ranges(stage: Stage, ask: Ask, tape: str) -> None:
    assert ask("GET", f"{tape}/proxy").json() | {"asset_id": ""} == {
        "asset_id": "", "status": "missing", "progress": 0.0, "job_id": None, "error": None, "url": None,
    }  # fmt: skip
    early = ask("GET", f"{tape}/proxy/file")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "not_ready")
    before = files(stage)
    started = ask("POST", f"{tape}/proxy")
    assert started.status_code == 202
    stage.parts.jobs.wait(started.json()["job_id"], 60)
    made = ask("GET", f"{tape}/proxy").json()
    assert (made["status"], made["progress"], made["url"]) == ("completed", 1.0, f"{tape}/proxy/file")
    assert len(files(stage) - before) == 1
    file = ask("GET", made["url"])
    assert file.headers["content-type"] == "video/webm"
    part = ask("GET", made["url"], headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, file.content[100:200])
    opened: Any = av.open(io.BytesIO(file.content))
    with opened:
        assert len(list(opened.decode(video=0))) == 75
        opened.seek(2_000_000)
        assert float(next(opened.decode(video=0)).time) == pytest.approx(2.0, abs=1.0)
    again = ask("POST", f"{tape}/proxy")
    assert again.json() == made
    assert len(files(stage) - before) == 1
    assert files(stage) <= named(stage.parts.database)  # a start clears none of them away


def test_a_copy_of_a_project_has_its_own_and_none_is_left_behind(
    stage: Stage, ask: Ask, project: str, tape: str
) -> None:
    stage.parts.jobs.wait(ask("POST", f"{tape}/proxy").json()["job_id"], 60)
    copy = f"/api/projects/{ask('POST', f'{project}/duplicate', json={}).json()['id']}"
    assert ask("DELETE", f"{project}?permanent=true").status_code == 204
    (asset,) = ask("GET", f"{copy}/assets").json()["assets"]
    kept = ask("GET", f"{copy}/assets/{asset['id']}/proxy")
    assert kept.json()["status"] == "completed"
    assert ask("GET", kept.json()["url"]).content[:4] == b"\x1a\x45\xdf\xa3"
    assert ask("DELETE", f"{copy}?permanent=true").status_code == 204
    assert files(stage) == set()


def test_what_has_no_picture_is_refused(ask: Ask, project: str) -> None:
    asset = asset_of(ask, project, music(1.0), "music.flac")
    refused = ask("POST", f"{project}/assets/{asset}/proxy")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "no_picture")
    gone = ask("POST", f"{project}/assets/asset_0000/proxy")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "project_item_not_found")


def test_a_reader_may_look_at_a_proxy_and_not_ask_for_one(stage: Stage, ask: Ask, tape: str) -> None:
    reader = stage.key("projects:read")
    assert ask("POST", f"{tape}/proxy", headers=reader).status_code == 403
    assert ask("GET", f"{tape}/proxy", headers=reader).status_code in (200, 404)  # of another owner


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Proxies wait after their first pictures: the first event says that they are there.

    The second one lets them go on, as a cancel does.
    """
    there, go_on = threading.Event(), threading.Event()
    packets = decoder_pool.proxy_packets

    def waiting(path: Path, *, cancel: CancelToken | None = None, **bounds: Any) -> Iterator[Any]:
        found = packets(path, cancel=cancel, **bounds)
        yield from islice(found, 20)
        if cancel is not None:  # the job's, not the look at the file before it
            there.set()
            while not cancel.cancelled and not go_on.wait(0.01):
                pass
        yield from found

    monkeypatch.setattr(decoder_pool, "proxy_packets", waiting)
    yield there, go_on
    go_on.set()


def test_a_cancelled_proxy_leaves_nothing_and_can_be_made_again(
    stage: Stage, ask: Ask, tape: str, held: tuple[threading.Event, threading.Event]
) -> None:
    there, go_on = held
    before = files(stage)
    job = ask("POST", f"{tape}/proxy").json()["job_id"]
    assert there.wait(30)
    assert ask("GET", f"{tape}/proxy").json()["status"] == "running"
    assert ask("POST", f"{tape}/proxy").json()["job_id"] == job  # it is being made already
    assert ask("POST", f"/api/jobs/{job}/cancel").status_code == 200
    told = ask("GET", f"{tape}/proxy").json()
    assert (told["status"], told["url"]) == ("cancelled", None)
    assert files(stage) == before
    assert list(stage.parts.blobs.scratch.iterdir()) == []
    go_on.set()
    second = ask("POST", f"{tape}/proxy").json()["job_id"]
    assert second != job
    stage.parts.jobs.wait(second, 60)
    assert ask("GET", f"{tape}/proxy").json()["status"] == "completed"


def test_a_project_that_is_deleted_stops_its_proxy(
    stage: Stage, ask: Ask, project: str, tape: str, held: tuple[threading.Event, threading.Event]
) -> None:
    there, _ = held
    job = ask("POST", f"{tape}/proxy").json()["job_id"]
    assert there.wait(30)
    assert ask("DELETE", f"{project}?permanent=true").status_code == 204
    assert stage.parts.jobs.wait(job, 30).state == "failed"
    assert files(stage) == set()
