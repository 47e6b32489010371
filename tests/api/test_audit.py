"""The audit log as a real server writes it: who made what with which voice, and the hash of what was sent."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator

import pytest

from clonyvoice.audit.log_files import folder_of, records
from clonyvoice.audit.verification import verify
from tests.api.conftest import Stage
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav

ME = wav(syllables(9, 115))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("audited"), audit_log=True) as (running, _):
        yield running


def _since(served: Running, number: int) -> list[dict[str, object]]:
    folder = folder_of(served.parts.settings.data_dir)
    return [dict(record.fields) for record in records(folder) if record.number > number]


def _count(served: Running) -> int:
    return verify(folder_of(served.parts.settings.data_dir)).number


def test_what_is_spoken_and_sent_is_logged_with_its_hash_and_without_its_text(served: Running) -> None:
    before = _count(served)
    made = served.say("A text that nobody should find in the log.").json()
    sound = served.client.get(made["audio_url"], params={"format": "mp3"}).content
    started, completed, delivered = _since(served, before)
    assert [each["event"] for each in (started, completed, delivered)] == [
        "generation.started",
        "generation.completed",
        "sound.delivered",
    ]
    assert {each["id"] for each in (started, completed, delivered)} == {made["id"]}
    assert {str(each["who"]) for each in (started, completed, delivered)} == {
        served.parts.keys.authenticate(served.key).owner
    }
    assert delivered["voices"] == ["voice_fake_ann"]
    assert delivered["engine"] == "fake"
    assert delivered["sha256"] == hashlib.sha256(sound).hexdigest()
    assert not any("text" in each for each in (started, completed, delivered))
    assert verify(folder_of(served.parts.settings.data_dir)).whole


def test_a_stream_is_logged_with_the_hash_of_all_its_bytes(served: Running) -> None:
    before = _count(served)
    sound = served.say("Streamed as it is made.", stream=True, format="mp3").content
    delivered = _since(served, before)[-1]
    assert delivered["event"] == "sound.delivered"
    assert delivered["streamed"] is True
    assert delivered["sha256"] == hashlib.sha256(sound).hexdigest()


def test_later_parts_of_a_file_are_not_logged_again(served: Running) -> None:
    made = served.say("In parts.").json()
    before = _count(served)
    served.client.get(made["audio_url"], headers={"Range": "bytes=0-99"})
    served.client.get(made["audio_url"], headers={"Range": "bytes=100-199"})
    served.client.head(made["audio_url"])
    assert [each["event"] for each in _since(served, before)] == ["sound.delivered"]


def test_a_file_fetched_from_behind_its_beginning_is_logged_once(served: Running) -> None:
    made = served.say("All but a byte.").json()
    before = _count(served)
    for asked in ("bytes=1-", "bytes=200-299", "bytes=-50"):
        assert served.client.get(made["audio_url"], headers={"Range": asked}).status_code == 206
    events = [each["event"] for each in _since(served, before)]
    assert events == ["sound.delivered"] * 2  # a part counted from the end may be the whole


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=9-1"},
        {"Range": "bytes=1-,x"},
        {"Range": "bytes=" + ",".join(f"{at}-{at}" for at in range(1, 200))},
        {"Range": "bytes=1-", "If-Range": '"x"'},
    ],
)
def test_a_file_that_is_sent_whole_is_logged_whatever_range_was_asked_for(
    served: Running, headers: dict[str, str]
) -> None:
    made = served.say("In parts.").json()
    before = _count(served)
    assert served.client.get(made["audio_url"], headers=headers).status_code == 200
    assert [each["event"] for each in _since(served, before)] == ["sound.delivered"]


def test_clones_and_transcriptions_are_logged(served: Running) -> None:
    before = _count(served)
    cloned = served.client.post(
        "/api/clone/create", files={"audio": ("me.wav", ME, "audio/wav")},
        data={"name": "Me", "language": "en", "consent": "true", "refine": "instant"},
    )  # fmt: skip
    assert cloned.status_code == 200, cloned.text
    (record,) = _since(served, before)
    assert (record["event"], record["id"]) == ("voice.cloned", cloned.json()["id"])
    assert record["sha256"] == hashlib.sha256(ME).hexdigest()
    heard = served.client.post("/api/transcribe", files={"audio": ("me.wav", ME, "audio/wav")})
    assert heard.status_code == 200, heard.text
    (_, record) = _since(served, before)
    assert (record["event"], record["sha256"]) == ("transcription.completed", hashlib.sha256(ME).hexdigest())


def test_what_cannot_be_logged_is_not_made(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    made = served.say("Made while there was room.").json()
    before = _count(served)

    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("clonyvoice.audit.log_files.os.write", full)
    refused = [
        served.say("No room any more."),
        served.say("Nor for a stream.", stream=True),
        served.client.get(made["audio_url"]),
    ]
    monkeypatch.undo()
    for answer in refused:
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_full")
    assert _count(served) == before
    assert served.say("With room again.").status_code == 200
    assert verify(folder_of(served.parts.settings.data_dir)).whole


def test_the_log_is_read_in_the_studio_alone(served: Running, stage: Stage) -> None:
    refused = served.client.get("/api/audit")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "studio_only")
    stage.sign_in()
    empty = stage.http.get("/api/audit").json()
    assert empty == {"enabled": False, "records": [], "total": 0, "next_before": None}
    check = stage.http.get("/api/audit/check").json()
    assert (check["whole"], check["records"], check["problems"]) == (True, 0, [])


def test_records_are_listed_newest_first_and_found_by_hash(served: Running) -> None:
    made = served.say("To be found by its hash.").json()
    sound = served.client.get(made["audio_url"]).content
    link = served.parts.sessions.new_link()
    with served.client_with({}) as studio:
        studio.get("/auth/link", params={"token": link}, follow_redirects=False)
        page = studio.get("/api/audit", params={"limit": 2}).json()
        assert page["enabled"] is True
        assert [each["n"] for each in page["records"]] == [page["total"], page["total"] - 1]
        rest = studio.get("/api/audit", params={"limit": 1, "before": page["next_before"]}).json()
        assert rest["records"][0]["n"] == page["total"] - 2
        digest = hashlib.sha256(sound).hexdigest()
        (found,) = studio.get("/api/audit", params={"sha256": digest}).json()["records"]
        assert (found["event"], found["id"]) == ("sound.delivered", made["id"])
        check = studio.get("/api/audit/check", params={"expected": "0" * 64}).json()
        assert (check["whole"], check["problems"][0]["kind"]) == (False, "truncated")
