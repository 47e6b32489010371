"""OpenTimelineIO files back in: positions to the sample, sound copied, and what is missing named."""

from __future__ import annotations

import copy
import io
import itertools
import json
from time import process_time
from typing import Any

import numpy as np
import pytest

from clonyvoice.audio import decode, encode
from clonyvoice.core.audio import Audio
from clonyvoice.projects.otio_reading import read_otio
from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, operate, project, spoken, voice

__all__ = ["ask", "project", "voice"]  # fixtures


def imported(ask: Ask, timeline: Any, **data: Any) -> Any:
    content = timeline if isinstance(timeline, bytes) else json.dumps(timeline).encode()
    return ask("POST", "/api/projects/import", files={"file": ("cut.otio", content)}, data=data)


@pytest.fixture
def exported(stage: Stage, ask: Ask, project: str) -> dict[str, Any]:
    """The export of a project with lines, a looped and a stretched clip, one tied to a line, ducking and markers."""
    noise = np.random.default_rng(3).normal(0, 0.1, 72_000).astype(np.float32)
    wave = encode(Audio(noise, 24_000), "wav")
    asset = ask("POST", f"{project}/assets", files={"file": ("rain.wav", wave)}).json()["id"]
    document = spoken(stage, ask, project)
    second = document["lines"][1]["id"]
    done = operate(
        ask, project, document["revision"],
        {"op": "track.insert", "id": "track_s", "track": {"kind": "speech", "name": "Said"}},
        {"op": "track.insert", "id": "track_m", "track": {
            "kind": "music", "name": "Rain", "gain_db": -6, "pan": 0.25, "duck_by": ["track_s"], "duck_db": -9}},
        {"op": "line.update", "id": second, "set": {"pause_after_ms": 333, "gain_db": -2}},
        {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset, "start": 0.123457, "trim_start": 0.5,
            "duration": 1.700001, "fade_in_ms": 40, "gain_points": [{"at": 0, "gain_db": -3}]}},
        {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset, "start": 1, "duration": 9,
            "loop": True}},
        {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset, "stretch": 1.25,
            "anchor": {"line_id": second, "edge": "end"}, "start": 0.01}},
        {"op": "marker.insert", "marker": {"name": "Two", "anchor": {"line_id": second}}},
        {"op": "marker.insert", "marker": {"name": "Loud", "kind": "note", "at": 1.234567}},
    )  # fmt: skip
    assert done.status_code == 200, done.text
    timeline: dict[str, Any] = ask("GET", f"{project}/export", params={"format": "otio"}).json()
    return timeline


def places(document: dict[str, Any]) -> dict[str, Any]:
    """The samples of all that a document has, without ids of takes and assets: a copy has its own."""

    def sample(seconds: float) -> int:
        return round(seconds * 48_000)

    return {
        "lines": [(one["text"], one["state"], sample(one["start"]), sample(one["end"]), one.get("gain_db"))
                  for one in document["lines"]],
        "clips": sorted((sample(one["begins"]), sample(one.get("trim_start", 0)), one.get("stretch", 1.0),
                         one.get("loop", False), one.get("fade_in_ms"), len(one.get("gain_points", ())))
                        for one in document["clips"]),
        "markers": sorted((one["name"], one.get("kind", "chapter"), sample(one["begins"]))
                          for one in document["markers"]),
        "tracks": [{name: value for name, value in one.items() if name != "position"} for one in document["tracks"]],
        "speakers": [(one["name"], one.get("voice_id")) for one in document["speakers"]],
        "length": sample(document["duration"]),
    }  # fmt: skip


def sound(ask: Ask, path: str) -> Any:
    return decode(ask("GET", f"{path}/mix", params={"format": "wav"}).content, 48_000).samples


