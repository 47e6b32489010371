from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from clonyvoice.audio import encode
from clonyvoice.core import Audio
from clonyvoice.transcription import diarisation, speech_windows
from clonyvoice.transcription.speech_windows import Window
from tests.api.listening import listening
from tests.api.running import Running
from tests.transcription.scripted import ScriptedModel, noise
from tests.transcription.test_speech_windows import _Loudness

SOUND = encode(Audio(noise(5, 0.02), 16_000), "wav")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, ScriptedModel]]:
    with listening(tmp_path_factory.mktemp("audio")) as it:
        yield it


@pytest.fixture
def served(both: tuple[Running, ScriptedModel]) -> Running:
    return both[0]


@pytest.mark.parametrize("part", ["audio", "file"])
def test_a_recording_is_written_down_and_kept(served: Running, part: str) -> None:
    answer = served.client.post(
        "/api/transcribe", files={part: ("talk.wav", SOUND)}, data={"vad": "false", "timestamps": "word"}
    )
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["text"] == "w0 w1 w2 w3 w4"
    assert body["language"] == "ko"
    assert body["duration"] == pytest.approx(5.0)
    assert [word["word"] for word in body["words"]] == ["w0", "w1", "w2", "w3", "w4"]
    again = served.client.get(f"/api/transcriptions/{body['id']}").json()
    assert again["text"] == body["text"]
    assert again["status"] == "completed"
    listed = served.client.get("/api/transcriptions").json()["transcriptions"]
    assert body["id"] in [one["id"] for one in listed]


@pytest.mark.parametrize(
    ("shape", "media", "begins"),
    [
        ("text", "text/plain", "w0 w1"),
        ("srt", "application/x-subrip", "1\n00:00:00,000 --> "),
        ("vtt", "text/vtt", "WEBVTT\n"),
        ("verbose_json", "application/json", "{"),
    ],
)
def test_every_format_comes_with_its_media_type(served: Running, shape: str, media: str, begins: str) -> None:
    answer = served.client.post(
        "/api/transcribe",
        files={"audio": ("talk.wav", SOUND)},
        data={"vad": "false", "language": "en", "format": shape},
    )
    assert answer.headers["content-type"].startswith(media)
    assert answer.text.startswith(begins)


def test_timestamps_are_as_fine_as_asked(served: Running) -> None:
    ask = {"vad": "false", "language": "en"}
    files = {"audio": ("talk.wav", SOUND)}
    none = served.client.post("/api/transcribe", files=files, data={**ask, "timestamps": "none"}).json()
    assert all(segment.get("start") is None for segment in none["segments"])
    word = served.client.post("/api/transcribe", files=files, data={**ask, "timestamps": "word"}).json()
    assert word["segments"][0]["words"][0]["word"] == "w0"


def test_an_asynchronous_one_is_followed_cancelled_and_deleted(both: tuple[Running, ScriptedModel]) -> None:
    served, model = both
    gate = threading.Event()
    model.windows.clear()

    def held(window: Window) -> None:
        if window.pieces[0].source >= 20:
            gate.wait(20)

    model.before = held
    try:
        long = encode(Audio(noise(150, 0.02), 16_000), "wav")
        taken = served.client.post(
            "/api/transcribe",
            files={"audio": ("long.wav", long)},
            data={"vad": "false", "language": "en", "async": "true"},
        )
        assert taken.status_code == 202
        where = taken.headers["Location"]
        assert served.client.get(where).json()["status"] in ("queued", "running")
        answers: list[dict[str, object]] = []
        asking = threading.Thread(target=lambda: answers.append(served.client.post(f"{where}/cancel").json()))
        asking.start()
        time.sleep(1.0)
        gate.set()
        asking.join(20)
        assert answers[0]["status"] == "cancelled"
        assert len(model.windows) < 8
        assert served.client.delete(where).json()["deleted"] is True
        assert served.client.get(where).status_code == 404
        assert not list(served.parts.blobs.ids())
    finally:
        gate.set()
        model.before = lambda window: None


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({"language": "klingon"}, "unknown_language", 422),
        ({"format": "docx"}, "invalid_request", 422),
        ({"task": "summarise"}, "invalid_request", 422),
        ({"timestamps": "phone"}, "invalid_request", 422),
        ({"language": "en", "languages": "en,de"}, "invalid_request", 422),
        ({"languages[]": "klingon"}, "unknown_language", 422),
        ({"max_speakers": "2"}, "invalid_request", 422),
        ({"diarize": "true", "min_speakers": "3", "max_speakers": "2"}, "invalid_request", 422),
        ({"diarize": "true", "max_speakers": "0"}, "invalid_request", 422),
        ({"track": "1"}, "track_not_found", 422),
        ({"track": "-1"}, "invalid_request", 422),
    ],
)
def test_bad_fields_are_named(served: Running, fields: dict[str, str], code: str, status: int) -> None:
    answer = served.client.post("/api/transcribe", files={"audio": ("a.wav", SOUND)}, data=fields)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert not list(served.parts.blobs.ids())


@pytest.mark.parametrize("route", ["/api/transcribe", "/api/audio-duration"])
@pytest.mark.parametrize("data", [b"", b"just text\n" * 50, b"PK\x03\x04" + bytes(999)])
def test_what_is_no_sound_is_a_415_and_leaves_nothing(served: Running, route: str, data: bytes) -> None:
    answer = served.client.post(route, files={"audio": ("a.wav", data)})
    assert answer.status_code == 415
    assert answer.json()["error"]["param"] == "audio"
    assert not list(served.parts.blobs.ids())


