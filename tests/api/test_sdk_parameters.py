"""Every parameter of the methods of OpenAI's and ElevenLabs' SDKs that are served here, one by one, on scripted models.

A call works, or is refused with a message in the vendor's shape that names the parameter. A new version's new parameter
fails here until it has a value.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import openai
import pytest
from elevenlabs import ElevenLabs, VoiceSettings
from elevenlabs.core.api_error import ApiError

from clonyvoice.api.compat.unsupported_fields import UNUSED
from tests.api.listening import listening
from tests.api.running import Running
from tests.cloning.sounds import syllables, wav
from tests.fuzzing.designing import DesigningEngine

SHORT, LONG = wav(syllables(2.0)), wav(syllables(20.0))
DESCRIPTION = "A calm old woman with a warm voice."
SPEECH: dict[str, Any] = {
    "enable_logging": True, "optimize_streaming_latency": 4, "output_format": "pcm_16000", "model_id": "eleven_v3",
    "language_code": "eng", "voice_settings": VoiceSettings(stability=0.4, speed=1.1),
    "pronunciation_dictionary_locators": [], "seed": 4_294_967_295, "previous_text": "a", "next_text": "b",
    "previous_request_ids": ["a"], "next_request_ids": ["b"], "use_pvc_as_ivc": True, "apply_text_normalization": "off",
    "apply_language_text_normalization": True, "hcaptcha_token": "a", "audio_effects": {"reverb": 1},
    "settings": {"stability": 0.5}, "future_text": "b",
}  # fmt: skip
HEARD: dict[str, Any] = {
    "enable_logging": False, "token": "", "language_code": "eng", "secondary_language_codes": ["ko"],
    "tag_audio_events": True, "num_speakers": 2, "timestamps_granularity": "character", "diarize": True,
    "diarization_threshold": 0.3, "additional_formats": [{"format": "docx"}], "file_format": "other",
    "cloud_storage_url": "https://a.example/a.wav", "source_url": "https://a.example/a.wav", "webhook": True,
    "webhook_id": "a", "temperature": 0.5, "seed": 3, "use_multi_channel": True,
    "multichannel_output_style": "combined", "webhook_metadata": {"a": "b"}, "entity_detection": "pii",
    "no_verbatim": True, "detect_speaker_roles": True,
    "entity_redaction": "pii", "entity_redaction_mode": "a", "keyterms": ["Ada"], "use_speaker_library": True,
    "numbers_format": "words", "transcript_edit": "Shorter.",
}  # fmt: skip
FOUND: dict[str, Any] = {
    "page_size": 5, "next_page_token": "a", "search": "ann", "sort": "name", "sort_direction": "asc",
    "voice_type": "personal", "category": "cloned", "fine_tuning_state": "draft", "collection_id": "a",
    "include_total_count": False, "voice_ids": ["fake_ann"], "show_legacy": True, "gender": "female", "age": "young",
    "accent": "british", "language": "en", "use_cases": ["a"], "descriptives": ["a"], "featured": True,
    "min_notice_period_days": 1, "include_custom_rates": True, "include_live_moderated": True, "high_quality": True,
}  # fmt: skip
DESIGNED: dict[str, Any] = {
    "output_format": "pcm_24000", "model_id": "eleven_ttv_v3", "text": "Once upon a time. " * 6, "loudness": 0.4,
    "auto_generate_text": True, "seed": 4, "guidance_scale": 4.0, "stream_previews": True, "quality": 0.4,
    "remixing_session_id": "a", "remixing_session_iteration_id": "a", "reference_audio_base64": "AAAA",
    "reference_audio_base_64": "AAAA", "prompt_strength": 0.4, "should_enhance": True,
}  # fmt: skip
LISTED: dict[str, Any] = {
    "page_size": 3, "start_after_history_item_id": "a", "voice_id": "fake_ann", "model_id": "eleven_v3", "search": "a",
    "date_before_unix": 1, "date_after_unix": 1, "sort_direction": "asc", "source": "STS",
}  # fmt: skip
CLONED: dict[str, Any] = {
    "remove_background_noise": True, "description": "a", "labels": '{"accent": "british"}', "moderate_metadata": True,
    "files": [("a.wav", LONG)],
}  # fmt: skip
REFUSED = {
    "audio_effects", "additional_formats", "cloud_storage_url", "source_url", "webhook", "use_multi_channel",
    "webhook_metadata", "entity_detection", "no_verbatim", "detect_speaker_roles", "entity_redaction", "files",
    "use_speaker_library", "numbers_format", "transcript_edit", "next_page_token", "use_cases", "descriptives",
    "reference_audio_base64", "start_after_history_item_id", "sort_direction", "known_speaker_names[]",
    "known_speaker_references[]", "token",
}  # fmt: skip
"""Parameters that may be refused; everything else works."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with listening(tmp_path_factory.mktemp("sdk"), DesigningEngine(), text="It is said once.") as (made, _):
        yield made


