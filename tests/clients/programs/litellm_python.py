"""litellm, with OpenAI's and ElevenLabs' providers."""

from __future__ import annotations

import io

import litellm
from report import KEY, SAID, URL, call, heard

sound = b""


def speech() -> None:
    global sound
    answer = litellm.speech(
        model="openai/tts-1",
        voice="alloy",
        input=SAID,
        api_base=f"{URL}/v1",
        api_key=KEY,
        instructions="Calm.",
    )
    sound = answer.content
    assert len(sound) > 10_000


def transcription() -> None:
    file = io.BytesIO(sound)
    file.name = "said.mp3"
    found = litellm.transcription(
        model="openai/whisper-1", file=file, api_base=f"{URL}/v1", api_key=KEY, temperature=0
    )
    heard(found.text)


def eleven() -> None:
    answer = litellm.speech(
        model="elevenlabs/eleven_multilingual_v2",
        voice="alloy",
        input="One.",
        api_base=f"{URL}/elevenlabs",
        api_key=KEY,
    )
    assert len(answer.content) > 2000


call("speech, openai", speech)
call("transcription, openai", transcription)
call("speech, elevenlabs", eleven)
