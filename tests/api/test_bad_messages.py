"""Bad messages on every WebSocket: told in the vendor's own shape, and the next client is served."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from clonyvoice.audio import encode
from clonyvoice.core.audio import Audio
from tests.api.running import Running
from tests.api.test_live import both, served
from tests.api.test_ways_of_sound import sound_routes_and_sockets

__all__ = ["both", "served"]
SPEECH = "/elevenlabs/v1/text-to-speech/{voice_id}"


@dataclass(frozen=True)
class Kind:
    """A socket: what it is told at first, and what of an error's messages is wrong in the vendor's shape."""

    header: str
    hello: list[dict[str, Any]]
    lists: dict[str, Any]
    """A message whose field has a list where a text or a number belongs."""
    error: Callable[[dict[str, Any]], bool]
    query: str = ""


def _ours(told: dict[str, Any]) -> bool:
    return told.get("type") == "error"


def _openai(told: dict[str, Any]) -> bool:
    error = told.get("error", {})
    return told.get("type") == "error" and error.keys() >= {"type", "code", "message", "param"}


def _scribe(told: dict[str, Any]) -> bool:
    return str(told.get("message_type")).endswith("_error") and isinstance(told.get("error"), str)


def _elevenlabs(told: dict[str, Any]) -> bool:
    return isinstance(told.get("message"), str) and isinstance(told.get("error"), str) and "code" in told


KINDS = {
    "/ws": Kind("X-API-Key", [], {"type": "subscribe", "topics": [["a"]]}, lambda _: False),
    "/ws/transcribe": Kind("X-API-Key", [], {"type": "start", "sample_rate": [16_000]}, _ours),
    "/v1/realtime": Kind(
        "X-API-Key", [], {"type": "session.update", "session": []}, _openai, "intent=transcription"
    ),
    "/elevenlabs/v1/speech-to-text/realtime": Kind(
        "xi-api-key", [], {"message_type": ["input_audio_chunk"]}, _scribe
    ),
    f"{SPEECH}/stream-input": Kind("xi-api-key", [{"text": " "}], {"text": ["One."]}, _elevenlabs),
    f"{SPEECH}/multi-stream-input": Kind(
        "xi-api-key", [{"text": " "}], {"text": "One.", "context_id": ["a"]}, _elevenlabs
    ),
    "/elevenlabs/v1/text-to-dialogue/stream-input": Kind(
        "xi-api-key", [{"voices": ["fake_ann"]}], {"inputs": ["One."]}, _elevenlabs
    ),
    "/elevenlabs/v1/text-to-dialogue/multi-stream-input": Kind(
        "xi-api-key", [{"voices": ["fake_ann"]}], {"inputs": ["One."]}, _elevenlabs
    ),
}
BAD: dict[str, str | bytes | None] = {
    "binary": b"\x00\xff\x00\xff",
    "no JSON": "{",
    "a list": "[]",
    "ten megabytes": '{"text": "' + 10_000_000 * "y" + '"}',
    "deep": "[" * 50_000,
    "half of a surrogate pair": '{"text": "\\ud83d.", "close_socket": true, "inputs": [{"text": "\\ud83d"}]}',
    "a list for a value": None,
}


def answered(
    served: Running, path: str, message: str | bytes | None, query: str = "", *, keyed: bool = True
) -> tuple[list[dict[str, Any]], int, str]:
    """The messages of the server after one of ours, the code with which it closed (0: it did not), and the reason."""
    kind = KINDS[path]
    address = served.url.replace("http", "ws") + path.format(voice_id="fake_ann")
    found: list[dict[str, Any]] = []
    with connect(
        f"{address}?{kind.query}&{query}", close_timeout=2,
        additional_headers={kind.header: served.key} if keyed else {},
    ) as socket:  # fmt: skip
        with contextlib.suppress(ConnectionClosed):
            for hello in kind.hello:
                socket.send(json.dumps(hello))
            socket.send(json.dumps(kind.lists) if message is None else message)
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            while not any(kind.error(told) for told in found):
                found.append(json.loads(socket.recv(10)))
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            socket.recv(0.3)
        return found, socket.protocol.close_code or 0, socket.protocol.close_reason or ""


def test_every_socket_is_tried(served: Running) -> None:
    sockets: set[str] = set()
    for route in served.app.routes:
        sound_routes_and_sockets(route, set(), sockets)
    assert sockets == KINDS.keys()


TRIED = [(path, bad) for path in KINDS for bad in BAD if (path, bad) != ("/ws/transcribe", "binary")]
"""Each socket with each bad message; to `/ws/transcribe` binary messages are sound."""


@pytest.mark.parametrize(("path", "bad"), TRIED)
def test_a_bad_message_is_told_and_the_next_client_is_served(served: Running, path: str, bad: str) -> None:
    found, code, reason = answered(served, path, BAD[bad])
    told = any(KINDS[path].error(one) for one in found)
    if bad == "ten megabytes":
        assert (code, reason) == (1009, "message_too_large")
        assert path == "/ws" or told, (found, code)
    elif path == "/ws":
        assert (code, bool(reason)) == (1008, True), (found, code)
    else:
        assert told, (found, code)
        assert code in (0, 1008), code
    assert served.say().status_code == 200
    again, code, _ = answered(served, path, None)
    assert code in (0, 1008)
    assert path == "/ws" or any(KINDS[path].error(one) for one in again)


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("name", ["api_key", "xi-api-key", "xi_api_key", "token", "key"])
def test_a_key_in_the_address_of_a_socket_is_refused_and_it_is_said_how_instead(
    served: Running, path: str, name: str
) -> None:
    for keyed in (True, False):
        found, code, reason = answered(served, path, "{}", f"{name}={served.key}", keyed=keyed)
        said = json.dumps(found) + reason
        assert code == 1008, (found, code, reason)
        assert served.key not in said
        assert any(way in said for way in ("header", "Authorization")), said
        assert path == "/ws" or KINDS[path].error(found[-1]), found


FORMATS = {
    "/elevenlabs/v1/text-to-speech/fake_ann": {"text": "One."},
    "/elevenlabs/v1/text-to-speech/fake_ann/stream": {"text": "One."},
    "/elevenlabs/v1/text-to-speech/fake_ann/with-timestamps": {"text": "One."},
    "/elevenlabs/v1/text-to-speech/fake_ann/stream/with-timestamps": {"text": "One."},
    "/elevenlabs/v1/text-to-dialogue": {"inputs": [{"text": "One.", "voice_id": "fake_ann"}]},
    "/elevenlabs/v1/text-to-dialogue/stream/with-timestamps": {
        "inputs": [{"text": "One.", "voice_id": "fake_ann"}]
    },
    "/elevenlabs/v1/text-to-voice/design": {"voice_description": "a calm elderly woman"},
}


@pytest.mark.parametrize("path", FORMATS)
@pytest.mark.parametrize("name", ["invented", "mp3_44100_129", "pcm_1", "ogg_24000", "x" * 41])
def test_an_output_format_that_is_not_there_is_refused_by_name(served: Running, path: str, name: str) -> None:
    answer = served.client.post(f"{path}?output_format={name}", json=FORMATS[path])
    assert answer.status_code == 422
    assert answer.json()["detail"]["message"]
    assert answer.json()["detail"]["param"] == "output_format"


FIELDS = {
    "/elevenlabs/v1/speech-to-text": ("file", "additional_formats", {"model_id": "scribe_v2"}),
    "/elevenlabs/v1/voices/add": ("files", "labels", {"name": "Ada"}),
    "/v1/audio/transcriptions": ("file", "chunking_strategy", {"model": "whisper-1"}),
}
"""Forms with a field of JSON: the file's field, that field, and what else they need."""


