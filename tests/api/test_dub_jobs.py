"""Dubs as jobs: heard, cast or cloned, put into lines, spoken in their slots, gone on with after a restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import Any

import httpx
import numpy as np
import pytest

from clonyvoice.audio import encode
from clonyvoice.cloning.clone_request import CreatedClone
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.jobs import JobContext
from clonyvoice.projects.dub_steps import DubSteps
from clonyvoice.projects.translation import LibreTranslate, TranslatorFailed
from clonyvoice.storage.errors import StorageFull
from clonyvoice.transcription.recording_transcription import RecognitionResult, RecordingFile
from clonyvoice.transcription.transcript import Segment, Transcript
from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, delete_while_jobs_work, voice
from tests.eventually import eventually

__all__ = ["ask", "voice"]  # fixtures
SAID = (("Good evening everybody.", 0.5, 1.9, "speaker_0"), ("It rained all day.", 2.2, 3.3, "speaker_1"),
        ("Where were you?", 3.5, 4.3, "speaker_0"))  # fmt: skip
SRT = "1\n00:00:00,400 --> 00:00:01,900\nGuten Abend.\n\n2\n00:00:02,300 --> 00:00:03,200\nRegen, den ganzen Tag."


class Heard:
    """A recogniser that returns the given words."""

    def __init__(self) -> None:
        self.calls = 0
        self.wait: Callable[[CancelToken], None] = lambda _cancel: None

    def until_cancelled(self) -> Event:
        """Have each transcription wait until it is cancelled; the event says that one has begun."""
        begun = Event()

        def wait(cancel: CancelToken) -> None:
            begun.set()
            cancel.wait(20)
            cancel.raise_if_cancelled()

        self.wait = wait
        return begun

    def transcribe(self, context: JobContext, recording: RecordingFile, *_more: Any) -> RecognitionResult:
        """The same three sentences of two speakers."""
        self.calls += 1
        context.progress(0.5, "transcribing")
        self.wait(context.cancel)
        segments = tuple(Segment(a, b, text, (), -0.1, 0.0, 1.0, 0.0, "en", who) for text, a, b, who in SAID)
        return RecognitionResult(Transcript("en", 1.0, recording.seconds, 4.0, segments), 0.0, 0.0)


def voices_of_two() -> bytes:
    """Five seconds in which a high voice speaks first and last, and a deep one between."""
    at = np.arange(5 * 24_000) / 24_000
    sound = np.zeros(len(at))
    for _, begin, end, who in SAID:
        hertz = 220.0 if who == "speaker_0" else 105.0
        tone = sum(np.sin(2 * np.pi * hertz * n * at) / n for n in range(1, 12))
        sound += np.where((at >= begin) & (at < end), 0.2 * tone, 0.0)
    return encode(Audio(sound.astype(np.float32), 24_000), "flac")


@pytest.fixture
def heard(stage: Stage) -> Heard:
    found = Heard()
    stage.parts.transcriptions.recognition = found  # type: ignore[assignment]  # stands in for Whisper
    return found


@pytest.fixture
def project(ask: Ask, heard: Heard) -> dict[str, Any]:
    path = f"/api/projects/{ask('POST', '/api/projects', json={'name': 'Dub'}).json()['id']}"
    asset = ask("POST", f"{path}/assets", files={"audio": ("talk.flac", voices_of_two())}).json()["id"]
    return {"path": path, "asset": asset}


def dubbed(stage: Stage, ask: Ask, project: dict[str, Any], **body: Any) -> dict[str, Any]:
    """A dub after its job has ended."""
    answer = ask("POST", f"{project['path']}/dubs", json={"asset_id": project["asset"], **body})
    assert answer.status_code == 202, answer.text
    stage.parts.jobs.wait(answer.json()["job_id"], 30)
    found: dict[str, Any] = ask("GET", f"{project['path']}/dubs/{answer.json()['id']}").json()
    return found


def test_a_recording_is_heard_cast_and_spoken_in_its_slots(
    stage: Stage, ask: Ask, project: dict[str, Any]
) -> None:
    dub = dubbed(stage, ask, project, language="en")
    assert (dub["status"], dub["error"]) == ("completed", None)
    assert [one["text"] for one in dub["utterances"]] == [text for text, *_ in SAID]
    assert dub["voices"] == {"speaker_0": "voice_fake_ann", "speaker_1": "voice_fake_ben"}
    assert (dub["made"], dub["failed"], len(dub["lines"])) == (3, 0, 3)
    document = ask("GET", project["path"]).json()
    assert [line["state"] for line in document["lines"]] == ["done"] * 3
    assert dub["over"] == sum(line["slot_over"] > 0.08 for line in document["lines"])
    assert ask("GET", f"{project['path']}/dubs").json()["dubs"][0]["id"] == dub["id"]
    assert ask("GET", f"{project['path']}/mix").status_code == 200


def states(dub: dict[str, Any]) -> dict[str, str]:
    """The state of each step of a dub."""
    return {one["step"]: one["state"] for one in dub["steps"]}


def test_a_dub_has_the_steps_that_were_asked_for(stage: Stage, ask: Ask, project: dict[str, Any]) -> None:
    dub = dubbed(stage, ask, project, language="en")
    assert states(dub) == dict.fromkeys(["transcription", "voices", "lines", "speech"], "completed")
    assert {one["progress"] for one in dub["steps"]} == {1.0}
    assert list(states(dubbed(stage, ask, project, speak=False))) == ["transcription", "voices", "lines"]


def test_the_steps_of_a_dub_are_told_as_it_runs(
    stage: Stage, ask: Ask, heard: Heard, project: dict[str, Any]
) -> None:
    inside = heard.until_cancelled()
    told: list[dict[str, Any]] = []
    stage.parts.events.observe(lambda event: told.append(event.json()))
    dub = ask("POST", f"{project['path']}/dubs", json={"asset_id": project["asset"]}).json()
    assert set(states(dub).values()) <= {"queued", "running"}
    assert inside.wait(30)
    place = f"{project['path']}/dubs/{dub['id']}"
    eventually(lambda: ask("GET", place).json()["steps"][0]["progress"] == 0.5)
    running = ask("GET", place).json()
    assert list(states(running).values()) == ["running", "queued", "queued", "queued"]
    event = next(one for one in told if one.get("steps"))
    assert (event["type"], event["id"], event["dub_id"]) == (
        "project.progress",
        project["path"][14:],
        dub["id"],
    )
    assert [one["step"] for one in event["steps"]] == list(states(running))
    ask("POST", f"/api/jobs/{dub['job_id']}/cancel")
    assert set(states(ask("GET", place).json()).values()) == {"cancelled"}


def test_the_step_that_failed_says_why(
    stage: Stage, ask: Ask, project: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> Any:
        raise StorageFull

    monkeypatch.setattr(DubSteps, "choose_voices", full)
    dub = dubbed(stage, ask, project)
    assert list(states(dub).values()) == ["completed", "failed", "cancelled", "cancelled"]
    assert [one["error"] and one["error"]["code"] for one in dub["steps"]] == [
        None,
        "storage_full",
        None,
        None,
    ]


def test_a_dub_without_a_spoken_line_says_so_at_its_step(
    stage: Stage, ask: Ask, project: dict[str, Any]
) -> None:
    dub = dubbed(stage, ask, project, voice_source="none")
    assert (dub["status"], dub["made"], dub["failed"]) == ("completed", 0, 3)
    assert (dub["steps"][-1]["state"], dub["steps"][-1]["error"]["code"]) == ("failed", "no_line_generated")


def test_subtitles_go_to_the_lines_of_their_times(stage: Stage, ask: Ask, project: dict[str, Any]) -> None:
    late = "\n\n3\n00:01:00,000 --> 00:01:02,000\nNiemand."
    dub = dubbed(stage, ask, project, language="de", subtitles=SRT + late)
    lines = ask("GET", project["path"]).json()["lines"]
    assert [(line["text"], line["slot_start"]) for line in lines] == [
        ("Guten Abend.", 0.5),
        ("Regen, den ganzen Tag.", 2.2),
    ]
    assert [note["code"] for note in dub["notes"]] == ["subtitles_unplaced"]


def test_lines_get_other_texts_as_one_change(stage: Stage, ask: Ask, project: dict[str, Any]) -> None:
    dubbed(stage, ask, project, speak=False)
    place = f"{project['path']}/translation"
    told = ask("POST", place, json={"texts": ["Eins.", "", "Drei."], "language": "de"}).json()
    lines = ask("GET", project["path"]).json()["lines"]
    assert [line["text"] for line in lines] == ["Eins.", "It rained all day.", "Drei."]
    assert told["kept"] == [lines[1]["id"]]
    told = ask("POST", place, json={"subtitles": SRT}).json()
    assert (told["kept"], told["unplaced"]) == ([lines[2]["id"]], 0)
    assert ask("GET", project["path"]).json()["lines"][0]["text"] == "Guten Abend."
    ask("POST", f"{project['path']}/undo")
    assert ask("GET", project["path"]).json()["lines"][0]["text"] == "Eins."
    for body, status in (({"texts": ["one"]}, 422), ({}, 422), ({"subtitles": "no cues"}, 422)):
        assert ask("POST", place, json=body).status_code == status


def test_a_dub_goes_on_after_a_restart_where_it_was(
    stage: Stage, ask: Ask, heard: Heard, project: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> Any:
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as patched:
        patched.setattr(DubSteps, "put", broken)
        dub = dubbed(stage, ask, project)
    assert dub["status"] == "failed"
    assert len(dub["utterances"]) == 3
    job = stage.parts.jobs.get(dub["job_id"])
    quiet = JobContext(job, CancelToken(), stage.parts.slots, lambda *_: None, lambda *_: None, lambda: None)
    told = stage.parts.dubs(quiet)
    assert (told["lines"], told["made"], heard.calls) == (3, 3, 1)
    assert stage.parts.dubs(quiet)["made"] == 3  # nothing is made twice
    assert [len(line["takes"]) for line in ask("GET", project["path"]).json()["lines"]] == [1, 1, 1]


def test_a_cancel_reaches_what_is_computed(
    stage: Stage, ask: Ask, heard: Heard, project: dict[str, Any]
) -> None:
    inside = heard.until_cancelled()
    dub = ask("POST", f"{project['path']}/dubs", json={"asset_id": project["asset"]}).json()
    assert inside.wait(30)
    eventually(lambda: ask("GET", f"/api/jobs/{dub['job_id']}").json()["stage"] == "transcribing")
    assert ask("POST", f"/api/jobs/{dub['job_id']}/cancel").json()["state"] == "cancelled"
    assert ask("GET", f"{project['path']}/dubs/{dub['id']}").json()["status"] == "cancelled"
    assert ask("GET", project["path"]).json()["lines"] == []


def test_speakers_are_cloned_with_consent_alone(
    stage: Stage, ask: Ask, project: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"asset_id": project["asset"], "voice_source": "clone"}
    refused = ask("POST", f"{project['path']}/dubs", json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "consent_required")
    asked: list[Any] = []

    def create(uploads: Any, request: Any, owner: str, cancel: Any, *, voice_id: str) -> CreatedClone:
        asked.append((request.name, request.consent, request.given.person))
        stage.parts.blobs.delete(*(one.blob_id for one in uploads))
        return CreatedClone(voice_id, None)

    monkeypatch.setattr(stage.parts.clones, "create", create)
    dub = dubbed(stage, ask, project, voice_source="clone", consent=True, consent_person="Ada and Ben")
    assert asked == [
        ("talk.flac – Speaker 1", True, "Ada and Ben"),
        ("talk.flac – Speaker 2", True, "Ada and Ben"),
    ]
    assert all(voice.startswith("voice_") for voice in dub["voices"].values())
    other = stage.http.post(
        f"{project['path']}/dubs", headers=stage.key("tts:timeline"), json={**body, "consent": True}
    )
    assert other.status_code == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"asset_id": "asset_none"}, 404),
        ({"texts": ["one"]}, 422),
        ({"translate": True, "language": "de"}, 422),
        ({"subtitles": "nothing"}, 422),
        ({"video": True}, 422),
        ({"spoken": "klingon"}, 422),
        ({"min_speakers": 3, "max_speakers": 2}, 422),
        ({"voices": {"speaker_0": "voice_none"}}, 404),
    ],
)
def test_a_dub_that_cannot_be_is_refused_at_once(
    ask: Ask, project: dict[str, Any], change: dict[str, Any], status: int
) -> None:
    answer = ask("POST", f"{project['path']}/dubs", json={"asset_id": project["asset"], **change})
    assert answer.status_code == status, answer.text
    assert ask("GET", f"{project['path']}/dubs").json()["dubs"] == []


class Translating(BaseHTTPRequestHandler):
    """A LibreTranslate server that says the same in German."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        right = (self.path, body["source"], body["target"]) == ("/translate", "en", "de")
        answer = json.dumps({"translatedText": [f"{text} auf Deutsch." for text in body["q"]]}).encode()
        self.send_response(200 if right else 400)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


