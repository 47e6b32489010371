"""pipecat's OpenAI and ElevenLabs services, by HTTP and, as its default, over the WebSocket `multi-stream-input`."""

from __future__ import annotations

import asyncio
import io
import wave

import aiohttp
from pipecat.frames.frames import ErrorFrame, TTSAudioRawFrame
from pipecat.services.elevenlabs.tts import ElevenLabsHttpTTSService
from pipecat.services.openai.stt import OpenAISTTService
from pipecat.services.openai.tts import OpenAITTSService
from report import KEY, SAID, URL, call, heard

pcm = b""


async def _run(service: object, text: str) -> bytes:
    sound = b""
    async for frame in service.run_tts(text, "context"):  # type: ignore[attr-defined]
        if isinstance(frame, ErrorFrame):
            raise RuntimeError(frame.error)
        if isinstance(frame, TTSAudioRawFrame):
            sound += frame.audio
    return sound


async def _openai_tts() -> None:
    global pcm
    service = OpenAITTSService(api_key=KEY, base_url=f"{URL}/v1", voice="alloy", sample_rate=24_000)
    service._sample_rate = 24_000  # set by the pipeline's start frame
    pcm = await _run(service, SAID)
    assert len(pcm) > 48_000


async def _openai_stt() -> None:
    service = OpenAISTTService(api_key=KEY, base_url=f"{URL}/v1")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        file.writeframes(pcm)
    answer = await service._transcribe(buffer.getvalue())
    heard(answer.text)


async def _elevenlabs() -> None:
    async with aiohttp.ClientSession() as session:
        service = ElevenLabsHttpTTSService(
            api_key=KEY,
            voice_id="21m00Tcm4TlvDq8ikWAM",
            aiohttp_session=session,
            base_url=f"{URL}/elevenlabs",
            sample_rate=24_000,
        )
        service._sample_rate = 24_000
        service._output_format = "pcm_24000"
        assert len(await _run(service, SAID)) > 48_000


async def _socket() -> None:
    from pipecat.frames.frames import TTSSpeakFrame
    from pipecat.services.elevenlabs.tts import ElevenLabsTTSService
    from pipecat.tests.utils import SleepFrame, run_test

    service = ElevenLabsTTSService(
        api_key=KEY, voice_id="21m00Tcm4TlvDq8ikWAM", url=URL.replace("http", "ws") + "/elevenlabs",
        sample_rate=24_000, stop_frame_timeout_s=15,  # its 3 s are too few on a machine that runs other tests
    )  # fmt: skip
    sent = [TTSSpeakFrame(SAID), SleepFrame(sleep=30)]
    down, up = await run_test(service, frames_to_send=sent, start_timeout=30)
    assert not [frame for frame in (*down, *up) if isinstance(frame, ErrorFrame)], up
    sound = b"".join(frame.audio for frame in down if isinstance(frame, TTSAudioRawFrame))
    assert 72_000 < len(sound) < 300_000, len(sound)


async def _main() -> None:
    for name, work in (
        ("OpenAITTSService", _openai_tts),
        ("OpenAISTTService", _openai_stt),
        ("ElevenLabsHttpTTSService", _elevenlabs),
        ("ElevenLabsTTSService (WebSocket multi-stream-input)", _socket),
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
