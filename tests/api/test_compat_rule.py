"""The one rule of the compatible routes, on the scripted engine: obeyed, refused by name, or accepted and named."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h11
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.types import Message

from clonyvoice.api.compat.character_times import CharacterClock, alignment, timed_json
from clonyvoice.api.compat.elevenlabs_speech_bodies import OutputFormatUnknown, output_format
from clonyvoice.api.compat.unsupported_fields import UNUSED, shown_names
from clonyvoice.api.compat.vendor_model_language_names import (
    ModelNameUnknown,
    check_transcription_model,
    speech_engine,
)
from clonyvoice.api.compat.vendor_voices import ELEVENLABS_VOICES, OPENAI_VOICES
from clonyvoice.audio import decode
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.kokoro.voicepacks import PRESET_IDS
from clonyvoice.speech.model import Word
from clonyvoice.speech.style_instructions import delivery
from tests.api.running import Running, running
from tests.interpreter_hold import Hold

SPEECH = "/v1/audio/speech"
TTS = "/elevenlabs/v1/text-to-speech/fake_ann"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("compat"), FakeEngine()) as made:
        yield made


def say(server: Running, **more: object) -> httpx.Response:
    return server.client.post(SPEECH, json={"model": "tts-1", "voice": "fake_ann", "input": "Hello.", **more})


def unused(answer: httpx.Response) -> list[str]:
    return [name for name in answer.headers.get(UNUSED, "").split(", ") if name]


def test_starlette_reads_bodies_from_the_private_fields_that_are_replaced() -> None:
    """`unsupported_fields.py` sets `_body` and `_form`, as no public way replaces what a request brought."""

    async def receive() -> Message:
        raise AssertionError("the body is not read again")

    async def read() -> None:
        scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}
        request = Request(scope, receive)
        request._body = b'{"a": 1}'  # noqa: SLF001 - what the test is about
        assert await request.json() == {"a": 1}
        form = Request(scope, receive)
        form._form = FormData([("a", "1")])  # noqa: SLF001 - what the test is about
        assert (await form.form())["a"] == "1"

    asyncio.run(read())


# --- JSON ---


def test_nulls_count_as_absent_and_unknown_fields_are_named(server: Running) -> None:
    answer = say(server, speed=None, instructions=None, response_format=None, user="me", backend="x", x=None)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/mpeg"
    assert unused(answer) == ["user", "backend"]


def test_an_empty_text_counts_as_absent_where_the_field_may_be_left_out(server: Running) -> None:
    answer = say(server, model="", language="", lang_code="", response_format="", speed="", stream_format="")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "audio/mpeg"
    assert unused(answer) == []
    body = {"text": "Hello.", "model_id": "", "language_code": "", "apply_text_normalization": "", "seed": ""}
    assert server.client.post(TTS, json=body).status_code == 200
    for path, sent in ((SPEECH, {"voice": "fake_ann", "input": ""}), (TTS, {"text": ""})):
        assert server.client.post(path, json=sent).status_code == 422


def test_parameters_of_the_address_that_say_nothing_count_as_absent(server: Running) -> None:
    for query in (
        "output_format=",
        "output_format=null",
        "output_format=None",
        "output_format=pcm_8000&output_format=",
    ):
        answer = server.client.post(f"{TTS}?{query}", json={"text": "Hello."})
        assert answer.status_code == 200, (query, answer.text)
        assert answer.headers["content-type"] == ("audio/pcm" if "pcm" in query else "audio/mpeg")
    twice = server.client.post(
        f"{TTS}?output_format=mp3_44100_128&output_format=pcm_8000", json={"text": "Hello."}
    )
    assert twice.headers["content-type"] == "audio/pcm"


def test_fields_within_fields_are_named_with_their_place(server: Running) -> None:
    body = {
        "text": "Hello.",
        "voice_settings": {"speed": 1.0, "stability": 0.5, "style": None},
        "previous_text": "A",
    }
    answer = server.client.post(f"{TTS}?enable_logging=true&optimize_streaming_latency=3", json=body)
    assert answer.status_code == 200
    assert set(unused(answer)) == {
        "enable_logging", "optimize_streaming_latency", "previous_text", "voice_settings.stability",
    }  # fmt: skip


def test_names_in_the_header_are_plain_and_few(server: Running) -> None:
    odd = {"a\r\nSet-Cookie: x": 1, "ü" * 200: 2} | {f"field_{n}": n for n in range(60)}
    answer = say(server, **odd)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert len(unused(answer)) == 40
    assert shown_names(["a, b", "a, b", "c"]) == "a__b, c"


@given(st.lists(st.text(max_size=90) | st.sampled_from(["", " ", "\t", ","]), max_size=50))
def test_any_names_make_a_header_that_can_be_sent(names: list[str]) -> None:
    named = shown_names(names)
    assert bool(named) == bool(names)
    sent = h11.Connection(h11.SERVER)
    sent.receive_data(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    sent.next_event()
    headers = [(UNUSED.encode(), named.encode("latin-1")), (b"content-length", b"0")]
    content = sent.send(h11.Response(status_code=200, headers=headers))
    assert content is not None
    assert named.encode("latin-1") in content


def test_a_field_without_a_name_is_told(server: Running) -> None:
    answer = say(server, **{"20247": 1, "": 2})
    assert answer.status_code == 200
    assert unused(answer) == ["20247", '""']


def test_what_shapes_the_result_is_obeyed_or_refused_by_name(server: Running) -> None:
    for more, param in (
        ({"speed": 9}, "speed"),
        ({"response_format": "ogg"}, "response_format"),
        ({"voice": "nobody"}, "voice"),
        ({"voice": "fake_ann+nobody"}, "voice"),
        ({"voice": "fake_ann(0)+fake_ben"}, "voice"),
        ({"voice": "nobody(1)"}, "voice"),
        ({"voice": {"name": "fake_ann"}}, "voice"),
        ({"model": "gpt-7"}, "model"),
        ({"language": "xx"}, "language"),
        ({"lang_code": "xx"}, "lang_code"),
        ({"input": ""}, "input"),
    ):
        answer = say(server, **more)
        assert answer.status_code in (404, 422), (more, answer.text)
        assert answer.json()["error"]["param"].startswith(param), more
    for body, param in (
        ({"pronunciation_dictionary_locators": [{"id": 1}]}, "pronunciation_dictionary_locators"),
        ({"audio_effects": {"reverb": 1}}, "audio_effects"),
        ({"language_code": "xx"}, "language_code"),
        ({"model_id": "sonic"}, "model_id"),
        ({"text": ""}, "text"),
    ):
        answer = server.client.post(TTS, json={"text": "Hello.", **body})
        assert answer.status_code in (404, 422), (body, answer.text)
        assert answer.json()["detail"]["param"] == param
        assert answer.json()["detail"]["message"]


def test_a_body_that_is_no_json_is_told_so_in_the_vendors_shape(server: Running) -> None:
    answer = server.client.post(TTS, content=b"{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["detail"]["status"]) == (400, "invalid_json")
    answer = server.client.post(TTS, content=b"[" * 100_000, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    answer = server.client.post(SPEECH, content=b"[1]", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


# --- what is said ---


@pytest.mark.parametrize("text", ["...", "😀", "   ", "—", "[pause:1.5s]"])
def test_a_text_with_nothing_to_say_is_a_short_silence(server: Running, text: str) -> None:
    answer = say(server, input=text, response_format="wav")
    assert answer.status_code == 200
    sound = decode(io.BytesIO(answer.content))
    assert sound.duration == pytest.approx(1.5 if "pause" in text else 0.1, abs=0.05)
    assert not sound.samples.any()
    with wave.open(io.BytesIO(answer.content)) as read:
        assert read.getnframes() == len(answer.content[44:]) // 2  # true sizes: it is no stream
    told = server.client.post(f"{TTS}/with-timestamps", json={"text": text})
    assert "".join(told.json()["alignment"]["characters"]) == text


def test_instructions_are_followed_where_they_say_something(server: Running) -> None:
    plain, slow = (say(server, input="Hello there, my friend.", response_format="pcm", **more).content for more in (
        {}, {"instructions": "Speak very slowly, in a deep voice, almost monotone."}
    ))  # fmt: skip
    assert len(slow) > 1.2 * len(plain)
    asked = server.engine.requests[-1]
    assert asked.speed < 0.9
    assert asked.pitch < -1
    assert asked.pitch_range < 0.8
    assert unused(say(server, instructions="Pronounce every acronym by its letters.")) == ["instructions"]
    assert unused(say(server, instructions="None")) == []


def test_instructions_move_pace_pitch_liveliness_and_level() -> None:
    whisper = delivery("whispering")
    assert whisper is not None
    assert whisper.volume < -5
    lively = delivery("cheerful and excited")
    assert lively is not None
    assert lively.rate > 1
    assert lively.range > 1.1
    assert delivery("아주 천천히") is not None
    assert delivery("as a man from Mars") is None
    assert delivery("x" * 1_000_000) is None


def test_breaks_and_stage_directions_are_not_read_aloud(server: Running) -> None:
    text = '[whispers] Come closer. <break time="0.5s" /> [laughs] Now.'
    answer = server.client.post(TTS, json={"text": text, "model_id": "eleven_v3"})
    assert answer.status_code == 200
    assert unused(answer) == ["text.[laughs]"]
    said = [request.text for request in server.engine.requests[-2:]]
    assert not any("[" in part or "<" in part for part in said)
    item = server.client.get(f"/elevenlabs/v1/history/{answer.headers['history-item-id']}").json()
    assert "pause:0.5s" in item["text"]


# --- forms ---


def test_form_fields_come_in_all_the_ways_that_sdks_write_them(server: Running) -> None:
    """No model is needed: the recording is refused at the end, after the fields were taken."""
    noise = {"file": ("a.wav", b"no sound at all")}
    for data in (
        {"model": "gpt-transcribe", "temperature": "0.3", "prompt": "None", "language": "null"},
        {"model": "gpt-4o-transcribe-diarize", "chunking_strategy": "auto"},
        {"model": "Systran/faster-whisper-large-v3", "chunking_strategy[type]": "server_vad"},
        {"model": "whisper-1", "chunking_strategy": '{"type": "server_vad", "threshold": 0.4}'},
        {"model": "whisper-small", "response_format": "verbose_json", "timestamp_granularities[0]": "word"},
        {"model": "gpt-4o-transcribe", "temperature": "0", "timestamp_granularities[]": "segment"},
        {"model": "whisper-1", "keywords[]": ["Ada", "Bert"], "languages[]": "en", "prompt": "x" * 20_000},
        {"model": ["nothing", "whisper-1"], "stream": ["true", "false"]},
    ):
        answer = server.client.post("/v1/audio/transcriptions", files=noise, data=data)
        assert (answer.status_code, answer.json()["error"]["code"]) == (415, "unsupported_media"), (
            data,
            answer.text,
        )
    eleven = {"model_id": "scribe_v1", "tag_audio_events": "true", "num_speakers": "1", "language_code": "eng",
              "numbers_format": "digits", "entity_detection": "null", "diarize": ["true", "false"],
              "keyterms": ["Ada", "Bert"]}  # fmt: skip
    answer = server.client.post("/elevenlabs/v1/speech-to-text", files=noise, data=eleven)
    assert (answer.status_code, answer.json()["detail"]["status"]) == (415, "unsupported_media")


def test_a_recording_may_come_in_json(server: Running) -> None:
    """Open WebUI's JSON mode: it reaches the decoder, and what is no recording is refused by its name."""
    path = "/v1/audio/transcriptions"
    noise = base64.b64encode(b"no sound at all").decode()
    for sent in (
        {"model": "whisper-1", "language": "en", "input_audio": {"data": noise, "format": "mp3"}},
        {"model": None, "temperature": 0.2, "input_audio": {"data": f"data:audio/mp3;base64,{noise}"}},
        {"response_format": "verbose_json", "timestamp_granularities": ["word"],
         "input_audio": {"data": noise, "format": "../../x"}},
    ):  # fmt: skip
        answer = server.client.post(path, json=sent)
        assert (answer.status_code, answer.json()["error"]["code"]) == (415, "unsupported_media"), sent
    data: tuple[object, ...] = (None, 5, True, "%%%", ["x"], {}, "é", "")
    for odd in (*data, *({"data": each} for each in data), {}, []):
        answer = server.client.post(path, json={"model": "whisper-1", "input_audio": odd})
        error = answer.json()["error"]
        assert answer.status_code == 422, (odd, answer.text)
        assert error["param"] == ("file" if odd is None else "input_audio.data"), (odd, error)
    for body in (b"[1]", b"null", b"{", b"[" * 100_000, b'{"model": "\\ud800"}', b"\xff"):
        answer = server.client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422), (body[:20], answer.text)
        assert answer.json()["error"]["message"]
    answer = server.client.post("/elevenlabs/v1/speech-to-text", json={"model_id": "scribe_v1"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("data", "param"),
    [
        ({"model": "whisper-1", "timestamp_granularities[]": "word"}, "timestamp_granularities[]"),
        ({"model": "whisper-1", "known_speaker_names[]": "Ada"}, "known_speaker_names[]"),
        ({"model": "whisper-1", "stream": "true", "response_format": "srt"}, "stream"),
        ({"model": "whisper-1", "include[]": "logprobs", "response_format": "vtt"}, "include[]"),
        ({"model": "whisper-1", "response_format": "docx"}, "response_format"),
        ({"model": "parakeet"}, "model"),
    ],
)
def test_what_a_transcription_cannot_do_is_refused_by_name(
    server: Running, data: dict[str, str], param: str
) -> None:
    answer = server.client.post("/v1/audio/transcriptions", files={"file": ("a.wav", b"x")}, data=data)
    assert (answer.status_code, answer.json()["error"]["param"]) == (422 if param != "model" else 404, param)


@pytest.mark.parametrize(
    "data",
    [
        {"use_multi_channel": "true"},
        {"use_speaker_library": "true"},
        {"numbers_format": "words"},
        {"no_verbatim": "true"},
        {"entity_redaction": "pii"},
        {"webhook": "true"},
        {"cloud_storage_url": "https://example.com/a.wav"},
        {"source_url": "https://example.com/a.wav"},
        {"additional_formats": '[{"format": "docx"}]'},
        {"additional_formats": "[1]"},
    ],
)
def test_what_elevenlabs_transcription_cannot_do_is_refused_by_name(
    server: Running, data: dict[str, str]
) -> None:
    sent = {"model_id": "scribe_v1", **data}
    answer = server.client.post("/elevenlabs/v1/speech-to-text", files={"file": ("a.wav", b"x")}, data=sent)
    assert (answer.status_code, answer.json()["detail"]["param"]) == (422, next(iter(data)))


# --- names ---


def test_models_are_known_by_pattern() -> None:
    for name in (
        "tts-1-1106",
        "gpt-4o-mini-tts-2025-12-15",
        "hexgrad/Kokoro-82M",
        "eleven_turbo_v9",
        "Kokoro",
    ):
        speech_engine(name)
    for name in ("tts-2", "tts-2-hd"):
        speech_engine(name)
    for name in ("large-v3", "large-v3-turbo", "turbo", "base", "small.en", "ggml-base.en.bin",
                 "ggml-large-v3-q5_0.bin", "distil-large-v3.5", "gpt-realtime-whisper"):  # fmt: skip
        check_transcription_model(name)
    for name in ("basement", "largest", "medium rare", "turbo-encabulator"):
        with pytest.raises(ModelNameUnknown):
            check_transcription_model(name)
    for name in ("whisper-small", "Systran/faster-distil-whisper-small.en", "gpt-4o-transcribe-diarize",
                 "gpt-4o-mini-transcribe-2025-12-15", "scribe_v3", "openai/whisper-1"):  # fmt: skip
        check_transcription_model(name)
    for name in ("gpt-7", "xtts", "whisper-1", ""):
        with pytest.raises(ModelNameUnknown):
            speech_engine(name)


def test_stock_voices_stand_for_presets_that_exist() -> None:
    named = {*OPENAI_VOICES.values(), *(preset for _, preset in ELEVENLABS_VOICES.values())}
    assert named <= PRESET_IDS
    assert {"21m00Tcm4TlvDq8ikWAM", "JBFqnCBsd6RMkjVDRZzb", "hpp4J3VqNfWAUOO0d1Us"} <= set(ELEVENLABS_VOICES)
    assert len(OPENAI_VOICES) == 13


def test_output_formats_have_their_codec_rate_and_bit_rate() -> None:
    made = output_format("mp3_44100_128")
    assert (made.format, made.sample_rate, made.bit_rate) == ("mp3", 44_100, 128_000)
    assert output_format("ulaw_8000").sample_rate == 8000
    assert output_format("opus").format == "opus"
    for name in (
        "mp3_44101_128",
        "mp3_44100_129",
        "mp3_22050_320",
        "ogg_24000",
        "pcm_",
        "",
        "mp3_44100_128_9",
        "x" * 99,
    ):
        with pytest.raises(OutputFormatUnknown):
            output_format(name)


@pytest.mark.parametrize(
    "name", ["alaw_8000", "ulaw_8000", "opus_48000_64", "wav_16000", "mp3_22050_32", "pcm_48000"]
)
def test_every_output_format_is_written(server: Running, name: str) -> None:
    answers = [
        server.client.post(f"{TTS}{path}?output_format={name}", json={"text": "Hello there, my friend."})
        for path in ("", "/stream")
    ]
    seconds = 0.05 * len("Hellotheremyfriend") + 0.2
    for answer in answers:
        assert answer.status_code == 200, answer.text
        if name[1:5] == "law_":
            assert len(answer.content) / 8000 == pytest.approx(seconds, abs=0.15)
        elif name == "pcm_48000":
            assert len(answer.content) / 96_000 == pytest.approx(seconds, abs=0.15)
        else:
            assert decode(io.BytesIO(answer.content)).duration == pytest.approx(seconds, abs=0.2)


@pytest.mark.parametrize("kilobits", [32, 64, 128, 192])
def test_an_mp3_has_the_bit_rate_of_its_name(server: Running, kilobits: int) -> None:
    text = "Hello there, my friend. " * 40
    answer = server.client.post(f"{TTS}/stream?output_format=mp3_44100_{kilobits}", json={"text": text})
    seconds = decode(io.BytesIO(answer.content)).duration
    assert len(answer.content) * 8 / seconds / 1000 == pytest.approx(kilobits, rel=0.03)


# --- times of characters ---


def test_characters_have_times_that_follow_those_of_the_words(server: Running) -> None:
    text = "Hello there, my friend. How are you?"
    whole = server.client.post(f"{TTS}/with-timestamps", json={"text": text}).json()
    lines = [
        json.loads(line)
        for line in server.client.post(f"{TTS}/stream/with-timestamps", json={"text": text}).text.splitlines()
    ]
    streamed: dict[str, list[Any]] = {}
    for line in lines:
        for name, values in (line["alignment"] or {}).items():
            streamed.setdefault(name, []).extend(values)
    for times in (whole["alignment"], streamed):
        assert "".join(times["characters"]) == text
        starts, ends = times["character_start_times_seconds"], times["character_end_times_seconds"]
        assert starts == sorted(starts)
        assert all(start <= end for start, end in zip(starts, ends, strict=True))
    assert streamed["character_end_times_seconds"][-1] == pytest.approx(
        whole["alignment"]["character_end_times_seconds"][-1], abs=0.2
    )
    assert all(line["audio_base64"] or line["alignment"] is None for line in lines[:-1])


def test_a_dialogue_tells_who_speaks_when(server: Running) -> None:
    inputs = [{"text": "Shall we?", "voice_id": "fake_ann"}, {"text": "We shall.", "voice_id": "Ben"}]
    for path in ("", "/stream"):
        sound = server.client.post(f"/elevenlabs/v1/text-to-dialogue{path}", json={"inputs": inputs})
        assert sound.status_code == 200
        told = server.client.post(
            f"/elevenlabs/v1/text-to-dialogue{path}/with-timestamps", json={"inputs": inputs}
        )
        lines = [json.loads(line) for line in told.text.splitlines()]
        first, second = lines[-1]["voice_segments"]
        assert (first["voice_id"], second["voice_id"]) == ("fake_ann", "Ben")
        assert (first["dialogue_input_index"], second["dialogue_input_index"]) == (0, 1)
        assert 0 <= first["start_time_seconds"] < first["end_time_seconds"] <= second["start_time_seconds"]
        assert (second["character_start_index"], second["character_end_index"]) == (9, 18)
    wrong = server.client.post(
        "/elevenlabs/v1/text-to-dialogue", json={"inputs": [*inputs, {"text": "A", "voice_id": "no"}]}
    )
    assert (wrong.status_code, wrong.json()["detail"]["param"]) == (404, "inputs.2.voice_id")
    assert server.client.post("/elevenlabs/v1/text-to-dialogue", json={"inputs": []}).status_code == 422


def test_times_are_spread_between_words_and_skip_what_is_not_told() -> None:
    words = (Word("ab", 0.2, 0.4, 0, 2), Word("cd", 1.0, 1.2, 3, 5))
    told = alignment("ab\ncd!", words, 1.5, skipped=[2])
    assert told["characters"] == ["a", "b", "c", "d", "!"]
    assert told["character_start_times_seconds"] == [0.2, 0.3, 1.0, 1.1, 1.2]
    assert told["character_end_times_seconds"] == [0.3, 0.4, 1.1, 1.2, 1.5]
    clock = CharacterClock("...")
    assert clock.words(()) is None
    assert clock.rest(0.3) == {
        "characters": [".", ".", "."],
        "character_start_times_seconds": [0.0, 0.1, 0.2],
        "character_end_times_seconds": [0.1, 0.2, 0.3],
    }


def test_an_answer_with_times_is_the_same_in_short_steps() -> None:
    text = 'A \u00e9\ud55c "' * 2000
    times = alignment(text, [], 1.5)
    told = json.loads(timed_json(bytes(2_000_001), times, {"voice_segments": [{"a": 1}], "b": None}))
    assert base64.b64decode(told["audio_base64"]) == bytes(2_000_001)
    assert told["alignment"] == told["normalized_alignment"] == times
    assert (told["voice_segments"], told["b"]) == ([{"a": 1}], None)
    assert json.loads(timed_json(b"", None, {})) == {
        "audio_base64": "", "alignment": None, "normalized_alignment": None,
    }  # fmt: skip


def test_times_of_a_long_text_leave_the_interpreter_to_others() -> None:
    times = alignment("a" * 100_000, [], 1.5)
    with Hold() as hold:
        timed_json(bytes(10_000_000), times, {})
    assert hold.longest < 0.05


# --- lists, errors, previews ---


def test_lists_need_no_key_on_loopback_and_show_only_what_comes_with_the_program(server: Running) -> None:
    with server.client_with({}) as nobody:
        for path in ("/v1/models", "/models", "/v1/audio/models", "/audio/models", "/v1/audio/voices", "/audio/voices",
                     "/v1/models/tts-1", "/elevenlabs/v1/models", "/elevenlabs/v1/voices", "/elevenlabs/v2/voices",
                     "/elevenlabs/v1/voices/settings/default"):  # fmt: skip
            answer = nobody.get(path)
            assert answer.status_code == 200, path
            assert answer.headers["content-type"] == "application/json"
        assert nobody.get("/v1/models", headers={"Authorization": "Bearer cvk_wrong"}).status_code == 401
        assert nobody.post(SPEECH, json={"model": "tts-1", "voice": "Ann", "input": "A"}).status_code == 401
        assert nobody.get("/elevenlabs/v1/voices/fake_ann").status_code == 401
        assert nobody.get("/elevenlabs/v2/voices?category=cloned").json()["voices"] == []


def test_a_vendors_name_can_be_given_to_any_voice(tmp_path: Path) -> None:
    names = {"alloy": "fake_ben", "Rachel": "fake_ben"}
    with running(tmp_path, FakeEngine(), voice_aliases=names) as made:
        speech = {"model": "tts-1", "input": "A word.", "response_format": "pcm"}
        path = "/elevenlabs/v1/text-to-speech/{}?output_format=pcm_24000"
        ben = made.client.post(SPEECH, json={**speech, "voice": "fake_ben"}).content
        ann = made.client.post(SPEECH, json={**speech, "voice": "fake_ann"}).content
        assert made.client.post(SPEECH, json={**speech, "voice": "alloy"}).content == ben != ann
        for rachel in ("Rachel", "21m00Tcm4TlvDq8ikWAM"):
            assert made.client.post(path.format(rachel), json={"text": "A word."}).content == ben


def test_a_key_in_the_address_is_refused_where_none_is_needed(server: Running) -> None:
    with server.client_with({}) as nobody:
        for path in ("/v1/models", "/audio/voices", "/elevenlabs/v1/models"):
            answer = nobody.get(f"{path}?token={server.key}")
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, "key_in_address")