@pytest.fixture(scope="module")
def answers() -> list[httpx.Response]:
    """The answers to requests of ElevenLabs' SDK, the newest last."""
    return []


@pytest.fixture(scope="module")
def theirs(server: Running, answers: list[httpx.Response]) -> Iterator[ElevenLabs]:
    with httpx.Client(event_hooks={"response": [answers.append]}, verify=False, timeout=60) as http:
        yield ElevenLabs(base_url=f"{server.url}/elevenlabs", api_key=server.key, httpx_client=http)


def each(
    method: Callable[..., Any], given: dict[str, Any], values: dict[str, Any], answers: list[httpx.Response]
) -> dict[str, str]:
    """Call the method with each of its other parameters in turn; what was named as unused for each that worked."""
    unused = {}
    for name in inspect.signature(method).parameters:
        if name in given or name == "request_options":
            continue
        assert name in values, f"{method.__qualname__} has a new parameter: {name}"
        body = None
        try:
            made = method(**given, **{name: values[name]})
            if inspect.isgenerator(made):
                list(made)
        except ApiError as error:
            body = error.body
        if body is None:
            unused[name] = answers[-1].headers.get(UNUSED, "")
        else:
            refused = str(body["detail"]["param"]).partition(".")[0]
            assert refused in REFUSED, (name, body)
            assert refused.replace("64", "_64") in (name, name.replace("64", "_64")), body
            assert body["detail"]["message"]
    return unused


@pytest.mark.parametrize("name", ["convert", "stream", "convert_with_timestamps", "stream_with_timestamps"])
def test_speech_and_dialogue(theirs: ElevenLabs, answers: list[httpx.Response], name: str) -> None:
    text = {"voice_id": "fake_ann", "text": "Hello there."}
    unused = each(getattr(theirs.text_to_speech, name), text, SPEECH, answers)
    assert unused["previous_text"] == "previous_text"
    assert unused["voice_settings"] == "voice_settings.stability"
    assert unused["seed"] == unused["output_format"] == unused["language_code"] == ""
    inputs = {"inputs": [{"text": "Hello there.", "voice_id": "fake_ann"}]}
    unused = each(getattr(theirs.text_to_dialogue, name), inputs, SPEECH, answers)
    assert unused["settings"] == "settings.stability"


def test_transcription(theirs: ElevenLabs, answers: list[httpx.Response]) -> None:
    given = {"model_id": "scribe_v2", "file": ("a.wav", SHORT)}
    unused = each(theirs.speech_to_text.convert, given, HEARD, answers)
    assert unused["secondary_language_codes"] == "secondary_language_codes"
    assert unused["keyterms"] == unused["diarize"] == unused["timestamps_granularity"] == ""


