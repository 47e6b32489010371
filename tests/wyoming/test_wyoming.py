"""The Wyoming server with the protocol's own client, as Home Assistant uses it, and with clients that misbehave."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import httpx
import numpy as np
import psutil
import pytest
from wyoming.asr import Transcribe, Transcript, TranscriptChunk
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeVoice,
)
from zeroconf import ServiceStateChange
from zeroconf import asyncio as zeroconf_asyncio
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from clonyvoice.api.services import WyomingServices
from clonyvoice.api.streamed_text_speech import SpokenText
from clonyvoice.core import CancelToken
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.transcription import endpointing
from clonyvoice.wyoming.tcp_server import WyomingServer, announced_addresses
from tests.api.running import Running, running
from tests.eventually import eventually, eventually_async
from tests.transcription.scripted import ScriptedModel, scripted_models
from tests.transcription.test_speech_windows import _Loudness

Use = Callable[[AsyncTcpClient], Awaitable[None]]
TEXT = "One two three. Four five six. Seven eight nine."


ODD: tuple[object, ...] = (["a", "b"], {"a": "b"}, 5, True, None)
"""Values that are no text."""


@pytest.fixture(scope="module")
def model() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, model: ScriptedModel) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("wyoming")
    with running(home, FakeEngine(), models=scripted_models(model), wyoming=True, wyoming_port=0) as found:
        yield found


def port_of(served: Running) -> int:
    return int(served.app.state.wyoming.port)


def with_client(served: Running, use: Use) -> None:
    async def main() -> None:
        async with AsyncTcpClient("127.0.0.1", port_of(served)) as client:
            await use(client)

    asyncio.run(asyncio.wait_for(main(), 30))


async def until(client: AsyncTcpClient, *kinds: str) -> list[Event]:
    found: list[Event] = []
    while True:
        event = await client.read_event()
        assert event is not None, [one.type for one in found]
        found.append(event)
        if event.type in kinds:
            return found


def seconds(events: list[Event]) -> float:
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    assert all((chunk.rate, chunk.width, chunk.channels) == (24_000, 2, 1) for chunk in chunks)
    return sum(chunk.seconds for chunk in chunks)


def test_it_describes_itself_at_once(served: Running) -> None:
    async def use(client: AsyncTcpClient) -> None:
        began = time.monotonic()
        await client.write_event(Describe().event())
        info = Info.from_event((await until(client, "info"))[0])
        assert time.monotonic() - began < 10
        assert {voice.name for voice in info.tts[0].voices} == {"fake_ann", "fake_ben"}
        assert info.tts[0].supports_synthesize_streaming
        assert "ko" in info.asr[0].models[0].languages
        assert info.asr[0].requires_external_vad

    with_client(served, use)


def test_a_text_has_one_start_and_one_stop(served: Running) -> None:
    async def use(client: AsyncTcpClient) -> None:
        voice = SynthesizeVoice(name="fake_ann@12ab")
        await client.write_event(Synthesize(TEXT, voice=voice).event())
        events = await until(client, "audio-stop", "error")
        kinds = [event.type for event in events]
        assert kinds[0] == "audio-start"
        assert kinds.count("audio-start") == kinds.count("audio-stop") == 1
        assert seconds(events) > 1.5
        assert served.engine.requests[-1].voice == "fake_ann"
        await client.write_event(Synthesize("...").event())
        assert [event.type for event in await until(client, "audio-stop")] == ["audio-start", "audio-stop"]

    with_client(served, use)


def test_a_streamed_text_sounds_before_it_ends_and_is_not_said_twice(served: Running) -> None:
    async def use(client: AsyncTcpClient) -> None:
        before = len(served.engine.requests)
        await client.write_event(SynthesizeStart(voice=SynthesizeVoice(name="fake_ben")).event())
        for word in ["One", "two", "three.", "Four"]:
            await client.write_event(SynthesizeChunk(f"{word} ").event())
        early = await until(client, "audio-chunk")  # while the text is not over
        for word in ["five", "six.", "Seven", "eight", "nine."]:
            await client.write_event(SynthesizeChunk(f"{word} ").event())
        await client.write_event(Synthesize(TEXT).event())  # as Home Assistant does
        await client.write_event(SynthesizeStop().event())
        events = early + await until(client, "synthesize-stopped")
        kinds = [event.type for event in events]
        assert kinds[-2:] == ["audio-stop", "synthesize-stopped"]
        assert kinds.count("audio-start") == kinds.count("audio-stop") == 1
        said = [word.text for request in served.engine.requests[before:] for word in request.words]
        assert said == ["One", "two", "three", "Four", "five", "six", "Seven", "eight", "nine"]

    with_client(served, use)


def test_the_engine_is_loaded_while_the_first_sentence_still_comes(tmp_path: Path) -> None:
    async def use(client: AsyncTcpClient) -> None:
        assert not engine.loaded
        await client.write_event(SynthesizeStart(voice=SynthesizeVoice(name="fake_ann")).event())
        await client.write_event(SynthesizeChunk("One two ").event())
        await eventually_async(lambda: engine.loaded)
        assert engine.requests == []
        await client.write_event(SynthesizeChunk("three.").event())
        await client.write_event(SynthesizeStop().event())
        assert seconds(await until(client, "synthesize-stopped")) > 0

    engine = FakeEngine()
    with running(tmp_path, engine, wyoming=True, wyoming_port=0) as server:
        with_client(server, use)


def test_an_engine_that_cannot_be_loaded_is_told_with_the_first_sentence(tmp_path: Path) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk("One two three. Four ").event())
        assert "models pull" in Error.from_event((await until(client, "error"))[-1]).text
        await client.write_event(Describe().event())
        await until(client, "info")

    with running(tmp_path, FakeEngine(available=False), wyoming=True, wyoming_port=0) as server:
        with_client(server, use)


def test_who_leaves_stops_the_compute(served: Running) -> None:
    async def use(client: AsyncTcpClient) -> None:
        served.engine.delay = 0.2
        await client.write_event(Synthesize(TEXT * 3).event())
        await until(client, "audio-chunk")
        served.engine.delay = 120.0

    try:
        with_client(served, use)
        eventually(lambda: served.parts.jobs.depth == (0, 0))
        assert served.parts.jobs.listing()[0].state == "cancelled"
    finally:
        served.engine.delay = 0.0


@pytest.fixture
def recogniser(model: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> ScriptedModel:
    """A recogniser that hears a word each second of what is loud."""
    monkeypatch.setattr(endpointing, "SpeechDetector", _Loudness)
    monkeypatch.setattr(model, "before", lambda _window: None)
    return model


async def send(
    client: AsyncTcpClient, *pieces: tuple[float, int], channels: int = 1, rate: int = 16_000
) -> None:
    """Seconds of sound at a level, in chunks of a tenth of a second."""
    for seconds, level in pieces:
        sound = np.full(rate // 10 * channels, level, np.int16).tobytes()
        for _ in range(round(seconds * 10)):
            await client.write_event(AudioChunk(rate, 2, channels, sound).event())


@pytest.mark.usefixtures("recogniser")
def test_silence_has_an_empty_transcript(served: Running) -> None:
    async def use(client: AsyncTcpClient) -> None:
        for sound in ([(1.0, 0)], []):
            await client.write_event(Transcribe(language="en").event())
            await client.write_event(AudioStart(16_000, 2, 1).event())
            await send(client, *sound)
            await client.write_event(AudioStop().event())
            events = await until(client, "transcript-stop")
            assert [event.type for event in events] == ["transcript-start", "transcript", "transcript-stop"]
            assert Transcript.from_event(events[1]).text == ""

    with_client(served, use)


@pytest.mark.usefixtures("recogniser")
@pytest.mark.parametrize("channels", [1, 2])
def test_words_are_told_while_they_are_said_and_the_text_at_the_end(served: Running, channels: int) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(Transcribe(language="en").event())
        await client.write_event(AudioStart(16_000, 2, channels).event())
        reading = asyncio.create_task(until(client, "transcript-start", "error"))
        while not reading.done():  # before the recording is over
            await send(client, (0.4, 8000), channels=channels)
            await asyncio.sleep(0.1)
        early = await reading
        await send(client, (1.0, 0), (2.3, 8000), channels=channels)
        await client.write_event(AudioStop().event())
        events = early + await until(client, "transcript-stop")
        kinds = [event.type for event in events]
        assert kinds[0] == "transcript-start"
        assert kinds[-2:] == ["transcript", "transcript-stop"]
        assert set(kinds[1:-2]) == {"transcript-chunk"}
        text = Transcript.from_event(events[-2]).text
        assert text.count("w0") >= 2  # two utterances
        told = "".join(TranscriptChunk.from_event(event).text for event in events[1:-2])
        assert told == text

    with_client(served, use)


@pytest.mark.usefixtures("recogniser")
@pytest.mark.parametrize("rate", [8000, 11_025, 22_050, 24_000, 44_100, 48_000])
def test_recordings_come_at_any_usual_rate(served: Running, rate: int) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(Transcribe(language="en").event())
        await client.write_event(AudioStart(rate, 2, 1).event())
        await send(client, (2.3, 8000), rate=rate)
        await client.write_event(AudioStop().event())
        said = Transcript.from_event((await until(client, "transcript", "error"))[-1]).text
        assert said == "w0 w1"  # a word each second: the time is right, too

    with_client(served, use)


@pytest.mark.usefixtures("recogniser")
@pytest.mark.parametrize("rate", [0, 7999, 96_000])
def test_a_rate_that_is_none_is_told(served: Running, rate: int) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(AudioChunk(rate, 2, 1, bytes(3200)).event())
        error = Error.from_event((await until(client, "error"))[-1])
        assert (error.code, "8 to 48 kHz" in error.text) == ("unsupported-audio", True)

    with_client(served, use)


def test_who_leaves_while_they_are_heard_stops_it(
    served: Running, recogniser: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    def hold(_window: object) -> None:
        begun.set()
        go.wait(20)

    monkeypatch.setattr(recogniser, "before", hold)

    async def use(client: AsyncTcpClient) -> None:
        await send(client, (2.0, 8000))
        assert await asyncio.to_thread(begun.wait, 20)

    try:
        with_client(served, use)
        eventually(lambda: served.parts.live.open_now == 0)
    finally:
        go.set()


def test_without_weights_the_reason_is_told_and_the_next_is_served(
    tmp_path: Path, recogniser: ScriptedModel
) -> None:
    there: list[ScriptedModel] = []

    def load(_cancel: CancelToken) -> ScriptedModel:
        if not there:
            raise EngineUnavailable("Run `clonyvoice models pull whisper-base`.")
        return recogniser

    async def use(client: AsyncTcpClient) -> None:
        await send(client, (1.0, 8000))
        await client.write_event(AudioStop().event())
        error = Error.from_event((await until(client, "error"))[-1])
        assert "models pull" in error.text
        there.append(recogniser)
        await client.write_event(AudioStart(16_000, 2, 1).event())
        await send(client, (1.3, 8000))
        await client.write_event(AudioStop().event())
        assert Transcript.from_event((await until(client, "transcript"))[-1]).text == "w0"

    models = {"whisper-base": load}
    with running(tmp_path, FakeEngine(), models=models, wyoming=True, wyoming_port=0) as server:
        with_client(server, use)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Synthesize("One.", voice=SynthesizeVoice(name="nobody")).event(), "voice_not_found"),
        (Synthesize("One.", voice=SynthesizeVoice(language="xx")).event(), "unknown_language"),
        (Synthesize("x" * 150_000).event(), "text_too_long"),
        (Transcribe(language="klingon").event(), "unknown_language"),
        (Event("synthesize", {}), "invalid-message"),
        (Event("synthesize", {"text": ["One."]}), "invalid-message"),
        (Event("synthesize", {"text": {"text": "One."}}), "invalid-message"),
        (Event("synthesize", {"text": "One.", "voice": {"name": ["fake_ann"]}}), "invalid-message"),
        (Event("synthesize", {"text": "One.", "voice": {"language": {}}}), "invalid-message"),
        (Event("synthesize", {"text": "One.", "text_format": ["ssml"]}), "invalid-message"),
        (Event("synthesize-start", {"voice": ["fake_ann"]}), "invalid-message"),
        (Event("synthesize-chunk", {"text": ["One."]}), "invalid-message"),
        (Event("transcribe", {"language": ["en"]}), "invalid-message"),
        (Event("audio-chunk", {"rate": True, "width": 2, "channels": 1}, b"00"), "invalid-message"),
        (Event("audio-chunk", {"width": 2, "channels": 1}, b"00"), "invalid-message"),
        (AudioChunk(16_000, 4, 1, b"\0" * 8).event(), "unsupported-audio"),
        (Event("audio-chunk", {"rate": float("inf"), "width": 2, "channels": 1}, b"00"), "invalid-message"),
        (Event("audio-chunk", {"rate": [], "width": 2, "channels": 1}, b"00"), "invalid-message"),
        (Event("synthesize", {"text": "One.", "voice": 5}), "invalid-message"),
        *((Event("synthesize", {"text": odd}), "invalid-message") for odd in ODD),
    ],
)
def test_errors_tell_what_to_mend(served: Running, event: Event, code: str) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(event)
        error = Error.from_event((await until(client, "error"))[-1])
        assert error.code == code
        assert error.text

    async def next_one(client: AsyncTcpClient) -> None:
        await client.write_event(Event("synthesize", {"text": "One.", "voice": None, "text_format": None}))
        assert seconds(await until(client, "audio-stop")) > 0

    with_client(served, use)
    with_client(served, next_one)


def test_a_streamed_text_that_cannot_be_taken_is_over_and_the_next_is_spoken(served: Running) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(SynthesizeStart().event())
        await client.write_event(SynthesizeChunk("x" * 150_000).event())
        assert Error.from_event((await until(client, "error"))[-1]).code == "text_too_long"
        await client.write_event(SynthesizeStop().event())
        asked = Event("synthesize", {"text": "One.", "voice": {"name": None, "speaker": "fake_ben"}})
        await client.write_event(asked)
        assert seconds(await until(client, "audio-stop")) > 0
        assert served.engine.requests[-1].voice == "fake_ben"

    with_client(served, use)


@pytest.mark.parametrize("odd", ODD)
def test_a_streamed_piece_that_is_no_text_is_told(served: Running, odd: object) -> None:
    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(Event("synthesize-start", {}))
        await client.write_event(Event("synthesize-chunk", {"text": odd}))
        assert Error.from_event((await until(client, "error"))[-1]).code == "invalid-message"

    with_client(served, use)


def test_what_goes_wrong_inside_is_told(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise ZeroDivisionError

    async def use(client: AsyncTcpClient) -> None:
        await client.write_event(Synthesize("One.").event())
        assert Error.from_event((await until(client, "error"))[-1]).code == "internal_error"

    monkeypatch.setattr(SpokenText, "pieces", broken)
    with_client(served, use)


def test_a_client_that_floods_leaves_others_their_turn(served: Running) -> None:
    async def main() -> None:
        flooding = []
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(served))
            writer.write(b'{"type": "ping"}\n' * 20_000)
            flooding.append((reader, writer))
        waits = []
        for _ in range(20):
            began = time.monotonic()
            async with httpx.AsyncClient(base_url=served.url, verify=False) as http:
                assert (await http.get("/health")).status_code == 200
            waits.append(time.monotonic() - began)
        for _, writer in flooding:
            writer.transport.abort()
        assert sorted(waits)[10] < 5, waits

    asyncio.run(asyncio.wait_for(main(), 120))


def test_clients_that_misbehave_are_told_and_others_are_served(served: Running) -> None:
    header = {"type": "audio-chunk", "payload_length": 10_000_000}
    wrong = {
        b'{"type": "descr': None,
        b"x" * 10_000_000: "message-too-large",
        json.dumps(header).encode() + b"\n": "message-too-large",
        b"[]\n": "invalid-message",
        b"[" * 60_000 + b"\n": "invalid-message",
        b'{"type": "ping", "data_length": -4}\n': "invalid-message",
        b'{"type": "synthesize", "data": {"text": "\\ud83d."}}\n': "invalid-message",
    }

    async def main() -> None:
        open_ones = []
        for sent, code in wrong.items():
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(served))
            open_ones.append(writer)
            writer.write(sent)
            if code is not None:
                line = json.loads(await asyncio.wait_for(reader.readline(), 10))
                assert line["type"] == "error"
                assert code in (await reader.readexactly(line["data_length"])).decode()
            async with AsyncTcpClient("127.0.0.1", port_of(served)) as client:
                await client.write_event(Describe().event())
                assert (await until(client, "info"))[0].data["tts"]
        for writer in open_ones:
            writer.close()

    asyncio.run(asyncio.wait_for(main(), 60))


def test_half_a_line_then_silence_is_told_and_let_go(served: Running) -> None:
    async def main() -> None:
        server = WyomingServer(
            from_attributes(WyomingServices, served.parts), rest_seconds=0.2, drain_seconds=0.2
        )
        await server.start()
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b'{"type": "synthesize", "data": {"te')
        everything = await reader.read()  # until the server hangs up
        assert b"timeout" in everything
        assert b"did not come" in everything
        writer.close()
        await eventually_async(lambda: server.clients == 0)
        await server.close()

    asyncio.run(asyncio.wait_for(main(), 20))


async def asked_and_unread(port: int) -> socket.socket:
    """A connection with a small buffer whose client asks for a long text and reads nothing of it."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    deaf.connect(("127.0.0.1", port))
    asked = {"type": "synthesize", "data": {"text": "A sentence of some seven words is spoken. " * 400}}
    deaf.sendall(json.dumps(asked).encode() + b"\n")
    return deaf


