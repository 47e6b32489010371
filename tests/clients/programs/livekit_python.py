"""LiveKit's OpenAI and ElevenLabs plugins, by HTTP."""

from __future__ import annotations

import asyncio

import aiohttp
from livekit.agents import APIConnectOptions
from livekit.plugins import openai
from report import KEY, SAID, URL, call, heard

frames: list[object] = []
once = APIConnectOptions(max_retry=0, timeout=60)


async def _speak() -> None:
    tts = openai.TTS(
        model="gpt-4o-mini-tts", voice="ash", base_url=f"{URL}/v1", api_key=KEY, instructions="Calm."
    )
    frames.extend([event.frame async for event in tts.synthesize(SAID, conn_options=once)])
    assert sum(frame.duration for frame in frames) > 1.5  # type: ignore[attr-defined]


async def _write_down() -> None:
    stt = openai.STT(model="gpt-4o-mini-transcribe", base_url=f"{URL}/v1", api_key=KEY, use_realtime=False)
    event = await stt.recognize(frames, conn_options=once)  # type: ignore[arg-type]
    heard(event.alternatives[0].text)


async def _eleven() -> None:
    from livekit.plugins import elevenlabs

    async with aiohttp.ClientSession() as session:
        stt = elevenlabs.STT(api_key=KEY, base_url=f"{URL}/elevenlabs/v1", http_session=session)
        event = await stt.recognize(frames, conn_options=once)  # type: ignore[arg-type]
        heard(event.alternatives[0].text)


async def _main() -> None:
    for name, work in (
        ("openai.TTS", _speak),
        ("openai.STT", _write_down),
        ("elevenlabs.STT", _eleven),
    ):
        problem = None
        try:
            await work()
        except Exception as error:
            problem = error

        def tell(problem: Exception | None = problem) -> None:
            if problem is not None:
                raise problem

        call(name, tell)


asyncio.run(_main())