class TestTranslator:
    @pytest.fixture
    def more_settings(self) -> Iterator[dict[str, Any]]:
        with HTTPServer(("127.0.0.1", 0), Translating) as server:
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            yield {"translator_url": f"http://127.0.0.1:{server.server_port}/"}
            server.shutdown()
            thread.join()

    def test_one_s_own_translator_is_asked(self, stage: Stage, ask: Ask, project: dict[str, Any]) -> None:
        dub = dubbed(stage, ask, project, translate=True, language="de", speak=False)
        assert dub["status"] == "completed", dub["error"]
        assert ask("GET", project["path"]).json()["lines"][0]["text"] == f"{SAID[0][0]} auf Deutsch."


@pytest.mark.parametrize("broken", [httpx.Response(500), httpx.Response(200, json={"translatedText": "x"})])
def test_a_translator_that_does_not_translate_is_reported(broken: httpx.Response) -> None:
    client = LibreTranslate("http://127.0.0.1:5000", httpx.MockTransport(lambda _: broken))
    with pytest.raises(TranslatorFailed):
        client(["one"], "en", "de", CancelToken())


@pytest.mark.parametrize("permanent", [False, True])
def test_dubs_of_a_project_that_is_deleted_stop_while_they_wait_and_while_they_run(
    stage: Stage, ask: Ask, heard: Heard, project: dict[str, Any], permanent: bool
) -> None:
    begun = heard.until_cancelled()
    path, kept = project["path"], set(stage.parts.blobs.ids())
    body = {"asset_id": project["asset"], "language": "en"}
    started = [ask("POST", f"{path}/dubs", json=body).json() for _ in range(14)]  # 12 jobs run at a time
    assert begun.wait(20)
    states = [ask("GET", f"/api/jobs/{dub['job_id']}").json()["state"] for dub in started]
    assert {"running", "queued"} <= set(states)
    jobs = [dub["job_id"] for dub in started]
    delete_while_jobs_work(stage, ask, path, jobs, kept, permanent=permanent)
    if permanent:
        return
    ask("POST", f"{path}/restore")
    shown = ask("GET", f"{path}/dubs").json()["dubs"]
    assert {(dub["status"], dub["error"]["code"]) for dub in shown} == {("failed", "project_deleted")}
    assert ask("GET", path).json()["lines"] == []
    heard.wait = lambda _cancel: None
    assert dubbed(stage, ask, project, language="en")["status"] == "completed"
