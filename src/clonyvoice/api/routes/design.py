"""Design: voices from descriptions, from other voices, and a little different."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from clonyvoice.api.auth import Cloner
from clonyvoice.api.bodies.design import (
    BlendBody,
    CandidateBody,
    DesignCreate,
    DesignedBody,
    NudgeBody,
    NudgedBody,
)
from clonyvoice.api.bodies.system import JobBody, job_body
from clonyvoice.api.bodies.voices import VoiceBody, voice_body
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import Services, ServicesDep
from clonyvoice.api.uploads import watched
from clonyvoice.cloning.blend_recipe import BadRecipe
from clonyvoice.cloning.errors import NotBlendable
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.kokoro.design.description import NothingUnderstood, TraitNotUnderstood
from clonyvoice.engines.kokoro.design.targets import NothingToNudge
from clonyvoice.jobs import Job
from clonyvoice.jobs.model import QueueFull
from clonyvoice.text.errors import UnknownLanguage
from clonyvoice.voices.model import VoiceNotFound

router = api_router("Cloning")


_TAKEN: Final[dict[int | str, dict[str, Any]]] = {
    202: {"model": JobBody, "description": "`async`: taken; look at `Location`."}
}


@router.post(
    "/api/design/create",
    response_model=DesignedBody,
    responses={
        **errors(NothingUnderstood, TraitNotUnderstood, UnknownLanguage, EngineUnavailable, QueueFull),
        **_TAKEN,
    },
)
@declares(idempotency="response")
async def create_design(
    body: DesignCreate, request: Request, caller: Cloner, parts: ServicesDep
) -> DesignedBody | Response:
    """Make voices from a description; what they measure is told, and the same seed makes the same voice."""
    if body.async_:
        return _accepted(
            await asyncio.to_thread(parts.design_jobs.create, body.request(), caller.owner), parts
        )
    made = await watched(request, partial(parts.designs.create, body.request(), caller.owner))
    voices = [await asyncio.to_thread(parts.voices.get, one.voice_id) for one in made]
    spoken = f"?{urlencode({'text': body.preview_text})}" if body.preview_text else ""
    candidates = [
        CandidateBody(
            voice_id=one.voice_id,
            name=voice.name,
            seed=one.seed,
            preview_url=f"/api/voices/{one.voice_id}/preview{spoken}",
            mix=one.details["mix"],
            targets=one.details["targets"],
            measured=one.details["measured"],
        )
        for one, voice in zip(made, voices, strict=True)
    ]
    return DesignedBody(
        **voice_body(voices[0]).model_dump(),
        candidates=candidates,
        understood=made[0].details["understood"],
    )


@router.post("/api/voices/blend", responses=errors(BadRecipe, VoiceNotFound, NotBlendable, EngineUnavailable))
@declares(idempotency="response")
async def blend_voices(body: BlendBody, request: Request, caller: Cloner, parts: ServicesDep) -> VoiceBody:
    """Mix voices by weight: `0.6*a + 0.4*b`; presets, clones and designs."""
    mix = partial(parts.designs.blend, body.written, body.name, caller.owner)
    voice_id = await watched(request, mix)
    return voice_body(await asyncio.to_thread(parts.voices.get, voice_id))


@router.post(
    "/api/voices/{voice_id}/nudge",
    response_model=NudgedBody,
    responses={
        **errors(VoiceNotFound, NothingToNudge, NotBlendable, EngineUnavailable, QueueFull),
        **_TAKEN,
    },
)
@declares(idempotency="response")
async def nudge_voice(
    voice_id: str, body: NudgeBody, request: Request, caller: Cloner, parts: ServicesDep
) -> NudgedBody | Response:
    """Make a copy of any voice that is older, brighter, calmer, warmer, higher or faster, as measured."""
    if body.async_:
        asked = partial(
            parts.design_jobs.nudge, voice_id, body.moves, body.name, caller.owner, save=body.save
        )
        return _accepted(await asyncio.to_thread(asked), parts)
    work = partial(parts.designs.nudge, voice_id, body.moves, body.name, caller.owner, save=body.save)
    kept, details = await watched(request, lambda cancel: work(cancel=cancel))
    voice = await asyncio.to_thread(parts.voices.get, kept)
    return NudgedBody(
        **voice_body(voice).model_dump(), before=details["before"], measured=details["measured"]
    )


def _accepted(job: Job, parts: Services) -> Response:
    body = job_body(job, parts.jobs).model_dump(mode="json")
    return JSONResponse(body, 202, {"Location": f"/api/jobs/{job.id}"})
