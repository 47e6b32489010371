"""The Wyoming protocol's own package, as Home Assistant uses it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable

from report import SAID, call, heard
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeVoice

PORT = int(os.environ["CLONYVOICE_WYOMING"])
VOICE = SynthesizeVoice(name="af_heart")
sound: list[AudioChunk] = []


async def until(client: AsyncTcpClient, kind: str) -> list[Event]:
    """All events up to one of this type."""
    found: list[Event] = []
    while not found or found[-1].type != kind:
        event = await client.read_event()
        assert event is not None, [one.type for one in found]
        assert event.type != "error", event.data
        found.append(event)
    return found


def with_client(use: Callable[[AsyncTcpClient], Awaitable[None]]) -> None:
    """Use a connection of its own."""

    async def main() -> None:
        async with AsyncTcpClient("127.0.0.1", PORT) as client:
            await use(client)

    asyncio.run(asyncio.wait_for(main(), 120))


async def described(client: AsyncTcpClient) -> None:
    await client.write_event(Describe().event())
    info = Info.from_event((await until(client, "info"))[-1])
    assert info.tts[0].voices
    assert info.asr[0].models


async def spoken(client: AsyncTcpClient) -> None:
    await client.write_event(Synthesize(SAID, voice=VOICE).event())
    events = await until(client, "audio-stop")
    sound.extend(AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type))
    assert sum(chunk.seconds for chunk in sound) > 1.0


async def streamed(client: AsyncTcpClient) -> None:
    await client.write_event(SynthesizeStart(voice=VOICE).event())
    for word in SAID.split():
        await client.write_event(SynthesizeChunk(f"{word} ").event())
    await client.write_event(SynthesizeStop().event())
    events = await until(client, "synthesize-stopped")
    assert sum(AudioChunk.is_type(event.type) for event in events) > 3


async def transcribed(client: AsyncTcpClient) -> None:
    await client.write_event(Transcribe(language="en").event())
    await client.write_event(AudioStart(24_000, 2, 1).event())
    for chunk in sound:
        await client.write_event(chunk.event())
    await client.write_event(AudioStop().event())
    heard(Transcript.from_event((await until(client, "transcript"))[-1]).text)


call("describe", lambda: with_client(described))
call("synthesize", lambda: with_client(spoken))
call("synthesize-start, chunks, synthesize-stop", lambda: with_client(streamed))
call("transcribe", lambda: with_client(transcribed))
