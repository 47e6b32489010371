"""ElevenLabs' API under `/elevenlabs`: its SDK works here with that address as `base_url` and one of our keys.

As published at elevenlabs.io/docs/api-reference (2026): speech, models, transcription. Voices: `elevenlabs_voices`.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, Final, Literal, cast

from fastapi import File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from clonyvoice.api.auth import AudioProcessor, Generator, SystemReader
from clonyvoice.api.compat.common import ModelNameUnknown, filled, heard, spoken, told_as
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import Services, ServicesDep
from clonyvoice.api.uploads import NoFile
from clonyvoice.audio import FORMATS, AudioTooLarge, AudioTooLong, FormatName, NotAudio
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs.model import QueueFull
from clonyvoice.speech import Segment, Shape
from clonyvoice.speech.request import MAX_SEED, LanguageNotSpoken, TextTooLong
from clonyvoice.text.errors import NothingToSay, UnknownLanguage
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.transcription.service import UnknownSpeechLanguage
from clonyvoice.voices.model import VoiceInTrash, VoiceNotFound, VoiceNotReady

router = api_router("ElevenLabs' API")

SPEAKERS: Final = (
    "kokoro", "eleven_multilingual_v2", "eleven_flash_v2_5", "eleven_flash_v2", "eleven_turbo_v2_5", "eleven_v3",
)  # fmt: skip
RECOGNISERS: Final = ("whisper-base", "scribe_v1", "scribe_v2")
_OUTPUT: Final = re.compile(r"(?P<codec>[a-z]+[0-9]?)_(?P<rate>\d{4,6})(?:_(?P<kilobits>\d+))?")
UNUSED: Final = "X-Unused-Parameters"
"""The header that names what was sent and has no meaning here."""


class OutputFormatUnknown(InvalidRequest):
    """An `output_format` that is not written here."""

    code = "unsupported_output_format"

    def __init__(self, name: str) -> None:
        codecs = ", ".join(FORMATS)
        super().__init__(
            f"{name[:40]!r} is no output format here. Write codec_rate or codec_rate_kilobits, as in mp3_44100_128,"
            f" with one of these codecs: {codecs}.",
            param="output_format",
        )


class ElevenLabsVoiceSettings(BaseModel):
    """How the voice speaks. Only `speed` has a meaning here; what else is sent is named in `X-Unused-Parameters`."""

    model_config = ConfigDict(extra="forbid")

    speed: float | None = Field(None, ge=0.25, le=4.0)
    stability: float | None = None
    similarity_boost: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None


class TextToSpeechBody(BaseModel):
    """A text to say in the voice of the address."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "Hello, world!", "model_id": "kokoro"}]}
    )

    text: str
    model_id: str = Field(
        "eleven_multilingual_v2", description="Any of ElevenLabs' names: all are Kokoro here."
    )
    language_code: str | None = Field(None, description="A code such as `ko`; found when left out.")
    voice_settings: ElevenLabsVoiceSettings | None = None
    seed: int | None = Field(None, ge=0, le=2**32 - 1)
    apply_text_normalization: Literal["auto", "on", "off"] = "auto"


_OutputFormat = Annotated[
    str, Query(max_length=40, description="codec_rate_kilobits; the kilobits are ours.")
]
_Refused = Annotated[str, Form(max_length=2000, description="Refused, unless empty or false.")]
_SPEECH = {
    200: {"content": {"audio/*": {}}, "description": "The sound."},
    **errors(
        ModelNameUnknown, OutputFormatUnknown, VoiceNotFound, VoiceInTrash, VoiceNotReady, NothingToSay,
        UnknownLanguage, LanguageNotSpoken, TextTooLong, QueueFull, EngineUnavailable,
    ),
}  # fmt: skip


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}", responses=cast("dict[int | str, Any]", _SPEECH))
@declares(idempotency="job")
async def text_to_speech(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = "mp3_44100_128",
) -> Response:
    """Say a text, as ElevenLabs' `text_to_speech.convert` does: the whole sound at its end."""
    return await _said(voice_id, body, request, caller, parts, output_format, stream=False)


@router.post(
    "/elevenlabs/v1/text-to-speech/{voice_id}/stream", responses=cast("dict[int | str, Any]", _SPEECH)
)
@declares(idempotency="job")
async def text_to_speech_stream(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = "mp3_44100_128",
) -> Response:
    """Say a text, as ElevenLabs' `text_to_speech.stream` does: sound while it is made."""
    return await _said(voice_id, body, request, caller, parts, output_format, stream=True)


