"""Disks that are full, read-only or damaged, for real: a clear error, nothing half-written, and on it goes.

A small file system in memory stands for the disk. Where it may not be mounted these tests are left out.
"""

from __future__ import annotations

import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from clonyvoice.app import build, close, start
from clonyvoice.core.settings import Settings
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.storage.database import FILE_NAME, Database
from clonyvoice.storage.disk_reserve import freeing
from clonyvoice.storage.orphaned_files import named
from tests.api.running import Running, running

MB = 1 << 20


class Disk:
    """A mounted file system of a few MB."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, but: int = 0) -> None:
        """Use up all space but `but` bytes."""
        with self._filler.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 4096)
        if but:
            with self._filler.open("r+b") as file:
                file.truncate(max(0, self._filler.stat().st_size - but))

    def free(self) -> None:
        self._filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written under the data directory, by what opens its files from now on."""
        data = str(self.folder / "data")
        subprocess.run(["mount", "--bind", data, data], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", data], check=True)
            yield
        finally:
            subprocess.run(["umount", "--lazy", data], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12m", "clonyvoice-test", str(folder)],
            capture_output=True, check=False,
        )  # fmt: skip
    except OSError:
        pytest.skip("there is no mount command")
    if done.returncode:
        pytest.skip("a file system may not be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def orphans(server: Running) -> set[str]:
    """Files that no row names."""
    return set(server.parts.blobs.ids()) - named(server.parts.database)


def leftovers(server: Running) -> list[Path]:
    """Temporary files."""
    return [
        path
        for path in server.parts.blobs.scratch.rglob("*")
        if path.is_file() and path.parent.name != "renders"
    ]


def told(answer: httpx.Response, code: str, advice: str) -> None:
    assert answer.status_code == 503, answer.text
    error = answer.json()["error"]
    assert error["code"] == code
    assert advice in error["message"]
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_space(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        before = server.say("Before the disk was full.").json()
        disk.fill()
        recording = {"audio": ("a.wav", b"RIFF" + bytes(300_000), "audio/wav")}
        for answer in (
            server.say("This is not kept."),
            server.say("Nor is this.", **{"async": True}),
            server.client.post("/api/categories", json={"name": "Full"}),
            server.client.post("/api/transcribe", files=recording),
        ):
            told(answer, "storage_full", "Free some space")
        assert server.client.get("/health").status_code == 200
        assert server.client.get(f"/api/generations/{before['id']}").json()["text"] == before["text"]
        assert orphans(server) == set()
        assert leftovers(server) == []
        disk.free()
        after = server.say("There is space again.").json()
        assert after["status"] == "completed"
        assert server.client.get(after["audio_url"]).status_code == 200
        assert server.client.get("/api/generations").json()["total"] == 2
        assert server.parts.database.check() == []


def test_a_disk_that_fills_while_a_text_is_spoken_keeps_what_is_whole(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        server.say("Warm.")
        text = " ".join(f"This is sentence number {number} of a long text." for number in range(60))
        disk.fill(but=400_000)
        answer = server.say(text)
        told(answer, "storage_full", "Free some space")
        assert orphans(server) == set()
        assert leftovers(server) == []
        disk.free()
        listed = server.client.get("/api/generations").json()["generations"]
        assert server.say("There is space again.").status_code == 200
        for each in listed:
            whole = server.client.get(f"/api/generations/{each['id']}").json()
            for chunk in whole["chunks"]:
                if chunk["audio_url"]:
                    assert server.client.get(chunk["audio_url"]).status_code == 200
        assert server.parts.database.check() == []


def test_a_disk_that_fills_during_a_render_leaves_the_project_as_it_was(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        voice = server.client.get("/api/voices").json()["voices"][0]["id"]
        script = {
            "name": "Play",
            "script": "ADA: Where were you?\nADA: In the garden.",
            "speakers": {"ADA": voice},
        }
        project = f"/api/projects/{server.client.post('/api/projects', json=script).json()['id']}"
        line = server.client.get(project).json()["lines"][0]["id"]
        apart = {"op": "line.update", "id": line, "set": {"pause_after_ms": 30_000}}
        server.client.post(f"{project}/operations", json={"operations": [apart]}, headers={"If-Match": "1"})
        job = server.client.post(f"{project}/speak", json={"lines": "all"}).json()
        server.parts.jobs.wait(job["id"], 30)
        before = server.client.get(project).json()
        assert before["duration"] > 30
        disk.fill(but=1_000_000)
        render = server.client.post(f"{project}/renders", json={"format": "wav"})
        if render.status_code == 202:
            server.parts.jobs.wait(render.json()["job_id"], 30)
            found = server.client.get(f"{project}/renders/{render.json()['id']}").json()
            assert (found["status"], found["error"]["code"]) == ("failed", "storage_full"), found
        else:
            told(render, "storage_full", "Free some space")
        assert orphans(server) == set()
        assert leftovers(server) == []
        disk.free()
        assert server.client.get(project).json() == before
        again = server.client.post(f"{project}/renders", json={"format": "mp3"}).json()
        assert server.parts.jobs.wait(again["job_id"], 60).state == "completed"
        assert server.parts.database.check() == []


def test_what_frees_space_works_where_there_is_none(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        made = [server.say(f"Sentence number {number}.").json()["id"] for number in range(3)]
        project = server.client.post("/api/projects", json={"name": "Full"}).json()["id"]
        disk.fill()
        told(server.say("This is not kept."), "storage_full", "Free some space")
        last = f"/elevenlabs/v1/history/{made.pop()}"
        for path in (last, *(f"/api/generations/{each}" for each in made), f"/api/projects/{project}"):
            assert server.client.delete(path).status_code in (200, 204), path
        assert orphans(server) == set()
        disk.free()
        assert server.say("There is space again.").status_code == 200
        server.parts.database.keep_reserve()
        assert (disk.folder / "data" / "reserve").stat().st_blocks > 0


def test_each_deletion_gets_room_although_others_use_up_at_once_what_it_frees(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        made = [server.say(f"Sentence number {number}.").json()["id"] for number in range(2)]
        job = server.say("Later. " * 20, **{"async": True}).json()["id"]
        link = server.parts.sessions.new_link()
        reserve = disk.folder / "data" / "reserve"
        kept = reserve.stat().st_size
        disk.fill()
        assert server.client.delete(f"/api/generations/{made[0]}").status_code == 204
        assert 0 < reserve.stat().st_size < kept
        disk.fill()
        assert server.client.post("/api/generation/cancel", json={"generation_id": job}).status_code == 200
        with server.client_with({}) as browser:
            answer = browser.get("/auth/link", params={"token": link})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        disk.free()
        server.parts.database.keep_reserve()
        assert reserve.stat().st_size >= kept - 1_000_000


def test_a_deletion_without_a_reserve_is_told_what_helps_and_deletes_nothing(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        made = server.say("Before the disk was full. " * 20).json()
        project = server.client.post("/api/projects", json={"name": "Full"}).json()["id"]
        (disk.folder / "data" / "reserve").unlink()
        disk.fill()
        for path in (
            f"/api/generations/{made['id']}",
            f"/api/projects/{project}",
            "/api/transcriptions/none",
        ):
            answer = server.client.delete(path)
            if answer.status_code != 404:
                told(answer, "storage_full", "removing files of other programs")
        assert server.client.get(made["audio_url"]).status_code in (
            200,
            503,
        )  # the audit log may not be written
        assert server.client.get(f"/api/generations/{made['id']}").json()["status"] == "completed"
        assert server.client.get("/health").status_code == 200
        assert orphans(server) == set()
        disk.free()
        assert server.client.get(made["audio_url"]).status_code == 200
        assert server.client.delete(f"/api/generations/{made['id']}").status_code in (200, 204)


def test_a_server_starts_on_a_full_disk_and_deletes(disk: Disk) -> None:
    data = disk.folder / "data"
    with running(data) as server:
        made = server.say("Before the disk was full.").json()["id"]
        key = server.key
    disk.fill()
    services = build(Settings(data_dir=data, port=0), serving=True, engines=[FakeEngine()])
    try:
        start(services)
        services.sessions.redeem(services.sessions.new_link())
        with freeing():
            services.speech.delete(made, None)
        assert services.keys.authenticate(key).scopes
    finally:
        close(services)


def test_sound_that_is_there_is_played_on_a_full_disk_and_what_would_be_written_for_it_is_told(
    disk: Disk,
) -> None:
    with running(disk.folder / "data", audit_log=False) as server:
        made = server.say("Before the disk was full.").json()
        url = made["audio_url"]
        assert server.client.get(url).status_code == 200
        disk.fill()
        assert server.client.get(url).status_code == 200
        assert server.client.get(url, headers={"Range": "bytes=0-9"}).status_code == 206
        told(server.client.get(url, params={"format": "flac"}), "storage_full", "Free some space")
        for path, body in (
            ("/api/voices/export", {"voice_ids": ["fake_ann"]}),
            ("/elevenlabs/v1/history/download", {"history_item_ids": [made["id"]], "output_format": "wav"}),
        ):
            answer = server.client.post(path, json=body)
            assert answer.status_code < 500 or answer.json()["error"]["code"] == "storage_full", answer.text
        assert leftovers(server) == []


def test_a_stream_on_a_full_disk_breaks_rather_than_ends(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        server.say("Warm.")
        text = " ".join(f"This is sentence number {number} of a long text." for number in range(60))
        disk.fill(but=300_000)
        body = {"voice": "fake_ann", "text": text, "language": "en", "stream": True}
        with (
            pytest.raises(httpx.TransportError),
            server.client.stream("POST", "/api/generate/preset", json=body) as answer,
        ):
            assert answer.status_code == 200
            for _ in answer.iter_bytes():
                pass
        disk.free()
        assert server.say("There is space again.").status_code == 200


def test_a_disk_that_becomes_read_only_is_told_and_work_goes_on_when_it_is_not(disk: Disk) -> None:
    with running(disk.folder / "data") as server:
        before = server.say("Before the disk was read-only.").json()
        with disk.read_only():
            server.parts.database.engine.dispose()
            told(server.say("This is not kept."), "storage_read_only", "permissions")
            told(
                server.client.post("/api/transcribe", files={"audio": ("a.wav", bytes(1000), "audio/wav")}),
                "storage_read_only",
                "permissions",
            )
            told(
                server.client.post("/api/categories", json={"name": "X"}), "storage_read_only", "permissions"
            )
            assert server.client.get("/health").status_code == 200
            assert server.client.get(f"/api/generations/{before['id']}").json()["text"] == before["text"]
        server.parts.database.engine.dispose()
        assert server.say("It can be written again.").status_code == 200
        assert orphans(server) == set()


@contextmanager
def damaged(server: Running, home: Path, table: str) -> Iterator[None]:
    """The first page of a table overwritten in the database file while it is in use; put right in the end."""
    file = home / FILE_NAME
    with closing(sqlite3.connect(file)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        assert raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0

    def put(content: bytes) -> bytes:
        server.parts.database.engine.dispose()  # which keep pages in memory
        with file.open("r+b") as pages:
            pages.seek((root - 1) * size)
            before = pages.read(size)
            pages.seek((root - 1) * size)
            pages.write(content)
        return before

    good = put(b"\xff" * size)
    try:
        yield
    finally:
        put(good)


def test_a_damaged_page_is_told_by_the_routes_that_need_it_and_by_no_others(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        made = server.say("Before the page was damaged.").json()
        with damaged(server, tmp_path, "generations"):
            for answer in (
                server.client.get("/api/generations"),
                server.client.get(f"/api/generations/{made['id']}"),
                server.say("This cannot be kept."),
            ):
                assert answer.status_code == 503
                assert answer.json()["error"]["code"] == "storage_corrupt"
                assert "recover" in answer.json()["error"]["message"]
            assert server.client.get("/api/voices").status_code == 200
            assert server.client.get("/health").status_code == 200
            assert server.parts.database.check() != []
        assert server.client.get(f"/api/generations/{made['id']}").json()["text"] == made["text"]
        assert server.say("The page is well again.").status_code == 200
        assert orphans(server) == set()
        assert server.parts.database.check() == []


def test_requests_that_read_are_answered_while_another_program_holds_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More requests of each kind that writes than there are threads for any: they share one deadline."""
    monkeypatch.setattr(Database, "open", partial(Database.open, busy_seconds=12.0))
    with running(tmp_path) as server, closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.isolation_level = None
        made = server.say("Before it was held.").json()
        browser = server.client_with({})
        browser.get("/auth/link", params={"token": server.parts.sessions.new_link()})
        csrf = browser.get("/api/session").json()["csrf"]
        sound = server.client.get(made["audio_url"], params={"format": "wav"}).content
        other.execute("BEGIN IMMEDIATE")
        answers: list[httpx.Response] = []

        def post(path: str, **more: Any) -> httpx.Response:
            with server.client_with({"X-API-Key": server.key}) as client:
                return client.post(path, **more)

        speech = {"voice": "fake_ann", "language": "en", "async": True}
        kinds: list[tuple[int, Callable[[int], httpx.Response]]] = [
            (45, lambda n: post("/api/categories", json={"name": f"Category {n}"})),
            (45, lambda n: post("/api/generate/preset", json={**speech, "text": f"Number {n}."})),
            (15, lambda n: post("/api/design/create", json={"description": f"an old man {n}"})),
            (15, lambda n: post("/api/transcribe", files={"audio": (f"{n}.wav", sound)})),
            (15, lambda n: post("/api/projects", json={"name": "A"}, headers={"Idempotency-Key": str(n)})),
            (1, lambda _: server.client.get("/api/voices/fake_ann/preview")),
            (1, lambda _: browser.delete("/api/session", headers={"X-CSRF-Token": csrf})),
        ]
        writers = [
            threading.Thread(target=lambda write=write, number=number: answers.append(write(number)))
            for count, write in kinds for number in range(count)
        ]  # fmt: skip
        for writer in writers:
            writer.start()
        time.sleep(1)
        reads = ("/health", "/api/voices", f"/api/generations/{made['id']}", made["audio_url"])
        with server.client_with({"X-API-Key": server.key}) as client:
            for path in reads:
                assert client.get(path).status_code == 200
        assert answers == []  # none of them has waited for the writers
        for writer in writers:
            writer.join(60)
        assert len(answers) == len(writers)
        for answer in answers:
            told(answer, "storage_busy", "another program holds it")
        other.execute("ROLLBACK")
        browser.close()
        assert server.say("It is free again.").status_code == 200
