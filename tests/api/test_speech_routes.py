"""The speech routes through a real server: every way of asking and answering, and what can go wrong."""

from __future__ import annotations

import io
import math
import threading
import time
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from clonyvoice.audio import decode, probe
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.jobs import Job, JobQueue
from tests.api.running import HeldEngine, Running, running
from tests.contract.shapes import assert_error
from tests.eventually import eventually

LONG = (
    "One sentence here. Another sentence follows it. A third one comes. And then a fourth. The end is near. "
    * 3
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("speech"), HeldEngine()) as it:
        yield it


@pytest.fixture
def engine(served: Running) -> HeldEngine:
    assert isinstance(served.engine, HeldEngine)
    return served.engine


@dataclass
class Claims:
    """The ids of the jobs that clients began to wait for, and of those that one of them waits for no longer."""

    made: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> Claims:
    found, claim, abandon = Claims(), JobQueue.claim, JobQueue.abandon

    def claimed(queue: JobQueue, job_id: str) -> None:
        claim(queue, job_id)
        found.made.append(job_id)

    def abandoned(queue: JobQueue, job_id: str) -> Job:
        left = abandon(queue, job_id)
        found.given_up.append(job_id)
        return left

    monkeypatch.setattr(JobQueue, "claim", claimed)
    monkeypatch.setattr(JobQueue, "abandon", abandoned)
    return found


@pytest.fixture(autouse=True)
def _quick(engine: HeldEngine) -> Iterator[None]:
    yield
    engine.delay, engine.fail_at, engine.allowed = 0.0, None, math.inf


def test_json_tells_everything_about_the_generation(served: Running) -> None:
    answer = served.say("Hello, world! How are you?", seed=5)
    assert answer.status_code == 200
    body = answer.json()
    assert body["id"].startswith("gen_")
    assert (body["status"], body["engine"], body["voice_id"]) == ("completed", "fake", "voice_fake_ann")
    assert (body["seed"], body["format"], body["sample_rate"], body["language"]) == (5, "wav", 24_000, "en")
    assert [word["word"] for word in body["words"]] == ["Hello", "world", "How", "are", "you"]
    assert body["chunks"][0]["takes"][0]["active"] is True
    assert {"queued_ms", "first_audio_ms", "total_ms", "rtf"} <= set(body["timings"])
    assert answer.headers["location"] == f"/api/generations/{body['id']}"
    again = served.client.get(f"/api/generations/{body['id']}")
    assert again.json() == body
    sound = served.client.get(body["audio_url"])
    assert sound.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(sound.content)) as reader:
        assert reader.getnframes() / reader.getframerate() == pytest.approx(body["duration"], abs=1e-3)
    part = served.client.get(body["chunks"][0]["audio_url"])
    assert decode(part.content).duration == pytest.approx(
        body["chunks"][0]["end"] - body["chunks"][0]["start"], abs=0.01
    )


@pytest.mark.parametrize("name", ["fake_ann", "voice_fake_ann", "Ann", "ann"])
def test_a_preset_is_found_by_id_plain_id_and_name(served: Running, name: str) -> None:
    assert served.say(voice=name).json()["voice_id"] == "voice_fake_ann"
    by_id = served.client.post(
        "/api/generate/preset", json={"voice_id": name, "text": "Hi there.", "language": "en"}
    )
    assert by_id.json()["voice_id"] == "voice_fake_ann"
    by_clone = served.client.post(
        "/api/generate/clone", json={"voice_id": name, "text": "Hi.", "language": "en"}
    )
    assert by_clone.json()["voice_id"] == "voice_fake_ann"


@pytest.mark.parametrize(
    ("accept", "more", "kind"),
    [
        ("audio/*", {}, "audio/wav"),
        ("audio/mpeg", {}, "audio/mpeg"),
        ("audio/*", {"format": "flac"}, "audio/flac"),
        ("audio/ogg", {"sample_rate": 48_000}, "audio/ogg"),
    ],
)
def test_accept_audio_answers_with_the_sound(
    served: Running, accept: str, more: dict[str, object], kind: str
) -> None:
    body = {"voice": "fake_ann", "text": "Hello there.", "language": "en", **more}
    answer = served.client.post("/api/generate/preset", json=body, headers={"Accept": accept})
    assert answer.headers["content-type"] == kind
    assert int(answer.headers["content-length"]) == len(answer.content)
    known = served.client.get(f"/api/generations/{answer.headers['x-generation-id']}").json()
    assert probe(answer.content).duration == pytest.approx(known["duration"], abs=0.01)