async def _said(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: Services,
    output_format: str,
    *,
    stream: bool,
) -> Response:
    _known(body.model_id, SPEAKERS)
    fmt, rate = _format(output_format)
    settings = body.voice_settings or ElevenLabsVoiceSettings(speed=None)
    normalize = {"auto": None, "on": True, "off": False}[body.apply_text_normalization]
    shape = Shape(speed=settings.speed, normalize_text=normalize)
    segment = Segment(body.text, voice_id, body.language_code or "auto", shape)
    seed = None if body.seed is None else body.seed & MAX_SEED
    with told_as(language="language_code", format="output_format", sample_rate="output_format"):
        sound = await spoken(request, parts, caller, segment, fmt, sample_rate=rate, seed=seed, stream=stream)
    unused = [f"voice_settings.{name}" for name, value in settings if name != "speed" and value is not None]
    if unused:
        sound.headers[UNUSED] = ", ".join(unused)
    return sound


def _format(name: str) -> tuple[FormatName, int]:
    """What ElevenLabs calls `mp3_44100_128`: the format and its rate. Raises OutputFormatUnknown."""
    found = _OUTPUT.fullmatch(name)
    if found is None or found["codec"] not in FORMATS:
        raise OutputFormatUnknown(name)
    return cast("FormatName", found["codec"]), int(found["rate"])


def _known(model: str, names: tuple[str, ...]) -> None:
    if model not in names:
        raise ModelNameUnknown(model, names, "model_id")


@router.get("/elevenlabs/v1/models")
def list_speaking_models(caller: SystemReader) -> JSONResponse:
    """List the names that `model_id` may have, as ElevenLabs' `models.list` does."""
    languages = [{"language_id": code, "name": language.name} for code, language in LANGUAGES.items()]
    return JSONResponse(
        [
            {
                "model_id": name,
                "name": "Kokoro-82M" if name == "kokoro" else f"Kokoro-82M, for programs that ask for {name}",
                "can_do_text_to_speech": True,
                "can_do_voice_conversion": False,
                "can_use_style": False,
                "can_use_speaker_boost": False,
                "languages": languages,
            }
            for name in SPEAKERS
        ]
    )


@router.post(
    "/elevenlabs/v1/speech-to-text",
    responses=errors(
        ModelNameUnknown, NoFile, NotAudio, AudioTooLong, AudioTooLarge, UnknownSpeechLanguage, QueueFull,
        EngineUnavailable,
    ),
)  # fmt: skip
async def speech_to_text(
    request: Request,
    caller: AudioProcessor,
    parts: ServicesDep,
    file: Annotated[UploadFile, File(description="Any audio or video that FFmpeg reads.")],
    model_id: Annotated[str, Form(max_length=80, description="`scribe_v1` or another of its names.")],
    language_code: Annotated[str, Form(max_length=40, description="A code; found when left out.")] = "auto",
    timestamps_granularity: Annotated[Literal["none", "word"], Form()] = "word",
    tag_audio_events: _Refused = "",
    diarize: _Refused = "",
    webhook_metadata: _Refused = "",
    entity_detection: _Refused = "",
    entity_redaction: _Refused = "",
) -> JSONResponse:
    """Write down a recording with the times of its words, as ElevenLabs' `speech_to_text.convert` does."""
    _known(model_id, RECOGNISERS)
    refused = {
        "tag_audio_events": tag_audio_events, "diarize": diarize, "webhook_metadata": webhook_metadata,
        "entity_detection": entity_detection, "entity_redaction": entity_redaction,
    }  # fmt: skip
    for name, sent in refused.items():
        if filled(sent):
            raise InvalidRequest(
                f"Words and their times are all that is found here. Leave `{name}` out.", param=name
            )
    with told_as(language="language_code"):
        found = await heard(request, parts, caller, file, language=language_code)
    transcript = found.transcript
    words = [
        {
            "text": word.text.strip(),
            "type": "word",
            "start": word.start,
            "end": word.end,
            "logprob": round(math.log(max(word.probability, 1e-9)), 4),
        }
        for word in (transcript.words if timestamps_granularity == "word" else ())
    ]
    return JSONResponse(
        {
            "language_code": transcript.language,
            "language_probability": transcript.language_probability,
            "text": transcript.text,
            "words": words,
            "audio_duration_secs": transcript.duration,
            "transcription_id": found.id,
        }
    )
