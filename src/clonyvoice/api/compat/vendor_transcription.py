"""Transcription of recordings for the compatible routes: queued as a job, and waited for."""

from __future__ import annotations

import asyncio

from fastapi import Request, UploadFile

from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.idempotency import idempotency_of
from clonyvoice.api.uploads import Uploads
from clonyvoice.api.waiting_requests import change, outcome
from clonyvoice.jobs import JobQueue
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.recording_transcription import People
from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.service import Transcriptions


async def transcribed(
    request: Request,
    transcriptions: Transcriptions,
    uploads: Uploads,
    jobs: JobQueue,
    caller: Principal,
    recording: UploadFile,
    options: Options,
    people: People | None = None,
) -> Transcription:
    """The finished transcription of a recording; a client that disconnects cancels it. `people` asks for diarisation.

    Raises UnknownSpeechLanguage, NotAudio, AudioTooLong, AudioTooLarge, QueueFull, ClientDisconnect.
    """
    taken = await submitted(request, transcriptions, uploads, caller, recording, options, people)
    assert taken.job_id is not None
    result_of(await outcome(request, jobs, taken.job_id))
    return await asyncio.to_thread(transcriptions.get, taken.id)


async def submitted(
    request: Request,
    transcriptions: Transcriptions,
    uploads: Uploads,
    caller: Principal,
    recording: UploadFile,
    options: Options,
    people: People | None = None,
) -> Transcription:
    """The recording's transcription, queued. Raises as `transcribed` does."""
    upload = await uploads.keep(recording)
    with renamed_fields(audio="file"):
        return await change(
            transcriptions.submit,
            upload,
            options,
            owner=caller.owner,
            idempotency=idempotency_of(request),
            people=people,
        )
