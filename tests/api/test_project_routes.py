"""Projects and the timeline over HTTP: documents, undo, clashes, takes, assets, mixes, renders, imports."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from sqlalchemy import text

from clonyvoice.audio import decode, encode
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Spoken, SynthesisRequest
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.projects.takes import HeardText
from clonyvoice.text.phonemes import phonemise
from tests.api.conftest import Stage

Ask = Callable[..., Any]
SCRIPT = "ADA: Where were you?\nBEN: In the garden.\nADA: All day long?"


@pytest.fixture
def ask(stage: Stage) -> Ask:
    headers = stage.key()

    def call(method: str, path: str, **more: Any) -> Any:
        return stage.http.request(method, path, headers={**headers, **more.pop("headers", {})}, **more)

    return call


@pytest.fixture
def voice(ask: Ask) -> str:
    return str(ask("GET", "/api/voices").json()["voices"][0]["id"])


@pytest.fixture
def project(ask: Ask, voice: str) -> str:
    body = {"name": "Play", "script": SCRIPT, "speakers": {"ADA": voice, "BEN": voice}}
    answer = ask("POST", "/api/projects", json=body)
    assert answer.status_code == 201, answer.text
    return f"/api/projects/{answer.json()['id']}"


def operate(ask: Ask, project: str, revision: int, *operations: dict[str, Any]) -> Any:
    return ask(
        "POST",
        f"{project}/operations",
        json={"operations": list(operations)},
        headers={"If-Match": str(revision)},
    )


def spoken(stage: Stage, ask: Ask, project: str, **body: Any) -> dict[str, Any]:
    """The document after its lines were generated."""
    job = ask("POST", f"{project}/speak", json=body or {"lines": "stale"})
    assert job.status_code == 202, job.text
    assert stage.parts.jobs.wait(job.json()["id"], 30).state == "completed"
    document: dict[str, Any] = ask("GET", project).json()
    return document


def test_a_script_becomes_speakers_and_lines(ask: Ask, project: str, voice: str) -> None:
    answer = ask("GET", project)
    document = answer.json()
    assert answer.headers["etag"] == f'"{document["revision"]}"'
    assert [speaker["name"] for speaker in document["speakers"]] == ["ADA", "BEN"]
    assert all(speaker["voice_id"] == voice for speaker in document["speakers"])
    assert [line["text"] for line in document["lines"]] == [
        "Where were you?",
        "In the garden.",
        "All day long?",
    ]
    assert [line["state"] for line in document["lines"]] == ["draft"] * 3
    listed = ask("GET", "/api/projects", params={"q": "pla"}).json()["projects"]
    assert [(one["name"], one["lines"]) for one in listed] == [("Play", 3)]


def test_a_line_with_a_seed_is_said_with_it_and_variants_with_the_seeds_beside_it(
    stage: Stage, ask: Ask, project: str
) -> None:
    document = ask("GET", project).json()
    line = document["lines"][0]["id"]
    takes = f"{project}/lines/{line}/takes"

    def seeds() -> list[int]:
        return [one["seed"] for one in ask("GET", takes).json()["takes"]]

    spoken(stage, ask, project, lines=[line])
    assert spoken(stage, ask, project, lines=[line])["lines"][0]["state"] == "done"
    assert len(set(seeds())) == 2
    now = ask("GET", project).json()["revision"]
    highest = {"op": "line.update", "id": line, "set": {"seed": 2**31 - 1}}
    assert operate(ask, project, now, highest).status_code == 200
    assert ask("GET", project).json()["lines"][0]["state"] == "stale"
    assert spoken(stage, ask, project, lines=[line], variants=2)["lines"][0]["state"] == "done"
    assert seeds()[2:] == [2**31 - 1, 0]
    now = ask("GET", project).json()["revision"]
    refused = operate(ask, project, now, {"op": "line.update", "id": line, "set": {"seed": -1}})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "operations.0.set.seed")


def test_lines_say_that_they_wait_are_generated_and_were_misheard(
    stage: Stage, ask: Ask, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, begun, go_on = FakeEngine.synthesise, threading.Event(), threading.Event()

    def held(self: FakeEngine, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        begun.set()
        assert go_on.wait(30)
        yield from say(self, request, cancel)

    monkeypatch.setattr(FakeEngine, "synthesise", held)

    def states(name: str = "state") -> list[str]:
        return [line[name] for line in ask("GET", project).json()["lines"]]

    lines = [line["id"] for line in ask("GET", project).json()["lines"]]
    job = ask("POST", f"{project}/speak", json={"lines": lines[:2]}).json()["id"]
    assert begun.wait(30)
    try:
        assert states() == ["speaking", "queued", "draft"]
        assert states("take_state") == ["draft"] * 3
    finally:
        go_on.set()
    assert stage.parts.jobs.wait(job, 30).state == "completed"
    assert states() == ["done", "done", "draft"]
    take = ask("GET", project).json()["lines"][1]["take_id"]
    heard: HeardText = {"text": "In the kitchen.", "flagged": True, "missing": ["garden"]}
    stage.parts.takes.note_heard(project.rpartition("/")[2], take, heard)
    assert (states(), states("take_state")) == (["done", "flagged", "draft"], ["done", "done", "draft"])


def test_changes_undo_and_redo_and_survive_a_new_reader(stage: Stage, ask: Ask, project: str) -> None:
    first = ask("GET", project).json()
    line = first["lines"][0]["id"]
    done = operate(
        ask, project, first["revision"], {"op": "line.update", "id": line, "set": {"text": "Changed."}}
    )
    answer = done.json()
    assert (answer["revision"], answer["applied"], answer["ids"]) == (first["revision"] + 1, 1, [line])
    assert answer["changed"][line]["data"]["text"] == "Changed."
    assert answer["lines"] == {line: {"state": "draft", "takes": [], "take_seconds": None}}
    assert answer["changed"][line]["position"] == first["lines"][0]["position"]
    operate(ask, project, first["revision"] + 1, {"op": "line.delete", "id": line})
    stage.parts.projects.documents.forget(project.rpartition("/")[2])
    assert ask("POST", f"{project}/undo").status_code == 200
    assert ask("GET", project).json()["lines"][0]["text"] == "Changed."
    ask("POST", f"{project}/undo")
    assert ask("GET", project).json()["lines"] == first["lines"]
    assert ask("POST", f"{project}/undo").json()["error"]["code"] == "nothing_to_undo"
    ask("POST", f"{project}/redo")
    assert ask("GET", project).json()["lines"][0]["text"] == "Changed."
    ask("POST", f"{project}/redo")
    assert len(ask("GET", project).json()["lines"]) == 2
    assert ask("POST", f"{project}/redo").json()["error"]["code"] == "nothing_to_undo"
    kinds = [entry["kind"] for entry in ask("GET", f"{project}/history").json()["history"]]
    assert kinds == ["redo", "redo", "undo", "undo", "edit", "edit", "create"]


def test_an_earlier_revision_is_seen_and_restored(ask: Ask, project: str) -> None:
    first = ask("GET", project).json()
    ask("POST", f"{project}/history", json={"label": "Before"})
    operate(
        ask, project, first["revision"], *({"op": "line.delete", "id": line["id"]} for line in first["lines"])
    )
    operate(ask, project, first["revision"] + 1, {"op": "project.update", "set": {"name": "Empty"}})
    seen = ask("GET", project, params={"revision": first["revision"]}).json()
    assert (seen["lines"], seen["name"]) == (first["lines"], "Play")
    restored = ask("POST", f"{project}/history/{first['revision']}/restore")
    assert restored.json()["revision"] == first["revision"] + 3
    now = ask("GET", project).json()
    assert (now["lines"], now["name"]) == (first["lines"], "Play")
    assert ask("POST", f"{project}/history/999/restore").status_code == 404


def test_restore_points_are_named_and_deleted(ask: Ask, project: str) -> None:
    first = ask("GET", project).json()["revision"]
    operate(ask, project, first, {"op": "project.update", "set": {"name": "Later"}})

    def labels() -> dict[int, str]:
        found = ask("GET", f"{project}/history").json()["history"]
        return {entry["revision"]: entry["label"] for entry in found}

    assert ask("POST", f"{project}/history", json={"label": "Now"}).json()["revision"] == first + 1
    assert ask("POST", f"{project}/history", json={"label": "Then", "revision": first}).status_code == 200
    assert labels() == {first: "Then", first + 1: "Now"}
    assert ask("DELETE", f"{project}/history/{first}").status_code == 204
    assert labels() == {first: "", first + 1: "Now"}
    assert ask("POST", f"{project}/history/{first}/restore").status_code == 200  # the revision is still there
    for method, path, body in (
        ("DELETE", f"/{first}", None),
        ("DELETE", "/999", None),
        ("POST", "", {"label": "x", "revision": 999}),
    ):
        answer = ask(method, f"{project}/history{path}", json=body)
        assert (answer.status_code, answer.json()["error"]["param"]) == (404, "revision")
    assert ask("POST", f"{project}/history", json={"label": "x", "revision": 0}).status_code == 422


def test_stale_changes_merge_or_say_what_happened(ask: Ask, project: str) -> None:
    first = ask("GET", project).json()
    base, lines = first["revision"], [line["id"] for line in first["lines"]]
    assert (
        operate(ask, project, base, {"op": "line.update", "id": lines[0], "set": {"text": "A"}}).status_code
        == 200
    )
    other = operate(ask, project, base, {"op": "line.update", "id": lines[1], "set": {"text": "B"}})
    assert other.json()["revision"] == base + 2
    clash = operate(ask, project, base, {"op": "line.update", "id": lines[0], "set": {"text": "C"}})
    assert clash.status_code == 409
    error = clash.json()["error"]
    assert (error["code"], error["param"], error["details"]["revision"]) == (
        "revision_mismatch",
        "If-Match",
        base + 2,
    )
    assert lines[0] in error["details"]["since"][0]["changed"]
    missing = ask(
        "POST", f"{project}/operations", json={"operations": [{"op": "line.delete", "id": lines[0]}]}
    )
    assert (missing.status_code, missing.json()["error"]["code"]) == (428, "revision_required")
    future = operate(ask, project, base + 50, {"op": "line.delete", "id": lines[0]})
    assert future.status_code == 409
    assert f"has no revision {base + 50}" in future.json()["error"]["message"]


def test_nothing_of_a_request_with_a_wrong_operation_is_applied(ask: Ask, project: str) -> None:
    first = ask("GET", project).json()
    wrong = operate(
        ask, project, first["revision"],
        {"op": "line.insert", "line": {"text": "New."}},
        {"op": "line.update", "id": first["lines"][0]["id"], "set": {"speed": 99}},
    )  # fmt: skip
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (422, "operations.1.set.speed")
    assert ask("GET", project).json() == first


def test_lines_are_generated_heard_and_go_stale(stage: Stage, ask: Ask, project: str) -> None:
    document = spoken(stage, ask, project)
    assert [line["state"] for line in document["lines"]] == ["done"] * 3
    starts = [line["start"] for line in document["lines"]]
    assert starts == sorted(starts)
    assert starts[1] > 0
    line = document["lines"][0]
    takes = ask("GET", f"{project}/lines/{line['id']}/takes").json()["takes"]
    sound = ask("GET", takes[0]["audio_url"])
    assert decode(sound.content).duration == pytest.approx(takes[0]["duration"], abs=1e-3)
    assert [word["word"] for word in takes[0]["words"]] == ["Where", "were", "you"]
    assert max(ask("GET", f"{project}/takes/{takes[0]['id']}/peaks").json()["peaks"]) > 0
    operate(
        ask, project, document["revision"], {"op": "line.update", "id": line["id"], "set": {"text": "Else."}}
    )
    assert [each["state"] for each in ask("GET", project).json()["lines"]] == ["stale", "done", "done"]
    again = spoken(stage, ask, project)
    assert len(again["lines"][0]["takes"]) == 2
    assert [len(each["takes"]) for each in again["lines"][1:]] == [1, 1]
    more = spoken(stage, ask, project, lines=[again["lines"][1]["id"]], variants=3)
    assert len(more["lines"][1]["takes"]) == 4


def test_a_direction_in_words_changes_how_a_line_is_said(stage: Stage, ask: Ask, project: str) -> None:
    plain = spoken(stage, ask, project)["lines"][0]
    changed = operate(
        ask, project, ask("GET", project).json()["revision"],
        {"op": "line.update", "id": plain["id"], "set": {"direction": "whispering, very slow"}},
    )  # fmt: skip
    assert changed.json()["lines"][plain["id"]]["state"] == "stale"
    slow = spoken(stage, ask, project)["lines"][0]
    assert (slow["state"], slow["direction"]) == ("done", "whispering, very slow")
    assert slow["take_seconds"] > 1.2 * plain["take_seconds"]


def test_words_are_said_as_the_project_or_the_key_says(stage: Stage, ask: Ask, project: str) -> None:
    told = ask("POST", "/api/pronunciations/alternatives", json={"word": "read"}).json()
    assert told["alternatives"][:2] == ["/ɹˈid/", "/ɹˈɛd/"]
    spoken(stage, ask, project)
    ask("PUT", "/api/pronunciations", json={"pronunciations": {"long": "exceedingly"}})
    assert ask("PUT", project, json={"pronunciations": {"garden": "yard"}}).status_code == 200
    states = [line["state"] for line in ask("GET", project).json()["lines"]]
    assert states == ["done", "stale", "done"]  # the line with the word, and no other
    assert spoken(stage, ask, project, lines="all")["lines"][1]["state"] == "done"
    engine = stage.parts.engines.engines()[0]
    assert isinstance(engine, FakeEngine)
    said = {word.text: word.phonemes for request in engine.requests[-3:] for word in request.words}
    assert said["garden"] == phonemise("yard", "en")[0].phonemes
    assert said["long"] == phonemise("exceedingly", "en")[0].phonemes


NOTHING = ["\U0001f600", "\u200b", "\0", "\ufe0f", " ", "\u202e", "\U000e0001", "\u00ad"]
"""Texts of which cleaning leaves nothing."""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        *((each, "word") for each in NOTHING),
        *(("word", each) for each in (*NOTHING, "...", "//", "/ /", "-")),
    ],
    ids=ascii,
)
def test_pronunciations_of_or_as_nothing_are_refused_wherever_they_are_written(
    stage: Stage, ask: Ask, project: str, word: str, said: str
) -> None:
    given = {"pronunciations": {"garden": "yard", word: said}}
    speaker = {"op": "speaker.insert", "speaker": {"name": "Ada", **given}}
    say = {"voice": "fake_ann", "text": "Hello.", "language": "en", **given}
    revision = ask("GET", project).json()["revision"]
    for answer in (
        ask("PUT", "/api/pronunciations", json=given),
        ask("PUT", "/api/voices/fake_ann", json={"settings": given}),
        ask("POST", "/api/generate/preset", json=say),
        ask("PUT", project, json=given),
        operate(ask, project, revision, {"op": "project.update", "set": given}),
        operate(ask, project, revision, speaker),
    ):
        error = answer.json()["error"]
        assert answer.status_code == 422, error
        assert "pronunciations" in error["param"]
        assert (
            "nothing that is read" in error["message"]
            or "silent" in error["message"]
            or "IPA" in error["message"]
        )
    assert ask("GET", "/api/pronunciations").json() == {"pronunciations": {}}
    assert ask("GET", project).json()["revision"] == revision


def test_one_word_with_two_pronunciations_is_refused_wherever_they_are_written(
    stage: Stage, ask: Ask, project: str
) -> None:
    given = {"pronunciations": {"Garden": "yard", "garden": "park"}}
    say = {"voice": "fake_ann", "text": "Hello.", "language": "en", **given}
    revision = ask("GET", project).json()["revision"]
    for answer in (
        ask("PUT", "/api/pronunciations", json=given),
        ask("PUT", "/api/voices/fake_ann", json={"settings": given}),
        ask("POST", "/api/generate/preset", json=say),
        ask("PUT", project, json=given),
        operate(ask, project, revision, {"op": "project.update", "set": given}),
    ):
        error = answer.json()["error"]
        assert answer.status_code == 422, error
        assert "pronunciations" in error["param"]
        assert "'Garden' and 'garden' are the same word" in error["message"]
    assert ask("GET", "/api/pronunciations").json() == {"pronunciations": {}}
    same = {"pronunciations": {"Garden": "yard", "garden": "yard"}}
    assert ask("PUT", "/api/pronunciations", json=same).status_code == 200


def delete_while_jobs_work(
    stage: Stage, ask: Ask, project: str, jobs: list[str], kept: set[str], *, permanent: bool
) -> None:
    """Delete a project; its jobs have to fail with the reason, and only the sounds `kept` may be left, if any."""
    assert ask("DELETE", project, params={"permanent": permanent}).status_code == 204
    for job in jobs:
        stage.parts.jobs.wait(job, 30)
        told = ask("GET", f"/api/jobs/{job}").json()
        assert (told["state"], told["error"]["code"]) == ("failed", "project_deleted"), told
    assert list(stage.parts.blobs.scratch.iterdir()) == []
    assert set(stage.parts.blobs.ids()) == (set() if permanent else kept)


def test_a_line_whose_voice_is_gone_says_so_and_keeps_its_takes(stage: Stage, ask: Ask, project: str) -> None:
    document = spoken(stage, ask, project)
    line = document["lines"][0]["id"]
    change = {"op": "line.update", "id": line, "set": {"voice_id": "voice_gone"}}
    operate(ask, project, document["revision"], change)
    job = ask("POST", f"{project}/speak", json={"lines": [line]}).json()
    ended = stage.parts.jobs.wait(job["id"], 30)
    assert ended.result is not None
    assert (ended.result["made"], ended.result["failed"]) == (0, 1)
    told = ask("GET", project).json()["lines"][0]
    assert (told["state"], told["error"]["code"]) == ("failed", "voice_not_found")
    assert len(told["takes"]) == 1
    operate(
        ask,
        project,
        ask("GET", project).json()["revision"],
        {"op": "line.update", "id": line, "set": {"voice_id": None}},
    )
    assert ask("GET", project).json()["lines"][0]["state"] == "done"


def test_a_generation_becomes_a_take_that_outlives_it(ask: Ask, project: str, voice: str) -> None:
    made = ask(
        "POST", "/api/generate/clone", json={"voice_id": voice, "text": "From elsewhere.", "language": "en"}
    ).json()
    line = ask("GET", project).json()["lines"][0]["id"]
    take = ask("POST", f"{project}/lines/{line}/takes", json={"generation_id": made["id"]})
    assert take.status_code == 201, take.text
    assert take.json()["duration"] == pytest.approx(made["duration"], abs=0.001)
    assert ask("DELETE", f"/api/generations/{made['id']}").status_code == 204
    assert ask("GET", take.json()["audio_url"]).status_code == 200
    assert ask("POST", f"{project}/lines/{line}/takes", json={"generation_id": "gen_x"}).status_code == 404


def test_a_generation_becomes_a_line_and_is_taken_back_and_put_in_again(
    stage: Stage, ask: Ask, project: str, voice: str
) -> None:
    body = {"voice_id": voice, "text": "From elsewhere.", "language": "en", "speed": 1.25}
    made = ask("POST", "/api/generate/clone", json=body).json()
    before = ask("GET", project).json()
    blobs = set(stage.parts.blobs.ids())
    inserted = {"op": "line.insert", "id": "line_made", "generation_id": made["id"], "after": None}
    answer = operate(ask, project, before["revision"], inserted)
    assert answer.status_code == 200, answer.text
    assert answer.json()["ids"] == ["line_made"]
    assert answer.json()["lines"]["line_made"]["state"] == "done"
    document = ask("GET", project).json()
    line = document["lines"][0]
    assert (line["text"], line["voice_id"], line["speed"]) == ("From elsewhere.", voice, 1.25)
    assert line["take_seconds"] == pytest.approx(made["duration"], abs=0.001)
    assert ask("DELETE", f"/api/generations/{made['id']}").status_code == 204
    assert ask("POST", f"{project}/undo").status_code == 200
    assert [one["id"] for one in ask("GET", project).json()["lines"]] == [
        one["id"] for one in before["lines"]
    ]
    assert ask("POST", f"{project}/redo").status_code == 200
    back = ask("GET", project).json()["lines"][0]
    assert (back["id"], back["state"], back["take_id"]) == ("line_made", "done", line["take_id"])
    assert ask("GET", f"{project}/takes/{line['take_id']}/audio").status_code == 200
    assert len(set(stage.parts.blobs.ids()) - blobs) == 1


def test_a_generation_keeps_its_sound_under_other_words_and_then_is_stale(
    ask: Ask, project: str, voice: str
) -> None:
    made = ask(
        "POST", "/api/generate/clone", json={"voice_id": voice, "text": "One.", "language": "en"}
    ).json()
    revision = ask("GET", project).json()["revision"]
    twice = [
        {
            "op": "line.insert",
            "id": "line_same",
            "generation_id": made["id"],
            "line": {"pause_after_ms": 700},
        },
        {"op": "line.insert", "id": "line_other", "generation_id": made["id"], "line": {"text": "Two."}},
        {"op": "line.update", "id": "line_other", "set": {"pause_after_ms": 0}},
    ]
    told = operate(ask, project, revision, *twice).json()["lines"]
    assert (told["line_same"]["state"], told["line_other"]["state"]) == ("done", "stale")
    assert told["line_same"]["takes"] != told["line_other"]["takes"]


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ({"generation_id": "gen_gone"}, "generation_id"),
        ({"generation_id": 7}, "generation_id"),
        ({"generation_id": "gen_gone", "line": {"text": "x"}}, "generation_id"),
    ],
)
def test_a_generation_that_is_not_there_is_refused_with_its_place(
    stage: Stage, ask: Ask, project: str, operation: dict[str, Any], field: str
) -> None:
    revision, blobs = ask("GET", project).json()["revision"], set(stage.parts.blobs.ids())
    harmless = {"op": "line.insert", "line": {"text": "Kept out."}}
    answer = operate(ask, project, revision, harmless, {"op": "line.insert", **operation})
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == f"operations.1.{field}"
    assert ask("GET", project).json()["revision"] == revision
    assert set(stage.parts.blobs.ids()) == blobs


def test_a_refused_change_leaves_no_file_of_a_generation(
    stage: Stage, ask: Ask, project: str, voice: str
) -> None:
    made = ask(
        "POST", "/api/generate/clone", json={"voice_id": voice, "text": "One.", "language": "en"}
    ).json()
    revision, blobs = ask("GET", project).json()["revision"], set(stage.parts.blobs.ids())
    insert = {"op": "line.insert", "generation_id": made["id"]}
    assert (
        operate(ask, project, revision, insert, {"op": "line.delete", "id": "line_none"}).status_code == 422
    )
    with_take = {**insert, "line": {"take_id": "take_x"}}
    assert operate(ask, project, revision, with_take).json()["error"]["param"] == "operations.0.line.take_id"
    assert set(stage.parts.blobs.ids()) == blobs
    assert ask("GET", project).json()["revision"] == revision


def test_a_line_that_is_split_keeps_its_sound_in_two_halves(stage: Stage, ask: Ask, project: str) -> None:
    line = spoken(stage, ask, project)["lines"][1]
    before = ask("GET", f"{project}/lines/{line['id']}/takes").json()["takes"][0]
    revision = ask("GET", project).json()["revision"]
    split = {"op": "line.split", "id": line["id"], "at": len("In the "), "new_id": "line_rest"}
    told = operate(ask, project, revision, split).json()["lines"]
    assert {one["state"] for one in told.values()} == {"done"}
    document = ask("GET", project).json()
    first, second = document["lines"][1:3]
    assert (first["text"], second["text"], second["id"]) == ("In the", "garden.", "line_rest")
    assert first["take_seconds"] + second["take_seconds"] == pytest.approx(before["duration"], abs=1e-5)
    assert second["start"] == pytest.approx(first["end"], abs=1e-6)
    words = ask("GET", f"{project}/lines/line_rest/takes").json()["takes"][0]["words"]
    assert [(word["word"], word["start_char"], word["end_char"]) for word in words] == [("garden", 0, 6)]
    join = {"op": "line.join", "id": line["id"], "with": "line_rest"}
    joined = operate(ask, project, document["revision"], join).json()
    assert joined["lines"][line["id"]]["state"] == "done"
    assert joined["changed"][line["id"]]["data"]["take_id"] == line["take_id"]
    for _ in range(2):
        assert ask("POST", f"{project}/undo").status_code == 200
    back = ask("GET", project).json()["lines"][1]
    assert (back["take_id"], back["state"], back["text"]) == (line["take_id"], "done", "In the garden.")


def test_a_line_that_is_split_within_a_word_keeps_its_take_as_stale(
    stage: Stage, ask: Ask, project: str
) -> None:
    line = spoken(stage, ask, project)["lines"][1]
    revision = ask("GET", project).json()["revision"]
    split = {"op": "line.split", "id": line["id"], "at": len("In the gar"), "new_id": "line_rest"}
    told = operate(ask, project, revision, split).json()["lines"]
    assert (told[line["id"]]["state"], told["line_rest"]["state"]) == ("stale", "draft")


def test_a_line_tells_how_far_it_is_while_it_is_said(stage: Stage, ask: Ask, project: str) -> None:
    document = ask("GET", project).json()
    line = document["lines"][0]["id"]
    long = "Where were you? I looked for you in the house. Then I went to the river, and back again."
    operate(ask, project, document["revision"], {"op": "line.update", "id": line, "set": {"text": long}})
    told: list[Any] = []
    stage.parts.events.observe(told.append)
    spoken(stage, ask, project, lines=[line])
    events = [one.json() for one in told if one.type == "project.line" and "share" in one.json()]
    shares = [one["share"] for one in events]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0, abs=0.05)
    assert all(one["seconds"] > 0 for one in events)


def test_takes_of_all_projects_are_a_history(stage: Stage, ask: Ask, project: str) -> None:
    document = spoken(stage, ask, project)
    first = ask("GET", "/api/takes", params={"limit": 2}).json()
    rest = ask("GET", "/api/takes", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    listed = first["takes"] + rest["takes"]
    assert [one["text"] for one in listed] == [line["text"] for line in reversed(document["lines"])]
    assert {(one["project_name"], f"/api/projects/{one['project_id']}") for one in listed} == {
        ("Play", project)
    }
    assert rest["next_cursor"] is None
    assert ask("GET", listed[0]["audio_url"]).status_code == 200
    found = ask("GET", "/api/takes", params={"q": "GARDEN"}).json()["takes"]
    assert [one["line_id"] for one in found] == [document["lines"][1]["id"]]
    for listing in ("takes", "projects"):
        for cursor in ("nonsense", "2026-11-30T10:00:00/take_1"):
            refused = ask("GET", f"/api/{listing}", params={"cursor": cursor})
            assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_cursor")
    stranger = stage.http.get("/api/takes", headers=stage.key())
    assert stranger.json()["takes"] == []
    ask("DELETE", project)
    assert ask("GET", "/api/takes").json()["takes"] == []


def music(seconds: float = 2.0) -> bytes:
    tone = np.sin(np.arange(round(seconds * 44_100)) * 0.05).astype(np.float32) * 0.3
    return encode(Audio(tone, 44_100), "flac")


def test_assets_play_in_the_mix(stage: Stage, ask: Ask, project: str) -> None:
    added = ask(
        "POST", f"{project}/assets", files={"audio": ("../../song.flac", music())}, data={"credit": "CC0"}
    )
    assert added.status_code == 201, added.text
    asset = added.json()
    assert (asset["name"], asset["duration"]) == ("song.flac", pytest.approx(2.0, abs=0.001))
    assert len(ask("GET", f"{project}/assets/{asset['id']}/peaks").json()["peaks"]) == pytest.approx(
        100, abs=1
    )
    document = spoken(stage, ask, project)
    operate(
        ask, project, document["revision"],
        {"op": "track.insert", "id": "track_m", "track": {"kind": "music", "duck_by": [document["tracks"][0]["id"]]}},
        {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset["id"], "loop": True, "duration": 60}},
    )  # fmt: skip
    streamed = ask("GET", f"{project}/mix").content
    assert len(streamed) == 44 + 60 * 48_000 * 4
    later = ask("GET", f"{project}/mix", params={"start": 30}).content
    assert later[44:] == streamed[44 + 30 * 48_000 * 4 :]
    assert ask("DELETE", f"{project}/assets/{asset['id']}").status_code == 204
    assert ask("GET", f"{project}/mix").content == streamed
    started = ask("POST", f"{project}/renders", json={"format": "wav"})
    assert started.status_code == 202, started.text
    stage.parts.jobs.wait(started.json()["job_id"], 60)
    render = ask("GET", started.headers["location"]).json()
    assert (render["status"], render["duration"]) == ("completed", 60.0)
    listed = ask("GET", "/api/projects").json()["projects"][0]
    assert ask("GET", project).json()["duration"] == listed["duration"] == 60.0
    assert ask("GET", render["audio_url"]).content[44:] == streamed[44:]


@pytest.mark.parametrize("left", [0, 44, 5000])
def test_a_mix_says_that_the_sound_of_an_asset_was_cut_short(
    stage: Stage, ask: Ask, project: str, left: int
) -> None:
    document = ask("GET", project).json()
    asset = ask("POST", f"{project}/assets", files={"audio": ("song.flac", music())}).json()["id"]
    done = operate(
        ask, project, document["revision"],
        {"op": "track.insert", "id": "track_m", "track": {"kind": "music"}},
        {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": asset}},
    )  # fmt: skip
    assert done.status_code == 200, done.text
    for blob in stage.parts.blobs.ids():
        path = stage.parts.blobs.path(blob)
        path.write_bytes(path.read_bytes()[:left])
    answer = ask("GET", f"{project}/mix")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "file_not_found")


def test_the_file_of_an_asset_is_answered_as_it_was_uploaded(ask: Ask, project: str) -> None:
    data = music(0.5)
    made = ask("POST", f"{project}/assets", files={"audio": ("비 소리.wav", data)}).json()
    answer = ask("GET", f"{project}/assets/{made['id']}/file")
    assert (answer.status_code, answer.content) == (200, data)
    assert unquote(answer.headers["content-disposition"]).endswith("비 소리.wav")
    part = ask("GET", f"{project}/assets/{made['id']}/file", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, data[4:8])
    assert ask("GET", f"{project}/assets/asset_none/file").status_code == 404


def test_what_is_no_sound_is_no_asset_and_leaves_nothing(stage: Stage, ask: Ask, project: str) -> None:
    before = set(stage.parts.blobs.ids())
    assert ask("POST", f"{project}/assets", files={"audio": ("a.wav", b"This is text.")}).status_code == 415
    assert set(stage.parts.blobs.ids()) == before
    assert ask("GET", f"{project}/mix").json()["error"]["code"] == "nothing_to_mix"


def test_renders_of_stems_and_lines_are_archives(stage: Stage, ask: Ask, project: str) -> None:
    spoken(stage, ask, project)
    for body, count in (({"stems": True, "format": "flac"}, 1), ({"per_line": True, "format": "mp3"}, 3)):
        started = ask("POST", f"{project}/renders", json=body).json()
        stage.parts.jobs.wait(started["job_id"], 60)
        render = ask("GET", f"{project}/renders/{started['id']}").json()
        archive = zipfile.ZipFile(io.BytesIO(ask("GET", render["audio_url"]).content))
        assert archive.testzip() is None
        kind = "stems" if "stems" in body else "lines"
        assert f"Play%20{kind}.zip" in ask("GET", render["audio_url"]).headers["content-disposition"]
        assert len(archive.namelist()) == count
    assert len(ask("GET", f"{project}/renders").json()["renders"]) == 2


def test_a_render_is_brought_to_a_loudness(stage: Stage, ask: Ask, project: str) -> None:
    spoken(stage, ask, project)
    started = ask("POST", f"{project}/renders", json={"loudness": "-16", "format": "wav"}).json()
    stage.parts.jobs.wait(started["job_id"], 60)
    measured = ask("GET", f"{project}/renders/{started['id']}").json()["measured"]
    assert measured["gain_db"] == pytest.approx(-16 - measured["loudness"], abs=0.02)


def test_exports_hold_every_line(stage: Stage, ask: Ask, project: str) -> None:
    document = spoken(stage, ask, project)
    srt = ask("GET", f"{project}/export", params={"format": "srt"}).text
    assert srt.count("-->") == 3
    assert "In the garden." in srt
    labels = ask("GET", f"{project}/export", params={"format": "audacity"}).text.splitlines()
    assert [float(row.split("\t")[0]) for row in labels] == [line["start"] for line in document["lines"]]
    assert ask("GET", f"{project}/export", params={"format": "txt"}).text.startswith("ADA: Where were you?")
    reaper = ask("GET", f"{project}/export", params={"format": "reaper"})
    assert reaper.headers["content-disposition"].endswith('.rpp"')
    ask("PUT", project, json={"name": "등대/빛 1"}).raise_for_status()
    named = ask("GET", f"{project}/export", params={"format": "audacity"})
    assert (
        unquote(named.headers["content-disposition"]) == "attachment; filename*=utf-8''등대 빛 1.labels.txt"
    )
    otio = ask("GET", f"{project}/export", params={"format": "otio"}).json()
    for name in (line["take_id"] for line in ask("GET", project).json()["lines"]):
        assert f'FILE "media/{name}.flac"' in reaper.text
        assert f"media/{name}.flac" in str(otio)


@pytest.mark.parametrize(
    ("name", "data", "lines", "speakers"),
    [
        ("a.txt", "One.\n\nTwo lines\nof one paragraph.", 2, []),
        ("a.md", "# Part one\n\nADA: Hello.\n\n```\ncode\n```\n", 2, ["ADA"]),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere.\n\n2\n00:00:09,0 --> 00:00:03,0\nBack.\n",
            1,
            [],
        ),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ben>Hi.\n", 1, ["Ben"]),
        ("a.csv", 'speaker,text\nADA,"Hello, you."\nBEN,Hi.\n', 2, ["ADA", "BEN"]),
    ],
)
def test_scripts_and_subtitles_are_previewed_and_imported(
    ask: Ask, name: str, data: str, lines: int, speakers: list[str]
) -> None:
    files = {"file": (name, data.encode())}
    preview = ask("POST", "/api/projects/import/preview", files=files).json()
    assert (preview["lines"], preview["speakers"]) == (lines, speakers)
    assert ask("GET", "/api/projects").json()["projects"] == []
    made = ask("POST", "/api/projects/import", files=files)
    assert made.status_code == 201, made.text
    document = ask("GET", f"/api/projects/{made.json()['id']}").json()
    assert len(document["lines"]) == lines
    if preview["timed"]:
        assert document["lines"][0]["start"] == document["lines"][0]["slot_start"] == 1.0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"x"),
        ("a.txt", b"   \n\n "),
        ("a.docx", b"no zip"),
        ("a.epub", b"PK\x03\x04"),
        ("a.txt", b"a\0b"),
    ],
)
def test_files_that_are_no_script_are_refused_clearly(ask: Ask, name: str, data: bytes) -> None:
    answer = ask("POST", "/api/projects/import", files={"file": (name, data)})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "script_invalid")


def test_trash_restore_copy_and_removal_for_good(stage: Stage, ask: Ask, project: str) -> None:
    document = spoken(stage, ask, project)
    copy = ask("POST", f"{project}/duplicate", json={}).json()
    assert ask("DELETE", project).status_code == 204
    assert ask("GET", project).json()["error"]["code"] == "project_in_trash"
    assert [
        one["name"] for one in ask("GET", "/api/projects", params={"trash": True}).json()["projects"]
    ] == ["Play"]
    assert ask("POST", f"{project}/restore").status_code == 200
    assert ask("GET", project).json()["lines"] == document["lines"]
    assert ask("DELETE", project, params={"permanent": True}).status_code == 204
    assert ask("GET", project).status_code == 404
    kept = ask("GET", f"/api/projects/{copy['id']}").json()
    assert [line["state"] for line in kept["lines"]] == ["done"] * 3
    assert ask("GET", f"/api/projects/{copy['id']}/mix").status_code == 200
    ask("DELETE", f"/api/projects/{copy['id']}", params={"permanent": True})
    assert list(stage.parts.blobs.ids()) == []


def test_other_keys_see_nothing_of_it(stage: Stage, project: str) -> None:
    other = stage.key()
    for method, path in (
        ("GET", project),
        ("DELETE", project),
        ("POST", f"{project}/undo"),
        ("GET", f"{project}/mix"),
    ):
        assert stage.http.request(method, path, headers=other).status_code == 404
    assert stage.http.get("/api/projects", headers=other).json()["projects"] == []


def test_a_repeated_request_is_made_once(ask: Ask, project: str) -> None:
    revision = ask("GET", project).json()["revision"]
    body = {"operations": [{"op": "line.insert", "line": {"text": "Once."}}]}
    headers = {"If-Match": str(revision), "Idempotency-Key": "k1"}
    first = ask("POST", f"{project}/operations", json=body, headers=headers)
    again = ask("POST", f"{project}/operations", json=body, headers=headers)
    assert first.json() == again.json()
    assert len(ask("GET", project).json()["lines"]) == 4


def test_what_was_heard_of_a_take_is_told_with_its_line_and_copied(
    stage: Stage, ask: Ask, project: str
) -> None:
    document = spoken(stage, ask, project)
    first, second = (line["take_id"] for line in document["lines"][:2])
    earlier: HeardText = {"text": "Where we you?", "flagged": True, "missing": ["were"]}
    heard: HeardText = {"text": "Where were you?", "flagged": False, "missing": []}
    stage.parts.takes.note_heard(document["id"], first, earlier)
    stage.parts.takes.note_heard(document["id"], first, heard)  # the last one counts
    with stage.parts.database.write() as session:  # a damaged one hides nothing
        session.execute(text("UPDATE project_takes SET heard = '[3' WHERE id = :take"), {"take": second})
    lines = ask("GET", project).json()["lines"]
    assert [line.get("heard") for line in lines] == [{"take_id": first, **heard}, None, None]
    copy = ask("POST", f"{project}/duplicate", json={}).json()
    copied = ask("GET", f"/api/projects/{copy['id']}").json()["lines"][0]
    assert copied["heard"] == {"take_id": copied["take_id"], **heard}
    # Another take was not heard; with the first one its result is there again.
    other = {"op": "line.update", "id": lines[0]["id"], "set": {"take_id": None}}
    revision = operate(ask, project, document["revision"], other).json()["revision"]
    assert "heard" not in ask("GET", project).json()["lines"][0]
    operate(ask, project, revision, {**other, "set": {"take_id": first}})
    assert ask("GET", project).json()["lines"][0]["heard"]["text"] == heard["text"]
