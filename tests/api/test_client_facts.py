"""Facts about requests of clients, seen on the wire, that no client's own package shows in another test."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import AudioContent
from websockets.sync.client import connect

from clonyvoice.api.compat.unsupported_fields import UNUSED
from clonyvoice.api.versionless_unsupported_vendor_paths import reason_of
from clonyvoice.audio import decode
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.keys.caller_scopes_limits import CLI
from clonyvoice.wyoming.service_description import catalogue
from tests.api.listening import listening
from tests.api.running import Running, answers, running
from tests.cloning.sounds import syllables, wav
from tests.fuzzing.designing import DesigningEngine
from tests.transcription.scripted import ScriptedModel

SPOKEN = "It is said once."


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, ScriptedModel]]:
    with listening(tmp_path_factory.mktemp("facts"), DesigningEngine(), text=SPOKEN) as found:
        yield found


@pytest.fixture(scope="module")
def server(heard: tuple[Running, ScriptedModel]) -> Running:
    return heard[0]


def unused(answer: httpx.Response) -> set[str]:
    return set(answer.headers.get(UNUSED, "").split(", "))


# --- OpenAI's API ---


def test_a_recording_may_come_in_chunks_without_a_length(server: Running) -> None:
    form = httpx.Request(
        "POST",
        server.url,
        files={"file": ("upload", wav(syllables(3.0)), "application/octet-stream")},
        data={"model": "whisper-1"},
    )
    body = form.read()

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 10_000):
            yield body[at : at + 10_000]

    async def main() -> httpx.Response:
        async with httpx.AsyncClient(base_url=server.url, headers={"X-API-Key": server.key}) as http:
            kind = {"Content-Type": form.headers["Content-Type"]}
            return await http.post("/v1/audio/transcriptions", content=pieces(), headers=kind)

    answer = asyncio.run(main())
    assert answer.request.headers.get("transfer-encoding") == "chunked"
    assert answer.status_code == 200, answer.text
    assert answer.json()["text"].strip() == SPOKEN


def test_a_limit_says_in_milliseconds_when_to_come_again(server: Running) -> None:
    _, key = server.parts.keys.create(CLI, "limited", limits={"tts:generate": 1})
    with server.client_with({"Authorization": f"Bearer {key}"}) as client:
        asked = {"model": "tts-1", "voice": "fake_ann", "input": "A."}
        last = [client.post("/v1/audio/speech", json=asked) for _ in range(2)][-1]
    assert last.status_code == 429
    assert int(last.headers["retry-after-ms"]) == 1000 * int(last.headers["Retry-After"]) > 0


def test_a_designed_voice_may_bring_a_script_hint(server: Running) -> None:
    made = server.client.post(
        "/v1/audio/voices",
        data={
            "name": "Narrator",
            "type": "prompt",
            "prompt": "a calm woman",
            "script_hint": "Once upon a time.",
        },
    )
    assert made.status_code == 200, made.text
    assert made.json()["type"] == "prompt"
    assert "script_hint" in unused(made)


def test_pickers_get_lists_in_the_shapes_that_they_read(server: Running) -> None:
    models = server.client.get("/v1/audio/models").json()["models"]
    assert all(isinstance(one["id"], str) for one in models)
    assert models
    voices = server.client.get("/v1/audio/voices").json()["voices"]
    assert {"fake_ann", "fake_ben"} <= {one["id"] for one in voices}
    assert all(one["name"] for one in voices)


@pytest.mark.parametrize("path", ["/v1/models/", "/v1/audio/voices/", "/models/", "/v1/models/tts-1/"])
def test_a_slash_at_the_end_changes_nothing(server: Running, path: str) -> None:
    answer = server.client.get(path)
    assert (answer.status_code, answer.json()) == (200, server.client.get(path.rstrip("/")).json())


def test_a_voice_may_be_made_by_json(server: Running) -> None:
    """As OpenAI's SDK says of its route: "as JSON or multipart form data"."""
    path = "/v1/audio/voices"
    designed = server.client.post(path, json={"name": "P", "type": "prompt", "prompt": "a calm woman"})
    assert (designed.status_code, designed.json()["type"]) == (200, "prompt"), designed.text
    sample = base64.b64encode(wav(syllables(20.0))).decode()
    for sent in (sample, {"data": sample, "format": "wav"}):
        cloned = server.client.post(path, json={"name": "Q", "consent": "yes", "audio_sample": sent, "x": 1})
        assert (cloned.status_code, cloned.json()["type"]) == (200, "audio_sample"), cloned.text
        assert "x" in unused(cloned)
    for body, param in (
        ({"name": "Q", "audio_sample": "%%%"}, "audio_sample"),
        ({"name": "Q", "audio_sample": {"data": 5}}, "audio_sample.data"),
        ({"name": "Q"}, "audio_sample"),
        ({"name": None}, "name"),
        ([], "body"),
    ):
        odd = server.client.post(path, json=body)
        assert (odd.status_code, odd.json()["error"]["param"]) == (422, param), (body, odd.text)
    text = server.client.post(path, content=b"name=Q", headers={"Content-Type": "text/plain"})
    assert text.status_code == 415
    assert "multipart/form-data" in text.json()["error"]["message"]


