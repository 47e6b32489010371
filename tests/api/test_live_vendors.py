"""OpenAI's and ElevenLabs' sockets for live transcription, on the scripted recogniser."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from elevenlabs.realtime.connection import RealtimeEvents
from elevenlabs.realtime.scribe import AudioFormat, CommitStrategy, ScribeRealtime
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from clonyvoice.api.live_transcription_socket import LiveSocket
from clonyvoice.core import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from tests.api.running import Running, running
from tests.api.test_live import both, closed, loud, quiet, served, socket, told, until
from tests.transcription.scripted import ScriptedModel

__all__ = ["both", "served"]
INTENT = "/v1/realtime?intent=transcription&model=gpt-4o-transcribe"
ITEM = "conversation.item.input_audio_transcription"


def send(made: ClientConnection, kind: str, **fields: Any) -> None:
    made.send(json.dumps({"type": kind, **fields}))


def append(made: ClientConnection, sound: bytes) -> None:
    send(made, "input_audio_buffer.append", audio=base64.b64encode(sound).decode())


def test_a_transcription_session_of_openai_tells_deltas_and_what_is_completed(served: Running) -> None:
    with socket(served, INTENT) as made:
        assert told(made)["session"]["audio"]["input"]["format"]["rate"] == 24_000
        asked = {"transcription": {"model": "gpt-4o-transcribe", "language": "en"},
                 "turn_detection": {"type": "server_vad", "silence_duration_ms": 350}}  # fmt: skip
        send(made, "session.update", session={"type": "transcription", "audio": {"input": asked}})
        updated = told(made)
        assert updated["type"] == "session.updated"
        assert updated["session"]["audio"]["input"]["turn_detection"]["silence_duration_ms"] == 350
        append(made, quiet(1, 24_000) + loud(2.3, 24_000) + quiet(1, 24_000))
        got = until(made, f"{ITEM}.completed")
        kinds = [one["type"] for one in got if not one["type"].endswith(".delta")]
        assert kinds == ["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
                         "input_audio_buffer.committed", f"{ITEM}.completed"]  # fmt: skip
        assert "".join(one["delta"] for one in got if one["type"].endswith(".delta")) == got[-1]["transcript"]
        assert got[-1]["transcript"].startswith("w0 w1")
        assert got[-1]["languages"] == [{"code": "en"}]
        assert len({one["item_id"] for one in got}) == 1


def test_a_session_opens_where_the_base_url_had_no_version(served: Running) -> None:
    with socket(served, "/realtime?intent=transcription&model=null&model=") as made:
        assert told(made)["type"] == "session.created"


def test_what_is_no_transcription_is_refused_by_name_and_the_session_goes_on(served: Running) -> None:
    with socket(served, INTENT) as made:
        told(made)
        for kind, fields, param in (
            ("response.create", {}, "type"),
            ("session.update", {"session": {"type": "realtime"}}, "session.type"),
            ("session.update", {"session": {"audio": {"input": {"format": {"type": "audio/pcmu"}}}}},
             "session.audio.input.format"),
            ("session.update", {"session": 3}, "session"),
            ("input_audio_buffer.append", {"audio": "%%%"}, "audio"),
        ):  # fmt: skip
            send(made, kind, event_id="mine", **fields)
            error = told(made)
            assert (error["type"], error["error"]["param"], error["error"]["event_id"]) == (
                "error",
                param,
                "mine",
            )
        made.send("nonsense")
        assert told(made)["error"]["param"] == "message"
        send(
            made,
            "transcription_session.update",
            session={"input_audio_format": "pcm16", "turn_detection": None},
        )
        assert told(made)["type"] == "transcription_session.updated"
        append(made, loud(1.3, 24_000))
        send(made, "input_audio_buffer.commit")
        got = until(made, f"{ITEM}.completed")
        assert "input_audio_buffer.committed" in [one["type"] for one in got]
        assert got[-1]["transcript"] == "w0"
    with socket(served, "/v1/realtime?model=gpt-realtime") as made:
        assert told(made)["error"]["code"] == "model_not_served"
        assert closed(made) == 1008
    with socket(served, INTENT, key="cvk_nonsense") as made:
        assert told(made)["error"]["code"] == "invalid_api_key"
        assert closed(made) == 4401


def test_elevenlabs_own_client_transcribes_live(served: Running) -> None:
    async def talk(strategy: CommitStrategy) -> list[dict[str, Any]]:
        client = ScribeRealtime(served.key, served.url.replace("http", "ws") + "/elevenlabs")
        connection = await client.connect(
            {"model_id": "scribe_v2_realtime", "audio_format": AudioFormat.PCM_16000, "sample_rate": 16_000,
             "commit_strategy": strategy, "language_code": "en", "include_timestamps": True}
        )  # fmt: skip
        got: list[dict[str, Any]] = []
        done = asyncio.Event()

        def last(told: dict[str, Any]) -> None:
            got.append(told)
            done.set()

        connection.on(RealtimeEvents.SESSION_STARTED, got.append)
        connection.on(RealtimeEvents.COMMITTED_TRANSCRIPT, got.append)
        connection.on(RealtimeEvents.ERROR, last)
        connection.on(RealtimeEvents.COMMITTED_TRANSCRIPT_WITH_TIMESTAMPS, last)
        sound = loud(2.3) + (quiet(2) if strategy == CommitStrategy.VAD else b"")
        for at in range(0, len(sound), 16_000):
            await connection.send({"audio_base_64": base64.b64encode(sound[at : at + 16_000]).decode()})
        if strategy == CommitStrategy.MANUAL:
            await connection.commit()
        await asyncio.wait_for(done.wait(), 30)
        await connection.close()
        return got

    for strategy in (CommitStrategy.MANUAL, CommitStrategy.VAD):
        begun, committed, timed = asyncio.run(talk(strategy))
        assert begun["config"]["sample_rate"] == 16_000
        assert committed["text"].startswith("w0 w1")
        assert timed["language_code"] == "eng"
        assert "".join(word["text"] for word in timed["words"]) == timed["text"]


def test_elevenlabs_errors_have_that_api_s_shape(served: Running) -> None:
    path = "/elevenlabs/v1/speech-to-text/realtime"
    for query, kind, code in (
        ("?audio_format=ulaw_8000", "input_error", 1008),
        ("?commit_strategy=never", "input_error", 1008),
        ("?token=abc", "input_error", 1008),
        ("?no_verbatim=true", "input_error", 1008),
    ):
        with socket(served, path + query) as made:
            error = json.loads(made.recv(20))
            assert error["message_type"] == kind
            assert closed(made) == code
    with socket(served, path, key="cvk_nonsense") as made:
        assert json.loads(made.recv(20))["message_type"] == "auth_error"
        assert closed(made) == 4401
    with socket(served, path) as made:
        assert json.loads(made.recv(20))["message_type"] == "session_started"
        made.send('{"message_type": "input_audio_chunk", "audio_base_64": "?"}')
        assert json.loads(made.recv(20))["error"] == "`audio_base_64` is sound in base64."
        assert closed(made) == 1008


@pytest.mark.parametrize(
    "settings",
    [
        {"turn_detection": {"silence_duration_ms": 10**400}},
        {"turn_detection": {"silence_duration_ms": True}},
        {"turn_detection": {"silence_duration_ms": "long"}},
        {"turn_detection": []},
        {"transcription": {"prompt": 5}},
        {"transcription": {"keywords": 5}},
        {"transcription": {"keywords": [5]}},
        {"transcription": {"languages": 5}},
        {"transcription": {"languages": [["en"]]}},
        {"transcription": {"language": {}}},
        {"transcription": {"model": []}},
        {"format": {"type": []}},
        {"format": {"type": "audio/pcm", "rate": 10**400}},
    ],
)
def test_settings_of_any_type_are_refused_by_name_and_the_session_goes_on(
    served: Running, settings: dict[str, Any]
) -> None:
    with socket(served, INTENT) as made:
        told(made)
        send(made, "session.update", session={"audio": {"input": settings}})
        error = told(made)["error"]
        assert error["param"].startswith("session.audio.input")
        send(made, "transcription_session.update", session={"input_audio_format": {"type": settings}})
        assert told(made)["error"]["param"] == "session.audio.input.format"
        send(made, "session.update", session={})
        assert told(made)["type"] == "session.updated"


@pytest.mark.parametrize("path", [INTENT, "/elevenlabs/v1/speech-to-text/realtime", "/ws/transcribe"])
def test_a_fault_inside_is_told_without_its_details(
    served: Running, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr(LiveSocket, "feed", fail)
    with socket(served, path) as made:
        if path == "/ws/transcribe":
            send(made, "start")
        told(made)
        if path == INTENT:
            append(made, b"00")
        elif path == "/ws/transcribe":
            made.send(b"00")
        else:
            made.send(json.dumps({"audio_base_64": "AAAA"}))
        shown = made.recv(20)
        assert "An internal error occurred" in str(shown)
        assert "secret" not in str(shown)
        assert closed(made) == 1011


@pytest.mark.parametrize("path", [INTENT, "/elevenlabs/v1/speech-to-text/realtime", "/ws/transcribe"])
def test_without_weights_it_is_said_how_to_get_them_and_the_next_client_is_served(
    both: tuple[Running, ScriptedModel], tmp_path: Path, path: str
) -> None:
    there: list[ScriptedModel] = []

    def load(_cancel: CancelToken) -> ScriptedModel:
        if not there:
            raise EngineUnavailable("Run `clonyvoice models pull whisper-base`.")
        return there[0]

    with running(tmp_path, models={"whisper-base": load}) as server:
        with socket(server, path) as made:
            if path == "/ws/transcribe":
                send(made, "start")
            if path == INTENT:
                append(made, loud(1.0, 24_000))
            shown = [str(made.recv(20)), str(made.recv(20))]
            assert "models pull" in shown[-1]
            assert closed(made) == 1008
        there.append(both[1])
        with socket(server, "/ws/transcribe", language="en") as made:
            made.send(loud(1.2) + quiet(1))
            assert until(made, "final")[-1]["text"] == "w0"


@pytest.mark.parametrize("path", [INTENT, "/elevenlabs/v1/speech-to-text/realtime", "/ws/transcribe", "/ws"])
@pytest.mark.parametrize("sent", ["text", "binary"])
def test_ten_megabytes_in_one_message_are_refused_and_the_next_client_is_served(
    served: Running, path: str, sent: str
) -> None:
    with socket(served, path) as made:
        with contextlib.suppress(ConnectionClosed):
            made.send('{"x": "' + 10_000_000 * "y" + '"}' if sent == "text" else bytes(10_000_000))
        shown: list[str] = []
        code = 0
        while not code and not any("at most" in one or "JSON" in one for one in shown):
            try:
                shown.append(str(made.recv(20)))
            except ConnectionClosed as ended:
                code = ended.rcvd.code if ended.rcvd is not None else 1006
    assert code in (0, 1008, 1009), (shown, code)
    assert served.say().status_code == 200


@pytest.mark.parametrize("path", ["/api/voices", "/v1/models", "/elevenlabs/v1/voices", "/mcp"])
@pytest.mark.parametrize("query", ["api_key=x", "xi-api-key=x", "k=cvk_x", "a=1&API_KEY=x"])
def test_a_key_in_the_address_of_a_request_is_refused(served: Running, path: str, query: str) -> None:
    answer = served.client.get(f"{path}?{query}")
    assert answer.status_code == 422
    told = answer.json()
    assert told["error"]["code"] == "key_in_address"
    assert "X-API-Key" in told["error"]["message"]
    assert ("detail" in told) == path.startswith("/elevenlabs")