def test_clients_that_read_nothing_are_let_go(served: Running) -> None:
    async def main() -> None:
        server = WyomingServer(
            from_attributes(WyomingServices, served.parts), rest_seconds=60.0, unread_seconds=0.3
        )
        await server.start()
        deaf = [await asked_and_unread(server.port) for _ in range(3)]
        await eventually_async(lambda: server.clients == 3)
        await eventually_async(lambda: server.clients == 0)
        for one in deaf:
            one.close()
        await server.close()

    asyncio.run(asyncio.wait_for(main(), 90))
    eventually(lambda: served.parts.jobs.depth == (0, 0))


def test_the_server_ends_with_clients_that_read_nothing(served: Running) -> None:
    async def main() -> None:
        server = WyomingServer(from_attributes(WyomingServices, served.parts))
        await server.start()
        deaf = await asked_and_unread(server.port)
        await eventually_async(lambda: server.clients == 1)
        await eventually_async(lambda: served.parts.jobs.depth == (0, 0) and len(served.engine.requests) > 50)
        await server.close()
        assert server.clients == 0
        deaf.close()

    asyncio.run(asyncio.wait_for(main(), 90))


def test_opened_and_dropped_connections_leave_nothing(served: Running) -> None:
    async def main() -> None:
        for _ in range(50):
            _, writer = await asyncio.open_connection("127.0.0.1", port_of(served))
            writer.write(b'{"type": "ping"}\n')
            writer.close()

    before = threading.active_count()
    asyncio.run(main())
    eventually(lambda: served.app.state.wyoming.clients == 0)
    # threads of pools come and go; one for each connection would be seen
    eventually(lambda: threading.active_count() <= before + 8)


