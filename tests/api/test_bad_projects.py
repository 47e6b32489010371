"""Projects given what cannot be: the message names it, and the document and the disk are as before."""

from __future__ import annotations

import errno
import io
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import av
import numpy as np
import pytest

from clonyvoice.audio import encode
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.jobs import JobContext
from clonyvoice.projects import assets, render_stems_lines_zip
from clonyvoice.projects.script_lines import MAX_BYTES
from tests.api.conftest import Stage
from tests.api.test_project_routes import (
    Ask,
    ask,
    delete_while_jobs_work,
    music,
    operate,
    project,
    spoken,
    voice,
)
from tests.eventually import eventually
from tests.projects.test_bad_scripts import CONTAINER, WORDS, book, zipped

__all__ = ["ask", "project", "voice"]  # fixtures


def scripted_engine(stage: Stage) -> FakeEngine:
    engine = stage.parts.engines.engine("fake")
    assert isinstance(engine, FakeEngine)
    return engine


def silent_picture() -> bytes:
    """A video without a sound track."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        picture: Any = file.add_stream("mpeg4", rate=5)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
    return out.getvalue()


def two_rates() -> bytes:
    """An MP3 whose second half has another sample rate than the first."""
    halves = []
    for rate in (24_000, 48_000):
        tone = 0.3 * np.sin(2 * np.pi * 300 * np.arange(rate) / rate)
        halves.append(encode(Audio(tone.astype(np.float32), rate), "mp3", rate))
    return b"".join(halves)


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("notes.mp3", b"Dear diary, it rained." * 50, 415, "unsupported_media"),
        ("picture.mp4", silent_picture(), 415, "unsupported_media"),
        ("empty.wav", b"", 415, "unsupported_media"),
    ],
)
def test_an_asset_without_sound_is_refused(
    stage: Stage, ask: Ask, project: str, name: str, data: bytes, status: int, code: str
) -> None:
    before = set(stage.parts.blobs.ids())
    answer = ask("POST", f"{project}/assets", files={"audio": (name, data)})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.text
    assert set(stage.parts.blobs.ids()) == before


def test_an_asset_that_is_too_long_is_refused_while_it_is_decoded(
    stage: Stage, ask: Ask, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "MAX_ASSET_SECONDS", 1.0)
    before = set(stage.parts.blobs.ids())
    answer = ask("POST", f"{project}/assets", files={"audio": ("long.flac", music(3.0))})
    assert answer.status_code == 413, answer.text
    assert set(stage.parts.blobs.ids()) == before
    assert list(stage.parts.blobs.scratch.iterdir()) == []


def test_silence_and_sound_that_changes_its_rate_are_assets(stage: Stage, ask: Ask, project: str) -> None:
    silence = encode(Audio.silence(1.0, 24_000), "flac")
    kept = ask("POST", f"{project}/assets", files={"audio": ("silence.flac", silence)})
    assert kept.status_code == 201, kept.text
    assert kept.json()["duration"] == pytest.approx(1.0, abs=0.001)
    both = ask("POST", f"{project}/assets", files={"audio": ("rates.mp3", two_rates())})
    assert both.status_code == 201, both.text
    assert both.json()["duration"] == pytest.approx(2.0, abs=0.15)


def test_anchors_cannot_go_in_circles_and_tracks_have_a_limit(ask: Ask, project: str) -> None:
    document = ask("GET", project).json()
    line, revision = document["lines"][0]["id"], document["revision"]
    asset = ask("POST", f"{project}/assets", files={"audio": ("music.flac", music())}).json()["id"]
    track = {"op": "track.insert", "id": "track_m", "track": {"kind": "music"}}
    clip = {"track_id": "track_m", "asset_id": asset, "anchor": {"line_id": line}}
    put = operate(ask, project, revision, track, {"op": "clip.insert", "id": "clip_m", "clip": clip})
    revision = put.json()["revision"]
    for change in (
        {"op": "line.update", "id": line, "set": {"anchor": {"line_id": line}}},
        {"op": "clip.update", "id": "clip_m", "set": {"anchor": {"line_id": "clip_m"}}},
        {"op": "marker.insert", "marker": {"name": "One", "anchor": {"line_id": "clip_m"}}},
    ):
        answer = operate(ask, project, revision, change)
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "operation_invalid")
    many = [{"op": "track.insert", "track": {"kind": "music"}} for _ in range(2000)]
    answer = operate(ask, project, revision, *many)
    assert (answer.status_code, "100 tracks" in answer.json()["error"]["message"]) == (422, True)
    assert ask("GET", project).json()["revision"] == revision


@pytest.mark.parametrize(
    ("begin", "end", "param"), [(0.5, 0.2, "end"), (0.5, 0.5, "end"), (900, None, "begin")]
)
def test_a_render_of_a_range_without_sound_is_refused(
    ask: Ask, project: str, begin: float, end: float | None, param: str
) -> None:
    revision = ask("GET", project).json()["revision"]
    asset = ask("POST", f"{project}/assets", files={"audio": ("music.flac", music())}).json()["id"]
    track = {"op": "track.insert", "id": "track_m", "track": {"kind": "music"}}
    clip = {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset}}
    assert operate(ask, project, revision, track, clip).status_code == 200
    answer = ask("POST", f"{project}/renders", json={"begin": begin, "end": end})
    assert (answer.status_code, answer.json()["error"]["param"]) == (422, param)
    assert ask("GET", f"{project}/renders").json()["renders"] == []


def test_what_cannot_be_done_to_a_document_is_refused_by_name_and_leaves_it_alone(
    ask: Ask, project: str
) -> None:
    document = ask("GET", project).json()
    line, revision = document["lines"][0]["id"], document["revision"]
    asset = ask("POST", f"{project}/assets", files={"audio": ("music.flac", music())}).json()["id"]
    track = {"op": "track.insert", "id": "track_m", "track": {"kind": "music"}}
    clip = {"op": "clip.insert", "id": "clip_m", "clip": {"track_id": "track_m", "asset_id": asset}}
    operate(ask, project, revision, track, clip)
    operate(ask, project, revision + 1, {"op": "line.update", "id": line, "set": {"text": "Changed."}})
    before = ask("GET", project).json()

    def refused(operations: str, base: str | None, status: int, code: str, *said: str) -> None:
        headers = {"Content-Type": "application/json", **({} if base is None else {"If-Match": base})}
        body = f'{{"operations": {operations}}}'.encode()
        answer = ask("POST", f"{project}/operations", content=body, headers=headers)
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (status, code), answer.text
        assert all(word in f"{error['message']} {error.get('param')}" for word in said), error
        assert ask("GET", project).json() == before

    now, edit = (
        str(before["revision"]),
        f'[{{"op": "line.update", "id": "{line}", "set": {{"text": "Late."}}}}]',
    )
    refused(edit, str(revision), 409, "revision_mismatch")
    refused(edit, None, 428, "revision_required", "If-Match")
    refused(edit, "99999", 409, "revision_mismatch")
    refused('[{"op": "line.delete", "id": "line_gone"}]', now, 422, "operation_invalid", "operations.0.id")
    for field, value in (("start", "-0.5"), ("gain_db", "NaN"), ("gain_db", "1e999"), ("stretch", "0")):
        change = f'[{{"op": "clip.update", "id": "clip_m", "set": {{"{field}": {value}}}}}]'
        answer = ask(
            "POST",
            f"{project}/operations",
            content=f'{{"operations": {change}}}'.encode(),
            headers={"Content-Type": "application/json", "If-Match": now},
        )
        assert answer.status_code in (400, 422), (field, value, answer.text)
        assert ask("GET", project).json() == before
    for wrong in ("[1]", "{}", "true", "null", '"line_gone"'):
        split = f'[{{"op": "line.split", "id": {wrong}, "at": 1}}]'
        refused(split, now, 422, "operation_invalid", "operations.0.id")
    many = ", ".join(['{"op": "track.insert", "track": {"kind": "music"}}'] * 10_000)
    refused(f"[{many}]", now, 422, "invalid_request", "2000")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("book.epub", b"PK\x03\x04 and no more", "is not"),
        ("letter.docx", b"Dear diary, it rained.", "is not"),
        ("cues.srt", b"1\n2\n3\n", "no text"),
        ("play.clonyproject", b"PK\x03\x04 and no more", "file"),
        ("program.exe", b"MZ and no more", "cannot be imported"),
    ],
)
def test_a_file_that_is_no_script_makes_no_project(ask: Ask, name: str, data: bytes, said: str) -> None:
    for path in ("/api/projects/import/preview", "/api/projects/import"):
        answer = ask("POST", path, files={"file": (name, data)})
        assert 400 <= answer.status_code < 500, answer.text
        assert said.lower() in answer.json()["error"]["message"].lower(), answer.text
    assert ask("GET", "/api/projects").json()["projects"] == []


ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
PAGE = "<html><body><p>Good evening.</p></body></html>"
LETTER = f"<w:document {WORDS}><w:body><w:p><w:r><w:t>Good evening.</w:t></w:r></w:p></w:body></w:document>"
LINKED = '<Relationships><Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1:9/x.png"/></Relationships>'
CUES = (
    "1\n00:00:01,000 --> 00:00:04,000\nGood evening.\n\n2\n00:00:03,000 --> 00:00:05,000\nOver it.\n\n"
    "3\n-00:00:09,000 --> 00:00:10,000\nBefore.\n\n4\n100:00:01,000 --> 100:00:02,000\nToo late.\n"
)


@pytest.mark.parametrize(
    ("name", "data", "refused"),
    [
        ("entities.epub", lambda: book(["one.xhtml"], ENTITY + CONTAINER, OPS__one_DOT_xhtml=PAGE), "safely"),
        ("bomb.epub", lambda: book(["a.xhtml"], OPS__a_DOT_xhtml=b"<p>" + b"a " * MAX_BYTES), "unpacks to more than"),
        ("paths.epub", lambda: book(["/etc/passwd", "a.xhtml"], OPS__a_DOT_xhtml=PAGE), None),
        (
            "macros.docx",
            lambda: zipped(
                word__document_DOT_xml=LETTER,
                word___rels__document_DOT_xml_DOT_rels=LINKED,
                word__vbaProject_DOT_bin=b"\xd0\xcf\x11\xe0" + bytes(100),
            ),
            None,
        ),
        ("cues.srt", lambda: CUES.encode(), None),
    ],
)  # fmt: skip
def test_a_hostile_script_is_refused_or_read_without_what_it_names(
    ask: Ask, name: str, data: Callable[[], bytes], refused: str | None
) -> None:
    sent = data()
    for path in ("/api/projects/import/preview", "/api/projects/import"):
        answer = ask("POST", path, files={"file": (name, sent)})
        if refused is not None:
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, "script_invalid"), (
                answer.text
            )
            assert refused in answer.json()["error"]["message"]
        else:
            assert answer.status_code in (200, 201), answer.text
    made = ask("GET", "/api/projects").json()["projects"]
    if refused is not None:
        assert made == []
        return
    document = ask("GET", f"/api/projects/{made[0]['id']}").json()
    lines = document["lines"]
    assert "Good evening." in {line["text"] for line in lines[:2]}  # one that begins before 0 comes first
    assert "root:" not in str(document)
    assert all(0 <= line.get("slot_start", 0) < 360_000 for line in lines)


def test_a_disk_that_fills_during_a_render_leaves_nothing_and_says_so(
    stage: Stage, ask: Ask, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken(stage, ask, project)
    before = set(stage.parts.blobs.ids())

    def full(_self: Any, _data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(render_stems_lines_zip.ScratchFile, "write", full)
        started = ask("POST", f"{project}/renders", json={"format": "mp3"}).json()
        stage.parts.jobs.wait(started["job_id"], 30)
    told = ask("GET", f"{project}/renders/{started['id']}").json()
    assert (told["status"], told["error"]["code"]) == ("failed", "storage_full"), told
    assert set(stage.parts.blobs.ids()) == before
    assert list(stage.parts.blobs.scratch.iterdir()) == []
    again = ask("POST", f"{project}/renders", json={"format": "mp3"}).json()
    assert stage.parts.jobs.wait(again["job_id"], 30).state == "completed"


@pytest.mark.parametrize("permanent", [False, True])
@pytest.mark.parametrize("kind", ["renders", "speak"])
def test_a_project_that_is_deleted_while_a_job_works_for_it_stops_the_job(
    stage: Stage, ask: Ask, project: str, monkeypatch: pytest.MonkeyPatch, kind: str, permanent: bool
) -> None:
    spoken(stage, ask, project)
    kept = set(stage.parts.blobs.ids())
    begun = threading.Event()

    def slow(_self: Any, context: JobContext, *_args: Any) -> Any:
        """Work that goes on until it is stopped."""
        begun.set()
        for _ in range(3000):
            context.cancel.raise_if_cancelled()
            time.sleep(0.01)
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr(render_stems_lines_zip.RenderWriter, "write", slow)
    engine = scripted_engine(stage)
    spoken_before = len(engine.requests)
    engine.delay = 30.0
    started = ask("POST", f"{project}/{kind}", json={"lines": "all"} if kind == "speak" else {}).json()
    job = started["id"] if kind == "speak" else started["job_id"]
    eventually(lambda: begun.is_set() or len(engine.requests) > spoken_before, seconds=20)
    delete_while_jobs_work(stage, ask, project, [job], kept, permanent=permanent)
    if permanent:
        return
    monkeypatch.undo()
    engine.delay = 0.0
    ask("POST", f"{project}/restore")
    if kind == "renders":
        shown = ask("GET", f"{project}/renders/{started['id']}").json()
        assert (shown["status"], shown["error"]["code"]) == ("failed", "project_deleted"), shown
    again = ask("POST", f"{project}/renders", json={}).json()
    assert stage.parts.jobs.wait(again["job_id"], 30).state == "completed"


def test_a_voice_that_is_deleted_while_its_line_waits_leaves_the_takes(
    stage: Stage, ask: Ask, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = spoken(stage, ask, project)
    line = document["lines"][1]
    gone = {"op": "line.update", "id": line["id"], "set": {"voice_id": "voice_gone"}}
    engine, changed = scripted_engine(stage), threading.Event()
    say = engine.synthesise

    def meanwhile(request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """While the first line is spoken, the second one's voice goes."""
        if not changed.is_set():
            changed.set()
            stage.parts.projects.operate(document["id"], [gone], None, "somebody", None)
        return say(request, cancel)

    monkeypatch.setattr(engine, "synthesise", meanwhile)
    job = ask("POST", f"{project}/speak", json={"lines": "all"}).json()
    result = stage.parts.jobs.wait(job["id"], 30).result
    assert result is not None
    assert (result["made"], result["failed"]) == (2, 1)
    told = ask("GET", project).json()["lines"][1]
    assert (told["state"], told["error"]["code"], told["takes"]) == (
        "failed",
        "voice_not_found",
        line["takes"],
    )
