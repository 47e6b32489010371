"""OpenAI's own SDK against a running server: nothing changed but the address and the key."""

from __future__ import annotations

import base64
import io
import re
import wave
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from clonyvoice.api.compat.vendor_model_language_names import OPENAI_SPEECH
from clonyvoice.api.compat.vendor_voices import OPENAI_VOICES
from clonyvoice.audio import decode
from tests.serving import ServerProcess

pytestmark = pytest.mark.model
MakeKey = Callable[..., str]
SAID = "The old clock on the wall strikes seven."


def sdk(server: ServerProcess, key: str) -> OpenAI:
    return OpenAI(base_url=f"{server.url}/v1", api_key=key, max_retries=0, timeout=120)


@pytest.fixture(scope="module")
def theirs(server: ServerProcess, key: MakeKey) -> Iterator[OpenAI]:
    with sdk(server, key()) as made:
        yield made


@pytest.fixture(scope="module")
def spoken(theirs: OpenAI) -> bytes:
    return theirs.audio.speech.create(model="tts-1", voice="alloy", input=SAID).content


def words(text: str) -> str:
    return re.sub(r"[^a-z ]", "", text.lower().replace("7", "seven")).strip()


def test_what_is_spoken_is_mp3_and_is_written_down_again(theirs: OpenAI, spoken: bytes) -> None:
    assert decode(io.BytesIO(spoken)).duration == pytest.approx(2.5, abs=1.3)
    assert spoken[:3] == b"ID3" or spoken[0] == 0xFF
    found = theirs.audio.transcriptions.create(model="whisper-1", file=("said.mp3", spoken))
    assert words(found.text) == words(SAID)


def test_it_speaks_faster_in_any_format_and_in_a_cloned_voice(theirs: OpenAI, clone: str) -> None:
    seconds = {}
    for speed in (1.0, 1.5):
        sound = theirs.audio.speech.create(
            model="kokoro", voice=clone, input=SAID, response_format="pcm", speed=speed
        )
        seconds[speed] = len(sound.content) / 2 / 24_000
    assert seconds[1.0] / seconds[1.5] == pytest.approx(1.5, rel=0.15)
    wav = theirs.audio.speech.create(model="tts-1-hd", voice=clone, input=SAID, response_format="wav")
    with wave.open(io.BytesIO(wav.content)) as header:  # believes the length in the header
        assert header.getnframes() / header.getframerate() == pytest.approx(seconds[1.0], rel=0.1)
    assert decode(io.BytesIO(wav.content)).duration == pytest.approx(seconds[1.0], rel=0.1)


def test_sound_comes_in_pieces_and_as_events(theirs: OpenAI) -> None:
    text = " ".join([SAID] * 4)
    with theirs.audio.speech.with_streaming_response.create(
        model="kokoro", voice="nova", input=text, response_format="wav", stream_format="audio"
    ) as answer:
        pieces = [piece for piece in answer.iter_bytes(4096) if piece]
    assert len(pieces) > 2
    with theirs.audio.speech.with_streaming_response.create(
        model="kokoro", voice="nova", input=SAID, response_format="wav", stream_format="sse"
    ) as answer:
        events = [line.removeprefix("data: ") for line in answer.iter_lines() if line]
    assert '"speech.audio.done"' in events[-1]
    sent = re.findall(r'"audio": "([^"]+)"', "".join(events))
    whole = b"".join(base64.b64decode(piece) for piece in sent)
    assert decode(io.BytesIO(whole)).duration == pytest.approx(2.5, abs=1.3)


def test_words_have_times(theirs: OpenAI, spoken: bytes) -> None:
    found = theirs.audio.transcriptions.create(
        model="whisper-1",
        file=("said.mp3", spoken),
        language="en",
        response_format="verbose_json",
        timestamp_granularities=["word"],
    )
    assert found.words is not None
    starts = [word.start for word in found.words]
    assert len(starts) > 5
    assert starts == sorted(starts)
    assert 0 <= found.words[-1].end <= found.duration + 0.1
    srt = theirs.audio.transcriptions.create(
        model="whisper-1", file=("said.mp3", spoken), response_format="srt"
    )
    assert str(srt).startswith("1\n00:00:0")


def test_speech_of_another_language_is_written_down_in_english(theirs: OpenAI, client: httpx.Client) -> None:
    sound = theirs.audio.speech.create(
        model="kokoro",
        voice="ef_dora",
        input="Buenos días, me gusta mucho el café.",
        extra_body={"language": "es"},
    )
    # The SDK calls its own method deprecated, and warnings are errors here.
    answer = client.post(
        "/v1/audio/translations",
        files={"file": ("dicho.mp3", sound.content)},
        data={"model": "whisper-1", "response_format": "text"},
    )
    assert "coffee" in answer.text.lower()


def test_models_and_voices_are_listed(theirs: OpenAI, clone: str) -> None:
    names = [model.id for model in theirs.models.list()]
    assert set(OPENAI_SPEECH) <= set(names)
    assert theirs.models.retrieve("whisper-1").id == "whisper-1"
    voices = theirs.get("/audio/voices", cast_to=object)
    assert isinstance(voices, dict)
    assert {*OPENAI_VOICES, "af_heart", clone} <= {voice["id"] for voice in voices["voices"]}


