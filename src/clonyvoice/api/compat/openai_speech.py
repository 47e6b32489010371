"""OpenAI's speech API under `/v1`: its SDK works here with `base_url="http://127.0.0.1:8765/v1"` and one of our keys.

As published at platform.openai.com/docs/api-reference/audio (2026), with what clients of Kokoro-FastAPI and speaches
send besides (`lang_code`, `volume_multiplier`, `sample_rate`, blends of voices).
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import AsyncIterator
from typing import Any, Final, Literal

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from clonyvoice.api.auth import Generator
from clonyvoice.api.bodies.field_types import Language, Name
from clonyvoice.api.compat.unsupported_fields import compat_router, name_unused
from clonyvoice.api.compat.vendor_model_language_names import (
    OPENAI_SPEECH,
    ModelNameUnknown,
    larger_engines,
    of_speaker_letter,
    speech_engine,
)
from clonyvoice.api.compat.vendor_speech import Output, spoken
from clonyvoice.api.compat.vendor_voices import VoiceNamesDep
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import EnginesDep, SignedDep, SpeechDep
from clonyvoice.audio import FormatName
from clonyvoice.cloning.blend_recipe import BadRecipe
from clonyvoice.cloning.errors import NotBlendable
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.speech import Segment, Shape
from clonyvoice.speech.errors import LanguageNotSpoken, TextTooLong
from clonyvoice.speech.request import LONGEST_INSTRUCTIONS, VOLUME
from clonyvoice.speech.style_instructions import delivery
from clonyvoice.text.languages import UnknownLanguage
from clonyvoice.text.ssml import Manner
from clonyvoice.voices.errors import VoiceInTrash, VoiceNotFitted, VoiceNotFound, VoiceNotReady

router = compat_router("OpenAI's API")

_PCM_RATE: Final = 24_000
"""Sample rate in Hz of OpenAI's `pcm`, which has no header."""
_QUIETEST: Final = 1e-4
"""Least factor of loudness: -80 dB, below the range of `volume_db`, so that its logarithm exists."""
_TOLD: Final = ("X-Generation-Id", "X-Content-Credentials")
"""Headers of sound that its events contain, too."""


class VoiceReference(BaseModel):
    """A voice of one's own, by its id."""

    id: Name


class NormalizationOptions(BaseModel):
    """Kokoro-FastAPI's switch for reading numbers and abbreviations as words."""

    normalize: bool | None = None


