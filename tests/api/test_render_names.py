"""Exports under names and presets of one's own: patterns, presets that a project keeps, and what ACX takes."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest
from mutagen.mp3 import MP3, BitrateMode

from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, music, operate, project, spoken, voice
from tests.api.test_render_files import asset_of, opened, with_clip

__all__ = ["ask", "project", "voice"]  # fixtures


def render(stage: Stage, ask: Ask, project: str, **settings: Any) -> tuple[dict[str, Any], bytes]:
    """The render once it is completed, and its file; the name in the answer is that in the render."""
    started = ask("POST", f"{project}/renders", json=settings)
    assert started.status_code == 202, started.text
    stage.parts.jobs.wait(started.json()["job_id"], 60)
    found = ask("GET", started.headers["location"]).json()
    assert found["status"] == "completed", found["error"]
    answer = ask("GET", found["audio_url"])
    assert found["file_name"] in unquote(answer.headers["content-disposition"])
    assert ask("GET", f"{project}/renders").json()["renders"][0]["file_name"] == found["file_name"]
    return found, bytes(answer.content)


def entries(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_files_have_the_names_that_were_asked_for(stage: Stage, ask: Ask, project: str) -> None:
    spoken(stage, ask, project)
    document = ask("GET", project).json()
    found, _ = render(stage, ask, project, file_name="{project} v{revision} ({loudness})", loudness="-16")
    assert found["file_name"] == f"Play v{document['revision']} (-16 LUFS).wav"
    found, data = render(
        stage, ask, project, per_line=True, file_name="{project} takes", entry_names="{speaker}_{number}"
    )
    assert found["file_name"] == "Play takes.zip"
    speakers = {one["id"]: one["name"] for one in document["speakers"]}
    assert entries(data) == [
        f"{speakers[line['speaker_id']]}_{number:04d}.wav" if line.get("speaker_id") else f"{number:04d}.wav"
        for number, line in enumerate(document["lines"], 1)
    ]
    _, data = render(stage, ask, project, per_line=True, entry_names="{project}", format="mp3")
    assert entries(data) == ["Play.mp3", "Play (2).mp3", "Play (3).mp3"]
    _, data = render(stage, ask, project, stems=True, entry_names="{project} - {track}")
    assert [name.startswith("Play - ") for name in entries(data)] == [True]


@pytest.mark.parametrize(
    ("settings", "param"),
    [
        ({"file_name": "a/b"}, "file_name"),
        ({"file_name": "{speaker}"}, "file_name"),
        ({"file_name": "x" * 121}, "file_name"),
        ({"file_name": ""}, "file_name"),
        ({"entry_names": "{number}"}, "entry_names"),
        ({"stems": True, "entry_names": "{speaker}"}, "entry_names"),
        ({"per_line": True, "entry_names": "..\\{line}"}, "entry_names"),
        ({"preset": "radio"}, "preset"),
    ],
)
def test_names_and_presets_that_cannot_be_are_refused(
    stage: Stage, ask: Ask, project: str, settings: dict[str, Any], param: str
) -> None:
    spoken(stage, ask, project)
    answer = ask("POST", f"{project}/renders", json=settings)
    assert answer.status_code == 422, answer.text
    assert param in answer.json()["error"]["param"]
    assert ask("GET", f"{project}/renders").json()["renders"] == []


def test_presets_of_everybody_and_of_the_project(stage: Stage, ask: Ask, project: str) -> None:
    spoken(stage, ask, project)
    found, _ = render(stage, ask, project, preset="podcast")
    assert (found["settings"]["format"], found["settings"]["loudness"]) == ("mp3", "-16")
    found, _ = render(stage, ask, project, preset="podcast", format="opus")
    assert (found["settings"]["format"], found["settings"]["loudness"]) == ("opus", "-16")

    revision = ask("GET", project).json()["revision"]
    mine = {
        "format": "flac",
        "per_line": True,
        "entry_names": "{number} {line}",
        "file_name": "{project} {date}",
    }
    changed = operate(
        ask, project, revision, {"op": "project.update", "set": {"export_presets": {"For the editor": mine}}}
    )
    assert changed.status_code == 200, changed.text
    kept = ask("GET", project).json()["export_presets"]["For the editor"]
    assert {name: kept[name] for name in mine} == mine
    found, data = render(stage, ask, project, preset="For the editor")
    assert found["file_name"].startswith("Play 20")
    assert all(name.endswith(".flac") for name in entries(data))
    copy = ask("POST", f"{project}/duplicate", json={}).json()
    assert copy["export_presets"].keys() == {"For the editor"}
    assert ask("POST", f"{project}/undo").status_code == 200
    assert ask("GET", project).json()["export_presets"] == {}


@pytest.mark.parametrize(
    "preset",
    [
        {"format": "ogg"},
        {"loudness": "-9"},
        {"file_name": "{line}"},
        {"entry_names": "{number}"},
        {"volume": 3},
    ],
)
def test_presets_that_could_not_be_used_are_not_kept(ask: Ask, project: str, preset: dict[str, Any]) -> None:
    revision = ask("GET", project).json()["revision"]
    answer = operate(
        ask, project, revision, {"op": "project.update", "set": {"export_presets": {"Mine": preset}}}
    )
    assert answer.status_code == 422
    assert "export_presets" in answer.text
    assert ask("PUT", project, json={"export_presets": {"Mine": preset}}).status_code == 422


EDITOR = {"format": "flac", "per_line": True, "entry_names": "{number} {line}"}


def test_presets_of_ones_own_serve_every_project(stage: Stage, ask: Ask, project: str, voice: str) -> None:
    assert ask("GET", "/api/export-presets").json() == {"presets": []}
    made = ask("POST", "/api/export-presets", json={"name": " For the editor ", "settings": EDITOR})
    assert made.status_code == 201, made.text
    assert made.json()["name"] == "For the editor"
    place = f"/api/export-presets/{made.json()['id']}"
    other = ask(
        "POST", "/api/projects", json={"name": "Other", "script": "ADA: Hello.", "speakers": {"ADA": voice}}
    )
    for path in (project, f"/api/projects/{other.json()['id']}"):
        spoken(stage, ask, path)
        found, data = render(stage, ask, path, preset="For the editor")
        assert found["settings"]["format"] == "flac"
        assert all(name.endswith(".flac") for name in entries(data))

    renamed = ask("PUT", place, json={"name": "For Kim"})
    assert renamed.json() == made.json() | {"name": "For Kim"}
    assert ask("POST", f"{project}/renders", json={"preset": "For the editor"}).status_code == 422
    changed = ask("PUT", place, json={"settings": {"format": "opus", "loudness": "-16"}})
    assert changed.json()["settings"]["per_line"] is False
    assert ask("GET", place).json() == changed.json()
    assert ask("GET", "/api/export-presets").json() == {"presets": [changed.json()]}
    found, _ = render(stage, ask, project, preset="For Kim")
    assert (found["settings"]["format"], found["settings"]["loudness"]) == ("opus", "-16")

    assert ask("DELETE", place).status_code == 204
    assert ask("GET", "/api/export-presets").json() == {"presets": []}
    told = ask("POST", f"{project}/renders", json={"preset": "For Kim"})
    assert told.status_code == 422
    assert told.json()["error"]["param"] == "preset"


def test_presets_of_ones_own_belong_to_their_key(stage: Stage, ask: Ask) -> None:
    made = ask("POST", "/api/export-presets", json={"name": "Mine", "settings": EDITOR}).json()
    other = stage.key()
    assert stage.http.get("/api/export-presets", headers=other).json() == {"presets": []}
    place = f"/api/export-presets/{made['id']}"
    for method, body in (("GET", None), ("PUT", {"name": "Yours"}), ("DELETE", None)):
        answer = stage.http.request(method, place, headers=other, json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "export_preset_not_found")
    same = stage.http.post("/api/export-presets", headers=other, json={"name": "Mine", "settings": {}})
    assert same.status_code == 201
    assert ask("GET", place).json() == made
    unscoped = stage.key("projects:read", "projects:write")
    assert stage.http.get("/api/export-presets", headers=unscoped).status_code == 403


def test_a_name_is_taken_once(ask: Ask) -> None:
    ask("POST", "/api/export-presets", json={"name": "One", "settings": EDITOR})
    two = ask("POST", "/api/export-presets", json={"name": "Two", "settings": {}}).json()
    for answer in (
        ask("POST", "/api/export-presets", json={"name": "One", "settings": {}}),
        ask("PUT", f"/api/export-presets/{two['id']}", json={"name": "One"}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "export_preset_exists")
        assert answer.json()["error"]["param"] == "name"
    assert [one["name"] for one in ask("GET", "/api/export-presets").json()["presets"]] == ["One", "Two"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"name": "", "settings": {}}, "name"),
        ({"name": "\u200b \n", "settings": {}}, "name"),
        ({"name": "x" * 61, "settings": {}}, "name"),
        ({"name": "Mine"}, "settings"),
        ({"name": "Mine", "settings": {"format": "ogg"}}, "settings.format"),
        ({"name": "Mine", "settings": {"true_peak": 1}}, "settings.true_peak"),
        ({"name": "Mine", "settings": {"file_name": "a/b"}}, "settings"),
        ({"name": "Mine", "settings": {"entry_names": "{number}"}}, "settings"),
        ({"name": "Mine", "settings": {"volume": 3}}, "settings.volume"),
        ({"name": "Mine", "settings": {}, "owner": "studio"}, "owner"),
    ],
)
def test_presets_of_ones_own_that_could_not_be_used_are_refused(
    ask: Ask, body: dict[str, Any], param: str
) -> None:
    answer = ask("POST", "/api/export-presets", json=body)
    assert answer.status_code == 422, answer.text
    assert param in answer.json()["error"]["param"]
    assert ask("GET", "/api/export-presets").json() == {"presets": []}


def test_only_so_many_presets_are_kept(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clonyvoice.projects.owner_export_presets.MOST", 2)
    for name in ("One", "Two"):
        assert ask("POST", "/api/export-presets", json={"name": name, "settings": {}}).status_code == 201
    answer = ask("POST", "/api/export-presets", json={"name": "Three", "settings": {}})
    assert (answer.status_code, answer.json()["error"]["param"]) == (422, "name")


def test_an_audiobook_for_acx_is_an_mp3_of_44100_hz_and_192_kbit_constant(
    stage: Stage, ask: Ask, project: str
) -> None:
    asset = asset_of(ask, project, music(4.0), "music.flac")
    with_clip(ask, project, asset)
    found, data = render(stage, ask, project, preset="audiobook")
    about: Any = MP3(io.BytesIO(data)).info  # type: ignore[no-untyped-call]  # mutagen is typed in part
    assert (about.sample_rate, about.channels) == (44_100, 2)
    assert about.bitrate == pytest.approx(192_000, abs=100)
    assert about.bitrate_mode != BitrateMode.VBR
    with opened(data) as file:
        samples = sum(frame.samples for frame in file.decode(audio=0))
    assert samples == round(found["duration"] * 44_100)
    # Any other format has the rate of the mix.
    _, data = render(stage, ask, project, loudness="acx", format="flac")
    assert int.from_bytes(data[18:21]) >> 4 == 48_000
