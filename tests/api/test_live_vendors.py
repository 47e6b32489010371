"""OpenAI's and ElevenLabs' sockets for live transcription, on the scripted recogniser."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

from elevenlabs.realtime.connection import RealtimeEvents
from elevenlabs.realtime.scribe import AudioFormat, CommitStrategy, ScribeRealtime
from websockets.sync.client import ClientConnection

from tests.api.running import Running
from tests.api.test_live import both, closed, loud, quiet, served, socket, told, until

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