def test_byte_ranges_of_the_sound(served: Running) -> None:
    url = served.say().json()["audio_url"]
    whole = served.client.get(url).content
    part = served.client.get(url, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert served.client.get(url, headers={"Range": f"bytes={len(whole) + 5}-"}).status_code == 416


def test_a_download_goes_on_where_the_file_is_the_same_and_begins_anew_where_it_is_not(
    served: Running,
) -> None:
    url = served.say().json()["audio_url"]
    first = served.client.get(url)
    tag, whole = first.headers["etag"], first.content
    part = served.client.get(url, headers={"Range": "bytes=100-", "If-Range": tag})
    assert (part.status_code, part.content) == (206, whole[100:])
    for other in ('"x"', f"W/{tag}", "Wed, 21 Oct 2015 07:28:00 GMT", "", "x"):
        anew = served.client.get(url, headers={"Range": "bytes=100-", "If-Range": other})
        assert (anew.status_code, anew.content) == (200, whole), other
    behind = served.client.get(url, headers={"Range": f"bytes={len(whole)}-", "If-Range": tag})
    assert (behind.status_code, behind.json()["error"]["code"]) == (416, "range_not_satisfiable")


@pytest.mark.parametrize("fmt", ["wav", "mp3", "flac", "opus", "aac", "pcm"])
def test_the_sound_of_the_history_in_every_format(served: Running, fmt: str) -> None:
    body = served.say(seed=11).json()
    sound = served.client.get(body["audio_url"], params={"format": fmt})
    assert sound.status_code == 200
    if fmt == "pcm":
        assert len(sound.content) / 48_000 == pytest.approx(body["duration"], abs=0.001)
    else:
        assert probe(sound.content).duration == pytest.approx(body["duration"], abs=0.26)


@pytest.mark.parametrize("fmt", ["wav", "mp3", "opus", "flac", "aac", "pcm"])
def test_a_stream_brings_sound_while_the_rest_is_made(served: Running, engine: HeldEngine, fmt: str) -> None:
    before = engine.hold(after=2)
    body = {"voice": "fake_ann", "text": LONG, "language": "en", "stream": True, "format": fmt}
    with served.client.stream("POST", "/api/generate/preset", json=body) as answer:
        assert answer.status_code == 200
        assert "content-length" not in answer.headers
        pieces = answer.iter_raw()
        first = next(pieces)
        assert engine.finished <= before + 2
        engine.allowed = math.inf
        data = first + b"".join(pieces)
    assert len(engine.requests) > before + 2
    known = served.client.get(f"/api/generations/{answer.headers['x-generation-id']}").json()
    assert known["status"] == "completed"
    if fmt == "pcm":
        assert len(data) / 48_000 == pytest.approx(known["duration"], abs=0.001)
    else:
        slack = {"aac": 0.26, "mp3": 0.17}.get(fmt, 0.01)
        assert known["duration"] - 0.01 <= decode(data).duration <= known["duration"] + slack
    if fmt == "wav":
        assert data[40:44] == b"\xff\xff\xff\xff"


def test_a_stream_that_fails_at_once_is_a_proper_error(served: Running) -> None:
    served.engine.fail_at = "Hello"
    answer = served.say("Hello there.", stream=True)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"


def test_a_stream_that_fails_later_breaks_the_connection(served: Running) -> None:
    served.engine.fail_at = "fourth"
    body = {"voice": "fake_ann", "text": LONG, "language": "en", "stream": True, "pause_ms": 100}
    with (
        pytest.raises(httpx.RemoteProtocolError),
        served.client.stream("POST", "/api/generate/preset", json=body) as answer,
    ):
        assert answer.status_code == 200
        for _ in answer.iter_raw():
            pass


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_leaves_stops_its_compute_unless_it_is_kept(
    served: Running, engine: HeldEngine, keep: bool, stream: bool
) -> None:
    asked = engine.hold(after=2 if stream else 0)
    body = {
        "voice": "fake_ben",
        "text": LONG,
        "language": "en",
        "stream": stream,
        "keep": keep,
        "pause_ms": 50,
    }
    before = served.client.get("/api/generations").json()["total"]
    if stream:
        with served.client.stream("POST", "/api/generate/preset", json=body) as answer:
            next(answer.iter_raw())
    else:
        with served.asked("/api/generate/preset", body):
            eventually(lambda: len(engine.requests) > asked)
    listing = served.client.get("/api/generations").json()
    assert listing["total"] == before + 1
    if keep:
        engine.allowed = math.inf
    place = f"/api/generations/{listing['generations'][0]['id']}"
    status = eventually(
        lambda: served.client.get(place).json()["status"], lambda found: found not in ("queued", "running")
    )
    assert status == ("completed" if keep else "cancelled")


@pytest.mark.parametrize("keep", [False, True])
def test_a_client_that_leaves_before_a_stream_has_begun_stops_its_compute_unless_it_is_kept(
    served: Running, engine: HeldEngine, keep: bool
) -> None:
    asked = engine.hold()
    body = {"voice": "fake_ben", "text": LONG, "language": "en", "stream": True, "keep": keep, "pause_ms": 50}
    with served.asked("/api/generate/preset", body):
        eventually(lambda: len(engine.requests) > asked)
    place = f"/api/generations/{served.client.get('/api/generations').json()['generations'][0]['id']}"
    if keep:
        engine.allowed = math.inf
    status = eventually(
        lambda: served.client.get(place).json()["status"], lambda found: found not in ("queued", "running")
    )
    assert status == ("completed" if keep else "cancelled")


def test_async_answers_at_once_and_the_location_tells_the_rest(served: Running, engine: HeldEngine) -> None:
    engine.hold()
    answer = served.say(LONG, **{"async": True})
    assert answer.status_code == 202
    assert answer.json()["status"] in ("queued", "running")
    place = answer.headers["location"]
    early = served.client.get(place + "/audio")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "not_ready")
    engine.allowed = math.inf
    known = eventually(
        lambda: served.client.get(place).json(), lambda found: found["status"] == "completed", every=0.05
    )
    assert served.client.get(known["audio_url"]).status_code == 200


