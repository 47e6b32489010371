"""OpenAI's voices under `/v1/audio`: listed, cloned from a recording, designed from a prompt."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import File, Form, Request, UploadFile
from starlette.responses import JSONResponse

from clonyvoice.api.auth import Cloner, ListReader, VoiceWriter
from clonyvoice.api.compat.unsupported_fields import compat_router
from clonyvoice.api.compat.vendor_voices import OPENAI_VOICES
from clonyvoice.api.consent_form import ConsentForm, given_consent
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import CloneJobsDep, DesignJobsDep, JobsDep, VoicesDep
from clonyvoice.api.uploads import NoFile, UploadsDep
from clonyvoice.api.waiting_requests import job_result
from clonyvoice.audio import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.design_request_names_seeds import DesignRequest
from clonyvoice.cloning.errors import (
    ConsentNotVerified,
    ConsentRequired,
    ConsentSynthetic,
    Music,
    NoSpeech,
    SeveralSpeakers,
    Silence,
    TooShort,
)
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.core.ids import is_id
from clonyvoice.engines.kokoro.design.description import NothingUnderstood
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.voices import Voice, VoiceFilter
from clonyvoice.voices.consent_records import ConsentNotFound
from clonyvoice.voices.errors import PresetReadOnly, VoiceNotFound

router = compat_router("OpenAI's API")


@router.get("/v1/audio/voices")
def list_speech_voices(caller: ListReader, voices: VoicesDep) -> JSONResponse:
    """List the values of `voice`: presets, OpenAI's names, and with a key the caller's own (not in OpenAI's API)."""
    kind = None if "voices:read" in caller.scopes else "preset"
    found = voices.list(VoiceFilter(status="ready", kind=kind, asker=caller.owner), limit=1000).voices
    listed = [{"id": voice.plain_name, "name": voice.name} for voice in found]
    listed += [{"id": name, "name": f"{name} ({preset})"} for name, preset in OPENAI_VOICES.items()]
    return JSONResponse({"voices": listed})


@router.post(
    "/v1/audio/voices",
    responses=errors(
        NoFile, NotAudio, AudioTooLong, AudioTooLarge, Silence, NoSpeech, Music, TooShort, SeveralSpeakers,
        NothingUnderstood, ConsentRequired, ConsentNotVerified, ConsentSynthetic, ConsentNotFound, EngineUnavailable,
        QueueFull,
    ),
)  # fmt: skip
@declares(recording_in_json=("audio_sample", "audio_sample"))
async def create_custom_voice(
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    clone_jobs: CloneJobsDep,
    design_jobs: DesignJobsDep,
    uploads: UploadsDep,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    agreement: ConsentForm,
    audio_sample: Annotated[UploadFile | None, File(description="A recording of one person.")] = None,
    consent: Annotated[
        str,
        Form(
            max_length=2000,
            description="The id of a recorded consent; any other text says that the person has agreed, and several"
            " words are kept as the statement.",
        ),
    ] = "",
    kind: Annotated[
        Literal["audio_sample", "clone", "prompt"],
        Form(
            alias="type", description="`prompt` designs a voice; `clone` is another word for `audio_sample`."
        ),
    ] = "audio_sample",
    prompt: Annotated[str, Form(max_length=5000, description="How the designed voice sounds.")] = "",
) -> JSONResponse:
    """Create a voice from a recording, or from a description with `type=prompt`, as `audio.voices.create` does.

    The same fields may come as JSON, the recording as base64.
    """
    if kind == "prompt" or (audio_sample is None and prompt):
        with renamed_fields(description="prompt"):
            design = partial(design_jobs.create, DesignRequest(prompt, name=name), caller.owner)
            designed = await job_result(request, jobs, design)
        made = await asyncio.to_thread(voices.get, designed["candidates"][0]["voice_id"])
        return JSONResponse(_custom(made, "prompt"))
    if audio_sample is None:
        raise NoFile(("audio_sample",))
    recorded = consent if is_id(consent, "consent") else None
    kept = await uploads.keep_all([audio_sample])
    given = await given_consent(agreement, uploads, kept, recorded)
    if recorded is None and " " in consent.strip() and not given.statement:
        given = replace(given, statement=consent)
    asked = CloneRequest(
        name=name, language="auto", consent=bool(consent.strip()) or None, given=given, refine="standard"
    )
    cloned = await job_result(request, jobs, partial(clone_jobs.create, kept, asked, caller.owner))
    voice = await asyncio.to_thread(voices.get, cloned["voice_id"])
    return JSONResponse(_custom(voice, "audio_sample"))


@router.delete("/v1/audio/voices/{voice_id}", responses=errors(VoiceNotFound, PresetReadOnly))
def delete_custom_voice(voice_id: str, caller: VoiceWriter, voices: VoicesDep) -> JSONResponse:
    """Put a voice into the trash for 30 days."""
    voices.delete(voice_id)
    return JSONResponse({"id": voice_id, "object": "audio.voice.deleted", "deleted": True})


def _custom(voice: Voice, kind: str) -> dict[str, Any]:
    """A voice as OpenAI's API shows one that was made."""
    created = 0 if voice.created_at is None else int(voice.created_at.timestamp())
    return {
        "id": voice.id,
        "object": "audio.voice",
        "name": voice.name,
        "created_at": created,
        "type": kind,
    }
