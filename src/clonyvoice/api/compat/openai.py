"""OpenAI's audio API under `/v1`: its SDK works here with `base_url="http://127.0.0.1:8765/v1"` and one of our keys.

As published at platform.openai.com/docs/api-reference/audio (2026). Its voices are presets with a like name or sound.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Final, Literal, cast

from fastapi import File, Form, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse

from clonyvoice.api.auth import AudioProcessor, Generator, SystemReader, VoiceReader
from clonyvoice.api.bodies.audio import MEDIA_TYPES, verbose_json
from clonyvoice.api.bodies.speech import Language, Name
from clonyvoice.api.compat.common import ModelNameUnknown, heard, spoken, told_as
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import ServicesDep
from clonyvoice.api.uploads import NoFile
from clonyvoice.audio import AudioTooLarge, AudioTooLong, FormatName, NotAudio
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs.model import QueueFull
from clonyvoice.speech import Segment, Shape
from clonyvoice.speech.request import LanguageNotSpoken, TextTooLong
from clonyvoice.text.errors import NothingToSay, UnknownLanguage
from clonyvoice.transcription import formats
from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.service import UnknownSpeechLanguage
from clonyvoice.voices import VoiceFilter
from clonyvoice.voices.model import VoiceInTrash, VoiceNotFound, VoiceNotReady

router = api_router("OpenAI's API")

VOICES: Final = {
    "alloy": "af_alloy", "ash": "am_michael", "ballad": "bm_george", "cedar": "am_fenrir", "coral": "af_heart",
    "echo": "am_echo", "fable": "bm_fable", "marin": "af_kore", "nova": "af_nova", "onyx": "am_onyx",
    "sage": "af_sarah", "shimmer": "af_bella", "verse": "am_puck",
}  # fmt: skip
"""OpenAI's voices and the presets that stand for them."""
SPEAKERS: Final = ("kokoro", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
RECOGNISERS: Final = ("whisper-base", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe")
_PCM_RATE: Final = 24_000
"""Of OpenAI's `pcm`, which has no header to tell it."""
_SPEECH_ERRORS = errors(
    ModelNameUnknown, VoiceNotFound, VoiceInTrash, VoiceNotReady, NothingToSay, UnknownLanguage,
    LanguageNotSpoken, TextTooLong, QueueFull, EngineUnavailable,
)  # fmt: skip
_HEARING_ERRORS = errors(
    ModelNameUnknown,
    NoFile,
    NotAudio,
    AudioTooLong,
    AudioTooLarge,
    UnknownSpeechLanguage,
    QueueFull,
    EngineUnavailable,
)
_TEXTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/plain": {}, "application/x-subrip": {}, "text/vtt": {}},
        "description": "What was said.",
    }
}
TranscriptShape = Literal["json", "text", "srt", "verbose_json", "vtt"]


class VoiceReference(BaseModel):
    """A voice of one's own, by its id."""

    model_config = ConfigDict(extra="forbid")

    id: Name


class SpeechBody(BaseModel):
    """A text and the voice that says it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"model": "kokoro", "input": "Hello, world!", "voice": "alloy", "response_format": "wav"}
            ]
        },
    )

    model: Name = Field(
        description=f"One of {', '.join(f'`{name}`' for name in SPEAKERS)}: all are Kokoro here."
    )
    input: str = Field(description="What to say.")
    voice: Name | VoiceReference = Field(
        description="One of OpenAI's names, a preset's, or the id of any voice, cloned ones too."
    )
    response_format: FormatName = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4.0)
    stream_format: Literal["audio", "sse"] = Field(
        "audio",
        description="Plain sound as it is made, or events that carry it in base64. WAV is sent as it is made only where"
        " this is given, since its header tells the length.",
    )
    instructions: str | None = Field(
        None,
        description="Refused: how a voice speaks is designed (`POST /api/design/create`), not instructed.",
    )
    language: Language = Field("auto", description="Not in OpenAI's API: a code such as `ko`, or `auto`.")


@router.post(
    "/v1/audio/speech",
    responses={
        200: {"content": {"audio/*": {}, "text/event-stream": {}}, "description": "The sound."},
        **_SPEECH_ERRORS,
    },
)
@declares(idempotency="job")
async def create_speech(
    body: SpeechBody, request: Request, caller: Generator, parts: ServicesDep
) -> Response:
    """Say a text, as OpenAI's `audio.speech.create` does; the sound is sent while it is made."""
    _known(body.model, SPEAKERS)
    if body.instructions and body.instructions.strip():
        raise InvalidRequest(
            "The embedded engine cannot be instructed. Leave `instructions` out; for a voice of another mood or pace"
            " design one (POST /api/design/create) and give its id as `voice`.",
            param="instructions",
        )
    voice = body.voice if isinstance(body.voice, str) else body.voice.id
    segment = Segment(body.input, VOICES.get(voice, voice), body.language, Shape(speed=body.speed))
    rate = _PCM_RATE if body.response_format == "pcm" else None
    with told_as(text="input", voice_id="voice", format="response_format"):
        sound = await spoken(
            request, parts, caller, segment, body.response_format, sample_rate=rate, stream=_streams(body)
        )
    if body.stream_format == "audio":
        return sound
    pieces = cast("AsyncIterator[bytes]", cast("StreamingResponse", sound).body_iterator)
    return StreamingResponse(
        _events(pieces), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


def _streams(body: SpeechBody) -> bool:
    """Whether the sound is sent as it is made: always, but for a WAV file of which nobody said so.

    The header of WAV holds the length, and readers such as Python's `wave` believe it.
    """
    return body.response_format != "wav" or "stream_format" in body.model_fields_set


async def _events(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """OpenAI's events for a sound that is sent piece by piece. Nothing is counted as tokens here."""
    async for piece in pieces:
        yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    usage = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value)}\n\n"


