"""Shared by the routes of other vendors' APIs: model names, field names, speech as it is made, transcription."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from fastapi import Request, Response, UploadFile

from clonyvoice.api.responses import speech as answering
from clonyvoice.api.services import Services
from clonyvoice.api.uploads import idempotency_of, keep, outcome
from clonyvoice.audio import FormatName, format_named
from clonyvoice.core.errors import ClonyError, NotFound
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.speech import Segment, SpeechRequest
from clonyvoice.transcription.recogniser import Options
from clonyvoice.transcription.records import Transcription


class ModelNameUnknown(NotFound):
    """The request names a model that is not served here."""

    code = "model_not_served"

    def __init__(self, name: str, known: Iterable[str], param: str = "model") -> None:
        super().__init__(
            f"There is no model {name[:80]!r} here. Use one of: {', '.join(known)}.", param=param
        )


def filled(field: str) -> bool:
    """Whether a form's field, which some SDKs always send, says anything."""
    return field.strip().lower() not in ("", "null", "{}", "[]", '""', "false")


@contextmanager
def told_as(**names: str) -> Iterator[None]:
    """Errors within tell the fields by the names that this API has for them: `told_as(text="input")`."""
    try:
        yield
    except ClonyError as error:
        error.param = names.get(error.param or "", error.param)
        raise


async def spoken(
    request: Request,
    parts: Services,
    caller: Principal,
    segment: Segment,
    fmt: FormatName,
    *,
    sample_rate: int | None = None,
    seed: int | None = None,
    stream: bool = True,
) -> Response:
    """The sound of one text: as it is made, or whole with its length. Who hangs up stops it."""
    asked = SpeechRequest(
        kind="clone", segments=(segment,), seed=seed, format=fmt, sample_rate=sample_rate, eager=stream
    )
    started = await answering.start(request, parts.speech, caller, asked)
    if stream:
        return await answering.streamed(parts.speech, started, format_named(fmt), sample_rate, keep=False)
    done = await answering.waited(request, parts.speech, started, keep=False)
    return await answering.sound_file(parts.speech, done, format_named(fmt), sample_rate)


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