def test_a_timeline_from_here_comes_back_to_the_sample_and_sounds_the_same(
    ask: Ask, project: str, exported: dict[str, Any]
) -> None:
    exported["metadata"]["clonyvoice"]["settings"]["language"] = "de"
    files = {"file": ("cut.otio", json.dumps(exported).encode())}
    told = ask("POST", "/api/projects/import/preview", files=files).json()
    assert (told["lines"], told["language"], told["timed"], told["warnings"]) == (3, "de", True, [])
    exported["metadata"]["clonyvoice"]["settings"]["language"] = "en"
    answer = imported(ask, exported)
    assert answer.status_code == 201, answer.text
    made = f"/api/projects/{answer.json()['id']}"
    before, after = ask("GET", project).json(), ask("GET", made).json()
    assert made != project
    assert places(after) == places(before)
    assert "slot_start" not in after["lines"][0]
    np.testing.assert_array_equal(sound(ask, made), sound(ask, project))
    # Its sound is its own: it stays when the project is gone that it came from.
    heard = sound(ask, made)
    assert ask("DELETE", project, params={"permanent": True}).status_code == 204
    np.testing.assert_array_equal(sound(ask, made), heard)
    # Without that project the lines have their words and places, and the clips are named.
    again = imported(ask, exported)
    assert again.status_code == 201, again.text
    bare = ask("GET", f"/api/projects/{again.json()['id']}").json()
    assert [one["state"] for one in bare["lines"]] == ["draft"] * 3
    assert [(one["text"], one["slot_start"]) for one in bare["lines"]] == [
        (one["text"], pytest.approx(one["start"], abs=1e-5)) for one in before["lines"]
    ]
    notes = [one["name"] for one in bare["markers"] if one["name"].startswith("Missing: ")]
    assert len(notes) == 3
    assert all(one.endswith(".wav") for one in notes)


def test_what_was_moved_in_another_program_is_where_it_is_there(ask: Ask, exported: dict[str, Any]) -> None:
    moved = copy.deepcopy(exported)
    gap = {
        "OTIO_SCHEMA": "Gap.1",
        "source_range": {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 30.0, "value": 0},
            "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 30.0, "value": 7},
        },
    }
    for track in moved["tracks"]["children"]:
        track["children"].insert(0, gap)
    at = 7 * 48_000 // 30
    was, now = (
        ask("GET", f"/api/projects/{imported(ask, each).json()['id']}").json() for each in (exported, moved)
    )
    assert [round(one["start"] * 48_000) for one in now["lines"]] == [
        round(one["start"] * 48_000) + at for one in was["lines"]
    ]
    assert sorted(round(one["begins"] * 48_000) for one in now["clips"]) == sorted(
        round(one["begins"] * 48_000) + at for one in was["clips"]
    )
    assert [one["state"] for one in now["lines"]] == ["done"] * 3


def time(rate: Any, value: Any) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": value}


def span(rate: Any, start: Any, length: Any) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(rate, start), "duration": time(rate, length)}


SHOT = {
    "OTIO_SCHEMA": "Clip.1", "name": "shot", "media_reference": {
        "OTIO_SCHEMA": "ExternalReference.1", "target_url": "file:///C:/film/Take%203.mov",
        "available_range": span(24, 240, 240)},
    "markers": [{"OTIO_SCHEMA": "Marker.2", "name": "Here", "marked_range": span(24, 252, 0)}],
}  # fmt: skip
CHILDREN = [
    {"OTIO_SCHEMA": "Gap.1", "source_range": span(24, 0, 36)},
    {"OTIO_SCHEMA": "Transition.1", "in_offset": time(24, 2)},
    SHOT,
    {"OTIO_SCHEMA": "Stack.1", "name": "nested", "children": [], "source_range": span(24, 0, 24)},
    {"OTIO_SCHEMA": "Clip.2", "name": "no media", "source_range": span(48_000, 5, 48_001)},
]
TRACK = {"OTIO_SCHEMA": "Track.1", "name": "V1", "kind": "Video", "children": CHILDREN}
FOREIGN = {
    "OTIO_SCHEMA": "Timeline.1", "name": "Cut 4", "metadata": {},
    "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [TRACK]},
}  # fmt: skip


def test_media_of_a_foreign_timeline_are_named_where_they_are_missing(ask: Ask) -> None:
    files = {"file": ("cut.otio", json.dumps(FOREIGN).encode())}
    told = ask("POST", "/api/projects/import/preview", files=files).json()
    assert (told["format"], told["lines"]) == ("otio", 0)
    missing = [one for one in told["warnings"] if "not here" in one]
    assert [one.split(" at ")[0] for one in missing] == ["Take%203.mov", "no media"]
    assert any("nested" in one or "Stack" in one for one in told["warnings"])
    document = ask("GET", f"/api/projects/{imported(ask, FOREIGN).json()['id']}").json()
    assert document["name"] == "Cut 4"
    assert [one["name"] for one in document["tracks"]] == ["V1"]
    assert [(one["name"], one["kind"], round(one["at"] * 48_000)) for one in document["markers"]] == [
        ("Here", "note", 2 * 48_000),
        ("Missing: Take%203.mov", "note", 72_000),
        ("Missing: no media", "note", 72_000 + 11 * 48_000),
    ]


