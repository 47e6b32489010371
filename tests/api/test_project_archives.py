"""`.clonyproject` files: a project comes back as it was; what is damaged, newer or too large leaves nothing behind."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from clonyvoice.audio.decoder_pool import DecoderPool
from clonyvoice.projects.archive_contents import opened_archive
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.storage.tables import ProjectTakeRow
from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, music, operate, project, spoken, voice

__all__ = ["ask", "project", "voice"]  # fixtures


@pytest.fixture
def exported(stage: Stage, ask: Ask, project: str) -> bytes:
    """The file of a project with takes, an asset, a clip and a chapter."""
    asset = ask("POST", f"{project}/assets", files={"audio": ("song.flac", music(1.0))}).json()["id"]
    document = spoken(stage, ask, project)
    changed = operate(
        ask, project, document["revision"],
        {"op": "track.insert", "id": "track_m", "track": {"kind": "music", "duck_by": [document["tracks"][0]["id"]]}},
        {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset, "loop": True, "duration": 4.5}},
        {"op": "marker.insert", "marker": {"name": "Two", "anchor": {"line_id": document["lines"][1]["id"]}}},
    )  # fmt: skip
    assert changed.status_code == 200, changed.text
    answer = ask("GET", f"{project}/export", params={"format": "clonyproject"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].endswith('.clonyproject"')
    return bytes(answer.content)


def load(ask: Ask, data: bytes, **more: Any) -> Any:
    return ask("POST", "/api/projects/import", files={"file": ("my.clonyproject", data)}, data=more)


def content(ask: Ask, project: str) -> dict[str, Any]:
    """The document without what is of this copy alone."""
    told: dict[str, Any] = ask("GET", project).json()
    return {name: value for name, value in told.items() if name not in ("id", "revision")}


def test_a_project_comes_back_as_it_was(stage: Stage, ask: Ask, project: str, exported: bytes) -> None:
    before, mix = content(ask, project), ask("GET", f"{project}/mix").content
    preview = ask(
        "POST", "/api/projects/import/preview", files={"file": ("my.clonyproject", exported)}
    ).json()
    assert (preview["format"], preview["lines"], preview["speakers"]) == ("clonyproject", 3, ["ADA", "BEN"])
    second = load(ask, exported, name="Second")
    assert second.status_code == 201, second.text
    assert second.json()["name"] == "Second"
    copy = f"/api/projects/{second.json()['id']}"
    assert ask("GET", f"{copy}/mix").content == mix
    assert second.json()["duration"] == ask("GET", "/api/projects").json()["projects"][-1]["duration"]
    for one in (project, copy):
        assert ask("DELETE", one, params={"permanent": True}).status_code == 204
    back = load(ask, exported)
    assert back.status_code == 201, back.text
    place = f"/api/projects/{back.json()['id']}"
    assert content(ask, place) == before
    assert ask("GET", f"{place}/mix").content == mix
    assert ask("DELETE", place, params={"permanent": True}).status_code == 204


def test_a_mix_plays_without_a_decoder_also_after_an_import(
    ask: Ask, project: str, exported: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoder's process takes a third of a second to start, and files of takes are this program's own."""
    copy = f"/api/projects/{load(ask, exported).json()['id']}"

    def unreachable(*_: object) -> None:
        raise AssertionError("a mix asked for a decoder")

    monkeypatch.setattr(DecoderPool, "request", unreachable)
    assert ask("GET", f"{project}/mix").status_code == 200
    assert ask("GET", f"{copy}/mix").content == ask("GET", f"{project}/mix").content


def repacked(
    data: bytes, change: Callable[[dict[str, Any]], Any] | None = None, **files: bytes | None
) -> bytes:
    """The file with its manifest changed, and entries replaced (or left out for None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "project.json" and change is not None:
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
            replaced = files.get(name.replace("/", "_"), content)
            if replaced is not None:
                new.writestr(name, replaced)
    return out.getvalue()


def doubled(data: bytes) -> bytes:
    """The file with a second document, which `zipfile` would read instead of the first."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        content = archive.read("project.json")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("project.json", content)
    return out.getvalue()