def test_voices_are_found_without_case_and_with_a_weight(server: Running) -> None:
    say(server)
    asked = server.engine.requests[-1].voice
    for voice in ("FAKE_ANN", "Fake_Ann", "ANN", "fake_ann(1)", "Ann (0.7)"):
        assert say(server, voice=voice).status_code == 200, voice
        assert server.engine.requests[-1].voice == asked


def test_lists_need_a_key_where_the_setting_says_so() -> None:
    from clonyvoice.core.settings import Settings

    assert Settings(data_dir=Path("x")).lists_are_open
    assert not Settings(data_dir=Path("x"), host="0.0.0.0").lists_are_open
    assert Settings(data_dir=Path("x"), host="0.0.0.0", keyless_lists="always").lists_are_open
    assert not Settings(data_dir=Path("x"), keyless_lists="never").lists_are_open


@pytest.mark.parametrize(
    "path",
    ["/v1/nothing", "/elevenlabs/v1/nothing", "/elevenlabs", "/audio/nothing", "/v1", "/chat/completions",
     "/embeddings", "/responses", "/files", "/realtime", "/audio/voice_consents/x/y"],
)  # fmt: skip
def test_unknown_paths_are_errors_in_json_never_a_page(server: Running, path: str) -> None:
    answer = server.client.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "route_not_found"
    assert ("detail" in answer.json()) == path.startswith("/elevenlabs")