@pytest.mark.parametrize(
    ("fields", "heard_as"),
    [
        ({"prompt": "None"}, ""),
        ({"prompt": "Ada speaks."}, "Ada speaks."),
        ({"keywords[]": ["Ada", "Bert"]}, "Ada"),
    ],
)
def test_prompts_and_keywords_reach_the_recogniser(
    heard: tuple[Running, ScriptedModel], fields: dict[str, Any], heard_as: str
) -> None:
    server, model = heard
    before = len(model.prompts)
    answer = server.client.post(
        "/v1/audio/transcriptions",
        files={"file": ("a.wav", wav(syllables(3.0)))},
        data={"model": "whisper-1", "language": "en", **fields},
    )
    assert answer.status_code == 200, answer.text
    prompts = model.prompts[before:]
    assert prompts
    assert all(heard_as in one for one in prompts)
    assert not any("None" in one for one in prompts)


@pytest.mark.parametrize("path", ["transcriptions", "translations"])
def test_a_transcript_may_be_subtitles(server: Running, path: str) -> None:
    for shape, kind, start in (
        ("vtt", "text/vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:0"),
        ("srt", "application/x-subrip", "1\n00:00:00,000 --> 00:00:0"),
        ("text", "text/plain", SPOKEN),
    ):
        answer = server.client.post(
            f"/v1/audio/{path}",
            files={"file": ("a.wav", wav(syllables(3.0)))},
            data={"model": "whisper-1", "response_format": shape},
        )
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
        assert answer.text.startswith(start)
        assert SPOKEN in answer.text


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/embeddings", "/v1/responses", "/v1/images/edits"])
def test_what_openai_has_and_is_not_here_says_what_is(server: Running, path: str) -> None:
    answer = server.client.post(path, json={"model": "gpt-6"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "route_not_found")
    assert "/v1/audio" in answer.json()["error"]["message"]


def test_short_lived_keys_are_said_not_to_be(server: Running) -> None:
    answer = server.client.post("/v1/realtime/client_secrets", json={"session": {"type": "transcription"}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "route_not_found")
    assert "/v1/realtime" in answer.json()["error"]["message"]


# --- web pages of other schemes ---


@pytest.mark.parametrize(
    "origin", ["app://obsidian.md", "null", "capacitor://localhost", "https://a.example"]
)
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/v1/audio/speech", "authorization,content-type,x-stainless-os"),
        ("/elevenlabs/v1/text-to-speech/fake_ann", "xi-api-key,content-type"),
    ],
)
def test_a_listed_page_of_another_scheme_is_answered_before_and_after_it_asks(
    tmp_path: Path, origin: str, path: str, asked: str
) -> None:
    listed = ["app://obsidian.md", "null", "capacitor://localhost", "https://a.example"]
    with running(tmp_path, FakeEngine(), allowed_origins=listed) as server:
        with server.client_with({"Origin": origin}) as page:
            before = page.options(
                path,
                headers={"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": asked},
            )
            assert (before.status_code, before.headers["access-control-allow-origin"]) == (200, origin)
            allowed = before.headers["access-control-allow-headers"].lower().replace(" ", "").split(",")
            assert set(asked.split(",")) <= set(allowed) or "*" in allowed
            key = {"Authorization": f"Bearer {server.key}", "xi-api-key": server.key}
            body = (
                {"model": "tts-1", "voice": "fake_ann", "input": "A."}
                if "v1/audio" in path
                else {"text": "A."}
            )
            said = page.post(path, json=body, headers=key)
            assert (said.status_code, said.headers["access-control-allow-origin"]) == (200, origin)
        with server.client_with({"Origin": f"{origin}.other"}) as page:
            refused = page.options(path, headers={"Access-Control-Request-Method": "POST"})
            assert refused.status_code == 403
            assert "access-control-allow-origin" not in refused.headers