def test_errors_are_those_that_the_sdk_knows(theirs: OpenAI, server: ServerProcess, key: MakeKey) -> None:
    with pytest.raises(openai.NotFoundError) as missing:
        theirs.audio.speech.create(model="kokoro", voice="nobody", input=SAID)
    assert missing.value.param == "voice"
    assert missing.value.code == "voice_not_found"
    with pytest.raises(openai.NotFoundError, match="tts-1"):
        theirs.audio.speech.create(model="gpt-7", voice="alloy", input=SAID)
    with sdk(server, "cvk_wrong") as wrong, pytest.raises(openai.AuthenticationError):
        wrong.audio.speech.create(model="kokoro", voice="alloy", input=SAID)
    with (
        sdk(server, key(["voices:read"])) as reader,
        pytest.raises(openai.PermissionDeniedError, match="tts:generate"),
    ):
        reader.audio.speech.create(model="kokoro", voice="alloy", input=SAID)
    with sdk(server, key(["tts:generate"], {"tts:generate": 1})) as limited:
        limited.audio.speech.create(model="kokoro", voice="alloy", input="One.")
        with pytest.raises(openai.RateLimitError):
            limited.audio.speech.create(model="kokoro", voice="alloy", input="Two.")


@pytest.mark.parametrize(
    ("more", "param"),
    [({"input": ""}, "input"), ({"speed": 9.0}, "speed"), ({"voice": "af_sky+nobody"}, "voice")],
)
def test_what_cannot_be_done_is_refused_by_name(theirs: OpenAI, more: dict[str, Any], param: str) -> None:
    asked = {"model": "kokoro", "voice": "alloy", "input": SAID, **more}
    with pytest.raises(openai.APIStatusError) as refused:
        theirs.audio.speech.create(**asked)
    assert refused.value.status_code in (404, 422)
    assert param in (refused.value.param or "")


def test_what_only_steers_another_model_is_accepted_and_named(theirs: OpenAI) -> None:
    raw = theirs.audio.speech.with_raw_response.create(
        model="gpt-4o-mini-tts",
        voice="Coral",  # clients write it so
        input=SAID,
        instructions="Pronounce every acronym by its letters.",
        extra_body={"user": "me", "backend": "x"},
    )
    assert raw.headers["x-unused-parameters"] == "user, backend, instructions"


def test_instructions_and_blends_are_heard(theirs: OpenAI) -> None:
    sounds = [
        theirs.audio.speech.create(
            model="gpt-4o-mini-tts",
            voice="af_sky+af_bella(2)",
            input=SAID,
            response_format="pcm",
            instructions=instructions,
        ).content
        for instructions in ("", "Very slowly, please.")
    ]
    assert len(sounds[1]) > 1.15 * len(sounds[0])
    wav = theirs.audio.speech.create(
        model="tts-1", voice="af_bella(2)+af_sky", input=SAID, response_format="wav"
    ).content
    found = theirs.audio.transcriptions.create(
        model="gpt-transcribe", file=("said.wav", wav), temperature=0.4
    )
    assert words(found.text) == words(SAID)


def test_a_clone_speaks_by_its_own_name(theirs: OpenAI, clone: str) -> None:
    raw = theirs.audio.speech.with_raw_response.create(model="tts-1", voice="contract CLONE", input="One.")
    assert raw.status_code == 200


def test_a_transcript_comes_as_events_with_log_probabilities(theirs: OpenAI, spoken: bytes) -> None:
    stream = theirs.audio.transcriptions.create(
        model="gpt-4o-transcribe", file=("said.mp3", spoken), stream=True, include=["logprobs"],
        chunking_strategy={"type": "server_vad", "threshold": 0.5},
    )  # fmt: skip
    events = list(stream)
    assert [event.type for event in events[:-1]] == ["transcript.text.delta"] * (len(events) - 1)
    done = events[-1]
    assert done.type == "transcript.text.done"
    assert words(done.text) == words(SAID)
    assert words("".join(event.delta for event in events[:-1])) == words(SAID)  # type: ignore[union-attr]
    assert done.logprobs
    assert "".join(each.token or "" for each in done.logprobs).strip() == done.text
    assert all(-20 < (each.logprob or 0) <= 0 for each in done.logprobs)


def test_a_voice_is_made_of_a_recording(theirs: OpenAI, client: httpx.Client, recording: bytes) -> None:
    made = theirs.audio.voices.create(
        name="Made by OpenAI's SDK", consent="cons_1", audio_sample=("me.wav", recording)
    )
    assert made.object == "audio.voice"
    assert theirs.audio.speech.create(model="tts-1", voice={"id": made.id}, input="One.").content
    assert client.get(f"/api/voices/{made.id}").json()["name"] == "Made by OpenAI's SDK"
    theirs.audio.voices.delete(made.id)
    assert client.get(f"/api/voices/{made.id}").status_code == 409


@pytest.mark.parametrize(
    ("more", "param"),
    [({"timestamp_granularities": ["word"]}, "timestamp_granularities[]"), ({"model": "parakeet"}, "model")],
)
def test_what_the_recogniser_cannot_do_is_refused_by_name(
    theirs: OpenAI, spoken: bytes, more: dict[str, Any], param: str
) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        theirs.audio.transcriptions.create(**{"model": "whisper-1", "file": ("said.mp3", spoken), **more})
    assert refused.value.param == param