def test_a_preview_plays_without_a_key_by_its_link_alone(server: Running) -> None:
    voices = server.client.get("/elevenlabs/v1/voices").json()["voices"]
    link = voices[0]["preview_url"]
    with server.client_with({}) as nobody:
        heard = nobody.get(link)
        assert heard.status_code == 200
        assert heard.headers["cross-origin-resource-policy"] == "cross-origin"
        assert decode(io.BytesIO(heard.content)).duration > 0.5
        assert nobody.get(link, headers={"Range": "bytes=0-99"}).status_code == 206
        other = voices[1]["voice_id"]
        assert nobody.get(link.replace(voices[0]["voice_id"], other)).status_code == 404
        assert nobody.get(f"{server.url}/elevenlabs/previews/x.mp3").status_code == 404


def test_history_user_and_settings_answer_as_elevenlabs_clients_read_them(server: Running) -> None:
    made = [say(server, input=f"Number {n}.").headers["x-generation-id"] for n in range(3)]
    page = server.client.get("/elevenlabs/v1/history?page_size=2").json()
    assert [item["history_item_id"] for item in page["history"]] == [made[2], made[1]]
    assert page["has_more"]
    more = server.client.get(
        f"/elevenlabs/v1/history?start_after_history_item_id={page['last_history_item_id']}"
    ).json()
    assert more["history"][0]["history_item_id"] == made[0]
    assert (
        decode(io.BytesIO(server.client.get(f"/elevenlabs/v1/history/{made[0]}/audio").content)).duration
        > 0.1
    )
    packed = server.client.post("/elevenlabs/v1/history/download", json={"history_item_ids": made})
    assert packed.content[:2] == b"PK"
    assert server.client.delete(f"/elevenlabs/v1/history/{made[0]}").json() == {"status": "ok"}
    assert server.client.get(f"/elevenlabs/v1/history/{made[0]}").status_code == 404
    assert server.client.get("/elevenlabs/v1/user").json()["subscription"]["status"] == "active"
    assert server.client.get("/elevenlabs/v1/user/subscription").json()["character_limit"] > 1e9
    edited = server.client.post(
        "/elevenlabs/v1/voices/fake_ann/settings/edit", json={"speed": 1.2, "stability": 1}
    )
    assert unused(edited) == ["stability"]
    assert server.client.get("/elevenlabs/v1/voices/Ann/settings").json()["speed"] == 1.2


def test_a_consent_without_its_recording_is_refused(server: Running) -> None:
    answer = server.client.post("/v1/audio/voice_consents", data={"name": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "no_file")
    assert answer.json()["error"]["param"] == "recording"
