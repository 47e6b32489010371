"""A recording sent to one of the foreign APIs, written down."""

from __future__ import annotations

import asyncio
from typing import Literal

from fastapi import Request, UploadFile

from clonyvoice.api.services import Services
from clonyvoice.api.uploads import idempotency_of, keep, outcome
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.records import Transcription


async def heard(
    request: Request,
    parts: Services,
    caller: Principal,
    recording: UploadFile,
    *,
    language: str = "auto",
    prompt: str = "",
    task: Literal["transcribe", "translate"] = "transcribe",
) -> Transcription:
    """The recording's transcription, waited for; who hangs up stops it.

    Raises UnknownSpeechLanguage, NotAudio, AudioTooLong, AudioTooLarge, QueueFull, ClientDisconnect.
    """
    upload = await keep(recording, parts)
    taken = await asyncio.to_thread(
        parts.transcriptions.submit,
        upload,
        Options(language=language, task=task, prompt=prompt),
        owner=caller.owner,
        idempotency=idempotency_of(request),
    )
    assert taken.job_id is not None
    result_of(await outcome(request, parts, taken.job_id))
    return await asyncio.to_thread(parts.transcriptions.get, taken.id)