class SpeechBody(BaseModel):
    """A text and the voice that says it. Fields that are not listed are accepted and named in the answer's
    `X-Unused-Parameters`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"model": "kokoro", "input": "Hello, world!", "voice": "alloy", "response_format": "wav"}
            ]
        },
    )

    model: Name = Field(
        "kokoro",
        description=f"{', '.join(f'`{name}`' for name in OPENAI_SPEECH)}, or a name of these families: whatever"
        " speaks the voice by default, Kokoro mostly; or an engine that is installed here besides, by its id.",
    )
    input: str = Field(
        description="The text to speak. A text without speakable content gives a short silence."
    )
    voice: Name | VoiceReference = Field(
        "alloy",
        description="One of OpenAI's names, a preset's, the id or name of any voice, cloned ones too, or a blend"
        " as in `af_bella(2)+af_sky`.",
    )
    response_format: FormatName = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4.0)
    stream_format: Literal["audio", "sse"] = Field(
        "audio",
        description="Plain sound as it is made, or events that carry it in base64. WAV is sent as it is made only where"
        " this or `stream` is given, since its header tells the length.",
    )
    stream: bool | None = Field(
        None, description="Not in OpenAI's API: false sends the sound whole, at its end."
    )
    instructions: str | None = Field(
        None,
        description="Followed as far as they speak of pace, pitch, liveliness and level (`slowly, whispering`); an"
        " engine with the ability `instruct` follows them with its presets as they are written.",
    )
    language: Language = Field("auto", description="Not in OpenAI's API: a code such as `ko`, or `auto`.")
    lang_code: Language | None = Field(
        None, description="Kokoro-FastAPI's name for `language`: `a`, `en-gb`."
    )
    sample_rate: int | None = Field(None, description="Not in OpenAI's API: samples a second.")
    volume_multiplier: float | None = Field(
        None, gt=0, le=10, description="Kokoro-FastAPI's factor on the level."
    )
    normalization_options: NormalizationOptions | None = None

    @property
    def voice_name(self) -> str:
        """The name or id of the voice."""
        return self.voice if isinstance(self.voice, str) else self.voice.id

    def shape(self) -> Shape:
        """Pace, pitch range and level of the speech."""
        level = None
        if self.volume_multiplier is not None:
            level = max(VOLUME[0], min(VOLUME[1], 20 * math.log10(max(self.volume_multiplier, _QUIETEST))))
        options = self.normalization_options
        return Shape(
            speed=self.speed, volume_db=level, normalize_text=None if options is None else options.normalize
        )


@router.post(
    "/v1/audio/speech",
    responses={
        200: {"content": {"audio/*": {}, "text/event-stream": {}}, "description": "The sound."},
        **errors(
            ModelNameUnknown, VoiceNotFound, VoiceInTrash, VoiceNotReady, UnknownLanguage, LanguageNotSpoken,
            TextTooLong, BadRecipe, NotBlendable, QueueFull, EngineUnavailable, VoiceNotFitted,
        ),
    },
)  # fmt: skip
@declares(idempotency="job")
async def create_speech(
    body: SpeechBody,
    request: Request,
    caller: Generator,
    engines: EnginesDep,
    speech: SpeechDep,
    signed: SignedDep,
    names: VoiceNamesDep,
) -> Response:
    """Generate speech, as OpenAI's `audio.speech.create` does; the audio is sent while it is generated."""
    engine = speech_engine(body.model, engines=larger_engines(engines.ids))
    if not body.input:
        raise InvalidRequest("`input` is empty: give the text to say.", param="input")
    manner = delivery(body.instructions) if body.instructions else None
    words = (body.instructions or "").strip()[:LONGEST_INSTRUCTIONS]
    words = "" if words == "None" else words
    able = engine is not None and "instruct" in engines.info(engine).abilities
    if words and manner is None and not able:
        name_unused(request, "instructions")
    language = of_speaker_letter(body.lang_code or body.language)
    rate = body.sample_rate or (_PCM_RATE if body.response_format == "pcm" else None)
    with renamed_fields(
        text="input", voice_id="voice", recipe="voice", format="response_format",
        language="language" if body.lang_code is None else "lang_code", engine="model",
    ):  # fmt: skip
        voice = await names.speaking(request, body.voice_name, caller.owner)
        segment = Segment(body.input, voice, language, body.shape(), manner or Manner(), instructions=words)
        output = Output(body.response_format, rate)
        insist = body.stream is True or body.stream_format == "sse"
        sound = await spoken(
            request,
            speech,
            signed,
            caller,
            (segment,),
            output,
            stream=_streams(body),
            insist=insist,
            engine=engine,
        )
    if body.stream_format == "audio":
        return sound
    pieces = sound.body_iterator if isinstance(sound, StreamingResponse) else _once(bytes(sound.body))
    told = {name: sound.headers[name] for name in _TOLD if name in sound.headers}
    return StreamingResponse(
        _events(pieces), media_type="text/event-stream", headers={"Cache-Control": "no-store", **told}
    )


def _streams(body: SpeechBody) -> bool:
    """Whether the sound is streamed: unless the request refuses it, and WAV only where the request asks for it.

    The header of WAV holds the length, which readers such as Python's `wave` rely on.
    """
    if body.stream is not None or body.stream_format == "sse":
        return body.stream is not False or body.stream_format == "sse"
    return body.response_format != "wav" or "stream_format" in body.model_fields_set


async def _once(whole: bytes) -> AsyncIterator[bytes]:
    yield whole


async def _events(pieces: Any) -> AsyncIterator[str]:
    """OpenAI's events for a sound that is sent piece by piece. Nothing is counted as tokens here."""
    async for piece in pieces:
        yield server_event({"type": "speech.audio.delta", "audio": base64.b64encode(piece).decode()})
    usage = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    yield server_event({"type": "speech.audio.done", "usage": usage})


def server_event(value: dict[str, Any]) -> str:
    """One server-sent event with JSON in it."""
    return f"data: {json.dumps(value)}\n\n"