@pytest.mark.parametrize("path", FIELDS)
@pytest.mark.parametrize("bad", ['{"a": "\\udc00"}', '{"\\ud83d": 1}', "[" * 50_000])
def test_json_in_a_form_that_is_too_deep_or_no_text_is_refused(served: Running, path: str, bad: str) -> None:
    file, field, more = FIELDS[path]
    files = {file: ("a.wav", encode(Audio(np.zeros(24_000, np.float32), 24_000), "wav", 24_000), "audio/wav")}
    answer = served.client.post(path, files=files, data={**more, field: bad})
    if (field, bad[0]) == ("chunking_strategy", "["):  # as any strategy by name: nothing here obeys it
        assert answer.status_code == 200
    else:
        assert 400 <= answer.status_code < 500
        assert field in answer.text


@pytest.mark.parametrize("path", [path for path in KINDS if "text-to" in path])
def test_an_output_format_that_is_not_there_is_refused_on_sockets(served: Running, path: str) -> None:
    found, code, _ = answered(served, path, "{}", "output_format=invented")
    assert (found[-1]["error"], code) == ("unsupported_output_format", 1008)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-le"])
@pytest.mark.parametrize("text", ["\\ud83d", "\ud83d"])
def test_half_of_a_surrogate_pair_in_a_body_is_refused_by_name(
    served: Running, encoding: str, text: str
) -> None:
    bodies = {
        "/api/generate/preset": f'{{"voice": "fake_ann", "text": "One {text}."}}',
        "/v1/audio/speech": f'{{"model": "tts-1", "voice": "fake_ann", "input": "One {text}."}}',
        "/api/projects": f'{{"name": "Ferry {text}"}}',
    }
    for path, body in bodies.items():
        answer = served.client.post(
            path, content=body.encode(encoding, "surrogatepass"), headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422, (path, answer.text)
        assert answer.json()["error"]["code"] == "invalid_characters", (path, answer.text)
