from __future__ import annotations

from collections.abc import Iterator

import httpx
import numpy as np
import pytest

from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import RATE, chords, syllables, wav
from tests.contract.shapes import assert_error
from tests.eventually import eventually

ME, OTHER = wav(syllables(9, 115)), wav(syllables(9, 290, seed=4))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("cloning")) as (running, _):
        yield running


@pytest.fixture(autouse=True)
def _quick(served: Running) -> Iterator[None]:
    yield
    engine = served.engine
    engine.delay = 0.0


def _clone(served: Running, data: bytes = ME, /, part: str = "audio", **fields: str) -> httpx.Response:
    return served.client.post(
        "/api/clone/create",
        files={part: ("me.wav", data, "audio/wav")},
        data={"name": "Me", "language": "en", "consent": "true", **fields},
    )


def _settled(served: Running, voice_id: str) -> dict[str, object]:
    """The voice once no job works on it."""

    def read() -> dict[str, object]:
        voice: dict[str, object] = served.client.get(f"/api/voices/{voice_id}").json()
        return voice

    return eventually(read, lambda voice: voice["job_id"] is None)


def _blobs(served: Running) -> set[str]:
    return set(served.parts.blobs.ids())


def test_a_clone_can_speak_at_once_and_gets_better(served: Running) -> None:
    answer = _clone(served, refine="standard", description="That is me.")
    assert answer.status_code == 200, answer.text
    voice = answer.json()
    assert answer.headers["Location"] == f"/api/voices/{voice['id']}"
    assert (voice["kind"], voice["status"], voice["name"]) == ("clone", "ready", "Me")
    assert voice["fidelity"] == pytest.approx(0.4)
    assert voice["gender"] == "male"
    assert voice["consent"] is True
    assert voice["quality"]["speech_seconds"] > 3
    assert [version["refine"] for version in voice["versions"]] == ["instant"]
    (sample,) = voice["samples"]
    assert sample["filename"] == "me.wav"
    assert sample["duration"] > 3
    said = served.client.post(
        "/api/generate/clone", json={"voice_id": voice["id"], "text": "Hello there.", "language": "en"}
    )
    assert said.status_code == 200, said.text
    better = _settled(served, voice["id"])
    versions = better["versions"]
    assert isinstance(versions, list)
    assert [(one["refine"], one["active"]) for one in versions] == [("instant", False), ("standard", True)]
    assert better["fidelity"] == pytest.approx(0.6)
    for one in (better, *versions):
        least, most = one["fidelity_range"]
        assert 0 < least < one["fidelity"] < most < 1


def test_an_engine_can_be_chosen_and_one_that_is_none_is_refused_at_once(served: Running) -> None:
    voice = _clone(served, engine="fake", refine="instant").json()
    assert voice["engine"] == "fake"
    refused = _clone(served, engine="nobody", refine="instant")
    assert_error(refused, 404, "engine_not_found")
    assert "fake" in refused.json()["error"]["message"]


def test_an_earlier_fit_can_be_brought_back(served: Running) -> None:
    voice = _settled(served, _clone(served, refine="best").json()["id"])
    back = served.client.post(f"/api/voices/{voice['id']}/versions/1/activate")
    assert back.status_code == 200
    assert back.json()["fidelity"] == pytest.approx(0.4)


@pytest.mark.parametrize("part", ["audio", "file"])
def test_the_recording_may_come_under_either_name(served: Running, part: str) -> None:
    assert _clone(served, part=part, refine="instant").status_code == 200


def test_a_given_transcript_is_kept(served: Running) -> None:
    voice = _clone(served, transcript="What I really said.", refine="instant").json()
    assert voice["samples"][0]["transcript"] == "What I really said."


@pytest.mark.parametrize(
    ("sound", "code"),
    [
        (np.zeros(RATE * 4, np.float32), "silence"),
        (chords(8), "music"),
        (syllables(1.0), "too_short"),
        (np.concatenate([syllables(8, 115), syllables(8, 290, seed=2)]), "several_speakers"),
    ],
)
def test_what_is_no_single_voice_is_refused_with_what_was_heard(
    served: Running, sound: np.ndarray, code: str
) -> None:
    before = _blobs(served)
    answer = _clone(served, wav(np.asarray(sound, np.float32)))
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["param"] == "audio"
    assert "me.wav" in error["message"]
    assert error["details"]["message_ko"]
    assert _blobs(served) == before


