"""Design: voices created from descriptions, blended from other voices, or nudged."""

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
from clonyvoice.api.idempotency import job_key
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import DesignJobsDep, JobsDep, VoicesDep
from clonyvoice.api.waiting_requests import change, job_result
from clonyvoice.cloning.blend_recipe import BadRecipe
from clonyvoice.cloning.errors import NotBlendable
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.kokoro.design.description import NothingUnderstood, TraitNotUnderstood
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import NothingToNudge
from clonyvoice.engines.registry import EngineLacks, EngineNotFound
from clonyvoice.jobs import Job, JobQueue
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.text.languages import UnknownLanguage
from clonyvoice.voices.errors import VoiceNotFound

router = api_router("Cloning")


_TAKEN: Final[dict[int | str, dict[str, Any]]] = {
    202: {"model": JobBody, "description": "`async`: taken; look at `Location`."}
}


@router.post(
    "/api/design/create",
    response_model=DesignedBody,
    responses={
        **errors(
            NothingUnderstood,
            TraitNotUnderstood,
            UnknownLanguage,
            EngineNotFound,
            EngineLacks,
            EngineUnavailable,
            QueueFull,
        ),
        **_TAKEN,
    },
)
@declares(idempotency="response")
async def create_design(
    body: DesignCreate,
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    design_jobs: DesignJobsDep,
) -> DesignedBody | Response:
    """Create voices from a description, with measurements; the same seed gives the same voices."""
    submit = partial(design_jobs.create, body.request(), caller.owner, job_key(request))
    if body.async_:
        return _accepted(await change(submit), jobs)
    made = await job_result(request, jobs, submit)
    made_voices = [await asyncio.to_thread(voices.get, one["voice_id"]) for one in made["candidates"]]
    spoken = f"?{urlencode({'text': body.preview_text})}" if body.preview_text else ""
    candidates = [
        CandidateBody(name=voice.name, preview_url=f"/api/voices/{voice.id}/preview{spoken}", **one)
        for one, voice in zip(made["candidates"], made_voices, strict=True)
    ]
    return DesignedBody(
        **voice_body(made_voices[0]).model_dump(), candidates=candidates, understood=made["understood"]
    )


@router.post(
    "/api/voices/blend",
    responses=errors(BadRecipe, VoiceNotFound, NotBlendable, EngineUnavailable, QueueFull),
)
@declares(idempotency="response")
async def blend_voices(
    body: BlendBody,
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    design_jobs: DesignJobsDep,
) -> VoiceBody:
    """Mix voices by weight: `0.6*a + 0.4*b`; presets, clones and designs."""
    submit = partial(design_jobs.blend, body.written, body.name, caller.owner, idempotency=job_key(request))
    (made,) = (await job_result(request, jobs, submit))["candidates"]
    return voice_body(await asyncio.to_thread(voices.get, made["voice_id"]))


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
    voice_id: str,
    body: NudgeBody,
    request: Request,
    caller: Cloner,
    jobs: JobsDep,
    voices: VoicesDep,
    design_jobs: DesignJobsDep,
) -> NudgedBody | Response:
    """Create a copy of any voice that is older, brighter, calmer, warmer, higher or faster, with measurements."""
    submit = partial(
        design_jobs.nudge, voice_id, body.moves, body.name, caller.owner,
        save=body.save, idempotency=job_key(request),
    )  # fmt: skip
    if body.async_:
        return _accepted(await change(submit), jobs)
    (made,) = (await job_result(request, jobs, submit))["candidates"]
    voice = await asyncio.to_thread(voices.get, made["voice_id"])
    return NudgedBody(**voice_body(voice).model_dump(), before=made["before"], measured=made["measured"])


def _accepted(job: Job, jobs: JobQueue) -> Response:
    body = job_body(job, jobs).model_dump(mode="json")
    return JSONResponse(body, 202, {"Location": f"/api/jobs/{job.id}"})