def test_the_service_is_found_on_the_network_while_it_is_there_and_withdrawn_at_its_end(
    served: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By multicast on the loopback interface: announced, browsed for by another client, withdrawn."""
    loopback = partial(AsyncZeroconf, interfaces=["127.0.0.1"])
    monkeypatch.setattr(zeroconf_asyncio, "AsyncZeroconf", loopback)
    changes: list[tuple[str, ServiceStateChange]] = []

    def changed(name: str, state_change: ServiceStateChange, **_: object) -> None:
        changes.append((name, state_change))

    async def main() -> None:
        settings = served.parts.settings.model_copy(update={"wyoming_zeroconf": True})
        server = WyomingServer(replace(from_attributes(WyomingServices, served.parts), settings=settings))
        looking = loopback()
        browser = AsyncServiceBrowser(looking.zeroconf, "_wyoming._tcp.local.", handlers=[changed])
        try:
            await server.start()
            own = f"clonyvoice-{socket.gethostname().partition('.')[0]}."
            await eventually_async(
                lambda: any(n.startswith(own) and c is ServiceStateChange.Added for n, c in changes)
            )
            name = next(n for n, _ in changes if n.startswith(own))
            info = AsyncServiceInfo("_wyoming._tcp.local.", name)
            assert await info.async_request(looking.zeroconf, 3000)
            assert info.port == server.port
            assert info.addresses == [socket.inet_aton("127.0.0.1")]
            # what was found is really the service
            async with AsyncTcpClient(info.parsed_addresses()[0], info.port or 0) as client:
                await client.write_event(Describe().event())
                assert (await until(client, "info"))[0].data["tts"]
        finally:
            await server.close()
        await eventually_async(lambda: (name, ServiceStateChange.Removed) in changes)
        await browser.async_cancel()
        await looking.async_close()

    asyncio.run(asyncio.wait_for(main(), 60))


def test_addresses_that_are_announced_are_those_of_the_interfaces() -> None:
    assert socket.inet_aton("127.0.0.1") in announced_addresses("localhost")
    assert announced_addresses("::1") == [socket.inet_pton(socket.AF_INET6, "::1")]
    assert announced_addresses("192.0.2.7") == [socket.inet_aton("192.0.2.7")]
    everywhere = announced_addresses("0.0.0.0")
    assert everywhere
    own = {one.address for each in psutil.net_if_addrs().values() for one in each}
    assert {socket.inet_ntoa(one) for one in everywhere} <= own
    if any(one.family == socket.AF_INET and not one.address.startswith(("127.", "169.254."))
           for each in psutil.net_if_addrs().values() for one in each):  # fmt: skip
        assert socket.inet_aton("127.0.0.1") not in everywhere
