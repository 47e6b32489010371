"""Dubbing over HTTP: a transcript becomes lines in their slots, said at a pace that fits, over the ducked original."""

from __future__ import annotations

from typing import Any

import pytest

from clonyvoice.core.job_state import JobState
from clonyvoice.storage.tables import TranscriptionRow
from clonyvoice.transcription.transcript import Segment
from clonyvoice.transcription.transcript_formats import stored
from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, music, voice

__all__ = ["ask", "voice"]  # fixtures
SAID = (("Good evening everybody.", 0.5, 1.9, "speaker_0"), ("It rained all day.", 2.2, 3.3, "speaker_1"),
        ("Where were you?", 3.5, 4.3, "speaker_0"))  # fmt: skip


@pytest.fixture
def dub(stage: Stage, ask: Ask) -> dict[str, Any]:
    """A project with a recording, and the body of a dub of it."""
    project = ask("POST", "/api/projects", json={"name": "Dub"}).json()["id"]
    asset = ask("POST", f"/api/projects/{project}/assets", files={"audio": ("talk.flac", music(5.0))}).json()[
        "id"
    ]
    segments = [stored(Segment(a, b, text, (), -0.1, 0.0, 1.0, 0.0, "en", who)) for text, a, b, who in SAID]
    owner = stage.parts.projects.get(project, None).owner
    now = stage.parts.clock.now()
    with stage.parts.database.write() as session:
        session.add(
            TranscriptionRow(id="trn_dub", owner=owner, status=JobState.COMPLETED, task="transcribe", language="en",
                             duration=5.0, segments=segments, settings={}, timings={}, created_at=now)
        )  # fmt: skip
    return {"project": f"/api/projects/{project}", "body": {"asset_id": asset, "transcription_id": "trn_dub"}}


def test_lines_are_said_in_their_slots_over_the_ducked_original(
    stage: Stage, ask: Ask, voice: str, dub: dict[str, Any]
) -> None:
    project = dub["project"]
    voices = {"speaker_0": voice, "speaker_1": voice}
    body = {**dub["body"], "voices": voices, "language": "en", "texts": [SAID[0][0], "", SAID[2][0]]}
    answer = ask("POST", f"{project}/dub", json=body)
    assert answer.status_code == 200, answer.text
    document = ask("GET", project).json()
    assert [line["text"] for line in document["lines"]] == [SAID[0][0], SAID[2][0]]
    assert [(line["slot_start"], line["slot_end"]) for line in document["lines"]] == [(0.5, 1.9), (3.5, 4.3)]
    assert [one["name"] for one in document["speakers"]] == ["Speaker 1", "Speaker 2"]
    original = next(track for track in document["tracks"] if track["kind"] == "original")
    assert original["duck_by"] == [document["tracks"][0]["id"]]
    job = ask("POST", f"{project}/speak", json={"lines": "all"}).json()
    assert stage.parts.jobs.wait(job["id"], 30).state == "completed"
    lines = ask("GET", project).json()["lines"]
    assert all(abs(line["slot_over"]) <= 0.08 for line in lines), lines
    assert [line["start"] for line in lines] == [0.5, 3.5]
    assert ask("POST", f"{project}/undo").status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "param"),
    [
        ({"asset_id": "asset_none"}, 404, "asset_id"),
        ({"transcription_id": "trn_none"}, 404, "transcription_id"),
        ({"voices": {"speaker_9": "VOICE"}}, 422, "voices"),
        ({"texts": ["one"]}, 422, "texts"),
        ({"duck_db": 3}, 422, "duck_db"),
    ],
)
def test_a_dub_that_cannot_be_changes_nothing(
    ask: Ask, voice: str, dub: dict[str, Any], change: dict[str, Any], status: int, param: str
) -> None:
    if "voices" in change:
        change = {"voices": {"speaker_9": voice}}
    answer = ask("POST", f"{dub['project']}/dub", json={**dub["body"], **change})
    assert answer.status_code == status, answer.text
    assert param in str(answer.json()["error"]["param"])
    assert ask("GET", dub["project"]).json()["lines"] == []


def test_a_transcription_that_is_not_done_is_waited_for(stage: Stage, ask: Ask, dub: dict[str, Any]) -> None:
    with stage.parts.database.write() as session:
        session.get_one(TranscriptionRow, "trn_dub").status = JobState.RUNNING
    answer = ask("POST", f"{dub['project']}/dub", json=dub["body"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_ready")
