"""Content Credentials of what the API sends: by setting, by key, in every form of answer."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import av
import c2pa
import pytest
from starlette.testclient import TestClient

from clonyvoice.app import build, create_app
from clonyvoice.core.settings import CredentialsPolicy, Settings
from clonyvoice.engines.fake import FakeEngine
from tests.api.conftest import Stage
from tests.api.test_project_routes import operate
from tests.api.test_render_files import video
from tests.new_database import put_new_database

TEXT = {"text": "Hello there.", "voice_id": "fake_ann", "language": "en", "seed": 1}


@pytest.fixture(params=["on", "required"])
def marked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    yield from _stage(tmp_path, request.param)


def _stage(folder: Path, credentials: CredentialsPolicy) -> Iterator[Stage]:
    settings = Settings(
        data_dir=put_new_database(folder / "data"),
        weights=folder / "weights",
        no_browser=True,
        credentials=credentials,
    )
    parts = build(settings, serving=True, engines=[FakeEngine()])
    app = create_app(settings, parts)
    with TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False) as http:
        yield Stage(parts, http)


def told(data: bytes, media_type: str) -> dict[str, Any] | None:
    """The active manifest of a file; None when it has none."""
    try:
        with c2pa.Reader(media_type, io.BytesIO(data)) as reader:
            assert reader.get_validation_state() == "Valid"
            found = json.loads(reader.json())
    except c2pa.C2paError.ManifestNotFound:
        return None
    manifest: dict[str, Any] = found["manifests"][found["active_manifest"]]
    return manifest


def test_files_carry_credentials_and_other_forms_say_that_they_do_not(marked: Stage) -> None:
    required = marked.parts.settings.credentials == "required"
    key = marked.key()
    made = marked.http.post("/api/generate/preset", json=TEXT, headers=key).json()
    place = f"/api/generations/{made['id']}"
    for fmt, media_type in (("wav", "audio/wav"), ("mp3", "audio/mpeg"), ("flac", "audio/flac")):
        answer = marked.http.get(f"{place}/audio", params={"format": fmt}, headers=key)
        assert answer.headers["x-content-credentials"] == "embedded"
        assert answer.headers["content-type"] == media_type
        manifest = told(answer.content, media_type)
        assert manifest is not None
        assert "Hello" not in json.dumps(manifest)
        part = marked.http.get(f"{place}/audio", params={"format": fmt}, headers=key | {"Range": "bytes=0-9"})
        assert part.content == answer.content[:10]
    for fmt in ("opus", "aac", "pcm"):
        answer = marked.http.get(f"{place}/audio", params={"format": fmt}, headers=key)
        if required:
            assert answer.status_code == 422
            error = answer.json()["error"]
            assert (error["code"], error["param"]) == ("credentials_required", "format")
            continue
        assert answer.headers["x-content-credentials"] == "none; reason=format"
        link = answer.headers["link"].partition(">")[0][1:]
        sidecar = marked.http.get(link, headers=key)
        assert sidecar.status_code == 200, sidecar.text
        assert sidecar.headers["content-type"] == "application/c2pa"
        with c2pa.Reader("application/octet-stream", io.BytesIO(answer.content), sidecar.content) as reader:
            assert reader.get_validation_state() == "Valid"


def test_a_take_of_a_project_is_had_as_a_generation_is(marked: Stage) -> None:
    required = marked.parts.settings.credentials == "required"
    key = marked.key()

    def ask(path: str, **query: Any) -> Any:
        return marked.http.get(path, params=query, headers=key)

    voice = ask("/api/voices").json()["voices"][0]["id"]
    script = {"name": "Play", "script": "ADA: Where were you?", "speakers": {"ADA": voice}}
    project = f"/api/projects/{marked.http.post('/api/projects', json=script, headers=key).json()['id']}"
    job = marked.http.post(f"{project}/speak", json={}, headers=key).json()["id"]
    assert marked.parts.jobs.wait(job, 30).state == "completed"
    line = ask(project).json()["lines"][0]
    take = f"{project}/takes/{line['take_id']}"
    told_of = ask(take).json()
    assert (told_of["id"], told_of["text"]) == (line["take_id"], "Where were you?")
    assert [one["word"] for one in told_of["words"]] == ["Where", "were", "you"]
    assert ask(f"{project}/takes/take_x").status_code == 404
    assert "Where were you?" in ask(f"{take}/subtitles").text
    assert ask(f"{take}/subtitles", format="vtt").text.startswith("WEBVTT")
    for fmt, kind in (
        ("wav", "audio/wav"),
        ("mp3", "audio/mpeg"),
        ("flac", "audio/flac"),
        ("m4a", "audio/mp4"),
    ):
        sound = ask(f"{take}/audio", format=fmt, sample_rate=48_000)
        assert (sound.status_code, sound.headers["x-content-credentials"]) == (200, "embedded"), fmt
        assert told(sound.content, kind) is not None
        with av.open(io.BytesIO(sound.content), "r") as opened:
            assert opened.streams.audio[0].rate == 48_000
            assert abs((opened.duration or 0) / 1e6 - told_of["duration"]) < 0.1
    opus = ask(f"{take}/audio", format="opus", bit_rate=24_000)
    if required:
        assert opus.json()["error"]["code"] == "credentials_required"
    else:
        assert opus.headers["x-content-credentials"] == "none; reason=format"
        link = opus.headers["link"].partition(">")[0][1:]
        sidecar = marked.http.get(link, headers=key)
        assert (sidecar.status_code, sidecar.headers["content-type"]) == (200, "application/c2pa")
        with c2pa.Reader("application/octet-stream", io.BytesIO(opus.content), sidecar.content) as reader:
            assert reader.get_validation_state() == "Valid"
    refused = ask(f"{take}/audio", format="wav", bit_rate=64_000)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unsupported_bit_rate")
    refused = ask(f"{take}/credentials", format="opus", sample_rate=44_100)
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "sample_rate")


@pytest.mark.parametrize(
    ("fmt", "bit_rate", "way"),
    [
        ("opus", 323_000, "6000 to 256000"),
        ("mp3", 400_000, "8000 to 320000"),
        ("wav", 64_000, "leave bit_rate out"),
    ],
)
def test_a_bit_rate_that_the_format_cannot_have_is_refused(
    stage: Stage, fmt: str, bit_rate: int, way: str
) -> None:
    key = stage.key()
    made = stage.http.post("/api/generate/preset", json=TEXT, headers=key).json()
    refused = stage.http.get(
        f"/api/generations/{made['id']}/credentials",
        params={"format": fmt, "bit_rate": bit_rate},
        headers=key,
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unsupported_bit_rate")
    assert refused.json()["error"]["param"] == "bit_rate"
    assert way in refused.json()["error"]["message"]


def test_streams_say_so_or_are_refused_before_anything_is_made(marked: Stage) -> None:
    required = marked.parts.settings.credentials == "required"
    key = marked.key()
    asked = [
        ("/api/generate/preset", {**TEXT, "stream": True}),
        ("/v1/audio/speech", {"input": "Hello.", "voice": "fake_ann", "model": "tts-1", "stream": True}),
        ("/elevenlabs/v1/text-to-speech/fake_ann/stream", {"text": "Hello."}),
    ]
    for path, body in asked:
        answer = marked.http.post(path, json=body, headers=key)
        if required:
            assert answer.status_code == 422, path
            assert "credentials_required" in answer.text
        else:
            assert answer.headers["x-content-credentials"] == "none; reason=stream"
    if required:
        assert marked.http.get("/api/generations", headers=key).json()["total"] == 0
        whole = marked.http.post(
            "/v1/audio/speech", json={"input": "Hello.", "voice": "fake_ann", "model": "tts-1"}, headers=key
        )
        assert whole.headers["x-content-credentials"] == "embedded"
        assert told(whole.content, "audio/mpeg") is not None


def test_renders_and_their_archives_carry_credentials(marked: Stage) -> None:
    key = marked.key()
    http = marked.http
    voice = http.get("/api/voices", headers=key).json()["voices"][0]["id"]
    body = {"name": "Play", "script": "ADA: Where were you?", "speakers": {"ADA": voice}}
    project = http.post("/api/projects", json=body, headers=key).json()["id"]
    place = f"/api/projects/{project}"
    job = http.post(f"{place}/speak", json={"lines": "stale"}, headers=key).json()["id"]
    marked.parts.jobs.wait(job, 60)
    line = http.get(place, headers=key).json()["lines"][0]["id"]
    for settings in ({"format": "mp3"}, {"format": "wav", "per_line": True}):
        started = http.post(f"{place}/renders", json=settings, headers=key).json()
        marked.parts.jobs.wait(started["job_id"], 60)
        answer = http.get(f"{place}/renders/{started['id']}/audio", headers=key)
        assert answer.headers["x-content-credentials"] == "embedded"
        if "per_line" in settings:
            with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
                entries = [(archive.read(name), "audio/wav") for name in archive.namelist()]
        else:
            entries = [(answer.content, "audio/mpeg")]
        assert entries
        for data, media_type in entries:
            assert told(data, media_type) is not None
    take = http.get(f"{place}/lines/{line}/takes", headers=key).json()["takes"][0]["id"]
    assert told(http.get(f"{place}/takes/{take}/audio", headers=key).content, "audio/flac") is not None


def test_audiobooks_and_videos_carry_credentials_and_keep_chapters_and_picture(tmp_path: Path) -> None:
    with contextmanager(_stage)(tmp_path, "required") as marked:
        key = marked.key()

        def ask(method: str, url: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
            return marked.http.request(method, url, headers=key | (headers or {}), **more)

        voice = ask("GET", "/api/voices").json()["voices"][0]["id"]
        body = {"name": "Play", "script": "ADA: Where were you?", "speakers": {"ADA": voice}}
        place = f"/api/projects/{ask('POST', '/api/projects', json=body).json()['id']}"
        marked.parts.jobs.wait(ask("POST", f"{place}/speak", json={"lines": "stale"}).json()["id"], 60)
        asset = ask("POST", f"{place}/assets", files={"audio": ("film.mp4", video())}).json()["id"]
        document = ask("GET", place).json()
        clip = {"track_id": document["tracks"][0]["id"], "asset_id": asset}
        marker = {"op": "marker.insert", "marker": {"name": "One", "at": 0.5}}
        answer = operate(ask, place, document["revision"], {"op": "clip.insert", "clip": clip}, marker)
        assert answer.status_code == 200, answer.text
        for settings in ({"format": "m4a"}, {"format": "m4b"}, {"format": "mp4", "video": asset}):
            started = ask("POST", f"{place}/renders", json=settings).json()
            marked.parts.jobs.wait(started["job_id"], 60)
            answer = ask("GET", f"{place}/renders/{started['id']}/audio")
            assert (answer.status_code, answer.headers["x-content-credentials"]) == (200, "embedded"), (
                answer.text
            )
            kind = "video/mp4" if "video" in settings else "audio/mp4"
            manifest = told(answer.content, kind)
            assert manifest is not None
            assert "compositeWithTrainedAlgorithmicMedia" in json.dumps(manifest)
            blob = marked.parts.renders.get(place.rpartition("/")[2], started["id"], None).blob_id
            assert blob is not None
            plain = marked.parts.blobs.read(blob)
            assert _contents(answer.content) == _contents(plain)
            assert [chapter["metadata"]["title"] for chapter in _contents(plain)[0]] == ["Play", "One"]


def _contents(data: bytes) -> tuple[list[Any], list[bytes]]:
    """Chapters and packets of all tracks of a file."""
    with av.open(io.BytesIO(data), "r") as file:
        return list(file.chapters()), [bytes(packet) for packet in file.demux() if packet.size]


def test_a_key_can_ask_for_more_than_the_setting_and_not_for_less(stage: Stage) -> None:
    headers = stage.sign_in()
    made = stage.http.post("/api/generate/preset", json=TEXT, headers=headers).json()
    place = f"/api/generations/{made['id']}/audio"
    plain = stage.http.get(place)
    assert "x-content-credentials" not in plain.headers
    body = {"name": "strict", "credentials": "required"}
    key = stage.http.post("/api/api-keys", json=body, headers=headers).json()
    assert key["credentials"] == "required"
    strict = {"X-API-Key": key["key"]}
    made = stage.http.post("/api/generate/preset", json=TEXT, headers=strict).json()
    place = f"/api/generations/{made['id']}/audio"
    assert told(stage.http.get(place, headers=strict).content, "audio/wav") is not None
    assert stage.http.get(place, params={"format": "opus"}, headers=strict).status_code == 422
    change = stage.http.put(f"/api/api-keys/{key['id']}", json={"credentials": "off"}, headers=strict)
    assert (change.status_code, change.json()["error"]["param"]) == (403, "credentials")
    child = stage.http.post("/api/api-keys", json={"name": "child"}, headers=strict).json()
    answer = stage.http.get(place, params={"format": "opus"}, headers={"X-API-Key": child["key"]})
    assert answer.status_code in (404, 422)
    stage.http.put(f"/api/api-keys/{key['id']}", json={"credentials": "off"}, headers=headers)
    assert "x-content-credentials" not in stage.http.get(place, headers=strict).headers


def test_every_policy_is_a_setting(tmp_path: Path) -> None:
    assert [Settings(credentials=each).credentials for each in get_args(CredentialsPolicy)] == [
        "off", "on", "required",
    ]  # fmt: skip
