"""Voices designed from a description as ElevenLabs' API has them: designed, previewed and saved."""

from __future__ import annotations

import base64
from functools import partial
from typing import Annotated, Final

from anyio import to_thread
from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Cloner, Generator
from clonyvoice.api.compat.common import renamed_fields, sound_bytes
from clonyvoice.api.compat.elevenlabs_speech_bodies import OutputFormatUnknown, output_format
from clonyvoice.api.compat.elevenlabs_voices import voice_body
from clonyvoice.api.compat.lenient import compat_router
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.signed_files import check
from clonyvoice.api.routing import errors
from clonyvoice.api.services import Services, ServicesDep
from clonyvoice.api.uploads import job_result
from clonyvoice.audio import format_named
from clonyvoice.cloning.designs import DesignRequest
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.kokoro.design.description import NothingUnderstood
from clonyvoice.jobs.model import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.voices.changes import VoiceChanges
from clonyvoice.voices.model import VoiceNotFound

router = compat_router("ElevenLabs' API")

_CANDIDATES: Final = 3
"""Voices that a design offers, as many as ElevenLabs'."""
_PREVIEW: Final = (
    "Hello! This is how I sound. Tell me what to say, and I will say it, calm or lively, as you like."
)


class DesignPreviewsBody(BaseModel):
    """A voice in words, and what its previews say."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"voice_description": "a calm elderly woman, low and warm"}]}
    )

    voice_description: str = Field(min_length=1, max_length=5000)
    text: str | None = Field(None, max_length=1000)
    seed: int | None = Field(None, ge=0, le=2**31 - 1)


class NewVoiceBody(BaseModel):
    """A designed voice to be kept."""

    voice_name: str = Field(min_length=1, max_length=200)
    voice_description: str = Field("", max_length=5000)
    generated_voice_id: str = Field(max_length=200)
    labels: dict[str, str] = Field({}, description="Kept as tags.")


_DESIGNED: Final = errors(NothingUnderstood, OutputFormatUnknown, EngineUnavailable, QueueFull)


_OutputFormat = Annotated[str, Query(max_length=40)]


@router.post("/elevenlabs/v1/text-to-voice/design", responses=_DESIGNED)
async def design_voice(
    body: DesignPreviewsBody,
    request: Request,
    caller: Cloner,
    parts: ServicesDep,
    output_format: _OutputFormat = "mp3_44100_128",
) -> JSONResponse:
    """Design three voices from a description and hear them, as ElevenLabs' `text_to_voice.design` does."""
    return await _designed(body, request, caller, parts, output_format)


@router.post("/elevenlabs/v1/text-to-voice/create-previews", responses=_DESIGNED)
async def create_voice_previews(
    body: DesignPreviewsBody,
    request: Request,
    caller: Cloner,
    parts: ServicesDep,
    output_format: _OutputFormat = "mp3_44100_128",
) -> JSONResponse:
    """Do what `design` does, by the name that it had before."""
    return await _designed(body, request, caller, parts, output_format)


@router.post("/elevenlabs/v1/text-to-voice", responses=errors(VoiceNotFound))
async def create_designed_voice(
    body: NewVoiceBody, request: Request, caller: Cloner, parts: ServicesDep
) -> JSONResponse:
    """Keep a designed voice, as ElevenLabs' `text_to_voice.create` does."""
    changes: VoiceChanges = {"name": body.voice_name, "tags": [f"{k}: {v}" for k, v in body.labels.items()]}
    if body.voice_description:
        changes["description"] = body.voice_description
    with renamed_fields(voice_id="generated_voice_id"):
        await to_thread.run_sync(parts.voices.check_access, body.generated_voice_id, caller.owner)
        kept = await to_thread.run_sync(parts.voices.update, body.generated_voice_id, changes)
    return JSONResponse(voice_body(request, kept))


@router.get(
    "/elevenlabs/v1/text-to-voice/{generated_voice_id}/stream",
    responses={
        200: {"content": {"audio/mpeg": {}}, "description": "The sound."},
        **errors(VoiceNotFound),
    },
)
async def stream_designed_voice(generated_voice_id: str, caller: Generator, parts: ServicesDep) -> Response:
    """Get the preview of a designed voice, as ElevenLabs' `text_to_voice.preview.stream` does."""
    with renamed_fields(voice_id="generated_voice_id"):
        done = await parts.previews.get(generated_voice_id, asker=caller.owner)
    return await answering.sound_file(parts.speech, done, format_named("mp3"), None)


async def _designed(
    body: DesignPreviewsBody, request: Request, caller: Principal, parts: Services, wanted: str
) -> JSONResponse:
    """Three voices that fit the description, each with what it says in base64."""
    output = output_format(wanted)
    told = check(parts, caller, format_named(output.format), field="output_format")
    asked = DesignRequest(
        body.voice_description, candidates=_CANDIDATES, save=False, seed=body.seed, language="auto"
    )
    with renamed_fields(description="voice_description"):
        design = partial(parts.design_jobs.create, asked, caller.owner)
        found = (await job_result(request, parts, design))["candidates"]
    text = body.text or _PREVIEW
    previews = []
    for one in found:
        done = await parts.previews.get(one["voice_id"], None, text)
        sound = await sound_bytes(parts, caller, done, output)
        told = sound.headers
        previews.append(
            {
                "audio_base_64": base64.b64encode(sound.data).decode(),
                "generated_voice_id": one["voice_id"],
                "media_type": format_named(output.format).media_type,
                "duration_secs": done.duration or 0.0,
                "language": done.language,
            }
        )
    return JSONResponse({"previews": previews, "text": text}, headers=told)