def test_voices(theirs: ElevenLabs, answers: list[httpx.Response]) -> None:
    unused = each(theirs.voices.search, {}, FOUND, answers)
    assert unused["gender"] == unused["language"] == unused["accent"] == unused["age"] == ""
    each(theirs.voices.get_all, {}, FOUND, answers)
    each(theirs.voices.get, {"voice_id": "fake_ann"}, {"with_settings": True}, answers)
    each(theirs.voices.ivc.create, {"name": "Zoe", "files": [("a.wav", LONG)]}, CLONED, answers)
    made = theirs.voices.search(accent="british").voices
    assert [voice.name for voice in made] == ["Zoe"]
    assert made[0].labels["accent"] == "british"
    each(theirs.voices.update, {"voice_id": made[0].voice_id, "name": "Zoe"}, CLONED, answers)
    assert [voice.voice_id for voice in theirs.voices.search(gender="male", search="Ben").voices] == [
        "voice_fake_ben"
    ]
    assert theirs.voices.search(gender="male", search="Ann").voices == []
    assert theirs.voices.search(language="xx").voices == []


def test_design(theirs: ElevenLabs, answers: list[httpx.Response]) -> None:
    unused = each(theirs.text_to_voice.design, {"voice_description": DESCRIPTION}, DESIGNED, answers)
    assert unused["seed"] == unused["text"] == unused["output_format"] == ""
    preview = theirs.text_to_voice.design(voice_description=DESCRIPTION).previews[0]
    given = {
        "voice_name": "Eve",
        "voice_description": DESCRIPTION,
        "generated_voice_id": preview.generated_voice_id,
    }
    kept = {"labels": {"accent": "irish"}, "played_not_selected_voice_ids": ["a"]}
    each(theirs.text_to_voice.create, given, kept, answers)


def test_history(theirs: ElevenLabs, answers: list[httpx.Response]) -> None:
    list(theirs.text_to_speech.convert("fake_ann", text="It is kept."))
    unused = each(theirs.history.list, {}, LISTED, answers)
    assert unused["model_id"] == ""
    assert theirs.history.list(model_id="eleven_v3").history
    assert theirs.history.list(model_id="fake").history
    assert theirs.history.list(model_id="nobody_v1").history == []
    item = theirs.history.list().history[0].history_item_id
    for fmt, start in (("wav", b"RIFF"), ("default", b"\xff")):
        sound = b"".join(theirs.history.download(history_item_ids=[item], output_format=fmt))
        assert sound[: len(start)] == start or sound[:3] == b"ID3"


OPENAI_SPEECH: dict[str, Any] = {
    "instructions": "Slowly.", "response_format": "opus", "speed": 1.3, "stream_format": "sse",
}  # fmt: skip
OPENAI_HEARD: dict[str, Any] = {
    "chunking_strategy": {"type": "server_vad", "prefix_padding_ms": 300}, "include": ["logprobs"], "keywords": ["Ada"],
    "known_speaker_names": ["Ada"], "known_speaker_references": ["data:audio/wav;base64,AAAA"], "language": "english",
    "languages": ["en", "ko"], "prompt": "Ada. " * 2000, "response_format": "vtt", "stream": True, "temperature": 2,
    "timestamp_granularities": ["segment"],
}  # fmt: skip
_TRANSPORT = {"extra_headers", "extra_query", "extra_body", "timeout"}


def test_openais_audio(server: Running) -> None:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=server.key, max_retries=0) as client:
        for method, given, values in (
            (
                client.audio.speech.create,
                {"model": "tts-1", "voice": "fake_ann", "input": "A."},
                OPENAI_SPEECH,
            ),
            (
                client.audio.transcriptions.create,
                {"model": "whisper-1", "file": ("a.wav", SHORT)},
                OPENAI_HEARD,
            ),
        ):
            for name in inspect.signature(method).parameters:
                if name in given or name in _TRANSPORT:
                    continue
                assert name in values, f"{method.__qualname__} has a new parameter: {name}"
                body: Any = None
                try:
                    made = method(**given, **{name: values[name]})
                    if isinstance(made, openai.Stream):
                        assert list(made)
                except openai.APIStatusError as error:
                    body = error.body
                if body is not None:
                    assert body["param"] in REFUSED, (name, body)
                    assert name in body["param"]
                    assert body["message"]
