"""Voices designed from a description as ElevenLabs' API has them: designed, previewed and saved."""

from __future__ import annotations

import base64
from functools import partial
from typing import Annotated, Any, Final

from anyio import to_thread
from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Cloner, Generator
from clonyvoice.api.compat.elevenlabs_speech_bodies import OutputFormatUnknown, output_format
from clonyvoice.api.compat.elevenlabs_voice_bodies import voice_body
from clonyvoice.api.compat.unsupported_fields import compat_router, name_unused
from clonyvoice.api.compat.vendor_speech import Output, sound_bytes
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.signed_files import check
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import (
    ClockDep,
    DesignJobsDep,
    JobsDep,
    PreviewsDep,
    SignedDep,
    SpeechDep,
    VoicesDep,
)
from clonyvoice.api.waiting_requests import change, job_result
from clonyvoice.audio import format_named
from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.cloning.design_request_names_seeds import DesignRequest
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.engines.kokoro.design.description import NothingUnderstood
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Generation, Speech
from clonyvoice.speech.voice_previews import Previews
from clonyvoice.text.sentence_splitting import sentences
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.voice_changes import VoiceChanges

router = compat_router("ElevenLabs' API")

_CANDIDATES: Final = 3
"""Voices that a design offers, as many as ElevenLabs'."""
_PREVIEW: Final = (
    "Hello! This is how I sound. Tell me what to say, and I will say it, calm or lively, as you like."
)
_SPOKEN: Final = 300
"""Characters of a text that previews speak, in whole sentences: 20 s of sound. The response's `text` has them. Chosen
by hand."""
_SECONDS: Final = 40.0
"""Seconds after which no further voice is begun or heard: a busy machine answers with the first ones, of which there
is always one. ElevenLabs' own clients wait 240 s. Chosen by hand.
"""


class DesignPreviewsBody(BaseModel):
    """A description of a voice, and the text of its previews."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"voice_description": "a calm elderly woman, low and warm"}]}
    )

    voice_description: str = Field(min_length=1, max_length=5000)
    text: str | None = Field(
        None,
        max_length=1000,
        description="The text of the previews: its first sentences are used, up to 300 characters.",
    )
    stream_previews: bool = Field(
        False, description="Answer without sound, which `…/text-to-voice/{generated_voice_id}/stream` has."
    )
    seed: int | None = Field(None, ge=0, le=2**31 - 1)
    reference_audio_base64: str | None = Field(
        None, description="Refused: POST /v1/voices/add clones a recording."
    )


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
    jobs: JobsDep,
    speech: SpeechDep,
    previews: PreviewsDep,
    design_jobs: DesignJobsDep,
    signed: SignedDep,
    clock: ClockDep,
    output_format: _OutputFormat = "mp3_44100_128",
) -> JSONResponse:
    """Design three voices from a description, with previews, as ElevenLabs' `text_to_voice.design` does.

    A machine that is too busy to make three within 40 s answers with one or two.
    """
    return await _designed(
        body, request, caller, jobs, speech, previews, design_jobs, signed, clock, output_format
    )


@router.post("/elevenlabs/v1/text-to-voice/create-previews", responses=_DESIGNED)
async def create_voice_previews(
    body: DesignPreviewsBody,
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    speech: SpeechDep,
    previews: PreviewsDep,
    design_jobs: DesignJobsDep,
    signed: SignedDep,
    clock: ClockDep,
    output_format: _OutputFormat = "mp3_44100_128",
) -> JSONResponse:
    """Design voices under the route's earlier name; otherwise as `design`."""
    return await _designed(
        body, request, caller, jobs, speech, previews, design_jobs, signed, clock, output_format
    )


