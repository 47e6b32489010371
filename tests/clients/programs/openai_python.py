"""OpenAI's Python SDK; what it gets is examined closely in tests/contract/test_openai_sdk.py."""

from __future__ import annotations

from openai import OpenAI
from report import KEY, SAID, URL, call, heard

client = OpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0)
sound = client.audio.speech.create(model="tts-1", voice="alloy", input=SAID, response_format="wav").content


def speech() -> None:
    assert client.audio.speech.create(
        model="gpt-4o-mini-tts", voice="marin", input="One.", instructions="Calm."
    ).content


def blend() -> None:
    assert client.audio.speech.create(model="tts-1", voice="af_sky(2)+af_bella", input="One.").content


def transcription() -> None:
    heard(
        client.audio.transcriptions.create(
            model="gpt-transcribe", file=("a.wav", sound), temperature=0.2
        ).text
    )


def streamed() -> None:
    events = list(
        client.audio.transcriptions.create(model="gpt-4o-transcribe", file=("a.wav", sound), stream=True)
    )
    heard(events[-1].text)


def prompted() -> None:
    made = client.audio.voices.create(
        name="Prompted", type="prompt", prompt="a calm elderly woman, low and warm"
    )
    client.audio.voices.delete(made.id)


call("audio.speech.create", speech)
call("audio.speech.create, a blend of voices", blend)
call("audio.transcriptions.create", transcription)
call("audio.transcriptions.create, streamed", streamed)
call("audio.voices.create, type=prompt", prompted)
call("models.list", lambda: list(client.models.list()))