def test_the_duration_is_counted_and_no_model_is_loaded(
    served: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(served.parts.engines, "ttl", 1e-6)
        served.parts.engines.tidy()  # what earlier tests loaded
    stereo = encode(Audio(noise(2.5), 8000 * 2), "flac")
    answer = served.client.post("/api/audio-duration", files={"file": ("a.flac", stereo)})
    assert answer.json() == {
        "duration": 2.5, "sample_rate": 16000, "channels": 1, "codec": "flac", "container": "flac",
        "bit_rate": answer.json()["bit_rate"],
    }  # fmt: skip
    assert not any(status.loaded for status in served.parts.engines.status() if status.name != "fake")


def test_a_header_that_lies_about_its_length_is_not_believed(served: Running) -> None:
    lying = bytearray(encode(Audio(noise(1.0), 16_000), "wav"))
    at = lying.index(b"data") + 4
    lying[at : at + 4] = (0xFFFFFFFF).to_bytes(4, "little")
    answer = served.client.post("/api/audio-duration", files={"audio": ("a.wav", bytes(lying))})
    assert answer.json()["duration"] == pytest.approx(1.0, abs=0.01)


def test_a_path_like_name_is_only_a_name(served: Running) -> None:
    answer = served.client.post(
        "/api/transcribe",
        files={"audio": ("../../etc/passwd\u202e.wav", SOUND)},
        data={"vad": "false", "language": "en"},
    )
    assert answer.json()["filename"] == "passwd.wav"


def test_an_idempotency_key_gives_the_same_transcription(served: Running) -> None:
    headers = {"Idempotency-Key": "once"}
    ids = {
        served.client.post(
            "/api/transcribe",
            files={"audio": ("a.wav", SOUND)},
            data={"vad": "false", "language": "en"},
            headers=headers,
        ).json()["id"]
        for _ in range(2)
    }
    assert len(ids) == 1


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Four seconds of a low tone and four of a higher one, whom the server takes for two people."""
    monkeypatch.setattr(diarisation, "SpeechDetector", _Loudness)
    monkeypatch.setattr(speech_windows, "SpeechDetector", _Loudness)
    times = np.arange(4 * 16_000) / 16_000
    low, high = ((0.3 * np.sin(2 * np.pi * hertz * times)).astype(np.float32) for hertz in (110, 230))
    return encode(Audio(np.concatenate([low, high]), 16_000), "wav")


def test_speakers_are_told_apart_where_that_is_asked_for(served: Running, talk: bytes) -> None:
    ask = {"vad": "false", "language": "en", "diarize": "true", "max_speakers": "2"}
    body = served.client.post("/api/transcribe", files={"audio": ("talk.wav", talk)}, data=ask).json()
    assert body["speakers"] == ["speaker_0", "speaker_1"]
    assert [segment["speaker"] for segment in body["segments"]] == ["speaker_0", "speaker_1"]
    shown = served.client.get(f"/api/transcriptions/{body['id']}", params={"format": "text"}).text
    assert shown.splitlines()[1].startswith("Speaker 2: ")


def test_openai_and_elevenlabs_name_the_speakers_in_their_own_way(served: Running, talk: bytes) -> None:
    ask = {
        "model": "gpt-4o-transcribe-diarize",
        "response_format": "diarized_json",
        "chunking_strategy": "auto",
    }
    files = {"file": ("talk.wav", talk)}
    body = served.client.post("/v1/audio/transcriptions", files=files, data=ask).json()
    assert [(one["id"], one["speaker"], one["type"]) for one in body["segments"]] == [
        ("seg_0", "A", "transcript.text.segment"),
        ("seg_1", "B", "transcript.text.segment"),
    ]
    assert "".join(one["text"] for one in body["segments"]) == body["text"]
    told = served.client.post("/v1/audio/transcriptions", files=files, data={**ask, "stream": "true"}).text
    events = [
        json.loads(line.removeprefix("data: ")) for line in told.splitlines() if line.startswith("data: {")
    ]
    assert [one["speaker"] for one in events if one["type"] == "transcript.text.segment"] == ["A", "B"]
    assert events[-1]["text"] == body["text"]
    eleven = {
        "model_id": "scribe_v1",
        "diarize": ["false", "true"],
        "num_speakers": "2",
        "language_code": "eng",
    }
    words = served.client.post("/elevenlabs/v1/speech-to-text", files=files, data=eleven).json()["words"]
    assert list(dict.fromkeys(word["speaker_id"] for word in words)) == ["speaker_0", "speaker_1"]
    assert "".join(word["text"] for word in words) == body["text"]
    one = served.client.post(
        "/elevenlabs/v1/speech-to-text", files=files, data={**eleven, "num_speakers": "1"}
    )
    assert {word["speaker_id"] for word in one.json()["words"]} == {"speaker_0"}
    none = served.client.post("/elevenlabs/v1/speech-to-text", files=files,
                              data={"model_id": "scribe_v1", "num_speakers": "1"})  # fmt: skip
    assert none.headers["x-unused-parameters"] == "num_speakers"
    assert not any("speaker_id" in word for word in none.json()["words"])


def test_openai_s_languages_are_those_that_may_be_spoken(served: Running, talk: bytes) -> None:
    """The scripted recogniser takes everything for Korean, or else for English."""
    ask = {"model": "gpt-transcribe", "languages[]": ["deu", "english"]}
    files = {"file": ("talk.wav", talk)}
    answer = served.client.post("/v1/audio/transcriptions", files=files, data=ask)
    assert answer.json()["languages"] == [{"code": "en"}]
    assert "x-unused-parameters" not in answer.headers
    unknown = served.client.post("/v1/audio/transcriptions", files=files, data={**ask, "languages[]": "xx"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "unknown_language")