def broken(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(FOREIGN)
    found["tracks"]["children"][0]["children"][0] |= changes
    return found


def lasting(rate: Any, value: Any) -> dict[str, Any]:
    return broken(source_range={"start_time": time(24, 0), "duration": time(rate, value)})


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"[" * 100_000, b"\x89PNG\0", json.dumps({"OTIO_SCHEMA": "Clip.2"}).encode(),
        b'{"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": 7, "markers": 3}}',
        lasting(0, 1), lasting(24, -1), lasting("24", 1), lasting(1, 1e9),
        broken(source_range=5), lasting(1e-300, 1e300), {**FOREIGN, "metadata": {"clonyvoice": {
            "settings": {"language": 5}}}},
        {**FOREIGN, "metadata": {"clonyvoice": {"speakers": [{"id": "speaker_a"}]}}},
    ],
)  # fmt: skip
def test_what_is_no_timeline_is_refused(ask: Ask, content: Any) -> None:
    before = len(ask("GET", "/api/projects").json()["projects"])
    refused = imported(ask, content)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "script_invalid"), refused.text
    assert len(ask("GET", "/api/projects").json()["projects"]) == before


def test_a_timeline_is_a_project_of_its_own_and_nobody_elses_sound_comes_along(
    stage: Stage, ask: Ask, project: str, exported: dict[str, Any]
) -> None:
    refused = imported(ask, exported, project_id=project.rpartition("/")[2])
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "project_id")
    other = stage.key("projects:read", "projects:write", "tts:timeline")
    files = {"file": ("cut.otio", io.BytesIO(json.dumps(exported).encode()))}
    answer = stage.http.post("/api/projects/import", files=files, headers=other)
    assert answer.status_code == 201, answer.text
    document = stage.http.get(f"/api/projects/{answer.json()['id']}", headers=other).json()
    assert [one["state"] for one in document["lines"]] == ["draft"] * 3
    assert document["clips"] == []


def shapes_of(value: Any, place: tuple[str | int, ...] = ()) -> dict[tuple[str, ...], tuple[str | int, ...]]:
    """The places of all values of a document, one for each shape of a path: elements of a list are alike."""
    inner: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    found = {tuple("#" if isinstance(part, int) else part for part in place): place}
    for name, one in inner:
        found |= {shape: at for shape, at in shapes_of(one, (*place, name)).items() if shape not in found}
    return found


def test_values_of_other_types_and_sizes_are_refused_or_left_out(ask: Ask, exported: dict[str, Any]) -> None:
    others: tuple[Any, ...] = (10**400, [], {"a": []}, None, True, -1, 5e-324, "", float("nan"))
    wrong = []
    for number, place in enumerate(shapes_of(exported).values()):
        value = others[number % len(others)]
        if place[-1:] in (("value",), ("rate",), ("time_scalar",)):
            value = others[0]
        elif place[-1:] in (("line_id",), ("speaker_id",), ("active_media_reference_key",)):
            value = others[1]
        changed = copy.deepcopy({"": exported})
        within: Any = changed
        for part in ("", *place)[:-1]:
            within = within[part]
        within[("", *place)[-1]] = value
        answer = imported(ask, changed[""])
        if answer.status_code not in (201, 400, 422):
            wrong.append((place, value, answer.status_code))
    assert wrong == []


def test_rates_without_a_common_measure_do_not_add_up_to_ever_longer_numbers() -> None:
    clips = [
        {
            "OTIO_SCHEMA": "Clip.2",
            "source_range": {
                "start_time": {"value": 0, "rate": 1},
                "duration": {"value": 1 / (number + 3), "rate": 1 + 1 / (number + 7)},
            },
        }
        for number in range(4000)
    ]
    track = {"OTIO_SCHEMA": "Track.1", "children": clips}
    timeline = {"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [track]}}
    before = process_time()
    found = read_otio(io.BytesIO(json.dumps(timeline).encode()))
    assert process_time() - before < 2  # 12 s when they do
    places = [(clip.start, clip.start + clip.length) for clip in found.tracks[0].clips]
    assert all(end == begin for (_, end), (begin, _) in itertools.pairwise(places))