def misplaced(data: bytes, name: str) -> bytes:
    """The file with an entry at a place that no file has."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("one more", b"")
        archive.getinfo(name).header_offset = 2**63 + 5
    return out.getvalue()


def _line(manifest: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in manifest["items"] if item["kind"] == "line")
    return found


def _again(manifest: dict[str, Any], kind: str) -> None:
    """Two takes or assets, or one more, with the id of the first; each has a file of its own."""
    found = manifest[kind]
    if len(found) < 2:
        other = "takes" if kind == "assets" else "assets"
        found.append({**found[0], "file": manifest[other].pop()["file"]})
    found[1]["id"] = found[0]["id"]


def _with_word(manifest: dict[str, Any], field: str, value: Any) -> None:
    word = {"word": "One", "start": 0.0, "end": 0.1, "start_char": 0, "end_char": 3}
    manifest["takes"][0]["words"] = [{**word, field: value}]


def test_words_that_were_stored_damaged_spoil_nothing(
    stage: Stage, ask: Ask, project: str, exported: bytes
) -> None:
    place = f"/api/projects/{load(ask, exported).json()['id']}"
    good = {"word": "One", "start": 0.0, "end": 0.1, "start_char": 0, "end_char": 3}
    with stage.parts.database.write() as session:
        for row in session.query(ProjectTakeRow).where(ProjectTakeRow.project_id == place.rpartition("/")[2]):
            damaged: list[Any] = [good, {}, "x", {**good, "start": 1e308}, {**good, "end_char": "x"}]
            row.words = damaged
    for path in ("", "/mix", "/export?format=srt", "/export?format=vtt", "/export?format=clonyproject"):
        assert ask("GET", place + path).status_code == 200, path


def test_what_cannot_be_trusted_is_refused_and_leaves_nothing(
    stage: Stage, ask: Ask, project: str, exported: bytes
) -> None:
    bad: dict[str, tuple[bytes, str]] = {
        "newer": (repacked(exported, lambda m: m.update(format=2)), "newer version"),
        "no zip": (b"This is text.", "no .clonyproject file"),
        "no project": (b"PK\x05\x06" + bytes(18), "project"),
        "a take changed": (repacked(exported, None, takes_00001=b"fLaC" + bytes(900)), "takes/00001"),
        "a take missing": (repacked(exported, None, takes_00001=None), "takes/00001 is missing"),
        "an asset changed": (repacked(exported, None, assets_00000=b""), "assets/00000"),
        "an unknown field": (repacked(exported, lambda m: _line(m)["data"].update(colour="red")), "colour"),
        "a gain that is no number": (repacked(exported, lambda m: _line(m)["data"].update(gain_db=1e999)), "gain_db"),
        "unknown speaker": (repacked(exported, lambda m: _line(m)["data"].update(speaker_id="speaker_x")), "speaker_x"),
        "an unknown take": (repacked(exported, lambda m: _line(m)["data"].update(take_id="take_x")), "names sound"),
        "an item twice": (repacked(exported, lambda m: m["items"].append(_line(m))), "twice"),
        "a take twice": (repacked(exported, lambda m: _again(m, "takes")), "Two of the takes in the file"),
        "an asset twice": (repacked(exported, lambda m: _again(m, "assets")), "Two of the assets in the file"),
        "a path as id": (repacked(exported, lambda m: _line(m).update(id="../../x")), "items"),
        "another length": (repacked(exported, lambda m: m["takes"][0].update(samples=5)), "another length"),
        "a seed that no column holds": (repacked(exported, lambda m: m["takes"][0].update(seed=10**30)), "seed"),
        "a seed below all": (repacked(exported, lambda m: m["takes"][0].update(seed=-1)), "seed"),
        "two documents": (doubled(exported), "twice"),
        "a take outside the file": (misplaced(exported, "takes/00001"), ".clonyproject"),
        "too large": (repacked(exported, lambda m: m["takes"][0]["file"].update(size=10**12)), "GB"),
    }  # fmt: skip
    wrong: dict[str, tuple[Any, ...]] = {
        "word": (5, "\ud800", None), "start": ("x", -1, 1e308, 1e999, None, []), "end": ("", -1, 1e999),
        "start_char": ("x", -1, 1e308, 10**30), "end_char": (0.5, -1, {}),
    }  # fmt: skip
    for field, values in wrong.items():
        for value in values:
            change = partial(_with_word, field=field, value=value)
            bad[f"a word with {field} {value!r}"] = (repacked(exported, change), "words")
    blobs, listed = set(stage.parts.blobs.ids()), ask("GET", "/api/projects").json()
    for name, (data, told) in bad.items():
        answer = load(ask, data)
        assert answer.status_code == 422, (name, answer.text)
        error = answer.json()["error"]
        assert (error["code"], error["param"]) == ("script_invalid", "file"), name
        assert told in error["message"], (name, error["message"])
        assert set(stage.parts.blobs.ids()) == blobs, name
    assert ask("GET", "/api/projects").json() == listed
    refused = load(ask, exported, project_id=project.rpartition("/")[2])
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "project_id")


def test_a_range_behind_the_end_is_refused_in_the_one_shape_and_leaves_no_file(
    stage: Stage, ask: Ask, project: str
) -> None:
    before = set(stage.parts.blobs.scratch.iterdir())
    refused = ask(
        "GET", f"{project}/export", params={"format": "clonyproject"}, headers={"Range": "bytes=99999999-"}
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (416, "range_not_satisfiable")
    part = ask("GET", f"{project}/export", params={"format": "clonyproject"}, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"PK\x03\x04")
    assert set(stage.parts.blobs.scratch.iterdir()) == before


def test_a_damaged_row_is_told_when_a_project_is_exported(
    stage: Stage, ask: Ask, project: str, exported: bytes
) -> None:
    assert exported
    with stage.parts.database.write() as session:
        session.execute(update(ProjectTakeRow).values(line_id="nonsense"))
    told = ask("GET", f"{project}/export", params={"format": "clonyproject"})
    assert (told.status_code, told.json()["error"]["code"]) == (503, "storage_corrupt")


def test_what_is_wrong_in_an_item_is_told_before_the_items_behind_it_are_read() -> None:
    """By reading no further, not by the clock: what comes behind the wrong item is no JSON at all."""
    item = {"id": "line_1", "kind": "line", "position": 0, "data": {f"field_{n}": n for n in range(1000)}}
    head = json.dumps({"format": 1, "program": "x", "settings": {"name": "x"}})[:-1]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", f'{head}, "items": [{json.dumps(item)}, not JSON')
    with pytest.raises(ScriptInvalid, match="line_1 in the file is wrong at"), opened_archive(out):
        pass