@pytest.mark.parametrize(
    ("data", "status", "found"),
    [
        (b"", 415, "an empty file"),
        (b"This is a text file and no recording.\n" * 20, 415, "text"),
        (b"PK\x03\x04" + bytes(4000), 415, "a zip archive"),
        (b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\x00\x00\x00" + b"\x01\x00\x01\x00", 415, None),
    ],
)
def test_what_is_no_recording_is_called_what_it_is(
    served: Running, data: bytes, status: int, found: str | None
) -> None:
    before = _blobs(served)
    answer = _clone(served, data)
    assert answer.status_code == status, answer.text
    if found:
        assert found in answer.json()["error"]["message"]
    assert _blobs(served) == before


def test_without_consent_nothing_is_cloned_and_without_a_file_it_is_said(served: Running) -> None:
    refused = _clone(served, consent="false")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "consent_needed")
    empty = served.client.post("/api/clone/create", files={"name": (None, "x")})
    assert (empty.status_code, empty.json()["error"]["code"]) == (422, "no_file")
    elsewhere = served.client.post("/api/clone/create", files={"other": ("a", b"x")}, data={"name": "x"})
    assert (elsewhere.status_code, elsewhere.json()["error"]["code"]) == (422, "unknown_parameter")
    assert "audio" in elsewhere.json()["error"]["message"]
    strange = _clone(served, language="klingon")
    assert strange.json()["error"]["code"] == "unknown_language"


@pytest.mark.parametrize("part", ["audio", "files", "files[]", "audio_files"])
def test_many_recordings_make_one_voice_and_strangers_are_left_out(served: Running, part: str) -> None:
    sounds = [ME, wav(syllables(9, 112, seed=8)), OTHER] if part == "audio" else [ME, ME]
    answer = served.client.post(
        "/api/clone/create-multi",
        files=[(part, (f"{index}.wav", data, "audio/wav")) for index, data in enumerate(sounds)],
        data={"name": "Many", "consent": "true", "language": "en", "refine": "instant"},
    )
    assert answer.status_code == 200, answer.text
    voice = answer.json()
    assert len(voice["samples"]) == 2
    assert voice["left_out"] == ({"2": "another_person"} if part == "audio" else {})
    assert voice["quality"]["left_out_names"] == ({"2": "2.wav"} if part == "audio" else {})


def test_one_file_is_too_few_for_many(served: Running) -> None:
    answer = served.client.post(
        "/api/clone/create-multi", files=[("audio", ("a.wav", ME))], data={"name": "Few"}
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "file_count")


def test_a_check_reports_and_keeps_nothing(served: Running) -> None:
    before = _blobs(served)
    good = served.client.post("/api/clone/check", files={"audio": ("a.wav", ME)}).json()
    assert good["ok"] is True
    assert good["quality"]["snr_db"] > 20
    assert good["problem"] is None
    bad = served.client.post("/api/clone/check", files={"audio": ("a.wav", wav(chords(6)))}).json()
    assert bad["ok"] is False
    assert bad["problem"]["code"] == "music"
    assert _blobs(served) == before


def test_refining_is_a_job_that_can_be_followed_and_cancelled(served: Running) -> None:
    voice_id = _clone(served, refine="instant").json()["id"]
    _settled(served, voice_id)
    served.engine.delay = 2.0
    job = served.client.post(f"/api/voices/{voice_id}/refine", json={"refine": "best"})
    assert job.status_code == 202
    again = served.client.post(f"/api/voices/{voice_id}/refine", json={"refine": "best"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_refining")
    stopped = served.client.post(f"/api/jobs/{job.json()['id']}/cancel")
    assert stopped.json()["state"] == "cancelled"
    served.engine.delay = 0.0
    voice = _settled(served, voice_id)
    assert voice["status"] == "ready"
    assert voice["fidelity"] == pytest.approx(0.4)
    preset = served.client.post("/api/voices/voice_fake_ann/refine", json={"refine": "best"})
    assert preset.status_code in (404, 409)


def test_a_fit_that_breaks_leaves_the_voice_as_it_was(
    served: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice_id = _clone(served, refine="instant").json()["id"]
    _settled(served, voice_id)

    def broken(*_args: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(served.engine, "fit", broken)
    served.client.post(f"/api/voices/{voice_id}/refine", json={"refine": "standard"})
    voice = _settled(served, voice_id)
    assert voice["status"] == "ready"
    assert voice["error"] is not None
    said = served.client.post(
        "/api/generate/clone", json={"voice_id": voice_id, "text": "Still here.", "language": "en"}
    )
    assert said.status_code == 200