def test_cancel_answers_when_the_compute_has_stopped(served: Running, engine: HeldEngine) -> None:
    before = engine.hold(after=1)
    started = served.say(LONG, **{"async": True}).json()
    eventually(lambda: len(engine.requests) == before + 2)
    answer = served.client.post("/api/generation/cancel", json={"generation_id": started["id"]})
    assert answer.json() == {"cancelled": [started["id"]]}
    engine.allowed = math.inf
    time.sleep(0.3)
    assert len(engine.requests) == before + 2
    assert served.client.get(f"/api/generations/{started['id']}").json()["status"] == "cancelled"
    assert served.client.post("/api/generation/cancel").json() == {"cancelled": []}
    missing = served.client.post("/api/generation/cancel", json={"generation_id": "gen_nothing"})
    assert missing.status_code == 404


def test_who_waits_for_a_cancelled_generation_is_told(served: Running, engine: HeldEngine) -> None:
    engine.hold()
    answers: list[httpx.Response] = []
    waiting = threading.Thread(target=lambda: answers.append(served.say(LONG)))
    waiting.start()
    eventually(lambda: served.client.post("/api/generation/cancel").json()["cancelled"], every=0.05)
    waiting.join(30)
    assert (answers[0].status_code, answers[0].json()["error"]["code"]) == (409, "cancelled")