@router.get("/v1/audio/voices")
def list_speech_voices(caller: VoiceReader, parts: ServicesDep) -> JSONResponse:
    """List what may stand as `voice`: one's own voices, presets, and OpenAI's names (not in OpenAI's API)."""
    found = parts.voices.list(VoiceFilter(status="ready"), limit=1000).voices
    listed = [{"id": voice.id.removeprefix("voice_") if voice.kind == "preset" else voice.id, "name": voice.name}
              for voice in found]  # fmt: skip
    listed += [{"id": name, "name": f"{name} ({preset})"} for name, preset in VOICES.items()]
    return JSONResponse({"voices": listed})


@router.post("/v1/audio/transcriptions", responses={**_TEXTS, **_HEARING_ERRORS})
@declares(idempotency="job")
async def create_transcription(
    request: Request,
    caller: AudioProcessor,
    parts: ServicesDep,
    file: Annotated[UploadFile, File(description="Any audio or video that FFmpeg reads.")],
    model: Annotated[str, Form(max_length=80, description="`whisper-1` or another of its names.")],
    language: Annotated[str, Form(max_length=40, description="A code; found when left out.")] = "auto",
    prompt: Annotated[str, Form(max_length=1000, description="Names and words that are likely.")] = "",
    response_format: Annotated[TranscriptShape, Form(description="What comes back.")] = "json",
    temperature: Annotated[float, Form(description="Only 0: the likeliest words are looked for.")] = 0.0,
    granularities: Annotated[
        list[Literal["word", "segment"]] | None,
        Form(alias="timestamp_granularities[]", description="With `verbose_json` only."),
    ] = None,
    stream: Annotated[bool, Form(description="Refused: follow a transcription on `/ws`.")] = False,
) -> Response:
    """Write down a recording, as OpenAI's `audio.transcriptions.create` does."""
    _known(model, RECOGNISERS)
    _plain(temperature, stream)
    if granularities and response_format != "verbose_json":
        raise InvalidRequest(
            "`timestamp_granularities[]` needs `response_format=verbose_json`.",
            param="timestamp_granularities[]",
        )
    found = await heard(request, parts, caller, file, language=language, prompt=prompt)
    return _written(found, response_format, "word" in (granularities or ()))


@router.post("/v1/audio/translations", responses={**_TEXTS, **_HEARING_ERRORS})
@declares(idempotency="job")
async def create_translation(
    request: Request,
    caller: AudioProcessor,
    parts: ServicesDep,
    file: Annotated[UploadFile, File(description="Any audio or video that FFmpeg reads.")],
    model: Annotated[str, Form(max_length=80, description="`whisper-1` or another of its names.")],
    prompt: Annotated[str, Form(max_length=1000, description="Names and words that are likely.")] = "",
    response_format: Annotated[TranscriptShape, Form(description="What comes back.")] = "json",
    temperature: Annotated[float, Form(description="Only 0: the likeliest words are looked for.")] = 0.0,
) -> Response:
    """Write down a recording of any language in English, as OpenAI's `audio.translations.create` does."""
    _known(model, RECOGNISERS)
    _plain(temperature, stream=False)
    found = await heard(request, parts, caller, file, prompt=prompt, task="translate")
    return _written(found, response_format, words=False)


@router.get("/v1/models")
def list_served_models(caller: SystemReader) -> JSONResponse:
    """List the names that `model` may have."""
    return JSONResponse({"object": "list", "data": [_model(name) for name in (*SPEAKERS, *RECOGNISERS)]})


@router.get("/v1/models/{model}", responses=errors(ModelNameUnknown))
def get_served_model(model: str, caller: SystemReader) -> JSONResponse:
    """Get one of the names that `model` may have."""
    _known(model, (*SPEAKERS, *RECOGNISERS))
    return JSONResponse(_model(model))


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "clonyvoice"}


def _known(model: str, names: Sequence[str]) -> None:
    if model not in names:
        raise ModelNameUnknown(model, names)


def _plain(temperature: float, stream: bool) -> None:
    if temperature != 0:
        raise InvalidRequest(
            "Leave `temperature` out, or send 0: the likeliest words are looked for.", param="temperature"
        )
    if stream:
        raise InvalidRequest(
            "This route answers at the end. To see words as they come, POST /api/transcribe with `async` and listen"
            " on /ws.",
            param="stream",
        )


def _written(found: Transcription, shape: TranscriptShape, words: bool) -> Response:
    transcript = found.transcript
    if shape == "json":
        usage = {"type": "duration", "seconds": transcript.duration}
        return JSONResponse({"text": transcript.text, "usage": usage})
    if shape == "verbose_json":
        return JSONResponse(verbose_json(found, "word" if words else "segment"))
    writers = {"text": formats.text, "srt": formats.srt, "vtt": formats.vtt}
    return PlainTextResponse(writers[shape](transcript), media_type=MEDIA_TYPES[shape])
