"""LiveKit's OpenAI and ElevenLabs plugins: speech and transcription by HTTP and over WebSockets, as agents use them."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from livekit.agents import APIConnectOptions
from livekit.agents.utils import http_context
from livekit.plugins import openai
from report import KEY, SAID, URL, call, heard

frames: list[Any] = []
once = APIConnectOptions(max_retry=0, timeout=120)


async def _speak() -> None:
    tts = openai.TTS(
        model="gpt-4o-mini-tts", voice="ash", base_url=f"{URL}/v1", api_key=KEY, instructions="Calm."
    )
    frames.extend([event.frame async for event in tts.synthesize(SAID, conn_options=once)])
    assert sum(frame.duration for frame in frames) > 1.5


async def _write_down() -> None:
    stt = openai.STT(model="gpt-4o-mini-transcribe", base_url=f"{URL}/v1", api_key=KEY, use_realtime=False)
    event = await stt.recognize(frames, conn_options=once)
    heard(event.alternatives[0].text)


async def _eleven() -> None:
    from livekit.plugins import elevenlabs

    async with aiohttp.ClientSession() as session:
        stt = elevenlabs.STT(api_key=KEY, base_url=f"{URL}/elevenlabs/v1", http_session=session)
        event = await stt.recognize(frames, conn_options=once)
        heard(event.alternatives[0].text)


async def _streamed(model: str) -> None:
    """Text in words, sound out, with the times of words; then all of it is heard back."""
    from livekit.plugins import elevenlabs

    async with aiohttp.ClientSession() as session:
        tts = elevenlabs.TTS(api_key=KEY, base_url=f"{URL}/elevenlabs/v1", model=model, http_session=session)
        stream = tts.stream(conn_options=once)
        for word in SAID.split():
            stream.push_text(f"{word} ")
        stream.end_input()
        sound: list[Any] = []
        words: list[Any] = []
        async for event in stream:
            sound.append(event.frame)
            words += event.frame.userdata.get("lk.timed_transcripts", [])
        await stream.aclose()
        await tts.aclose()
    seconds = sum(frame.duration for frame in sound)
    assert 1.5 < seconds < 6, seconds
    assert "".join(words).split() == SAID.split(), words
    starts = [word.start_time for word in words]
    assert starts == sorted(starts), starts
    assert starts[-1] < seconds, (starts, seconds)
    stt = openai.STT(model="whisper-1", base_url=f"{URL}/v1", api_key=KEY, use_realtime=False)
    event = await stt.recognize(sound, conn_options=once)
    heard(event.alternatives[0].text)


async def _live(stt: Any) -> None:
    """Frames in as a microphone gives them, a final transcript out."""
    from livekit.agents.stt import SpeechEventType
    from livekit.rtc import AudioFrame

    stream = stt.stream(conn_options=once)
    rate = frames[0].sample_rate
    silence = AudioFrame(bytes(rate), rate, 1, rate // 2)
    for frame in [*frames, silence, silence, silence, silence]:
        stream.push_frame(frame)
    told: list[str] = []

    async def read() -> None:
        async for event in stream:
            if event.type == SpeechEventType.FINAL_TRANSCRIPT:
                told.append(event.alternatives[0].text)
                if len(" ".join(told).split()) >= len(SAID.split()):
                    return

    await asyncio.wait_for(read(), 120)
    await stream.aclose()
    heard(" ".join(told))


async def _eleven_live() -> None:
    from livekit.plugins import elevenlabs

    async with aiohttp.ClientSession() as session:
        await _live(
            elevenlabs.STT(
                api_key=KEY, base_url=f"{URL}/elevenlabs/v1", http_session=session, model="scribe_v2_realtime",
                server_vad={"vad_silence_threshold_secs": 0.5}, language_code="en",
            )
        )  # fmt: skip


async def _openai_live() -> None:
    async with http_context.open():  # as a worker of agents opens it: this plugin takes no session
        await _live(
            openai.STT(
                model="gpt-4o-mini-transcribe",
                base_url=f"{URL}/v1",
                api_key=KEY,
                use_realtime=True,
                language="en",
            )
        )


async def _main() -> None:
    for name, work in (
        ("openai.TTS", _speak),
        ("openai.STT", _write_down),
        ("openai.STT, realtime (WebSocket)", _openai_live),
        ("elevenlabs.TTS (WebSocket multi-stream-input)", lambda: _streamed("eleven_turbo_v2_5")),
        ("elevenlabs.TTS, eleven_v3 (WebSocket of dialogues)", lambda: _streamed("eleven_v3")),
        ("elevenlabs.STT", _eleven),
        ("elevenlabs.STT, scribe_v2_realtime (WebSocket)", _eleven_live),
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
