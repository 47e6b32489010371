"""ElevenLabs' sockets: text in, sound out, with its SDK's own client, contexts side by side, and bad messages."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from elevenlabs import ElevenLabs
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from clonyvoice.api.compat.elevenlabs_markup import IncomingMarkup
from clonyvoice.api.compat.elevenlabs_socket_context import SocketContext
from clonyvoice.api.streamed_text_speech import SpokenText
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.keys.caller_scopes_limits import CLI
from clonyvoice.speech import Segment
from clonyvoice.speech.errors import TextTooLong
from tests.api.running import Running, answers, running
from tests.eventually import eventually

SAID = "One two three. Four five six."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("sockets"), FakeEngine()) as found:
        yield found


def opened(
    served: Running, kind: str = "stream-input", query: str = "output_format=pcm_24000", *, voice: str = "fake_ann",
    key: str | None = "",
) -> ClientConnection:  # fmt: skip
    address = f"{served.url.replace('http', 'ws')}/elevenlabs/v1/text-to-speech/{voice}/{kind}?{query}"
    headers = {} if key is None else {"xi-api-key": key or served.key}
    return connect(address, additional_headers=headers, close_timeout=2)


def seconds(messages: list[dict[str, Any]], rate: int = 24_000) -> float:
    return sum(len(base64.b64decode(message.get("audio") or "")) for message in messages) / 2 / rate


def said(messages: list[dict[str, Any]]) -> str:
    return "".join("".join(message["alignment"]["chars"]) for message in messages if message.get("alignment"))


def test_a_text_in_pieces_is_spoken_once_with_times_for_every_character(served: Running) -> None:
    with opened(served, query="output_format=pcm_24000&sync_alignment=true") as socket:
        socket.send(json.dumps({"text": " ", "voice_settings": {"speed": 1.0, "stability": 0.5}}))
        for word in SAID.split(" "):
            socket.send(json.dumps({"text": f"{word} ", "try_trigger_generation": True}))
        socket.send(json.dumps({"text": ""}))
        messages, code = answers(socket)
    assert code == 1000
    assert messages[-1]["isFinal"] is True
    assert "".join(said(messages).split()) == "".join(SAID.split())
    times = [
        time for one in messages if one.get("alignment") for time in one["alignment"]["charStartTimesMs"]
    ]
    assert times == sorted(times)
    assert times[-1] / 1000 < seconds(messages)
    words = [word.text for request in served.engine.requests[-2:] for word in request.words]
    assert words == ["One", "two", "three", "Four", "five", "six"]


def test_the_first_sentence_sounds_before_the_text_is_over(served: Running) -> None:
    with opened(served) as socket:
        socket.send(json.dumps({"text": "One two three. Four"}))
        first = json.loads(socket.recv(timeout=30))
        assert first["audio"]
        socket.send(json.dumps({"text": " five.", "flush": True}))
        socket.send(json.dumps({"text": ""}))
        messages, code = answers(socket)
    assert code == 1000
    assert "five" in said(messages)


@pytest.mark.filterwarnings("ignore:ConnectionClosed.code is deprecated:DeprecationWarning")
def test_the_vendors_own_client_hears_it(served: Running) -> None:
    theirs = ElevenLabs(base_url=f"{served.url}/elevenlabs", api_key=served.key)
    speech = theirs.text_to_speech
    # it insists on wss, which a server on this machine does not have
    speech._ws_base_url = f"{served.url.replace('http', 'ws')}/elevenlabs"  # noqa: SLF001 - it insists on wss
    sound = b"".join(speech.convert_realtime("fake_ann", text=iter(["One two three. ", "Four five."]),
                                             model_id="eleven_flash_v2_5", output_format="pcm_24000"))  # fmt: skip
    assert len(sound) / 2 / 24_000 > 1.0


def test_mp3_is_whole_at_every_flush(served: Running) -> None:
    from clonyvoice.audio import decode

    with opened(served, query="output_format=mp3_22050_32") as socket:
        socket.send(json.dumps({"text": "One two three", "flush": True}))
        sound = b""
        while True:
            message = json.loads(socket.recv(timeout=30))
            sound += base64.b64decode(message.get("audio") or "")
            if said([message]).endswith("three"):
                break
        assert decode(sound).duration > 0.5


def test_contexts_speak_side_by_side_and_end_one_by_one(served: Running) -> None:
    with opened(served, "multi-stream-input") as socket:
        for name in ("a", "b"):
            socket.send(json.dumps({"text": " ", "context_id": name}))
            socket.send(json.dumps({"text": f"Here is {name}.", "context_id": name, "flush": True}))
        socket.send(json.dumps({"text": "", "context_id": "a"}))  # keeps it open
        socket.send(json.dumps({"context_id": "a", "close_context": True}))
        found: list[dict[str, Any]] = []
        while not any(one.get("isFinal") for one in found):
            found.append(json.loads(socket.recv(timeout=30)))
        assert found[-1]["contextId"] == "a"
        socket.send(json.dumps({"close_socket": True}))
        rest, code = answers(socket)
    assert code == 1000
    found += rest
    for name in ("a", "b"):
        own = [one for one in found if one["contextId"] == name]
        assert said(own).strip() == f"Here is {name}."
        assert own[-1]["isFinal"] is True
        assert seconds(own) > 0.3
        assert own[0]["alignment"]["charStartTimesMs"][0] == 0


def test_errors_come_in_the_vendors_shape_and_close_the_socket(served: Running) -> None:
    hello = json.dumps({"text": "One. "})
    cases: list[tuple[dict[str, Any], list[str | bytes], str]] = [
        ({"voice": "nobody"}, [hello], "voice_not_found"),
        ({"query": "output_format=invented"}, [hello], "unsupported_output_format"),
        ({"query": "model_id=gpt"}, [hello], "model_not_served"),
        ({"query": "language_code=xx"}, [hello], "unknown_language"),
        ({"query": f"xi-api-key={served.key}", "key": None}, [hello], "key_in_address"),
        ({"key": "cvk_wrong"}, [hello], "invalid_api_key"),
        ({"key": None}, [hello], "missing_api_key"),
        ({}, [b"\x00\x01"], "invalid_message"),
        ({}, ["[]"], "invalid_message"),
        ({}, ["{" * 100_000], "invalid_message"),
        ({}, [json.dumps({"text": 5})], "invalid_request"),
        ({}, [json.dumps({"text": "x" * 120_000})], "text_too_long"),
        ({}, [json.dumps({"text": " ", "voice_settings": {"speed": 9}})], "invalid_request"),
        ({"query": "inactivity_timeout=1"}, [json.dumps({"text": " "})], "input_timeout_exceeded"),
    ]
    for options, sent, kind in cases:
        with opened(served, **options) as socket:
            with contextlib.suppress(ConnectionClosed):  # some are refused before they have said anything
                for message in sent:
                    socket.send(message)
            messages, code = answers(socket)
        assert code == 1008, (kind, messages)
        assert messages[-1]["error"] == kind
        assert messages[-1]["message"]
    big = json.dumps({"text": "x" * 10_000_000})
    with opened(served) as socket:
        with contextlib.suppress(ConnectionClosed):
            socket.send(big)
        assert answers(socket)[1] in (1008, 1009)


def test_a_browser_sends_its_key_in_the_first_message(served: Running) -> None:
    with opened(served, key=None) as socket:
        socket.send(json.dumps({"text": " ", "xi_api_key": served.key}))
        socket.send(json.dumps({"text": "One."}))
        socket.send(json.dumps({"text": ""}))
        assert answers(socket)[1] == 1000


def test_a_revoked_key_opens_no_further_context(served: Running) -> None:
    made, key = served.parts.keys.create(CLI, "short-lived", unlimited=True)
    with opened(served, "multi-stream-input", key=key) as socket:
        socket.send(json.dumps({"text": "One. ", "context_id": "a", "flush": True}))
        assert json.loads(socket.recv(timeout=30))["audio"]
        served.parts.keys.revoke(CLI, made.id)
        socket.send(json.dumps({"text": "Two. ", "context_id": "b", "flush": True}))
        messages, code = answers(socket)
    assert code == 1008
    assert messages[-1]["error"] == "invalid_api_key"


@pytest.mark.parametrize("kind", ["stream-input", "multi-stream-input"])
def test_a_revoked_key_ends_a_socket_that_waits(served: Running, kind: str) -> None:
    made, key = served.parts.keys.create(CLI, "short-lived", unlimited=True)
    with opened(served, kind, key=key) as socket:
        socket.send(json.dumps({"text": "One. "}))
        served.parts.keys.revoke(CLI, made.id)
        messages, code = answers(socket)
    assert code == 1008
    assert messages[-1]["error"] == "invalid_api_key"


def test_a_context_counts_again_for_each_further_text_of_the_length_of_a_request(served: Running) -> None:
    """Otherwise one that is counted once could have no end."""
    counted: list[int] = []
    after_each: list[int] = []

    async def admit() -> None:
        counted.append(1)

    async def add() -> None:
        manner = Segment("", "fake_ann")
        text = SpokenText(served.parts.speech, CLI.owner, manner)
        speaking = asyncio.create_task(asyncio.sleep(0))
        context = SocketContext(text, speaking, manner, IncomingMarkup(tags=False), False, admit, 100)
        for piece in [*["Fifty characters of a text that is to be spoken.. "] * 9, "x" * 250]:
            await context.add(piece)
            after_each.append(len(counted))

    asyncio.run(add())
    assert after_each == [0, 0, 1, 1, 2, 2, 3, 3, 4, 6]


def test_text_that_comes_faster_than_it_is_said_is_not_kept_without_end(served: Running) -> None:
    most = served.parts.speech.max_text
    text = SpokenText(served.parts.speech, CLI.owner, Segment("", "fake_ann"))

    async def add() -> int:
        for number in range(1, 100):
            try:
                await text.add("x" * (most // 4))
            except TextTooLong:
                return number
            text.flush()
        return 0

    assert asyncio.run(add()) == 5


def test_every_context_counts_against_the_limit(served: Running) -> None:
    _, key = served.parts.keys.create(CLI, "two a minute", None, {"tts:generate": 2})
    with opened(served, "multi-stream-input", key=key) as socket:
        for name in ("a", "b", "c"):
            socket.send(json.dumps({"text": "One. ", "context_id": name}))
            socket.send(json.dumps({"context_id": name, "close_context": True}))
        messages, code = answers(socket)
    assert code == 1008
    assert messages[-1]["error"] == "rate_limited"


def test_ten_thousand_contexts_are_bounded(served: Running) -> None:
    served.engine.delay = 0.5
    try:
        with opened(served, "multi-stream-input") as socket:
            with contextlib.suppress(ConnectionClosed):
                for number in range(10_000):
                    socket.send(json.dumps({"text": " ", "context_id": str(number)}))
            messages, code = answers(socket)
        assert code == 1008
        assert "close_context" in messages[-1]["message"]
    finally:
        served.engine.delay = 0.0


def test_two_hundred_sockets_dropped_while_they_speak_leave_nothing(served: Running) -> None:
    served.engine.delay = 0.05
    before = threading.active_count()
    try:
        for number in range(200):
            with opened(served, "multi-stream-input" if number % 2 else "stream-input") as socket:
                if number % 10 == 0:
                    socket.send(json.dumps({"text": "One two three four five six seven. ", "flush": True}))
                socket.close_socket()
        eventually(
            lambda: (served.parts.jobs.depth, threading.active_count() - before),
            lambda now: now[0] == (0, 0) and now[1] <= 8,
        )
    finally:
        served.engine.delay = 0.0
    assert served.client.get("/health").status_code == 200