@router.post("/elevenlabs/v1/text-to-voice", responses=errors(VoiceNotFound))
async def create_designed_voice(
    body: NewVoiceBody, request: Request, caller: Cloner, voices: VoicesDep
) -> JSONResponse:
    """Keep a designed voice, as ElevenLabs' `text_to_voice.create` does."""
    changes: VoiceChanges = {"name": body.voice_name, "tags": [f"{k}: {v}" for k, v in body.labels.items()]}
    if body.voice_description:
        changes["description"] = body.voice_description
    with renamed_fields(voice_id="generated_voice_id"):
        await to_thread.run_sync(voices.check_access, body.generated_voice_id, caller.owner)
        kept = await change(voices.update, body.generated_voice_id, changes)
    return JSONResponse(voice_body(request, kept))


@router.get(
    "/elevenlabs/v1/text-to-voice/{generated_voice_id}/stream",
    responses={
        200: {"content": {"audio/mpeg": {}}, "description": "The sound."},
        **errors(VoiceNotFound),
    },
)
@declares(makes=True)
async def stream_designed_voice(
    generated_voice_id: str, caller: Generator, speech: SpeechDep, previews: PreviewsDep
) -> Response:
    """Get the preview of a designed voice, as ElevenLabs' `text_to_voice.preview.stream` does."""
    with renamed_fields(voice_id="generated_voice_id"):
        done = await previews.get(generated_voice_id, asker=caller.owner, in_thread=change)
    return await answering.sound_file(speech, done, format_named("mp3"), None)


async def _designed(
    body: DesignPreviewsBody,
    request: Request,
    caller: Principal,
    jobs: JobQueue,
    speech: Speech,
    previews: Previews,
    design_jobs: DesignJobs,
    signed: SignedFiles,
    clock: Clock,
    wanted: str,
) -> JSONResponse:
    """Voices that fit the description, each with its preview in base64; a disconnect stops design and speech."""
    began = clock.monotonic()
    if body.reference_audio_base64:
        raise InvalidRequest(
            "Voices are designed from words alone here: leave `reference_audio_base64` out, or clone the recording with"
            " POST /v1/voices/add.",
            param="reference_audio_base64",
        )
    output = output_format(wanted)
    told = check(signed, caller, format_named(output.format), field="output_format")
    asked = DesignRequest(
        body.voice_description, candidates=_CANDIDATES, save=False, seed=body.seed, language="auto",
        seconds=_SECONDS,
    )  # fmt: skip
    with renamed_fields(description="voice_description"):
        design = partial(design_jobs.create, asked, caller.owner)
        found = (await job_result(request, jobs, design))["candidates"]
    text = _beginning(body.text or _PREVIEW)
    if body.stream_previews and body.text:
        name_unused(request, "text")
    shown: list[dict[str, Any]] = []
    for one in found:
        if body.stream_previews:
            shown.append(_preview(one["voice_id"], b"", output))
            continue
        if shown and clock.monotonic() - began > _SECONDS:
            break
        started = await change(previews.start, one["voice_id"], None, text)
        speech.claim(started)
        done = await answering.waited(request, speech, started, keep=False)
        sound = await sound_bytes(speech, signed, caller, done, output)
        told = sound.headers
        shown.append(_preview(one["voice_id"], sound.data, output, done))
    return JSONResponse({"previews": shown, "text": text}, headers=told)


def _preview(voice_id: str, sound: bytes, output: Output, done: Generation | None = None) -> dict[str, Any]:
    return {
        "audio_base_64": base64.b64encode(sound).decode(),
        "generated_voice_id": voice_id,
        "media_type": format_named(output.format).media_type,
        "duration_secs": 0.0 if done is None else done.duration or 0.0,
        "language": "en" if done is None else done.language,
    }


def _beginning(text: str) -> str:
    """The first sentences of a text, up to `_SPOKEN` characters; of a longer first one its beginning."""
    if len(text) <= _SPOKEN:
        return text
    whole = [one.end for one in sentences(text, max_chars=_SPOKEN) if one.end <= _SPOKEN]
    return text[: whole[-1]] if whole else text[:_SPOKEN]