# --- ElevenLabs' API ---


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("GET", "voices/collections", "not kept in collections"),
        ("POST", "voices/collections", "not kept in collections"),
        ("GET", "voices/accents", "library"),
        ("GET", "shared-voices?page_size=5", "library"),
        ("POST", "voices/pvc", "professional"),
        ("POST", "voice-changer/fake_ann", "not turned into another voice"),
        ("POST", "voice-changer/fake_ann/stream", "not turned into another voice"),
        ("POST", "speech-to-speech/fake_ann", "not turned into another voice"),
        ("POST", "speech-to-speech/fake_ann/stream?output_format=pcm_16000", "not turned into another voice"),
        ("GET", "pronunciation-dictionaries", "/api/pronunciations"),
        ("POST", "sound-generation", "Only speech"),
        ("POST", "music/stream", "Only speech"),
        ("POST", "dubbing", "/api/projects/{id}/dub"),
        ("GET", "convai/agents", "no agents"),
        ("POST", "text-to-voice/fake_ann/remix", "nudge"),
        ("GET", "usage/character-stats", "no workspaces"),
    ],
)
def test_what_elevenlabs_has_and_is_not_here_says_why(
    server: Running, method: str, path: str, said: str
) -> None:
    files = {"audio": ("a.wav", wav(syllables(2.0)))} if "changer" in path or "speech-to" in path else None
    answer = server.client.request(method, f"/elevenlabs/v1/{path}", files=files)
    assert (answer.status_code, answer.json()["detail"]["status"]) == (404, "route_not_found"), answer.text
    assert said in answer.json()["detail"]["message"]


def test_no_path_that_is_served_is_said_not_to_be(server: Running) -> None:
    for route in server.app.router.routes:
        assert reason_of(str(getattr(route, "path", ""))) is None, route


def test_a_flushed_context_is_not_final_until_it_is_closed(server: Running) -> None:
    """LiveKit takes the first final message for the end of the context, whatever comes after it."""
    address = server.url.replace("http", "ws") + "/elevenlabs/v1/text-to-speech/fake_ann/multi-stream-input"
    with connect(
        f"{address}?output_format=pcm_24000", additional_headers={"xi-api-key": server.key}
    ) as socket:
        found: list[dict[str, Any]] = []
        for text in ("One of them. ", "And another one. "):
            socket.send(json.dumps({"text": text, "context_id": "a", "flush": True}))
            said = ""
            while len(said.split()) < len(text.split()):
                found.append(json.loads(socket.recv(timeout=30)))
                said += "".join((found[-1].get("alignment") or {}).get("chars", []))
        with pytest.raises(TimeoutError):  # nothing more comes by itself
            while True:
                found.append(json.loads(socket.recv(timeout=0.5)))
        assert not any(one.get("isFinal") for one in found)
        socket.send(json.dumps({"context_id": "a", "close_context": True}))
        socket.send(json.dumps({"close_socket": True}))
        rest, _ = answers(socket)
    assert [one.get("isFinal") for one in rest] == [True]
    assert rest[0]["contextId"] == "a"