def test_the_same_idempotency_key_is_made_once(served: Running) -> None:
    body = {"voice": "fake_ann", "text": "Only once, please.", "language": "en"}
    headers = {"Idempotency-Key": "abc"}
    first, second = (served.client.post("/api/generate/preset", json=body, headers=headers) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    other = served.client.post("/api/generate/preset", json={**body, "text": "Another."}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_mismatch")


def test_a_retry_while_the_first_request_still_runs_waits_for_the_same_sound(
    served: Running, engine: HeldEngine, claims: Claims
) -> None:
    before = engine.hold()
    body = {"voice": "fake_ann", "text": "One two three four five six.", "language": "en"}
    headers = {"Idempotency-Key": "while it runs"}
    answers: list[httpx.Response] = []

    def ask() -> None:
        answers.append(served.client.post("/api/generate/preset", json=body, headers=headers))

    both = [threading.Thread(target=ask) for _ in range(2)]
    for count, each in enumerate(both, 1):
        each.start()
        eventually(lambda count=count: len(claims.made) == count)  # type: ignore[misc]  # bound in the loop
    assert answers == []
    engine.allowed = math.inf
    for each in both:
        each.join(30)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert len(engine.requests) == before + 1


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_gives_up_and_asks_again_is_not_stopped_by_its_first_request(
    served: Running, engine: HeldEngine, claims: Claims, stream: bool
) -> None:
    engine.hold()
    before = served.client.get("/api/generations").json()["total"]
    body = {
        "voice": "fake_ann",
        "text": f"One two three four five {stream}.",
        "language": "en",
        "stream": stream,
    }
    headers = {"Idempotency-Key": f"impatient {stream}"}
    again: list[httpx.Response] = []

    def ask_again() -> None:
        again.append(served.client.post("/api/generate/preset", json=body, headers=headers))

    second = threading.Thread(target=ask_again)
    with served.asked("/api/generate/preset", body, **headers):
        eventually(lambda: len(claims.made) == 1)
        second.start()
        eventually(lambda: len(claims.made) == 2)
    if not stream:  # a stream's client is looked after from the first sound on
        eventually(lambda: claims.given_up)
    engine.allowed = math.inf
    second.join(30)
    assert eventually(lambda: claims.given_up) == claims.made[:1]
    assert again[0].status_code == 200, again[0].text
    listing = served.client.get("/api/generations").json()
    assert (listing["total"], listing["generations"][0]["status"]) == (before + 1, "completed")


def test_a_retry_that_is_followed_elsewhere_is_told_of_the_work_that_runs(
    served: Running, engine: HeldEngine
) -> None:
    before = engine.hold()
    body = {"voice": "fake_ann", "text": "Seven eight nine ten.", "language": "en", "async": True}
    headers = {"Idempotency-Key": "followed"}
    first, again = (served.client.post("/api/generate/preset", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["Location"] == again.headers["Location"]
    engine.allowed = math.inf
    eventually(lambda: served.client.get(first.headers["Location"]).json()["status"] == "completed")
    assert len(served.engine.requests) == before + 1


def test_an_identical_seeded_request_is_answered_from_the_disk(served: Running) -> None:
    first = served.say("Say it twice.", seed=99).json()
    again = served.say("Say it twice.", seed=99).json()
    assert again["id"] == first["id"]
    assert (first["cached"], again["cached"]) == (False, True)


@pytest.mark.parametrize(
    ("change", "status", "param"),
    [
        ({"sped": 2}, 422, "sped"),
        ({"speed": 5}, 422, "speed"),
        ({"speed": "fast"}, 422, "speed"),
        ({"pitch": -13}, 422, "pitch"),
        ({"volume_db": 99}, 422, "volume_db"),
        ({"format": "exe"}, 422, "format"),
        ({"format": "opus", "sample_rate": 44_100}, 422, "sample_rate"),
        ({"seed": -1}, 422, "seed"),
        ({"text": ""}, 422, "text"),
        ({"text": "🎉"}, 422, "text"),
        ({"text": "a" * 100_001}, 413, "text"),
        ({"text": None}, 422, "text"),
        ({"language": "klingon"}, 422, "language"),
        ({"voice": "nobody"}, 404, "voice"),
        ({"voice": "../../../etc/passwd"}, 404, "voice"),
        ({"voice": "http://example.org/voice"}, 404, "voice"),
        ({"voice": None}, 422, "voice"),
        ({"voice_id": "fake_ben"}, 422, "voice"),
        ({"stream": True, "async": True}, 422, "async"),
        ({"pronunciations": {"Hello": "/%%%/"}}, 422, "pronunciations.Hello"),
    ],
)
def test_what_is_wrong_is_named(
    served: Running, change: dict[str, object], status: int, param: str | None
) -> None:
    body = {"voice": "fake_ann", "text": "Hello.", "language": "en", **change}
    answer = served.client.post("/api/generate/preset", json=body)
    error = answer.json()["error"]
    assert answer.status_code == status, error
    assert error["param"] == param
    assert error["message"].endswith(".")
    assert served.say("And the next request works.").status_code == 200


def test_sound_that_is_not_written_here_is_refused_before_it_is_made(served: Running) -> None:
    body = {"voice": "fake_ann", "text": "Hello.", "language": "en"}
    before = len(served.engine.requests)
    for accept, rate, param in (("audio/webm", None, "Accept"), ("audio/ogg", 44_100, "sample_rate")):
        answer = served.client.post(
            "/api/generate/preset", json={**body, "sample_rate": rate}, headers={"Accept": accept}
        )
        assert (answer.status_code, answer.json()["error"]["param"]) == (422, param)
    assert len(served.engine.requests) == before
    either = {"Accept": "audio/webm, application/json"}
    assert served.client.post("/api/generate/preset", json=body, headers=either).json()["audio_url"]


def test_of_several_segments_the_wrong_one_is_named(served: Running) -> None:
    good = {"voice_id": "fake_ann", "text": "Who is there?"}
    for wrong, param in (({"voice_id": "nobody"}, "voice_id"), ({"language": "klingon"}, "language")):
        answer = served.client.post(
            "/api/generate/clone-chunked-multivoice", json={"segments": [good, {**good, **wrong}]}
        )
        assert answer.json()["error"]["param"] == f"segments.1.{param}"


def test_a_chunk_is_not_made_again_of_nothing(served: Running) -> None:
    made = served.say("A sentence.").json()
    for text in (" ", "🎉"):
        asked = {"generation_id": made["id"], "chunk_index": 0, "text": text}
        answer = served.client.post("/api/generate/regenerate-chunk", json=asked)
        assert_error(answer, 422, "nothing_to_say")
    answer = served.client.post("/api/generate/merge-chunks", json={"chunk_ids": ["chunk_x"]})
    assert answer.json()["error"]["param"] == "chunk_ids"


def test_a_merge_or_a_retake_that_is_asked_again_is_made_once(served: Running) -> None:
    made = served.say("A sentence.").json()["id"]
    for route, body in (
        ("merge-chunks", {"generation_id": made}),
        ("regenerate-chunk", {"generation_id": made, "chunk_index": 0}),
    ):
        mine = {"Idempotency-Key": f"once-{route}"}
        first, again = (
            served.client.post(f"/api/generate/{route}", json=body, headers=mine) for _ in range(2)
        )
        assert first.json() == again.json()
        assert again.headers["Idempotency-Replayed"] == "true"
    assert len(served.client.get(f"/api/generations/{made}").json()["chunks"][0]["takes"]) == 2
    answer = served.client.post(
        "/api/text/split", json={"text": "Hi."}, headers={"Idempotency-Key": "k" * 300}
    )
    assert answer.status_code == 200
    assert_error(
        served.client.post(
            "/api/generate/preset",
            json={"voice": "fake_ann", "text": "Hi."},
            headers={"Idempotency-Key": "k" * 300},
        ),
        422,
        "invalid_request",
    )


def test_sound_is_sent_in_parts_and_not_twice(served: Running) -> None:
    address = served.say("Sent in parts.").json()["audio_url"]
    whole = served.client.get(address)
    size = len(whole.content)
    known = {"If-None-Match": whole.headers["ETag"]}
    assert (served.client.get(address, headers=known).status_code, known["If-None-Match"][0]) == (304, '"')
    part = served.client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    behind = served.client.get(address, headers={"Range": f"bytes={size}-"})
    assert_error(behind, 416, "range_not_satisfiable")
    assert behind.headers["Content-Range"] == f"bytes */{size}"
    for unreadable in ("bytes=abc", "lines=1-2", "bytes=9-3", "bytes="):
        answer = served.client.get(address, headers={"Range": unreadable})
        assert (answer.status_code, answer.content) == (200, whole.content)
    head = served.client.head(address)
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(size))


def test_wild_text_is_spoken_or_refused(served: Running) -> None:
    for text in (
        "\x00\x07 bell",
        "مرحبا بالعالم",
        "a\u202eb c",
        "שלום world",
        "𝕳𝖊𝖑𝖑𝖔",
        "¿?¡!...",
        "\ud7ff\ufdd0 ok",
        "1e999",
    ):
        answer = served.say(text, language="auto")
        assert answer.status_code in (200, 422), (text, answer.text)


def test_a_chunk_is_made_again_and_the_old_take_comes_back(served: Running) -> None:
    body = {"voice_id": "fake_ann", "text": "First one. Second one here. Third one.", "language": "en"}
    made = served.client.post("/api/generate/clone-chunked", json=body).json()
    assert [chunk["text"] for chunk in made["chunks"]] == ["First one.", "Second one here.", "Third one."]
    change = {
        "generation_id": made["id"],
        "chunk_index": 1,
        "text": "Something longer instead of it.",
        "speed": 0.5,
    }
    changed = served.client.post("/api/generate/regenerate-chunk", json=change).json()
    second = changed["chunks"][1]
    assert second["text"] == "Something longer instead of it."
    assert [take["active"] for take in second["takes"]] == [False, True]
    assert changed["text"] == "First one. Something longer instead of it. Third one."
    assert changed["duration"] > made["duration"]
    third = changed["chunks"][2]
    assert changed["text"][third["start_char"] : third["end_char"]] == "Third one."
    assert third["start"] > made["chunks"][2]["start"]
    for word in changed["words"]:
        assert changed["text"][word["start_char"] : word["end_char"]] == word["word"]
    assert decode(served.client.get(changed["audio_url"]).content).duration == pytest.approx(
        changed["duration"], abs=1e-3
    )
    old = second["takes"][0]
    url = f"/api/generations/{made['id']}/chunks/1/takes/{old['id']}"
    assert decode(served.client.get(url + "/audio").content).duration == pytest.approx(
        old["duration"], abs=0.01
    )
    back = served.client.post(url + "/activate").json()
    assert (back["text"], back["duration"]) == (made["text"], made["duration"])
    missing = served.client.post("/api/generate/regenerate-chunk", json={**change, "chunk_index": 9})
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "chunk_not_found")
    untaken = served.client.post(f"/api/generations/{made['id']}/chunks/1/takes/take_x/activate")
    assert untaken.json()["error"]["code"] == "take_not_found"


def test_several_voices_and_languages_have_their_routes(served: Running) -> None:
    voices = served.client.post(
        "/api/generate/clone-chunked-multivoice",
        json={
            "segments": [
                {"voice_id": "fake_ann", "text": "Who is there?", "language": "en"},
                {"voice_id": "fake_ben", "text": "Only me.", "language": "en", "speed": 1.5},
            ],
            "pause_ms": 400,
        },
    ).json()
    assert [chunk["voice_id"] for chunk in voices["chunks"]] == ["voice_fake_ann", "voice_fake_ben"]
    assert voices["chunks"][1]["start"] - voices["chunks"][0]["end"] == pytest.approx(0.4, abs=1e-3)
    languages = served.client.post(
        "/api/generate/clone-chunked-multilang",
        json={
            "voice_id": "fake_ann",
            "text": "Good morning to all of you here. 안녕하세요. おはようございます。",
        },
    ).json()
    assert [chunk["language"] for chunk in languages["chunks"]] == ["en", "ko", "ja"]
    given = served.client.post(
        "/api/generate/clone-chunked-multilang",
        json={
            "voice_id": "fake_ann",
            "segments": [{"text": "Chat.", "language": "fr"}, {"text": "Chat.", "language": "en"}],
        },
    ).json()
    assert [chunk["language"] for chunk in given["chunks"]] == ["fr", "en"]


def test_chunks_are_merged_in_any_order_with_gaps(served: Running) -> None:
    body = {"voice_id": "fake_ann", "text": "First one. Second one here. Third one.", "language": "en"}
    made = served.client.post("/api/generate/clone-chunked", json=body).json()
    first, second, third = made["chunks"]
    asked = {"chunk_ids": [third["id"], first["id"], third["id"]], "gap_ms": 250, "format": "flac"}
    merged = served.client.post("/api/generate/merge-chunks", json=asked).json()
    assert merged["text"] == "Third one.\nFirst one.\nThird one."
    gaps = [
        after["start"] - before["end"]
        for before, after in zip(merged["chunks"], merged["chunks"][1:], strict=False)
    ]
    assert gaps == pytest.approx([0.25, 0.25], abs=1e-3)
    assert probe(served.client.get(merged["audio_url"]).content).duration == pytest.approx(
        merged["duration"], abs=1e-3
    )
    whole = served.client.post("/api/generate/merge-chunks", json={"generation_id": made["id"]}).json()
    assert (whole["duration"], whole["text"]) == (made["duration"], made["text"])
    tight = served.client.post(
        "/api/generate/merge-chunks", json={"chunk_ids": [first["id"], second["id"]]}
    ).json()
    assert tight["chunks"][1]["start"] < tight["chunks"][0]["end"]
    assert decode(served.client.get(tight["audio_url"]).content).duration == pytest.approx(
        tight["duration"], abs=1e-3
    )
    served.client.delete(f"/api/generations/{made['id']}")
    assert served.client.get(whole["audio_url"]).status_code == 200
    nothing = served.client.post("/api/generate/merge-chunks", json={"chunk_ids": ["chunk_x"]})
    assert nothing.json()["error"]["code"] == "chunk_not_found"


def test_text_is_split_with_offsets(served: Running) -> None:
    text = "Dr. Kim paid $3.50. Really?  Yes!"
    answer = served.client.post("/api/text/split", json={"text": text, "language": "en"}).json()
    assert [sentence["text"] for sentence in answer["sentences"]] == [
        "Dr. Kim paid $3.50.",
        "Really?",
        "Yes!",
    ]
    assert all(text[each["start"] : each["end"]] == each["text"] for each in answer["sentences"])


def test_the_history_is_paged_searched_and_deleted(served: Running) -> None:
    ids = [served.say(f"History entry number {name}.").json()["id"] for name in ("alpha", "beta", "gamma")]
    page = served.client.get("/api/generations", params={"limit": 2}).json()
    assert [each["id"] for each in page["generations"]] == [ids[2], ids[1]]
    assert page["generations"][0]["chunks"] == []
    rest = served.client.get("/api/generations", params={"limit": 2, "cursor": page["next_cursor"]}).json()
    assert rest["generations"][0]["id"] == ids[0]
    found = served.client.get("/api/generations", params={"q": "number beta"}).json()
    assert [each["id"] for each in found["generations"]] == [ids[1]]
    assert (
        served.client.get("/api/generations", params={"cursor": "%%%"}).json()["error"]["code"]
        == "bad_cursor"
    )
    assert served.client.delete(f"/api/generations/{ids[1]}").status_code == 204
    assert served.client.get(f"/api/generations/{ids[1]}").status_code == 404
    assert served.client.delete(f"/api/generations/{ids[1]}").status_code == 404


def test_an_engine_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with running(tmp_path, FakeEngine(available=False)) as it:
        answer = it.say()
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "engine_unavailable")
        assert "models pull" in answer.json()["error"]["message"]


def test_another_keys_history_is_its_own(served: Running) -> None:
    from clonyvoice.keys.caller_scopes_limits import CLI

    mine = served.say("Mine alone.").json()["id"]
    _, other = served.parts.keys.create(CLI, "other", unlimited=True)
    headers = {"X-API-Key": other}
    assert served.client.get("/api/generations", headers=headers).json()["total"] == 0
    for method, path in (("GET", ""), ("GET", "/audio"), ("DELETE", "")):
        assert (
            served.client.request(method, f"/api/generations/{mine}{path}", headers=headers).status_code
            == 404
        )
