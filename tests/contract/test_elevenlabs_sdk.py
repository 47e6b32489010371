"""ElevenLabs' own SDK against a running server: nothing changed but the address and the key."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from elevenlabs import ElevenLabs, VoiceSettings
from elevenlabs.core.api_error import ApiError
from elevenlabs.types import SpeechToTextChunkResponseModel

from clonyvoice.audio import decode
from tests.serving import ServerProcess

pytestmark = pytest.mark.model
MakeKey = Callable[..., str]
SAID = "The old clock on the wall strikes seven."


def sdk(server: ServerProcess, key: str, http: httpx.Client) -> ElevenLabs:
    return ElevenLabs(base_url=f"{server.url}/elevenlabs", api_key=key, httpx_client=http)


@pytest.fixture(scope="module")
def theirs(server: ServerProcess, key: MakeKey) -> Iterator[ElevenLabs]:
    with httpx.Client(timeout=120) as http:
        yield sdk(server, key(), http)


def seconds(sound: bytes) -> float:
    return decode(io.BytesIO(sound)).duration


def test_what_is_spoken_is_written_down_again_with_times(theirs: ElevenLabs) -> None:
    sound = b"".join(theirs.text_to_speech.convert("af_heart", text=SAID, model_id="eleven_multilingual_v2"))
    assert seconds(sound) == pytest.approx(2.2, abs=1)
    found = theirs.speech_to_text.convert(model_id="scribe_v1", file=("said.mp3", sound))
    assert isinstance(found, SpeechToTextChunkResponseModel)
    heard = re.sub(r"[^a-z ]", "", found.text.lower().replace("7", "seven"))
    assert heard == re.sub(r"[^a-z ]", "", SAID.lower())
    assert found.language_code == "en"
    starts = [word.start for word in found.words]
    assert len(starts) > 5
    assert starts == sorted(starts, key=lambda start: start or 0)


def test_a_stream_comes_in_the_format_and_pace_that_were_asked_for(theirs: ElevenLabs) -> None:
    lengths = {}
    for speed in (1.0, 1.5):
        pieces = list(
            theirs.text_to_speech.stream(
                "voice_af_heart",
                text=SAID,
                output_format="pcm_16000",
                language_code="en",
                voice_settings=VoiceSettings(speed=speed),
            )
        )
        lengths[speed] = len(b"".join(pieces)) / 2 / 16_000
    assert lengths[1.0] == pytest.approx(2.2, abs=1)
    assert lengths[1.0] / lengths[1.5] == pytest.approx(1.5, rel=0.15)


def test_a_voice_is_cloned_found_used_and_thrown_away(theirs: ElevenLabs, recording: bytes) -> None:
    made = theirs.voices.ivc.create(name="Their clone", files=[("me.wav", recording, "audio/wav")])
    assert not made.requires_verification
    assert theirs.voices.get(made.voice_id).category == "cloned"
    found = theirs.voices.search(search="Their clone")
    assert [voice.voice_id for voice in found.voices] == [made.voice_id]
    assert seconds(b"".join(theirs.text_to_speech.convert(made.voice_id, text=SAID))) > 1
    theirs.voices.delete(made.voice_id)
    assert made.voice_id not in {voice.voice_id for voice in theirs.voices.get_all().voices}


def test_lists_go_on_page_by_page(theirs: ElevenLabs) -> None:
    first = theirs.voices.search(page_size=20, category="premade")
    assert first.has_more
    second = theirs.voices.search(page_size=20, category="premade", next_page_token=first.next_page_token)
    ids = [voice.voice_id for voice in (*first.voices, *second.voices)]
    assert len(ids) == len(set(ids)) == 40
    models = theirs.models.list()
    assert {"kokoro", "eleven_multilingual_v2"} <= {model.model_id for model in models}


def test_settings_that_mean_nothing_here_are_named_in_the_answer(client: httpx.Client) -> None:
    answer = client.post(
        "/elevenlabs/v1/text-to-speech/af_heart",
        json={"text": "One.", "voice_settings": {"stability": 0.5, "speed": 1.1, "use_speaker_boost": True}},
    )
    assert answer.status_code == 200
    named = answer.headers["X-Unused-Parameters"]
    assert named == "voice_settings.stability, voice_settings.use_speaker_boost"


@pytest.mark.parametrize(
    ("voice", "body", "query", "status", "param"),
    [
        ("nobody", {}, "", 404, "voice_id"),
        ("af_heart", {"text": ""}, "", 422, "text"),
        ("af_heart", {"model_id": "eleven_v9"}, "", 404, "model_id"),
        ("af_heart", {"language_code": "xx"}, "", 422, "language_code"),
        ("af_heart", {"previous_text": "Before."}, "", 422, "previous_text"),
        ("af_heart", {}, "?output_format=ulaw_8000", 422, "output_format"),
        ("af_heart", {}, "?output_format=mp3_44101_128", 422, "output_format"),
        ("af_heart", {}, "?optimize_streaming_latency=3", 422, "optimize_streaming_latency"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(
    client: httpx.Client, voice: str, body: dict[str, object], query: str, status: int, param: str
) -> None:
    answer = client.post(f"/elevenlabs/v1/text-to-speech/{voice}{query}", json={"text": "One.", **body})
    assert (answer.status_code, answer.json()["error"]["param"]) == (status, param)


@pytest.mark.parametrize("name", ["diarize", "tag_audio_events"])
def test_what_the_recogniser_cannot_do_is_refused_by_name(
    client: httpx.Client, recording: bytes, name: str
) -> None:
    answer = client.post(
        "/elevenlabs/v1/speech-to-text",
        files={"file": ("me.wav", recording)},
        data={"model_id": "scribe_v1", name: "true"},
    )
    assert (answer.status_code, answer.json()["error"]["param"]) == (422, name)


def test_a_wrong_key_is_an_error_of_the_sdk(server: ServerProcess) -> None:
    with httpx.Client(timeout=120) as http, pytest.raises(ApiError) as refused:
        sdk(server, "cvk_wrong", http).voices.get_all()
    assert refused.value.status_code == 401