def test_a_bare_wav_is_a_wav(server: Running) -> None:
    path = "/elevenlabs/v1/text-to-speech/fake_ann?output_format=wav"
    answer = server.client.post(path, json={"text": "One two."})
    assert answer.status_code == 200, answer.text
    assert answer.content[:4] == b"RIFF"
    assert decode(answer.content).duration > 0.1


def test_fields_that_steer_another_model_are_named(server: Running) -> None:
    more = {"apply_language_text_normalization": True, "next_text": "After it.", "enable_logging": False}
    answer = server.client.post("/elevenlabs/v1/text-to-speech/fake_ann", json={"text": "One.", **more})
    assert answer.status_code == 200, answer.text
    assert set(more) <= unused(answer)


def test_voices_are_found_by_their_ids(server: Running) -> None:
    answer = server.client.get("/elevenlabs/v2/voices", params={"voice_ids": ["fake_ben"]})
    assert [one["voice_id"] for one in answer.json()["voices"]] == ["voice_fake_ben"]


def test_a_context_has_both_alignments(server: Running) -> None:
    address = server.url.replace("http", "ws") + "/elevenlabs/v1/text-to-speech/fake_ann/multi-stream-input"
    with connect(
        f"{address}?output_format=pcm_24000", additional_headers={"xi-api-key": server.key}
    ) as socket:
        for message in (
            {"text": " ", "context_id": "one"},
            {"text": "Two words. ", "context_id": "one", "flush": True},
            {"context_id": "one", "close_context": True},
            {"close_socket": True},
        ):
            socket.send(json.dumps(message))
        messages, _ = answers(socket)
    aligned = [one for one in messages if one.get("alignment")]
    assert aligned
    for one in aligned:
        for kind in ("alignment", "normalizedAlignment"):
            assert (
                len(one[kind]["chars"])
                == len(one[kind]["charStartTimesMs"])
                == len(one[kind]["charDurationsMs"])
            )
        assert one["contextId"] == "one"


# --- Wyoming ---


def test_an_assistants_cache_sees_a_clone_that_got_better(server: Running) -> None:
    """Home Assistant keeps sounds by the voice's name, which therefore has a revision in it."""

    def names() -> list[str]:
        return [voice.name for program in catalogue(server.parts.voices).tts for voice in program.voices]

    made = server.client.post(
        "/api/clone/create",
        files={"audio": ("me.wav", wav(syllables(20.0)))},
        data={"name": "Me", "language": "en", "consent": "true", "refine": "instant"},
    )
    assert made.status_code == 200, made.text
    voice = made.json()["id"]
    (first,) = [name for name in names() if name.startswith(voice)]
    assert first.startswith(f"{voice}@")


# --- the Model Context Protocol ---


def test_tools_declare_no_shape_of_sound_and_refuse_a_list_for_a_text(server: Running) -> None:
    async def main() -> None:
        async with (
            httpx2.AsyncClient(headers={"X-API-Key": server.key}, timeout=30, verify=False) as http,
            Client(streamable_http_client(f"{server.url}/mcp", http_client=http), mode="legacy") as client,
        ):
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert tools["speak"].output_schema is None
            odd = await client.call_tool("speak", {"text": [1], "voice": "fake_ann"})
            assert odd.is_error
            large = base64.b64encode(wav(syllables(60.0)) + bytes(1_500_000)).decode()
            assert 4 << 20 < len(large) < 7 << 20
            found = await client.call_tool("transcribe", {"audio_base64": large})
            assert not found.is_error, found.content
            said = await client.call_tool("speak", {"text": "Short.", "voice": "fake_ann", "output": "audio"})
            sound = next(part for part in said.content if isinstance(part, AudioContent))
            assert sound.mime_type == "audio/mpeg"

    asyncio.run(asyncio.wait_for(main(), 90))
